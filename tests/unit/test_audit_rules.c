/* Each rule at, just below and just above each of its limits, as ERGONOMICS 2.3 and 2.7 print them. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "../../daemon/core/audit/audit-internal.h"
#include "../lib/audit-rig.h"

#define OK      SEVERITY_OK
#define NOTE    SEVERITY_NOTE
#define CAUTION SEVERITY_CAUTION
#define HIGH    SEVERITY_HIGH
#define BESIDE  0.01 /* just below, just above */

static struct monitor_view views[2];
static struct workplace workplace;
static struct findings findings;

/* Two screens of which nothing is found: what a rule looks at is set by itself. */
static void sane_workplace(void)
{
	static const struct angles fine = { 650, 0, -15, -30, -10, 1200 };

	workplace = (struct workplace){
		.body = { .eye = { { 1200, 0 }, { NAN, 0 } },
			  .elbow = { { 740, 0 }, { NAN, 0 } },
			  .seat = { 435, 0 },
			  .desk = { 720, NAN } },
		.seat = 435,
		.keyboard = { 20, 0 },
		.laptop_hours = 0,
		.n = 2,
		.view = views,
	};
	for (size_t i = 0; i < 2; i++) {
		views[i] = (struct monitor_view){
			.role = i == 0 ? ROLE_PRIMARY : ROLE_SECONDARY,
			.width = 531,
			.height = 299,
			.distance = 650,
			.image_bottom = 181,
			.cap_height = 4,
			.half_width = 22,
			.arcmin = 21,
			.known = { true, false },
			.angles = { fine },
		};
	}
}

static void set_rule(enum rule rule, double v)
{
	struct angles *a = &views[0].angles[POSTURE_SITTING];

	switch (rule) {
	case RULE_TOP_EDGE:
		a->top = v;
		break;
	case RULE_TOP_EDGE_MULTIFOCAL:
		workplace.body.multifocal = true;
		a->top_height = 1200 + v;
		views[1].angles[POSTURE_SITTING].top_height = 1100;
		break;
	case RULE_CENTRE:
		a->centre = v;
		break;
	case RULE_BOTTOM_EDGE:
		a->bottom = v;
		break;
	case RULE_DISTANCE:
		views[0].distance = views[1].distance = v;
		break;
	case RULE_HALF_WIDTH:
		views[0].half_width = v;
		break;
	case RULE_YAW_EQUAL:
		views[0].role = ROLE_EQUAL;
		views[0].yaw = v;
		break;
	case RULE_YAW_SECONDARY:
		views[0].role = ROLE_SECONDARY;
		views[0].yaw = v;
		break;
	case RULE_YAW_PRIMARY:
		views[0].yaw = v;
		break;
	case RULE_INCIDENCE:
		a->incidence = v;
		break;
	case RULE_TILT:
		views[0].tilt = v;
		views[0].height = views[1].height = 0; /* the tops stay alike */
		break;
	case RULE_TEXT_HEIGHT:
		views[0].arcmin = v;
		break;
	case RULE_TOPS_DIFFER:
		views[1].image_bottom = views[0].image_bottom + v;
		break;
	case RULE_DISTANCES_DIFFER:
		views[0].distance = 500;
		views[1].distance = 500 + 5 * v;
		break;
	case RULE_ROLE:
		views[0].setup.role = ROLE_PRIMARY;
		views[0].share = 100 - v;
		views[1].share = v;
		break;
	case RULE_LAPTOP_ONLY:
		workplace.laptop_only = true;
		workplace.laptop_hours = v;
		break;
	case RULE_KEYBOARD_HEIGHT:
		workplace.body.elbow[POSTURE_SITTING].mm = 740 - v;
		break;
	case RULE_SEAT_HEIGHT:
		workplace.seat = 435 + v;
		break;
	case RULE_UNKNOWN:
		views[0].missing = v != 0;
		break;
	case _RULE_MAX:
		fail();
	}
}

/* A limit with what is said just below it, at it, and just above it. */
static const struct edge {
	enum rule rule;
	double at;
	enum severity below, exact, above;
	double ok; /* the limit that is told of what is beside it and not ok */
} edges[] = {
	{ RULE_TOP_EDGE, 2, OK, OK, CAUTION, 2 },
	{ RULE_TOP_EDGE, 10, CAUTION, CAUTION, HIGH, 2 },
	{ RULE_TOP_EDGE_MULTIFOCAL, -25, OK, OK, CAUTION, -25 },
	{ RULE_TOP_EDGE_MULTIFOCAL, 0, CAUTION, CAUTION, HIGH, -25 },
	{ RULE_CENTRE, 0, CAUTION, CAUTION, HIGH, -10 },
	{ RULE_CENTRE, -10, OK, OK, CAUTION, -10 },
	{ RULE_CENTRE, -30, CAUTION, OK, OK, -30 },
	{ RULE_CENTRE, -40, HIGH, CAUTION, CAUTION, -30 },
	{ RULE_BOTTOM_EDGE, -32, CAUTION, OK, OK, -32 },
	{ RULE_BOTTOM_EDGE, -60, HIGH, CAUTION, CAUTION, -32 },
	{ RULE_DISTANCE, 400, HIGH, CAUTION, CAUTION, 500 },
	{ RULE_DISTANCE, 500, CAUTION, OK, OK, 500 },
	{ RULE_DISTANCE, 1000, OK, OK, CAUTION, 1000 }, /* of 21 minutes of arc */
	{ RULE_DISTANCE, 9000, CAUTION, CAUTION, CAUTION, 1000 },
	{ RULE_HALF_WIDTH, 30, OK, OK, CAUTION, 30 },
	{ RULE_HALF_WIDTH, 45, CAUTION, CAUTION, HIGH, 30 },
	{ RULE_YAW_PRIMARY, 15, OK, OK, CAUTION, 15 },
	{ RULE_YAW_PRIMARY, 30, CAUTION, CAUTION, HIGH, 15 },
	{ RULE_YAW_PRIMARY, -15, CAUTION, OK, OK, -15 },
	{ RULE_YAW_PRIMARY, -30, HIGH, CAUTION, CAUTION, -15 },
	{ RULE_YAW_EQUAL, 30, OK, OK, CAUTION, 30 },
	{ RULE_YAW_EQUAL, 35, CAUTION, CAUTION, HIGH, 30 },
	{ RULE_YAW_EQUAL, -30, CAUTION, OK, OK, -30 },
	{ RULE_YAW_EQUAL, -35, HIGH, CAUTION, CAUTION, -30 },
	{ RULE_YAW_SECONDARY, 30, OK, OK, CAUTION, 30 },
	{ RULE_YAW_SECONDARY, 60, CAUTION, CAUTION, HIGH, 30 },
	{ RULE_YAW_SECONDARY, -30, CAUTION, OK, OK, -30 },
	{ RULE_YAW_SECONDARY, -60, HIGH, CAUTION, CAUTION, -30 },
	{ RULE_INCIDENCE, 15, OK, OK, CAUTION, 15 },
	{ RULE_INCIDENCE, 40, CAUTION, CAUTION, HIGH, 15 },
	{ RULE_INCIDENCE, -15, CAUTION, OK, OK, -15 },
	{ RULE_INCIDENCE, -40, HIGH, CAUTION, CAUTION, -15 },
	{ RULE_TILT, 0, CAUTION, OK, OK, 0 },
	{ RULE_TILT, -60, CAUTION, CAUTION, CAUTION, 0 },
	{ RULE_TEXT_HEIGHT, 20, NOTE, OK, OK, 20 },
	{ RULE_TEXT_HEIGHT, 16, CAUTION, NOTE, NOTE, 20 },
	{ RULE_TEXT_HEIGHT, 12, HIGH, CAUTION, CAUTION, 20 },
	{ RULE_TOPS_DIFFER, 25, OK, OK, CAUTION, 25 },
	{ RULE_TOPS_DIFFER, 75, CAUTION, CAUTION, HIGH, 25 },
	{ RULE_TOPS_DIFFER, -75, HIGH, CAUTION, CAUTION, 25 },
	{ RULE_DISTANCES_DIFFER, 10, OK, OK, CAUTION, 10 },
	{ RULE_DISTANCES_DIFFER, 25, CAUTION, CAUTION, HIGH, 10 },
	{ RULE_ROLE, 60, OK, OK, NOTE, 60 },
	{ RULE_LAPTOP_ONLY, 0, CAUTION, CAUTION, CAUTION, 2 },
	{ RULE_LAPTOP_ONLY, 2, CAUTION, CAUTION, HIGH, 2 },
	{ RULE_KEYBOARD_HEIGHT, 25, OK, OK, CAUTION, 25 },
	{ RULE_KEYBOARD_HEIGHT, 50, CAUTION, CAUTION, HIGH, 25 },
	{ RULE_KEYBOARD_HEIGHT, -50, CAUTION, OK, OK, -50 },
	{ RULE_KEYBOARD_HEIGHT, -100, HIGH, CAUTION, CAUTION, -50 },
	{ RULE_SEAT_HEIGHT, 20, OK, OK, CAUTION, 20 },
	{ RULE_SEAT_HEIGHT, 60, CAUTION, CAUTION, HIGH, 20 },
	{ RULE_SEAT_HEIGHT, -30, CAUTION, OK, OK, -30 },
	{ RULE_SEAT_HEIGHT, -60, HIGH, CAUTION, CAUTION, -30 },
};

static void check(enum rule rule, double value, enum severity want, double limit)
{
	enum severity got = OK;

	sane_workplace();
	set_rule(rule, value);
	workplace_judge(&workplace, &findings);
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *f = &findings.f[i];
		if (f->rule != rule) {
			fail_msg("%s at %g finds %s of %d", rule_to_string(rule), value,
				 rule_to_string(f->rule), f->monitor);
		}
		got = f->severity > got ? f->severity : got;
		assert_int_equal(f->after, f->severity);
		assert_int_equal(f->move.kind, MOVE_NONE);
		if (rule != RULE_TOPS_DIFFER) {
			assert_near(f->measured, value, 1e-9);
		}
		assert_near(f->limit, limit, 0);
	}
	if (got != want) {
		fail_msg("%s at %g is %s", rule_to_string(rule), value, severity_to_string(got));
	}
}

static void test_limits(void **state)
{
	bool tested[_RULE_MAX] = { [RULE_UNKNOWN] = true };
	(void) state;

	for (const struct edge *e = edges; e < edges + ELEMENTSOF(edges); e++) {
		check(e->rule, e->at - BESIDE, e->below, e->ok);
		check(e->rule, e->at, e->exact, e->ok);
		check(e->rule, e->at + BESIDE, e->above, e->ok);
		tested[e->rule] = true;
	}
	for (enum rule r = RULE_TOP_EDGE; r < _RULE_MAX; r++) {
		if (!tested[r]) {
			fail_msg("%s has no limits here", rule_to_string(r));
		}
	}
}

/* Each finite edge of the table's bands stands in the list above. */
static void assert_listed(enum rule rule, double at)
{
	for (const struct edge *e = edges; e < edges + ELEMENTSOF(edges); e++) {
		if (e->rule == rule && e->at == at) {
			return;
		}
	}
	fail_msg("%s: nothing tests %g", rule_to_string(rule), at);
}

static void test_table(void **state)
{
	(void) state;

	assert_null(rule_info(_RULE_MAX));
	for (enum rule r = RULE_TOP_EDGE; r < _RULE_MAX; r++) {
		const struct rule_info *info = rule_info(r);
		const struct band *bands[] = { &info->ok, &info->note, &info->caution };
		assert_int_equal(info->rule, r);
		assert_true(info->unit < _UNIT_MAX);
		assert_true(strlen(info->source) > 10);
		for (size_t i = 0; i < ELEMENTSOF(bands); i++) {
			const struct band *b = bands[i];
			assert_false(isnan(b->low) || isnan(b->high));
			if (b->low > b->high || (r == RULE_DISTANCE && i == 0)) {
				continue; /* none; 750: see below */
			}
			if (isfinite(b->low)) {
				assert_listed(r, b->low);
			}
			if (isfinite(b->high)) {
				assert_listed(r, b->high);
			}
			/* a worse band holds the better ones */
			assert_true(b->low >= info->caution.low && b->high <= info->caution.high);
		}
	}
}

static void test_distance_text(void **state)
{
	static const struct {
		double distance, arcmin;
		enum severity want;
	} cases[] = {
		{ 750, 15.9, OK },        { 750.1, 15.9, CAUTION }, { 750.1, 16, OK },
		{ 750.1, NAN, CAUTION },  { 1000, 16, OK },         { 1000.1, 16, CAUTION },
		{ 1000.1, NAN, CAUTION }, { 500, NAN, OK },         { 499.9, 30, CAUTION },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		sane_workplace();
		set_rule(RULE_DISTANCE, cases[i].distance);
		views[0].arcmin = views[1].arcmin = cases[i].arcmin;
		views[0].estimated = views[1].estimated = BIT(QUANTITY_TEXT_SIZE);
		findings.n = 0;
		judge_screen(&workplace, 0, &findings);
		findings_sort(&findings);
		enum severity got = OK;
		for (size_t k = 0; k < findings.n; k++) {
			if (findings.f[k].rule != RULE_DISTANCE) {
				continue;
			}
			got = findings.f[k].severity;
			/* on the text rests only what it could change */
			bool rests = cases[i].distance > 750 && cases[i].distance <= 1000;
			assert_int_equal(findings.f[k].estimated,
					 rests ? BIT(QUANTITY_TEXT_SIZE) : 0);
		}
		if (got != cases[i].want) {
			fail_msg("%g mm, %g arcmin: %s", cases[i].distance, cases[i].arcmin,
				 severity_to_string(got));
		}
	}
}

/* Of the first screen, by one rule. */
static enum severity severity_of(enum rule rule)
{
	findings.n = 0;
	judge_screen(&workplace, 0, &findings);
	for (size_t i = 0; i < findings.n; i++) {
		if (findings.f[i].rule == rule) {
			return findings.f[i].severity;
		}
	}
	return OK;
}

/* A laptop alone is high at once where its centre is lower than 40 degrees. */
static void test_laptop_centre(void **state)
{
	(void) state;

	sane_workplace();
	workplace.laptop_only = true;
	workplace.laptop_hours = NAN;
	views[0].angles[POSTURE_SITTING].centre = -40;
	assert_int_equal(severity_of(RULE_LAPTOP_ONLY), CAUTION);
	views[0].angles[POSTURE_SITTING].centre = -40.1;
	assert_int_equal(severity_of(RULE_LAPTOP_ONLY), HIGH);
}

/* Text is small for sure only if it still is at twice the scale that is assumed. */
static void test_scale_untold(void **state)
{
	(void) state;

	sane_workplace();
	views[0].arcmin = 6.1;
	assert_int_equal(severity_of(RULE_TEXT_HEIGHT), HIGH);
	views[0].estimated = BIT(QUANTITY_TEXT_SIZE);
	assert_int_equal(severity_of(RULE_TEXT_HEIGHT), CAUTION);
	views[0].arcmin = 5.9;
	assert_int_equal(severity_of(RULE_TEXT_HEIGHT), HIGH);
}

static void test_multifocal_replaces(void **state)
{
	(void) state;

	sane_workplace();
	workplace.body.multifocal = true;
	for (int i = 0; i < 2; i++) {
		views[i].angles[POSTURE_SITTING].top = 20;
		views[i].angles[POSTURE_SITTING].top_height = 1100;
	}
	workplace_judge(&workplace, &findings);
	assert_int_equal(findings.n, 0);
}

/* Where nothing is known nothing is found, and nothing is not a number. */
static void test_nothing_known(void **state)
{
	(void) state;

	sane_workplace();
	workplace.seat = NAN;
	workplace.body.elbow[POSTURE_SITTING].mm = NAN;
	for (int i = 0; i < 2; i++) {
		views[i].known[POSTURE_SITTING] = false;
		views[i].distance = views[i].half_width = views[i].arcmin = NAN;
		views[i].yaw = views[i].tilt = views[i].image_bottom = NAN;
		views[i].missing = BIT(QUANTITY_DISTANCE);
	}
	workplace_judge(&workplace, &findings);
	assert_int_equal(findings.n, 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(findings.f[i].rule, RULE_UNKNOWN);
		assert_int_equal(findings.f[i].severity, NOTE);
		assert_int_equal(findings.f[i].monitor, i);
		assert_true(isnan(findings.f[i].measured) && isnan(findings.f[i].limit));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits),        cmocka_unit_test(test_table),
		cmocka_unit_test(test_distance_text), cmocka_unit_test(test_multifocal_replaces),
		cmocka_unit_test(test_laptop_centre), cmocka_unit_test(test_scale_untold),
		cmocka_unit_test(test_nothing_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

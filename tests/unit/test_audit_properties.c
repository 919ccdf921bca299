/* What must hold of any workplace whatsoever, and what an audit may cost. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "../lib/audit-rig.h"
#include "../lib/random-day.h"

#define MM(v)  ((length_t) (10 * (v)))
#define BIT(q) (1u << (q))
#define CASES  20000
#define RUNS   200
#define MOST_S 250e-6 /* of an audit of 16 monitors with everything wrong */

static struct audit_rig rig, other;
static uint64_t seed;

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fail_msg("seed %llu: %s", (unsigned long long) seed, #condition);          \
		}                                                                                  \
	} while (0)

/* ---- any workplace ---- */

/* Not told, what may be, or any number at all. */
static int32_t random_measure(struct random *r, int low, int high)
{
	static const int32_t odd[] = { 0, 1, -1, INT32_MAX, INT32_MIN + 1, MEASURE_UNSET };

	if (random_percent(r, 25)) {
		return MEASURE_UNSET;
	}
	if (random_percent(r, 80)) {
		return low + (int32_t) random_below(r, (uint64_t) (high - low + 1));
	}
	return random_percent(r, 50) ? odd[random_below(r, ELEMENTSOF(odd))]
				     : (int32_t) random_below(r, UINT32_MAX);
}

static unsigned random_count(struct random *r, unsigned most)
{
	return random_percent(r, 10) ? (unsigned) random_below(r, UINT32_MAX)
				     : (unsigned) random_below(r, most + 1);
}

static int random_word(struct random *r, int n)
{
	return random_percent(r, 5) ? (int) random_below(r, UINT32_MAX)
				    : (int) random_below(r, (uint64_t) n);
}

static void random_name(struct random *r, char *buf, size_t size)
{
	static const char *const kinds[] = { "*", "DP-%u", "model %u", "MODEL %u 7", "" };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void) snprintf(buf, size, kinds[random_below(r, ELEMENTSOF(kinds))],
			(unsigned) random_below(r, MONITORS_MAX));
#pragma GCC diagnostic pop
}

static void random_setup(struct random *r, struct monitor_setup *s)
{
	memset(s, 0, sizeof(*s));
	random_name(r, s->name, sizeof(s->name));
	s->image_bottom = random_measure(r, MM(-50), MM(900));
	s->distance = random_measure(r, MM(100), MM(1500));
	s->tilt = random_measure(r, -600, 900);
	s->yaw = random_measure(r, -1800, 1800);
	s->role = (enum role) random_word(r, _ROLE_MAX);
	s->width = random_measure(r, MM(10), MM(2000));
	s->height = random_measure(r, MM(10), MM(2000));
	s->diagonal = random_measure(r, MM(10), MM(2000));
	s->text_size.unit = (enum text_unit) random_word(r, _TEXT_UNIT_MAX);
	s->text_size.tenths = random_measure(r, 10, 1000);
	s->scale = random_count(r, 400);
	s->raised = (enum tristate) random_word(r, _TRISTATE_MAX);
}

static void random_monitor(struct random *r, struct monitor *m, unsigned i)
{
	memset(m, 0, sizeof(*m));
	(void) snprintf(m->output, sizeof(m->output), "DP-%u", i);
	if (random_percent(r, 70)) {
		(void) snprintf(m->model, sizeof(m->model), "Model %u", i / 2);
		(void) snprintf(m->serial, sizeof(m->serial), "%s",
				random_percent(r, 50) ? "7" : "");
	}
	m->internal = random_percent(r, 30);
	m->primary = random_percent(r, 20);
	m->positioned = random_percent(r, 80);
	m->x = random_percent(r, 90) ? (int) (random_below(r, 4) * 1920)
				     : (int) (uint32_t) random_below(r, UINT32_MAX);
	m->width_px = random_percent(r, 10) ? 0 : random_count(r, 3840);
	m->height_px = random_count(r, 2160);
	m->size = (struct size_mm){ random_count(r, 1200), random_count(r, 700) };
	m->size_source = SIZE_EDID;
}

static void random_workplace(struct audit_rig *rr)
{
	struct random r;
	struct config *c = &rr->config;
	length_t *const body[] = { &c->user_stature,
				   &c->user_eye_height,
				   &c->user_eye_height_standing,
				   &c->user_elbow_height,
				   &c->user_elbow_height_standing,
				   &c->desk_height,
				   &c->desk_height_standing,
				   &c->chair_seat_height };

	random_seed(&r, seed);
	memset(rr, 0, sizeof(*rr));
	config_defaults(c);
	for (size_t i = 0; i < ELEMENTSOF(body); i++) {
		*body[i] = random_measure(&r, MM(300), MM(2000));
	}
	c->keyboard_height = random_measure(&r, MM(-200), MM(200));
	c->keyboard_external = (enum tristate) random_word(&r, _TRISTATE_MAX);
	c->user_glasses = (enum glasses) random_word(&r, _GLASSES_MAX);
	c->monitors_n = random_below(&r, CONFIG_MONITORS_MAX + 1);
	for (size_t i = 0; i < c->monitors_n; i++) {
		random_setup(&r, &c->monitor[i]);
	}
	rr->monitors.backend = (enum monitor_backend) random_below(&r, _BACKEND_MAX);
	rr->monitors.n = random_percent(&r, 30) ? 1 : random_below(&r, MONITORS_MAX + 1);
	for (size_t i = 0; i < rr->monitors.n; i++) {
		random_monitor(&r, &rr->monitors.m[i], (unsigned) i);
	}
	rr->exposure.laptop_only_today =
		random_percent(&r, 10) ? USEC_INFINITY : random_below(&r, 4 * USEC_PER_HOUR);
	for (size_t i = 0; i < rr->monitors.n && random_percent(&r, 90); i++) {
		rr->exposure.share[i] = random_below(&r, 40 * USEC_PER_HOUR);
	}
}

/* Finite, or NAN: never infinite. */
static bool number(double v)
{
	return isfinite(v) || isnan(v);
}

static void check_view(const struct monitor_view *v)
{
	bool somewhere = false;

	MUST(number(v->width) && number(v->height) && number(v->distance) && number(v->yaw));
	MUST(number(v->image_bottom) && number(v->cap_height));
	MUST(isfinite(v->tilt));
	MUST(isnan(v->half_width) || (v->half_width >= 0 && v->half_width < 90.001));
	MUST(isnan(v->arcmin) || v->arcmin >= 0);
	MUST(isnan(v->share) || (v->share >= 0 && v->share <= 100.001));
	MUST(v->role < _ROLE_MAX && v->size_source < _SIZE_SOURCE_MAX);
	MUST((v->estimated | v->missing) < BIT(_QUANTITY_MAX));
	/* what is estimated is known, and so is what is not missing */
	MUST(!(v->estimated & BIT(QUANTITY_YAW)) || !isnan(v->yaw));
	MUST(!(v->estimated & BIT(QUANTITY_YAW)) || v->role == ROLE_PRIMARY ||
	     (v->monitor->positioned && v->monitor->width_px > 0 && v->width > 0));
	MUST(!(v->estimated & BIT(QUANTITY_TEXT_SIZE)) || !isnan(v->cap_height));
	MUST(!(v->estimated & BIT(QUANTITY_IMAGE_BOTTOM)) || !isnan(v->image_bottom));
	MUST(isnan(v->width + v->height) == ((v->missing & BIT(QUANTITY_SIZE)) != 0));
	MUST(isnan(v->image_bottom) == ((v->missing & BIT(QUANTITY_IMAGE_BOTTOM)) != 0));
	MUST(!isnan(v->distance) || (v->missing & BIT(QUANTITY_DISTANCE)));
	for (enum posture p = POSTURE_SITTING; p < _POSTURE_MAX; p++) {
		const struct angles *a = &v->angles[p];
		const double all[] = { a->depth,  a->top,       a->centre,
				       a->bottom, a->incidence, a->top_height };
		for (size_t i = 0; i < ELEMENTSOF(all); i++) {
			MUST(v->known[p] ? isfinite(all[i]) : isnan(all[i]));
		}
		somewhere = somewhere || v->known[p];
	}
	MUST(somewhere || v->missing != 0);
}

static void test_anything(void **state)
{
	size_t findings[_RULE_MAX] = { 0 };
	(void) state;

	for (seed = 0; seed < CASES; seed++) {
		random_workplace(&rig);
		const struct audit *a = audit_rig_evaluate(&rig);
		MUST(a->n == rig.monitors.n);
		MUST(a->moves_n == 0 && a->findings_after.n == 0);
		for (size_t i = 0; i < a->n; i++) {
			MUST(a->view[i].monitor == &rig.monitors.m[i]);
			check_view(&a->view[i]);
		}
		for (size_t i = 0; i < a->findings.n; i++) {
			findings[a->findings.f[i].rule]++;
		}
	}
	for (enum rule r = RULE_TOP_EDGE; r < _RULE_MAX; r++) {
		if (findings[r] < 100) {
			fail_msg("%s was found %zu times: too few to say", rule_to_string(r),
				 findings[r]);
		}
	}
}

/* An audit is a function of what it is told: nothing is left over from the last one. */
static void test_pure(void **state)
{
	(void) state;

	for (seed = 0; seed < CASES / 10; seed++) {
		random_workplace(&rig);
		memset(&rig.audit, 0xff, sizeof(rig.audit));
		(void) audit_rig_evaluate(&rig);
		other = rig;
		memset(&rig.audit, 0x55, sizeof(rig.audit));
		(void) audit_rig_evaluate(&rig);
		MUST(rig.audit.findings.n == other.audit.findings.n);
		MUST(memcmp(rig.audit.findings.f, other.audit.findings.f,
			    rig.audit.findings.n * sizeof(rig.audit.findings.f[0])) == 0);
		MUST(rig.audit.moves_n == 0 && rig.audit.findings_after.n == 0);
		MUST(memcmp(&rig.audit.body, &other.audit.body, sizeof(rig.audit.body)) == 0);
	}
}

static void test_no_monitors(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	audit_evaluate(&(struct audit_input){ NULL, &rig.config, { 0 } }, &rig.audit);
	assert_int_equal(rig.audit.n, 0);
	assert_int_equal(rig.audit.findings.n, 0);
	assert_int_equal(rig.audit.overall, SEVERITY_OK);
	rig.monitors.n = 0;
	rig.config.chair_seat_height = MM(600);
	assert_int_equal(audit_rig_evaluate(&rig)->overall, SEVERITY_HIGH);
}

/* ---- the worst there is ---- */

static void everything_wrong(struct audit_rig *r)
{
	audit_rig_init(r);
	r->monitors.n = r->config.monitors_n = 0;
	for (int i = 0; i < MONITORS_MAX; i++) {
		char output[16];
		(void) snprintf(output, sizeof(output), "DP-%d", i);
		struct monitor *m = audit_rig_connect(r, output, output);
		m->size = (struct size_mm){ 1600, 1500 };
		struct monitor_setup *s = audit_rig_setup(r, output);
		s->image_bottom = MM(i == 0 ? -310 : -260);
		s->distance = MM(i == 0 ? 390 : 300);
		s->tilt = -300;
		s->yaw = 900;
		s->text_size = (struct text_size){ TEXT_MM, 10 };
	}
	r->config.user_eye_height = MEASURE_UNSET;
	r->config.user_elbow_height = MEASURE_UNSET;
	r->config.desk_height = MM(900);
	r->config.desk_height_standing = MM(1300);
	r->config.chair_seat_height = MM(520);
}

static void test_worst(void **state)
{
	const struct audit *a;
	size_t pairs = 0;
	(void) state;

	everything_wrong(&rig);
	a = audit_rig_evaluate(&rig);
	for (size_t i = 0; i < a->findings.n; i++) {
		pairs += a->findings.f[i].other >= 0;
	}
	/* of each screen 5, and 4 in each of two postures; of each but one 2 beside the main one;
	 * 2 keyboards and a seat */
	assert_int_equal(pairs, 2 * (MONITORS_MAX - 1));
	assert_int_equal(a->findings.n, 13 * MONITORS_MAX + 2 * (MONITORS_MAX - 1) + 3);
	assert_true(a->findings.n < FINDINGS_MAX);
}

#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
static double cpu_seconds(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static void test_cost(void **state)
{
	double least = INFINITY;
	(void) state;

	everything_wrong(&rig);
	const struct audit_input in = { &rig.monitors, &rig.config, rig.exposure };
	for (int i = 0; i < RUNS; i++) {
		double start = cpu_seconds();
		audit_evaluate(&in, &rig.audit);
		double took = cpu_seconds() - start;
		least = took < least ? took : least;
	}
	print_message("an audit of %d monitors takes %.0f us\n", MONITORS_MAX, least * 1e6);
	assert_true(least < MOST_S);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_anything),
		cmocka_unit_test(test_pure),
		cmocka_unit_test(test_no_monitors),
		cmocka_unit_test(test_worst),
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
		cmocka_unit_test(test_cost),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

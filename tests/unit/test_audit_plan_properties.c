/* What must hold of any plan: it makes nothing worse, says what it does, and has an end. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "../lib/plan-rig.h"

#define CASES  10000
#define RUNS   200
#define TRIES  20   /* on a busy machine a quiet moment is waited for */
#define MOST_S 1e-3 /* of an audit of 16 monitors, plan included */

static struct audit_rig rig, done;
static struct audit plan;
static uint64_t seed;
static unsigned behind, before; /* seats with a foot rest behind them, before them */

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fail_msg("seed %llu: %s", (unsigned long long) seed, #condition);          \
		}                                                                                  \
	} while (0)

static bool same(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule && a->monitor == b->monitor && a->other == b->other &&
	       a->posture == b->posture;
}

static const struct finding *find_same(const struct findings *f, const struct finding *as)
{
	for (size_t i = 0; i < f->n; i++) {
		if (same(&f->f[i], as)) {
			return &f->f[i];
		}
	}
	return NULL;
}

static bool near(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-6;
}

static void check_same_findings(const struct findings *told, const struct findings *want)
{
	for (size_t i = 0; i < want->n; i++) {
		const struct finding *w = &want->f[i], *f = find_same(told, w);
		if (!f || f->severity != w->severity || f->estimated != w->estimated ||
		    !near(f->measured, w->measured)) {
			fail_msg("seed %llu: %s of %d: %d %g %x, told %d %g %x",
				 (unsigned long long) seed, rule_to_string(w->rule), w->monitor,
				 w->severity, w->measured, w->estimated, f ? (int) f->severity : -1,
				 f ? f->measured : 0, f ? f->estimated : 0);
		}
	}
	MUST(told->n == want->n);
}

/* Carries the plan out step by step: `done` is the desk after it. */
static void follow(void)
{
	unsigned last = plan_rig_weight(&plan.findings);

	done = rig;
	for (size_t i = 0; i < plan.moves_n; i++) {
		plan_rig_apply(&done, &plan, &plan.move[i]);
		unsigned now = plan_rig_weight(&audit_rig_evaluate(&done)->findings);
		if (now > last) {
			fail_msg("seed %llu: move %zu (%s) makes it worse: %u to %u",
				 (unsigned long long) seed, i,
				 move_kind_to_string(plan.move[i].kind), last, now);
		}
		last = now;
	}
	if (plan.moves_n > 0) {
		check_same_findings(&plan.findings_after, &done.audit.findings);
	}
	MUST(last <= plan_rig_weight(&plan.findings));
}

static bool is_advice(enum move_kind kind)
{
	return kind == MOVE_MIDDLE || kind == MOVE_MEASURE;
}

static void check_numbers(void)
{
	size_t moves = 0;

	for (size_t i = 0; i < plan.moves_n; i++) {
		const struct move *m = &plan.move[i];
		MUST(m->kind > MOVE_NONE && m->kind < _MOVE_KIND_MAX);
		MUST(isfinite(m->amount) && isfinite(m->target));
		MUST(m->monitor >= -1 && m->monitor < (int) plan.n);
		moves += !is_advice(m->kind);
		switch ((int) m->kind) {
		case MOVE_HEIGHT:
		case MOVE_DISTANCE:
		case MOVE_DESK:
		case MOVE_SEAT:
		case MOVE_FOOTREST:
			MUST(fabs(m->amount) >= 10 - 1e-9);
			break;
		case MOVE_TILT:
		case MOVE_YAW:
			MUST(fabs(m->amount) >= 5 - 1e-9);
			break;
		default:
			break;
		}
	}
	if (moves > 0) {
		MUST(plan_rig_weight(&plan.findings_after) < plan_rig_weight(&plan.findings));
	}
}

/* The foot rest comes directly after the seat, or before it where that alone would be far too high; furniture is not moved before what is to be measured. */
static void check_order(void)
{
	const struct move *seat = plan_rig_find(&plan, MOVE_SEAT, -1);
	const struct move *rest = plan_rig_find(&plan, MOVE_FOOTREST, -1);
	bool moved = false;

	MUST(!seat || !rest || rest == seat + 1 || seat == rest + 1);
	behind += seat && rest && rest == seat + 1;
	before += seat && rest && seat == rest + 1;
	for (size_t i = 0; i < plan.moves_n; i++) {
		const struct move *m = &plan.move[i];
		MUST(m->kind != MOVE_MEASURE || m->measure != 0);
		MUST(m->kind != MOVE_MEASURE || m->monitor >= 0 || !moved);
		moved = moved || m->kind == MOVE_SEAT || m->kind == MOVE_DESK;
	}
}

/* Estimated elbows that give no more than a caution move nothing, and are to be measured if it stays. */
static void check_doubts(void)
{
	for (size_t i = 0; i < plan.findings_after.n; i++) {
		const struct finding *f = &plan.findings_after.f[i];
		const unsigned elbows =
			1u << QUANTITY_ELBOW_HEIGHT | 1u << QUANTITY_ELBOW_HEIGHT_STANDING;
		bool asked = false;
		for (size_t k = 0; k < plan.moves_n; k++) {
			const struct move *m = &plan.move[k];
			asked = asked || (m->kind == MOVE_MEASURE && m->monitor < 0 &&
					  m->posture == f->posture && m->measure & f->estimated);
		}
		MUST(!(f->rule == RULE_KEYBOARD_HEIGHT && f->estimated & elbows &&
		       f->severity == SEVERITY_CAUTION) ||
		     asked);
	}
	for (size_t i = 0; i < plan.moves_n; i++) {
		const struct move *m = &plan.move[i];
		const struct finding was = { .rule = RULE_KEYBOARD_HEIGHT,
					     .monitor = -1,
					     .other = -1,
					     .posture = m->posture };
		const struct finding *f = find_same(&plan.findings, &was);
		MUST(m->kind != MOVE_DESK || plan.body.elbow[m->posture].sd == 0 ||
		     (f && f->severity == SEVERITY_HIGH));
	}
}

/* None gets worse unless one that is as bad gets better. */
static void check_none_worse(void)
{
	unsigned got_better = 0;
	struct findings one = { .n = 1 };

	for (size_t i = 0; i < plan.findings.n; i++) {
		const struct finding *f = &plan.findings.f[i];
		one.f[0] = *f;
		unsigned weight = plan_rig_weight(&one);
		MUST(f->after == (find_same(&plan.findings_after, f)
					  ? find_same(&plan.findings_after, f)->severity
					  : SEVERITY_OK));
		if (f->after < f->severity && weight > got_better) {
			got_better = weight;
		}
	}
	for (size_t i = 0; i < plan.findings_after.n; i++) {
		const struct finding *f = &plan.findings_after.f[i];
		const struct finding *was = find_same(&plan.findings, f);
		one.f[0] = *f;
		if (f->severity > (was ? was->severity : SEVERITY_OK)) {
			MUST(plan_rig_weight(&one) <= got_better);
		}
	}
}

static void check_end(void)
{
	static struct audit again;

	again = *plan_rig_run(&done);
	for (size_t i = 0; i < again.moves_n; i++) {
		const struct move *m = &again.move[i];
		if (!is_advice(m->kind) && plan_rig_find(&plan, m->kind, m->monitor)) {
			fail_msg("seed %llu: and again %s of %d by %g", (unsigned long long) seed,
				 move_kind_to_string(m->kind), m->monitor, m->amount);
		}
	}
}

static void test_any_plan(void **state)
{
	(void) state;

	for (seed = 1; seed <= CASES; seed++) {
		plan_rig_random(&rig, seed);
		plan = *plan_rig_run(&rig);
		check_numbers();
		check_none_worse();
		check_order();
		check_doubts();
		follow();
		check_end();
	}
	assert_true(behind > 10 * before && before > 0);
}

/* Numbers that can't be, here and there. */
static void make_insane(struct random *r)
{
	static const int32_t odd[] = { 0, 1, -1, 30000, 1000000, INT32_MAX, INT32_MIN + 1 };
	struct config *c = &rig.config;
	int32_t *const desk[] = { &c->user_stature,  &c->user_eye_height,   &c->user_elbow_height,
				  &c->desk_height,   &c->chair_seat_height, &c->keyboard_height,
				  &c->chair_footrest };

	for (int i = 0; i < 3; i++) {
		struct monitor_setup *s = &c->monitor[random_below(r, c->monitors_n)];
		int32_t *const screen[] = {
			&s->image_bottom, &s->distance,        &s->tilt, &s->yaw, &s->width,
			&s->height,       &s->text_size.tenths
		};
		*screen[random_below(r, ELEMENTSOF(screen))] =
			odd[random_below(r, ELEMENTSOF(odd))];
	}
	if (random_percent(r, 50)) {
		*desk[random_below(r, ELEMENTSOF(desk))] = odd[random_below(r, ELEMENTSOF(odd))];
	}
}

static void test_insane_desks(void **state)
{
	struct random random;
	(void) state;

	for (seed = 1; seed <= CASES; seed++) {
		plan_rig_random(&rig, seed);
		random_seed(&random, seed);
		make_insane(&random);
		plan = *plan_rig_run(&rig);
		check_numbers();
		check_none_worse();
	}
}

/* ---- time ---- */

static void test_16_monitors_in_a_millisecond(void **state)
{
	double best = INFINITY;
	char name[16];
	(void) state;

	audit_rig_init(&rig);
	rig.config.desk_height_standing = 11500;
	rig.config.user_eye_height = MEASURE_UNSET;
	rig.config.chair_seat_height = 5200;
	for (int i = 0; i < MONITORS_MAX; i++) {
		(void) snprintf(name, sizeof(name), "DP-%d", i + 1);
		if (i > 0) {
			(void) audit_rig_connect(&rig, name, "");
		}
		struct monitor_setup *s = audit_rig_place(&rig, name);
		s->image_bottom += 100 * (i % 4) * (i % 2 ? 10 : -5) + 2000;
		s->distance += 300 * (i % 5) * (i % 2 ? 1 : -1);
		s->tilt = i % 3 ? MEASURE_UNSET : -50;
		s->yaw = i % 3 ? MEASURE_UNSET : (i - 8) * 80;
		s->text_size.tenths = 20 + i;
	}
	for (int i = 0; i < RUNS || (i < TRIES * RUNS && best >= MOST_S); i++) {
		struct timespec a, b;
		(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
		(void) plan_rig_run(&rig);
		(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
		best = fmin(best, (double) (b.tv_sec - a.tv_sec) +
					  (double) (b.tv_nsec - a.tv_nsec) / 1e9);
	}
	print_message("%zu findings, %zu moves, %zu findings after: %.0f us\n",
		      rig.audit.findings.n, rig.audit.moves_n, rig.audit.findings_after.n,
		      best * 1e6);
	assert_true(rig.audit.findings.n > 4 * MONITORS_MAX);
	assert_true(rig.audit.moves_n > 2 * MONITORS_MAX);
#if !defined(__SANITIZE_ADDRESS__) && defined(__OPTIMIZE__)
	assert_true(best < MOST_S);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_plan),
		cmocka_unit_test(test_insane_desks),
		cmocka_unit_test(test_16_monitors_in_a_millisecond),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

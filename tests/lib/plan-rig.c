#include "plan-rig.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define MM(v) ((length_t) ((v) *10))

const struct audit *plan_rig_run(struct audit_rig *r)
{
	audit_run(&(struct audit_input){ &r->monitors, &r->config, r->exposure }, &r->audit);
	audit_rig_assert_sane(&r->audit);
	return &r->audit;
}

/* ---- a plan, carried out ---- */

static void shift(length_t *l, double mm)
{
	if (*l != MEASURE_UNSET) {
		*l = length_from_mm(length_mm(*l) + mm);
	}
}

static void apply_riser(struct audit_rig *r, struct monitor_setup *s, const struct move *m)
{
	s->raised = TRISTATE_YES;
	if (m->amount > 0) {
		s->image_bottom = length_from_mm(m->target);
	}
	r->config.keyboard_external = TRISTATE_YES;
	r->config.mouse_external = TRISTATE_YES;
}

static void apply_swap(struct audit_rig *r, const struct audit *plan, const struct move *m)
{
	memset(r->exposure.share, 0, sizeof(r->exposure.share)); /* the work moves along */
	for (size_t i = 0; i < plan->n; i++) {
		struct monitor_setup *s = audit_rig_setup(r, r->monitors.m[i].output);
		if ((int) i == m->monitor) {
			s->role = ROLE_PRIMARY;
		} else if (plan->view[i].role == ROLE_PRIMARY) {
			s->role = ROLE_SECONDARY;
		}
	}
}

static void apply_to_screen(struct audit_rig *r, const struct audit *plan, const struct move *m)
{
	struct monitor_setup *s = audit_rig_setup(r, r->monitors.m[m->monitor].output);

	switch ((int) m->kind) {
	case MOVE_HEIGHT:
		s->image_bottom = length_from_mm(m->target);
		break;
	case MOVE_DISTANCE:
		s->distance = length_from_mm(m->target);
		break;
	case MOVE_TILT:
		s->tilt = angle_from_deg(m->target);
		break;
	case MOVE_YAW:
		s->yaw = angle_from_deg(m->target);
		break;
	case MOVE_TEXT:
		s->text_size.tenths = (int32_t) ceil(s->text_size.tenths * m->target / 100 - 1e-6);
		break;
	case MOVE_RISER:
		apply_riser(r, s, m);
		break;
	case MOVE_SWAP:
		apply_swap(r, plan, m);
		break;
	default:
		break;
	}
}

void plan_rig_apply(struct audit_rig *r, const struct audit *plan, const struct move *m)
{
	struct config *c = &r->config;

	switch ((int) m->kind) {
	case MOVE_KEYBOARD:
		c->keyboard_external = TRISTATE_YES;
		break;
	case MOVE_DESK:
		*(m->posture == POSTURE_SITTING ? &c->desk_height : &c->desk_height_standing) =
			length_from_mm(m->target);
		break;
	case MOVE_SEAT:
		c->chair_seat_height = length_from_mm(m->target);
		shift(&c->user_eye_height, m->amount);
		shift(&c->user_elbow_height, m->amount);
		break;
	case MOVE_FOOTREST:
		c->chair_footrest = length_from_mm(m->target);
		break;
	case MOVE_MIDDLE:
	case MOVE_MEASURE:
		break;
	default:
		assert_true(m->monitor >= 0);
		apply_to_screen(r, plan, m);
		break;
	}
}

unsigned plan_rig_weight(const struct findings *f)
{
	static const unsigned alone[] = { 0, 1, 8, 120 }, pair[] = { 0, 1, 2, 4 };
	unsigned sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		enum rule rule = f->f[i].rule;
		if (rule != RULE_UNKNOWN) {
			bool of_pair = rule == RULE_TOPS_DIFFER || rule == RULE_DISTANCES_DIFFER ||
				       rule == RULE_ROLE;
			sum += (of_pair ? pair : alone)[f->f[i].severity];
		}
	}
	return sum;
}

const struct move *plan_rig_find(const struct audit *a, enum move_kind kind, int monitor)
{
	for (size_t i = 0; i < a->moves_n; i++) {
		if (a->move[i].kind == kind && a->move[i].monitor == monitor) {
			return &a->move[i];
		}
	}
	return NULL;
}

/* ---- any desk ---- */

static int between(struct random *r, int low, int high)
{
	return low + (int) random_below(r, (uint64_t) (high - low + 1));
}

/* Tenths, or not told in so many of 100 cases. */
static int32_t maybe(struct random *r, int untold, int low, int high)
{
	return random_percent(r, (unsigned) untold) ? MEASURE_UNSET : between(r, low, high);
}

static void random_person(struct random *r, struct config *c)
{
	int stature = between(r, MM(1500), MM(1950));

	c->user_stature = random_percent(r, 15) ? MEASURE_UNSET : stature;
	c->chair_seat_height = maybe(r, 30, MM(360), MM(560));
	c->chair_footrest = maybe(r, 80, 0, MM(150));
	c->user_eye_height = maybe(r, 40, stature * 7 / 10 - MM(120), stature * 7 / 10 + MM(120));
	c->user_elbow_height = maybe(r, 50, MM(560), MM(820));
	c->desk_height = maybe(r, 10, MM(640), MM(800));
	c->keyboard_height = maybe(r, 50, MM(-60), MM(50));
	c->keyboard_external = (enum tristate) between(r, TRISTATE_UNSET, TRISTATE_YES);
	c->user_glasses = (enum glasses) between(r, GLASSES_UNSET, GLASSES_PROGRESSIVE);
	if (random_percent(r, 30)) {
		c->desk_height_standing = between(r, MM(950), MM(1200));
		c->user_eye_height_standing = maybe(r, 50, MM(1450), MM(1800));
		c->user_elbow_height_standing = maybe(r, 50, MM(950), MM(1250));
	}
}

static void random_screen(struct random *r, struct audit_rig *rr)
{
	static const struct size_mm sizes[] = { { 531, 299 },  { 598, 336 }, { 708, 398 },
						{ 299, 531 },  { 797, 334 }, { 1193, 336 },
						{ 1106, 622 }, { 0, 0 } };
	char name[16];
	struct monitor *m;

	if (random_percent(r, 25)) {
		m = audit_rig_connect_laptop(rr);
		(void) snprintf(m->output, sizeof(m->output), "eDP-%zu", rr->monitors.n);
	} else {
		(void) snprintf(name, sizeof(name), "DP-%zu", rr->monitors.n);
		m = audit_rig_connect(rr, name, "");
		m->size = sizes[random_below(r, ELEMENTSOF(sizes))];
	}
	m->primary = random_percent(r, 30);
	m->positioned = random_percent(r, 90);
	struct monitor_setup *s = audit_rig_setup(rr, m->output);
	s->image_bottom = maybe(r, 15, 0, MM(500));
	s->distance = maybe(r, 10, MM(330), MM(1100));
	s->tilt = maybe(r, 30, -150, 350);
	s->yaw = maybe(r, 40, -750, 750);
	s->role = (enum role)(random_percent(r, 50) ? ROLE_UNSET
						    : between(r, ROLE_UNSET, ROLE_EQUAL));
	if (random_percent(r, 60)) {
		s->text_size = (struct text_size){ TEXT_PT, between(r, 60, 160) };
		s->scale = random_percent(r, 30) ? 0 : 100 + 25 * (unsigned) between(r, 0, 4);
	}
	s->raised = (enum tristate) between(r, TRISTATE_UNSET, TRISTATE_YES);
}

void plan_rig_random(struct audit_rig *r, uint64_t seed)
{
	struct random random;

	random_seed(&random, seed);
	memset(r, 0, sizeof(*r));
	config_defaults(&r->config);
	random_person(&random, &r->config);
	r->monitors.backend = BACKEND_X11;
	for (int n = random_percent(&random, 40) ? 1 : between(&random, 1, 4); n > 0; n--) {
		random_screen(&random, r);
	}
	r->exposure.laptop_only_today = random_below(&random, 4 * USEC_PER_HOUR);
	for (size_t i = 0; i < r->monitors.n && random_percent(&random, 60); i++) {
		r->exposure.share[i] = random_below(&random, 20 * USEC_PER_HOUR);
	}
}

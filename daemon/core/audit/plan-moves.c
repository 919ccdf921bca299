/* What a move changes, and what a workplace weighs. */
#include "plan-internal.h"

#define PERCENT 100.0

/* ---- weights ---- */

unsigned weigh(enum rule rule, enum severity severity)
{
	static const unsigned alone[] = {
		[SEVERITY_NOTE] = WEIGHT_NOTE,
		[SEVERITY_CAUTION] = WEIGHT_CAUTION,
		[SEVERITY_HIGH] = WEIGHT_HIGH,
	};
	static const unsigned pair[] = {
		[SEVERITY_NOTE] = WEIGHT_NOTE,
		[SEVERITY_CAUTION] = WEIGHT_PAIR_CAUTION,
		[SEVERITY_HIGH] = WEIGHT_PAIR_HIGH,
	};

	if (rule == RULE_UNKNOWN) { /* no move can better it */
		return 0;
	}
	return rule_rows[rule].scope == SCOPE_PAIR ? pair[severity] : alone[severity];
}

unsigned weigh_findings(const struct findings *f)
{
	unsigned sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		sum += weigh(f->f[i].rule, f->f[i].severity);
	}
	return sum;
}

enum severity band_severity(const struct band *ok, const struct rule_info *info, double value)
{
	if (isnan(value) || (ok->low <= value && value <= ok->high)) {
		return SEVERITY_OK;
	}
	if (info->note.low <= value && value <= info->note.high) {
		return SEVERITY_NOTE;
	}
	return info->caution.low <= value && value <= info->caution.high ? SEVERITY_CAUTION
									 : SEVERITY_HIGH;
}

unsigned weigh_screen(const struct workplace *w, int monitor, struct findings *scratch)
{
	scratch->n = 0;
	judge_screen(w, monitor, scratch);
	judge_pair(w, monitor, scratch);
	return weigh_findings(scratch);
}

unsigned weigh_desk(const struct workplace *w, struct findings *scratch)
{
	scratch->n = 0;
	judge_desk(w, scratch);
	return weigh_findings(scratch);
}

unsigned weigh_workplace(const struct workplace *w, struct findings *scratch)
{
	unsigned sum = weigh_desk(w, scratch);

	for (int i = 0; i < (int) w->n; i++) {
		sum += weigh_screen(w, i, scratch);
	}
	return sum;
}

/* ---- moves ---- */

static void update_all(struct workplace *w)
{
	for (size_t i = 0; i < w->n; i++) {
		view_update(&w->view[i], &w->body);
	}
}

static void move_height(struct monitor_view *v, double target)
{
	v->image_bottom = target;
	v->setup.image_bottom = length_from_mm(target);
	v->estimated &= ~BIT(QUANTITY_IMAGE_BOTTOM);
}

/* A screen whose yaw is assumed stays where it is to the side: then the angle changes. */
static void move_distance(struct monitor_view *v, double target)
{
	if (v->setup.yaw == MEASURE_UNSET && isfinite(v->yaw)) {
		double mm = v->distance * tan(v->yaw * M_PI / 180);
		v->yaw = atan2(mm, target) * 180 / M_PI;
	}
	v->distance = target;
	v->setup.distance = length_from_mm(target);
}

static void move_text(struct monitor_view *v, double percent)
{
	int32_t was = v->setup.text_size.tenths;

	v->setup.text_size.tenths = (int32_t) ceil(was * percent / PERCENT - 1e-6);
	v->cap_height *= (double) v->setup.text_size.tenths / was;
}

/* The laptop stands on a stand, with keyboard and mouse of their own.  Where its screen was is not
 * known: then how high it is now is not known either. */
static void move_onto_riser(struct workplace *w, struct monitor_view *v, const struct move *m)
{
	v->setup.raised = TRISTATE_YES;
	w->keyboard_external = true;
	w->types_on_laptop = false;
	if (m->amount > 0) {
		move_height(v, m->target);
	} else if (v->estimated & BIT(QUANTITY_IMAGE_BOTTOM)) {
		v->image_bottom = NAN;
		v->estimated &= ~BIT(QUANTITY_IMAGE_BOTTOM);
	}
	if (v->estimated & BIT(QUANTITY_TILT)) {
		v->tilt = 0; /* as is assumed of every screen that is no laptop on a desk */
	}
}

static void move_seat(struct workplace *w, double target)
{
	double by = target - w->seat;

	w->seat = target;
	w->body.eye[POSTURE_SITTING].mm += by;
	w->body.elbow[POSTURE_SITTING].mm += by;
}

static void swap_main(struct workplace *w, int monitor)
{
	for (int i = 0; i < (int) w->n; i++) {
		struct monitor_view *v = &w->view[i];
		if (i == monitor) {
			v->role = ROLE_PRIMARY;
			v->setup.role = ROLE_PRIMARY;
		} else if (v->role == ROLE_PRIMARY) {
			v->role = ROLE_SECONDARY;
			v->setup.role = ROLE_SECONDARY;
		}
		v->estimated &= ~BIT(QUANTITY_ROLE);
		v->share = NAN; /* the work moves along */
	}
}

bool move_is_shared(const struct workplace *w, const struct move *m)
{
	return m->monitor < 0 || m->kind == MOVE_SWAP || m->monitor == workplace_main(w);
}

static void move_screen(struct workplace *w, const struct move *m)
{
	struct monitor_view *v = &w->view[m->monitor];

	switch ((int) m->kind) {
	case MOVE_HEIGHT:
		move_height(v, m->target);
		break;
	case MOVE_DISTANCE:
		move_distance(v, m->target);
		break;
	case MOVE_TILT:
		v->tilt = m->target;
		v->setup.tilt = angle_from_deg(m->target);
		v->estimated &= ~BIT(QUANTITY_TILT);
		break;
	case MOVE_YAW:
		v->yaw = m->target;
		v->setup.yaw = angle_from_deg(m->target);
		v->estimated &= ~BIT(QUANTITY_YAW);
		break;
	case MOVE_TEXT:
		move_text(v, m->target);
		break;
	case MOVE_RISER:
		move_onto_riser(w, v, m);
		break;
	case MOVE_SWAP:
		swap_main(w, m->monitor);
		break;
	default:
		break;
	}
	/* Where others are assumed to stand follows the main screen. */
	if (move_is_shared(w, m) &&
	    (m->kind == MOVE_DISTANCE || m->kind == MOVE_YAW || m->kind == MOVE_SWAP)) {
		workplace_assume_yaw(w);
		update_all(w);
	} else {
		view_update(v, &w->body);
	}
}

void workplace_move(struct workplace *w, const struct move *m)
{
	switch ((int) m->kind) {
	case MOVE_KEYBOARD:
		w->keyboard_external = true;
		w->types_on_laptop = false;
		break;
	case MOVE_DESK:
		w->body.desk[m->posture] = m->target;
		update_all(w);
		break;
	case MOVE_SEAT:
		move_seat(w, m->target);
		update_all(w);
		break;
	case MOVE_FOOTREST:
		w->body.footrest = m->target;
		break;
	default:
		if (m->monitor >= 0) {
			move_screen(w, m);
		}
		break;
	}
}

void draft_add(struct draft *d, const struct move *m)
{
	if (d->n < MOVES_MAX) {
		d->enabling[d->n] = false;
		d->move[d->n++] = *m;
		workplace_move(&d->w, m);
	}
}

void draft_move(struct draft *d, enum move_kind kind, int monitor, double amount, double target)
{
	draft_add(d, &(struct move){ .kind = kind,
				     .monitor = monitor,
				     .posture = POSTURE_SITTING,
				     .amount = amount,
				     .target = target });
}

/* The plan: a draft for the whole desk, what of it is carried out, and what the findings get of it. */
#include "plan-internal.h"

#include <string.h>

/* Desk and chair first, for the screens follow; the main screen before those that follow it. */
static void make_draft(struct draft *d, bool with_desk, struct findings *scratch)
{
	if (with_desk) {
		plan_desk(d, scratch);
	}
	plan_yaw(d, scratch);
	int main = workplace_main(&d->w);
	if (main >= 0) {
		plan_screen(d, main, scratch);
	}
	for (int i = 0; i < (int) d->w.n; i++) {
		if (i != main) {
			plan_screen(d, i, scratch);
		}
	}
}

static void copy_views(struct workplace *w, struct monitor_view *to)
{
	memcpy(to, w->view, w->n * sizeof(to[0]));
	w->view = to;
}

/* Drafts and orders; *w becomes the workplace after the plan.  Without the desk's part when that does
 * not fit in with the rest. */
static void carry_out(struct workplace *w, struct audit *ret)
{
	struct findings *scratch = &ret->findings_after;
	struct monitor_view first[MONITORS_MAX], drafted[MONITORS_MAX];
	struct workplace was = *w;

	copy_views(&was, first);
	for (int without_desk = 0; without_desk < 2; without_desk++) {
		struct draft d = { .w = was };
		copy_views(&d.w, drafted);
		make_draft(&d, !without_desk, scratch);
		if (plan_order(&d, w, ret, scratch)) {
			return;
		}
		if (!without_desk) {
			struct monitor_view *view = w->view;
			*w = was;
			copy_views(w, view);
			ret->moves_n = 0;
		}
	}
}

static void add(struct audit *ret, enum move_kind kind, int monitor)
{
	if (ret->moves_n < MOVES_MAX) {
		ret->move[ret->moves_n++] = (struct move){ .kind = kind, .monitor = monitor };
	}
}

/* What changes no measure: how to use a screen that is too wide, and what to tell. */
static void add_advice(const struct workplace *w, struct audit *ret)
{
	for (int i = 0; i < (int) w->n; i++) {
		const struct rule_info *wide = &rule_rows[RULE_HALF_WIDTH].info;
		if (band_severity(&wide->ok, wide, w->view[i].half_width) > SEVERITY_OK) {
			add(ret, MOVE_MIDDLE, i);
		}
	}
	for (int i = 0; i < (int) w->n; i++) {
		if (w->view[i].missing != 0) {
			add(ret, MOVE_MEASURE, i);
		}
	}
}

/* ---- what a finding gets of it ---- */

/* Which moves help a rule, the first of them most. */
static const enum move_kind helpers[_RULE_MAX][5] = {
	[RULE_TOP_EDGE] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT, MOVE_TILT },
	[RULE_TOP_EDGE_MULTIFOCAL] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT, MOVE_TILT },
	[RULE_CENTRE] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DISTANCE, MOVE_DESK, MOVE_SEAT },
	[RULE_BOTTOM_EDGE] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DISTANCE, MOVE_TILT, MOVE_DESK },
	[RULE_DISTANCE] = { MOVE_DISTANCE, MOVE_TEXT },
	[RULE_HALF_WIDTH] = { MOVE_DISTANCE, MOVE_MIDDLE },
	[RULE_YAW_PRIMARY] = { MOVE_SWAP, MOVE_YAW, MOVE_DISTANCE },
	[RULE_YAW_EQUAL] = { MOVE_YAW, MOVE_DISTANCE },
	[RULE_YAW_SECONDARY] = { MOVE_YAW, MOVE_SWAP, MOVE_DISTANCE },
	[RULE_INCIDENCE] = { MOVE_TILT, MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT },
	[RULE_TILT] = { MOVE_TILT },
	[RULE_TEXT_HEIGHT] = { MOVE_TEXT, MOVE_DISTANCE },
	[RULE_TOPS_DIFFER] = { MOVE_HEIGHT, MOVE_RISER, MOVE_TILT, MOVE_SWAP },
	[RULE_DISTANCES_DIFFER] = { MOVE_DISTANCE, MOVE_SWAP },
	[RULE_LAPTOP_ONLY] = { MOVE_RISER, MOVE_KEYBOARD },
	[RULE_KEYBOARD_HEIGHT] = { MOVE_DESK, MOVE_SEAT },
	[RULE_SEAT_HEIGHT] = { MOVE_SEAT, MOVE_FOOTREST },
	[RULE_UNKNOWN] = { MOVE_MEASURE },
};

/* Of a move: of this screen, of the other one of a pair, of the desk, of any (a swap). */
static int nearness(const struct finding *f, const struct move *m)
{
	if (m->kind == MOVE_DESK && f->rule == RULE_KEYBOARD_HEIGHT) {
		return m->posture == f->posture ? 3 : 0;
	}
	if (m->monitor == f->monitor) {
		return 3;
	}
	return m->monitor == f->other && f->other >= 0  ? 2
	       : m->monitor < 0 || m->kind == MOVE_SWAP ? 1
							: 0;
}

static const struct move *find_helper(const struct audit *a, const struct finding *f)
{
	const struct move *best = NULL;
	int nearest = 0;

	for (size_t h = 0; h < ELEMENTSOF(helpers[0]) && helpers[f->rule][h] != MOVE_NONE; h++) {
		for (size_t i = 0; i < a->moves_n; i++) {
			const struct move *m = &a->move[i];
			if (m->kind == helpers[f->rule][h] && nearness(f, m) > nearest) {
				nearest = nearness(f, m);
				best = m;
			}
		}
		if (nearest >= 2) {
			break;
		}
	}
	return best;
}

static enum severity severity_after(const struct audit *a, const struct finding *f)
{
	for (size_t i = 0; i < a->findings_after.n; i++) {
		const struct finding *g = &a->findings_after.f[i];
		if (g->rule == f->rule && g->monitor == f->monitor && g->other == f->other &&
		    g->posture == f->posture) {
			return g->severity;
		}
	}
	return SEVERITY_OK;
}

/* A finding that stays as it is gets only advice: for it, nothing is better. */
static void tell_findings(struct audit *a)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		struct finding *f = &a->findings.f[i];
		const struct move *m = find_helper(a, f);
		f->after = severity_after(a, f);
		f->move = (struct move){ .kind = MOVE_NONE,
					 .monitor = f->monitor,
					 .posture = f->posture };
		if (m && (f->after < f->severity || m->kind == MOVE_MIDDLE ||
			  m->kind == MOVE_MEASURE || m->kind == MOVE_RISER)) {
			f->move = *m;
		}
	}
}

void audit_run(const struct audit_input *in, struct audit *ret)
{
	struct workplace w;

	audit_evaluate(in, ret);
	workplace_resolve(in, ret->after, &w);
	if (weigh_findings(&ret->findings) > 0) {
		carry_out(&w, ret);
	}
	ret->body_after = w.body;
	workplace_judge(&w, &ret->findings_after);
	add_advice(&w, ret);
	tell_findings(ret);
}

/* The plan: a draft for the whole desk, what of it is carried out, and what the findings get of it. */
#include "plan-internal.h"

#include <string.h>

#define ROUNDS_MOST  4
#define SCREENS_MANY 6 /* [J] with more than these one try has to do: an audit takes < 1 ms */
#define HELPERS_MOST 5

/* Desk and chair first, for the screens follow; the main screen before those that follow it; where they
 * stand to the side last, for it depends on how wide they look. */
static void make_draft(struct draft *d, struct findings *scratch)
{
	if (d->desk != DESK_NOT) {
		plan_desk(d, scratch);
	}
	plan_swap(d, scratch);
	int main = workplace_main(&d->w);
	if (main >= 0) {
		plan_screen(d, main, scratch);
	}
	for (int i = 0; i < (int) d->w.n; i++) {
		if (i != main) {
			plan_screen(d, i, scratch);
		}
	}
	plan_yaw(d, scratch);
}

/* Drafts and orders once; with less of the desk when more of it does not fit in with the rest. */
static void one_round(struct workplace *w, struct plan *p, struct findings *scratch)
{
	struct backup first, drafted;
	size_t n = p->n;

	backup_take(&first, w);
	for (enum desk_plan desk = DESK_FULLY; desk < _DESK_PLAN_MAX; desk++) {
		backup_take(&drafted, &first.w);
		struct draft d = { .w = drafted.w,
				   .desk = desk,
				   .before = desk == DESK_GENTLY ? &first.w.body : NULL };
		make_draft(&d, scratch);
		if (plan_order(&d, w, p, scratch) || desk == DESK_NOT || w->n > SCREENS_MANY) {
			return;
		}
		backup_restore(&first, w);
		p->n = n;
	}
}

/* *w becomes the workplace after the plan.  Another round goes on from where one ended, which may make
 * room for more, until nothing gets better. */
static void carry_out(struct workplace *w, struct audit *ret)
{
	struct findings *scratch = &ret->findings_after;
	struct backup first, last;
	struct plan p = { .n = 0 };
	unsigned weight = weigh_findings(&ret->findings);
	int rounds = w->n > SCREENS_MANY ? 1 : ROUNDS_MOST;

	backup_take(&first, w);
	for (int i = 0; i < rounds && weight > 0; i++) {
		struct plan before = p;
		backup_take(&last, w);
		one_round(w, &p, scratch);
		plan_trim(&p, &first, w, scratch);
		unsigned now = weigh_workplace(w, scratch);
		if (now >= weight) {
			backup_restore(&last, w);
			p = before;
			break;
		}
		weight = now;
	}
	plan_tidy(&p, &first, w, scratch);
	plan_count_fixes(&p, &first, scratch);
	ret->moves_n = p.n;
	memcpy(ret->move, p.move, p.n * sizeof(p.move[0]));
}

static void add(struct audit *ret, const struct move *m)
{
	if (ret->moves_n < MOVES_MAX) {
		ret->move[ret->moves_n++] = *m;
	}
}

/* What changes no measure: how to use a screen that is too wide, and what to measure. */
static void add_advice(const struct workplace *w, struct audit *ret)
{
	for (int i = 0; i < (int) w->n; i++) {
		const struct rule_info *wide = &rule_rows[RULE_HALF_WIDTH].info;
		if (band_severity(&wide->ok, wide, w->view[i].half_width) > SEVERITY_OK) {
			add(ret, &(struct move){ .kind = MOVE_MIDDLE, .monitor = i });
		}
	}
	for (int i = 0; i < (int) w->n; i++) {
		if (w->view[i].missing != 0) {
			add(ret, &(struct move){ .kind = MOVE_MEASURE,
						 .monitor = i,
						 .measure = w->view[i].missing });
		}
	}
}

/* What to find out of the desk, before anything of it is moved. */
static void add_doubts(const struct workplace *w, struct audit *ret)
{
	size_t at = 0;

	while (at < ret->moves_n && ret->move[at].monitor >= 0) {
		at++;
	}
	for (size_t i = 0; i < ret->findings_after.n; i++) {
		const struct finding *f = &ret->findings_after.f[i];
		if (is_doubtful(w, f) && ret->moves_n < MOVES_MAX) {
			memmove(&ret->move[at + 1], &ret->move[at],
				(ret->moves_n++ - at) * sizeof(ret->move[0]));
			ret->move[at++] = (struct move){ .kind = MOVE_MEASURE,
							 .monitor = -1,
							 .posture = f->posture,
							 .amount = f->measured,
							 .measure = f->estimated };
		}
	}
}

/* ---- what a finding gets of it ---- */

/* Which moves help a rule, the first of them most. */
static const enum move_kind helpers[_RULE_MAX][HELPERS_MOST] = {
	[RULE_TOP_EDGE] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT, MOVE_TILT },
	[RULE_TOP_EDGE_MULTIFOCAL] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT, MOVE_TILT },
	[RULE_CENTRE] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT, MOVE_DISTANCE },
	[RULE_BOTTOM_EDGE] = { MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_DISTANCE, MOVE_TILT },
	[RULE_DISTANCE] = { MOVE_DISTANCE, MOVE_TEXT },
	[RULE_HALF_WIDTH] = { MOVE_DISTANCE, MOVE_MIDDLE },
	[RULE_YAW_PRIMARY] = { MOVE_SWAP, MOVE_YAW, MOVE_DISTANCE },
	[RULE_YAW_EQUAL] = { MOVE_YAW, MOVE_DISTANCE },
	[RULE_YAW_SECONDARY] = { MOVE_YAW, MOVE_SWAP, MOVE_DISTANCE },
	[RULE_INCIDENCE] = { MOVE_TILT, MOVE_HEIGHT, MOVE_RISER, MOVE_DESK, MOVE_SEAT },
	[RULE_TILT] = { MOVE_TILT },
	[RULE_TEXT_HEIGHT] = { MOVE_TEXT, MOVE_DISTANCE },
	[RULE_TOPS_DIFFER] = { MOVE_RISER, MOVE_HEIGHT, MOVE_TILT, MOVE_SWAP },
	[RULE_DISTANCES_DIFFER] = { MOVE_DISTANCE, MOVE_SWAP },
	[RULE_ROLE] = { MOVE_SWAP },
	[RULE_LAPTOP_ONLY] = { MOVE_RISER, MOVE_KEYBOARD },
	[RULE_KEYBOARD_HEIGHT] = { MOVE_DESK, MOVE_SEAT, MOVE_MEASURE },
	[RULE_SEAT_HEIGHT] = { MOVE_SEAT, MOVE_FOOTREST, MOVE_MEASURE },
	[RULE_UNKNOWN] = { MOVE_MEASURE },
};

/* Whether seat and desk go the way that helps: the other way is for something else, and a third move
 * makes up for it. */
static bool is_the_way(const struct finding *f, const struct move *m)
{
	if (f->rule == RULE_SEAT_HEIGHT && m->kind == MOVE_SEAT) {
		return (f->measured > 0) == (m->amount < 0);
	}
	if (f->rule == RULE_KEYBOARD_HEIGHT) {
		return m->kind == MOVE_MEASURE ||
		       (f->measured > 0) == ((m->kind == MOVE_SEAT) == (m->amount > 0));
	}
	return true;
}

/* How near a move is to a finding: of this screen, of the other one of a pair, of the desk or of which
 * screen is the main one; 0: it is of something else. */
static int nearness(const struct finding *f, const struct move *m)
{
	if (m->monitor < 0) {
		bool of_it = m->kind != MOVE_MEASURE || (m->measure & f->estimated);
		return m->posture == f->posture && of_it && is_the_way(f, m) ? 1 : 0;
	}
	if (m->monitor == f->monitor) {
		return 3;
	}
	if (m->monitor == f->other) {
		return 2;
	}
	return m->kind == MOVE_SWAP ? 1 : 0;
}

/* What is worth doing though the finding stays as it is. */
static bool is_advice(enum move_kind kind)
{
	return kind == MOVE_MIDDLE || kind == MOVE_MEASURE || kind == MOVE_RISER;
}

/* `advice`: nothing else. */
static const struct move *find_helper(const struct audit *a, const struct finding *f, bool advice)
{
	const struct move *best = NULL;

	for (size_t h = 0; h < HELPERS_MOST && helpers[f->rule][h] != MOVE_NONE && !best; h++) {
		int nearest = 0;
		for (size_t i = 0; i < a->moves_n; i++) {
			const struct move *m = &a->move[i];
			if (m->kind == helpers[f->rule][h] && nearness(f, m) > nearest &&
			    (!advice || is_advice(m->kind))) {
				nearest = nearness(f, m);
				best = m;
			}
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
		f->after = severity_after(a, f);
		const struct move *m = find_helper(a, f, f->after >= f->severity);
		f->move = m ? *m
			    : (struct move){ .kind = MOVE_NONE,
					     .monitor = f->monitor,
					     .posture = f->posture };
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
	add_doubts(&w, ret);
	add_advice(&w, ret);
	tell_findings(ret);
}

/*
 * How the plan is made.
 *
 *   plan.c        the order of it all: a draft, what of it is carried out, what the findings get of it
 *   plan-moves.c  what a move changes, and what a workplace weighs
 *   plan-desk.c   seat, desk and foot rest
 *   plan-yaw.c    who stands where to the side, and which screen is the main one
 *   plan-place.c  one screen: distance and text, the laptop's stand
 *   plan-height.c  one screen: height and tilt
 *   plan-order.c  best move first, and none that makes anything worse on the way
 *   plan-trim.c   two moves of one thing in one, and none in vain
 *
 * The draft is made with the rules' bands alone, which is fast; what is kept of it is decided by the
 * rules themselves, on the workplace with the moves carried out.
 */
#pragma once

#include "audit-internal.h"

/* What people can do, and what is worth it: ERGONOMICS 2.2 rounds to 5 mm; the rest is [J]. */
#define STEP_MM   5.0
#define LEAST_MM  10.0
#define STEP_DEG  5.0
#define LEAST_DEG 5.0

/* Percent: desktops are scaled in steps of 25; fonts and pages finer, by which little is made good [J]. */
#define TEXT_STEP      25.0
#define TEXT_FINE_STEP 5.0
#define TEXT_FINE_MOST 120.0

/*
 * How much a finding weighs [J]: one that is high more than all cautions that a screen can have, a
 * caution more than all notes and all that compares a screen with another one.
 */
#define WEIGHT_NOTE         1
#define WEIGHT_CAUTION      8
#define WEIGHT_HIGH         120
#define WEIGHT_PAIR_CAUTION 2
#define WEIGHT_PAIR_HIGH    4

/* How far seat and desk are moved. */
enum desk_plan {
	DESK_FULLY,  /* to where they fit best */
	DESK_GENTLY, /* just into what is ok, with screens that do before and after it */
	DESK_NOT,
	_DESK_PLAN_MAX,
};

struct draft {
	struct workplace w; /* with the moves so far carried out */
	enum desk_plan desk;
	const struct body *before; /* heights that the screens should do with too; NULL: none */
	size_t n;
	struct move move[MOVES_MAX];
	bool enabling[MOVES_MAX]; /* makes room for another one: kept though nothing gets better */
};

/* ---- plan-moves.c ---- */

unsigned weigh(enum rule rule, enum severity severity);
unsigned weigh_findings(const struct findings *f);

/* What the bands of a rule make of a value, estimates not looked at. */
enum severity band_severity(const struct band *ok, const struct rule_info *info, double value);

/* What a workplace weighs: one screen with how it compares with the main one, the desk, all of it.
 * `scratch` is overwritten. */
unsigned weigh_screen(const struct workplace *w, int monitor, struct findings *scratch);
unsigned weigh_desk(const struct workplace *w, struct findings *scratch);
unsigned weigh_workplace(const struct workplace *w, struct findings *scratch);

/* Carries out a move, as if the user told the new measures. */
void workplace_move(struct workplace *w, const struct move *m);
/* Whether a move changes how more than its own screen is judged. */
bool move_is_shared(const struct workplace *w, const struct move *m);

/* Adds a move to the draft and carries it out. */
void draft_add(struct draft *d, const struct move *m);
/* The same of one screen. */
void draft_move(struct draft *d, enum move_kind kind, int monitor, double amount, double target);

static inline double round_to(double v, double step)
{
	return round(v / step) * step;
}

/* The least enlargement in percent that is no less and can be set. */
static inline double text_percent(double least)
{
	double fine = ceil(least / TEXT_FINE_STEP - 1e-9) * TEXT_FINE_STEP;

	return fine <= TEXT_FINE_MOST ? fine : ceil(least / TEXT_STEP - 1e-9) * TEXT_STEP;
}

/* A laptop's screen on the desk itself. */
static inline bool is_low_panel(const struct monitor_view *v)
{
	return v->monitor && v->monitor->internal && !is_raised(v);
}

/* A laptop whose keyboard is used while another screen is the main one: it stays where the hands are [J]. */
static inline bool is_typed_on(const struct workplace *w, const struct monitor_view *v)
{
	return w->types_on_laptop && v->role == ROLE_SECONDARY && is_low_panel(v);
}

/* ---- the parts ---- */

void plan_desk(struct draft *d, struct findings *scratch);
/*
 * A caution of the desk that may be none: elbows are estimated, of which the stature tells little (r = 0.25:
 * ERGONOMICS 3), or one standard deviation of the estimates undoes it.  Then measuring comes first [J].
 */
bool is_doubtful(const struct workplace *w, const struct finding *f);
/* Which screen is the main one: before the screens are placed.  Who stands where: after it. */
void plan_swap(struct draft *d, struct findings *scratch);
void plan_yaw(struct draft *d, struct findings *scratch);
void plan_screen(struct draft *d, int monitor, struct findings *scratch);
/* Height, where it can be changed, and tilt; `slant`: nothing is amiss but the tilt, which is easier. */
void plan_height(struct draft *d, int monitor, bool raisable, bool slant);
/* The lower edge above the desk with which the laptop's screen is best, on a stand. */
double place_on_riser(const struct draft *d, int monitor);

/* ---- plan-order.c, plan-trim.c ---- */

/* A plan, as the workplace that it leads to is reached. */
struct plan {
	size_t n;
	struct move move[MOVES_MAX];
	bool idle[MOVES_MAX]; /* nothing got better by it at its turn */
};

/* A workplace with its screens, to go back to. */
struct backup {
	struct workplace w; /* its .view are these: not to be copied */
	struct monitor_view view[MONITORS_MAX];
};

void backup_take(struct backup *ret, const struct workplace *w);
void backup_restore(const struct backup *b, struct workplace *w);

/* What each part of a workplace weighs. */
struct tally {
	unsigned screen[MONITORS_MAX], desk, sum;
};

void tally_all(struct tally *ret, const struct workplace *w, struct findings *scratch);
/* After a move; `shared`: move_is_shared() before it. */
void tally_move(struct tally *t, const struct workplace *w, const struct move *m, bool shared,
		struct findings *scratch);

/*
 * Orders the moves of the draft, carries them out on *w one by one and adds them to *ret; those that
 * would make things worse are left out.  Returns whether all the desk's were taken.
 */
bool plan_order(const struct draft *d, struct workplace *w, struct plan *ret,
		struct findings *scratch);
/* `first` is the workplace before the plan, *w that after it. */
void plan_trim(struct plan *p, const struct backup *first, struct workplace *w,
	       struct findings *scratch);
/* The same moves in the order in which one would make them, as far as that makes nothing worse on the way:
 * the foot rest directly after the seat, the height of a screen before its tilt. */
void plan_tidy(struct plan *p, const struct backup *first, struct workplace *w,
	       struct findings *scratch);
/* Fills .fixes of the moves. */
void plan_count_fixes(struct plan *p, const struct backup *first, struct findings *scratch);

/*
 * Seat, desk and foot rest, before any screen: they change where eyes and elbows are.  A few
 * combinations are tried, and the one is taken that leaves least to be found, then the easiest.
 */
#include "plan-internal.h"

/* How hard a change is [J].  A desk that is stood at too can be moved; another one rather not.  Something of the
 * right height has to be got to put the feet on. */
#define EFFORT_SEAT        2.0
#define EFFORT_FOOTREST    2.0
#define EFFORT_NO_FOOTREST 3.0 /* none is there yet: so much more */
#define EFFORT_DESK        2.0
#define EFFORT_FIXED_DESK  12.0
#define EFFORT_BARELY      1.0 /* it would only just be ok */
#define EFFORT_MM          (1 / 100.0)
#define MOST_MM            300.0 /* [J] more than that is no matter of adjusting */
#define FOOTREST_LEAST_MM  20.0  /* [J] a lower one is rather taken away */
#define FOOTREST_MOST_MM   200.0 /* [J] what foot rests are high */
#define SEAT_LEAST_MM      360.0 /* [J] how low and how high office chairs go */
#define SEAT_MOST_MM       560.0

/* What the seat, the foot rest and the desk are changed by, mm. */
struct change {
	double seat, footrest, desk;
	bool barely; /* only just into what is ok */
};

bool is_doubtful(const struct workplace *w, const struct finding *f)
{
	const unsigned elbows = BIT(QUANTITY_ELBOW_HEIGHT) | BIT(QUANTITY_ELBOW_HEIGHT_STANDING);
	const struct band *ok = &rule_rows[f->rule].info.ok;
	double sd = f->rule == RULE_SEAT_HEIGHT
			    ? w->body.seat.sd
			    : hypot(w->body.elbow[f->posture].sd, w->keyboard.sd);

	if ((f->rule != RULE_SEAT_HEIGHT && f->rule != RULE_KEYBOARD_HEIGHT) || f->estimated == 0 ||
	    f->severity > SEVERITY_CAUTION) {
		return false;
	}
	return (f->estimated & elbows) ||
	       (f->measured - sd <= ok->high && f->measured + sd >= ok->low);
}

/* Whether what the rule makes of the desk as it is gives reason to move it. */
static bool is_sure(const struct workplace *w, enum rule rule, enum posture p,
		    struct findings *scratch)
{
	scratch->n = 0;
	judge_desk(w, scratch);
	for (size_t i = 0; i < scratch->n; i++) {
		if (scratch->f[i].rule == rule && scratch->f[i].posture == p) {
			return !is_doubtful(w, &scratch->f[i]);
		}
	}
	/* nothing is found; what is moved for another reason should not be followed on a guess */
	return rule != RULE_KEYBOARD_HEIGHT || w->body.elbow[p].sd == 0;
}

/* By how much something that is `off` has to change: to 0, or barely, just into what is ok; 0: not at
 * all, or not worth it. */
static double change_for(double off, const struct band *ok, bool barely)
{
	double by = 0;

	if (!barely) {
		by = round_to(-off, STEP_MM);
	} else if (off > ok->high) {
		by = fmin(-ceil((off - ok->high) / STEP_MM) * STEP_MM, -LEAST_MM);
	} else if (off < ok->low) {
		by = fmax(ceil((ok->low - off) / STEP_MM) * STEP_MM, LEAST_MM);
	}
	return fabs(by) >= LEAST_MM && fabs(by) <= MOST_MM ? by : 0; /* NAN: 0 */
}

/* By how much to change the foot rest under a seat that is too high by so much over it; a low one is
 * taken away. */
static double footrest_for(const struct workplace *w, double too_high, const struct band *ok)
{
	double now = w->body.footrest, by = 0;

	if (too_high + now > FOOTREST_MOST_MM) {
		return 0;
	}
	if (too_high > ok->high || (too_high < ok->low && now > 0)) {
		by = fmax(-change_for(too_high, ok, false), -now);
	}
	return by < 0 && now + by < FOOTREST_LEAST_MM ? -now : by;
}

static void carry_out(struct workplace *w, const struct change *c, struct draft *draft)
{
	const struct move moves[] = {
		{ .kind = MOVE_SEAT, .amount = c->seat, .target = w->seat + c->seat },
		{ .kind = MOVE_FOOTREST,
		  .amount = c->footrest,
		  .target = w->body.footrest + c->footrest },
		{ .kind = MOVE_DESK,
		  .amount = c->desk,
		  .target = w->body.desk[POSTURE_SITTING] + c->desk },
	};

	for (size_t i = 0; i < ELEMENTSOF(moves); i++) {
		struct move m = moves[i];
		if (fabs(m.amount) < LEAST_MM) {
			continue;
		}
		m.monitor = -1;
		m.posture = POSTURE_SITTING;
		if (draft) {
			draft_add(draft, &m);
		} else {
			workplace_move(w, &m);
		}
	}
}

static double keyboard_over_elbow(const struct workplace *w, enum posture p)
{
	return w->body.desk[p] + w->keyboard.mm - w->body.elbow[p].mm;
}

static double effort(const struct workplace *w, const struct change *c)
{
	bool movable = !isnan(w->body.desk[POSTURE_STANDING]);
	double sum = (fabs(c->seat) + fabs(c->desk) + fabs(c->footrest)) * EFFORT_MM;

	sum += c->seat != 0 ? EFFORT_SEAT : 0;
	sum += c->desk == 0 ? 0 : movable ? EFFORT_DESK : EFFORT_FIXED_DESK;
	sum += c->footrest != 0 ? EFFORT_FOOTREST : 0;
	sum += c->footrest > 0 && w->body.footrest <= 0 ? EFFORT_NO_FOOTREST : 0;
	return sum + (c->barely ? EFFORT_BARELY : 0);
}

/* What the desk weighs with a change; no screen is looked at, which are placed after it. */
static unsigned weigh_change(const struct workplace *w, const struct change *c,
			     struct findings *scratch)
{
	struct workplace trial = *w;

	trial.n = 0;
	carry_out(&trial, c, NULL);
	return weigh_desk(&trial, scratch);
}

/* What is tried for seat and desk: as it is; for the legs; for the elbows. */
enum aim {
	AIM_NONE,
	AIM_LEGS,
	AIM_ELBOWS,
};

struct search {
	const struct workplace *w;
	struct findings *scratch;
	double over, keyboard; /* seat over legs, keyboard over elbows */
	bool legs_sure, elbows_sure;
	struct change best;
	unsigned least;
	double least_effort;
};

static void try_change(struct search *s, const struct change *c)
{
	unsigned weight = weigh_change(s->w, c, s->scratch);
	double cost = effort(s->w, c);

	if (weight < s->least || (weight == s->least && cost < s->least_effort)) {
		s->least = weight;
		s->least_effort = cost;
		s->best = *c;
	}
}

/* Each way to change the seat, with and without what may have to follow it. */
static void try_seat(struct search *s, enum aim aim, bool barely)
{
	const struct band *legs_ok = &rule_rows[RULE_SEAT_HEIGHT].info.ok;
	const struct band *elbows_ok = &rule_rows[RULE_KEYBOARD_HEIGHT].info.ok;
	double seat = aim == AIM_LEGS     ? change_for(s->over, legs_ok, barely)
		      : aim == AIM_ELBOWS ? -change_for(s->keyboard, elbows_ok, barely)
					  : 0;
	double footrest =
		s->legs_sure || seat != 0 ? footrest_for(s->w, s->over + seat, legs_ok) : 0;
	double desk = s->elbows_sure ? change_for(s->keyboard - seat, elbows_ok, barely) : 0;

	double to = s->w->seat + seat;
	if (aim != AIM_NONE &&
	    (seat == 0 || (seat > 0 && to > SEAT_MOST_MM) || (seat < 0 && to < SEAT_LEAST_MM))) {
		return;
	}
	for (unsigned k = 0; k < 4; k++) {
		struct change c = { .seat = seat,
				    .footrest = k & 1 ? footrest : 0,
				    .desk = k & 2 ? desk : 0,
				    .barely = barely };
		if ((k & 1 && footrest == 0) || (k & 2 && desk == 0)) {
			continue;
		}
		try_change(s, &c);
	}
}

static void plan_sitting(struct draft *d, struct findings *scratch)
{
	const struct workplace *w = &d->w;
	struct search s = {
		.w = w,
		.scratch = scratch,
		.over = w->seat - w->body.footrest - w->body.seat.mm,
		.keyboard = keyboard_over_elbow(w, POSTURE_SITTING),
		.legs_sure = is_sure(w, RULE_SEAT_HEIGHT, POSTURE_SITTING, scratch),
		.elbows_sure = is_sure(w, RULE_KEYBOARD_HEIGHT, POSTURE_SITTING, scratch),
	};

	s.least = weigh_change(w, &s.best, scratch);
	if (s.least == 0) {
		return;
	}
	for (int barely = d->desk != DESK_FULLY; barely < 2; barely++) {
		try_seat(&s, AIM_NONE, barely);
		if (s.legs_sure && !isnan(w->seat)) {
			try_seat(&s, AIM_LEGS, barely);
		}
		if (s.elbows_sure && !isnan(w->seat)) {
			try_seat(&s, AIM_ELBOWS, barely);
		}
	}
	carry_out(&d->w, &s.best, d);
}

static void plan_standing(struct draft *d, struct findings *scratch)
{
	double by = change_for(keyboard_over_elbow(&d->w, POSTURE_STANDING),
			       &rule_rows[RULE_KEYBOARD_HEIGHT].info.ok, d->desk != DESK_FULLY);
	struct move m = { .kind = MOVE_DESK,
			  .monitor = -1,
			  .posture = POSTURE_STANDING,
			  .amount = by,
			  .target = d->w.body.desk[POSTURE_STANDING] + by };
	struct workplace trial = d->w;

	if (by == 0 || !is_sure(&d->w, RULE_KEYBOARD_HEIGHT, POSTURE_STANDING, scratch)) {
		return;
	}
	trial.n = 0;
	unsigned before = weigh_desk(&trial, scratch);
	workplace_move(&trial, &m);
	if (weigh_desk(&trial, scratch) < before) {
		draft_add(d, &m);
	}
}

void plan_desk(struct draft *d, struct findings *scratch)
{
	plan_sitting(d, scratch);
	plan_standing(d, scratch);
}

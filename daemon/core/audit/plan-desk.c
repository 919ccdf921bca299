/*
 * Seat, desk and foot rest, before any screen: they change where eyes and elbows are.  A few
 * combinations are tried, and the one is taken that leaves least to be found, then the easiest.
 */
#include "plan-internal.h"

/* How hard a change is [J].  A desk that is stood at too can be moved; another one rather not. */
#define EFFORT_SEAT       2
#define EFFORT_FOOTREST   5
#define EFFORT_DESK       2
#define EFFORT_FIXED_DESK 8

/* What the seat, the foot rest and the desk are changed by, mm. */
struct change {
	double seat, footrest, desk;
};

/* By how much something that is `off` has to change: to 0, or gently just into what is ok; 0: not at
 * all, or not worth it. */
static double change_for(double off, const struct band *ok, enum desk_plan how)
{
	double by = 0;

	if (how == DESK_FULLY) {
		by = round_to(-off, STEP_MM);
	} else if (off > ok->high) {
		by = -ceil((off - ok->high) / STEP_MM) * STEP_MM;
	} else if (off < ok->low) {
		by = ceil((ok->low - off) / STEP_MM) * STEP_MM;
	}
	return fabs(by) >= LEAST_MM ? by : 0; /* NAN: 0 */
}

static void carry_out(struct workplace *w, const struct change *c, struct draft *draft)
{
	struct move m[3];
	size_t n = 0;

	if (c->seat != 0) {
		m[n++] = (struct move){ MOVE_SEAT,         -1, POSTURE_SITTING, c->seat,
					w->seat + c->seat, 0 };
	}
	if (c->footrest > 0) {
		m[n++] = (struct move){ MOVE_FOOTREST, -1,          POSTURE_SITTING,
					c->footrest,   c->footrest, 0 };
	}
	if (c->desk != 0) {
		m[n++] = (struct move){ MOVE_DESK,
					-1,
					POSTURE_SITTING,
					c->desk,
					w->body.desk[POSTURE_SITTING] + c->desk,
					0 };
	}
	for (size_t i = 0; i < n; i++) {
		if (draft) {
			draft_add(draft, &m[i]);
		} else {
			workplace_move(w, &m[i]);
		}
	}
}

static double keyboard_over_elbow(const struct workplace *w, enum posture p)
{
	return w->body.desk[p] + w->keyboard.mm - w->body.elbow[p].mm;
}

static unsigned effort(const struct workplace *w, const struct change *c)
{
	bool movable = !isnan(w->body.desk[POSTURE_STANDING]);

	return (c->seat != 0 ? EFFORT_SEAT : 0) + (c->footrest > 0 ? EFFORT_FOOTREST : 0) +
	       (c->desk == 0 ? 0
		: movable    ? EFFORT_DESK
			     : EFFORT_FIXED_DESK);
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

static void plan_sitting(struct draft *d, struct findings *scratch)
{
	const struct workplace *w = &d->w;
	struct change best = { 0, 0, 0 };
	unsigned least = weigh_change(w, &best, scratch), least_effort = 0;
	double over = w->seat - w->body.seat.mm, keyboard = keyboard_over_elbow(w, POSTURE_SITTING);
	const struct band *seat_ok = &rule_rows[RULE_SEAT_HEIGHT].info.ok;
	const struct band *keyboard_ok = &rule_rows[RULE_KEYBOARD_HEIGHT].info.ok;
	/* as it is; for the legs; for the elbows */
	const double seats[] = { 0, change_for(over, seat_ok, d->desk),
				 -change_for(keyboard, keyboard_ok, d->desk) };

	if (least == 0) {
		return;
	}
	for (size_t i = 0; i < ELEMENTSOF(seats) && (i == 0 || !isnan(w->seat)); i++) {
		double too_high = over + seats[i];
		for (int rest = 0; rest < 2; rest++) {
			for (int desk = 0; desk < 2; desk++) {
				struct change c = {
					.seat = seats[i],
					.footrest =
						rest && too_high > seat_ok->high
							? change_for(-too_high, seat_ok, DESK_FULLY)
							: 0,
					.desk = desk ? change_for(keyboard - seats[i], keyboard_ok,
								  d->desk)
						     : 0,
				};
				unsigned weight = weigh_change(w, &c, scratch);
				unsigned cost = effort(w, &c);
				if (weight < least || (weight == least && cost < least_effort)) {
					least = weight;
					least_effort = cost;
					best = c;
				}
			}
		}
	}
	carry_out(&d->w, &best, d);
}

static void plan_standing(struct draft *d, struct findings *scratch)
{
	double by = change_for(keyboard_over_elbow(&d->w, POSTURE_STANDING),
			       &rule_rows[RULE_KEYBOARD_HEIGHT].info.ok, d->desk);
	struct move m = {
		MOVE_DESK, -1, POSTURE_STANDING, by, d->w.body.desk[POSTURE_STANDING] + by, 0
	};
	struct workplace trial = d->w;

	if (by == 0) {
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

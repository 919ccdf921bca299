/*
 * Who stands where to the side (ERGONOMICS 2.7): the main screen straight ahead, others beside it and
 * turned in, equal ones to either side of the middle.  Screens can't stand in one another.
 */
#include "plan-internal.h"

#define HALF_UNKNOWN 22.0 /* [J] degrees: half of a 24" screen at 65 cm */
#define SHIFTS_DEG   15.0 /* how far aside the main screen may stand: limit of its rule */
#define BEHIND_DEG   180.0
#define EFFORT_SHIFT 2.0 /* [J] the main screen is rather left straight ahead */

struct seat_row {
	size_t n;
	int monitor[MONITORS_MAX]; /* from the left to the right */
	double yaw[MONITORS_MAX];
};

static double half_of(const struct monitor_view *v)
{
	return isnan(v->half_width) ? HALF_UNKNOWN : v->half_width;
}

static enum rule rule_of(enum role role)
{
	return role == ROLE_PRIMARY ? RULE_YAW_PRIMARY
	       : role == ROLE_EQUAL ? RULE_YAW_EQUAL
				    : RULE_YAW_SECONDARY;
}

static unsigned weigh_yaw(enum role role, double yaw)
{
	const struct rule_info *info = &rule_rows[rule_of(role)].info;

	return weigh(info->rule, band_severity(&info->ok, info, yaw));
}

static double widest(enum role role)
{
	return rule_rows[rule_of(role)].info.ok.high;
}

/* All screens whose yaw is known, in the order in which they stand. */
static void row_of(const struct workplace *w, struct seat_row *ret)
{
	ret->n = 0;
	for (int i = 0; i < (int) w->n; i++) {
		double yaw = w->view[i].yaw;
		size_t k = ret->n;
		if (isnan(yaw)) {
			continue;
		}
		for (; k > 0 && ret->yaw[k - 1] > yaw; k--) {
			ret->yaw[k] = ret->yaw[k - 1];
			ret->monitor[k] = ret->monitor[k - 1];
		}
		ret->yaw[k] = yaw;
		ret->monitor[k] = i;
		ret->n++;
	}
}

static unsigned weigh_row(const struct workplace *w, const struct seat_row *row)
{
	unsigned sum = 0;

	for (size_t i = 0; i < row->n; i++) {
		sum += weigh_yaw(w->view[row->monitor[i]].role, row->yaw[i]);
	}
	return sum;
}

/* How far apart two screens have to be: side by side; nearer only where they are so now, as of two of
 * which one is above the other. */
static double apart(const struct workplace *w, const struct seat_row *was, size_t a, size_t b)
{
	double sides = half_of(&w->view[was->monitor[a]]) + half_of(&w->view[was->monitor[b]]);

	return fmin(sides, fabs(was->yaw[b] - was->yaw[a]));
}

/* Where the next screen outwards goes; everything counted outwards from the middle, to one side.  False:
 * it would have to go where it is worse, or farther where it is too far aside already. */
static bool next_outwards(const struct workplace *w, const struct monitor_view *v, double now,
			  double least, double *ret)
{
	enum role role = v->role;
	double lower = ceil(least / STEP_DEG - 1e-9) * STEP_DEG, best = fmax(lower, widest(role));

	if (now < least - 1e-9) { /* pushed out by the one before it */
		*ret = lower;
		return lower <= BEHIND_DEG && !is_typed_on(w, v) && weigh_yaw(role, now) == 0 &&
		       weigh_yaw(role, lower) == 0;
	}
	bool better = now > widest(role) && weigh_yaw(role, best) < weigh_yaw(role, now) &&
		      now - best >= LEAST_DEG;
	*ret = better ? best : now;
	return true;
}

/* Moves those outside of a screen to where they fit, outwards: on its right, on its left. */
static bool pack_right(const struct workplace *w, const struct seat_row *was, size_t from,
		       struct seat_row *row)
{
	for (size_t i = from + 1; i < was->n; i++) {
		double least = -INFINITY;
		for (size_t k = from; k < i; k++) {
			least = fmax(least, row->yaw[k] + apart(w, was, k, i));
		}
		if (!next_outwards(w, &w->view[was->monitor[i]], was->yaw[i], least,
				   &row->yaw[i])) {
			return false;
		}
	}
	return true;
}

static bool pack_left(const struct workplace *w, const struct seat_row *was, size_t from,
		      struct seat_row *row)
{
	for (size_t i = from; i-- > 0;) {
		double least = -INFINITY, to;
		for (size_t k = from; k > i; k--) {
			least = fmax(least, apart(w, was, i, k) - row->yaw[k]);
		}
		if (!next_outwards(w, &w->view[was->monitor[i]], -was->yaw[i], least, &to)) {
			return false;
		}
		row->yaw[i] = -to;
	}
	return true;
}

static double effort(const struct seat_row *was, const struct seat_row *now)
{
	double sum = 0;

	for (size_t i = 0; i < was->n; i++) {
		double by = fabs(now->yaw[i] - was->yaw[i]);
		sum += by > 0 ? 1 + by / STEP_DEG : 0;
	}
	return sum;
}

static void add_turns(struct draft *d, const struct seat_row *was, const struct seat_row *now)
{
	for (size_t i = 0; i < was->n; i++) {
		double by = now->yaw[i] - was->yaw[i];
		if (fabs(by) >= LEAST_DEG - 1e-9) {
			struct move m = { .kind = MOVE_YAW,
					  .monitor = was->monitor[i],
					  .amount = by,
					  .target = now->yaw[i] };
			draft_add(d, &m);
			d->enabling[d->n - 1] = true;
		}
	}
}

/* The main screen comes about straight ahead, the others follow to both sides.  One that is there
 * already is not moved to make room for others (CCOHS: the primary one straight ahead). */
static void plan_primary(struct draft *d, const struct seat_row *was, size_t middle)
{
	const struct workplace *w = &d->w;
	struct seat_row best = *was;
	unsigned least = weigh_row(w, was);
	double least_effort = 0;
	bool better = false;

	for (double at = -SHIFTS_DEG - STEP_DEG; at <= SHIFTS_DEG; at += STEP_DEG) {
		struct seat_row now = *was;
		bool stay = at < -SHIFTS_DEG; /* first: as it stands */
		double by = stay ? 0 : fabs(at - was->yaw[middle]);
		if (stay == (fabs(was->yaw[middle]) > SHIFTS_DEG) || (!stay && by < LEAST_DEG)) {
			continue;
		}
		now.yaw[middle] = stay ? was->yaw[middle] : at;
		if (!pack_right(w, was, middle, &now) || !pack_left(w, was, middle, &now)) {
			continue;
		}
		unsigned weight = weigh_row(w, &now);
		double cost = effort(was, &now) + EFFORT_SHIFT * fabs(now.yaw[middle]) / STEP_DEG;
		if (weight < least || (weight == least && better && cost < least_effort)) {
			better = true;
			least = weight;
			least_effort = cost;
			best = now;
		}
	}
	if (better) {
		add_turns(d, was, &best);
	}
}

/* Two that are used equally: the seam in the middle, the others follow. */
static void plan_pair(struct draft *d, const struct seat_row *was, size_t left, size_t right)
{
	const struct workplace *w = &d->w;
	struct seat_row now = *was;
	double half = apart(w, was, left, right) / 2;

	if (right != left + 1) { /* others between them: how they stand is on purpose */
		return;
	}
	half = ceil(half / STEP_DEG - 1e-9) * STEP_DEG;
	now.yaw[left] = -half;
	now.yaw[right] = half;
	if (pack_left(w, was, left, &now) && pack_right(w, was, right, &now) &&
	    weigh_row(w, &now) < weigh_row(w, was)) {
		add_turns(d, was, &now);
	}
}

/* Another screen is straight ahead and the main one is not: then that one is the main one. */
void plan_swap(struct draft *d, struct findings *scratch)
{
	int main = workplace_main(&d->w);
	double limit = widest(ROLE_PRIMARY);

	if (main < 0 || d->w.view[main].role != ROLE_PRIMARY ||
	    !(fabs(d->w.view[main].yaw) > limit)) {
		return;
	}
	unsigned before = weigh_workplace(&d->w, scratch);
	for (int i = 0; i < (int) d->w.n; i++) {
		struct backup trial;
		struct move m = { .kind = MOVE_SWAP, .monitor = i };
		/* [J] a low laptop screen is no better for being straight ahead */
		bool lower = is_low_panel(&d->w.view[i]) && !is_low_panel(&d->w.view[main]);
		if (i == main || lower || !(fabs(d->w.view[i].yaw) <= limit)) {
			continue;
		}
		backup_take(&trial, &d->w);
		workplace_move(&trial.w, &m);
		if (weigh_workplace(&trial.w, scratch) < before) {
			draft_add(d, &m);
			return;
		}
	}
}

void plan_yaw(struct draft *d, struct findings *scratch)
{
	struct seat_row row;
	size_t equal[MONITORS_MAX], n_equal = 0, middle = 0;
	bool primary = false;

	row_of(&d->w, &row);
	for (size_t i = 0; i < row.n; i++) {
		enum role role = d->w.view[row.monitor[i]].role;
		if (role == ROLE_EQUAL) {
			equal[n_equal++] = i;
		} else if (role == ROLE_PRIMARY && !primary) {
			primary = true;
			middle = i;
		}
	}
	if (weigh_row(&d->w, &row) == 0) {
		return;
	}
	struct backup before;
	size_t n = d->n;
	backup_take(&before, &d->w);
	if (primary) {
		plan_primary(d, &row, middle);
	} else if (n_equal == 2) {
		plan_pair(d, &row, equal[0], equal[1]);
	}
	/* Where the yaw is only assumed, less may be wrong than it seems. */
	if (d->n > n && weigh_workplace(&d->w, scratch) >= weigh_workplace(&before.w, scratch)) {
		backup_restore(&before, &d->w);
		d->n = n;
	}
}

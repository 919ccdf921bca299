/*
 * Where screens stand to the side when nobody told: as if they stood in a flat row, in the order of
 * the desktop (ERGONOMICS 2.7: yaw = atan2(x of the centre - midline of the user, L)).  The midline
 * is the centre of the primary screen, or the seam between those that are used equally.
 */
#include "audit-internal.h"

#define DEG_PER_RAD (180 / M_PI)
#define TURNED_MOST 80.0 /* degrees; a primary screen farther to the side tells no midline */

/* A stretch of the desktop, in its pixels. */
struct span {
	double left, right;
};

static bool is_placed(const struct monitor_view *v)
{
	return v->monitor && v->monitor->positioned && v->monitor->width_px > 0 && v->width > 0;
}

static struct span span_of(const struct monitor_view *v)
{
	double x = v->monitor->x;

	return (struct span){ x, x + v->monitor->width_px };
}

static double middle(struct span s)
{
	return s.left + (s.right - s.left) / 2;
}

static bool covers(const struct monitor_view *v, double x)
{
	struct span s = span_of(v);

	return s.left <= x && x < s.right;
}

/*
 * Millimetres of the desktop from pixel `from` to `to` on its right, each part as wide as on the
 * screen that shows it; where several do, as on `on`, and so in the gaps.
 */
static double row_mm(const struct workplace *w, const struct monitor_view *on, double from,
		     double to)
{
	double sum = 0;

	for (double x = from, next; x < to; x = next) {
		const struct monitor_view *here = covers(on, x) ? on : NULL;
		next = to;
		for (size_t i = 0; i < w->n; i++) {
			const struct monitor_view *v = &w->view[i];
			if (!is_placed(v)) {
				continue;
			}
			if (!here && covers(v, x)) {
				here = v;
			}
			struct span s = span_of(v);
			if (s.left > x && s.left < next) {
				next = s.left;
			}
			if (s.right > x && s.right < next) {
				next = s.right;
			}
		}
		here = here ? here : on;
		sum += (next - x) * here->width / here->monitor->width_px;
	}
	return sum;
}

/* The pixel column that the user sits before, of equal screens: the seam of two, the middle of more.
 * False: none of them has a place. */
static bool find_seam(const struct workplace *w, double *ret)
{
	struct span left = { INFINITY, INFINITY }, right = { -INFINITY, -INFINITY };
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (w->view[i].role != ROLE_EQUAL || !is_placed(&w->view[i])) {
			continue;
		}
		struct span s = span_of(&w->view[i]);
		left = s.left < left.left ? s : left;
		right = s.right > right.right ? s : right;
		n++;
	}
	*ret = n == 2 ? left.right + (right.left - left.right) / 2
		      : left.left + (right.right - left.left) / 2;
	return n > 0;
}

/* The same of a primary screen, with how far it stands to the right of the user, in mm. */
static bool find_midline(const struct workplace *w, double *ret, double *ret_shift)
{
	int main = workplace_main(w);

	*ret = *ret_shift = 0;
	if (main < 0) {
		return false;
	}
	const struct monitor_view *v = &w->view[main];
	if (v->role == ROLE_EQUAL) {
		return find_seam(w, ret);
	}
	if (!is_placed(v)) {
		return false;
	}
	*ret = middle(span_of(v));
	if (fabs(v->yaw) <= TURNED_MOST && v->distance > 0) {
		*ret_shift = v->distance * tan(v->yaw / DEG_PER_RAD);
	}
	return true;
}

static bool is_told(const struct monitor_view *v)
{
	return v->setup.yaw != MEASURE_UNSET;
}

void workplace_assume_yaw(struct workplace *w)
{
	double midline, shift;
	int main = workplace_main(w);

	/* The screen that is looked at most is straight ahead until someone says otherwise. */
	if (main >= 0 && !is_told(&w->view[main]) && w->view[main].role == ROLE_PRIMARY) {
		w->view[main].yaw = 0;
		w->view[main].estimated |= BIT(QUANTITY_YAW);
	}
	bool known = find_midline(w, &midline, &shift);
	for (size_t i = 0; i < w->n; i++) {
		struct monitor_view *v = &w->view[i];
		if (is_told(v) || ((int) i == main && v->role == ROLE_PRIMARY)) {
			continue;
		}
		v->yaw = NAN;
		v->estimated &= ~BIT(QUANTITY_YAW);
		if (!known || !is_placed(v) || !(v->distance > 0)) {
			continue;
		}
		double centre = middle(span_of(v));
		double mm = centre >= midline ? row_mm(w, v, midline, centre)
					      : -row_mm(w, v, centre, midline);
		v->yaw = atan2(mm + shift, v->distance) * DEG_PER_RAD;
		v->estimated |= BIT(QUANTITY_YAW);
	}
}

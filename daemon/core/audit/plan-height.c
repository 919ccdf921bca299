/*
 * How high a screen should stand, and with what tilt: all heights and tilts within reach are tried.
 * Angles are compared by their tangents and sines, which grow with them, so that none has to be
 * worked out.
 */
#include "plan-internal.h"

#include <limits.h>

#define COARSE_MM    20.0
#define ABOVE_EYE_MM 60.0  /* heights to try: the top edge from so much above the eyes ... */
#define BELOW_EYE_MM 400.0 /* ... to so much below them */
#define TILT_MOST    20.0  /* [J] of a monitor */
#define TILT_LAPTOP  45.0  /* [J] of a lid */

/* What is aimed at within what is ok: without the tolerance that the limits have. */
#define AIM_TOP_MM        0.0
#define AIM_MULTIFOCAL_MM (-35.0) /* Mayo: 25 to 50 mm lower */
#define AIM_BOTTOM_DEG    (-30.0) /* ROSA */
#define MM_PER_DEG        11.3    /* at 65 cm */

/* Efforts [J]: a degree off the aim at the top, at the bottom; to move at all, and how far. */
#define EFFORT_TOP_DEG    3.0
#define EFFORT_BOTTOM_DEG 1.0
#define EFFORT_MOVE       0.3
#define EFFORT_MM         (1 / 100.0)
#define EFFORT_TILT_DEG   (1 / 30.0)
#define EFFORT_MUCH       2.0 /* from here on another tilt may be less */

#define RAD (M_PI / 180)

struct limits {
	struct band ok, caution;
};

/* Heights are those above the desk. */
struct heights {
	size_t n;
	double eye[2 * _POSTURE_MAX]; /* postures, after and before seat and desk are moved */
	double half, distance;
	bool multifocal;
	double main_top;     /* top edge of the main screen; NAN: none to compare with */
	double bottom, tilt; /* where it is now, or moves are counted from */

	struct limits top, multi, centre, bottom_edge, incidence, tilts, tops;
	double sin_t, cos_t, tan_aim; /* of the tilt that is tried */
	double tried;
};

static double sine_of(double deg)
{
	return sin(fmax(-90, fmin(90, deg)) * RAD);
}

static double tangent_of(double deg)
{
	return deg <= -90 ? -INFINITY : deg >= 90 ? INFINITY : tan(deg * RAD);
}

static struct limits limits_of(enum rule rule, double (*f)(double), double less)
{
	const struct rule_info *info = &rule_rows[rule].info;

	return (struct limits){
		{ f(info->ok.low - less), f(info->ok.high - less) },
		{ f(info->caution.low - less), f(info->caution.high - less) },
	};
}

static double plain(double v)
{
	return v;
}

static bool within(double v, const struct band *b)
{
	return b->low - 1e-9 <= v && v <= b->high + 1e-9;
}

static unsigned weigh_in(enum rule rule, const struct limits *l, double v)
{
	return within(v, &l->ok)
		       ? 0
		       : weigh(rule, within(v, &l->caution) ? SEVERITY_CAUTION : SEVERITY_HIGH);
}

/* False: nothing is known of its height. */
static bool heights_begin(const struct draft *d, int monitor, struct heights *ret)
{
	const struct workplace *w = &d->w;
	const struct body *bodies[] = { &w->body, d->before };
	const struct monitor_view *v = &w->view[monitor];
	int main = workplace_main(w);

	*ret = (struct heights){
		.half = v->height / 2,
		.distance = v->distance,
		.multifocal = w->body.multifocal,
		.main_top = NAN,
		.bottom = v->image_bottom,
		.tilt = v->tilt,
		.top = limits_of(RULE_TOP_EDGE, tangent_of, 0),
		.multi = limits_of(RULE_TOP_EDGE_MULTIFOCAL, plain, 0),
		.centre = limits_of(RULE_CENTRE, sine_of, 0),
		.bottom_edge = limits_of(RULE_BOTTOM_EDGE, tangent_of, 0),
		.tilts = limits_of(RULE_TILT, plain, 0),
		.tops = limits_of(RULE_TOPS_DIFFER, plain, 0),
		.tan_aim = tangent_of(AIM_BOTTOM_DEG),
	};
	for (size_t i = 0; i < ELEMENTSOF(bodies) && bodies[i]; i++) {
		for (enum posture p = POSTURE_SITTING; p < _POSTURE_MAX; p++) {
			if (v->known[p]) {
				ret->eye[ret->n++] = bodies[i]->eye[p].mm - bodies[i]->desk[p];
			}
		}
	}
	if (main >= 0 && main != monitor) {
		const struct monitor_view *m = &w->view[main];
		ret->main_top = m->image_bottom + m->height * cos(m->tilt * RAD);
	}
	return ret->n > 0;
}

static void try_tilt(struct heights *h, double tilt)
{
	h->tried = tilt;
	h->sin_t = sin(tilt * RAD);
	h->cos_t = cos(tilt * RAD);
	h->incidence = limits_of(RULE_INCIDENCE, sine_of, tilt);
}

/* The slope of the line of sight to a point so far along the panel. */
static double slope(const struct heights *h, double v, double depth, double along)
{
	double away = depth + along * h->sin_t, up = v + along * h->cos_t;

	return away > 0 ? up / away : up > 0 ? INFINITY : -INFINITY;
}

static unsigned weigh_posture(const struct heights *h, double bottom, double eye,
			      double *ret_effort)
{
	double v = bottom + h->half * h->cos_t - eye;
	double top = v + h->half * h->cos_t;

	if (fabs(v) >= h->distance) {
		return UINT16_MAX;
	}
	double depth = sqrt(h->distance * h->distance - v * v), sine = v / h->distance;
	double low = slope(h, v, depth, -h->half);
	double aim = h->multifocal ? AIM_MULTIFOCAL_MM : AIM_TOP_MM;

	*ret_effort += fmax(0, top - aim) / MM_PER_DEG * EFFORT_TOP_DEG +
		       fmin(fmax(0, h->tan_aim - low) / RAD, 90) * EFFORT_BOTTOM_DEG;
	return (h->multifocal ? weigh_in(RULE_TOP_EDGE_MULTIFOCAL, &h->multi, top)
			      : weigh_in(RULE_TOP_EDGE, &h->top, slope(h, v, depth, h->half))) +
	       weigh_in(RULE_CENTRE, &h->centre, sine) +
	       weigh_in(RULE_BOTTOM_EDGE, &h->bottom_edge, low) +
	       weigh_in(RULE_INCIDENCE, &h->incidence, sine);
}

/* What is more than `most` already is not looked at further. */
static unsigned weigh_place(const struct heights *h, double bottom, unsigned most,
			    double *ret_effort)
{
	unsigned sum = weigh_in(RULE_TILT, &h->tilts, h->tried);
	double off, effort = 0, ignored = 0;

	*ret_effort = INFINITY;
	for (size_t i = 0; i < h->n && sum <= most; i++) { /* aims are those of the first posture */
		sum += weigh_posture(h, bottom, h->eye[i], i == 0 ? &effort : &ignored);
	}
	if (sum > most) {
		return sum;
	}
	off = fabs(bottom + 2 * h->half * h->cos_t - h->main_top);
	if (!isnan(off)) {
		sum += weigh_in(RULE_TOPS_DIFFER, &h->tops, off);
	}
	effort += bottom != h->bottom ? EFFORT_MOVE + fabs(bottom - h->bottom) * EFFORT_MM : 0;
	effort +=
		h->tried != h->tilt ? EFFORT_MOVE + fabs(h->tried - h->tilt) * EFFORT_TILT_DEG : 0;
	*ret_effort = effort;
	return sum;
}

struct best {
	unsigned weight;
	double effort, bottom, tilt;
};

static void try_place(struct heights *h, double bottom, struct best *best)
{
	double effort;
	unsigned weight = weigh_place(h, bottom, best->weight, &effort);

	if (weight < best->weight || (weight == best->weight && effort < best->effort - 1e-9)) {
		*best = (struct best){ weight, effort, bottom, h->tried };
	}
}

/* All heights at the tilt that is tried, in steps from where it is now; lower than the desk only where
 * it is so already. */
static void try_heights(struct heights *h, struct best *best)
{
	double top = h->eye[0] - 2 * h->half * h->cos_t;
	double low = fmax(fmin(0, h->bottom), top - BELOW_EYE_MM), high = top + ABOVE_EYE_MM;

	for (double by = ceil((low - h->bottom) / COARSE_MM) * COARSE_MM; h->bottom + by <= high;
	     by += COARSE_MM) {
		if (fabs(by) >= LEAST_MM) {
			try_place(h, h->bottom + by, best);
		}
	}
}

static void try_near(struct heights *h, double bottom, double tilt, struct best *best)
{
	try_tilt(h, tilt);
	for (double off = STEP_MM - COARSE_MM; off < COARSE_MM; off += STEP_MM) {
		double by = bottom + off - h->bottom;
		if (fabs(by) >= LEAST_MM && h->bottom + by >= fmin(0, h->bottom)) {
			try_place(h, h->bottom + by, best);
		}
	}
}

/* In small steps around the best one so far, and where it was tilted, with a little less tilt. */
static void refine(struct heights *h, struct best *best)
{
	double bottom = best->bottom, tilt = best->tilt;

	try_near(h, bottom, tilt, best);
	if (fabs(tilt - h->tilt) > LEAST_DEG) {
		try_near(h, bottom, tilt > h->tilt ? tilt - STEP_DEG : tilt + STEP_DEG, best);
	}
}

/* The best place, from where it is; `weight` of where it is. */
static struct best find_place(struct heights *h, bool raisable, double tilt_most, unsigned *ret_now)
{
	struct best best = { .bottom = h->bottom, .tilt = h->tilt };

	try_tilt(h, h->tilt);
	*ret_now = best.weight = weigh_place(h, h->bottom, UINT_MAX, &best.effort);
	if (best.weight == 0) {
		return best;
	}
	if (raisable) {
		try_heights(h, &best);
	}
	for (double by = ceil(-h->tilt / STEP_DEG) * STEP_DEG;
	     (best.weight > 0 || best.effort > EFFORT_MUCH) && h->tilt + by <= tilt_most;
	     by += STEP_DEG) {
		if (fabs(by) < LEAST_DEG) {
			continue;
		}
		try_tilt(h, h->tilt + by);
		try_place(h, h->bottom, &best);
		if (raisable) {
			try_heights(h, &best);
		}
	}
	if (raisable && best.bottom != h->bottom) {
		refine(h, &best);
	}
	return best;
}

/* Nothing but the tilt is known: upright at least. */
static void plan_tilt_alone(struct draft *d, int monitor)
{
	double tilt = d->w.view[monitor].tilt, by = ceil(-tilt / STEP_DEG) * STEP_DEG;

	if (tilt < 0 && by >= LEAST_DEG) {
		draft_move(d, MOVE_TILT, monitor, by, tilt + by);
	}
}

void plan_height(struct draft *d, int monitor, bool raisable, bool slant)
{
	const struct monitor_view *v = &d->w.view[monitor];
	bool lid = v->monitor && v->monitor->internal;
	struct heights h;
	unsigned now;

	if (!heights_begin(d, monitor, &h)) {
		plan_tilt_alone(d, monitor);
		return;
	}
	double most = lid ? TILT_LAPTOP : TILT_MOST;
	struct best best = find_place(&h, raisable && !slant, most, &now);
	if (raisable && slant && best.weight > 0) {
		best = find_place(&h, true, most, &now);
	}
	if (best.weight >= now) {
		return;
	}
	if (best.bottom != h.bottom) {
		draft_move(d, MOVE_HEIGHT, monitor, best.bottom - h.bottom, best.bottom);
	}
	if (best.tilt != h.tilt) {
		draft_move(d, MOVE_TILT, monitor, best.tilt - h.tilt, best.tilt);
	}
}

double place_on_riser(const struct draft *d, int monitor)
{
	const struct monitor_view *v = &d->w.view[monitor];
	struct heights h;
	struct best best;
	double now = v->image_bottom;

	if (!heights_begin(d, monitor, &h)) {
		return now;
	}
	/* as workplace_move() takes it */
	try_tilt(&h, v->estimated & BIT(QUANTITY_TILT) ? 0 : v->tilt);
	h.tilt = h.tried;
	/* counted from where the top edge is level with the eyes */
	h.bottom = now + round_to(h.eye[0] - 2 * h.half * h.cos_t - now, STEP_MM);
	best = (struct best){ .bottom = h.bottom, .tilt = h.tilt };
	best.weight = weigh_place(&h, h.bottom, UINT_MAX, &best.effort);
	try_heights(&h, &best);
	refine(&h, &best);
	return best.bottom;
}

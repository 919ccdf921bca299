/* What ROSA asks and the place answers: ERGONOMICS 2.3 ("ROSA link"), 2.7, and of the seat's gap 1.1. */
#include <math.h>

#include "rosa-internal.h"

#define TINY 1e-9 /* what is this near to a limit is at it */

#define MONITOR_LOW_DEG   (-32.0) /* the paper's -30, 2 degrees of tolerance [J] */
#define MONITOR_HIGH_DEG  5.0     /* [J] */
#define MONITOR_FAR_MM    750.0   /* the paper */
#define MONITOR_TWIST_DEG 30.0    /* the work sheet */
#define DEPTH_LEAST_MM    50.0    /* the paper: 50 to 70, 75, 80; the work sheet: 76 [J] */
#define DEPTH_MOST_MM     90.0    /* [J] */
#define SEAT_LOW_MM       (-30.0) /* [J] as in the audit */
#define SEAT_HIGH_MM      20.0    /* [J] the same */
#define SEAT_LIFTS_MM     60.0    /* [J] feet off the floor */
#define TOO_HIGH_MM       25.0    /* [J] of the keyboard over the elbows */

/* As the audit assumes: views.c. */
#define KEYBOARD_MM 20.0 /* [J] */

#define BIT(quantity) (1u << (unsigned) (quantity))

static uint8_t yes_if_over(double v, double limit)
{
	return isnan(v) ? ROSA_NOT_KNOWN : v > limit + TINY ? ROSA_YES : ROSA_NO;
}

uint8_t rosa_seat_depth(double gap)
{
	return isnan(gap)                    ? ROSA_NOT_KNOWN
	       : gap < DEPTH_LEAST_MM - TINY ? ROSA_DEPTH_TOO_LONG
	       : gap > DEPTH_MOST_MM + TINY  ? ROSA_DEPTH_TOO_SHORT
					     : ROSA_DEPTH_FITS;
}

uint8_t rosa_seat_height(double over)
{
	return isnan(over)                   ? ROSA_NOT_KNOWN
	       : over < SEAT_LOW_MM - TINY   ? ROSA_SEAT_TOO_LOW
	       : over > SEAT_LIFTS_MM + TINY ? ROSA_SEAT_NO_CONTACT
	       : over > SEAT_HIGH_MM + TINY  ? ROSA_SEAT_TOO_HIGH
					     : ROSA_SEAT_FITS;
}

uint8_t rosa_too_high(double over_elbow)
{
	return yes_if_over(over_elbow, TOO_HIGH_MM);
}

/* A tall one may be both; too high weighs more. */
uint8_t rosa_monitor_height(const struct angles *a, bool multifocal)
{
	if (isnan(a->top) || isnan(a->bottom)) {
		return ROSA_NOT_KNOWN;
	}
	if (a->top > (multifocal ? 0 : MONITOR_HIGH_DEG) + TINY) {
		return ROSA_MONITOR_TOO_HIGH;
	}
	return a->bottom < MONITOR_LOW_DEG - TINY ? ROSA_MONITOR_TOO_LOW : ROSA_MONITOR_FITS;
}

uint8_t rosa_monitor_far(double distance)
{
	return yes_if_over(distance, MONITOR_FAR_MM);
}

uint8_t rosa_monitor_twist(double yaw)
{
	return yes_if_over(fabs(yaw), MONITOR_TWIST_DEG);
}

/* ---- the screen that is looked at most ---- */

/* The worst answer so far; not known as soon as one is not. */
struct worst {
	uint8_t answer;
	bool unknown;
	unsigned estimated;
};

static void take_worst(struct worst *w, uint8_t answer, unsigned estimated)
{
	w->unknown |= answer == ROSA_NOT_KNOWN;
	w->answer =
		answer > w->answer ? answer : w->answer; /* answers are in the order of points */
	w->estimated |= estimated;
}

static void answer_worst(struct rosa *rosa, enum rosa_item item, const struct worst *w)
{
	const struct rosa_item_info *info = rosa_item_info(item);

	/* Nothing that is not known could be worse than the worst. */
	if (!w->unknown || w->answer == info->n) {
		rosa_answer(rosa, item, w->answer, ROSA_GEOMETRY, w->estimated);
	}
}

bool rosa_is_most_used(const struct audit *audit, size_t i, int most_used)
{
	if (most_used >= 0 && (size_t) most_used < audit->n) {
		return i == (size_t) most_used;
	}
	for (size_t k = 0; k < audit->n; k++) {
		if (audit->view[k].role == ROLE_PRIMARY) {
			return i == k;
		}
	}
	return audit->view[i].role == ROLE_EQUAL;
}

static enum posture usual_posture(const struct body *body)
{
	return posture_is_used(body, POSTURE_SITTING) ? POSTURE_SITTING : POSTURE_STANDING;
}

static void fill_monitor(struct rosa *rosa, const struct audit *audit, int most_used)
{
	struct worst height = { 0 }, far = { 0 }, twist = { 0 };
	enum posture p = usual_posture(&audit->body);
	unsigned eye =
		BIT(p == POSTURE_SITTING ? QUANTITY_EYE_HEIGHT : QUANTITY_EYE_HEIGHT_STANDING);
	unsigned of_height = eye | BIT(QUANTITY_TILT) | BIT(QUANTITY_IMAGE_BOTTOM);

	for (size_t i = 0; i < audit->n; i++) {
		const struct monitor_view *v = &audit->view[i];
		unsigned role = most_used < 0 ? v->estimated & BIT(QUANTITY_ROLE) : 0;

		if (!rosa_is_most_used(audit, i, most_used)) {
			continue;
		}
		take_worst(&height,
			   v->known[p] ? rosa_monitor_height(&v->angles[p], audit->body.multifocal)
				       : ROSA_NOT_KNOWN,
			   role | (v->estimated & of_height));
		take_worst(&far, rosa_monitor_far(v->distance), role);
		take_worst(&twist, rosa_monitor_twist(v->yaw),
			   role | (v->estimated & BIT(QUANTITY_YAW)));
	}
	answer_worst(rosa, ROSA_MONITOR, &height);
	answer_worst(rosa, ROSA_MONITOR_FAR, &far);
	answer_worst(rosa, ROSA_MONITOR_TWIST, &twist);
}

/* ---- the desk ---- */

static void fill_keyboard(struct rosa *rosa, const struct body *body, double told)
{
	enum posture p = usual_posture(body);
	const struct estimate *elbow = &body->elbow[p];
	double keyboard = isnan(told) ? KEYBOARD_MM : told;
	uint8_t high = rosa_too_high(body->desk[p] + keyboard - elbow->mm);
	unsigned estimated = isnan(told) ? BIT(QUANTITY_KEYBOARD_HEIGHT) : 0;

	if (elbow->sd > 0) {
		estimated |= BIT(p == POSTURE_SITTING ? QUANTITY_ELBOW_HEIGHT
						      : QUANTITY_ELBOW_HEIGHT_STANDING);
	}
	rosa_answer(rosa, ROSA_KEYBOARD_HIGH, high, ROSA_GEOMETRY, estimated);
	rosa_answer(rosa, ROSA_DESK_HIGH, high, ROSA_GEOMETRY, estimated);
}

static void fill_seat(struct rosa *rosa, const struct body *body, double seat)
{
	double over = seat > 0 ? seat - body->footrest - body->seat.mm : (double) NAN;

	rosa_answer(rosa, ROSA_SEAT_HEIGHT, rosa_seat_height(over), ROSA_GEOMETRY,
		    body->seat.sd > 0 ? BIT(QUANTITY_KNEE_HEIGHT) : 0);
}

void rosa_fill_geometry(struct rosa *rosa, const struct audit *audit, const struct config *config,
			int most_used)
{
	fill_monitor(rosa, audit, most_used);
	fill_keyboard(rosa, &audit->body, length_mm(config->keyboard_height));
	fill_seat(rosa, &audit->body, length_mm(config->chair_seat_height));
}

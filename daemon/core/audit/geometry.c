/*
 * Angles of one screen: ERGONOMICS 2.2.  Any double may come in; what comes out is finite, or all of
 * it is NAN.
 */
#include "audit-internal.h"

#define DEG_PER_RAD    (180 / M_PI)
#define ARCMIN_PER_DEG 60
#define MOST           1e9 /* mm, or degrees: beyond it nothing is a place, and squares stay finite */

static bool sane(double v)
{
	return fabs(v) <= MOST; /* NAN: false */
}

/* Of the point s mm up the panel from its centre. */
static double angle_at(double v, double depth, double s, double sin_t, double cos_t)
{
	return atan2(v + s * cos_t, depth + s * sin_t) * DEG_PER_RAD;
}

int screen_angles(const struct screen *s, struct angles *ret)
{
	double v = s->centre - s->eye, half = s->height / 2;

	*ret = (struct angles){ NAN, NAN, NAN, NAN, NAN, NAN };
	if (!sane(s->eye) || !sane(s->centre) || !sane(s->height) || !sane(s->distance) ||
	    !sane(s->tilt) || s->height < 0 || !(fabs(v) < s->distance)) {
		return -EDOM;
	}
	double sin_t = sin(s->tilt / DEG_PER_RAD), cos_t = cos(s->tilt / DEG_PER_RAD);
	/* not sqrt(L*L - v*v): that of tiny numbers would be 0 */
	double depth = sqrt(s->distance - v) * sqrt(s->distance + v);
	double centre = asin(v / s->distance) * DEG_PER_RAD;

	*ret = (struct angles){
		.depth = depth,
		.top = angle_at(v, depth, half, sin_t, cos_t),
		.centre = centre,
		.bottom = angle_at(v, depth, -half, sin_t, cos_t),
		.incidence = s->tilt + centre,
		.top_height = s->centre + half * cos_t,
	};
	return 0;
}

double screen_centre_height(double desk, double image_bottom, double height, double tilt)
{
	return desk + image_bottom + height / 2 * cos(tilt / DEG_PER_RAD);
}

/* Half of what something of this size takes of the view; NAN where there is no such thing. */
static double half_angle_deg(double size, double distance)
{
	if (!sane(size) || !sane(distance) || size < 0 || distance <= 0) {
		return NAN;
	}
	return atan2(size / 2, distance) * DEG_PER_RAD;
}

double half_width_deg(double width, double distance)
{
	return half_angle_deg(width, distance);
}

double text_arcmin(double cap_height_mm, double distance_mm)
{
	return 2 * half_angle_deg(cap_height_mm, distance_mm) * ARCMIN_PER_DEG;
}

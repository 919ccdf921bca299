/* What is known of each monitor: what the user tells, then what the monitor tells, then estimates. */
#include "audit-internal.h"

/* A laptop that stands on the desk: test set-up G4 of ERGONOMICS 2.4, edge at 745 over a desk of 720. */
#define LAPTOP_BOTTOM_MM 25.0
#define LAPTOP_TILT      20.0
#define KEYBOARD_MM      20.0 /* [J] top of the middle row above the desk */

/* ERGONOMICS 2.6. */
#define CAP_RATIO    0.72 /* [J] capital letters by the font's size, of usual sans serifs */
#define PX_PER_PT    (96.0 / 72.0)
#define PERCENT      100.0
#define SCALE_UNTOLD 100 /* percent */

/* ---- size ---- */

/* Width by height of the image: square pixels, else what was told; NAN: neither. */
static double aspect_of(const struct monitor *m)
{
	if (m->width_px > 0 && m->height_px > 0) {
		return (double) m->width_px / m->height_px;
	}
	if (m->size.width > 0 && m->size.height > 0) {
		return (double) m->size.width / m->size.height;
	}
	return NAN;
}

static void resolve_size(struct monitor_view *v)
{
	const struct monitor *m = v->monitor;
	double aspect = aspect_of(m);
	double width = positive_mm(v->setup.width), height = positive_mm(v->setup.height);
	double diagonal = positive_mm(v->setup.diagonal);

	v->size_source = SIZE_INI;
	if (!isnan(width) || !isnan(height)) {
		v->width = isnan(width) ? height * aspect : width;
		v->height = isnan(height) ? width / aspect : height;
	} else if (!isnan(diagonal) && !isnan(aspect)) {
		v->height = diagonal / hypot(aspect, 1);
		v->width = v->height * aspect;
	} else if (m->size.width > 0 && m->size.height > 0) {
		v->width = m->size.width;
		v->height = m->size.height;
		v->size_source = m->size_source;
	} else {
		v->width = v->height = NAN;
		v->size_source = SIZE_UNKNOWN;
	}
}

/* ---- place ---- */

static void resolve_place(struct monitor_view *v)
{
	bool low = v->monitor->internal && !is_raised(v); /* its lid stands on the desk */

	v->distance = positive_mm(v->setup.distance);
	v->tilt = angle_deg(v->setup.tilt);
	if (isnan(v->tilt)) {
		v->tilt = low ? LAPTOP_TILT : 0;
		v->estimated |= BIT(QUANTITY_TILT);
	}
	v->image_bottom = length_mm(v->setup.image_bottom);
	if (isnan(v->image_bottom) && low) {
		v->image_bottom = LAPTOP_BOTTOM_MM;
		v->estimated |= BIT(QUANTITY_IMAGE_BOTTOM);
	}
	v->yaw = angle_deg(v->setup.yaw);
}

/* ---- text ---- */

/* How tall a capital letter of the main text is, in mm; NAN: not known. */
static void resolve_text(struct monitor_view *v, enum monitor_backend backend)
{
	const struct text_size *t = &v->setup.text_size;
	double size = t->tenths / 10.0;
	unsigned scale = v->setup.scale ? v->setup.scale : SCALE_UNTOLD;
	bool font = t->unit == TEXT_PT || t->unit == TEXT_PX;

	v->cap_height = NAN;
	if (t->tenths <= 0) {
		return;
	}
	if (t->unit == TEXT_MM) {
		v->cap_height = size;
	} else if (font && v->monitor->width_px > 0 && !isnan(v->width)) {
		double px = t->unit == TEXT_PT ? size * PX_PER_PT : size;
		double pitch = v->width / v->monitor->width_px;
		v->cap_height = px * scale / PERCENT * CAP_RATIO * pitch;
		/* XWayland's pixels may be scaled ones. */
		if (v->setup.scale == 0 || backend == BACKEND_XWAYLAND) {
			v->estimated |= BIT(QUANTITY_TEXT_SIZE);
		}
	}
}

/* ---- what follows ---- */

bool posture_is_used(const struct body *body, enum posture p)
{
	return p == POSTURE_SITTING ? !isnan(body->desk[p]) || isnan(body->desk[POSTURE_STANDING])
				    : !isnan(body->desk[p]);
}

enum quantity eye_quantity(enum posture p)
{
	return p == POSTURE_SITTING ? QUANTITY_EYE_HEIGHT : QUANTITY_EYE_HEIGHT_STANDING;
}

bool view_screen(const struct monitor_view *v, const struct body *body, enum posture posture,
		 struct screen *ret)
{
	*ret = (struct screen){
		.eye = body->eye[posture].mm,
		.centre = screen_centre_height(body->desk[posture], v->image_bottom, v->height,
					       v->tilt),
		.height = v->height,
		.distance = v->distance,
		.tilt = v->tilt,
	};
	return !isnan(ret->eye) && !isnan(ret->centre) && !isnan(ret->distance);
}

void view_update(struct monitor_view *v, const struct body *body)
{
	v->half_width = half_width_deg(v->width, v->distance);
	v->arcmin = text_arcmin(v->cap_height, v->distance);
	v->missing = (isnan(v->width) || isnan(v->height) ? BIT(QUANTITY_SIZE) : 0) |
		     (isnan(v->distance) ? BIT(QUANTITY_DISTANCE) : 0) |
		     (isnan(v->image_bottom) ? BIT(QUANTITY_IMAGE_BOTTOM) : 0);
	for (enum posture p = POSTURE_SITTING; p < _POSTURE_MAX; p++) {
		struct screen s;
		int r;

		v->estimated &= ~BIT(eye_quantity(p));
		if (!posture_is_used(body, p)) {
			v->known[p] = false;
			v->angles[p] = (struct angles){ NAN, NAN, NAN, NAN, NAN, NAN };
			continue;
		}
		v->missing |= (isnan(body->eye[p].mm) ? BIT(eye_quantity(p)) : 0) |
			      (isnan(body->desk[p]) ? BIT(QUANTITY_DESK_HEIGHT) : 0);
		bool complete = view_screen(v, body, p, &s);
		r = screen_angles(&s, &v->angles[p]);
		v->known[p] = r == 0;
		if (body->eye[p].sd > 0) {
			v->estimated |= BIT(eye_quantity(p));
		}
		if (r < 0 && complete) { /* nearer than it can be: measure it again */
			v->missing |= BIT(QUANTITY_DISTANCE);
		}
	}
	/* Without distance or size it can't be assumed; then those come first. */
	if (isnan(v->yaw) && !isnan(v->distance) && !isnan(v->width)) {
		v->missing |= BIT(QUANTITY_YAW);
	}
}

static void resolve_view(struct monitor_view *v, const struct audit_input *in, size_t i)
{
	*v = (struct monitor_view){ .monitor = &in->monitors->m[i] };
	monitor_name(in->monitors, i, v->name);
	(void) monitor_setup_find(in->config, v->monitor, &v->setup);
	resolve_size(v);
	resolve_place(v);
	resolve_text(v, in->monitors->backend);
}

/* Which part of the time at these screens was spent at each; where it was too little that tells nothing. */
static void resolve_shares(const struct audit_input *in, struct workplace *w)
{
	usec_t all = 0;

	for (size_t i = 0; i < w->n; i++) {
		all = usec_add(all, in->exposure.share[i]);
	}
	for (size_t i = 0; i < w->n; i++) {
		w->view[i].share = w->n > 1 && all >= SHARE_KNOWN_LEAST
					   ? PERCENT * (double) in->exposure.share[i] / (double) all
					   : (double) NAN;
	}
}

void workplace_resolve(const struct audit_input *in, struct monitor_view *views,
		       struct workplace *ret)
{
	const struct config *c = in->config;
	double keyboard = length_mm(c->keyboard_height);
	size_t n = in->monitors ? in->monitors->n : 0;

	*ret = (struct workplace){
		.seat = positive_mm(c->chair_seat_height),
		.keyboard = { keyboard, 0 },
		.keyboard_external = c->keyboard_external == TRISTATE_YES,
		.types_on_laptop = c->keyboard_external == TRISTATE_NO,
		.laptop_only = in->monitors && monitors_laptop_only(in->monitors),
		.laptop_hours = in->exposure.laptop_only_today == USEC_INFINITY
					? (double) NAN
					: (double) in->exposure.laptop_only_today / USEC_PER_HOUR,
		.n = n < MONITORS_MAX ? n : MONITORS_MAX,
		.view = views,
	};
	if (isnan(keyboard)) {
		ret->keyboard = (struct estimate){ KEYBOARD_MM, KEYBOARD_SD };
	}
	body_resolve(c, &ret->body);
	for (size_t i = 0; i < ret->n; i++) {
		resolve_view(&views[i], in, i);
	}
	resolve_shares(in, ret);
	workplace_resolve_roles(ret);
	workplace_assume_yaw(ret);
	for (size_t i = 0; i < ret->n; i++) {
		view_update(&views[i], &ret->body);
	}
}

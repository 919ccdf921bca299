/* What the audit's words are put together from, and what a screen is called. */
#include "text/audit-text-internal.h"

#include <stdarg.h>
#include <stdio.h>

#include "ergo/utf8.h"

/* Screens nearer to one another than this are not told apart by left and right: an angle in degrees,
 * and a part of their width in the desktop [J]. */
#define APART_DEG  5.0
#define APART_PART 0.5

/* Two numbers that are the same but for rounding. */
#define SAME 1e-6

#define QUANTITIES_MOST 4 /* named in one sentence */

void words_add(struct words *t, const char *format, ...)
{
	size_t room = AUDIT_TEXT_MAX - t->len;
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(t->buf + t->len, room, format, ap);
	va_end(ap);
	if (n < 0) {
		t->buf[t->len] = '\0';
		return;
	}
	if ((size_t) n < room) {
		t->len += (size_t) n;
		return;
	}
	t->len = utf8_mend(t->buf);
}

const char *words_take(struct words *t, char buf[static AUDIT_TEXT_MAX])
{
	(void) snprintf(buf, AUDIT_TEXT_MAX, "%s", t->buf);
	t->len = 0;
	return buf;
}

char *words_length(char buf[static WORDS_AMOUNT_MAX], double mm, enum length_unit unit)
{
	return length_say(buf, WORDS_AMOUNT_MAX, mm, unit);
}

char *words_degrees(char buf[static WORDS_AMOUNT_MAX], double deg, double about)
{
	double v = fabs(deg);

	if (!isfinite(deg)) {
		(void) snprintf(buf, WORDS_AMOUNT_MAX, "?");
	} else if (isfinite(about) && lround(v) == lround(fabs(about)) && v != fabs(about)) {
		(void) snprintf(buf, WORDS_AMOUNT_MAX, _("%.1f degrees"), v);
	} else {
		(void) snprintf(buf, WORDS_AMOUNT_MAX,
				P_("%ld degree", "%ld degrees", (unsigned long) lround(v)),
				lround(v));
	}
	return buf;
}

/* As a part of the sentence on one screen. */
static const char *const quantity_whose[] = {
	[QUANTITY_EYE_HEIGHT] = N_("your eye height"),
	[QUANTITY_EYE_HEIGHT_STANDING] = N_("your standing eye height"),
	[QUANTITY_ELBOW_HEIGHT] = N_("your elbow height"),
	[QUANTITY_ELBOW_HEIGHT_STANDING] = N_("your standing elbow height"),
	[QUANTITY_KNEE_HEIGHT] = N_("the length of your lower legs"),
	[QUANTITY_DESK_HEIGHT] = N_("the desk's height"),
	[QUANTITY_KEYBOARD_HEIGHT] = N_("the keyboard's height"),
	[QUANTITY_IMAGE_BOTTOM] = N_("the height of its lower edge"),
	[QUANTITY_DISTANCE] = N_("its distance"),
	[QUANTITY_TILT] = N_("its tilt"),
	[QUANTITY_YAW] = N_("its angle to the side"),
	[QUANTITY_SIZE] = N_("its size"),
	[QUANTITY_ROLE] = N_("how much it is used"),
	[QUANTITY_TEXT_SIZE] = N_("the size of its text"),
};

unsigned words_quantities(char buf[static AUDIT_TEXT_MAX], unsigned mask)
{
	struct words t = words_begin(buf);
	unsigned n = 0, all = 0;
	char so_far[AUDIT_TEXT_MAX];

	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		all += mask >> q & 1;
	}
	for (unsigned q = 0; q < _QUANTITY_MAX && n < QUANTITIES_MOST; q++) {
		if (!(mask >> q & 1)) {
			continue;
		}
		bool last = n + 1 == all || n + 1 == QUANTITIES_MOST;
		if (n == 0) {
			words_add(&t, "%s", tr(quantity_whose[q]));
		} else {
			/* Translators: a list, what it holds so far and the next. */
			words_add(&t, last ? _("%s and %s") : _("%s, %s"), words_take(&t, so_far),
				  tr(quantity_whose[q]));
		}
		n++;
	}
	return n;
}

void words_add_estimated(struct words *t, unsigned mask)
{
	char said[AUDIT_TEXT_MAX], which[AUDIT_TEXT_MAX];

	if (mask != 0) {
		unsigned n = words_quantities(which, mask);
		words_add(t, n == 1 ? _("%s (%s is estimated)") : _("%s (%s are estimated)"),
			  words_take(t, said), which);
	}
}

const struct monitor_view *words_view(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? &a->view[monitor] : NULL;
}

double words_top_above_eyes(const struct audit *a, const struct finding *f)
{
	const struct monitor_view *v = words_view(a, f->monitor);

	if (!v) {
		return (double) NAN;
	}
	const struct angles *now = &v->angles[f->posture];
	const struct angles *after = &a->after[f->monitor].angles[f->posture];
	if (fabs(now->top - f->measured) < SAME) {
		return now->top_height - a->body.eye[f->posture].mm;
	}
	if (fabs(after->top - f->measured) < SAME) {
		return after->top_height - a->body_after.eye[f->posture].mm;
	}
	return (double) NAN;
}

static bool is_internal(const struct monitor_view *v)
{
	return v->monitor && v->monitor->internal;
}

enum axis {
	AXIS_YAW,
	AXIS_X,
	AXIS_Y,
	_AXIS_MAX,
};

/* Where a screen is on an axis, and how far another must be to be told from it. */
static double place(const struct monitor_view *v, enum axis axis, double *ret_apart)
{
	const struct monitor *m = v->monitor;

	if (axis == AXIS_YAW) {
		*ret_apart = APART_DEG;
		return v->yaw;
	}
	if (!m || !m->positioned || m->width_px == 0 || m->height_px == 0) {
		return (double) NAN;
	}
	if (axis == AXIS_X) {
		*ret_apart = APART_PART * m->width_px;
		return m->x + m->width_px / 2.0;
	}
	*ret_apart = APART_PART * m->height_px;
	return m->y + m->height_px / 2.0;
}

/*
 * Which one of the screens (without the laptop's) this is along an axis, from 0, and of how many; a
 * negative number where two of them can't be told apart on it.
 */
static int rank(const struct audit *a, int monitor, enum axis axis, int *ret_of)
{
	int before = 0, of = 0;

	for (size_t i = 0; i < a->n; i++) {
		double apart_i = 0, apart_k = 0, at = place(&a->view[i], axis, &apart_i);
		if (is_internal(&a->view[i])) {
			continue;
		}
		for (size_t k = i + 1; k < a->n; k++) {
			double other = place(&a->view[k], axis, &apart_k);
			if (!is_internal(&a->view[k]) &&
			    !(fabs(at - other) >= fmin(apart_i, apart_k))) {
				return -1;
			}
		}
		of++;
		before += at < place(&a->view[monitor], axis, &apart_k);
	}
	*ret_of = of;
	return before;
}

/* What a screen is called by. */
enum called {
	CALLED_LEFT,
	CALLED_MIDDLE,
	CALLED_RIGHT,
	CALLED_UPPER,
	CALLED_LOWER,
	CALLED_ONLY,
	CALLED_LAPTOP,
	CALLED_MONITOR,
	CALLED_BY_NAME,
};

static const char *const parts[] = {
	[PART_SUBJECT] = "subject",
	[PART_OBJECT] = "object",
	[PART_PREPOSITION] = "preposition",
};

/* Three times the same, for languages in which it is not. */
static const char *const called[_PART_MAX][CALLED_BY_NAME] = {
	[PART_SUBJECT] = {
		[CALLED_LEFT] = NC_("subject", "the left screen"),
		[CALLED_MIDDLE] = NC_("subject", "the middle screen"),
		[CALLED_RIGHT] = NC_("subject", "the right screen"),
		[CALLED_UPPER] = NC_("subject", "the upper screen"),
		[CALLED_LOWER] = NC_("subject", "the lower screen"),
		[CALLED_ONLY] = NC_("subject", "the screen"),
		[CALLED_LAPTOP] = NC_("subject", "the laptop's screen"),
		[CALLED_MONITOR] = NC_("subject", "the monitor"),
	},
	[PART_OBJECT] = {
		[CALLED_LEFT] = NC_("object", "the left screen"),
		[CALLED_MIDDLE] = NC_("object", "the middle screen"),
		[CALLED_RIGHT] = NC_("object", "the right screen"),
		[CALLED_UPPER] = NC_("object", "the upper screen"),
		[CALLED_LOWER] = NC_("object", "the lower screen"),
		[CALLED_ONLY] = NC_("object", "the screen"),
		[CALLED_LAPTOP] = NC_("object", "the laptop's screen"),
		[CALLED_MONITOR] = NC_("object", "the monitor"),
	},
	[PART_PREPOSITION] = {
		[CALLED_LEFT] = NC_("preposition", "the left screen"),
		[CALLED_MIDDLE] = NC_("preposition", "the middle screen"),
		[CALLED_RIGHT] = NC_("preposition", "the right screen"),
		[CALLED_UPPER] = NC_("preposition", "the upper screen"),
		[CALLED_LOWER] = NC_("preposition", "the lower screen"),
		[CALLED_ONLY] = NC_("preposition", "the screen"),
		[CALLED_LAPTOP] = NC_("preposition", "the laptop's screen"),
		[CALLED_MONITOR] = NC_("preposition", "the monitor"),
	},
};

/* CALLED_BY_NAME: places tell them not apart, or there are too many. */
static enum called by_place(const struct audit *a, int monitor)
{
	static const enum called two[_AXIS_MAX][2] = {
		[AXIS_YAW] = { CALLED_LEFT, CALLED_RIGHT },
		[AXIS_X] = { CALLED_LEFT, CALLED_RIGHT },
		[AXIS_Y] = { CALLED_UPPER, CALLED_LOWER },
	};

	for (enum axis axis = AXIS_YAW; axis < _AXIS_MAX; axis++) {
		int of = 0, at = rank(a, monitor, axis, &of);
		if (at >= 0 && at < of && of == 2) {
			return two[axis][at];
		}
		if (at >= 0 && at < of && of == 3 && axis != AXIS_Y) {
			return CALLED_LEFT + (enum called) at;
		}
	}
	return CALLED_BY_NAME;
}

static enum called call(const struct audit *a, int monitor)
{
	const struct monitor_view *v = words_view(a, monitor);
	size_t internal = 0;

	if (!v || a->n == 1) {
		return CALLED_ONLY;
	}
	for (size_t i = 0; i < a->n; i++) {
		internal += is_internal(&a->view[i]);
	}
	if (is_internal(v)) {
		return internal == 1 ? CALLED_LAPTOP : CALLED_BY_NAME;
	}
	return internal == 1 && a->n == 2 ? CALLED_MONITOR : by_place(a, monitor);
}

char *words_screen(const struct audit *a, int monitor, enum part part,
		   char buf[static WORDS_SCREEN_MAX])
{
	enum called by = call(a, monitor);

	if (by != CALLED_BY_NAME) {
		(void) snprintf(buf, WORDS_SCREEN_MAX, "%s",
				tr_context(parts[part], called[part][by]));
	} else if (a->view[monitor].name[0] != '\0') {
		(void) snprintf(buf, WORDS_SCREEN_MAX, "%s", a->view[monitor].name);
	} else {
		(void) snprintf(buf, WORDS_SCREEN_MAX, _("screen %d"), monitor + 1);
	}
	return buf;
}

char *monitor_say(const struct audit *a, int monitor, char buf[static AUDIT_TEXT_MAX])
{
	return words_screen(a, monitor, PART_SUBJECT, buf);
}

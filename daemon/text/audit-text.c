/* What the audit's words are put together from, and what a screen is called. */
#include "text/audit-text-internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Screens nearer to one another than this are not told apart by left and right: an angle in degrees,
 * and a part of their width in the desktop [J]. */
#define APART_DEG  5.0
#define APART_PART 0.5

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
	t->len = AUDIT_TEXT_MAX - 1;
	while (t->len > 0 && ((unsigned char) t->buf[t->len - 1] & 0xc0) == 0x80) {
		t->len--; /* half a character is worse than none */
	}
	if (t->len > 0 && ((unsigned char) t->buf[t->len - 1] & 0xc0) == 0xc0) {
		t->len--;
	}
	t->buf[t->len] = '\0';
}

void words_add_length(struct words *t, double mm, enum length_unit unit)
{
	char buf[MEASURE_STRING_MAX];

	words_add(t, "%s", length_say(buf, sizeof(buf), mm, unit));
}

void words_add_degrees(struct words *t, double deg, double about)
{
	double v = fabs(deg);

	if (!isfinite(deg)) {
		words_add(t, "?");
	} else if (isfinite(about) && lround(v) == lround(fabs(about)) && v != fabs(about)) {
		words_add(t, "%.1f degrees", v);
	} else {
		words_add(t, "%ld degree%s", lround(v), lround(v) == 1 ? "" : "s");
	}
}

/* As a part of the sentence on one screen. */
static const char *const quantity_whose[] = {
	[QUANTITY_EYE_HEIGHT] = "your eye height",
	[QUANTITY_EYE_HEIGHT_STANDING] = "your standing eye height",
	[QUANTITY_ELBOW_HEIGHT] = "your elbow height",
	[QUANTITY_ELBOW_HEIGHT_STANDING] = "your standing elbow height",
	[QUANTITY_KNEE_HEIGHT] = "the length of your lower legs",
	[QUANTITY_DESK_HEIGHT] = "the desk's height",
	[QUANTITY_KEYBOARD_HEIGHT] = "the keyboard's height",
	[QUANTITY_IMAGE_BOTTOM] = "the height of its lower edge",
	[QUANTITY_DISTANCE] = "its distance",
	[QUANTITY_TILT] = "its tilt",
	[QUANTITY_YAW] = "its angle to the side",
	[QUANTITY_SIZE] = "its size",
	[QUANTITY_ROLE] = "how much it is used",
	[QUANTITY_TEXT_SIZE] = "the size of its text",
};

unsigned words_add_quantities(struct words *t, unsigned mask)
{
	unsigned n = 0, all = 0;

	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		all += mask >> q & 1;
	}
	for (unsigned q = 0; q < _QUANTITY_MAX && n < QUANTITIES_MOST; q++) {
		if (!(mask >> q & 1)) {
			continue;
		}
		bool last = n + 1 == all || n + 1 == QUANTITIES_MOST;
		words_add(t, "%s%s", n == 0 ? "" : last ? " and " : ", ", quantity_whose[q]);
		n++;
	}
	return n;
}

void words_add_estimated(struct words *t, unsigned mask)
{
	if (mask != 0) {
		words_add(t, " (");
		bool one = words_add_quantities(t, mask) == 1;
		words_add(t, one ? " is estimated)" : " are estimated)");
	}
}

const struct monitor_view *words_view(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? &a->view[monitor] : NULL;
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

/* "left", "middle", "upper" ...; NULL: places tell them not apart, or there are too many. */
static const char *place_word(const struct audit *a, int monitor)
{
	static const char *const two[_AXIS_MAX][2] = {
		[AXIS_YAW] = { "left", "right" },
		[AXIS_X] = { "left", "right" },
		[AXIS_Y] = { "upper", "lower" },
	};
	static const char *const three[] = { "left", "middle", "right" };

	for (enum axis axis = AXIS_YAW; axis < _AXIS_MAX; axis++) {
		int of = 0, at = rank(a, monitor, axis, &of);
		if (at >= 0 && at < of && of == 2) {
			return two[axis][at];
		}
		if (at >= 0 && at < of && of == 3 && axis != AXIS_Y) {
			return three[at];
		}
	}
	return NULL;
}

void words_add_monitor(struct words *t, const struct audit *a, int monitor)
{
	const struct monitor_view *v = words_view(a, monitor);
	size_t internal = 0;
	const char *word;

	if (!v || a->n == 1) {
		words_add(t, "the screen");
		return;
	}
	for (size_t i = 0; i < a->n; i++) {
		internal += is_internal(&a->view[i]);
	}
	if (is_internal(v) && internal == 1) {
		words_add(t, "the laptop's screen");
	} else if (!is_internal(v) && internal == 1 && a->n == 2) {
		words_add(t, "the monitor");
	} else if (!is_internal(v) && (word = place_word(a, monitor))) {
		words_add(t, "the %s screen", word);
	} else if (v->name[0] != '\0') {
		words_add(t, "%s", v->name);
	} else {
		words_add(t, "screen %d", monitor + 1);
	}
}

char *monitor_say(const struct audit *a, int monitor, char buf[static AUDIT_TEXT_MAX])
{
	struct words t = words_begin(buf);

	words_add_monitor(&t, a, monitor);
	return buf;
}

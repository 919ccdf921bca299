/* The few words that stand inside the drawing. */
#include <stdio.h>
#include <string.h>

#include "svg-internal.h"

#define STRAIGHT_DEG 0.5 /* nearer to straight ahead nobody sees it */

char *length_words(const struct svg *s, double mm, char *buf, size_t n)
{
	return length_say(buf, n, mm, s->unit);
}

const char *estimated_words(bool estimated)
{
	return estimated ? " (estimated)" : "";
}

char *angle_words(double deg, char *buf, size_t n)
{
	double whole = round(fabs(deg));

	(void) snprintf(buf, n, "%s%.0f\xc2\xb0",
			whole == 0 ? ""
			: deg < 0  ? "\xe2\x88\x92"
				   : "+",
			whole);
	return buf;
}

char *yaw_words(double yaw, char *buf, size_t n)
{
	if (fabs(yaw) < STRAIGHT_DEG) {
		(void) snprintf(buf, n, "straight ahead");
	} else {
		(void) snprintf(buf, n, "%.0f\xc2\xb0 %s", fabs(yaw), yaw < 0 ? "left" : "right");
	}
	return buf;
}

bool moves_screen(const struct svg *s, size_t i, unsigned kinds)
{
	for (size_t k = 0; k < s->a->moves_n; k++) {
		if (s->a->move[k].monitor == (int) i && kinds & 1u << s->a->move[k].kind) {
			return true;
		}
	}
	return false;
}

/* One move; "" where the view cannot show it. */
static void move_short(const struct svg *s, const struct move *m, bool from_above, char *buf,
		       size_t n)
{
	char what[48];
	double ends[4];

	buf[0] = '\0';
	switch (m->kind) {
	case MOVE_HEIGHT:
	case MOVE_RISER:
		if (!from_above) {
			(void) snprintf(buf, n, "%s %s", m->amount < 0 ? "lower" : "raise",
					length_words(s, fabs(m->amount), what, sizeof(what)));
		}
		break;
	case MOVE_DISTANCE:
		if (!from_above && top_moved(s, (size_t) m->monitor, ends)) {
			break; /* told there */
		}
		(void) snprintf(buf, n, "%s %s",
				length_words(s, fabs(m->amount), what, sizeof(what)),
				m->amount < 0 ? "nearer" : "farther away");
		break;
	case MOVE_TILT:
		if (!from_above) {
			(void) snprintf(buf, n, "top %.0f\xc2\xb0 %s", fabs(m->amount),
					m->amount < 0 ? "nearer" : "back");
		}
		break;
	case MOVE_YAW:
		if (from_above) {
			bool ahead = fabs(m->target) < STRAIGHT_DEG;

			(void) snprintf(buf, n, "%s%s", ahead ? "" : "to ",
					yaw_words(m->target, what, sizeof(what)));
		}
		break;
	case MOVE_NONE:
	case MOVE_TEXT:
	case MOVE_MIDDLE:
	case MOVE_KEYBOARD:
	case MOVE_DESK:
	case MOVE_SEAT:
	case MOVE_FOOTREST:
	case MOVE_MEASURE:
	case MOVE_SWAP:
	case _MOVE_KIND_MAX:
	default:
		break;
	}
}

char *moves_short(const struct svg *s, size_t screen, bool from_above, char *buf, size_t n)
{
	char one[80];
	size_t at = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < s->a->moves_n; i++) {
		const struct move *m = &s->a->move[i];

		if (m->monitor != (int) screen) {
			continue;
		}
		move_short(s, m, from_above, one, sizeof(one));
		if (*one && at + strlen(one) + 3 < n) {
			at += (size_t) snprintf(buf + at, n - at, "%s%s", at ? ", " : "", one);
		}
	}
	return buf;
}

/* The few words that stand inside the drawing. */
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "svg-internal.h"

#define STRAIGHT_DEG 0.5 /* nearer to straight ahead nobody sees it */

char *length_words(const struct svg *s, double mm, char *buf, size_t n)
{
	return length_say(buf, n, mm, s->unit);
}

char *estimated_words(bool estimated, const char *words, char buf[static LABEL_MAX])
{
	if (estimated) {
		(void) snprintf(buf, LABEL_MAX, _("%s (estimated)"), words);
	} else {
		(void) snprintf(buf, LABEL_MAX, "%s", words);
	}
	return buf;
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
		(void) snprintf(buf, n, "%s", _("straight ahead"));
	} else {
		(void) snprintf(buf, n, yaw < 0 ? _("%.0f° left") : _("%.0f° right"), fabs(yaw));
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
	char what[LABEL_MAX];
	double ends[4];

	buf[0] = '\0';
	switch (m->kind) {
	case MOVE_HEIGHT:
	case MOVE_RISER:
		if (!from_above) {
			(void) snprintf(buf, n, m->amount < 0 ? _("lower %s") : _("raise %s"),
					length_words(s, fabs(m->amount), what, sizeof(what)));
		}
		break;
	case MOVE_DISTANCE:
		if (!from_above && top_moved(s, (size_t) m->monitor, ends)) {
			break; /* told there */
		}
		(void) snprintf(buf, n, m->amount < 0 ? _("%s nearer") : _("%s farther away"),
				length_words(s, fabs(m->amount), what, sizeof(what)));
		break;
	case MOVE_TILT:
		if (!from_above) {
			(void) snprintf(buf, n,
					m->amount < 0 ? _("top %.0f° nearer") : _("top %.0f° back"),
					fabs(m->amount));
		}
		break;
	case MOVE_YAW:
		if (from_above) {
			(void) yaw_words(m->target, what, sizeof(what));
			(void) snprintf(buf, n,
					fabs(m->target) < STRAIGHT_DEG
						? "%s"
						: Q_("where a screen goes", "to %s"),
					what);
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
	char one[LABEL_MAX];
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

/* What to do, with things that people have. */
#include "text/audit-text-internal.h"

#include <stdio.h>

/* What things at hand are high [J]: a ream is 500 sheets of A4, about 5 cm. */
#define BOOK_MM  25.0
#define BOOKS_MM 45.0
#define REAM_MM  50.0
#define SLACK_MM 5.0 /* off by this, nobody sees it */
#define PILES_MM 130.0

#define TEXT_GOOD     20.0   /* arc minutes: the ok edge of the text-height rule (ERGONOMICS 2.3) */
#define TEXT_FARTHEST 1000.0 /* mm: with good text a screen may be as far away (ERGONOMICS 2.3) */
#define TEXT_STEP     25.0   /* desktops offer the scale in steps of 25 % [J] */
#define TEXT_MOST     400.0

/* What lifts a screen by so much. */
static const char *lifted_by(double mm)
{
	if (mm <= BOOK_MM) {
		return "on a book";
	}
	if (mm < BOOKS_MM) {
		return "on two books";
	}
	if (mm <= REAM_MM + SLACK_MM) {
		return "on a ream of paper";
	}
	if (mm < 2 * REAM_MM - SLACK_MM) {
		return "on a ream of paper and a book";
	}
	if (mm <= 2 * REAM_MM + SLACK_MM) {
		return "on two reams of paper";
	}
	if (mm <= PILES_MM) {
		return "on two reams of paper and a book";
	}
	return "on a stand or an arm";
}

/* A height is as sure as that of the eyes or elbows that it is meant for. */
static unsigned doubtful(const struct audit *a, const struct move *m)
{
	const struct estimate *eye = a->body.eye, *elbow = a->body.elbow;

	switch ((int) m->kind) {
	case MOVE_HEIGHT:
	case MOVE_RISER:
		return eye[POSTURE_SITTING].sd > 0 && m->amount != 0 ? 1u << QUANTITY_EYE_HEIGHT
								     : 0;
	case MOVE_DESK:
		if (m->posture == POSTURE_SITTING) {
			return elbow[POSTURE_SITTING].sd > 0 ? 1u << QUANTITY_ELBOW_HEIGHT : 0;
		}
		return elbow[POSTURE_STANDING].sd > 0 ? 1u << QUANTITY_ELBOW_HEIGHT_STANDING : 0;
	default:
		return 0;
	}
}

static void say_height(struct text *t, const struct audit *a, const struct move *m,
		       enum length_unit unit)
{
	text_add(t, m->amount >= 0 ? "raise " : "lower ");
	text_add_monitor(t, a, m->monitor);
	text_add(t, " by ");
	text_add_length(t, fabs(m->amount), unit);
	if (m->amount >= 0) {
		text_add(t, ", e.g. %s", lifted_by(m->amount));
	} else {
		text_add(t, ": at its stand, or take away what is under it");
	}
}

/* The scale, in percent, at which text would be well readable where the screen stands; 0: it is. */
static double scale_wanted(const struct monitor_view *v)
{
	if (!(v->arcmin < TEXT_GOOD) || !(v->arcmin > 0) || !(v->distance <= TEXT_FARTHEST)) {
		return 0;
	}
	double percent = ceil(100 * TEXT_GOOD / v->arcmin / TEXT_STEP) * TEXT_STEP;
	return percent <= TEXT_MOST ? percent : 0;
}

/* Whether the plan enlarges the text of this screen anyway. */
static bool enlarged(const struct audit *a, int monitor)
{
	for (size_t i = 0; i < a->moves_n; i++) {
		if (a->move[i].kind == MOVE_TEXT && a->move[i].monitor == monitor) {
			return true;
		}
	}
	return false;
}

static void say_distance(struct text *t, const struct audit *a, const struct move *m,
			 enum length_unit unit)
{
	const struct monitor_view *v = text_view(a, m->monitor);

	if (m->amount < 0) {
		text_add(t, "bring ");
		text_add_monitor(t, a, m->monitor);
		text_add(t, " ");
		text_add_length(t, -m->amount, unit);
		text_add(t, " nearer, to ");
		text_add_length(t, m->target, unit);
		if (v && !enlarged(a, m->monitor) && scale_wanted(v) > 0) {
			text_add(t, ", or enlarge the text to %.0f %%", scale_wanted(v));
		}
		return;
	}
	text_add(t, "move ");
	text_add_monitor(t, a, m->monitor);
	text_add(t, " back by ");
	text_add_length(t, m->amount, unit);
	text_add(t, ", to ");
	text_add_length(t, m->target, unit);
	if (v && !isfinite(v->arcmin) && !enlarged(a, m->monitor)) {
		text_add(t, "; enlarge the text if it gets hard to read");
	}
}

static void say_tilt(struct text *t, const struct audit *a, const struct move *m)
{
	text_add(t, "tilt the top of ");
	text_add_monitor(t, a, m->monitor);
	text_add(t, " ");
	text_add_degrees(t, m->amount, (double) NAN);
	text_add(t, m->amount >= 0 ? " away from you" : " towards you");
}

static void say_yaw(struct text *t, const struct audit *a, const struct move *m,
		    enum length_unit unit)
{
	const struct monitor_view *v = text_view(a, m->monitor);
	double by = v ? m->target - v->yaw : (double) NAN;

	text_add(t, "move ");
	text_add_monitor(t, a, m->monitor);
	if (v && isfinite(by) && v->distance > 0) {
		text_add(t, " ");
		/* the chord of the arc around the eyes */
		text_add_length(t, 2 * v->distance * sin(fabs(by) * M_PI / 360), unit);
		text_add(t, " to the %s", by < 0 ? "left" : "right");
	}
	if (fabs(m->target) < 0.5) {
		text_add(t, ", straight ahead of you");
		return;
	}
	text_add(t, ", to ");
	text_add_degrees(t, m->target, (double) NAN);
	text_add(t, " on the %s, and turn it towards you", m->target < 0 ? "left" : "right");
}

static void say_desk(struct text *t, const struct move *m, enum length_unit unit)
{
	const char *what = m->kind == MOVE_SEAT ? "seat" : "desk";

	if (m->kind == MOVE_FOOTREST) {
		text_add(t, "put a foot rest under your feet, ");
		text_add_length(t, m->amount, unit);
		text_add(t, " high");
		return;
	}
	text_add(t, "%s%s the %s by ", m->posture == POSTURE_STANDING ? "when you stand, " : "",
		 m->amount >= 0 ? "raise" : "lower", what);
	text_add_length(t, fabs(m->amount), unit);
	text_add(t, ", to ");
	text_add_length(t, m->target, unit);
}

static void say_measure(struct text *t, const struct audit *a, const struct move *m)
{
	const struct monitor_view *v = text_view(a, m->monitor);

	text_add(t, "measure and tell ");
	if (!v || v->missing == 0 || text_add_quantities(t, v->missing) == 0) {
		text_add(t, "what is missing");
	}
	if (v && a->n > 1) {
		text_add(t, " (");
		text_add_monitor(t, a, m->monitor);
		text_add(t, ")");
	}
	text_add(t, ": ergoctl setup");
}

static void say_swap(struct text *t, const struct audit *a, const struct move *m)
{
	text_add(t, "do most of your work on ");
	text_add_monitor(t, a, m->monitor);
	text_add(t, ", which is straight ahead of you: make it the main one");
}

/* Nothing helps: then how to live with it. */
static void say_compromise(struct text *t, const struct audit *a, const struct move *m)
{
	const struct monitor_view *v = text_view(a, m->monitor);

	if (v && v->height > v->width) {
		text_add(t, "a compromise, as the screen is tall: read in its upper two thirds");
	} else if (v && v->monitor && v->monitor->internal && v->setup.raised != TRISTATE_YES) {
		text_add(t, "good enough for a glance; if you look at it much, use a stand, with a "
			    "keyboard and mouse of their own");
	} else {
		text_add(t, "a compromise: nothing else here is better on the whole");
	}
}

static void say_of_screen(struct text *t, const struct audit *a, const struct move *m)
{
	text_add(t, m->kind == MOVE_TEXT ? "enlarge the text on "
					 : "keep what you work on in the middle third of ");
	text_add_monitor(t, a, m->monitor);
	if (m->kind == MOVE_TEXT) {
		text_add(t, " to %.0f %% of what it is", m->target);
	}
}

static void say_riser(struct text *t, const struct move *m, enum length_unit unit)
{
	text_add(t, "put the laptop on a stand, ");
	if (m->amount > 0) {
		text_add_length(t, m->amount, unit);
		text_add(t, " high");
	} else {
		text_add(t, "so high that its upper edge comes up to your eyes");
	}
	text_add(t, ", with a keyboard and mouse of their own");
}

char *move_say(const struct audit *a, const struct move *m, enum length_unit unit,
	       char buf[static AUDIT_TEXT_MAX])
{
	struct text t = text_begin(buf);

	switch (m->kind) {
	case MOVE_NONE:
	case _MOVE_KIND_MAX:
		say_compromise(&t, a, m);
		break;
	case MOVE_HEIGHT:
		say_height(&t, a, m, unit);
		break;
	case MOVE_DISTANCE:
		say_distance(&t, a, m, unit);
		break;
	case MOVE_TILT:
		say_tilt(&t, a, m);
		break;
	case MOVE_YAW:
		say_yaw(&t, a, m, unit);
		break;
	case MOVE_TEXT:
	case MOVE_MIDDLE:
		say_of_screen(&t, a, m);
		break;
	case MOVE_RISER:
		say_riser(&t, m, unit);
		break;
	case MOVE_KEYBOARD:
		text_add(&t, "use a keyboard and mouse of their own with the laptop");
		break;
	case MOVE_DESK:
	case MOVE_SEAT:
	case MOVE_FOOTREST:
		say_desk(&t, m, unit);
		break;
	case MOVE_MEASURE:
		say_measure(&t, a, m);
		break;
	case MOVE_SWAP:
		say_swap(&t, a, m);
		break;
	}
	text_add_estimated(&t, doubtful(a, m));
	return buf;
}

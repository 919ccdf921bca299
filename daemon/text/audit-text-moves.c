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

/* Whether a move is for the sake of what a rule found. */
static bool is_for(const struct audit *a, const struct move *m, enum rule rule)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		if (f->rule == rule && f->move.kind == m->kind && f->move.posture == m->posture) {
			return true;
		}
	}
	return false;
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
	case MOVE_SEAT:
		return elbow[POSTURE_SITTING].sd > 0 && is_for(a, m, RULE_KEYBOARD_HEIGHT)
			       ? 1u << QUANTITY_ELBOW_HEIGHT
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

static void say_height(struct words *t, const struct audit *a, const struct move *m,
		       enum length_unit unit)
{
	words_add(t, m->amount >= 0 ? "raise " : "lower ");
	words_add_monitor(t, a, m->monitor);
	words_add(t, " by ");
	words_add_length(t, fabs(m->amount), unit);
	if (m->amount >= 0) {
		words_add(t, ", e.g. %s", lifted_by(m->amount));
	} else {
		words_add(t, ": at its stand, or take away what is under it");
	}
}

/* The scale, in percent, at which text would be well readable where the screen stands; 0: it is. */
static double scale_wanted(const struct monitor_view *v)
{
	if (!(v->arcmin < TEXT_GOOD) || !(v->arcmin > 0) || !(v->distance <= TEXT_FARTHEST)) {
		return 0;
	}
	double percent = text_enlargement(v->arcmin);
	return percent < TEXT_MOST ? percent : 0;
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

/* Whether it is moved for the sake of the text alone: not to be as far away as another one, and so on. */
static bool is_for_text(const struct audit *a, const struct move *m)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		if (f->monitor == m->monitor && f->move.kind == m->kind &&
		    f->rule != RULE_TEXT_HEIGHT && f->rule != RULE_DISTANCE) {
			return false;
		}
	}
	return true;
}

static void say_distance(struct words *t, const struct audit *a, const struct move *m,
			 enum length_unit unit)
{
	const struct monitor_view *v = words_view(a, m->monitor);

	if (m->amount < 0) {
		words_add(t, "bring ");
		words_add_monitor(t, a, m->monitor);
		words_add(t, " ");
		words_add_length(t, -m->amount, unit);
		words_add(t, " nearer, to ");
		words_add_length(t, m->target, unit);
		if (v && !enlarged(a, m->monitor) && scale_wanted(v) > 0 && is_for_text(a, m)) {
			words_add(t, ", or enlarge the text to %.0f %%", scale_wanted(v));
		}
		return;
	}
	words_add(t, "move ");
	words_add_monitor(t, a, m->monitor);
	words_add(t, " back by ");
	words_add_length(t, m->amount, unit);
	words_add(t, ", to ");
	words_add_length(t, m->target, unit);
	if (v && !isfinite(v->arcmin) && !enlarged(a, m->monitor)) {
		words_add(t, "; enlarge the text if it gets hard to read");
	}
}

/* How it leans now may be a guess: then how it should lean says more than by how much to tilt it. */
static void say_tilt(struct words *t, const struct audit *a, const struct move *m)
{
	const struct monitor_view *v = words_view(a, m->monitor);

	if (v && v->estimated & 1u << QUANTITY_TILT) {
		words_add(t, "tilt ");
		words_add_monitor(t, a, m->monitor);
		if (fabs(m->target) < 0.5) {
			words_add(t, " upright");
			return;
		}
		words_add(t, " so that its top leans ");
		words_add_degrees(t, m->target, (double) NAN);
		words_add(t, m->target > 0 ? " away from you" : " towards you");
		return;
	}
	words_add(t, "tilt the top of ");
	words_add_monitor(t, a, m->monitor);
	words_add(t, " ");
	words_add_degrees(t, m->amount, (double) NAN);
	words_add(t, m->amount >= 0 ? " away from you" : " towards you");
}

static void say_yaw(struct words *t, const struct audit *a, const struct move *m,
		    enum length_unit unit)
{
	const struct monitor_view *v = words_view(a, m->monitor);
	/* as far away as the plan puts it, if there is one */
	double distance = !v                                  ? (double) NAN
			  : a->after[m->monitor].distance > 0 ? a->after[m->monitor].distance
							      : v->distance;

	words_add(t, "move ");
	words_add_monitor(t, a, m->monitor);
	if (distance > 0) {
		words_add(t, " ");
		/* the chord of the arc around the eyes */
		words_add_length(t, 2 * distance * sin(fabs(m->amount) * M_PI / 360), unit);
		words_add(t, " to the %s", m->amount < 0 ? "left" : "right");
	}
	if (fabs(m->target) < 0.5) {
		words_add(t, ", straight ahead of you");
		return;
	}
	words_add(t, ", to ");
	words_add_degrees(t, m->target, (double) NAN);
	words_add(t, " on the %s, and turn it towards you", m->target < 0 ? "left" : "right");
}

static void say_desk(struct words *t, const struct audit *a, const struct move *m,
		     enum length_unit unit)
{
	const char *what = m->kind == MOVE_SEAT ? "seat" : "desk";

	words_add(t, "%s%s the %s by ", m->posture == POSTURE_STANDING ? "when you stand, " : "",
		  m->amount >= 0 ? "raise" : "lower", what);
	words_add_length(t, fabs(m->amount), unit);
	words_add(t, ", to ");
	words_add_length(t, m->target, unit);
	if (m->kind == MOVE_DESK && isnan(a->body.desk[POSTURE_STANDING])) {
		words_add(t, ", if its legs can be set");
	}
}

static void say_footrest(struct words *t, const struct move *m, enum length_unit unit)
{
	if (m->target <= 0) {
		words_add(t, "take the foot rest away: your feet reach the floor");
		return;
	}
	if (m->target - m->amount > 0) { /* there is one */
		words_add(t, "%s the foot rest by ", m->amount > 0 ? "raise" : "lower");
		words_add_length(t, fabs(m->amount), unit);
		words_add(t, ", to ");
		words_add_length(t, m->target, unit);
		return;
	}
	words_add(t, "put a foot rest under your feet, ");
	words_add_length(t, m->amount, unit);
	words_add(t, " high%s", m->amount <= BOOKS_MM ? ": a firm book will do" : "");
}

/* What no tape is needed for: whether the feet stand flat. */
static void say_try_seat(struct words *t, const struct move *m, enum length_unit unit)
{
	if (m->amount > 0) {
		words_add(t, "see whether your feet stand flat; if not, lower the seat by about ");
	} else {
		words_add(t, "see whether your knees are bent to less than a right angle; if so, "
			     "raise the seat by about ");
	}
	words_add_length(t, fabs(m->amount), unit);
	words_add(t, m->amount > 0 ? " or put your feet on something" : "");
}

static void say_measure(struct words *t, const struct audit *a, const struct move *m,
			enum length_unit unit)
{
	const struct monitor_view *v = words_view(a, m->monitor);

	if (m->measure & 1u << QUANTITY_KNEE_HEIGHT) {
		say_try_seat(t, m, unit);
		return;
	}
	if (!v) {
		words_add(t, "measure ");
		if (words_add_quantities(t, m->measure) == 0) {
			words_add(t, "what is estimated");
		}
		words_add(t, " before you change seat or desk: ergoctl setup");
		return;
	}
	words_add(t, "measure for ");
	words_add_monitor(t, a, m->monitor);
	words_add(t, ": ");
	if (words_add_quantities(t, v->missing) == 0) {
		words_add(t, "what is missing");
	}
	words_add(t, "; then ergoctl setup");
}

static void say_swap(struct words *t, const struct audit *a, const struct move *m)
{
	words_add(t, "do most of your work on ");
	words_add_monitor(t, a, m->monitor);
	words_add(t, ", which is straight ahead of you: make it the main one");
}

static void say_of_screen(struct words *t, const struct audit *a, const struct move *m)
{
	words_add(t, m->kind == MOVE_TEXT ? "enlarge the text on "
					  : "keep what you work on in the middle third of ");
	words_add_monitor(t, a, m->monitor);
	if (m->kind == MOVE_TEXT) {
		words_add(t, " to %.0f %% of what it is", m->target);
	}
}

static void say_riser(struct words *t, const struct audit *a, const struct move *m,
		      enum length_unit unit)
{
	words_add(t, "put the laptop on a stand, ");
	if (m->amount > 0) {
		words_add_length(t, m->amount, unit);
		words_add(t, " high");
	} else {
		words_add(t, "so high that its upper edge comes up to your eyes");
	}
	if (!a->keyboard_external) {
		words_add(t, ", with a keyboard and mouse of their own");
	}
}

char *move_say(const struct audit *a, const struct move *m, enum length_unit unit,
	       char buf[static AUDIT_TEXT_MAX])
{
	struct words t = words_begin(buf);

	switch (m->kind) {
	case MOVE_NONE:
	case _MOVE_KIND_MAX:
		words_add(&t, "leave it as it is");
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
		say_riser(&t, a, m, unit);
		break;
	case MOVE_KEYBOARD:
		words_add(&t, "use a keyboard and mouse of their own with the laptop");
		break;
	case MOVE_DESK:
	case MOVE_SEAT:
		say_desk(&t, a, m, unit);
		break;
	case MOVE_FOOTREST:
		say_footrest(&t, m, unit);
		break;
	case MOVE_MEASURE:
		say_measure(&t, a, m, unit);
		break;
	case MOVE_SWAP:
		say_swap(&t, a, m);
		break;
	}
	words_add_estimated(&t, doubtful(a, m));
	return buf;
}

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
		return _("on a book");
	}
	if (mm < BOOKS_MM) {
		return _("on two books");
	}
	if (mm <= REAM_MM + SLACK_MM) {
		return _("on a ream of paper");
	}
	if (mm < 2 * REAM_MM - SLACK_MM) {
		return _("on a ream of paper and a book");
	}
	if (mm <= 2 * REAM_MM + SLACK_MM) {
		return _("on two reams of paper");
	}
	if (mm <= PILES_MM) {
		return _("on two reams of paper and a book");
	}
	return _("on a stand or an arm");
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

struct teller {
	struct words t;
	const struct audit *a;
	const struct move *m;
	enum length_unit unit;
	char screen[WORDS_SCREEN_MAX], amount[WORDS_AMOUNT_MAX], target[WORDS_AMOUNT_MAX];
};

static const char *screen(struct teller *t, enum part part)
{
	return words_screen(t->a, t->m->monitor, part, t->screen);
}

static const char *amount(struct teller *t)
{
	return words_length(t->amount, fabs(t->m->amount), t->unit);
}

static const char *target(struct teller *t)
{
	return words_length(t->target, t->m->target, t->unit);
}

static void say_height(struct teller *t)
{
	if (t->m->amount >= 0) {
		words_add(&t->t, _("raise %s by %s, e.g. %s"), screen(t, PART_OBJECT), amount(t),
			  lifted_by(t->m->amount));
	} else {
		words_add(&t->t, _("lower %s by %s: at its stand, or take away what is under it"),
			  screen(t, PART_OBJECT), amount(t));
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

static void say_nearer(struct teller *t)
{
	const struct monitor_view *v = words_view(t->a, t->m->monitor);
	const char *name = screen(t, PART_OBJECT), *by = amount(t), *to = target(t);

	if (v && !enlarged(t->a, t->m->monitor) && scale_wanted(v) > 0 && is_for_text(t->a, t->m)) {
		words_add(&t->t, _("bring %s %s nearer, to %s, or enlarge the text to %.0f %%"),
			  name, by, to, scale_wanted(v));
	} else {
		words_add(&t->t, _("bring %s %s nearer, to %s"), name, by, to);
	}
}

static void say_farther(struct teller *t)
{
	const struct monitor_view *v = words_view(t->a, t->m->monitor);
	bool hard = v && !isfinite(v->arcmin) && !enlarged(t->a, t->m->monitor);

	words_add(&t->t,
		  hard ? _("move %s back by %s, to %s; enlarge the text if it gets hard to read")
		       : _("move %s back by %s, to %s"),
		  screen(t, PART_OBJECT), amount(t), target(t));
}

/* How it leans now may be a guess: then how it should lean says more than by how much to tilt it. */
static void say_tilt(struct teller *t)
{
	const struct monitor_view *v = words_view(t->a, t->m->monitor);
	const char *angle;

	if (!v || !(v->estimated & 1u << QUANTITY_TILT)) {
		angle = words_degrees(t->amount, t->m->amount, (double) NAN);
		words_add(&t->t,
			  t->m->amount >= 0 ? _("tilt the top of %s %s away from you")
					    : _("tilt the top of %s %s towards you"),
			  screen(t, PART_PREPOSITION), angle);
		return;
	}
	if (fabs(t->m->target) < 0.5) {
		words_add(&t->t, _("tilt %s upright"), screen(t, PART_OBJECT));
		return;
	}
	angle = words_degrees(t->amount, t->m->target, (double) NAN);
	words_add(&t->t,
		  t->m->target > 0 ? _("tilt %s so that its top leans %s away from you")
				   : _("tilt %s so that its top leans %s towards you"),
		  screen(t, PART_OBJECT), angle);
}

/* Where a screen goes, told as an angle: it is turned too. */
static void say_turn(struct teller *t, const char *by)
{
	const char *name = screen(t, PART_OBJECT);
	const char *angle = words_degrees(t->target, t->m->target, (double) NAN);
	bool left = t->m->amount < 0, on_left = t->m->target < 0;

	if (!by) {
		words_add(&t->t,
			  on_left ? _("move %s, to %s on the left, and turn it towards you")
				  : _("move %s, to %s on the right, and turn it towards you"),
			  name, angle);
	} else if (left) {
		words_add(&t->t,
			  on_left ? _("move %s %s to the left, to %s on the left, and turn it "
				      "towards you")
				  : _("move %s %s to the left, to %s on the right, and turn it "
				      "towards you"),
			  name, by, angle);
	} else {
		words_add(&t->t,
			  on_left ? _("move %s %s to the right, to %s on the left, and turn it "
				      "towards you")
				  : _("move %s %s to the right, to %s on the right, and turn it "
				      "towards you"),
			  name, by, angle);
	}
}

static void say_yaw(struct teller *t)
{
	const struct move *m = t->m;
	const struct monitor_view *v = words_view(t->a, m->monitor);
	/* as far away as the plan puts it, if there is one */
	double distance = !v                                     ? (double) NAN
			  : t->a->after[m->monitor].distance > 0 ? t->a->after[m->monitor].distance
								 : v->distance;
	const char *by = NULL;

	if (distance > 0) { /* the chord of the arc around the eyes */
		by = words_length(t->amount, 2 * distance * sin(fabs(m->amount) * M_PI / 360),
				  t->unit);
	}
	if (fabs(m->target) >= 0.5) {
		say_turn(t, by);
	} else if (!by) {
		words_add(&t->t, _("move %s, straight ahead of you"), screen(t, PART_OBJECT));
	} else {
		words_add(&t->t,
			  m->amount < 0 ? _("move %s %s to the left, straight ahead of you")
					: _("move %s %s to the right, straight ahead of you"),
			  screen(t, PART_OBJECT), by);
	}
}

static void say_standing(struct teller *t)
{
	char said[AUDIT_TEXT_MAX];

	if (t->m->posture == POSTURE_STANDING) {
		/* Translators: %s is what to do. */
		words_add(&t->t, _("when you stand, %s"), words_take(&t->t, said));
	}
}

static void say_desk(struct teller *t)
{
	bool up = t->m->amount >= 0;

	if (t->m->kind == MOVE_SEAT) {
		words_add(&t->t,
			  up ? _("raise the seat by %s, to %s") : _("lower the seat by %s, to %s"),
			  amount(t), target(t));
	} else if (isnan(t->a->body.desk[POSTURE_STANDING])) {
		words_add(&t->t,
			  up ? _("raise the desk by %s, to %s, if its legs can be set")
			     : _("lower the desk by %s, to %s, if its legs can be set"),
			  amount(t), target(t));
	} else {
		words_add(&t->t,
			  up ? _("raise the desk by %s, to %s") : _("lower the desk by %s, to %s"),
			  amount(t), target(t));
	}
	say_standing(t);
}

static void say_footrest(struct teller *t)
{
	const struct move *m = t->m;

	if (m->target <= 0) {
		words_add(&t->t, "%s", _("take the foot rest away: your feet reach the floor"));
	} else if (m->target - m->amount > 0) { /* there is one */
		words_add(&t->t,
			  m->amount > 0 ? _("raise the foot rest by %s, to %s")
					: _("lower the foot rest by %s, to %s"),
			  amount(t), target(t));
	} else {
		words_add(
			&t->t,
			m->amount <= BOOKS_MM
				? _("put a foot rest under your feet, %s high: a firm book will do")
				: _("put a foot rest under your feet, %s high"),
			amount(t));
	}
}

/* What no tape is needed for: whether the feet stand flat. */
static void say_try_seat(struct teller *t)
{
	words_add(
		&t->t,
		t->m->amount > 0
			? _("see whether your feet stand flat; if not, lower the seat by about %s "
			    "or put your feet on something")
			: _("see whether your knees are bent to less than a right angle; if so, "
			    "raise the seat by about %s"),
		amount(t));
}

static void say_measure(struct teller *t)
{
	const struct monitor_view *v = words_view(t->a, t->m->monitor);
	char what[AUDIT_TEXT_MAX];

	if (t->m->measure & 1u << QUANTITY_KNEE_HEIGHT) {
		say_try_seat(t);
		return;
	}
	if (!v) {
		if (words_quantities(what, t->m->measure) == 0) {
			(void) snprintf(what, sizeof(what), "%s", _("what is estimated"));
		}
		words_add(&t->t, _("measure %s before you change seat or desk: ergoctl setup"),
			  what);
		return;
	}
	if (words_quantities(what, v->missing) == 0) {
		(void) snprintf(what, sizeof(what), "%s", _("what is missing"));
	}
	words_add(&t->t, _("measure for %s: %s; then ergoctl setup"), screen(t, PART_OBJECT), what);
}

static void say_riser(struct teller *t)
{
	bool both = !t->a->keyboard_external;

	if (t->m->amount > 0) {
		words_add(&t->t,
			  both ? _("put the laptop on a stand, %s high, with a keyboard and mouse "
				   "of their own")
			       : _("put the laptop on a stand, %s high"),
			  amount(t));
	} else {
		words_add(
			&t->t, "%s",
			both ? _("put the laptop on a stand, so high that its upper edge comes up "
				 "to your eyes, with a keyboard and mouse of their own")
			     : _("put the laptop on a stand, so high that its upper edge comes up "
				 "to your eyes"));
	}
}

char *move_say(const struct audit *a, const struct move *m, enum length_unit unit,
	       char buf[static AUDIT_TEXT_MAX])
{
	struct teller t = { .t = words_begin(buf), .a = a, .m = m, .unit = unit };

	switch (m->kind) {
	case MOVE_NONE:
	case _MOVE_KIND_MAX:
		words_add(&t.t, "%s", _("leave it as it is"));
		break;
	case MOVE_HEIGHT:
		say_height(&t);
		break;
	case MOVE_DISTANCE:
		m->amount < 0 ? say_nearer(&t) : say_farther(&t);
		break;
	case MOVE_TILT:
		say_tilt(&t);
		break;
	case MOVE_YAW:
		say_yaw(&t);
		break;
	case MOVE_TEXT:
		words_add(&t.t, _("enlarge the text on %s to %.0f %% of what it is"),
			  screen(&t, PART_PREPOSITION), m->target);
		break;
	case MOVE_MIDDLE:
		words_add(&t.t, _("keep what you work on in the middle third of %s"),
			  screen(&t, PART_PREPOSITION));
		break;
	case MOVE_RISER:
		say_riser(&t);
		break;
	case MOVE_KEYBOARD:
		words_add(&t.t, "%s", _("use a keyboard and mouse of their own with the laptop"));
		break;
	case MOVE_DESK:
	case MOVE_SEAT:
		say_desk(&t);
		break;
	case MOVE_FOOTREST:
		say_footrest(&t);
		break;
	case MOVE_MEASURE:
		say_measure(&t);
		break;
	case MOVE_SWAP:
		words_add(&t.t,
			  _("do most of your work on %s, which is straight ahead of you: make it "
			    "the main one"),
			  screen(&t, PART_PREPOSITION));
		break;
	}
	words_add_estimated(&t.t, doubtful(a, m));
	return buf;
}

/* What is found, in whole sentences and in a few words. */
#include "text/audit-text-internal.h"

#include <stdio.h>

/* Below this a height is told as "level with": half of what length_say() shows. */
#define LEVEL_MM 2.5
#define PERCENT  100

struct speaker {
	struct words t;
	const struct audit *a;
	const struct finding *f;
	enum length_unit unit;
	char screen[WORDS_SCREEN_MAX], other[WORDS_SCREEN_MAX], amount[WORDS_AMOUNT_MAX];
};

static const char *screen(struct speaker *s, enum part part)
{
	return words_screen(s->a, s->f->monitor, part, s->screen);
}

static const char *other_screen(struct speaker *s, enum part part)
{
	return words_screen(s->a, s->f->other, part, s->other);
}

static const char *length(struct speaker *s, double mm)
{
	return words_length(s->amount, fabs(mm), s->unit);
}

static const char *degrees(struct speaker *s)
{
	return words_degrees(s->amount, s->f->measured, s->f->limit);
}

/* Whether a height is told as "level with". */
static bool is_level(double mm)
{
	return fabs(mm) < LEVEL_MM;
}

static bool is_level_degrees(double deg)
{
	return fabs(deg) < 0.5;
}

/* Where the top edge is: -1 below the eyes, 0 level with them, 1 above; how far in s->amount. */
static int top(struct speaker *s)
{
	double mm = s->f->rule == RULE_TOP_EDGE ? words_top_above_eyes(s->a, s->f) : s->f->measured;

	if (!isfinite(mm)) {
		(void) words_degrees(s->amount, s->f->measured, (double) NAN);
		return s->f->measured >= 0 ? 1 : -1;
	}
	(void) length(s, mm);
	return is_level(mm) ? 0 : mm > 0 ? 1 : -1;
}

/* The rules measure how far to the side; which side, the view tells. */
static bool is_left(const struct speaker *s)
{
	const struct monitor_view *v = words_view(s->a, s->f->monitor);

	return (v && isfinite(v->yaw) ? v->yaw : s->f->measured) < 0;
}

static void say_top(struct speaker *s)
{
	int at = top(s);

	words_add(&s->t,
		  at == 0  ? _("%s's top edge is level with your eyes")
		  : at > 0 ? _("%s's top edge is %s above your eyes")
			   : _("%s's top edge is %s below your eyes"),
		  screen(s, PART_SUBJECT), s->amount);
}

static void say_centre(struct speaker *s)
{
	words_add(&s->t,
		  is_level_degrees(s->f->measured) ? _("the middle of %s is level with your eyes")
		  : s->f->measured > 0             ? _("the middle of %s is %s above your eyes")
						   : _("the middle of %s is %s below your eyes"),
		  screen(s, PART_PREPOSITION), degrees(s));
}

static void say_of_screen(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOP_EDGE:
	case RULE_TOP_EDGE_MULTIFOCAL:
		say_top(s);
		break;
	case RULE_CENTRE:
		say_centre(s);
		break;
	case RULE_BOTTOM_EDGE:
		words_add(t, _("you look down %s to the lower edge of %s"), degrees(s),
			  screen(s, PART_PREPOSITION));
		break;
	case RULE_DISTANCE:
		words_add(t, _("%s is %s from your eyes"), screen(s, PART_SUBJECT),
			  length(s, f->measured));
		break;
	case RULE_HALF_WIDTH:
		words_add(t, _("%s is wide for its distance: its sides are %s from its middle"),
			  screen(s, PART_SUBJECT), degrees(s));
		break;
	case RULE_TEXT_HEIGHT:
		words_add(t,
			  _("the main text on %s is small for its distance: %.0f %% of the size "
			    "asked for"),
			  screen(s, PART_PREPOSITION), floor(f->measured / f->limit * PERCENT));
		break;
	default:
		break;
	}
}

static void say_yaw(struct speaker *s)
{
	const char *name = screen(s, PART_SUBJECT), *angle = degrees(s);

	if (s->f->rule == RULE_YAW_PRIMARY && s->a->n > 1) {
		words_add(&s->t,
			  is_left(s) ? _("%s, your main one, is %s to the left of straight ahead")
				     : _("%s, your main one, is %s to the right of straight ahead"),
			  name, angle);
	} else {
		words_add(&s->t,
			  is_left(s) ? _("%s is %s to the left of straight ahead")
				     : _("%s is %s to the right of straight ahead"),
			  name, angle);
	}
}

static void say_of_angle(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_YAW_PRIMARY:
	case RULE_YAW_EQUAL:
	case RULE_YAW_SECONDARY:
		say_yaw(s);
		words_add_share(t, words_view(s->a, f->monitor));
		break;
	case RULE_INCIDENCE:
		words_add(t,
			  f->measured > 0
				  ? _("you look at %s at a slant of %s: it leans back too far")
				  : _("you look at %s at a slant of %s: it leans back too little"),
			  screen(s, PART_OBJECT), degrees(s));
		break;
	case RULE_TILT:
		words_add(t, _("the top of %s leans %s towards you"), screen(s, PART_PREPOSITION),
			  degrees(s));
		break;
	default:
		break;
	}
}

static void say_unknown(struct speaker *s)
{
	const struct monitor_view *v = words_view(s->a, s->f->monitor);
	unsigned missing = v ? v->missing : 0;
	const char *name = screen(s, PART_OBJECT);
	char what[AUDIT_TEXT_MAX];

	if (missing == 0) {
		words_add(&s->t, _("no verdict on %s"), name);
	} else if (words_quantities(what, missing) == 1) {
		words_add(&s->t, _("no verdict on %s: %s is not known"), name, what);
	} else {
		words_add(&s->t, _("no verdict on %s: %s are not known"), name, what);
	}
}

static void say_keyboard(struct speaker *s)
{
	double mm = s->f->measured;

	words_add(&s->t,
		  is_level(mm) ? _("the keyboard is level with your elbows")
		  : mm > 0     ? _("the keyboard is %s above your elbows")
			       : _("the keyboard is %s below your elbows"),
		  length(s, mm));
}

/* The knees are where they are with the feet on the foot rest. */
static void say_seat(struct speaker *s)
{
	double mm = s->f->measured;
	const char *how_far = length(s, mm);

	if (s->a->body.footrest > 0) {
		words_add(&s->t,
			  is_level(mm)
				  ? _("the seat, with the foot rest, is level with the hollows of "
				      "your knees")
			  : mm > 0 ? _("the seat, with the foot rest, is %s above the hollows of "
				       "your knees")
				   : _("the seat, with the foot rest, is %s below the hollows of "
				       "your knees"),
			  how_far);
	} else {
		words_add(&s->t,
			  is_level(mm) ? _("the seat is level with the hollows of your knees")
			  : mm > 0     ? _("the seat is %s above the hollows of your knees")
				       : _("the seat is %s below the hollows of your knees"),
			  how_far);
	}
}

/* Shown to a tenth of an hour; less is nothing. */
static bool is_some_time(double hours)
{
	return isfinite(hours) && hours >= 0.05;
}

static void say_of_desk(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOPS_DIFFER:
		words_add(t, _("the top edges of %s and %s are %s apart in height"),
			  screen(s, PART_PREPOSITION), other_screen(s, PART_PREPOSITION),
			  length(s, f->measured));
		break;
	case RULE_DISTANCES_DIFFER:
		words_add(t, _("%s and %s are not equally far away: they differ by %.0f %%"),
			  screen(s, PART_SUBJECT), other_screen(s, PART_SUBJECT),
			  fabs(f->measured));
		break;
	case RULE_ROLE:
		words_add_role(t, s->a, f);
		break;
	case RULE_LAPTOP_ONLY:
		words_add(
			t,
			is_some_time(f->measured)
				? _("the laptop's own screen is the only one, %.1f hours of today")
				: _("the laptop's own screen is the only one"),
			f->measured);
		break;
	case RULE_KEYBOARD_HEIGHT:
		say_keyboard(s);
		break;
	case RULE_SEAT_HEIGHT:
		say_seat(s);
		break;
	case RULE_UNKNOWN:
		say_unknown(s);
		break;
	default:
		break;
	}
}

char *finding_say(const struct audit *a, const struct finding *f, enum length_unit unit,
		  char buf[static AUDIT_TEXT_MAX])
{
	struct speaker s = { .t = words_begin(buf), .a = a, .f = f, .unit = unit };
	char said[AUDIT_TEXT_MAX];

	say_of_screen(&s);
	say_of_angle(&s);
	say_of_desk(&s);
	if (s.t.len == 0) {
		words_add(&s.t, "%s", _("nothing"));
	}
	if (f->posture == POSTURE_STANDING) {
		/* Translators: %s is a whole finding. */
		words_add(&s.t, _("%s when you stand"), words_take(&s.t, said));
	}
	if (f->rule != RULE_UNKNOWN) {
		words_add_estimated(&s.t, f->estimated);
	}
	return buf;
}

#define DEGREE "\xc2\xb0"

static const char *short_degrees(struct speaker *s)
{
	double v = fabs(s->f->measured), edge = fabs(s->f->limit);

	if (lround(v) == lround(edge) && v != edge) {
		(void) snprintf(s->amount, sizeof(s->amount), "%.1f" DEGREE, v);
	} else {
		(void) snprintf(s->amount, sizeof(s->amount), "%ld" DEGREE, lround(v));
	}
	return s->amount;
}

static void short_top(struct speaker *s)
{
	int at = top(s);

	words_add(&s->t,
		  at == 0  ? _("top edge level with the eyes")
		  : at > 0 ? _("top edge %s above the eyes")
			   : _("top edge %s below the eyes"),
		  s->amount);
}

static void short_gaze(struct speaker *s)
{
	double deg = s->f->measured;
	const char *angle = short_degrees(s);

	if (s->f->rule == RULE_CENTRE) {
		words_add(&s->t,
			  is_level_degrees(deg) ? _("middle level with the eyes")
			  : deg > 0             ? _("middle %s above the eyes")
						: _("middle %s below the eyes"),
			  angle);
	} else {
		words_add(&s->t,
			  is_level_degrees(deg) ? _("lower edge level with the eyes")
			  : deg > 0             ? _("lower edge %s above the eyes")
						: _("lower edge %s below the eyes"),
			  angle);
	}
}

static void short_of_screen(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOP_EDGE:
	case RULE_TOP_EDGE_MULTIFOCAL:
		short_top(s);
		break;
	case RULE_CENTRE:
	case RULE_BOTTOM_EDGE:
		short_gaze(s);
		break;
	case RULE_DISTANCE:
		words_add(t, _("%s away"), length(s, f->measured));
		break;
	case RULE_HALF_WIDTH:
		words_add(t, _("sides %s from the middle"), short_degrees(s));
		break;
	case RULE_YAW_PRIMARY:
	case RULE_YAW_EQUAL:
	case RULE_YAW_SECONDARY:
		words_add(t, is_left(s) ? _("%s to the left") : _("%s to the right"),
			  short_degrees(s));
		break;
	case RULE_INCIDENCE:
		words_add(t, _("seen at a slant of %s"), short_degrees(s));
		break;
	case RULE_TILT:
		words_add(t, _("leans %s towards you"), short_degrees(s));
		break;
	case RULE_TEXT_HEIGHT:
		words_add(t, _("text %.0f %% of the size asked for"),
			  floor(f->measured / f->limit * PERCENT));
		break;
	default:
		break;
	}
}

static void short_keyboard(struct speaker *s)
{
	double mm = s->f->measured;

	words_add(&s->t,
		  is_level(mm) ? _("keyboard level with the elbows")
		  : mm > 0     ? _("keyboard %s above the elbows")
			       : _("keyboard %s below the elbows"),
		  length(s, mm));
}

static void short_seat(struct speaker *s)
{
	double mm = s->f->measured;
	const char *how_far = length(s, mm);

	if (s->a->body.footrest > 0) {
		words_add(&s->t,
			  is_level(mm) ? _("seat, with the foot rest, level with the knees")
			  : mm > 0     ? _("seat, with the foot rest, %s above the knees")
				       : _("seat, with the foot rest, %s below the knees"),
			  how_far);
	} else {
		words_add(&s->t,
			  is_level(mm) ? _("seat level with the knees")
			  : mm > 0     ? _("seat %s above the knees")
				       : _("seat %s below the knees"),
			  how_far);
	}
}

static void short_unknown(struct speaker *s)
{
	const struct monitor_view *v = words_view(s->a, s->f->monitor);
	char so_far[AUDIT_TEXT_MAX];
	unsigned n = 0;

	for (unsigned q = 0; v && q < _QUANTITY_MAX; q++) {
		if (!(v->missing >> q & 1)) {
			continue;
		}
		if (n++ == 0) {
			words_add(&s->t, _("not known: %s"), quantity_words(q));
		} else {
			words_add(&s->t, _("%s, %s"), words_take(&s->t, so_far), quantity_words(q));
		}
	}
	if (n == 0) {
		words_add(&s->t, "%s", _("not known"));
	}
}

static void short_of_desk(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOPS_DIFFER:
		words_add(t, _("top edges %s apart"), length(s, f->measured));
		break;
	case RULE_DISTANCES_DIFFER:
		words_add(t, _("distances %.0f %% apart"), fabs(f->measured));
		break;
	case RULE_ROLE:
		words_add(t, _("%.0f %% of the time on the two"), floor(f->measured));
		break;
	case RULE_LAPTOP_ONLY:
		words_add(t,
			  is_some_time(f->measured) ? _("laptop alone, %.1f h today")
						    : _("laptop alone"),
			  f->measured);
		break;
	case RULE_KEYBOARD_HEIGHT:
		short_keyboard(s);
		break;
	case RULE_SEAT_HEIGHT:
		short_seat(s);
		break;
	case RULE_UNKNOWN:
		short_unknown(s);
		break;
	default:
		break;
	}
}

char *finding_short(const struct audit *a, const struct finding *f, enum length_unit unit,
		    char buf[static AUDIT_TEXT_MAX])
{
	struct speaker s = { .t = words_begin(buf), .a = a, .f = f, .unit = unit };
	char said[AUDIT_TEXT_MAX];

	short_of_screen(&s);
	short_of_desk(&s);
	if (s.t.len == 0) {
		words_add(&s.t, "%s", _("nothing"));
	}
	if (f->posture == POSTURE_STANDING) {
		/* Translators: %s is a finding in a few words. */
		words_add(&s.t, _("%s, standing"), words_take(&s.t, said));
	}
	return buf;
}

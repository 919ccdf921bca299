/* What is found, in whole sentences and in a few words. */
#include "ergo/tr.h"
#include "text/audit-text-internal.h"

/* Below this a height is told as "level with": half of what length_say() shows. */
#define LEVEL_MM 2.5
#define PERCENT  100

/* Two numbers that are the same but for rounding. */
#define SAME 1e-6

struct speaker {
	struct words t;
	const struct audit *a;
	const struct finding *f;
	enum length_unit unit;
};

static void add_length(struct speaker *s, double mm)
{
	words_add_length(&s->t, mm, s->unit);
}

/* "7 cm above", "3 cm below", "level with". */
static void add_above(struct speaker *s, double mm)
{
	if (fabs(mm) < LEVEL_MM) {
		words_add(&s->t, "level with");
		return;
	}
	add_length(s, fabs(mm));
	words_add(&s->t, mm > 0 ? " above" : " below");
}

/*
 * How far the top edge is above the eyes.  A finding may be of the set-up as it is or of that after
 * the plan; the angle tells which.  NAN: neither.
 */
static double top_above_eyes(const struct speaker *s)
{
	const struct finding *f = s->f;
	const struct monitor_view *v = words_view(s->a, f->monitor);

	if (!v) {
		return (double) NAN;
	}
	const struct angles *now = &v->angles[f->posture];
	const struct angles *after = &s->a->after[f->monitor].angles[f->posture];
	if (fabs(now->top - f->measured) < SAME) {
		return now->top_height - s->a->body.eye[f->posture].mm;
	}
	if (fabs(after->top - f->measured) < SAME) {
		return after->top_height - s->a->body_after.eye[f->posture].mm;
	}
	return (double) NAN;
}

static void add_top(struct speaker *s, const char *eyes)
{
	double mm = s->f->rule == RULE_TOP_EDGE ? top_above_eyes(s) : s->f->measured;

	if (isfinite(mm)) {
		add_above(s, mm);
	} else {
		words_add_degrees(&s->t, s->f->measured, (double) NAN);
		words_add(&s->t, s->f->measured >= 0 ? " above" : " below");
	}
	words_add(&s->t, " %s", eyes);
}

static void add_degrees(struct speaker *s)
{
	words_add_degrees(&s->t, s->f->measured, s->f->limit);
}

/* "12 degrees below", "level with". */
static void add_degrees_above(struct speaker *s)
{
	if (fabs(s->f->measured) < 0.5) {
		words_add(&s->t, "level with");
		return;
	}
	add_degrees(s);
	words_add(&s->t, s->f->measured > 0 ? " above" : " below");
}

static const char *side(double yaw)
{
	return yaw < 0 ? "left" : "right";
}

/* The rules measure how far to the side; which side, the view tells. */
static const char *side_of(const struct speaker *s)
{
	const struct monitor_view *v = words_view(s->a, s->f->monitor);

	return side(v && isfinite(v->yaw) ? v->yaw : s->f->measured);
}

static void say_of_screen(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOP_EDGE:
	case RULE_TOP_EDGE_MULTIFOCAL:
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, "'s top edge is ");
		add_top(s, "your eyes");
		break;
	case RULE_CENTRE:
		words_add(t, "the middle of ");
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, " is ");
		add_degrees_above(s);
		words_add(t, " your eyes");
		break;
	case RULE_BOTTOM_EDGE:
		words_add(t, "you look down ");
		add_degrees(s);
		words_add(t, " to the lower edge of ");
		words_add_monitor(t, s->a, f->monitor);
		break;
	case RULE_DISTANCE:
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, " is ");
		add_length(s, f->measured);
		words_add(t, " from your eyes");
		break;
	case RULE_HALF_WIDTH:
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, " is wide for its distance: its sides are ");
		add_degrees(s);
		words_add(t, " from its middle");
		break;
	case RULE_TEXT_HEIGHT:
		words_add(t, "the main text on ");
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, " is small for its distance: %.0f %% of the size asked for",
			  floor(f->measured / f->limit * PERCENT));
		break;
	default:
		break;
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
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, "%s is ",
			  f->rule == RULE_YAW_PRIMARY && s->a->n > 1 ? ", your main one," : "");
		add_degrees(s);
		words_add(t, " to the %s of straight ahead", side_of(s));
		words_add_share(t, words_view(s->a, f->monitor));
		break;
	case RULE_INCIDENCE:
		words_add(t, "you look at ");
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, " at a slant of ");
		add_degrees(s);
		words_add(t, ": it leans back too %s", f->measured > 0 ? "far" : "little");
		break;
	case RULE_TILT:
		words_add(t, "the top of ");
		words_add_monitor(t, s->a, f->monitor);
		words_add(t, " leans ");
		add_degrees(s);
		words_add(t, " towards you");
		break;
	default:
		break;
	}
}

/* "left screen and right screen". */
static void add_pair(struct speaker *s)
{
	words_add_monitor(&s->t, s->a, s->f->monitor);
	words_add(&s->t, " and ");
	words_add_monitor(&s->t, s->a, s->f->other);
}

static void say_unknown(struct speaker *s)
{
	const struct monitor_view *v = words_view(s->a, s->f->monitor);
	unsigned missing = v ? v->missing : 0;

	words_add(&s->t, "no verdict on ");
	words_add_monitor(&s->t, s->a, s->f->monitor);
	if (missing != 0) {
		words_add(&s->t, ": ");
		bool one = words_add_quantities(&s->t, missing) == 1;
		words_add(&s->t, one ? " is not known" : " are not known");
	}
}

/* The knees are where they are with the feet on it. */
static const char *on_footrest(const struct speaker *s)
{
	return s->a->body.footrest > 0 ? ", with the foot rest," : "";
}

static void say_of_desk(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOPS_DIFFER:
		words_add(t, "the top edges of ");
		add_pair(s);
		words_add(t, " are ");
		add_length(s, fabs(f->measured));
		words_add(t, " apart in height");
		break;
	case RULE_DISTANCES_DIFFER:
		add_pair(s);
		words_add(t, " are not equally far away: they differ by %.0f %%",
			  fabs(f->measured));
		break;
	case RULE_ROLE:
		words_add_role(t, s->a, f);
		break;
	case RULE_LAPTOP_ONLY:
		words_add(t, "the laptop's own screen is the only one");
		if (isfinite(f->measured) && f->measured >= 0.05) {
			words_add(t, ", %.1f hours of today", f->measured);
		}
		break;
	case RULE_KEYBOARD_HEIGHT:
		words_add(t, "the keyboard is ");
		add_above(s, f->measured);
		words_add(t, " your elbows");
		break;
	case RULE_SEAT_HEIGHT:
		words_add(t, "the seat%s is ", on_footrest(s));
		add_above(s, f->measured);
		words_add(t, " the hollows of your knees");
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

	say_of_screen(&s);
	say_of_angle(&s);
	say_of_desk(&s);
	if (s.t.len == 0) {
		words_add(&s.t, "nothing");
	}
	if (f->posture == POSTURE_STANDING) {
		words_add(&s.t, " when you stand");
	}
	if (f->rule != RULE_UNKNOWN) {
		words_add_estimated(&s.t, f->estimated);
	}
	return buf;
}

#define DEGREE "\xc2\xb0"

static void add_short_degrees(struct speaker *s)
{
	double v = fabs(s->f->measured), edge = fabs(s->f->limit);

	if (lround(v) == lround(edge) && v != edge) {
		words_add(&s->t, "%.1f" DEGREE, v);
	} else {
		words_add(&s->t, "%ld" DEGREE, lround(v));
	}
}

static void add_short_gaze(struct speaker *s)
{
	if (fabs(s->f->measured) < 0.5) {
		words_add(&s->t, "level with");
		return;
	}
	add_short_degrees(s);
	words_add(&s->t, s->f->measured > 0 ? " above" : " below");
}

static void short_of_screen(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;

	switch ((int) f->rule) {
	case RULE_TOP_EDGE:
	case RULE_TOP_EDGE_MULTIFOCAL:
		words_add(t, "top edge ");
		add_top(s, "the eyes");
		break;
	case RULE_CENTRE:
		words_add(t, "middle ");
		add_short_gaze(s);
		words_add(t, " the eyes");
		break;
	case RULE_BOTTOM_EDGE:
		words_add(t, "lower edge ");
		add_short_gaze(s);
		words_add(t, " the eyes");
		break;
	case RULE_DISTANCE:
		add_length(s, f->measured);
		words_add(t, " away");
		break;
	case RULE_HALF_WIDTH:
		words_add(t, "sides ");
		add_short_degrees(s);
		words_add(t, " from the middle");
		break;
	case RULE_YAW_PRIMARY:
	case RULE_YAW_EQUAL:
	case RULE_YAW_SECONDARY:
		add_short_degrees(s);
		words_add(t, " to the %s", side_of(s));
		break;
	case RULE_INCIDENCE:
		words_add(t, "seen at a slant of ");
		add_short_degrees(s);
		break;
	case RULE_TILT:
		words_add(t, "leans ");
		add_short_degrees(s);
		words_add(t, " towards you");
		break;
	case RULE_TEXT_HEIGHT:
		words_add(t, "text %.0f %% of the size asked for",
			  floor(f->measured / f->limit * PERCENT));
		break;
	default:
		break;
	}
}

static void short_of_desk(struct speaker *s)
{
	const struct finding *f = s->f;
	struct words *t = &s->t;
	const struct monitor_view *v;

	switch ((int) f->rule) {
	case RULE_TOPS_DIFFER:
		words_add(t, "top edges ");
		add_length(s, fabs(f->measured));
		words_add(t, " apart");
		break;
	case RULE_DISTANCES_DIFFER:
		words_add(t, "distances %.0f %% apart", fabs(f->measured));
		break;
	case RULE_ROLE:
		words_add(t, _("%.0f %% of the time on the two"), floor(f->measured));
		break;
	case RULE_LAPTOP_ONLY:
		words_add(t, "laptop alone");
		if (isfinite(f->measured) && f->measured >= 0.05) {
			words_add(t, ", %.1f h today", f->measured);
		}
		break;
	case RULE_KEYBOARD_HEIGHT:
		words_add(t, "keyboard ");
		add_above(s, f->measured);
		words_add(t, " the elbows");
		break;
	case RULE_SEAT_HEIGHT:
		words_add(t, "seat%s ", on_footrest(s));
		add_above(s, f->measured);
		words_add(t, " the knees");
		break;
	case RULE_UNKNOWN:
		v = words_view(s->a, f->monitor);
		words_add(t, "not known");
		for (unsigned q = 0, n = 0; v && q < _QUANTITY_MAX; q++) {
			if (v->missing >> q & 1) {
				words_add(t, "%s%s", n++ == 0 ? ": " : ", ", quantity_words(q));
			}
		}
		break;
	default:
		break;
	}
}

char *finding_short(const struct audit *a, const struct finding *f, enum length_unit unit,
		    char buf[static AUDIT_TEXT_MAX])
{
	struct speaker s = { .t = words_begin(buf), .a = a, .f = f, .unit = unit };

	short_of_screen(&s);
	short_of_desk(&s);
	if (s.t.len == 0) {
		words_add(&s.t, "nothing");
	}
	if (f->posture == POSTURE_STANDING) {
		words_add(&s.t, ", standing");
	}
	return buf;
}

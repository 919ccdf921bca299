/* What is asked, in the order of what matters most to the audit. */
#include "setup.h"

#include <math.h>
#include <string.h>

#include "ergo/rosa.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

static bool is_laptop_panel(const struct setup *s, int monitor)
{
	return s->data->monitors.m[monitor].internal;
}

static bool has_laptop_panel(const struct setup *s, int monitor)
{
	(void) monitor;
	for (size_t i = 0; i < s->data->monitors.n; i++) {
		if (s->data->monitors.m[i].internal) {
			return true;
		}
	}
	return false;
}

static bool has_several(const struct setup *s, int monitor)
{
	(void) monitor;
	return s->data->monitors.n > 1;
}

/* On the desk or on a stand: of a laptop that stands on the desk itself the height is known. */
static bool stands_higher(const struct setup *s, int monitor)
{
	return !is_laptop_panel(s, monitor) || setup_of_monitor(s, monitor).raised == TRISTATE_YES;
}

static bool size_unknown(const struct setup *s, int monitor)
{
	struct monitor_setup m = setup_of_monitor(s, monitor);

	return s->data->monitors.m[monitor].size.width == 0 && m.width == MEASURE_UNSET &&
	       m.height == MEASURE_UNSET;
}

/* Where the size of text is that of a font, not measured on the screen. */
static bool text_is_scaled(const struct setup *s, int monitor)
{
	enum text_unit unit = setup_of_monitor(s, monitor).text_size.unit;

	return unit == TEXT_PT || unit == TEXT_PX;
}

static bool has_own_keyboard(const struct setup *s, int monitor)
{
	return !has_laptop_panel(s, monitor) || s->data->config.keyboard_external == TRISTATE_YES;
}

static bool desk_rises(const struct setup *s, int monitor)
{
	(void) monitor;
	return s->data->config.desk_height_standing != MEASURE_UNSET;
}

/* Higher than the lower legs are long, or it would be without the foot rest; and when all is asked for. */
static bool seat_is_high(const struct setup *s, int monitor)
{
	double over = length_mm(s->data->config.chair_seat_height) - s->audit->body.seat.mm;

	(void) monitor;
	return over > rule_info(RULE_SEAT_HEIGHT)->ok.high || (s->args->set & OPT(OPT_ALL));
}

static bool is_told(const struct setup *s, const char *section, const char *key, const char *word)
{
	char value[CONFIG_VALUE_MAX];

	(void) config_format(&s->data->config, config_key_find(section, key), value, sizeof(value));
	return strcmp(value, word) == 0;
}

static bool has_armrests(const struct setup *s, int monitor)
{
	(void) monitor;
	return !is_told(s, "chair", "armrests", "none");
}

static bool has_phone(const struct setup *s, int monitor)
{
	(void) monitor;
	return !is_told(s, "phone", "use", "none");
}

static bool holds_phone(const struct setup *s, int monitor)
{
	return has_phone(s, monitor) && !is_told(s, "phone", "use", "headset");
}

/* Where the day's sum does not tell already. */
static bool needs_longest_call(const struct setup *s, int monitor)
{
	struct rosa_use day = { s->data->config.phone_per_day, USEC_INFINITY };

	return has_phone(s, monitor) && day.day != USEC_INFINITY &&
	       rosa_time(&day) == ROSA_NOT_KNOWN;
}

static bool is_looked_at(const struct setup *s, int monitor)
{
	const struct monitor_view *v = &s->audit->view[monitor];

	return (size_t) monitor < s->audit->n &&
	       (v->role != ROLE_SECONDARY || v->share > rule_info(RULE_ROLE)->ok.high);
}

#define QUESTION(section, key, quantity, title, why, how, empty, applies)                          \
	{                                                                                          \
		section, key, quantity, title, why, how, empty, applies, false                     \
	}
#define USER(key, quantity, title, why, applies)                                                   \
	{                                                                                          \
		"user", key, quantity, title, why, NULL, NULL, applies, false                      \
	}
#define ROSA(section, key, title, applies)                                                         \
	{                                                                                          \
		section, key, -1, title, NULL, NULL, NULL, applies, true                           \
	}
#define MONITOR(key, quantity, title, why, applies)                                                \
	{                                                                                          \
		"monitor", key, quantity, title, why, NULL, NULL, applies, false                   \
	}

const struct question questions[] = {
	QUESTION("units", "length", -1, N_("Unit of length"),
		 N_("So that you can answer with bare numbers, and are told lengths in it."), "",
		 N_("it is cm"), NULL),
	QUESTION(
		"user", "glasses", -1, N_("Glasses at the screen"),
		N_("With bifocal and progressive lenses you look through their lower part: a screen has to "
		   "stand lower then."),
		"", NULL, NULL),
	QUESTION("user", "stature", -1, N_("Your height"),
		 N_("Eye and elbow heights that you do not measure are estimated from it."),
		 N_("Without shoes, as in your passport."), NULL, NULL),
	QUESTION("desk", "height", QUANTITY_DESK_HEIGHT, N_("Height of the desk"),
		 N_("Screens and keyboard stand on it."), NULL, NULL, NULL),
	USER("eye_height", QUANTITY_EYE_HEIGHT, N_("Your eyes above the floor, sitting"),
	     N_("What counts most: each screen is compared with it. Measured beats estimated."),
	     NULL),

	MONITOR("role", QUANTITY_ROLE, N_("How much you use it"),
		N_("The screen that you look at most belongs straight ahead."), has_several),
	QUESTION("monitor", "raised", -1, N_("On a stand"),
		 N_("On the desk itself, a laptop's screen is low."),
		 N_("Say yes if the laptop stands on a riser, a stand or a pile of books."), NULL,
		 is_laptop_panel),
	MONITOR("image_bottom", QUANTITY_IMAGE_BOTTOM, N_("Lower edge of the picture"),
		N_("It tells how high the screen is before your eyes."), stands_higher),
	MONITOR("distance", QUANTITY_DISTANCE, N_("Distance"),
		N_("It decides on angles and on how large text looks."), NULL),
	MONITOR("tilt", QUANTITY_TILT, N_("Tilt"),
		N_("A screen is seen best when it faces your eyes."), NULL),
	MONITOR("yaw", QUANTITY_YAW, N_("Angle to the side"),
		N_("It tells how far you turn your head to look there."), has_several),
	MONITOR("diagonal", QUANTITY_SIZE, N_("Diagonal"),
		N_("The monitor does not tell its size, or tells one that can't be right."),
		size_unknown),
	MONITOR("text_size", QUANTITY_TEXT_SIZE, N_("Size of the text that you read most"),
		N_("Small text draws people near to the screen."), NULL),
	QUESTION("monitor", "scale", -1, N_("Scaling"),
		 N_("It tells how large a font really is on this screen."),
		 N_("Your desktop's display settings show it, for example 100%, 125% or 200%."),
		 NULL, text_is_scaled),

	QUESTION(
		"chair", "seat_height", -1, N_("Height of the seat"),
		N_("It carries your eyes and elbows, and your feet should reach the floor."),
		N_("From the floor to the top of the seat, with you on it: the cushion gives way."),
		NULL, NULL),
	QUESTION("chair", "footrest", -1, N_("Height of the foot rest"),
		 N_("Where the seat is high for your legs, a foot rest makes up for it."),
		 N_("From the floor to what your feet stand on."), N_("there is none"),
		 seat_is_high),
	QUESTION("keyboard", "external", -1, N_("Keyboard of its own"),
		 N_("With one, the laptop can stand higher."),
		 N_("Say yes if you type on a keyboard other than the laptop's."), NULL,
		 has_laptop_panel),
	QUESTION("mouse", "external", -1, N_("Mouse of its own"),
		 N_("With one, the laptop can stand higher."),
		 N_("Say yes if you use a mouse or the like, not the laptop's touchpad."), NULL,
		 has_laptop_panel),
	QUESTION("keyboard", "height", QUANTITY_KEYBOARD_HEIGHT, N_("Height of the keyboard"),
		 N_("Its keys are compared with your elbows."), NULL, NULL, has_own_keyboard),
	USER("elbow_height", QUANTITY_ELBOW_HEIGHT, N_("Your elbows above the floor, sitting"),
	     N_("The keyboard is compared with it; an estimate from your height is rough."), NULL),

	QUESTION("desk", "height_standing", -1, N_("Height of the desk when you stand at it"),
		 N_("Only if the desk can be raised."),
		 N_("From the floor to the top of the desk, raised as you stand at it."),
		 N_("it can't be raised"), NULL),
	USER("eye_height_standing", QUANTITY_EYE_HEIGHT_STANDING,
	     N_("Your eyes above the floor, standing"), N_("Each screen is compared with it, too."),
	     desk_rises),
	USER("elbow_height_standing", QUANTITY_ELBOW_HEIGHT_STANDING,
	     N_("Your elbows above the floor, standing"),
	     N_("The raised desk is compared with it."), desk_rises),

	/* ---- for the ROSA score alone ---- */

	ROSA("desk", "standing", N_("How much you stand"), desk_rises),
	ROSA("desk", "leg_room", N_("Room under the desk"), NULL),
	ROSA("chair", "height_adjustable", N_("Height of the seat: can it be changed?"), NULL),
	ROSA("chair", "depth_gap", N_("Depth of the seat: free behind your knees"), NULL),
	ROSA("chair", "depth_adjustable", N_("Depth of the seat: can it be changed?"), NULL),
	ROSA("chair", "armrests", N_("Arm rests"), NULL),
	ROSA("chair", "armrests_hard", N_("Arm rests: are they hard?"), has_armrests),
	ROSA("chair", "armrests_wide", N_("Arm rests: are they too far apart?"), has_armrests),
	ROSA("chair", "armrests_adjustable", N_("Arm rests: can they be adjusted?"), has_armrests),
	ROSA("chair", "back", N_("Back rest"), NULL),
	ROSA("chair", "back_adjustable", N_("Back rest: can it be adjusted?"), NULL),
	ROSA("desk", "papers", N_("Paper on the desk"), NULL),
	ROSA("desk", "overhead", N_("Reaching up"), NULL),
	ROSA("mouse", "reach", N_("Mouse: do you reach for it?"), NULL),
	ROSA("mouse", "same_surface", N_("Mouse: beside the keyboard?"), NULL),
	ROSA("mouse", "small", N_("Mouse: is it small?"), NULL),
	ROSA("mouse", "palm_rest", N_("Mouse: something hard under the hand?"), NULL),
	ROSA("keyboard", "wrists_up", N_("Wrists: bent upwards?"), NULL),
	ROSA("keyboard", "wrists_sideways", N_("Wrists: bent to the side?"), NULL),
	ROSA("keyboard", "adjustable", N_("Keyboard: can its height be changed?"), NULL),
	ROSA("phone", "use", N_("Phone"), NULL),
	ROSA("phone", "far", N_("Phone: do you reach for it?"), holds_phone),
	ROSA("phone", "handsfree", N_("Phone: hands-free?"), holds_phone),
	ROSA("phone", "per_day", N_("Phone: how long a day?"), has_phone),
	ROSA("phone", "longest", N_("Phone: the longest call?"), needs_longest_call),
	ROSA("monitor", "glare", N_("Reflections"), is_looked_at),
};
const size_t questions_n = ELEMENTSOF(questions);

static bool of_monitor(const struct question *q)
{
	return strcmp(q->section, "monitor") == 0;
}

const struct config_key *question_key(const struct question *q)
{
	return of_monitor(q) ? config_monitor_key_find(q->key)
			     : config_key_find(q->section, q->key);
}

const char *question_how(const struct question *q)
{
	if (q->how) {
		return tr(q->how);
	}
	return q->quantity >= 0 ? quantity_how((enum quantity) q->quantity)
				: tr(question_key(q)->doc);
}

const char *question_value(const struct setup *s, const struct question *q, int monitor,
			   char buf[static CONFIG_VALUE_MAX])
{
	const struct config_key *key = question_key(q);

	if (of_monitor(q)) {
		struct monitor_setup m = setup_of_monitor(s, monitor);
		return config_monitor_format(&m, key, buf, CONFIG_VALUE_MAX);
	}
	return config_format(&s->data->config, key, buf, CONFIG_VALUE_MAX);
}

bool question_missing(const struct setup *s, const struct question *q, int monitor)
{
	char buf[CONFIG_VALUE_MAX];

	if (q->applies && !q->applies(s, monitor)) {
		return false;
	}
	if (strcmp(q->section, "units") == 0) {
		return !s->unit_told; /* it has a default */
	}
	return question_value(s, q, monitor, buf)[0] == '\0';
}

size_t question_items(const struct setup *s, int monitor, struct item ret[static ITEMS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < questions_n;) {
		if (!of_monitor(&questions[i])) {
			if (monitor == NO_MONITOR || strcmp(questions[i].section, "units") == 0) {
				ret[n++] = (struct item){ .question = &questions[i],
							  .monitor = NO_MONITOR };
			}
			i++;
			continue;
		}
		size_t end = i;
		while (end < questions_n && of_monitor(&questions[end])) {
			end++;
		}
		for (int m = 0; m < (int) s->data->monitors.n; m++) {
			for (size_t k = i; k < end && (monitor == NO_MONITOR || m == monitor);
			     k++) {
				ret[n++] = (struct item){ .question = &questions[k], .monitor = m };
			}
		}
		i = end;
	}
	return n;
}

/* A length of the body with its uncertainty. */
static bool say_body(const struct setup *s, struct estimate e, char *buf, size_t size)
{
	char a[MEASURE_STRING_MAX], b[MEASURE_STRING_MAX];

	if (!isfinite(e.mm)) {
		return false;
	}
	(void) snprintf(buf, size, _("%s, give or take %s"),
			length_say(a, sizeof(a), e.mm, setup_unit(s)),
			length_say(b, sizeof(b), e.sd, setup_unit(s)));
	return true;
}

static bool say_view(const struct setup *s, const struct question *q, int monitor, char *buf,
		     size_t size)
{
	const struct monitor_view *v = &s->audit->view[monitor];
	char a[MEASURE_STRING_MAX];

	if (q->quantity < 0 || !(v->estimated & 1u << q->quantity)) {
		return false;
	}
	switch (q->quantity) {
	case QUANTITY_IMAGE_BOTTOM:
	case QUANTITY_DISTANCE: {
		double mm = q->quantity == QUANTITY_DISTANCE ? v->distance : v->image_bottom;
		(void) snprintf(buf, size, "%s", length_say(a, sizeof(a), mm, setup_unit(s)));
		return isfinite(mm);
	}
	case QUANTITY_TILT:
	case QUANTITY_YAW: {
		double deg = q->quantity == QUANTITY_TILT ? v->tilt : v->yaw;
		(void) snprintf(buf, size, _("%.0f degrees"), deg);
		return isfinite(deg);
	}
	case QUANTITY_ROLE:
		(void) snprintf(buf, size, "%s", role_words(v->role));
		return true;
	default:
		return false;
	}
}

bool question_estimate(const struct setup *s, const struct question *q, int monitor, char *buf,
		       size_t size)
{
	const struct body *b = &s->audit->body;

	if (of_monitor(q)) {
		return (size_t) monitor < s->audit->n && say_view(s, q, monitor, buf, size);
	}
	switch (q->quantity) {
	case QUANTITY_EYE_HEIGHT:
		return say_body(s, b->eye[POSTURE_SITTING], buf, size);
	case QUANTITY_EYE_HEIGHT_STANDING:
		return say_body(s, b->eye[POSTURE_STANDING], buf, size);
	case QUANTITY_ELBOW_HEIGHT:
		return say_body(s, b->elbow[POSTURE_SITTING], buf, size);
	case QUANTITY_ELBOW_HEIGHT_STANDING:
		return say_body(s, b->elbow[POSTURE_STANDING], buf, size);
	default:
		return false;
	}
}

/* Rules between keys: each value is fine by itself, but together they can't do what is meant. */
#include "config-internal.h"

#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"

/* No micro-break is prompted that is left to a rest break, and that one would always be. */
static bool micro_breaks_come(const struct config *c)
{
	return !c->micro_break_enabled || !c->rest_break_enabled ||
	       c->micro_break_not_before_rest < c->rest_break_every;
}

static bool micro_before_rest(const struct config *c)
{
	return !c->micro_break_enabled || !c->rest_break_enabled ||
	       c->micro_break_every < c->rest_break_every;
}

static bool micro_shorter_than_work(const struct config *c)
{
	return !c->micro_break_enabled || c->micro_break_length < c->micro_break_every;
}

static bool rest_shorter_than_work(const struct config *c)
{
	return !c->rest_break_enabled || c->rest_break_length < c->rest_break_every;
}

static bool micro_shorter_than_rest(const struct config *c)
{
	return c->micro_break_length <= c->rest_break_length;
}

/* An empty name is matched only by a glob that matches everything. */
static bool some_device_counts(const struct config *c)
{
	return !patterns_match(&c->input_ignore, "");
}

/* ---- the body and the desk ---- */

/* Whether a is below b, or one of them is not told. */
static bool is_below(length_t a, length_t b)
{
	return a == MEASURE_UNSET || b == MEASURE_UNSET || a < b;
}

static bool eyes_below_stature(const struct config *c)
{
	return is_below(c->user_eye_height, c->user_stature);
}

/* Whatever is worn: the eyes are farther below the top of the head than shoes are thick. */
static bool standing_eyes_below_stature(const struct config *c)
{
	return is_below(c->user_eye_height_standing, c->user_stature);
}

static bool eyes_rise(const struct config *c)
{
	return is_below(c->user_eye_height, c->user_eye_height_standing);
}

static bool elbows_below_eyes(const struct config *c)
{
	return is_below(c->user_elbow_height, c->user_eye_height);
}

static bool standing_elbows_below_eyes(const struct config *c)
{
	return is_below(c->user_elbow_height_standing, c->user_eye_height_standing);
}

static bool elbows_rise(const struct config *c)
{
	return is_below(c->user_elbow_height, c->user_elbow_height_standing);
}

static bool desk_rises(const struct config *c)
{
	return is_below(c->desk_height, c->desk_height_standing);
}

static bool seat_below_elbows(const struct config *c)
{
	return is_below(c->chair_seat_height, c->user_elbow_height);
}

static bool seat_below_eyes(const struct config *c)
{
	return is_below(c->chair_seat_height, c->user_eye_height);
}

static bool footrest_below_seat(const struct config *c)
{
	return is_below(c->chair_footrest, c->chair_seat_height);
}

static bool calls_fit_into_the_day(const struct config *c)
{
	return c->phone_longest == USEC_INFINITY || c->phone_longest <= c->phone_per_day;
}

/* ---- all monitors together ---- */

static size_t count_role(const struct config *c, enum role role)
{
	size_t n = 0;

	for (size_t i = 0; i < c->monitors_n; i++) {
		n += c->monitor[i].role == role;
	}
	return n;
}

/* What [monitor *] says holds for any number of them. */
static enum role role_of_all(const struct config *c)
{
	for (size_t i = 0; i < c->monitors_n; i++) {
		if (strcmp(c->monitor[i].name, "*") == 0) {
			return c->monitor[i].role;
		}
	}
	return ROLE_UNSET;
}

static bool one_is_primary(const struct config *c)
{
	return count_role(c, ROLE_PRIMARY) <= 1;
}

static bool all_are_not_primary(const struct config *c)
{
	return role_of_all(c) != ROLE_PRIMARY;
}

static bool equal_has_company(const struct config *c)
{
	return count_role(c, ROLE_EQUAL) != 1 || role_of_all(c) == ROLE_EQUAL;
}

/* ---- each monitor ---- */

static bool width_below_diagonal(const struct monitor_setup *m)
{
	return is_below(m->width, m->diagonal);
}

static bool height_below_diagonal(const struct monitor_setup *m)
{
	return is_below(m->height, m->diagonal);
}

static bool size_told_once(const struct monitor_setup *m)
{
	return m->width == MEASURE_UNSET || m->height == MEASURE_UNSET ||
	       m->diagonal == MEASURE_UNSET;
}

static bool scale_is_used(const struct monitor_setup *m)
{
	return m->scale == 0 || m->text_size.unit != TEXT_MM;
}

static bool name_is_whole(const struct monitor_setup *m)
{
	return strcmp(m->name, "*") == 0 || strchr(m->name, '*') == NULL;
}

static const struct {
	const char *key, *reason;
	bool (*holds)(const struct config *c);
} rules[] = {
	{ "micro_break.not_before_rest",
	  N_("no micro-break will ever be prompted, since a rest break is always due within this "
	     "time: "
	     "make it shorter than rest_break.every"),
	  micro_breaks_come },
	{ "micro_break.every",
	  N_("no micro-break will ever be prompted, since the rest break is due first: make it "
	     "shorter "
	     "than rest_break.every"),
	  micro_before_rest },
	{ "micro_break.length",
	  N_("the break is as long as the work before it: make it shorter than micro_break.every"),
	  micro_shorter_than_work },
	{ "rest_break.length",
	  N_("the break is as long as the work before it: make it shorter than rest_break.every"),
	  rest_shorter_than_work },
	{ "micro_break.length",
	  N_("a micro-break is longer than a rest break: make it no longer than rest_break.length"),
	  micro_shorter_than_rest },
	{ "input.ignore",
	  N_("this matches every device, so no input would count: name the devices to be ignored"),
	  some_device_counts },
	{ "user.eye_height",
	  N_("your eyes would be above the top of your head: measure it and user.stature again"),
	  eyes_below_stature },
	{ "user.eye_height_standing",
	  N_("your eyes would be above the top of your head: measure it and user.stature again"),
	  standing_eyes_below_stature },
	{ "user.eye_height_standing",
	  N_("your eyes would be no higher standing than sitting: measure it and user.eye_height again"),
	  eyes_rise },
	{ "user.elbow_height",
	  N_("your elbows would be as high as your eyes: measure it and user.eye_height again"),
	  elbows_below_eyes },
	{ "user.elbow_height_standing",
	  N_("your elbows would be as high as your eyes: measure it and user.eye_height_standing again"),
	  standing_elbows_below_eyes },
	{ "user.elbow_height_standing",
	  N_("your elbows would be no higher standing than sitting: measure it and user.elbow_height "
	     "again"),
	  elbows_rise },
	{ "desk.height_standing",
	  N_("the desk would be no higher standing than sitting: measure it and desk.height again"),
	  desk_rises },
	{ "chair.seat_height",
	  N_("the seat would be above your elbows: measure it and user.elbow_height again"),
	  seat_below_elbows },
	{ "chair.seat_height",
	  N_("the seat would be above your eyes: measure it and user.eye_height again"),
	  seat_below_eyes },
	{ "chair.footrest",
	  N_("the foot rest would be as high as the seat: measure it and chair.seat_height again"),
	  footrest_below_seat },
	{ "phone.longest",
	  N_("one call would be longer than all of them: tell it and phone.per_day again"),
	  calls_fit_into_the_day },
	{ "monitor NAME.role",
	  N_("several monitors are primary: let one be, or make those that you use alike equal"),
	  one_is_primary },
	{ "monitor *.role",
	  N_("this makes every monitor primary: say it of one only, or make all equal"),
	  all_are_not_primary },
	{ "monitor NAME.role",
	  N_("only one monitor is equal, and to none: say it of each that you use as much"),
	  equal_has_company },
};

/* The same for one monitor: `key` is one of its own. */
static const struct {
	const char *key, *reason;
	bool (*holds)(const struct monitor_setup *m);
} monitor_rules[] = {
	{ "width", N_("the image would be wider than its diagonal: measure both again"),
	  width_below_diagonal },
	{ "height", N_("the image would be higher than its diagonal: measure both again"),
	  height_below_diagonal },
	{ "diagonal", N_("width and height say it already, this is not used: remove it"),
	  size_told_once },
	{ "scale",
	  N_("it is not used with a text_size in mm, which is that on the screen: remove it"),
	  scale_is_used },
	{ "*",
	  N_("only [monitor *] means all monitors, in a longer name the * is nothing special: write "
	     "the whole name"),
	  name_is_whole },
};

static size_t check_monitor(const struct monitor_setup *m, const char *file,
			    struct config_diags *diags)
{
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTSOF(monitor_rules); i++) {
		char name[CONFIG_ITEM_NAME_MAX];
		const char *key = monitor_rules[i].key;

		if (!monitor_rules[i].holds(m)) {
			(void) snprintf(name, sizeof(name), "%s %s%s%s", SECTION_MONITOR, m->name,
					key[0] == '*' ? "" : ".", key[0] == '*' ? "" : key);
			config_diags_add(diags, file, 0, name, "%s", tr(monitor_rules[i].reason));
			n++;
		}
	}
	return n;
}

size_t config_check_rules(const struct config *config, const char *file, struct config_diags *diags)
{
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTSOF(rules); i++) {
		if (!rules[i].holds(config)) {
			config_diags_add(diags, file, 0, rules[i].key, "%s", tr(rules[i].reason));
			n++;
		}
	}
	for (size_t i = 0; i < config->monitors_n; i++) {
		n += check_monitor(&config->monitor[i], file, diags);
	}
	return n;
}

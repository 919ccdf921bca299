/* The properties of the daemon's Manager: read them, put them into words and into JSON. */
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/engaged.h"
#include "ergo/quiet.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "words.h"

#define FIELD(name, type, field)                                                                   \
	{                                                                                          \
		name, type, offsetof(struct view, field)                                           \
	}

static const struct field {
	const char *name;
	char type;
	size_t offset;
} fields[] = {
	FIELD("Version", 's', version),
	FIELD("Presence", 's', presence),
	FIELD("PresenceSince", 't', presence_since),
	FIELD("LastInputClass", 's', last_input_class),
	FIELD("LastInput", 't', last_input),
	FIELD("SessionStart", 't', session_start),
	FIELD("SessionTime", 't', session_time),
	FIELD("TodayTime", 't', today_time),
	FIELD("LongestToday", 't', longest_today),
	FIELD("SinceMicro", 't', since_micro),
	FIELD("SinceRest", 't', since_rest),
	FIELD("MicroEvery", 't', micro_every),
	FIELD("RestEvery", 't', rest_every),
	FIELD("Quiet", 's', quiet),
	FIELD("QuietText", 's', quiet_text),
	FIELD("QuietUntil", 't', quiet_until),
	FIELD("Engaged", 's', engaged),
	FIELD("EngagedBy", 's', engaged_by),
	FIELD("MeetingUntil", 't', meeting_until),
	FIELD("Paused", 'b', paused),
	FIELD("PausedUntil", 't', paused_until),
	FIELD("BreakKind", 's', break_kind),
	FIELD("BreakState", 's', break_state),
	FIELD("BreakRemaining", 't', break_remaining),
	FIELD("PostponesLeft", 'u', postpones_left),
	FIELD("NextKind", 's', next_kind),
	FIELD("NextIn", 't', next_in),
	FIELD("NextReason", 's', next_reason),
	FIELD("NextAt", 't', next_at),
	FIELD("InputSource", 's', input_source),
	FIELD("ConfigFile", 's', config_file),
	/* read by functions of their own */
	{ "Tally", 'T', 0 },
	{ "Problems", 'P', 0 },
};

bool view_has(const struct view *v, const char *property)
{
	for (size_t i = 0; i < ELEMENTSOF(fields); i++) {
		if (strcmp(fields[i].name, property) == 0) {
			return v->have & UINT64_C(1) << i;
		}
	}
	return false;
}

static int read_tally(struct view *v, sd_bus_message *m)
{
	const char *kind, *outcome;
	uint32_t n;
	int r;

	r = sd_bus_message_enter_container(m, 'a', "(ssu)");
	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_read(m, "(ssu)", &kind, &outcome, &n)) > 0) {
		int k = break_kind_from_string(kind), o = outcome_from_string(outcome);

		if (k >= 0 && k < _BREAK_KIND_MAX && o >= 0 && o < _OUTCOME_MAX) {
			v->tally[k][o] = n;
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

static int read_problems(struct view *v, sd_bus_message *m)
{
	const char *s;
	int r;

	r = sd_bus_message_enter_container(m, 'a', "s");
	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_read_basic(m, 's', &s)) > 0) {
		if (v->problems_n < VIEW_PROBLEMS_MAX) {
			v->problems[v->problems_n++] = s;
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

static int read_field(struct view *v, sd_bus_message *m, const struct field *f)
{
	char *at = (char *) v + f->offset;
	int truth, r;

	switch (f->type) {
	case 'T':
		return read_tally(v, m);
	case 'P':
		return read_problems(v, m);
	case 'b':
		r = sd_bus_message_read_basic(m, 'b', &truth);
		if (r > 0) {
			*(bool *) at = truth;
		}
		return r;
	default:
		return sd_bus_message_read_basic(m, f->type, at);
	}
}

/* Whether the wire form of a field is as agreed. */
static bool type_fits(const struct field *f, const char *contents)
{
	const char basic[] = { f->type, '\0' };

	return strcmp(contents, f->type == 'T' ? "a(ssu)" : f->type == 'P' ? "as" : basic) == 0;
}

/* One value; what is unknown, or of another type than agreed, is passed over. */
static int read_value(struct view *v, sd_bus_message *m, const char *name)
{
	const char *contents;
	char type;
	int r;

	r = sd_bus_message_peek_type(m, &type, &contents);
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; i < ELEMENTSOF(fields); i++) {
		if (strcmp(fields[i].name, name) != 0 || !type_fits(&fields[i], contents)) {
			continue;
		}
		r = sd_bus_message_enter_container(m, 'v', contents);
		if (r >= 0) {
			r = read_field(v, m, &fields[i]);
		}
		if (r < 0) {
			return r;
		}
		v->have |= UINT64_C(1) << i;
		return sd_bus_message_exit_container(m);
	}
	return sd_bus_message_skip(m, "v");
}

int view_read(struct view *ret, sd_bus_message *reply)
{
	struct view v = { .now = now_real() };
	const char *name;
	int r;

	for (size_t i = 0; i < ELEMENTSOF(fields); i++) {
		if (fields[i].type == 's') {
			*(const char **) ((char *) &v + fields[i].offset) = "";
		}
	}
	r = sd_bus_message_enter_container(reply, 'a', "{sv}");
	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_enter_container(reply, 'e', "sv")) > 0) {
		r = sd_bus_message_read_basic(reply, 's', &name);
		if (r >= 0) {
			r = read_value(&v, reply, name);
		}
		if (r >= 0) {
			r = sd_bus_message_exit_container(reply);
		}
		if (r < 0) {
			return r;
		}
	}
	if (r < 0) {
		return r;
	}
	v.message = sd_bus_message_ref(reply);
	*ret = v;
	return 0;
}

/* Who fails to answer is not asked again: it is only about a few words. */
static enum daily_note ask_daily(struct client *c)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const char *value;

	if (client_call(c, WIRE_CONFIG, "Get", 0, &reply, "s", "daily_limit.enabled") < 0 ||
	    sd_bus_message_read_basic(reply, 's', &value) < 0) {
		return DAILY_NOT_ASKED;
	}
	return strcmp(value, "yes") == 0 ? DAILY_ON : DAILY_OFF;
}

int client_view(struct client *c, struct view *ret)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	int r;

	r = client_call(c, "org.freedesktop.DBus.Properties", "GetAll", 0, &reply, "s",
			WIRE_MANAGER);
	if (r < 0) {
		return r;
	}
	r = view_read(ret, reply);
	if (r < 0) {
		return client_fail(c, r, _("cannot read the answer of ergod"));
	}
	if (next_reason_from_string(ret->next_reason) == NEXT_NOTHING) {
		ret->daily = ask_daily(c);
	}
	return 0;
}

void view_done(struct view *v)
{
	v->message = sd_bus_message_unref(v->message);
}

const char *kind_words(const char *kind)
{
	switch (break_kind_from_string(kind)) {
	case BREAK_MICRO:
		return _("micro-break");
	case BREAK_REST:
		return _("rest break");
	case PROMPT_DAILY:
		return _("note on the day's screen time");
	default:
		return kind;
	}
}

static const char *quiet_words(const char *quiet)
{
	switch (quiet_reason_from_string(quiet)) {
	case REASON_MEETING:
		return _("a meeting");
	case REASON_CALL:
		return _("a call");
	case REASON_SHARING:
		return _("the screen is shared");
	case REASON_DO_NOT_DISTURB:
		return _("do not disturb");
	case REASON_FULL_SCREEN:
		return _("a full-screen window");
	case REASON_HOURS:
		return _("outside your hours");
	default:
		return quiet;
	}
}

void view_say_quiet(const struct view *v, struct text *t)
{
	const char *words = quiet_words(v->quiet);
	char until[CLOCK_STRING_MAX];

	if (v->quiet_until) {
		text_add(t, _("%s, until %s"), words,
			 say_moment(until, sizeof(until), v->quiet_until));
	} else if (v->quiet_text && *v->quiet_text) {
		text_add(t, _("%s (%s)"), words, v->quiet_text);
	} else {
		text_add(t, "%s", words);
	}
}

bool view_at_screen(const struct view *v)
{
	int p = presence_from_string(v->presence);

	return p == PRESENCE_PRESENT || p == PRESENCE_PASSIVE;
}

void view_say_engaged(const struct view *v, struct text *t)
{
	switch (engager_kind_from_string(v->engaged)) {
	case ENGAGER_MEETING:
		text_add(t, _("a meeting"));
		break;
	case ENGAGER_INHIBITOR:
		text_add(t, _("%s keeps the screen on"), v->engaged_by);
		break;
	case ENGAGER_PLAYER:
		text_add(t, _("%s plays a video"), v->engaged_by);
		break;
	default:
		text_add(t, "%s", v->engaged_by);
		break;
	}
}

usec_t view_input_ago(const struct view *v)
{
	return usec_sub(v->now - v->now % USEC_PER_SEC,
			v->last_input - v->last_input % USEC_PER_SEC);
}

const char *view_input_class(const struct view *v)
{
	int class = device_class_from_string(v->last_input_class);

	if (class < 0) {
		return v->last_input_class;
	}
	return class == DEVICE_OTHER ? Q_("device", "input")
				     : device_words((enum device_class) class);
}

bool view_break_active(const struct view *v)
{
	return *v->break_kind && break_state_from_string(v->break_state) != BREAK_NONE;
}

usec_t view_next_in(const struct view *v)
{
	switch (next_reason_from_string(v->next_reason)) {
	case NEXT_POSTPONED:
	case NEXT_SETTLE:
	case NEXT_LULL:
	case NEXT_SILENCE:
		return v->next_at ? usec_sub(v->next_at, v->now) : v->next_in;
	default:
		return v->next_in;
	}
}

/* With what is still to go: "until 14:30", or "until you resume". */
static void add_silence(const struct view *v, struct text *t)
{
	char clock[CLOCK_STRING_MAX];

	if (v->paused_until) {
		text_add(t, _("nothing before %s: paused"),
			 say_moment(clock, sizeof(clock), v->paused_until));
	} else {
		text_add(t, _("nothing until you resume: paused"));
	}
}

static void add_nothing(const struct view *v, struct text *t)
{
	switch (v->daily) {
	case DAILY_ON:
		text_add(t,
			 _("no break is prompted (micro_break.enabled and rest_break.enabled are "
			   "no), the daily limit still is"));
		break;
	case DAILY_OFF:
		text_add(t,
			 _("no break is prompted (micro_break.enabled and rest_break.enabled are "
			   "no), nor is the daily limit"));
		break;
	case DAILY_NOT_ASKED:
		text_add(t,
			 _("no break is prompted (micro_break.enabled and rest_break.enabled are "
			   "no)"));
		break;
	}
}

void view_say_next(const struct view *v, struct text *t)
{
	const char *kind = kind_words(v->next_kind);
	char in[DURATION_STRING_MAX], clock[CLOCK_STRING_MAX];
	struct text u = {};

	(void) duration_say(in, sizeof(in), view_next_in(v));
	(void) say_moment(clock, sizeof(clock), v->next_at);
	switch (next_reason_from_string(v->next_reason)) {
	case NEXT_COUNTING:
		text_add(t, _("%s in %s"), kind, in);
		break;
	case NEXT_AWAY:
		text_add(t, _("%s after %s more at the screen"), kind, in);
		break;
	case NEXT_ACTIVE:
		text_add(t, _("this %s first"), kind_words(v->break_kind));
		break;
	case NEXT_POSTPONED:
		text_add(t, _("%s again in %s"), kind, in);
		break;
	case NEXT_SETTLE:
		text_add(t, _("%s in %s"), kind, in);
		break;
	case NEXT_LULL:
		text_add(t, _("%s, at the next gap in your input"), kind);
		break;
	case NEXT_QUIET:
		view_say_quiet(v, &u);
		text_add(t, _("%s, held back: %s"), kind, u.s);
		break;
	case NEXT_SILENCE:
		add_silence(v, t);
		break;
	case NEXT_NOTHING:
		add_nothing(v, t);
		break;
	default:
		if (*v->next_kind) {
			text_add(t, _("%s in %s"), kind, in);
		} else {
			text_add(t, _("not known"));
		}
		break;
	}
}

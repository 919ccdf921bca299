#include "adapters/bus/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/tr.h"

#define RELOAD_LINES_MAX 20
#define RELOAD_TEXT_MAX  4096
#define COMMAND_REASON   256
#define ERASE_TEXT_MAX   512

/* ---- commands ---- */

/* The answer to a call whose op returned `r`, with a reason where the moment did not allow it. */
static int answer(struct bus *b, sd_bus_message *m, int r, const char *reason, sd_bus_error *error)
{
	char buf[COMMAND_REASON];

	if (r == -EBUSY) {
		return sd_bus_error_set(error, WIRE_ERROR_NOT_POSSIBLE,
					reason[0] ? bus_text(reason, buf, sizeof(buf))
						  : _("this is not possible now"));
	}
	if (r < 0) {
		return sd_bus_error_set_errno(error, r);
	}
	bus_changed(b);
	return sd_bus_reply_method_return(m, NULL);
}

/* Hands the command on and answers the call. */
static int run_command(struct bus *b, sd_bus_message *m, const struct event *ev,
		       sd_bus_error *error)
{
	char reason[COMMAND_REASON] = "";
	int r = b->ops->command(ev, reason, sizeof(reason), b->userdata);

	return answer(b, m, r, reason, error);
}

static int run_action(struct bus *b, sd_bus_message *m, enum action action, usec_t duration,
		      sd_bus_error *error)
{
	struct event ev = { .type = EVENT_ACTION, .action = action, .duration = duration };

	return run_command(b, m, &ev, error);
}

/* Reads a duration that is 0 or within bounds; `most` is its upper bound in words. */
static int read_duration(sd_bus_message *m, usec_t max, const char *most, usec_t *ret,
			 sd_bus_error *error)
{
	uint64_t duration;
	int r;

	r = sd_bus_message_read_basic(m, 't', &duration);
	if (r < 0) {
		return r;
	}
	if (duration != 0 && (duration < WIRE_DURATION_LEAST || duration > max)) {
		(void) sd_bus_error_setf(error, WIRE_ERROR_INVALID_ARGUMENT,
					 "duration is in microseconds and must be 0 or from "
					 "1000000 (1 s) to %" PRIu64 " (%s)",
					 max, most);
		return -EINVAL;
	}
	*ret = duration;
	return 0;
}

static int method_take_break(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct event ev = { .type = EVENT_BREAK };
	struct bus *b = userdata;
	const char *word;
	int kind, r;

	r = sd_bus_message_read_basic(m, 's', &word);
	if (r < 0) {
		return r;
	}
	kind = break_kind_from_string(word);
	if (kind != BREAK_MICRO && kind != BREAK_REST) {
		return sd_bus_error_set(error, WIRE_ERROR_INVALID_ARGUMENT,
					"kind must be \"micro\" or \"rest\"");
	}
	ev.kind = (enum break_kind) kind;
	return run_command(b, m, &ev, error);
}

static int method_end_break(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	return run_action(userdata, m, ACTION_END, 0, error);
}

static int method_postpone(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	usec_t duration;
	int r;

	r = read_duration(m, WIRE_POSTPONE_MAX, "12 h", &duration, error);
	if (r < 0) {
		return r;
	}
	return run_action(userdata, m, ACTION_POSTPONE, duration, error);
}

static int method_skip(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	return run_action(userdata, m, ACTION_SKIP, 0, error);
}

static int method_pause(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct event ev = { .type = EVENT_PAUSE };
	usec_t duration;
	int r;

	r = read_duration(m, WIRE_PAUSE_MAX, "31 days", &duration, error);
	if (r < 0) {
		return r;
	}
	ev.duration = duration == 0 ? USEC_INFINITY : duration;
	return run_command(userdata, m, &ev, error);
}

static int method_resume(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct event ev = { .type = EVENT_RESUME };

	return run_command(userdata, m, &ev, error);
}

static int method_meeting(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct bus *b = userdata;
	char reason[COMMAND_REASON] = "";
	usec_t duration;
	int r;

	r = read_duration(m, WIRE_MEETING_MAX, "12 h", &duration, error);
	if (r < 0) {
		return r;
	}
	r = b->ops->meeting(duration == 0 ? USEC_INFINITY : duration, reason, sizeof(reason),
			    b->userdata);
	return answer(b, m, r, reason, error);
}

static int method_end_meeting(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct bus *b = userdata;
	char reason[COMMAND_REASON] = "";
	int r = b->ops->end_meeting(reason, sizeof(reason), b->userdata);

	return answer(b, m, r, reason, error);
}

/* ---- reload ---- */

struct text {
	char s[RELOAD_TEXT_MAX];
	size_t len;
};

/* Appends a whole line or nothing.  Returns whether it had room, `spare` bytes left over. */
static bool add_line(struct text *t, size_t spare, const char *line)
{
	size_t len = strlen(line), newline = t->len > 0;

	if (t->len + newline + len + spare >= sizeof(t->s)) {
		return false;
	}
	(void) snprintf(t->s + t->len, sizeof(t->s) - t->len, "%s%s", newline ? "\n" : "", line);
	t->len += newline + len;
	return true;
}

/* All problems a line each, as far as they fit; then how many did not. */
static void diags_text(const struct config_diags *diags, struct text *ret)
{
	enum { LAST_LINE = 192 };
	char line[CONFIG_DIAG_STRING_MAX], clean[sizeof(line)], last[LAST_LINE];
	size_t shown = 0, hidden;

	ret->len = 0;
	ret->s[0] = '\0';
	for (; shown < diags->n && shown < RELOAD_LINES_MAX; shown++) {
		(void) config_diag_format(&diags->diag[shown], line, sizeof(line));
		if (!add_line(ret, LAST_LINE, bus_text(line, clean, sizeof(clean)))) {
			break;
		}
	}
	hidden = diags->n - shown + diags->dropped;
	if (hidden > 0) {
		(void) snprintf(last, sizeof(last),
				P_("... and %zu more: ergoctl config check",
				   "... and %zu more: ergoctl config check", hidden),
				hidden);
		(void) add_line(ret, 0, last);
	}
	if (ret->len == 0) {
		(void) add_line(ret, 0, _("the configuration was refused"));
	}
}

static int method_reload(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	const struct config_diags *diags = NULL;
	struct bus *b = userdata;
	struct text text;
	int r;

	r = bus_take_token(b, error);
	if (r < 0) {
		return r;
	}
	r = b->ops->reload(&diags, b->userdata);
	if (r == -EINVAL && diags) {
		diags_text(diags, &text);
		return sd_bus_error_set(error, WIRE_ERROR_INVALID_CONFIG, text.s);
	}
	if (r < 0) {
		return sd_bus_error_set_errno(error, r);
	}
	bus_changed(b);
	return sd_bus_reply_method_return(m, NULL);
}

/* ---- doctor ---- */

DEFINE_CLEANUP(struct health *, free)

static int append_checks(sd_bus_message *reply, const struct health *checks, size_t n)
{
	int r;

	r = sd_bus_message_open_container(reply, 'a', "(sss)");
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; i < n; i++) {
		char text[HEALTH_TEXT_MAX];

		r = sd_bus_message_append(reply, "(sss)", checks[i].name,
					  health_level_to_string(checks[i].level),
					  bus_text(checks[i].text, text, sizeof(text)));
		if (r < 0) {
			return r;
		}
	}
	return sd_bus_message_close_container(reply);
}

static int method_doctor(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	_cleanup_(freep) struct health *checks =
		NULL; /* too much for the stack, which never shrinks */
	struct bus *b = userdata;
	size_t n;
	int r;

	r = bus_take_token(b, error);
	if (r < 0) {
		return r;
	}
	checks = calloc(BUS_HEALTH_MAX, sizeof(*checks));
	if (!checks) {
		return -ENOMEM;
	}
	n = b->ops->doctor(checks, b->userdata);
	assert(n <= BUS_HEALTH_MAX);
	r = sd_bus_message_new_method_return(m, &reply);
	if (r < 0) {
		return r;
	}
	r = append_checks(reply, checks, n);
	if (r < 0) {
		return r;
	}
	return sd_bus_send(NULL, reply, NULL);
}

/* ---- the history ---- */

static int method_erase(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	char text[ERASE_TEXT_MAX] = "", buf[ERASE_TEXT_MAX];
	struct bus *b = userdata;
	uint64_t from, until;
	int r;

	r = sd_bus_message_read(m, "tt", &from, &until);
	if (r < 0) {
		return r;
	}
	until = until == 0 ? USEC_INFINITY : until;
	if (from >= until) {
		return sd_bus_error_set(error, WIRE_ERROR_INVALID_ARGUMENT,
					"from must be before until, in microseconds since 1970");
	}
	r = bus_take_token(b, error);
	if (r < 0) {
		return r;
	}
	r = b->ops->erase(from, until, text, sizeof(text), b->userdata);
	if (r < 0) {
		return sd_bus_error_set(error, WIRE_ERROR_NOT_POSSIBLE,
					bus_text(text, buf, sizeof(buf)));
	}
	bus_changed(b);
	return sd_bus_reply_method_return(m, "s", bus_text(text, buf, sizeof(buf)));
}

/* ---- the interface ---- */

/* No access control of its own: a session bus lets in nobody but its user. */
const sd_bus_vtable bus_manager_vtable[] = {
	SD_BUS_VTABLE_START(0),

#define P(type, name, field, flag)                                                                 \
	SD_BUS_PROPERTY(#name, BUS_SIGNATURE_##type, bus_props_get, 0, BUS_FLAG_##flag),
	/* clang-format off: takes the list for the start of an expression */
	BUS_PROPERTIES(P)
#undef P
	/* clang-format on */

	SD_BUS_METHOD_WITH_ARGS("TakeBreak", SD_BUS_ARGS("s", kind), SD_BUS_NO_RESULT,
				method_take_break, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("EndBreak", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, method_end_break,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Postpone", SD_BUS_ARGS("t", duration), SD_BUS_NO_RESULT,
				method_postpone, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Skip", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, method_skip,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Pause", SD_BUS_ARGS("t", duration), SD_BUS_NO_RESULT, method_pause,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Resume", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, method_resume,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Meeting", SD_BUS_ARGS("t", duration), SD_BUS_NO_RESULT,
				method_meeting, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("EndMeeting", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, method_end_meeting,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Reload", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, method_reload,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Doctor", SD_BUS_NO_ARGS, SD_BUS_RESULT("a(sss)", checks),
				method_doctor, SD_BUS_VTABLE_UNPRIVILEGED),

	SD_BUS_METHOD_WITH_ARGS("Erase", SD_BUS_ARGS("t", from, "t", until),
				SD_BUS_RESULT("s", removed), method_erase,
				SD_BUS_VTABLE_UNPRIVILEGED),

	SD_BUS_SIGNAL_WITH_ARGS("BreakDue", SD_BUS_ARGS("s", kind, "s", reason, "t", screen_time),
				0),
	SD_BUS_SIGNAL_WITH_ARGS("BreakStarted", SD_BUS_ARGS("s", kind), 0),
	SD_BUS_SIGNAL_WITH_ARGS("BreakEnded", SD_BUS_ARGS("s", kind, "s", outcome), 0),
	SD_BUS_SIGNAL_WITH_ARGS("SessionEnded", SD_BUS_ARGS("t", start, "t", end, "t", screen_time),
				0),
	SD_BUS_VTABLE_END,
};

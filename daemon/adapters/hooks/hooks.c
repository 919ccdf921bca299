#include "adapters/hooks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ergo/tr.h"
#include "internal.h"
#include "log.h"

#define DBUS      "org.freedesktop.DBus"
#define DBUS_PATH "/org/freedesktop/DBus"

/* More than it needs to be ended and told of. */
#define SLACK (10 * USEC_PER_SEC)

/* systemd's own words of how a unit ended, and its exit status where the program could not be run. */
#define RESULT_SUCCESS   "success"
#define RESULT_STATUS    "exit-code"
#define RESULT_SIGNAL    "signal"
#define RESULT_CORE_DUMP "core-dump"
#define RESULT_TIMEOUT   "timeout"
#define ERROR_EXISTS     SYSTEMD ".UnitExists"
#define STATUS_EXEC      203

static const char *const hook_names[] = {
	[HOOK_BREAK_DUE] = "break-due",     [HOOK_BREAK_STARTED] = "break-started",
	[HOOK_BREAK_ENDED] = "break-ended", [HOOK_SESSION_ENDED] = "session-ended",
	[HOOK_FINDING] = "finding",
};
DEFINE_STRTAB(hook, enum hook, hook_names)

usec_t hooks_now(const struct hooks *h)
{
	uint64_t now = 0;

	(void) sd_event_now(h->event, CLOCK_BOOTTIME, &now);
	return now;
}

void hooks_copy(char *to, size_t size, const char *from)
{
	size_t i = 0;

	for (; from[i] && i + 1 < size; i++) {
		to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
	}
	to[i] = '\0';
}

/* ---- running ---- */

static void drop(struct hook_run *run)
{
	if (!run->dropped) {
		log_notice("Hook %s: not run, the last one has not ended yet",
			   hook_to_string(run->hook));
	}
	run->dropped = true;
}

static bool has_ended_well(const struct hook_end *end)
{
	return strcmp(end->result, RESULT_SUCCESS) == 0;
}

void hook_ended(struct hook_run *run)
{
	struct hooks *h = run->hooks;

	if (run->state == HOOK_ASKED && strcmp(run->end.result, ERROR_EXISTS) == 0) {
		run->state = HOOK_ENDED;
		drop(run); /* it is of an ergod before us */
		return;
	}
	if (run->state == HOOK_RUNS) {
		hook_unit_release(run);
	}
	run->state = HOOK_ENDED;
	h->last = (int) run->hook;
	h->last_end = run->end;
	if (!has_ended_well(&run->end)) {
		log_notice("Hook %s: %s, status %d", hook_to_string(run->hook), run->end.result,
			   run->end.status);
	}
}

/* Whether one more may run in this minute. */
static bool take_turn(struct hooks *h)
{
	usec_t now = hooks_now(h);

	if (h->in_minute == 0 || now >= usec_add(h->minute, USEC_PER_MIN)) {
		h->minute = now;
		h->in_minute = 0;
		h->too_many = false;
	}
	if (h->in_minute < HOOKS_A_MINUTE) {
		h->in_minute++;
		return true;
	}
	if (!h->too_many) {
		log_notice("Hooks: not run, there were %u in a minute", HOOKS_A_MINUTE);
	}
	h->too_many = true;
	return false;
}

bool hooks_has(const struct hooks *h, enum hook hook)
{
	return h->run[hook].line[0] != '\0';
}

void hooks_run(struct hooks *h, enum hook hook, const char *const *environment)
{
	struct hook_run *run = &h->run[hook];
	struct command command;
	int r;

	if (!hooks_has(h, hook) || h->owner == OWNER_NONE) {
		return;
	}
	if (run->state != HOOK_ENDED && hooks_now(h) < run->until) {
		drop(run);
		return;
	}
	if (!take_turn(h)) {
		return;
	}
	r = command_split(run->line, &command);
	if (r >= 0 && command.n == 0) {
		return;
	}
	if (r >= 0) {
		r = hook_unit_start(run, &command, environment);
	}
	if (r < 0) {
		(void) log_warning_errno(r, "Hook %s: systemd can't be asked: %m",
					 hook_to_string(hook));
		return;
	}
	run->state = HOOK_ASKED;
	run->dropped = false;
	run->end = (struct hook_end){ .status = 0 };
	run->until = usec_add(hooks_now(h), usec_add(h->timeout, HOOK_ANSWER + HOOK_STOP + SLACK));
	log_debug("Hook %s", hook_to_string(hook));
}

static const char *line_of(const struct config *c, enum hook hook)
{
	switch (hook) {
	case HOOK_BREAK_DUE:
		return c->hooks_break_due.line;
	case HOOK_BREAK_STARTED:
		return c->hooks_break_started.line;
	case HOOK_BREAK_ENDED:
		return c->hooks_break_ended.line;
	case HOOK_SESSION_ENDED:
		return c->hooks_session_ended.line;
	case HOOK_FINDING:
		return c->hooks_finding.line;
	case _HOOK_MAX:
		break;
	}
	return "";
}

/* ---- systemd comes and goes ---- */

static void set_owner(struct hooks *h, const char *owner)
{
	h->owner = owner[0] ? OWNER_THERE : OWNER_NONE;
	for (size_t i = 0; i < _HOOK_MAX && !owner[0]; i++) {
		h->run[i].call = sd_bus_slot_unref(h->run[i].call);
		h->run[i].state = HOOK_ENDED; /* how is not told any more */
	}
}

static int on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct hooks *h = userdata;
	const char *sender = sd_bus_message_get_sender(m), *name, *before, *after;

	(void) error;
	if (sender && strcmp(sender, DBUS) == 0 &&
	    sd_bus_message_read(m, "sss", &name, &before, &after) > 0 &&
	    strcmp(name, SYSTEMD) == 0) {
		h->owner_call = sd_bus_slot_unref(h->owner_call);
		set_owner(h, after);
	}
	return 0;
}

static int on_owner(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct hooks *h = userdata;
	const char *owner;

	(void) error;
	h->owner_call = sd_bus_slot_unref(h->owner_call);
	if (sd_bus_message_is_method_error(m, SD_BUS_ERROR_NAME_HAS_NO_OWNER)) {
		set_owner(h, "");
	} else if (sd_bus_message_read_basic(m, 's', &owner) > 0) {
		set_owner(h, owner);
	}
	return 0;
}

/* Nobody is listened to for the sake of commands that are not there. */
static void deafen(struct hooks *h)
{
	h->owner_match = sd_bus_slot_unref(h->owner_match);
	h->owner_call = sd_bus_slot_unref(h->owner_call);
	h->owner = OWNER_ASKED;
	for (size_t i = 0; i < _HOOK_MAX; i++) {
		if (h->run[i].state == HOOK_ENDED) {
			h->run[i].match = sd_bus_slot_unref(h->run[i].match);
		}
	}
}

static int listen_to_owner(struct hooks *h)
{
	int r;

	if (h->owner_match) {
		return 0;
	}
	r = sd_bus_add_match_async(h->bus, &h->owner_match,
				   "type='signal',sender='" DBUS "',path='" DBUS_PATH
				   "',interface='" DBUS "',member='NameOwnerChanged',arg0='" SYSTEMD
				   "'",
				   on_owner_changed, NULL, h);
	if (r < 0) {
		return r;
	}
	return sd_bus_call_method_async(h->bus, &h->owner_call, DBUS, DBUS_PATH, DBUS,
					"GetNameOwner", on_owner, h, "s", SYSTEMD);
}

void hooks_configure(struct hooks *h, const struct config *config)
{
	bool any = false;
	int r = 0;

	h->timeout = config->hooks_timeout;
	for (size_t i = 0; i < _HOOK_MAX; i++) {
		(void) snprintf(h->run[i].line, sizeof(h->run[i].line), "%s",
				line_of(config, (enum hook) i));
		any = any || hooks_has(h, (enum hook) i);
	}
	if (any) {
		r = listen_to_owner(h);
	} else {
		deafen(h);
	}
	if (r < 0) {
		(void) log_warning_errno(r, "Hooks: the session bus can't be asked: %m");
	}
}

/* ---- life ---- */

int hooks_new(struct hooks **ret, sd_bus *bus)
{
	_cleanup_(hooks_freep) struct hooks *h = calloc(1, sizeof(*h));

	if (!h) {
		return -ENOMEM;
	}
	h->bus = sd_bus_ref(bus);
	h->event = sd_event_ref(sd_bus_get_event(bus));
	if (!h->event) {
		return -EINVAL;
	}
	h->last = -1;
	for (size_t i = 0; i < _HOOK_MAX; i++) {
		h->run[i].hooks = h;
		h->run[i].hook = (enum hook) i;
	}
	*ret = TAKE_PTR(h);
	return 0;
}

struct hooks *hooks_free(struct hooks *h)
{
	if (!h) {
		return NULL;
	}
	for (size_t i = 0; i < _HOOK_MAX; i++) {
		if (h->run[i].state == HOOK_RUNS) {
			hook_unit_release(&h->run[i]); /* it runs on, and ends by itself */
		}
		sd_bus_slot_unref(h->run[i].call);
		sd_bus_slot_unref(h->run[i].match);
	}
	sd_bus_slot_unref(h->owner_call);
	sd_bus_slot_unref(h->owner_match);
	sd_event_unref(h->event);
	sd_bus_unref(h->bus);
	free(h);
	return NULL;
}

/* ---- for doctor ---- */

/* How the last one failed. */
static void say_failure(const char *name, const struct hook_end *end, char *buf, size_t size)
{
	if (strcmp(end->result, RESULT_STATUS) == 0 && end->status == STATUS_EXEC) {
		(void) snprintf(buf, size,
				_("the last one, %s, can't be run: make sure that the program is "
				  "there and executable"),
				name);
	} else if (strcmp(end->result, RESULT_STATUS) == 0) {
		(void) snprintf(buf, size,
				_("the last one, %s, ended with status %d; what it said: "
				  "`journalctl --user -t ergod-hook`"),
				name, end->status);
	} else if (strcmp(end->result, RESULT_SIGNAL) == 0 ||
		   strcmp(end->result, RESULT_CORE_DUMP) == 0) {
		(void) snprintf(buf, size,
				_("the last one, %s, was ended by signal %d; what it said: "
				  "`journalctl --user -t ergod-hook`"),
				name, end->status);
	} else if (strcmp(end->result, RESULT_TIMEOUT) == 0) {
		(void) snprintf(buf, size,
				_("the last one, %s, ran longer than hooks.timeout and was ended"),
				name);
	} else {
		(void) snprintf(buf, size,
				_("the last one, %s, failed (%s): `journalctl --user -u "
				  "'ergod-hook-*'` may tell why"),
				name, end->result);
	}
}

void hooks_health(const struct hooks *h, struct health *ret)
{
	unsigned n = 0;

	*ret = (struct health){ .name = "hooks", .level = HEALTH_OK };
	for (size_t i = 0; i < _HOOK_MAX; i++) {
		n += hooks_has(h, (enum hook) i);
	}
	if (n == 0) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("no command is set for any event"));
	} else if (h->owner == OWNER_NONE) {
		ret->level = HEALTH_FAIL;
		(void) snprintf(
			ret->text, sizeof(ret->text), "%s",
			_("commands are run by the systemd of the user, which is not on the "
			  "session bus here: none is run"));
	} else if (h->last < 0) {
		(void) snprintf(ret->text, sizeof(ret->text),
				P_("%u command is set; none has ended yet",
				   "%u commands are set; none has ended yet", n),
				n);
	} else if (has_ended_well(&h->last_end)) {
		(void) snprintf(ret->text, sizeof(ret->text),
				P_("%u command is set; the last one, %s, ended well",
				   "%u commands are set; the last one, %s, ended well", n),
				n, hook_to_string((enum hook) h->last));
	} else {
		ret->level = HEALTH_WARN;
		say_failure(hook_to_string((enum hook) h->last), &h->last_end, ret->text,
			    sizeof(ret->text));
	}
}

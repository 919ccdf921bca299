/* `ergoctl watch`: a line for each event, through stops and returns of the daemon. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "watch.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"

static int on_properties(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(view_done) struct view v = {};
	struct watch *w = userdata;
	const char *interface;
	int r;

	(void) error;
	r = sd_bus_message_read_basic(m, 's', &interface);
	if (r < 0 || strcmp(interface, WIRE_MANAGER) != 0) {
		return 0;
	}
	r = view_read(&v, m);
	if (r < 0) {
		return 0;
	}
	watch_tell_changes(w, &v);
	return 0;
}

static int on_signal(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) error;
	watch_tell_signal(userdata, m);
	return 0;
}

/* ---- the daemon's life ---- */

static int on_status(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(view_done) struct view v = {};
	const sd_bus_error *e = sd_bus_message_get_error(m);
	struct watch *w = userdata;
	struct json_object *o;

	(void) error;
	if (!e && view_read(&v, m) >= 0) {
		watch_tell_status(w, &v);
		return 0;
	}
	o = watch_begin("daemon-absent");
	if (e && (sd_bus_error_has_name(e, SD_BUS_ERROR_NO_REPLY) ||
		  sd_bus_error_has_name(e, SD_BUS_ERROR_TIMEOUT))) {
		watch_finish(w, o, _("ergod does not answer; see: systemctl --user status ergod"));
	} else {
		watch_finish(
			w, o,
			_("ergod is not running; waiting for it   (systemctl --user start ergod)"));
	}
	return 0;
}

static int on_postponed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(view_done) struct view v = {};
	struct watch *w = userdata;
	bool told = !sd_bus_message_get_error(m) && view_read(&v, m) >= 0 &&
		    break_state_from_string(v.break_state) == BREAK_POSTPONED;

	(void) error;
	watch_tell_postponed(w, told ? v.next_at : 0);
	return 0;
}

static int ask_all(struct watch *w, sd_bus_message_handler_t on_answer)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(w->client.bus, &m, WIRE_NAME, WIRE_PATH, PROPERTIES,
					   "GetAll");
	if (r >= 0) {
		r = sd_bus_message_append(m, "s", WIRE_MANAGER);
	}
	if (r >= 0) {
		r = sd_bus_message_set_auto_start(m, false);
	}
	if (r >= 0) {
		r = sd_bus_call_async(w->client.bus, NULL, m, on_answer, w, CALL_TIMEOUT);
	}
	return r;
}

static int ask_status(struct watch *w)
{
	return ask_all(w, on_status);
}

int watch_ask_postponed(struct watch *w)
{
	return ask_all(w, on_postponed);
}

static int on_owner(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct watch *w = userdata;
	const char *name, *old, *new;

	(void) error;
	if (sd_bus_message_read(m, "sss", &name, &old, &new) < 0) {
		return 0;
	}
	if (*old) {
		watch_finish(w, watch_begin("daemon-stopped"), _("ergod stopped; waiting for it"));
	}
	if (*new) {
		watch_finish(w, watch_begin("daemon-started"), _("ergod is there"));
		return ask_status(w);
	}
	return 0;
}

static int on_disconnected(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct watch *w = userdata;

	(void) m;
	(void) error;
	out_error(_("the session bus has gone"));
	return sd_event_exit(w->event, EXIT_UNREACHABLE);
}

/* Nobody reads our output any more. */
static int on_stdout_gone(sd_event_source *s, int fd, uint32_t revents, void *userdata)
{
	(void) fd;
	(void) revents;
	(void) userdata;
	return sd_event_exit(sd_event_source_get_event(s), EXIT_DONE);
}

static int subscribe(struct watch *w)
{
	sd_bus *bus = w->client.bus;
	int r;

	r = sd_bus_match_signal_async(bus, NULL, WIRE_NAME, WIRE_PATH, WIRE_MANAGER, NULL,
				      on_signal, NULL, w);
	if (r >= 0) {
		r = sd_bus_match_signal_async(bus, NULL, WIRE_NAME, WIRE_PATH, WIRE_AUDIT, NULL,
					      on_signal, NULL, w);
	}
	if (r >= 0) {
		r = sd_bus_match_signal_async(bus, NULL, WIRE_NAME, WIRE_PATH, PROPERTIES,
					      "PropertiesChanged", on_properties, NULL, w);
	}
	if (r >= 0) {
		r = sd_bus_add_match_async(bus, NULL,
					   "type='signal',sender='org.freedesktop.DBus',"
					   "path='/org/freedesktop/DBus',"
					   "interface='org.freedesktop.DBus',"
					   "member='NameOwnerChanged',arg0='" WIRE_NAME "'",
					   on_owner, NULL, w);
	}
	if (r >= 0) {
		r = sd_bus_match_signal_async(
			bus, NULL, "org.freedesktop.DBus.Local", "/org/freedesktop/DBus/Local",
			"org.freedesktop.DBus.Local", "Disconnected", on_disconnected, NULL, w);
	}
	return r;
}

static int prepare(struct watch *w)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	sigset_t set;
	int r;

	/* A reader that goes away ends us by EPIPE, quietly, whatever we inherited. */
	(void) signal(SIGPIPE, SIG_IGN);
	(void) sigemptyset(&set);
	for (size_t i = 0; i < ELEMENTSOF(signals); i++) {
		(void) sigaddset(&set, signals[i]);
	}
	(void) sigprocmask(SIG_BLOCK, &set, NULL);
	r = sd_event_new(&w->event);
	for (size_t i = 0; r >= 0 && i < ELEMENTSOF(signals); i++) {
		r = sd_event_add_signal(w->event, NULL, signals[i], NULL, NULL);
	}
	if (r >= 0) {
		r = sd_bus_attach_event(w->client.bus, w->event, SD_EVENT_PRIORITY_NORMAL);
	}
	if (r >= 0) {
		/* a file can't be waited for, and does not go away */
		(void) sd_event_add_io(w->event, NULL, STDOUT_FILENO, 0, on_stdout_gone, NULL);
		r = subscribe(w);
	}
	return r < 0 ? r : ask_status(w);
}

int verb_watch(const struct args *args)
{
	struct watch w = { .json = args->set & OPT(OPT_JSON) };
	int r;

	if (client_open(&w.client) < 0) {
		return client_report(&w.client);
	}
	r = prepare(&w);
	if (r >= 0) {
		r = sd_event_loop(w.event);
	}
	if (r < 0) {
		out_error(_("cannot watch: %s"), strerror(-r));
		r = EXIT_FAILED;
	}
	(void) sd_bus_detach_event(w.client.bus);
	client_done(&w.client);
	(void) sd_event_unref(w.event);
	free(w.problems);
	return r;
}

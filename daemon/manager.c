#include "manager.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>

#include "log.h"
#include "manager-internal.h"
#include "posture-file.h"

/* How long there may be no source of input before anything is concluded from it. */
#define SOURCE_GRACE (5 * USEC_PER_SEC)

/* ---- what the adapters tell ---- */

static void on_input_changed(void *userdata);

static void look_for_display(struct manager *m)
{
	display_look(m->display);
	inputs_look(m->inputs);
	if (m->screens) {
		screens_look(m->screens);
	}
}

static bool somebody_there(const struct manager *m)
{
	struct snapshot s;

	engine_snapshot(m->engine, &s);
	return s.presence == PRESENCE_PRESENT || s.presence == PRESENCE_PASSIVE;
}

/* `boot`: since when; USEC_INFINITY: now. */
static void block_at(struct manager *m, enum blocker blocker, bool set, usec_t boot)
{
	struct event ev = { .type = set ? EVENT_BLOCK : EVENT_UNBLOCK, .blocker = blocker };
	unsigned mask = set ? m->blockers | 1u << blocker : m->blockers & ~(1u << blocker);
	bool there;

	if (mask == m->blockers) {
		return;
	}
	there = set && somebody_there(m);
	if (mask & HOLDING) { /* before the effects of the blocker, so that none of them shows */
		manager_prompts_hide(m);
	}
	manager_feed_past(m, &ev, boot);
	if (there) {
		manager_history_left(m);
	}
	/* and what was told meanwhile of the display stays */
	m->blockers = set ? m->blockers | 1u << blocker : m->blockers & ~(1u << blocker);
	if (!set) {
		m->unblocked = m->last.boot;
	}
	m->suspended = clock_suspended(); /* an announced sleep is no unannounced one */
	if (!(m->blockers & HOLDING)) {
		notify_hold(m->notify, false);
	}
	manager_prompts_countdown(m);
	if (blocker != BLOCKER_NO_SOURCE) {
		look_for_display(m);
	}
	if (blocker == BLOCKER_SESSION_INACTIVE) {
		on_input_changed(m);
	}
}

void manager_block(struct manager *m, enum blocker blocker, bool set)
{
	block_at(m, blocker, set, USEC_INFINITY);
}

static void on_session(const struct event *ev, void *userdata)
{
	struct manager *m = userdata;

	manager_block(m, ev->blocker, ev->type == EVENT_BLOCK);
}

static void on_input(void *userdata)
{
	manager_tick(userdata);
}

bool manager_is_blind(const struct manager *m)
{
	const unsigned known = 1u << BLOCKER_NO_SOURCE | 1u << BLOCKER_SESSION_INACTIVE;

	return inputs_current(m->inputs) < 0 && !(m->blockers & known);
}

/*
 * A source that goes may be back in a moment, or another one take over: nothing is concluded from that, and nothing
 * falls due meanwhile.  While another session is in front its own silence is no news either.
 */
static void on_input_changed(void *userdata)
{
	struct manager *m = userdata;

	if (manager_is_blind(m)) {
		m->lost = clock_to_engine(clock_boottime());
		(void) sd_event_source_set_time_relative(m->sourceless, SOURCE_GRACE);
		(void) sd_event_source_set_enabled(m->sourceless, SD_EVENT_ONESHOT);
		bus_changed(m->bus);
		return;
	}
	(void) sd_event_source_set_enabled(m->sourceless, SD_EVENT_OFF);
	if (inputs_current(m->inputs) >= 0) {
		manager_block(m, BLOCKER_NO_SOURCE, false);
	}
	manager_tick(m); /* what waited for the one before */
}

static int on_sourceless(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct manager *m = userdata;

	(void) source;
	(void) usec;
	if (manager_is_blind(m)) {
		block_at(m, BLOCKER_NO_SOURCE, true, m->lost);
	}
	return 0;
}

static void on_notify_changed(void *userdata)
{
	struct manager *m = userdata;
	bool available = notify_available(m->notify);

	if (available && !m->notify_was_available && m->display) {
		look_for_display(m); /* where notifications are, one may be */
	}
	m->notify_was_available = available;
	bus_changed(m->bus);
}

static void on_display_changed(void *userdata)
{
	struct manager *m = userdata;

	manager_settle(m); /* an X server to ask may have come */
}

/* Nothing falls due before it is known whether there was input: some sources have to be asked. */
static int on_deadline(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct manager *m = userdata;

	(void) usec;
	if (manager_attention_wait(m)) {
		(void) sd_event_source_set_time_relative(source, ATTENTION_ANSWER);
		(void) sd_event_source_set_enabled(source, SD_EVENT_ONESHOT);
	} else if (!manager_is_blind(m) && !inputs_refresh(m->inputs)) {
		manager_tick(m);
	} /* else on_input_changed() or on_input() follows */
	return 0;
}

static int on_countdown(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	manager_prompts_countdown(userdata);
	return 0;
}

static int on_hangup(sd_event_source *source, const struct signalfd_siginfo *info, void *userdata)
{
	struct manager *m = userdata;
	const struct config_diags *diags;

	(void) source;
	(void) info;
	if (manager_reload(m, &diags) < 0) {
		manager_log_diags(diags);
		log_warning("The configuration was not reloaded: everything stays as it was");
	}
	return 0;
}

/* The last thing before the bus closes itself, which it does at the end of its event loop. */
static int on_exit_loop(sd_event_source *source, void *userdata)
{
	struct manager *m = userdata;

	(void) source;
	(void) sd_notify(false, "STOPPING=1");
	m->attention = attention_free(m->attention);
	m->screens = screens_free(m->screens); /* no posture prompt as a farewell */
	manager_tick(m);                       /* what happened up to now belongs to the trace */
	manager_history_write(m);
	m->notify = notify_free(m->notify);
	return 0;
}

/* ---- making ---- */

static int watch_exit(struct manager *m)
{
	sd_event_source *source = NULL;
	int r = sd_event_add_exit(m->event, &source, on_exit_loop, m);

	if (r >= 0) {
		(void) sd_event_source_set_priority(source, SD_EVENT_PRIORITY_IMPORTANT);
		r = sd_event_source_set_floating(source, true);
	}
	sd_event_source_unref(source);
	return r;
}

static int open_loop(struct manager *m)
{
	sigset_t mask;
	int r;

	(void) sigemptyset(&mask);
	(void) sigaddset(&mask, SIGTERM);
	(void) sigaddset(&mask, SIGINT);
	(void) sigaddset(&mask, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &mask, NULL) < 0) {
		return log_error_errno(errno, "Cannot block signals: %m");
	}
	r = sd_event_default(&m->event);
	if (r < 0) {
		return log_error_errno(r, "Cannot make an event loop: %m");
	}
	if (sd_event_add_signal(m->event, NULL, SIGTERM, NULL, NULL) < 0 ||
	    sd_event_add_signal(m->event, NULL, SIGINT, NULL, NULL) < 0 ||
	    sd_event_add_signal(m->event, NULL, SIGHUP, on_hangup, m) < 0) {
		return log_error_errno(-EIO, "Cannot watch signals");
	}
	r = sd_event_add_time(m->event, &m->deadline, CLOCK_BOOTTIME, USEC_INFINITY, 0, on_deadline,
			      m);
	if (r >= 0) {
		r = sd_event_add_time(m->event, &m->countdown, CLOCK_BOOTTIME, USEC_INFINITY, 0,
				      on_countdown, m);
	}
	if (r >= 0) {
		r = sd_event_add_time(m->event, &m->sourceless, CLOCK_BOOTTIME, USEC_INFINITY, 0,
				      on_sourceless, m);
	}
	if (r >= 0) {
		r = sd_event_add_time(m->event, &m->posture_timer, CLOCK_BOOTTIME, USEC_INFINITY, 0,
				      on_deadline, m);
	}
	if (r >= 0) {
		r = sd_event_add_time(m->event, &m->diary_timer, CLOCK_BOOTTIME, USEC_INFINITY, 0,
				      on_deadline, m);
	}
	if (r >= 0) {
		r = watch_exit(m);
	}
	if (r < 0) {
		return log_error_errno(r, "Cannot make timers: %m");
	}
	(void) sd_event_set_watchdog(m->event, true);
	return 0;
}

static int load_config(struct manager *m)
{
	int r = conf_load(m->options.config_path, &m->conf);

	if (r < 0) {
		return log_error_errno(r, "Cannot read %s: %m",
				       m->options.config_path ? m->options.config_path
							      : "the configuration");
	}
	manager_log_diags(&m->conf->diags);
	if (m->options.config_path && conf_unread(m->conf)) {
		log_error("--config names no file that can be read: name another, or leave it out");
		return -EINVAL;
	}
	manager_take_config(m);
	manager_log_advice(m);
	return 0;
}

static int open_engine(struct manager *m)
{
	struct stamp now = clock_now(&m->clock);
	int r = engine_new(&m->engine, &m->config, &now);

	if (r < 0) {
		return log_error_errno(r, "Cannot make the engine: %m");
	}
	m->last = now;
	m->suspended = clock_suspended();
	m->effects = (struct effects){ .sink = manager_on_effects, .userdata = m };
	return 0;
}

static int open_bus(struct manager *m)
{
	int r = sd_bus_open_user(&m->bus_connection);

	if (r < 0) {
		return log_error_errno(
			r, "Cannot connect to the session bus (%m): start ergod inside a desktop "
			   "session, or with systemctl --user start ergod");
	}
	r = sd_bus_attach_event(m->bus_connection, m->event, SD_EVENT_PRIORITY_NORMAL);
	if (r < 0) {
		return log_error_errno(r, "Cannot attach the session bus: %m");
	}
	(void) sd_bus_set_exit_on_disconnect(m->bus_connection, true);
	r = bus_new(&m->bus, m->bus_connection, &manager_bus_ops, m);
	if (r < 0) {
		return log_error_errno(r, "Cannot offer org.ergod1: %m");
	}
	return 0;
}

struct inputs_settings manager_inputs_settings(const struct manager *m)
{
	return (struct inputs_settings){
		.config = &m->config,
		.seat = logind_seat(m->logind),
		/* Under Wayland it would be XWayland, which our connection might even start. */
		.x11_display = display_wayland(m->display) ? NULL : display_x11(m->display),
		.x11_authority = display_xauthority(m->display),
	};
}

static int open_adapters(struct manager *m)
{
	static const struct source_callbacks callbacks = { on_input, on_input_changed };
	struct inputs_options options = { m->options.input_socket, m->options.input_dir };
	struct inputs_settings settings;
	int r = notify_new(&m->notify, m->bus_connection, manager_prompts_action, on_notify_changed,
			   m);

	if (r >= 0) {
		r = display_new(&m->display, m->bus_connection, on_display_changed, m);
	}
	if (r >= 0) {
		r = logind_new(&m->logind, m->event, on_session, m);
	}
	if (r >= 0) {
		settings = manager_inputs_settings(m);
		r = inputs_new(&m->inputs, m->bus_connection, m->logind, &options, &settings,
			       &callbacks, m);
	}
	if (r < 0) {
		return log_error_errno(r, "Cannot start: %m");
	}
	manager_block(m, BLOCKER_NO_SOURCE, inputs_current(m->inputs) < 0);
	r = manager_audit_open(m);
	if (r >= 0) {
		r = manager_attention_open(m);
	}
	if (r >= 0) {
		r = manager_hooks_open(m);
	}
	return r < 0 ? log_error_errno(r, "Cannot start: %m") : 0;
}

/* Before anything is opened that a second ergod has no use for.  Nobody is answered before the loop runs. */
static int own_name(struct manager *m)
{
	int r = bus_own_name(m->bus);

	if (r < 0 && r != -EEXIST) {
		return log_error_errno(r, "Cannot own the name org.ergod1: %m");
	}
	return r;
}

static int open_trace(struct manager *m)
{
	const char *path = m->options.trace_path;
	int r;

	if (!path) {
		return 0;
	}
	r = trace_log_new(&m->trace, path, &m->config, &m->last);
	if (r == -EEXIST) {
		log_error("%s exists: name a new file for the trace", path);
		return -EINVAL;
	}
	return r < 0 ? log_error_errno(r, "Cannot write %s: %m", path) : 0;
}

int manager_new(struct manager **ret, const struct manager_options *options)
{
	_cleanup_(manager_freep) struct manager *m = calloc(1, sizeof(*m));
	int r;

	if (!m) {
		return log_error_errno(-ENOMEM, "Cannot start: %m");
	}
	m->options = *options;
	m->diary_asked = INT64_MIN;
	posture_init(&m->posture);
	posture_file_load(&m->posture);
	r = audits_new(&m->audits);
	if (r >= 0) {
		r = history_new(&m->history);
	}
	if (r < 0) {
		return log_error_errno(r, "Cannot start: %m");
	}
	r = open_loop(m);
	if (r >= 0) {
		r = load_config(m);
	}
	if (r >= 0) {
		r = open_engine(m);
	}
	if (r >= 0) {
		r = open_bus(m);
	}
	if (r >= 0) {
		r = own_name(m);
	}
	if (r >= 0) {
		manager_history_open(m);
		r = open_trace(m);
	}
	if (r >= 0) {
		r = open_adapters(m);
	}
	if (r < 0) {
		return r;
	}
	manager_settle(m);
	manager_prompts_resume(m);
	*ret = TAKE_PTR(m);
	return 0;
}

struct manager *manager_free(struct manager *m)
{
	if (!m) {
		return NULL;
	}
	m->attention = attention_free(m->attention);
	m->screens = screens_free(m->screens);
	m->inputs = inputs_free(m->inputs);
	m->logind = logind_free(m->logind);
	m->display = display_free(m->display);
	m->hooks = hooks_free(m->hooks);
	m->notify = notify_free(m->notify);
	m->bus = bus_free(m->bus);
	m->bus_connection = sd_bus_flush_close_unref(m->bus_connection);
	m->trace = trace_log_free(m->trace);
	m->engine = engine_free(m->engine);
	m->conf = conf_free(m->conf);
	m->audits = audits_free(m->audits);
	m->history = history_free(m->history);
	m->posture_timer = sd_event_source_disable_unref(m->posture_timer);
	m->diary_timer = sd_event_source_disable_unref(m->diary_timer);
	m->deadline = sd_event_source_disable_unref(m->deadline);
	m->countdown = sd_event_source_disable_unref(m->countdown);
	m->sourceless = sd_event_source_disable_unref(m->sourceless);
	m->event = sd_event_unref(m->event);
	free(m);
	return NULL;
}

int manager_run(struct manager *m)
{
	int r;

	(void) sd_notify(false, "READY=1\nSTATUS=Watching");
	log_info("Started: %s", *m->conf->path ? m->conf->path : "default configuration");
	r = sd_event_loop(m->event);
	if (r < 0) {
		return log_error_errno(r, "The event loop failed: %m");
	}
	if (r > 0) {
		return log_error_errno(-ENOTCONN, "Stopped: the session bus is gone");
	}
	log_info("Stopped");
	return 0;
}

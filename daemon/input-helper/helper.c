#include "input-helper/helper.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <time.h>

#include "ergo/conf-file.h"
#include "input-helper/clients.h"
#include "input-helper/seat.h"
#include "input-helper/seconds.h"
#include "input/evdev.h"
#include "log.h"

/*
 * A timer that may be late may also come early, when something else wakes us within that time: a key.  So it may
 * not, lest the moment of sending tell of it.
 */
#define TICK_ACCURACY 1

/* When the devices could not be read at all. */
#define SAMPLE_AGAIN (5 * USEC_PER_SEC)

/*
 * Devices are open only while somebody who may be told listens; so there is never input of before, or of the
 * owner before, to be told.
 */
struct helper {
	sd_event *event;
	struct evdev_config devices;
	struct seat *seat;
	struct clients *clients;
	struct evdev_source *evdev; /* NULL: nobody may be told */
	uid_t sampled_for;
	struct seconds seconds;
	sd_event_source *tick;  /* on while something is to be told at the next tick */
	sd_event_source *idle;  /* on while nobody listens */
	sd_event_source *look;  /* clients have come or gone */
	sd_event_source *again; /* on while devices should be read and can't */
	usec_t idle_exit;
	char seat_name[64];
};

static usec_t now_of(const struct helper *h)
{
	uint64_t now = 0;

	(void) sd_event_now(h->event, CLOCK_BOOTTIME, &now);
	return now;
}

/* ---- what is told, at ticks ---- */

/* What holds for the owner of the seat. */
static struct input_wire state_at(const struct helper *h, usec_t tick)
{
	struct input_wire state = { .type = INPUT_WIRE_STATE, .yours = true, .tick = tick };
	size_t classes[_DEVICE_CLASS_MAX];

	if (h->evdev && evdev_source_devices(h->evdev) > 0) {
		evdev_source_classes(h->evdev, classes);
		for (size_t i = 0; i < _DEVICE_CLASS_MAX; i++) {
			state.devices[i] =
				(uint8_t) (classes[i] < UINT8_MAX ? classes[i] : UINT8_MAX);
		}
	}
	return state;
}

/* Sees to it that there will be a tick if anything is to be told. */
static void arm(struct helper *h)
{
	usec_t now = now_of(h), next = input_wire_tick(usec_add(now, 1), h->seconds.phase);
	struct input_wire state = state_at(h, next);
	bool wanted = h->seconds.n > 0 || clients_want_state(h->clients, &state);

	(void) sd_event_source_set_time(h->tick, next);
	(void) sd_event_source_set_enabled(h->tick, wanted ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	struct helper *h = userdata;

	seconds_add(&h->seconds, run);
}

/* A tick, or shortly after it: everything up to it is read, then told. */
static void tell(struct helper *h)
{
	usec_t now = now_of(h);
	usec_t tick =
		usec_sub(input_wire_tick(usec_add(now, 1), h->seconds.phase), INPUT_WIRE_GRID);
	struct input_wire state, input;

	if (h->evdev) {
		evdev_source_drain(h->evdev, now, on_run, h);
	}
	/* Ticks never go back, on any connection: what is older than the state goes first. */
	while (seconds_take(&h->seconds, usec_sub(tick, INPUT_WIRE_GRID), &input)) {
		clients_tell_input(h->clients, &input);
	}
	state = state_at(h, tick);
	clients_tell_state(h->clients, &state);
	while (seconds_take(&h->seconds, tick, &input)) {
		clients_tell_input(h->clients, &input);
	}
	arm(h);
}

static int on_tick(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	tell(userdata);
	return 0;
}

/* ---- devices ---- */

static void on_ready(void *userdata)
{
	tell(userdata);
}

static void on_devices(void *userdata)
{
	arm(userdata);
}

static void sample_begin(struct helper *h)
{
	static const struct source_callbacks callbacks = { on_ready, on_devices };
	int r;

	seconds_begin(&h->seconds, now_of(h));
	r = evdev_source_new(&h->evdev, h->event, &h->devices, &callbacks, h);
	if (r < 0) {
		log_error_errno(r, "Cannot read input devices: %m");
		(void) sd_event_source_set_time_relative(h->again, SAMPLE_AGAIN);
		(void) sd_event_source_set_enabled(h->again, SD_EVENT_ONESHOT);
		return;
	}
	evdev_source_set_grid(h->evdev, INPUT_WIRE_GRID, h->seconds.phase);
}

static void sample_end(struct helper *h)
{
	h->evdev = evdev_source_free(h->evdev);
	h->seconds.n = 0;
}

/* Clients or the owner of the seat have changed. */
static void update(struct helper *h)
{
	uid_t owner = 0;
	bool owned = seat_owner(h->seat, &owner);

	if (h->evdev && (!owned || owner != h->sampled_for || !clients_entitled(h->clients))) {
		sample_end(h);
	}
	(void) sd_event_source_set_enabled(h->again, SD_EVENT_OFF);
	if (!h->evdev && owned && clients_entitled(h->clients)) {
		h->sampled_for = owner;
		sample_begin(h);
	}
	if (clients_count(h->clients) == 0) {
		(void) sd_event_source_set_time_relative(h->idle, h->idle_exit);
	}
	(void) sd_event_source_set_enabled(
		h->idle, clients_count(h->clients) == 0 ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
	arm(h);
}

static void on_seat(void *userdata)
{
	update(userdata);
}

/* Later: this may come out of the very devices that may have to be closed. */
static void on_clients(void *userdata)
{
	struct helper *h = userdata;

	(void) sd_event_source_set_enabled(h->look, SD_EVENT_ONESHOT);
}

static int on_look(sd_event_source *source, void *userdata)
{
	struct helper *h = userdata;

	(void) source;
	seat_look(h->seat);
	update(h);
	return 0;
}

static int on_again(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	update(userdata);
	return 0;
}

static bool is_owner(uid_t uid, void *userdata)
{
	const struct helper *h = userdata;
	uid_t owner;

	return seat_owner(h->seat, &owner) && owner == uid;
}

static int on_idle(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) usec;
	(void) userdata;
	log_info("Nobody listens");
	return sd_event_exit(sd_event_source_get_event(source), 0);
}

/* ---- life ---- */

static int open_loop(struct helper *h)
{
	sigset_t mask;
	int r;

	(void) sigemptyset(&mask);
	(void) sigaddset(&mask, SIGTERM);
	(void) sigaddset(&mask, SIGINT);
	if (sigprocmask(SIG_BLOCK, &mask, NULL) < 0) {
		return -errno;
	}
	r = sd_event_default(&h->event);
	if (r >= 0) {
		r = sd_event_add_signal(h->event, NULL, SIGTERM, NULL, NULL);
	}
	if (r >= 0) {
		r = sd_event_add_signal(h->event, NULL, SIGINT, NULL, NULL);
	}
	if (r >= 0) {
		r = sd_event_add_time(h->event, &h->tick, CLOCK_BOOTTIME, USEC_INFINITY,
				      TICK_ACCURACY, on_tick, h);
	}
	if (r >= 0) {
		r = sd_event_add_time_relative(h->event, &h->idle, CLOCK_MONOTONIC, h->idle_exit, 0,
					       on_idle, h);
	}
	if (r >= 0) {
		r = sd_event_add_defer(h->event, &h->look, on_look, h);
	}
	if (r >= 0) {
		r = sd_event_add_time(h->event, &h->again, CLOCK_MONOTONIC, USEC_INFINITY,
				      USEC_PER_SEC, on_again, h);
	}
	if (r >= 0) {
		r = sd_event_source_set_enabled(h->again, SD_EVENT_OFF);
	}
	return r < 0 ? r : sd_event_source_set_enabled(h->tick, SD_EVENT_OFF);
}

/* Which devices do not count, and how far a mouse trembles: [input] of the configuration. */
static int load_config(struct helper *h, const struct helper_options *options)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	char text[CONFIG_DIAG_STRING_MAX];
	int r = conf_load(options->config_path, &conf);

	if (r < 0) {
		return log_error_errno(r, "Cannot read %s: %m",
				       options->config_path ?: "the configuration");
	}
	for (size_t i = 0; i < conf->diags.n; i++) {
		log_warning("%s", config_diag_format(&conf->diags.diag[i], text, sizeof(text)));
	}
	h->devices = (struct evdev_config){
		.ignore = conf->config.input_ignore,
		.only = conf->config.input_only,
		.motion_slop = conf->config.input_motion_slop,
		.seat = h->seat_name,
		.dir = options->input_dir,
	};
	return 0;
}

static int open_all(struct helper *h, const struct helper_options *options)
{
	static const struct clients_callbacks callbacks = { is_owner, on_clients };
	int r = open_loop(h);

	if (r < 0) {
		return log_error_errno(r, "Cannot make an event loop: %m");
	}
	r = seat_new(&h->seat, h->event, h->seat_name, on_seat, h);
	if (r < 0) {
		return log_error_errno(r, "Cannot follow %s: %m", h->seat_name);
	}
	r = clients_new(&h->clients, h->event, options->listen_fd, &callbacks, h);
	return r < 0 ? log_error_errno(r, "Cannot listen: %m") : 0;
}

int helper_new(struct helper **ret, const struct helper_options *options)
{
	_cleanup_(helper_freep) struct helper *h = calloc(1, sizeof(*h));
	const char *seat = options->seat ?: "seat0";
	int r;

	if (!h) {
		return log_error_errno(-ENOMEM, "Cannot start: %m");
	}
	if (strlen(seat) >= sizeof(h->seat_name)) {
		return log_error_errno(-ENAMETOOLONG, "--seat: %m");
	}
	memcpy(h->seat_name, seat, strlen(seat) + 1);
	h->idle_exit = options->idle_exit;
	/* Where on the clock the grid lies is nobody's to choose. */
	if (getrandom(&h->seconds.phase, sizeof(h->seconds.phase), 0) !=
	    (ssize_t) sizeof(h->seconds.phase)) {
		return log_error_errno(-errno, "Cannot get a random number: %m");
	}
	h->seconds.phase %= INPUT_WIRE_GRID;
	r = load_config(h, options);
	if (r >= 0) {
		r = open_all(h, options);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(h);
	return 0;
}

struct helper *helper_free(struct helper *h)
{
	if (h) {
		h->evdev = evdev_source_free(h->evdev);
		h->clients = clients_free(h->clients);
		h->seat = seat_free(h->seat);
		sd_event_source_disable_unref(h->tick);
		sd_event_source_disable_unref(h->idle);
		sd_event_source_disable_unref(h->look);
		sd_event_source_disable_unref(h->again);
		sd_event_unref(h->event);
		free(h);
	}
	return NULL;
}

int helper_run(struct helper *h)
{
	int r;

	(void) sd_notify(false, "READY=1");
	r = sd_event_loop(h->event);
	(void) sd_notify(false, "STOPPING=1");
	return r < 0 ? log_error_errno(r, "The event loop failed: %m") : 0;
}

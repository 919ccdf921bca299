/* The players adapter on a private session bus; players are further connections in the same loop, or real. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "../lib/private-bus.h"
#include "adapters/players.h"
#include "log.h"

#define MPRIS      "org.mpris.MediaPlayer2"
#define MPRIS_PATH "/org/mpris/MediaPlayer2"
#define PLAYER     MPRIS ".Player"
#define PROPERTIES "org.freedesktop.DBus.Properties"

static struct fixture {
	struct private_bus daemon;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct players *players;
	unsigned changed;
} fx;

static usec_t now_by(clockid_t clock)
{
	struct timespec t;

	(void) clock_gettime(clock, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

/* "mpv [video], vlc; " of those that play. */
static const char *listed(void)
{
	static char text[ENGAGERS_MAX * (ENGAGER_TEXT_MAX + 16)];
	struct engagers list = { .n = 0 };
	size_t len = 0;

	text[0] = '\0';
	players_list(fx.players, &list);
	for (size_t i = 0; i < list.n; i++) {
		assert_int_equal(list.e[i].kind, ENGAGER_PLAYER);
		assert_string_equal(list.e[i].why, "");
		len += (size_t) snprintf(text + len, sizeof(text) - len, "%s%s%s", i ? ", " : "",
					 list.e[i].who, list.e[i].video ? " [video]" : "");
	}
	return text;
}

static bool lists(const char *want)
{
	return strcmp(listed(), want) == 0;
}

#define run_until(condition)                                                                       \
	do {                                                                                       \
		usec_t end_ = now_by(CLOCK_MONOTONIC) + 20 * USEC_PER_SEC;                         \
		while (!(condition)) {                                                             \
			if (now_by(CLOCK_MONOTONIC) > end_) {                                      \
				fail_msg("waited in vain: %s; %s", #condition, listed());          \
			}                                                                          \
			assert_true(sd_event_run(fx.event, 10 * USEC_PER_MS) >= 0);                \
		}                                                                                  \
	} while (0)

static void run_for(usec_t d)
{
	usec_t end = now_by(CLOCK_MONOTONIC) + d;

	while (now_by(CLOCK_MONOTONIC) < end) {
		assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
	}
}

static const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	players_health(fx.players, &h);
	assert_string_equal(h.name, "players");
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

static sd_bus *connect_bus(void)
{
	sd_bus *bus = NULL;

	assert_true(sd_bus_new(&bus) >= 0);
	assert_true(sd_bus_set_address(bus, fx.daemon.address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	return bus;
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.changed++;
}

static void start(void)
{
	unsigned before = fx.changed;

	assert_int_equal(players_new(&fx.players, fx.bus, on_changed, &fx), 0);
	assert_int_equal(fx.changed, before);
}

static int fixture_setup(void)
{
	log_open(LOG_ERR);
	fx = (struct fixture){ .changed = 0 };
	assert_int_equal(private_bus_start(&fx.daemon), 0);
	assert_true(sd_event_new(&fx.event) >= 0);
	fx.bus = connect_bus();
	assert_true(sd_bus_attach_event(fx.bus, fx.event, 0) >= 0);
	return 0;
}

static void fixture_teardown(void)
{
	fx.players = players_free(fx.players);
	fx.bus = sd_bus_flush_close_unref(fx.bus);
	fx.event = sd_event_unref(fx.event);
	private_bus_stop(&fx.daemon);
}

/* A notify adapter on a private bus, its callbacks recorded; for the test_notify_*.c. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "../lib/notify-desktop.h"
#include "adapters/notify-internal.h"
#include "log.h"

struct fixture {
	struct desktop desktop;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct notify *notify;
	char action[32]; /* the last one */
	enum subject subject;
	unsigned actions, changes;
};

static inline void on_action(enum subject subject, const char *action, void *userdata)
{
	struct fixture *f = userdata;

	(void) snprintf(f->action, sizeof(f->action), "%s", action);
	f->subject = subject;
	f->actions++;
}

static inline void on_changed(void *userdata)
{
	((struct fixture *) userdata)->changes++;
}

static inline sd_bus *fixture_connect(struct fixture *f)
{
	sd_bus *bus = NULL;

	assert_true(sd_bus_new(&bus) >= 0);
	assert_true(sd_bus_set_address(bus, f->desktop.address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	return bus;
}

static inline void fixture_notify(struct fixture *f)
{
	assert_true(notify_new(&f->notify, f->bus, on_action, on_changed, f) >= 0);
	/* Everything a hundred times faster than at a desk. */
	f->notify->times = (struct notify_times){
		.patience = 100 * USEC_PER_MS,
		.retry = 50 * USEC_PER_MS,
		.update = 100 * USEC_PER_MS,
	};
}

static inline void fixture_up(struct fixture *f, const char *services)
{
	*f = (struct fixture){ 0 };
	log_open(LOG_ERR);
	desktop_up(&f->desktop, services);
	assert_true(sd_event_new(&f->event) >= 0);
	f->bus = fixture_connect(f);
	assert_true(sd_bus_attach_event(f->bus, f->event, 0) >= 0);
	fixture_notify(f);
}

static inline void fixture_down(struct fixture *f)
{
	f->notify = notify_free(f->notify);
	f->bus = sd_bus_flush_close_unref(f->bus);
	f->event = sd_event_unref(f->event);
	desktop_down(&f->desktop);
}

static inline usec_t fixture_now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

/* Runs the loop until the condition holds; fails the test after 10 s. */
#define WAIT_FOR(f, condition)                                                                     \
	do {                                                                                       \
		usec_t end_ = fixture_now() + 10 * USEC_PER_SEC;                                   \
		while (!(condition)) {                                                             \
			if (fixture_now() > end_) {                                                \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run((f)->event, 10 * USEC_PER_MS) >= 0);              \
		}                                                                                  \
	} while (0)

/* Runs the loop for a while: for what is not to happen. */
static inline void fixture_run(struct fixture *f, usec_t d)
{
	usec_t end = fixture_now() + d;

	while (fixture_now() < end) {
		assert_true(sd_event_run(f->event, 5 * USEC_PER_MS) >= 0);
	}
}

/* Runs the loop until nothing has come for a moment. */
static inline void fixture_drain(struct fixture *f)
{
	while (sd_event_run(f->event, 30 * USEC_PER_MS) > 0) {
	}
}

static inline const char *fixture_health(struct fixture *f)
{
	static struct health h;

	notify_health(f->notify, &h);
	assert_string_equal(h.name, "notifications");
	assert_true(h.text[0] && !strchr(h.text, '\n'));
	static char line[HEALTH_TEXT_MAX + 8];
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

#define assert_contains(text, part)                                                                \
	do {                                                                                       \
		const char *text_ = (text);                                                        \
		if (!strstr(text_, part)) {                                                        \
			fail_msg("\"%s\" is not in \"%s\"", part, text_);                          \
		}                                                                                  \
	} while (0)

static inline struct notice a_notice(const char *summary)
{
	struct notice n = {
		.body = "Stand up for 5 minutes?\nOr type ergoctl break rest.",
		.actions = { { "default", "Start" },
			     { "start", "Start (5 min)" },
			     { "postpone", "In 5 min" },
			     { "skip", "Skip" } },
		.n_actions = 4,
		.urgency = NOTICE_NORMAL,
		.progress = -1,
		.timeout_ms = 60000,
		.resident = true,
	};

	(void) snprintf(n.summary, sizeof(n.summary), "%s", summary);
	return n;
}

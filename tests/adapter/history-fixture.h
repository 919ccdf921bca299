/*
 * A made-up user of some weeks: input and locks in virtual time, the log of what a daemon was fed of it
 * and had kept, and a plain reckoning of that log.  Lies in memory that a forked process shares.
 */
#pragma once

#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <systemd/sd-id128.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/random-day.h"
#include "clock.h"
#include "ergo/measure.h"
#include "ergo/store.h"
#include "history.h"

#define WORLD_BEGINS    (UINT64_C(1772431200) * USEC_PER_SEC) /* 2026-03-02 06:00 UTC */
#define WORLD_DAYS_MAX  40
#define WORLD_INPUT_MAX 400000

enum fed {
	FED_PULSE,
	FED_LOCK,
	FED_UNLOCK,
	FED_REBOOT,  /* the daemon began, and the machine had too */
	FED_RESTART, /* the daemon began */
};

struct input {
	usec_t t; /* since WORLD_BEGINS */
	enum fed type;
};

struct world {
	struct config config;
	struct random random;
	size_t n;
	struct input input[WORLD_INPUT_MAX];
	size_t fed, kept; /* of the log: so far; and as the history had it last */
	struct input log[WORLD_INPUT_MAX];
	size_t heap_early, heap; /* bytes allocated, on the second day and at the end */
};

/* One life of the daemon. */
struct plan {
	usec_t begin, end, boot;
	uint64_t boot_number;
	bool reboot, clean, faults;
};

struct reckoning {
	usec_t day[WORLD_DAYS_MAX + 2], input[WORLD_DAYS_MAX + 2], share[WORLD_DAYS_MAX + 2];
	usec_t sessions;
	size_t present, typed, stretches;
	int64_t typed_last;
};

static uint64_t boot_number;

/* In place of libsystemd's. */
int sd_id128_get_boot(sd_id128_t *ret)
{
	*ret = (sd_id128_t){ .qwords = { 1, boot_number } };
	return 0;
}

/* How many days are lived through. */
static inline size_t world_days(size_t otherwise)
{
	return getenv("ERGO_SOAK") ? 30 : otherwise;
}

static inline void world_add(struct world *w, usec_t t, enum fed type)
{
	assert_true(w->n < WORLD_INPUT_MAX);
	w->input[w->n++] = (struct input){ t, type };
}

/* Types from t on for about `d`; returns when that is over. */
static inline usec_t world_type(struct world *w, usec_t t, usec_t d)
{
	usec_t end = t + d;

	while (t < end) {
		world_add(w, t, FED_PULSE);
		t += USEC_PER_SEC + random_below(&w->random, 15 * USEC_PER_SEC);
		if (random_percent(&w->random, 2)) { /* reading, or gone */
			t += random_below(&w->random, 3 * USEC_PER_MIN);
		}
	}
	return t;
}

static inline void world_day(struct world *w, size_t day)
{
	usec_t t = day * USEC_PER_DAY + random_below(&w->random, 2 * USEC_PER_HOUR);
	/* At times until after 04:00, when the day ends. */
	usec_t end = day * USEC_PER_DAY + (random_percent(&w->random, 20)
						   ? 22 * USEC_PER_HOUR + 30 * USEC_PER_MIN
						   : 11 * USEC_PER_HOUR);

	while (t < end) {
		t = world_type(w, t, USEC_PER_MIN + random_below(&w->random, 50 * USEC_PER_MIN));
		if (random_percent(&w->random, 40)) {
			world_add(w, t, FED_LOCK);
			t += USEC_PER_MIN + random_below(&w->random, 30 * USEC_PER_MIN);
			world_add(w, t, FED_UNLOCK);
		} else {
			t += random_below(&w->random, 20 * USEC_PER_MIN);
		}
	}
}

static inline void world_make(struct world *w, uint64_t seed, size_t days)
{
	random_seed(&w->random, seed);
	config_defaults(&w->config);
	/* Prompts would have hands-off breaks, which the reckoning knows nothing of. */
	w->config.micro_break_enabled = w->config.rest_break_enabled = false;
	w->n = w->fed = w->kept = 0;
	for (size_t i = 0; i < days; i++) {
		world_day(w, i);
	}
}

static inline struct stamp world_stamp(usec_t boot, usec_t t)
{
	return (struct stamp){ .boot = CLOCK_EPOCH + (t - boot),
			       .real = WORLD_BEGINS + t,
			       .gmtoff_until = USEC_INFINITY };
}

static inline usec_t world_time(usec_t boot, usec_t stamp)
{
	return boot + (stamp - CLOCK_EPOCH);
}

/* The first input at or after t. */
static inline size_t world_after(const struct world *w, usec_t t)
{
	size_t i = 0;

	while (i < w->n && w->input[i].t < t) {
		i++;
	}
	return i;
}

static inline bool world_locked(const struct world *w, usec_t t)
{
	bool locked = false;

	for (size_t i = 0; i < w->n && w->input[i].t < t; i++) {
		locked = w->input[i].type == FED_LOCK || (locked && w->input[i].type != FED_UNLOCK);
	}
	return locked;
}

static inline bool world_disk_full(usec_t t)
{
	return t / (20 * USEC_PER_MIN) % 13 == 5;
}

static inline void world_log(struct world *w, enum fed type, usec_t t)
{
	assert_true(w->fed < WORLD_INPUT_MAX);
	w->log[w->fed++] = (struct input){ t, type };
}

static inline struct event world_event(const struct input *in)
{
	switch (in->type) {
	case FED_LOCK:
		return (struct event){ .type = EVENT_BLOCK, .blocker = BLOCKER_LOCKED };
	case FED_UNLOCK:
		return (struct event){ .type = EVENT_UNBLOCK, .blocker = BLOCKER_LOCKED };
	case FED_PULSE:
	case FED_REBOOT:
	case FED_RESTART:
		break;
	}
	return (struct event){ .type = EVENT_PULSE, .device = DEVICE_KEYBOARD };
}

/* ---- the reckoning: presence is from input to the last input before a gap, or to a lock ---- */

/* Which day a moment is of; days begin at 04:00 UTC, and day 1 is that of WORLD_BEGINS. */
static inline size_t reckon_day(usec_t t)
{
	return (size_t) ((t + 2 * USEC_PER_HOUR) / USEC_PER_DAY) + 1;
}

static inline void reckon_stretch(struct reckoning *k, usec_t from, usec_t to)
{
	k->stretches++;
	while (from < to) {
		size_t day = reckon_day(from);
		usec_t end = day * USEC_PER_DAY - 2 * USEC_PER_HOUR;
		usec_t until = end < to ? end : to;

		assert_true(day < WORLD_DAYS_MAX + 2);
		k->day[day] += until - from;
		from = until;
	}
}

static inline void reckon_typed(struct reckoning *k, usec_t t)
{
	int64_t slot = (int64_t) ((WORLD_BEGINS + t) / SLOT_LENGTH);

	if (slot != k->typed_last) {
		k->typed_last = slot;
		k->typed++;
		k->input[reckon_day(t)] += SLOT_LENGTH;
	}
}

static inline void world_reckon(const struct world *w, struct reckoning *k)
{
	const usec_t away = w->config.presence_away_after;
	bool present = false, locked = false;
	usec_t start = 0, last = 0;

	for (size_t i = 0; i < w->kept; i++) {
		const struct input *in = &w->log[i];
		bool pulse = in->type == FED_PULSE || (in->type == FED_UNLOCK && locked);

		if (present && (in->type == FED_REBOOT || in->t - last >= away)) {
			reckon_stretch(k, start, last);
			present = false;
		}
		if (in->type == FED_LOCK && present) {
			reckon_stretch(k, start, in->t);
			present = false;
		}
		locked = in->type == FED_LOCK || (locked && in->type == FED_PULSE);
		if (pulse && !locked) {
			start = present ? start : in->t;
			last = in->t;
			present = true;
			if (in->type == FED_PULSE) {
				reckon_typed(k, in->t);
			}
		}
	}
	if (present) {
		reckon_stretch(k, start, last);
	}
}

/* ---- the folder ---- */

static char world_folder[64];

static int world_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void) st;
	(void) type;
	(void) ftw;
	return remove(path);
}

static inline struct world *world_begin(void)
{
	const char *tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
	struct world *w =
		mmap(NULL, sizeof(*w), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(w != MAP_FAILED);
	(void) snprintf(world_folder, sizeof(world_folder), "%s/ergod-faults-XXXXXX",
			tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(world_folder));
	assert_int_equal(setenv("XDG_STATE_HOME", world_folder, 1), 0);
	(void) signal(SIGXFSZ, SIG_IGN); /* a full disk is a limit of the size of files */
	return w;
}

static inline void world_end(struct world *w)
{
	(void) nftw(world_folder, world_remove, 8, FTW_DEPTH | FTW_PHYS);
	(void) munmap(w, sizeof(*w));
}

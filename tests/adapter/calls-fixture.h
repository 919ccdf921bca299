/* The adapter of calls on folders of its own: files that are opened and closed, as nodes of devices are. */
#pragma once

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <systemd/sd-event.h>

#include "adapters/calls/internal.h"
#include "log.h"

#define SETTLE (250 * USEC_PER_MS)
#define LINGER (250 * USEC_PER_MS)
#define VERIFY (60 * USEC_PER_MS)

static const struct calls_times quick = {
	.settle = SETTLE,
	.linger = LINGER,
	.verify = VERIFY,
	.longest = USEC_PER_HOUR,
	.mic_blind = 300 * USEC_PER_MS,
	.mic_seen = USEC_PER_HOUR,
};

static struct fixture {
	char dir[64], dev[80], sys[80], sound[80];
	sd_event *event;
	struct calls *calls;
	unsigned changed;
} fx;

static usec_t now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

#define run_until(condition)                                                                       \
	do {                                                                                       \
		usec_t end_ = now() + 10 * USEC_PER_SEC;                                           \
		while (!(condition)) {                                                             \
			if (now() > end_) {                                                        \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(fx.event, 10 * USEC_PER_MS) >= 0);                \
		}                                                                                  \
	} while (0)

static inline void run_for(usec_t d)
{
	usec_t end = now() + d;

	while (now() < end) {
		assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
	}
}

/* ---- files ---- */

static inline void write_file(const char *dir, const char *name, const char *text)
{
	char path[256];
	FILE *f;

	(void) snprintf(path, sizeof(path), "%s/%s", dir, name);
	for (char *p = path + strlen(dir) + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		(void) mkdir(path, 0755);
		*p = '/';
	}
	f = fopen(path, "we");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static inline void remove_file(const char *dir, const char *name)
{
	char path[256];

	(void) snprintf(path, sizeof(path), "%s/%s", dir, name);
	assert_return_code(unlink(path), errno);
}

static inline int open_node(const char *name)
{
	char path[256];
	int fd;

	(void) snprintf(path, sizeof(path), "%s/%s", fx.dev, name);
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_return_code(fd, errno);
	return fd;
}

/* How often nodes of the driver of a camera are open. */
static inline void driver_says(unsigned number, const char *refcnt)
{
	char name[64];

	(void) snprintf(name, sizeof(name), "video%u/device/driver/module/refcnt", number);
	write_file(fx.sys, name, refcnt);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void) st;
	(void) type;
	(void) ftw;
	return remove(path);
}

/* ---- the adapter ---- */

static inline void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.changed++;
}

static inline void begin_times(const struct calls_times *times)
{
	const struct calls_options options = { .dev_dir = fx.dev,
					       .sys_dir = fx.sys,
					       .sound_dir = fx.sound };

	fx.calls = calls_free(fx.calls);
	fx.changed = 0;
	assert_int_equal(calls_new(&fx.calls, fx.event, &options, on_changed, &fx), 0);
	calls_set_times(fx.calls, times);
}

static inline void begin(void)
{
	begin_times(&quick);
}

/* What tells of a call; "": none goes on. */
static inline const char *told(void)
{
	static char text[QUIET_TEXT_MAX];
	bool is = calls_is(fx.calls, text);

	assert_int_equal(is, text[0] != '\0');
	if (calls_camera(fx.calls)) {
		assert_true(is);
	}
	return text;
}

static inline const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	calls_health(fx.calls, &h);
	assert_string_equal(h.name, "calls");
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

static int set_up(void **state)
{
	(void) state;
	log_open(LOG_ERR);
	fx = (struct fixture){ .dir = "/tmp/ergod-calls-XXXXXX" };
	assert_non_null(mkdtemp(fx.dir));
	assert_return_code(chmod(fx.dir, 0755), errno);
	(void) snprintf(fx.dev, sizeof(fx.dev), "%s/dev", fx.dir);
	(void) snprintf(fx.sys, sizeof(fx.sys), "%s/sys", fx.dir);
	(void) snprintf(fx.sound, sizeof(fx.sound), "%s/sound", fx.dir);
	assert_return_code(mkdir(fx.dev, 0755), errno);
	assert_return_code(mkdir(fx.sys, 0755), errno);
	assert_return_code(mkdir(fx.sound, 0755), errno);
	assert_true(sd_event_new(&fx.event) >= 0);
	return 0;
}

static int tear_down(void **state)
{
	(void) state;
	fx.calls = calls_free(fx.calls);
	fx.event = sd_event_unref(fx.event);
	(void) nftw(fx.dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return 0;
}

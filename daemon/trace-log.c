#include "trace-log.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ergo/trace.h"
#include "log.h"

/* The wall clock is said to have stepped when it is off by more than a clock discipline slews. */
#define STEP_LEAST (USEC_PER_SEC / 2)

struct trace_log {
	FILE *file;
	usec_t epoch;
	struct stamp last;
	bool failed;
};

static void check(struct trace_log *t)
{
	if (!t->failed && (fflush(t->file) != 0 || ferror(t->file))) {
		t->failed = true;
		log_warning_errno(errno, "Cannot write the trace, it ends here: %m");
	}
}

static void write_config(struct trace_log *t, const struct config *config)
{
	struct config defaults;

	config_defaults(&defaults);
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *key = &config_keys[i];
		char value[CONFIG_VALUE_MAX], def[CONFIG_VALUE_MAX];

		if (config_key_is_setup(key)) {
			continue; /* private, and no replay needs it */
		}
		config_format(config, key, value, sizeof(value));
		config_format(&defaults, key, def, sizeof(def));
		if (strcmp(value, def) != 0) {
			(void) fprintf(t->file, "#@ %s.%s = %s\n", key->section, key->key, value);
		}
	}
}

int trace_log_new(struct trace_log **ret, const char *path, const struct config *config,
		  const struct stamp *now)
{
	_cleanup_(trace_log_freep) struct trace_log *t = calloc(1, sizeof(*t));
	char start[RFC3339_STRING_MAX];
	int fd;

	if (!t) {
		return -ENOMEM;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		return -errno;
	}
	t->file = fdopen(fd, "w");
	if (!t->file) {
		int r = -errno;

		(void) close(fd);
		return r;
	}
	t->epoch = now->boot;
	t->last = *now;
	write_config(t, config);
	(void) fprintf(t->file, "0s start %s\n",
		       rfc3339_format(start, sizeof(start), now->real, now->gmtoff_s));
	check(t);
	*ret = TAKE_PTR(t);
	return 0;
}

struct trace_log *trace_log_free(struct trace_log *t)
{
	char time[DURATION_STRING_MAX];

	if (!t) {
		return NULL;
	}
	if (t->file) {
		(void) fprintf(
			t->file, "%s end\n",
			duration_format(time, sizeof(time), usec_sub(t->last.boot, t->epoch)));
		check(t);
		(void) fclose(t->file);
	}
	free(t);
	return NULL;
}

static void write_clock(struct trace_log *t, const struct stamp *now)
{
	usec_t expected = t->last.real + usec_sub(now->boot, t->last.boot);
	bool back = now->real < expected;
	usec_t step = back ? expected - now->real : now->real - expected;
	char at[DURATION_STRING_MAX], by[DURATION_STRING_MAX];

	duration_format(at, sizeof(at), usec_sub(now->boot, t->epoch));
	if (step > STEP_LEAST) {
		(void) fprintf(t->file, "%s clock %c%s\n", at, back ? '-' : '+',
			       duration_format(by, sizeof(by), step));
	}
	if (now->gmtoff_s != t->last.gmtoff_s) {
		int32_t minutes = now->gmtoff_s / 60;

		(void) fprintf(t->file, "%s offset %c%02d:%02d\n", at, minutes < 0 ? '-' : '+',
			       abs(minutes) / 60, abs(minutes) % 60);
	}
}

void trace_log_event(struct trace_log *t, const struct event *ev)
{
	char line[TRACE_TEXT_MAX];

	if (ev->stamp.boot < t->last.boot) {
		return; /* can't be: events are fed in order */
	}
	write_clock(t, &ev->stamp);
	t->last = ev->stamp;
	if (ev->type == EVENT_CONFIG) {
		(void) fputs("# the configuration changed here\n", t->file);
		write_config(t, ev->config);
	} else if (*trace_format_event(ev, t->epoch, line, sizeof(line))) {
		(void) fprintf(t->file, "%s\n", line);
	}
	check(t);
}

/*
 * What reading input costs: CPU and wake-ups of the evdev source alone, at several input rates and
 * sampling periods.  A FIFO takes the place of the event node, as small as a kernel's ring; its
 * writer is another process and not measured.
 *
 *   evdev-cost [SECONDS]        three rates, two periods, SECONDS (20) each
 *   evdev-cost SECONDS DIR      the real devices in DIR, whatever comes; needs their permission
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "../lib/evdev-ioctl.h"
#include "input/evdev.h"

#define RING 4096 /* bytes: 170 events; a mouse has 64 */

struct cost {
	sd_event *event;
	struct evdev_source *source;
	unsigned ready, runs;
};

static usec_t clock_usec(clockid_t clock)
{
	struct timespec ts = { 0 };

	(void) clock_gettime(clock, &ts);
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	struct cost *c = userdata;

	(void) run;
	c->runs++;
}

static void on_ready(void *userdata)
{
	struct cost *c = userdata;

	c->ready++;
	evdev_source_drain(c->source, clock_usec(CLOCK_BOOTTIME), on_run, c);
}

static void on_changed(void *userdata)
{
	(void) userdata;
}

/* Frames of a moving mouse until it is killed; what does not fit is lost. */
static void write_frames(int fd, unsigned rate)
{
	usec_t begin = clock_usec(CLOCK_BOOTTIME);

	for (usec_t n = 0;; n++) {
		usec_t due = begin + n * USEC_PER_SEC / rate;
		struct timespec ts = {
			.tv_sec = (time_t) (due / USEC_PER_SEC),
			.tv_nsec = (long) (due % USEC_PER_SEC * 1000),
		};
		struct input_event e[3] = {
			{ .type = EV_REL, .code = REL_X, .value = n % 100 < 50 ? 2 : -2 },
			{ .type = EV_REL, .code = REL_Y, .value = 1 },
			{ .type = EV_SYN, .code = SYN_REPORT },
		};

		(void) clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &ts, NULL);
		for (size_t i = 0; i < ELEMENTSOF(e); i++) {
			usec_t t = clock_usec(CLOCK_BOOTTIME);

			e[i].input_event_sec =
				(__typeof__(e[i].input_event_sec)) (t / USEC_PER_SEC);
			e[i].input_event_usec =
				(__typeof__(e[i].input_event_usec)) (t % USEC_PER_SEC);
		}
		if (write(fd, e, sizeof(e)) < 0 && errno != EAGAIN) {
			return;
		}
	}
}

static int measure(const char *dir, usec_t period, usec_t duration, const char *what)
{
	static const struct source_callbacks callbacks = { on_ready, on_changed };
	const struct evdev_config config = { .motion_slop = 3, .dir = dir };
	struct cost c = { 0 };
	struct rusage before, after;
	usec_t cpu, end, now;
	unsigned turns = 0;
	double seconds = (double) duration / USEC_PER_SEC;
	int r;

	r = sd_event_new(&c.event);
	if (r < 0) {
		return r;
	}
	r = evdev_source_new(&c.source, c.event, &config, &callbacks, &c);
	if (r >= 0 && evdev_source_devices(c.source) == 0) {
		r = -ENODEV;
	}
	if (r >= 0) {
		evdev_source_set_period(c.source, period);
		(void) getrusage(RUSAGE_SELF, &before);
		cpu = clock_usec(CLOCK_PROCESS_CPUTIME_ID);
		end = clock_usec(CLOCK_BOOTTIME) + duration;
		while ((now = clock_usec(CLOCK_BOOTTIME)) < end) {
			turns += sd_event_run(c.event, end - now) > 0;
		}
		cpu = clock_usec(CLOCK_PROCESS_CPUTIME_ID) - cpu;
		(void) getrusage(RUSAGE_SELF, &after);
		printf("%-16s %6.1f s %12.2f %12.2f %12.2f %8u %8u\n", what,
		       (double) period / USEC_PER_SEC, (double) cpu / 1000 * 60 / seconds,
		       turns / seconds, (double) (after.ru_nvcsw - before.ru_nvcsw) / seconds,
		       c.ready, c.runs);
	}
	(void) fflush(stdout);
	c.source = evdev_source_free(c.source);
	sd_event_unref(c.event);
	return r;
}

static int measure_rate(const char *dir, const char *node, unsigned rate, usec_t period,
			usec_t duration)
{
	char what[64];
	pid_t writer;
	int fd, r;

	if (mkfifo(node, 0600) < 0) {
		return -errno;
	}
	fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0) {
		return -errno;
	}
	(void) fcntl(fd, F_SETPIPE_SZ, RING);
	(void) snprintf(what, sizeof(what), "%u frames/s", rate);
	writer = fork();
	if (writer == 0) {
		write_frames(fd, rate);
		_exit(1);
	}
	r = measure(dir, period, duration, what);
	(void) kill(writer, SIGKILL);
	(void) waitpid(writer, NULL, 0);
	(void) close(fd);
	(void) unlink(node);
	return r;
}

static int measure_fifo(usec_t duration)
{
	static const unsigned rates[] = { 125, 1000, 8000 };
	static const usec_t periods[] = { 10 * USEC_PER_SEC, USEC_PER_SEC };
	char dir[] = "/tmp/evdev-cost-XXXXXX", node[64];
	int r = 0;

	if (!mkdtemp(dir)) {
		return -errno;
	}
	ioctl_is_mouse = true;
	(void) snprintf(node, sizeof(node), "%s/event0", dir);
	for (size_t p = 0; p < ELEMENTSOF(periods); p++) {
		for (size_t i = 0; i < ELEMENTSOF(rates) && r >= 0; i++) {
			r = measure_rate(dir, node, rates[i], periods[p], duration);
		}
	}
	(void) rmdir(dir);
	return r;
}

/* Whole seconds from 1 to 99999; 0: none. */
static unsigned parse_seconds(const char *s)
{
	unsigned n = 0;

	for (const char *p = s; *p; p++) {
		if (*p < '0' || *p > '9' || p - s >= 5) {
			return 0;
		}
		n = n * 10 + (unsigned) (*p - '0');
	}
	return n;
}

int main(int argc, char **argv)
{
	usec_t duration = (argc > 1 ? parse_seconds(argv[1]) : 20) * USEC_PER_SEC;
	int r;

	if (argc > 3 || duration == 0) {
		(void) fprintf(stderr, "usage: %s [SECONDS [DIR]]\n", argv[0]);
		return 2;
	}
	printf("%-16s %8s %12s %12s %12s %8s %8s\n", "input", "period", "CPU ms/min", "turns/s",
	       "switches/s", "ready", "runs");
	if (argc == 3) {
		r = measure(argv[2], 10 * USEC_PER_SEC, duration, "real devices");
	} else {
		r = measure_fifo(duration);
	}
	if (r < 0) {
		errno = -r;
		perror(argv[0]);
	}
	return r < 0;
}

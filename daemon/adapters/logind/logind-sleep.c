/*
 * logind waits for our delay inhibitor before it suspends: what ends with the sleep is recorded
 * first.
 *
 *   awake, holding --PrepareForSleep(true)--> asleep emitted, then the inhibitor is released
 *   asleep --PrepareForSleep(false)--> awake emitted, then the inhibitor is taken again
 */
#include "adapters/logind/internal.h"

#include <fcntl.h>
#include <unistd.h>

#include "log.h"

static void release(struct logind *l)
{
	l->inhibit = sd_bus_slot_unref(l->inhibit);
	if (l->inhibit_fd >= 0) {
		(void) close(l->inhibit_fd);
		l->inhibit_fd = -1;
	}
}

static int on_inhibit(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	int fd, r;

	(void) error;
	l->inhibit = sd_bus_slot_unref(l->inhibit);
	if (sd_bus_message_is_method_error(m, NULL)) {
		log_warning("logind: no inhibitor: %s", sd_bus_message_get_error(m)->message);
		return 0;
	}
	r = sd_bus_message_read_basic(m, 'h', &fd);
	if (r < 0) {
		(void) log_warning_errno(r, "logind: no inhibitor: %m");
		return 0;
	}
	/* The message owns the descriptor it carries. */
	l->inhibit_fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	if (l->inhibit_fd < 0) {
		(void) log_warning_errno(errno, "logind: no inhibitor: %m");
	}
	return 0;
}

static void take(struct logind *l)
{
	int r;

	if (l->inhibit_fd >= 0 || l->inhibit) {
		return;
	}
	r = logind_call(l, &l->inhibit, LOGIN1_PATH, MANAGER, "Inhibit", on_inhibit, "ssss",
			"sleep", "ergod", "record the end of the session", "delay");
	if (r < 0) {
		(void) log_warning_errno(r, "logind: no inhibitor: %m");
	}
}

static void set_asleep(struct logind *l, bool asleep)
{
	logind_set_blocker(l, BLOCKER_ASLEEP, asleep);
	if (asleep) {
		release(l);
	} else {
		take(l);
	}
}

int on_prepare_for_sleep(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	int begins;

	(void) error;
	if (logind_sent(l, m) && sd_bus_message_read_basic(m, 'b', &begins) >= 0) {
		l->sleeping = sd_bus_slot_unref(l->sleeping);
		set_asleep(l, begins);
	}
	return 0;
}

/* A signal may have been missed while logind was away. */
static int on_preparing_for_sleep(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	int preparing = false;

	(void) error;
	l->sleeping = sd_bus_slot_unref(l->sleeping);
	if (sd_bus_message_is_method_error(m, NULL) ||
	    sd_bus_message_read(m, "v", "b", &preparing) < 0) {
		preparing = false; /* an old logind; it runs, and so do we */
	}
	set_asleep(l, preparing);
	return 0;
}

void logind_sleep_begin(struct logind *l)
{
	int r;

	r = logind_call(l, &l->sleeping, LOGIN1_PATH, PROPERTIES, "Get", on_preparing_for_sleep,
			"ss", MANAGER, "PreparingForSleep");
	if (r < 0) {
		take(l);
	}
}

void logind_sleep_detach(struct logind *l)
{
	l->sleeping = sd_bus_slot_unref(l->sleeping);
	release(l);
	logind_set_blocker(l, BLOCKER_ASLEEP, false);
}

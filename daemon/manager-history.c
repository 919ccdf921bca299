/* When the history is written, and what it is told besides events and effects. */
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "manager-internal.h"

/* Where the last run left off, the monitors are not known yet: what stood then is not over by that. */
#define MONITORS_KNOWN (10 * USEC_PER_SEC)

void manager_history_open(struct manager *m)
{
	m->last = clock_now(&m->clock);
	history_open(m->history, &m->config, &m->last, &m->engine);
	history_setup(m->history, &m->conf->config);
	m->laptop = (struct laptop_time){
		.day = stamp_day(&m->last, m->config.session_day_starts),
		.alone = recorder_laptop_time(history_recorder(m->history)),
	};
	m->started = m->last.boot;
	/* What ended while nobody was running is told at once. */
	m->session_ended = recorder_changed(history_recorder(m->history));
}

void manager_history_effect(struct manager *m, const struct effect *e)
{
	recorder_effect(history_recorder(m->history), e);
	m->session_ended = m->session_ended || e->type == EFFECT_SESSION_END;
}

/* "DP-1 DELL U2720Q, eDP-1; profile docked" */
static void name_monitors(const struct manager *m, char *buf, size_t size)
{
	const struct monitors *all = audits_monitors(m->audits);
	size_t len = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < all->n && len < size; i++) {
		len += (size_t) snprintf(buf + len, size - len, "%s%s%s%s", i > 0 ? ", " : "",
					 all->m[i].output, *all->m[i].model ? " " : "",
					 all->m[i].model);
	}
	if (m->profile && len < size) {
		(void) snprintf(buf + len, size - len, "; profile %.100s", m->profile->name);
	}
}

static bool monitors_known(const struct manager *m)
{
	return usec_sub(m->last.boot, m->started) >= MONITORS_KNOWN;
}

void manager_history_audited(struct manager *m)
{
	struct recorder *r = history_recorder(m->history);
	char monitors[HISTORY_TEXT_MAX];

	recorder_laptop_only(r, monitors_laptop_only(audits_monitors(m->audits)));
	if (monitors_known(m)) {
		name_monitors(m, monitors, sizeof(monitors));
		recorder_monitors(r, monitors);
		recorder_audit(r, audits_get(m->audits));
	}
}

void manager_history_write(struct manager *m)
{
	manager_history_audited(m);
	recorder_problems(history_recorder(m->history), manager_problems(m));
	history_write(m->history, m->engine, &m->last);
	m->session_ended = false;
}

/*
 * No timer: while somebody is there something wakes us up.  Of who is away nothing is written, but
 * the end of the session.
 */
void manager_history_settle(struct manager *m)
{
	struct snapshot s;

	engine_snapshot(m->engine, &s);
	if (m->session_ended ||
	    ((s.presence == PRESENCE_PRESENT || s.presence == PRESENCE_PASSIVE) &&
	     history_due(m->history, m->last.boot))) {
		manager_history_write(m);
	}
}

void manager_history_left(struct manager *m)
{
	if (recorder_changed(history_recorder(m->history))) {
		manager_history_write(m);
	}
}

int manager_history_erase(usec_t from, usec_t until, char *text, size_t size, void *userdata)
{
	struct manager *m = userdata;
	int r;

	manager_tick(m);
	r = history_erase(m->history, m->engine, &m->last, from, until, text, size);
	if (r >= 0) {
		log_notice("History erased");
		if (from == 0 && until == USEC_INFINITY) {
			manager_posture_forget(m);
		}
		m->laptop.alone = usec_min(m->laptop.alone,
					   recorder_laptop_time(history_recorder(m->history)));
		m->share_names = 0; /* what was measured before is not held on to */
		manager_audit_settle(m);
	}
	return r;
}

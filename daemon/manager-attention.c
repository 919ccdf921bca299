/* What is told of attention becomes events of the engine: engaged, quiet, a display that is off. */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "ergo/share.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "manager-internal.h"

/* Each round tells one difference, and there are no more kinds of them. */
#define ROUNDS_MAX 8

/*
 * Whether that deadline, which has come, may be one at which something is prompted.  The snapshot is of the last
 * event, long ago where somebody watches without input.
 */
static bool prompts_at(const struct config *c, const struct snapshot *s, usec_t deadline)
{
	usec_t ahead = usec_sub(deadline, s->now);

	if (s->presence != PRESENCE_PRESENT && s->presence != PRESENCE_PASSIVE) {
		return false;
	}
	return (s->next_reason == NEXT_COUNTING && s->next_in <= ahead) ||
	       (s->next_reason == NEXT_POSTPONED && s->next_at <= deadline) ||
	       (c->daily_limit_enabled && usec_add(s->today_time, ahead) >= c->daily_limit_limit);
}

/* The deadline that waits for answers has not passed, as far as the engine knows. */
static bool is_asked(const struct manager *m)
{
	return m->last.boot < m->asked;
}

static void moment_now(const struct manager *m, const struct stamp *now, struct snapshot *snapshot,
		       struct attention_moment *ret)
{
	engine_snapshot(m->engine, snapshot);
	*ret = (struct attention_moment){
		.now = now,
		.snapshot = snapshot,
		.monitors = screens_get(m->screens),
		.unblocked = m->unblocked,
		.near = snapshot->prompt_near || manager_posture_near(m, snapshot, now) ||
			(is_asked(m) && prompts_at(&m->config, snapshot, m->asked)),
	};
}

static unsigned flags_of(const struct quiet *q)
{
	unsigned flags = 0;

	for (size_t i = 0; i < _QUIET_REASON_MAX; i++) {
		if (q->reasons & 1u << i) {
			flags |= 1u << quiet_flag_of((enum quiet_reason) i);
		}
	}
	return flags;
}

/* What was asked for because a deadline has come held before it. */
static void tell(struct manager *m, struct event *ev)
{
	if (is_asked(m)) {
		manager_feed_before(m, ev, m->asked);
	} else {
		manager_feed(m, ev);
	}
}

static bool tell_engaged(struct manager *m)
{
	bool is = attention_engaged(m->attention)->is;
	struct event ev = { .type = is ? EVENT_ENGAGED : EVENT_DISENGAGED };

	if (is == m->told.engaged) {
		return false;
	}
	m->told.engaged = is;
	tell(m, &ev);
	return true;
}

static bool tell_quiet(struct manager *m)
{
	unsigned flags = flags_of(attention_quiet(m->attention));
	unsigned on = flags & ~m->told.quiet, off = m->told.quiet & ~flags;
	struct event ev = { .type = EVENT_QUIET_ON };

	if (!on && !off) {
		return false;
	}
	if (on) { /* what begins is told first: of a change of reasons nothing is let through */
		ev.quiet = on & 1u << QUIET_OTHER ? QUIET_OTHER : QUIET_FULLSCREEN;
		m->told.quiet |= 1u << ev.quiet;
	} else {
		ev.type = EVENT_QUIET_OFF;
		ev.quiet_mask = off;
		m->told.quiet &= ~off;
	}
	tell(m, &ev);
	return true;
}

static bool tell_display(struct manager *m)
{
	bool off = attention_display_off(m->attention);

	if (off == m->told.display_off) {
		return false;
	}
	m->told.display_off = off;
	manager_block(m, BLOCKER_DISPLAY_OFF, off);
	return true;
}

/* By its name: the index is of the monitors that were looked at, and they may change before the next look. */
static void note_monitor(struct manager *m, const struct monitors *all, bool looked)
{
	int monitor = attention_monitor(m->attention);

	if (monitor < 0 || (size_t) monitor >= all->n) {
		m->monitor_in_use[0] = '\0';
	} else if (looked) {
		share_name(all, (size_t) monitor, m->monitor_in_use);
	}
}

int manager_attention_monitor(const struct manager *m)
{
	const struct monitors *all = audits_monitors(m->audits);
	char name[SHARE_NAME_MAX];

	for (size_t i = 0; *m->monitor_in_use && i < all->n; i++) {
		share_name(all, i, name);
		if (strcmp(name, m->monitor_in_use) == 0) {
			return (int) i;
		}
	}
	return -1;
}

static void settle(struct manager *m, const struct stamp *now)
{
	struct attention_moment moment;
	struct snapshot snapshot;

	if (!m->attention || m->attending) {
		return; /* still being made, or this is of what is told below */
	}
	m->attending = true;
	for (int i = 0; i < ROUNDS_MAX; i++) {
		moment_now(m, now, &snapshot, &moment);
		note_monitor(m, moment.monitors, attention_judge(m->attention, &moment));
		if (!tell_display(m) && !tell_engaged(m) && !tell_quiet(m)) {
			break;
		}
	}
	m->attending = false;
}

void manager_attention_settle(struct manager *m)
{
	settle(m, &m->last);
}

bool manager_attention_wait(struct manager *m)
{
	struct stamp now = clock_now(&m->clock); /* nothing may have been fed for long */
	usec_t deadline = engine_next_deadline(m->engine);
	struct attention_moment moment;
	struct snapshot snapshot;
	bool wait;

	if (!m->attention) {
		return false;
	}
	if (now.boot < m->answers_by) {
		return true;
	}
	m->asked = deadline <= now.boot ? deadline : 0;
	moment_now(m, &now, &snapshot, &moment);
	wait = moment.near && attention_look(m->attention, &moment);
	wait = attention_silence(m->attention, &moment) || wait;
	settle(m, &now);
	m->answers_by = wait ? usec_add(now.boot, ATTENTION_ANSWER) : 0;
	m->asked = wait ? m->asked : 0;
	return wait;
}

/* What was before is judged by what held before; then it is told.  But an answer that was waited for comes first. */
static void on_changed(void *userdata)
{
	struct manager *m = userdata;
	struct stamp now = clock_now(&m->clock);

	if (now.boot < m->answers_by) {
		settle(m, &now);
	} else {
		manager_tick(m);
	}
}

int manager_attention_open(struct manager *m)
{
	const struct attention_options options = {
		.config = &m->config,
		.x11 = screens_x11(m->screens),
	};

	usec_t meeting = usec_sub(history_meeting(m->history), m->last.real);
	int r = attention_new(&m->attention, m->bus_connection, &options, on_changed, m);

	if (r >= 0 && meeting > 0) { /* it was on when the last run ended */
		attention_meeting(m->attention,
				  usec_add(m->last.boot, usec_min(meeting, WIRE_MEETING_MAX)));
	}
	return r;
}

/* ---- for the bus ---- */

int manager_meeting(usec_t duration, char *reason, size_t size, void *userdata)
{
	struct manager *m = userdata;

	duration = usec_min(duration, WIRE_MEETING_MAX);
	manager_tick(m);
	attention_meeting(m->attention, usec_add(m->last.boot, duration));
	history_set_meeting(m->history, usec_add(m->last.real, duration));
	manager_settle(m);
	(void) reason;
	(void) size;
	return 0;
}

int manager_end_meeting(char *reason, size_t size, void *userdata)
{
	struct manager *m = userdata;

	manager_tick(m);
	if (attention_meeting_until(m->attention) == 0) {
		(void) snprintf(reason, size, "%s",
				_("no meeting is on: ergoctl meeting says that one is"));
		return -EBUSY;
	}
	attention_meeting(m->attention, 0);
	history_set_meeting(m->history, 0);
	manager_settle(m);
	return 0;
}

/* The reason that is named, of those that count; -1: none. */
static int reason_shown(const struct quiet *q, const struct snapshot *s)
{
	for (int i = 0; i < _QUIET_REASON_MAX; i++) {
		bool counts = quiet_flag_of((enum quiet_reason) i) == QUIET_FULLSCREEN
				      ? s->quiet_fullscreen
				      : s->quiet_other;

		if (q->reasons & 1u << i && counts) {
			return i;
		}
	}
	return -1;
}

void manager_attention_view(const struct manager *m, struct bus_view *ret)
{
	const struct quiet *q;
	int reason;

	ret->quiet = ret->quiet_text = ret->engaged = ret->engaged_by = "";
	ret->quiet_until = USEC_INFINITY;
	if (!m->attention) {
		return;
	}
	q = attention_quiet(m->attention);
	reason = reason_shown(q, &ret->snapshot);
	if (reason >= 0) {
		ret->quiet = quiet_reason_to_string((enum quiet_reason) reason);
		ret->quiet_text = q->text[reason];
		ret->quiet_until = attention_quiet_until(m->attention, (enum quiet_reason) reason);
	}
	if (attention_engaged(m->attention)->is) {
		ret->engaged = engager_kind_to_string(attention_engaged(m->attention)->by.kind);
		ret->engaged_by = attention_engaged(m->attention)->by.who;
	}
	ret->meeting_until = attention_meeting_until(m->attention);
}

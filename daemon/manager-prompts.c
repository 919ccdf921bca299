/* What the user sees of effects: prompts, countdowns, and the buttons of both. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "manager-internal.h"
#include "text/prompt-text.h"

/* A countdown is updated at most this often (DESIGN "Life of a break"). */
#define COUNTDOWN_EVERY (10 * USEC_PER_SEC)

static enum subject subject_of(enum break_kind kind)
{
	switch (kind) {
	case BREAK_MICRO:
		return SUBJECT_MICRO;
	case BREAK_REST:
		return SUBJECT_REST;
	case PROMPT_DAILY:
	case _PROMPT_KIND_MAX:
		break;
	}
	return SUBJECT_DAILY;
}

static void prompt_notice(const struct manager *m, const struct effect *e, struct notice *ret)
{
	struct snapshot snapshot;
	struct effect now = *e;

	engine_snapshot(m->engine, &snapshot);
	if (e->kind != PROMPT_DAILY && snapshot.break_state == BREAK_DUE) {
		now.remaining = snapshot.break_remaining; /* more may have been kept since */
	}
	prompt_text_prompt(&now, &snapshot, &m->config, ret);
	manager_exercises_offer(m, e, ret);
}

static void prompt(struct manager *m, const struct effect *e)
{
	struct notice notice;

	if (e->kind != PROMPT_DAILY) {
		m->prompt = *e;
		m->countdown_at = 0;
	}
	prompt_notice(m, e, &notice);
	manager_posture_break(m, e);
	notify_show(m->notify, subject_of(e->kind), &notice);
}

/* Local time of day at which the rest that is running will have been kept. */
static void say_until(const struct manager *m, const struct snapshot *s, char *buf, size_t size)
{
	struct stamp end = stamp_after(&m->last, s->break_remaining);
	unsigned minute = (unsigned) ((end.real / USEC_PER_SEC + end.gmtoff_s) / 60 % (24 * 60));

	(void) snprintf(buf, size, "%02u:%02u", minute / 60, minute % 60);
}

static void countdown_notice(const struct manager *m, const struct snapshot *s, struct notice *ret)
{
	char until[16];

	say_until(m, s, until, sizeof(until));
	prompt_text_countdown(s, &m->config, notify_updates_silently(m->notify), until, ret);
}

/* Begun by word: the user looks at the screen, so the prompt turns into the countdown.  Begun by
 * leaving: nobody looks. */
static void started(struct manager *m, const struct effect *e)
{
	struct snapshot snapshot;
	struct notice notice;

	manager_posture_break(m, e);
	engine_snapshot(m->engine, &snapshot);
	if (snapshot.break_state == BREAK_STARTED && snapshot.break_by_word) {
		countdown_notice(m, &snapshot, &notice);
		notify_show(m->notify, subject_of(e->kind), &notice);
	}
}

static void ended(struct manager *m, const struct effect *e)
{
	struct notice notice;

	if (e->kind == BREAK_REST && e->outcome == OUTCOME_TAKEN && !(m->blockers & HOLDING)) {
		prompt_text_done(&m->config, &notice);
		notify_show(m->notify, subject_of(e->kind), &notice);
	}
}

void manager_prompts_hide(struct manager *m)
{
	for (size_t i = 0; i < _SUBJECT_MAX; i++) {
		notify_withdraw(m->notify, (enum subject) i);
	}
	notify_hold(m->notify, true);
}

void manager_prompts_effect(struct manager *m, const struct effect *e)
{
	switch (e->type) {
	case EFFECT_PROMPT:
		prompt(m, e);
		break;
	case EFFECT_WITHDRAW:
		notify_withdraw(m->notify, subject_of(e->kind));
		break;
	case EFFECT_BREAK_STARTED:
		started(m, e);
		break;
	case EFFECT_BREAK_ENDED:
		ended(m, e);
		break;
	case EFFECT_SESSION_START:
	case EFFECT_SESSION_END:
	case EFFECT_PRESENCE:
	case _EFFECT_TYPE_MAX:
		break;
	}
}

void manager_prompts_resume(struct manager *m)
{
	struct effect again = { .type = EFFECT_PROMPT, .reason = PROMPT_DUE };
	struct snapshot s;

	engine_snapshot(m->engine, &s);
	if (s.break_state != BREAK_DUE) {
		return;
	}
	again.t = again.start = s.now;
	again.kind = s.break_kind;
	again.screen_time = s.break_kind == BREAK_REST ? s.since_rest : s.since_micro;
	again.remaining = s.break_remaining;
	prompt(m, &again);
}

/* How long until there is a countdown to show; 0: now; USEC_INFINITY: nothing to wait for. */
static usec_t countdown_in(const struct manager *m, const struct snapshot *s)
{
	if (m->blockers || !notify_updates_silently(m->notify)) {
		return USEC_INFINITY;
	}
	if (s->break_state == BREAK_STARTED) {
		return 0;
	}
	if (s->break_state == BREAK_DUE) {
		return usec_sub(m->config.prompts_start_after, s->break_hands_off);
	}
	return USEC_INFINITY;
}

/* The engine's time is that of the last event; what has passed since passed hands off. */
static void snapshot_at(const struct manager *m, usec_t now, struct snapshot *ret)
{
	engine_snapshot(m->engine, ret);
	if (ret->break_state == BREAK_STARTED) {
		ret->break_remaining = usec_sub(ret->break_remaining, usec_sub(now, ret->now));
	} else if (ret->break_state == BREAK_DUE) {
		ret->break_hands_off += usec_sub(now, ret->now);
	}
}

/* The user went on after all: the prompt takes its place back, as soon as an update may come. */
static void prompt_again(struct manager *m, usec_t now)
{
	struct notice notice;

	if (m->countdown_at == 0 || usec_sub(now, m->countdown_at) < COUNTDOWN_EVERY) {
		return;
	}
	prompt_notice(m, &m->prompt, &notice);
	notify_update(m->notify, subject_of(m->prompt.kind), &notice);
	m->countdown_at = 0;
}

void manager_prompts_countdown(struct manager *m)
{
	struct snapshot snapshot;
	struct notice notice;
	usec_t now = clock_to_engine(clock_boottime()), in;

	snapshot_at(m, now, &snapshot);
	in = countdown_in(m, &snapshot);
	if (in == USEC_INFINITY) {
		(void) sd_event_source_set_enabled(m->countdown, SD_EVENT_OFF);
		return;
	}
	if (in == 0) {
		countdown_notice(m, &snapshot, &notice);
		notify_update(m->notify, subject_of(snapshot.break_kind), &notice);
		m->countdown_at = now;
		in = COUNTDOWN_EVERY;
	} else {
		prompt_again(m, now);
	}
	(void) sd_event_source_set_time(m->countdown, clock_from_engine(now + in));
	(void) sd_event_source_set_time_accuracy(m->countdown, USEC_PER_SEC);
	(void) sd_event_source_set_enabled(m->countdown, SD_EVENT_ONESHOT);
}

void manager_prompts_action(enum subject subject, const char *action, void *userdata)
{
	struct manager *m = userdata;
	struct event ev = { .type = EVENT_ACTION };
	struct snapshot snapshot;
	char reason[128];
	int r = strcmp(action, "default") == 0 ? ACTION_START : action_from_string(action);

	if (subject == SUBJECT_POSTURE) {
		manager_posture_action(m, action);
		return;
	}
	if (subject == SUBJECT_DIARY) {
		manager_diary_action(m, action);
		return;
	}
	if (r < 0 || subject == SUBJECT_DAILY) {
		return;
	}
	engine_snapshot(m->engine, &snapshot);
	if (snapshot.break_state == BREAK_NONE || subject_of(snapshot.break_kind) != subject) {
		return; /* a button of what is over */
	}
	ev.action = (enum action) r;
	r = manager_command(m, &ev, reason, sizeof(reason));
	if (r < 0) {
		log_debug("A button was of no use: %s", reason);
	}
}

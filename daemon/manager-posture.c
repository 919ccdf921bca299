/* Posture prompts: what the core decided is shown, answered and kept. */
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "log.h"
#include "manager-internal.h"
#include "posture-file.h"
#include "text/posture-text.h"

static void keep(struct manager *m)
{
	int r = posture_file_save(&m->posture);

	if (r < 0 && !m->posture_unkept) {
		m->posture_unkept = true;
		log_warning_errno(r, "Cannot keep what was prompted of the desk (%m): "
				     "after a restart it may be prompted again");
	} else if (r >= 0) {
		m->posture_unkept = false;
	}
}

void manager_posture_forget(struct manager *m)
{
	posture_init(&m->posture);
	keep(m);
}

void manager_posture_audited(struct manager *m)
{
	if (posture_audit(&m->posture, audits_get(m->audits), &m->last,
			  m->config.session_day_starts) ||
	    m->posture_unkept) { /* there may be room by now */
		keep(m);
	}
	if (!posture_holds(&m->posture)) {
		notify_withdraw(m->notify, SUBJECT_POSTURE); /* it is put right */
	}
}

static void show(struct manager *m)
{
	const struct audit *a = audits_get(m->audits);
	size_t owed[FINDINGS_MAX], n;
	struct notice notice;

	manager_audit_run(m); /* exposure has gone on since the last one */
	n = posture_owed(&m->posture, a, &m->last, owed);
	if (n > 0) {
		posture_text_prompt(a, owed, n, m->config.units_length, &notice);
		notify_show(m->notify, SUBJECT_POSTURE, &notice);
		manager_hooks_finding(m, owed[0]);
		posture_prompted(&m->posture, &m->last, m->config.session_day_starts);
		recorder_posture_prompted(history_recorder(m->history));
		keep(m);
	}
}

/* Whether what is shown now would be seen. */
static bool can_show(const struct manager *m)
{
	return notify_available(m->notify) && !(m->blockers & HOLDING) && !manager_is_blind(m);
}

static struct posture_moment moment(const struct manager *m, const struct snapshot *s,
				    const struct stamp *now)
{
	return (struct posture_moment){
		.snapshot = s,
		.now = now,
		.config = &m->config,
		.can_show = can_show(m),
	};
}

bool manager_posture_near(const struct manager *m, const struct snapshot *s,
			  const struct stamp *now)
{
	const struct posture_moment at = moment(m, s, now);

	return posture_near(&m->posture, &at);
}

void manager_posture_look(struct manager *m)
{
	struct snapshot snapshot;
	const struct posture_moment at = moment(m, &snapshot, &m->last);
	usec_t look;

	engine_snapshot(m->engine, &snapshot);
	if (posture_due(&m->posture, &at, &look)) {
		show(m);
	}
	if (look == USEC_INFINITY) {
		(void) sd_event_source_set_enabled(m->posture_timer, SD_EVENT_OFF);
		return;
	}
	(void) sd_event_source_set_time(m->posture_timer, clock_from_engine(look));
	(void) sd_event_source_set_time_accuracy(m->posture_timer, USEC_PER_SEC);
	(void) sd_event_source_set_enabled(m->posture_timer, SD_EVENT_ONESHOT);
}

void manager_posture_break(struct manager *m, const struct effect *e)
{
	if (e->type == EFFECT_PROMPT) {
		posture_break_prompted(&m->posture, e->t);
	}
	notify_withdraw(m->notify, SUBJECT_POSTURE);
}

/* Nothing is let happen before: a prompt that comes of that has not been read, and is not what is answered. */
static int answer(struct manager *m, enum posture_answer answer)
{
	struct stamp now = clock_now(&m->clock);
	int r = posture_answer(&m->posture, answer, &now, m->config.session_day_starts);

	if (r >= 0) {
		keep(m);
		recorder_posture_answered(history_recorder(m->history),
					  answer == POSTURE_ANSWER_DONE ? ANSWER_DONE
									: ANSWER_TOMORROW);
		notify_withdraw(m->notify, SUBJECT_POSTURE);
	}
	return r;
}

void manager_posture_action(struct manager *m, const char *action)
{
	int r = posture_answer_from_string(action);

	if (r >= 0 && answer(m, (enum posture_answer) r) < 0) {
		log_debug("A button was of no use: %s", action);
	}
}

int manager_posture_answer(enum posture_answer word, char *reason, size_t size, void *userdata)
{
	struct manager *m = userdata;

	if (answer(m, word) < 0) {
		(void) snprintf(
			reason, size, "%s",
			_("no posture prompt waits for an answer: ergoctl audit shows what there is"));
		return -EBUSY;
	}
	return 0;
}

/* Exercises in the prompts of breaks. */
#include "ergo/exercise-file.h"
#include "ergo/exercises.h"
#include "manager-internal.h"
#include "text/prompt-text.h"

/* Which of equals is offered: another one each hour.  The same for a prompt that is shown again. */
static uint64_t turn_of(const struct manager *m, usec_t t)
{
	usec_t real = usec_sub(m->last.real, usec_sub(m->last.boot, t));

	return (uint64_t) ((int64_t) real + m->last.gmtoff_s * (int64_t) USEC_PER_SEC) /
	       USEC_PER_HOUR;
}

void manager_exercises_offer(const struct manager *m, const struct effect *e, struct notice *notice)
{
	struct exercise_occasion occasion = {
		.kind = e->kind,
		.leave_out = &m->config.exercises_leave_out,
		.turn = turn_of(m, e->t),
	};
	const struct exercise *offered;
	struct exercise_set set;
	struct snapshot snapshot;

	if (e->kind == PROMPT_DAILY || (e->reason != PROMPT_DUE && e->reason != PROMPT_REMINDER) ||
	    !m->config.exercises_in_prompts || !exercises_acknowledged()) {
		return;
	}
	engine_snapshot(m->engine, &snapshot);
	occasion.reasons = exercise_reasons(audits_get(m->audits), snapshot.session_time);
	exercise_set_init(&set, m->conf->exercises);
	offered = exercise_for_prompt(&set, &occasion);
	if (offered) {
		prompt_text_exercise(offered, notice);
	}
}

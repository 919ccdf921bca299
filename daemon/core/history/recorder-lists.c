/* What comes and goes, and the queue of what waits to be handed out. */
#include "recorder-internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- the queue ---- */

/* Whether a later record takes the place of an earlier one: the keys of store.h. */
static bool same_key(const struct record *a, const struct record *b)
{
	if (a->type != b->type) {
		return false;
	}
	switch (a->type) {
	case RECORD_SESSION:
		return a->session.start == b->session.start;
	case RECORD_PROMPT:
		return a->prompt.at == b->prompt.at &&
		       strcmp(a->prompt.subject, b->prompt.subject) == 0;
	case RECORD_FINDING:
		return a->finding.since == b->finding.since &&
		       strcmp(a->finding.rule, b->finding.rule) == 0 &&
		       strcmp(a->finding.monitor, b->finding.monitor) == 0 &&
		       strcmp(a->finding.posture, b->finding.posture) == 0;
	case RECORD_PROBLEM:
		return a->problem.since == b->problem.since &&
		       strcmp(a->problem.text, b->problem.text) == 0;
	case RECORD_SLOTS:
	case RECORD_BREAK:
	case RECORD_CHANGE:
	case RECORD_DAY:
	case RECORD_OFFSET:
	case RECORD_SHARE:
		break;
	}
	return false;
}

static void queue_remove(struct recorder *r, size_t i)
{
	r->n--;
	memmove(&r->queue[i], &r->queue[i + 1], (r->n - i) * sizeof(r->queue[0]));
}

void queue_add(struct recorder *r, const struct record *record)
{
	for (size_t i = 0; i < r->n; i++) {
		if (same_key(&r->queue[i], record)) {
			r->queue[i] = *record;
			return;
		}
	}
	if (r->n == RECORDER_RECORDS) {
		queue_remove(r, 0);
		r->dropped++;
	}
	r->queue[r->n++] = *record;
}

/* ---- prompts and breaks ---- */

static void put_prompt(struct recorder *r, const struct prompt_record *p)
{
	struct record record = { .type = RECORD_PROMPT, .prompt = *p };

	queue_add(r, &record);
}

static void answer(struct recorder *r, enum prompt_answer answer, usec_t real)
{
	if (r->prompt_open && r->prompt.answer == ANSWER_NONE) {
		r->prompt.answer = answer;
		r->prompt.answered = usec_max(real, r->prompt.at);
		put_prompt(r, &r->prompt);
	}
}

static void on_prompt(struct recorder *r, const struct effect *e)
{
	struct prompt_record p = { .at = recorder_real(r, e->t) };

	(void) snprintf(p.subject, sizeof(p.subject), "%s",
			e->kind == PROMPT_DAILY ? "daily" : break_kind_to_string(e->kind));
	(void) snprintf(p.reason, sizeof(p.reason), "%s", prompt_reason_to_string(e->reason));
	put_prompt(r, &p);
	if (e->kind != PROMPT_DAILY) {
		r->prompt = p;
		r->prompt_open = true;
	}
}

/* The same pause was counted as a micro-break before; it counts once, as the largest. */
static void drop_smaller(struct recorder *r)
{
	usec_t left = recorder_real(r, r->left);

	for (size_t i = r->n; i > 0; i--) {
		const struct record *q = &r->queue[i - 1];

		if (q->type == RECORD_BREAK && q->rest.kind == BREAK_MICRO && q->rest.end > left &&
		    (q->rest.outcome == OUTCOME_TAKEN || q->rest.outcome == OUTCOME_NATURAL)) {
			queue_remove(r, i - 1);
			return;
		}
	}
}

static void on_break_ended(struct recorder *r, const struct effect *e)
{
	bool rested = e->outcome == OUTCOME_TAKEN || e->outcome == OUTCOME_NATURAL;
	struct record record = {
		.type = RECORD_BREAK,
		.rest = {
			.kind = e->kind,
			.outcome = e->outcome,
			.start = recorder_real(r, rested ? usec_max(e->start, usec_min(r->left, e->end))
							 : e->end),
			.end = recorder_real(r, e->end),
			.screen_time = e->screen_time,
		},
	};

	if (rested && e->kind == BREAK_REST) {
		drop_smaller(r);
	}
	queue_add(r, &record);
	if (e->outcome == OUTCOME_TAKEN) {
		answer(r, ANSWER_LEFT, record.rest.start);
	} else if (e->outcome == OUTCOME_SKIPPED) {
		answer(r, ANSWER_SKIP, record.rest.end);
	}
	r->prompt_open = false;
}

void lists_effect(struct recorder *r, const struct effect *e)
{
	bool by_word = r->ev && (r->ev->type == EVENT_ACTION || r->ev->type == EVENT_BREAK);

	if (e->type == EFFECT_PROMPT) {
		on_prompt(r, e);
	} else if (e->type == EFFECT_BREAK_STARTED) {
		answer(r, by_word ? ANSWER_START : ANSWER_LEFT, recorder_real(r, e->start));
	} else {
		on_break_ended(r, e);
	}
}

void lists_event(struct recorder *r, const struct snapshot *before, const struct snapshot *after)
{
	if (before->break_state == BREAK_DUE && after->break_state == BREAK_POSTPONED) {
		answer(r, ANSWER_POSTPONE, r->stamp.real);
	}
}

void recorder_posture_prompted(struct recorder *r)
{
	r->posture = (struct prompt_record){ .at = r->stamp.real,
					     .subject = "posture",
					     .reason = "finding" };
	r->posture_open = true;
	put_prompt(r, &r->posture);
}

void recorder_posture_answered(struct recorder *r, enum prompt_answer answer)
{
	if (r->posture_open) {
		r->posture.answer = answer;
		r->posture.answered = usec_max(r->stamp.real, r->posture.at);
		put_prompt(r, &r->posture);
	}
	r->posture_open = false;
}

/* ---- findings ---- */

static const char *name_of(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? a->view[monitor].name : "";
}

static void describe(const struct audit *a, const struct finding *f, struct finding_record *ret)
{
	const char *other = name_of(a, f->other);

	*ret = (struct finding_record){ .measured = f->measured, .limit = f->limit };
	(void) snprintf(ret->rule, sizeof(ret->rule), "%s", rule_to_string(f->rule));
	(void) snprintf(ret->monitor, sizeof(ret->monitor), "%s%s%s", name_of(a, f->monitor),
			*other ? " + " : "", other);
	(void) snprintf(ret->posture, sizeof(ret->posture), "%s", posture_to_string(f->posture));
	(void) snprintf(ret->severity, sizeof(ret->severity), "%s",
			severity_to_string(f->severity));
}

static bool same_finding(const struct finding_record *a, const struct finding_record *b)
{
	return strcmp(a->rule, b->rule) == 0 && strcmp(a->monitor, b->monitor) == 0 &&
	       strcmp(a->posture, b->posture) == 0 && strcmp(a->severity, b->severity) == 0;
}

static void put_finding(struct recorder *r, const struct finding_record *f)
{
	struct record record = { .type = RECORD_FINDING, .finding = *f };

	queue_add(r, &record);
}

void recorder_stands_finding(struct recorder *r, const struct finding_record *f)
{
	if (r->findings < FINDINGS_MAX && f->until == 0) {
		r->finding[r->findings++] = *f;
	}
}

/* What is not there any more, or not as bad or good, ends now. */
static void end_findings(struct recorder *r, const struct audit *a)
{
	size_t left = 0;

	for (size_t i = 0; i < r->findings; i++) {
		bool stands = false;

		for (size_t j = 0; j < a->findings.n && !stands; j++) {
			struct finding_record now;

			describe(a, &a->findings.f[j], &now);
			stands = same_finding(&r->finding[i], &now);
		}
		if (stands) {
			r->finding[left++] = r->finding[i];
		} else {
			r->finding[i].until = usec_max(r->stamp.real, r->finding[i].since + 1);
			put_finding(r, &r->finding[i]);
		}
	}
	r->findings = left;
}

void recorder_audit(struct recorder *r, const struct audit *a)
{
	end_findings(r, a);
	for (size_t j = 0; j < a->findings.n && r->findings < FINDINGS_MAX; j++) {
		struct finding_record now;
		bool stands = false;

		describe(a, &a->findings.f[j], &now);
		for (size_t i = 0; i < r->findings && !stands; i++) {
			stands = same_finding(&r->finding[i], &now);
		}
		if (!stands) {
			now.since = r->stamp.real;
			r->finding[r->findings++] = now;
			put_finding(r, &now);
		}
	}
}

/* ---- problems ---- */

static void put_problem(struct recorder *r, const struct problem_record *p)
{
	struct record record = { .type = RECORD_PROBLEM, .problem = *p };

	queue_add(r, &record);
}

void recorder_stands_problem(struct recorder *r, const struct problem_record *p)
{
	if (r->problems < RECORDER_PROBLEMS && p->until == 0) {
		r->problem[r->problems++] = *p;
	}
}

static bool is_text(const struct problem_record *p, const char *line)
{
	char cut[HISTORY_TEXT_MAX];

	(void) snprintf(cut, sizeof(cut), "%s", line);
	return strcmp(p->text, cut) == 0;
}

void recorder_problems(struct recorder *r, const char *const *lines)
{
	size_t left = 0;

	for (size_t i = 0; i < r->problems; i++) {
		bool stands = false;

		for (size_t j = 0; lines[j] && !stands; j++) {
			stands = is_text(&r->problem[i], lines[j]);
		}
		if (stands) {
			r->problem[left++] = r->problem[i];
		} else {
			r->problem[i].until = usec_max(r->stamp.real, r->problem[i].since + 1);
			put_problem(r, &r->problem[i]);
		}
	}
	r->problems = left;
	for (size_t j = 0; lines[j] && r->problems < RECORDER_PROBLEMS; j++) {
		struct problem_record now = { .since = r->stamp.real };
		bool stands = false;

		for (size_t i = 0; i < r->problems && !stands; i++) {
			stands = is_text(&r->problem[i], lines[j]);
		}
		if (!stands) {
			(void) snprintf(now.text, sizeof(now.text), "%s", lines[j]);
			r->problem[r->problems++] = now;
			put_problem(r, &now);
		}
	}
}

/* ---- changes ---- */

void recorder_change(struct recorder *r, const char *key, const char *before, const char *after)
{
	struct record record = { .type = RECORD_CHANGE };

	record.change.at = r->stamp.real;
	(void) snprintf(record.change.key, sizeof(record.change.key), "%s", key);
	(void) snprintf(record.change.before, sizeof(record.change.before), "%s", before);
	(void) snprintf(record.change.after, sizeof(record.change.after), "%s", after);
	queue_add(r, &record);
}

void recorder_monitors(struct recorder *r, const char *monitors)
{
	char now[HISTORY_TEXT_MAX];

	(void) snprintf(now, sizeof(now), "%s", monitors);
	if (r->monitors_known && strcmp(now, r->monitors) != 0) {
		recorder_change(r, "monitors", r->monitors, now);
	}
	memcpy(r->monitors, now, sizeof(now));
	r->monitors_known = true;
}

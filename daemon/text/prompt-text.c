#include "text/prompt-text.h"

#include <stdio.h>
#include <string.h>

#include "ergo/exercise-text.h"
#include "ergo/tr.h"
#include "text/say.h"

/* A nudge goes by itself in the end; what matters is in `ergoctl status`. */
#define DAILY_SHOWN USEC_PER_MIN
#define DONE_SHOWN  (10 * USEC_PER_SEC)
#define SHOWN_LEAST (10 * USEC_PER_SEC)
#define SHOWN_MOST  USEC_PER_HOUR

#define NOTICE_LINE_MAX 256

static int32_t shown_for(usec_t d)
{
	return (int32_t) (usec_min(usec_max(d, SHOWN_LEAST), SHOWN_MOST) / USEC_PER_MS);
}

static usec_t length_of(const struct config *c, enum break_kind kind)
{
	return kind == BREAK_MICRO ? c->micro_break_length : c->rest_break_length;
}

static void add_action(struct notice *n, const char *key, const char *label)
{
	if (n->n_actions < NOTICE_ACTIONS_MAX) {
		say_into(n->actions[n->n_actions].key, sizeof(n->actions[0].key), "%s", key);
		say_into(n->actions[n->n_actions].label, sizeof(n->actions[0].label), "%s", label);
		n->n_actions++;
	}
}

static void add_line(struct notice *n, const char *line)
{
	size_t len = strlen(n->body);

	say_into(n->body + len, sizeof(n->body) - len, "\n%s", line);
}

/* The buttons of a break that is DUE, and the same as commands. */
static void offer(enum break_kind kind, const char *start, const struct snapshot *s,
		  const struct config *c, struct notice *n)
{
	const char *word = break_kind_to_string(kind);
	char label[SAY_MAX], line[NOTICE_LINE_MAX], time[SAY_MAX];

	add_action(n, "default", start);
	add_action(n, "start", start);
	if (s->postpones_left > 0) {
		/* Translators: a button that puts the break off, "In 5 min". */
		say_into(label, sizeof(label), _("In %s"), say_short(time, c->prompts_postpone));
		add_action(n, "postpone", label);
		say_into(line, sizeof(line),
			 _("ergoctl break %s, ergoctl postpone or ergoctl skip"), word);
	} else {
		say_into(line, sizeof(line), _("ergoctl break %s or ergoctl skip"), word);
	}
	add_line(n, line);
	add_action(n, "skip", Q_("button", "Skip"));
}

static void due(const struct effect *e, usec_t wanted, struct notice *n)
{
	char passed[SAY_MAX], time[SAY_MAX];

	(void) say_passed(passed, e->screen_time);
	(void) say_wanted(time, wanted);
	if (e->kind == BREAK_MICRO) {
		say_into(n->summary, sizeof(n->summary), _("%s without a pause"), passed);
		say_into(n->body, sizeof(n->body), _("Let go and look into the distance for %s?"),
			 time);
		return;
	}
	say_into(n->summary, sizeof(n->summary), _("%s without a break"), passed);
	if (e->reason == PROMPT_REMINDER) {
		say_into(n->body, sizeof(n->body),
			 _("When you have finished the thought: stand up for %s?"), time);
	} else {
		say_into(n->body, sizeof(n->body), _("Stand up for %s?"), time);
	}
}

static void daily(const struct effect *e, const struct config *c, struct notice *n)
{
	char time[SAY_MAX];

	if (e->screen_time <
	    c->daily_limit_limit) { /* owed since yesterday, or the limit was raised */
		say_into(n->summary, sizeof(n->summary), "%s", _("The daily limit was reached"));
	} else {
		say_into(n->summary, sizeof(n->summary), _("%s at the screen today"),
			 say_passed(time, e->screen_time));
	}
	say_into(n->body, sizeof(n->body),
		 _("The limit of a day is set to %s. The rest may keep until tomorrow.\n"
		   "More about today: ergoctl status"),
		 say_passed(time, c->daily_limit_limit));
	n->urgency = NOTICE_LOW;
	n->timeout_ms = shown_for(DAILY_SHOWN);
}

void prompt_text_prompt(const struct effect *e, const struct snapshot *s, const struct config *c,
			struct notice *ret)
{
	struct notice n = { .urgency = NOTICE_NORMAL, .progress = -1, .resident = true };
	char label[SAY_MAX * 2], time[SAY_MAX];
	usec_t wanted;

	if (e->kind == PROMPT_DAILY || e->reason == PROMPT_LIMIT) {
		n.resident = false;
		daily(e, c, &n);
		*ret = n;
		return;
	}
	/* What was rested already need not be rested again. */
	wanted = e->remaining > 0 ? usec_min(e->remaining, length_of(c, e->kind))
				  : length_of(c, e->kind);
	/* A reminder of the rest break takes its place; a micro-break is let go. */
	n.transient = e->kind == BREAK_MICRO;
	n.timeout_ms = shown_for(e->kind == BREAK_MICRO ? c->micro_break_expires_after
							: c->prompts_remind_after);
	if (e->reason == PROMPT_INTERRUPTED) {
		say_into(n.summary, sizeof(n.summary), _("Interrupted, %s left"),
			 say_clock(time, wanted));
		say_into(n.body, sizeof(n.body), "%s", _("It goes on as soon as you let go."));
		say_into(label, sizeof(label), _("Go on (%s)"), say_clock(time, wanted));
	} else {
		due(e, wanted, &n);
		say_into(label, sizeof(label), _("Start (%s)"), say_short(time, wanted));
	}
	offer(e->kind, label, s, c, &n);
	*ret = n;
}

void prompt_text_exercise(const struct exercise *e, struct notice *n)
{
	char offer[NOTICE_LINE_MAX], rest[sizeof(n->body)];
	size_t question = strcspn(n->body, "\n");

	say_into(rest, sizeof(rest), "%s", n->body + question);
	n->body[question] = '\0';
	/* Translators: "If you like, neck turns: ergoctl exercises start turn". */
	say_into(offer, sizeof(offer), _("If you like, %s: ergoctl exercises start %s"),
		 exercise_title(e), e->name);
	add_line(n, offer);
	if (rest[0]) {
		add_line(n, rest + 1);
	}
}

usec_t prompt_text_left(const struct snapshot *s)
{
	return s->break_state == BREAK_DUE ? usec_sub(s->break_remaining, s->break_hands_off)
					   : s->break_remaining;
}

static int percent_kept(usec_t left, usec_t length)
{
	usec_t kept = usec_sub(length, left);

	/* Lengths are a few hours at most: nothing overflows. */
	return length > 0 ? (int) (kept * 100 / length) : 100;
}

void prompt_text_countdown(const struct snapshot *s, const struct config *c, bool silently,
			   const char *until, struct notice *ret)
{
	struct notice n = { .urgency = NOTICE_NORMAL, .progress = -1, .resident = true };
	usec_t left = prompt_text_left(s);
	char label[SAY_MAX * 2], time[SAY_MAX];

	if (silently) {
		say_into(n.summary, sizeof(n.summary), _("Break: %s left"), say_clock(time, left));
		n.progress = percent_kept(left, length_of(c, s->break_kind));
	} else {
		say_into(n.summary, sizeof(n.summary), _("Break until %s"), until);
	}
	n.transient = s->break_kind == BREAK_MICRO;
	n.timeout_ms = shown_for(usec_add(left, USEC_PER_MIN)); /* should nobody withdraw it */
	say_into(n.body, sizeof(n.body), "%s",
		 s->break_kind == BREAK_MICRO ? _("Hands off, eyes in the distance.")
					      : _("Away from the screen."));
	if (s->break_state == BREAK_DUE) {
		say_into(label, sizeof(label), _("Start (%s)"), say_short(time, left));
		offer(s->break_kind, label, s, c, &n);
	} else {
		add_action(&n, "skip", Q_("button", "Skip"));
		add_line(&n, _("ergoctl end or ergoctl skip"));
	}
	*ret = n;
}

void prompt_text_done(const struct config *c, struct notice *ret)
{
	char time[SAY_MAX];
	struct notice n = {
		.urgency = NOTICE_LOW,
		.progress = -1,
		.timeout_ms = shown_for(DONE_SHOWN),
		.transient = true,
	};

	say_into(n.summary, sizeof(n.summary), "%s", _("Break done"));
	if (c->rest_break_enabled) {
		say_into(n.body, sizeof(n.body), _("The next one comes after %s of screen time."),
			 say_passed(time, c->rest_break_every));
	}
	*ret = n;
}

/*
 * The built-in demonstration day: a trace with a story in its comments, played in virtual time, so
 * that somebody without a desktop at hand sees what ergod would do on one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/tr.h"
#include "ergo/trace.h"
#include "replay.h"

/* The day of the trace begins at nine; lines that begin with # are told. */
#define DAY_BEGINS (9 * USEC_PER_HOUR)

static const char *const day[] = {
	"0s start 2026-03-02T09:00:00+01:00",
	N_("# You sit down and type. The first micro-break comes after 20 minutes, and you look up."),
	"0s pulse keyboard every 2s for 20min 1s",
	N_("# Back at work; a phone call away from the desk rests you without anybody asking."),
	"20min 45s pulse keyboard every 2s for 14min",
	N_("# You return and write on without a pause. A micro-break is let go, then a rest break is "
	   "due."),
	"41min pulse keyboard every 2s for 52min",
	N_("# In the middle of a thought: postponed. Five minutes later you do stand up."),
	"1h 32min 20s action postpone",
	"1h 33min 4s pulse pointer every 4s for 5min",
	N_("# A talk is watched, hands in the lap: still at the screen, a neck does not rest by "
	   "watching."),
	"1h 45min pulse pointer",
	"1h 45min 2s engaged-on",
	"2h 25min engaged-off",
	N_("# Lunch: the screen is locked."),
	"2h 25min 30s pulse keyboard",
	"2h 26min lock",
	N_("# Back from lunch, rested; the clocks begin anew."),
	"3h 10min unlock",
	"3h 10min 5s pulse keyboard every 5s for 35min",
	N_("# A presentation runs in full screen: nothing interrupts it, one prompt comes after it."),
	"3h 45min quiet-on",
	"3h 45min 5s pulse pointer every 20s for 24min",
	"4h 10min quiet-off",
	"4h 10min 1s pulse keyboard every 2s for 1min",
	N_("# You start the rest break by the button, and keep it."),
	"4h 11min 30s action start",
	N_("# The laptop sleeps, the day is over."),
	"4h 20min pulse keyboard every 2s for 10min",
	"4h 30min 10s sleep",
	"6h end",
};

struct teller {
	size_t line;
	const char *told; /* waits for its time */
	usec_t told_at;
	unsigned kept, prompts;
};

/* A comment in the user's language, without its mark. */
static const char *told(const char *line)
{
	const char *said = tr(line);

	return said + strspn(said, "# ");
}

/* A comment is told at the time of the line that follows it, after what happened before. */
static void tell_until(struct teller *t, usec_t time)
{
	if (t->told && t->told_at <= time) {
		printf("\n  %s\n", told(t->told));
		t->told = NULL;
	}
}

static const char *next_line(void *userdata)
{
	struct teller *t = userdata;
	const char *comment = NULL;

	for (; t->line < ELEMENTSOF(day); t->line++) {
		struct trace_item item;
		char reason[TRACE_REASON_MAX];

		if (*day[t->line] == '#') {
			comment = day[t->line];
			continue;
		}
		if (comment && trace_parse_line(day[t->line], &item, reason) == 0) {
			tell_until(t, USEC_INFINITY);
			t->told = comment;
			t->told_at = TRACE_EPOCH + item.time;
		}
		return day[t->line++];
	}
	return NULL;
}

static void say_time(usec_t boot)
{
	usec_t t = DAY_BEGINS + usec_sub(boot, TRACE_EPOCH);

	printf("%02u:%02u:%02u  ", (unsigned) (t / USEC_PER_HOUR),
	       (unsigned) (t / USEC_PER_MIN % 60), (unsigned) (t / USEC_PER_SEC % 60));
}

static void say_prompt(const struct effect *e, const char *time)
{
	bool rest = e->kind == BREAK_REST;

	if (e->kind == PROMPT_DAILY) {
		printf(_("PROMPT: the daily limit, %s today\n"), time);
	} else if (e->reason == PROMPT_REMINDER) {
		printf(_("PROMPT: rest break (reminder), %s without one\n"), time);
	} else if (e->reason == PROMPT_INTERRUPTED) {
		printf(_("PROMPT: rest break (interrupted), %s without one\n"), time);
	} else {
		printf(rest ? _("PROMPT: rest break (due), %s without one\n")
			    : _("PROMPT: micro break (due), %s without one\n"),
		       time);
	}
}

static const char *const withdrawn[] = {
	[BREAK_MICRO] = N_("the micro prompt is withdrawn"),
	[BREAK_REST] = N_("the rest prompt is withdrawn"),
	[PROMPT_DAILY] = N_("the daily prompt is withdrawn"),
};

static const char *const outcomes[][_OUTCOME_MAX] = {
	[BREAK_MICRO] = {
		[OUTCOME_TAKEN] = N_("micro break: taken"),
		[OUTCOME_SKIPPED] = N_("micro break: skipped"),
		[OUTCOME_MISSED] = N_("micro break: missed"),
		[OUTCOME_NATURAL] = N_("micro break: natural"),
		[OUTCOME_REPLACED] = N_("micro break: replaced"),
	},
	[BREAK_REST] = {
		[OUTCOME_TAKEN] = N_("rest break: taken"),
		[OUTCOME_SKIPPED] = N_("rest break: skipped"),
		[OUTCOME_MISSED] = N_("rest break: missed"),
		[OUTCOME_NATURAL] = N_("rest break: natural"),
		[OUTCOME_REPLACED] = N_("rest break: replaced"),
	},
};

static const char *const presences[_PRESENCE_MAX] = {
	[PRESENCE_PRESENT] = N_("you are present"), [PRESENCE_PASSIVE] = N_("you are passive"),
	[PRESENCE_AWAY] = N_("you are away"),       [PRESENCE_LOCKED] = N_("you are locked"),
	[PRESENCE_ASLEEP] = N_("you are asleep"),   [PRESENCE_UNKNOWN] = N_("you are unknown"),
};

static void say_effect(const struct effect *e)
{
	char time[DURATION_STRING_MAX];

	duration_say(time, sizeof(time), e->screen_time);
	switch (e->type) {
	case EFFECT_SESSION_START:
		puts(_("a screen session begins"));
		break;
	case EFFECT_SESSION_END:
		printf(_("the session ended, %s of it at the screen\n"), time);
		break;
	case EFFECT_PROMPT:
		say_prompt(e, time);
		break;
	case EFFECT_WITHDRAW:
		puts(tr(withdrawn[e->kind]));
		break;
	case EFFECT_BREAK_STARTED:
		puts(e->kind == BREAK_MICRO ? _("you left: the micro break is running")
					    : _("you left: the rest break is running"));
		break;
	case EFFECT_BREAK_ENDED:
		puts(tr(outcomes[e->kind][e->outcome]));
		break;
	case EFFECT_PRESENCE:
		puts(tr(presences[e->presence]));
		break;
	case _EFFECT_TYPE_MAX:
		break;
	}
}

static void tell(const struct effect *e, const struct snapshot *end, void *userdata)
{
	struct teller *t = userdata;
	char today[DURATION_STRING_MAX], longest[DURATION_STRING_MAX];

	tell_until(t, e ? e->t : USEC_INFINITY);
	if (e) {
		say_time(e->t);
		say_effect(e);
		t->prompts += e->type == EFFECT_PROMPT;
		t->kept += e->type == EFFECT_BREAK_ENDED &&
			   (e->outcome == OUTCOME_TAKEN || e->outcome == OUTCOME_NATURAL);
		return;
	}
	(void) duration_say(today, sizeof(today), end->today_time);
	(void) duration_say(longest, sizeof(longest), end->longest_today);
	printf(_("\nThe day: %s at the screen, longest unbroken session %s, %u prompts, %u breaks "
		 "kept.\n"),
	       today, longest, t->prompts, t->kept);
}

int replay_demo(void)
{
	struct teller teller = { 0 };
	struct config config;
	struct trace_replay replay = {
		.next_line = next_line,
		.sink = tell,
		.userdata = &teller,
		.config = &config,
	};

	config_defaults(&config);
	puts(_("A demonstration day in virtual time, with the default configuration:"));
	if (trace_replay(&replay) < 0) {
		(void) fprintf(stderr, _("ergod: demonstration day, line %zu: %s\n"),
			       replay.ret_line, replay.ret_reason);
		return EXIT_FAILURE;
	}
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

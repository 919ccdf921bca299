/* The manager's state and what its parts ask of one another. */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/bus.h"
#include "adapters/display.h"
#include "adapters/hooks.h"
#include "adapters/logind.h"
#include "adapters/notify.h"
#include "attention.h"
#include "audits.h"
#include "clock.h"
#include "ergo/conf-file.h"
#include "ergo/engine.h"
#include "ergo/exposure.h"
#include "ergo/posture-prompt.h"
#include "history.h"
#include "inputs.h"
#include "manager.h"
#include "screens.h"
#include "trace-log.h"

#define PROBLEMS_MAX 16

/* While one of these stands nothing is shown: nobody could see it, or somebody else would. */
#define HOLDING (1u << BLOCKER_LOCKED | 1u << BLOCKER_ASLEEP | 1u << BLOCKER_SESSION_INACTIVE)

struct manager {
	struct manager_options options;
	sd_event *event;
	sd_bus *bus_connection;
	sd_event_source *deadline, *countdown, *sourceless, *posture_timer, *diary_timer;

	struct conf *conf; /* as it was loaded, with what is wrong in it */
	const struct conf_profile
		*profile;         /* of m->conf, that holds for the monitors; NULL: none */
	struct config config;     /* in force */
	struct config_diags read; /* of the last Check, or Reload that was refused */

	struct clock clock;
	struct stamp last; /* of the last event fed */
	usec_t suspended;  /* clock_suspended() when last looked at */
	unsigned blockers; /* as told to the engine */
	usec_t unblocked;  /* when one of them was taken away last */
	usec_t lost;       /* when there was a source of input last; while manager_is_blind() */

	struct engine *engine;
	struct history *history;
	usec_t started;     /* boot time */
	bool session_ended; /* since it was written last */
	struct effects effects;
	struct trace_log *trace;

	struct inputs *inputs;
	struct logind *logind;
	struct notify *notify;
	struct display *display;
	struct bus *bus;
	bool notify_was_available;

	struct hooks *hooks;
	struct attention *attention;
	bool attending; /* what is told of it comes out of it */
	struct {
		bool engaged, display_off;
		unsigned quiet; /* bits 1u << enum quiet_flag */
	} told;                 /* of it to the engine */
	usec_t asked;      /* the deadline that has come and is held back for answers; 0: none */
	usec_t answers_by; /* boot time until when it is */

	struct effect prompt; /* the last prompt of a break, to say it again */
	usec_t countdown_at;  /* when the countdown took its place; 0: it did not */

	struct screens *screens;
	struct audits *audits;
	struct laptop_time laptop;
	char monitor_in_use
		[SHARE_NAME_MAX]; /* as the last look told, share_name(); "": not known */
	usec_t share
		[MONITORS_MAX]; /* time at each of the monitors in the last days, when it last was news */
	uint64_t share_names; /* a hash of whose it is */
	struct posture_prompts posture;
	int64_t diary_asked; /* the day for which it was settled last; INT64_MIN: none */
	bool posture_unkept; /* it could not be written, and that was logged */

	const char *problems[PROBLEMS_MAX + 1];
	char problem_text[PROBLEMS_MAX][CONFIG_DIAG_STRING_MAX];
};

/* manager-feed.c */

/* Feeds one event that happens now: input up to now is fed first, at its own times. */
void manager_feed(struct manager *m, struct event *ev);

/* Feeds one that happened at `boot`, if nothing later was fed since, and lets what is due happen. */
void manager_feed_past(struct manager *m, struct event *ev, usec_t boot);

/* Feeds one that held already just before `boot`, if nothing later was fed since; what is due then is not let happen. */
void manager_feed_before(struct manager *m, struct event *ev, usec_t boot);

/* The same without an event: lets what is due happen. */
void manager_tick(struct manager *m);

/* After a feed: the timers, the sampling period and the properties follow. */
void manager_settle(struct manager *m);

/* The engine's sink. */
void manager_on_effects(const struct effect *e, size_t n, void *userdata);

/* manager.c */

/* Just now there is no source of input, and nothing was concluded from that so far. */
bool manager_is_blind(const struct manager *m);

/* What there is to be known about where input comes from. */
struct inputs_settings manager_inputs_settings(const struct manager *m);

/* Whether a blocker stands from now on. */
void manager_block(struct manager *m, enum blocker blocker, bool set);

/* manager-hooks.c: commands of the user at events. */
int manager_hooks_open(struct manager *m);
void manager_hooks_effect(struct manager *m, const struct effect *e);
/* The i-th finding of the last audit is prompted. */
void manager_hooks_finding(struct manager *m, size_t i);

/* manager-attention.c: what is told of attention, to the engine and the bus. */
int manager_attention_open(struct manager *m);
void manager_attention_settle(struct manager *m); /* after a feed */
/* A deadline has come: whether to wait ATTENTION_ANSWER for answers of those who had to be asked. */
bool manager_attention_wait(struct manager *m);
/* Which of the monitors that were audited is in use, as far as was looked; -1: not known. */
int manager_attention_monitor(const struct manager *m);
void manager_attention_view(const struct manager *m, struct bus_view *ret);
int manager_meeting(usec_t duration, char *reason, size_t size, void *userdata);
int manager_end_meeting(char *reason, size_t size, void *userdata);

/* manager-prompts.c: what the user sees of effects. */
void manager_prompts_effect(struct manager *m, const struct effect *e);
void manager_prompts_action(enum subject subject, const char *action, void *userdata);
/* Takes everything down for good: whoever comes back is not greeted with it, reminders are the engine's. */
void manager_prompts_hide(struct manager *m);
/* Shows again what the run before had on show. */
void manager_prompts_resume(struct manager *m);
/* Keeps the countdown of a break that is being kept up to date, and its timer armed as long as one
 * is. */
void manager_prompts_countdown(struct manager *m);

/* manager-exercises.c: adds to the notice of a break what could be done in it, if that is wanted and the rules of
 * exercises were acknowledged. */
void manager_exercises_offer(const struct manager *m, const struct effect *e,
			     struct notice *notice);

/* manager-audit.c: the monitors, the audit of them and the configuration that holds for them. */
int manager_audit_open(struct manager *m);
/* m->config out of m->conf, with the profile that fits. */
void manager_take_config(struct manager *m);
void manager_audit_run(struct manager *m);
/* After a feed: exposure is accounted, and what may depend on it follows. */
void manager_audit_settle(struct manager *m);
/*
 * The user works at this one of the monitors now (index of audits_monitors()->m); -1: nobody could tell, but that
 * it is the only one there is.  Once after each feed, before manager_audit_settle().
 */
void manager_share_look(struct manager *m, int monitor);
void manager_audit_view(struct bus_audit *ret, void *userdata);
void manager_audit_health(const struct manager *m, struct health *ret);
int manager_setup(char *buf, size_t size, void *userdata);

/* manager-posture.c: posture prompts. */
void manager_posture_audited(struct manager *m); /* there is a new audit */
void manager_posture_look(struct manager *m); /* prompts what is owed, or says when to look again */
/* Whether one may be shown as soon as nothing holds it back. */
bool manager_posture_near(const struct manager *m, const struct snapshot *s,
			  const struct stamp *now);
/* Nothing is remembered of what was prompted. */
void manager_posture_forget(struct manager *m);
/* A break is prompted or begins: the more important of the two. */
void manager_posture_break(struct manager *m, const struct effect *e);
void manager_posture_action(struct manager *m, const char *action);
int manager_posture_answer(enum posture_answer answer, char *reason, size_t size, void *userdata);

/* manager-diary.c: the evening's question. */
void manager_diary_look(struct manager *m); /* asks, or says when to look again */
void manager_diary_action(struct manager *m, const char *action);

/* manager-history.c: when the history is written, and what is told it. */
void manager_history_open(struct manager *m); /* goes on where the last run left off */
void manager_history_effect(struct manager *m, const struct effect *e);
void manager_history_settle(struct manager *m); /* after a feed */
void manager_history_left(struct manager *m);   /* a blocker has driven somebody away */
void manager_history_audited(struct manager *m);
void manager_history_write(struct manager *m);
int manager_history_erase(usec_t from, usec_t until, char *text, size_t size, void *userdata);

/* manager-bus.c: what the session bus may ask. */
const char *const *manager_problems(struct manager *m); /* NULL-terminated, until the next call */
extern const struct bus_ops manager_bus_ops;
int manager_command(struct manager *m, const struct event *ev, char *reason, size_t size);
int manager_reload(struct manager *m, const struct config_diags **ret);
void manager_log_diags(const struct config_diags *diags);
void manager_log_advice(
	const struct manager *m); /* values that are fine by themselves but not together */

/*
 * The words of prompts: short, kind, concrete, and always with the ergoctl command, since some
 * servers show no buttons.  Facts and an offer; never what causes or cures a pain.  Pure.
 */
#pragma once

#include "ergo/config.h"
#include "ergo/effect.h"
#include "ergo/exercises.h"
#include "ergo/snapshot.h"
#include "notice.h"

/* What a prompt says and offers; `e` is an EFFECT_PROMPT. */
void prompt_text_prompt(const struct effect *e, const struct snapshot *s, const struct config *c,
			struct notice *ret);

/* Adds the offer of an exercise to what that made of a break, behind its question. */
void prompt_text_exercise(const struct exercise *e, struct notice *n);

/*
 * The notification of a break that is being kept (STARTED, or DUE and hands off): time left and a
 * bar; where the server can't update silently (`silently` false) until when instead (`until`: local
 * time as HH:MM, of prompt_text_left() from now).
 */
void prompt_text_countdown(const struct snapshot *s, const struct config *c, bool silently,
			   const char *until, struct notice *ret);

/* How much of the break is left, a stretch of hands off taken as rest. */
usec_t prompt_text_left(const struct snapshot *s);

/* The short, low-urgency "done" after a rest break. */
void prompt_text_done(const struct config *c, struct notice *ret);

/*
 * What the commands of [hooks] are told, as environment: ergod.ini(5), HOOKS.  One line each, UTF-8, nothing that a
 * monitor calls itself can make two variables of one.  Pure.
 */
#pragma once

#include "adapters/hooks.h"
#include "ergo/audit.h"
#include "ergo/effect.h"
#include "ergo/time.h"

#define HOOK_ENV_MAX      8    /* variables of one event */
#define HOOK_ENV_TEXT_MAX 1024 /* bytes of all of them; a test proves it */

struct hook_env {
	size_t n;
	const char *list[HOOK_ENV_MAX + 1]; /* into .text; NULL at the end */
	size_t used;
	char text[HOOK_ENV_TEXT_MAX];
};

/*
 * Which hook an effect is for, and what it is told; -1: none, *ret is untouched.  `now`: a stamp from the emission of
 * the effect on, for its wall times.  *ret must not be moved.
 */
int hook_env_effect(struct hook_env *ret, const struct effect *e, const struct stamp *now);

/* What HOOK_FINDING is told of the i-th finding. */
void hook_env_finding(struct hook_env *ret, const struct audit *a, size_t i, enum length_unit unit);

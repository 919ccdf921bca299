#include "hook-env.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/audit-text.h"
#include "ergo/utf8.h"

#define VALUE_MAX AUDIT_TEXT_MAX

/* Printable characters; '?' stands for what is none. */
static size_t copy_plain(char *to, size_t size, const char *from)
{
	size_t n = 0;

	while (*from) {
		uint32_t code = 0;
		size_t len = utf8_char(from, SIZE_MAX, &code);
		bool plain = len > 0 && code >= ' ' && !(code >= 0x7f && code <= 0x9f) &&
			     code != 0x2028 && code != 0x2029;

		if (n + (plain ? len : 1) >= size) {
			break;
		}
		if (plain) {
			memcpy(to + n, from, len);
			n += len;
		} else {
			to[n++] = '?';
		}
		from += len > 0 ? len : 1;
	}
	to[n] = '\0';
	return n;
}

/* What does not fit is cut: never with what is told here. */
_printf_(3, 4) static void add(struct hook_env *env, const char *name, const char *format, ...)
{
	char value[VALUE_MAX], line[VALUE_MAX + 32];
	size_t room = sizeof(env->text) - env->used;
	va_list ap;

	if (env->n == HOOK_ENV_MAX || room < 2) {
		return;
	}
	va_start(ap, format);
	(void) vsnprintf(value, sizeof(value), format, ap);
	va_end(ap);
	(void) snprintf(line, sizeof(line), "ERGOD_%s=%s", name, value);
	env->list[env->n++] = env->text + env->used;
	env->list[env->n] = NULL;
	env->used += copy_plain(env->text + env->used, room, line) + 1;
}

static void add_word(struct hook_env *env, const char *name, const char *word)
{
	if (word) {
		add(env, name, "%s", word);
	}
}

static void add_seconds(struct hook_env *env, const char *name, usec_t d)
{
	add(env, name, "%llu", (unsigned long long) (d / USEC_PER_SEC));
}

/* A boot time as a local one; the wall clock undisturbed since. */
static void add_time(struct hook_env *env, const char *name, usec_t boot, const struct stamp *now)
{
	char text[RFC3339_STRING_MAX];
	usec_t real = usec_sub(now->real, usec_sub(now->boot, boot));

	add_word(env, name, rfc3339_format(text, sizeof(text), real, now->gmtoff_s));
}

int hook_env_effect(struct hook_env *ret, const struct effect *e, const struct stamp *now)
{
	struct hook_env *env = ret;

	switch (e->type) {
	case EFFECT_PROMPT:
		*env = (struct hook_env){ .n = 0 };
		add_word(env, "KIND", break_kind_to_string(e->kind));
		add_word(env, "REASON", prompt_reason_to_string(e->reason));
		add_seconds(env, "SCREEN_SECONDS", e->screen_time);
		if (e->reason == PROMPT_INTERRUPTED) {
			add_seconds(env, "REMAINING_SECONDS", e->remaining);
		}
		return HOOK_BREAK_DUE;
	case EFFECT_BREAK_STARTED:
		*env = (struct hook_env){ .n = 0 };
		add_word(env, "KIND", break_kind_to_string(e->kind));
		add_time(env, "START", e->start, now);
		add_seconds(env, "REMAINING_SECONDS", e->remaining);
		return HOOK_BREAK_STARTED;
	case EFFECT_BREAK_ENDED:
		*env = (struct hook_env){ .n = 0 };
		add_word(env, "KIND", break_kind_to_string(e->kind));
		add_word(env, "OUTCOME", outcome_to_string(e->outcome));
		add_time(env, "START", e->start, now);
		add_time(env, "END", e->end, now);
		add_seconds(env, "SCREEN_SECONDS", e->screen_time);
		return HOOK_BREAK_ENDED;
	case EFFECT_SESSION_END:
		*env = (struct hook_env){ .n = 0 };
		add_time(env, "START", e->start, now);
		add_time(env, "END", e->end, now);
		add_seconds(env, "SCREEN_SECONDS", e->screen_time);
		return HOOK_SESSION_ENDED;
	case EFFECT_SESSION_START:
	case EFFECT_WITHDRAW:
	case EFFECT_PRESENCE:
	case _EFFECT_TYPE_MAX:
		break;
	}
	return -1;
}

void hook_env_finding(struct hook_env *ret, const struct audit *a, size_t i, enum length_unit unit)
{
	const struct finding *f = &a->findings.f[i];
	char text[AUDIT_TEXT_MAX];

	*ret = (struct hook_env){ .n = 0 };
	add_word(ret, "RULE", rule_to_string(f->rule));
	add_word(ret, "SEVERITY", severity_to_string(f->severity));
	if (f->monitor >= 0 && (size_t) f->monitor < a->n) {
		add_word(ret, "MONITOR", a->view[f->monitor].name);
	}
	add_word(ret, "TEXT", finding_say(a, f, unit, text));
	add_word(ret, "CORRECTION", correction_say(a, f, unit, text));
}

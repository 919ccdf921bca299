/*
 * Words in the user's language.  What a person reads is written _("like this"), in English; a program
 * that wants another language hands gettext() in at its start.  Until then, and in the core for ever,
 * the English is what comes out: nothing here reads a file or the environment.
 *
 * A message is a whole sentence or phrase with its numbers in it, never one put together from pieces
 * whose order a language may want to change.  Not translated: words of traces, D-Bus, JSON and the
 * configuration, names of verbs and keys, log lines.
 */
#pragma once

#include <stddef.h>

/* The message, in the user's language. */
#define _(msgid) tr(msgid)
/* The same for a table: marks the message; tr() is called where it is shown. */
#define N_(msgid) msgid
/* A message that has a context, for one that means two things: Q_("verb", "break"). */
#define Q_(context, msgid) tr_context(context, msgid)
/* Marks one for a table, like N_(): NC_("verb", "break") is shown with tr_context(). */
#define NC_(context, msgid) msgid
/* One that depends on a count: P_("%u minute", "%u minutes", n).  Both must have the same conversions. */
#define P_(one, many, n) tr_plural(one, many, n)

const char *tr(const char *msgid) __attribute__((format_arg(1)));
const char *tr_context(const char *context, const char *msgid) __attribute__((format_arg(2)));
const char *tr_plural(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

/* Where messages come from; NULL of a field: English.  `domain` is not asked for: there is one. */
struct translator {
	const char *(*get)(const char *msgid);
	const char *(*get_plural)(const char *one, const char *many, unsigned long n);
};
void tr_use(const struct translator *t);

#include "trace-run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/trace.h"

#define FILE_MAX (256 * 1024)
#define BLANKS   " \t\r"

struct run {
	const char *name;
	char *report;
	size_t report_n;
	bool failed;

	char *text; /* the whole story; a line that is read gets its newline replaced by NUL */
	char *rest;
	struct config config;
	bool presence, withdraw; /* whether effects of these kinds are expected, all of them */

	const char *expect; /* where the next expectation is searched for */
	size_t expect_line;
	char got[TRACE_TEXT_MAX]; /* the effect that was not expected */
};

static void say(struct run *r, size_t line, const char *format, ...) _printf_(3, 4);

static void say(struct run *r, size_t line, const char *format, ...)
{
	char text[2 * TRACE_TEXT_MAX];
	va_list ap;
	int n;

	va_start(ap, format);
	(void) vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	r->failed = true;
	n = snprintf(r->report + r->report_n, TRACE_REPORT_MAX - r->report_n, "%s:%zu: %s\n",
		     r->name, line, text);
	r->report_n = (size_t) n < TRACE_REPORT_MAX - r->report_n ? r->report_n + (size_t) n
								  : TRACE_REPORT_MAX - 1;
}

/* The words of a line, one blank between them. */
static void collapse(const char *s, size_t n, char *buf, size_t size)
{
	size_t k = 0;

	for (size_t i = 0; i < n && k < size - 1; i++) {
		if (strchr(BLANKS, s[i])) {
			continue;
		}
		if (k > 0 && i > 0 && strchr(BLANKS, s[i - 1])) {
			buf[k++] = ' ';
			if (k == size - 1) {
				break;
			}
		}
		buf[k++] = s[i];
	}
	buf[k] = '\0';
}

/* Whether `got` begins with the fields of `want`: "screen=20min" is not the beginning of
 * "screen=20min 3s". */
static bool begins_with(const char *got, const char *want)
{
	size_t n = strlen(want);

	if (strncmp(got, want, n) != 0) {
		return false;
	}
	return got[n] == '\0' || (got[n] == ' ' && !(got[n + 1] >= '0' && got[n + 1] <= '9'));
}

/* The next `#=` line of what is left, collapsed; false at the end. */
static bool next_expectation(struct run *r, char *buf, size_t size)
{
	while (*r->expect) {
		const char *line = r->expect;
		size_t n = strcspn(line, "\n");

		r->expect = line + n + (line[n] == '\n');
		r->expect_line++;
		if (strncmp(line, "#=", 2) == 0) {
			collapse(line + 2, n - 2, buf, size);
			return true;
		}
	}
	return false;
}

static void compare(struct run *r, const char *effect)
{
	char want[TRACE_TEXT_MAX], got[TRACE_TEXT_MAX];

	if (r->failed) { /* one difference makes all that follows differ */
		return;
	}
	collapse(effect, strlen(effect), got, sizeof(got));
	if (!next_expectation(r, want, sizeof(want))) {
		say(r, r->expect_line, "nothing more is expected, got `%s`", got);
	} else if (!begins_with(got, want)) {
		say(r, r->expect_line, "expected `%s`, got `%s`", want, got);
	}
}

static void on_effect(const struct effect *e, const struct snapshot *end, void *userdata)
{
	struct run *r = userdata;
	char text[TRACE_TEXT_MAX];

	if (!e) {
		compare(r, trace_format_end(end, TRACE_EPOCH, text, sizeof(text)));
	} else if ((e->type != EFFECT_PRESENCE || r->presence) &&
		   (e->type != EFFECT_WITHDRAW || r->withdraw)) {
		compare(r, trace_format_effect(e, TRACE_EPOCH, text, sizeof(text)));
	}
}

static const char *next_line(void *userdata)
{
	struct run *r = userdata;
	char *line = r->rest;

	if (*line == '\0') {
		return NULL;
	}
	r->rest += strcspn(line, "\n");
	if (*r->rest) {
		*r->rest++ = '\0';
	}
	return line;
}

/* `section.key = value` */
static void configure(struct run *r, size_t line, const char *s, size_t n)
{
	char text[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX];
	const struct config_key *key;
	char *value;

	collapse(s, n, text, sizeof(text));
	value = strstr(text, " = ");
	if (!value) {
		say(r, line, "write #@ section.key = value");
		return;
	}
	*value = '\0';
	key = config_key_by_name(text);
	if (!key) {
		say(r, line, "there is no key %s", text);
	} else if (config_set(&r->config, key, value + 3, reason) < 0) {
		say(r, line, "%s: %s", text, reason);
	}
}

/* Reads the comments that are for us. */
static void prepare(struct run *r)
{
	size_t line = 1, expected = 0;

	if (strncmp(r->text, "# ", 2) != 0) {
		say(r, 1, "the story is missing: begin with a comment that tells it");
	}
	for (const char *s = r->text; *s; line++) {
		size_t n = strcspn(s, "\n");

		if (strncmp(s, "#@", 2) == 0) {
			configure(r, line, s + 2, n - 2);
		} else if (strncmp(s, "#=", 2) == 0) {
			char want[TRACE_TEXT_MAX];

			collapse(s + 2, n - 2, want, sizeof(want));
			r->presence |= strstr(want, " presence ") != NULL;
			r->withdraw |= strstr(want, " withdraw ") != NULL;
			expected++;
		}
		s += n + (s[n] == '\n');
	}
	if (expected == 0) {
		say(r, 1, "nothing is expected: tell it in lines that begin with #=");
	}
}

static void play(struct run *r, const char *text)
{
	struct trace_replay replay = {
		.next_line = next_line,
		.sink = on_effect,
		.userdata = r,
		.config = &r->config,
	};
	char want[TRACE_TEXT_MAX];
	int k;

	r->rest = r->text;
	r->expect = text;
	k = trace_replay(&replay);
	if (k < 0) {
		say(r, replay.ret_line, "%s", k == -EINVAL ? replay.ret_reason : strerror(-k));
	}
	while (!r->failed && next_expectation(r, want, sizeof(want))) {
		say(r, r->expect_line, "expected `%s`, got nothing more", want);
	}
}

bool trace_run_text(const char *name, const char *text, char report[static TRACE_REPORT_MAX])
{
	struct run run = { .name = name, .report = report, .text = strdup(text) };

	report[0] = '\0';
	if (!run.text) {
		say(&run, 0, "%s", strerror(ENOMEM));
		return false;
	}
	config_defaults(&run.config);
	prepare(&run);
	if (!run.failed) {
		play(&run, text);
	}
	free(run.text);
	return !run.failed;
}

bool trace_run_file(const char *path, char report[static TRACE_REPORT_MAX])
{
	char *text = calloc(1, FILE_MAX);
	FILE *f = fopen(path, "re");
	bool ok = false;

	(void) snprintf(report, TRACE_REPORT_MAX, "%s:0: cannot be read\n", path);
	if (text && f && fread(text, 1, FILE_MAX - 1, f) > 0 && feof(f)) {
		ok = trace_run_text(path, text, report);
	}
	if (f) {
		(void) fclose(f);
	}
	free(text);
	return ok;
}

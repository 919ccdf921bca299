#include "replay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/conf-file.h"
#include "ergo/tr.h"
#include "ergo/trace.h"

static void close_filep(FILE **f)
{
	if (*f && *f != stdin) {
		(void) fclose(*f);
	}
}

/* ---- lines of a file ---- */

struct reader {
	FILE *file;
	char line[TRACE_LINE_MAX + 2];
	bool json;
	struct config *config; /* to be set by `#@` lines; NULL: somebody else decided */
	bool begun;            /* an event was read: settings come too late */
	const char *name;
	size_t number;
};

static void skip_line(FILE *f)
{
	int c;

	do {
		c = getc_unlocked(f);
	} while (c != '\n' && c != EOF);
}

/* Splits "#@ section.key = value" where it stands. */
static bool split_setting(char *line, char **ret_key, char **ret_value)
{
	char *equals = strchr(line, '=');

	if (strncmp(line, "#@", 2) != 0 || !equals) {
		return false;
	}
	for (char *p = line; *p; p++) { /* what is told of it goes to a terminal */
		*p = *p < ' ' ? ' ' : *p;
	}
	for (char *p = line + strlen(line); p[-1] == ' '; p--) {
		p[-1] = '\0';
	}
	*equals = '\0';
	*ret_key = line + 2 + strspn(line + 2, " \t");
	(*ret_key)[strcspn(*ret_key, " \t")] = '\0';
	*ret_value = equals + 1 + strspn(equals + 1, " \t");
	return true;
}

/* A trace can tell the settings it was recorded with, before its first event. */
static void take_setting(struct reader *r)
{
	char copy[sizeof(r->line)], reason[CONFIG_REASON_MAX], *name, *value;
	const struct config_key *key;

	r->begun = r->begun || (r->line[0] != '#' && r->line[0] != '\0');
	memcpy(copy, r->line, sizeof(copy));
	if (!r->config || !split_setting(copy, &name, &value)) {
		return;
	}
	key = config_key_by_name(name);
	if (!key) {
		(void) fprintf(
			stderr,
			_("%s:%zu: there is no key \"%.60s\": ergoctl config list names them\n"),
			r->name, r->number, name);
	} else if (r->begun) {
		(void) fprintf(stderr,
			       _("%s:%zu: a setting after the first event is not replayed\n"),
			       r->name, r->number);
	} else if (config_set(r->config, key, value, reason) < 0) {
		(void) fprintf(stderr, "%s:%zu: %s: %s\n", r->name, r->number, name, reason);
	}
}

/* An over-long line is handed on cut, but still too long for the parser, which then says so. */
static const char *next_line(void *userdata)
{
	struct reader *r = userdata;
	size_t n = 0;
	int c;

	while ((c = getc_unlocked(r->file)) != EOF && c != '\n') {
		if (n == sizeof(r->line) - 1) {
			skip_line(r->file);
			break;
		}
		r->line[n++] = c == '\0' ? '\1' : (char) c;
	}
	if (c == EOF && n == 0) {
		return NULL;
	}
	r->line[n] = '\0';
	r->number++;
	take_setting(r);
	return r->line;
}

static void print_effect(const struct effect *e, const struct snapshot *end, void *userdata)
{
	const struct reader *r = userdata;
	char buf[TRACE_TEXT_MAX];

	if (e) {
		puts(r->json ? trace_format_effect_json(e, TRACE_EPOCH, buf, sizeof(buf))
			     : trace_format_effect(e, TRACE_EPOCH, buf, sizeof(buf)));
	} else {
		puts(r->json ? trace_format_end_json(end, TRACE_EPOCH, buf, sizeof(buf))
			     : trace_format_end(end, TRACE_EPOCH, buf, sizeof(buf)));
	}
}

static int load_config(const char *path, struct conf **ret)
{
	int r = conf_load(path, ret);

	if (r < 0) {
		(void) fprintf(stderr, _("ergod: cannot read %s: %s\n"), path, strerror(-r));
		return r;
	}
	for (size_t i = 0; i < (*ret)->diags.n; i++) {
		char text[CONFIG_DIAG_STRING_MAX];

		(void) fprintf(stderr, "%s\n",
			       config_diag_format(&(*ret)->diags.diag[i], text, sizeof(text)));
	}
	if (conf_unread(*ret)) {
		(void) fprintf(
			stderr, "%s",
			_("ergod: --config names no file that can be read: name another, or leave it out\n"));
		return -EINVAL;
	}
	return 0;
}

static int play(struct reader *reader, const char *name, const struct config *config)
{
	struct trace_replay replay = {
		.next_line = next_line,
		.sink = print_effect,
		.userdata = reader,
		.config = config,
	};
	int r = trace_replay(&replay);

	if (r == -EINVAL) {
		(void) fflush(stdout);
		(void) fprintf(stderr, "%s:%zu: %s\n", name, replay.ret_line, replay.ret_reason);
	} else if (r < 0) {
		(void) fprintf(stderr, "ergod: %s: %s\n", name, strerror(-r));
	}
	if (r >= 0 && ferror(reader->file)) {
		(void) fprintf(stderr, _("ergod: cannot read %s: %s\n"), name, strerror(errno));
		r = -EIO;
	}
	if (fflush(stdout) != 0) {
		(void) fprintf(stderr, _("ergod: cannot write the effects: %s\n"), strerror(errno));
		r = -EIO;
	}
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int replay_file(const char *path, const char *config_path, bool json)
{
	_cleanup_(close_filep) FILE *file = NULL;
	_cleanup_(conf_freep) struct conf *conf = NULL;
	struct reader reader = { .json = json };
	struct config config;

	if (config_path && load_config(config_path, &conf) < 0) {
		return EXIT_FAILURE;
	}
	config_defaults(&config);
	file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	if (!file) {
		(void) fprintf(stderr, _("ergod: cannot open %s: %s\n"), path, strerror(errno));
		return EXIT_FAILURE;
	}
	reader.file = file;
	reader.name = path;
	reader.config = conf ? NULL : &config; /* --config overrides what the trace says */
	return play(&reader, path, conf ? &conf->config : &config);
}

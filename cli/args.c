/* The command line: options anywhere, one verb, its words; a wrong one says what was meant. */
#include <stdarg.h>
#include <string.h>

#include "cli.h"
#include "ergo/config.h"
#include "ergo/tr.h"
#include "output.h"

const struct option_spec options[_OPT_MAX] = {
	[OPT_HELP] = { "help", NULL, NULL, N_("Show help for ergoctl or for the verb."), 'h' },
	[OPT_VERSION] = { "version", NULL, NULL, N_("Show the version of ergoctl."), 'V' },
	[OPT_NO_COLOR] = { "no-color", NULL, NULL,
			   N_("No colours (as when NO_COLOR is set or stdout is no terminal)."),
			   0 },
	[OPT_JSON] = { "json", NULL, NULL, N_("Print JSON instead of text for people."), 'j' },
	[OPT_FORMAT] = { "format", "FORMAT", "waybar oneline text json",
			 N_("How to print: waybar (one line of JSON for a bar), oneline, text, json."),
			 'f' },
	[OPT_MONITORS] = { "monitors", "FILE", NULL,
			   N_("Monitors from a file that `ergoctl monitors --json` wrote."), 0 },
	[OPT_CONFIG] = { "config", "FILE", NULL, N_("The configuration from this file."), 0 },
	[OPT_EXPLAIN] = { "explain", "RULE", NULL,
			  N_("What a rule looks at, its limits and sources."), 0 },
	[OPT_SVG] = { "svg", "FILE", NULL, N_("Draw the desk from the side and from above."), 0 },
	[OPT_EXIT_CODE] = { "exit-code", NULL, NULL,
			    N_("End with 10 where the worst is a caution, with 11 where it is high."),
			    0 },
	[OPT_DONE] = { "done", NULL, NULL, N_("Answer the posture prompt: it is done."), 0 },
	[OPT_ALL] = { "all", NULL, NULL, N_("Ask all of it, also what is told already."), 0 },
	[OPT_MONITOR] = { "monitor", "NAME", NULL,
			  N_("Ask again about this monitor, and only that."), 0 },
	[OPT_PROFILE] = { "profile", "NAME", NULL,
			  N_("Write into a profile, for the monitors that are connected."), 0 },
	[OPT_PRINT] = { "print", NULL, NULL, N_("Show what would be written, and write nothing."),
			0 },
	[OPT_NON_INTERACTIVE] = { "non-interactive", NULL, NULL,
				  N_("Ask nothing: set the keys that are given."), 0 },
	[OPT_SINCE] = { "since", "WHEN", NULL,
			N_("From then on: today, monday, 2026-11-20, \"7 days ago\", \"2026-11-20 14:00\"."),
			0 },
	[OPT_UNTIL] = { "until", "WHEN", NULL, N_("Up to then; a day that is named belongs to it."),
			0 },
	[OPT_CSV] = { "csv", NULL, NULL, N_("Comma-separated values, with a line of names."), 0 },
	[OPT_JSONL] = { "jsonl", NULL, NULL, N_("JSON Lines: an object a line."), 0 },
	[OPT_WHAT] = { "what", "TABLE",
		       "sessions breaks prompts findings changes problems slots days monitors diary",
		       N_("One table: sessions breaks prompts findings changes problems slots days monitors; or diary."),
		       0 },
	[OPT_OUTPUT] = { "output", "FILE", NULL,
			 N_("Write into this file, readable by nobody else."), 'o' },
	[OPT_YES] = { "yes", NULL, NULL, N_("Do not ask."), 'y' },
	[OPT_DAYS] = { "days", "N", NULL, N_("The last N days, today included."), 0 },
	[OPT_SET] = { "set", "KEY=VALUE", NULL, N_("With this value; may be given several times."),
		      0 },
	[OPT_ACKNOWLEDGE] = { "acknowledge", NULL, NULL,
			      N_("Say that you have read the rules of exercises."), 0 },
	[OPT_AT] = { "at", "WHEN", NULL,
		     N_("When it was: 14:30, \"yesterday 14:30\", \"2h ago\", 2026-11-20."), 0 },
	[OPT_DIARY] = { "diary", NULL, NULL,
			N_("The diary, which data erase leaves alone without it."), 0 },
	[OPT_TOMORROW] = { "tomorrow", NULL, NULL,
			   N_("Answer the posture prompt: remind me tomorrow."), 0 },
};

const char *nearest(const char *word, const char *const *candidates, size_t n)
{
	size_t len = strlen(word);
	unsigned best = len < 3 ? 1 : len < 6 ? 2 : 3;
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		unsigned d = edit_distance(word, candidates[i]);

		/* a beginning of at least two letters is meant rather than mistyped */
		if (len >= 2 && strncmp(word, candidates[i], len) == 0) {
			return candidates[i];
		}
		if (d <= best && d < strlen(candidates[i])) {
			found = candidates[i];
			best = d ? d - 1 : 0;
		}
	}
	return found;
}

int usage_error(const char *verb, const char *format, ...)
{
	_cleanup_(freep) char *s = NULL;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&s, format, ap) < 0) {
		s = NULL;
	}
	va_end(ap);
	out_error("%s", s ?: _("wrong command line"));
	if (verb) {
		(void) fprintf(stderr, _("Try: ergoctl %s --help\n"), verb);
	} else {
		(void) fputs(_("Try: ergoctl --help\n"), stderr);
	}
	return EXIT_USAGE;
}

const struct verb *verb_find(const char *name)
{
	for (size_t i = 0; i < verbs_n; i++) {
		if (strcmp(verbs[i].name, name) == 0) {
			return &verbs[i];
		}
	}
	return NULL;
}

static int unknown_option(const char *text)
{
	const char *names[_OPT_MAX];
	const char *near;

	for (size_t i = 0; i < _OPT_MAX; i++) {
		names[i] = options[i].name;
	}
	near = nearest(text + strspn(text, "-"), names, _OPT_MAX);
	if (near) {
		return usage_error(NULL, _("unknown option \"%s\"; did you mean \"--%s\"?"), text,
				   near);
	}
	return usage_error(NULL, _("unknown option \"%s\""), text);
}

/* Whether `word` is among the words of a list separated by blanks. */
static bool in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; n && *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		if (strcspn(p, " ") == n && strncmp(p, word, n) == 0) {
			return true;
		}
	}
	return false;
}

static int set_option(struct args *a, enum option_id id, const char *value)
{
	const struct option_spec *o = &options[id];

	if (o->values && !in_list(o->values, value)) {
		return usage_error(NULL, _("--%s can't be \"%s\", only one of: %s"), o->name, value,
				   o->values);
	}
	if (id == OPT_SET) {
		if (a->assignments == ARGS_SETS_MAX) {
			return usage_error(NULL, _("--set can be given %d times at most"),
					   ARGS_SETS_MAX);
		}
		a->assignment[a->assignments++] = value;
	}
	a->set |= OPT(id);
	a->value[id] = value;
	return EXIT_DONE;
}

/* "--name", "--name=value", "--name value"; *i moves over a value of its own. */
static int parse_long(struct args *a, int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2, *equals = strchr(name, '=');
	size_t n = equals ? (size_t) (equals - name) : strlen(name);

	for (size_t id = 0; id < _OPT_MAX; id++) {
		const struct option_spec *o = &options[id];

		if (strlen(o->name) != n || strncmp(o->name, name, n) != 0) {
			continue;
		}
		if (!o->arg) {
			return equals ? usage_error(NULL, _("--%s takes no value"), o->name)
				      : set_option(a, id, NULL);
		}
		if (equals) {
			return set_option(a, id, equals + 1);
		}
		if (*i + 1 >= argc) {
			return usage_error(NULL, _("--%s needs a value: %s"), o->name,
					   o->values ?: o->arg);
		}
		return set_option(a, id, argv[++*i]);
	}
	return unknown_option(argv[*i]);
}

/* "-j", several in one word too; a value follows in the same word or in the next. */
static int parse_short(struct args *a, int argc, char **argv, int *i)
{
	for (const char *p = argv[*i] + 1; *p; p++) {
		size_t id = 0;
		int r;

		while (id < _OPT_MAX && options[id].letter != *p) {
			id++;
		}
		if (id == _OPT_MAX) {
			return unknown_option(argv[*i]);
		}
		if (!options[id].arg) {
			r = set_option(a, id, NULL);
			if (r != EXIT_DONE) {
				return r;
			}
			continue;
		}
		if (p[1]) {
			return set_option(a, id, p + 1);
		}
		if (*i + 1 >= argc) {
			return usage_error(NULL, _("-%c needs a value: %s"), *p,
					   options[id].values ?: options[id].arg);
		}
		return set_option(a, id, argv[++*i]);
	}
	return EXIT_DONE;
}

int args_parse(struct args *ret, int argc, char **argv)
{
	struct args a = { .word = argv };
	bool only_words = false;
	size_t n = 0;

	for (int i = 1; i < argc; i++) {
		char *s = argv[i];
		int r = EXIT_DONE;

		if (!only_words && strcmp(s, "--") == 0) {
			only_words = true;
		} else if (!only_words && strncmp(s, "--", 2) == 0) {
			r = parse_long(&a, argc, argv, &i);
		} else if (!only_words && s[0] == '-' && s[1]) {
			r = parse_short(&a, argc, argv, &i);
		} else if (!a.verb) {
			a.verb = s;
		} else {
			a.word[n++] = s; /* never ahead of i */
		}
		if (r != EXIT_DONE) {
			return r;
		}
	}
	a.n = n;
	*ret = a;
	return EXIT_DONE;
}

/*
 * `ergoctl --complete`: what the shells offer.  The scripts in conf/completions only pass the words
 * on, so that they can't differ from the program.
 *
 *   verbs | options VERB | config-keys     one word a line
 *   line WORD...                           candidates for the last WORD (the words before it are
 *                                          those after `ergoctl`): "word TAB description"; the line
 *                                          ":file" stands for names of files
 */
#include <string.h>

#include "cli.h"
#include "ergo/conf-file.h"
#include "ergo/diary-text.h"
#include "ergo/exercise-text.h"
#include "ergo/tr.h"

#define DAY_WORDS "today yesterday monday tuesday wednesday thursday friday saturday sunday"

static void offer(const char *current, const char *word, const char *doc)
{
	if (strncmp(word, current, strlen(current)) == 0) {
		(void) printf("%s\t%s\n", word, doc);
	}
}

static void offer_list(const char *current, const char *list)
{
	for (const char *p = list; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		char word[64];

		(void) snprintf(word, sizeof(word), "%.*s", (int) strcspn(p, " "), p);
		offer(current, word, "");
	}
}

/* The values of an option, each with `before` in front: shells replace whole words. */
static void offer_values(const char *current, const char *before, const struct option_spec *o)
{
	const char *list = o->values ?: "";
	char word[CONFIG_NAME_MAX + 32];

	if (strcmp(o->arg, "FILE") == 0) {
		(void) puts(":file");
	}
	for (const char *const *rule = rule_names(); strcmp(o->arg, "RULE") == 0 && *rule; rule++) {
		(void) snprintf(word, sizeof(word), "%s%s", before, *rule);
		offer(current, word, "");
	}
	for (size_t i = 0; strcmp(o->arg, "KEY=VALUE") == 0 && i < config_keys_n; i++) {
		if (!config_key_is_setup(&config_keys[i])) {
			(void) snprintf(word, sizeof(word), "%s%s.%s=", before,
					config_keys[i].section, config_keys[i].key);
			offer(current, word, config_keys[i].doc);
		}
	}
	if (strcmp(o->arg, "WHEN") == 0) {
		list = DAY_WORDS;
	}
	for (const char *p = list; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		(void) snprintf(word, sizeof(word), "%s%.*s", before, (int) strcspn(p, " "), p);
		offer(current, word, "");
	}
}

static void offer_options(const char *current, unsigned set)
{
	for (size_t i = 0; i < _OPT_MAX; i++) {
		char name[40];

		if (set & OPT(i)) {
			(void) snprintf(name, sizeof(name), "--%s%s", options[i].name,
					options[i].arg ? "=" : "");
			offer(current, name, options[i].doc);
		}
	}
}

/* Names of the values of the configuration: one a line, or as a whole only up to the next blank. */
static void print_names(const char *typed, size_t from, bool whole)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	char last[CONFIG_ITEM_NAME_MAX] = "";

	if (conf_load(NULL, &conf) < 0) {
		return;
	}
	for (size_t i = 0; i < config_items(&conf->config); i++) {
		struct config_item item = config_item_at(i);
		char name[CONFIG_ITEM_NAME_MAX];

		(void) config_item_name(&conf->config, item, name, sizeof(name));
		if (whole) {
			(void) printf("%s\n", name);
		} else if (strncmp(name, typed, strlen(typed)) == 0) {
			char *blank = strchr(name + from, ' ');

			if (blank) {
				*blank = '\0';
			}
			if (strcmp(name, last) != 0) {
				(void) printf("%s\t%s\n", name + from, blank ? "" : item.key->doc);
			}
			memcpy(last, name, sizeof(last));
		}
	}
}

/* The name of a value may be several words: monitor DELL U2720Q.tilt. */
static void offer_keys(const char *current, size_t n, const char *const *words)
{
	char typed[2 * CONFIG_ITEM_NAME_MAX] = "";
	size_t from = 0;

	for (size_t i = 0; i < n && from < CONFIG_ITEM_NAME_MAX; i++) {
		from += (size_t) snprintf(typed + from, sizeof(typed) - from, "%.*s ",
					  CONFIG_ITEM_NAME_MAX, words[i]);
	}
	if (from < CONFIG_ITEM_NAME_MAX) {
		(void) snprintf(typed + from, sizeof(typed) - from, "%s", current);
		print_names(typed, from, false);
	}
}

/* For `setup --non-interactive`: the keys of the set-up, ready for a value. */
static void offer_assignments(const char *current)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		char name[CONFIG_NAME_MAX + 1];

		if (config_key_is_setup(&config_keys[i])) {
			(void) snprintf(name, sizeof(name), "%s.%s=", config_keys[i].section,
					config_keys[i].key);
			offer(current, name, config_keys[i].doc);
		}
	}
}

static void offer_verbs(const char *current)
{
	for (size_t i = 0; i < verbs_n; i++) {
		offer(current, verbs[i].name, verbs[i].summary);
	}
}

/* Words of `config`. */
static void offer_config(const char *current, size_t n, const char *const *words)
{
	if (n == 0) {
		for (size_t i = 0; config_verbs[i]; i++) {
			offer(current, config_verbs[i], "");
		}
	} else if (strcmp(words[0], "get") == 0 || strcmp(words[0], "explain") == 0) {
		offer_keys(current, n - 1, words + 1);
	} else if (n == 1 && strcmp(words[0], "check") == 0) {
		(void) puts(":file");
	}
}

/* Names of exercises and routines, and `start`. */
static void offer_exercises(const char *current, size_t n, const char *const *words)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	struct exercise_set set;

	if ((n > 0 && strcmp(words[0], "start") != 0) || conf_load(NULL, &conf) < 0) {
		return;
	}
	if (n == 0) {
		offer(current, "start", "");
	}
	exercise_set_init(&set, conf->exercises);
	for (size_t i = 0; i < set.n; i++) {
		offer(current, set.e[i]->name, exercise_title(set.e[i]));
	}
	for (size_t i = 0; i < set.routines_n; i++) {
		offer(current, set.routine[i]->name, "");
	}
}

/* Words of `log`: what, then the keys of that, ready for a value; of those that take words, which. */
static void offer_log(const char *current, size_t n, const char *const *words)
{
	int type = n ? diary_type_from_string(words[0]) : -1;

	if (n == 0) {
		offer_list(current,
			   "headache neck none medication event sleep show summary edit end "
			   "delete");
	} else if (strcmp(words[0], "none") == 0 || strcmp(words[0], "show") == 0) {
		offer_list(current, n == 1 ? DAY_WORDS : "");
	}
	for (size_t i = 0; type >= 0 && type != DIARY_NONE && i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		char name[64];

		if (!(f->types & 1u << type)) {
			continue;
		}
		(void) snprintf(name, sizeof(name), "%s=", f->name);
		offer(current, name, diary_field_question(f));
		for (int w = f->kind == FIELD_WORD; f->words && w < f->most; w++) {
			(void) snprintf(name, sizeof(name), "%s=%s", f->name, f->words[w]);
			if (strchr(current, '=')) {
				offer(current, name, "");
			}
		}
	}
	if (n == 1 && type == DIARY_EVENT) {
		for (int e = EVENT_NOT_TOLD + 1; e < _DIARY_EVENT_MAX; e++) {
			offer(current, diary_event_to_string((enum diary_event) e), "");
		}
	}
}

/* The next word after a verb and `n` words of it. */
static void offer_words(const char *current, const char *verb, size_t n, const char *const *words)
{
	if (strcmp(verb, "config") == 0) {
		offer_config(current, n, words);
	} else if (strcmp(verb, "help") == 0 && n == 0) {
		offer_verbs(current);
	} else if (strcmp(verb, "exercises") == 0) {
		offer_exercises(current, n, words);
	} else if (strcmp(verb, "setup") == 0) {
		offer_assignments(current);
	} else if (strcmp(verb, "break") == 0 && n == 0) {
		offer_list(current, "micro rest");
	} else if (strcmp(verb, "postpone") == 0 && n == 0) {
		offer_list(current, "5min 10min 15min");
	} else if (strcmp(verb, "history") == 0 && n == 0) {
		offer_list(current, DAY_WORDS);
	} else if (strcmp(verb, "stats") == 0 && n == 0) {
		offer_list(current, "today week month year");
	} else if (strcmp(verb, "log") == 0) {
		offer_log(current, n, words);
	} else if (strcmp(verb, "data") == 0 && n == 0) {
		offer_list(current, "show erase");
	} else if (strcmp(verb, "pause") == 0 && n == 0) {
		offer_list(current, "until 15min 30min 1h 2h");
	} else if (strcmp(verb, "meeting") == 0 && n == 0) {
		offer_list(current, "end until 30min 45min 1h");
	} else if (strcmp(verb, "pause") == 0 && n == 1 && strcmp(words[0], "until") == 0) {
		offer_list(current, "tomorrow");
	}
}

/* The option that the last word is the value of, by the word before: "--format", "-f". */
static const struct option_spec *option_before(const char *word)
{
	for (size_t i = 0; i < _OPT_MAX; i++) {
		const struct option_spec *o = &options[i];

		if (o->arg && ((strncmp(word, "--", 2) == 0 && strcmp(word + 2, o->name) == 0) ||
			       (o->letter && word[0] == '-' && word[1] == o->letter && !word[2]))) {
			return o;
		}
	}
	return NULL;
}

/* "--format=way": the values with what stands before them. */
static bool offer_value(const char *current)
{
	for (size_t i = 0; i < _OPT_MAX; i++) {
		const struct option_spec *o = &options[i];
		char name[40];
		size_t n = (size_t) snprintf(name, sizeof(name), "--%s=", o->name);

		if (o->arg && strncmp(current, name, n) == 0) {
			offer_values(current, name, o);
			return true;
		}
	}
	return false;
}

#define WORDS_MAX 32

static int complete_line(int argc, char **argv)
{
	const char *current = argc ? argv[argc - 1] : "", *words[WORDS_MAX];
	const struct option_spec *o;
	const struct verb *verb = NULL;
	size_t n = 0;

	for (int i = 0; i < argc - 1; i++) {
		o = option_before(argv[i]);
		if (o) {
			i++; /* over its value; if that is the last word, it is what is typed */
			if (i == argc - 1) {
				offer_values(current, "", o);
				return EXIT_DONE;
			}
		} else if (argv[i][0] == '-' && argv[i][1]) {
			continue;
		} else if (!verb) {
			verb = verb_find(argv[i]);
			if (!verb) {
				return EXIT_DONE;
			}
		} else if (n < WORDS_MAX) {
			words[n++] = argv[i];
		}
	}
	if (offer_value(current)) {
		return EXIT_DONE;
	}
	if (current[0] == '-') {
		offer_options(current, OPT_COMMON | (verb ? verb->options : OPT(OPT_VERSION)));
	} else if (!verb) {
		offer_verbs(current);
	} else {
		offer_words(current, verb->name, n, words);
	}
	return EXIT_DONE;
}

int complete(int argc, char **argv)
{
	const char *what = argc ? argv[0] : "";
	const struct verb *verb;

	if (strcmp(what, "line") == 0) {
		return complete_line(argc - 1, argv + 1);
	}
	if (strcmp(what, "verbs") == 0 && argc == 1) {
		for (size_t i = 0; i < verbs_n; i++) {
			(void) puts(verbs[i].name);
		}
		return EXIT_DONE;
	}
	if (strcmp(what, "config-keys") == 0 && argc == 1) {
		print_names("", 0, true);
		return EXIT_DONE;
	}
	if (strcmp(what, "options") == 0 && argc <= 2) {
		verb = argc == 2 ? verb_find(argv[1]) : NULL;
		for (size_t i = 0; i < _OPT_MAX; i++) {
			if ((OPT_COMMON | (verb ? verb->options : OPT(OPT_VERSION))) & OPT(i)) {
				(void) printf("--%s\n", options[i].name);
			}
		}
		return EXIT_DONE;
	}
	return usage_error(NULL,
			   _("--complete takes: verbs, options [VERB], config-keys, line WORD..."));
}

/* `ergoctl log`. */
#include "log.h"

#include <string.h>
#include <unistd.h>

#include "ergo/tr.h"

/* Words that are no kind of entry. */
static const struct {
	const char *name;
	int (*run)(const struct args *args);
} actions[] = {
	{ "show", log_show }, { "summary", log_summary }, { "edit", log_edit },
	{ "end", log_end },   { "delete", log_delete },
};

static bool is_reading(const char *word)
{
	return strcmp(word, "show") == 0 || strcmp(word, "summary") == 0;
}

/* An option that the word does not have. */
static int check_options(const struct args *args, const char *word)
{
	if (args->set & OPT(OPT_AT) && (is_reading(word) || strcmp(word, "delete") == 0)) {
		return usage_error("log", _("%s has no --at"), word);
	}
	if (args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL)) && !is_reading(word)) {
		return usage_error("log",
				   _("--since and --until belong to: log show, log summary"));
	}
	return EXIT_DONE;
}

static int add(const struct args *args, enum diary_type type)
{
	_cleanup_(book_done) struct diary_book b = {};
	bool json = args->set & OPT(OPT_JSON);
	struct draft d;
	int r;

	if (args->n == 1 && !json && type != DIARY_NONE && !(args->set & OPT(OPT_AT)) &&
	    isatty(STDIN_FILENO)) {
		return log_form(type);
	}
	draft_init(&d, type);
	/* the words are looked at before anything is made for them */
	r = book_begin(&b);
	if (r == EXIT_DONE) {
		r = draft_read(&d, &b, args, 1);
	}
	if (r == EXIT_DONE) {
		draft_complete(&d, &b);
		r = draft_check(&d, &b);
	}
	if (r == EXIT_DONE) {
		book_done(&b);
		r = book_open_to_write(&b);
	}
	return r == EXIT_DONE ? draft_keep(&d, &b, json) : r;
}

static int unknown(const char *word)
{
	const char *words[_DIARY_TYPE_MAX + ELEMENTSOF(actions)], *near;
	size_t n = 0;

	for (int i = 0; i < _DIARY_TYPE_MAX; i++) {
		words[n++] = diary_type_to_string((enum diary_type) i);
	}
	for (size_t i = 0; i < ELEMENTSOF(actions); i++) {
		words[n++] = actions[i].name;
	}
	near = nearest(word, words, n);
	if (near) {
		return usage_error("log", _("no word \"%s\"; did you mean \"%s\"?"), word, near);
	}
	return usage_error(
		"log",
		_("\"%s\" is none of headache, neck, none, medication, event, sleep, show, "
		  "summary, edit, end, delete"),
		word);
}

int verb_log(const struct args *args)
{
	const char *word = args->n ? args->word[0] : "";
	int type = *word ? diary_type_from_string(word) : -1, r;

	if (args->n == 0 && !(args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_AT)))) {
		return log_glance(args);
	}
	if (args->n == 0) {
		return args->set & OPT(OPT_AT)
			       ? usage_error("log", _("--at needs what to note, like: ergoctl log "
						      "headache 6 --at \"2h ago\""))
			       : log_show(args);
	}
	r = check_options(args, word);
	if (r != EXIT_DONE) {
		return r;
	}
	if (type >= 0) {
		return add(args, (enum diary_type) type);
	}
	for (size_t i = 0; i < ELEMENTSOF(actions); i++) {
		if (strcmp(actions[i].name, word) == 0) {
			return actions[i].run(args);
		}
	}
	return unknown(word);
}

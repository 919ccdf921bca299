/* `ergoctl help` and `ergoctl VERB --help`, out of the table of verbs. */
#include <string.h>

#include "cli.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

#define WIDTH 80

void put_wrapped(FILE *f, const char *s)
{
	size_t column = 0;

	while (*s) {
		size_t n = strcspn(s, " \n"), width = text_columns(s, n);

		if (column && column + 1 + width > WIDTH) {
			(void) fputc('\n', f);
			column = 0;
		} else if (column) {
			(void) fputc(' ', f);
			column++;
		}
		(void) fwrite(s, 1, n, f);
		column += width;
		s += n;
		if (*s == '\n') {
			(void) fputc('\n', f);
			column = 0;
		}
		s += *s != '\0';
	}
	(void) fputc('\n', f);
}

#define OPTION_COLUMN 25 /* where an option's summary begins */

static void put_option(FILE *f, const struct option_spec *o)
{
	char left[40];
	size_t column = OPTION_COLUMN;

	(void) snprintf(left, sizeof(left), "--%s%s%s", o->name, o->arg ? "=" : "", o->arg ?: "");
	(void) fprintf(f, "  %c%c%s %-*s", o->letter ? '-' : ' ', o->letter ?: ' ',
		       o->letter ? "," : " ", OPTION_COLUMN - 7, left);
	for (const char *p = tr(o->doc); *p;) {
		size_t n = strcspn(p, " "), width = text_columns(p, n);

		if (column > OPTION_COLUMN && column + 1 + width > WIDTH) {
			(void) fprintf(f, "\n%*s", OPTION_COLUMN - 1, "");
			column = OPTION_COLUMN;
		}
		(void) fprintf(f, " %.*s", (int) n, p);
		column += width + 1;
		p += n;
		p += strspn(p, " ");
	}
	(void) fputc('\n', f);
}

void help_all(FILE *f)
{
	put_wrapped(f,
		    _("Usage: ergoctl [OPTION...] VERB [WORD...]\n\n"
		      "Steers ergod, the ergonomic workstation auditing daemon, and shows what it\n"
		      "knows of your time at the screen and of your desk."));
	(void) fprintf(f, "\n%s\n", _("Verbs:"));
	for (size_t i = 0; i < verbs_n; i++) {
		(void) fprintf(f, "  %-12s %s\n", verbs[i].name, tr(verbs[i].summary));
	}
	(void) fprintf(f, "\n%s\n", _("Options:"));
	for (size_t i = 0; i < _OPT_MAX; i++) {
		put_option(f, &options[i]);
	}
	(void) fputc('\n', f);
	put_wrapped(
		f,
		_("Exit status: 0 done, 1 failed, 2 wrong command line, 3 ergod can't be reached;\n"
		  "of audit --exit-code also 10 a caution, 11 high.\n"
		  "More about a verb: ergoctl VERB --help. Manual: man ergoctl."));
}

void help_verb(FILE *f, const struct verb *v)
{
	struct text line = {};

	text_add(&line, "%s%s%s%s", v->name, v->options ? " [OPTION...]" : "",
		 *v->synopsis ? " " : "", v->synopsis);
	(void) fprintf(f, _("Usage: ergoctl %s\n\n"), line.s);
	put_wrapped(f, tr(v->help));
	(void) fprintf(f, "\n%s\n", _("Options:"));
	for (size_t i = 0; i < _OPT_MAX; i++) {
		if ((v->options | OPT_COMMON) & OPT(i)) {
			put_option(f, &options[i]);
		}
	}
	(void) fprintf(f, "\n%s\n", _("Examples:"));
	for (const char *p = v->examples; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		(void) fprintf(f, "  %.*s\n", (int) strcspn(p, "\n"), p);
	}
}

/* ---- as data ---- */

static struct json_object *option_json(const struct option_spec *o)
{
	struct json_object *j = json_object_new_object();
	const char letter[] = { o->letter, '\0' };

	json_add(j, "option", json_text(o->name));
	json_add(j, "letter", json_word(letter));
	json_add(j, "argument", o->arg ? json_text(o->arg) : NULL);
	json_add(j, "accepts", o->values ? json_text(o->values) : NULL);
	json_add(j, "summary", json_text(o->doc));
	return j;
}

static struct json_object *verb_json(const struct verb *v)
{
	struct json_object *j = json_object_new_object(), *names = json_object_new_array();
	struct json_object *examples = json_object_new_array();

	for (size_t i = 0; i < _OPT_MAX; i++) {
		if ((v->options | OPT_COMMON) & OPT(i)) {
			(void) json_object_array_add(names, json_text(options[i].name));
		}
	}
	for (const char *p = v->examples; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		(void) json_object_array_add(examples,
					     json_object_new_string_len(p, (int) strcspn(p, "\n")));
	}
	json_add(j, "verb", json_text(v->name));
	json_add(j, "words", json_word(v->synopsis));
	json_add(j, "summary", json_text(v->summary));
	json_add(j, "help", json_text(v->help));
	json_add(j, "options", names);
	json_add(j, "examples", examples);
	return j;
}

void help_json(const struct verb *verb)
{
	_cleanup_(json_putp) struct json_object *o = verb ? verb_json(verb) : NULL;
	struct json_object *list, *opts;

	if (!verb) {
		o = json_object_new_object();
		list = json_object_new_array();
		opts = json_object_new_array();
		for (size_t i = 0; i < verbs_n; i++) {
			(void) json_object_array_add(list, verb_json(&verbs[i]));
		}
		for (size_t i = 0; i < _OPT_MAX; i++) {
			(void) json_object_array_add(opts, option_json(&options[i]));
		}
		json_add(o, "verbs", list);
		json_add(o, "options", opts);
	}
	json_print(o, true);
}

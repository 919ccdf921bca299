/* `ergoctl help-seeking`. */
#include "dialogue.h"
#include "ergo/tr.h"
#include "log.h"

void help_seeking_print(void)
{
	for (size_t i = 0; i < HELP_PARTS; i++) {
		say(0, "%s", tr(help_seeking[i].heading));
		for (const char *const *item = help_seeking[i].item; *item; item++) {
			say(2, "- %s", tr(*item));
		}
		(void) putchar('\n');
	}
	say(0, "%s", help_seeking_note());
	say(0, "%s", diary_disclaimer());
}

int verb_help_seeking(const struct args *args)
{
	_cleanup_(json_putp) struct json_object *o = NULL;
	struct json_object *parts;

	if (!(args->set & OPT(OPT_JSON))) {
		help_seeking_print();
		return EXIT_DONE;
	}
	o = json_object_new_object();
	parts = json_object_new_array();
	for (size_t i = 0; i < HELP_PARTS; i++) {
		struct json_object *part = json_object_new_object();
		struct json_object *items = json_object_new_array();

		for (const char *const *item = help_seeking[i].item; *item; item++) {
			(void) json_object_array_add(items, json_text(tr(*item)));
		}
		json_add(part, "heading", json_text(tr(help_seeking[i].heading)));
		json_add(part, "items", items);
		(void) json_object_array_add(parts, part);
	}
	json_add(o, "parts", parts);
	json_add(o, "note", json_text(help_seeking_note()));
	json_print(o, true);
	return EXIT_DONE;
}

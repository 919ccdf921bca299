/* `setup --non-interactive KEY=VALUE ...`, `setup --json`, and the daemon's word on what was written. */
#include <string.h>

#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "setup.h"

struct wish {
	char section[SECTION_MAX];
	char key[CONFIG_NAME_MAX];
	const char *value; /* NULL: taken out */
};

/*
 * A monitor has several names, and a more particular section than the one that was named would hold
 * over it: then that is the one to write.
 */
static void settle_section(const struct setup *s, struct wish *wish)
{
	int monitor;

	if (setup_find_monitors(s, wish->section + 8, &monitor) == 1 &&
	    config_monitor_find(&s->data->config, s->section[monitor])) {
		(void) snprintf(wish->section, sizeof(wish->section), "monitor %s",
				s->section[monitor]);
	}
}

/* The row that a name stands for, with the section where it is written.  NULL: there is none. */
static const struct config_key *find_name(const struct setup *s, int monitor, const char *name,
					  struct wish *ret)
{
	const char *dot = strrchr(name, '.');
	const struct config_key *key;

	if (!dot) {
		key = monitor == NO_MONITOR ? NULL : config_monitor_key_find(name);
		if (key) {
			(void) setup_section(s, key, monitor, ret->section);
		}
		return key;
	}
	size_t len = (size_t) (dot - name);
	if (len >= sizeof(ret->section)) {
		return NULL;
	}
	memcpy(ret->section, name, len);
	ret->section[len] = '\0';
	if (strncmp(ret->section, "monitor ", 8) != 0) {
		return config_key_find(ret->section, dot + 1);
	}
	if (config_monitor_name_problem(ret->section + 8)) {
		return NULL;
	}
	settle_section(s, ret);
	return config_monitor_key_find(dot + 1);
}

/* Says what is wrong with the name of a key. */
static void unknown_name(const char *name)
{
	char near[CONFIG_ITEM_NAME_MAX];
	const char *dot = strrchr(name, '.'), *problem;

	if (strncmp(name, "monitor ", 8) == 0 && dot) {
		char monitor[CONFIG_ITEM_NAME_MAX];
		(void) snprintf(monitor, sizeof(monitor), "%.*s", (int) (dot - name - 8), name + 8);
		problem = config_monitor_name_problem(monitor);
		if (problem) {
			out_error("\"%s\": %s", name, problem);
			return;
		}
	}
	if (config_key_nearest(name, near, sizeof(near))) {
		out_error(_("there is no key \"%s\"; did you mean \"%s\"?"), name, near);
	} else {
		out_error(_("there is no key \"%s\"; all of them: ergoctl config list"), name);
	}
}

/* Takes KEY=VALUE apart; a monitor's name may have a = in it.  False: wrong, and said. */
static bool read_wish(const struct setup *s, int monitor, const char *word, struct wish *ret)
{
	char name[CONFIG_ITEM_NAME_MAX + 1], reason[CONFIG_REASON_MAX];
	const struct config_key *key = NULL;
	const char *equals = strchr(word, '=');

	if (!equals) {
		out_error(_("\"%s\" is no KEY=VALUE, like desk.height=72cm"), word);
		return false;
	}
	for (const char *p = equals; p && !key; p = strchr(p + 1, '=')) {
		size_t len = (size_t) (p - word);
		if (len >= sizeof(name)) {
			break;
		}
		memcpy(name, word, len);
		name[len] = '\0';
		key = find_name(s, monitor, name, ret);
		equals = key ? p : equals;
	}
	if (!key) {
		(void) snprintf(name, sizeof(name), "%.*s", (int) (equals - word), word);
		unknown_name(name);
		return false;
	}
	(void) snprintf(ret->key, sizeof(ret->key), "%s", key->key);
	ret->value = equals[1] ? equals + 1 : NULL;
	if (ret->value && answer_check(key, ret->value, reason) < 0) {
		out_error("%s: %s", name, reason);
		return false;
	}
	return true;
}

static struct json_object *written_json(const struct setup *s, const struct wish *wishes, size_t n,
					bool read)
{
	struct json_object *o = json_object_new_object(), *a = json_object_new_array();

	for (size_t i = 0; i < n; i++) {
		struct json_object *c = json_object_new_object();
		json_add(c, "section", json_text(wishes[i].section));
		json_add(c, "key", json_text(wishes[i].key));
		json_add(c, "value", wishes[i].value ? json_text(wishes[i].value) : NULL);
		(void) json_object_array_add(a, c);
	}
	json_add(o, "file", json_text(conf_writer_path(s->writer)));
	json_add(o, "backup", json_word(conf_writer_backup(s->writer)));
	json_add(o, "changes", a);
	json_add(o, "reloaded", json_object_new_boolean(read));
	return o;
}

static int write_wishes(struct setup *s, const struct wish *wishes, size_t n)
{
	bool json = s->args->set & OPT(OPT_JSON);

	for (size_t i = 0; i < n; i++) {
		struct ini_change c = { wishes[i].section, wishes[i].key, wishes[i].value };
		int r = conf_writer_set(s->writer, &c);
		if (r < 0) {
			out_error("[%s] %s: %s", c.section, c.key,
				  r == -E2BIG ? _("the line would be too long")
					      : _("that can't be written into an ini file"));
			return EXIT_FAILED;
		}
		s->answers += r > 0;
	}
	if (s->print_only) {
		setup_diff(s);
		return EXIT_DONE;
	}
	int r = conf_writer_save(s->writer);
	if (r < 0) {
		say_write_error(s, r);
		return EXIT_FAILED;
	}
	if (!json && s->answers == 0) {
		say(0, _("Nothing was changed: %s says so already."), conf_writer_path(s->writer));
		return EXIT_DONE;
	}
	if (!json) {
		say_file(s);
	}
	r = s->answers > 0 ? setup_reload(s, json) : EXIT_DONE;
	if (json) {
		_cleanup_(json_putp) struct json_object *o =
			written_json(s, wishes, n, s->reloaded);
		json_print(o, true);
	}
	return r;
}

int setup_words(struct setup *s, int monitor)
{
	size_t n = s->args->n;
	_cleanup_(freep) struct wish *wishes = calloc(n, sizeof(*wishes));
	bool good = true;

	if (!wishes) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	for (size_t i = 0; i < n; i++) {
		good = read_wish(s, monitor, s->args->word[i], &wishes[i]) && good;
	}
	if (!good) {
		out_error(_("nothing was written"));
		return EXIT_USAGE;
	}
	return write_wishes(s, wishes, n);
}

/* ---- what is missing, as data ---- */

static struct json_object *item_json(const struct setup *s, const struct item *item)
{
	const struct config_key *key = question_key(item->question);
	char section[SECTION_MAX], accepts[CONFIG_VALUE_MAX], estimate[256];
	struct json_object *o = json_object_new_object();
	struct text name = {};
	bool estimated =
		question_estimate(s, item->question, item->monitor, estimate, sizeof(estimate));

	text_add(&name, "%s.%s", setup_section(s, key, item->monitor, section), key->key);
	json_add(o, "key", json_text(name.s));
	json_add(o, "monitor",
		 item->monitor == NO_MONITOR
			 ? NULL
			 : json_word(s->data->monitors.m[item->monitor].output));
	json_add(o, "title", json_text(item->question->title));
	json_add(o, "why", item->question->why ? json_text(item->question->why) : NULL);
	json_add(o, "how", json_text(question_how(item->question)));
	json_add(o, "rosa", json_object_new_boolean(item->question->rosa));
	json_add(o, "accepts", json_text(config_key_range(key, accepts, sizeof(accepts))));
	json_add(o, "estimate", estimated ? json_text(estimate) : NULL);
	return o;
}

int setup_json(struct setup *s, int monitor)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *a = json_object_new_array();
	struct item items[ITEMS_MAX];
	size_t n = question_items(s, monitor, items);

	for (size_t i = 0; i < n; i++) {
		if (setup_wanted(s, &items[i], monitor)) {
			(void) json_object_array_add(a, item_json(s, &items[i]));
		}
	}
	json_add(o, "file", json_text(conf_writer_path(s->writer)));
	json_add(o, "exists", json_object_new_boolean(conf_writer_exists(s->writer)));
	json_add(o, "profile", json_word(s->profile));
	json_add(o, "missing", a);
	json_add(o, "overall", json_text(severity_to_string(s->audit->overall)));
	json_print(o, true);
	return EXIT_DONE;
}

/* ---- the daemon ---- */

int setup_reload(struct setup *s, bool quiet)
{
	_cleanup_(view_done) struct view v = {};
	struct client *c = &s->client;

	if ((!c->bus && client_open(c) < 0) || client_view(c, &v) < 0) {
		if (!quiet) {
			say(0, _("ergod is not running: it reads the file when it starts."));
		}
		return EXIT_DONE;
	}
	if (s->args->value[OPT_CONFIG] && strcmp(v.config_file, conf_writer_path(s->writer)) != 0) {
		if (!quiet && *v.config_file) {
			say(0, _("The ergod that is running reads %s, not this file."),
			    v.config_file);
		} else if (!quiet) {
			say(0,
			    _("The ergod that is running reads its defaults alone, not this file."));
		}
		return EXIT_DONE;
	}
	if (client_call(c, WIRE_MANAGER, "Reload", 0, NULL, NULL) < 0) {
		out_error(_("ergod does not take the file, and goes on with what it had:"));
		(void) client_report(c);
		return EXIT_FAILED;
	}
	s->reloaded = true;
	if (!quiet) {
		say(0, _("ergod has read it."));
	}
	return EXIT_DONE;
}

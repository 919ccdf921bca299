/* `ergoctl config`: reads the file itself; only `reload` talks to the daemon. */
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "client.h"
#include "ergo/conf-file.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "holding.h"
#include "output.h"

#define NAME_WORDS_MAX 16 /* words of `config get NAME`, its own included */

const char *const config_verbs[] = { "list", "get", "explain", "check", "path", "reload", NULL };

void holding_done(struct holding *h)
{
	h->conf = conf_free(h->conf);
}

/* Where a value comes from: "default" or file:line. */
static void origin(const struct holding *h, struct config_item item, struct text *t)
{
	const struct config_origin *o = &h->origins[config_item_index(item)];

	t->n = 0;
	if (o->line == 0) {
		text_add(t, "%s", Q_("origin of a value", "default"));
	} else {
		text_add(t, "%s:%u", o->file, o->line);
	}
}

void mention_problems(const struct conf *conf)
{
	size_t n = conf->diags.n + conf->diags.dropped;

	if (n) {
		out_error(P_("%zu problem in the configuration: ergoctl config check",
			     "%zu problems in the configuration: ergoctl config check", n),
			  n);
	}
}

static int load(const char *path, struct conf **ret)
{
	int r = conf_load(path, ret);

	if (r == -ENOENT && path) {
		out_error(_("%s: no such file"), path);
		return EXIT_FAILED;
	}
	if (r < 0) {
		out_error(_("cannot read the configuration: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

/* The profile that the daemon says holds; only it knows the monitors.  NULL: none, or no answer. */
static const struct conf_profile *ask_profile(const struct conf *conf)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	_cleanup_(client_done) struct client c = {};
	const char *name;

	if (conf->profiles_n == 0) {
		return NULL;
	}
	if (client_open(&c) < 0 ||
	    client_call(&c, "org.freedesktop.DBus.Properties", "Get", 0, &reply, "ss", WIRE_AUDIT,
			"Profile") < 0 ||
	    sd_bus_message_read(reply, "v", "s", &name) < 0) {
		out_error(_("which profile of conf.d holds is not known, as ergod does not answer: "
			    "this is the file without them"));
		return NULL;
	}
	return conf_find_profile(conf, name);
}

int holding_load(struct holding *ret)
{
	const struct conf_profile *profile;
	int r = load(NULL, &ret->conf);

	if (r == EXIT_DONE) {
		profile = ask_profile(ret->conf);
		ret->config = profile ? &profile->config : &ret->conf->config;
		ret->origins = profile ? profile->origins : ret->conf->origins;
	}
	return r;
}

/* The default in the same words as a value: the table may say 60s where a value reads 1min. */
static const char *key_default(struct config_item item, char *buf, size_t size)
{
	struct config defaults;

	if (item.monitor >= 0) {
		return item.key->def; /* not told */
	}
	config_defaults(&defaults);
	return config_format(&defaults, item.key, buf, size);
}

static struct json_object *item_json(const struct holding *h, struct config_item item)
{
	struct json_object *o = json_object_new_object();
	const struct config *config = h->config;
	char buf[CONFIG_VALUE_MAX];
	struct text from = {};

	origin(h, item, &from);
	json_add(o, "key", json_text(config_item_name(config, item, buf, sizeof(buf))));
	json_add(o, "type", json_text(config_type_to_string(item.key->type)));
	json_add(o, "value", json_text(config_item_format(config, item, buf, sizeof(buf))));
	json_add(o, "default", json_text(key_default(item, buf, sizeof(buf))));
	json_add(o, "origin", json_text(from.s));
	json_add(o, "accepts", json_text(config_key_range(item.key, buf, sizeof(buf))));
	json_add(o, "doc", json_text(item.key->doc));
	return o;
}

static int list_json(const struct holding *h)
{
	_cleanup_(json_putp) struct json_object *a = json_object_new_array();

	for (size_t i = 0; i < config_items(h->config); i++) {
		(void) json_object_array_add(a, item_json(h, config_item_at(i)));
	}
	json_print(a, true);
	return EXIT_DONE;
}

static int list_table(const struct holding *h)
{
	static const char *const columns[] = { N_("KEY"), N_("VALUE"), N_("DEFAULT"), N_("FROM") };
	_cleanup_(table_freep) struct table *t = NULL;
	int r = table_new(&t, columns, ELEMENTSOF(columns), false);

	for (size_t i = 0; r >= 0 && i < config_items(h->config); i++) {
		struct config_item item = config_item_at(i);
		char name[CONFIG_ITEM_NAME_MAX], value[CONFIG_VALUE_MAX], def[CONFIG_VALUE_MAX];
		struct text from = {};

		/* Of a monitor what is not told says nothing. */
		if (item.monitor >= 0 && h->origins[i].line == 0) {
			continue;
		}
		origin(h, item, &from);
		(void) config_item_name(h->config, item, name, sizeof(name));
		(void) config_item_format(h->config, item, value, sizeof(value));
		r = table_row(t, h->origins[i].line ? TONE_GOOD : TONE_PLAIN,
			      (const char *[]){ name, value, key_default(item, def, sizeof(def)),
						from.s });
	}
	return r < 0 ? r : table_print(t);
}

static int config_list(const struct args *args)
{
	_cleanup_(holding_done) struct holding h = {};
	int r = holding_load(&h);

	if (r != EXIT_DONE) {
		return r;
	}
	mention_problems(h.conf);
	if (args->set & OPT(OPT_JSON)) {
		return list_json(&h);
	}
	r = list_table(&h);
	if (r < 0) {
		out_error(_("cannot print the table: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

/* The words after `get` or `explain`, as a name: that of a monitor may hold blanks. */
static void join_words(const struct args *args, struct text *t)
{
	for (size_t i = 1; i < args->n; i++) {
		text_add(t, "%s%s", i > 1 ? " " : "", args->word[i]);
	}
}

/* Reads the configuration and finds the value that is asked for. */
static int find_item(const struct args *args, struct holding *h, struct config_item *ret)
{
	char buf[CONFIG_ITEM_NAME_MAX];
	struct text name = {};
	const char *near;
	int r = holding_load(h);

	if (r != EXIT_DONE) {
		return r;
	}
	join_words(args, &name);
	r = config_item_find(h->config, name.s, ret);
	if (r == 0) {
		mention_problems(h->conf);
		return EXIT_DONE;
	}
	if (r == -ENXIO) {
		return usage_error("config",
				   _("\"%s\": the configuration has no such section; those that it "
				     "has: ergoctl config list"),
				   name.s);
	}
	near = config_key_nearest(name.s, buf, sizeof(buf));
	if (near) {
		return usage_error("config", _("there is no key \"%s\"; did you mean \"%s\"?"),
				   name.s, near);
	}
	return usage_error("config", _("there is no key \"%s\"; all of them: ergoctl config list"),
			   name.s);
}

static int print_item_json(const struct holding *h, struct config_item item)
{
	_cleanup_(json_putp) struct json_object *o = item_json(h, item);

	json_print(o, true);
	return EXIT_DONE;
}

static int config_get(const struct args *args)
{
	_cleanup_(holding_done) struct holding h = {};
	char buf[CONFIG_VALUE_MAX];
	struct config_item item;
	int r = find_item(args, &h, &item);

	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		return print_item_json(&h, item);
	}
	out_text("%s", config_item_format(h.config, item, buf, sizeof(buf)));
	return EXIT_DONE;
}

static int config_explain(const struct args *args)
{
	_cleanup_(holding_done) struct holding h = {};
	const struct config_key *key;
	char buf[CONFIG_VALUE_MAX];
	struct config_item item;
	struct text from = {}, line = {};
	const char *empty;
	int r = find_item(args, &h, &item);

	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		return print_item_json(&h, item);
	}
	key = item.key;
	empty = config_key_is_setup(key) ? _("(not told)") : _("(empty)");
	origin(&h, item, &from);
	out_text("%s", tr(key->doc));
	out_line(TONE_PLAIN, _("accepts"), "%s", config_key_range(key, buf, sizeof(buf)));
	const char *def = key_default(item, buf, sizeof(buf));
	out_line(TONE_PLAIN, _("default"), "%s", *def ? def : empty);
	(void) config_item_format(h.config, item, buf, sizeof(buf));
	out_line(TONE_PLAIN, _("value"), "%s", *buf ? buf : empty);
	out_line(TONE_PLAIN, Q_("where a value is from", "from"), "%s", from.s);
	text_add(&line, "[%s%s%s] %s = ...", key->section, item.monitor < 0 ? "" : " ",
		 item.monitor < 0 ? "" : h.config->monitor[item.monitor].name, key->key);
	out_line(TONE_PLAIN, _("set it"), _("%s   then: ergoctl config reload"), line.s);
	return EXIT_DONE;
}

struct json_object *diags_json(const struct config_diags *diags)
{
	struct json_object *a = json_object_new_array();

	for (size_t i = 0; i < diags->n; i++) {
		const struct config_diag *d = &diags->diag[i];
		struct json_object *p = json_object_new_object();

		json_add(p, "file", json_word(d->file));
		json_add(p, "line", d->line ? json_count(d->line) : NULL);
		json_add(p, "key", json_word(d->key));
		json_add(p, "reason", json_text(d->reason));
		(void) json_object_array_add(a, p);
	}
	return a;
}

void diags_print(const struct config_diags *diags, enum diag_kind kind)
{
	char line[CONFIG_DIAG_STRING_MAX];

	for (size_t i = 0; i < diags->n; i++) {
		(void) config_diag_format(&diags->diag[i], line, sizeof(line));
		if (kind == DIAG_NOTE) {
			out_text(_("note: %s"), line);
		} else {
			out_text("%s", line);
		}
	}
	if (diags->dropped) {
		if (kind == DIAG_NOTE) {
			out_text(P_("note: ... and %zu more", "note: ... and %zu more",
				    diags->dropped),
				 diags->dropped);
		} else {
			out_text(P_("... and %zu more", "... and %zu more", diags->dropped),
				 diags->dropped);
		}
	}
}

static void check_json(const struct conf *conf, const struct config_diags *notes)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();

	json_add(o, "file", json_word(conf->path));
	json_add(o, "problems", diags_json(&conf->diags));
	json_add(o, "further_problems", json_count(conf->diags.dropped));
	json_add(o, "notes", diags_json(notes));
	json_print(o, true);
}

static void check_text(const struct conf *conf, const struct config_diags *notes)
{
	diags_print(&conf->diags, DIAG_PROBLEM);
	diags_print(notes, DIAG_NOTE);
	if (conf->diags.n) {
		return;
	}
	if (*conf->path) {
		out_text(_("%s: no problems"), conf->path);
	} else {
		out_text(_("there is no configuration file; the defaults hold"));
	}
}

static bool is_noted(const struct config_diags *notes, const struct config_diag *d)
{
	for (size_t i = 0; i < notes->n; i++) {
		if (strcmp(notes->diag[i].key, d->key) == 0 &&
		    strcmp(notes->diag[i].reason, d->reason) == 0) {
			return true;
		}
	}
	return false;
}

/* Advice on the file, and on each profile what it does not share with the file. */
static void add_notes(const struct conf *conf, struct config_diags *notes)
{
	_cleanup_(freep) struct config_diags *more = calloc(1, sizeof(*more));

	(void) config_check_rules(&conf->config, conf->path, notes);
	for (size_t i = 0; more && i < conf->profiles_n; i++) {
		const struct conf_profile *p = conf->profile[i];

		more->n = more->dropped = 0;
		(void) config_check_rules(&p->config, p->path, more);
		for (size_t k = 0; k < more->n; k++) {
			const struct config_diag *d = &more->diag[k];

			if (!is_noted(notes, d)) {
				config_diags_add(notes, d->file, d->line, d->key, "%s", d->reason);
			}
		}
	}
}

static int config_check(const struct args *args)
{
	_cleanup_(freep) struct config_diags *notes = calloc(1, sizeof(*notes));
	_cleanup_(conf_freep) struct conf *conf = NULL;
	int r = load(args->n > 1 ? args->word[1] : NULL, &conf);

	if (r != EXIT_DONE) {
		return r;
	}
	if (!notes) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	add_notes(conf, notes);
	if (args->set & OPT(OPT_JSON)) {
		check_json(conf, notes);
	} else {
		check_text(conf, notes);
	}
	return conf->diags.n ? EXIT_FAILED : EXIT_DONE;
}

static int config_path(const struct args *args)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	char buf[CONF_PATH_MAX];
	const char *path;
	bool exists;
	int r = load(NULL, &conf);

	if (r != EXIT_DONE) {
		return r;
	}
	exists = *conf->path;
	if (!exists && conf_user_path(buf, sizeof(buf)) < 0) {
		out_error(_(
			"neither XDG_CONFIG_HOME nor HOME is set: no file of yours can be found"));
		return EXIT_FAILED;
	}
	path = exists ? conf->path : buf;
	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o = json_object_new_object();

		json_add(o, "path", json_text(path));
		json_add(o, "exists", json_object_new_boolean(exists));
		json_print(o, true);
		return EXIT_DONE;
	}
	out_text("%s", path);
	if (!exists) {
		out_error(_("that file does not exist yet; the defaults hold"));
	}
	return EXIT_DONE;
}

static int config_reload(const struct args *args)
{
	_cleanup_(client_done) struct client c = {};

	if (client_open(&c) < 0 || client_call(&c, WIRE_MANAGER, "Reload", 0, NULL, NULL) < 0) {
		return client_report(&c);
	}
	if (args->set & OPT(OPT_JSON)) {
		out_text("{\"reloaded\":true}");
	} else {
		out_text(_("reloaded"));
	}
	return EXIT_DONE;
}

int verb_config(const struct args *args)
{
	static const struct {
		int (*run)(const struct args *args);
		size_t least, most; /* words, its own name included */
	} table[] = {
		{ config_list, 1, 1 },
		{ config_get, 2, NAME_WORDS_MAX },
		{ config_explain, 2, NAME_WORDS_MAX },
		{ config_check, 1, 2 },
		{ config_path, 1, 1 },
		{ config_reload, 1, 1 },
	};
	const char *near;

	if (args->n == 0) {
		return usage_error("config",
				   _("config what? list, get, explain, check, path or reload"));
	}
	for (size_t i = 0; config_verbs[i]; i++) {
		if (strcmp(config_verbs[i], args->word[0]) != 0) {
			continue;
		}
		if (args->n < table[i].least) {
			return usage_error("config",
					   _("config %s: which key? All of them: ergoctl config "
					     "list"),
					   config_verbs[i]);
		}
		if (args->n > table[i].most) {
			return usage_error("config", _("config %s: one word too many: \"%s\""),
					   config_verbs[i], args->word[table[i].most]);
		}
		return table[i].run(args);
	}
	near = nearest(args->word[0], config_verbs, ELEMENTSOF(config_verbs) - 1);
	if (near) {
		return usage_error("config", _("unknown word \"%s\"; did you mean \"config %s\"?"),
				   args->word[0], near);
	}
	return usage_error("config", _("unknown word \"%s\""), args->word[0]);
}

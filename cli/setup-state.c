/* Configuration, monitors and audit while answers come. */
#include "setup.h"

#include <libgen.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "output.h"

#define EVERY_MONITOR    "*"
#define PROFILE_NAME_MAX 64 /* bytes of a profile that is made here, NUL included */

/* Whether the file is there and the user's own. */
static bool is_own(const char *path)
{
	struct stat st;

	return path[0] == '/' && stat(path, &st) == 0 && st.st_uid == geteuid();
}

/* Monitors, exposure and what file the daemon reads; none of it has to be there. */
static int load_monitors(struct setup *s, char file[static CONF_PATH_MAX])
{
	const char *path = s->args->value[OPT_MONITORS];
	_cleanup_(view_done) struct view v = {};
	enum call_flags flags =
		s->args->set & (OPT(OPT_JSON) | OPT(OPT_NON_INTERACTIVE)) ? 0 : CALL_MAY_START;

	if (path) {
		return monitors_read_file(path, &s->data->monitors, &s->data->exposure);
	}
	if (client_open(&s->client) < 0 || audit_data_ask(&s->client, flags, s->data) < 0) {
		return EXIT_DONE;
	}
	s->reachable = true;
	if (client_view(&s->client, &v) == 0 && v.config_file) {
		(void) snprintf(file, CONF_PATH_MAX, "%s", v.config_file);
	}
	return EXIT_DONE;
}

static int no_place(void)
{
	out_error(_("neither XDG_CONFIG_HOME nor HOME is set: there is no file of yours; name one "
		    "with --config FILE"));
	return EXIT_FAILED;
}

/* The file to write: --config; what the daemon reads, if it is the user's own; the user's own. */
static int choose_file(struct setup *s, const char *daemons, char path[static CONF_PATH_MAX])
{
	const char *given = s->args->value[OPT_CONFIG];
	int r;

	if (given) {
		if (strlen(given) >= CONF_PATH_MAX || !*given) {
			return usage_error("setup", _("--config needs the name of a file"));
		}
		(void) snprintf(path, CONF_PATH_MAX, "%s", given);
		r = conf_load(given, &s->conf);
		if (r == -ENOENT) {
			r = conf_load("/dev/null", &s->conf);
		}
	} else if (is_own(daemons)) {
		char own[CONF_PATH_MAX] = "";
		(void) conf_user_path(own, sizeof(own));
		(void) snprintf(path, CONF_PATH_MAX, "%s", daemons);
		r = conf_load(strcmp(own, daemons) == 0 ? NULL : daemons, &s->conf);
	} else {
		if (conf_user_path(path, CONF_PATH_MAX) < 0) {
			return no_place();
		}
		r = conf_load(NULL, &s->conf);
	}
	if (r < 0) {
		out_error(_("cannot read the configuration: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static int cannot_open(const char *path, int error)
{
	switch (error) {
	case -ENOLINK:
		out_error(
			_("%s is a symbolic link to something that is not there: remove it or make "
			  "the file"),
			path);
		break;
	case -EISDIR:
		out_error(_("%s is a directory: a file is wanted here"), path);
		break;
	case -EFBIG:
		out_error(_("%s is larger than %d KiB"), path, CONFIG_TEXT_MAX / 1024);
		break;
	case -EINVAL:
		out_error(_("%s is no regular file"), path);
		break;
	default:
		out_error(_("%s can't be read: %s"), path, strerror(-error));
	}
	return EXIT_FAILED;
}

/* A file of the system's is read only while there is none of the user's: that one begins with it. */
static int seed(struct setup *s)
{
	_cleanup_(conf_writer_freep) struct conf_writer *other = NULL;
	const char *text;
	size_t len;
	int r;

	if (conf_writer_exists(s->writer) || s->args->value[OPT_CONFIG] || !*s->conf->path) {
		return 0;
	}
	r = conf_writer_new(&other, s->conf->path);
	if (r < 0) {
		return r;
	}
	text = conf_writer_disk(other, &len);
	return conf_writer_seed(s->writer, text, len);
}

/* "model serial", cut at the last blank where it is too long to be a model. */
static void describe_one(struct monitors *ms, const char *name)
{
	struct monitor *m = &ms->m[ms->n++];
	size_t n = strlen(name);

	*m = (struct monitor){ .outputs = 1 };
	if (n < sizeof(m->output)) {
		memcpy(m->output, name, n + 1);
		return;
	}
	const char *blank = strrchr(name, ' ');
	int len = (int) (blank ? blank - name : (ptrdiff_t) n);
	(void) snprintf(m->model, sizeof(m->model), "%.*s", len, name);
	(void) snprintf(m->serial, sizeof(m->serial), "%s", blank ? blank + 1 : "");
}

static bool is_described(const struct monitors *ms, const char *name)
{
	for (size_t i = 0; i < ms->n; i++) {
		if (monitor_is_called(&ms->m[i], name)) {
			return true;
		}
	}
	return false;
}

/* Monitors out of the sections of the file, where nobody tells any. */
static void describe_all(struct setup *s)
{
	struct monitors *ms = &s->data->monitors;
	struct config *c = &s->data->config;

	*ms = (struct monitors){ .backend = BACKEND_NONE };
	s->described = true;
	for (size_t i = 0; i < c->monitors_n && ms->n < MONITORS_MAX; i++) {
		if (strcmp(c->monitor[i].name, EVERY_MONITOR) != 0) {
			describe_one(ms, c->monitor[i].name);
		}
	}
	if (s->described_one && ms->n < MONITORS_MAX && !is_described(ms, s->named)) {
		describe_one(ms, s->named);
	} else if (ms->n == 0 && config_monitor_find(c, EVERY_MONITOR)) {
		describe_one(ms, "");
	}
	if (ms->n > 0) {
		ms->m[0].primary = true;
	}
}

int setup_describe(struct setup *s, const char *name)
{
	(void) snprintf(s->named, sizeof(s->named), "%s", name);
	s->described_one = true;
	return setup_refresh(s);
}

static bool other_has_model(const struct monitors *ms, size_t i)
{
	for (size_t k = 0; k < ms->n; k++) {
		if (k != i && strcasecmp(ms->m[k].model, ms->m[i].model) == 0) {
			return true;
		}
	}
	return false;
}

/* The section of a monitor: the most particular one that there is, else its model's. */
static void choose_section(struct setup *s, size_t i)
{
	const struct monitors *ms = &s->data->monitors;
	const struct monitor *m = &ms->m[i];
	char full[MONITOR_NAME_MAX] = "";

	if (m->model[0] && m->serial[0]) {
		(void) snprintf(full, sizeof(full), "%s %s", m->model, m->serial);
	}
	const char *names[] = { full, m->output, m->model };
	for (size_t k = 0; k < ELEMENTSOF(names); k++) {
		struct monitor_setup *found =
			*names[k] ? config_monitor_find(&s->data->config, names[k]) : NULL;
		/* of two alike, the section of their model is both's */
		if (found && !(names[k] == m->model && other_has_model(ms, i))) {
			memcpy(s->section[i], found->name, MONITOR_NAME_MAX);
			return;
		}
	}
	const char *name = m->model;
	if (!*name || config_monitor_name_problem(name) || other_has_model(ms, i)) {
		name = *full && !config_monitor_name_problem(full) ? full : m->output;
	}
	(void) snprintf(s->section[i], MONITOR_NAME_MAX, "%s", *name ? name : EVERY_MONITOR);
}

/* What a profile lays over the file that is written. */
static int open_overlay(struct setup *s)
{
	const struct conf_profile *p = conf_choose(s->conf, &s->data->monitors);

	if (!p) {
		return EXIT_DONE;
	}
	(void) snprintf(s->profile, sizeof(s->profile), "%s", p->name);
	int r = conf_writer_new(&s->overlay, p->path);
	return r < 0 ? cannot_open(p->path, r) : EXIT_DONE;
}

/* "[profile] match = ...": the monitors that are connected. */
static int seed_profile(struct setup *s)
{
	const struct monitors *ms = &s->data->monitors;
	struct text names = {};

	if (conf_writer_exists(s->writer)) {
		return 0;
	}
	for (size_t i = 0; i < ms->n; i++) {
		const struct monitor *m = &ms->m[i];
		const char *name = s->section[i];
		if (strchr(name, ',') || !monitor_is_called(m, name)) {
			name = m->output;
		}
		text_add(&names, "%s%s", i ? ", " : "[profile]\nmatch = ", name);
	}
	text_add(&names, "\n");
	return ms->n == 0 ? -ENODATA : conf_writer_seed(s->writer, names.s, names.n);
}

static bool is_profile_name(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789._-";
	size_t len = strlen(name);

	return len > 0 && len < PROFILE_NAME_MAX && name[0] != '.' && strspn(name, letters) == len;
}

/* conf.d/NAME.ini beside the file that is in force. */
static int open_profile(struct setup *s, const char *file)
{
	const char *name = s->args->value[OPT_PROFILE];
	char dir[CONF_PATH_MAX], path[CONF_PATH_MAX + PROFILE_NAME_MAX + sizeof("/conf.d/.ini")];

	if (!is_profile_name(name)) {
		return usage_error(
			"setup",
			_("\"%s\" is no name for a profile: letters, digits, - and _, %d "
			  "at most"),
			name, PROFILE_NAME_MAX - 1);
	}
	if (*s->conf->path && !is_own(s->conf->path)) {
		out_error(
			_("%s is in force, and profiles are read beside it: make a file of your own "
			  "first, with ergoctl setup"),
			s->conf->path);
		return EXIT_FAILED;
	}
	(void) snprintf(dir, sizeof(dir), "%s", *s->conf->path ? s->conf->path : file);
	(void) snprintf(path, sizeof(path), "%s/conf.d/%s.ini", dirname(dir), name);
	(void) snprintf(s->profile, sizeof(s->profile), "%s", name);
	s->fragment = true;
	int r = conf_writer_new(&s->writer, path);
	if (r < 0) {
		return cannot_open(path, r);
	}
	for (size_t i = 0; i < s->data->monitors.n; i++) {
		choose_section(s, i);
	}
	r = seed_profile(s);
	if (r == -ENODATA) {
		out_error(
			_("a profile is for certain monitors, and none are known: start ergod, or "
			  "name a file of them with --monitors"));
	}
	return r < 0 ? EXIT_FAILED : EXIT_DONE;
}

static int open_file(struct setup *s, const char *path)
{
	if (s->args->value[OPT_PROFILE]) {
		return open_profile(s, path);
	}
	int r = conf_writer_new(&s->writer, path);
	if (r == 0) {
		r = seed(s);
	}
	return r < 0 ? cannot_open(path, r) : open_overlay(s);
}

/* The configuration with the answers, and with its profile. */
static void read_config(struct setup *s, struct config_diags *diags, struct config_origin *origins)
{
	struct config *c = &s->data->config;
	struct profile_match match;
	const char *text;
	size_t len;

	text = conf_writer_text(s->writer, &len);
	if (s->fragment) {
		*c = s->conf->config;
		memcpy(origins, s->conf->origins, sizeof(s->conf->origins));
		(void) config_parse_fragment(c, text, len, "", diags, origins, &match);
		return;
	}
	config_defaults(c);
	(void) config_parse(c, text, len, "", diags, origins);
	if (s->overlay) {
		text = conf_writer_text(s->overlay, &len);
		(void) config_parse_fragment(c, text, len, "", diags, origins, &match);
	}
}

int setup_refresh(struct setup *s)
{
	_cleanup_(freep) struct config_diags *diags = calloc(1, sizeof(*diags));
	_cleanup_(freep) struct config_origin *origins = calloc(CONFIG_ORIGINS_N, sizeof(*origins));
	struct audit_input in = { &s->data->monitors, &s->data->config, s->data->exposure };
	struct audit *last = s->before;

	if (!diags || !origins) {
		return -ENOMEM;
	}
	read_config(s, diags, origins);
	s->unit_told = origins[CONFIG_INDEX_units_length].line > 0;
	if (s->data->monitors.n == 0 || s->described) {
		describe_all(s);
	}
	for (size_t i = 0; i < s->data->monitors.n; i++) {
		choose_section(s, i);
	}
	s->before = s->audit;
	s->audit = last;
	memset(s->audit, 0, sizeof(*s->audit));
	audit_run(&in, s->audit);
	return 0;
}

int setup_load(struct setup *s, const struct args *args)
{
	char path[CONF_PATH_MAX] = "", daemons[CONF_PATH_MAX] = "";
	int r;

	*s = (struct setup){
		.args = args,
		.data = calloc(1, sizeof(*s->data)),
		.audit = calloc(1, sizeof(*s->audit)),
		.before = calloc(1, sizeof(*s->before)),
		.print_only = (args->set & OPT(OPT_PRINT)) != 0,
	};
	if (!s->data || !s->audit || !s->before) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	r = load_monitors(s, daemons);
	if (r == EXIT_DONE) {
		r = choose_file(s, daemons, path);
	}
	if (r == EXIT_DONE) {
		r = open_file(s, path);
	}
	if (r == EXIT_DONE && setup_refresh(s) < 0) {
		out_error(_("out of memory"));
		r = EXIT_FAILED;
	}
	return r;
}

void setup_done(struct setup *s)
{
	client_done(&s->client);
	s->data = audit_data_free(s->data);
	s->conf = conf_free(s->conf);
	s->writer = conf_writer_free(s->writer);
	s->overlay = conf_writer_free(s->overlay);
	free(s->audit);
	free(s->before);
}

struct monitor_setup setup_of_monitor(const struct setup *s, int monitor)
{
	struct monitor_setup m;

	monitor_setup_init(&m, "");
	(void) monitor_setup_find(&s->data->config, &s->data->monitors.m[monitor], &m);
	return m;
}

size_t setup_find_monitors(const struct setup *s, const char *name, int *ret)
{
	const struct monitors *ms = &s->data->monitors;
	char shown[MONITOR_NAME_MAX];
	size_t n = 0;

	for (size_t i = 0; i < ms->n; i++) {
		monitor_name(ms, i, shown);
		if (monitor_is_called(&ms->m[i], name) || strcasecmp(s->section[i], name) == 0 ||
		    strcasecmp(shown, name) == 0) {
			*ret = n == 0 ? (int) i : *ret;
			n++;
		}
	}
	return n;
}

int setup_change(struct setup *s, const struct ini_change *change, bool *ret_merged)
{
	int r = conf_writer_set(s->writer, change);

	*ret_merged = false;
	if (r < 0) {
		return r;
	}
	s->answers++;
	r = s->print_only ? 0 : conf_writer_save(s->writer);
	if (r >= 0) {
		*ret_merged = r > 0;
	}
	/* what could not be written is told all the same: it is not lost yet */
	int q = setup_refresh(s);
	return r < 0 ? r : q;
}

const char *setup_section(const struct setup *s, const struct config_key *key, int monitor,
			  char buf[static SECTION_MAX])
{
	if (monitor == NO_MONITOR) {
		(void) snprintf(buf, SECTION_MAX, "%s", key->section);
	} else {
		(void) snprintf(buf, SECTION_MAX, "monitor %s", s->section[monitor]);
	}
	return buf;
}

enum length_unit setup_unit(const struct setup *s)
{
	return s->data->config.units_length;
}

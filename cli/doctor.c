/* `ergoctl doctor`: each prerequisite a line, and what to do about it. */
#include <stdarg.h>
#include <string.h>
#include <systemd/sd-journal.h>

#include "cli.h"
#include "client.h"
#include "ergo/conf-file.h"
#include "ergo/diary-store.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"

#define UNIT           "ergod.service"
#define SYSTEMD        "org.freedesktop.systemd1"
#define CHECKS_MAX     32
#define CHECK_NAME_MAX 64

struct check {
	char name[CHECK_NAME_MAX], level[8]; /* ok warn fail */
	struct text text;
};

struct doctor {
	struct client client;
	bool connected, running;
	char daemon_file[CONF_PATH_MAX]; /* the configuration file that the daemon reads */
	struct check daemon_config;      /* what it says about that; .name "": nothing */
	struct config_diags notes;       /* advice about the file that is in use */
	size_t n;
	struct check check[CHECKS_MAX];
};

static void add(struct doctor *d, const char *name, const char *level, const char *format, ...)
	_printf_(4, 5);

static void set(struct check *c, const char *name, const char *level, const char *text)
{
	*c = (struct check){};
	(void) snprintf(c->name, sizeof(c->name), "%s", name);
	(void) snprintf(c->level, sizeof(c->level), "%s", level);
	text_add(&c->text, "%s", text);
}

static void add(struct doctor *d, const char *name, const char *level, const char *format, ...)
{
	_cleanup_(freep) char *s = NULL;
	va_list ap;

	if (d->n == CHECKS_MAX) {
		return;
	}
	va_start(ap, format);
	if (vasprintf(&s, format, ap) < 0) {
		s = NULL;
	}
	va_end(ap);
	set(&d->check[d->n++], name, level, s ?: _("out of memory"));
}

static void check_bus(struct doctor *d)
{
	d->connected = client_open(&d->client) >= 0;
	if (d->connected) {
		add(d, "bus", "ok", _("the session bus answers"));
	} else {
		add(d, "bus", "fail", "%s", d->client.error);
	}
}

static void check_daemon(struct doctor *d)
{
	_cleanup_(view_done) struct view v = {};

	if (!d->connected) {
		add(d, "daemon", "fail", _("can't be asked without the session bus"));
		return;
	}
	if (client_view(&d->client, &v) < 0) {
		add(d, "daemon", "fail", "%s", d->client.error);
		return;
	}
	d->running = true;
	(void) snprintf(d->daemon_file, sizeof(d->daemon_file), "%s", v.config_file);
	if (strcmp(v.version, ERGO_VERSION) != 0) {
		add(d, "daemon", "warn",
		    _("ergod %s runs, but ergoctl is %s: systemctl --user restart ergod"),
		    v.version, ERGO_VERSION);
	} else {
		add(d, "daemon", "ok", _("ergod %s answers"), v.version);
	}
}

/* The last warning or error that the unit logged, as far as we may read it; "" otherwise. */
static void last_message(struct text *ret)
{
	static const char *const matches[] = { "_SYSTEMD_USER_UNIT=" UNIT,
					       "PRIORITY=0",
					       "PRIORITY=1",
					       "PRIORITY=2",
					       "PRIORITY=3",
					       "PRIORITY=4" };
	sd_journal *j = NULL;
	const void *data;
	size_t n;
	int r;

	r = sd_journal_open(&j, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_CURRENT_USER);
	for (size_t i = 0; r >= 0 && i < ELEMENTSOF(matches); i++) {
		r = sd_journal_add_match(j, matches[i], 0);
	}
	if (r >= 0) {
		r = sd_journal_seek_tail(j);
	}
	if (r >= 0 && sd_journal_previous(j) > 0 &&
	    sd_journal_get_data(j, "MESSAGE", &data, &n) >= 0 && n > strlen("MESSAGE=")) {
		text_add(ret, "%.*s", (int) (n - strlen("MESSAGE=")),
			 (const char *) data + strlen("MESSAGE="));
	}
	sd_journal_close(j);
}

/* A property of the unit into buf. */
static int unit_property(struct doctor *d, const char *path, const char *interface,
			 const char *name, char *buf, size_t size)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const char *s;
	int r;

	r = client_call_other(&d->client, SYSTEMD, path, "org.freedesktop.DBus.Properties", "Get",
			      &reply, "ss", interface, name);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_read(reply, "v", "s", &s);
	if (r < 0) {
		return r;
	}
	(void) snprintf(buf, size, "%s", s);
	return 0;
}

struct unit {
	char load[32], active[32], file[32], result[32];
};

static int unit_load(struct doctor *d, struct unit *ret)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	struct unit u = {};
	const char *path;
	int r;

	r = client_call_other(&d->client, SYSTEMD, "/org/freedesktop/systemd1", SYSTEMD ".Manager",
			      "LoadUnit", &reply, "s", UNIT);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_read_basic(reply, 'o', &path);
	if (r < 0) {
		return r;
	}
	r = unit_property(d, path, SYSTEMD ".Unit", "LoadState", u.load, sizeof(u.load));
	if (r >= 0) {
		r = unit_property(d, path, SYSTEMD ".Unit", "ActiveState", u.active,
				  sizeof(u.active));
	}
	if (r >= 0) {
		r = unit_property(d, path, SYSTEMD ".Unit", "UnitFileState", u.file,
				  sizeof(u.file));
	}
	if (r < 0) {
		return r;
	}
	(void) unit_property(d, path, SYSTEMD ".Service", "Result", u.result, sizeof(u.result));
	*ret = u;
	return 0;
}

/* What is wrong weighs less while the daemon runs anyhow. */
static void judge_unit(struct doctor *d, const struct unit *u)
{
	const char *bad = d->running ? "warn" : "fail";
	struct text last = {};

	if (strcmp(u->load, "not-found") == 0) {
		add(d, "unit", bad,
		    _("ergod.service is not installed: make install, then systemctl --user "
		      "daemon-reload"));
	} else if (strcmp(u->load, "masked") == 0) {
		add(d, "unit", bad, _("ergod.service is masked: systemctl --user unmask ergod"));
	} else if (strcmp(u->load, "loaded") != 0) {
		add(d, "unit", bad,
		    _("ergod.service can't be loaded (%s): systemctl --user status ergod"),
		    u->load);
	} else if (strcmp(u->active, "failed") == 0) {
		last_message(&last);
		if (last.n) {
			add(d, "unit", bad,
			    _("ergod.service failed (%s). Its last message: \"%s\". See: systemctl "
			      "--user status ergod; then: systemctl --user restart ergod"),
			    u->result, last.s);
		} else {
			add(d, "unit", bad,
			    _("ergod.service failed (%s). See: systemctl --user status ergod; then: "
			      "systemctl --user restart ergod"),
			    u->result);
		}
	} else if (strcmp(u->active, "active") != 0 && !d->running) {
		last_message(&last);
		if (last.n) {
			add(d, "unit", "fail",
			    _("ergod.service is %s. Its last message: \"%s\". Start it: systemctl "
			      "--user start ergod"),
			    u->active, last.s);
		} else {
			add(d, "unit", "fail",
			    _("ergod.service is %s. Start it: systemctl --user start ergod"),
			    u->active);
		}
	} else if (strcmp(u->active, "active") != 0) {
		add(d, "unit", "warn", _("ergod runs, but not as ergod.service (%s)"), u->active);
	} else if (strcmp(u->file, "enabled") != 0) {
		add(d, "unit", "warn",
		    _("runs, but does not start with your session (%s): systemctl --user enable "
		      "ergod"),
		    u->file);
	} else {
		add(d, "unit", "ok", _("runs, and starts with your session"));
	}
}

static void check_unit(struct doctor *d)
{
	struct unit u;

	if (!d->connected) {
		return;
	}
	if (unit_load(d, &u) < 0) {
		add(d, "unit", "warn",
		    _("systemd's user manager is not on this bus (%s), so nobody starts ergod for "
		      "you: run ergod in the foreground, or start it with your desktop's autostart"),
		    d->client.error);
		return;
	}
	judge_unit(d, &u);
}

/* What the daemon knows: its input, session, notification server, display, configuration. */
static void check_inside(struct doctor *d)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const char *name, *level, *text;
	int r;

	if (!d->running) {
		return;
	}
	if (client_call(&d->client, WIRE_MANAGER, "Doctor", 0, &reply, NULL) < 0) {
		add(d, "daemon", "fail", "%s", d->client.error);
		return;
	}
	r = sd_bus_message_enter_container(reply, 'a', "(sss)");
	while (r >= 0) {
		r = sd_bus_message_read(reply, "(sss)", &name, &level, &text);
		if (r <= 0) {
			break;
		}
		if (strcmp(name, "config") == 0) {
			set(&d->daemon_config, name, level, text); /* see check_config() */
		} else if (strcmp(name, "unit") != 0) { /* we have asked systemd itself */
			add(d, name, level, "%s", text);
		}
	}
	if (r < 0) {
		add(d, "daemon", "fail", _("its answer can't be read: %s"), strerror(-r));
	}
}

static void note_rules(struct doctor *d, const struct conf *conf)
{
	(void) config_check_rules(&conf->config, conf->path, &d->notes);
}

/* The file that ergoctl finds, and that the daemon reads too if it runs. */
static void judge_file(struct doctor *d, const struct conf *conf)
{
	const char *path = *conf->path ? conf->path : _("there is no file, the defaults hold");
	size_t n = conf->diags.n + conf->diags.dropped;
	const struct check *theirs = &d->daemon_config;
	bool daemon_fine = strcmp(theirs->level, "ok") == 0;

	if (n && daemon_fine) {
		add(d, "config", "warn",
		    P_("%s: %zu problem, ergod goes on with what it read before: ergoctl "
		       "config check",
		       "%s: %zu problems, ergod goes on with what it read before: ergoctl "
		       "config check",
		       n),
		    path, n);
	} else if (n) {
		add(d, "config", "warn",
		    P_("%s: %zu problem, the keys concerned have their defaults: ergoctl "
		       "config check",
		       "%s: %zu problems, the keys concerned have their defaults: ergoctl "
		       "config check",
		       n),
		    path, n);
	} else if (*theirs->name && !daemon_fine) {
		add(d, "config", "warn",
		    _("%s: no problems by now, but ergod has not read it again: ergoctl config "
		      "reload"),
		    path);
	} else if (*conf->path) {
		add(d, "config", "ok", _("%s: no problems"), path);
	} else {
		add(d, "config", "ok", "%s", path);
	}
}

/* One row, unless the daemon reads another file than ergoctl: then one of each and why. */
static void check_config(struct doctor *d)
{
	_cleanup_(conf_freep) struct conf *conf = NULL, *used = NULL;
	const struct check *theirs = &d->daemon_config;
	int r = conf_load(NULL, &conf);

	if (r < 0) {
		add(d, "config", "fail", _("cannot be read: %s"), strerror(-r));
		return;
	}
	if (!d->running || strcmp(d->daemon_file, conf->path) == 0) {
		judge_file(d, conf);
		note_rules(d, conf);
		return;
	}
	if (*theirs->name) {
		add(d, theirs->name, theirs->level, "%s", theirs->text.s);
	}
	if (*d->daemon_file && conf_load(d->daemon_file, &used) >= 0) {
		note_rules(d, used);
	}
	add(d, "config file", "warn",
	    _("ergoctl finds %s, but ergod reads %s: ergoctl config reload, or look at "
	      "XDG_CONFIG_HOME of both"),
	    *conf->path ? conf->path : Q_("file", "none"),
	    *d->daemon_file ? d->daemon_file : Q_("file", "none"));
}

/* A line only where something is amiss: most have no diary. */
static void check_diary(struct doctor *d)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct store_report why = {};
	struct diary_info info;
	char path[STORE_PATH_MAX];
	int r = diary_store_default_path(path, sizeof(path));

	if (r == 0) {
		r = diary_store_open(&s, path, STORE_READ, 0, &why);
	}
	if (r == -ENOENT) {
		return;
	}
	if (r == 0) {
		r = diary_store_info(s, &info);
	}
	if (r < 0) {
		add(d, "diary", "fail", "%s", *why.text ? why.text : strerror(-r));
	} else if (info.aside) {
		add(d, "diary", "warn",
		    P_("%llu damaged file is kept aside: %s.corrupt-*",
		       "%llu damaged files are kept aside: %s.corrupt-*", info.aside),
		    (unsigned long long) info.aside, path);
	}
}

static bool fails(const struct doctor *d)
{
	for (size_t i = 0; i < d->n; i++) {
		if (strcmp(d->check[i].level, "fail") == 0) {
			return true;
		}
	}
	return false;
}

static void print_json(const struct doctor *d)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *a = json_object_new_array();

	for (size_t i = 0; i < d->n; i++) {
		struct json_object *c = json_object_new_object();

		json_add(c, "name", json_text(d->check[i].name));
		json_add(c, "status", json_text(d->check[i].level));
		json_add(c, "text", json_text(d->check[i].text.s));
		(void) json_object_array_add(a, c);
	}
	json_add(o, "ok", json_object_new_boolean(!fails(d)));
	json_add(o, "checks", a);
	json_add(o, "notes", diags_json(&d->notes));
	json_print(o, true);
}

static const char *level_words(const char *level)
{
	return strcmp(level, "ok") == 0     ? Q_("of a check", "ok")
	       : strcmp(level, "warn") == 0 ? Q_("of a check", "warn")
	       : strcmp(level, "fail") == 0 ? Q_("of a check", "fail")
					    : level;
}

static int print_table(const struct doctor *d)
{
	static const char *const columns[] = { N_("CHECK"), N_("STATE"),
					       N_("WHAT TO KNOW OR TO DO") };
	_cleanup_(table_freep) struct table *t = NULL;
	int r = table_new(&t, columns, ELEMENTSOF(columns), true);

	for (size_t i = 0; r >= 0 && i < d->n; i++) {
		const struct check *c = &d->check[i];
		enum tone tone = strcmp(c->level, "ok") == 0     ? TONE_GOOD
				 : strcmp(c->level, "warn") == 0 ? TONE_NOTE
								 : TONE_BAD;

		r = table_row(t, tone,
			      (const char *[]){ c->name, level_words(c->level), c->text.s });
	}
	return r < 0 ? r : table_print(t);
}

int verb_doctor(const struct args *args)
{
	_cleanup_(freep) struct doctor *d = calloc(1, sizeof(*d));
	int r;

	if (!d) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	d->client.is_doctor = true;
	check_bus(d);
	check_daemon(d);
	check_unit(d);
	check_inside(d);
	check_config(d);
	check_diary(d);
	client_done(&d->client);
	if (args->set & OPT(OPT_JSON)) {
		print_json(d);
	} else {
		r = print_table(d);
		if (r < 0) {
			out_error(_("cannot print the table: %s"), strerror(-r));
			return EXIT_FAILED;
		}
		diags_print(&d->notes, DIAG_NOTE);
	}
	return fails(d) ? EXIT_FAILED : EXIT_DONE;
}

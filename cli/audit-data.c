/* Gets together what an audit is made of. */
#include <string.h>

#include "audit-data.h"
#include "ergo/conf-file.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"

struct audit_data *audit_data_free(struct audit_data *d)
{
	free(d);
	return NULL;
}

static int read_property(sd_bus_message *m, const char *name, const char *contents, void *userdata)
{
	struct audit_data *d = userdata;
	const char *s;
	int r;

	if (strcmp(name, "Monitors") == 0 && strcmp(contents, "aa{sv}") == 0) {
		return monitors_read_bus(m, &d->monitors, &d->exposure) < 0 ? -EBADMSG : 1;
	}
	if (strcmp(name, "LaptopOnlyToday") == 0 && strcmp(contents, "t") == 0) {
		return sd_bus_message_read_basic(m, 't', &d->exposure.laptop_only_today);
	}
	if (strcmp(contents, "s") != 0 ||
	    (strcmp(name, "MonitorsFrom") != 0 && strcmp(name, "Profile") != 0)) {
		return 0;
	}
	r = sd_bus_message_read_basic(m, 's', &s);
	if (r > 0 && strcmp(name, "Profile") == 0) {
		(void) snprintf(d->profile, sizeof(d->profile), "%s", s);
	} else if (r > 0) {
		int backend = monitor_backend_from_string(s);

		d->monitors.backend = backend >= 0 ? (enum monitor_backend) backend : BACKEND_NONE;
	}
	return r;
}

int audit_data_ask(struct client *c, enum call_flags flags, struct audit_data *ret)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	int r;

	r = client_call(c, "org.freedesktop.DBus.Properties", "GetAll", flags, &reply, "s",
			WIRE_AUDIT);
	if (r < 0) {
		return r;
	}
	r = client_read_dict(reply, read_property, ret);
	if (r < 0) {
		return client_fail(c, r, _("cannot read the answer of ergod"));
	}
	ret->asked = true;
	return 0;
}

int audit_data_ask_setup(struct client *c, enum call_flags flags, struct audit_data *ret)
{
	_cleanup_(freep) struct config_diags *diags = calloc(1, sizeof(*diags));
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const char *text;
	int r;

	if (!diags) {
		return client_fail(c, -ENOMEM, _("cannot read the set-up"));
	}
	r = client_call(c, WIRE_AUDIT, "GetSetup", flags, &reply, NULL);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_read_basic(reply, 's', &text);
	if (r < 0) {
		return client_fail(c, r, _("cannot read the answer of ergod"));
	}
	config_defaults(&ret->config);
	/* it is the daemon's own text: what another version knows more of is passed over */
	(void) config_parse(&ret->config, text, strlen(text), "ergod", diags, NULL);
	return 0;
}

/* The set-up of a file, or where `path` is NULL the user's own. */
static int read_config(const char *path, struct audit_data *d)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	const struct conf_profile *profile;
	char line[CONFIG_DIAG_STRING_MAX];
	int r = conf_load(path, &conf);
	size_t n;

	if (r == -ENOENT && path) {
		out_error(_("%s: no such file"), path);
		return EXIT_FAILED;
	}
	if (r < 0) {
		out_error(_("cannot read the configuration: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	n = conf->diags.n + conf->diags.dropped;
	if (path && conf_unread(conf)) {
		out_error("%s", config_diag_format(&conf->diags.diag[0], line, sizeof(line)));
		return EXIT_FAILED;
	}
	if (n) {
		out_error(P_("%zu problem in the configuration: ergoctl config check%s%s",
			     "%zu problems in the configuration: ergoctl config check%s%s", n),
			  n, path ? " " : "", path ?: "");
	}
	profile = conf_choose(conf, &d->monitors);
	conf_effective(conf, profile, &d->config, NULL);
	(void) snprintf(d->profile, sizeof(d->profile), "%s", profile ? profile->path : "");
	return EXIT_DONE;
}

/* Also names what does without a daemon. */
static int unreachable(const struct client *c)
{
	int status = client_report(c);

	if (status == EXIT_UNREACHABLE) {
		out_error(
			_("or without a daemon: --monitors FILE, the monitors as `ergoctl monitors "
			  "--json` once printed them"));
	}
	return status;
}

/* Monitors and exposure, and from the daemon the profile; a file needs no connection. */
static int load_monitors(const struct args *args, struct client *c, struct audit_data *d)
{
	const char *path = args->value[OPT_MONITORS];

	if (path) {
		return monitors_read_file(path, &d->monitors, &d->exposure);
	}
	return client_open(c) < 0 || audit_data_ask(c, 0, d) < 0 ? unreachable(c) : EXIT_DONE;
}

int audit_data_load_monitors(const struct args *args, struct audit_data **ret)
{
	_cleanup_(audit_data_freep) struct audit_data *d = calloc(1, sizeof(*d));
	_cleanup_(client_done) struct client c = {};
	int r;

	if (!d) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	config_defaults(&d->config);
	r = load_monitors(args, &c, d);
	if (r == EXIT_DONE) {
		*ret = TAKE_PTR(d);
	}
	return r;
}

int audit_data_load(const struct args *args, struct audit_data **ret)
{
	const char *monitors = args->value[OPT_MONITORS], *config = args->value[OPT_CONFIG];
	_cleanup_(audit_data_freep) struct audit_data *d = calloc(1, sizeof(*d));
	_cleanup_(client_done) struct client c = {};
	int r;

	if (!d) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	r = load_monitors(args, &c, d);
	if (r == EXIT_DONE && (monitors || config)) {
		r = read_config(config, d);
	} else if (r == EXIT_DONE && audit_data_ask_setup(&c, 0, d) < 0) {
		r = unreachable(&c);
	}
	if (r == EXIT_DONE) {
		*ret = TAKE_PTR(d);
	}
	return r;
}

static bool ask_all(struct client *c, struct audit_data *d, bool setup)
{
	return client_open(c) >= 0 && audit_data_ask(c, 0, d) >= 0 &&
	       (!setup || audit_data_ask_setup(c, 0, d) >= 0);
}

int audit_data_load_anyway(const struct args *args, struct audit_data **ret)
{
	const char *config = args->value[OPT_CONFIG];
	_cleanup_(audit_data_freep) struct audit_data *d = NULL;
	_cleanup_(client_done) struct client c = {};
	int r;

	if (args->value[OPT_MONITORS]) {
		return audit_data_load(args, ret);
	}
	d = calloc(1, sizeof(*d));
	if (!d) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	if (ask_all(&c, d, config == NULL)) {
		r = config ? read_config(config, d) : EXIT_DONE;
	} else {
		*d = (struct audit_data){};
		r = read_config(config, d);
	}
	if (r == EXIT_DONE) {
		*ret = TAKE_PTR(d);
	}
	return r;
}

struct audit *audit_data_run(const struct audit_data *d)
{
	struct audit *a = calloc(1, sizeof(*a));
	struct audit_input in = {
		.monitors = &d->monitors,
		.config = &d->config,
		.exposure = d->exposure,
	};

	if (a) {
		audit_run(&in, a);
	}
	return a;
}

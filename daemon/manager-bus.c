/* What the session bus may ask of the manager. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ergo/grow.h"
#include "ergo/tr.h"
#include "log.h"
#include "manager-internal.h"

/* A view is not older than this; asking more often costs nothing more. */
#define VIEW_VALID (50 * USEC_PER_MS)

/* ---- health and problems ---- */

static void config_health(const struct manager *m, struct health *ret)
{
	const struct config_diags *d = &m->conf->diags;
	const char *path = *m->conf->path ? m->conf->path : _("no file, the defaults hold");
	size_t n = d->n + d->dropped;

	ret->name = "config";
	ret->level = d->n > 0 ? HEALTH_WARN : HEALTH_OK; /* it works, with defaults */
	if (d->n > 0) {
		(void) snprintf(
			ret->text, sizeof(ret->text),
			P_("%.300s: %zu problem, the keys concerned have their defaults: run "
			   "ergoctl config check",
			   "%.300s: %zu problems, the keys concerned have their defaults: run "
			   "ergoctl config check",
			   n),
			path, n);
	} else {
		(void) snprintf(ret->text, sizeof(ret->text), "%.400s", path);
	}
}

static void unit_health(struct health *ret)
{
	bool unit = getenv("INVOCATION_ID") && getenv("NOTIFY_SOCKET");

	ret->name = "unit";
	ret->level = unit ? HEALTH_OK : HEALTH_WARN;
	(void) snprintf(ret->text, sizeof(ret->text), "%s",
			unit ? _("run by systemd as a user service")
			     : _("started by hand, it ends with this session: systemctl --user "
				 "enable --now ergod"));
}

/* Lets what is due happen, unless that was done just now, or waits for answers. */
static void catch_up(struct manager *m)
{
	usec_t now = clock_to_engine(clock_boottime());

	if (m->inputs && !manager_is_blind(m) && now - m->last.boot > VIEW_VALID &&
	    (engine_next_deadline(m->engine) > now || !manager_attention_wait(m))) {
		manager_tick(m);
	}
}

/* What there was last, and how long ago. */
static void add_last(struct health *h, enum device_class c, const char *ago)
{
	struct grow t = { .buf = h->text, .size = sizeof(h->text), .n = strlen(h->text) };

	switch ((int) c) {
	case DEVICE_KEYBOARD:
		grow_add(&t, _("; keyboard last, %s ago"), ago);
		break;
	case DEVICE_POINTER:
		grow_add(&t, _("; pointer last, %s ago"), ago);
		break;
	case DEVICE_TOUCH:
		grow_add(&t, _("; touch last, %s ago"), ago);
		break;
	case DEVICE_TABLET:
		grow_add(&t, _("; tablet last, %s ago"), ago);
		break;
	default:
		grow_add(&t, _("; input last, %s ago"), ago);
		break;
	}
}

/* How it is with input, and what there was last. */
static void input_health(struct manager *m, struct health *ret)
{
	char ago[DURATION_STRING_MAX];
	struct snapshot s;

	inputs_health(m->inputs, ret);
	engine_snapshot(m->engine, &s);
	if (s.last_pulse != USEC_INFINITY) {
		(void) duration_say(ago, sizeof(ago), usec_sub(s.now, s.last_pulse));
		add_last(ret, s.last_class, ago);
	}
}

static size_t view_doctor(struct health ret[static BUS_HEALTH_MAX], void *userdata)
{
	struct manager *m = userdata;
	size_t n = 0;

	static_assert(10 + _SOURCE_MAX + ATTENTION_HEALTH_MAX <= BUS_HEALTH_MAX,
		      "too many to tell doctor");
	catch_up(m);
	input_health(m, &ret[n++]);
	n += inputs_health_others(m->inputs, &ret[n]);
	logind_health(m->logind, &ret[n++]);
	notify_health(m->notify, &ret[n++]);
	display_health(m->display, &ret[n++]);
	screens_health(m->screens, &m->config, &ret[n++]);
	manager_audit_health(m, &ret[n++]);
	n += attention_health(m->attention, &ret[n]);
	hooks_health(m->hooks, &ret[n++]);
	history_health(m->history, &ret[n++]);
	config_health(m, &ret[n++]);
	unit_health(&ret[n++]);
	return n;
}

static void add_problem(struct manager *m, size_t *n, const char *text)
{
	if (*n < PROBLEMS_MAX) {
		(void) snprintf(m->problem_text[*n], sizeof(m->problem_text[*n]), "%s", text);
		m->problems[*n] = m->problem_text[*n];
		(*n)++;
	}
}

/* What does not work, a line each: what is off, and every wrong line of the configuration. */
static void list_problems(struct manager *m)
{
	const struct config_diags *d = &m->conf->diags;
	struct health health[2];
	size_t n = 0;

	memset(health, 0, sizeof(health));
	if (m->inputs) { /* else it is still being made, and nobody can ask yet */
		inputs_health(m->inputs, &health[0]);
		notify_health(m->notify, &health[1]);
	}
	if (!(m->blockers & 1u << BLOCKER_NO_SOURCE) ||
	    m->blockers & 1u << BLOCKER_SESSION_INACTIVE) {
		health[0].level =
			HEALTH_OK; /* a moment without a source is none, nor another user's turn */
	}
	for (size_t i = 0; i < ELEMENTSOF(health); i++) {
		if (health[i].level == HEALTH_FAIL) {
			add_problem(m, &n, health[i].text);
		}
	}
	if (history_problem(m->history)) {
		add_problem(m, &n, history_problem(m->history));
	}
	for (size_t i = 0; i < d->n; i++) {
		char text[CONFIG_DIAG_STRING_MAX];

		if (n == PROBLEMS_MAX - 1 && d->n + d->dropped - i > 1) {
			(void) snprintf(
				text, sizeof(text),
				P_("... and %zu more problems of the configuration: ergoctl "
				   "config check",
				   "... and %zu more problems of the configuration: ergoctl "
				   "config check",
				   d->n + d->dropped - i),
				d->n + d->dropped - i);
			add_problem(m, &n, text);
			break;
		}
		add_problem(m, &n, config_diag_format(&d->diag[i], text, sizeof(text)));
	}
	m->problems[n] = NULL;
}

const char *const *manager_problems(struct manager *m)
{
	list_problems(m);
	return m->problems;
}

static void view(struct bus_view *ret, void *userdata)
{
	struct manager *m = userdata;

	catch_up(m);
	*ret = (struct bus_view){
		.stamp = m->last,
		.config = &m->config,
		.input_source = m->inputs ? inputs_name(m->inputs) : "none",
		.config_file = m->conf->path,
		.problems = manager_problems(m),
	};
	engine_snapshot(m->engine, &ret->snapshot);
	manager_attention_view(m, ret);
}

/* ---- commands ---- */

static int refuse(char *reason, size_t size, const char *text)
{
	(void) snprintf(reason, size, "%s", text);
	return -EBUSY;
}

static int check_action(const struct snapshot *s, enum action action, char *reason, size_t size)
{
	bool due = s->break_state == BREAK_DUE;

	switch (action) {
	case ACTION_START:
		return due || s->break_state == BREAK_POSTPONED
			       ? 0
			       : refuse(reason, size,
					_("no break is due: ergoctl break starts one"));
	case ACTION_POSTPONE:
		if (s->break_state == BREAK_POSTPONED) {
			return refuse(
				reason, size,
				_("the break is put off already: ergoctl status says until when"));
		}
		if (!due) {
			return refuse(reason, size,
				      _("no break is due, so there is nothing to postpone"));
		}
		return s->postpones_left > 0 ? 0
					     : refuse(reason, size,
						      _("this break was postponed as often as "
							"prompts.max_postpones allows: "
							"take it, or ergoctl skip"));
	case ACTION_SKIP:
		return s->break_state != BREAK_NONE
			       ? 0
			       : refuse(reason, size,
					_("no break is due or running, so there is nothing to skip"));
	case ACTION_END:
		return s->break_state == BREAK_STARTED
			       ? 0
			       : refuse(reason, size,
					_("no break is running, so there is nothing to end"));
	case _ACTION_MAX:
		break;
	}
	return -EINVAL;
}

static int check_break(const struct snapshot *s, enum break_kind kind, char *reason, size_t size)
{
	if (s->break_state == BREAK_NONE) {
		return 0;
	}
	if (s->break_kind == kind && s->break_state == BREAK_STARTED) {
		return refuse(reason, size, _("such a break is running already"));
	}
	if (s->break_kind == BREAK_REST && kind == BREAK_MICRO) {
		return refuse(reason, size,
			      _("a rest break is due or running: ergoctl break rest"));
	}
	return 0;
}

int manager_command(struct manager *m, const struct event *ev, char *reason, size_t size)
{
	struct event copy = *ev;
	struct snapshot s;
	int r = 0;

	manager_tick(m); /* so that the check looks at this moment */
	engine_snapshot(m->engine, &s);
	if (ev->type == EVENT_ACTION) {
		r = check_action(&s, ev->action, reason, size);
	} else if (ev->type == EVENT_BREAK) {
		r = check_break(&s, ev->kind, reason, size);
	}
	if (r < 0) {
		return r;
	}
	manager_feed(m, &copy);
	return 0;
}

static int command(const struct event *ev, char *reason, size_t size, void *userdata)
{
	return manager_command(userdata, ev, reason, size);
}

/* ---- configuration ---- */

void manager_log_diags(const struct config_diags *diags)
{
	char text[CONFIG_DIAG_STRING_MAX];

	for (size_t i = 0; i < diags->n; i++) {
		log_warning("%s", config_diag_format(&diags->diag[i], text, sizeof(text)));
	}
	if (diags->dropped > 0) {
		log_warning("... and %zu more problems", diags->dropped);
	}
}

void manager_log_advice(const struct manager *m)
{
	struct config_diags *advice = calloc(1, sizeof(*advice));

	if (!advice) {
		return; /* it can be done without */
	}
	(void) config_check_rules(&m->config, m->conf->path, advice);
	for (size_t i = 0; i < advice->n; i++) {
		log_notice("%s: %s", advice->diag[i].key, advice->diag[i].reason);
	}
	free(advice);
}

/* The one problem of a file that can't be read again. */
static int cannot_read(struct manager *m, const char *why, const struct config_diags **ret)
{
	struct config_diags *d = &m->read;

	d->n = d->dropped = 0;
	config_diags_add(d, m->options.config_path ? m->options.config_path : "", 0, "", "%s", why);
	*ret = d;
	return -EINVAL;
}

/* What was freed goes back to the system: two configurations with their profiles can be half of what ergod needs. */
static void give_back(void)
{
#ifdef __GLIBC__
	(void) malloc_trim(0);
#endif
}

/* Reads the files again.  Returns 0 with both, whatever is wrong in the files; -EINVAL with the diagnostics. */
static int read_again(struct manager *m, struct conf **ret_conf, const struct config_diags **ret)
{
	const char *path = m->options.config_path;
	struct stat st;
	int r;

	/* What was read from a pipe is gone, and waiting for another writer would stop the daemon. */
	if (path && stat(path, &st) >= 0 && !S_ISREG(st.st_mode)) {
		return cannot_read(m, _("this is no file that can be read again: restart ergod"),
				   ret);
	}
	r = conf_load(path, ret_conf);
	if (r == -ENOENT) {
		return cannot_read(
			m,
			_("the file that ergod was started with is gone: put it back, or start ergod without --config"),
			ret);
	}
	if (r < 0) {
		return cannot_read(m, strerror(-r), ret);
	}
	*ret = &(*ret_conf)->diags;
	return 0;
}

/* Ends with the diagnostics alone. */
static void keep_diags(struct manager *m, struct conf *conf, const struct config_diags **ret)
{
	m->read = conf->diags;
	*ret = &m->read;
	(void) conf_free(conf);
	give_back();
}

int manager_reload(struct manager *m, const struct config_diags **ret)
{
	struct event ev = { .type = EVENT_CONFIG, .config = &m->config };
	struct conf *conf;

	if (read_again(m, &conf, ret) < 0) {
		return -EINVAL;
	}
	if ((*ret)->n > 0) {
		keep_diags(m, conf, ret);
		return -EINVAL;
	}
	manager_tick(m); /* what was before is judged by what held before */
	(void) conf_free(m->conf);
	m->conf = conf;
	give_back();
	manager_take_config(m);
	manager_log_advice(m);
	manager_feed(m, &ev);
	history_setup(m->history, &m->conf->config);
	history_configure(m->history, &m->config);
	manager_audit_run(m);
	manager_posture_look(m);
	*ret = &m->conf->diags;
	log_notice("Reloaded %s", *m->conf->path ? m->conf->path : "the defaults");
	return 0;
}

static int reload(const struct config_diags **ret, void *userdata)
{
	return manager_reload(userdata, ret);
}

static int check(const struct config_diags **ret, void *userdata)
{
	struct conf *conf;
	int r = read_again(userdata, &conf, ret);

	if (r >= 0) {
		keep_diags(userdata, conf, ret);
	}
	return r;
}

static void origin(struct config_item item, char *buf, size_t size, void *userdata)
{
	const struct manager *m = userdata;
	const struct config_origin *all = m->profile ? m->profile->origins : m->conf->origins;
	const struct config_origin *o = &all[config_item_index(item)];

	if (o->line == 0) {
		(void) snprintf(buf, size, "default");
	} else {
		(void) snprintf(buf, size, "%s:%u", o->file, o->line);
	}
}

const struct bus_ops manager_bus_ops = {
	.view = view,
	.command = command,
	.reload = reload,
	.check = check,
	.origin = origin,
	.doctor = view_doctor,
	.audit = manager_audit_view,
	.setup = manager_setup,
	.answer = manager_posture_answer,
	.meeting = manager_meeting,
	.end_meeting = manager_end_meeting,
	.erase = manager_history_erase,
};

/* The audit: when it is run, which profile holds for the monitors there are, and what is told of it. */
#include <stdio.h>
#include <string.h>

#include "ergo/share.h"
#include "log.h"
#include "manager-internal.h"

/* ---- profiles ---- */

void manager_take_config(struct manager *m)
{
	m->profile = m->screens ? conf_choose(m->conf, screens_get(m->screens)) : NULL;
	conf_effective(m->conf, m->profile, &m->config, NULL);
	if (m->hooks) {
		hooks_configure(m->hooks, &m->config);
	}
}

/* Other monitors: another profile may hold for them.  One that was read is right, so this can't fail half-way. */
static void follow_profile(struct manager *m)
{
	struct event ev = { .type = EVENT_CONFIG, .config = &m->config };

	if (conf_choose(m->conf, screens_get(m->screens)) == m->profile) {
		return;
	}
	manager_tick(m); /* what was before is judged by what held before */
	manager_take_config(m);
	manager_feed(m, &ev);
	log_notice("%s%s", m->profile ? "The profile that holds now: " : "No profile holds now",
		   m->profile ? m->profile->name : "");
}

/* ---- what is told ---- */

static void view(struct manager *m, struct bus_audit *ret)
{
	*ret = (struct bus_audit){
		.monitors = audits_monitors(m->audits),
		.audit = audits_get(m->audits),
		.unit = m->config.units_length,
		.profile = m->profile ? m->profile->name : "",
		.laptop_only_today = m->laptop.alone,
		.share = m->share,
	};
}

void manager_audit_view(struct bus_audit *ret, void *userdata)
{
	view(userdata, ret);
}

int manager_setup(char *buf, size_t size, void *userdata)
{
	const struct manager *m = userdata;

	return setup_format(&m->config, buf, size);
}

static void on_appeared(const struct finding *f, void *userdata)
{
	struct manager *m = userdata;
	struct bus_audit now;

	view(m, &now);
	bus_finding_appeared(m->bus, &now, f);
}

static void on_gone(enum rule rule, const char *monitor, enum posture posture, void *userdata)
{
	struct manager *m = userdata;

	bus_finding_gone(m->bus, rule, monitor, posture);
}

/* ---- exposure ---- */

/* Between which of the rule's limits it is: only a change of that changes a verdict. */
static unsigned exposure_level(usec_t alone)
{
	const struct rule_info *info = rule_info(RULE_LAPTOP_ONLY);
	double hours = (double) alone / (double) USEC_PER_HOUR;

	return (hours > info->ok.high) + (hours > info->note.high) + (hours > info->caution.high);
}

void manager_share_look(struct manager *m, int monitor)
{
	struct recorder *r = history_recorder(m->history);
	const struct monitors *all = audits_monitors(m->audits);
	bool only = all->n == 1 && all->dropped == 0;
	char name[SHARE_NAME_MAX];

	monitor = only ? 0 : monitor;
	if (!m->config.presence_monitor_in_use || monitor < 0 || (size_t) monitor >= all->n) {
		recorder_share_look(r, NULL, false);
		return;
	}
	share_name(all, (size_t) monitor, name);
	recorder_share_look(r, name, only);
}

/* What the shares are of. */
static uint64_t share_names(const struct monitors *all)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	char name[SHARE_NAME_MAX];

	for (size_t i = 0; i < all->n; i++) {
		share_name(all, i, name);
		for (const char *c = name; c == name || c[-1]; c++) {
			hash = (hash ^ (unsigned char) *c) * UINT64_C(0x100000001b3);
		}
	}
	return hash;
}

/* Returns whether there is news. */
static bool measure_shares(struct manager *m, const struct monitors *all)
{
	const struct recorder *r = history_recorder(m->history);
	uint64_t names = share_names(all);
	usec_t share[MONITORS_MAX] = { 0 };
	char name[SHARE_NAME_MAX];
	bool news;

	for (size_t i = 0; m->config.presence_monitor_in_use && i < all->n; i++) {
		share_name(all, i, name);
		share[i] = recorder_share_time(r, name);
	}
	news = names != m->share_names || shares_are_news(share, m->share);
	if (news || !shares_known(m->share)) {
		m->share_names = names;
		memcpy(m->share, share, sizeof(m->share));
	}
	return news;
}

/* Accounts up to the engine's time.  Returns whether a limit was crossed. */
static bool account(struct manager *m)
{
	int64_t day = stamp_day(&m->last, m->config.session_day_starts);
	unsigned before = exposure_level(m->laptop.alone);
	struct snapshot s;

	engine_snapshot(m->engine, &s);
	laptop_time_update(&m->laptop, s.today_time, day,
			   monitors_laptop_only(screens_get(m->screens)));
	return measure_shares(m, audits_monitors(m->audits)) ||
	       exposure_level(m->laptop.alone) != before;
}

/* ---- running it ---- */

void manager_audit_run(struct manager *m)
{
	static const struct audits_callbacks callbacks = { on_appeared, on_gone };
	struct audit_input in = {
		.monitors = screens_get(m->screens),
		.config = &m->config,
		.exposure = { .laptop_only_today = m->laptop.alone },
	};

	(void) measure_shares(m, in.monitors); /* the monitors may be others than before */
	memcpy(in.exposure.share, m->share, sizeof(m->share));
	audits_run(m->audits, &in, &callbacks, m);
	bus_audit_changed(m->bus);
	manager_posture_audited(m);
	manager_history_audited(m);
}

static struct screens_settings screens_settings(const struct manager *m)
{
	return (struct screens_settings){
		.x11_display = display_x11(m->display),
		.x11_authority = display_xauthority(m->display),
		.wayland = display_wayland(m->display) != NULL,
	};
}

void manager_audit_settle(struct manager *m)
{
	struct screens_settings settings;

	if (!m->screens) {
		return; /* still being made */
	}
	settings = screens_settings(m);
	screens_configure(m->screens, &settings);
	if (account(m)) {
		manager_audit_run(m);
	}
	manager_posture_look(m);
}

static void on_screens_changed(void *userdata)
{
	struct manager *m = userdata;

	manager_tick(m); /* what was up to now is accounted by what was on up to now */
	follow_profile(m);
	manager_audit_run(m);
	manager_posture_look(m);
}

int manager_audit_open(struct manager *m)
{
	static const struct screens_options options = { .settle = 0 };
	struct screens_settings settings = screens_settings(m);
	int r = screens_new(&m->screens, m->event, &options, &settings, on_screens_changed, m);

	if (r < 0) {
		return r;
	}
	follow_profile(m);
	(void) account(m);
	manager_audit_run(m);
	return 0;
}

void manager_audit_health(const struct manager *m, struct health *ret)
{
	*ret = (struct health){ .name = "desk", .level = HEALTH_OK };
	audits_say(m->audits, ret->text, sizeof(ret->text));
}

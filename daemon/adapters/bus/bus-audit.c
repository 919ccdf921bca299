#include "adapters/bus/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/audit-text.h"
#include "log.h"

#define ANSWER_REASON 256

static struct bus_audit view_now(struct bus *b)
{
	struct bus_audit view = { .profile = "" };

	b->ops->audit(&view, b->userdata);
	return view;
}

/* ---- entries of dictionaries ---- */

int bus_entry_basic(sd_bus_message *m, const char *key, char type, const void *value)
{
	const char signature[] = { type, '\0' };
	int r = sd_bus_message_open_container(m, 'e', "sv");

	if (r >= 0) {
		r = sd_bus_message_append_basic(m, 's', key);
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'v', signature);
	}
	if (r >= 0) {
		r = sd_bus_message_append_basic(m, type, value);
	}
	if (r >= 0) {
		r = sd_bus_message_close_container(m);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

int bus_entry_text(sd_bus_message *m, const char *key, const char *value)
{
	char buf[BUS_TEXT_MAX];

	return bus_entry_basic(m, key, 's', bus_text(value, buf, sizeof(buf)));
}

int bus_entry_double(sd_bus_message *m, const char *key, double value)
{
	return isfinite(value) ? bus_entry_basic(m, key, 'd', &value) : 0;
}

/* ---- properties ---- */

/* In the order of the enum: PropertiesChanged names them. */
static const char *const property_names[BUS_AUDIT_PROPERTIES_N] = {
	[BUS_AUDIT_MONITORS_FROM] = "MonitorsFrom",
	[BUS_AUDIT_MONITORS] = "Monitors",
	[BUS_AUDIT_FINDINGS] = "Findings",
	[BUS_AUDIT_OVERALL] = "Overall",
	[BUS_AUDIT_PROFILE] = "Profile",
};

static int property_get(sd_bus *bus, const char *path, const char *interface, const char *property,
			sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	const struct bus_audit view = view_now(userdata);
	int which = 0;

	(void) bus;
	(void) path;
	(void) interface;
	(void) error;
	while (which < BUS_AUDIT_PROPERTIES_N && strcmp(property_names[which], property) != 0) {
		which++;
	}
	switch (which) {
	case BUS_AUDIT_MONITORS_FROM:
		return bus_append_text(reply, monitor_backend_to_string(view.monitors->backend));
	case BUS_AUDIT_MONITORS:
		return bus_append_monitors(reply, &view);
	case BUS_AUDIT_FINDINGS:
		return bus_append_findings(reply, &view);
	case BUS_AUDIT_OVERALL:
		return bus_append_text(reply, severity_to_string(view.audit->overall));
	case BUS_AUDIT_PROFILE:
		return bus_append_text(reply, view.profile);
	default:
		return sd_bus_message_append_basic(reply, 't', &view.laptop_only_today);
	}
}

static uint64_t monitor_fingerprint(uint64_t hash, const struct monitor *m)
{
	const int64_t numbers[] = { m->internal,   m->primary,  m->positioned, m->x,
				    m->y,          m->width_px, m->height_px,  m->rotation,
				    m->reflected,  m->outputs,  m->size.width, m->size.height,
				    m->size_source };

	hash = bus_hash_string(bus_hash_string(hash, m->output), m->vendor);
	hash = bus_hash_string(bus_hash_string(hash, m->model), m->serial);
	hash = bus_hash(hash, numbers, sizeof(numbers));
	for (size_t s = 0; s < _SIZE_SOURCE_MAX; s++) {
		const int64_t told[] = { m->told[s].width, m->told[s].height, m->doubt[s] };

		hash = bus_hash(hash, told, sizeof(told));
	}
	return hash;
}

/* Not of the time, which changes all the time. */
static uint64_t monitors_fingerprint(const struct bus_audit *view)
{
	uint64_t hash = BUS_HASH_START;

	for (size_t i = 0; i < view->monitors->n; i++) {
		double share = bus_monitor_share(view, i);

		hash = monitor_fingerprint(hash, &view->monitors->m[i]);
		hash = bus_hash(hash, &share, sizeof(share));
	}
	return hash;
}

size_t bus_audit_props_changed(struct bus *b, const char *names[static BUS_AUDIT_PROPERTIES_N + 1])
{
	const struct bus_audit view = view_now(b);
	const uint64_t now[BUS_AUDIT_PROPERTIES_N] = {
		[BUS_AUDIT_MONITORS_FROM] = view.monitors->backend,
		[BUS_AUDIT_MONITORS] = monitors_fingerprint(&view),
		[BUS_AUDIT_FINDINGS] = bus_findings_fingerprint(&view),
		[BUS_AUDIT_OVERALL] = view.audit->overall,
		[BUS_AUDIT_PROFILE] = bus_hash_string(BUS_HASH_START, view.profile),
	};
	size_t n = 0;

	for (size_t i = 0; i < BUS_AUDIT_PROPERTIES_N; i++) {
		if (now[i] != b->audit_sent[i]) {
			b->audit_sent[i] = now[i];
			names[n++] = property_names[i];
		}
	}
	names[n] = NULL;
	return n;
}

/* ---- signals ---- */

static void check_emitted(int r)
{
	if (r < 0) {
		(void) log_debug_errno(r, "session bus: no signal of a finding: %m");
	}
}

void bus_finding_appeared(struct bus *b, const struct bus_audit *view, const struct finding *f)
{
	char said[AUDIT_TEXT_MAX], text[AUDIT_TEXT_MAX], moved[AUDIT_TEXT_MAX],
		correction[AUDIT_TEXT_MAX], name[MONITOR_NAME_MAX];
	const struct audit *a = view->audit;

	(void) finding_say(a, f, view->unit, said);
	(void) correction_say(a, f, view->unit, moved);
	check_emitted(sd_bus_emit_signal(
		b->bus, WIRE_PATH, WIRE_AUDIT, "FindingAppeared", "ssssss", rule_to_string(f->rule),
		bus_text(f->monitor >= 0 ? a->view[f->monitor].name : "", name, sizeof(name)),
		posture_to_string(f->posture), severity_to_string(f->severity),
		bus_text(said, text, sizeof(text)),
		bus_text(moved, correction, sizeof(correction))));
}

void bus_finding_gone(struct bus *b, enum rule rule, const char *monitor, enum posture posture)
{
	char name[MONITOR_NAME_MAX];

	check_emitted(sd_bus_emit_signal(
		b->bus, WIRE_PATH, WIRE_AUDIT, "FindingGone", "sss", rule_to_string(rule),
		bus_text(monitor, name, sizeof(name)), posture_to_string(posture)));
}

/* ---- methods ---- */

static int method_get_setup(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct bus *b = userdata;
	char *setup = malloc(SETUP_TEXT_MAX);
	char *clean = malloc(SETUP_TEXT_MAX);
	int r = setup && clean ? b->ops->setup(setup, SETUP_TEXT_MAX, b->userdata) : -ENOMEM;

	if (r >= 0) {
		r = sd_bus_reply_method_return(m, "s", bus_text(setup, clean, SETUP_TEXT_MAX));
	} else {
		r = sd_bus_error_set_errno(error, r);
	}
	free(setup);
	free(clean);
	return r;
}

static int method_answer(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	char reason[ANSWER_REASON] = "", buf[ANSWER_REASON];
	struct bus *b = userdata;
	const char *word;
	int answer, r = sd_bus_message_read_basic(m, 's', &word);

	if (r < 0) {
		return r;
	}
	answer = posture_answer_from_string(word);
	if (answer < 0) {
		return sd_bus_error_set(error, WIRE_ERROR_INVALID_ARGUMENT,
					"answer must be \"done\" or \"tomorrow\"");
	}
	r = b->ops->answer((enum posture_answer) answer, reason, sizeof(reason), b->userdata);
	if (r == -EBUSY) {
		return sd_bus_error_set(error, WIRE_ERROR_NOT_POSSIBLE,
					bus_text(reason, buf, sizeof(buf)));
	}
	return r < 0 ? sd_bus_error_set_errno(error, r) : sd_bus_reply_method_return(m, NULL);
}

/* ---- the interface ---- */

#define SIGNALLED SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE

const sd_bus_vtable bus_audit_vtable[] = {
	SD_BUS_VTABLE_START(0),

	SD_BUS_PROPERTY("MonitorsFrom", "s", property_get, 0, SIGNALLED),
	SD_BUS_PROPERTY("Monitors", "aa{sv}", property_get, 0, SIGNALLED),
	SD_BUS_PROPERTY("Findings", "aa{sv}", property_get, 0, SIGNALLED),
	SD_BUS_PROPERTY("Overall", "s", property_get, 0, SIGNALLED),
	SD_BUS_PROPERTY("Profile", "s", property_get, 0, SIGNALLED),
	SD_BUS_PROPERTY("LaptopOnlyToday", "t", property_get, 0, 0),

	SD_BUS_METHOD_WITH_ARGS("GetSetup", SD_BUS_NO_ARGS, SD_BUS_RESULT("s", setup),
				method_get_setup, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Answer", SD_BUS_ARGS("s", answer), SD_BUS_NO_RESULT, method_answer,
				SD_BUS_VTABLE_UNPRIVILEGED),

	SD_BUS_SIGNAL_WITH_ARGS("FindingAppeared",
				SD_BUS_ARGS("s", rule, "s", monitor, "s", posture, "s", severity,
					    "s", text, "s", correction),
				0),
	SD_BUS_SIGNAL_WITH_ARGS("FindingGone", SD_BUS_ARGS("s", rule, "s", monitor, "s", posture),
				0),
	SD_BUS_VTABLE_END,
};

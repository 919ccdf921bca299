/* org.ergod1.Audit: what was found, a dictionary a finding; the numbers as they are, the texts for people. */
#include "adapters/bus/internal.h"
#include "ergo/audit-text.h"

enum { TEXTS = 10 };

/* A finding as it is told: key and value of its texts. */
struct row {
	const char *key[TEXTS], *value[TEXTS];
	char text[AUDIT_TEXT_MAX], correction[AUDIT_TEXT_MAX];
};

static const char *name_of(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? a->view[monitor].name : "";
}

static void make_row(const struct bus_audit *view, const struct finding *f, struct row *ret)
{
	const struct audit *a = view->audit;
	const struct rule_info *info = rule_info(f->rule);
	const char *const texts[TEXTS][2] = {
		{ "rule", rule_to_string(f->rule) },
		{ "monitor", name_of(a, f->monitor) },
		{ "other", name_of(a, f->other) },
		{ "posture", posture_to_string(f->posture) },
		{ "severity", severity_to_string(f->severity) },
		{ "after", severity_to_string(f->after) },
		{ "unit", unit_to_string(info->unit) },
		{ "source", info->source },
		{ "text", finding_say(a, f, view->unit, ret->text) },
		{ "correction", correction_say(a, f, view->unit, ret->correction) },
	};

	for (size_t i = 0; i < TEXTS; i++) {
		ret->key[i] = texts[i][0];
		ret->value[i] = texts[i][1];
	}
}

static int append_names(sd_bus_message *m, unsigned quantities)
{
	int r = sd_bus_message_open_container(m, 'a', "s");

	for (enum quantity q = 0; r >= 0 && q < _QUANTITY_MAX; q++) {
		if (quantities & 1u << q) {
			r = sd_bus_message_append_basic(m, 's', quantity_to_string(q));
		}
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

static int append_estimated(sd_bus_message *m, unsigned estimated)
{
	int r = sd_bus_message_open_container(m, 'e', "sv");

	if (r >= 0) {
		r = sd_bus_message_append_basic(m, 's', "estimated");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'v', "as");
	}
	if (r >= 0) {
		r = append_names(m, estimated);
	}
	if (r >= 0) {
		r = sd_bus_message_close_container(m);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

static int append_finding(sd_bus_message *m, const struct bus_audit *view, const struct finding *f)
{
	int r = sd_bus_message_open_container(m, 'a', "{sv}");
	struct row row;

	make_row(view, f, &row);
	for (size_t i = 0; r >= 0 && i < TEXTS; i++) {
		r = bus_entry_text(m, row.key[i], row.value[i]);
	}
	if (r >= 0) {
		r = bus_entry_double(m, "measured", f->measured);
	}
	if (r >= 0) {
		r = bus_entry_double(m, "limit", f->limit);
	}
	if (r >= 0) {
		r = append_estimated(m, f->estimated);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

int bus_append_findings(sd_bus_message *m, const struct bus_audit *view)
{
	int r = sd_bus_message_open_container(m, 'a', "a{sv}");

	for (size_t i = 0; r >= 0 && i < view->audit->findings.n; i++) {
		r = append_finding(m, view, &view->audit->findings.f[i]);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

uint64_t bus_findings_fingerprint(const struct bus_audit *view)
{
	uint64_t hash = BUS_HASH_START;
	struct row row;

	for (size_t i = 0; i < view->audit->findings.n; i++) {
		const struct finding *f = &view->audit->findings.f[i];

		make_row(view, f, &row);
		for (size_t k = 0; k < TEXTS; k++) {
			hash = bus_hash_string(hash, row.value[k]);
		}
		hash = bus_hash(hash, &f->measured, sizeof(f->measured));
		hash = bus_hash(hash, &f->limit, sizeof(f->limit));
		hash = bus_hash(hash, &f->estimated, sizeof(f->estimated));
	}
	return hash;
}

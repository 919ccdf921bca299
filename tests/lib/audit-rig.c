#include "audit-rig.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define MM(v) ((length_t) (10 * (v)))

struct monitor *audit_rig_connect(struct audit_rig *r, const char *output, const char *model)
{
	int x = 0;

	for (size_t i = 0; i < r->monitors.n; i++) {
		int right = r->monitors.m[i].x + (int) r->monitors.m[i].width_px;
		x = right > x ? right : x;
	}
	assert_true(r->monitors.n < MONITORS_MAX);
	struct monitor *m = &r->monitors.m[r->monitors.n++];
	*m = (struct monitor){
		.positioned = true,
		.x = x,
		.width_px = 1920,
		.height_px = 1080,
		.outputs = 1,
		.size = { 531, 299 },
		.size_source = SIZE_EDID_TIMING,
	};
	(void) snprintf(m->output, sizeof(m->output), "%s", output);
	(void) snprintf(m->model, sizeof(m->model), "%s", model);
	return m;
}

struct monitor *audit_rig_connect_laptop(struct audit_rig *r)
{
	struct monitor *m = audit_rig_connect(r, "eDP-1", "");

	m->internal = true;
	m->height_px = 1200;
	m->size = (struct size_mm){ 302, 188 };
	return m;
}

struct monitor_setup *audit_rig_setup(struct audit_rig *r, const char *name)
{
	struct monitor_setup *s = r->config.monitor;

	for (; s < r->config.monitor + r->config.monitors_n; s++) {
		if (strcmp(s->name, name) == 0) {
			return s;
		}
	}
	assert_true(r->config.monitors_n < CONFIG_MONITORS_MAX);
	r->config.monitors_n++;
	*s = (struct monitor_setup){
		.image_bottom = MEASURE_UNSET,
		.distance = MEASURE_UNSET,
		.tilt = MEASURE_UNSET,
		.yaw = MEASURE_UNSET,
		.width = MEASURE_UNSET,
		.height = MEASURE_UNSET,
		.diagonal = MEASURE_UNSET,
	};
	(void) snprintf(s->name, sizeof(s->name), "%s", name);
	return s;
}

struct monitor_setup *audit_rig_place(struct audit_rig *r, const char *name)
{
	struct monitor_setup *s = audit_rig_setup(r, name);

	s->image_bottom = MM(181);
	s->distance = MM(650);
	s->tilt = 0;
	s->yaw = 0;
	s->text_size = (struct text_size){ TEXT_MM, 40 };
	return s;
}

void audit_rig_init(struct audit_rig *r)
{
	memset(r, 0, sizeof(*r));
	config_defaults(&r->config);
	r->config.user_stature = MM(1700);
	r->config.user_eye_height = MM(1200);
	r->config.user_elbow_height = MM(740);
	r->config.desk_height = MM(720);
	r->config.chair_seat_height = MM(440);
	r->config.keyboard_height = MM(20);
	r->monitors.backend = BACKEND_X11;
	audit_rig_connect(r, "DP-1", "DELL U2412M")->primary = true;
	(void) audit_rig_place(r, "DP-1");
}

/* ---- findings ---- */

static bool may_be_nan(const struct finding *f)
{
	return f->rule == RULE_UNKNOWN || f->rule == RULE_LAPTOP_ONLY;
}

/* As the header of the audit has it: worst first; then by monitor; then by rule. */
static bool in_order(const struct finding *a, const struct finding *b)
{
	if (a->severity != b->severity) {
		return a->severity > b->severity;
	}
	return a->monitor != b->monitor ? a->monitor < b->monitor : a->rule <= b->rule;
}

void audit_rig_assert_sane(const struct audit *a)
{
	assert_true(a->findings.n <= FINDINGS_MAX);
	assert_int_equal(a->overall, a->findings.n > 0 ? a->findings.f[0].severity : SEVERITY_OK);
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		assert_true(f->rule < _RULE_MAX && f->posture < _POSTURE_MAX);
		assert_true(f->severity > SEVERITY_OK && f->severity <= SEVERITY_HIGH);
		assert_in_range(f->monitor + 1, 0, a->n);
		assert_in_range(f->other + 1, 0, a->n);
		assert_true(isfinite(f->measured) || (isnan(f->measured) && may_be_nan(f)));
		assert_true(isfinite(f->limit) || (isnan(f->limit) && f->rule == RULE_UNKNOWN));
		assert_true(i == 0 || in_order(f - 1, f));
	}
}

const struct audit *audit_rig_evaluate(struct audit_rig *r)
{
	audit_evaluate(&(struct audit_input){ &r->monitors, &r->config, r->exposure }, &r->audit);
	audit_rig_assert_sane(&r->audit);
	return &r->audit;
}

const struct finding *audit_rig_find(const struct audit *a, enum rule rule, int monitor,
				     enum posture posture)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		if (f->rule == rule && f->monitor == monitor && f->posture == posture) {
			return f;
		}
	}
	return NULL;
}

enum severity audit_rig_severity(const struct audit *a, enum rule rule, int monitor)
{
	const struct finding *f = audit_rig_find(a, rule, monitor, POSTURE_SITTING);

	return f ? f->severity : SEVERITY_OK;
}

void audit_rig_assert_near(double got, double want, double within, const char *file, int line)
{
	if (!(fabs(got - want) <= within)) {
		print_error("%.9g is not %.9g to %g\n", got, want, within);
		_fail(file, line);
	}
}

/* `ergoctl audit --json`: what scripts hold on to. */
#include <math.h>

#include "audit-show.h"
#include "output.h"

static struct json_object *quantities_json(unsigned mask)
{
	struct json_object *a = json_object_new_array();

	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		if (mask & 1u << q) {
			(void) json_object_array_add(a, json_text(quantity_to_string(q)));
		}
	}
	return a;
}

static struct json_object *number_or_null(unsigned n)
{
	return n ? json_count(n) : NULL;
}

/* The angles of one posture; NAN where they are not known. */
static void add_angles(struct json_object *o, const struct monitor_view *v, enum posture p)
{
	const struct angles *a = &v->angles[p];
	bool known = v->known[p];

	json_add(o, "top_deg", known ? json_real(a->top, 2) : NULL);
	json_add(o, "centre_deg", known ? json_real(a->centre, 2) : NULL);
	json_add(o, "bottom_deg", known ? json_real(a->bottom, 2) : NULL);
	json_add(o, "incidence_deg", known ? json_real(a->incidence, 2) : NULL);
}

static struct json_object *view_json(const struct monitor_view *v)
{
	struct json_object *o = json_object_new_object(), *standing = NULL;
	const struct monitor *m = v->monitor;

	json_add(o, "output", m ? json_text(m->output) : NULL);
	json_add(o, "model", m ? json_word(m->model) : NULL);
	json_add(o, "name", json_text(v->name));
	json_add(o, "connected", json_object_new_boolean(m != NULL));
	json_add(o, "internal", m ? json_object_new_boolean(m->internal) : NULL);
	json_add(o, "role", json_text(role_to_string(v->role)));
	json_add(o, "share_percent", json_real(v->share, 1));
	json_add(o, "width_mm", json_real(v->width, 1));
	json_add(o, "height_mm", json_real(v->height, 1));
	json_add(o, "size_source", json_text(size_source_to_string(v->size_source)));
	json_add(o, "width_px", m ? number_or_null(m->width_px) : NULL);
	json_add(o, "height_px", m ? number_or_null(m->height_px) : NULL);
	json_add(o, "distance_mm", json_real(v->distance, 1));
	json_add(o, "image_bottom_mm", json_real(v->image_bottom, 1));
	json_add(o, "tilt_deg", json_real(v->tilt, 1));
	add_angles(o, v, POSTURE_SITTING);
	json_add(o, "yaw_deg", json_real(v->yaw, 1));
	json_add(o, "half_width_deg", json_real(v->half_width, 2));
	json_add(o, "text_arcmin", json_real(v->arcmin, 1));
	if (v->known[POSTURE_STANDING]) {
		standing = json_object_new_object();
		add_angles(standing, v, POSTURE_STANDING);
	}
	json_add(o, "standing", standing);
	json_add(o, "estimated", quantities_json(v->estimated));
	json_add(o, "missing", quantities_json(v->missing));
	return o;
}

static struct json_object *name_json(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? json_text(a->view[monitor].name) : NULL;
}

static struct json_object *finding_json(const struct show *s, const struct finding *f)
{
	struct json_object *o = json_object_new_object();
	const struct rule_info *info = rule_info(f->rule);
	char text[AUDIT_TEXT_MAX];

	json_add(o, "rule", json_text(rule_to_string(f->rule)));
	json_add(o, "monitor", name_json(s->audit, f->monitor));
	json_add(o, "other", name_json(s->audit, f->other));
	json_add(o, "posture", json_text(posture_to_string(f->posture)));
	json_add(o, "severity", json_text(severity_to_string(f->severity)));
	json_add(o, "measured", json_real(f->measured, 2));
	json_add(o, "limit", json_real(f->limit, 2));
	json_add(o, "unit", json_text(unit_to_string(info->unit)));
	json_add(o, "text", json_text(finding_say(s->audit, f, s->unit, text)));
	json_add(o, "correction", json_text(correction_say(s->audit, f, s->unit, text)));
	json_add(o, "after", json_text(severity_to_string(f->after)));
	json_add(o, "source", json_text(info->source));
	json_add(o, "estimated", quantities_json(f->estimated));
	return o;
}

/* In which unit .amount and .target are; NULL: the move has neither. */
static const char *move_unit(enum move_kind kind)
{
	switch (kind) {
	case MOVE_HEIGHT:
	case MOVE_DISTANCE:
	case MOVE_RISER:
	case MOVE_DESK:
	case MOVE_SEAT:
	case MOVE_FOOTREST:
		return unit_to_string(UNIT_MM);
	case MOVE_TILT:
	case MOVE_YAW:
		return unit_to_string(UNIT_DEG);
	case MOVE_TEXT:
		return unit_to_string(UNIT_PERCENT);
	case MOVE_NONE:
	case MOVE_MIDDLE:
	case MOVE_KEYBOARD:
	case MOVE_MEASURE:
	case MOVE_SWAP:
	case _MOVE_KIND_MAX:
		break;
	}
	return NULL;
}

static struct json_object *move_json(const struct show *s, const struct move *m)
{
	struct json_object *o = json_object_new_object();
	const char *unit = move_unit(m->kind);
	char text[AUDIT_TEXT_MAX];

	json_add(o, "move", json_text(move_kind_to_string(m->kind)));
	json_add(o, "monitor", name_json(s->audit, m->monitor));
	json_add(o, "posture", json_text(posture_to_string(m->posture)));
	json_add(o, "amount", unit ? json_real(m->amount, 1) : NULL);
	json_add(o, "target", unit ? json_real(m->target, 1) : NULL);
	json_add(o, "unit", unit ? json_text(unit) : NULL);
	json_add(o, "measure", quantities_json(m->measure));
	json_add(o, "text", json_text(move_say(s->audit, m, s->unit, text)));
	return o;
}

/* How many there are of each, and the worst. */
static struct json_object *counts_json(const struct findings *f)
{
	struct json_object *o = json_object_new_object();
	unsigned count[_SEVERITY_MAX] = {};
	enum severity overall = SEVERITY_OK;

	findings_count(f, count);
	for (enum severity s = SEVERITY_HIGH; s > SEVERITY_OK; s--) {
		json_add(o, severity_to_string(s), json_count(count[s]));
		overall = count[s] && s > overall ? s : overall;
	}
	json_add(o, "overall", json_text(severity_to_string(overall)));
	return o;
}

struct json_object *show_json(const struct show *s)
{
	struct json_object *o = json_object_new_object(), *views = json_object_new_array(),
			   *findings = json_object_new_array(), *plan = json_object_new_array();
	const struct audit *a = s->audit;

	for (size_t i = 0; i < a->n; i++) {
		(void) json_object_array_add(views, view_json(&a->view[i]));
	}
	for (size_t i = 0; i < a->findings.n; i++) {
		(void) json_object_array_add(findings, finding_json(s, &a->findings.f[i]));
	}
	for (size_t i = 0; i < a->moves_n; i++) {
		(void) json_object_array_add(plan, move_json(s, &a->move[i]));
	}
	json_add(o, "overall", json_text(severity_to_string(a->overall)));
	json_add(o, "counts", counts_json(&a->findings));
	json_add(o, "backend", json_text(monitor_backend_to_string(s->data->monitors.backend)));
	json_add(o, "profile", json_word(s->data->profile));
	json_add(o, "laptop_only", json_object_new_boolean(a->laptop_only));
	json_add(o, "laptop_only_today_seconds", json_seconds(s->data->exposure.laptop_only_today));
	json_add(o, "monitors", views);
	json_add(o, "findings", findings);
	json_add(o, "plan", plan);
	json_add(o, "after", counts_json(&a->findings_after));
	json_add(o, "rosa", s->rosa ? rosa_json(s->rosa) : NULL);
	return o;
}

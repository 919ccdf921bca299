/* `ergoctl audit --explain RULE`: what a rule looks at, its limits, where they come from. */
#include <math.h>
#include <string.h>

#include "audit-show.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

const char *const *rule_names(void)
{
	static const char *names[_RULE_MAX + 1];

	for (enum rule r = 0; r < _RULE_MAX; r++) {
		names[r] = rule_to_string(r);
	}
	return names;
}

/* ---- limits ---- */

/* "2.5 cm", "-20 degrees": an edge in the unit of its rule. */
static void add_value(struct text *t, double v, enum unit unit, enum length_unit length)
{
	char buf[MEASURE_STRING_MAX];

	switch (unit) {
	case UNIT_MM:
		text_add(t, "%s%s", v < 0 ? "-" : "",
			 length_say(buf, sizeof(buf), fabs(v), length));
		break;
	case UNIT_DEG:
		text_add(t, _("%.4g degrees"), v);
		break;
	case UNIT_ARCMIN:
		text_add(t, _("%.4g arc minutes"), v);
		break;
	case UNIT_PERCENT:
		text_add(t, "%.4g %%", v);
		break;
	case UNIT_HOURS:
		text_add(t, _("%.4g hours"), v);
		break;
	case UNIT_NONE:
	case _UNIT_MAX:
		text_add(t, "%.4g", v);
		break;
	}
}

/* "0 to 20 degrees", "up to 5 degrees": the unit stands once. */
static void add_band(struct text *t, const struct band *b, enum unit unit, enum length_unit length)
{
	struct text low = {}, high = {};

	if (isfinite(b->low) && isfinite(b->high) && unit != UNIT_MM) {
		text_add(&low, "%.4g", b->low);
	} else if (isfinite(b->low)) {
		add_value(&low, b->low, unit, length);
	}
	if (isfinite(b->high)) {
		add_value(&high, b->high, unit, length);
	}
	if (low.n && high.n) {
		text_add(t, _("%s to %s"), low.s, high.s);
	} else if (high.n) {
		text_add(t, _("up to %s"), high.s);
	} else if (low.n) {
		text_add(t, _("from %s on"), low.s);
	} else {
		text_add(t, _("all else"));
	}
}

static bool band_is_empty(const struct band *b)
{
	return !(b->low <= b->high);
}

static bool bands_equal(const struct band *a, const struct band *b)
{
	return a->low == b->low && a->high == b->high;
}

/* How bad what is in which band: the narrower ones come first. */
static void print_bands(const struct rule_info *info, enum length_unit length)
{
	const struct band *const bands[] = { &info->ok, &info->note, &info->caution };
	const struct band *last = NULL;

	for (size_t i = 0; i < ELEMENTSOF(bands); i++) {
		struct text t = {};

		if (band_is_empty(bands[i]) || (last && bands_equal(bands[i], last))) {
			continue;
		}
		add_band(&t, bands[i], info->unit, length);
		if (last) {
			out_line(severity_tone(SEVERITY_OK + i), severity_words(SEVERITY_OK + i),
				 _("else %s"), t.s);
		} else {
			out_line(severity_tone(SEVERITY_OK + i), severity_words(SEVERITY_OK + i),
				 "%s", t.s);
		}
		last = bands[i];
		if (!isfinite(last->low) && !isfinite(last->high)) {
			return; /* nothing is outside */
		}
	}
	if (last) {
		out_line(TONE_BAD, severity_words(SEVERITY_HIGH), _("beyond"));
	}
}

/* ---- how it is now ---- */

static double side(const struct monitor_view *v, enum role role)
{
	return v->role == role ? v->yaw : (double) NAN;
}

/* What the rule measures of a screen; NAN: nothing, or not of this one. */
static double measured(const struct audit *a, const struct monitor_view *v, enum rule rule,
		       enum posture p)
{
	const struct angles *at = &v->angles[p];
	bool sitting = p == POSTURE_SITTING;

	switch ((int) rule) {
	case RULE_TOP_EDGE:
		return v->known[p] && !a->body.multifocal ? at->top : (double) NAN;
	case RULE_TOP_EDGE_MULTIFOCAL:
		return v->known[p] && a->body.multifocal ? at->top_height - a->body.eye[p].mm
							 : (double) NAN;
	case RULE_CENTRE:
		return v->known[p] ? at->centre : (double) NAN;
	case RULE_BOTTOM_EDGE:
		return v->known[p] ? at->bottom : (double) NAN;
	case RULE_INCIDENCE:
		return v->known[p] ? at->incidence : (double) NAN;
	case RULE_DISTANCE:
		return sitting ? v->distance : (double) NAN;
	case RULE_HALF_WIDTH:
		return sitting ? v->half_width : (double) NAN;
	case RULE_YAW_PRIMARY:
		return sitting ? side(v, ROLE_PRIMARY) : (double) NAN;
	case RULE_YAW_EQUAL:
		return sitting ? side(v, ROLE_EQUAL) : (double) NAN;
	case RULE_YAW_SECONDARY:
		return sitting ? side(v, ROLE_SECONDARY) : (double) NAN;
	case RULE_TILT:
		return sitting ? v->tilt : (double) NAN;
	case RULE_TEXT_HEIGHT:
		return sitting ? v->arcmin : (double) NAN;
	default:
		return (double) NAN;
	}
}

static const struct finding *find(const struct audit *a, enum rule rule, int monitor,
				  enum posture p)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];

		if (f->rule == rule && f->monitor == monitor && f->posture == p) {
			return f;
		}
	}
	return NULL;
}

/* One fact of the present desk: a value, or a finding, or both. */
struct fact {
	const char *name;  /* of the screen; NULL: the desk */
	const char *other; /* the second one of a pair; NULL: none */
	enum posture posture;
	double value; /* NAN: none */
	const struct finding *finding;
};

#define FACTS_MAX (MONITORS_MAX * _POSTURE_MAX)

static const char *view_name(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? a->view[monitor].name : NULL;
}

/* Whether the rule compares two screens, or judges no single one: then findings alone tell. */
static bool of_findings(enum rule rule)
{
	return rule >= RULE_TOPS_DIFFER;
}

static size_t collect(const struct audit *a, enum rule rule, struct fact facts[static FACTS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; of_findings(rule) && i < a->findings.n && n < FACTS_MAX; i++) {
		const struct finding *f = &a->findings.f[i];

		if (f->rule == rule) {
			facts[n++] =
				(struct fact){ view_name(a, f->monitor), view_name(a, f->other),
					       f->posture, f->measured, f };
		}
	}
	for (enum posture p = 0; !of_findings(rule) && p < _POSTURE_MAX; p++) {
		for (size_t i = 0; i < a->n; i++) {
			double v = measured(a, &a->view[i], rule, p);

			if (isfinite(v)) {
				facts[n++] = (struct fact){ a->view[i].name, NULL, p, v,
							    find(a, rule, (int) i, p) };
			}
		}
	}
	return n;
}

static void print_fact(const struct fact *f, const struct rule_info *info, enum length_unit length)
{
	enum severity severity = f->finding ? f->finding->severity : SEVERITY_OK;
	struct text of = {}, what = {}, value = {};

	if (f->name && f->other) {
		text_add(&of, _("%s and %s"), f->name, f->other);
	} else {
		text_add(&of, "%s", f->name ?: _("desk"));
	}
	if (f->posture == POSTURE_STANDING) {
		list_add(&of, _("standing"));
	}
	if (isfinite(f->value)) {
		/* a tenth tells on which side of a limit it is */
		add_value(&value, info->unit == UNIT_MM ? f->value : round(f->value * 10) / 10,
			  info->unit, length);
		text_add(&what, Q_("screen, what of it", "%s: %s"), of.s, value.s);
	} else {
		text_add(&what, "%s", of.s);
	}
	list_add(&what, severity_words(severity));
	out_line(severity_tone(severity), _("now"), "%s", what.s);
}

static struct json_object *band_json(const struct band *b)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "low", json_real(b->low, 2));
	json_add(o, "high", json_real(b->high, 2));
	return o;
}

static void print_json(const struct rule_info *info, const struct fact *facts, size_t n)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *now = json_object_new_array();

	for (size_t i = 0; i < n; i++) {
		struct json_object *f = json_object_new_object();
		const struct finding *finding = facts[i].finding;

		json_add(f, "monitor", facts[i].name ? json_text(facts[i].name) : NULL);
		json_add(f, "other", facts[i].other ? json_text(facts[i].other) : NULL);
		json_add(f, "posture", json_text(posture_to_string(facts[i].posture)));
		json_add(f, "measured", json_real(facts[i].value, 2));
		json_add(f, "severity",
			 json_text(severity_to_string(finding ? finding->severity : SEVERITY_OK)));
		(void) json_object_array_add(now, f);
	}
	json_add(o, "rule", json_text(rule_to_string(info->rule)));
	json_add(o, "title", json_text(rule_title(info->rule)));
	json_add(o, "why", json_text(rule_why(info->rule)));
	json_add(o, "unit", json_text(unit_to_string(info->unit)));
	json_add(o, "ok", band_json(&info->ok));
	json_add(o, "note", band_json(&info->note));
	json_add(o, "caution", band_json(&info->caution));
	json_add(o, "source", json_text(info->source));
	json_add(o, "now", now);
	json_print(o, true);
}

/* ---- the option ---- */

static int find_rule(const char *name, enum rule *ret)
{
	int r = rule_from_string(name);
	struct text all = {};
	const char *near;

	if (r >= 0) {
		*ret = r;
		return EXIT_DONE;
	}
	for (enum rule i = 0; i < _RULE_MAX; i++) {
		list_add(&all, rule_to_string(i));
	}
	near = nearest(name, rule_names(), _RULE_MAX);
	if (near) {
		return usage_error(
			"audit",
			_("there is no rule \"%s\"; did you mean \"%s\"?; all of them: %s"), name,
			near, all.s);
	}
	return usage_error("audit", _("there is no rule \"%s\"; all of them: %s"), name, all.s);
}

/* Files are asked for and must be there; the daemon may be away, without a word. */
static int load(const struct args *args, struct audit_data **ret)
{
	_cleanup_(audit_data_freep) struct audit_data *d = NULL;
	_cleanup_(client_done) struct client c = {};

	if (args->set & (OPT(OPT_MONITORS) | OPT(OPT_CONFIG))) {
		return audit_data_load(args, ret);
	}
	d = calloc(1, sizeof(*d));
	if (d && client_open(&c) >= 0 && audit_data_ask(&c, 0, d) >= 0 &&
	    audit_data_ask_setup(&c, 0, d) >= 0) {
		*ret = TAKE_PTR(d);
	}
	return EXIT_DONE;
}

int explain_rule(const struct args *args)
{
	_cleanup_(audit_data_freep) struct audit_data *d = NULL;
	_cleanup_(freep) struct audit *a = NULL;
	enum length_unit unit = LENGTH_CM;
	const struct rule_info *info;
	struct fact facts[FACTS_MAX];
	enum rule rule;
	size_t n = 0;
	int r;

	if (args->set & (OPT(OPT_SVG) | OPT(OPT_EXIT_CODE))) {
		return usage_error("audit", _("--explain goes with neither --svg nor --exit-code"));
	}
	r = find_rule(args->value[OPT_EXPLAIN], &rule);
	if (r == EXIT_DONE) {
		r = load(args, &d);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	a = d ? audit_data_run(d) : NULL;
	if (a) {
		unit = d->config.units_length;
		n = collect(a, rule, facts);
	}
	info = rule_info(rule);
	if (args->set & OPT(OPT_JSON)) {
		print_json(info, facts, n);
		return EXIT_DONE;
	}
	out_line(TONE_PLAIN, _("rule"), "%s (%s)", rule_title(rule), rule_to_string(rule));
	put_wrapped(stdout, rule_why(rule));
	print_bands(info, unit);
	out_line(TONE_PLAIN, _("source"), "%s", tr(info->source));
	for (size_t i = 0; i < n; i++) {
		print_fact(&facts[i], info, unit);
	}
	return EXIT_DONE;
}

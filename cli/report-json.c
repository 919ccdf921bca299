/* `ergoctl report --json`: what scripts hold on to. */
#include <math.h>

#include "audit-show.h"
#include "cli.h"
#include "report-write.h"

static struct json_object *median_json(double v, unsigned decimals)
{
	return isfinite(v) ? json_real(v, decimals) : NULL;
}

static struct json_object *share_json(const struct diary_share *s)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "yes", json_count(s->yes));
	json_add(o, "told", json_count(s->told));
	return o;
}

static struct json_object *counts_json(const unsigned *n, int most, const char *(*word)(int) )
{
	struct json_object *o = json_object_new_object();

	for (int i = 0; i < most; i++) {
		const char *name = word(i);

		json_add(o, name && *name ? name : "not_told", json_count(n[i]));
	}
	return o;
}

static const char *class_name(int i)
{
	return diary_class_to_string((enum diary_class) i);
}

static const char *side_name(int i)
{
	return diary_side_to_string((enum diary_side) i);
}

static struct json_object *symptoms_json(const struct diary_summary *d)
{
	struct json_object *o = json_object_new_object();

	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		json_add(o, diary_symptom_to_string((enum diary_symptom) i),
			 share_json(&d->symptom[i]));
	}
	return o;
}

static void add_attacks(struct json_object *o, const struct diary_summary *d)
{
	json_add(o, "attacks", json_count(d->attacks));
	json_add(o, "intensity_median", median_json(d->intensity_median, 1));
	json_add(o, "intensity_max", median_json(d->intensity_max, 0));
	json_add(o, "duration_median_seconds", median_json(d->duration_median_s, 0));
	json_add(o, "sides", counts_json(d->side, _DIARY_SIDE_MAX, side_name));
	json_add(o, "side_locked", share_json(&d->side_locked));
	json_add(o, "woke_with", share_json(&d->woke_with));
	json_add(o, "started_in_neck", share_json(&d->started_in_neck));
	json_add(o, "neck_stiff", share_json(&d->neck_stiff));
	json_add(o, "worse_with_neck_movement", share_json(&d->worse_with_neck_movement));
	json_add(o, "symptoms", symptoms_json(d));
}

static struct json_object *diary_json(const struct diary_summary *d)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "recorded_days", json_count(d->recorded));
	json_add(o, "headache_days", json_count(d->headache_days));
	json_add(o, "headache_days_in_30",
		 median_json(diary_per_30(d->headache_days, d->recorded, d->days), 1));
	json_add(o, "neck_days", json_count(d->neck_days));
	json_add(o, "free_days", json_count(d->free_days));
	json_add(o, "rated_days", json_count(d->rated_days));
	json_add(o, "moderate_days", json_count(d->moderate_days));
	json_add(o, "severe_days", json_count(d->severe_days));
	add_attacks(o, d);
	json_add(o, "acute_medication_days", json_count(d->acute_days));
	json_add(o, "medication_days",
		 counts_json(d->medication_days, _DIARY_CLASS_MAX, class_name));
	json_add(o, "impact_days", json_count(d->impact_days));
	json_add(o, "missed_days", json_count(d->missed_days));
	json_add(o, "sleep_median_minutes", median_json(d->sleep_median_min, 0));
	json_add(o, "red_flags", json_count(d->red_flags));
	json_add(o, "events", json_count(d->events));
	return o;
}

static void add_exposure(struct json_object *o, const struct report_span *s)
{
	json_add(o, "days_recorded", json_count(s->recorded));
	json_add(o, "screen_seconds", json_seconds(s->screen_time));
	json_add(o, "screen_seconds_median", s->recorded ? json_seconds(s->median) : NULL);
	json_add(o, "longest_seconds", json_seconds(s->longest));
	json_add(o, "sessions", json_count(s->sessions));
	json_add(o, "sessions_over_30_minutes", json_count(s->over_30));
	json_add(o, "sessions_over_60_minutes", json_count(s->over_60));
	json_add(o, "breaks", tally_json(s->tally));
}

static struct json_object *span_json(const struct report *r, const struct report_span *s)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "first_day", past_day_json(s->first));
	json_add(o, "last_day", past_day_json(s->last));
	json_add(o, "days", json_count(s->days));
	add_exposure(o, s);
	json_add(o, "diary", r->diary.n ? diary_json(&s->diary) : NULL);
	return o;
}

static struct json_object *summary_json(const struct report *r)
{
	struct json_object *o = json_object_new_object(), *list = json_object_new_array();

	for (size_t i = 0; i < r->blocks; i++) {
		(void) json_object_array_add(list, span_json(r, &r->block[i]));
	}
	json_add(o, "blocks", list);
	json_add(o, "all", span_json(r, &r->all));
	return o;
}

static struct json_object *exposure_json(const struct report *r)
{
	struct json_object *list = json_object_new_array();

	for (int64_t d = r->first; d <= r->last; d++) {
		const struct report_day *day = &r->day[d - r->first];
		struct json_object *o;

		if (!day->recorded && day->sessions == 0) {
			continue;
		}
		o = json_object_new_object();
		json_add(o, "day", past_day_json(d));
		json_add(o, "screen_seconds", json_seconds(day->screen_time));
		json_add(o, "longest_seconds", json_seconds(day->longest));
		json_add(o, "sessions", json_count(day->sessions));
		json_add(o, "sessions_over_30_minutes", json_count(day->over_30));
		json_add(o, "sessions_over_60_minutes", json_count(day->over_60));
		(void) json_object_array_add(list, o);
	}
	return list;
}

/* ---- the workstation ---- */

static struct json_object *past_findings_json(const struct report *r)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding_record *f = ROW(&r->findings, struct finding_record, i);
		struct json_object *o = json_object_new_object();

		json_add(o, "rule", json_text(f->rule));
		json_add(o, "monitor", json_word(f->monitor));
		json_add(o, "severity", json_text(f->severity));
		json_add(o, "since", past_time_json(r->p, f->since));
		json_add(o, "until", past_time_json(r->p, f->until));
		(void) json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *changes_json(const struct report *r)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < r->changes.n; i++) {
		const struct change_record *c = ROW(&r->changes, struct change_record, i);
		struct json_object *o = json_object_new_object();

		json_add(o, "time", past_time_json(r->p, c->at));
		json_add(o, "key", json_text(c->key));
		json_add(o, "before", json_word(c->before));
		json_add(o, "after", json_word(c->after));
		(void) json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *workstation_json(const struct report *r)
{
	struct json_object *o = json_object_new_object();

	struct rosa_data rosa = r->rosa.rosa;
	struct show show = { .data = r->data,
			     .audit = r->audit,
			     .unit = r->data->config.units_length,
			     .rosa = &rosa };

	json_add(o, "audit", report_has_desk(r) ? show_json(&show) : NULL);
	json_add(o, "findings", past_findings_json(r));
	json_add(o, "changes", changes_json(r));
	shares_add_json(o, &r->shares, r->all.screen_time);
	return o;
}

/* ---- diary ---- */

/* As they are typed; only what was told. */
static void add_fields(struct json_object *o, const struct report *r, const struct diary_entry *e)
{
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		bool free_text = f->kind == FIELD_TEXT;
		char value[DIARY_VALUE_MAX];

		if (f->types & 1u << e->type && f->kind != FIELD_MOMENT &&
		    (!free_text || report_has(r, PART_NOTES)) && diary_field_told(e, f)) {
			json_add(o, f->name, json_text(diary_field_get(e, f, value)));
		}
	}
}

static struct json_object *entry_json(const struct report *r, const struct diary_entry *e)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "id", json_object_new_int64(e->id));
	json_add(o, "type", json_text(diary_type_to_string(e->type)));
	json_add(o, "day", past_day_json(e->day));
	json_add(o, "start", e->start_told ? past_time_json(r->p, e->start) : NULL);
	json_add(o, "end", past_time_json(r->p, e->end));
	json_add(o, "ongoing", json_object_new_boolean(e->ongoing));
	add_fields(o, r, e);
	return o;
}

/* The last ones: all there are is for `export` to tell. */
static struct json_object *entries_json(const struct report *r)
{
	struct json_object *o = json_object_new_object(), *list = json_object_new_array();
	size_t n = 0;

	for (size_t i = 0; i < r->diary.n; i++) {
		if (report_covers(r, &r->diary.entry[i]) && n++ + REPORT_ROWS_MAX >= r->entries_n) {
			(void) json_object_array_add(list, entry_json(r, &r->diary.entry[i]));
		}
	}
	json_add(o, "count", json_count(r->entries_n));
	json_add(o, "last", list);
	return o;
}

/* ---- association: a claim is there only behind the gate ---- */

static struct json_object *claim_json(const struct association_claim *c)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "verdict", json_text(association_verdict_to_string(c->verdict)));
	json_add(o, "p_adjusted", json_real(c->p_holm, 6));
	json_add(o, "effect", median_json(c->effect, 3));
	json_add(o, "effect_low", median_json(c->low, 3));
	json_add(o, "effect_high", median_json(c->high, 3));
	return o;
}

static struct json_object *association_json(const struct report *r)
{
	static const char *const names[] = {
		[EXPOSURE_UNBROKEN] = "longest_unbroken_minutes_in_4_hours_before",
		[EXPOSURE_DAY_BEFORE] = "screen_hours_on_the_day_before",
	};
	const struct report_association *a = &r->association;
	struct json_object *o = json_object_new_object();

	json_add(o, "recorded_days", json_count(a->counts.recorded_days));
	json_add(o, "missing_days", json_count(a->missing_days));
	json_add(o, "free_days", json_count(a->counts.free_days));
	json_add(o, "onsets", json_count(a->counts.onsets));
	for (int i = 0; i < _REPORT_EXPOSURE_MAX; i++) {
		const struct association_exposure_counts *x = &a->counts.exposure[i];
		struct json_object *e = json_object_new_object();
		struct text t = {};

		report_say_association(r, (enum report_exposure) i, &t);
		json_add(e, "events", json_count(x->events));
		json_add(e, "high", json_count(x->high));
		json_add(e, "high_events", json_count(x->high_events));
		json_add(e, "low", json_count(x->low));
		json_add(e, "low_events", json_count(x->low_events));
		json_add(e, "claim", a->claimed[i] ? claim_json(&a->claim[i]) : NULL);
		json_add(e, "text", json_text(t.s));
		json_add(o, names[i], e);
	}
	return o;
}

static struct json_object *part_json(const struct report *r, enum report_part part)
{
	switch (part) {
	case PART_SUMMARY:
		return summary_json(r);
	case PART_EXPOSURE:
		return exposure_json(r);
	case PART_WORKSTATION:
		return workstation_json(r);
	case PART_DIARY:
		return r->diary.n ? entries_json(r) : NULL;
	case PART_ASSOCIATION:
		return r->diary.n ? association_json(r) : NULL;
	case PART_BREAKS:
		return tally_json(r->all.tally);
	case PART_ROSA:
		return rosa_json_full(&r->rosa);
	case PART_NOTES:
	case _REPORT_PART_MAX:
		break;
	}
	return NULL;
}

int report_json(const struct report *r)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();

	json_add(o, "first_day", past_day_json(r->first));
	json_add(o, "last_day", past_day_json(r->last));
	for (int i = 0; i < _REPORT_PART_MAX; i++) {
		enum report_part part = (enum report_part) i;

		if (report_has(r, part) && part != PART_NOTES) {
			json_add(o, report_part_to_string(part), part_json(r, part));
		}
	}
	json_add(o, "disclaimer", json_text(diary_disclaimer()));
	json_print(o, true);
	return EXIT_DONE;
}

/* The sums of the diary as data. */
#include <math.h>

#include "ergo/tr.h"
#include "log.h"

static struct json_object *share_json(const struct diary_share *share)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "yes", json_count(share->yes));
	json_add(o, "told", json_count(share->told));
	return o;
}

/* {"left": 3, ...}; `from`: the first word that is one. */
static struct json_object *counts_json(const struct diary_field *f, const unsigned *count, int from)
{
	struct json_object *o = json_object_new_object();

	for (int i = from; i < f->most; i++) {
		json_add(o, f->words[i], json_count(count[i]));
	}
	return o;
}

static const struct diary_field *field(enum diary_type type, const char *name)
{
	return diary_field_find(type, name);
}

static void add_days(struct json_object *o, const struct diary_summary *s)
{
	json_add(o, "first", past_day_json(s->first));
	json_add(o, "last", past_day_json(s->last));
	json_add(o, "days", json_count(s->days));
	json_add(o, "recorded_days", json_count(s->recorded));
	json_add(o, "headache_days", json_count(s->headache_days));
	json_add(o, "headache_days_per_30",
		 json_real(diary_per_30(s->headache_days, s->recorded, s->days), 2));
	json_add(o, "neck_days", json_count(s->neck_days));
	json_add(o, "free_days", json_count(s->free_days));
	json_add(o, "rated_days", json_count(s->rated_days));
	json_add(o, "moderate_days", json_count(s->moderate_days));
	json_add(o, "severe_days", json_count(s->severe_days));
	json_add(o, "impact_days", json_count(s->impact_days));
	json_add(o, "missed_days", json_count(s->missed_days));
}

static void add_attacks(struct json_object *o, const struct diary_summary *s)
{
	struct json_object *symptoms = json_object_new_object();

	json_add(o, "attacks", json_count(s->attacks));
	json_add(o, "ongoing", json_count(s->ongoing));
	json_add(o, "intensity_median", json_real(s->intensity_median, 1));
	json_add(o, "intensity_max", json_real(s->intensity_max, 0));
	json_add(o, "intensity_told", json_count(s->intensity_n));
	json_add(o, "duration_median_seconds", json_real(s->duration_median_s, 0));
	json_add(o, "duration_told", json_count(s->duration_n));
	json_add(o, "side", counts_json(field(DIARY_HEADACHE, "side"), s->side, 1));
	json_add(o, "side_locked", share_json(&s->side_locked));
	json_add(o, "locked_side", json_word(diary_side_to_string(s->locked_side)));
	json_add(o, "woke_with", share_json(&s->woke_with));
	json_add(o, "started_in_neck", share_json(&s->started_in_neck));
	json_add(o, "neck_stiff", share_json(&s->neck_stiff));
	json_add(o, "worse_with_neck_movement", share_json(&s->worse_with_neck_movement));
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		json_add(symptoms, diary_symptom_to_string((enum diary_symptom) i),
			 share_json(&s->symptom[i]));
	}
	json_add(o, "symptoms", symptoms);
	json_add(o, "location", counts_json(field(DIARY_HEADACHE, "location"), s->location, 0));
	json_add(o, "quality", counts_json(field(DIARY_HEADACHE, "quality"), s->quality, 0));
	json_add(o, "trigger", counts_json(field(DIARY_HEADACHE, "trigger"), s->trigger, 0));
	json_add(o, "red_flags", json_count(s->red_flags));
}

static struct json_object *summary_json(const struct diary_summary *s)
{
	struct json_object *o = json_object_new_object();
	struct json_object *medicines =
		counts_json(field(DIARY_MEDICATION, "class"), s->medication_days, 1);

	add_days(o, s);
	add_attacks(o, s);
	json_add(medicines, "not_told", json_count(s->medication_days[CLASS_NOT_TOLD]));
	json_add(o, "medication_days", medicines);
	json_add(o, "acute_medication_days", json_count(s->acute_days));
	json_add(o, "sleep_median_seconds", json_real(60 * s->sleep_median_min, 0));
	json_add(o, "sleep_told", json_count(s->sleep_n));
	json_add(o, "screen_median_seconds", json_real(s->screen_median_s, 0));
	json_add(o, "screen_days", json_count(s->screen_days));
	json_add(o, "long_sessions", json_count(s->long_sessions));
	json_add(o, "events", json_count(s->events));
	return o;
}

static struct json_object *span_json(const struct diary_span *s)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "days", json_count(s->days));
	json_add(o, "recorded_days", json_count(s->recorded));
	json_add(o, "headache_days", json_count(s->headache_days));
	json_add(o, "acute_medication_days", json_count(s->acute_days));
	return o;
}

static struct json_object *marker_json(const struct diary_marker *m)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "id", json_count((uint64_t) m->e->id));
	json_add(o, "day", past_day_json(m->e->day));
	json_add(o, "kind", json_word(diary_event_to_string(m->e->event)));
	json_add(o, "note", json_word(m->e->note));
	json_add(o, "before", span_json(&m->before));
	json_add(o, "after", span_json(&m->after));
	return o;
}

int log_summary_json(const struct log_sums *s)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *blocks = json_object_new_array(), *markers = json_object_new_array();

	for (size_t i = 0; i < s->blocks; i++) {
		(void) json_object_array_add(blocks, summary_json(&s->block[i]));
	}
	for (size_t i = 0; i < s->markers; i++) {
		(void) json_object_array_add(markers, marker_json(&s->marker[i]));
	}
	json_add(o, "blocks", blocks);
	json_add(o, "overall", summary_json(&s->overall));
	json_add(o, "markers", markers);
	json_add(o, "markers_caveat", json_text(diary_marker_caveat()));
	json_add(o, "overuse", overuse_json(&s->overuse));
	json_print(o, true);
	return EXIT_DONE;
}

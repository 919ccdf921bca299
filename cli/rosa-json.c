/* ROSA for scripts. */
#include <math.h>

#include "rosa-show.h"

/* A number where there is but one; then the two. */
static void add_range(struct json_object *o, const char *name, struct rosa_range r)
{
	char key[64];

	json_add(o, name, r.min == r.max ? json_object_new_int(r.min) : NULL);
	(void) snprintf(key, sizeof(key), "%s_min", name);
	json_add(o, key, json_object_new_int(r.min));
	(void) snprintf(key, sizeof(key), "%s_max", name);
	json_add(o, key, json_object_new_int(r.max));
}

static struct json_object *item_json(const struct rosa *r, enum rosa_item item)
{
	const struct rosa_answer *a = &r->item[item];
	const struct rosa_item_info *info = rosa_item_info(item);
	struct json_object *o = json_object_new_object(), *estimated = json_object_new_array();
	const char *word = a->answer ? rosa_answer_to_string(item, a->answer) : NULL;
	const char *area = rosa_area_to_string(info->area);

	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		if (a->answer && a->estimated & 1u << q) {
			(void) json_object_array_add(estimated, json_text(quantity_to_string(q)));
		}
	}
	json_add(o, "item", json_text(rosa_item_to_string(item)));
	json_add(o, "section", json_text(rosa_section_to_string(info->section)));
	json_add(o, "area", area ? json_text(area) : NULL);
	json_add(o, "answer", word ? json_text(word) : NULL);
	json_add(o, "points",
		 a->answer && rosa_counts(r, item) ? json_object_new_int(info->points[a->answer])
						   : NULL);
	json_add(o, "counts", json_object_new_boolean(rosa_counts(r, item)));
	json_add(o, "origin",
		 json_text(rosa_origin_to_string(a->answer ? a->origin : ROSA_UNKNOWN)));
	json_add(o, "estimated", estimated);
	json_add(o, "key", json_word(rosa_item_key(item)));
	return o;
}

static struct json_object *use_json(usec_t t)
{
	return t == USEC_INFINITY ? NULL : json_seconds(t);
}

static struct json_object *usage_json(const struct rosa_usage *u)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "days", json_count(u->days));
	json_add(o, "first", u->days ? past_day_json(u->first) : NULL);
	json_add(o, "last", u->days ? past_day_json(u->last) : NULL);
	for (unsigned thing = 0; thing < _THING_MAX; thing++) {
		struct json_object *one = json_object_new_object();

		json_add(one, "day_seconds", use_json(u->of[thing].day));
		json_add(one, "longest_seconds", use_json(u->of[thing].longest));
		json_add(o, rosa_thing_to_string(thing), one);
	}
	return o;
}

static struct json_object *change_json(const struct rosa_change *c)
{
	struct json_object *o;

	if (c->item >= _ROSA_ITEM_MAX) {
		return NULL;
	}
	o = json_object_new_object();
	json_add(o, "item", json_text(rosa_item_to_string(c->item)));
	json_add(o, "from", json_text(rosa_answer_to_string(c->item, c->from)));
	json_add(o, "to", json_text(rosa_answer_to_string(c->item, c->to)));
	json_add(o, "lowers_min", json_object_new_int(c->lowers.min));
	json_add(o, "lowers_max", json_object_new_int(c->lowers.max));
	json_add(o, "lowers_section_min", json_object_new_int(c->lowers_section.min));
	json_add(o, "lowers_section_max", json_object_new_int(c->lowers_section.max));
	json_add(o, "text", json_text(rosa_advice(c->item, c->from)));
	return o;
}

struct json_object *rosa_json(const struct rosa_data *r)
{
	struct json_object *o = json_object_new_object(), *items = json_object_new_array();
	const struct rosa_score *s = &r->score;

	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		(void) json_object_array_add(items, item_json(&r->rosa, i));
	}
	add_range(o, "final", s->final);
	json_add(o, "known_items", json_count(s->known_items));
	json_add(o, "known_durations", json_count(s->known_times));
	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		add_range(o, rosa_section_to_string(i), s->section[i]);
	}
	json_add(o, "band_min", json_text(rosa_band_to_string(rosa_band(s->final.min))));
	json_add(o, "band_max", json_text(rosa_band_to_string(rosa_band(s->final.max))));
	json_add(o, "possible", json_object_new_int(s->possible));
	json_add(o, "best_change", change_json(&r->best));
	json_add(o, "usage", usage_json(&r->usage));
	json_add(o, "items", items);
	return o;
}

struct json_object *rosa_json_full(const struct rosa_show *s)
{
	struct json_object *o = rosa_json(&s->rosa), *history = json_object_new_array();

	for (size_t i = 0; i < s->points.n; i++) {
		const struct rosa_point *point = ROW(&s->points, struct rosa_point, i);
		struct json_object *one = json_object_new_object();

		json_add(one, "day", past_day_json(point->day));
		add_range(one, "final", point->final);
		for (enum rosa_section k = 0; k < _ROSA_SECTION_MAX; k++) {
			add_range(one, rosa_section_to_string(k), point->section[k]);
		}
		json_add(one, "setup_changed", json_object_new_boolean(point->setup));
		(void) json_object_array_add(history, one);
	}
	json_add(o, "history", history);
	return o;
}

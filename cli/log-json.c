/* The diary as data. */
#include <string.h>

#include "ergo/time.h"
#include "log.h"

struct json_object *when_json(usec_t t, int32_t gmtoff_s)
{
	char buf[RFC3339_STRING_MAX];

	return t ? json_object_new_string(rfc3339_format(buf, sizeof(buf), t, gmtoff_s)) : NULL;
}

static struct json_object *set_json(const struct diary_entry *e, const struct diary_field *f)
{
	struct json_object *list = json_object_new_array();
	unsigned v;

	memcpy(&v, (const char *) e + f->offset, sizeof(v));
	for (int i = 0; i < f->most; i++) {
		if (v & 1u << i) {
			(void) json_object_array_add(list, json_text(f->words[i]));
		}
	}
	return list;
}

struct json_object *entry_field_json(const struct diary_entry *e, const struct diary_field *f)
{
	char buf[DIARY_VALUE_MAX];

	if (f->kind == FIELD_MOMENT || !diary_field_told(e, f)) {
		return NULL;
	}
	(void) diary_field_get(e, f, buf);
	switch (f->kind) {
	case FIELD_TRISTATE:
		return json_object_new_boolean(strcmp(buf, "yes") == 0);
	case FIELD_SCALE:
		return json_object_new_int(*((const int8_t *) e + f->offset));
	case FIELD_ID:
		return json_count((uint64_t) e->headache);
	case FIELD_DURATION:
		return json_seconds((usec_t) e->sleep_min * USEC_PER_MIN);
	case FIELD_SET:
		return set_json(e, f);
	case FIELD_WORD:
	case FIELD_TEXT:
	case FIELD_MOMENT:
		break;
	}
	return json_text(buf);
}

struct json_object *entry_json(const struct diary_entry *e)
{
	struct json_object *o = json_object_new_object();
	bool pain = e->type == DIARY_HEADACHE || e->type == DIARY_NECK;

	json_add(o, "id", json_count((uint64_t) e->id));
	json_add(o, "type", json_text(diary_type_to_string(e->type)));
	json_add(o, "day", past_day_json(e->day));
	json_add(o, "start", e->start_told ? when_json(e->start, e->gmtoff_s) : NULL);
	if (pain) {
		json_add(o, "last_day", past_day_json(e->last_day));
		json_add(o, "end",
			 e->start_told || e->last_day == e->day ? when_json(e->end, e->end_gmtoff_s)
								: NULL);
		json_add(o, "ongoing", json_object_new_boolean(e->ongoing));
	}
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];

		if (f->types & 1u << e->type && f->kind != FIELD_MOMENT) {
			json_add(o, f->kind == FIELD_DURATION ? "sleep_seconds" : f->name,
				 entry_field_json(e, f));
		}
	}
	return o;
}

struct json_object *overuse_json(const struct diary_overuse *v)
{
	static const char *const kinds[] = { "simple", "strong", "mix" };
	struct json_object *o;
	char text[DIARY_TEXT_MAX];

	if (v->level == OVERUSE_NONE) {
		return NULL;
	}
	o = json_object_new_object();
	json_add(o, "level", json_text(v->level == OVERUSE_PATTERN ? "pattern" : "early"));
	json_add(o, "kind", json_text(kinds[v->kind]));
	json_add(o, "class", json_word(diary_class_to_string(v->class)));
	json_add(o, "days", json_count(v->days));
	json_add(o, "limit", json_count(v->limit));
	json_add(o, "headache_days", json_count(v->headache_days));
	json_add(o, "text", json_text(diary_overuse_say(v, text)));
	return o;
}

static struct json_object *classes_json(unsigned classes)
{
	struct json_object *list = json_object_new_array();

	for (int c = 0; c < _DIARY_CLASS_MAX; c++) {
		if (classes & 1u << c) {
			const char *word = diary_class_to_string((enum diary_class) c);

			(void) json_object_array_add(list, json_word(word));
		}
	}
	return list;
}

static struct json_object *day_json(int64_t day, const struct diary_day *d)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "day", past_day_json(day));
	json_add(o, "recorded", json_object_new_boolean(diary_day_recorded(d)));
	json_add(o, "headache", json_object_new_boolean(d->headache));
	json_add(o, "neck", json_object_new_boolean(d->neck));
	json_add(o, "none", json_object_new_boolean(d->none));
	json_add(o, "intensity",
		 d->intensity == DIARY_NOT_TOLD ? NULL : json_object_new_int(d->intensity));
	json_add(o, "medication", classes_json(d->classes));
	return o;
}

int log_glance_json(const struct diary_book *b, int64_t first)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *days = json_object_new_array(), *ongoing = json_object_new_array();
	struct diary_overuse overuse;

	for (int64_t day = first; day <= b->p.today; day++) {
		const struct diary_day *d = diary_get_day(&b->d, day);

		if (d) {
			(void) json_object_array_add(days, day_json(day, d));
		}
	}
	for (size_t i = 0; i < b->d.n; i++) {
		if (b->d.entry[i].ongoing) {
			(void) json_object_array_add(ongoing,
						     json_count((uint64_t) b->d.entry[i].id));
		}
	}
	diary_overuse(&b->d, &overuse);
	json_add(o, "days", days);
	json_add(o, "ongoing", ongoing);
	json_add(o, "overuse", overuse_json(&overuse));
	json_print(o, true);
	return EXIT_DONE;
}

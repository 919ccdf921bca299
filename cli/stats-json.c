/* `ergoctl stats --json`. */
#include "cli.h"
#include "shares.h"
#include "stats.h"

static struct json_object *sessions_json(const struct stats *s)
{
	struct json_object *o = json_object_new_object(), *list = json_object_new_array();
	usec_t from = 0;

	for (size_t i = 0; i < SESSION_BUCKETS; i++) {
		struct json_object *b = json_object_new_object();
		usec_t to = session_bucket_end[i];

		json_add(b, "over_seconds", json_seconds(from));
		json_add(b, "up_to_seconds", to == USEC_INFINITY ? NULL : json_seconds(to));
		json_add(b, "sessions", json_count(s->bucket[i].n));
		json_add(b, "screen_seconds", json_seconds(s->bucket[i].screen_time));
		(void) json_object_array_add(list, b);
		from = to;
	}
	json_add(o, "count", json_count(stats_sessions(s)));
	json_add(o, "by_length", list);
	return o;
}

static struct json_object *breaks_json(const struct stats *s)
{
	struct json_object *o = tally_json(s->tally);

	for (int kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		struct json_object *k = NULL;

		(void) json_object_object_get_ex(o, break_kind_to_string((enum break_kind) kind),
						 &k);
		json_add(k, "due", json_count(stats_due(s->tally[kind])));
	}
	return o;
}

static struct json_object *input_json(const struct stats *s)
{
	struct json_object *o = json_object_new_object();

	for (int c = 0; c < _DEVICE_CLASS_MAX; c++) {
		json_add(o, device_class_to_string((enum device_class) c),
			 json_seconds(s->by_class[c]));
	}
	return o;
}

static struct json_object *week_json(const struct stats *s)
{
	static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
					     "friday", "saturday", "sunday" };
	struct json_object *o = json_object_new_object();

	for (size_t d = 0; d < ELEMENTSOF(names); d++) {
		struct json_object *day = json_object_new_object(),
				   *hours = json_object_new_array();

		for (size_t h = 0; h < 24; h++) {
			(void) json_object_array_add(hours, json_seconds(s->hour[d][h]));
		}
		json_add(day, "days", json_count(s->weekdays[d]));
		json_add(day, "screen_seconds_by_hour", hours);
		json_add(o, names[d], day);
	}
	return o;
}

/* What is shown of a period, and of the one before. */
static struct json_object *sums_json(const struct past *p, const struct stats *s)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "first_day", past_day_json(s->first));
	json_add(o, "last_day", past_day_json(s->last));
	json_add(o, "days_recorded", json_count(s->days));
	json_add(o, "screen_seconds", json_seconds(s->screen_time));
	json_add(o, "screen_seconds_a_day",
		 s->days ? json_seconds(s->screen_time / s->days) : NULL);
	json_add(o, "longest_seconds", json_seconds(s->longest.screen_time));
	json_add(o, "longest_start", past_time_json(p, s->longest.start));
	json_add(o, "sessions", sessions_json(s));
	json_add(o, "breaks", breaks_json(s));
	json_add(o, "input_seconds", input_json(s));
	json_add(o, "laptop_only_seconds", json_seconds(s->laptop_only));
	return o;
}

int stats_json(const struct past *p, const struct stats *s, const struct stats *before)
{
	_cleanup_(json_putp) struct json_object *o = sums_json(p, s);

	shares_add_json(o, &s->shares, s->screen_time);
	json_add(o, "week", week_json(s));
	json_add(o, "before", before->days ? sums_json(p, before) : NULL);
	json_print(o, true);
	return EXIT_DONE;
}

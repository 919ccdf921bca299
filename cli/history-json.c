/* `ergoctl history --json`. */
#include "cli.h"
#include "history.h"
#include "shares.h"

static struct json_object *day_json(const struct day_record *d)
{
	struct json_object *o = json_object_new_object(), *input = json_object_new_object();
	char off[PAST_STRING_MAX];

	for (int c = 0; c < _DEVICE_CLASS_MAX; c++) {
		json_add(input, device_class_to_string((enum device_class) c),
			 json_seconds(d->by_class[c]));
	}
	json_add(o, "day", past_day_json(d->day));
	json_add(o, "utc_offset", json_text(past_say_gmtoff(off, d->gmtoff_s)));
	json_add(o, "screen_seconds", json_seconds(d->screen_time));
	json_add(o, "longest_seconds", json_seconds(d->longest));
	json_add(o, "laptop_only_seconds", json_seconds(d->laptop_only));
	json_add(o, "input_seconds", input);
	json_add(o, "breaks", tally_json(d->tally));
	return o;
}

static struct json_object *session_json(const struct past *p, const struct day_session *s)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "start", past_time_json(p, s->record.start));
	json_add(o, "end", s->end == END_OPEN ? NULL : past_time_json(p, s->record.end));
	json_add(o, "screen_seconds", json_seconds(s->record.screen_time));
	json_add(o, "ended_by", json_text(session_end_to_string(s->end)));
	return o;
}

static struct json_object *break_json(const struct past *p, const struct day_past *d,
				      const struct break_record *b)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "kind", json_text(break_kind_to_string(b->kind)));
	json_add(o, "outcome", json_text(outcome_to_string(b->outcome)));
	json_add(o, "start", past_time_json(p, b->start));
	json_add(o, "end", past_time_json(p, b->end));
	json_add(o, "screen_seconds_before", json_seconds(b->screen_time));
	json_add(o, "counted", json_object_new_boolean(!day_past_is_part(d, b)));
	return o;
}

static struct json_object *finding_json(const struct past *p, const struct finding_record *f)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "rule", json_word(f->rule));
	json_add(o, "monitor", json_word(f->monitor));
	json_add(o, "posture", json_word(f->posture));
	json_add(o, "severity", json_word(f->severity));
	json_add(o, "since", past_time_json(p, f->since));
	json_add(o, "until", past_time_json(p, f->until));
	json_add(o, "measured", json_real(f->measured, 2));
	json_add(o, "limit", json_real(f->limit, 2));
	return o;
}

static struct json_object *change_json(const struct past *p, const struct change_record *c)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "time", past_time_json(p, c->at));
	json_add(o, "key", json_word(c->key));
	json_add(o, "before", json_word(c->before));
	json_add(o, "after", json_word(c->after));
	return o;
}

int day_past_json(const struct past *p, const struct day_past *d)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *sessions = json_object_new_array(), *breaks = json_object_new_array();
	struct json_object *findings = json_object_new_array(), *changes = json_object_new_array();

	for (size_t i = 0; i < d->sessions.n; i++) {
		(void) json_object_array_add(
			sessions, session_json(p, ROW(&d->sessions, struct day_session, i)));
	}
	for (size_t i = 0; i < d->breaks.n; i++) {
		(void) json_object_array_add(
			breaks, break_json(p, d, ROW(&d->breaks, struct break_record, i)));
	}
	for (size_t i = 0; i < d->findings.n; i++) {
		(void) json_object_array_add(
			findings, finding_json(p, ROW(&d->findings, struct finding_record, i)));
	}
	for (size_t i = 0; i < d->changes.n; i++) {
		(void) json_object_array_add(
			changes, change_json(p, ROW(&d->changes, struct change_record, i)));
	}
	json_add(o, "day", past_day_json(d->day));
	json_add(o, "from", past_time_json(p, d->from));
	json_add(o, "to", past_time_json(p, d->to));
	json_add(o, "sums", d->recorded ? day_json(&d->record) : NULL);
	shares_add_json(o, &d->shares, d->recorded ? d->record.screen_time : 0);
	json_add(o, "sessions", sessions);
	json_add(o, "breaks", breaks);
	json_add(o, "findings", findings);
	json_add(o, "changes", changes);
	json_print(o, true);
	return EXIT_DONE;
}

int days_json(const struct range *range, const struct rows *days)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < days->n; i++) {
		(void) json_object_array_add(list, day_json(ROW(days, struct day_record, i)));
	}
	json_add(o, "since", range->since ? past_day_json(range->first) : NULL);
	json_add(o, "until", past_day_json(range->last));
	json_add(o, "days", list);
	json_print(o, true);
	return EXIT_DONE;
}

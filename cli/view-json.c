/* `ergoctl status --json`: what scripts hold on to. */
#include "cli.h"
#include "client.h"
#include "ergo/snapshot.h"
#include "output.h"

static struct json_object *tally_json(const struct view *v)
{
	struct json_object *o = json_object_new_object();

	for (int k = 0; k < _BREAK_KIND_MAX; k++) {
		struct json_object *kind = json_object_new_object();

		for (int i = 0; i < _OUTCOME_MAX; i++) {
			json_add(kind, outcome_to_string(i), json_count(v->tally[k][i]));
		}
		json_add(o, break_kind_to_string(k), kind);
	}
	return o;
}

static struct json_object *break_json(const struct view *v)
{
	struct json_object *o;

	if (!view_break_active(v)) {
		return NULL;
	}
	o = json_object_new_object();
	json_add(o, "kind", json_text(v->break_kind));
	json_add(o, "state", json_text(v->break_state));
	json_add(o, "remaining_seconds", json_seconds(v->break_remaining));
	json_add(o, "postpones_left", json_count(v->postpones_left));
	return o;
}

static struct json_object *next_json(const struct view *v)
{
	int reason = next_reason_from_string(v->next_reason);
	struct json_object *o;

	if (!*v->next_kind || reason == NEXT_ACTIVE || reason == NEXT_NOTHING) {
		return NULL;
	}
	o = json_object_new_object();
	json_add(o, "kind", json_text(v->next_kind));
	json_add(o, "seconds", json_seconds(view_next_in(v)));
	return o;
}

static struct json_object *every_json(uint64_t every)
{
	return every ? json_seconds(every) : NULL;
}

static struct json_object *problems_json(const struct view *v)
{
	struct json_object *a = json_object_new_array();

	for (size_t i = 0; i < v->problems_n; i++) {
		(void) json_object_array_add(a, json_text(v->problems[i]));
	}
	return a;
}

struct json_object *view_to_json(const struct view *v)
{
	struct json_object *o = json_object_new_object();

	if (!o) {
		return NULL;
	}
	json_add(o, "presence", json_word(v->presence));
	json_add(o, "presence_since", json_time(v->presence_since));
	json_add(o, "session_start", json_time(v->session_start));
	json_add(o, "session_seconds", json_seconds(v->session_time));
	json_add(o, "today_seconds", json_seconds(v->today_time));
	json_add(o, "longest_today_seconds", json_seconds(v->longest_today));
	json_add(o, "since_micro_seconds", json_seconds(v->since_micro));
	json_add(o, "since_rest_seconds", json_seconds(v->since_rest));
	json_add(o, "micro_every_seconds", every_json(v->micro_every));
	json_add(o, "rest_every_seconds", every_json(v->rest_every));
	json_add(o, "tally", tally_json(v));
	json_add(o, "quiet", json_word(v->quiet));
	json_add(o, "quiet_by", json_word(v->quiet_text));
	json_add(o, "quiet_until", json_time(v->quiet_until));
	json_add(o, "engaged", json_word(v->engaged));
	json_add(o, "engaged_by", json_word(v->engaged_by));
	json_add(o, "meeting_until", json_time(v->meeting_until));
	json_add(o, "break", break_json(v));
	json_add(o, "next_break", next_json(v));
	json_add(o, "next_reason", json_word(v->next_reason));
	json_add(o, "next_at", json_time(v->next_at));
	json_add(o, "paused", json_object_new_boolean(v->paused));
	json_add(o, "paused_until", v->paused ? json_time(v->paused_until) : NULL);
	json_add(o, "input_source", json_word(v->input_source));
	json_add(o, "last_input", json_time(v->last_input));
	json_add(o, "last_input_class", json_word(v->last_input_class));
	json_add(o, "desk", desk_json(&v->desk));
	json_add(o, "config_file", json_word(v->config_file));
	json_add(o, "problems", problems_json(v));
	json_add(o, "version", json_word(v->version));
	return o;
}

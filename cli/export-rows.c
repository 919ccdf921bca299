/* The tables of `ergoctl export`: their columns, and a row of each. */
#include <string.h>

#include "cli.h"
#include "export.h"

static const char *const table_names[] = {
	[TABLE_SESSIONS] = "sessions", [TABLE_BREAKS] = "breaks",   [TABLE_PROMPTS] = "prompts",
	[TABLE_FINDINGS] = "findings", [TABLE_CHANGES] = "changes", [TABLE_PROBLEMS] = "problems",
	[TABLE_SLOTS] = "slots",       [TABLE_DAYS] = "days",       [TABLE_MONITORS] = "monitors",
	[TABLE_DIARY] = "diary",
};
DEFINE_STRTAB(table_id, enum table_id, table_names)

#define COLUMNS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* ergoctl(1) documents them; a change of a name or a meaning is another version of the schema. */
const char *const *const export_columns[_TABLE_MAX] = {
	[TABLE_SESSIONS] = COLUMNS("start", "end", "screen_seconds", "open"),
	[TABLE_BREAKS] = COLUMNS("start", "end", "kind", "outcome", "screen_seconds_before"),
	[TABLE_PROMPTS] = COLUMNS("time", "subject", "reason", "answer", "answered"),
	[TABLE_FINDINGS] = COLUMNS("since", "until", "rule", "monitor", "posture", "severity",
				   "measured", "limit"),
	[TABLE_CHANGES] = COLUMNS("time", "key", "before", "after"),
	[TABLE_PROBLEMS] = COLUMNS("since", "until", "text"),
	[TABLE_SLOTS] = COLUMNS("hour", "plane", "seconds", "bits"),
	[TABLE_DAYS] = COLUMNS("day", "utc_offset", "screen_seconds", "longest_seconds",
			       "laptop_only_seconds", "keyboard_seconds", "pointer_seconds",
			       "touch_seconds", "tablet_seconds", "other_seconds", "micro_taken",
			       "micro_skipped", "micro_missed", "micro_natural", "micro_replaced",
			       "rest_taken", "rest_skipped", "rest_missed", "rest_natural",
			       "rest_replaced"),
	[TABLE_MONITORS] = COLUMNS("day", "monitor", "screen_seconds", "alone_seconds"),
	/* from "onset" on in the order of diary_fields */
	[TABLE_DIARY] =
		COLUMNS("id", "type", "day", "last_day", "start", "end", "ongoing", "onset",
			"intensity", "average", "side", "location", "started_in_neck", "neck_pain",
			"neck_stiff", "worse_with_neck_movement", "quality", "nausea", "vomiting",
			"light", "sound", "aura", "dizziness", "trigger", "trigger_text", "impact",
			"missed_work", "name", "dose", "class", "helped", "headache", "kind",
			"sleep_seconds", "position", "pillow", "red_flag", "note"),
};

/* stops reading when writing has failed */
static int done(struct writer *w)
{
	row_end(w);
	return w->r;
}

static int put_session(const struct session_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_time(w, r->start);
	cell_time(w, r->end);
	cell_seconds(w, r->screen_time);
	cell_flag(w, r->open);
	return done(w);
}

static int put_break(const struct break_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_time(w, r->start);
	cell_time(w, r->end);
	cell_word(w, break_kind_to_string(r->kind));
	cell_word(w, outcome_to_string(r->outcome));
	cell_seconds(w, r->screen_time);
	return done(w);
}

static int put_prompt(const struct prompt_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_time(w, r->at);
	cell_text(w, r->subject);
	cell_text(w, r->reason);
	cell_word(w, prompt_answer_to_string(r->answer));
	cell_time(w, r->answered);
	return done(w);
}

static int put_finding(const struct finding_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_time(w, r->since);
	cell_time(w, r->until);
	cell_text(w, r->rule);
	cell_text(w, r->monitor);
	cell_text(w, r->posture);
	cell_text(w, r->severity);
	cell_real(w, r->measured);
	cell_real(w, r->limit);
	return done(w);
}

static int put_change(const struct change_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_time(w, r->at);
	cell_text(w, r->key);
	cell_text(w, r->before);
	cell_text(w, r->after);
	return done(w);
}

static int put_problem(const struct problem_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_time(w, r->since);
	cell_time(w, r->until);
	cell_text(w, r->text);
	return done(w);
}

/* The bits as hexadecimal, a byte after the other: slot i is bit i % 8 of byte i / 8. */
static int put_slots(const struct slots *r, void *userdata)
{
	struct writer *w = userdata;
	char hex[2 * SLOT_BYTES + 1];
	unsigned n = 0;

	for (size_t i = 0; i < SLOT_BYTES; i++) {
		(void) snprintf(hex + 2 * i, 3, "%02x", r->bits[i]);
		n += (unsigned) __builtin_popcount(r->bits[i]);
	}
	row_begin(w);
	cell_time(w, (usec_t) r->hour * USEC_PER_HOUR);
	cell_word(w, plane_to_string(r->plane));
	cell_seconds(w, n * SLOT_LENGTH);
	cell_word(w, hex);
	return done(w);
}

static int put_day(const struct day_record *r, void *userdata)
{
	struct writer *w = userdata;
	char off[PAST_STRING_MAX];

	row_begin(w);
	cell_day(w, r->day);
	cell_word(w, past_say_gmtoff(off, r->gmtoff_s));
	cell_seconds(w, r->screen_time);
	cell_seconds(w, r->longest);
	cell_seconds(w, r->laptop_only);
	for (int c = 0; c < _DEVICE_CLASS_MAX; c++) {
		cell_seconds(w, r->by_class[c]);
	}
	for (int kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		for (int outcome = 0; outcome < _OUTCOME_MAX; outcome++) {
			cell_count(w, r->tally[kind][outcome]);
		}
	}
	return done(w);
}

static int put_share(const struct share_record *r, void *userdata)
{
	struct writer *w = userdata;

	row_begin(w);
	cell_day(w, r->day);
	cell_text(w, r->monitor);
	cell_seconds(w, r->time);
	cell_seconds(w, r->alone);
	return done(w);
}

int export_rows(struct writer *w, enum table_id table, const struct range *range)
{
	struct store *s = w->p->store;
	usec_t from = range->from, to = range->to, end;
	int64_t hours, last = range->until ? range->last + 1 : INT64_MAX;

	writer_begin(w, table);
	if (w->r < 0 || !s) {
		return w->r;
	}
	switch (table) {
	case TABLE_SESSIONS:
		return store_sessions(s, from, to, put_session, w);
	case TABLE_BREAKS:
		return store_breaks(s, from, to, put_break, w);
	case TABLE_PROMPTS:
		return store_prompts(s, from, to, put_prompt, w);
	case TABLE_FINDINGS:
		return store_findings(s, from, to, put_finding, w);
	case TABLE_CHANGES:
		return store_changes(s, from, to, put_change, w);
	case TABLE_PROBLEMS:
		return store_problems(s, from, to, put_problem, w);
	case TABLE_SLOTS:
		end = usec_add(to, USEC_PER_HOUR - 1);
		hours = (int64_t) (end / USEC_PER_HOUR);
		return store_slots(s, (int64_t) (from / USEC_PER_HOUR), hours, put_slots, w);
	case TABLE_DAYS:
		return store_days(s, range->first, last, put_day, w);
	case TABLE_MONITORS:
		return store_shares(s, range->first, last, put_share, w);
	case TABLE_DIARY:
	case _TABLE_MAX:
		break;
	}
	return -EINVAL;
}

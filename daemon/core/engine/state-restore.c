/*
 * An engine out of a saved state (state-save.c): read, checked, and led through the gap.
 *
 *    state ------------- gap: no event came --------------- now
 *      |   engagement is over, blockers are unknown          |  from here on as ever; after a gap or
 *      |   nothing prompts, the reminder clock stands        |  quiet no prompt before `settle`
 *      |                                                     |
 *      +-- another boot: away since the evidence, for sure   |
 *      +-- the same boot: present or away as it was; an absence is believed after away_after
 */
#include <string.h>

#include "ergo/engine-state.h"

#include "scan.h"
#include "state-internal.h"

/* Time for the outside to tell of quiet before a prompt may come, where `settle` is shorter. */
#define TELL_TIME (10 * USEC_PER_SEC)

/* A flag of quiet that nobody outside can set. */
#define QUIET_GAP (1u << _QUIET_FLAG_MAX)

#define LINE_SIZE 160 /* bytes of the longest line, NUL included */

/* ---- reading: lines, words, numbers ---- */

struct reader {
	const char *text;
	size_t size;
	char line[LINE_SIZE];
	const char *rest; /* of the line */

	usec_t base;            /* the time on the new clock at which the state was saved */
	uint64_t seen;          /* bits of the fields there were */
	bool quiet, limit, day; /* the lines there were */
	usec_t daily_limit, daily_every;
	unsigned tallies; /* bits of the kinds */
};

_Static_assert(STATE_FIELDS_MAX <= 64, "reader.seen has 64 bits");

static bool next_line(struct reader *r)
{
	const char *end = r->size > 0 ? memchr(r->text, '\n', r->size) : NULL;
	size_t n = end ? (size_t) (end - r->text) : 0;

	if (!end || n >= sizeof(r->line) || memchr(r->text, '\0', n)) {
		return false;
	}
	memcpy(r->line, r->text, n);
	r->line[n] = '\0';
	r->rest = r->line;
	r->text += n + 1;
	r->size -= n + 1;
	return true;
}

/* Moves behind `word` and the blank that follows it. */
static bool take_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(r->rest, word, n) != 0 || (r->rest[n] != ' ' && r->rest[n] != '\0')) {
		return false;
	}
	r->rest += n + (r->rest[n] == ' ');
	return true;
}

static bool take_number(struct reader *r, uint64_t max, uint64_t *ret)
{
	uint64_t v;

	if (scan_digits(&r->rest, &v) == 0 || v > max ||
	    (*r->rest != '\0' && !scan_char(&r->rest, ' '))) {
		return false;
	}
	*ret = v;
	return true;
}

static bool take_offset(struct reader *r, int32_t *ret)
{
	bool west = scan_char(&r->rest, '-');
	uint64_t v;

	if (!take_number(r, STATE_GMTOFF_MAX_S, &v)) {
		return false;
	}
	*ret = west ? -(int32_t) v : (int32_t) v;
	return true;
}

/* A time that lies before the clock's beginning is taken for its first microsecond: 0 is "never". */
static bool take_time(struct reader *r, bool ahead, usec_t *ret)
{
	usec_t v;

	if (ahead && take_word(r, "never")) {
		*ret = USEC_INFINITY;
		return true;
	}
	if (scan_char(&r->rest, '-')) {
		if (!take_number(r, STATE_SPAN_MAX, &v)) {
			return false;
		}
		*ret = usec_max(usec_sub(r->base, v), 1);
		return true;
	}
	if (!take_number(r, ahead ? STATE_SPAN_MAX : 0, &v)) {
		return false;
	}
	*ret = usec_add(r->base, v);
	return true;
}

/* ---- the lines of a state ---- */

static bool take_stamp(struct reader *r, struct stamp *ret)
{
	struct stamp s;

	if (!take_word(r, "at") || !take_number(r, USEC_INFINITY - 1, &s.boot) ||
	    !take_number(r, STATE_REAL_MAX, &s.real) || !take_offset(r, &s.gmtoff_s) ||
	    !take_offset(r, &s.gmtoff_after_s)) {
		return false;
	}
	if (take_word(r, "never")) {
		s.gmtoff_until = USEC_INFINITY;
	} else if (!take_number(r, STATE_REAL_MAX, &s.gmtoff_until)) {
		return false;
	}
	*ret = s;
	return *r->rest == '\0';
}

static bool take_value(struct reader *r, struct engine *e, const struct field *f)
{
	char *at = (char *) e + f->offset;
	uint64_t v = 0;
	unsigned count;
	bool yes = true;
	int word;

	switch (f->type) {
	case FIELD_FLAG:
		memcpy(at, &yes, sizeof(yes));
		return take_word(r, "yes");
	case FIELD_COUNT:
		if (!take_number(r, STATE_COUNT_MAX, &v)) {
			return false;
		}
		count = (unsigned) v;
		memcpy(at, &count, sizeof(count));
		return true;
	case FIELD_SPAN:
		if (!take_number(r, STATE_SPAN_MAX, &v)) {
			return false;
		}
		break;
	case FIELD_PAST:
	case FIELD_TIME:
		if (!take_time(r, f->type == FIELD_TIME, &v)) {
			return false;
		}
		break;
	case FIELD_WORD:
		word = f->from_string(r->rest);
		if (word < 0) {
			return false;
		}
		count = (unsigned) word;
		memcpy(at, &count, sizeof(count));
		r->rest += strlen(r->rest);
		return true;
	}
	memcpy(at, &v, sizeof(v));
	return true;
}

static bool take_field(struct reader *r, struct engine *e)
{
	for (size_t i = 0; i < state_fields_n; i++) {
		if (take_word(r, state_fields[i].name)) {
			if (r->seen & UINT64_C(1) << i) {
				return false;
			}
			r->seen |= UINT64_C(1) << i;
			return take_value(r, e, &state_fields[i]);
		}
	}
	return false;
}

static bool take_tally(struct reader *r, struct engine *e)
{
	for (unsigned kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		uint64_t v;

		if (!take_word(r, break_kind_to_string((enum break_kind) kind))) {
			continue;
		}
		if (r->tallies & 1u << kind) {
			return false;
		}
		r->tallies |= 1u << kind;
		for (size_t i = 0; i < _OUTCOME_MAX; i++) {
			if (!take_number(r, STATE_COUNT_MAX, &v)) {
				return false;
			}
			e->tally[kind][i] = (unsigned) v;
		}
		return true;
	}
	return false;
}

static bool take_stretch(struct reader *r, struct reminder_clock *c)
{
	usec_t from, to;

	if (c->n == CLOCK_STRETCHES || !take_time(r, false, &from) || !take_time(r, false, &to) ||
	    from > to || (c->n > 0 && from < c->stretch[c->n - 1].to)) {
		return false;
	}
	c->stretch[c->n].from = from;
	c->stretch[c->n].to = to;
	c->n++;
	return true;
}

static bool take_limit(struct reader *r)
{
	bool first = !r->limit;

	r->limit = true;
	return first && take_number(r, STATE_SPAN_MAX, &r->daily_limit) &&
	       take_number(r, STATE_SPAN_MAX, &r->daily_every);
}

static bool take_day(struct reader *r, struct engine *e)
{
	uint64_t number;
	usec_t end;

	if (r->day || !take_number(r, STATE_DAY_MAX, &number) || !take_time(r, true, &end)) {
		return false;
	}
	r->day = e->day_kept = true;
	e->day_number = (int64_t) number;
	e->day_end = end;
	return true;
}

/* Everything after the stamp; true: `end` came, and nothing after it. */
static bool take_lines(struct reader *r, struct engine *e)
{
	while (next_line(r)) {
		bool ok;

		if (strcmp(r->line, "end") == 0) {
			return r->size == 0;
		}
		if (take_word(r, "quiet")) {
			ok = !r->quiet;
			r->quiet = true;
		} else if (take_word(r, "limit")) {
			ok = take_limit(r);
		} else if (take_word(r, "day")) {
			ok = take_day(r, e);
		} else if (take_word(r, "tally")) {
			ok = take_tally(r, e);
		} else if (take_word(r, "stretch")) {
			ok = take_stretch(r, &e->brk.clock);
		} else {
			ok = take_field(r, e);
		}
		if (!ok || *r->rest != '\0') {
			return false;
		}
	}
	return false;
}

/* ---- what can't be, however it was written ---- */

static bool presence_fits(const struct engine *e)
{
	const struct counter *all[] = { &e->micro, &e->rest, &e->session, &e->day };

	if (!e->present) {
		return e->in_session ? e->in_pause && e->pause_start >= e->session_start
				     : e->session.sum == 0;
	}
	for (size_t i = 0; i < ELEMENTSOF(all); i++) {
		if (all[i]->since < e->present_since) {
			return false;
		}
	}
	return !e->in_pause && e->in_session && e->present_since >= e->session_start &&
	       e->last_pulse >= e->present_since;
}

static bool break_fits(const struct engine *e)
{
	const struct active_break *b = &e->brk;

	if (b->kind >= _BREAK_KIND_MAX) {
		return false;
	}
	if (!breaks_active(e)) {
		return b->clock.n == 0 && !b->clock.running;
	}
	if ((b->state == BREAK_DUE && !e->present) || (b->state == BREAK_STARTED && e->present)) {
		return false;
	}
	return b->since > 0 && (!b->clock.running || (b->state == BREAK_DUE && b->clock.since > 0));
}

static bool fits(const struct engine *e)
{
	return presence_fits(e) && break_fits(e) && (!e->in_session || e->session_start > 0) &&
	       (!e->in_pause || e->pause_start > 0) &&
	       (!e->pause_micro_counted || e->tally[BREAK_MICRO][e->pause_micro_outcome] > 0);
}

/* ---- the gap ---- */

/* The moment of the state on the clock of *now, which keeps its wall clock. */
static struct stamp moment(const struct stamp *state, const struct stamp *now, bool same_boot)
{
	usec_t gap =
		same_boot ? usec_sub(now->boot, state->boot) : usec_sub(now->real, state->real);
	struct stamp s = *state;

	s.boot = usec_max(usec_sub(now->boot, gap), 1);
	return s;
}

static void forget_outside(struct engine *e, bool quiet)
{
	presence_engage(e, false);
	e->word = e->present ? PRESENCE_PRESENT : PRESENCE_AWAY;
	e->word_since = e->present ? e->present_since : e->in_pause ? e->pause_start : e->now;
	e->quiet_flags = quiet ? QUIET_GAP : 0;
	breaks_clock_run(e);
}

/* The prompt on show went with the process that showed it: it is shown anew, and nobody can have
 * rested at its word before.  Unless the user turns out to have been away. */
static void show_anew(struct engine *e, usec_t now)
{
	if (e->brk.state == BREAK_DUE && presence_away_deadline(e) > now) {
		e->brk.since = now;
	}
}

static void go_through(struct engine *e, const struct stamp *now, bool same_boot, bool quiet,
		       struct effects *out)
{
	struct event tick = { .type = EVENT_TICK, .stamp = *now };
	bool gap = now->boot > e->now || !same_boot;

	e->out = out;
	forget_outside(e, quiet || gap);
	if (!same_boot && e->present) {
		presence_away_fire(e);
	}
	if (gap) {
		show_anew(e, now->boot);
	}
	if (!same_boot && now->real < e->stamp.real) {
		/* It is wrong, or was.  Not a day is lost for it. */
		e->stamp = *now;
		e->day_kept = true;
	}
	engine_reckon(e);
	engine_feed(e, &tick, out);
	if (e->quiet_flags) {
		e->quiet_flags = 0;
		e->quiet_end = usec_add(e->now, usec_max(e->c.prompts_settle, TELL_TIME));
		breaks_clock_run(e);
		engine_feed(e, &tick, out);
	}
}

int engine_restore(struct engine **ret, const struct config *config, const struct stamp *now,
		   const char *state, size_t size, bool same_boot, struct effects *out)
{
	_cleanup_(engine_freep) struct engine *e = NULL;
	struct reader reader = { .text = state, .size = size };
	struct stamp saved, then;
	int r;

	if (!next_line(&reader) || strcmp(reader.line, STATE_MAGIC) != 0 || !next_line(&reader) ||
	    !take_stamp(&reader, &saved)) {
		return -EINVAL;
	}
	then = moment(&saved, now, same_boot);
	reader.base = then.boot;
	r = engine_new(&e, config, &then);
	if (r < 0) {
		return r;
	}
	if (!take_lines(&reader, e) || !fits(e)) {
		return -EINVAL;
	}
	if (reader.daily_limit != config->daily_limit_limit ||
	    reader.daily_every != config->daily_limit_remind_every) {
		moments_daily_relevel(e);
	}
	go_through(e, now, same_boot, reader.quiet, out);
	*ret = TAKE_PTR(e);
	return 0;
}

/* `ergoctl history`: reads a day, or days. */
#include "history.h"
#include "shares.h"

#include <string.h>

#include "cli.h"
#include "ergo/tr.h"

static const char *const session_end_names[] = {
	[END_OPEN] = "open",       [END_UNKNOWN] = "unknown", [END_BREAK] = "break",
	[END_BLOCKED] = "blocked", [END_LEFT] = "left",
};
DEFINE_STRTAB(session_end, enum session_end, session_end_names)

/* A session that is open and older than the pause that ends one has no end: what is written is at most
 * a minute old, or a little more. */
#define WRITTEN_WITHIN (5 * USEC_PER_MIN)
/* A break belongs to the end of a session that it begins around: moments are kept to the second,
 * and one that was due begins when the user left. */
#define END_SLACK (2 * USEC_PER_SEC)

static int add_session(const struct session_record *r, void *userdata)
{
	struct day_session s = { .record = *r };

	return rows_add(userdata, &s, sizeof(s));
}

static bool was_rested(const struct break_record *b)
{
	return b->outcome == OUTCOME_TAKEN || b->outcome == OUTCOME_NATURAL;
}

static int add_break(const struct break_record *r, void *userdata)
{
	struct day_past *d = userdata;
	int q = r->end < d->to ? rows_add(&d->breaks, r, sizeof(*r)) : 0;

	return q == 0 && r->kind == BREAK_REST && was_rested(r) ? rows_add(&d->rests, r, sizeof(*r))
								: q;
}

static int add_finding(const struct finding_record *r, void *userdata)
{
	struct day_past *d = userdata;
	bool came = r->since >= d->from && r->since < d->to;
	bool went = r->until && r->until >= d->from && r->until < d->to;

	return came || went ? rows_add(&d->findings, r, sizeof(*r)) : 0;
}

static int add_change(const struct change_record *r, void *userdata)
{
	return rows_add(userdata, r, sizeof(*r));
}

static int add_blocked(const struct slots *r, void *userdata)
{
	return r->plane == PLANE_BLOCKED ? rows_add(userdata, r, sizeof(*r)) : 0;
}

static int note_day(const struct day_record *r, void *userdata)
{
	struct day_past *d = userdata;

	d->record = *r;
	d->recorded = true;
	return 0;
}

/* Whether the slot after `t` tells of a blocker. */
static bool blocked_after(const struct day_past *d, usec_t t)
{
	usec_t slot = t / SLOT_LENGTH + 1;
	int64_t hour = (int64_t) (slot / SLOTS_PER_HOUR);
	size_t i = (size_t) (slot % SLOTS_PER_HOUR);

	for (size_t k = 0; k < d->blocked.n; k++) {
		const struct slots *s = ROW(&d->blocked, struct slots, k);

		if (s->hour == hour) {
			return s->bits[i / 8] >> (i % 8) & 1;
		}
	}
	return false;
}

/* Whether a rest break was what a session ended with. */
static bool rest_at_end(const struct day_past *d, usec_t end)
{
	for (size_t i = 0; i < d->rests.n; i++) {
		const struct break_record *b = ROW(&d->rests, struct break_record, i);

		if (b->start <= end + END_SLACK && b->end >= end) {
			return true;
		}
	}
	return false;
}

static void find_ends(const struct past *p, struct day_past *d)
{
	struct day_session *s = d->sessions.row;

	for (size_t i = 0; i < d->sessions.n; i++) {
		usec_t end = s[i].record.end;

		if (s[i].record.open) {
			usec_t stale = usec_add(end, p->ends_after + WRITTEN_WITHIN);

			s[i].end = stale > p->now ? END_OPEN : END_UNKNOWN;
		} else if (rest_at_end(d, end)) {
			s[i].end = END_BREAK;
		} else {
			s[i].end = blocked_after(d, end) ? END_BLOCKED : END_LEFT;
		}
	}
}

bool day_past_is_part(const struct day_past *d, const struct break_record *b)
{
	if (b->kind != BREAK_MICRO || !was_rested(b)) {
		return false;
	}
	for (size_t i = 0; i < d->rests.n; i++) {
		const struct break_record *rest = ROW(&d->rests, struct break_record, i);

		if (b->start + END_SLACK >= rest->start && b->end <= rest->end) {
			return true;
		}
	}
	return false;
}

/* When the last session ended, which may be on the next day; one of days is a mistake in the file. */
static usec_t last_end(const struct day_past *d)
{
	usec_t end = d->to;

	for (size_t i = 0; i < d->sessions.n; i++) {
		end = usec_max(end, ROW(&d->sessions, struct day_session, i)->record.end);
	}
	return usec_min(end, usec_add(d->to, USEC_PER_DAY));
}

int day_past_read(const struct past *p, int64_t day, struct day_past *ret)
{
	struct day_past *d = ret;
	usec_t end;
	int r;

	*d = (struct day_past){ .day = day };
	r = past_day_bounds(p, day, &d->from, &d->to);
	if (r < 0 || !p->store) {
		return r;
	}
	r = store_days(p->store, day, day + 1, note_day, d);
	if (r == 0) {
		r = store_sessions(p->store, d->from, d->to, add_session, &d->sessions);
	}
	end = last_end(d);
	if (r == 0) {
		r = store_breaks(p->store, d->from, usec_add(end, USEC_PER_DAY), add_break, d);
	}
	if (r == 0) {
		r = store_findings(p->store, d->from, d->to, add_finding, d);
	}
	if (r == 0) {
		r = store_changes(p->store, d->from, d->to, add_change, &d->changes);
	}
	if (r == 0) {
		r = store_slots(p->store, (int64_t) (d->from / USEC_PER_HOUR),
				(int64_t) (end / USEC_PER_HOUR) + 2, add_blocked, &d->blocked);
	}
	if (r == 0) {
		find_ends(p, d);
		r = shares_read(p, day, day, &d->shares);
	}
	return r;
}

void day_past_done(struct day_past *d)
{
	rows_done(&d->sessions);
	rows_done(&d->breaks);
	rows_done(&d->rests);
	rows_done(&d->findings);
	rows_done(&d->changes);
	rows_done(&d->blocked);
	rows_done(&d->shares);
}

static int show_day(const struct past *p, const struct args *args, int64_t day)
{
	_cleanup_(day_past_done) struct day_past d = {};
	int r = day_past_read(p, day, &d);

	if (r < 0) {
		return past_report(p, r);
	}
	return args->set & OPT(OPT_JSON) ? day_past_json(p, &d) : day_past_print(p, &d);
}

static int add_day(const struct day_record *r, void *userdata)
{
	return rows_add(userdata, r, sizeof(*r));
}

static int show_days(const struct past *p, const struct args *args, const struct range *range)
{
	_cleanup_(rows_done) struct rows days = {};
	int r = p->store ? store_days(p->store, range->first, range->last + 1, add_day, &days) : 0;

	if (r < 0) {
		return past_report(p, r);
	}
	return args->set & OPT(OPT_JSON) ? days_json(range, &days) : days_print(p, &days);
}

int verb_history(const struct args *args)
{
	_cleanup_(past_done) struct past p = {};
	bool days = args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL));
	struct range range = {};
	int64_t day = 0;
	int r;

	if (days && args->n) {
		return usage_error("history", _("either a day or --since and --until"));
	}
	r = past_open(&p);
	if (r == EXIT_DONE) {
		r = days ? range_of_options(&range, &p, args) : range_parse_day(&p, args, &day);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (!p.store && !(args->set & OPT(OPT_JSON))) {
		past_say_none(&p, stdout);
		return EXIT_DONE;
	}
	return days ? show_days(&p, args, &range) : show_day(&p, args, day);
}

/* The history file, opened for reading; local time as it was lived. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "ergo/conf-file.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "past.h"
#include "words.h"

#define DAYS_MAX        2932897 /* up to the year 9999 */
#define SECONDS_PER_DAY 86400
/* the defaults of session.day_starts and ends_after */
#define DAY_STARTS_UNREAD (4 * USEC_PER_HOUR)
#define ENDS_AFTER_UNREAD (5 * USEC_PER_MIN)

int rows_add(struct rows *rows, const void *row, size_t size)
{
	if (rows->n == rows->room) {
		size_t room = rows->room ? 2 * rows->room : 64;
		void *more = reallocarray(rows->row, room, size);

		if (!more) {
			return -ENOMEM;
		}
		rows->row = more;
		rows->room = room;
	}
	memcpy((char *) rows->row + rows->n++ * size, row, size);
	return 0;
}

void rows_done(struct rows *rows)
{
	free(rows->row);
	*rows = (struct rows){};
}

static int add_offset(const struct offset_record *r, void *userdata)
{
	return rows_add(userdata, r, sizeof(*r));
}

static void read_config(struct past *p)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;

	/* what is wrong with the file is told by `config check` and `doctor` */
	if (conf_load(NULL, &conf) < 0) {
		p->day_starts = DAY_STARTS_UNREAD;
		p->ends_after = ENDS_AFTER_UNREAD;
		p->enabled = p->monitor_in_use = true;
		return;
	}
	p->day_starts = conf->config.session_day_starts;
	p->ends_after = conf->config.session_ends_after;
	p->enabled = conf->config.history_enabled;
	p->monitor_in_use = conf->config.presence_monitor_in_use;
	p->keep_days = (unsigned) conf->config.history_keep_days;
}

void past_begin(struct past *p)
{
	*p = (struct past){ .now = now_real() };
	read_config(p);
	p->today = past_day(p, p->now);
}

int past_open(struct past *p)
{
	struct store_report report;
	char path[STORE_PATH_MAX];
	int r = store_default_path(path, sizeof(path));

	past_begin(p);
	if (r < 0) {
		out_error("%s", r == -ENOENT
					? _("neither XDG_STATE_HOME nor HOME is set, so it is not "
					    "known where the history is")
					: strerror(-r));
		return EXIT_FAILED;
	}
	r = store_open(&p->store, path, STORE_READ, &report);
	if (r == 0) {
		r = store_offsets(p->store, add_offset, &p->offsets);
		if (r < 0) {
			return past_report(p, r);
		}
	} else if (r != -ENOENT) {
		out_error("%s", *report.text ? report.text : strerror(-r));
		return EXIT_FAILED;
	}
	p->today = past_day(p, p->now);
	return EXIT_DONE;
}

void past_done(struct past *p)
{
	p->store = store_free(p->store);
	rows_done(&p->offsets);
}

int past_report(const struct past *p, int r)
{
	const char *text = p->store ? store_error(p->store) : "";

	out_error("%s", r == -ENOMEM || !*text ? strerror(-r) : text);
	return EXIT_FAILED;
}

void past_say_none(const struct past *p, FILE *f)
{
	(void) fprintf(f, "%s\n",
		       p->enabled ? _("no history yet: ergod writes it while you are at the "
				      "screen   (ergoctl doctor)")
				  : _("no history: none is kept, history.enabled says no"));
}

int32_t past_gmtoff(const struct past *p, usec_t t)
{
	time_t seconds = (time_t) (t / USEC_PER_SEC);
	struct tm tm;

	if (p->offsets.n) {
		size_t i = p->offsets.n - 1;

		while (i && ROW(&p->offsets, struct offset_record, i)->at > t) {
			i--;
		}
		return ROW(&p->offsets, struct offset_record, i)->gmtoff_s;
	}
	return localtime_r(&seconds, &tm) ? (int32_t) tm.tm_gmtoff : 0;
}

struct tm past_local(const struct past *p, usec_t t)
{
	time_t local = (time_t) (t / USEC_PER_SEC) + past_gmtoff(p, t);
	struct tm tm = {};

	(void) gmtime_r(&local, &tm);
	return tm;
}

static usec_t to_usec(int64_t seconds)
{
	return seconds < 0 ? 0 : (usec_t) seconds * USEC_PER_SEC;
}

/* Without records: the time zone's own idea of it. */
static usec_t moment_of_zone(int64_t local)
{
	time_t as_utc = (time_t) local, t;
	struct tm tm;

	if (!gmtime_r(&as_utc, &tm)) {
		return to_usec(local);
	}
	tm.tm_isdst = -1;
	t = mktime(&tm);
	return to_usec(t == -1 ? local : t);
}

usec_t past_moment(const struct past *p, int64_t local)
{
	const struct rows *o = &p->offsets;

	if (o->n == 0) {
		return moment_of_zone(local);
	}
	for (size_t i = 0; i < o->n; i++) {
		const struct offset_record *here = ROW(o, struct offset_record, i);
		usec_t t = to_usec(local - here->gmtoff_s);

		/* where clocks went forward over it, it is the moment at which they did */
		t = i ? usec_max(t, here->at) : t;
		if (i + 1 == o->n || t < ROW(o, struct offset_record, i + 1)->at) {
			return t;
		}
	}
	return to_usec(local);
}

int64_t past_day(const struct past *p, usec_t t)
{
	struct stamp stamp = { .real = t,
			       .gmtoff_s = past_gmtoff(p, t),
			       .gmtoff_until = USEC_INFINITY };

	return stamp_day(&stamp, p->day_starts);
}

struct starts {
	int64_t day;
	usec_t at[2]; /* day_starts of .day and of the one after it */
};

static int note_starts(const struct day_record *r, void *userdata)
{
	struct starts *s = userdata;

	if (r->day >= s->day && r->day <= s->day + 1) {
		s->at[r->day - s->day] = r->day_starts;
	}
	return 0;
}

int past_day_bounds(const struct past *p, int64_t day, usec_t *ret_from, usec_t *ret_to)
{
	struct starts s = { day, { p->day_starts, p->day_starts } };
	int r = p->store ? store_days(p->store, day, day + 2, note_starts, &s) : 0;

	if (r < 0) {
		return r;
	}
	*ret_from = past_moment(p, day * SECONDS_PER_DAY + (int64_t) (s.at[0] / USEC_PER_SEC));
	*ret_to = past_moment(p, (day + 1) * SECONDS_PER_DAY + (int64_t) (s.at[1] / USEC_PER_SEC));
	return 0;
}

/* ---- words ---- */

enum date_style {
	DATE_LONG,
	DATE_TABLE,
	DATE_ISO,
};

static char *say_date(char *buf, enum date_style style, int64_t day)
{
	bool known = day >= 0 && day < DAYS_MAX; /* a file may hold anything */
	time_t t = known ? (time_t) (day * SECONDS_PER_DAY) : 0;
	char iso[16];
	struct tm tm;

	buf[0] = '\0';
	if (!known || !gmtime_r(&t, &tm)) {
		return buf;
	}
	(void) strftime(iso, sizeof(iso), "%Y-%m-%d", &tm);
	if (style == DATE_LONG) {
		(void) snprintf(buf, PAST_STRING_MAX,
				Q_("weekday, day, month, year", "%s %d %s %d"),
				weekday_long(tm.tm_wday), tm.tm_mday, month_long(tm.tm_mon),
				tm.tm_year + 1900);
	} else if (style == DATE_TABLE) {
		(void) snprintf(buf, PAST_STRING_MAX, Q_("weekday, date", "%s %s"),
				weekday_short(tm.tm_wday), iso);
	} else {
		(void) snprintf(buf, PAST_STRING_MAX, "%s", iso);
	}
	return buf;
}

char *past_say_time(const struct past *p, char *buf, usec_t t, int64_t day)
{
	int64_t local = (int64_t) (t / USEC_PER_SEC) + past_gmtoff(p, t);
	int64_t date = local / SECONDS_PER_DAY;
	struct tm tm = past_local(p, t);
	bool near = date == day || date == day + 1;
	char clock[16] = "";

	(void) strftime(clock, sizeof(clock), "%H:%M", &tm);
	if (near) {
		(void) snprintf(buf, PAST_STRING_MAX, "%s", clock);
	} else {
		(void) snprintf(buf, PAST_STRING_MAX, Q_("weekday, time", "%s %s"),
				weekday_short(tm.tm_wday), clock);
	}
	return buf;
}

char *past_say_day(char *buf, int64_t day)
{
	return say_date(buf, DATE_LONG, day);
}

char *past_say_date(char *buf, int64_t day)
{
	return say_date(buf, DATE_TABLE, day);
}

char *past_say_gmtoff(char *buf, int32_t gmtoff_s)
{
	int minutes = (gmtoff_s < 0 ? -gmtoff_s : gmtoff_s) / 60;

	(void) snprintf(buf, PAST_STRING_MAX, "%c%02d:%02d", gmtoff_s < 0 ? '-' : '+', minutes / 60,
			minutes % 60);
	return buf;
}

struct json_object *past_time_json(const struct past *p, usec_t t)
{
	char buf[RFC3339_STRING_MAX];

	return t == 0 || t == USEC_INFINITY ? NULL
					    : json_object_new_string(rfc3339_format(
						      buf, sizeof(buf), t, past_gmtoff(p, t)));
}

struct json_object *past_day_json(int64_t day)
{
	char buf[PAST_STRING_MAX];

	return json_object_new_string(say_date(buf, DATE_ISO, day));
}

/* ---- tallies ---- */

void say_tally(struct text *t, const unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX])
{
	const unsigned *rest = tally[BREAK_REST], *micro = tally[BREAK_MICRO];
	const unsigned own = rest[OUTCOME_NATURAL], rested = rest[OUTCOME_TAKEN] + own;
	const unsigned short_ones = micro[OUTCOME_TAKEN] + micro[OUTCOME_NATURAL];
	const unsigned skipped = rest[OUTCOME_SKIPPED] + micro[OUTCOME_SKIPPED];
	const unsigned missed = rest[OUTCOME_MISSED] + micro[OUTCOME_MISSED];
	struct text item[4] = {};

	if (own) {
		text_add(&item[0],
			 P_("%u rest break (%u of your own accord)",
			    "%u rest breaks (%u of your own accord)", rested),
			 rested, own);
	} else if (rested) {
		text_add(&item[0], P_("%u rest break", "%u rest breaks", rested), rested);
	}
	if (short_ones) {
		text_add(&item[1], P_("%u micro-break", "%u micro-breaks", short_ones), short_ones);
	}
	if (skipped) {
		text_add(&item[2], P_("%u skipped", "%u skipped", skipped), skipped);
	}
	if (missed) {
		text_add(&item[3], P_("%u missed", "%u missed", missed), missed);
	}
	for (size_t i = 0; i < ELEMENTSOF(item); i++) {
		if (item[i].n) {
			list_add(t, item[i].s);
		}
	}
}

struct json_object *tally_json(const unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX])
{
	struct json_object *o = json_object_new_object();

	for (int kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		struct json_object *k = json_object_new_object();

		for (int outcome = 0; outcome < _OUTCOME_MAX; outcome++) {
			json_add(k, outcome_to_string((enum outcome) outcome),
				 json_count(tally[kind][outcome]));
		}
		json_add(o, break_kind_to_string((enum break_kind) kind), k);
	}
	return o;
}

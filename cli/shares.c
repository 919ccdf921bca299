/* The time at each monitor: `ergoctl stats` and `history`. */
#include "shares.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/tr.h"
#include "stats.h"
#include "words.h"

#define BAR_WIDTH      20
#define NAME_LEAST     20
#define DURATION_WIDTH 12

/* ---- reading ---- */

static int add_share(const struct share_record *r, void *userdata)
{
	struct rows *rows = userdata;
	struct share_record *sum = rows->row, one = *r;

	for (size_t i = 0; i < rows->n; i++) {
		if (strcmp(sum[i].monitor, r->monitor) == 0) {
			sum[i].time = usec_add(sum[i].time, r->time);
			sum[i].alone = usec_add(sum[i].alone, r->alone);
			return 0;
		}
	}
	one.day = 0;
	return rows_add(rows, &one, sizeof(one));
}

static int compare(const void *a, const void *b)
{
	const struct share_record *x = a, *y = b;

	if (x->time != y->time) {
		return x->time > y->time ? -1 : 1;
	}
	return strcmp(x->monitor, y->monitor);
}

int shares_read(const struct past *p, int64_t first, int64_t last, struct rows *ret)
{
	int r = p->store ? store_shares(p->store, first, last + 1, add_share, ret) : 0;

	if (ret->n > 0) {
		qsort(ret->row, ret->n, sizeof(struct share_record), compare);
	}
	return r;
}

/* ---- sums ---- */

unsigned percent_of(usec_t part, usec_t whole)
{
	unsigned n = whole ? (unsigned) ((double) part * 100 / (double) whole + 0.5) : 0;

	return n > 100 ? 100 : n;
}

usec_t shares_unknown(const struct rows *shares, usec_t screen_time)
{
	usec_t known = 0;

	for (size_t i = 0; i < shares->n; i++) {
		known = usec_add(known, ROW(shares, struct share_record, i)->time);
	}
	return usec_sub(screen_time, known);
}

/* Whether so much is worth a word: all is rounded to minutes. */
static bool shows(usec_t t, usec_t screen_time)
{
	return t >= USEC_PER_MIN || percent_of(t, screen_time) > 0;
}

/* ---- for people ---- */

static void print_row(int width, const char *name, usec_t t, usec_t screen_time)
{
	char time[DURATION_STRING_MAX], shape[BAR_STRING_MAX];

	struct text row = {};

	text_cell(&row, -width, name);
	text_add(&row, " %5u %%  ", percent_of(t, screen_time));
	text_cell(&row, DURATION_WIDTH, duration_say(time, sizeof(time), t));
	out_text("  %s  %s", row.s, bar(shape, t, screen_time, BAR_WIDTH));
}

const char *shares_why(const struct past *p)
{
	const char *wayland = getenv("WAYLAND_DISPLAY");

	if (!p->monitor_in_use) {
		return _(
			"which monitor is in use is not looked at: presence.monitor_in_use says no");
	}
	if (wayland && *wayland) {
		return _("which of several monitors is in use can't be known under Wayland");
	}
	return NULL;
}

size_t shares_lines(const struct rows *shares, usec_t screen_time,
		    struct share_line ret[static SHARES_SHOWN + 2])
{
	usec_t unknown = shares_unknown(shares, screen_time), others = 0;
	size_t n = 0;

	for (size_t i = 0; i < shares->n; i++) {
		const struct share_record *r = ROW(shares, struct share_record, i);

		if (i < SHARES_SHOWN) {
			ret[n++] = (struct share_line){ r->monitor, r->time };
		} else {
			others = usec_add(others, r->time);
		}
	}
	if (shares->n > SHARES_SHOWN) {
		ret[n++] = (struct share_line){ _("others"), others };
	}
	if (shows(unknown, screen_time)) {
		ret[n++] = (struct share_line){ _("not known"), unknown };
	}
	return n;
}

void shares_print(const struct past *p, const struct rows *shares, usec_t screen_time)
{
	struct share_line line[SHARES_SHOWN + 2];
	size_t lines;
	int width = NAME_LEAST;

	if (shares->n == 0) {
		if (screen_time && shares_why(p)) {
			out_line(TONE_PLAIN, _("monitors"), "%s", shares_why(p));
		}
		return;
	}
	lines = shares_lines(shares, screen_time, line);
	for (size_t i = 0; i < lines; i++) {
		int n = (int) text_columns(line[i].name, SIZE_MAX);

		width = n > width ? n : width;
	}
	out_line(TONE_PLAIN, _("monitors"), "%s", _("by the time that the work was on them:"));
	for (size_t i = 0; i < lines; i++) {
		print_row(width, line[i].name, line[i].time, screen_time);
	}
	if (shows(shares_unknown(shares, screen_time), screen_time) && shares_why(p)) {
		out_text("  %s", shares_why(p));
	}
}

void shares_print_line(const struct rows *shares, usec_t screen_time)
{
	usec_t unknown = shares_unknown(shares, screen_time);
	char time[DURATION_STRING_MAX];
	struct text t = {};

	for (size_t i = 0; i < shares->n && i < SHARES_SHOWN; i++) {
		const struct share_record *r = ROW(shares, struct share_record, i);
		struct text item = {};

		text_add(&item, Q_("monitor, percent, time", "%s %u %% (%s)"), r->monitor,
			 percent_of(r->time, screen_time),
			 duration_say(time, sizeof(time), r->time));
		list_add(&t, item.s);
	}
	if (shares->n > 0 && shows(unknown, screen_time)) {
		struct text item = {};

		text_add(&item, _("not known %u %%"), percent_of(unknown, screen_time));
		list_add(&t, item.s);
	}
	if (t.n) {
		out_line(TONE_PLAIN, _("monitors"), "%s", t.s);
	}
}

/* ---- for scripts ---- */

void shares_add_json(struct json_object *o, const struct rows *shares, usec_t screen_time)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < shares->n; i++) {
		const struct share_record *r = ROW(shares, struct share_record, i);
		struct json_object *one = json_object_new_object();

		json_add(one, "monitor", json_word(r->monitor));
		json_add(one, "screen_seconds", json_seconds(r->time));
		json_add(one, "alone_seconds", json_seconds(r->alone));
		json_add(one, "percent",
			 screen_time ? json_real((double) r->time * 100 / (double) screen_time, 1)
				     : NULL);
		(void) json_object_array_add(list, one);
	}
	json_add(o, "monitors", list);
	json_add(o, "monitors_unknown_seconds", json_seconds(shares_unknown(shares, screen_time)));
}

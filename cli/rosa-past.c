/* How the ROSA score was before: worked out anew from what is recorded, nothing of it is stored. */
#include <string.h>

#include "rosa-data.h"

/* Going back from day to day. */
struct walk {
	const struct past *p;
	const struct audit_data *d;
	struct config config; /* as it was at the end of the day */
	struct rosa place;    /* the answers that it gives, and how the desk is used */
	struct audit audit;
	struct rows changes; /* struct change_record */
	size_t left;         /* of these, that are not undone yet */
	struct rosa rosa;    /* the last one that was scored */
	struct rosa_score score;
	bool scored;
};

static int add_change(const struct change_record *r, void *userdata)
{
	return rows_add(userdata, r, sizeof(*r));
}

/* The value that a record of a change is about.  A monitor that is not described any more is, again. */
static bool find_item(struct config *c, const char *name, struct config_item *ret)
{
	int r = config_item_find(c, name, ret);
	const char *dot = strrchr(name, '.');
	char monitor[CONFIG_ITEM_NAME_MAX];

	if (r != -ENXIO || strncmp(name, "monitor ", 8) != 0 || !dot) {
		return r == 0;
	}
	(void) snprintf(monitor, sizeof(monitor), "%.*s", (int) (dot - name - 8), name + 8);
	return config_monitor_add(c, monitor) && config_item_find(c, name, ret) == 0;
}

/*
 * Where it is not what the change led to, something else holds: a profile, or what was changed while ergod did not
 * run.  Then it stays.  Whether anything of the place is another now.
 */
static bool undo(struct config *c, const struct change_record *r)
{
	char now[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX];
	struct config_item item;

	return find_item(c, r->key, &item) && config_key_is_setup(item.key) &&
	       strcmp(config_item_format(c, item, now, sizeof(now)), r->after) == 0 &&
	       config_item_set(c, item, r->before, reason) == 0;
}

static void evaluate(struct walk *w)
{
	struct audit_input in = { &w->d->monitors, &w->config, w->d->exposure };

	audit_evaluate(&in, &w->audit);
	memset(&w->place, 0, sizeof(w->place));
	rosa_fill_place(&w->place, &w->audit, &w->config);
}

/* To the end of that day.  Whether something of the set-up was another then than later. */
static bool go_back(struct walk *w, int64_t day)
{
	bool changed = false;

	while (w->left > 0) {
		const struct change_record *r = ROW(&w->changes, struct change_record, w->left - 1);

		if (past_day(w->p, r->at) <= day) {
			break;
		}
		changed |= undo(&w->config, r);
		w->left--;
	}
	if (changed) {
		evaluate(w);
	}
	return changed;
}

static void score(struct walk *w, const struct rows *days, int64_t day)
{
	struct rosa rosa = w->place;
	struct rosa_usage usage;

	rosa_usual_before(days, day, &w->config, &w->audit.body, &usage);
	rosa_fill_usage(&rosa, &usage);
	if (!w->scored || memcmp(&rosa, &w->rosa, sizeof(rosa)) != 0) {
		w->rosa = rosa;
		rosa_score(&rosa, &w->score);
		w->scored = true;
	}
}

static bool same_score(const struct rosa_point *a, const struct rosa_point *b)
{
	return memcmp(&a->final, &b->final, sizeof(a->final)) == 0 &&
	       memcmp(a->section, b->section, sizeof(a->section)) == 0;
}

/* Of a point a day the ones that say something new. */
static int keep_new(const struct rosa_point *points, size_t n, struct rows *ret)
{
	const struct rosa_point *last = NULL;
	bool setup = false;

	for (size_t i = 0; i < n; i++) {
		struct rosa_point point = points[i];
		int r;

		setup |= point.setup;
		if (last && same_score(last, &point)) {
			setup = false; /* it made no difference */
			continue;
		}
		point.setup = setup;
		r = rows_add(ret, &point, sizeof(point));
		if (r < 0) {
			return r;
		}
		last = &points[i];
		setup = false;
	}
	return 0;
}

static int walk_back(struct walk *w, const struct rows *days, int64_t first, int64_t last,
		     struct rows *ret)
{
	size_t n = (size_t) (last - first + 1);
	_cleanup_(freep) struct rosa_point *points = calloc(n, sizeof(*points));
	bool changed;

	if (!points) {
		return -ENOMEM;
	}
	(void) go_back(w, last);
	for (size_t i = n; i > 0; i--) {
		struct rosa_point *point = &points[i - 1];

		point->day = first + (int64_t) i - 1;
		score(w, days, point->day);
		point->final = w->score.final;
		memcpy(point->section, w->score.section, sizeof(point->section));
		changed = go_back(w, point->day - 1);
		point->setup = changed && i > 1;
	}
	return keep_new(points, n, ret);
}

int rosa_past_read(const struct past *p, const struct audit_data *d, int64_t first, int64_t last,
		   struct rows *ret)
{
	_cleanup_(rows_done) struct rows days = {};
	_cleanup_(freep) struct walk *w = calloc(1, sizeof(*w));
	usec_t from, to;
	int r;

	if (first > last) {
		return 0;
	}
	if (!w) {
		return -ENOMEM;
	}
	w->p = p;
	w->d = d;
	w->config = d->config;
	evaluate(w);
	r = past_day_bounds(p, first, &from, &to);
	if (r >= 0) {
		r = rosa_days_read(p, first - ROSA_LOOK_BACK, last - 1, &days);
	}
	if (r >= 0 && p->store) {
		r = store_changes(p->store, from, USEC_INFINITY, add_change, &w->changes);
	}
	if (r >= 0) {
		w->left = w->changes.n;
		r = walk_back(w, &days, first, last, ret);
	}
	rows_done(&w->changes);
	return r < 0 ? r : 0;
}

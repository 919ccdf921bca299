/* Which exercises were done: in the diary, for who wants to see how often. */
#include <string.h>
#include <time.h>

#include "ergo/diary-store.h"
#include "ergo/tr.h"
#include "exercises.h"
#include "output.h"
#include "words.h"

#define PATIENCE (3 * USEC_PER_SEC)

/* Of local clocks. */
static int32_t gmtoff_at(usec_t real)
{
	time_t t = (time_t) (real / USEC_PER_SEC);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int32_t) tm.tm_gmtoff : 0;
}

/* An event of these exercises. */
static void make_entry(struct diary_entry *ret, const struct config *config,
		       const struct exercise *const *e, size_t n, usec_t start)
{
	struct text names = {};

	diary_entry_init(ret, DIARY_EVENT);
	ret->event = EVENT_EXERCISE;
	ret->start = start - start % USEC_PER_MIN;
	ret->start_told = true;
	ret->gmtoff_s = ret->end_gmtoff_s = gmtoff_at(start);
	ret->day = ret->last_day = diary_day(start, ret->gmtoff_s, config->session_day_starts);
	for (size_t i = 0; i < n; i++) {
		/* names as they are typed, so that they can be counted */
		if (names.n + strlen(e[i]->name) + 3 < sizeof(ret->note)) {
			list_add(&names, e[i]->name);
		}
	}
	(void) snprintf(ret->note, sizeof(ret->note), "%.*s", (int) sizeof(ret->note) - 1, names.s);
}

int exercises_done(const struct config *config, const struct exercise *const *e, size_t n,
		   usec_t start)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct store_report report = {};
	struct diary_entry entry;
	char path[STORE_PATH_MAX];
	const char *why = "";
	int r;

	if (!config->history_enabled || n == 0) {
		return 0;
	}
	make_entry(&entry, config, e, n, start);
	r = diary_store_default_path(path, sizeof(path));
	if (r >= 0) {
		r = diary_store_open(&s, path, STORE_WRITE, PATIENCE, &report);
		why = report.text;
	}
	if (r >= 0 && *report.text) {
		out_error("%s", report.text); /* a damaged one was kept aside */
	}
	if (r >= 0) {
		r = diary_store_put(s, &entry);
		why = diary_store_error(s);
	}
	if (r < 0) {
		out_error(_("it could not be noted in the diary: %s"), *why ? why : strerror(-r));
	}
	return r < 0 ? r : 0;
}

/* ---- and how often ---- */

struct count {
	const struct exercise_set *set;
	unsigned *n;
};

/* The names in a note; what else somebody wrote there is none of them. */
static void count_note(const struct count *c, const char *note)
{
	while (*note) {
		size_t len = strcspn(note, ", ");

		for (size_t i = 0; i < c->set->n; i++) {
			const char *name = c->set->e[i]->name;

			c->n[i] += strlen(name) == len && strncmp(name, note, len) == 0;
		}
		note += len;
		note += strspn(note, ", ");
	}
}

static int count_entry(const struct diary_entry *e, void *userdata)
{
	if (e->type == DIARY_EVENT && e->event == EVENT_EXERCISE) {
		count_note(userdata, e->note);
	}
	return 0;
}

void exercises_count_done(const struct exercises *x, unsigned ret[static EXERCISES_MAX])
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct count count = { .set = &x->set, .n = ret };
	struct store_report report = {};
	char path[STORE_PATH_MAX];
	usec_t now = now_real();
	int64_t today = diary_day(now, gmtoff_at(now), x->conf->config.session_day_starts);

	memset(ret, 0, EXERCISES_MAX * sizeof(*ret));
	if (diary_store_default_path(path, sizeof(path)) < 0 ||
	    diary_store_open(&s, path, STORE_READ, 0, &report) < 0) {
		return; /* `ergoctl log` tells what is wrong with it */
	}
	(void) diary_store_entries(s, today - (DONE_DAYS - 1), today, count_entry, &count);
}

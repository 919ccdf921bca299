/* Which exercises were done: in the diary, for who wants to see how often. */
#include <string.h>
#include <time.h>

#include "ergo/diary-store.h"
#include "ergo/tr.h"
#include "exercises.h"
#include "output.h"
#include "words.h"

#define PATIENCE (3 * USEC_PER_SEC)

/* An event of these exercises. */
static void make_entry(struct diary_entry *ret, const struct config *config,
		       const struct exercise *const *e, size_t n, usec_t start)
{
	time_t t = (time_t) (start / USEC_PER_SEC);
	struct text names = {};
	struct tm tm;

	diary_entry_init(ret, DIARY_EVENT);
	ret->event = EVENT_EXERCISE;
	ret->start = start - start % USEC_PER_MIN;
	ret->start_told = true;
	ret->gmtoff_s = ret->end_gmtoff_s = localtime_r(&t, &tm) ? (int32_t) tm.tm_gmtoff : 0;
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
	if (r >= 0) {
		r = diary_store_put(s, &entry);
		why = diary_store_error(s);
	}
	if (r < 0) {
		out_error(_("it could not be noted in the diary: %s"), *why ? why : strerror(-r));
	}
	return r < 0 ? r : 0;
}

/*
 * The evening's question.  The diary is ergoctl's; of it the daemon reads whether the day is recorded, and
 * writes one thing, "no headache", when that button was pressed.
 */
#include <stdio.h>
#include <string.h>

#include "ergo/diary-ask.h"
#include "ergo/diary-store.h"
#include "ergo/tr.h"
#include "log.h"
#include "manager-internal.h"

#define SHOWN           (60 * USEC_PER_MIN)
#define SECONDS_PER_DAY 86400

/* What is noted of a day. */
struct noted {
	int64_t day;
	bool recorded;
	bool goes_on; /* a headache of a day before, whose end is not noted: it tells nothing of this day yet */
};

static int look_at(const struct diary_entry *e, void *userdata)
{
	struct noted *n = userdata;
	bool pain = e->type == DIARY_HEADACHE || e->type == DIARY_NECK;

	if (pain && e->ongoing && e->day < n->day) {
		n->goes_on = n->goes_on || e->type == DIARY_HEADACHE;
	} else if (pain || e->type == DIARY_NONE) {
		n->recorded = true;
	}
	return 0;
}

static int read_day(struct diary_store *s, struct noted *n)
{
	return diary_store_entries(s, n->day, n->day, look_at, n);
}

static int open_diary(struct diary_store **ret, enum store_mode mode, struct store_report *why)
{
	char path[STORE_PATH_MAX];
	int r = diary_store_default_path(path, sizeof(path));

	*why = (struct store_report){};
	return r < 0 ? r : diary_store_open(ret, path, mode, 0, why);
}

/* What can't be read is asked about: at worst the question is one too many. */
static bool is_recorded(int64_t day)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct noted n = { .day = day };
	struct store_report why;

	return open_diary(&s, STORE_READ, &why) == 0 && read_day(s, &n) == 0 && n.recorded;
}

/* ---- asking ---- */

static void add_action(struct notice *n, const char *key, const char *label)
{
	(void) snprintf(n->actions[n->n_actions].key, sizeof(n->actions[0].key), "%s", key);
	(void) snprintf(n->actions[n->n_actions].label, sizeof(n->actions[0].label), "%s", label);
	n->n_actions++;
}

static void ask(struct manager *m)
{
	struct notice notice = {
		.urgency = NOTICE_NORMAL,
		.progress = -1,
		.timeout_ms = (int32_t) (SHOWN / USEC_PER_MS),
	};

	(void) snprintf(notice.summary, sizeof(notice.summary), "%s",
			_("Did you have a headache today?"));
	(void) snprintf(
		notice.body, sizeof(notice.body), "%s",
		_("A day without one counts only if it is noted. By hand: ergoctl log none, or "
		  "ergoctl log headache"));
	add_action(&notice, "none", _("No headache today"));
	add_action(&notice, "note", _("Yes, I'll note it"));
	add_action(&notice, "not-today", _("Not today"));
	notify_show(m->notify, SUBJECT_DIARY, &notice);
}

static bool can_show(const struct manager *m)
{
	return notify_available(m->notify) && !(m->blockers & HOLDING) && !manager_is_blind(m);
}

void manager_diary_look(struct manager *m)
{
	struct snapshot snapshot;
	const struct diary_ask_moment moment = {
		.config = &m->config,
		.snapshot = &snapshot,
		.now = &m->last,
		.can_show = can_show(m),
	};
	int64_t day = stamp_day(&m->last, m->config.session_day_starts);
	usec_t look;

	if (!m->screens) {
		return; /* still being made */
	}
	if (!m->config.diary_ask) {
		(void) sd_event_source_set_enabled(m->diary_timer, SD_EVENT_OFF);
		return;
	}
	engine_snapshot(m->engine, &snapshot);
	if (diary_ask_due(&moment, m->diary_asked, &look)) {
		m->diary_asked = day;
		if (!is_recorded(day)) {
			ask(m);
		}
		look = USEC_PER_HOUR;
	}
	if (look == USEC_INFINITY) {
		(void) sd_event_source_set_enabled(m->diary_timer, SD_EVENT_OFF);
		return;
	}
	(void) sd_event_source_set_time(m->diary_timer, clock_from_engine(m->last.boot + look));
	(void) sd_event_source_set_time_accuracy(m->diary_timer, USEC_PER_MIN);
	(void) sd_event_source_set_enabled(m->diary_timer, SD_EVENT_ONESHOT);
}

/* ---- the answer ---- */

/* "No headache" of the day that was asked about, unless it is recorded by now.  *ret_goes_on: a headache goes on, which
 * that would contradict. */
static int note_none(const struct manager *m, struct store_report *why, bool *ret_goes_on)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct noted n = { .day = m->diary_asked };
	struct diary_entry e;
	int r = open_diary(&s, STORE_WRITE, why);

	if (r < 0) {
		return r;
	}
	r = diary_store_begin(s);
	if (r >= 0) {
		r = read_day(s, &n);
	}
	*ret_goes_on = r >= 0 && !n.recorded && n.goes_on;
	if (r >= 0 && !n.recorded && !n.goes_on) {
		diary_entry_init(&e, DIARY_NONE);
		e.day = e.last_day = n.day;
		e.gmtoff_s = m->last.gmtoff_s;
		e.start = (usec_t) (n.day * SECONDS_PER_DAY + SECONDS_PER_DAY / 2 - e.gmtoff_s) *
			  USEC_PER_SEC;
		r = diary_store_put(s, &e);
	}
	if (r >= 0) {
		r = diary_store_commit(s);
	}
	if (r < 0) {
		(void) snprintf(why->text, sizeof(why->text), "%s", diary_store_error(s));
	}
	return r;
}

static void say(struct manager *m, const char *summary, const char *why, const char *what_to_do)
{
	struct notice notice = { .urgency = NOTICE_NORMAL, .progress = -1, .timeout_ms = -1 };

	(void) snprintf(notice.summary, sizeof(notice.summary), "%s", summary);
	(void) snprintf(notice.body, sizeof(notice.body), "%.700s\n%s", why, what_to_do);
	notify_show(m->notify, SUBJECT_DIARY, &notice);
}

void manager_diary_action(struct manager *m, const char *action)
{
	struct store_report why;
	bool goes_on = false;
	int r;

	notify_withdraw(m->notify, SUBJECT_DIARY);
	if (strcmp(action, "none") != 0 || m->diary_asked == INT64_MIN) {
		return;
	}
	r = note_none(m, &why, &goes_on);
	if (r < 0) {
		log_warning_errno(r, "Cannot write the diary: %m");
		say(m, _("It could not be noted in the diary"), why.text,
		    _("Once that is put right: ergoctl log none"));
	} else if (goes_on) {
		say(m, _("It could not be noted in the diary"),
		    _("A headache of an earlier day goes on, as it was noted. When it was over: ergoctl "
		      "log end"),
		    _("Once that is put right: ergoctl log none"));
	} else if (*why.text) { /* a damaged one was kept aside */
		log_warning("The diary was damaged: it was set aside, and a new one begun");
		say(m, _("The diary was damaged"), why.text,
		    _("\"No headache today\" is noted in the new one: ergoctl log"));
	}
}

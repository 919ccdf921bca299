#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-id128.h>

#include "clock.h"
#include "ergo/engine-state.h"
#include "ergo/tr.h"
#include "history-internal.h"
#include "log.h"

/* Requirements of the project (DESIGN "Budgets"): how often is written at most. */
#define WRITE_EVERY USEC_PER_MIN

/* A disk that takes its time is given that many times as much in between, so that the loop, which
 * waits for it, is there for the rest. */
#define WRITE_SHARE 20

int history_new(struct history **ret)
{
	_cleanup_(history_freep) struct history *h = calloc(1, sizeof(*h));
	int r = h ? recorder_new(&h->recorder) : -ENOMEM;

	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(h);
	return 0;
}

struct history *history_free(struct history *h)
{
	if (h) {
		h->store = store_free(h->store);
		h->recorder = recorder_free(h->recorder);
		free(h->setup);
		free(h);
	}
	return NULL;
}

struct recorder *history_recorder(struct history *h)
{
	return h->recorder;
}

/* ---- what goes wrong ---- */

/* Told once, until it works again. */
static void fail(struct history *h, int r, const char *text)
{
	(void) snprintf(h->error, sizeof(h->error), "%s", *text ? text : strerror(-r));
	(void) snprintf(h->problem, sizeof(h->problem), _("the history is not being written: %s"),
			h->error);
	if (!h->failing) {
		log_warning("The history is not being written: %s", h->error);
	}
	h->failing = true;
	if (recorder_dropped(h->recorder) > 0 && !h->lost) {
		h->lost = true;
		log_warning("The oldest details that could not be written are dropped");
	}
}

static void work(struct history *h)
{
	if (h->failing) {
		log_notice("The history is written again");
	}
	h->failing = false;
	h->error[0] = '\0';
}

static void notice(struct history *h, const char *text)
{
	(void) snprintf(h->notice, sizeof(h->notice), "%s", text);
	log_warning("%s", h->notice);
}

const char *history_problem(const struct history *h)
{
	return h->enabled && h->failing ? h->problem : NULL;
}

void history_health(const struct history *h, struct health *ret)
{
	ret->name = "history";
	ret->level = h->failing && h->enabled ? HEALTH_FAIL : *h->notice ? HEALTH_WARN : HEALTH_OK;
	if (!h->enabled) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("none is kept, history.enabled says no"));
	} else if (h->failing) {
		(void) snprintf(ret->text, sizeof(ret->text), _("not being written: %.400s"),
				h->error);
	} else if (*h->notice) {
		(void) snprintf(ret->text, sizeof(ret->text), "%.500s", h->notice);
	} else {
		(void) snprintf(ret->text, sizeof(ret->text), "%s", _("written as it happens"));
	}
}

/* ---- opening ---- */

bool history_open_store(struct history *h)
{
	struct store_report report;
	char path[STORE_PATH_MAX];
	int r;

	if (h->store || !h->enabled) {
		return h->store != NULL;
	}
	r = store_default_path(path, sizeof(path));
	if (r < 0) {
		fail(h, r, _("no folder for it is known: set HOME or XDG_STATE_HOME"));
		return false;
	}
	r = store_open(&h->store, path, STORE_WRITE, &report);
	if (r < 0) {
		fail(h, r, report.text);
		return false;
	}
	if (*report.text) {
		notice(h, report.text);
	}
	return true;
}

static int on_day(const struct day_record *day, void *userdata)
{
	*(struct day_record *) userdata = *day;
	return 1;
}

/* What the history has of the days that are to be written. */
static int look_up_days(struct history *h)
{
	int64_t day;

	while (recorder_day_wanted(h->recorder, &day)) {
		struct day_record record;
		int r = store_days(h->store, day, day + 1, on_day, &record);

		if (r < 0) {
			return r;
		}
		recorder_day_known(h->recorder, day, r > 0 ? &record : NULL);
	}
	return 0;
}

static int on_finding(const struct finding_record *f, void *userdata)
{
	recorder_stands_finding(userdata, f);
	return 0;
}

static int on_problem(const struct problem_record *p, void *userdata)
{
	recorder_stands_problem(userdata, p);
	return 0;
}

/* What stood when it was written last. */
static void look_up_standing(struct history *h, usec_t now)
{
	char *setup = malloc(SETUP_TEXT_MAX);
	size_t n = 0;

	(void) store_findings(h->store, now, now + 1, on_finding, h->recorder);
	(void) store_problems(h->store, now, now + 1, on_problem, h->recorder);
	if (setup && store_get_state(h->store, "setup", setup, SETUP_TEXT_MAX - 1, &n) == 0) {
		setup[n] = '\0';
		h->setup = strdup(setup);
	}
	free(setup);
}

/* ---- where the last run left off ---- */

static bool same_boot(struct history *h)
{
	sd_id128_t now, then;
	size_t n;

	return store_get_state(h->store, "boot", &then, sizeof(then), &n) == 0 &&
	       n == sizeof(then) && sd_id128_get_boot(&now) == 0 && sd_id128_equal(now, then);
}

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	for (size_t i = 0; i < n; i++) {
		recorder_effect(userdata, &e[i]);
	}
}

static bool restore(struct history *h, const struct config *config, const struct stamp *now,
		    struct engine **engine)
{
	struct effects out = { .sink = on_effects, .userdata = h->recorder };
	char state[ENGINE_STATE_MAX], own[RECORDER_STATE_MAX];
	struct engine *e;
	size_t n;
	int r;

	r = store_get_state(h->store, "recorder", own, sizeof(own), &n);
	if (r < 0 || recorder_load(h->recorder, own, n) < 0) {
		return false;
	}
	r = store_get_state(h->store, "engine", state, sizeof(state), &n);
	recorder_at(h->recorder, now);
	if (r == 0) {
		r = engine_restore(&e, config, now, state, n, same_boot(h), &out);
	}
	if (r < 0) {
		log_warning_errno(r, "Cannot go on where ergod left off (%m): it begins anew");
		return false;
	}
	(void) engine_free(*engine);
	*engine = e;
	return true;
}

static void look_up_meeting(struct history *h)
{
	usec_t until;
	size_t n;

	if (store_get_state(h->store, "meeting", &until, sizeof(until), &n) == 0 &&
	    n == sizeof(until)) {
		h->meeting = until;
	}
}

void history_set_meeting(struct history *h, usec_t until)
{
	h->meeting = until;
}

usec_t history_meeting(const struct history *h)
{
	return h->meeting;
}

static int on_session(const struct session_record *s, void *userdata)
{
	if (s->open) {
		recorder_close(userdata, s);
	}
	return 0;
}

void history_open(struct history *h, const struct config *config, const struct stamp *now,
		  struct engine **engine)
{
	bool restored = false;
	usec_t session;

	h->enabled = config->history_enabled;
	h->keep_days = config->history_keep_days;
	if (history_open_store(h)) {
		restored = restore(h, config, now, engine);
		look_up_standing(h, now->real);
		look_up_meeting(h);
	}
	session = recorder_session(h->recorder);
	recorder_begin(h->recorder, *engine, now, config->session_day_starts, restored);
	if (h->store) {
		if (session > 0 && recorder_session(h->recorder) == 0) {
			(void) store_sessions(h->store, session, session + 1, on_session,
					      h->recorder);
		}
		(void) look_up_days(h);
		history_look_up_shares(h);
	}
	h->next = now->boot + WRITE_EVERY;
}

void history_configure(struct history *h, const struct config *config)
{
	if (config->history_enabled && !h->enabled) {
		recorder_written(h->recorder); /* it was not wanted */
		recorder_shares_forget(h->recorder);
		h->shares_read = false;
	}
	h->enabled = config->history_enabled;
	h->keep_days = config->history_keep_days;
	if (!h->enabled) {
		h->store = store_free(h->store);
		h->failing = false;
		recorder_shares_keep_today(h->recorder);
	}
}

/* ---- the set-up ---- */

static void compare_setup(struct history *h, const struct config *setup)
{
	struct config *before = calloc(1, sizeof(*before));
	struct config_diags *diags = calloc(1, sizeof(*diags));

	if (before && diags) {
		config_defaults(before);
		(void) config_parse(before, h->setup, strlen(h->setup), "", diags, NULL);
		recorder_setup(h->recorder, before, setup);
	}
	free(before);
	free(diags);
}

void history_setup(struct history *h, const struct config *setup)
{
	char *text = malloc(SETUP_TEXT_MAX);

	if (!text || setup_format(setup, text, SETUP_TEXT_MAX) < 0 ||
	    (h->setup && strcmp(text, h->setup) == 0)) {
		free(text);
		return;
	}
	if (h->setup) {
		compare_setup(h, setup);
	}
	free(h->setup);
	h->setup = strdup(text);
	h->setup_dirty = true;
	free(text);
}

/* ---- writing ---- */

static int put(const struct record *r, void *userdata)
{
	struct store *s = userdata;
	int k = 0;

	switch (r->type) {
	case RECORD_SLOTS:
		k = store_put_slots(s, &r->slots);
		break;
	case RECORD_SESSION:
		k = store_put_session(s, &r->session);
		break;
	case RECORD_BREAK:
		k = store_put_break(s, &r->rest);
		break;
	case RECORD_PROMPT:
		k = store_put_prompt(s, &r->prompt);
		break;
	case RECORD_FINDING:
		k = store_put_finding(s, &r->finding);
		break;
	case RECORD_CHANGE:
		k = store_put_change(s, &r->change);
		break;
	case RECORD_PROBLEM:
		k = store_put_problem(s, &r->problem);
		break;
	case RECORD_DAY:
		k = store_put_day(s, &r->day);
		break;
	case RECORD_OFFSET:
		k = store_put_offset(s, &r->offset);
		break;
	case RECORD_SHARE:
		k = store_put_share(s, &r->share);
		break;
	}
	return k == -EINVAL || k == -E2BIG ? 0 : k; /* that one makes no sense, the others do */
}

static int put_states(struct history *h, const struct engine *e)
{
	char state[ENGINE_STATE_MAX], own[RECORDER_STATE_MAX];
	sd_id128_t boot = SD_ID128_NULL;
	int r;

	(void) sd_id128_get_boot(&boot);
	r = store_put_state(h->store, "engine", state, engine_save(e, state, sizeof(state)));
	if (r >= 0) {
		r = store_put_state(h->store, "boot", &boot, sizeof(boot));
	}
	if (r >= 0) {
		r = store_put_state(h->store, "recorder", own,
				    recorder_save(h->recorder, own, sizeof(own)));
	}
	if (r >= 0) {
		r = store_put_state(h->store, "meeting", &h->meeting, sizeof(h->meeting));
	}
	if (r >= 0 && h->setup && h->setup_dirty) {
		r = store_put_state(h->store, "setup", h->setup, strlen(h->setup));
	}
	return r;
}

/* One transaction. */
static int write_all(struct history *h, const struct engine *e)
{
	int r = look_up_days(h), k;

	if (r < 0) {
		return r;
	}
	history_look_up_shares(h);
	r = store_begin(h->store);
	if (r < 0) {
		return r;
	}
	if (r > 0) {
		notice(h, store_error(h->store));
		h->setup_dirty = true;
	}
	r = recorder_each(h->recorder, put, h->store);
	if (r >= 0) {
		r = put_states(h, e);
	}
	k = store_commit(h->store); /* fails if one before did */
	return r < 0 ? r : k;
}

static void forget(struct history *h, const struct stamp *now)
{
	int64_t day = (int64_t) (now->real / USEC_PER_DAY);
	int r;

	if (h->keep_days == 0 || day == h->kept_day) {
		return;
	}
	r = store_forget(h->store, usec_sub(now->real, h->keep_days * USEC_PER_DAY));
	if (r < 0) {
		log_warning("What is older than history.keep_days was not removed: %s",
			    store_error(h->store));
	} else {
		history_read_shares_again(h);
	}
	h->kept_day = day;
}

bool history_due(const struct history *h, usec_t now)
{
	return now >= h->next && recorder_changed(h->recorder);
}

void history_write(struct history *h, const struct engine *e, const struct stamp *now)
{
	usec_t began = clock_boottime(), took;
	int r;

	h->next = now->boot + WRITE_EVERY;
	if (!h->enabled) {
		recorder_written(h->recorder); /* nobody wants it */
		recorder_shares_keep_today(h->recorder);
		return;
	}
	if (history_open_store(h)) {
		r = write_all(h, e);
		if (r < 0) {
			fail(h, r, store_error(h->store));
		} else {
			work(h);
			recorder_written(h->recorder);
			h->setup_dirty = false;
			forget(h, now);
		}
	}
	took = clock_boottime() - began;
	if (took > WRITE_EVERY / WRITE_SHARE) {
		log_info("Writing the history took %llu ms",
			 (unsigned long long) (took / USEC_PER_MS));
		h->next = usec_add(h->next, took * WRITE_SHARE);
	}
}

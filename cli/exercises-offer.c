/* Which exercises are offered at the moment. */
#include <string.h>
#include <time.h>

#include "audit-data.h"
#include "client.h"
#include "ergo/exercise-text.h"
#include "exercises.h"
#include "words.h"

/* Local hours, as the prompts go by. */
static uint64_t turn_now(void)
{
	time_t now = time(NULL);
	struct tm tm;

	if (!localtime_r(&now, &tm)) {
		return 0;
	}
	return (uint64_t) ((int64_t) now + tm.tm_gmtoff) / 3600;
}

/* Of what the daemon tells. */
static void ask(struct exercises_offer *o)
{
	_cleanup_(audit_data_freep) struct audit_data *data = calloc(1, sizeof(*data));
	_cleanup_(freep) struct audit *audit = NULL;
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	struct audit none = {};

	if (!data || client_open(&c) < 0 || client_view(&c, &v) < 0) {
		return;
	}
	if (view_break_active(&v) && strcmp(v.break_kind, "micro") == 0) {
		o->kind = BREAK_MICRO;
	}
	config_defaults(&data->config);
	if (audit_data_ask(&c, 0, data) >= 0 && audit_data_ask_setup(&c, 0, data) >= 0) {
		audit = audit_data_run(data);
	}
	o->reasons = exercise_reasons(audit ?: &none, v.session_time);
}

void exercises_offer_now(const struct exercises *x, struct exercises_offer *ret)
{
	struct exercise_occasion occasion = {
		.leave_out = &x->conf->config.exercises_leave_out,
		.turn = turn_now(),
	};

	*ret = (struct exercises_offer){ .kind = BREAK_REST };
	ask(ret);
	occasion.kind = ret->kind;
	occasion.reasons = ret->reasons;
	ret->n = exercise_offer(&x->set, &occasion, ret->e);
}

void exercises_say_reasons(struct text *t, unsigned reasons, unsigned fits)
{
	for (size_t i = 0; i < _EXERCISE_REASON_MAX; i++) {
		if (reasons & fits & 1u << i) {
			list_add(t, exercise_reason_words((enum exercise_reason) i));
		}
	}
}

#include "recorder-rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

usec_t rec_wall(const char *when)
{
	int32_t gmtoff_s;
	usec_t t;

	assert_int_equal(rfc3339_parse(when, &t, &gmtoff_s), 0);
	return t;
}

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	for (size_t i = 0; i < n; i++) {
		recorder_effect(userdata, &e[i]);
	}
}

void rec_begin(struct rec *r, const char *when)
{
	struct config config;

	config_defaults(&config);
	rec_begin_with(r, when, &config);
}

void rec_begin_with(struct rec *r, const char *when, const struct config *config)
{
	memset(r, 0, sizeof(*r));
	r->config = *config;
	r->zero.boot = REC_EPOCH;
	assert_int_equal(rfc3339_parse(when, &r->zero.real, &r->zero.gmtoff_s), 0);
	r->zero.gmtoff_after_s = r->zero.gmtoff_s;
	r->zero.gmtoff_until = USEC_INFINITY;
	assert_int_equal(engine_new(&r->engine, &r->config, &r->zero), 0);
	assert_int_equal(recorder_new(&r->recorder), 0);
	r->out = (struct effects){ .sink = on_effects, .userdata = r->recorder };
	recorder_begin(r->recorder, r->engine, &r->zero, r->config.session_day_starts, false);
}

void rec_end(struct rec *r)
{
	r->engine = engine_free(r->engine);
	r->recorder = recorder_free(r->recorder);
}

struct stamp rec_stamp(const struct rec *r, usec_t t)
{
	return stamp_after(&r->zero, t);
}

void rec_feed(struct rec *r, usec_t t, struct event ev)
{
	ev.stamp = rec_stamp(r, t);
	recorder_feed(r->recorder, r->engine, &ev, r->config.session_day_starts, &r->out);
}

void rec_tick(struct rec *r, usec_t t)
{
	rec_feed(r, t, (struct event){ .type = EVENT_TICK });
}

void rec_pulse(struct rec *r, usec_t t)
{
	rec_feed(r, t, (struct event){ .type = EVENT_PULSE, .device = DEVICE_KEYBOARD });
}

void rec_type(struct rec *r, usec_t from, usec_t every, usec_t until)
{
	for (usec_t t = from; t <= until; t += every) {
		rec_pulse(r, t);
	}
}

struct snapshot rec_look(const struct rec *r)
{
	struct snapshot s;

	engine_snapshot(r->engine, &s);
	return s;
}

#define TAKE(array, member)                                                                        \
	do {                                                                                       \
		assert_true(t->array##_n < TAKEN_MAX);                                             \
		t->array[t->array##_n++] = r->member;                                              \
	} while (0)

static int take(const struct record *r, void *userdata)
{
	struct taken *t = userdata;

	switch (r->type) {
	case RECORD_SLOTS:
		TAKE(slots, slots);
		break;
	case RECORD_SESSION:
		TAKE(sessions, session);
		break;
	case RECORD_BREAK:
		TAKE(breaks, rest);
		break;
	case RECORD_PROMPT:
		TAKE(prompts, prompt);
		break;
	case RECORD_FINDING:
		TAKE(findings, finding);
		break;
	case RECORD_CHANGE:
		TAKE(changes, change);
		break;
	case RECORD_PROBLEM:
		TAKE(problems, problem);
		break;
	case RECORD_DAY:
		TAKE(days, day);
		break;
	case RECORD_OFFSET:
		TAKE(offsets, offset);
		break;
	case RECORD_SHARE:
		TAKE(shares, share);
		break;
	}
	return 0;
}

void rec_take(struct rec *r, struct taken *ret)
{
	int64_t day;

	memset(ret, 0, sizeof(*ret));
	while (recorder_day_wanted(r->recorder, &day)) {
		recorder_day_known(r->recorder, day, NULL);
	}
	assert_int_equal(recorder_each(r->recorder, take, ret), 0);
	recorder_written(r->recorder);
	assert_false(recorder_changed(r->recorder));
}

unsigned taken_slots(const struct taken *t, enum plane plane, const char *when, usec_t d)
{
	int64_t from = (int64_t) (rec_wall(when) / SLOT_LENGTH), n = (int64_t) (d / SLOT_LENGTH);
	unsigned found = 0;

	for (size_t i = 0; i < t->slots_n; i++) {
		for (int64_t k = 0; k < SLOTS_PER_HOUR; k++) {
			int64_t slot = t->slots[i].hour * SLOTS_PER_HOUR + k;

			found += t->slots[i].plane == plane && slot >= from && slot < from + n &&
				 t->slots[i].bits[k / 8] >> (k % 8) & 1;
		}
	}
	return found;
}

unsigned taken_all(const struct taken *t, enum plane plane)
{
	return taken_slots(t, plane, "1970-01-01T00:00:00Z", 100 * 366 * USEC_PER_DAY);
}

const struct day_record *taken_day(const struct taken *t, const char *date)
{
	char when[RFC3339_STRING_MAX];
	int64_t day;

	(void) snprintf(when, sizeof(when), "%sT00:00:00Z", date);
	day = (int64_t) (rec_wall(when) / USEC_PER_DAY);
	for (size_t i = 0; i < t->days_n; i++) {
		if (t->days[i].day == day) {
			return &t->days[i];
		}
	}
	fail_msg("no record of %s", date);
	return NULL;
}

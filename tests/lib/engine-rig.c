#include "engine-rig.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	struct rig *r = userdata;

	assert_in_range(n, 1, EFFECTS_MAX);
	r->flushes++;
	for (size_t i = 0; i < n; i++) {
		if (r->n < RIG_LOG_MAX) {
			r->log[r->n] = e[i];
		}
		r->n++;
	}
}

void rig_begin(struct rig *r, const struct config *config)
{
	if (config) {
		r->config = *config;
	} else {
		config_defaults(&r->config);
	}
	r->out = (struct effects){ .sink = on_effects, .userdata = r };
	r->n = r->flushes = 0;
	r->zero = (struct stamp){ .boot = RIG_EPOCH, .gmtoff_until = USEC_INFINITY };
	assert_int_equal(rfc3339_parse("2026-03-02T09:00:00Z", &r->zero.real, &r->zero.gmtoff_s),
			 0);
	assert_int_equal(engine_new(&r->engine, &r->config, &r->zero), 0);
}

void rig_end(struct rig *r)
{
	r->engine = engine_free(r->engine);
	assert_null(r->engine);
}

void rig_set(struct config *config, const char *name, const char *value)
{
	char reason[CONFIG_REASON_MAX];
	const struct config_key *key = config_key_by_name(name);

	assert_non_null(key);
	assert_int_equal(config_set(config, key, value, reason), 0);
}

struct stamp rig_stamp(const struct rig *r, usec_t t)
{
	struct stamp s = r->zero;

	s.boot += t;
	s.real += t;
	return s;
}

void rig_feed(struct rig *r, usec_t t, struct event ev)
{
	ev.stamp = rig_stamp(r, t);
	engine_feed(r->engine, &ev, &r->out);
}

void rig_tick(struct rig *r, usec_t t)
{
	rig_feed(r, t, (struct event){ .type = EVENT_TICK });
}

void rig_pulse(struct rig *r, usec_t t)
{
	rig_feed(r, t, (struct event){ .type = EVENT_PULSE, .device = DEVICE_KEYBOARD });
}

void rig_block(struct rig *r, usec_t t, enum blocker blocker)
{
	rig_feed(r, t, (struct event){ .type = EVENT_BLOCK, .blocker = blocker });
}

void rig_unblock(struct rig *r, usec_t t, enum blocker blocker)
{
	rig_feed(r, t, (struct event){ .type = EVENT_UNBLOCK, .blocker = blocker });
}

void rig_action(struct rig *r, usec_t t, enum action action)
{
	rig_feed(r, t, (struct event){ .type = EVENT_ACTION, .action = action });
}

void rig_break(struct rig *r, usec_t t, enum break_kind kind)
{
	rig_feed(r, t, (struct event){ .type = EVENT_BREAK, .kind = kind });
}

void rig_quiet(struct rig *r, usec_t t, bool on)
{
	if (on) {
		rig_feed(r, t, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_OTHER });
	} else {
		rig_feed(
			r, t,
			(struct event){ .type = EVENT_QUIET_OFF, .quiet_mask = 1u << QUIET_OTHER });
	}
}

void rig_configure(struct rig *r, usec_t t, const char *name, const char *value)
{
	rig_set(&r->config, name, value);
	rig_feed(r, t, (struct event){ .type = EVENT_CONFIG, .config = &r->config });
}

void rig_type(struct rig *r, usec_t from, usec_t every, usec_t until)
{
	for (usec_t t = from; t <= until; t += every) {
		rig_pulse(r, t);
	}
}

struct snapshot rig_look(const struct rig *r)
{
	struct snapshot s;

	engine_snapshot(r->engine, &s);
	return s;
}

const struct effect *rig_last(const struct rig *r, enum effect_type type)
{
	assert_in_range(r->n, 0, RIG_LOG_MAX);
	for (size_t i = r->n; i > 0; i--) {
		if (r->log[i - 1].type == type) {
			return &r->log[i - 1];
		}
	}
	fail_msg("there is no effect %s", effect_type_to_string(type));
	return NULL;
}

size_t rig_count(const struct rig *r, enum effect_type type)
{
	size_t n = 0;

	assert_in_range(r->n, 0, RIG_LOG_MAX);
	for (size_t i = 0; i < r->n; i++) {
		n += r->log[i].type == type;
	}
	return n;
}

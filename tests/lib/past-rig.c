#include "past-rig.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

unsigned apart(usec_t a, usec_t b)
{
	usec_t d = a > b ? a - b : b - a;

	return (unsigned) ((d + USEC_PER_SEC - 1) / USEC_PER_SEC);
}

void past_begin(struct past *p)
{
	int32_t gmtoff;

	memset(p, 0, sizeof(*p));
	config_defaults(&p->config);
	assert_int_equal(rfc3339_parse("2026-03-02T08:00:00Z", &p->zero, &gmtoff), 0);
}

void past_mark(struct past *p, enum plane plane, usec_t from, usec_t to)
{
	for (usec_t t = from; t < to; t += SLOT_LENGTH) {
		size_t slot = t / SLOT_LENGTH;

		assert_true(slot / SLOTS_PER_HOUR < PAST_HOURS);
		p->bits[slot / SLOTS_PER_HOUR][plane][slot % SLOTS_PER_HOUR / 8] |=
			(uint8_t) (1u << slot % SLOTS_PER_HOUR % 8);
	}
}

void past_work(struct past *p, usec_t from, usec_t to)
{
	past_mark(p, PLANE_KEYBOARD, from, to);
	past_mark(p, PLANE_PRESENT, from, to);
}

void past_put_hour(const struct past *p, struct simulation *s, size_t hour)
{
	static const uint8_t none[SLOT_BYTES];

	for (int plane = 0; plane < _PLANE_MAX; plane++) {
		struct slots row = { (int64_t) (p->zero / USEC_PER_HOUR + hour),
				     (enum plane) plane,
				     {} };

		memcpy(row.bits, p->bits[hour][plane], SLOT_BYTES);
		if (memcmp(row.bits, none, SLOT_BYTES) != 0) {
			assert_int_equal(simulation_slots(s, &row), 0);
		}
	}
}

struct simulation_result past_run_range(const struct past *p, usec_t from, usec_t to)
{
	struct simulation_range range = { p->zero + from, p->zero + to, p->offset, p->offsets_n };
	struct simulation_result r;
	struct simulation s;

	simulation_begin(&s, &p->config, &range);
	for (size_t hour = 0; hour < PAST_HOURS; hour++) {
		past_put_hour(p, &s, hour);
	}
	assert_int_equal(simulation_end(&s, &r), 0);
	return r;
}

struct simulation_result past_run(const struct past *p)
{
	return past_run_range(p, 0, PAST_HOURS * USEC_PER_HOUR);
}

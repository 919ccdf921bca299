/* The records of ergod-input: there and back, and everything else is refused; the ticks of the grid. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/input-wire.h"

#define ALL_CLASSES ((1u << _DEVICE_CLASS_MAX) - 1)

static const usec_t ticks[] = { 0,
				1,
				USEC_PER_SEC - 1,
				USEC_PER_SEC,
				UINT64_C(0x0102030405060708),
				(usec_t) INT64_MAX,
				(usec_t) INT64_MAX + 1,
				USEC_INFINITY - 1,
				USEC_INFINITY };

static const struct input_wire samples[] = {
	{ .type = INPUT_WIRE_STATE, .tick = 123456789 },
	{ .type = INPUT_WIRE_STATE, .yours = true, .tick = 123456789 },
	{ .type = INPUT_WIRE_STATE, .yours = true, .devices = { 1, 2, 3, 4, 5 }, .tick = 7 },
	{ .type = INPUT_WIRE_STATE, .yours = true, .devices = { 255, 0, 255, 0, 255 }, .tick = 1 },
	{ .type = INPUT_WIRE_INPUT, .classes = 1, .tick = 123456789 },
	{ .type = INPUT_WIRE_INPUT, .classes = ALL_CLASSES, .tick = 123456789 },
	{ .type = INPUT_WIRE_REFUSED },
};

static bool same(const struct input_wire *a, const struct input_wire *b)
{
	return a->type == b->type && a->classes == b->classes && a->yours == b->yours &&
	       memcmp(a->devices, b->devices, sizeof(a->devices)) == 0 && a->tick == b->tick;
}

/* Reads `size` bytes that end where the memory ends, so that reading beyond them shows. */
static int decode(const uint8_t *bytes, size_t size, struct input_wire *ret)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);
	int r;

	assert_non_null(copy);
	memcpy(copy, bytes, size);
	r = input_wire_decode(copy, size, ret);
	free(copy);
	return r;
}

static void there_and_back(const struct input_wire *w)
{
	uint8_t bytes[INPUT_WIRE_SIZE];
	struct input_wire back;

	memset(bytes, 0xaa, sizeof(bytes));
	memset(&back, 0xaa, sizeof(back));
	input_wire_encode(w, bytes);
	assert_int_equal(bytes[0], INPUT_WIRE_VERSION);
	assert_int_equal(decode(bytes, sizeof(bytes), &back), 0);
	assert_true(same(w, &back));
}

static void test_round_trip(void **state)
{
	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(samples); i++) {
		there_and_back(&samples[i]);
	}
	for (size_t i = 0; i < ELEMENTSOF(ticks); i++) {
		for (unsigned classes = 1; classes <= ALL_CLASSES; classes++) {
			there_and_back(&(struct input_wire){
				.type = INPUT_WIRE_INPUT, .classes = classes, .tick = ticks[i] });
		}
		for (unsigned n = 0; n < 256; n++) {
			for (size_t k = 0; k < _DEVICE_CLASS_MAX; k++) {
				struct input_wire w = { .type = INPUT_WIRE_STATE,
							.yours = true,
							.tick = ticks[i] };

				w.devices[k] = (uint8_t) n;
				there_and_back(&w);
			}
		}
	}
}

/* The layout is a promise to programs that were built before. */
static void test_layout(void **state)
{
	const struct input_wire w = {
		.type = INPUT_WIRE_STATE, .yours = true, .devices = { 1, 2, 3, 4, 5 }, .tick = 0x77
	};
	uint8_t bytes[INPUT_WIRE_SIZE],
		want[INPUT_WIRE_SIZE] = { 1, INPUT_WIRE_STATE, 0, 1, 1, 2, 3, 4, 5 };
	const usec_t tick = 0x77;

	(void) state;
	memcpy(&want[16], &tick, sizeof(tick));
	input_wire_encode(&w, bytes);
	assert_memory_equal(bytes, want, sizeof(bytes));

	memset(want, 0, sizeof(want));
	want[0] = 1;
	want[1] = INPUT_WIRE_INPUT;
	want[2] = 1u << DEVICE_TOUCH;
	memcpy(&want[16], &tick, sizeof(tick));
	input_wire_encode(&(struct input_wire){ .type = INPUT_WIRE_INPUT,
						.classes = 1u << DEVICE_TOUCH,
						.tick = 0x77 },
			  bytes);
	assert_memory_equal(bytes, want, sizeof(bytes));
}

/* What a record has no place for is not sent, though it stands in the struct. */
static void test_nothing_too_much(void **state)
{
	struct input_wire full = { .classes = ALL_CLASSES,
				   .yours = true,
				   .devices = { 9, 9, 9, 9, 9 },
				   .tick = 42 },
			  back;
	uint8_t bytes[INPUT_WIRE_SIZE];

	(void) state;
	full.type = INPUT_WIRE_REFUSED;
	input_wire_encode(&full, bytes);
	assert_int_equal(decode(bytes, sizeof(bytes), &back), 0);
	assert_true(same(&back, &(struct input_wire){ .type = INPUT_WIRE_REFUSED }));

	full.type = INPUT_WIRE_INPUT;
	input_wire_encode(&full, bytes);
	assert_int_equal(decode(bytes, sizeof(bytes), &back), 0);
	assert_true(same(&back, &(struct input_wire){ .type = INPUT_WIRE_INPUT,
						      .classes = ALL_CLASSES,
						      .tick = 42 }));

	full.type = INPUT_WIRE_STATE;
	full.yours = false;
	input_wire_encode(&full, bytes);
	assert_int_equal(decode(bytes, sizeof(bytes), &back), 0);
	assert_true(same(&back, &(struct input_wire){ .type = INPUT_WIRE_STATE, .tick = 42 }));
}

/* Any byte, any value: refused, or just another value that is written the same way. */
static void test_each_byte(void **state)
{
	unsigned accepted = 0;

	(void) state;
	for (size_t s = 0; s < ELEMENTSOF(samples); s++) {
		uint8_t bytes[INPUT_WIRE_SIZE], again[INPUT_WIRE_SIZE];

		for (size_t at = 0; at < INPUT_WIRE_SIZE; at++) {
			for (unsigned change = 1; change < 256; change++) {
				const struct input_wire mark = { .type = INPUT_WIRE_STATE,
								 .tick = 4711 };
				struct input_wire back = mark;
				int r;

				input_wire_encode(&samples[s], bytes);
				bytes[at] ^= (uint8_t) change;
				r = decode(bytes, sizeof(bytes), &back);
				if (r < 0) {
					assert_int_equal(r, at == 0 ? -EPROTONOSUPPORT : -EBADMSG);
					assert_true(same(&back, &mark));
					continue;
				}
				assert_int_not_equal(at, 0);
				assert_false(at >= 9 && at < 16);
				assert_false(same(&back, &samples[s]));
				input_wire_encode(&back, again);
				assert_memory_equal(again, bytes, sizeof(bytes));
				accepted++;
			}
		}
	}
	assert_true(accepted > 0);
}

static void test_sizes(void **state)
{
	struct input_wire back;
	uint8_t bytes[64];

	(void) state;
	for (size_t s = 0; s < ELEMENTSOF(samples); s++) {
		for (size_t size = 0; size <= sizeof(bytes); size++) {
			memset(bytes, 0, sizeof(bytes));
			input_wire_encode(&samples[s], bytes);
			assert_int_equal(decode(bytes, size, &back),
					 size == INPUT_WIRE_SIZE ? 0 : -EBADMSG);
		}
	}
}

/* Another version is told from nonsense, at any size. */
static void test_versions(void **state)
{
	struct input_wire back;
	uint8_t bytes[64] = { 0 };

	(void) state;
	for (unsigned version = 0; version < 256; version++) {
		input_wire_encode(&samples[2], bytes);
		bytes[0] = (uint8_t) version;
		for (size_t size = 1; size <= sizeof(bytes); size++) {
			int want = size == INPUT_WIRE_SIZE ? 0 : -EBADMSG;

			assert_int_equal(decode(bytes, size, &back),
					 version == INPUT_WIRE_VERSION ? want : -EPROTONOSUPPORT);
		}
	}
	assert_int_equal(decode(bytes, 0, &back), -EBADMSG);
}

static void test_types_and_classes(void **state)
{
	struct input_wire back;
	uint8_t bytes[INPUT_WIRE_SIZE];

	(void) state;
	for (unsigned type = 0; type < 256; type++) {
		memset(bytes, 0, sizeof(bytes));
		bytes[0] = INPUT_WIRE_VERSION;
		bytes[1] = (uint8_t) type;
		for (unsigned classes = 0; classes < 256; classes++) {
			bool good = type == INPUT_WIRE_INPUT
					    ? classes > 0 && classes <= ALL_CLASSES
					    : type < _INPUT_WIRE_TYPE_MAX && classes == 0;

			bytes[2] = (uint8_t) classes;
			assert_int_equal(decode(bytes, sizeof(bytes), &back), good ? 0 : -EBADMSG);
		}
	}
}

static void test_ticks(void **state)
{
	static const usec_t phases[] = {
		0, 1, 500000, 999999, 1000000, 123456789012, USEC_INFINITY - 1
	};
	static const usec_t near[] = { USEC_PER_SEC, 5 * USEC_PER_SEC, USEC_PER_DAY,
				       400 * USEC_PER_DAY };

	(void) state;
	for (size_t p = 0; p < ELEMENTSOF(phases); p++) {
		usec_t phase = phases[p] % INPUT_WIRE_GRID;

		for (size_t i = 0; i < ELEMENTSOF(near); i++) {
			usec_t tick = near[i] + phase;

			assert_true(input_wire_tick(tick, phases[p]) == tick);
			assert_true(input_wire_tick(tick - 1, phases[p]) == tick);
			assert_true(input_wire_tick(tick + 1, phases[p]) == tick + INPUT_WIRE_GRID);
			assert_true(input_wire_tick(tick - INPUT_WIRE_GRID + 1, phases[p]) == tick);
			assert_true(input_wire_tick(tick - INPUT_WIRE_GRID / 2, phases[p]) == tick);
		}
		for (usec_t t = 0; t < 3 * USEC_PER_SEC; t += 333331) {
			usec_t tick = input_wire_tick(t, phases[p]);

			assert_true(tick >= t && tick - t < INPUT_WIRE_GRID);
			assert_true(tick % INPUT_WIRE_GRID == phase);
		}
	}
}

/* Never before t, even where the clock ends. */
static void test_tick_extremes(void **state)
{
	(void) state;
	assert_true(input_wire_tick(0, 0) == 0);
	assert_true(input_wire_tick(0, 1) == 1);
	assert_true(input_wire_tick(0, 999999) == 999999);
	for (usec_t back = 0; back < 3 * USEC_PER_SEC; back += 99991) {
		usec_t t = USEC_INFINITY - back;

		assert_true(input_wire_tick(t, 0) >= t);
		assert_true(input_wire_tick(t, 999999) >= t);
	}
	assert_true(input_wire_tick(USEC_INFINITY, 0) == USEC_INFINITY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_nothing_too_much),
		cmocka_unit_test(test_each_byte),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_types_and_classes),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_tick_extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

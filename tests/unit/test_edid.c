/* EDIDs of the kinds that there are, and of those that should not be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/edid-block.h"
#include "ergo/monitor.h"

static struct edid parse(const struct edid_spec *spec)
{
	uint8_t block[EDID_BLOCK];
	struct edid e;

	edid_block(block, spec);
	assert_int_equal(edid_parse(block, sizeof(block), &e), 0);
	assert_true(e.checksum_ok);
	return e;
}

#define SIZE(s, w, h)                                                                              \
	do {                                                                                       \
		assert_int_equal((s).width, w);                                                    \
		assert_int_equal((s).height, h);                                                   \
	} while (0)

static void test_monitor(void **state)
{
	struct edid e = parse(&edid_dell);

	(void) state;
	assert_string_equal(e.vendor, "DEL");
	assert_int_equal(e.product, 0x41a8);
	assert_string_equal(e.model, "DELL U2720Q");
	assert_string_equal(e.serial, "9F3KX13");
	SIZE(e.size, 600, 340);
	SIZE(e.timing, 597, 336);
	assert_int_equal(e.timing_width_px, 3840);
	assert_int_equal(e.timing_height_px, 2160);
}

static void test_panel(void **state)
{
	struct edid e = parse(&edid_panel);

	(void) state;
	assert_string_equal(e.model, "BOE0A1B");
	assert_string_equal(e.serial, "");
	SIZE(e.size, 300, 190);
	SIZE(e.timing, 302, 188);
}

/* A projector tells 0 x 0, a TV its aspect; 4095 mm is the most that fits. */
static void test_sizes(void **state)
{
	struct edid e =
		parse(&(struct edid_spec){ .vendor = "EPS", .width_px = 1920, .height_px = 1080 });

	(void) state;
	SIZE(e.size, 0, 0);
	SIZE(e.timing, 0, 0);
	e = parse(&(struct edid_spec){ .width_cm = 16, .height_cm = 9, .name = "TV" });
	SIZE(e.size, 160, 90);
	SIZE(e.timing, 0, 0);
	assert_int_equal(e.timing_width_px, 0);
	e = parse(&(struct edid_spec){
		.width_px = 3840, .height_px = 2160, .width_mm = 1600, .height_mm = 900 });
	SIZE(e.timing, 1600, 900);
	e = parse(&(struct edid_spec){
		.width_px = 4095, .height_px = 4095, .width_mm = 4095, .height_mm = 4095 });
	SIZE(e.timing, 4095, 4095);
	assert_int_equal(e.timing_width_px, 4095);
	assert_int_equal(e.timing_height_px, 4095);

	/* 1.4: one of them 0: the other is an aspect ratio. */
	e = parse(&(struct edid_spec){ .width_cm = 79, .height_cm = 0 });
	SIZE(e.size, 0, 0);
	e = parse(&(struct edid_spec){ .minor = 3, .width_cm = 0, .height_cm = 34 });
	SIZE(e.size, 0, 0);
}

static void test_interlaced(void **state)
{
	struct edid e = parse(&(struct edid_spec){ .width_px = 1920,
						   .height_px = 540,
						   .interlaced = true,
						   .width_mm = 700,
						   .height_mm = 390 });

	(void) state;
	assert_int_equal(e.timing_height_px, 1080);
}

static void test_serial(void **state)
{
	static const struct {
		unsigned number;
		const char *text, *want;
	} cases[] = {
		{ 123456, NULL, "123456" },
		{ 123456, "", "123456" },
		{ 123456, "   ", "123456" },
		{ 123456, "AB 1", "AB 1" },
		{ 0, NULL, "" },
		{ 0x01010101, NULL, "" },
		{ 0xffffffff, NULL, "" },
		{ 0xfffffffe, NULL, "4294967294" },
		{ 0, "1234567890123", "1234567890123" },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct edid e = parse(&(struct edid_spec){ .serial = cases[i].number,
							   .serial_text = cases[i].text });

		assert_string_equal(e.serial, cases[i].want);
	}
}

/* Names end at a line feed; what is no plain text, or would end the name of a section, is replaced. */
static void test_names(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "A", "A" },
		{ "  A  B  ", "A  B" },
		{ "A\nB", "A" },
		{ "\nB", "DEL0007" },
		{ "1234567890123", "1234567890123" },
		{ "\x1b[31mred", "?(31mred" },
		{ "\xc3\xa4\x80\xff", "????" },
		{ "a\tb\rc\x7f", "a?b?c?" },
		{ "A]B[C ;D", "A)B(C ,D" },
		{ "%s%n\"'\\", "%s%n\"'\\" },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct edid e = parse(&(struct edid_spec){ .product = 7, .name = cases[i].in });

		assert_string_equal(e.model, cases[i].want);
	}
	struct edid e = parse(&(struct edid_spec){ .name = "LCD", .pad_nul = true });
	assert_string_equal(e.model, "LCD");
}

static void test_vendor(void **state)
{
	uint8_t block[EDID_BLOCK];
	struct edid e;

	(void) state;
	assert_string_equal(parse(&(struct edid_spec){ .vendor = "AAZ" }).vendor, "AAZ");
	edid_block(block, &(struct edid_spec){ .vendor = "A@C", .product = 1 });
	assert_int_equal(edid_parse(block, sizeof(block), &e), 0);
	assert_string_equal(e.vendor, "");
	assert_string_equal(e.model, "");
	edid_block(block, &(struct edid_spec){ .vendor = "ABC" });
	block[8] |= 0x80;
	edid_block_sum(block);
	assert_int_equal(edid_parse(block, sizeof(block), &e), 0);
	assert_string_equal(e.vendor, "");
}

static void test_broken(void **state)
{
	struct edid e = { .product = 77 };
	uint8_t block[EDID_BLOCK];

	(void) state;
	edid_block(block, &edid_dell);
	for (size_t size = 0; size < EDID_BLOCK; size++) {
		uint8_t *cut =
			malloc(size ? size : 1); /* so that a sanitizer sees what is behind */

		memcpy(cut, block, size);
		assert_int_equal(edid_parse(cut, size, &e), -EINVAL);
		free(cut);
	}
	for (size_t i = 0; i < 8; i++) {
		block[i] ^= 0x10;
		edid_block_sum(block);
		assert_int_equal(edid_parse(block, sizeof(block), &e), -EINVAL);
		block[i] ^= 0x10;
	}
	block[18] = 2;
	edid_block_sum(block);
	assert_int_equal(edid_parse(block, sizeof(block), &e), -EINVAL);
	assert_int_equal(e.product, 77);
}

/* A wrong checksum alone is no reason: some monitors have it for years. */
static void test_checksum(void **state)
{
	uint8_t block[EDID_BLOCK];
	struct edid e;

	(void) state;
	edid_block(block, &edid_dell);
	block[127]++;
	assert_int_equal(edid_parse(block, sizeof(block), &e), 0);
	assert_false(e.checksum_ok);
	assert_string_equal(e.model, "DELL U2720Q");
	SIZE(e.timing, 597, 336);
	block[8] = block[9] = 0; /* and no vendor */
	assert_int_equal(edid_parse(block, sizeof(block), &e), -EINVAL);
}

static void test_apply(void **state)
{
	static const struct {
		unsigned rotation;
		bool turned;
	} cases[] = { { 0, false }, { 90, true }, { 180, false }, { 270, true } };
	struct edid e = parse(&edid_dell);

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct monitor m = { .rotation = cases[i].rotation };
		bool turned = cases[i].turned;

		monitor_apply_edid(&m, &e);
		assert_string_equal(m.vendor, "DEL");
		assert_string_equal(m.model, "DELL U2720Q");
		assert_string_equal(m.serial, "9F3KX13");
		SIZE(m.told[SIZE_EDID], turned ? 340 : 600, turned ? 600 : 340);
		SIZE(m.told[SIZE_EDID_TIMING], turned ? 336 : 597, turned ? 597 : 336);
		SIZE(m.told[SIZE_RANDR], 0, 0);
	}
}

static void test_text(void **state)
{
	char buf[6];

	(void) state;
	monitor_text(buf, sizeof(buf), "0123456789", 10);
	assert_string_equal(buf, "01234");
	monitor_text(buf, sizeof(buf), "0123 56789", 10);
	assert_string_equal(buf, "0123"); /* cut behind a blank */
	monitor_text(buf, sizeof(buf), "   ", 3);
	assert_string_equal(buf, "");
	monitor_text(buf, sizeof(buf), "", 0);
	assert_string_equal(buf, "");
	monitor_text(buf, 1, "abc", 3);
	assert_string_equal(buf, "");
	monitor_text(buf, sizeof(buf), "a\0b", 3);
	assert_string_equal(buf, "a?b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_monitor),  cmocka_unit_test(test_panel),
		cmocka_unit_test(test_sizes),    cmocka_unit_test(test_interlaced),
		cmocka_unit_test(test_serial),   cmocka_unit_test(test_names),
		cmocka_unit_test(test_vendor),   cmocka_unit_test(test_broken),
		cmocka_unit_test(test_checksum), cmocka_unit_test(test_apply),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

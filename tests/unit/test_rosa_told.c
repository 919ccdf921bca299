/* What the configuration tells of ROSA's items; how long things are used, out of what is recorded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "ergo/rosa.h"
#include "../lib/audit-rig.h"

#define MIN USEC_PER_MIN
#define NOT USEC_INFINITY

/* Reads an ini over the sane desk, whose own keys say nothing that is asked here. */
static void fill(const char *text, struct rosa *ret)
{
	static struct audit_rig rig;
	static struct config_diags diags;

	audit_rig_init(&rig);
	diags = (struct config_diags){};
	if (config_parse(&rig.config, text, strlen(text), "test", &diags, NULL) > 0) {
		fail_msg("%s: %s", text, diags.diag[0].reason);
	}
	memset(ret, 0, sizeof(*ret));
	rosa_fill_told(ret, audit_rig_evaluate(&rig), &rig.config, -1);
}

/* Each key and each of its values: exactly these items, as "item=answer, ...". */
static void test_keys(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "[desk]\nleg_room = yes\n", "leg_room=yes" },
		{ "[desk]\nleg_room = no\n", "leg_room=no" },
		{ "[chair]\nheight_adjustable = no\n", "seat_height_adjustable=no" },
		{ "[chair]\ndepth_gap = 49mm\n", "seat_depth=too-long" },
		{ "[chair]\ndepth_gap = 5cm\n", "seat_depth=fits" },
		{ "[chair]\ndepth_gap = 9cm\n", "seat_depth=fits" },
		{ "[chair]\ndepth_gap = 4in\n", "seat_depth=too-short" },
		{ "[chair]\ndepth_adjustable = yes\n", "seat_depth_adjustable=yes" },
		{ "[chair]\narmrests = fit\n", "armrests=fit" },
		{ "[chair]\narmrests = too-high\n", "armrests=too-high" },
		{ "[chair]\narmrests = too-low\n", "armrests=too-low" },
		{ "[chair]\narmrests = none\n", "armrests=none" },
		{ "[chair]\narmrests_hard = yes\n", "armrests_hard=yes" },
		{ "[chair]\narmrests_wide = no\n", "armrests_wide=no" },
		{ "[chair]\narmrests_adjustable = no\n", "armrests_adjustable=no" },
		{ "[chair]\nback = fits\n", "back=fits" },
		{ "[chair]\nback = no-lumbar\n", "back=no-lumbar" },
		{ "[chair]\nback = angle\n", "back=angle" },
		{ "[chair]\nback = none\n", "back=none" },
		{ "[chair]\nback_adjustable = yes\n", "back_adjustable=yes" },
		{ "[desk]\npapers = yes\n", "documents=yes" },
		{ "[desk]\noverhead = no\n", "overhead=no" },
		{ "[mouse]\nreach = yes\n", "mouse=reach" },
		{ "[mouse]\nreach = no\n", "mouse=fits" },
		{ "[mouse]\nsame_surface = yes\n", "mouse_surface=no" },
		{ "[mouse]\nsame_surface = no\n", "mouse_surface=yes" },
		{ "[mouse]\nsmall = yes\n", "mouse_pinch=yes" },
		{ "[mouse]\npalm_rest = yes\n", "mouse_palm_rest=yes" },
		{ "[keyboard]\nwrists_up = yes\n", "keyboard=extended" },
		{ "[keyboard]\nwrists_up = no\n", "keyboard=fits" },
		{ "[keyboard]\nwrists_sideways = yes\n", "wrists_bent=yes" },
		{ "[keyboard]\nadjustable = no\n", "keyboard_adjustable=no" },
		{ "[phone]\nuse = none\nper_day = 5h\n", "phone=none, phone_time=long" },
		{ "[phone]\nuse = headset\n",
		  "phone=fits, phone_shoulder=no, phone_handsfree=yes" },
		/* on the head it is not far, whatever is said of it */
		{ "[phone]\nuse = headset\nfar = yes\nhandsfree = no\n",
		  "phone=fits, phone_shoulder=no, phone_handsfree=yes" },
		{ "[phone]\nuse = hand\n", "phone_shoulder=no" },
		{ "[phone]\nuse = hand\nfar = no\n", "phone=fits, phone_shoulder=no" },
		{ "[phone]\nuse = shoulder\nfar = yes\nhandsfree = no\n",
		  "phone=reach, phone_shoulder=yes, phone_handsfree=no" },
		{ "[phone]\nhandsfree = yes\n", "phone_handsfree=yes" },
		{ "[phone]\nper_day = 59min\n", "phone_time=short" },
		{ "[phone]\nper_day = 0\n", "phone_time=short" },
		{ "[phone]\nper_day = 2h\n", "" },
		{ "[phone]\nper_day = 2h\nlongest = 29min\n", "phone_time=short" },
		{ "[phone]\nper_day = 2h\nlongest = 30min\n", "phone_time=medium" },
		{ "[phone]\nper_day = 2h\nlongest = 61min\n", "phone_time=long" },
		{ "[phone]\nlongest = 61min\n", "phone_time=long" },
		{ "[phone]\nlongest = 1min\n", "" },
		{ "[monitor *]\nglare = yes\n", "monitor_glare=yes" },
		{ "[monitor *]\nglare = no\n", "monitor_glare=no" },
		/* the set-up itself is not told of here: that is geometry */
		{ "[chair]\nseat_height = 40cm\nfootrest = 3cm\n[keyboard]\nexternal = yes\n", "" },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct rosa rosa;
		char got[1024] = "";
		size_t n = 0;

		fill(cases[i].text, &rosa);
		for (enum rosa_item k = 0; k < _ROSA_ITEM_MAX; k++) {
			uint8_t answer = rosa.item[k].answer;
			if (answer != ROSA_NOT_KNOWN) {
				assert_int_equal(rosa.item[k].origin, ROSA_TOLD);
				assert_int_equal(rosa.item[k].estimated, 0);
				n += (size_t) snprintf(got + n, sizeof(got) - n, "%s%s=%s",
						       n ? ", " : "", rosa_item_to_string(k),
						       rosa_answer_to_string(k, answer));
			}
		}
		if (strcmp(got, cases[i].want) != 0) {
			fail_msg("%s\ngot  %s\nwant %s", cases[i].text, got, cases[i].want);
		}
	}
}

/* The words of a key are all of the item's: none is lost on the way. */
static void test_words(void **state)
{
	static const struct {
		int key;
		enum rosa_item item;
	} keys[] = {
		{ CONFIG_INDEX_chair_armrests, ROSA_ARMRESTS },
		{ CONFIG_INDEX_chair_back, ROSA_BACK },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(keys); i++) {
		const struct config_key *key = &config_keys[keys[i].key];
		const struct rosa_item_info *info = rosa_item_info(keys[i].item);
		const char *word;
		unsigned n = 0;
		size_t len;

		while ((word = config_key_word(key, n + 1, &len))) {
			n++;
			assert_int_equal(strlen(info->word[n]), len);
			assert_memory_equal(info->word[n], word, len);
		}
		assert_int_equal(n, info->n);
		assert_null(config_key_word(key, 0, &len));
	}
}

/* Of screens that are used equally the worst counts; of one that is secondary nothing. */
static void test_glare_of_several(void **state)
{
	static const struct {
		const char *text;
		uint8_t want;
	} cases[] = {
		{ "[monitor A]\nrole = equal\nglare = no\n[monitor B]\nrole = equal\nglare = yes\n",
		  ROSA_YES },
		{ "[monitor A]\nrole = equal\nglare = yes\n[monitor B]\nrole = equal\n", ROSA_YES },
		{ "[monitor A]\nrole = equal\nglare = no\n[monitor B]\nrole = equal\n",
		  ROSA_NOT_KNOWN },
		{ "[monitor A]\nrole = equal\nglare = no\n[monitor B]\nrole = equal\nglare = no\n",
		  ROSA_NO },
		{ "[monitor A]\nrole = primary\nglare = no\n"
		  "[monitor B]\nrole = secondary\nglare = yes\n",
		  ROSA_NO },
		{ "[monitor A]\nrole = primary\n[monitor B]\nrole = secondary\nglare = yes\n",
		  ROSA_NOT_KNOWN },
	};
	struct audit_rig rig;
	struct config_diags diags = {};
	struct rosa rosa;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		audit_rig_init(&rig);
		rig.monitors.n = 0;
		rig.config.monitors_n = 0;
		(void) audit_rig_connect(&rig, "A", "");
		(void) audit_rig_connect(&rig, "B", "");
		assert_int_equal(config_parse(&rig.config, cases[i].text, strlen(cases[i].text),
					      "test", &diags, NULL),
				 0);
		rosa = (struct rosa){};
		rosa_fill_told(&rosa, audit_rig_evaluate(&rig), &rig.config, -1);
		assert_int_equal(rosa.item[ROSA_MONITOR_GLARE].answer, cases[i].want);
		/* what was measured to be used most counts, whatever its role */
		rosa = (struct rosa){};
		rosa_fill_told(&rosa, audit_rig_evaluate(&rig), &rig.config, 1);
		assert_int_equal(rosa.item[ROSA_MONITOR_GLARE].answer,
				 strstr(cases[i].text, "[monitor B]\nrole = equal\nglare = no")
					 ? ROSA_NO
				 : strstr(strstr(cases[i].text, "[monitor B]"), "glare = yes")
					 ? ROSA_YES
					 : ROSA_NOT_KNOWN);
	}
}

/* What is known already stays. */
static void test_first_holds(void **state)
{
	struct rosa rosa;
	static struct audit_rig rig;
	(void) state;

	audit_rig_init(&rig);
	rig.config.desk_leg_room = TRISTATE_NO;
	rosa = (struct rosa){};
	rosa_answer(&rosa, ROSA_LEG_ROOM, ROSA_YES, ROSA_MEASURED, 0);
	rosa_fill_told(&rosa, audit_rig_evaluate(&rig), &rig.config, -1);
	assert_int_equal(rosa.item[ROSA_LEG_ROOM].answer, ROSA_YES);
	assert_int_equal(rosa.item[ROSA_LEG_ROOM].origin, ROSA_MEASURED);
}

/* ---- use ---- */

static void test_seated(void **state)
{
	static const struct {
		struct rosa_use use;
		unsigned standing;
		usec_t day, longest;
	} cases[] = {
		{ { 300 * MIN, 70 * MIN }, 0, 300 * MIN, 70 * MIN },
		{ { 300 * MIN, 70 * MIN }, 50, 150 * MIN, 70 * MIN },
		{ { 300 * MIN, 70 * MIN }, 90, 30 * MIN, 30 * MIN },
		{ { 300 * MIN, 70 * MIN }, 100, 0, 0 },
		{ { 300 * MIN, 70 * MIN }, 101, 0, 0 },
		{ { NOT, NOT }, 0, NOT, NOT },
		{ { NOT, NOT }, 50, NOT, NOT },
		{ { 300 * MIN, NOT }, 0, 300 * MIN, NOT },
		{ { 300 * MIN, NOT }, 80, 60 * MIN, 60 * MIN },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct rosa_use got = rosa_seated(&cases[i].use, cases[i].standing);
		assert_int_equal(got.day, cases[i].day);
		assert_int_equal(got.longest, cases[i].longest);
	}
}

/* Slots of use from `from` to before `to`, counted over the hours from 1000 on. */
static void use(uint8_t hours[static 3 * SLOT_BYTES], unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		hours[i / 8] |= (uint8_t) (1u << (i % 8));
	}
}

static usec_t longest(const uint8_t *hours, usec_t ends_after)
{
	struct rosa_stretch s = {};

	for (int64_t i = 0; i < 3; i++) {
		rosa_stretch_hour(&s, 1000 + i, hours + i * SLOT_BYTES, ends_after);
	}
	return s.longest;
}

static void test_stretch(void **state)
{
	uint8_t hours[3 * SLOT_BYTES] = {};
	(void) state;

	assert_int_equal(longest(hours, 5 * MIN), 0);
	use(hours, 359, 360); /* the last slot of the first hour */
	assert_int_equal(longest(hours, 5 * MIN), SLOT_LENGTH);
	/* goes on over the hour; 29 slots without use are not a pause of 5 minutes yet */
	use(hours, 360 + 29, 360 + 40);
	assert_int_equal(longest(hours, 5 * MIN), 12 * SLOT_LENGTH);
	/* 30 are */
	use(hours, 360 + 70, 360 + 90);
	assert_int_equal(longest(hours, 5 * MIN), 20 * SLOT_LENGTH);
	assert_int_equal(longest(hours, 5 * MIN + SLOT_LENGTH), 32 * SLOT_LENGTH);
	/* the gaps themselves are no use; each slot by itself where every gap ends it */
	use(hours, 720, 721);
	use(hours, 722, 723);
	assert_int_equal(longest(hours, 1), 20 * SLOT_LENGTH);
	memset(hours, 0x55, sizeof(hours)); /* every other slot */
	assert_int_equal(longest(hours, SLOT_LENGTH), SLOT_LENGTH);
	assert_int_equal(longest(hours, 2 * SLOT_LENGTH), 540 * SLOT_LENGTH);
}

/* An hour that is missing is a pause; the first slot there is is slot 0. */
static void test_stretch_hours(void **state)
{
	uint8_t full[SLOT_BYTES];
	struct rosa_stretch s = {};
	(void) state;

	memset(full, 0xff, sizeof(full));
	rosa_stretch_hour(&s, 0, full, 5 * MIN);
	assert_int_equal(s.longest, 60 * MIN);
	rosa_stretch_hour(&s, 2, full, 5 * MIN);
	assert_int_equal(s.longest, 60 * MIN);
	rosa_stretch_hour(&s, 3, full, 5 * MIN);
	assert_int_equal(s.longest, 120 * MIN);
	/* a file may hold anything: hours that go back */
	rosa_stretch_hour(&s, 1, full, 5 * MIN);
	assert_int_equal(s.longest, 120 * MIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_glare_of_several),
		cmocka_unit_test(test_first_holds),
		cmocka_unit_test(test_seated),
		cmocka_unit_test(test_stretch),
		cmocka_unit_test(test_stretch_hours),
	};
	return cmocka_run_group_tests_name("rosa-told", tests, NULL, NULL);
}

/* Medicines on many days: each limit from both sides, and when a few months are a pattern. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/diary-rig.h"

static struct diary_rig rig;

static int setup(void **state)
{
	(void) state;
	memset(&rig, 0, sizeof(rig));
	diary_rig_init(&rig);
	return 0;
}

static void pills(int from_ago, unsigned n, enum diary_class class)
{
	for (unsigned i = 0; i < n; i++) {
		(void) diary_rig_pill(&rig, from_ago - (int) i, class);
	}
}

static struct diary_overuse judge(void)
{
	struct diary_overuse o;

	diary_overuse(diary_rig_read(&rig), &o);
	return o;
}

static void test_simple(void **state)
{
	struct diary_overuse o;

	(void) state;
	pills(29, 7, CLASS_PARACETAMOL);
	pills(22, 7, CLASS_NSAID);
	pills(29, 14, CLASS_OTHER);
	o = judge();
	assert_int_equal(o.level, OVERUSE_NONE);
	/* a second one on the same day is no other day */
	pills(22, 1, CLASS_ASPIRIN);
	assert_int_equal(judge().level, OVERUSE_NONE);
	pills(3, 1, CLASS_ASPIRIN);
	o = judge();
	assert_int_equal(o.level, OVERUSE_EARLY);
	assert_int_equal(o.kind, OVERUSE_SIMPLE);
	assert_int_equal(o.days, 15);
	assert_int_equal(o.limit, 15);
}

/* The 30 days are those that end today. */
static void test_window(void **state)
{
	(void) state;
	pills(30, 15, CLASS_NSAID);
	assert_int_equal(judge().level, OVERUSE_NONE);
	pills(0, 1, CLASS_NSAID);
	assert_int_equal(judge().level, OVERUSE_EARLY);
}

static void test_strong(void **state)
{
	static const enum diary_class strong[] = { CLASS_TRIPTAN, CLASS_OPIOID, CLASS_ERGOT,
						   CLASS_COMBINATION };

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(strong); i++) {
		struct diary_overuse o;

		(void) setup(NULL);
		pills(20, 9, strong[i]);
		assert_int_equal(judge().level, OVERUSE_NONE);
		pills(5, 1, strong[i]);
		o = judge();
		assert_int_equal(o.level, OVERUSE_EARLY);
		assert_int_equal(o.kind, OVERUSE_STRONG);
		assert_int_equal(o.class, strong[i]);
		assert_int_equal(o.days, 10);
		assert_int_equal(o.limit, 10);
	}
}

static void test_mix(void **state)
{
	struct diary_overuse o;

	(void) state;
	pills(25, 9, CLASS_NSAID);
	assert_int_equal(judge().level, OVERUSE_NONE);
	pills(10, 1, CLASS_PARACETAMOL); /* of the same group */
	assert_int_equal(judge().level, OVERUSE_NONE);
	pills(10, 1, CLASS_TRIPTAN);
	o = judge();
	assert_int_equal(o.level, OVERUSE_EARLY);
	assert_int_equal(o.kind, OVERUSE_MIX);
	assert_int_equal(o.days, 10);
}

/* What is of a class that was not told can't be judged, and it is said how much that is. */
static void test_unknown(void **state)
{
	struct diary_overuse o;

	(void) state;
	pills(29, 20, CLASS_NOT_TOLD);
	o = judge();
	assert_int_equal(o.level, OVERUSE_NONE);
	assert_int_equal(o.unknown_days, 20);
}

static void fill_months(int months, unsigned pills_each, unsigned headaches_each)
{
	for (int m = 0; m < months; m++) {
		int from = 30 * m + 29;

		pills(from, pills_each, CLASS_TRIPTAN);
		for (unsigned i = 0; i < headaches_each; i++) {
			(void) diary_rig_headache(&rig, from - (int) i, 5, 2);
		}
	}
}

static void test_pattern(void **state)
{
	(void) state;
	/* three months are not more than three months */
	fill_months(3, 10, 15);
	assert_int_equal(judge().level, OVERUSE_EARLY);
	pills(95, 1, CLASS_TRIPTAN);
	assert_int_equal(judge().level, OVERUSE_PATTERN);
	/* headache on 14 days in each is none */
	(void) setup(NULL);
	fill_months(4, 10, 14);
	assert_int_equal(judge().level, OVERUSE_EARLY);
	assert_int_equal(judge().headache_days, 14);
	/* nor are two months */
	(void) setup(NULL);
	fill_months(2, 10, 15);
	pills(75, 1, CLASS_TRIPTAN);
	pills(95, 1, CLASS_TRIPTAN);
	assert_int_equal(judge().level, OVERUSE_EARLY);
	/* nor is a month between with less */
	(void) setup(NULL);
	fill_months(1, 10, 15);
	fill_months(4, 9, 15);
	assert_int_equal(judge().level, OVERUSE_EARLY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_simple, setup),
		cmocka_unit_test_setup(test_window, setup),
		cmocka_unit_test_setup(test_strong, setup),
		cmocka_unit_test_setup(test_mix, setup),
		cmocka_unit_test_setup(test_unknown, setup),
		cmocka_unit_test_setup(test_pattern, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

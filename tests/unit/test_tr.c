/* Messages: English until somebody translates; contexts, plurals; and characters that are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"

static char asked[300]; /* what the translator was asked for last */

static const char *get(const char *msgid)
{
	(void) snprintf(asked, sizeof(asked), "%s", msgid);
	if (strcmp(msgid, "break") == 0) {
		return "Pause";
	}
	return strcmp(msgid, "verb\004break") == 0 ? "brechen" : msgid;
}

static const char *get_plural(const char *one, const char *many, unsigned long n)
{
	(void) snprintf(asked, sizeof(asked), "%s|%s|%lu", one, many, n);
	return n == 1 ? "%u Minute" : "%u Minuten";
}

static int english(void **state)
{
	(void) state;
	tr_use(&(struct translator){ NULL, NULL });
	asked[0] = '\0';
	return 0;
}

static int german(void **state)
{
	(void) state;
	tr_use(&(struct translator){ get, get_plural });
	asked[0] = '\0';
	return 0;
}

static void test_english(void **state)
{
	(void) state;
	assert_string_equal(_("break"), "break");
	assert_string_equal(Q_("verb", "break"), "break");
	assert_string_equal(tr_context("verb", NC_("verb", "break")), "break");
	assert_string_equal(P_("%u minute", "%u minutes", 1), "%u minute");
	assert_string_equal(P_("%u minute", "%u minutes", 0), "%u minutes");
	assert_string_equal(P_("%u minute", "%u minutes", 2), "%u minutes");
	assert_string_equal(_(""), "");
}

static void test_translated(void **state)
{
	(void) state;
	assert_string_equal(_("break"), "Pause");
	assert_string_equal(tr(N_("break")), "Pause");
	assert_string_equal(Q_("verb", "break"), "brechen");
	assert_string_equal(asked, "verb\004break");
	assert_string_equal(P_("%u minute", "%u minutes", 1), "%u Minute");
	assert_string_equal(P_("%u minute", "%u minutes", 7), "%u Minuten");
	assert_string_equal(asked, "%u minute|%u minutes|7");
}

/* What the translator does not know comes back in English, without the context. */
static void test_unknown(void **state)
{
	const char *msgid = "to break";

	(void) state;
	assert_ptr_equal(_(msgid), msgid);
	assert_ptr_equal(Q_("verb", msgid), msgid);
	assert_string_equal(asked, "verb\004to break");
}

/* gettext() answers "" with the header of its file: it is never asked. */
static void test_empty(void **state)
{
	(void) state;
	assert_string_equal(_(""), "");
	assert_string_equal(asked, "");
}

/* A message too long for its key is not asked for in part. */
static void test_long(void **state)
{
	char msgid[256];

	(void) state;
	memset(msgid, 'x', sizeof(msgid) - 1);
	msgid[sizeof(msgid) - 1] = '\0';
	assert_ptr_equal(Q_("verb", msgid), msgid);
	assert_string_equal(asked, "");
}

static void assert_mended(const char *s, size_t size, const char *want)
{
	char buf[16];

	(void) snprintf(buf, size, "%s", s);
	assert_int_equal(utf8_mend(buf), strlen(want));
	assert_string_equal(buf, want);
}

static void test_mend(void **state)
{
	char stray[] = "a\x82\x82\x82\x82";

	(void) state;
	assert_mended("", 16, "");
	assert_mended("abc", 16, "abc");
	assert_mended("abc", 3, "ab");
	assert_mended("a\xc3\xa4", 16, "a\xc3\xa4"); /* whole */
	assert_mended("a\xc3\xa4", 3, "a");
	assert_mended("\xc3\xa4", 2, "");
	assert_mended("a\xe2\x82\xac", 5, "a\xe2\x82\xac");
	assert_mended("a\xe2\x82\xac", 4, "a");
	assert_mended("a\xe2\x82\xac", 3, "a");
	assert_mended("\xc3\xa4\xf0\x9f\x99\x82", 6, "\xc3\xa4");
	assert_mended("\xc3\xa4\xf0\x9f\x99\x82", 5, "\xc3\xa4");
	assert_mended("\xc3\xa4\xf0\x9f\x99\x82", 4, "\xc3\xa4");
	assert_mended("\xc3\xa4\xf0\x9f\x99\x82", 7, "\xc3\xa4\xf0\x9f\x99\x82");
	assert_int_equal(utf8_mend(stray), 5); /* nothing that was cut: left as it is */
}

static void test_count(void **state)
{
	(void) state;
	assert_int_equal(utf8_count(""), 0);
	assert_int_equal(utf8_count("abc"), 3);
	assert_int_equal(utf8_count("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x99\x82"), 4);
	assert_int_equal(utf8_count("a\x82\x82"), 3);
	assert_int_equal(utf8_count("a\xe2\x82"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_english, english),
		cmocka_unit_test_setup_teardown(test_translated, german, english),
		cmocka_unit_test_setup_teardown(test_unknown, german, english),
		cmocka_unit_test_setup_teardown(test_empty, german, english),
		cmocka_unit_test_setup_teardown(test_long, german, english),
		cmocka_unit_test(test_mend),
		cmocka_unit_test(test_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

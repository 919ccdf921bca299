/* The words of posture prompts: what is said, and that what is offered to be typed can be typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/posture-text.h"

static struct monitor machine;
static struct audit audit;

static void begin(const char *name, const char *output)
{
	memset(&audit, 0, sizeof(audit));
	(void) snprintf(machine.output, sizeof(machine.output), "%s", output);
	audit.n = 1;
	audit.view[0].monitor = &machine;
	(void) snprintf(audit.view[0].name, sizeof(audit.view[0].name), "%s", name);
	audit.findings.n = 3;
	for (size_t i = 0; i < 3; i++) {
		audit.findings.f[i] = (struct finding){
			.rule = i == 0 ? RULE_YAW_PRIMARY : RULE_TILT,
			.monitor = 0,
			.other = -1,
			.severity = SEVERITY_HIGH,
			.measured = 40,
			.limit = 15,
			.move = { .kind = MOVE_HEIGHT, .monitor = 0, .amount = -60 },
		};
	}
}

static struct notice prompt(size_t n)
{
	static const size_t owed[] = { 0, 1, 2 };
	struct notice notice;

	posture_text_prompt(&audit, owed, n, LENGTH_CM, &notice);
	assert_true(notice.timeout_ms > 0 && notice.timeout_ms < 600000);
	assert_int_equal(notice.n_actions, 2);
	assert_string_equal(notice.actions[0].key, "tomorrow");
	assert_string_equal(notice.actions[0].label, "Remind me tomorrow");
	assert_string_equal(notice.actions[1].key, "done");
	assert_string_equal(notice.actions[1].label, "Done");
	return notice;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part)) {
		fail_msg("\"%s\" is not in \"%s\"", part, text);
	}
}

static void test_one(void **state)
{
	struct notice n;

	(void) state;
	begin("U2720Q", "DP-1");
	n = prompt(1);
	assert_has(n.summary, "40 degrees");
	assert_int_equal(strncmp(n.summary, "The ", 4), 0);
	assert_int_equal(strncmp(n.body, "Lower the ", 10), 0);
	assert_has(n.body, " by 6 cm");
	assert_has(n.body, ".\nThen tell the new measure: ergoctl setup --monitor U2720Q\n"
			   "ergoctl audit --done or ergoctl audit --tomorrow");
	assert_null(strstr(n.body, " more"));
}

static void test_more(void **state)
{
	struct notice n;

	(void) state;
	begin("U2720Q", "DP-1");
	n = prompt(3);
	assert_has(n.body, "\nAnd 2 more: ergoctl audit\nergoctl audit --done");
}

static void test_names(void **state)
{
	static const struct {
		const char *name, *output, *want;
	} cases[] = {
		{ "DELL U2720Q", "DP-1", "ergoctl setup --monitor 'DELL U2720Q'\n" },
		{ "it's; rm -rf ~", "DP-1", "ergoctl setup --monitor DP-1\n" },
		{ "$(reboot)", "`reboot`", "ergoctl setup --all\n" },
		{ "U2720Q (DP-1)", "DP-1", "ergoctl setup --monitor DP-1\n" },
		{ "--help", "eDP-1", "ergoctl setup --monitor eDP-1\n" },
		{ "", "", "ergoctl setup --all\n" },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct notice n;

		begin(cases[i].name, cases[i].output);
		n = prompt(1);
		assert_has(n.body, cases[i].want);
	}
}

static void test_measure(void **state)
{
	struct notice n;

	(void) state;
	begin("U2720Q", "DP-1");
	audit.findings.f[0].move = (struct move){ .kind = MOVE_MEASURE, .monitor = 0 };
	n = prompt(1);
	assert_has(n.body, "\nTell it: ergoctl setup --monitor U2720Q\n");
	audit.findings.f[0].move = (struct move){ .kind = MOVE_SEAT, .monitor = -1, .amount = 30 };
	audit.findings.f[0].monitor = -1;
	n = prompt(1);
	assert_has(n.body, "\nThen tell the new measure: ergoctl setup --all\n");
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_one),
		TEST(test_more),
		TEST(test_names),
		TEST(test_measure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

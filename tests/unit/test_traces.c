/*
 * The corpus of stories, tests/traces: one test a file.  Arguments: the files to run; none: all,
 * found from the root of the tree or from where the binary lies.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/trace-run.h"

#define STORIES_MAX 512
#define STORIES_MIN 40 /* fewer: something is wrong with how they are found */

static void test_story(void **state)
{
	char report[TRACE_REPORT_MAX];

	if (!trace_run_file(*state, report)) {
		print_error("%s", report);
		fail();
	}
}

/* The runner itself: what it must find wrong, and how it says so. */
static void test_runner(void **state)
{
	static const struct {
		const char *text, *report; /* "" = runs well */
	} cases[] = {
		{ "# All is well.\n#= 0s session-start\n0s pulse\n1s end\n#= 1s  end present\n",
		  "" },
		{ "# Well without blanks.\n#=0s session-start start=0s\n0s pulse\n", "" },
		{ "# Presence counts.\n#= 0s presence present\n#= 0s session-start\n0s pulse\n",
		  "" },
		{ "0s pulse\n#= 0s session-start\n",
		  "story:1: the story is missing: begin with a comment that tells it\n" },
		{ "# Nothing expected.\n0s end\n",
		  "story:1: nothing is expected: tell it in lines that begin with #=\n" },
		{ "# Wrong.\n#= 0s session-start start=1s\n0s pulse\n",
		  "story:2: expected `0s session-start start=1s`, got `0s session-start "
		  "start=0s`\n" },
		{ "# A field is whole.\n0s pulse\n#= 0s session-start\n1s end\n#= 1s end pre\n",
		  "story:5: expected `1s end pre`, got `1s end present session=1s today=1s`\n" },
		{ "# A duration, too.\n0s pulse\n#= 0s session-start\n30s pulse\n1min 1us "
		  "lock\n1min 2s end\n"
		  "#= 1min 2s end locked session=1min\n",
		  "story:7: expected `1min 2s end locked session=1min`, got "
		  "`1min 2s end locked session=1min 0.000001s today=1min 0.000001s`\n" },
		{ "# Too much came.\n#= 0s session-start\n0s pulse\n1s end\n",
		  "story:4: nothing more is expected, got `1s end present session=1s today=1s`\n" },
		{ "# Too little came.\n0s pulse\n#= 0s session-start\n#= 1s end\n",
		  "story:4: expected `1s end`, got nothing more\n" },
		{ "# No withdraw came.\n0s pulse\n#= 0s session-start\n#= 1s withdraw rest\n1s "
		  "end\n",
		  "story:4: expected `1s withdraw rest`, got `1s end present session=1s "
		  "today=1s`\n" },
		{ "# No trace.\n#= 0s end\n0s dance\n",
		  "story:3: \"dance\" is no event: see TRACE FORMAT in ergod(1)\n" },
		{ "# No key.\n#@ micro.every = 1s\n#= 0s end\n",
		  "story:2: there is no key micro.every\n" },
		{ "# No form.\n#@ micro_break.every 1s\n#= 0s end\n",
		  "story:2: write #@ section.key = value\n" },
	};
	char report[TRACE_REPORT_MAX];

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		bool ok = trace_run_text("story", cases[i].text, report);

		assert_string_equal(report, cases[i].report);
		assert_int_equal(ok, cases[i].report[0] == '\0');
	}
	assert_false(trace_run_text("story", "# Bad.\n#@ micro_break.every = soon\n#= 0s end\n",
				    report));
	assert_non_null(strstr(report, "story:2: micro_break.every: "));
	assert_false(trace_run_file("tests/traces/there is none", report));
	assert_string_equal(report, "tests/traces/there is none:0: cannot be read\n");
}

static int find(const char *binary, glob_t *ret)
{
	char pattern[4096];
	const char *slash = strrchr(binary, '/');

	if (glob("tests/traces/*.t", 0, NULL, ret) == 0) {
		return 0;
	}
	/* build/MODE/tests/unit/test_traces */
	(void) snprintf(pattern, sizeof(pattern), "%.*s/../../../../tests/traces/*.t",
			slash ? (int) (slash - binary) : 1, slash ? binary : ".");
	return glob(pattern, 0, NULL, ret);
}

int main(int argc, char *argv[])
{
	struct CMUnitTest tests[STORIES_MAX + 1] = { cmocka_unit_test(test_runner) };
	glob_t found = { .gl_pathc = 0 };
	char **paths = argv + 1;
	size_t n = (size_t) argc - 1;

	if (n == 0) {
		if (find(argv[0], &found) != 0 || found.gl_pathc < STORIES_MIN) {
			print_error("tests/traces/*.t: only %zu stories found\n", found.gl_pathc);
			return 1;
		}
		paths = found.gl_pathv;
		n = found.gl_pathc;
	}
	if (n > STORIES_MAX) {
		print_error("more than %d stories\n", STORIES_MAX);
		return 1;
	}
	for (size_t i = 0; i < n; i++) {
		const char *slash = strrchr(paths[i], '/');

		tests[i + 1] = (struct CMUnitTest){
			.name = slash ? slash + 1 : paths[i],
			.test_func = test_story,
			.initial_state = paths[i],
		};
	}
	int failed = _cmocka_run_group_tests("traces", tests, n + 1, NULL, NULL);
	globfree(&found);
	return failed;
}

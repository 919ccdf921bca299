/* Command lines of [hooks]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/command.h"

/* The words, each in <>. */
static const char *split(const char *line, struct command *c)
{
	static char text[2 * COMMAND_MAX + 2 * COMMAND_ARGS_MAX];
	size_t at = 0;

	text[0] = '\0';
	assert_int_equal(command_split(line, c), 0);
	for (size_t i = 0; i < c->n; i++) {
		at += (size_t) snprintf(text + at, sizeof(text) - at, "<%s>", c->word[i]);
		assert_true(c->word[i] >= c->text && c->word[i] < c->text + sizeof(c->text));
	}
	assert_null(c->word[c->n]);
	return text;
}

static void test_words(void **state)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{ "", "" },
		{ " \t ", "" },
		{ "/bin/true", "</bin/true>" },
		{ "  /bin/echo\ta   b ", "</bin/echo><a><b>" },
		{ "/bin/echo 'a  b' \"c\td\"", "</bin/echo><a  b><c\td>" },
		{ "/bin/echo '' \"\"", "</bin/echo><><>" },
		{ "/bin/echo a'b c'd\"e f\"g", "</bin/echo><ab cde fg>" },
		{ "/bin/echo a\\ b \\'c\\' \\\\", "</bin/echo><a b><'c'><\\>" },
		{ "/bin/echo 'a\\' \"\\\"\\\\\"", "</bin/echo><a\\><\"\\>" },
		{ "/bin/echo \"it's\" 'say \"no\"'", "</bin/echo><it's><say \"no\">" },
		/* as a shell has it: what printf(1) is given */
		{ "/usr/bin/printf \"%s\\n\" '%s\\n'", "</usr/bin/printf><%s\\n><%s\\n>" },
		{ "/bin/echo \"\\$HOME \\`\"", "</bin/echo><$HOME `>" },
		{ "/bin/echo \\n", "</bin/echo><n>" },
		/* nothing else of a shell */
		{ "/bin/echo $HOME ~ * a|b >c &", "</bin/echo><$HOME><~><*><a|b><>c><&>" },
		{ "/bin/echo # no ; end", "</bin/echo><#><no><;><end>" },
		{ "'/a b/c' d", "</a b/c><d>" },
		{ "/bin/\xc3\xa4 \xff", "</bin/\xc3\xa4><\xff>" },
	};
	struct command c;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_string_equal(split(cases[i].line, &c), cases[i].want);
	}
}

static void test_refused(void **state)
{
	static const struct {
		const char *line;
		int want;
	} cases[] = {
		{ "/bin/echo 'a", -EINVAL },
		{ "/bin/echo \"a", -EINVAL },
		{ "/bin/echo \"a\\", -EINVAL },
		{ "/bin/echo \"a\\\"", -EINVAL },
		{ "/bin/echo a\\", -EINVAL },
		{ "\\", -EINVAL },
		{ "'", -EINVAL },
		{ "echo a", -ENOENT },
		{ "./echo", -ENOENT },
		{ "~/bin/echo", -ENOENT },
		{ "$HOME/echo", -ENOENT },
		{ "''", -ENOENT },
		{ "'' /bin/echo", -ENOENT },
	};
	struct command c;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_int_equal(command_split(cases[i].line, &c), cases[i].want);
	}
}

/* One more than fits is refused; what fits is whole. */
static void test_limits(void **state)
{
	char line[COMMAND_MAX + 2] = "/";
	struct command c;
	(void) state;

	memset(line + 1, 'a', COMMAND_MAX - 2);
	line[COMMAND_MAX - 1] = '\0';
	assert_int_equal(command_split(line, &c), 0);
	assert_int_equal(c.n, 1);
	assert_string_equal(c.word[0], line);
	line[COMMAND_MAX - 1] = 'a';
	line[COMMAND_MAX] = '\0';
	assert_int_equal(command_split(line, &c), -E2BIG);

	line[1] = '\0';
	for (size_t i = 1; i < COMMAND_ARGS_MAX; i++) {
		(void) snprintf(line + strlen(line), 3, " x");
	}
	assert_int_equal(command_split(line, &c), 0);
	assert_int_equal(c.n, COMMAND_ARGS_MAX);
	assert_string_equal(c.word[COMMAND_ARGS_MAX - 1], "x");
	(void) snprintf(line + strlen(line), 3, " x");
	assert_int_equal(command_split(line, &c), -E2BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

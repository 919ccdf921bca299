/* libFuzzer entry for command lines: any text; the words of one that is taken are quoted and must be read again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

/* A word so that it is one again: every character behind a backslash. */
static size_t quote(char *out, const char *word)
{
	size_t n = 0;

	out[n++] = ' ';
	if (!*word) {
		out[n++] = '\'';
		out[n++] = '\'';
	}
	for (; *word; word++) {
		out[n++] = '\\';
		out[n++] = *word;
	}
	out[n] = '\0';
	return n;
}

static void check_words(const struct command *c, size_t len)
{
	char line[3 * COMMAND_MAX + 3 * COMMAND_ARGS_MAX];
	struct command back;
	size_t bytes = 0, at = 0;

	MUST(c->n <= COMMAND_ARGS_MAX && !c->word[c->n]);
	MUST(c->n == 0 || c->word[0][0] == '/');
	for (size_t i = 0; i < c->n; i++) {
		MUST(c->word[i] == c->text + bytes);
		bytes += strlen(c->word[i]) + 1;
		at += quote(line + at, c->word[i]);
	}
	MUST(bytes <= len + 1);
	if (at > 0 && at < COMMAND_MAX) {
		MUST(command_split(line, &back) == 0 && back.n == c->n);
		MUST(memcmp(back.text, c->text, bytes) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = malloc(size + 1);
	struct command c;
	int r;

	MUST(s);
	memcpy(s, data, size);
	s[size] = '\0';
	r = command_split(s, &c);
	MUST(r == 0 || r == -EINVAL || r == -ENOENT || r == -E2BIG);
	if (r == 0) {
		check_words(&c, strlen(s));
	}
	free(s);
	return 0;
}

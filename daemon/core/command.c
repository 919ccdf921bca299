#include "ergo/command.h"

#include <string.h>

#include "scan.h"

/* Between double quotes a backslash stands for itself before all but these. */
static bool is_escaped(char quote, char next)
{
	return quote == '\0' || (next != '\0' && strchr("\"\\$`", next));
}

/*
 * Moves one word to `out`, which never overtakes `in`.  Returns where the rest begins; NULL: a quote or a backslash
 * without its partner.
 */
static const char *take_word(const char *in, char **out)
{
	char quote = '\0';

	for (; *in != '\0' && (quote != '\0' || !is_blank(*in)); in++) {
		if (*in == quote) {
			quote = '\0';
		} else if (quote == '\0' && (*in == '\'' || *in == '"')) {
			quote = *in;
		} else if (*in == '\\' && quote != '\'' && is_escaped(quote, in[1])) {
			if (*++in == '\0') {
				return NULL;
			}
			*(*out)++ = *in;
		} else {
			*(*out)++ = *in;
		}
	}
	*(*out)++ = '\0';
	return quote == '\0' ? in : NULL;
}

int command_split(const char *line, struct command *ret)
{
	const char *in;
	char *out = ret->text;

	if (strlen(line) >= sizeof(ret->text)) {
		return -E2BIG;
	}
	ret->n = 0;
	for (in = skip_blanks(line); *in != '\0'; in = skip_blanks(in)) {
		char *word = out;

		in = take_word(in, &out);
		if (!in) {
			return -EINVAL;
		}
		if (ret->n == COMMAND_ARGS_MAX) {
			return -E2BIG;
		}
		ret->word[ret->n++] = word;
	}
	ret->word[ret->n] = NULL;
	return ret->n > 0 && ret->word[0][0] != '/' ? -ENOENT : 0;
}

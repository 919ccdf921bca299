/*
 * A command line as it is written in [hooks]: words separated by blanks, 'single' and "double" quotes and
 * a backslash as in a shell (within single quotes it stands for itself; within double ones too, but before
 * " \ $ `), and nothing else of a shell: no variables, no wildcards, no pipes, no home folder.  Pure.
 */
#pragma once

#include "ergo/base.h"

#define COMMAND_MAX      190 /* bytes as written, NUL included: what fits in a line of the ini */
#define COMMAND_ARGS_MAX 32

struct command {
	size_t n;                         /* words */
	char *word[COMMAND_ARGS_MAX + 1]; /* into .text; NULL at the end */
	char text[COMMAND_MAX];
};

/*
 * Takes a line apart.  Returns 0; -EINVAL: a quote is not closed, or a backslash stands at the end; -ENOENT: the
 * program is no absolute path (where programs lie is not looked up); -E2BIG: more than COMMAND_ARGS_MAX words or
 * COMMAND_MAX bytes.  An empty line has no words.  *ret must not be moved: it points into itself.
 */
int command_split(const char *line, struct command *ret);

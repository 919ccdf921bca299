/*
 * A dialogue on a terminal.  Lines only: it works over ssh, on a dumb terminal and with a screen reader;
 * nothing is drawn, nothing is told by colour or place alone.
 */
#pragma once

#include "ergo/base.h"

/* A paragraph, broken to the terminal's width, each line begun with `indent` blanks. */
void say(unsigned indent, const char *format, ...) _printf_(2, 3);

/* From now on Ctrl-C ends the dialogue between two writes; a second one ends the program. */
void dialogue_begin(void);
bool dialogue_interrupted(void);
/* A line of what is typed, without blanks around it.  False: no more, or interrupted. */
bool dialogue_read(const char *prompt, char *buf, size_t size);

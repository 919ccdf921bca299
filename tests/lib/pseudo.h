/* A language that is English, only longer and with letters of two bytes: for what may be cut. */
#pragma once

#include <stdbool.h>

/* From now on every message is in brackets and more than twice as many bytes; until pseudo_stop(). */
void pseudo_start(void);
void pseudo_stop(void);

/* Whether a text is whole: valid UTF-8, each bracket closed, and something in brackets at all. */
bool pseudo_is_whole(const char *s);

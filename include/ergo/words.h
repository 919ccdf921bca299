/* Words of enumerations for a person, in the user's language; *_to_string() are those of machines.
 * (libergotext.a) */
#pragma once

#include "ergo/audit.h"
#include "ergo/event.h"

/* "2 keyboard", "1 pointer": `n` devices of a class, for a list.  Returns buf. */
char *devices_say(char *buf, size_t size, enum device_class c, unsigned long n);

/* "1 high", "3 caution": `n` findings, for a list.  Returns buf. */
char *severities_say(char *buf, size_t size, enum severity s, unsigned n);

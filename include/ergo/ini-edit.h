/*
 * Changes one key of an ini text and leaves every other byte as it is: comments, order, blank lines,
 * what ergod does not know, CRLF, a byte order mark, a missing newline at the end.  The text is read
 * as config_parse() reads it.  Pure: text in, text out.
 */
#pragma once

#include "ergo/base.h"

/* Bytes that one change adds to a text at most. */
#define INI_EDIT_ROOM 1024

struct ini_change {
	const char *section; /* "user", "monitor DP-1" */
	const char *key;
	const char *value; /* "": the key with no value; NULL: the key is taken out */
};

/*
 * Writes the changed text to buf; `text` must not overlap it.
 *   - A key that is there: its value is replaced; spacing and a "; comment" behind it stay.  Of a key
 *     that is there twice the first, which is the one that counts.
 *   - A new key comes below the line "#key = ..." of its section if there is one, else below the
 *     section's last key; a new section to the end of the text.
 *   - A key that is taken out goes with its whole line, wherever the section has it.
 * Returns 1: changed; 0: it says so already, buf has the same text; -EINVAL: that can't be written
 * (a line break, a control character, what is no UTF-8, a value that would begin a comment, a `]` in
 * a section's name); -E2BIG: the line would be longer than CONFIG_LINE_MAX; -ENOSPC: buf is too
 * small; -EILSEQ: this is no text that could be edited (UTF-16).
 */
int ini_edit(const char *text, size_t len, const struct ini_change *change, char *buf, size_t size,
	     size_t *ret_len);

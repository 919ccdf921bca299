/* Lists of globs: `*` is any text, `?` one character; separated by commas; ASCII case ignored. */
#include "ergo/config.h"

#include <string.h>

#include "scan.h"

struct slice {
	const char *s;
	size_t len;
};

static struct slice trimmed(const char *s, size_t len)
{
	while (len > 0 && is_blank(s[0])) {
		s++;
		len--;
	}
	while (len > 0 && is_blank(s[len - 1])) {
		len--;
	}
	return (struct slice){ s, len };
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
}

/* Where the character behind the one at `i` begins: UTF-8 continuation bytes belong to it. */
static size_t next_char(struct slice t, size_t i)
{
	do {
		i++;
	} while (i < t.len && ((unsigned char) t.s[i] & 0xc0) == 0x80);
	return i;
}

/*
 * No recursion: only the last star is ever tried again, since an earlier one could only give what
 * the last one can take as well.  At most (length of glob) x (length of text) steps.
 */
static bool glob_match(struct slice glob, struct slice text)
{
	size_t g = 0, t = 0, star = SIZE_MAX, star_text = 0;

	while (t < text.len) {
		if (g < glob.len && glob.s[g] == '*') {
			star = g++;
			star_text = t;
		} else if (g < glob.len && glob.s[g] == '?') {
			g++;
			t = next_char(text, t);
		} else if (g < glob.len && fold(glob.s[g]) == fold(text.s[t])) {
			g++;
			t++;
		} else if (star != SIZE_MAX) {
			g = star + 1;
			star_text = next_char(text, star_text);
			t = star_text;
		} else {
			return false;
		}
	}
	while (g < glob.len && glob.s[g] == '*') {
		g++;
	}
	return g == glob.len;
}

bool patterns_match(const config_PATTERNS *p, const char *name)
{
	struct slice text = trimmed(name, strlen(name)); /* device names may end in blanks */

	for (const char *s = p->list; *s != '\0';) {
		size_t len = strcspn(s, ",");
		struct slice glob = trimmed(s, len);
		if (glob.len > 0 && glob_match(glob, text)) {
			return true;
		}
		s += len + (s[len] == ',');
	}
	return false;
}

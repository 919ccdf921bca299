#include "ergo/utf8.h"

#include <string.h>

size_t utf8_char(const char *s, size_t len, uint32_t *ret_code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *) s;
	uint32_t code;
	size_t n;

	if (p[0] < 0x80) {
		n = 1;
		code = p[0];
	} else if (p[0] >= 0xc2 && p[0] <= 0xf4) {
		n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
		code = p[0] & (0x7fu >> n);
	} else {
		return 0;
	}
	if (n > len) {
		return 0;
	}
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			return 0;
		}
		code = code << 6 | (p[i] & 0x3f);
	}
	if (n > 1 && (code < least[n] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))) {
		return 0;
	}
	if (ret_code) {
		*ret_code = code;
	}
	return n;
}

size_t utf8_mend(char *s)
{
	size_t len = strlen(s), back = 0;

	while (back < len && back < 3 && ((unsigned char) s[len - 1 - back] & 0xc0) == 0x80) {
		back++;
	}
	if (back < len && (unsigned char) s[len - 1 - back] >= 0xc0) { /* where it begins */
		back++;
		if (utf8_char(s + len - back, back, NULL) != back) {
			len -= back;
			s[len] = '\0';
		}
	}
	return len;
}

size_t utf8_count(const char *s)
{
	size_t n = 0;

	while (*s) {
		size_t len = utf8_char(s, SIZE_MAX, NULL);
		s += len > 0 ? len : 1;
		n++;
	}
	return n;
}

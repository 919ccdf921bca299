#include "adapters/bus/internal.h"

#include <string.h>

#include "ergo/utf8.h"

/*
 * Length of the UTF-8 character at s, 0 when there is none that the wire can carry: some
 * implementations of D-Bus refuse non-characters, too.
 */
static size_t sequence_length(const char *s)
{
	uint32_t c;
	size_t n = utf8_char(s, SIZE_MAX, &c);

	return n > 0 && ((c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe) ? 0 : n;
}

static bool is_control(char c)
{
	return ((unsigned char) c < ' ' && c != '\n') || c == 0x7f;
}

static bool text_is_fit(const char *s, size_t size)
{
	size_t len = 0, n;

	for (; s[len]; len += n) {
		n = sequence_length(s + len);
		if (n == 0 || is_control(s[len]) || len + n >= size) {
			return false;
		}
	}
	return true;
}

const char *bus_text(const char *s, char *buf, size_t size)
{
	size_t len = 0;

	assert(size > 0);
	if (!s) {
		return "";
	}
	if (text_is_fit(s, size)) {
		return s;
	}
	while (*s) {
		size_t n = sequence_length(s);

		if (len + usec_max(n, 1) >= size) {
			break;
		}
		if (n == 0 || is_control(*s)) {
			buf[len++] = '?';
			s++;
			continue;
		}
		memcpy(buf + len, s, n);
		len += n;
		s += n;
	}
	buf[len] = '\0';
	return buf;
}

int bus_append_text(sd_bus_message *m, const char *s)
{
	char buf[BUS_TEXT_MAX];

	return sd_bus_message_append_basic(m, 's', bus_text(s, buf, sizeof(buf)));
}

#define FNV_PRIME UINT64_C(0x100000001b3)

uint64_t bus_hash(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < size; i++) {
		hash = (hash ^ p[i]) * FNV_PRIME;
	}
	return hash;
}

/* The NUL belongs to it, so that ("ab", "c") and ("a", "bc") differ. */
uint64_t bus_hash_string(uint64_t hash, const char *s)
{
	return s ? bus_hash(hash, s, strlen(s) + 1) : bus_hash(hash, "", 1);
}

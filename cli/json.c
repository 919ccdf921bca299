/* JSON: json-c with our ideas of numbers, times and text. */
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "ergo/time.h"
#include "ergo/utf8.h"
#include "output.h"

struct json_object *json_seconds(usec_t d)
{
	char s[32];

	if (d % USEC_PER_SEC < USEC_PER_MS) {
		return json_object_new_int64((int64_t) (d / USEC_PER_SEC));
	}
	/* by hand: neither the locale nor binary fractions shall show */
	(void) snprintf(s, sizeof(s), "%" PRIu64 ".%03" PRIu64, d / USEC_PER_SEC,
			d % USEC_PER_SEC / USEC_PER_MS);
	return json_object_new_double_s((double) d / (double) USEC_PER_SEC, s);
}

struct json_object *json_time(usec_t real)
{
	time_t t = (time_t) (real / USEC_PER_SEC);
	char buf[RFC3339_STRING_MAX];
	struct tm tm;

	if (real == 0 || real == USEC_INFINITY || !localtime_r(&t, &tm)) {
		return NULL;
	}
	return json_object_new_string(
		rfc3339_format(buf, sizeof(buf), real, (int32_t) tm.tm_gmtoff));
}

struct json_object *json_text(const char *s)
{
	_cleanup_(freep) char *buf = NULL;
	size_t size, n;
	FILE *f = open_memstream(&buf, &size);

	if (!f) {
		return NULL;
	}
	for (; *s; s += n ?: 1) {
		n = utf8_char(s, SIZE_MAX, NULL);
		(void) (n ? fwrite(s, 1, n, f) : fwrite("\xef\xbf\xbd", 1, 3, f));
	}
	if (fclose(f) != 0) {
		return NULL;
	}
	return json_object_new_string(buf);
}

struct json_object *json_word(const char *s)
{
	return *s ? json_text(s) : NULL;
}

struct json_object *json_real(double v, unsigned decimals)
{
	char s[48];
	int n;

	if (!isfinite(v) || fabs(v) > 1e12) {
		return NULL;
	}
	n = snprintf(s, sizeof(s), "%.*f", (int) decimals, v);
	while (decimals && n > 1 && s[n - 1] == '0' && s[n - 2] != '.') {
		s[--n] = '\0';
	}
	return json_object_new_double_s(v, strcmp(s, "-0") && strcmp(s, "-0.0") ? s : s + 1);
}

struct json_object *json_count(uint64_t n)
{
	return json_object_new_uint64(n);
}

void json_add(struct json_object *o, const char *key, struct json_object *value)
{
	(void) json_object_object_add(o, key, value);
}

void json_print_to(FILE *f, struct json_object *o, bool pretty)
{
	const char *s = json_object_to_json_string_ext(
		o, JSON_C_TO_STRING_NOSLASHESCAPE |
			   (pretty ? JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED
				   : JSON_C_TO_STRING_PLAIN));

	/* json-c leaves DEL and the C1 controls as they are; they only occur inside strings. */
	for (; s && *s; s++) {
		unsigned char c = (unsigned char) s[0], d = (unsigned char) s[1];

		if (c == 0x7f) {
			(void) fputs("\\u007f", f);
		} else if (c == 0xc2 && d >= 0x80 && d < 0xa0) {
			(void) fprintf(f, "\\u%04x", d);
			s++;
		} else {
			(void) fputc(c, f);
		}
	}
	(void) fputc('\n', f);
}

void json_print(struct json_object *o, bool pretty)
{
	json_print_to(stdout, o, pretty);
}

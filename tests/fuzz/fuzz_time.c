/* libFuzzer entry for durations, clock times, offsets and RFC 3339: any text; what is read must
 * survive being written and read again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

static void check_duration(const char *s)
{
	char buf[DURATION_STRING_MAX];
	usec_t d, back;

	if (duration_parse(s, &d) == 0) {
		MUST(d <= 10000 * USEC_PER_HOUR);
		MUST(duration_parse(duration_format(buf, sizeof(buf), d), &back) == 0);
		MUST(back == d);
		MUST(strlen(duration_say(buf, sizeof(buf), d)) < sizeof(buf) - 1);
	}
}

static void check_instant(const char *s)
{
	char buf[RFC3339_STRING_MAX];
	struct stamp t = { .gmtoff_until = USEC_INFINITY };
	usec_t back;
	int32_t off;

	if (rfc3339_parse(s, &t.real, &t.gmtoff_s) == 0) {
		rfc3339_format(buf, sizeof(buf), t.real, t.gmtoff_s);
		if (rfc3339_parse(buf, &back, &off) == 0) { /* not beyond the year 9999 */
			MUST(back == t.real - t.real % USEC_PER_SEC && off == t.gmtoff_s);
		}
		usec_t d = stamp_until_next_day(&t, 4 * USEC_PER_HOUR);
		struct stamp next = stamp_after(&t, d);
		MUST(d > 0 && d <= USEC_PER_DAY);
		MUST(stamp_day(&next, 4 * USEC_PER_HOUR) == stamp_day(&t, 4 * USEC_PER_HOUR) + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = malloc(size + 1);
	usec_t d;
	int32_t off;

	MUST(s);
	memcpy(s, data, size);
	s[size] = '\0';
	check_duration(s);
	check_instant(s);
	MUST(timeofday_parse(s, &d) < 0 || d < USEC_PER_DAY);
	MUST(gmtoff_parse(s, &off) < 0 || (off >= -18 * 3600 && off <= 18 * 3600));
	free(s);
	return 0;
}

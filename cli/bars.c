/* Bars and shades of a terminal. */
#include <langinfo.h>
#include <string.h>

#include "cli.h"
#include "stats.h"

static bool unicode;

void bars_init(void)
{
	unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Eighths of a column, from the left. */
static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" };

char *bar(char *buf, usec_t part, usec_t whole, size_t width)
{
	double share = whole ? (double) part / (double) whole : 0;
	size_t eighths = (size_t) (share * (double) (8 * width) + 0.5), n = 0;

	assert(3 * width + 1 <= BAR_STRING_MAX);
	eighths = eighths > 8 * width ? 8 * width : eighths ?: part ? 1 : 0;
	buf[0] = '\0';
	if (!unicode) {
		n = (eighths + 4) / 8 ?: eighths ? 1 : 0;
		memset(buf, '#', n);
		buf[n] = '\0';
		return buf;
	}
	for (; eighths; eighths -= eighths < 8 ? eighths : 8) {
		const char *s = parts[eighths < 8 ? eighths : 8];
		size_t bytes = strlen(s);

		memcpy(buf + n, s, bytes + 1);
		n += bytes;
	}
	return buf;
}

const char *shade(unsigned eighths)
{
	static const char *const blocks[] = { "·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const char *const ascii[] = { ".", "1", "2", "3", "4", "5", "6", "7", "8" };

	return (unicode ? blocks : ascii)[eighths > 8 ? 8 : eighths];
}

/* What was prompted, as text: a version, the prompts of the day, a line each finding.  No name of a monitor stands
 * in it, only fingerprints. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ergo/posture-prompt.h"
#include "scan.h"

#define HEAD      "ergod posture 1\n"
#define WIDTH_MAX 160     /* bytes of a line, NUL in place of the newline included */
#define DAY_MAX   3000000 /* about the year 9999: as far as other times go */

/* ---- writing ---- */

static uint64_t day_number(int64_t day)
{
	return day < 0 ? 0 : (uint64_t) day;
}

size_t posture_format(const struct posture_prompts *p, char buf[static POSTURE_TEXT_MAX])
{
	size_t n = (size_t) snprintf(buf, POSTURE_TEXT_MAX, HEAD "day %" PRIu64 " %u\n",
				     day_number(p->day), p->today);

	for (size_t i = 0; i < p->n; i++) {
		const struct posture_memory *m = &p->memory[i];

		if (m->told == SEVERITY_OK) {
			continue;
		}
		n += (size_t) snprintf(buf + n, POSTURE_TEXT_MAX - n,
				       "told %s %s %s %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
				       " %d\n",
				       rule_to_string(m->rule), posture_to_string(m->posture),
				       severity_to_string(m->told), m->monitor, m->other,
				       day_number(m->seen), m->again, m->last);
	}
	return n;
}

/* ---- reading ---- */

/* The next word of the line, its end cut off; "" at the end. */
static char *next_word(char **rest)
{
	char *word = *rest + strspn(*rest, " ");
	size_t n = strcspn(word, " ");

	*rest = word + n;
	if (**rest) {
		*(*rest)++ = '\0';
	}
	return word;
}

static bool read_number(char **rest, uint64_t max, uint64_t *ret)
{
	const char *word = next_word(rest);

	return scan_digits(&word, ret) > 0 && *word == '\0' && *ret <= max;
}

static bool read_day(struct posture_prompts *p, char *rest)
{
	uint64_t day, today;

	if (!read_number(&rest, DAY_MAX, &day) || !read_number(&rest, UINT32_MAX, &today) ||
	    *next_word(&rest)) {
		return false;
	}
	p->day = (int64_t) day;
	p->today = (unsigned) today;
	return true;
}

static bool read_told(struct posture_prompts *p, char *rest)
{
	int rule = rule_from_string(next_word(&rest));
	int posture = posture_from_string(next_word(&rest));
	int told = severity_from_string(next_word(&rest));
	struct posture_memory m = { 0 };
	uint64_t seen, last;

	if (rule < 0 || posture < 0 || told < (int) SEVERITY_CAUTION ||
	    !read_number(&rest, UINT64_MAX, &m.monitor) ||
	    !read_number(&rest, UINT64_MAX, &m.other) || !read_number(&rest, DAY_MAX, &seen) ||
	    !read_number(&rest, UINT64_MAX - 1, &m.again) || !read_number(&rest, 1, &last) ||
	    *next_word(&rest) || p->n == POSTURE_MAX) {
		return false;
	}
	m.rule = (enum rule) rule;
	m.posture = (enum posture) posture;
	m.told = (enum severity) told;
	m.seen = (int64_t) seen;
	m.last = last;
	p->memory[p->n++] = m;
	return true;
}

static bool read_line(struct posture_prompts *p, char *line)
{
	const char *word = next_word(&line);

	if (strcmp(word, "day") == 0) {
		return read_day(p, line);
	}
	return strcmp(word, "told") == 0 && read_told(p, line);
}

int posture_parse(struct posture_prompts *p, const char *text, size_t len)
{
	const char *end = text + len;
	char line[WIDTH_MAX];
	int wrong = 0;

	if (len < strlen(HEAD) || memcmp(text, HEAD, strlen(HEAD)) != 0) {
		return -EINVAL;
	}
	posture_init(p);
	for (text += strlen(HEAD); text < end;) {
		const char *newline = memchr(text, '\n', (size_t) (end - text));
		size_t n = (size_t) ((newline ? newline : end) - text);

		if (n >= sizeof(line) || memchr(text, '\0', n)) {
			wrong++;
		} else {
			memcpy(line, text, n);
			line[n] = '\0';
			wrong += !read_line(p, line);
		}
		text = newline ? newline + 1 : end;
	}
	return wrong;
}

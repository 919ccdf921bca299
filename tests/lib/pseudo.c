#include "pseudo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"

#define BUCKETS 1024
#define OPEN    "\xe2\x9f\xa6" /* what is between double brackets is one message */
#define CLOSE   "\xe2\x9f\xa7"
#define PAD     "\xc5\x82" /* a letter */
#define PARTS   6          /* tenths of the length that are added */

/* What was translated once stays where it is: callers keep what tr() gives them. */
struct message {
	struct message *next;
	char *msgid, *text;
};

static struct message *messages[BUCKETS];

static size_t hash(const char *s)
{
	size_t h = 5381;

	while (*s) {
		h = h * 33 + (unsigned char) *s++;
	}
	return h % BUCKETS;
}

static char *put(char *to, const char *from, size_t n)
{
	memcpy(to, from, n);
	return to + n;
}

/* Newlines at the ends stay there; what is between them gets brackets and letters. */
static char *translate(const char *msgid)
{
	const char *context = strchr(msgid, '\004');
	const char *s = context ? context + 1 : msgid;
	size_t len = strlen(s), lead = strspn(s, "\n"), tail = 0;
	char *text = malloc(3 * len + 64), *p = text;

	while (lead + tail < len && s[len - 1 - tail] == '\n') {
		tail++;
	}
	p = put(p, s, lead);
	p = put(p, OPEN, strlen(OPEN));
	p = put(p, s + lead, len - lead - tail);
	for (size_t i = 0; i < len * PARTS / 10; i++) {
		p = put(p, PAD, strlen(PAD));
	}
	p = put(p, CLOSE, strlen(CLOSE));
	p = put(p, s + len - tail, tail);
	*p = '\0';
	return text;
}

static const char *get(const char *msgid)
{
	struct message **m = &messages[hash(msgid)];

	while (*m && strcmp((*m)->msgid, msgid) != 0) {
		m = &(*m)->next;
	}
	if (!*m) {
		*m = calloc(1, sizeof(**m));
		(*m)->msgid = strdup(msgid);
		(*m)->text = translate(msgid);
	}
	return (*m)->text;
}

static const char *get_plural(const char *one, const char *many, unsigned long n)
{
	return get(n == 1 ? one : many);
}

void pseudo_start(void)
{
	tr_use(&(struct translator){ get, get_plural });
}

void pseudo_stop(void)
{
	tr_use(&(struct translator){ NULL, NULL });
	for (size_t i = 0; i < BUCKETS; i++) {
		while (messages[i]) {
			struct message *m = messages[i];
			messages[i] = m->next;
			free(m->msgid);
			free(m->text);
			free(m);
		}
	}
}

bool pseudo_is_whole(const char *s)
{
	int depth = 0;
	bool any = false;

	while (*s) {
		size_t n = utf8_char(s, SIZE_MAX, NULL);
		if (n == 0) {
			return false;
		}
		if (n == strlen(OPEN) && memcmp(s, OPEN, n) == 0) {
			depth++;
			any = true;
		} else if (n == strlen(CLOSE) && memcmp(s, CLOSE, n) == 0 && depth-- == 0) {
			return false;
		}
		s += n;
	}
	return any && depth == 0;
}

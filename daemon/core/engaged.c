#include "ergo/engaged.h"

#include <string.h>

#include "ergo/utf8.h"

static const char *const kind_table[] = {
	[ENGAGER_INHIBITOR] = "inhibitor",
	[ENGAGER_PLAYER] = "player",
	[ENGAGER_CALL] = "call",
	[ENGAGER_MEETING] = "meeting",
};
DEFINE_STRTAB(engager_kind, enum engager_kind, kind_table)

/* ---- lists ---- */

struct engager *engagers_add(struct engagers *list, enum engager_kind kind, uint64_t id)
{
	struct engager *e;

	if (list->n >= ENGAGERS_MAX) {
		return NULL;
	}
	e = &list->e[list->n++];
	*e = (struct engager){ .kind = kind, .id = id };
	return e;
}

/* An id may be used again: then by somebody of another name. */
static bool is_same(const struct engager *a, const struct engager *b)
{
	return a->kind == b->kind && a->id == b->id && strcmp(a->who, b->who) == 0;
}

static size_t find(const struct engager *of, size_t n, const struct engager *e)
{
	for (size_t i = 0; i < n; i++) {
		if (is_same(&of[i], e)) {
			return i;
		}
	}
	return SIZE_MAX;
}

/* ---- the judgement ---- */

bool engager_ignored(const struct engager *e, const struct config *config)
{
	return (e->kind == ENGAGER_INHIBITOR || e->kind == ENGAGER_PLAYER) &&
	       (patterns_match(&config->presence_ignore, e->who) ||
		patterns_match(&config->presence_ignore, e->why));
}

/* Would it count if it were not stuck? */
static bool is_heard(const struct engager *e, const struct config *config)
{
	if (!config->presence_count_media || engager_ignored(e, config)) {
		return false;
	}
	return e->kind != ENGAGER_PLAYER || e->video ||
	       patterns_match(&config->presence_video_players, e->who);
}

static bool may_stick(const struct engager *e)
{
	return e->kind == ENGAGER_INHIBITOR || e->kind == ENGAGER_PLAYER;
}

static void remember(struct engaged *e, const struct engagers *list, usec_t now)
{
	usec_t since[ENGAGERS_MAX];

	for (size_t i = 0; i < list->n; i++) {
		size_t was = find(e->stood.e, e->stood.n, &list->e[i]);

		since[i] = was < e->stood.n ? e->stood_since[was] : now;
	}
	memcpy(e->stood_since, since, list->n * sizeof(since[0]));
	e->stood = *list;
}

static bool is_stuck(const struct engaged *e, const struct engager *of)
{
	return find(e->stuck, e->stuck_n, of) < e->stuck_n;
}

/* Those that are gone, or need not be believed any more, are forgotten; others come in at `end`. */
static void find_stuck(struct engaged *e, const struct config *config, usec_t now, usec_t end)
{
	size_t n = 0;

	for (size_t i = 0; i < e->stuck_n; i++) {
		size_t at = find(e->stood.e, e->stood.n, &e->stuck[i]);

		if (at < e->stood.n && is_heard(&e->stood.e[at], config)) {
			e->stuck[n] = e->stood.e[at];
			e->stuck_since[n++] = e->stuck_since[i];
		}
	}
	e->stuck_n = n;
	for (size_t i = 0; i < e->stood.n && now >= end; i++) {
		const struct engager *s = &e->stood.e[i];

		if (may_stick(s) && e->stood_since[i] < end && is_heard(s, config) &&
		    !is_stuck(e, s)) {
			e->stuck[e->stuck_n] = *s;
			e->stuck_since[e->stuck_n++] = now;
		}
	}
}

/* Who is named where several count: a player says least, since what keeps the screen on knows why. */
static const int rank[_ENGAGER_KIND_MAX] = {
	[ENGAGER_PLAYER] = 1,
	[ENGAGER_INHIBITOR] = 2,
	[ENGAGER_CALL] = 3,
	[ENGAGER_MEETING] = 4,
};

bool engaged_judge(struct engaged *e, const struct engagers *list, const struct config *config,
		   usec_t now, usec_t last_input)
{
	const struct engager *by = NULL;
	bool was = e->is;

	assert(list->n <= ENGAGERS_MAX);
	remember(e, list, now);
	find_stuck(e, config, now, usec_add(last_input, config->presence_passive_max));
	for (size_t i = 0; i < e->stood.n; i++) {
		const struct engager *s = &e->stood.e[i];

		if (is_heard(s, config) && !is_stuck(e, s) &&
		    (!by || rank[s->kind] > rank[by->kind])) {
			by = s;
		}
	}
	e->is = by != NULL;
	e->by = by ? *by : (struct engager){ .id = 0 };
	return e->is != was;
}

usec_t engaged_due(const struct engaged *e, const struct config *config, usec_t last_input)
{
	usec_t end = usec_add(last_input, config->presence_passive_max);

	for (size_t i = 0; i < e->stood.n; i++) {
		const struct engager *s = &e->stood.e[i];

		if (may_stick(s) && is_heard(s, config) && !is_stuck(e, s) &&
		    e->stood_since[i] < end) {
			return end;
		}
	}
	return USEC_INFINITY;
}

/* ---- text ---- */

/* Controls, and what turns the text around it or hides in it. */
static bool is_unseen(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe || c >= 0xe0000;
}

void engager_text(char to[static ENGAGER_TEXT_MAX], const char *from)
{
	size_t len = 0;

	from += strspn(from, " ");
	while (*from) {
		uint32_t code;
		size_t n = utf8_char(from, SIZE_MAX, &code);
		bool seen = n > 0 && !is_unseen(code);

		if (len + (seen ? n : 1) >= ENGAGER_TEXT_MAX) {
			break;
		}
		if (seen) {
			memcpy(to + len, from, n);
			len += n;
		} else {
			to[len++] = '?';
		}
		from += n > 0 ? n : 1;
	}
	while (len > 0 && to[len - 1] == ' ') {
		len--;
	}
	to[len] = '\0';
}

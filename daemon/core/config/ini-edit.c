/*
 * Edits ini text a line at a time.  The same rules as those of the reader (ini-text.c) tell which
 * line is a section, and which one is the key that counts: what the reader skips (indented and
 * over-long lines, lines with bad bytes) is never touched.
 */
#include "ergo/ini-edit.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "config-internal.h"
#include "ergo/utf8.h"
#include "scan.h"

struct span {
	const char *s;
	size_t len;
};

/* One line of the text: its body without, `end` behind its end of line. */
struct row {
	struct span body;
	const char *end;
};

/* Where things are, as pointers into the text; NULL: nowhere. */
struct places {
	struct row key;   /* the line that counts */
	const char *hint; /* behind the first line "#key = ..." of the section */
	const char
		*last; /* behind the last line of the section's first block that says something */
};

struct out {
	char *buf;
	size_t size, n;
	bool full;
};

static void put(struct out *o, const char *s, size_t len)
{
	if (o->full || len > o->size - o->n) {
		o->full = true;
		return;
	}
	memcpy(o->buf + o->n, s, len);
	o->n += len;
}

static void put_text(struct out *o, const char *s)
{
	put(o, s, strlen(s));
}

static struct span trim(struct span t)
{
	while (t.len > 0 && is_blank(t.s[0])) {
		t.s++;
		t.len--;
	}
	while (t.len > 0 && is_blank(t.s[t.len - 1])) {
		t.len--;
	}
	return t;
}

static bool span_is(struct span t, const char *word)
{
	return t.len == strlen(word) && memcmp(t.s, word, t.len) == 0;
}

static bool next_row(const char **at, const char *end, struct row *ret)
{
	if (*at == end) {
		return false;
	}
	const char *lf = memchr(*at, '\n', (size_t) (end - *at));
	struct span body = { *at, (size_t) ((lf ? lf : end) - *at) };

	if (body.len > 0 && body.s[body.len - 1] == '\r') {
		body.len--;
	}
	*at = lf ? lf + 1 : end;
	*ret = (struct row){ body, *at };
	return true;
}

/* Whether all of it can stand in a value or a name. */
static bool is_clean(struct span t)
{
	for (size_t i = 0; i < t.len;) {
		uint32_t code = 0;
		size_t n = utf8_char(t.s + i, t.len - i, &code);

		if (n == 0 || (code < 0x20 && code != '\t') || code == 0x7f || code == 0xfeff) {
			return false;
		}
		i += n;
	}
	return true;
}

/* Where a comment behind a value begins, as inih has it: a semicolon behind a blank. */
static size_t comment_at(struct span t, size_t from)
{
	for (size_t i = from; i < t.len; i++) {
		if (t.s[i] == ';' && i > from && is_blank(t.s[i - 1])) {
			return i;
		}
	}
	return t.len;
}

/* Where the = or : of a key's line is; the length of the line when there is none. */
static size_t separator_at(struct span t)
{
	size_t end = comment_at(t, 0);

	for (size_t i = 0; i < end; i++) {
		if (t.s[i] == '=' || t.s[i] == ':') {
			return i;
		}
	}
	return t.len;
}

/* The name of a section's line, however badly it is written; false: it is none. */
static bool section_name(struct span line, struct span *ret)
{
	line = trim(line);
	if (line.len == 0 || line.s[0] != '[') {
		return false;
	}
	const char *close = memchr(line.s, ']', line.len);
	size_t len = close ? (size_t) (close - line.s) - 1 : line.len - 1;

	*ret = trim((struct span){ line.s + 1, len });
	return true;
}

/* "monitor NAME": the name; an empty span when it is no such section. */
static struct span monitor_of(struct span section)
{
	size_t n = strlen(SECTION_MONITOR);

	if (section.len <= n || memcmp(section.s, SECTION_MONITOR, n) != 0 ||
	    !is_blank(section.s[n])) {
		return (struct span){ section.s, 0 };
	}
	return trim((struct span){ section.s + n, section.len - n });
}

static bool same_section(struct span a, const char *wanted)
{
	struct span b = { wanted, strlen(wanted) };
	struct span x = monitor_of(a), y = monitor_of(b);

	if (x.len > 0 || y.len > 0) {
		return x.len == y.len && strncasecmp(x.s, y.s, x.len) == 0;
	}
	return span_is(a, wanted);
}

/* A line that sets a key, and is read; *ret: where its = or : is. */
static bool is_key_line(struct span line, size_t *ret)
{
	if (line.len == 0 || line.len > CONFIG_LINE_MAX || is_blank(line.s[0]) ||
	    strchr("#;[", line.s[0]) || !is_clean(line)) {
		return false;
	}
	*ret = separator_at(line);
	return *ret < line.len;
}

/* "#key = value", as the example file has it: the key; an empty span: a comment of another kind. */
static struct span commented_key(struct span line)
{
	struct span t = trim(line), none = { line.s, 0 };

	if (t.len == 0 || (t.s[0] != '#' && t.s[0] != ';')) {
		return none;
	}
	t = trim((struct span){ t.s + 1, t.len - 1 });
	const char *equals = memchr(t.s, '=', t.len);
	if (!equals) {
		return none;
	}
	t = trim((struct span){ t.s, (size_t) (equals - t.s) });
	for (size_t i = 0; i < t.len; i++) {
		if (!(t.s[i] >= 'a' && t.s[i] <= 'z') && t.s[i] != '_') {
			return none;
		}
	}
	return t;
}

/* "#[section]": what follows is of an example, not of the section above. */
static bool commented_section(struct span line)
{
	struct span t = trim(line), name;

	return t.len > 0 && (t.s[0] == '#' || t.s[0] == ';') &&
	       section_name((struct span){ t.s + 1, t.len - 1 }, &name);
}

static void find(const char *text, const char *end, const struct ini_change *c, struct places *ret)
{
	bool in_section = false, example = false;
	size_t blocks = 0;
	struct row row;

	*ret = (struct places){};
	while (next_row(&text, end, &row)) {
		struct span name, key = commented_key(row.body);
		size_t sep;

		if (section_name(row.body, &name)) {
			in_section = same_section(name, c->section);
			example = false;
			blocks += in_section;
			if (in_section && blocks == 1) {
				ret->last = row.end;
			}
			continue;
		}
		example = example || commented_section(row.body);
		if (!in_section) {
			continue;
		}
		bool sets = is_key_line(row.body, &sep);
		if (sets && !ret->key.end &&
		    span_is(trim((struct span){ row.body.s, sep }), c->key)) {
			ret->key = row;
		}
		if (!example && !ret->hint && span_is(key, c->key)) {
			ret->hint = row.end;
		}
		if (blocks == 1 && !example && (sets || key.len > 0)) {
			ret->last = row.end;
		}
	}
}

/* The end of line to write: that of the text's first line. */
static const char *end_of_line(const char *text, const char *end)
{
	const char *lf = memchr(text, '\n', (size_t) (end - text));

	return lf && lf > text && lf[-1] == '\r' ? "\r\n" : "\n";
}

/* Whether the bytes before `at` end a line. */
static bool at_line_start(const char *text, const char *at)
{
	return at == text || at[-1] == '\n';
}

/* "key = value" as a new line at `at`. */
static void insert_line(struct out *o, const char *text, const char *at, const char *end,
			const struct ini_change *c)
{
	const char *eol = end_of_line(text, end);
	bool whole = at_line_start(text, at);

	put(o, text, (size_t) (at - text));
	put_text(o, whole ? "" : eol);
	put_text(o, c->key);
	put_text(o, c->value[0] ? " = " : " =");
	put_text(o, c->value);
	put_text(o, whole ? eol : "");
	put(o, at, (size_t) (end - at));
}

/* The section with the key at the end of the text, a blank line before it. */
static void append_section(struct out *o, const char *text, const char *end,
			   const struct ini_change *c)
{
	const char *eol = end_of_line(text, end);
	bool whole = at_line_start(text, end);
	size_t n = strlen(eol), len = (size_t) (end - text);
	bool blank = len == 0 || (len == n && whole) ||
		     (whole && len > n && end[-(ptrdiff_t) n - 1] == '\n');

	put(o, text, len);
	put_text(o, whole ? "" : eol);
	put_text(o, blank ? "" : eol);
	put_text(o, "[");
	put_text(o, c->section);
	put_text(o, "]");
	put_text(o, eol);
	put_text(o, c->key);
	put_text(o, c->value[0] ? " = " : " =");
	put_text(o, c->value);
	put_text(o, whole ? eol : "");
}

/* Puts another value into a key's line.  Returns as ini_edit(). */
static int replace_value(struct out *o, const char *text, const char *end, struct row row,
			 const char *value)
{
	struct span line = row.body;
	size_t from = separator_at(line) + 1, stop = comment_at(line, from);
	const char *before = "";
	struct span old = trim((struct span){ line.s + from, stop - from });

	if (span_is(old, value)) {
		put(o, text, (size_t) (end - text));
		return 0;
	}
	if (old.len == 0) {
		old.s = line.s + from;
		before = from >= 2 && is_blank(line.s[from - 2]) ? " " : "";
	}
	if (line.len - old.len + strlen(before) + strlen(value) > CONFIG_LINE_MAX) {
		return -E2BIG;
	}
	put(o, text, (size_t) (old.s - text));
	put_text(o, before);
	put_text(o, value);
	put(o, old.s + old.len, (size_t) (end - old.s) - old.len);
	return 1;
}

/* Leaves out each line that sets the key. */
static int remove_key(struct out *o, const char *text, const char *end, const struct ini_change *c)
{
	const char *from = text;
	bool in_section = false;
	struct row row;
	int changed = 0;

	while (next_row(&text, end, &row)) {
		struct span name;
		size_t sep;

		if (section_name(row.body, &name)) {
			in_section = same_section(name, c->section);
		} else if (in_section && is_key_line(row.body, &sep) &&
			   span_is(trim((struct span){ row.body.s, sep }), c->key)) {
			put(o, from, (size_t) (row.body.s - from));
			from = row.end;
			changed = 1;
		}
	}
	put(o, from, (size_t) (end - from));
	return changed;
}

/* Whether a change can be written at all.  0, -EINVAL, -E2BIG. */
static int check_change(const struct ini_change *c)
{
	struct span section = { c->section, strlen(c->section) }, key = { c->key, strlen(c->key) };
	struct span value = { c->value ?: "", c->value ? strlen(c->value) : 0 };

	if (section.len == 0 || trim(section).len != section.len || !is_clean(section) ||
	    memchr(section.s, ']', section.len) || memchr(section.s, '\t', section.len)) {
		return -EINVAL;
	}
	if (key.len == 0 || trim(key).len != key.len || !is_clean(key) ||
	    strpbrk(c->key, "=:;#[")) {
		return -EINVAL;
	}
	if (trim(value).len != value.len || !is_clean(value) || (value.len && value.s[0] == ';') ||
	    comment_at(value, 0) < value.len) {
		return -EINVAL;
	}
	if (section.len + 2 > CONFIG_LINE_MAX || key.len + 3 + value.len > CONFIG_LINE_MAX) {
		return -E2BIG;
	}
	return 0;
}

int ini_edit(const char *text, size_t len, const struct ini_change *change, char *buf, size_t size,
	     size_t *ret_len)
{
	size_t mark = text_mark(text, len);
	struct out o = { .buf = buf, .size = size };
	const char *end = text + len;
	struct places at;
	int r = check_change(change);

	if (r < 0) {
		return r;
	}
	if (text_is_utf16(text, len)) {
		return -EILSEQ;
	}
	put(&o, text, mark);
	text += mark;
	find(text, end, change, &at);
	if (!change->value) {
		r = remove_key(&o, text, end, change);
	} else if (at.key.end) {
		r = replace_value(&o, text, end, at.key, change->value);
	} else {
		r = 1;
		if (at.hint || at.last) {
			insert_line(&o, text, at.hint ?: at.last, end, change);
		} else {
			append_section(&o, text, end, change);
		}
	}
	if (r < 0) {
		return r;
	}
	if (o.full) {
		return -ENOSPC;
	}
	*ret_len = o.n;
	return r;
}

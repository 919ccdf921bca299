/*
 * Reads ini text.  inih splits the lines into keys and values; what it lets pass or gets wrong
 * (indented, over-long and duplicate lines, cut section names, no line numbers, only one error) is
 * found here, before it sees a line:
 *
 *   text -> next_line -> take_line -> inih -> on_value -> config_set
 *               |            |                    |
 *               +------------+--------------------+---> diagnostics, in the order of the lines
 *
 * inih asks for the next line only when it has done with the one before, so the number of the line
 * that was handed out last is the right one for whatever it tells.
 */
#include "ini-internal.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "scan.h"

struct line skip_blanks_of(struct line l)
{
	while (l.len > 0 && is_blank(l.s[0])) {
		l.s++;
		l.len--;
	}
	return l;
}

struct line trim_end(struct line l)
{
	while (l.len > 0 && is_blank(l.s[l.len - 1])) {
		l.len--;
	}
	return l;
}

static bool is_comment(struct line l)
{
	return l.len > 0 && (l.s[0] == '#' || l.s[0] == ';');
}

/* The next line of the text, its end (LF, CRLF or the end of the text) taken off. */
static bool next_line(struct reader *r, struct line *ret)
{
	if (r->next == r->end) {
		return false;
	}
	const char *s = r->next;
	const char *lf = memchr(s, '\n', (size_t) (r->end - s));
	size_t len = (size_t) ((lf ? lf : r->end) - s);

	r->next = lf ? lf + 1 : r->end;
	r->line++;
	if (len > 0 && s[len - 1] == '\r') {
		len--;
	}
	*ret = (struct line){ s, len };
	return true;
}

/* Reports the first byte that has no place in a line; true when there is one. */
static bool has_bad_byte(struct reader *r, struct line l, bool comment)
{
	for (size_t i = 0; i < l.len;) {
		uint32_t code = 0;
		size_t n = utf8_char(l.s + i, l.len - i, &code);
		bool control = n == 1 && (code < 0x20 || code == 0x7f) && code != '\t';
		/* In a comment only what shows that this is no text at all matters. */
		if (comment ? l.s[i] == '\0' : n == 0 || control || code == 0xfeff) {
			PROBLEM(r, "",
				n == 0 ? _("byte 0x%02x in column %zu is no UTF-8 text: remove it")
				       : _("byte 0x%02x in column %zu is a character that can't be "
					   "seen: remove it"),
				(unsigned char) l.s[i], i + 1);
			return true;
		}
		i += n > 0 ? n : 1;
	}
	return false;
}

/* A line that begins with `[`, from there on.  Returns the name for inih, NULL to leave it out. */
static const char *take_section(struct reader *r, struct line l, bool reported)
{
	char shown[EXCERPT_MAX];
	const char *close = memchr(l.s, ']', l.len);
	struct line name = { l.s + 1, l.len - 1 };

	text_excerpt(shown, sizeof(shown), l.s, l.len);
	if (!close) {
		if (!reported) {
			PROBLEM(r, "", _("\"%s\" has no closing bracket: write it like %s"), shown,
				r->grammar->example);
		}
		return r->grammar->take_section(r, trim_end(skip_blanks_of(name)), false);
	}
	name.len = (size_t) (close - name.s);
	struct line rest = { close + 1, (size_t) (l.s + l.len - close - 1) };
	rest = skip_blanks_of(rest);
	if (rest.len > 0 && !is_comment(rest) && !reported) {
		PROBLEM(r, "", _("\"%s\": there is text behind the ]: put it on a line of its own"),
			shown);
		reported = true;
	}
	return r->grammar->take_section(r, trim_end(skip_blanks_of(name)), !reported);
}

/* Reports what is wrong with the form of a line; true when something is. */
static bool has_bad_form(struct reader *r, struct line l, struct line body, size_t max)
{
	char shown[EXCERPT_MAX];

	if (has_bad_byte(r, l, false)) {
		return true;
	}
	text_excerpt(shown, sizeof(shown), body.s, body.len);
	if (l.len > max) {
		PROBLEM(r, "", _("the line has %zu bytes, %zu are allowed: shorten \"%s\""), l.len,
			max, shown);
		return true;
	}
	if (body.s != l.s) {
		PROBLEM(r, "", _("the line is indented: move \"%s\" to the left margin"), shown);
		return true;
	}
	return false;
}

/*
 * Looks at a line and writes what inih shall see of it to buf (`size` bytes): a section by its
 * exact name, a key line as it stands.  False: nothing.
 */
static bool take_line(struct reader *r, struct line l, char *buf, size_t size)
{
	struct line body = skip_blanks_of(l);
	size_t max = size - 2 < CONFIG_LINE_MAX ? size - 2 : CONFIG_LINE_MAX; /* LF and NUL */

	if (body.len == 0) {
		return false;
	}
	if (is_comment(body)) {
		(void) has_bad_byte(r, l, true);
		return false;
	}
	bool bad = has_bad_form(r, l, body, max);
	if (body.s[0] == '[') {
		const char *section = take_section(r, body, bad);
		if (section) {
			(void) snprintf(buf, size, "[%s]\n", section);
		}
		return section != NULL;
	}
	if (bad || r->mode == SECTION_SKIP) {
		return false;
	}
	memcpy(buf, l.s, l.len);
	memcpy(buf + l.len, "\n", 2);
	r->pending = l;
	return true;
}

/* inih has nothing to say about the line before: it found no key and value in it. */
static void report_pending(struct reader *r)
{
	char shown[EXCERPT_MAX];

	if (r->pending.s) {
		text_excerpt(shown, sizeof(shown), r->pending.s, r->pending.len);
		PROBLEM(r, "",
			_("\"%s\" is no section, key or comment: write [section], key = value, or # "
			  "in front"),
			shown);
		r->pending.s = NULL;
	}
}

/* ini_reader: the next line that inih shall see, like fgets(). */
static char *on_read(char *buf, int size, void *stream)
{
	struct reader *r = stream;
	struct line l;

	report_pending(r);
	if (size < CONFIG_NAME_MAX + 4) {
		return NULL; /* an inih built for tiny lines */
	}
	while (next_line(r, &l)) {
		if (take_line(r, l, buf, (size_t) size)) {
			return buf;
		}
	}
	return NULL;
}

/* ini_handler: a key with its value.  Returns 1, which tells inih nothing: we count ourselves. */
static int on_value(void *user, const char *section, const char *name, const char *value)
{
	struct reader *r = user;

	bool several = name[strcspn(name, " \t")] != '\0';

	/* `= 5`, or prose with a colon; of what nobody will see nothing is looked up. */
	if (name[0] == '\0' ||
	    (several && (r->diags->n == CONFIG_DIAGS_MAX || !r->grammar->is_key(name)))) {
		report_pending(r);
		return 1;
	}
	r->pending.s = NULL;
	r->grammar->take_key(r, section, name, value);
	return 1;
}

/* Reports what makes the whole text unreadable. */
static bool is_unreadable(const char *text, size_t len, const char *file,
			  struct config_diags *diags)
{
	if (len > CONFIG_TEXT_MAX) {
		config_diags_add(diags, file, 0, "",
				 _("the file is larger than %d KiB: nothing of it is read"),
				 CONFIG_TEXT_MAX / 1024);
		return true;
	}
	if (text_is_utf16(text, len)) {
		config_diags_add(diags, file, 0, "", "%s",
				 _("the file is UTF-16 text: save it as UTF-8"));
		return true;
	}
	return false;
}

/* A fragment must say for which monitors it is. */
static void check_match(struct reader *r)
{
	if (r->match && r->match_in == 0) {
		config_diags_add(
			r->diags, r->file, 0, SECTION_PROFILE "." PROFILE_MATCH,
			"the file does not say for which monitors it is: write [profile] "
			"and match = DP-1, or the models; ergoctl monitors tells the names");
	}
}

size_t ini_read(struct reader *r, const char *text, size_t len)
{
	size_t before = r->diags->n + r->diags->dropped;

	r->next = text;
	r->end = text + len;
	if (!is_unreadable(text, len, r->file, r->diags)) {
		r->next += text_mark(text, len);
		/* Its result is the first line it could not read; we know them all. */
		(void) ini_parse_stream(on_read, r, on_value, r);
		report_pending(r);
		check_match(r);
	}
	return r->diags->n + r->diags->dropped - before;
}

static const struct ini_grammar config_grammar = {
	.example = "[rest_break]",
	.take_section = ini_take_section,
	.take_key = ini_take_key,
	.is_key = ini_is_key,
};

size_t config_parse(struct config *config, const char *text, size_t len, const char *file,
		    struct config_diags *diags, struct config_origin *origins)
{
	struct reader r = {
		.grammar = &config_grammar,
		.config = config,
		.file = file,
		.diags = diags,
		.origins = origins,
	};

	return ini_read(&r, text, len);
}

size_t config_parse_fragment(struct config *config, const char *text, size_t len, const char *file,
			     struct config_diags *diags, struct config_origin *origins,
			     struct profile_match *ret)
{
	struct reader r = {
		.grammar = &config_grammar,
		.config = config,
		.file = file,
		.diags = diags,
		.origins = origins,
		.match = ret,
	};

	ret->n = 0;
	return ini_read(&r, text, len);
}

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
#include "config-internal.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "ergo/utf8.h"
#include "scan.h"

#define LIST_MAX 192 /* bytes of a list of names in a reason, NUL included */

static const char byte_order_mark[] = "\xef\xbb\xbf";

struct line {
	const char *s; /* within the text, without its end of line */
	size_t len;
};

/* What the keys that come are to do. */
enum section_mode {
	SECTION_NONE,  /* no section line yet: each key is a problem */
	SECTION_KNOWN, /* set values */
	SECTION_GUESS, /* the name is wrong, but we know which is meant: only look for problems */
	SECTION_SKIP,  /* unknown: leave the keys alone */
};

struct reader {
	struct config *config;
	const char *file;
	struct config_diags *diags;
	struct config_origin *origins; /* or NULL */
	const char *next, *end;        /* of the text */
	unsigned line;                 /* number of the line that was read last */
	enum section_mode mode;
	struct line pending;            /* handed to inih and not answered yet; .s NULL: none */
	unsigned set_in[CONFIG_KEYS_N]; /* line of each key; 0: not seen */
};

#define PROBLEM(r, key, ...) config_diags_add((r)->diags, (r)->file, (r)->line, key, __VA_ARGS__)

static struct line skip_blanks_of(struct line l)
{
	while (l.len > 0 && is_blank(l.s[0])) {
		l.s++;
		l.len--;
	}
	return l;
}

static struct line trim_end(struct line l)
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
			PROBLEM(r, "", "byte 0x%02x in column %zu is %s: remove it",
				(unsigned char) l.s[i], i + 1,
				n == 0 ? "no UTF-8 text" : "a character that can't be seen");
			return true;
		}
		i += n > 0 ? n : 1;
	}
	return false;
}

/* The section whose name is nearest, NULL when none is near. */
static const char *nearest_section(const char *name)
{
	const char *best = NULL;
	unsigned best_distance = 0;

	for (size_t i = 0; i < config_keys_n; i++) {
		unsigned d = edit_distance(name, config_keys[i].section);
		if (distance_is_near(d, name) && (!best || d < best_distance)) {
			best = config_keys[i].section;
			best_distance = d;
		}
	}
	return best;
}

/* Appends to a list of names; "..." and false when there is no room. */
static bool append_name(char *buf, size_t size, const char *separator, const char *name)
{
	static const char more[] = "...";
	size_t len = strlen(buf);

	separator = len > 0 ? separator : "";
	if (len + strlen(separator) + strlen(name) + sizeof(more) > size) {
		(void) snprintf(buf + len, size - len, "%s", more);
		return false;
	}
	(void) snprintf(buf + len, size - len, "%s%s", separator, name);
	return true;
}

/* "a, b, c": all sections, or the keys of one. */
static char *list_names(const char *section, char *buf, size_t size)
{
	const char *last = "";

	buf[0] = '\0';
	for (size_t i = 0; i < config_keys_n; i++) {
		const char *name = section ? config_keys[i].key : config_keys[i].section;
		if ((section && strcmp(section, config_keys[i].section) != 0) ||
		    strcmp(name, last) == 0) {
			continue;
		}
		if (!append_name(buf, size, ", ", name)) {
			break;
		}
		last = name;
	}
	return buf;
}

/* Finds out what a section is called that is meant; sets the mode and returns the name for inih. */
static const char *resolve_section(struct reader *r, struct line name, bool report)
{
	char text[CONFIG_NAME_MAX], shown[EXCERPT_MAX], list[LIST_MAX];
	const char *found = NULL;

	r->mode = SECTION_SKIP;
	if (name.len < sizeof(text)) {
		memcpy(text, name.s, name.len);
		text[name.len] = '\0';
		found = nearest_section(text);
	}
	if (found && strcmp(found, text) == 0) {
		r->mode = SECTION_KNOWN;
		return found;
	}
	text_excerpt(shown, sizeof(shown), name.s, name.len);
	if (found) {
		r->mode = SECTION_GUESS;
		if (report) {
			PROBLEM(r, shown, "there is no section [%s]: did you mean [%s]?", shown,
				found);
		}
	} else if (report) {
		PROBLEM(r, shown, "there is no section [%s]: the sections are %s", shown,
			list_names(NULL, list, sizeof(list)));
	}
	return found;
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
			PROBLEM(r, "", "\"%s\" has no closing bracket: write it like [rest_break]",
				shown);
		}
		return resolve_section(r, trim_end(skip_blanks_of(name)), false);
	}
	name.len = (size_t) (close - name.s);
	struct line rest = { close + 1, (size_t) (l.s + l.len - close - 1) };
	rest = skip_blanks_of(rest);
	if (rest.len > 0 && !is_comment(rest) && !reported) {
		PROBLEM(r, "", "\"%s\": there is text behind the ]: put it on a line of its own",
			shown);
		reported = true;
	}
	return resolve_section(r, trim_end(skip_blanks_of(name)), !reported);
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
		PROBLEM(r, "", "the line has %zu bytes, %zu are allowed: shorten \"%s\"", l.len,
			max, shown);
		return true;
	}
	if (body.s != l.s) {
		PROBLEM(r, "", "the line is indented: move \"%s\" to the left margin", shown);
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
			"\"%s\" is no section, key or comment: write [section], key = value, or # "
			"in front",
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

/* The sections that have a key of this name, as "[a] or [b]"; empty when there is none. */
static char *list_homes(const char *key, char *buf, size_t size)
{
	char home[CONFIG_NAME_MAX + 2];

	buf[0] = '\0';
	for (size_t i = 0; i < config_keys_n; i++) {
		if (strcmp(config_keys[i].key, key) == 0) {
			(void) snprintf(home, sizeof(home), "[%s]", config_keys[i].section);
			if (!append_name(buf, size, " or ", home)) {
				break;
			}
		}
	}
	return buf;
}

static void report_unknown_key(struct reader *r, const char *section, const char *name)
{
	char shown[EXCERPT_MAX], dotted[2 * CONFIG_NAME_MAX + EXCERPT_MAX], near[CONFIG_NAME_MAX];
	char list[LIST_MAX];

	if (r->diags->n == CONFIG_DIAGS_MAX) {
		r->diags->dropped++; /* nobody will see what we would look up */
		return;
	}
	text_excerpt(shown, CONFIG_NAME_MAX / 2, name, strlen(name));
	(void) snprintf(dotted, sizeof(dotted), "%s%s%s", section, section[0] ? "." : "", shown);
	list_homes(name, list, sizeof(list));
	if (!section[0]) {
		PROBLEM(r, dotted, "\"%s\" stands before any section: put it under %s", shown,
			list[0] ? list : "a line like [rest_break]");
	} else if (list[0]) {
		PROBLEM(r, dotted, "there is no key \"%s\" in [%s]: it belongs under %s", shown,
			section, list);
	} else if (config_key_nearest(dotted, near, sizeof(near)) ||
		   config_key_nearest(name, near, sizeof(near))) {
		char *dot = strchr(near, '.');
		bool here = strncmp(near, section, (size_t) (dot - near)) == 0 &&
			    section[dot - near] == '\0';
		*dot = '\0';
		PROBLEM(r, dotted, "there is no key \"%s\" in [%s]: did you mean \"%s\"%s%s%s?",
			shown, section, dot + 1, here ? "" : " under [", here ? "" : near,
			here ? "" : "]");
	} else {
		PROBLEM(r, dotted, "there is no key \"%s\" in [%s]: the keys there are %s", shown,
			section, list_names(section, list, sizeof(list)));
	}
}

/* A value for a key that exists. */
static void set_value(struct reader *r, const struct config_key *key, const char *value)
{
	char dotted[2 * CONFIG_NAME_MAX], reason[CONFIG_REASON_MAX];
	size_t i = (size_t) (key - config_keys);
	struct config scratch;

	(void) snprintf(dotted, sizeof(dotted), "%s.%s", key->section, key->key);
	if (r->mode == SECTION_GUESS) {
		if (config_set(&scratch, key, value, reason) < 0) {
			PROBLEM(r, dotted, "%s", reason);
		}
		return;
	}
	if (r->set_in[i] > 0) {
		PROBLEM(r, dotted, "\"%s\" is there twice, in line %u already: remove one of them",
			key->key, r->set_in[i]);
		return;
	}
	r->set_in[i] = r->line;
	if (config_set(r->config, key, value, reason) < 0) {
		PROBLEM(r, dotted, "%s", reason);
	} else if (r->origins) {
		r->origins[i].line = r->line;
		(void) snprintf(r->origins[i].file, sizeof(r->origins[i].file), "%s", r->file);
	}
}

/* ini_handler: a key with its value.  Returns 1, which tells inih nothing: we count ourselves. */
static int on_value(void *user, const char *section, const char *name, const char *value)
{
	struct reader *r = user;
	const struct config_key *key = config_key_find(section, name);
	char near[CONFIG_NAME_MAX];

	if (name[0] == '\0' ||
	    (name[strcspn(name, " \t")] != '\0' && !config_key_nearest(name, near, sizeof(near)))) {
		report_pending(r); /* `= 5`, or prose with a colon */
		return 1;
	}
	r->pending.s = NULL;
	if (key) {
		set_value(r, key, value);
	} else if (r->mode != SECTION_GUESS) {
		report_unknown_key(r, section, name);
	}
	return 1;
}

/* Reports what makes the whole text unreadable. */
static bool is_unreadable(const char *text, size_t len, const char *file,
			  struct config_diags *diags)
{
	if (len > CONFIG_TEXT_MAX) {
		config_diags_add(diags, file, 0, "",
				 "the file is larger than %d KiB: nothing of it is read",
				 CONFIG_TEXT_MAX / 1024);
		return true;
	}
	if (len >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0)) {
		config_diags_add(diags, file, 0, "", "the file is UTF-16 text: save it as UTF-8");
		return true;
	}
	return false;
}

size_t config_parse(struct config *config, const char *text, size_t len, const char *file,
		    struct config_diags *diags, struct config_origin *origins)
{
	size_t before = diags->n + diags->dropped;
	struct reader r = {
		.config = config,
		.file = file,
		.diags = diags,
		.origins = origins,
		.next = text,
		.end = text + len,
	};

	if (!is_unreadable(text, len, file, diags)) {
		size_t mark = sizeof(byte_order_mark) - 1;
		if (len >= mark && memcmp(text, byte_order_mark, mark) == 0) {
			r.next += mark;
		}
		/* Its result is the first line it could not read; we know them all. */
		(void) ini_parse_stream(on_read, &r, on_value, &r);
		report_pending(&r);
	}
	return diags->n + diags->dropped - before;
}

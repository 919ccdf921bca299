/* The words of the command line, made an entry. */
#include <string.h>

#include "ergo/tr.h"
#include "log.h"
#include "words.h"

#define NAME_MAX_ 64 /* longer is the name of no field */

void draft_init(struct draft *d, enum diary_type type)
{
	*d = (struct draft){};
	diary_entry_init(&d->e, type);
}

/* ---- times ---- */

static int no_time(const char *name, const char *value)
{
	return usage_error("log",
			   _("%s: \"%s\" is no time; say 14:30, \"yesterday 14:30\", \"monday "
			     "9:00\", \"2h ago\", 2026-11-20 or \"2026-11-20 14:00\""),
			   name, value);
}

static int set_start(struct draft *d, const struct diary_book *b, const char *name,
		     const char *value)
{
	struct when w;

	if (book_when(b, value, &w) < 0) {
		return no_time(name, value);
	}
	entry_begin(&d->e, &w);
	d->begun = true;
	return EXIT_DONE;
}

static int set_end(struct draft *d, const struct diary_book *b, const char *value)
{
	struct when w;

	d->ended = true;
	if (*value == '\0') {
		entry_end(&d->e, NULL);
		return EXIT_DONE;
	}
	if (strcmp(value, "ongoing") == 0) {
		entry_goes_on(&d->e);
		return EXIT_DONE;
	}
	if (book_when(b, value, &w) < 0) {
		return usage_error("log",
				   _("end: \"%s\" is no time; say 14:30, \"yesterday 14:30\", \"2h "
				     "ago\", now or ongoing"),
				   value);
	}
	if (!w.told && (d->e.start_told || !d->begun)) {
		return usage_error("log", _("end: \"%s\" is a day; say at what time"), value);
	}
	entry_end(&d->e, &w);
	return EXIT_DONE;
}

/* ---- medicines ---- */

/* "ibuprofen 400 mg", "ibuprofen:400mg": the dose begins with the first word that begins with a digit. */
static void split_dose(const char *text, int *ret_name, const char **ret_dose)
{
	const char *p = text + strcspn(text, " :");

	while (*p) {
		const char *word = p + strspn(p, " :");

		if (*word >= '0' && *word <= '9') {
			*ret_name = (int) (p - text);
			*ret_dose = word;
			return;
		}
		p = word + strcspn(word, " :");
	}
	*ret_name = (int) (p - text);
	*ret_dose = p;
}

int medicine_read(struct diary_entry *e, const char *text, bool *ret_suggested,
		  char reason[static DIARY_REASON_MAX])
{
	_cleanup_(freep) char *name = NULL;
	const char *dose;
	int len, r;

	text += strspn(text, " :");
	split_dose(text, &len, &dose);
	if (asprintf(&name, "%.*s", len, text) < 0) {
		name = NULL;
		(void) snprintf(reason, DIARY_REASON_MAX, "%s", _("out of memory"));
		return -EINVAL;
	}
	r = diary_field_set(e, diary_field_find(DIARY_MEDICATION, "name"), name, reason);
	if (r == 0 && *dose) {
		r = diary_field_set(e, diary_field_find(DIARY_MEDICATION, "dose"), dose, reason);
	}
	if (r == 0 && e->class == CLASS_NOT_TOLD) {
		e->class = diary_class_of(e->name);
		*ret_suggested = *ret_suggested || e->class != CLASS_NOT_TOLD;
	}
	return r;
}

/* med=... of a headache: one more that was taken for it. */
static int add_medicine(struct draft *d, const char *value)
{
	char reason[DIARY_REASON_MAX];

	if (d->meds == DRAFT_MEDS_MAX) {
		return usage_error("log", _("med can be given %d times at most"), DRAFT_MEDS_MAX);
	}
	if (value[strspn(value, " :")] == '\0') {
		return usage_error("log", _("med: what was taken? Like med=\"ibuprofen 400 mg\""));
	}
	struct diary_entry *e = &d->med[d->meds];

	diary_entry_init(e, DIARY_MEDICATION);
	if (medicine_read(e, value, &d->class_suggested, reason) < 0) {
		return usage_error("log", "%s", reason);
	}
	d->meds++;
	return EXIT_DONE;
}

/* ---- fields ---- */

static bool has_pain(enum diary_type type)
{
	return type == DIARY_HEADACHE || type == DIARY_NECK;
}

static int unknown_field(enum diary_type type, const char *name)
{
	const char *names[64], *near;
	struct text all = {};
	size_t n = 0;

	for (size_t i = 0; i < diary_fields_n && n < ELEMENTSOF(names) - 1; i++) {
		if (diary_fields[i].types & 1u << type) {
			names[n++] = diary_fields[i].name;
		}
	}
	if (has_pain(type)) {
		names[n++] = "med";
	}
	near = nearest(name, names, n);
	if (near) {
		return usage_error("log", _("%s has no \"%s\"; did you mean \"%s\"?"),
				   diary_type_to_string(type), name, near);
	}
	for (size_t i = 0; i < n; i++) {
		text_add(&all, "%s%s", i ? " " : "", names[i]);
	}
	return usage_error("log", _("%s has no \"%s\", only: %s"), diary_type_to_string(type), name,
			   all.s);
}

int draft_set(struct draft *d, const struct diary_book *b, const char *name, const char *value)
{
	const struct diary_field *f;
	char reason[DIARY_REASON_MAX];

	if (strcmp(name, "start") == 0 || strcmp(name, "at") == 0) {
		return set_start(d, b, name, value);
	}
	if (strcmp(name, "med") == 0 && has_pain(d->e.type)) {
		return add_medicine(d, value);
	}
	f = diary_field_find(d->e.type, name);
	if (!f) {
		return unknown_field(d->e.type, name);
	}
	if (f->kind == FIELD_MOMENT) {
		return set_end(d, b, value);
	}
	if (diary_field_set(&d->e, f, value, reason) < 0) {
		return usage_error("log", "%s", reason);
	}
	return EXIT_DONE;
}

/* "KEY=VALUE". */
static int set_assignment(struct draft *d, const struct diary_book *b, const char *word,
			  const char *equals)
{
	char name[NAME_MAX_];

	(void) snprintf(name, sizeof(name), "%.*s",
			(int) ((size_t) (equals - word) < sizeof(name) ? (size_t) (equals - word)
								       : sizeof(name) - 1),
			word);
	return draft_set(d, b, name, equals + 1);
}

/* A word by itself, of a headache or of neck pain: how bad it was, a side, or something that was there. */
static int set_bare(struct draft *d, const struct diary_book *b, const char *word)
{
	const struct diary_field *f = diary_field_find(d->e.type, word);

	if (strspn(word, "0123456789") == strlen(word)) {
		return draft_set(d, b, d->e.type == DIARY_NECK ? "neck_pain" : "intensity", word);
	}
	if (f && f->kind == FIELD_TRISTATE) {
		return draft_set(d, b, word, "yes");
	}
	if (diary_side_from_string(word) > SIDE_NOT_TOLD) {
		return draft_set(d, b, "side", word);
	}
	if (f) {
		return usage_error("log", _("%s needs a value: %s=..."), word, word);
	}
	return unknown_field(d->e.type, word);
}

/* What the words that are no KEY=VALUE say together. */
static int set_joined(struct draft *d, const struct diary_book *b, const char *first,
		      const char *joined)
{
	const char *rest = joined + strlen(first);
	char reason[DIARY_REASON_MAX];
	int r;

	rest += *rest == ' ';
	switch (d->e.type) {
	case DIARY_NONE:
		return set_start(d, b, "day", joined);
	case DIARY_MEDICATION:
		return medicine_read(&d->e, joined, &d->class_suggested, reason) < 0
			       ? usage_error("log", "%s", reason)
			       : EXIT_DONE;
	case DIARY_EVENT:
		r = draft_set(d, b, "kind", first);
		return r == EXIT_DONE && *rest ? draft_set(d, b, "note", rest) : r;
	case DIARY_SLEEP:
		return draft_set(d, b, "hours", joined);
	case DIARY_HEADACHE:
	case DIARY_NECK:
	case _DIARY_TYPE_MAX:
		break;
	}
	return EXIT_DONE;
}

const char *find_equals(const char *word)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz_");

	return n && word[n] == '=' ? word + n : NULL;
}

/* All words that are no KEY=VALUE, with blanks between them.  NULL: no memory. */
static char *join_bare(const struct args *args, size_t from, const char **ret_first)
{
	char *joined = NULL;
	size_t size;
	FILE *f = open_memstream(&joined, &size);

	if (!f) {
		return NULL;
	}
	for (size_t i = from; i < args->n; i++) {
		if (!find_equals(args->word[i])) {
			(void) fprintf(f, "%s%s", *ret_first ? " " : "", args->word[i]);
			*ret_first = *ret_first ?: args->word[i];
		}
	}
	if (fclose(f) != 0) {
		free(joined);
		return NULL;
	}
	return joined;
}

int draft_read(struct draft *d, const struct diary_book *b, const struct args *args, size_t from)
{
	_cleanup_(freep) char *joined = NULL;
	const char *first = NULL, *equals;
	int r = EXIT_DONE;

	if (args->set & OPT(OPT_AT)) {
		r = set_start(d, b, "--at", args->value[OPT_AT]);
	}
	for (size_t i = from; r == EXIT_DONE && i < args->n; i++) {
		equals = find_equals(args->word[i]);
		if (equals) {
			r = set_assignment(d, b, args->word[i], equals);
		} else if (has_pain(d->e.type)) {
			r = set_bare(d, b, args->word[i]);
		}
	}
	if (r != EXIT_DONE || has_pain(d->e.type)) {
		return r;
	}
	joined = join_bare(args, from, &first);
	if (!joined) {
		out_error("%s", strerror(ENOMEM));
		return EXIT_FAILED;
	}
	return first ? set_joined(d, b, first, joined) : EXIT_DONE;
}

/* ---- what was not told ---- */

/* Without a start it begins now and goes on; with one it goes on if that was today. */
void draft_complete(struct draft *d, const struct diary_book *b)
{
	struct when now = book_now(b);
	bool whole = d->e.type == DIARY_NONE || d->e.type == DIARY_SLEEP;

	if (!d->begun) {
		entry_begin(&d->e, &now);
		if (d->ended && d->e.end && !d->e.ongoing) {
			d->e.start_told = false; /* it is over, and nobody told when it began */
			d->e.day = d->e.last_day;
			d->e.start = d->e.end;
		}
	}
	if (whole && d->e.start_told) {
		struct when noon = book_day(b, d->e.day);

		entry_begin(&d->e, &noon);
	}
	if (has_pain(d->e.type) && !d->ended && d->e.start_told && d->e.day == b->p.today) {
		entry_goes_on(&d->e);
	}
	for (size_t i = 0; i < d->meds; i++) {
		struct when w = { d->e.start, d->e.day, d->e.gmtoff_s, d->e.start_told };

		entry_begin(&d->med[i], &w);
	}
}

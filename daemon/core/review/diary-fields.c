/* The fields of an entry: one table for all that reads and shows them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "diary-internal.h"
#include "ergo/grow.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "scan.h"

#define AT(field)    offsetof(struct diary_entry, field), sizeof(((struct diary_entry *) 0)->field)
#define WORDS(words) ELEMENTSOF(words), words
#define EXCERPT_MAX  48 /* bytes of a value in a reason */

const struct diary_field diary_fields[] = {
	{ "start", ALL, FIELD_MOMENT, AT(start), 0, NULL },
	{ "end", PAIN, FIELD_MOMENT, AT(end), 0, NULL },
	{ "onset", PAIN, FIELD_WORD, AT(onset), WORDS(diary_onset_names) },
	{ "intensity", HEADACHE, FIELD_SCALE, AT(intensity), DIARY_INTENSITY_MAX, NULL },
	{ "average", HEADACHE, FIELD_SCALE, AT(intensity_average), DIARY_INTENSITY_MAX, NULL },
	{ "side", PAIN, FIELD_WORD, AT(side), WORDS(diary_side_names) },
	{ "location", HEADACHE, FIELD_SET, AT(locations), WORDS(diary_location_names) },
	{ "started_in_neck", HEADACHE, FIELD_TRISTATE, AT(started_in_neck), 0, NULL },
	{ "neck_pain", PAIN, FIELD_SCALE, AT(neck_pain), DIARY_INTENSITY_MAX, NULL },
	{ "neck_stiff", PAIN, FIELD_TRISTATE, AT(neck_stiff), 0, NULL },
	{ "worse_with_neck_movement", PAIN, FIELD_TRISTATE, AT(worse_with_neck_movement), 0, NULL },
	{ "quality", PAIN, FIELD_SET, AT(quality), WORDS(diary_quality_names) },
	{ "nausea", HEADACHE, FIELD_TRISTATE, AT(symptom[SYMPTOM_NAUSEA]), 0, NULL },
	{ "vomiting", HEADACHE, FIELD_TRISTATE, AT(symptom[SYMPTOM_VOMITING]), 0, NULL },
	{ "light", HEADACHE, FIELD_TRISTATE, AT(symptom[SYMPTOM_LIGHT]), 0, NULL },
	{ "sound", HEADACHE, FIELD_TRISTATE, AT(symptom[SYMPTOM_SOUND]), 0, NULL },
	{ "aura", HEADACHE, FIELD_TRISTATE, AT(symptom[SYMPTOM_AURA]), 0, NULL },
	{ "dizziness", PAIN, FIELD_TRISTATE, AT(symptom[SYMPTOM_DIZZINESS]), 0, NULL },
	{ "trigger", PAIN, FIELD_SET, AT(triggers), WORDS(diary_trigger_names) },
	{ "trigger_text", PAIN, FIELD_TEXT, AT(trigger_text), 0, NULL },
	{ "impact", PAIN, FIELD_SCALE, AT(impact), DIARY_IMPACT_MAX, NULL },
	{ "missed_work", PAIN, FIELD_TRISTATE, AT(missed_work), 0, NULL },
	{ "name", MEDICATION, FIELD_TEXT, AT(name), 0, NULL },
	{ "dose", MEDICATION, FIELD_TEXT, AT(dose), 0, NULL },
	{ "class", MEDICATION, FIELD_WORD, AT(class), WORDS(diary_class_names) },
	{ "helped", MEDICATION, FIELD_TRISTATE, AT(helped), 0, NULL },
	{ "headache", MEDICATION, FIELD_ID, AT(headache), 0, NULL },
	{ "kind", EVENT, FIELD_WORD, AT(event), WORDS(diary_event_names) },
	{ "hours", SLEEP, FIELD_DURATION, AT(sleep_min), DIARY_SLEEP_MAX_MIN, NULL },
	{ "position", SLEEP, FIELD_WORD, AT(position), WORDS(diary_position_names) },
	{ "pillow", SLEEP, FIELD_TEXT, AT(pillow), 0, NULL },
	{ "red_flag", PAIN, FIELD_TRISTATE, AT(red_flag), 0, NULL },
	{ "note", ALL, FIELD_TEXT, AT(note), 0, NULL },
};
const size_t diary_fields_n = ELEMENTSOF(diary_fields);

_Static_assert(sizeof(enum diary_side) == sizeof(unsigned) &&
		       sizeof(enum tristate) == sizeof(unsigned),
	       "words, sets and tristates are read as unsigned");

void diary_entry_init(struct diary_entry *e, enum diary_type type)
{
	*e = (struct diary_entry){
		.type = type,
		.intensity = DIARY_NOT_TOLD,
		.intensity_average = DIARY_NOT_TOLD,
		.neck_pain = DIARY_NOT_TOLD,
		.impact = DIARY_NOT_TOLD,
		.sleep_min = DIARY_NOT_TOLD,
	};
}

const struct diary_field *diary_field_find(enum diary_type type, const char *name)
{
	for (size_t i = 0; i < diary_fields_n; i++) {
		if (diary_fields[i].types & 1u << type && strcmp(diary_fields[i].name, name) == 0) {
			return &diary_fields[i];
		}
	}
	return NULL;
}

/* ---- reading a field ---- */

static const void *at(const struct diary_entry *e, const struct diary_field *f)
{
	return (const char *) e + f->offset;
}

static unsigned get_unsigned(const struct diary_entry *e, const struct diary_field *f)
{
	unsigned v;

	memcpy(&v, at(e, f), sizeof(v));
	return v;
}

static void put_unsigned(struct diary_entry *e, const struct diary_field *f, unsigned v)
{
	memcpy((char *) e + f->offset, &v, sizeof(v));
}

static int get_scale(const struct diary_entry *e, const struct diary_field *f)
{
	return *(const int8_t *) at(e, f);
}

bool diary_field_told(const struct diary_entry *e, const struct diary_field *f)
{
	switch (f->kind) {
	case FIELD_MOMENT:
		return f->offset == offsetof(struct diary_entry, start) ? e->start_told
									: e->end != 0;
	case FIELD_SCALE:
		return get_scale(e, f) != DIARY_NOT_TOLD;
	case FIELD_DURATION:
		return e->sleep_min != DIARY_NOT_TOLD;
	case FIELD_TEXT:
		return *(const char *) at(e, f) != '\0';
	case FIELD_ID:
		return e->headache != 0;
	case FIELD_TRISTATE:
	case FIELD_WORD:
	case FIELD_SET:
		break;
	}
	return get_unsigned(e, f) != 0;
}

static void get_set(const struct diary_field *f, unsigned bits, char *buf)
{
	struct grow g = { .buf = buf, .size = DIARY_VALUE_MAX };

	for (int i = 0; i < f->most; i++) {
		if (bits & 1u << i) {
			grow_add(&g, "%s%s", g.n ? "," : "", f->words[i]);
		}
	}
}

char *diary_field_get(const struct diary_entry *e, const struct diary_field *f,
		      char buf[static DIARY_VALUE_MAX])
{
	unsigned v;

	buf[0] = '\0';
	if (f->kind == FIELD_MOMENT || !diary_field_told(e, f)) {
		return buf;
	}
	switch (f->kind) {
	case FIELD_SCALE:
		(void) snprintf(buf, DIARY_VALUE_MAX, "%d", get_scale(e, f));
		break;
	case FIELD_TRISTATE:
		v = get_unsigned(e, f);
		(void) snprintf(buf, DIARY_VALUE_MAX, "%s", v == TRISTATE_YES ? "yes" : "no");
		break;
	case FIELD_WORD:
		v = get_unsigned(e, f);
		(void) snprintf(buf, DIARY_VALUE_MAX, "%s",
				v < (unsigned) f->most ? f->words[v] : "");
		break;
	case FIELD_SET:
		get_set(f, get_unsigned(e, f), buf);
		break;
	case FIELD_DURATION:
		(void) duration_format(buf, DIARY_VALUE_MAX, (usec_t) e->sleep_min * USEC_PER_MIN);
		break;
	case FIELD_TEXT:
		(void) snprintf(buf, DIARY_VALUE_MAX, "%s", (const char *) at(e, f));
		break;
	case FIELD_ID:
		(void) snprintf(buf, DIARY_VALUE_MAX, "%lld", (long long) e->headache);
		break;
	case FIELD_MOMENT:
		break;
	}
	return buf;
}

/* ---- what it takes ---- */

char *diary_field_accepts(const struct diary_field *f, char buf[static DIARY_REASON_MAX])
{
	struct grow g = { .buf = buf, .size = DIARY_REASON_MAX };

	buf[0] = '\0';
	switch (f->kind) {
	case FIELD_SCALE:
		grow_add(&g, _("a number from 0 to %d"), f->most);
		break;
	case FIELD_TRISTATE:
		grow_add(&g, "%s", _("yes or no"));
		break;
	case FIELD_WORD:
	case FIELD_SET:
		for (int i = f->kind == FIELD_WORD; i < f->most; i++) {
			grow_add(&g, "%s%s", g.n ? " " : "", f->words[i]);
		}
		break;
	case FIELD_DURATION:
		grow_add(&g, "%s", _("hours, like 7.5 or \"7h 30min\", 24 at most"));
		break;
	case FIELD_TEXT:
		grow_add(&g, _("text of up to %zu bytes"), f->size - 1);
		break;
	case FIELD_ID:
		grow_add(&g, "%s", _("the number of a headache in the diary"));
		break;
	case FIELD_MOMENT:
		grow_add(&g, "%s", _("a time, like 14:30, \"yesterday 14:30\" or \"2h ago\""));
		break;
	}
	return buf;
}

/* ---- writing a field ---- */

_printf_(2, 3) static int reject(char *reason, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(reason, DIARY_REASON_MAX, format, ap);
	va_end(ap);
	(void) utf8_mend(reason);
	return -EINVAL;
}

/* The beginning of a value, for a reason. */
static const char *excerpt(const char *value, char buf[static EXCERPT_MAX])
{
	(void) snprintf(buf, EXCERPT_MAX, "%s", value);
	(void) utf8_mend(buf);
	return buf;
}

static int refuse(const struct diary_field *f, const char *value, char *reason)
{
	char accepts[DIARY_REASON_MAX], shown[EXCERPT_MAX];

	(void) diary_field_accepts(f, accepts);
	(void) excerpt(value, shown);
	if (f->kind == FIELD_WORD) {
		return reject(reason, _("%s can't be \"%s\", only one of: %s"), f->name, shown,
			      accepts);
	}
	if (f->kind == FIELD_SET) {
		return reject(reason, _("%s can't be \"%s\", only some of: %s"), f->name, shown,
			      accepts);
	}
	return reject(reason, _("%s can't be \"%s\", only %s"), f->name, shown, accepts);
}

/* The word that begins so: its place; -1: none, or several. */
static int find_word(const struct diary_field *f, const char *s, size_t len)
{
	int found = -1;

	for (int i = f->kind == FIELD_WORD; len > 0 && i < f->most; i++) {
		if (strncasecmp(f->words[i], s, len) != 0) {
			continue;
		}
		if (f->words[i][len] == '\0') {
			return i;
		}
		if (found >= 0) {
			return -1;
		}
		found = i;
	}
	return found;
}

static int set_set(struct diary_entry *e, const struct diary_field *f, const char *value,
		   char *reason)
{
	static const char between[] = " \t,;+";
	unsigned bits = 0;

	for (const char *p = value + strspn(value, between); *p;) {
		size_t n = strcspn(p, between);
		int i = find_word(f, p, n);

		if (i < 0) {
			char word[EXCERPT_MAX];

			(void) snprintf(word, sizeof(word), "%.*s",
					n < sizeof(word) ? (int) n : (int) sizeof(word), p);
			return refuse(f, word, reason);
		}
		bits |= 1u << i;
		p += n;
		p += strspn(p, between);
	}
	put_unsigned(e, f, bits);
	return 0;
}

/* "7.5" */
static bool scan_hours(const char *s, usec_t *ret)
{
	uint64_t whole, part = 0;
	usec_t unit = USEC_PER_HOUR;

	if (scan_digits(&s, &whole) == 0 || whole > 24) {
		return false;
	}
	if (*s == '.' || *s == ',') {
		const char *digits = ++s;
		size_t n = scan_digits(&s, &part);

		if (n == 0 || n > 3) {
			return false;
		}
		for (; digits < s; digits++) {
			unit /= 10;
		}
	}
	*ret = whole * USEC_PER_HOUR + part * unit;
	return *s == '\0';
}

static int set_duration(struct diary_entry *e, const struct diary_field *f, const char *value,
			char *reason)
{
	usec_t d;

	if ((!scan_hours(value, &d) && duration_parse(value, &d) < 0) ||
	    d > (usec_t) f->most * USEC_PER_MIN) {
		return refuse(f, value, reason);
	}
	e->sleep_min = (int16_t) ((d + USEC_PER_MIN / 2) / USEC_PER_MIN);
	return 0;
}

static int set_text(struct diary_entry *e, const struct diary_field *f, const char *value,
		    char *reason)
{
	size_t len = strlen(value), n;

	if (len >= f->size) {
		return reject(reason, _("%s is too long: %zu bytes, and %zu fit"), f->name, len,
			      f->size - 1);
	}
	for (size_t i = 0; i < len; i += n) {
		n = utf8_char(value + i, len - i, NULL);
		if (n == 0) {
			return reject(reason, _("%s is no text: not UTF-8 from byte %zu on"),
				      f->name, i + 1);
		}
	}
	memcpy((char *) e + f->offset, value, len + 1);
	return 0;
}

static int set_number(struct diary_entry *e, const struct diary_field *f, const char *value,
		      char *reason)
{
	const char *s = value;
	uint64_t v;

	if (scan_digits(&s, &v) == 0 || *s != '\0' ||
	    v > (f->kind == FIELD_SCALE ? (uint64_t) f->most : (uint64_t) INT64_MAX)) {
		return refuse(f, value, reason);
	}
	if (f->kind == FIELD_SCALE) {
		*((int8_t *) e + f->offset) = (int8_t) v;
	} else {
		e->headache = (int64_t) v;
	}
	return 0;
}

static int set_word(struct diary_entry *e, const struct diary_field *f, const char *value,
		    char *reason)
{
	int i;

	if (f->kind == FIELD_TRISTATE) {
		size_t n = strlen(value);

		i = strncasecmp("yes", value, n) == 0  ? TRISTATE_YES
		    : strncasecmp("no", value, n) == 0 ? TRISTATE_NO
						       : -1;
	} else {
		i = find_word(f, value, strlen(value));
	}
	if (i < 0) {
		return refuse(f, value, reason);
	}
	put_unsigned(e, f, (unsigned) i);
	return 0;
}

static void clear(struct diary_entry *e, const struct diary_field *f)
{
	struct diary_entry none;

	diary_entry_init(&none, e->type);
	memcpy((char *) e + f->offset, (const char *) &none + f->offset, f->size);
}

int diary_field_set(struct diary_entry *e, const struct diary_field *f, const char *value,
		    char reason[static DIARY_REASON_MAX])
{
	if (*value == '\0') {
		clear(e, f);
		return 0;
	}
	switch (f->kind) {
	case FIELD_SCALE:
	case FIELD_ID:
		return set_number(e, f, value, reason);
	case FIELD_TRISTATE:
	case FIELD_WORD:
		return set_word(e, f, value, reason);
	case FIELD_SET:
		return set_set(e, f, value, reason);
	case FIELD_DURATION:
		return set_duration(e, f, value, reason);
	case FIELD_TEXT:
		return set_text(e, f, value, reason);
	case FIELD_MOMENT:
		break;
	}
	return refuse(f, value, reason);
}

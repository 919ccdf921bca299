/* `ergoctl report`: an entry of the diary in words. */
#include "ergo/time.h"
#include "ergo/tr.h"
#include "report.h"
#include "words.h"

/* "Mon 2026-11-02 14:30", "Mon 2026-11-02"; where it took more than a day the last one too. */
void report_entry_when(const struct diary_entry *e, struct text *ret)
{
	int64_t minutes = (int64_t) (e->start / USEC_PER_MIN) + e->gmtoff_s / 60;
	char day[PAST_STRING_MAX];

	minutes = minutes < 0 ? 0 : minutes;
	if (e->start_told) {
		text_add(ret, Q_("day, time", "%s %02u:%02u"), past_say_date(day, e->day),
			 (unsigned) (minutes / 60 % 24), (unsigned) (minutes % 60));
	} else {
		text_add(ret, "%s", past_say_date(day, e->day));
	}
}

static void add_length(const struct diary_entry *e, struct text *ret)
{
	char buf[DURATION_STRING_MAX];
	struct text t = {};

	if (e->ongoing) {
		text_add(ret, "%s", _("not over when it was noted"));
	} else if (e->start_told && e->end > e->start) {
		text_add(&t, _("for %s"), duration_say(buf, sizeof(buf), e->end - e->start));
		text_add(ret, "%s", t.s);
	}
}

static const enum tristate *tristate_of(const struct diary_entry *e, const struct diary_field *f)
{
	return f->kind == FIELD_TRISTATE ? (const void *) ((const char *) e + f->offset) : NULL;
}

static void add_field(const struct diary_entry *e, const struct diary_field *f, struct text *ret)
{
	const enum tristate *yes_or_no = tristate_of(e, f);
	const char *separator = ret->n ? "; " : "";
	char value[DIARY_TEXT_MAX];

	if (!diary_field_told(e, f) || (yes_or_no && *yes_or_no != TRISTATE_YES)) {
		return;
	}
	text_add(ret, "%s", separator);
	if (yes_or_no) {
		text_add(ret, "%s", diary_field_title(f));
	} else {
		text_add(ret, Q_("field of the diary, value", "%s: %s"), diary_field_title(f),
			 diary_value_say(e, f, value));
	}
}

/* Whether it is of a kind that anything can be typed into. */
static bool is_free(const struct diary_field *f)
{
	return f->kind == FIELD_TEXT;
}

static bool is_shown(const struct diary_entry *e, const struct diary_field *f)
{
	return f->types & 1u << e->type && f->kind != FIELD_MOMENT && f->kind != FIELD_ID;
}

/* What was answered with no, in one. */
static void add_noes(const struct diary_entry *e, struct text *ret)
{
	struct text list = {};

	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		const enum tristate *yes_or_no = tristate_of(e, f);

		if (yes_or_no && is_shown(e, f) && *yes_or_no == TRISTATE_NO) {
			list_add(&list, diary_field_title(f));
		}
	}
	if (list.n) {
		text_add(ret, "%s", ret->n ? "; " : "");
		text_add(ret, Q_("answered with no", "no: %s"), list.s);
	}
}

/* What was told of it, but for free texts. */
void report_entry_what(const struct diary_entry *e, struct text *ret)
{
	add_length(e, ret);
	for (size_t i = 0; i < diary_fields_n; i++) {
		if (is_shown(e, &diary_fields[i]) && !is_free(&diary_fields[i])) {
			add_field(e, &diary_fields[i], ret);
		}
	}
	add_noes(e, ret);
}

void report_entry_notes(const struct diary_entry *e, struct text *ret)
{
	for (size_t i = 0; i < diary_fields_n; i++) {
		if (is_shown(e, &diary_fields[i]) && is_free(&diary_fields[i])) {
			add_field(e, &diary_fields[i], ret);
		}
	}
}

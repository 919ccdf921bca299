/* `ergoctl export --what diary`. */
#include <string.h>

#include "cli.h"
#include "diary-book.h"
#include "export.h"
#include "log.h"

/* Times have the offset that was noted with them. */
static void cell_moment(struct writer *w, usec_t t, int32_t gmtoff_s)
{
	struct json_object *o = when_json(t, gmtoff_s);

	cell_value(w, o ? json_object_get_string(o) : "", json_object_get(o));
	(void) json_object_put(o);
}

static void cell_field(struct writer *w, const struct diary_entry *e, const struct diary_field *f)
{
	char value[DIARY_VALUE_MAX] = "";

	if (!(f->types & 1u << e->type)) {
		cell_value(w, "", NULL);
	} else if (f->kind == FIELD_TEXT) {
		cell_text(w, diary_field_get(e, f, value));
	} else if (f->kind == FIELD_DURATION) {
		struct json_object *o = entry_field_json(e, f);

		cell_value(w, o ? json_object_to_json_string(o) : "", json_object_get(o));
		(void) json_object_put(o);
	} else {
		cell_value(w, diary_field_get(e, f, value), entry_field_json(e, f));
	}
}

static void put_entry(struct writer *w, const struct diary_entry *e)
{
	row_begin(w);
	cell_count(w, (uint64_t) e->id);
	cell_word(w, diary_type_to_string(e->type));
	cell_day(w, e->day);
	cell_day(w, e->last_day);
	cell_moment(w, e->start_told ? e->start : 0, e->gmtoff_s);
	cell_moment(w, e->end, e->end_gmtoff_s);
	cell_flag(w, e->ongoing);
	for (size_t i = 0; i < diary_fields_n; i++) {
		if (diary_fields[i].kind != FIELD_MOMENT) {
			cell_field(w, e, &diary_fields[i]);
		}
	}
	row_end(w);
}

int export_diary(struct writer *w, const struct range *range)
{
	_cleanup_(book_done) struct diary_book b = {};
	int r = book_open(&b);

	if (r != EXIT_DONE) {
		return r;
	}
	writer_begin(w, TABLE_DIARY);
	for (size_t i = 0; i < b.d.n && w->r == 0; i++) {
		const struct diary_entry *e = &b.d.entry[i];

		if (e->day <= range->last && (e->last_day >= range->first || e->ongoing)) {
			put_entry(w, e);
		}
	}
	return EXIT_DONE;
}

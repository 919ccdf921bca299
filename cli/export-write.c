/* Rows as CSV (RFC 4180) and as JSON Lines. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "ergo/diary-store.h"
#include "ergo/time.h"
#include "export.h"

#define REAL_DECIMALS 4

static void note(struct writer *w, bool failed, int r)
{
	if (failed && w->r == 0) {
		w->r = r;
	}
}

static void put(struct writer *w, const char *s)
{
	note(w, fputs(s, w->f) == EOF, -EIO);
}

/* A field as it is, or in quotes where it has to be. */
static void put_field(struct writer *w, const char *s)
{
	put(w, w->column++ ? "," : "");
	if (!strpbrk(s, ",\"\r\n")) {
		put(w, s);
		return;
	}
	note(w, fputc('"', w->f) == EOF, -EIO);
	for (; *s; s++) {
		note(w, (*s == '"' && fputc('"', w->f) == EOF) || fputc(*s, w->f) == EOF, -EIO);
	}
	note(w, fputc('"', w->f) == EOF, -EIO);
}

/* What a spreadsheet could take for a formula is made text by an apostrophe before it. */
static void put_text_field(struct writer *w, const char *s)
{
	_cleanup_(freep) char *clean = escape(s);
	_cleanup_(freep) char *safe = NULL;

	if (!clean ||
	    asprintf(&safe, "%s%s", *clean && strchr("=+-@", *clean) ? "'" : "", clean) < 0) {
		safe = NULL;
		note(w, true, -ENOMEM);
		return;
	}
	put_field(w, safe);
}

/* ---- cells ---- */

static void add(struct writer *w, struct json_object *value)
{
	json_add(w->row, export_columns[w->table][w->column++], value);
}

void cell_text(struct writer *w, const char *s)
{
	if (w->csv) {
		put_text_field(w, s);
	} else {
		add(w, json_word(s));
	}
}

void cell_word(struct writer *w, const char *s)
{
	if (w->csv) {
		put_field(w, s);
	} else {
		add(w, json_word(s));
	}
}

void cell_time(struct writer *w, usec_t t)
{
	char buf[RFC3339_STRING_MAX] = "";

	if (!w->csv) {
		add(w, past_time_json(w->p, t));
		return;
	}
	put_field(w, t ? rfc3339_format(buf, sizeof(buf), t, past_gmtoff(w->p, t)) : "");
}

void cell_seconds(struct writer *w, usec_t d)
{
	struct json_object *o = json_seconds(d);

	if (w->csv) {
		put_field(w, json_object_to_json_string(o));
		(void) json_object_put(o);
	} else {
		add(w, o);
	}
}

void cell_value(struct writer *w, const char *csv, struct json_object *value)
{
	if (w->csv) {
		put_field(w, csv);
		(void) json_object_put(value);
	} else {
		add(w, value);
	}
}

void cell_count(struct writer *w, uint64_t n)
{
	char buf[24];

	(void) snprintf(buf, sizeof(buf), "%" PRIu64, n);
	if (w->csv) {
		put_field(w, buf);
	} else {
		add(w, json_count(n));
	}
}

void cell_flag(struct writer *w, bool b)
{
	if (w->csv) {
		put_field(w, b ? "yes" : "no");
	} else {
		add(w, json_object_new_boolean(b));
	}
}

void cell_real(struct writer *w, double v)
{
	struct json_object *o = json_real(v, REAL_DECIMALS);

	if (w->csv) {
		put_field(w, o ? json_object_to_json_string(o) : "");
		(void) json_object_put(o);
	} else {
		add(w, o);
	}
}

void cell_day(struct writer *w, int64_t day)
{
	struct json_object *o = past_day_json(day);

	if (w->csv) {
		put_field(w, json_object_get_string(o));
		(void) json_object_put(o);
	} else {
		add(w, o);
	}
}

/* ---- rows ---- */

static void put_json(struct writer *w, struct json_object *o)
{
	json_print_to(w->f, o, false);
	(void) json_object_put(o);
	note(w, ferror(w->f), -EIO);
}

static int schema_of(enum table_id table)
{
	return table == TABLE_DIARY ? DIARY_SCHEMA : STORE_SCHEMA;
}

void row_begin(struct writer *w)
{
	w->column = 0;
	if (w->csv) {
		char schema[16];

		(void) snprintf(schema, sizeof(schema), "%d", schema_of(w->table));
		put_field(w, schema);
		put_field(w, w->machine);
		return;
	}
	w->row = json_object_new_object();
	json_add(w->row, "table", json_text(table_id_to_string(w->table)));
	json_add(w->row, "machine", json_word(w->machine));
}

void row_end(struct writer *w)
{
	if (w->csv) {
		put(w, "\r\n");
	} else {
		put_json(w, TAKE_PTR(w->row));
	}
}

void writer_head(struct writer *w, const struct range *range)
{
	struct json_object *o;

	if (w->csv) {
		return;
	}
	o = json_object_new_object();
	json_add(o, "format", json_text(w->table == TABLE_DIARY ? "ergod-diary" : "ergod-history"));
	json_add(o, "schema", json_count((uint64_t) schema_of(w->table)));
	json_add(o, "machine", json_word(w->machine));
	json_add(o, "exported", past_time_json(w->p, w->p->now));
	json_add(o, "since", past_time_json(w->p, range->from));
	json_add(o, "until", past_time_json(w->p, range->to));
	put_json(w, o);
}

void writer_begin(struct writer *w, enum table_id table)
{
	w->table = table;
	w->column = 0;
	if (!w->csv) {
		return;
	}
	put_field(w, "schema");
	put_field(w, "machine");
	for (const char *const *name = export_columns[table]; *name; name++) {
		put_field(w, *name);
	}
	put(w, "\r\n");
}

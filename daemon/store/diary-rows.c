/* Entries into rows, and rows into entries. */
#include "ergo/tr.h"

#include "diary-internal.h"

/* Binds all columns but the id, which is the first. */
static void put_entry(struct row *row, const struct diary_entry *e)
{
	put_int(row, e->type);
	put_int(row, e->day);
	put_int(row, e->last_day);
	put_moment(row, e->start);
	put_moment(row, e->end);
	put_int(row, e->gmtoff_s);
	put_int(row, e->end_gmtoff_s);
	put_int(row, e->start_told);
	put_int(row, e->ongoing);
	put_int(row, e->onset);
	put_int(row, e->intensity);
	put_int(row, e->intensity_average);
	put_int(row, e->side);
	put_int(row, e->locations);
	put_int(row, e->started_in_neck);
	put_int(row, e->neck_pain);
	put_int(row, e->neck_stiff);
	put_int(row, e->worse_with_neck_movement);
	put_int(row, e->quality);
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		put_int(row, e->symptom[i]);
	}
	put_int(row, e->triggers);
	PUT_TEXT(row, e->trigger_text);
	put_int(row, e->impact);
	put_int(row, e->missed_work);
	put_int(row, e->red_flag);
	PUT_TEXT(row, e->name);
	PUT_TEXT(row, e->dose);
	put_int(row, e->class);
	put_int(row, e->helped);
	put_int(row, e->headache);
	put_int(row, e->event);
	put_int(row, e->sleep_min);
	put_int(row, e->position);
	PUT_TEXT(row, e->pillow);
	PUT_TEXT(row, e->note);
}

/* A number of an enum; what it can't be is not told. */
static int get_enum(struct row *row, int max)
{
	int64_t v = get_int(row);

	return v >= 0 && v < max ? (int) v : 0;
}

static unsigned get_bits(struct row *row, int max)
{
	return (unsigned) get_int(row) & ((1u << max) - 1);
}

static int get_scale(struct row *row, int most)
{
	int64_t v = get_int(row);

	return v >= 0 && v <= most ? (int) v : DIARY_NOT_TOLD;
}

static void get_pain(struct row *row, struct diary_entry *e)
{
	e->onset = get_enum(row, _DIARY_ONSET_MAX);
	e->intensity = (int8_t) get_scale(row, DIARY_INTENSITY_MAX);
	e->intensity_average = (int8_t) get_scale(row, DIARY_INTENSITY_MAX);
	e->side = get_enum(row, _DIARY_SIDE_MAX);
	e->locations = get_bits(row, _DIARY_LOCATION_MAX);
	e->started_in_neck = get_enum(row, _TRISTATE_MAX);
	e->neck_pain = (int8_t) get_scale(row, DIARY_INTENSITY_MAX);
	e->neck_stiff = get_enum(row, _TRISTATE_MAX);
	e->worse_with_neck_movement = get_enum(row, _TRISTATE_MAX);
	e->quality = get_bits(row, _DIARY_QUALITY_MAX);
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		e->symptom[i] = get_enum(row, _TRISTATE_MAX);
	}
	e->triggers = get_bits(row, _DIARY_TRIGGER_MAX);
	GET_TEXT(row, e->trigger_text);
	e->impact = (int8_t) get_scale(row, DIARY_IMPACT_MAX);
	e->missed_work = get_enum(row, _TRISTATE_MAX);
	e->red_flag = get_enum(row, _TRISTATE_MAX);
}

/* False: the row makes no sense. */
static bool get_entry(struct row *row, struct diary_entry *e)
{
	int64_t type;

	diary_entry_init(e, DIARY_HEADACHE);
	e->id = get_int(row);
	type = get_int(row);
	e->type = (enum diary_type) type;
	e->day = get_int(row);
	e->last_day = get_int(row);
	e->start = get_moment(row);
	e->end = get_moment(row);
	e->gmtoff_s = (int32_t) get_int(row);
	e->end_gmtoff_s = (int32_t) get_int(row);
	e->start_told = get_int(row) != 0;
	e->ongoing = get_int(row) != 0;
	get_pain(row, e);
	GET_TEXT(row, e->name);
	GET_TEXT(row, e->dose);
	e->class = get_enum(row, _DIARY_CLASS_MAX);
	e->helped = get_enum(row, _TRISTATE_MAX);
	e->headache = get_int(row);
	e->event = get_enum(row, _DIARY_EVENT_MAX);
	e->sleep_min = (int16_t) get_scale(row, DIARY_SLEEP_MAX_MIN);
	e->position = get_enum(row, _DIARY_POSITION_MAX);
	GET_TEXT(row, e->pillow);
	GET_TEXT(row, e->note);
	return type >= 0 && type < _DIARY_TYPE_MAX && e->day <= e->last_day && e->start > 0 &&
	       (e->end == 0 || e->end >= e->start || !e->start_told);
}

/* ---- putting ---- */

static int run_entry(struct store *s, int id, struct diary_entry *e)
{
	struct row row = {};
	int r = store_put(s, id, &row.st);

	if (r < 0) {
		return r;
	}
	if (id == STMT_REPLACE_ENTRY) {
		put_int(&row, e->id);
	} else {
		row.column++; /* NULL: SQLite gives one */
	}
	put_entry(&row, e);
	r = store_run(s, row.st);
	if (r == 0 && id == STMT_ADD_ENTRY) {
		e->id = sqlite3_last_insert_rowid(s->db);
	}
	return r;
}

static int run_id(struct store *s, int statement, int64_t id)
{
	struct row row = {};
	int r = store_put(s, statement, &row.st);

	if (r < 0) {
		return r;
	}
	put_int(&row, id);
	return store_run(s, row.st);
}

static int no_such_entry(struct store *s)
{
	s->failed = -ENOENT;
	return store_tell(s, -ENOENT, "%s", _("there is no such entry in the diary"));
}

/* A transaction around one thing, unless the caller has opened one. */
static int begin(struct store *s, bool *ret_own)
{
	*ret_own = !s->begun;
	return s->begun ? 0 : store_removal(s);
}

static int end(struct store *s, bool own, int r)
{
	return own ? store_removed(s, r) : r;
}

int diary_store_put(struct diary_store *d, struct diary_entry *e)
{
	struct store *s = d->s;
	struct diary_entry new = *e;
	bool own;
	int r = begin(s, &own);

	if (r < 0) {
		return r;
	}
	r = run_entry(s, e->id ? STMT_REPLACE_ENTRY : STMT_ADD_ENTRY, &new);
	if (r == 0 && e->id && sqlite3_changes(s->db) == 0) {
		r = no_such_entry(s);
	}
	r = end(s, own, r);
	if (r == 0) {
		e->id = new.id;
	}
	return r;
}

int diary_store_delete(struct diary_store *d, int64_t id)
{
	struct store *s = d->s;
	bool own;
	int r = begin(s, &own);

	if (r < 0) {
		return r;
	}
	r = run_id(s, STMT_DELETE_ENTRY, id);
	if (r == 0 && sqlite3_changes(s->db) == 0) {
		r = no_such_entry(s);
	}
	if (r == 0) {
		r = run_id(s, STMT_RELEASE, id);
	}
	return end(s, own, r);
}

/* ---- reading ---- */

struct entry_callback {
	int (*row)(const struct diary_entry *, void *);
	void *userdata;
};

static int read_entry(struct row *row, void *callback)
{
	const struct entry_callback *c = callback;
	struct diary_entry e;

	return get_entry(row, &e) ? c->row(&e, c->userdata) : 0;
}

int diary_store_entries(struct diary_store *d, int64_t first, int64_t last,
			int (*row)(const struct diary_entry *, void *), void *userdata)
{
	struct entry_callback c = { row, userdata };

	return store_query(d->s,
			   "SELECT " ENTRY_COLUMNS " FROM entries"
			   " WHERE (last_day >= ?1 OR ongoing) AND day <= ?2 ORDER BY start, id",
			   first, last, read_entry, &c);
}

static int keep(const struct diary_entry *e, void *userdata)
{
	*(struct diary_entry *) userdata = *e;
	return 0;
}

int diary_store_get(struct diary_store *d, int64_t id, struct diary_entry *ret)
{
	struct diary_entry e = {};
	struct entry_callback c = { keep, &e };
	int r = store_query(d->s,
			    "SELECT " ENTRY_COLUMNS " FROM entries WHERE id >= ?1 AND id <= ?2", id,
			    id, read_entry, &c);

	if (r < 0) {
		return r;
	}
	if (e.id == 0) {
		return store_tell(d->s, -ENOENT, "%s", _("there is no such entry in the diary"));
	}
	*ret = e;
	return 0;
}

/* The tables, and how an older file becomes one of today. */
#include "internal.h"

/*
 * Moments are seconds since 1970 (UTC), durations microseconds; kinds, outcomes, planes and answers
 * are the numbers of the enums in history.h, effect.h and event.h, which the assertions below pin.
 * What is looked up by its time lies in the order of its time, so that a day is a few pages; what
 * spans more than two days is listed in an index of its own, so that those that overlap a range are
 * found without looking at all.
 */
static const char schema_1[] =
	"CREATE TABLE slots ("
	"  hour INTEGER NOT NULL,"
	"  plane INTEGER NOT NULL,"
	"  bits BLOB NOT NULL CHECK (length(bits) = 45)," /* slot i: byte i / 8, bit i % 8 */
	"  PRIMARY KEY (hour, plane)"
	") WITHOUT ROWID;"
	"CREATE TABLE sessions ("
	"  began INTEGER PRIMARY KEY,"
	"  ended INTEGER NOT NULL,"
	"  screen_time INTEGER NOT NULL,"
	"  open INTEGER NOT NULL"
	");"
	"CREATE INDEX sessions_long ON sessions (began) WHERE ended - began > " LONG_SPAN_SQL ";"
	"CREATE TABLE breaks ("
	"  ended INTEGER NOT NULL,"
	"  kind INTEGER NOT NULL,"
	"  outcome INTEGER NOT NULL,"
	"  began INTEGER NOT NULL,"
	"  screen_time INTEGER NOT NULL,"
	"  PRIMARY KEY (ended, kind)"
	") WITHOUT ROWID;"
	"CREATE TABLE prompts ("
	"  at INTEGER NOT NULL,"
	"  subject TEXT NOT NULL,"
	"  reason TEXT NOT NULL,"
	"  answer INTEGER NOT NULL,"
	"  answered INTEGER NOT NULL," /* 0: not */
	"  PRIMARY KEY (at, subject)"
	") WITHOUT ROWID;"
	"CREATE TABLE findings ("
	"  began INTEGER NOT NULL,"
	"  rule TEXT NOT NULL,"
	"  monitor TEXT NOT NULL,"
	"  posture TEXT NOT NULL,"
	"  ended INTEGER NOT NULL," /* 0: it stands */
	"  severity TEXT NOT NULL,"
	"  measured REAL,"
	"  bound REAL,"
	"  PRIMARY KEY (began, rule, monitor, posture)"
	") WITHOUT ROWID;"
	"CREATE INDEX findings_long ON findings (began)"
	"  WHERE ended = 0 OR ended - began > " LONG_SPAN_SQL ";"
	"CREATE TABLE changes ("
	"  at INTEGER NOT NULL,"
	"  key TEXT NOT NULL,"
	"  old TEXT NOT NULL,"
	"  new TEXT NOT NULL,"
	"  PRIMARY KEY (at, key)"
	") WITHOUT ROWID;"
	"CREATE TABLE problems ("
	"  began INTEGER NOT NULL,"
	"  text TEXT NOT NULL,"
	"  ended INTEGER NOT NULL," /* 0: it stands */
	"  PRIMARY KEY (began, text)"
	") WITHOUT ROWID;"
	"CREATE INDEX problems_long ON problems (began)"
	"  WHERE ended = 0 OR ended - began > " LONG_SPAN_SQL ";"
	"CREATE TABLE days ("
	"  day INTEGER PRIMARY KEY,"
	"  gmtoff_s INTEGER NOT NULL,"
	"  day_starts INTEGER NOT NULL,"
	"  screen_time INTEGER NOT NULL,"
	"  longest INTEGER NOT NULL,"
	"  laptop_only INTEGER NOT NULL,"
	"  keyboard INTEGER NOT NULL,"
	"  pointer INTEGER NOT NULL,"
	"  touch INTEGER NOT NULL,"
	"  tablet INTEGER NOT NULL,"
	"  other INTEGER NOT NULL,"
	"  micro_taken INTEGER NOT NULL,"
	"  micro_skipped INTEGER NOT NULL,"
	"  micro_missed INTEGER NOT NULL,"
	"  micro_natural INTEGER NOT NULL,"
	"  micro_replaced INTEGER NOT NULL,"
	"  rest_taken INTEGER NOT NULL,"
	"  rest_skipped INTEGER NOT NULL,"
	"  rest_missed INTEGER NOT NULL,"
	"  rest_natural INTEGER NOT NULL,"
	"  rest_replaced INTEGER NOT NULL"
	");"
	"CREATE TABLE offsets ("
	"  at INTEGER PRIMARY KEY,"
	"  gmtoff_s INTEGER NOT NULL"
	");"
	"CREATE TABLE state ("
	"  id INTEGER PRIMARY KEY,"
	"  name TEXT NOT NULL UNIQUE,"
	"  data BLOB NOT NULL"
	");" STORE_MAKE_MACHINE;

#define SCHEMA_OF_SHARES 2
static const char schema_2[] = "CREATE TABLE shares ("
			       "  day INTEGER NOT NULL,"
			       "  monitor TEXT NOT NULL,"
			       "  time INTEGER NOT NULL,"
			       "  alone INTEGER NOT NULL," /* of it, with no other monitor */
			       "  PRIMARY KEY (day, monitor)"
			       ") WITHOUT ROWID;";

_Static_assert(PLANE_PRESENT == 0 && PLANE_ENGAGED == 1 && PLANE_BLOCKED == 2 && PLANE_QUIET == 3 &&
		       PLANE_KEYBOARD == 4 && PLANE_POINTER == 5 && PLANE_TOUCH == 6 &&
		       PLANE_TABLET == 7 && PLANE_OTHER == 8 && PLANE_LAPTOP_ONLY == 9,
	       "numbers of schema 1");
_Static_assert(BREAK_MICRO == 0 && BREAK_REST == 1 && _BREAK_KIND_MAX == 2, "numbers of schema 1");
_Static_assert(OUTCOME_TAKEN == 0 && OUTCOME_SKIPPED == 1 && OUTCOME_MISSED == 2 &&
		       OUTCOME_NATURAL == 3 && OUTCOME_REPLACED == 4 && _OUTCOME_MAX == 5,
	       "numbers of schema 1");
_Static_assert(ANSWER_NONE == 0 && ANSWER_START == 1 && ANSWER_POSTPONE == 2 && ANSWER_SKIP == 3 &&
		       ANSWER_LEFT == 4 && ANSWER_DONE == 5 && ANSWER_TOMORROW == 6,
	       "numbers of schema 1");
_Static_assert(DEVICE_KEYBOARD == 0 && DEVICE_POINTER == 1 && DEVICE_TOUCH == 2 &&
		       DEVICE_TABLET == 3 && DEVICE_OTHER == 4 && _DEVICE_CLASS_MAX == 5,
	       "columns of schema 1");
_Static_assert(SLOT_BYTES == 45, "a blob of schema 1");

const struct schema_step store_schema[STORE_SCHEMA] = {
	{ schema_1 },
	{ schema_2 },
};

int store_has_shares(struct store *s)
{
	int64_t version;
	int r;

	if (!s->db) {
		return store_tell(s, -EBADF, "it is not open");
	}
	r = store_number(s, "PRAGMA user_version", &version);
	return r < 0 ? r : version >= SCHEMA_OF_SHARES;
}

static int set_version(struct store *s, int version)
{
	char sql[64];

	/* A PRAGMA takes no parameters. */
	(void) sqlite3_snprintf(sizeof(sql), sql, "PRAGMA user_version = %d", version);
	return store_exec(s, sql);
}

int store_migrate(struct store *s, const struct schema_step *steps, int n)
{
	int64_t version;
	int r = store_number(s, "PRAGMA user_version", &version);

	if (r < 0 || version >= n) {
		return r;
	}
	r = store_exec(s, "BEGIN IMMEDIATE");
	for (int64_t v = version; r == 0 && v < n; v++) {
		r = store_exec(s, steps[v].sql);
	}
	if (r == 0) {
		r = set_version(s, n);
	}
	if (r == 0) {
		r = store_exec(s, "COMMIT");
	}
	if (r < 0 && !sqlite3_get_autocommit(s->db)) {
		(void) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	}
	return r;
}

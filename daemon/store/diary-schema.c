/* The table of the diary. */
#include "diary-internal.h"

/*
 * Moments are seconds since 1970 (UTC), days days since then (local); kinds, words and sets are the
 * numbers of the enums in diary.h, which the assertions below pin; -1, 0 and '' are what was not told.
 * AUTOINCREMENT: an id that somebody wrote down never means another entry.
 */
static const char schema_1[] = "CREATE TABLE entries ("
			       "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
			       "  type INTEGER NOT NULL,"
			       "  day INTEGER NOT NULL,"
			       "  last_day INTEGER NOT NULL,"
			       "  start INTEGER NOT NULL,"
			       "  stop INTEGER NOT NULL," /* 0: not told */
			       "  gmtoff_s INTEGER NOT NULL,"
			       "  end_gmtoff_s INTEGER NOT NULL,"
			       "  start_told INTEGER NOT NULL,"
			       "  ongoing INTEGER NOT NULL,"
			       "  onset INTEGER NOT NULL,"
			       "  intensity INTEGER NOT NULL,"
			       "  average INTEGER NOT NULL,"
			       "  side INTEGER NOT NULL,"
			       "  locations INTEGER NOT NULL,"
			       "  started_in_neck INTEGER NOT NULL,"
			       "  neck_pain INTEGER NOT NULL,"
			       "  neck_stiff INTEGER NOT NULL,"
			       "  worse_with_neck_movement INTEGER NOT NULL,"
			       "  quality INTEGER NOT NULL,"
			       "  nausea INTEGER NOT NULL,"
			       "  vomiting INTEGER NOT NULL,"
			       "  light INTEGER NOT NULL,"
			       "  sound INTEGER NOT NULL,"
			       "  aura INTEGER NOT NULL,"
			       "  dizziness INTEGER NOT NULL,"
			       "  triggers INTEGER NOT NULL,"
			       "  trigger_text TEXT NOT NULL,"
			       "  impact INTEGER NOT NULL,"
			       "  missed_work INTEGER NOT NULL,"
			       "  red_flag INTEGER NOT NULL,"
			       "  name TEXT NOT NULL,"
			       "  dose TEXT NOT NULL,"
			       "  class INTEGER NOT NULL,"
			       "  helped INTEGER NOT NULL,"
			       "  headache INTEGER NOT NULL,"
			       "  event INTEGER NOT NULL,"
			       "  sleep_min INTEGER NOT NULL,"
			       "  position INTEGER NOT NULL,"
			       "  pillow TEXT NOT NULL,"
			       "  note TEXT NOT NULL"
			       ");"
			       "CREATE INDEX entries_start ON entries (start);"
			       "CREATE INDEX entries_headache ON entries (headache)"
			       "  WHERE headache != 0;";

_Static_assert(DIARY_HEADACHE == 0 && DIARY_NECK == 1 && DIARY_NONE == 2 && DIARY_MEDICATION == 3 &&
		       DIARY_EVENT == 4 && DIARY_SLEEP == 5,
	       "numbers of schema 1");
_Static_assert(SIDE_LEFT == 1 && SIDE_RIGHT == 2 && SIDE_BOTH == 3 && SIDE_ALTERNATING == 4 &&
		       ONSET_AWAKE == 1 && ONSET_WOKE == 2,
	       "numbers of schema 1");
_Static_assert(LOCATION_NECK == 0 && LOCATION_OCCIPUT == 1 && LOCATION_TEMPLE == 2 &&
		       LOCATION_FOREHEAD == 3 && LOCATION_EYE == 4 && LOCATION_JAW == 5 &&
		       LOCATION_OTHER == 6,
	       "bits of schema 1");
_Static_assert(QUALITY_PRESSING == 0 && QUALITY_THROBBING == 1 && QUALITY_STABBING == 2 &&
		       QUALITY_DULL == 3 && QUALITY_BURNING == 4 && QUALITY_OTHER == 5,
	       "bits of schema 1");
_Static_assert(TRIGGER_DRIVING == 0 && TRIGGER_SCREEN == 1 && TRIGGER_PHONE == 2 &&
		       TRIGGER_SLEEP == 3 && TRIGGER_STRESS == 4 && TRIGGER_ALCOHOL == 5 &&
		       TRIGGER_EXERCISE == 6 && TRIGGER_CYCLE == 7 && TRIGGER_OTHER == 8,
	       "bits of schema 1");
_Static_assert(CLASS_PARACETAMOL == 1 && CLASS_ASPIRIN == 2 && CLASS_NSAID == 3 &&
		       CLASS_TRIPTAN == 4 && CLASS_OPIOID == 5 && CLASS_ERGOT == 6 &&
		       CLASS_COMBINATION == 7 && CLASS_OTHER == 8,
	       "numbers of schema 1");
_Static_assert(EVENT_PHYSIOTHERAPY == 1 && EVENT_INJECTION == 2 && EVENT_TREATMENT == 3 &&
		       EVENT_PILLOW == 4 && EVENT_MONITOR == 5 && EVENT_EXERCISE == 6 &&
		       EVENT_OTHER == 7,
	       "numbers of schema 1");
_Static_assert(POSITION_BACK == 1 && POSITION_SIDE == 2 && POSITION_FRONT == 3 &&
		       POSITION_MIXED == 4 && TRISTATE_NO == 1 && TRISTATE_YES == 2,
	       "numbers of schema 1");
_Static_assert(SYMPTOM_NAUSEA == 0 && SYMPTOM_DIZZINESS == 5 && _DIARY_SYMPTOM_MAX == 6,
	       "columns of schema 1");

const struct schema_step diary_schema[DIARY_SCHEMA] = {
	{ schema_1 },
};

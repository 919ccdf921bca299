/* What the files of the diary's store share. */
#pragma once

#include "ergo/diary-store.h"
#include "row.h"

enum {
	STMT_ADD_ENTRY = _STMT_COMMON_MAX,
	STMT_REPLACE_ENTRY,
	STMT_DELETE_ENTRY,
	STMT_RELEASE, /* medication of a headache that goes */
	_DIARY_STATEMENT_MAX,
};
_Static_assert(_DIARY_STATEMENT_MAX <= STATEMENTS_MAX, "room for the statements of the diary");

struct diary_store {
	struct store *s;
};

/* Columns in the order in which they are bound and read; `id` is the first. */
#define ENTRY_COLUMNS                                                                               \
	"id, type, day, last_day, start, stop, gmtoff_s, end_gmtoff_s, start_told, ongoing, onset," \
	" intensity, average, side, locations, started_in_neck, neck_pain, neck_stiff,"             \
	" worse_with_neck_movement, quality, nausea, vomiting, light, sound, aura, dizziness,"      \
	" triggers, trigger_text, impact, missed_work, red_flag, name, dose, class, helped,"        \
	" headache, event, sleep_min, position, pillow, note"
#define ENTRY_VALUES                                                                               \
	"?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"    \
	" ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36,"    \
	" ?37, ?38, ?39, ?40, ?41"

/* diary-schema.c */
extern const struct schema_step diary_schema[DIARY_SCHEMA];

/* `ergoctl history`: a day, and days, before they are printed. */
#pragma once

#include "past.h"

/* What ended a session. */
enum session_end {
	END_OPEN,    /* it goes on */
	END_UNKNOWN, /* none was recorded */
	END_BREAK,   /* a rest break */
	END_BLOCKED, /* locked, asleep, display off, another session */
	END_LEFT,    /* the user left the screen */
	_SESSION_END_MAX,
};
DECLARE_STRTAB(session_end, enum session_end); /* open unknown break blocked left */

struct day_session {
	struct session_record record;
	enum session_end end;
};

/* A day as it is shown. */
struct day_past {
	int64_t day;
	usec_t from, to;
	bool recorded; /* .record is there */
	struct day_record record;
	struct rows sessions; /* struct day_session */
	struct rows breaks;   /* struct break_record: that ended in it */
	struct rows rests;    /* struct break_record: rest breaks rested, also of the next day */
	struct rows findings; /* struct finding_record: that came or went */
	struct rows changes;  /* struct change_record */
	struct rows shares;   /* shares_read() */
	struct rows blocked;  /* struct slots of PLANE_BLOCKED */
};

/* Returns 0 or a negative errno of the store. */
int day_past_read(const struct past *p, int64_t day, struct day_past *ret);
void day_past_done(struct day_past *d);
/* A micro-break that was the beginning of a rest break: the same pause, that counts once. */
bool day_past_is_part(const struct day_past *d, const struct break_record *b);

/* history-print.c, history-json.c: return an exit status */
int day_past_print(const struct past *p, const struct day_past *d);
int day_past_json(const struct past *p, const struct day_past *d);
int days_print(const struct past *p, const struct rows *days);
int days_json(const struct range *range, const struct rows *days);

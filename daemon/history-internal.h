/* What the files of the history share. */
#pragma once

#include "ergo/store.h"
#include "history.h"

struct history {
	struct recorder *recorder;
	bool enabled;
	unsigned keep_days;
	int64_t kept_day; /* of the wall clock, on which was removed what is too old */

	struct store *store;
	bool shares_read;   /* the recorder has those of the last days out of it */
	usec_t next;        /* boot time before which is not written again */
	bool failing, lost; /* ... and that was logged */
	char error[STORE_TEXT_MAX];
	char notice[STORE_TEXT_MAX]; /* of a file that had to be begun anew */
	char problem[STORE_TEXT_MAX + 64];
	char *setup; /* as text, as it was recorded last; NULL: not known */
	bool setup_dirty;
	usec_t meeting; /* until that wall time; 0: none */
};

/* history.c */

/* Returns whether the store is open now; where it can't be, that is told. */
bool history_open_store(struct history *h);

/* history-shares.c: what the recorder knows of the last days' shares, and what goes. */

/* Reads them, unless that was done, into the recorder, which has begun.  What can't be read is not known. */
void history_look_up_shares(struct history *h);
/* Some were removed from the store, and all was written: reads what is left. */
void history_read_shares_again(struct history *h);

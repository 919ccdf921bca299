/*
 * What the engine would have made of a recorded past under another configuration.  Pure: the slots
 * that are kept (history.h) become events again, for the very engine that runs at a desk.
 *
 * The user did what was recorded: a prompt more or less changes nothing in it, and nobody answers one.
 *
 * A slot tells ten seconds.  So a session comes out within SLOT_LENGTH of what it was, and no finer
 * threshold can be told (simulation_untold).  Where a slot leaves open whether a threshold was
 * reached, what the recorded presence says decides.
 */
#pragma once

#include "ergo/engine.h"
#include "ergo/history.h"

/* Beyond this long without a pause that ends a session.  (ROSA: the worst category of duration is
 * more than an hour at a stretch.) */
#define SIMULATION_UNBROKEN (60 * USEC_PER_MIN)

/* Which past: wall times, `to` is excluded and not USEC_INFINITY. */
struct simulation_range {
	usec_t from, to;
	const struct offset_record *offset; /* in the order of time; stay the caller's */
	size_t offsets_n;                   /* 0: local time is UTC */
};

/* Sums of the range. */
struct simulation_result {
	unsigned days;      /* with screen time */
	usec_t screen_time; /* D */
	unsigned sessions;
	usec_t longest;                     /* screen time of the longest session */
	usec_t unbroken;                    /* of the sessions, beyond SIMULATION_UNBROKEN each */
	unsigned prompts[_PROMPT_KIND_MAX]; /* without reminders */
	unsigned reminders;
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX]; /* as a day's: a pause counts once */
	uint64_t events;                               /* that the engine was fed */
};

struct simulation {
	struct simulation_range range;
	const struct config *config; /* has to stay */
	struct engine *engine;       /* NULL: nothing was fed yet */
	struct effects out;
	/* Gets each effect, its times made wall times; may be NULL. */
	void (*on_effect)(const struct effect *e, void *userdata);
	void *userdata;

	/* the hour that is being filled */
	bool filling;
	int64_t hour;
	uint8_t bits[_PLANE_MAX][SLOT_BYTES];

	/* a slot waits for the one after it; bits 1u << enum plane */
	int64_t number; /* slots since 1970 */
	unsigned slot, before;

	usec_t at;          /* boot time that was reached */
	usec_t turn;        /* boot time of the next change of the day or of the offset */
	size_t offset;      /* that holds */
	struct stamp stamp; /* the last one */
	struct simulation_result result;
};

/* Begins at the first slots that come.  Allocates nothing. */
void simulation_begin(struct simulation *s, const struct config *config,
		      const struct simulation_range *range);

/*
 * One row, in the order of hours (as store_slots() has them); what is outside of the range does not
 * count, and what comes too late is passed over.  Returns 0 or -ENOMEM.
 */
int simulation_slots(struct simulation *s, const struct slots *row);

/* Goes on to the end of the range, a session that is open there is counted; frees.  Returns 0 or
 * -ENOMEM, and then *ret is untouched. */
int simulation_end(struct simulation *s, struct simulation_result *ret);

/* Frees where simulation_end() was not reached. */
void simulation_done(struct simulation *s);

/* Why a change of a key is not to be seen in a simulation. */
enum untold {
	UNTOLD_NOT,      /* it is to be seen */
	UNTOLD_FINE,     /* finer than a slot */
	UNTOLD_ANSWER,   /* depends on how the user would have answered a prompt */
	UNTOLD_RECORDED, /* decided what was recorded then; slots hold only what came of it */
	UNTOLD_OTHER,    /* has nothing to do with presence, breaks and their prompts */
	_UNTOLD_MAX,
};
DECLARE_STRTAB(untold, enum untold); /* "" finer-than-slots answer recorded other */

/* Of a key of config_keys[], between two configurations. */
enum untold simulation_untold(const struct config_key *key, const struct config *now,
			      const struct config *then);

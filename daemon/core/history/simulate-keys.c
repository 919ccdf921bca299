/* Which changes of the configuration slots can't tell. */
#include "simulate-internal.h"

#include <string.h>

static const char *const untold_names[_UNTOLD_MAX] = {
	[UNTOLD_NOT] = "",          [UNTOLD_FINE] = "finer-than-slots",
	[UNTOLD_ANSWER] = "answer", [UNTOLD_RECORDED] = "recorded",
	[UNTOLD_OTHER] = "other",
};
DEFINE_STRTAB(untold, enum untold, untold_names)

/* How slots tell a key. */
enum telling {
	TELLS,       /* it holds for screen time or for days */
	TELLS_GAPS,  /* it is the length of a gap in the input: told to a slot, from a slot on */
	TELLS_STEPS, /* a length that may be 0, told to a slot */
	TELLS_LULL,  /* a gap in the input before a prompt */
	TELLS_ANSWER,
	TELLS_RECORDED,
};

/* What is not here has nothing to do with it. */
static const struct {
	const char *section, *key; /* key NULL: all others of the section */
	enum telling telling;
} keys[] = {
	{ "session", "ends_after", TELLS_GAPS },
	{ "session", "day_starts", TELLS },
	{ "presence", "away_after", TELLS_GAPS },
	{ "presence", "passive_max", TELLS },
	{ "presence", NULL, TELLS_RECORDED },
	{ "micro_break", "length", TELLS_GAPS },
	{ "micro_break", NULL, TELLS },
	{ "rest_break", "length", TELLS_GAPS },
	{ "rest_break", NULL, TELLS },
	{ "daily_limit", NULL, TELLS },
	{ "prompts", "postpone", TELLS_ANSWER },
	{ "prompts", "max_postpones", TELLS_ANSWER },
	{ "prompts", "grace", TELLS_ANSWER },
	{ "prompts", "remind_after", TELLS },
	{ "prompts", "max_reminders", TELLS },
	{ "prompts", "settle", TELLS_STEPS },
	{ "prompts", "lull", TELLS_LULL },
	{ "prompts", "lull_max", TELLS_LULL },
	{ "prompts", "hours", TELLS_RECORDED },
	{ "prompts", "days", TELLS_RECORDED },
	{ "quiet", NULL, TELLS_RECORDED },
	{ "input", NULL, TELLS_RECORDED },
};

static usec_t value(const struct config_key *key, const struct config *config)
{
	usec_t d = 0;

	if (key->type == CONFIG_DURATION) {
		memcpy(&d, (const char *) config + key->offset, sizeof(d));
	}
	return d;
}

static enum untold judge(enum telling telling, const struct config_key *key,
			 const struct config *now, const struct config *then)
{
	usec_t a = value(key, now), b = value(key, then);
	usec_t least = usec_min(a, b), most = usec_max(a, b);
	bool fine = most - least < SLOT_LENGTH;

	switch (telling) {
	case TELLS:
		return UNTOLD_NOT;
	case TELLS_GAPS:
		return a != b && (fine || least < SLOT_LENGTH) ? UNTOLD_FINE : UNTOLD_NOT;
	case TELLS_STEPS:
		return a != b && fine ? UNTOLD_FINE : UNTOLD_NOT;
	case TELLS_LULL:
		/* Input in each slot looks like a gap of a slot between any two. */
		return usec_min(now->prompts_lull, then->prompts_lull) <= SLOT_LENGTH ? UNTOLD_FINE
										      : UNTOLD_NOT;
	case TELLS_ANSWER:
		return UNTOLD_ANSWER;
	case TELLS_RECORDED:
		return UNTOLD_RECORDED;
	}
	return UNTOLD_OTHER;
}

enum untold simulation_untold(const struct config_key *key, const struct config *now,
			      const struct config *then)
{
	for (size_t i = 0; i < ELEMENTSOF(keys); i++) {
		if (strcmp(keys[i].section, key->section) == 0 &&
		    (!keys[i].key || strcmp(keys[i].key, key->key) == 0)) {
			return judge(keys[i].telling, key, now, then);
		}
	}
	return UNTOLD_OTHER;
}

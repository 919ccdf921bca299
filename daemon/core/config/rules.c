/* Rules between keys: each value is fine by itself, but together they can't do what is meant. */
#include "config-internal.h"

/* No micro-break is prompted that is left to a rest break, and that one would always be. */
static bool micro_breaks_come(const struct config *c)
{
	return !c->micro_break_enabled || !c->rest_break_enabled ||
	       c->micro_break_not_before_rest < c->rest_break_every;
}

static bool micro_before_rest(const struct config *c)
{
	return !c->micro_break_enabled || !c->rest_break_enabled ||
	       c->micro_break_every < c->rest_break_every;
}

static bool micro_shorter_than_work(const struct config *c)
{
	return !c->micro_break_enabled || c->micro_break_length < c->micro_break_every;
}

static bool rest_shorter_than_work(const struct config *c)
{
	return !c->rest_break_enabled || c->rest_break_length < c->rest_break_every;
}

static bool micro_shorter_than_rest(const struct config *c)
{
	return c->micro_break_length <= c->rest_break_length;
}

/* An empty name is matched only by a glob that matches everything. */
static bool some_device_counts(const struct config *c)
{
	return !patterns_match(&c->input_ignore, "");
}

static const struct {
	const char *key, *reason;
	bool (*holds)(const struct config *c);
} rules[] = {
	{ "micro_break.not_before_rest",
	  "no micro-break will ever be prompted, since a rest break is always due within this "
	  "time: "
	  "make it shorter than rest_break.every",
	  micro_breaks_come },
	{ "micro_break.every",
	  "no micro-break will ever be prompted, since the rest break is due first: make it "
	  "shorter "
	  "than rest_break.every",
	  micro_before_rest },
	{ "micro_break.length",
	  "the break is as long as the work before it: make it shorter than micro_break.every",
	  micro_shorter_than_work },
	{ "rest_break.length",
	  "the break is as long as the work before it: make it shorter than rest_break.every",
	  rest_shorter_than_work },
	{ "micro_break.length",
	  "a micro-break is longer than a rest break: make it no longer than rest_break.length",
	  micro_shorter_than_rest },
	{ "input.ignore",
	  "this matches every device, so no input would count: name the devices to be ignored",
	  some_device_counts },
};

size_t config_check_rules(const struct config *config, const char *file, struct config_diags *diags)
{
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTSOF(rules); i++) {
		if (!rules[i].holds(config)) {
			config_diags_add(diags, file, 0, rules[i].key, "%s", rules[i].reason);
			n++;
		}
	}
	return n;
}

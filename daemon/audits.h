/* The last audit: run anew at every call, kept with the monitors that it is about, and compared with the one before. */
#pragma once

#include "ergo/audit.h"

struct audits;

/* What an audit found that the one before had not, or not so bad; and what it does not find any more. */
struct audits_callbacks {
	void (*appeared)(const struct finding *f, void *userdata);
	void (*gone)(enum rule rule, const char *monitor, enum posture posture, void *userdata);
};

/* Before the first run it tells of no monitors and no findings.  Returns 0 or -ENOMEM. */
int audits_new(struct audits **ret);
struct audits *audits_free(struct audits *a);
DEFINE_CLEANUP(struct audits *, audits_free)

/* Audits; `in` need not last.  The callbacks are called before it returns, and audits_get() tells the new one then. */
void audits_run(struct audits *a, const struct audit_input *in,
		const struct audits_callbacks *callbacks, void *userdata);

/* Never NULL; valid as long as `a`, their contents until the next run. */
const struct audit *audits_get(const struct audits *a);
const struct monitors *audits_monitors(const struct audits *a);

/* In words for doctor, "desk". */
void audits_say(const struct audits *a, char *buf, size_t size);

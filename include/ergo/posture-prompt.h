/*
 * When a finding of the audit is prompted: once, when it appears or gets worse, with what to do; again only when it
 * has changed or the user asked for it.  Findings that appear together are one prompt.  Pure: time, audits and
 * snapshots in, decisions out.
 */
#pragma once

#include "ergo/audit.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"

/* Prompts of a day, and how far they keep from those of breaks.  (Requirements of the project; no source.) */
#define POSTURE_A_DAY    2
#define POSTURE_DISTANCE (10 * USEC_PER_MIN)

/* [J] A monitor that comes back after this many days is news again: what was said of it is forgotten. */
#define POSTURE_KEPT_DAYS 30

/* Findings that are remembered; of further ones nothing is prompted. */
#define POSTURE_MAX (FINDINGS_MAX + 64)

/* The user's answer to a posture prompt. */
enum posture_answer {
	POSTURE_ANSWER_TOMORROW, /* remind me tomorrow: when the next day begins */
	POSTURE_ANSWER_DONE, /* done: silent for 24 h; if it still stands then, it is prompted again */
	_POSTURE_ANSWER_MAX,
};
DECLARE_STRTAB(posture_answer, enum posture_answer); /* tomorrow done */

/* One finding as it is remembered, whether it stands or not. */
struct posture_memory {
	enum rule rule;
	enum posture posture;
	uint64_t monitor, other; /* fingerprints, see posture_monitor(); 0: none */
	enum severity stands;    /* how bad it is now; SEVERITY_OK: it does not stand */
	enum severity told;      /* ... was when it was prompted; SEVERITY_OK: never */
	usec_t since;            /* boot time since which it is news */
	usec_t again;            /* wall time from which on it is to be prompted again; 0: never */
	int64_t seen;            /* day on which it stood last */
	bool last;               /* the last prompt was about it, and is not answered */
};

struct posture_prompts {
	int64_t day;    /* that .today counts */
	unsigned today; /* prompts of the day */
	size_t n;
	struct posture_memory memory[POSTURE_MAX];
	usec_t distant; /* boot time from which on the last prompt of a break is far enough */
	usec_t ready; /* boot time since which only a gap in the input is waited for; USEC_INFINITY */
};

/* Nothing remembered. */
void posture_init(struct posture_prompts *p);

/* What tells this monitor from others, wherever it is plugged in: of vendor, model and serial; of the output where
 * there is no model.  Never 0. */
uint64_t posture_monitor(const struct monitor *m);

/*
 * Takes in an audit.  What is new becomes owed, what is gone is forgotten: unless it could not be judged just now,
 * because its monitor is not connected or not known well enough.  Exposure, and roles of screens that were measured,
 * come and go with the days and are no news by that.  Returns whether something changed of what posture_format()
 * writes.
 */
bool posture_audit(struct posture_prompts *p, const struct audit *a, const struct stamp *now,
		   usec_t day_starts);

/* A prompt of a break is shown at boot time `t`. */
void posture_break_prompted(struct posture_prompts *p, usec_t t);

struct posture_moment {
	const struct snapshot *snapshot;
	const struct stamp *now; /* boot time: not before that of the snapshot */
	const struct config *config;
	bool can_show; /* somebody shows notifications, and nothing hides them (a lock) */
};

/*
 * Whether to prompt now.  If not, *ret_look is the boot time at which to ask again; USEC_INFINITY: when something
 * has happened, for which the daemon wakes up anyhow.
 */
bool posture_due(struct posture_prompts *p, const struct posture_moment *m, usec_t *ret_look);

/* Whether one waits for a gap in the input, or for the end of quiet. */
bool posture_near(const struct posture_prompts *p, const struct posture_moment *m);

/*
 * Which of the audit's findings are owed: writes their indices, worst first, and of the worst the one first that the
 * plan's best move helps.  Returns how many.
 */
size_t posture_owed(const struct posture_prompts *p, const struct audit *a, const struct stamp *now,
		    size_t ret[static FINDINGS_MAX]);

/* What is owed has been prompted. */
void posture_prompted(struct posture_prompts *p, const struct stamp *now, usec_t day_starts);

/* Whether something of what the last prompt was about still stands, and is not answered. */
bool posture_holds(const struct posture_prompts *p);

/* The answer to the last prompt.  Returns 0; -ENOENT: none waits for an answer. */
int posture_answer(struct posture_prompts *p, enum posture_answer answer, const struct stamp *now,
		   usec_t day_starts);

/* ---- what is to survive a restart, as text ---- */

#define POSTURE_TEXT_MAX (POSTURE_MAX * 160 + 128) /* bytes of it at most, NUL included */

/* What was prompted, a line each.  Returns its length. */
size_t posture_format(const struct posture_prompts *p, char buf[static POSTURE_TEXT_MAX]);

/*
 * Reads that again over *p.  Any text is safe: lines that are wrong are left out, and counted.  Returns how many
 * were; -EINVAL: not such a text, or of another version: *p is untouched.
 */
int posture_parse(struct posture_prompts *p, const char *text, size_t len);

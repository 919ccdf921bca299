/* A desk for stories of posture prompts: monitors, findings, time, and a user who has been there for an hour. */
#pragma once

#include "ergo/posture-prompt.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

#define DAY_STARTS (4 * HR)

/* TWIN is BIG at another connector. */
enum who { BIG, SMALL, PANEL, TWIN, _WHO_MAX };

struct desk {
	struct posture_prompts p;
	struct audit audit;
	struct snapshot s;
	struct config config;
	struct stamp now; /* 2026-03-02 09:00 UTC at first */
	bool can_show;
	usec_t look; /* what posture_due() said last */
};
extern struct desk desk;
extern const struct monitor desk_monitors[_WHO_MAX];

int desk_begin(void **state); /* BIG is connected, nothing found */

/* From now on these are connected (bits 1u << enum who), and nothing is found yet. */
void connect_only(unsigned mask);
int view_of(enum who who);

struct finding *find_at(int monitor, enum rule rule, enum severity severity);
struct finding *find_on(enum who who, enum rule rule, enum severity severity);
void find_nothing(void);

bool audited(void);
void pass(usec_t t);
bool due(void);
bool near(void);

/* Prompts if it is time.  Returns how many findings it is about; 0: no prompt. */
size_t prompted(void);
size_t prompted_in_an_hour(void); /* of which nobody needs a break */

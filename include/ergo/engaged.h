/*
 * Whether the screen is watched without input (DESIGN "engaged").  Those who may say so, in; whether to
 * believe them, out.  Pure.
 *
 *   who says it          counts
 *   idle inhibitor       always, unless presence.ignore names it or it is stuck
 *   player that plays    only if what it plays is a video, or presence.video_players names it (music in an
 *                        empty room is not presence; with an inhibitor beside it the inhibitor counts),
 *                        unless presence.ignore names it or it is stuck
 *   call, meeting        always: the camera or the microphone is in use, or the user said so
 *
 * With presence.count_media = no nothing counts, a call no more than a film.
 *
 * An inhibitor, or a player that counts, is stuck when it has stood from before the last input ran out
 * (presence.passive_max after it) until then, and counts no more until it is gone: whoever watched would
 * have touched something by then.  One that appears later counts, once there is input again.
 */
#pragma once

#include "ergo/config.h"
#include "ergo/strtab.h"

enum engager_kind {
	ENGAGER_INHIBITOR,
	ENGAGER_PLAYER,
	ENGAGER_CALL,
	ENGAGER_MEETING,
	_ENGAGER_KIND_MAX,
};
DECLARE_STRTAB(engager_kind, enum engager_kind); /* inhibitor player call meeting */

#define ENGAGERS_MAX     16
#define ENGAGER_TEXT_MAX 80

struct engager {
	enum engager_kind kind;
	uint64_t id;                /* tells it from others of its kind, as long as it stands */
	char who[ENGAGER_TEXT_MAX]; /* plain text, escaped: "Firefox", "mpv" */
	char why[ENGAGER_TEXT_MAX]; /* the same; "": not told */
	bool video;                 /* a player: what it plays is a video, by its URL */
};

struct engagers {
	size_t n;
	struct engager e[ENGAGERS_MAX];
};

/* What has to be remembered between two looks; all zero at the start. */
struct engaged {
	bool is;
	struct engager
		by; /* while .is: one that counts, the first in the order of the kinds, a meeting first */
	size_t stuck_n;
	struct engager stuck[ENGAGERS_MAX];
	usec_t stuck_since[ENGAGERS_MAX]; /* boot time at which each was found out */
	struct engagers stood;            /* the list of the last look, */
	usec_t stood_since[ENGAGERS_MAX]; /* and the look at which each was new */
};

/*
 * Judges the list at boot time `now`; `last_input`: that of the last input or, if it is later, of the last wake-up
 * (nobody watches a machine that sleeps); USEC_INFINITY: none yet.  Of a list that says the same at the same time the
 * answer is the same.  Returns whether .is has changed.  To be called when the list or the configuration changes and
 * at engaged_due().
 */
bool engaged_judge(struct engaged *e, const struct engagers *list, const struct config *config,
		   usec_t now, usec_t last_input);

/* The boot time at which something will be stuck unless there is input before; USEC_INFINITY: nothing can be.  It moves
 * with the input, only ever to later, so a timer that looks again when it fires will do. */
usec_t engaged_due(const struct engaged *e, const struct config *config, usec_t last_input);

/* Does presence.ignore name it?  By who it is or by why: some name themselves in the reason only. */
bool engager_ignored(const struct engager *e, const struct config *config);

/* Text of others made plain: what is no UTF-8 or would not be seen as it stands becomes "?", too long is cut. */
void engager_text(char to[static ENGAGER_TEXT_MAX], const char *from);

/* Adds one, unless the list is full.  Returns where, or NULL. */
struct engager *engagers_add(struct engagers *list, enum engager_kind kind, uint64_t id);

/* Whether a player's URL is one of a video: by the ending of a file, or a site that shows nothing else. */
bool url_is_video(const char *url);

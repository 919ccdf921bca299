/*
 * Whether the screen is watched without input (DESIGN "engaged").  Those who may say so, in; whether to
 * believe them, out.  Pure.
 *
 *   who says it          counts
 *   idle inhibitor       always, unless presence.ignore names it or it is stuck
 *   player that plays    only while an inhibitor counts too, or what it plays is a video, or
 *                        presence.video_players names it: music in an empty room is not presence
 *   call, meeting        always: the camera or the microphone is in use, or the user said so
 *
 * An inhibitor is stuck when it has stood until presence.passive_max after the last input ran out, and
 * counts no more until it is gone: whoever watched would have touched something by then.
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

#define ENGAGERS_MAX     32
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

/* What has to be remembered between two looks. */
struct engaged {
	bool is;
	struct engager
		by; /* while .is: one that counts, the first in the order of the kinds, a meeting first */
	size_t stuck_n;
	struct engager stuck[ENGAGERS_MAX];
	usec_t stuck_since[ENGAGERS_MAX]; /* boot time at which each was found out */
};

/*
 * Judges the list at boot time `now`; `last_input`: USEC_INFINITY: none yet.  Of a list that says the same at the
 * same time the answer is the same.  Returns whether .is has changed.
 */
bool engaged_judge(struct engaged *e, const struct engagers *list, const struct config *config,
		   usec_t now, usec_t last_input);

/* Whether a player's URL is one of a video: by the ending of a file, or a site that shows nothing else. */
bool url_is_video(const char *url);

/* A notification in words: what texts make and the notification adapter shows. */
#pragma once

#include "ergo/strtab.h"

/* What a notification is about: each has one of its own. */
enum subject {
	SUBJECT_MICRO,
	SUBJECT_REST,
	SUBJECT_DAILY,
	SUBJECT_POSTURE,
	SUBJECT_DIARY,
	_SUBJECT_MAX,
};
DECLARE_STRTAB(subject, enum subject); /* micro rest daily posture diary */

enum notice_urgency {
	NOTICE_LOW,
	NOTICE_NORMAL,
	NOTICE_CRITICAL,
};

#define NOTICE_ACTIONS_MAX 4

/* One notification, in words.  Plain text: escaped by the adapter where the server reads markup. */
struct notice {
	char summary[512]; /* translations are longer: English fills half of each at most */
	char body[1024];
	struct {
		char key[24]; /* "default" (a click on the whole), "start", "postpone", "skip", "tomorrow", "done" */
		char label[96];
	} actions[NOTICE_ACTIONS_MAX];
	size_t n_actions;
	enum notice_urgency urgency;
	int progress;       /* 0 to 100; -1: no bar */
	int32_t timeout_ms; /* -1: the server's choice, 0: never */
	bool transient;     /* not kept in the server's history */
	bool resident;      /* stays after an action */
};

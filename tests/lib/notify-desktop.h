/*
 * A private bus, an X server and the real dunst for C tests; tests/lib/desktop.py is the same, and
 * more, for Python.  Every function fails the running test when something can't be had.
 */
#pragma once

#include <sys/types.h>

struct desktop {
	char dir[64];
	char address[128]; /* of the bus */
	char display[16];  /* ":N"; "" before desktop_xvfb() */
	pid_t bus, xvfb, dunst, extra;
};

/* A bus without service folders: nothing is ever started by activation.  With `services` (lines of
 * busconfig, e.g. "<servicedir>...") as they say. */
void desktop_up(struct desktop *d, const char *services);
void desktop_xvfb(struct desktop *d);  /* on a free display */
void desktop_dunst(struct desktop *d); /* returns at once; it owns its name a moment later */
void desktop_kill(pid_t *pid);         /* SIGKILL, waited for; 0 afterwards */
/* Any program with the environment of this desktop. */
pid_t desktop_spawn(struct desktop *d, const char *const argv[]);
/* Ends what runs, in any state, and removes the folder. */
void desktop_down(struct desktop *d);

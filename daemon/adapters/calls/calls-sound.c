/*
 * Microphones: /proc/asound/card0/pcm0c/sub0/status says "state: RUNNING" while one records.  Nothing tells of that,
 * so it is looked at when a prompt is near.  From then on the node of its device is watched for who closes it; a
 * sound server closes what nobody uses.
 */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

#define FILES_MAX   64  /* that are read in one look */
#define ENTRIES_MAX 256 /* of a folder that are looked at */

DEFINE_CLEANUP(DIR *, closedir)

struct look {
	struct calls *calls;
	unsigned files; /* that may still be read */
	bool used, stuck;
	size_t n;
	struct mic mics[CALLS_MICS_MAX];
};

/* Reads a short file of /proc; returns whether there is something in it. */
static bool read_file(struct look *l, int dir, const char *name, char *buf, size_t size)
{
	ssize_t n;
	int fd;

	if (l->files == 0) {
		return false;
	}
	l->files--;
	fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0) {
		return false;
	}
	n = read(fd, buf, size - 1);
	(void) close(fd);
	buf[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* "card12": `before` is "card", `after` is "". */
static bool parse_name(const char *name, const char *before, const char *after, unsigned *ret)
{
	size_t len = strlen(before);
	const char *p = name + len;
	unsigned v = 0;

	if (strncmp(name, before, len) != 0 || *p < '0' || *p > '9') {
		return false;
	}
	for (; *p >= '0' && *p <= '9' && v < 1000; p++) {
		v = 10 * v + (unsigned) (*p - '0');
	}
	*ret = v;
	return strcmp(p, after) == 0;
}

/* When it began, in whole seconds of a clock; -1: not told. */
static int64_t trigger_time(const char *status)
{
	static const char name[] = "\ntrigger_time: ";
	const char *p = strstr(status, name);
	int64_t v = 0;

	if (!p) {
		return -1;
	}
	for (p += strlen(name); *p >= '0' && *p <= '9' && v < INT64_C(1) << 40; p++) {
		v = 10 * v + (*p - '0');
	}
	return v;
}

/* The program chose the clock: nearly all take the monotonic one, on which the wall clock's time is far ahead. */
static bool is_too_long(const struct calls *c, const char *status)
{
	int64_t began = trigger_time(status);
	uint64_t monotonic = 0, real = 0;
	usec_t start;

	if (began < 0) {
		return false;
	}
	start = (usec_t) began * USEC_PER_SEC;
	(void) sd_event_now(c->event, CLOCK_MONOTONIC, &monotonic);
	(void) sd_event_now(c->event, CLOCK_REALTIME, &real);
	return usec_sub(start <= monotonic + USEC_PER_SEC ? monotonic : real, start) >
	       c->times.longest;
}

static void look_at_device(struct look *l, int card_fd, const char *name, unsigned card,
			   unsigned device)
{
	int fd = openat(card_fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool records = false;

	for (unsigned sub = 0; fd >= 0 && sub < FILES_MAX; sub++) {
		char path[32], status[512];

		(void) snprintf(path, sizeof(path), "sub%u/status", sub);
		if (!read_file(l, fd, path, status, sizeof(status))) {
			break;
		}
		if (strncmp(status, "state: RUNNING\n", strlen("state: RUNNING\n")) == 0) {
			bool stuck = is_too_long(l->calls, status);

			l->stuck = l->stuck || stuck;
			records = records || !stuck;
		}
	}
	if (fd >= 0) {
		(void) close(fd);
	}
	if (records) {
		l->used = true;
		if (l->n < CALLS_MICS_MAX) {
			l->mics[l->n++] = (struct mic){ .card = card, .device = device, .wd = -1 };
		}
	}
}

/* What a card of its own makes out of sound that is played is no microphone. */
static bool is_loopback(struct look *l, int card_fd)
{
	char id[32];

	return read_file(l, card_fd, "id", id, sizeof(id)) &&
	       strncmp(id, "Loopback", strlen("Loopback")) == 0;
}

static void look_at_card(struct look *l, int sound_fd, const char *name, unsigned card)
{
	int fd = openat(sound_fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	_cleanup_(closedirp) DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;

	if (!dir) {
		if (fd >= 0) {
			(void) close(fd);
		}
		return;
	}
	if (is_loopback(l, fd)) {
		return;
	}
	for (unsigned i = 0; i < ENTRIES_MAX && (entry = readdir(dir)); i++) {
		unsigned device;

		if (parse_name(entry->d_name, "pcm", "c", &device)) { /* "p": plays */
			look_at_device(l, fd, entry->d_name, card, device);
		}
	}
}

/* ---- watching those that record ---- */

void sound_forget(struct calls *c)
{
	for (size_t i = 0; i < c->n_mics; i++) {
		calls_forget(c, &c->mics[i].wd);
	}
	c->n_mics = 0;
}

static bool watch(struct calls *c, struct mic *m)
{
	char path[PATH_MAX];

	(void) snprintf(path, sizeof(path), "%s/snd/pcmC%uD%uc", c->dev_dir, m->card, m->device);
	m->wd = calls_watch_close(c, path);
	return m->wd >= 0;
}

bool sound_closed(struct calls *c, int wd)
{
	for (size_t i = 0; i < c->n_mics; i++) {
		if (c->mics[i].wd == wd) {
			c->mic_look =
				usec_min(c->mic_look, usec_add(calls_now(c), c->times.verify));
			return true;
		}
	}
	return false;
}

void sound_look(struct calls *c)
{
	_cleanup_(closedirp) DIR *dir = opendir(c->sound_dir);
	struct look l = { .calls = c, .files = FILES_MAX };
	struct dirent *entry;
	bool seen = true;

	for (unsigned i = 0; dir && i < ENTRIES_MAX && (entry = readdir(dir)); i++) {
		unsigned card;

		if (parse_name(entry->d_name, "card", "", &card)) {
			look_at_card(&l, dirfd(dir), entry->d_name, card);
		}
	}
	sound_forget(c);
	c->mic_used = l.used;
	c->mic_stuck = l.stuck;
	c->n_mics = l.n;
	for (size_t i = 0; i < l.n; i++) {
		c->mics[i] = l.mics[i];
		seen = watch(c, &c->mics[i]) && seen;
	}
	/* One may stop and stay open, of which nothing tells either. */
	c->mic_look = l.used ? usec_add(calls_now(c), seen ? c->times.mic_seen : c->times.mic_blind)
			     : USEC_INFINITY;
}

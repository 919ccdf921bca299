#include "adapters/calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ergo/tr.h"
#include "internal.h"

#define DEV_DIR   "/dev"
#define SOUND_DIR "/proc/asound"
#define SYS_DIR   "/sys/class/video4linux"
#define ACCURACY  (100 * USEC_PER_MS)

static const struct calls_times default_times = {
	.settle = CALLS_SETTLE,
	.linger = CALLS_LINGER,
	.verify = CALLS_VERIFY,
	.longest = CALLS_LONGEST,
	.mic_blind = CALLS_MIC_BLIND,
	.mic_seen = CALLS_MIC_SEEN,
};

usec_t calls_now(const struct calls *c)
{
	uint64_t now = 0;

	(void) sd_event_now(c->event, CLOCK_BOOTTIME, &now);
	return now;
}

/* ---- what is told ---- */

static bool is_used(const struct camera *n)
{
	return n->state == CAMERA_USED || n->state == CAMERA_LEFT;
}

const struct camera *calls_camera_used(const struct calls *c)
{
	const struct camera *first = NULL;

	for (size_t i = 0; i < c->n; i++) {
		if (is_used(&c->cameras[i]) && (!first || c->cameras[i].number < first->number)) {
			first = &c->cameras[i];
		}
	}
	return first;
}

bool calls_camera(const struct calls *c)
{
	return calls_camera_used(c) != NULL;
}

bool calls_is(const struct calls *c, char text[static QUIET_TEXT_MAX])
{
	const struct camera *n = calls_camera_used(c);

	if (n) {
		(void) snprintf(text, QUIET_TEXT_MAX, _("the camera video%u is in use"), n->number);
	} else if (c->mic_used) {
		(void) snprintf(text, QUIET_TEXT_MAX, "%s", _("a microphone is in use"));
	} else {
		text[0] = '\0';
	}
	return n || c->mic_used;
}

/* ---- deadlines ---- */

static int on_news(sd_event_source *source, void *userdata)
{
	struct calls *c = userdata;

	(void) source;
	c->changed(c->userdata);
	return 0;
}

void calls_update(struct calls *c)
{
	const struct camera *used = calls_camera_used(c);
	unsigned number = used ? used->number : 0;
	usec_t next = c->mic_look;

	for (size_t i = 0; i < c->n; i++) {
		next = usec_min(next, usec_min(c->cameras[i].deadline, c->cameras[i].verify));
	}
	(void) sd_event_source_set_time(c->timer, next);
	(void) sd_event_source_set_enabled(c->timer,
					   next == USEC_INFINITY ? SD_EVENT_OFF : SD_EVENT_ONESHOT);
	if (c->told_camera != (used != NULL) || c->told_number != number ||
	    c->told_mic != c->mic_used) {
		c->told_camera = used != NULL;
		c->told_number = number;
		c->told_mic = c->mic_used;
		(void) sd_event_source_set_enabled(c->news, SD_EVENT_ONESHOT);
	}
}

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct calls *c = userdata;

	(void) source;
	(void) usec;
	for (size_t i = 0; i < c->n; i++) {
		camera_due(c, &c->cameras[i]);
	}
	if (c->mic_look <= calls_now(c)) {
		sound_look(c);
	}
	calls_update(c);
	return 0;
}

void calls_look(struct calls *c)
{
	calls_watch(c); /* if it could not be watched before */
	for (size_t i = 0; i < c->n; i++) {
		camera_verify(c, &c->cameras[i]);
	}
	sound_look(c);
	calls_update(c);
}

/* ---- life ---- */

void calls_set_times(struct calls *c, const struct calls_times *times)
{
	c->times = *times;
	for (size_t i = 0; i < c->n; i++) {
		camera_begin(c, &c->cameras[i]);
	}
	calls_update(c);
}

static int copy_options(struct calls *c, const struct calls_options *o)
{
	c->dev_dir = strdup(o && o->dev_dir ? o->dev_dir : DEV_DIR);
	c->sound_dir = strdup(o && o->sound_dir ? o->sound_dir : SOUND_DIR);
	c->sys_dir = strdup(o && o->sys_dir ? o->sys_dir : SYS_DIR);
	return c->dev_dir && c->sound_dir && c->sys_dir ? 0 : -ENOMEM;
}

static int add_sources(struct calls *c)
{
	int r;

	r = sd_event_add_time(c->event, &c->timer, CLOCK_BOOTTIME, USEC_INFINITY, ACCURACY,
			      on_timer, c);
	if (r < 0) {
		return r;
	}
	r = sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	if (r < 0) {
		return r;
	}
	r = sd_event_add_defer(c->event, &c->news, on_news, c);
	return r < 0 ? r : sd_event_source_set_enabled(c->news, SD_EVENT_OFF);
}

int calls_new(struct calls **ret, sd_event *event, const struct calls_options *options,
	      void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(calls_freep) struct calls *c = calloc(1, sizeof(*c));
	int r;

	if (!c) {
		return -ENOMEM;
	}
	c->event = sd_event_ref(event);
	c->changed = changed;
	c->userdata = userdata;
	c->fd = c->dir_wd = -1;
	c->times = default_times;
	c->mic_look = USEC_INFINITY;
	r = copy_options(c, options);
	if (r < 0) {
		return r;
	}
	r = add_sources(c);
	if (r < 0) {
		return r;
	}
	calls_watch(c);
	calls_update(c);
	*ret = TAKE_PTR(c);
	return 0;
}

struct calls *calls_free(struct calls *c)
{
	if (c) {
		calls_unwatch(c);
		sd_event_source_disable_unref(c->timer);
		sd_event_source_disable_unref(c->news);
		sd_event_unref(c->event);
		free(c->dev_dir);
		free(c->sound_dir);
		free(c->sys_dir);
		free(c);
	}
	return NULL;
}

/* ---- for doctor ---- */

/* The first that is stuck, or a camera that may not be watched. */
static const struct camera *find_trouble(const struct calls *c, bool stuck)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct camera *n = &c->cameras[i];

		if (stuck ? n->stuck : n->wd < 0 && camera_is(c, n)) {
			return n;
		}
	}
	return NULL;
}

static void say_trouble(const struct calls *c, const struct camera *n, struct health *h)
{
	h->level = HEALTH_WARN;
	if (c->fd < 0) {
		(void) snprintf(h->text, sizeof(h->text),
				_("cameras can't be watched (%s): a call is noticed by its "
				  "microphone alone; this is tried again when a prompt is near"),
				strerror(c->error));
	} else if (n->stuck) {
		(void) snprintf(h->text, sizeof(h->text),
				_("the camera video%u has been open for longer than a call lasts, "
				  "so it holds back no prompts until it is opened anew; "
				  "`fuser -v %s/video%u` tells who has it"),
				n->number, c->dev_dir, n->number);
	} else {
		(void) snprintf(h->text, sizeof(h->text),
				_("the camera video%u can't be watched (%s): whether it is in use "
				  "is known to who sits at this computer and to the group video"),
				n->number, strerror(n->error));
	}
}

static void say_state(const struct calls *c, struct health *h)
{
	char text[QUIET_TEXT_MAX];
	unsigned cameras = 0;

	for (size_t i = 0; i < c->n; i++) {
		cameras += camera_is(c, &c->cameras[i]);
	}
	if (calls_is(c, text)) {
		(void) snprintf(h->text, sizeof(h->text), "%s", text);
	} else if (c->mic_stuck) {
		(void) snprintf(h->text, sizeof(h->text), "%s",
				_("a microphone has recorded for longer than a call lasts, so it "
				  "holds back no prompts"));
	} else if (cameras == 0) {
		(void) snprintf(h->text, sizeof(h->text), "%s",
				_("no camera is connected; microphones are looked at when a prompt "
				  "is near"));
	} else {
		(void) snprintf(h->text, sizeof(h->text),
				P_("%u camera is watched; microphones are looked at when a prompt "
				   "is near",
				   "%u cameras are watched; microphones are looked at when a "
				   "prompt is near",
				   cameras),
				cameras);
	}
}

void calls_health(const struct calls *c, struct health *ret)
{
	const struct camera *trouble = find_trouble(c, true);

	*ret = (struct health){ .name = "calls", .level = HEALTH_OK };
	if (!trouble) {
		trouble = find_trouble(c, false);
	}
	if (trouble || c->fd < 0) {
		say_trouble(c, trouble, ret);
	} else {
		say_state(c, ret);
	}
}

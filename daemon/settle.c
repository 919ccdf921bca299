#include "settle.h"

#include <stdlib.h>
#include <time.h>

#define LONGEST 5 /* whiles */

struct settle {
	sd_event *event;
	sd_event_source *timer;
	usec_t quiet;
	usec_t first; /* of the burst; 0: there is none */
	void (*settled)(void *userdata);
	void *userdata;
};

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct settle *s = userdata;

	(void) source;
	(void) usec;
	s->first = 0;
	s->settled(s->userdata);
	return 0;
}

void settle_event(struct settle *s)
{
	uint64_t now = 0;

	(void) sd_event_now(s->event, CLOCK_BOOTTIME, &now);
	if (s->first == 0) {
		s->first = now;
	}
	(void) sd_event_source_set_time(s->timer, usec_min(usec_add(now, s->quiet),
							   usec_add(s->first, LONGEST * s->quiet)));
	(void) sd_event_source_set_enabled(s->timer, SD_EVENT_ONESHOT);
}

void settle_forget(struct settle *s)
{
	s->first = 0;
	(void) sd_event_source_set_enabled(s->timer, SD_EVENT_OFF);
}

int settle_new(struct settle **ret, sd_event *event, usec_t quiet, void (*settled)(void *userdata),
	       void *userdata)
{
	_cleanup_(settle_freep) struct settle *s = calloc(1, sizeof(*s));
	int r;

	if (!s) {
		return -ENOMEM;
	}
	s->event = sd_event_ref(event);
	s->quiet = quiet;
	s->settled = settled;
	s->userdata = userdata;
	r = sd_event_add_time(event, &s->timer, CLOCK_BOOTTIME, USEC_INFINITY, quiet / 8 + 1,
			      on_timer, s);
	if (r >= 0) {
		r = sd_event_source_set_enabled(s->timer, SD_EVENT_OFF);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(s);
	return 0;
}

struct settle *settle_free(struct settle *s)
{
	if (s) {
		sd_event_source_disable_unref(s->timer);
		sd_event_unref(s->event);
		free(s);
	}
	return NULL;
}

#include "attention.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/calls.h"
#include "adapters/do-not-disturb.h"
#include "adapters/inhibitors.h"
#include "adapters/players.h"
#include "adapters/sharing.h"
#include "adapters/x11.h"
#include "attention-internal.h"
#include "clock.h"
#include "log.h"

/* ---- what is told ---- */

static void on_changed(void *userdata)
{
	struct attention *a = userdata;

	a->changed(a->userdata);
}

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	on_changed(userdata);
	return 0;
}

/* ---- engaged ---- */

static void add_engager(struct engagers *list, enum engager_kind kind, const char *who)
{
	if (list->n < ENGAGERS_MAX) {
		struct engager *e = &list->e[list->n++];

		*e = (struct engager){ .kind = kind };
		engager_text(e->who, who);
	}
}

static usec_t last_sign(const struct attention_moment *m)
{
	usec_t pulse = m->snapshot->last_pulse;

	return pulse == USEC_INFINITY ? pulse : usec_max(pulse, m->unblocked);
}

static void judge_engaged(struct attention *a, const struct attention_moment *m)
{
	struct engagers list = { 0 };
	char text[QUIET_TEXT_MAX];

	if (a->meeting_until > 0) {
		add_engager(&list, ENGAGER_MEETING, "");
	}
	if (a->calls && calls_camera(a->calls)) {
		(void) calls_is(a->calls, text);
		add_engager(&list, ENGAGER_CALL, text);
	}
	if (a->inhibitors) {
		inhibitors_list(a->inhibitors, &list);
	}
	if (a->players) {
		players_list(a->players, &list);
	}
	(void) engaged_judge(&a->engaged, &list, a->config, m->now->boot, last_sign(m));
}

/* ---- quiet ---- */

static void stands(struct quiet *q, enum quiet_reason reason)
{
	q->reasons |= 1u << reason;
}

/* A microphone, and others who are only asked when a prompt is near, say nothing about now at any other time. */
static void judge_quiet(struct attention *a, const struct attention_moment *m)
{
	const struct config *c = a->config;
	struct quiet q = { 0 };

	if (a->meeting_until > 0) {
		stands(&q, REASON_MEETING);
	}
	if (a->calls && (calls_camera(a->calls) || m->near) &&
	    calls_is(a->calls, q.text[REASON_CALL])) {
		stands(&q, REASON_CALL);
	}
	if (a->sharing && m->near && sharing_is(a->sharing, q.text[REASON_SHARING])) {
		stands(&q, REASON_SHARING);
	}
	if (a->do_not_disturb &&
	    do_not_disturb_is(a->do_not_disturb, q.text[REASON_DO_NOT_DISTURB])) {
		stands(&q, REASON_DO_NOT_DISTURB);
	}
	if (c->quiet_full_screen && a->full_screen) {
		stands(&q, REASON_FULL_SCREEN);
	}
	if (!schedule_prompts(c, m->now)) {
		stands(&q, REASON_HOURS);
	}
	a->quiet = q;
}

/* ---- what is in front ---- */

/* Input is told of every ten seconds at most, but not to the moment: a look after each time there was some. */
#define DESKTOP_LOOK (5 * USEC_PER_SEC)

/* Looks only when there is news: input, or a prompt near. */
static bool look_at_desktop(struct attention *a, const struct attention_moment *m)
{
	const struct config *c = a->config;
	usec_t pulse = m->snapshot->last_pulse;
	struct desktop_look look;

	if (!c->presence_monitor_in_use && !c->quiet_full_screen) {
		a->monitor = -1;
		a->full_screen = false;
		return false;
	}
	if ((pulse == a->desktop_pulse && !m->near) ||
	    usec_sub(m->now->boot, a->desktop_at) < DESKTOP_LOOK) {
		return false;
	}
	a->desktop_at = m->now->boot;
	a->desktop_pulse = pulse;
	x11_desktop_look(a->desktop, &look);
	a->monitor = c->presence_monitor_in_use ? monitor_in_use(m->monitors, &look) : -1;
	a->full_screen = full_screen_in_use(m->monitors, &look);
	return true;
}

/* ---- judging ---- */

static void arm(struct attention *a, const struct attention_moment *m)
{
	usec_t in = schedule_changes_in(a->config, m->now);

	a->until = usec_add(m->now->boot, in);
	if (a->meeting_until > 0) {
		in = usec_min(in, usec_sub(a->meeting_until, m->now->boot));
	}
	in = usec_min(in,
		      usec_sub(engaged_due(&a->engaged, a->config, last_sign(m)), m->now->boot));
	/* A prompt is held back by somebody who does not tell when it is over. */
	if (m->near &&
	    a->quiet.reasons & (1u << REASON_CALL | 1u << REASON_SHARING |
				1u << REASON_DO_NOT_DISTURB | 1u << REASON_FULL_SCREEN)) {
		in = usec_min(in, ATTENTION_LOOK);
	}
	if (in == USEC_INFINITY) {
		(void) sd_event_source_set_enabled(a->timer, SD_EVENT_OFF);
		return;
	}
	(void) sd_event_source_set_time(a->timer, clock_from_engine(usec_add(m->now->boot, in)));
	(void) sd_event_source_set_enabled(a->timer, SD_EVENT_ONESHOT);
}

/* While something holds prompts back only those are asked who do: others matter when it is over. */
static bool is_asked(const struct attention *a, enum quiet_reason reason)
{
	return a->quiet.reasons == 0 || a->quiet.reasons & 1u << reason;
}

bool attention_look(struct attention *a, const struct attention_moment *m)
{
	usec_t *looked_at = a->quiet.reasons ? &a->held_at : &a->looked_at;

	if (*looked_at != 0 && usec_sub(m->now->boot, *looked_at) < ATTENTION_LOOK) {
		return false;
	}
	*looked_at = m->now->boot;
	if (a->calls && is_asked(a, REASON_CALL)) {
		calls_look(a->calls);
	}
	if (a->sharing && is_asked(a, REASON_SHARING)) {
		sharing_look(a->sharing);
	}
	if (a->do_not_disturb && is_asked(a, REASON_DO_NOT_DISTURB)) {
		do_not_disturb_look(a->do_not_disturb);
	}
	return (a->sharing && is_asked(a, REASON_SHARING)) ||
	       (a->do_not_disturb && is_asked(a, REASON_DO_NOT_DISTURB));
}

bool attention_silence(struct attention *a, const struct attention_moment *m)
{
	usec_t pulse = m->snapshot->last_pulse;

	if (!a->inhibitors || pulse == USEC_INFINITY || pulse == a->silence_pulse ||
	    usec_sub(m->now->boot, pulse) < a->config->presence_away_after / 2) {
		return false;
	}
	a->silence_pulse = pulse;
	inhibitors_look(a->inhibitors);
	return true;
}

/* Nobody is listened to who is not asked for. */
static void follow_config(struct attention *a)
{
	const struct config *c = a->config;
	int r = 0;

	if (!c->presence_count_media) {
		a->inhibitors = inhibitors_free(a->inhibitors);
		a->players = players_free(a->players);
	}
	if (!c->quiet_do_not_disturb) {
		a->do_not_disturb = do_not_disturb_free(a->do_not_disturb);
	}
	if (!c->quiet_sharing) {
		a->sharing = sharing_free(a->sharing);
	}
	if (!c->quiet_calls) {
		a->calls = calls_free(a->calls);
	}
	if (c->presence_count_media && !a->inhibitors) {
		r = inhibitors_new(&a->inhibitors, a->bus, on_changed, a);
	}
	if (r >= 0 && c->presence_count_media && !a->players) {
		r = players_new(&a->players, a->bus, on_changed, a);
	}
	if (r >= 0 && c->quiet_do_not_disturb && !a->do_not_disturb) {
		r = do_not_disturb_new(&a->do_not_disturb, a->bus, on_changed, a);
	}
	if (r >= 0 && c->quiet_sharing && !a->sharing) {
		r = sharing_new(&a->sharing, a->bus, on_changed, a);
	}
	if (r >= 0 && c->quiet_calls && !a->calls) {
		r = calls_new(&a->calls, sd_bus_get_event(a->bus), &a->calls_options, on_changed,
			      a);
	}
	if (r < 0) {
		log_warning_errno(r, "Cannot watch all that the configuration asks for: %m");
	}
}

bool attention_judge(struct attention *a, const struct attention_moment *m)
{
	bool looked;

	follow_config(a);
	a->judged_at = m->now->boot;
	if (a->meeting_until > 0 && a->meeting_until <= m->now->boot) {
		a->meeting_until = 0;
	}
	if (m->near) {
		(void) attention_look(a, m);
	}
	looked = look_at_desktop(a, m);
	judge_engaged(a, m);
	judge_quiet(a, m);
	arm(a, m);
	return looked;
}

const struct engaged *attention_engaged(const struct attention *a)
{
	return &a->engaged;
}

const struct quiet *attention_quiet(const struct attention *a)
{
	return &a->quiet;
}

bool attention_display_off(const struct attention *a)
{
	return x11_power_is_off(a->power);
}

int attention_monitor(const struct attention *a)
{
	return a->monitor;
}

usec_t attention_quiet_until(const struct attention *a, enum quiet_reason reason)
{
	return reason == REASON_MEETING ? a->meeting_until
	       : reason == REASON_HOURS ? a->until
					: USEC_INFINITY;
}

void attention_meeting(struct attention *a, usec_t until)
{
	a->meeting_until = until;
}

usec_t attention_meeting_until(const struct attention *a)
{
	return a->meeting_until;
}

/* ---- life ---- */

static int open_parts(struct attention *a, const struct attention_options *options)
{
	sd_event *event = sd_bus_get_event(a->bus);
	int r = x11_desktop_new(&a->desktop, options->x11);

	if (r >= 0) {
		r = x11_power_new(&a->power, event, options->x11, on_changed, a);
	}
	if (r >= 0) {
		r = sd_event_add_time(event, &a->timer, CLOCK_BOOTTIME, USEC_INFINITY, USEC_PER_SEC,
				      on_timer, a);
	}
	if (r >= 0) {
		follow_config(a);
	}
	return r;
}

int attention_new(struct attention **ret, sd_bus *bus, const struct attention_options *options,
		  void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(attention_freep) struct attention *a = calloc(1, sizeof(*a));
	int r;

	if (!a) {
		return -ENOMEM;
	}
	a->bus = bus;
	a->config = options->config;
	a->calls_options = (struct calls_options){
		.dev_dir = options->dev_dir,
		.sound_dir = options->sound_dir,
		.sys_dir = options->sys_dir,
	};
	a->changed = changed;
	a->userdata = userdata;
	a->monitor = -1;
	a->desktop_pulse = a->silence_pulse = USEC_INFINITY;
	r = open_parts(a, options);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(a);
	return 0;
}

struct attention *attention_free(struct attention *a)
{
	if (!a) {
		return NULL;
	}
	a->inhibitors = inhibitors_free(a->inhibitors);
	a->players = players_free(a->players);
	a->do_not_disturb = do_not_disturb_free(a->do_not_disturb);
	a->sharing = sharing_free(a->sharing);
	a->calls = calls_free(a->calls);
	a->desktop = x11_desktop_free(a->desktop);
	a->power = x11_power_free(a->power);
	a->timer = sd_event_source_disable_unref(a->timer);
	free(a);
	return NULL;
}

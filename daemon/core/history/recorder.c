/* The recorder's life, and how presence becomes certain: stretches wait for the evidence. */
#include "recorder-internal.h"

#include <stdlib.h>
#include <string.h>

/* Two readings of the clocks, and a clock that is slewed, differ by less. */
#define SAME_CLOCK ((int64_t) USEC_PER_SEC)

int recorder_new(struct recorder **ret)
{
	struct recorder *r = calloc(1, sizeof(*r));

	if (!r) {
		return -ENOMEM;
	}
	r->partial = -1;
	for (size_t i = 0; i < ELEMENTSOF(r->input); i++) {
		r->input[i] = -1;
	}
	*ret = r;
	return 0;
}

struct recorder *recorder_free(struct recorder *r)
{
	free(r);
	return NULL;
}

/* ---- from one run to the next ---- */

struct state {
	char magic[8];
	usec_t session_start, session_from;
	int64_t input[_DEVICE_CLASS_MAX];
	struct prompt_record prompt, posture; /* .at 0: none waits for an answer */
	bool monitors_known;
	char monitors[HISTORY_TEXT_MAX];
};

static const char state_magic[8] = "ergrec1";

_Static_assert(sizeof(struct state) <= RECORDER_STATE_MAX, "the state needs more room");

size_t recorder_save(const struct recorder *r, void *buf, size_t size)
{
	struct state s;

	assert(size >= sizeof(s));
	memset(&s, 0, sizeof(s));
	memcpy(s.magic, state_magic, sizeof(s.magic));
	s.session_start = r->in_session ? r->session_start : 0;
	s.session_from = r->session_from;
	memcpy(s.input, r->input, sizeof(s.input));
	if (r->prompt_open) {
		s.prompt = r->prompt;
	}
	if (r->posture_open) {
		s.posture = r->posture;
	}
	s.monitors_known = r->monitors_known;
	memcpy(s.monitors, r->monitors, sizeof(s.monitors));
	memcpy(buf, &s, sizeof(s));
	return sizeof(s);
}

static bool take_prompt(struct prompt_record *p)
{
	p->subject[sizeof(p->subject) - 1] = '\0';
	p->reason[sizeof(p->reason) - 1] = '\0';
	return p->at > 0 && (unsigned) p->answer < _PROMPT_ANSWER_MAX;
}

int recorder_load(struct recorder *r, const void *data, size_t size)
{
	struct state s;
	unsigned char known;

	if (size != sizeof(s) || memcmp(data, state_magic, sizeof(state_magic)) != 0) {
		return -EINVAL;
	}
	memcpy(&s, data, sizeof(s));
	memcpy(&known, (const char *) data + offsetof(struct state, monitors_known), 1);
	r->in_session = s.session_start > 0;
	r->session_start = s.session_start;
	r->session_from = s.session_from;
	memcpy(r->input, s.input, sizeof(r->input));
	r->prompt_open = take_prompt(&s.prompt);
	r->prompt = s.prompt;
	r->posture_open = take_prompt(&s.posture);
	r->posture = s.posture;
	r->monitors_known = known != 0;
	s.monitors[sizeof(s.monitors) - 1] = '\0';
	memcpy(r->monitors, s.monitors, sizeof(r->monitors));
	return 0;
}

usec_t recorder_session(const struct recorder *r)
{
	return r->in_session ? r->session_start : 0;
}

/* ---- what is certain ---- */

/* From `from` on it is as it is now. */
void recorder_stretch(struct recorder *r, usec_t from)
{
	struct stretch next = { from, r->delta, r->day, r->alone, false };
	struct stretch *last = r->stretches > 0 ? &r->stretch[r->stretches - 1] : NULL;

	if (!r->present) {
		return;
	}
	if (last && !last->over && last->day == next.day && last->alone == next.alone &&
	    next.delta - last->delta < SAME_CLOCK && last->delta - next.delta < SAME_CLOCK) {
		return;
	}
	if (last && (last->from >= from || r->stretches == STRETCHES_MAX)) {
		next.from = last->from;
		*last = next;
		return;
	}
	r->stretch[r->stretches++] = next;
}

/* Presence up to `until` won't be taken back. */
static void make_certain(struct recorder *r, usec_t until)
{
	size_t done = 0;

	for (size_t i = 0; i < r->stretches; i++) {
		const struct stretch *s = &r->stretch[i];
		usec_t end = i + 1 < r->stretches ? s[1].from : USEC_INFINITY;
		usec_t from = usec_max(r->certain, s->from), to = usec_min(until, end);

		if (from < to) {
			slots_present(r, from + (usec_t) s->delta, to + (usec_t) s->delta,
				      s->alone);
			days_present(r, s, to - from);
		}
		done += end <= until;
	}
	r->certain = usec_max(r->certain, until);
	r->stretches -= done;
	memmove(&r->stretch[0], &r->stretch[done], r->stretches * sizeof(r->stretch[0]));
}

static void on_presence(struct recorder *r, const struct effect *e)
{
	bool present = e->presence == PRESENCE_PRESENT || e->presence == PRESENCE_PASSIVE;

	if (present == r->present) {
		return;
	}
	if (present) {
		r->present = true;
		r->certain = e->start;
		r->stretches = 0;
		recorder_stretch(r, e->start);
	} else {
		make_certain(r, e->start);
		r->present = false;
		r->stretches = 0;
		r->left = e->start;
	}
}

/* ---- sessions ---- */

static void on_session_end(struct recorder *r, const struct effect *e)
{
	struct record record = {
		.type = RECORD_SESSION,
		.session = {
			.start = r->in_session ? r->session_start : recorder_real(r, e->start),
			.end = recorder_real(r, e->end),
			.screen_time = usec_sub(e->screen_time, r->session_from),
		},
	};

	record.session.end = usec_max(record.session.start, record.session.end);
	queue_add(r, &record);
	r->in_session = r->session_dirty = r->session_written = false;
	r->session_from = 0;
}

static void on_session_start(struct recorder *r, const struct effect *e)
{
	r->in_session = true;
	r->session_written = false;
	r->session_start = r->session_end = recorder_real(r, e->start);
	r->session_from = r->session_time = 0;
}

static void update_session(struct recorder *r, const struct snapshot *s)
{
	usec_t tail = r->present ? usec_sub(s->now, s->evidence) : 0;
	usec_t time = usec_sub(s->session_time, tail);

	if (!r->in_session || !s->in_session || time == r->session_time) {
		return;
	}
	r->session_time = time;
	r->session_end = usec_max(r->session_start,
				  recorder_real(r, r->present ? usec_sub(s->now, tail) : r->left));
	r->session_dirty = true;
}

void recorder_close(struct recorder *r, const struct session_record *s)
{
	struct record record = { .type = RECORD_SESSION, .session = *s };

	record.session.open = false;
	queue_add(r, &record);
}

/* ---- events and effects ---- */

void recorder_at(struct recorder *r, const struct stamp *now)
{
	r->stamp = *now;
	r->delta = (int64_t) (now->real - now->boot);
}

static void add_offset(struct recorder *r, usec_t at, int32_t gmtoff_s)
{
	struct record record = { .type = RECORD_OFFSET, .offset = { at, gmtoff_s } };

	queue_add(r, &record);
}

void recorder_begin(struct recorder *r, const struct engine *e, const struct stamp *now,
		    usec_t day_starts, bool restored)
{
	struct snapshot s;

	engine_snapshot(e, &s);
	recorder_at(r, now);
	r->begun = true;
	r->day_starts = day_starts;
	r->at = s.now;
	r->written = now->real;
	r->filled = now->real;
	r->quiet = s.quiet || s.silent;
	days_begin(r, &s, restored);
	r->present = s.presence == PRESENCE_PRESENT || s.presence == PRESENCE_PASSIVE;
	r->certain = s.evidence;
	r->stretches = 0;
	recorder_stretch(r, s.evidence);
	if (s.in_session && !r->in_session) {
		r->in_session = true;
		r->session_start = recorder_real(r, s.session_start);
		r->session_from = 0;
	} else if (!s.in_session) {
		r->in_session = false;
		r->session_from = 0;
	}
	if (s.break_state == BREAK_NONE) {
		r->prompt_open = false;
	}
	add_offset(r, now->real, now->gmtoff_s);
	r->session_end = r->session_start;
	r->session_time = 0;
	update_session(r, &s);
}

void recorder_effect(struct recorder *r, const struct effect *e)
{
	switch (e->type) {
	case EFFECT_PRESENCE:
		if (r->begun) {
			on_presence(r, e);
		}
		break;
	case EFFECT_SESSION_START:
		on_session_start(r, e);
		break;
	case EFFECT_SESSION_END:
		on_session_end(r, e);
		break;
	case EFFECT_PROMPT:
	case EFFECT_BREAK_STARTED:
	case EFFECT_BREAK_ENDED:
		lists_effect(r, e);
		break;
	case EFFECT_WITHDRAW:
	case _EFFECT_TYPE_MAX:
		break;
	}
}

static void follow_flags(struct recorder *r, const struct event *ev, const struct snapshot *s)
{
	if (ev->type == EVENT_BLOCK) {
		r->blockers |= 1u << ev->blocker;
	} else if (ev->type == EVENT_UNBLOCK) {
		r->blockers &= ~(1u << ev->blocker);
	} else if (ev->type == EVENT_ENGAGED || ev->type == EVENT_DISENGAGED) {
		r->engaged = ev->type == EVENT_ENGAGED;
	}
	r->blocked = r->blockers != 0;
	r->quiet = s->quiet || s->silent;
}

/* One event within one day. */
static void feed(struct recorder *r, struct engine *e, const struct event *ev, struct effects *out)
{
	struct snapshot before, s;
	bool other_offset = ev->stamp.gmtoff_s != r->stamp.gmtoff_s;
	usec_t offset_at = ev->stamp.real;

	if (r->stamp.gmtoff_until <= offset_at && r->stamp.gmtoff_until > r->stamp.real) {
		offset_at = r->stamp.gmtoff_until; /* it was foreseen */
	}
	engine_snapshot(e, &before);
	recorder_step(r, &ev->stamp);
	recorder_at(r, &ev->stamp);
	slots_fill(r);
	r->ev = ev;
	engine_feed(e, ev, out);
	r->ev = NULL;
	engine_snapshot(e, &s);
	days_update(r, &s);
	recorder_stretch(r, s.now);
	if (r->present) {
		make_certain(r, s.evidence);
	}
	if (ev->type == EVENT_PULSE && s.last_pulse == s.now && r->present &&
	    slots_input(r, ev->device, recorder_real(r, s.now))) {
		days_input(r, ev->device);
	}
	if (other_offset) {
		add_offset(r, offset_at, ev->stamp.gmtoff_s);
	}
	lists_event(r, &before, &s);
	follow_flags(r, ev, &s);
	update_session(r, &s);
	r->at = s.now;
}

/* At this moment the clocks went on undisturbed. */
static void tick(struct recorder *r, struct engine *e, usec_t boot, struct effects *out)
{
	struct event ev = { .type = EVENT_TICK };

	ev.stamp = stamp_after(&r->stamp, usec_sub(boot, r->stamp.boot));
	feed(r, e, &ev, out);
}

void recorder_feed(struct recorder *r, struct engine *e, const struct event *ev, usec_t day_starts,
		   struct effects *out)
{
	usec_t ends = usec_add(r->stamp.boot, stamp_until_next_day(&r->stamp, day_starts));

	r->day_starts = day_starts;
	while (ends <= ev->stamp.boot) {
		tick(r, e, ends - 1, out);
		tick(r, e, ends, out);
		ends = usec_add(r->stamp.boot, stamp_until_next_day(&r->stamp, day_starts));
	}
	if (stamp_day(&ev->stamp, day_starts) != stamp_day(&r->stamp, day_starts)) {
		struct event at_once = { .type = EVENT_TICK, .stamp = ev->stamp };

		tick(r, e, ev->stamp.boot, out); /* the wall clock was set */
		feed(r, e, &at_once, out);
	}
	feed(r, e, ev, out);
}

void recorder_laptop_only(struct recorder *r, bool alone)
{
	r->alone = alone;
	recorder_stretch(r, usec_max(r->at, r->certain));
}

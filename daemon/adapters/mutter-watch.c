/*
 * Input between an answer and the watch that follows it would not be told before the next.  So with
 * AddUserActiveWatch goes one more GetIdletime; both are answered in this order.  An idle time that
 * has become less says that there was input; later input the watch tells of.
 */
#include "adapters/mutter-internal.h"

#include <string.h>

void mutter_disarm(struct mutter *m)
{
	m->watch_call = sd_bus_slot_unref(m->watch_call);
	m->check_call = sd_bus_slot_unref(m->check_call);
	if (m->watch != 0) {
		/* Otherwise they would add up until the next input. */
		(void) mutter_call(m, NULL, m->owner, "RemoveWatch", NULL, "u", m->watch);
		m->watch = 0;
	}
}

/* Is it the answer that was asked for? */
static bool answered(struct mutter *m, sd_bus_message *reply, const char *signature)
{
	const sd_bus_error *e = sd_bus_message_get_error(reply);

	if (e || sd_bus_message_has_signature(reply, signature) <= 0) {
		mutter_broken(m, e && e->name ? e->name : "an answer of the wrong type");
		return false;
	}
	return true;
}

/* Reads a GetIdletime answer.  Nobody has been idle since before the machine was started. */
static usec_t read_idle(const struct mutter *m, sd_bus_message *reply)
{
	uint64_t ms = 0, now = 0;

	(void) sd_bus_message_read_basic(reply, 't', &ms);
	(void) sd_event_now(m->event, CLOCK_BOOTTIME, &now);
	return usec_min(ms, now / USEC_PER_MS) * USEC_PER_MS;
}

static int on_idletime(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;

	(void) error;
	m->idle_call = sd_bus_slot_unref(m->idle_call);
	if (answered(m, reply, "t")) {
		m->idle = read_idle(m, reply);
		mutter_works(m);
		idle_clock_answer(m->clock, m->idle);
	}
	return 0;
}

static void ask_idle(void *userdata)
{
	struct mutter *m = userdata;
	int r;

	r = mutter_call(m, &m->idle_call, m->owner, "GetIdletime", on_idletime, "");
	if (r < 0) {
		mutter_broken(m, strerror(-r));
	}
}

static int on_watch(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;

	(void) error;
	m->watch_call = sd_bus_slot_unref(m->watch_call);
	if (answered(m, reply, "u")) {
		(void) sd_bus_message_read_basic(reply, 'u', &m->watch);
		m->backoff = m->backoff_least; /* all of it works */
	}
	return 0;
}

/* The idle time once more, from when the watch was set. */
static int on_check(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;

	(void) error;
	m->check_call = sd_bus_slot_unref(m->check_call);
	if (answered(m, reply, "t") && read_idle(m, reply) < m->idle) {
		mutter_disarm(m);
		idle_clock_active(m->clock);
	}
	return 0;
}

int mutter_on_fired(sd_bus_message *msg, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;
	const char *sender = sd_bus_message_get_sender(msg);
	uint32_t id;

	(void) error;
	/* The match does not keep out what anybody sends to us alone. */
	if (!sender || !m->owner[0] || strcmp(sender, m->owner) != 0) {
		return 0;
	}
	if (sd_bus_message_read_basic(msg, 'u', &id) > 0 && id == m->watch && id != 0) {
		m->watch = 0; /* it fires once */
		mutter_disarm(m);
		idle_clock_active(m->clock);
	}
	return 0;
}

static void arm(usec_t idle, void *userdata)
{
	struct mutter *m = userdata;
	int r;

	(void) idle; /* is m->idle */
	mutter_disarm(m);
	r = mutter_call(m, &m->watch_call, m->owner, "AddUserActiveWatch", on_watch, "");
	if (r >= 0) {
		r = mutter_call(m, &m->check_call, m->owner, "GetIdletime", on_check, "");
	}
	if (r < 0) {
		mutter_broken(m, strerror(-r));
	}
}

const struct idle_clock_ops mutter_idle_clock_ops = {
	.ask = ask_idle,
	.arm = arm,
};

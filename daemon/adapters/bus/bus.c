#include "adapters/bus/internal.h"

#include <stdlib.h>
#include <time.h>

#include "ergo/tr.h"
#include "log.h"

/* A wall clock is read some microseconds after the boot clock: differences below this are no step.
 */
#define WALL_JITTER (100 * USEC_PER_MS)

/* ---- one view a loop iteration ---- */

const struct bus_view *bus_view_now(struct bus *b)
{
	uint64_t iteration = 0;

	(void) sd_event_get_iteration(sd_bus_get_event(b->bus), &iteration);
	if (iteration == 0 || iteration != b->view_iteration) {
		b->ops->view(&b->view, b->userdata);
		b->view_iteration = iteration;
	}
	return &b->view;
}

static usec_t convert(const struct bus *b, usec_t boot)
{
	return boot >= b->wall_boot ? usec_add(b->wall_real, boot - b->wall_boot)
				    : usec_sub(b->wall_real, b->wall_boot - boot);
}

/* Is the wall time of `now` what the pair we hold makes us expect, but for jitter? */
static bool wall_holds(const struct bus *b, const struct stamp *now)
{
	usec_t expected, low, high;

	if (b->wall_real == 0) {
		return false;
	}
	expected = convert(b, now->boot);
	low = usec_sub(expected, WALL_JITTER);
	high = usec_add(expected, WALL_JITTER);
	return now->real >= low && now->real <= high;
}

/*
 * Every time is converted by one pair, which is renewed only when the wall clock was set: the wall
 * time of a moment reads the same each time, and nothing changes by jitter alone.
 */
usec_t bus_wall_time(struct bus *b, const struct stamp *now, usec_t boot)
{
	if (boot == USEC_INFINITY) {
		return 0;
	}
	if (!wall_holds(b, now)) {
		b->wall_real = now->real;
		b->wall_boot = now->boot;
	}
	return convert(b, boot);
}

/* ---- PropertiesChanged ---- */

static size_t changed_names(struct bus *b, const char **names)
{
	struct bus_props props;

	bus_props_compute(b, bus_view_now(b), &props);
	return bus_props_changed(&props, b->sent, names);
}

static void emit_changed(struct bus *b, const char *interface, const char **names, size_t n)
{
	int r;

	if (n == 0) {
		return;
	}
	/* sd-bus takes char ** and changes nothing. */
	r = sd_bus_emit_properties_changed_strv(b->bus, WIRE_PATH, interface, (char **) names);
	if (r < 0) {
		(void) log_debug_errno(r, "session bus: no PropertiesChanged: %m");
	}
}

static int on_flush(sd_event_source *source, void *userdata)
{
	const char *names[BUS_PROPERTIES_N + 1], *audit_names[BUS_AUDIT_PROPERTIES_N + 1];
	struct bus *b = userdata;

	(void) source;
	emit_changed(b, WIRE_MANAGER, names, changed_names(b, names));
	if (b->audit_dirty) {
		b->audit_dirty = false;
		emit_changed(b, WIRE_AUDIT, audit_names, bus_audit_props_changed(b, audit_names));
	}
	b->sent_valid = true;
	return 0;
}

void bus_changed(struct bus *b)
{
	int r;

	b->view_iteration = 0;
	r = sd_event_source_set_enabled(b->flush, SD_EVENT_ONESHOT);
	if (r < 0) {
		(void) log_debug_errno(r, "session bus: no PropertiesChanged: %m");
	}
}

void bus_audit_changed(struct bus *b)
{
	b->audit_dirty = true;
	bus_changed(b);
}

/* ---- effects ---- */

static int emit_effect(struct bus *b, const struct effect *e, const struct stamp *now)
{
	switch (e->type) {
	case EFFECT_PROMPT:
		return sd_bus_emit_signal(b->bus, WIRE_PATH, WIRE_MANAGER, "BreakDue", "sst",
					  break_kind_to_string(e->kind),
					  prompt_reason_to_string(e->reason), e->screen_time);
	case EFFECT_BREAK_STARTED:
		return sd_bus_emit_signal(b->bus, WIRE_PATH, WIRE_MANAGER, "BreakStarted", "s",
					  break_kind_to_string(e->kind));
	case EFFECT_BREAK_ENDED:
		return sd_bus_emit_signal(b->bus, WIRE_PATH, WIRE_MANAGER, "BreakEnded", "ss",
					  break_kind_to_string(e->kind),
					  outcome_to_string(e->outcome));
	case EFFECT_SESSION_END:
		return sd_bus_emit_signal(b->bus, WIRE_PATH, WIRE_MANAGER, "SessionEnded", "ttt",
					  bus_wall_time(b, now, e->start),
					  bus_wall_time(b, now, e->end), e->screen_time);
	case EFFECT_SESSION_START:
	case EFFECT_WITHDRAW:
	case EFFECT_PRESENCE:
	case _EFFECT_TYPE_MAX:
		break;
	}
	return 0;
}

void bus_effect(struct bus *b, const struct effect *e, const struct stamp *now)
{
	int r;

	r = emit_effect(b, e, now);
	if (r < 0) {
		(void) log_debug_errno(r, "session bus: no signal for %s: %m",
				       effect_type_to_string(e->type));
	}
}

/* ---- bounds ---- */

static usec_t now_monotonic(void)
{
	struct timespec ts;

	(void) clock_gettime(CLOCK_MONOTONIC, &ts); /* can't fail on Linux */
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

int bus_take_token(struct bus *b, sd_bus_error *error)
{
	const usec_t cost = USEC_PER_SEC / BUS_SLOW_CALLS_PER_SEC;
	usec_t now = now_monotonic();

	b->tokens = usec_min(b->tokens + (now - b->tokens_at), USEC_PER_SEC);
	b->tokens_at = now;
	if (b->tokens < cost) {
		return sd_bus_error_setf(
			error, WIRE_ERROR_BUSY,
			_("more than %d such calls a second: try again in a second"),
			BUS_SLOW_CALLS_PER_SEC);
	}
	b->tokens -= cost;
	return 0;
}

/* Sees every message first.  Returns 1 for a call that is not taken, see BUS_QUEUED_BUSY. */
static int on_message(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct bus *b = userdata;
	uint64_t queued = 0;

	(void) error;
	if (sd_bus_message_is_method_call(m, NULL, NULL) <= 0) {
		return 0;
	}
	if (sd_bus_get_n_queued_write(b->bus, &queued) < 0 || queued < BUS_QUEUED_BUSY) {
		return 0;
	}
	if (!b->told_flooded) {
		b->told_flooded = true;
		log_warning("session bus: a flood of calls, some are refused");
	}
	if (queued < BUS_QUEUED_DROP) {
		(void) sd_bus_reply_method_errorf(
			m, WIRE_ERROR_BUSY, "%s",
			_("too many calls are waiting: try again in a second"));
	}
	return 1;
}

/* ---- life ---- */

static int add_objects(struct bus *b)
{
	int r;

	r = sd_bus_add_filter(b->bus, &b->filter_slot, on_message, b);
	if (r < 0) {
		return r;
	}
	r = sd_bus_add_object_vtable(b->bus, &b->manager_slot, WIRE_PATH, WIRE_MANAGER,
				     bus_manager_vtable, b);
	if (r < 0) {
		return r;
	}
	r = sd_bus_add_object_vtable(b->bus, &b->config_slot, WIRE_PATH, WIRE_CONFIG,
				     bus_config_vtable, b);
	if (r < 0) {
		return r;
	}
	return sd_bus_add_object_vtable(b->bus, &b->audit_slot, WIRE_PATH, WIRE_AUDIT,
					bus_audit_vtable, b);
}

int bus_new(struct bus **ret, sd_bus *bus, const struct bus_ops *ops, void *userdata)
{
	_cleanup_(bus_freep) struct bus *b = NULL;
	sd_event *event = sd_bus_get_event(bus);
	int r;

	if (!event) {
		return -EINVAL;
	}
	b = calloc(1, sizeof(*b));
	if (!b) {
		return -ENOMEM;
	}
	b->bus = sd_bus_ref(bus);
	b->ops = ops;
	b->userdata = userdata;
	b->tokens = USEC_PER_SEC;
	b->tokens_at = now_monotonic();
	r = sd_event_add_defer(event, &b->flush, on_flush, b);
	if (r < 0) {
		return r;
	}
	r = sd_event_source_set_enabled(b->flush, SD_EVENT_OFF);
	if (r < 0) {
		return r;
	}
	(void) sd_event_source_set_description(b->flush, "properties-changed");
	r = add_objects(b);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(b);
	return 0;
}

struct bus *bus_free(struct bus *b)
{
	if (!b) {
		return NULL;
	}
	b->audit_slot = sd_bus_slot_unref(b->audit_slot);
	b->config_slot = sd_bus_slot_unref(b->config_slot);
	b->manager_slot = sd_bus_slot_unref(b->manager_slot);
	b->filter_slot = sd_bus_slot_unref(b->filter_slot);
	b->flush = sd_event_source_disable_unref(b->flush);
	b->bus = sd_bus_unref(b->bus);
	free(b);
	return NULL;
}

int bus_own_name(struct bus *b)
{
	const char *names[BUS_PROPERTIES_N + 1], *audit_names[BUS_AUDIT_PROPERTIES_N + 1];
	int r;

	r = sd_bus_request_name(b->bus, WIRE_NAME, 0);
	if (r == -EALREADY) {
		return 0;
	}
	if (r < 0) {
		return r;
	}
	if (!b->sent_valid) {
		/* Whoever reads from now on knows this. */
		(void) changed_names(b, names);
		(void) bus_audit_props_changed(b, audit_names);
		b->sent_valid = true;
	}
	return 0;
}

#include "adapters/bus/internal.h"

#include <string.h>

enum type {
	TYPE_s,
	TYPE_t,
	TYPE_u,
	TYPE_b,
	TYPE_tally,
	TYPE_lines,
};

static const struct row {
	const char *name;
	enum type type;
	uint64_t flags;
	size_t offset; /* in struct bus_props */
} rows[] = {
#define P(type, name, field, flag)                                                                 \
	{ #name, TYPE_##type, BUS_FLAG_##flag, offsetof(struct bus_props, field) },
	BUS_PROPERTIES(P)
#undef P
};

/* The field of a row, as its own type. */
#define FIELD(props, row, type)                                                                    \
	(*(const bus_type_##type *) (const void *) ((const char *) (props) + (row)->offset))

/* ---- values ---- */

/* "Not to be said" is 0 on the wire. */
static usec_t zero_if_infinite(usec_t duration)
{
	return duration == USEC_INFINITY ? 0 : duration;
}

static void compute_next(struct bus *b, const struct bus_view *view, struct bus_props *p)
{
	const struct snapshot *s = &view->snapshot;
	bool none = s->next_reason == NEXT_NOTHING;

	p->next_kind = none ? "" : break_kind_to_string(s->next_kind);
	p->next_in = none ? 0 : zero_if_infinite(s->next_in);
	p->next_reason = next_reason_to_string(s->next_reason);
	p->next_at = none ? 0 : bus_wall_time(b, &view->stamp, s->next_at);
}

static void compute_break(const struct snapshot *s, struct bus_props *p)
{
	bool none = s->break_state == BREAK_NONE;

	p->break_kind = none ? "" : break_kind_to_string(s->break_kind);
	p->break_state = break_state_to_string(s->break_state);
	p->break_remaining = none ? 0 : zero_if_infinite(s->break_remaining);
	p->postpones_left = none ? 0 : s->postpones_left;
}

/* Cut to whole seconds of wall time: who polls this is not to learn the rhythm of the keys. */
static usec_t last_input(struct bus *b, const struct bus_view *view)
{
	usec_t t = bus_wall_time(b, &view->stamp, view->snapshot.last_pulse);

	return t - t % USEC_PER_SEC;
}

/*
 * To the nearest second: the end of a quiet that is told by the clock on the wall, 18:00, comes with the jitter of two
 * clocks that are read one after the other, and 17:59:59.999 is not to be said, nor that it has changed.
 */
static usec_t quiet_until(struct bus *b, const struct bus_view *view)
{
	usec_t t = usec_add(bus_wall_time(b, &view->stamp, view->quiet_until), USEC_PER_SEC / 2);

	return t - t % USEC_PER_SEC;
}

void bus_props_compute(struct bus *b, const struct bus_view *view, struct bus_props *ret)
{
	static const char *const no_lines[] = { NULL };
	const struct snapshot *s = &view->snapshot;
	const struct config *c = view->config;
	bool input = s->last_pulse != USEC_INFINITY;

	*ret = (struct bus_props){
		.version = ERGO_VERSION,
		.presence = presence_to_string(s->presence),
		.presence_since = bus_wall_time(b, &view->stamp, s->presence_since),
		.last_input_class = input ? device_class_to_string(s->last_class) : "",
		.last_input = last_input(b, view),
		.session_start =
			s->in_session ? bus_wall_time(b, &view->stamp, s->session_start) : 0,
		.session_time = s->session_time,
		.today_time = s->today_time,
		.longest_today = s->longest_today,
		.since_micro = s->since_micro,
		.since_rest = s->since_rest,
		.micro_every = c->micro_break_enabled ? c->micro_break_every : 0,
		.rest_every = c->rest_break_enabled ? c->rest_break_every : 0,
		.tally = s,
		.quiet = view->quiet,
		.quiet_text = view->quiet_text,
		.quiet_until = quiet_until(b, view),
		.engaged = view->engaged,
		.engaged_by = view->engaged_by,
		.meeting_until = view->meeting_until == 0
					 ? 0
					 : bus_wall_time(b, &view->stamp, view->meeting_until),
		.paused = s->silent,
		.paused_until = s->silent ? bus_wall_time(b, &view->stamp, s->silent_until) : 0,
		.input_source = view->input_source,
		.problems = view->problems ? view->problems : no_lines,
		.config_file = view->config_file,
	};
	compute_break(s, ret);
	compute_next(b, view, ret);
}

/* ---- to the wire ---- */

static int append_tally(sd_bus_message *m, const struct snapshot *s)
{
	int r;

	r = sd_bus_message_open_container(m, 'a', "(ssu)");
	if (r < 0) {
		return r;
	}
	for (enum break_kind k = 0; k < _BREAK_KIND_MAX; k++) {
		for (enum outcome o = 0; o < _OUTCOME_MAX; o++) {
			r = sd_bus_message_append(m, "(ssu)", break_kind_to_string(k),
						  outcome_to_string(o), (uint32_t) s->tally[k][o]);
			if (r < 0) {
				return r;
			}
		}
	}
	return sd_bus_message_close_container(m);
}

static int append_lines(sd_bus_message *m, const char *const *lines)
{
	int r;

	r = sd_bus_message_open_container(m, 'a', "s");
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; lines[i] && i < BUS_PROBLEMS_MAX; i++) {
		r = bus_append_text(m, lines[i]);
		if (r < 0) {
			return r;
		}
	}
	return sd_bus_message_close_container(m);
}

static int append_row(sd_bus_message *m, const struct bus_props *props, const struct row *row)
{
	switch (row->type) {
	case TYPE_s:
		return bus_append_text(m, FIELD(props, row, s));
	case TYPE_t:
		return sd_bus_message_append_basic(m, 't', &FIELD(props, row, t));
	case TYPE_u:
		return sd_bus_message_append_basic(m, 'u', &FIELD(props, row, u));
	case TYPE_b:
		return sd_bus_message_append_basic(m, 'b', &FIELD(props, row, b));
	case TYPE_tally:
		return append_tally(m, FIELD(props, row, tally));
	case TYPE_lines:
		return append_lines(m, FIELD(props, row, lines));
	}
	return -EINVAL;
}

int bus_props_get(sd_bus *bus, const char *path, const char *interface, const char *property,
		  sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct bus *b = userdata;
	struct bus_props props;

	(void) bus;
	(void) path;
	(void) interface;
	(void) error;
	bus_props_compute(b, bus_view_now(b), &props);
	for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
		if (strcmp(rows[i].name, property) == 0) {
			return append_row(reply, &props, &rows[i]);
		}
	}
	return -EINVAL;
}

/* ---- what has changed ---- */

/* Equal values have equal fingerprints; 64 bits make the reverse as good as true. */
static uint64_t fingerprint(const struct bus_props *props, const struct row *row)
{
	uint64_t hash = BUS_HASH_START;

	switch (row->type) {
	case TYPE_s:
		return bus_hash_string(hash, FIELD(props, row, s));
	case TYPE_t:
		return FIELD(props, row, t);
	case TYPE_u:
		return FIELD(props, row, u);
	case TYPE_b:
		return (uint64_t) FIELD(props, row, b);
	case TYPE_tally: {
		const struct snapshot *s = FIELD(props, row, tally);

		return bus_hash(hash, s->tally, sizeof(s->tally));
	}
	case TYPE_lines: {
		const char *const *lines = FIELD(props, row, lines);

		for (size_t i = 0; lines[i] && i < BUS_PROBLEMS_MAX; i++) {
			hash = bus_hash_string(hash, lines[i]);
		}
		return hash;
	}
	}
	return hash;
}

size_t bus_props_changed(const struct bus_props *props, uint64_t sent[static BUS_PROPERTIES_N],
			 const char **names)
{
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
		uint64_t now;

		if (rows[i].flags != BUS_FLAG_EMITS) {
			continue;
		}
		now = fingerprint(props, &rows[i]);
		if (now != sent[i]) {
			sent[i] = now;
			names[n++] = rows[i].name;
		}
	}
	names[n] = NULL;
	return n;
}

/*
 * What the files of the D-Bus service share.
 *
 *   bus.c          life, the name, effects to signals, coalesced PropertiesChanged
 *   bus-props.c    every property of Manager as one table: value, fingerprint, wire form
 *   bus-manager.c  org.ergod1.Manager: vtable and methods
 *   bus-config.c   org.ergod1.Config: vtable and methods
 *   bus-audit.c    org.ergod1.Audit: vtable and methods
 *   bus-monitors.c   its property Monitors
 *   bus-findings.c   its property Findings
 *   bus-text.c     text from outside, made fit for the wire; fingerprints
 */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/bus.h"
#include "ergo/wire.h"

/*
 * The properties of org.ergod1.Manager: P(type, name, field of struct bus_props, how it changes).
 * A property that EMITS is signalled when it has changed; a SILENT one is computed when it is read.
 */
#define BUS_PROPERTIES(P)                                                                          \
	P(s, Version, version, CONST)                                                              \
	P(s, Presence, presence, EMITS)                                                            \
	P(t, PresenceSince, presence_since, EMITS)                                                 \
	P(s, LastInputClass, last_input_class, SILENT)                                             \
	P(t, LastInput, last_input, SILENT)                                                        \
	P(t, SessionStart, session_start, EMITS)                                                   \
	P(t, SessionTime, session_time, SILENT)                                                    \
	P(t, TodayTime, today_time, SILENT)                                                        \
	P(t, LongestToday, longest_today, SILENT)                                                  \
	P(t, SinceMicro, since_micro, SILENT)                                                      \
	P(t, SinceRest, since_rest, SILENT)                                                        \
	P(t, MicroEvery, micro_every, EMITS)                                                       \
	P(t, RestEvery, rest_every, EMITS)                                                         \
	P(tally, Tally, tally, EMITS)                                                              \
	P(s, Quiet, quiet, EMITS)                                                                  \
	P(s, QuietText, quiet_text, EMITS)                                                         \
	P(t, QuietUntil, quiet_until, EMITS)                                                       \
	P(s, Engaged, engaged, EMITS)                                                              \
	P(s, EngagedBy, engaged_by, EMITS)                                                         \
	P(t, MeetingUntil, meeting_until, EMITS)                                                   \
	P(b, Paused, paused, EMITS)                                                                \
	P(t, PausedUntil, paused_until, EMITS)                                                     \
	P(s, BreakKind, break_kind, EMITS)                                                         \
	P(s, BreakState, break_state, EMITS)                                                       \
	P(t, BreakRemaining, break_remaining, SILENT)                                              \
	P(u, PostponesLeft, postpones_left, EMITS)                                                 \
	P(s, NextKind, next_kind, SILENT)                                                          \
	P(t, NextIn, next_in, SILENT)                                                              \
	P(s, NextReason, next_reason, SILENT)                                                      \
	P(t, NextAt, next_at, SILENT)                                                              \
	P(s, InputSource, input_source, EMITS)                                                     \
	P(lines, Problems, problems, EMITS)                                                        \
	P(s, ConfigFile, config_file, EMITS)

#define BUS_SIGNATURE_s     "s"
#define BUS_SIGNATURE_t     "t"
#define BUS_SIGNATURE_u     "u"
#define BUS_SIGNATURE_b     "b"
#define BUS_SIGNATURE_tally "a(ssu)"
#define BUS_SIGNATURE_lines "as"

#define BUS_FLAG_CONST  SD_BUS_VTABLE_PROPERTY_CONST
#define BUS_FLAG_EMITS  SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE
#define BUS_FLAG_SILENT 0

typedef const char *bus_type_s;
typedef uint64_t bus_type_t;
typedef uint32_t bus_type_u;
typedef int bus_type_b;
typedef const struct snapshot *bus_type_tally;
typedef const char *const *bus_type_lines; /* NULL-terminated */

/* The values of all properties at one moment; pointers belong to the view or are static. */
struct bus_props {
#define P(type, name, field, flag) bus_type_##type field;
	BUS_PROPERTIES(P)
#undef P
};

enum {
#define P(type, name, field, flag) BUS_PROPERTY_##name,
	BUS_PROPERTIES(P)
#undef P
		BUS_PROPERTIES_N
};

/* Those of org.ergod1.Audit that are signalled. */
enum {
	BUS_AUDIT_MONITORS_FROM,
	BUS_AUDIT_MONITORS,
	BUS_AUDIT_FINDINGS,
	BUS_AUDIT_OVERALL,
	BUS_AUDIT_PROFILE,
	BUS_AUDIT_PROPERTIES_N
};

#define BUS_PROBLEMS_MAX 64   /* lines of Problems that are sent */
#define BUS_TEXT_MAX     4096 /* bytes of one text that is sent, NUL included; the rest is cut */

/* Calls that read files are let through at this rate, and this many at once. */
#define BUS_SLOW_CALLS_PER_SEC 20

/*
 * dbus-daemon reads our answers more slowly than it hands us the calls of a flood, and sd-bus keeps
 * what is not read: 10,000 calls of Config.List() in one go would take 300 MB.  So from the first
 * number of messages that wait to be sent on a call is answered Busy, and from the second not at
 * all.
 */
#define BUS_QUEUED_BUSY 32
#define BUS_QUEUED_DROP 256

struct bus {
	sd_bus *bus;
	const struct bus_ops *ops;
	void *userdata;
	sd_bus_slot *filter_slot, *manager_slot, *config_slot, *audit_slot;
	sd_event_source *flush; /* enabled once by bus_changed() */

	struct bus_view view; /* valid during event loop iteration .view_iteration; 0: never */
	uint64_t view_iteration;
	usec_t wall_real, wall_boot; /* the pair that relates boot to wall times; 0: none yet */

	uint64_t sent[BUS_PROPERTIES_N]; /* fingerprints of what listeners know */
	uint64_t audit_sent[BUS_AUDIT_PROPERTIES_N];
	bool audit_dirty; /* bus_audit_changed() was called since */
	bool sent_valid;

	usec_t tokens_at;  /* CLOCK_MONOTONIC at which the bucket of slow calls was last filled */
	usec_t tokens;     /* in microseconds of waiting already done */
	bool told_flooded; /* the flood was logged */
};

extern const sd_bus_vtable bus_manager_vtable[];
extern const sd_bus_vtable bus_config_vtable[];
extern const sd_bus_vtable bus_audit_vtable[];

/* The view of this loop iteration: the properties of one GetAll() belong together. */
const struct bus_view *bus_view_now(struct bus *b);

/* Boot time to wall time; 0 for USEC_INFINITY. */
usec_t bus_wall_time(struct bus *b, const struct stamp *now, usec_t boot);

void bus_props_compute(struct bus *b, const struct bus_view *view, struct bus_props *ret);

/* sd_bus_property_get_t of every property of Manager. */
int bus_props_get(sd_bus *bus, const char *path, const char *interface, const char *property,
		  sd_bus_message *reply, void *userdata, sd_bus_error *error);

/*
 * Writes to names[] (room for BUS_PROPERTIES_N + 1, NULL-terminated) those that EMIT and have
 * changed since `sent`, and brings `sent` up to date.  Returns their number.
 */
size_t bus_props_changed(const struct bus_props *props, uint64_t sent[static BUS_PROPERTIES_N],
			 const char **names);

/* 0, or the error Busy when calls that read files come too fast. */
int bus_take_token(struct bus *b, sd_bus_error *error);

/*
 * `s` as the wire can carry it: valid UTF-8 of at most size - 1 bytes, NULL as "", control
 * characters but newline and broken sequences as '?'.  Returns `s` itself or buf.
 */
const char *bus_text(const char *s, char *buf, size_t size);

/* Appends a string through bus_text(). */
int bus_append_text(sd_bus_message *m, const char *s);

/* A fingerprint of data: equal ones have equal fingerprints, and 64 bits make the reverse as good as true. */
#define BUS_HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t bus_hash(uint64_t hash, const void *data, size_t size);
uint64_t bus_hash_string(uint64_t hash, const char *s);

/* As bus_props_changed(), for org.ergod1.Audit. */
size_t bus_audit_props_changed(struct bus *b, const char *names[static BUS_AUDIT_PROPERTIES_N + 1]);

/* One entry of a{sv}; a number that is not finite is left out. */
int bus_entry_text(sd_bus_message *m, const char *key, const char *value);
int bus_entry_double(sd_bus_message *m, const char *key, double value);
int bus_entry_basic(sd_bus_message *m, const char *key, char type, const void *value);

/* The whole property. */
/* Percent of the measured time at the screens; NAN: not known. */
double bus_monitor_share(const struct bus_audit *view, size_t i);
int bus_append_monitors(sd_bus_message *m, const struct bus_audit *view);
int bus_append_findings(sd_bus_message *m, const struct bus_audit *view);
uint64_t bus_findings_fingerprint(const struct bus_audit *view);

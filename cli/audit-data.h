/*
 * What an audit is made of: the monitors, the set-up in force, the exposure of the day; from the
 * daemon, or from files without one.
 */
#pragma once

#include <json-c/json.h>
#include <systemd/sd-bus.h>

#include "cli.h"
#include "client.h"
#include "ergo/audit.h"

#define PROFILE_MAX 4608 /* bytes of the path of a profile, NUL included; a longer one is cut */

struct audit_data {
	struct monitors monitors;
	struct exposure exposure;
	struct config config;
	char profile[PROFILE_MAX]; /* the file that is laid over the configuration; "": none */
	bool asked;                /* the daemon told the monitors */
};

/*
 * Takes what the options say: --monitors FILE (what `monitors --json` printed) in place of the
 * daemon's, --config FILE in place of the daemon's set-up; with --monitors alone the user's own
 * configuration, with the profile that belongs to those monitors.  Returns an exit status, and has
 * said what is wrong; *ret is the caller's.
 */
int audit_data_load(const struct args *args, struct audit_data **ret);
/* The same where no daemon is needed: without one there are no monitors, .asked is false, and the set-up is the user's
 * own, or that of --config. */
int audit_data_load_anyway(const struct args *args, struct audit_data **ret);
/* The same without any set-up: .config holds the defaults. */
int audit_data_load_monitors(const struct args *args, struct audit_data **ret);
struct audit_data *audit_data_free(struct audit_data *d);
DEFINE_CLEANUP(struct audit_data *, audit_data_free)

/* Audits it with libergocore.  The result points into `d`; free() it before `d`.  NULL: no memory. */
struct audit *audit_data_run(const struct audit_data *d);

/* Asks the daemon for monitors, exposure and profile, not for the set-up.  Returns 0 or a negative
 * errno; then c->status and c->error tell. */
int audit_data_ask(struct client *c, enum call_flags flags, struct audit_data *ret);
/* Asks the daemon for the set-up in force, into ret->config. */
int audit_data_ask_setup(struct client *c, enum call_flags flags, struct audit_data *ret);

/* ---- monitors as JSON: monitors-json.c ---- */

#define MONITORS_FILE_MAX (256 * 1024) /* largest file that is read */

/* Reads monitors and exposure from a file that `ergoctl monitors --json` wrote, or a person.
 * Returns an exit status, and has said what is wrong: file and field. */
int monitors_read_file(const char *path, struct monitors *ret, struct exposure *ret_exposure);
/* The same as `monitors --json` prints; NULL: no memory. */
struct json_object *monitors_json(const struct monitors *m, const struct exposure *e);
/* What `ergoctl setup --monitor` takes for it, fit for a shell: `DP-1`, `'odd name'`. */
#define SHELL_WORD_MAX (4 * MONITOR_NAME_MAX + 3)
char *shell_word(char buf[static SHELL_WORD_MAX], const char *name);
/* Of the image; NAN where its size is not known. */
double monitor_diagonal_in(const struct monitor *m);
double monitor_dpi(const struct monitor *m);

/* ---- and from the bus: monitors-bus.c ---- */

/* Reads the value of the property Monitors, aa{sv}, out of the open variant, with their use.  What is unknown or of
 * another type than agreed is passed over.  Returns 0 or a negative errno. */
int monitors_read_bus(sd_bus_message *m, struct monitors *ret, struct exposure *ret_exposure);

/* How much a monitor is used, while the list may be put into another order yet: struct exposure's .share. */
struct monitor_use {
	char output[MONITOR_OUTPUT_MAX];
	usec_t time;
};
void monitors_put_use(const struct monitors *m, const struct monitor_use *use, size_t n,
		      struct exposure *ret);

/* A field of struct monitor as both know it. */
enum field_kind {
	FIELD_IS_TEXT,
	FIELD_IS_BOOL,
	FIELD_IS_NUMBER, /* int or unsigned; the range makes them the same */
};

struct monitor_field {
	const char *name;
	enum field_kind kind;
	size_t offset;
	int64_t min, max; /* of a number; of a text: its bytes, NUL included, are max */
};
extern const struct monitor_field monitor_fields[];
extern const size_t monitor_fields_n;

/* After all fields are read: what no single one can tell of, and the order of the list. */
void monitors_settle(struct monitors *m);

/* org.ergod1 on the session bus: the contract is include/ergo/wire.h.  Knows data, not the engine.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/audit.h"
#include "ergo/config.h"
#include "ergo/effect.h"
#include "ergo/event.h"
#include "ergo/posture-prompt.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"
#include "health.h"

struct bus;

#define BUS_HEALTH_MAX 32 /* checks that Doctor() has room for */

/* All that the properties tell, at one moment. */
struct bus_view {
	struct snapshot snapshot;
	struct stamp stamp; /* of snapshot.now: relates boot times to wall times */
	const struct config *config;
	const char *quiet;        /* a word of enum quiet_reason; "": prompts are not held back */
	const char *quiet_text;   /* who says so; "" */
	usec_t quiet_until;       /* boot time; USEC_INFINITY: not known */
	const char *engaged;      /* a word of enum engager_kind; "" */
	const char *engaged_by;   /* who says so; "" */
	usec_t meeting_until;     /* boot time; 0: no meeting */
	const char *input_source; /* a word of enum input_source, or "none" */
	const char *config_file;  /* "" = defaults */
	const char *const *problems; /* NULL-terminated */
};

/* ... and those of the audit. */
struct bus_audit {
	const struct monitors *monitors;
	const struct audit *audit; /* of these monitors */
	enum length_unit unit;     /* for what is told in words */
	const char *profile;       /* "": none */
	usec_t laptop_only_today;
	const usec_t *share; /* struct exposure's, of each monitor; NULL: nothing is known */
};

struct bus_ops {
	void (*view)(struct bus_view *ret, void *userdata);
	/* A command as an event; its stamp is set by the callee, which also checks whether the
	 * moment allows it: 0; -EBUSY with a reason (NotPossible). */
	int (*command)(const struct event *ev, char *reason, size_t size, void *userdata);
	/* 0; -EINVAL: refused, problems in *ret (static storage of the callee, until its next
	 * call). */
	int (*reload)(const struct config_diags **ret, void *userdata);
	/* Reads the files again and changes nothing. */
	int (*check)(const struct config_diags **ret, void *userdata);
	/* Where a value comes from: "default" or file:line. */
	void (*origin)(struct config_item item, char *buf, size_t size, void *userdata);
	/* `ret` is zeroed; returns how many were written. */
	size_t (*doctor)(struct health ret[static BUS_HEALTH_MAX], void *userdata);
	/* What is told of the audit; valid until the loop runs on. */
	void (*audit)(struct bus_audit *ret, void *userdata);
	/* The set-up in force as ini text: 0; a negative errno. */
	int (*setup)(char *buf, size_t size, void *userdata);
	/* To the last posture prompt: 0; -EBUSY with a reason (NotPossible). */
	int (*answer)(enum posture_answer answer, char *reason, size_t size, void *userdata);
	/* A meeting for that long (USEC_INFINITY: until told), or its end: 0; -EBUSY with a reason (NotPossible). */
	int (*meeting)(usec_t duration, char *reason, size_t size, void *userdata);
	int (*end_meeting)(char *reason, size_t size, void *userdata);
	/* Erases from the history (wall times; USEC_INFINITY: without end): 0, what was removed in
	 * text; a negative errno, why. */
	int (*erase)(usec_t from, usec_t until, char *text, size_t size, void *userdata);
};

/*
 * Registers the objects on a bus that is attached to an event loop.  Everything that a caller can
 * make grow is bounded: calls that read files (reload, check, doctor) are let through 20 times a
 * second, and no call is taken while answers pile up.  Returns 0; -EINVAL: no event loop; a
 * negative errno.
 */
int bus_new(struct bus **ret, sd_bus *bus, const struct bus_ops *ops, void *userdata);
struct bus *bus_free(struct bus *b);
DEFINE_CLEANUP(struct bus *, bus_free)

/* Asks for the name: 0; -EEXIST: another ergod has it.  May block: call before READY=1, when `view`
 * can be called. */
int bus_own_name(struct bus *b);

/* Something may have changed: PropertiesChanged for what did, once per loop iteration. */
void bus_changed(struct bus *b);

/* The signal that belongs to an effect, if any; `now` relates its times to the wall clock.  Calls
 * none of the ops: may be called while the engine is at work. */
void bus_effect(struct bus *b, const struct effect *e, const struct stamp *now);

/* What ops->audit() tells may have changed: as bus_changed(), for the properties of the audit. */
void bus_audit_changed(struct bus *b);

/* The signals of findings. */
void bus_finding_appeared(struct bus *b, const struct bus_audit *view, const struct finding *f);
void bus_finding_gone(struct bus *b, enum rule rule, const char *monitor, enum posture posture);

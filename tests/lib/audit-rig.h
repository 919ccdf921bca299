/*
 * A workplace to audit: one that has no finding, of which a test changes one thing.  Eyes at 1200 mm
 * (measured), a desk of 720, and a 24" monitor in front with its top edge at the height of the eyes:
 * G1 of ERGONOMICS 2.4.
 */
#pragma once

#include "ergo/audit.h"

struct audit_rig {
	struct config config;
	struct monitors monitors;
	struct exposure exposure;
	struct audit audit;
};

void audit_rig_init(struct audit_rig *r);

/* Connects one more 24" monitor (531 x 299 mm, 1920 x 1080) to the right of all. */
struct monitor *audit_rig_connect(struct audit_rig *r, const char *output, const char *model);
/* Connects a 14" laptop's panel (302 x 188 mm, 1920 x 1200) as eDP-1. */
struct monitor *audit_rig_connect_laptop(struct audit_rig *r);
/* The section of that name, made when there is none: nothing is told in it. */
struct monitor_setup *audit_rig_setup(struct audit_rig *r, const char *name);
/* One with everything told: as the monitor of the sane desk stands. */
struct monitor_setup *audit_rig_place(struct audit_rig *r, const char *name);

/* audit_evaluate(), asserts that it told nothing insane; returns r->audit. */
const struct audit *audit_rig_evaluate(struct audit_rig *r);
/* The findings hold no number that can't be, are sorted and agree with `overall`. */
void audit_rig_assert_sane(const struct audit *a);

/* The one of that rule, monitor and posture; NULL: none. */
const struct finding *audit_rig_find(const struct audit *a, enum rule rule, int monitor,
				     enum posture posture);
/* How bad it is, SEVERITY_OK where there is none; sitting. */
enum severity audit_rig_severity(const struct audit *a, enum rule rule, int monitor);

/* cmocka compares floats; these are doubles.  NAN is near nothing. */
void audit_rig_assert_near(double got, double want, double within, const char *file, int line);
#define assert_near(got, want, within) audit_rig_assert_near(got, want, within, __FILE__, __LINE__)

/* Carrying out a plan as a user would: by telling the new measures in the configuration. */
#pragma once

#include "audit-rig.h"
#include "random-day.h"

/* audit_run(); returns r->audit. */
const struct audit *plan_rig_run(struct audit_rig *r);

/* Writes what a move of `plan`, made for this workplace, changes into the configuration.  Monitors have
 * no model, and sections of their own, by their output. */
void plan_rig_apply(struct audit_rig *r, const struct audit *plan, const struct move *m);

/* What findings weigh, as the plan weighs them. */
unsigned plan_rig_weight(const struct findings *f);

/* Any desk that may well be: up to 4 screens, all told, or some of it not. */
void plan_rig_random(struct audit_rig *r, uint64_t seed);

/* The first move of that kind; NULL: none. */
const struct move *plan_rig_find(const struct audit *a, enum move_kind kind, int monitor);

/* Diaries for tests: entries on days, with noon as their time. */
#pragma once

#include "ergo/diary.h"

#define DIARY_RIG_TODAY 20418 /* 2025-11-26 */
#define DIARY_RIG_MAX   512

struct diary_rig {
	struct diary_entry entry[DIARY_RIG_MAX];
	struct diary_day day[1024];
	struct diary d;
};

/* An empty one. */
void diary_rig_init(struct diary_rig *rig);
/* One more, `ago` days before today, at noon (UTC). */
struct diary_entry *diary_rig_add(struct diary_rig *rig, enum diary_type type, int ago);
/* A headache of so many hours. */
struct diary_entry *diary_rig_headache(struct diary_rig *rig, int ago, int intensity, int hours);
struct diary_entry *diary_rig_pill(struct diary_rig *rig, int ago, enum diary_class class);
/* Brings the entries in their order and works the days out. */
const struct diary *diary_rig_read(struct diary_rig *rig);

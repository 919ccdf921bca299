/* What the files of the diary share. */
#pragma once

#include "ergo/diary.h"

/* Tables behind the strtabs; those that begin with _NOT_TOLD have "" first. */
extern const char *const diary_side_names[_DIARY_SIDE_MAX];
extern const char *const diary_onset_names[_DIARY_ONSET_MAX];
extern const char *const diary_location_names[_DIARY_LOCATION_MAX];
extern const char *const diary_quality_names[_DIARY_QUALITY_MAX];
extern const char *const diary_trigger_names[_DIARY_TRIGGER_MAX];
extern const char *const diary_class_names[_DIARY_CLASS_MAX];
extern const char *const diary_event_names[_DIARY_EVENT_MAX];
extern const char *const diary_position_names[_DIARY_POSITION_MAX];

/* Types of entries as bits. */
#define HEADACHE   (1u << DIARY_HEADACHE)
#define NECK       (1u << DIARY_NECK)
#define NONE       (1u << DIARY_NONE)
#define MEDICATION (1u << DIARY_MEDICATION)
#define EVENT      (1u << DIARY_EVENT)
#define SLEEP      (1u << DIARY_SLEEP)
#define PAIN       (HEADACHE | NECK)
#define ALL        (PAIN | NONE | MEDICATION | EVENT | SLEEP)

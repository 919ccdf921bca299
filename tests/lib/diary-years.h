/* Years of a diary, made up: for the store of the diary, and for what reads it, at the size of life. */
#pragma once

#include "ergo/diary-store.h"

/*
 * Writes `days` days from day number `first` on, of the same clock as years.h: a headache on about one day of
 * four, now and then with medicines, most other days told to be without, some not noted; every few months a
 * treatment or a change, exercises once a week, a night's sleep each day.  The same seed makes the same years.
 * Returns 0 or what the store said.
 */
int diary_years_put(struct diary_store *s, int64_t first, unsigned days, uint64_t seed);

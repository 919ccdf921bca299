/*
 * Lengths, angles and sizes of text as the configuration has them: whole tenths, so that what is
 * written is read again as the same value.  Pure.
 */
#pragma once

#include <math.h>

#include "ergo/base.h"
#include "ergo/strtab.h"

#define MEASURE_UNSET INT32_MIN /* not told */

typedef int32_t length_t; /* tenths of a millimetre, or MEASURE_UNSET */
typedef int32_t angle_t;  /* tenths of a degree, or MEASURE_UNSET */

/* How tall the main text is: as a font's size, or the height of its capital letters. */
enum text_unit {
	TEXT_UNSET,
	TEXT_MM, /* height of a capital letter on the screen */
	TEXT_PT, /* font size at 96 dpi, before scaling: 10pt are 13.33 px */
	TEXT_PX, /* font size in pixels, before scaling */
	_TEXT_UNIT_MAX,
};

struct text_size {
	enum text_unit unit;
	int32_t tenths; /* of the unit */
};

#define MEASURE_STRING_MAX 32 /* bytes that any of these needs at most, NUL included */

/*
 * Reads a length: `65cm`, `650mm`, `1.75m`, `27in`, `5ft 9in`, `5'9"`, `-2cm`; numbers with up to 4
 * decimals, rounded to tenths of a millimetre; "" is MEASURE_UNSET.  Returns 0; -EINVAL: no length
 * (a number without a unit is none); -ERANGE: beyond 100 m.
 */
int length_parse(const char *s, length_t *ret);
/* Writes it so that length_parse() reads the same: "65cm", "68.58cm", "" for MEASURE_UNSET.
 * Returns buf. */
char *length_format(char *buf, size_t size, length_t l);

/* Reads an angle: `15deg`, `-10deg`, `7.5°`; "" is MEASURE_UNSET.  Returns 0; -EINVAL; -ERANGE:
 * beyond 360 degrees. */
int angle_parse(const char *s, angle_t *ret);
char *angle_format(char *buf, size_t size, angle_t a);

/* Reads `10pt`, `14px`, `3.1mm`; "" is TEXT_UNSET.  Returns 0; -EINVAL; -ERANGE: below 1 or above
 * 1000 of its unit, or mm above 100. */
int text_size_parse(const char *s, struct text_size *ret);
char *text_size_format(char *buf, size_t size, struct text_size t);

/* Millimetres and degrees; NAN when not told. */
static inline double length_mm(length_t l)
{
	return l == MEASURE_UNSET ? (double) NAN : l / 10.0;
}

static inline double angle_deg(angle_t a)
{
	return a == MEASURE_UNSET ? (double) NAN : a / 10.0;
}

/* The way back, rounded; NAN and what is out of range give MEASURE_UNSET. */
length_t length_from_mm(double mm);
angle_t angle_from_deg(double deg);

/* In which unit lengths are told to the user. */
enum length_unit {
	LENGTH_CM,
	LENGTH_IN,
	_LENGTH_UNIT_MAX,
};
DECLARE_STRTAB(length_unit, enum length_unit); /* cm in */

/* For people, rounded to what a tape can show: "6 cm", "2.5 cm", "118 cm" (whole and half
 * centimetres); "2½ in" (quarter inches).  Returns buf. */
char *length_say(char *buf, size_t size, double mm, enum length_unit unit);

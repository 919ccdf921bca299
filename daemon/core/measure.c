/* Lengths, angles and sizes of text: read, written, and said. */
#include "ergo/measure.h"
#include "ergo/tr.h"

#include <stdio.h>
#include <string.h>

#include "scan.h"

#define LENGTH_MOST  1000000 /* 100 m, in tenths of a millimetre */
#define ANGLE_MOST   3600
#define TEXT_LEAST   10 /* of its unit, in tenths */
#define TEXT_MOST    10000
#define TEXT_MOST_MM 1000
#define DECIMALS_MAX 4
#define SCALE        10000 /* 10 to the power of DECIMALS_MAX */
#define NUMBER_MOST  10000000

/* A unit's name and what one of it is, in hundredths of a millimetre or degree. */
struct unit_name {
	const char *name;
	int32_t hundredths;
};

static const struct unit_name length_units[] = {
	{ "m", 100000 },           { "ft", 30480 }, { "'", 30480 },
	{ "\xe2\x80\xb2", 30480 }, { "in", 2540 },  { "\"", 2540 },
	{ "\xe2\x80\xb3", 2540 },  { "cm", 1000 },  { "mm", 100 },
};
static const struct unit_name angle_units[] = { { "deg", 100 }, { "\xc2\xb0", 100 } };

/* Digits with up to 4 decimals, in ten-thousandths.  0, -EINVAL, -ERANGE. */
static int scan_decimal(const char **s, int64_t *ret)
{
	uint64_t whole, fraction = 0;
	unsigned scale = 1;

	if (scan_digits(s, &whole) == 0) {
		return -EINVAL;
	}
	if (scan_char(s, '.')) {
		unsigned n = 0;
		for (; is_digit(**s); (*s)++, n++) {
			if (n >= DECIMALS_MAX) {
				return -EINVAL;
			}
			fraction = 10 * fraction + (uint64_t) (**s - '0');
			scale *= 10;
		}
		if (n == 0) {
			return -EINVAL;
		}
	}
	if (whole > NUMBER_MOST) {
		return -ERANGE;
	}
	*ret = (int64_t) (whole * SCALE + fraction * (SCALE / scale));
	return 0;
}

/* What the unit at *s is worth; 0: there is none.  A letter behind it makes it another word. */
static int32_t scan_unit(const char **s, const struct unit_name *units, size_t n)
{
	const char *p = skip_blanks(*s);

	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(units[i].name);
		if (strncmp(p, units[i].name, len) == 0 &&
		    !((p[len] >= 'a' && p[len] <= 'z') || (p[len] >= 'A' && p[len] <= 'Z'))) {
			*s = p + len;
			return units[i].hundredths;
		}
	}
	return 0;
}

/* A sum of numbers with units, large before small ("1m 75cm", "5ft 9in"), into tenths. */
static int parse_sum(const char *s, const struct unit_name *units, size_t n, int32_t most,
		     int32_t *ret)
{
	int64_t sum = 0; /* in millionths of a millimetre or degree */
	int32_t last = INT32_MAX;

	s = skip_blanks(s);
	if (*s == '\0') {
		*ret = MEASURE_UNSET;
		return 0;
	}
	bool negative = scan_char(&s, '-');
	if (!negative) {
		(void) scan_char(&s, '+');
	}
	do {
		int64_t number;
		int r = scan_decimal(&s, &number);
		if (r < 0) {
			return r;
		}
		int32_t unit = scan_unit(&s, units, n);
		if (unit == 0 || unit >= last) {
			return -EINVAL;
		}
		last = unit;
		sum += number * unit;
		s = skip_blanks(s);
	} while (*s != '\0');
	/* ten-thousandths of hundredths to tenths, rounded half away from zero */
	sum = (sum + SCALE * 10 / 2) / (SCALE * 10);
	if (sum > most) {
		return -ERANGE;
	}
	*ret = (int32_t) (negative ? -sum : sum);
	return 0;
}

int length_parse(const char *s, length_t *ret)
{
	return parse_sum(s, length_units, ELEMENTSOF(length_units), LENGTH_MOST, ret);
}

int angle_parse(const char *s, angle_t *ret)
{
	return parse_sum(s, angle_units, ELEMENTSOF(angle_units), ANGLE_MOST, ret);
}

/* Tenths of `per` times a unit, without zeros at the end: "68.58cm". */
static char *format_tenths(char *buf, size_t size, int32_t tenths, int32_t per, const char *unit)
{
	uint32_t v = tenths < 0 ? 0 - (uint32_t) tenths : (uint32_t) tenths;
	uint32_t whole = v / (uint32_t) per, rest = v % (uint32_t) per;
	const char *sign = tenths < 0 ? "-" : "";

	if (tenths == MEASURE_UNSET) {
		buf[0] = '\0';
	} else if (rest == 0) {
		(void) snprintf(buf, size, "%s%u%s", sign, whole, unit);
	} else if (per == 10 || rest % 10 == 0) {
		(void) snprintf(buf, size, "%s%u.%u%s", sign, whole, per == 10 ? rest : rest / 10,
				unit);
	} else {
		(void) snprintf(buf, size, "%s%u.%02u%s", sign, whole, rest, unit);
	}
	return buf;
}

char *length_format(char *buf, size_t size, length_t l)
{
	return format_tenths(buf, size, l, 100, "cm");
}

char *angle_format(char *buf, size_t size, angle_t a)
{
	return format_tenths(buf, size, a, 10, "deg");
}

static const char *const text_units[] = {
	[TEXT_UNSET] = "",
	[TEXT_MM] = "mm",
	[TEXT_PT] = "pt",
	[TEXT_PX] = "px",
};

int text_size_parse(const char *s, struct text_size *ret)
{
	int64_t number;
	int r;

	s = skip_blanks(s);
	if (*s == '\0') {
		*ret = (struct text_size){ TEXT_UNSET, 0 };
		return 0;
	}
	r = scan_decimal(&s, &number);
	if (r < 0) {
		return r;
	}
	s = skip_blanks(s);
	for (enum text_unit unit = TEXT_MM; unit < _TEXT_UNIT_MAX; unit++) {
		if (strcmp(s, text_units[unit]) == 0) {
			int64_t tenths = (number + SCALE / 20) / (SCALE / 10);
			if (tenths < TEXT_LEAST ||
			    tenths > (unit == TEXT_MM ? TEXT_MOST_MM : TEXT_MOST)) {
				return -ERANGE;
			}
			*ret = (struct text_size){ unit, (int32_t) tenths };
			return 0;
		}
	}
	return -EINVAL;
}

char *text_size_format(char *buf, size_t size, struct text_size t)
{
	return format_tenths(buf, size, t.unit == TEXT_UNSET ? MEASURE_UNSET : t.tenths, 10,
			     t.unit < _TEXT_UNIT_MAX ? text_units[t.unit] : "");
}

static int32_t tenths_of(double v, int32_t most)
{
	return fabs(v) * 10 <= most ? (int32_t) lround(v * 10) : MEASURE_UNSET; /* NAN: false */
}

length_t length_from_mm(double mm)
{
	return tenths_of(mm, LENGTH_MOST);
}

angle_t angle_from_deg(double deg)
{
	return tenths_of(deg, ANGLE_MOST);
}

char *length_say(char *buf, size_t size, double mm, enum length_unit unit)
{
	static const char *const quarters[] = { "", "\xc2\xbc", "\xc2\xbd", "\xc2\xbe" };
	char number[MEASURE_STRING_MAX];
	long steps;

	if (!(fabs(mm) * 10 <= LENGTH_MOST)) {
		(void) snprintf(buf, size, "?");
		return buf;
	}
	if (unit == LENGTH_IN) {
		steps = lround(fabs(mm) / 25.4 * 4);
		/* "%.0ld" of 0 is nothing: a half is no 0½ */
		(void) snprintf(number, sizeof(number), "%s%.0ld%s%s", mm < 0 && steps ? "-" : "",
				steps / 4, quarters[steps % 4], steps == 0 ? "0" : "");
		(void) snprintf(buf, size, _("%s in"), number);
	} else {
		steps = lround(fabs(mm) / 5);
		(void) snprintf(number, sizeof(number), "%s%ld%s", mm < 0 && steps ? "-" : "",
				steps / 2, steps % 2 ? ".5" : "");
		(void) snprintf(buf, size, _("%s cm"), number);
	}
	return buf;
}

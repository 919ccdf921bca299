/* Numbers and units as people write them, made those of the file: `43½`, `29 1/2`, `72,5`, `5ft 4`. */
#include <string.h>
#include <strings.h>

#include "output.h"
#include "setup.h"

/* What a tape and our own lines show, in decimals. */
static const struct {
	const char *name, *decimals;
} fractions[] = {
	{ "\xc2\xbd", ".5" }, { "\xc2\xbc", ".25" }, { "\xc2\xbe", ".75" }, { "1/2", ".5" },
	{ "1/4", ".25" },     { "3/4", ".75" },      { "1/8", ".125" },     { "3/8", ".375" },
	{ "5/8", ".625" },    { "7/8", ".875" },
};

static const struct {
	const char *name, *unit;
} words[] = {
	{ "inches", "in" },     { "inch", "in" },        { "feet", "ft" },
	{ "foot", "ft" },       { "centimetres", "cm" }, { "centimeters", "cm" },
	{ "centimetre", "cm" }, { "centimeter", "cm" },  { "degrees", "deg" },
	{ "degree", "deg" },    { "percent", "%" },      { "metres", "m" },
	{ "meters", "m" },
};

static bool is_number(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A fraction at `s` that ends a number: "½", "1/2".  Returns its bytes, or 0. */
static size_t fraction(const char *s, const char **ret_decimals)
{
	for (size_t i = 0; i < ELEMENTSOF(fractions); i++) {
		size_t n = strlen(fractions[i].name);

		if (strncmp(s, fractions[i].name, n) == 0 && !is_number(s[n]) && s[n] != '/') {
			*ret_decimals = fractions[i].decimals;
			return n;
		}
	}
	return 0;
}

static size_t unit_word(const char *s, const char **ret_unit)
{
	for (size_t i = 0; i < ELEMENTSOF(words); i++) {
		size_t n = strlen(words[i].name);

		if (strncasecmp(s, words[i].name, n) == 0 && !is_letter(s[n])) {
			*ret_unit = words[i].unit;
			return n;
		}
	}
	return 0;
}

/* "5ft 4": what follows the feet without a unit is inches. */
static void complete_feet(struct text *t)
{
	const char *foot = strstr(t->s, "ft"), *p;

	foot = foot ? foot + 2 : strchr(t->s, '\'');
	if (!foot) {
		return;
	}
	p = foot + (*foot == '\'');
	p += strspn(p, " ");
	if (is_number(*p) && p[strspn(p, "0123456789.")] == '\0') {
		text_add(t, "in");
	}
}

void answer_plain(const char *typed, struct text *ret)
{
	char before = '\0'; /* the last character that was no blank */

	*ret = (struct text){};
	for (const char *p = typed; *p;) {
		const char *to = NULL;
		const char *number = p + (is_number(before) ? strspn(p, " ") : 0);
		size_t n = before == '.' || before == '/' ? 0 : fraction(number, &to);

		if (n > 0 && (number > p || !is_number(before) || !is_number(*p))) {
			text_add(ret, "%s%s", is_number(before) ? "" : "0", to);
			p = number + n;
			before = '5';
			continue;
		}
		n = is_letter(before) && p > typed && p[-1] != ' ' ? 0 : unit_word(p, &to);
		if (n > 0) {
			text_add(ret, "%s", to);
			p += n;
			before = 'n';
			continue;
		}
		if (*p == ',' && is_number(before) && is_number(p[1])) {
			text_add(ret, ".");
			before = '.';
		} else {
			text_add(ret, "%c", *p);
			before = *p == ' ' ? before : *p;
		}
		p++;
	}
	complete_feet(ret);
}

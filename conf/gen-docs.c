/*
 * Writes what derives from the table of keys: `make generate`.
 *   gen-docs ini            conf/ergod.ini, the example with every key commented out
 *   gen-docs man            the section on keys of man/ergod.ini.5
 *   gen-docs splice <PAGE   the page with that section renewed between its two markers
 *   gen-docs keys           "section.key", one a line
 */
#include "ergo/config.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 80

/* Prints text as comment lines of at most WIDTH columns. */
static void print_comment(const char *s)
{
	size_t column = 0;

	while (*s != '\0') {
		size_t len = strcspn(s, " ");
		if (column > 0 && column + 1 + len > WIDTH) {
			putchar('\n');
			column = 0;
		}
		column += (size_t) printf("%s %.*s", column == 0 ? "#" : "", (int) len, s);
		s += len;
		s += strspn(s, " ");
	}
	putchar('\n');
}

/* "a duration from 1s to 12h" as a sentence. */
static const char *range_sentence(const struct config_key *key, char *buf, size_t size)
{
	char range[CONFIG_REASON_MAX];

	config_key_range(key, range, sizeof(range));
	if (range[0] >= 'a' && range[0] <= 'z') {
		range[0] = (char) (range[0] - 'a' + 'A');
	}
	(void) snprintf(buf, size, "%s.", range);
	return buf;
}

static bool is_first_of_section(size_t i)
{
	return i == 0 || strcmp(config_keys[i - 1].section, config_keys[i].section) != 0;
}

static void print_ini(void)
{
	char range[CONFIG_REASON_MAX + 2];

	print_comment("Configuration of ergod, see ergod.ini(5).  Made by `make generate`.");
	puts("#");
	print_comment("Copy it to ~/.config/ergod/ergod.ini and take the # away before what you "
		      "want to change: what stands here are the defaults. `ergoctl config check` "
		      "finds mistakes, `ergoctl config reload` makes changes take effect.");
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		if (is_first_of_section(i)) {
			printf("\n[%s]\n", k->section);
		} else {
			putchar('\n');
		}
		print_comment(k->doc);
		print_comment(range_sentence(k, range, sizeof(range)));
		printf("#%s =%s%s\n", k->key, k->def[0] ? " " : "", k->def);
	}
}

/* Whether a sentence ends with the word (`len` bytes) and another one begins behind it. */
static bool ends_sentence(const char *word, size_t len)
{
	const char *next = word + len + strspn(word + len, " ");
	char last = word[len - 1], before = len > 1 ? word[len - 2] : '\0';
	bool stop = last == '.' || (last == ')' && before == '.');

	return stop && (*next == '(' || (*next >= 'A' && *next <= 'Z'));
}

/* Prints running text for mdoc: each sentence begins a line, none is longer than WIDTH. */
static void print_mdoc(const char *s)
{
	size_t column = 0;

	while (*s != '\0') {
		size_t len = strcspn(s, " ");
		if (column > 0 && column + 1 + len > WIDTH) {
			putchar('\n');
			column = 0;
		}
		column += (size_t) printf("%s%.*s", column > 0 ? " " : "", (int) len, s);
		if (ends_sentence(s, len)) {
			putchar('\n');
			column = 0;
		}
		s += len;
		s += strspn(s, " ");
	}
	putchar('\n');
}

static void print_man(void)
{
	char range[CONFIG_REASON_MAX + 2];

	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		if (is_first_of_section(i)) {
			if (i > 0) {
				puts(".El");
			}
			printf(".Ss [%s]\\&\n.Bl -tag -width Ds\n", k->section);
		}
		if (k->def[0] != '\0') {
			printf(".It Ic %s No = Ar %s\n", k->key, k->def);
		} else {
			printf(".It Ic %s No =\n", k->key);
		}
		print_mdoc(k->doc);
		print_mdoc(range_sentence(k, range, sizeof(range)));
	}
	puts(".El");
}

/* Copies a page from stdin to stdout, with the section renewed.  False: a marker is missing. */
static bool splice(void)
{
	static const char begin[] = ".\\\" BEGIN GENERATED KEYS\n",
			  end[] = ".\\\" END GENERATED KEYS\n";
	char line[1024];
	unsigned begins = 0, ends = 0;

	while (fgets(line, sizeof(line), stdin)) {
		if (strcmp(line, end) == 0) {
			ends++;
		}
		if (begins == ends) {
			fputs(line, stdout);
		}
		if (strcmp(line, begin) == 0) {
			begins++;
			print_man();
		}
	}
	return begins == 1 && ends == 1;
}

int main(int argc, char *argv[])
{
	const char *what = argc == 2 ? argv[1] : "";

	if (strcmp(what, "ini") == 0) {
		print_ini();
	} else if (strcmp(what, "man") == 0) {
		print_man();
	} else if (strcmp(what, "keys") == 0) {
		for (size_t i = 0; i < config_keys_n; i++) {
			printf("%s.%s\n", config_keys[i].section, config_keys[i].key);
		}
	} else if (strcmp(what, "splice") == 0) {
		if (!splice()) {
			fputs("gen-docs: the page lacks BEGIN or END GENERATED KEYS\n", stderr);
			return 1;
		}
	} else {
		fputs("usage: gen-docs ini|man|keys, gen-docs splice <PAGE\n", stderr);
		return 2;
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}

/*
 * Writes what derives from the table of keys: `make generate`.
 *   gen-docs ini            conf/ergod.ini, the example with every key commented out
 *   gen-docs man            the section on keys of man/ergod.ini.5
 *   gen-docs splice <PAGE   the page with that section renewed between its two markers
 *   gen-docs keys           "section.key", one a line, as the example shows them
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

/* In the example a key without a default shows how one is written. */
static const char *example_value(const struct config_key *key)
{
	static const struct {
		const char *section, *key, *value;
	} examples[] = {
		{ "user", "stature", "175cm" },
		{ "user", "eye_height", "118cm" },
		{ "user", "eye_height_standing", "163cm" },
		{ "user", "elbow_height", "68cm" },
		{ "user", "elbow_height_standing", "108cm" },
		{ "user", "glasses", "single" },
		{ "desk", "height", "72cm" },
		{ "desk", "height_standing", "108cm" },
		{ "desk", "standing", "25%" },
		{ "desk", "leg_room", "yes" },
		{ "desk", "papers", "no" },
		{ "desk", "overhead", "no" },
		{ "chair", "seat_height", "45cm" },
		{ "chair", "footrest", "8cm" },
		{ "chair", "height_adjustable", "yes" },
		{ "chair", "depth_gap", "7cm" },
		{ "chair", "depth_adjustable", "no" },
		{ "chair", "armrests", "fit" },
		{ "chair", "armrests_hard", "no" },
		{ "chair", "armrests_wide", "no" },
		{ "chair", "armrests_adjustable", "yes" },
		{ "chair", "back", "fits" },
		{ "chair", "back_adjustable", "yes" },
		{ "keyboard", "height", "2cm" },
		{ "keyboard", "external", "yes" },
		{ "keyboard", "wrists_up", "no" },
		{ "keyboard", "wrists_sideways", "no" },
		{ "keyboard", "adjustable", "yes" },
		{ "mouse", "external", "yes" },
		{ "mouse", "reach", "no" },
		{ "mouse", "same_surface", "yes" },
		{ "mouse", "small", "no" },
		{ "mouse", "palm_rest", "no" },
		{ "phone", "use", "headset" },
		{ "phone", "far", "no" },
		{ "phone", "handsfree", "yes" },
		{ "phone", "per_day", "30min" },
		{ "phone", "longest", "10min" },
		{ "monitor", "image_bottom", "12cm" },
		{ "monitor", "distance", "65cm" },
		{ "monitor", "tilt", "10deg" },
		{ "monitor", "yaw", "0deg" },
		{ "monitor", "role", "primary" },
		{ "monitor", "width", "59.7cm" },
		{ "monitor", "height", "33.6cm" },
		{ "monitor", "diagonal", "27in" },
		{ "monitor", "text_size", "10pt" },
		{ "monitor", "scale", "100%" },
		{ "monitor", "raised", "yes" },
		{ "monitor", "glare", "no" },
	};

	for (size_t i = 0; i < ELEMENTSOF(examples) && config_key_is_setup(key); i++) {
		if (strcmp(examples[i].section, key->section) == 0 &&
		    strcmp(examples[i].key, key->key) == 0) {
			return examples[i].value;
		}
	}
	return key->def;
}

static void print_ini_key(const struct config_key *k)
{
	char range[CONFIG_REASON_MAX + 2];
	const char *value = k->def[0] ? k->def : example_value(k);

	print_comment(k->doc);
	print_comment(range_sentence(k, range, sizeof(range)));
	printf("#%s =%s%s\n", k->key, value[0] ? " " : "", value);
}

/* What is told of the set-up is nobody's default. */
static void print_ini_setup(void)
{
	puts("");
	print_comment("The set-up: what the audit of your workstation knows of you, your desk and "
		      "your monitors. None of it is told by default: from here on the values are "
		      "examples. `ergoctl setup` asks for them and writes them.");
}

/* There is one section for each monitor: the example shows one. */
static void print_ini_monitor(void)
{
	puts("");
	print_comment(
		"One such section for each monitor, by its model, by model and serial number, "
		"or by its output: `ergoctl monitors` tells the names. [monitor *] is for "
		"all monitors, as far as a section of their own says nothing else.");
	puts("#[monitor DP-1]");
	for (size_t i = 0; i < config_monitor_keys_n; i++) {
		if (i > 0) {
			putchar('\n');
		}
		print_ini_key(&config_monitor_keys[i]);
	}
}

static void print_ini(void)
{
	print_comment("Configuration of ergod, see ergod.ini(5).  Made by `make generate`.");
	puts("#");
	print_comment(
		"Copy it to ~/.config/ergod/ergod.ini and take the # away before what you "
		"want to change: what stands here are the defaults, up to the set-up, of which "
		"there are examples. `ergoctl config check` finds mistakes, `ergoctl config "
		"reload` makes changes take effect.");
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		if (is_first_of_section(i)) {
			if (strcmp(k->section, "user") == 0) {
				print_ini_setup();
			}
			printf("\n[%s]\n", k->section);
		} else {
			putchar('\n');
		}
		print_ini_key(k);
	}
	print_ini_monitor();
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

static void print_man_key(const struct config_key *k)
{
	char range[CONFIG_REASON_MAX + 2];

	if (k->def[0] != '\0') {
		printf(".It Ic %s No = Ar %s\n", k->key, k->def);
	} else if (config_key_is_setup(k)) {
		printf(".It Ic %s No = Pq not told\n", k->key);
	} else {
		printf(".It Ic %s No =\n", k->key);
	}
	print_mdoc(k->doc);
	print_mdoc(range_sentence(k, range, sizeof(range)));
}

static void print_man(void)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		if (is_first_of_section(i)) {
			if (i > 0) {
				puts(".El");
			}
			printf(".Ss [%s]\\&\n.Bl -tag -width Ds\n", k->section);
		}
		print_man_key(k);
	}
	puts(".El\n.Ss [monitor NAME]\\&\n.Bl -tag -width Ds");
	for (size_t i = 0; i < config_monitor_keys_n; i++) {
		print_man_key(&config_monitor_keys[i]);
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
		for (size_t i = 0; i < config_monitor_keys_n; i++) {
			printf("monitor DP-1.%s\n", config_monitor_keys[i].key);
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

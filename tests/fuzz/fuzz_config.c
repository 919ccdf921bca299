/*
 * libFuzzer entry for the ini reader: any bytes.  Besides not crashing: problems come in the order
 * of the lines, nothing shown holds a control character, every value lies within its bounds, and the
 * set-up as text is read as the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert() this names what failed in a release build of the fuzzer too. */
#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

static void check_text(const char *s, size_t size)
{
	MUST(memchr(s, '\0', size));
	for (; *s != '\0'; s++) {
		MUST((unsigned char) *s >= 0x20 && *s != 0x7f);
	}
}

static void check_diags(const struct config_diags *diags, size_t n)
{
	MUST(n == diags->n + diags->dropped);
	MUST(diags->dropped == 0 || diags->n == CONFIG_DIAGS_MAX);
	for (size_t i = 0; i < diags->n; i++) {
		const struct config_diag *d = &diags->diag[i];
		/* What is missing in the whole file comes last. */
		MUST(i == 0 || diags->diag[i - 1].line <= d->line ||
		     (d->line == 0 && i == diags->n - 1));
		MUST(d->reason[0] != '\0');
		check_text(d->file, sizeof(d->file));
		check_text(d->key, sizeof(d->key));
		check_text(d->reason, sizeof(d->reason));
	}
}

/* Writes every value and reads it again: it must be valid, and the same. */
static void check_values(const struct config *config, const struct config_origin *origins)
{
	struct config back = *config, defaults;

	config_defaults(&defaults);
	for (size_t i = 0; i < config_items(config); i++) {
		char value[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX], name[CONFIG_ITEM_NAME_MAX];
		struct config_item item = config_item_at(i), found;

		config_item_format(config, item, value, sizeof(value));
		MUST(config_item_set(&back, item, value, reason) == 0);
		if (origins[i].line == 0) {
			char def[CONFIG_VALUE_MAX] = "";
			if (item.monitor < 0) {
				config_format(&defaults, item.key, def, sizeof(def));
			}
			MUST(strcmp(value, def) == 0);
		}
		config_item_name(config, item, name, sizeof(name));
		MUST(config_item_find(config, name, &found) == 0);
		MUST(config_item_index(found) == i);
	}
	MUST(memcmp(&back, config, sizeof(back)) == 0);
}

/* The set-up as text says the same. */
static void check_setup(const struct config *config)
{
	static struct config_diags diags;
	static char text[SETUP_TEXT_MAX], again[SETUP_TEXT_MAX];
	struct config back;

	MUST(setup_format(config, text, sizeof(text)) == 0);
	config_defaults(&back);
	MUST(config_parse(&back, text, strlen(text), "setup", &diags, NULL) == 0);
	MUST(back.monitors_n == config->monitors_n);
	MUST(memcmp(back.monitor, config->monitor, sizeof(back.monitor)) == 0);
	MUST(setup_format(&back, again, sizeof(again)) == 0);
	MUST(strcmp(again, text) == 0);
}

/* The same text as a profile over itself. */
static void check_fragment(const struct config *config, const char *text, size_t size)
{
	static struct config_diags diags;
	static struct profile_match match;
	struct config over = *config;
	struct monitors monitors = { .n = MONITORS_MAX };

	diags.n = diags.dropped = 0;
	size_t n = config_parse_fragment(&over, text, size, "fuzz.ini", &diags, NULL, &match);
	check_diags(&diags, n);
	MUST(match.n <= PROFILE_NAMES_MAX);
	MUST(over.monitors_n == config->monitors_n);
	for (size_t i = 0; i < match.n; i++) {
		MUST(memchr(match.name[i], '\0', sizeof(match.name[i])));
		(void) snprintf(monitors.m[i].output, sizeof(monitors.m[i].output), "%.31s",
				match.name[i]);
	}
	(void) profile_fits(&match, &monitors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config_diags diags;
	static struct config_origin origins[CONFIG_ORIGINS_N];
	const char *text = (const char *) data;
	struct config config;
	char near[CONFIG_ITEM_NAME_MAX];

	memset(origins, 0, sizeof(origins));
	diags.n = diags.dropped = 0;
	config_defaults(&config);
	size_t n = config_parse(&config, text, size, "fuzz.ini", &diags, origins);
	check_diags(&diags, n);
	check_values(&config, origins);
	check_setup(&config);
	check_fragment(&config, text, size);
	if (diags.n > 0) {
		(void) config_key_nearest(diags.diag[0].key, near, sizeof(near));
	}
	n += config_check_rules(&config, "fuzz.ini", &diags);
	MUST(n == diags.n + diags.dropped);
	(void) patterns_match(&config.input_ignore, config.input_only.list);
	return 0;
}

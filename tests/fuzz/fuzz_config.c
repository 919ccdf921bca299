/*
 * libFuzzer entry for the ini reader: any bytes.  Besides not crashing: problems come in the order
 * of the lines, nothing shown holds a control character, and every value lies within its bounds.
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
		MUST(i == 0 || diags->diag[i - 1].line <= d->line);
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
	for (size_t i = 0; i < config_keys_n; i++) {
		char value[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX];
		config_format(config, &config_keys[i], value, sizeof(value));
		MUST(config_set(&back, &config_keys[i], value, reason) == 0);
		if (origins[i].line == 0) {
			char def[CONFIG_VALUE_MAX];
			config_format(&defaults, &config_keys[i], def, sizeof(def));
			MUST(strcmp(value, def) == 0);
		}
	}
	MUST(memcmp(&back, config, sizeof(back)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config_diags diags;
	struct config_origin *origins = calloc(CONFIG_ORIGINS_N, sizeof(*origins));
	struct config config;
	char near[64];

	MUST(origins);
	diags.n = diags.dropped = 0;
	config_defaults(&config);
	size_t n = config_parse(&config, (const char *) data, size, "fuzz.ini", &diags, origins);
	check_diags(&diags, n);
	check_values(&config, origins);
	n += config_check_rules(&config, "fuzz.ini", &diags);
	MUST(n == diags.n + diags.dropped);
	(void) patterns_match(&config.input_ignore, config.input_only.list);
	if (diags.n > 0 && config_key_nearest(diags.diag[0].key, near, sizeof(near))) {
		MUST(config_key_by_name(near));
	}
	free(origins);
	return 0;
}

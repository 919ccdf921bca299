/* libFuzzer entry for EDIDs, and for what is made of them: two bytes of pixels and rotation, then the EDID. */
#include <stdio.h>
#include <string.h>

#include "ergo/monitor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

static void check_text(const char *s, size_t size)
{
	size_t len = strnlen(s, size);

	MUST(len < size);
	MUST(len == 0 || (s[0] != ' ' && s[len - 1] != ' '));
	for (size_t i = 0; i < len; i++) {
		MUST(s[i] >= ' ' && s[i] <= '~' && !strchr("[];", s[i]));
	}
}

static void check_edid(const struct edid *e)
{
	check_text(e->vendor, sizeof(e->vendor));
	check_text(e->model, sizeof(e->model));
	check_text(e->serial, sizeof(e->serial));
	MUST(e->size.width <= 2550 && e->size.height <= 2550);
	MUST(!e->size.width == !e->size.height);
	MUST(e->timing.width <= 4095 && e->timing.height <= 4095);
	MUST(e->timing_width_px <= 4095 && e->timing_height_px <= 8190);
}

static void check_monitor(const struct edid *e, unsigned px, unsigned rotation)
{
	struct monitor m = {
		.output = "DP-1", .width_px = px, .height_px = px * 9 / 16, .rotation = rotation
	};

	monitor_apply_edid(&m, e);
	monitor_choose_size(&m);
	if (m.size_source == SIZE_UNKNOWN) {
		MUST(m.size.width == 0 && m.size.height == 0);
		return;
	}
	MUST(m.size_source < _SIZE_SOURCE_MAX && m.doubt[m.size_source] == DOUBT_NONE);
	MUST(memcmp(&m.size, &m.told[m.size_source], sizeof(m.size)) == 0);
	MUST(m.size.width > 0 && m.size.height > 0);
	if (m.width_px && m.height_px) {
		double dpi = m.width_px * 25.4 / m.size.width;
		double aspect = (double) m.size.width * m.height_px / m.size.height / m.width_px;

		MUST(dpi > 49.99 && dpi < 400.01);
		MUST(aspect > 0.909 && aspect < 1.1001);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct edid e;

	if (size < 2) {
		return 0;
	}
	if (edid_parse(data + 2, size - 2, &e) == 0) {
		check_edid(&e);
		check_monitor(&e, 16u * data[0], 90u * (data[1] % 4));
	}
	return 0;
}

/* Which sections of the configuration apply to a monitor, and what it is called. */
#include "audit-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* From the general to the particular: what a later one says holds. */
enum precedence {
	MATCH_NONE,
	MATCH_ALL,
	MATCH_MODEL,
	MATCH_OUTPUT,
	MATCH_SERIAL,
	_MATCH_MAX,
};

static bool same(const char *a, const char *b)
{
	return b[0] != '\0' && strcasecmp(a, b) == 0;
}

static enum precedence match(const struct monitor_setup *section, const struct monitor *m)
{
	char full[MONITOR_NAME_MAX];

	if (strcmp(section->name, "*") == 0) {
		return MATCH_ALL;
	}
	(void) snprintf(full, sizeof(full), "%s %s", m->model, m->serial);
	if (m->model[0] != '\0' && m->serial[0] != '\0' && same(section->name, full)) {
		return MATCH_SERIAL;
	}
	if (same(section->name, m->output)) {
		return MATCH_OUTPUT;
	}
	return same(section->name, m->model) ? MATCH_MODEL : MATCH_NONE;
}

static void setup_clear(struct monitor_setup *s)
{
	*s = (struct monitor_setup){
		.image_bottom = MEASURE_UNSET,
		.distance = MEASURE_UNSET,
		.tilt = MEASURE_UNSET,
		.yaw = MEASURE_UNSET,
		.width = MEASURE_UNSET,
		.height = MEASURE_UNSET,
		.diagonal = MEASURE_UNSET,
	};
}

static void lay_length(int32_t *under, int32_t over)
{
	if (over != MEASURE_UNSET) {
		*under = over;
	}
}

static void lay_over(struct monitor_setup *under, const struct monitor_setup *over)
{
	/* The size is one thing, told in one of three ways. */
	if (over->width != MEASURE_UNSET || over->height != MEASURE_UNSET ||
	    over->diagonal != MEASURE_UNSET) {
		under->width = over->width;
		under->height = over->height;
		under->diagonal = over->diagonal;
	}
	lay_length(&under->image_bottom, over->image_bottom);
	lay_length(&under->distance, over->distance);
	lay_length(&under->tilt, over->tilt);
	lay_length(&under->yaw, over->yaw);
	if (over->role != MONITOR_ROLE_UNSET) {
		under->role = over->role;
	}
	if (over->text_size.unit != TEXT_UNSET) {
		under->text_size = over->text_size;
	}
	if (over->scale != 0) {
		under->scale = over->scale;
	}
	if (over->raised != TRISTATE_UNSET) {
		under->raised = over->raised;
	}
}

bool monitor_setup_find(const struct config *config, const struct monitor *m,
			struct monitor_setup *ret)
{
	const struct monitor_setup *end = config->monitor + config->monitors_n;
	bool found = false;

	if (config->monitors_n > CONFIG_MONITORS_MAX) {
		end = config->monitor + CONFIG_MONITORS_MAX;
	}
	setup_clear(ret);
	for (enum precedence p = MATCH_ALL; p < _MATCH_MAX; p++) {
		for (const struct monitor_setup *s = config->monitor; s < end; s++) {
			if (match(s, m) == p) {
				lay_over(ret, s);
				memcpy(ret->name, s->name, sizeof(ret->name));
				found = found || p > MATCH_ALL;
			}
		}
	}
	return found;
}

void monitor_name(const struct monitors *all, size_t i, char buf[static MONITOR_NAME_MAX])
{
	const struct monitor *m = &all->m[i];
	bool alike = false;

	for (size_t k = 0; k < all->n; k++) {
		alike = alike || (k != i && same(all->m[k].model, m->model));
	}
	if (m->model[0] == '\0' && m->output[0] == '\0') {
		(void) snprintf(buf, MONITOR_NAME_MAX, "monitor %zu", i + 1);
	} else if (m->model[0] == '\0' || m->output[0] == '\0' || !alike) {
		(void) snprintf(buf, MONITOR_NAME_MAX, "%s", m->model[0] ? m->model : m->output);
	} else {
		(void) snprintf(buf, MONITOR_NAME_MAX, "%s (%s)", m->model, m->output);
	}
}

bool monitors_laptop_only(const struct monitors *m)
{
	for (size_t i = 0; i < m->n; i++) {
		if (!m->m[i].internal) {
			return false;
		}
	}
	return m->n > 0 && m->dropped == 0;
}

/* Which sections of the configuration apply to a monitor, and what it is called. */
#include "audit-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Whether a section says something of a monitor that is called so in its name. */
static bool applies(const struct monitor_setup *section, const struct monitor *m,
		    enum monitor_naming naming)
{
	bool of_all = strcmp(section->name, "*") == 0;

	return naming == NAMED_NOT ? of_all : !of_all && monitor_named(m, section->name) == naming;
}

/* By type of a key: what is not told, and whether it is. */
#define UNSET_LENGTH      MEASURE_UNSET
#define UNSET_ANGLE       MEASURE_UNSET
#define UNSET_TEXT_SIZE   ((struct text_size){ TEXT_UNSET, 0 })
#define UNSET_ROLE        ROLE_UNSET
#define UNSET_PERCENT     0
#define UNSET_TRISTATE    TRISTATE_UNSET
#define TOLD_LENGTH(v)    ((v) != UNSET_LENGTH)
#define TOLD_ANGLE(v)     ((v) != UNSET_ANGLE)
#define TOLD_TEXT_SIZE(v) ((v).unit != TEXT_UNSET)
#define TOLD_ROLE(v)      ((v) != UNSET_ROLE)
#define TOLD_PERCENT(v)   ((v) != UNSET_PERCENT)
#define TOLD_TRISTATE(v)  ((v) != UNSET_TRISTATE)

static void setup_clear(struct monitor_setup *s)
{
	s->name[0] = '\0';
#define M(key, type, min, max, doc) s->key = UNSET_##type;
#include "ergo/config-keys.def"
}

static void lay_over(struct monitor_setup *under, const struct monitor_setup *over)
{
	/* The size is one thing, told in one of three ways. */
	if (TOLD_LENGTH(over->width) || TOLD_LENGTH(over->height) || TOLD_LENGTH(over->diagonal)) {
		under->width = under->height = under->diagonal = UNSET_LENGTH;
	}
#define M(key, type, min, max, doc)                                                                \
	if (TOLD_##type(over->key)) {                                                              \
		under->key = over->key;                                                            \
	}
#include "ergo/config-keys.def"
	memcpy(under->name, over->name, sizeof(under->name));
}

bool monitor_setup_find(const struct config *config, const struct monitor *m,
			struct monitor_setup *ret)
{
	size_t n =
		config->monitors_n < CONFIG_MONITORS_MAX ? config->monitors_n : CONFIG_MONITORS_MAX;
	bool found = false;

	setup_clear(ret);
	/* From the general to the particular, [monitor *] first: what a later one says holds. */
	for (enum monitor_naming naming = NAMED_NOT; naming < _NAMED_MAX; naming++) {
		for (size_t i = 0; i < n; i++) {
			if (applies(&config->monitor[i], m, naming)) {
				lay_over(ret, &config->monitor[i]);
				found = found || naming != NAMED_NOT;
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
		alike = alike || (k != i && strcasecmp(all->m[k].model, m->model) == 0);
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

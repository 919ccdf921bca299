/* Which profile is meant for the monitors that are connected. */
#include "config-internal.h"

/* A name to each monitor of its own: found[m] is the name that monitor m stands for, or -1. */
struct matching {
	const struct profile_match *profile;
	const struct monitors *monitors;
	int found[MONITORS_MAX];
	bool tried[MONITORS_MAX]; /* for the name that is being placed */
};

/*
 * Finds a monitor for a name, if need be by moving names that have one to another that is called
 * so, too: of two alike, one may be named by its serial and the other by the model only.  No deeper
 * than there are monitors.
 */
static bool place(struct matching *m, size_t name)
{
	for (size_t i = 0; i < m->monitors->n; i++) {
		if (m->tried[i] || !monitor_is_called(&m->monitors->m[i], m->profile->name[name])) {
			continue;
		}
		m->tried[i] = true;
		if (m->found[i] < 0 || place(m, (size_t) m->found[i])) {
			m->found[i] = (int) name;
			return true;
		}
	}
	return false;
}

bool profile_fits(const struct profile_match *p, const struct monitors *monitors)
{
	struct matching m = { .profile = p, .monitors = monitors };

	for (size_t i = 0; i < MONITORS_MAX; i++) {
		m.found[i] = -1;
	}
	for (size_t name = 0; name < p->n; name++) {
		for (size_t i = 0; i < MONITORS_MAX; i++) {
			m.tried[i] = false;
		}
		if (!place(&m, name)) {
			return false;
		}
	}
	return p->n > 0;
}

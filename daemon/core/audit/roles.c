/* Which screen is looked at most: as it is told, else as it was measured, else as the desktop has it. */
#include <math.h>

#include "audit-internal.h"

/* [J] Of two screens, one that has this part of their time or more is used about as much as the other. */
#define EQUAL_LEAST 0.40

static usec_t sum_of(const usec_t share[static MONITORS_MAX])
{
	usec_t sum = 0;

	for (size_t i = 0; i < MONITORS_MAX; i++) {
		sum = usec_add(sum, share[i]);
	}
	return sum;
}

bool shares_known(const usec_t share[static MONITORS_MAX])
{
	return sum_of(share) >= SHARE_KNOWN_LEAST;
}

bool shares_are_news(const usec_t now[static MONITORS_MAX],
		     const usec_t before[static MONITORS_MAX])
{
	usec_t all = sum_of(now), all_before = sum_of(before);

	if (all_before < SHARE_KNOWN_LEAST || all < SHARE_KNOWN_LEAST / 5 * 4) {
		return all >= SHARE_KNOWN_LEAST || all_before >= SHARE_KNOWN_LEAST;
	}
	for (size_t i = 0; i < MONITORS_MAX; i++) {
		if (fabs((double) now[i] / (double) all -
			 (double) before[i] / (double) all_before) >= SHARE_NEWS) {
			return true;
		}
	}
	return false;
}

/*
 * Whose use was measured: where nobody tells which one is the primary, the one that is used most, unless another one is
 * used about as much.  What is told secondary is.  False: nothing can be said.
 */
static bool measure_roles(struct workplace *w)
{
	double most = 0;
	size_t n = 0;
	int last = -1;

	for (size_t i = 0; i < w->n; i++) {
		const struct monitor_view *v = &w->view[i];
		if (v->setup.role == ROLE_PRIMARY || v->setup.role == ROLE_EQUAL) {
			return false;
		}
		if (v->setup.role == ROLE_UNSET && v->share > most) {
			most = v->share;
		}
	}
	for (size_t i = 0; i < w->n && most > 0; i++) {
		struct monitor_view *v = &w->view[i];
		bool used =
			v->setup.role == ROLE_UNSET && v->share >= EQUAL_LEAST * (v->share + most);
		v->role = used ? ROLE_EQUAL : ROLE_SECONDARY;
		last = used ? (int) i : last;
		n += used;
	}
	if (n == 1) {
		w->view[last].role = ROLE_PRIMARY;
	}
	return n > 0;
}

/*
 * Which screen is the primary one where no role says so; -1: one does, or equal ones take its place.
 * The only screen is, and an equal one without its like.
 */
static int choose_primary(const struct workplace *w, bool *ret_guessed)
{
	int equal = -1, primary = -1, open = -1;
	size_t equals = 0;

	*ret_guessed = false;
	if (w->n == 1) {
		return 0;
	}
	for (size_t i = w->n; i-- > 0;) { /* backwards: the first of its kind stays */
		const struct monitor_view *v = &w->view[i];
		if (v->setup.role == ROLE_PRIMARY) {
			return -1;
		}
		if (v->setup.role == ROLE_EQUAL) {
			equal = (int) i;
			equals++;
		}
		if (v->setup.role != ROLE_SECONDARY) {
			open = (int) i;
		}
		if (v->monitor->primary) {
			primary = (int) i;
		}
	}
	if (equals > 0) {
		return equals == 1 ? equal : -1;
	}
	/* The X server's, unless the user calls it secondary and another one is left. */
	if (primary >= 0 && (open < 0 || w->view[primary].setup.role != ROLE_SECONDARY)) {
		return primary;
	}
	*ret_guessed = true;
	return open < 0 ? 0 : open;
}

void workplace_resolve_roles(struct workplace *w)
{
	if (measure_roles(w)) {
		return;
	}
	bool guessed;
	int primary = choose_primary(w, &guessed);

	for (size_t i = 0; i < w->n; i++) {
		struct monitor_view *v = &w->view[i];
		if ((int) i == primary || v->setup.role == ROLE_PRIMARY) {
			v->role = ROLE_PRIMARY;
		} else if (v->setup.role == ROLE_EQUAL) {
			v->role = ROLE_EQUAL;
		} else {
			v->role = ROLE_SECONDARY;
		}
		if (guessed && ((int) i == primary || v->setup.role != ROLE_SECONDARY)) {
			v->estimated |= BIT(QUANTITY_ROLE);
		}
	}
}

int workplace_main(const struct workplace *w)
{
	int equal = -1;

	for (size_t i = 0; i < w->n; i++) {
		if (w->view[i].role == ROLE_PRIMARY) {
			return (int) i;
		}
		if (w->view[i].role == ROLE_EQUAL && equal < 0) {
			equal = (int) i;
		}
	}
	return equal;
}

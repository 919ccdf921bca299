#include "pulse-runs.h"

#include <stdlib.h>

/* The run of this class that t belongs to, else (no room for another one) the nearest; NULL: a new
 * one. */
static struct pulse_run *find(struct pulse_runs *runs, enum device_class device, usec_t t,
			      usec_t gap)
{
	struct pulse_run *nearest = NULL;
	usec_t least = USEC_INFINITY;

	for (size_t i = runs->n; i > 0; i--) {
		struct pulse_run *run = &runs->run[i - 1];
		usec_t distance;

		if (run->device != device) {
			continue;
		}
		distance = usec_max(usec_sub(t, run->last), usec_sub(run->first, t));
		if (distance == 0) {
			return run;
		}
		if (!nearest || distance < least) {
			nearest = run;
			least = distance;
		}
	}
	/* The last places are kept for classes that have no run yet. */
	return nearest && (least < gap || runs->n + _DEVICE_CLASS_MAX > PULSE_RUNS_MAX) ? nearest
											: NULL;
}

/* Joins to `run`, which has grown, what it now touches. */
static void join(struct pulse_runs *runs, struct pulse_run *run, usec_t gap)
{
	for (size_t i = runs->n; i > 0; i--) {
		struct pulse_run *other = &runs->run[i - 1];

		if (other == run || other->device != run->device ||
		    (other->first > run->last && other->first - run->last >= gap) ||
		    (run->first > other->last && run->first - other->last >= gap)) {
			continue;
		}
		run->first = usec_min(run->first, other->first);
		run->last = usec_max(run->last, other->last);
		*other = runs->run[--runs->n];
		if (run == &runs->run[runs->n]) {
			run = other;
		}
	}
}

void pulse_runs_add(struct pulse_runs *runs, enum device_class device, usec_t t, usec_t gap)
{
	struct pulse_run *run = find(runs, device, t, gap);

	if (!run) {
		runs->run[runs->n++] =
			(struct pulse_run){ .device = device, .first = t, .last = t };
		return;
	}
	if (t >= run->first && t <= run->last) {
		return;
	}
	run->first = usec_min(run->first, t);
	run->last = usec_max(run->last, t);
	join(runs, run, gap);
}

static int by_first(const void *a, const void *b)
{
	const struct pulse_run *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

void pulse_runs_sort(struct pulse_runs *runs, usec_t now)
{
	for (size_t i = 0; i < runs->n; i++) {
		runs->run[i].first = usec_min(runs->run[i].first, now);
		runs->run[i].last = usec_min(runs->run[i].last, now);
	}
	qsort(runs->run, runs->n, sizeof(runs->run[0]), by_first);
}

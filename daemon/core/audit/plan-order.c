/*
 * Best move first.  At each step the move is taken that takes most weight off the workplace as it is
 * by then; one that would add weight waits for others to make room, and is left out if none does.
 */
#include "plan-internal.h"

#include <string.h>

struct order {
	const struct draft *d;
	struct workplace *w;
	struct findings *scratch;
	unsigned screen[MONITORS_MAX], desk; /* what they weigh now */
	int delta[MOVES_MAX];                /* what a move adds; below 0: it makes things better */
	bool fresh[MOVES_MAX], done[MOVES_MAX];
	bool idle[MOVES_MAX]; /* taken, but nothing got better by it */
};

/* A workplace and its screens, to go back to. */
struct backup {
	struct workplace w;
	struct monitor_view view[MONITORS_MAX];
};

static void backup(const struct workplace *w, struct backup *ret)
{
	ret->w = *w;
	memcpy(ret->view, w->view, w->n * sizeof(w->view[0]));
}

static void restore(struct workplace *w, const struct backup *b)
{
	*w = b->w;
	memcpy(w->view, b->view, w->n * sizeof(w->view[0]));
}

static unsigned total(const struct order *o)
{
	unsigned sum = o->desk;

	for (size_t i = 0; i < o->w->n; i++) {
		sum += o->screen[i];
	}
	return sum;
}

static void weigh_all(struct order *o)
{
	o->desk = weigh_desk(o->w, o->scratch);
	for (int i = 0; i < (int) o->w->n; i++) {
		o->screen[i] = weigh_screen(o->w, i, o->scratch);
	}
}

/* What the k-th move would add. */
static void try_move(struct order *o, size_t k)
{
	const struct move *m = &o->d->move[k];
	struct workplace *w = o->w;

	if (move_is_shared(w, m)) {
		struct backup b;
		backup(w, &b);
		workplace_move(w, m);
		o->delta[k] = (int) weigh_workplace(w, o->scratch) - (int) total(o);
		restore(w, &b);
	} else {
		struct monitor_view view = w->view[m->monitor];
		struct workplace old = *w;
		workplace_move(w, m);
		o->delta[k] =
			(int) weigh_screen(w, m->monitor, o->scratch) - (int) o->screen[m->monitor];
		*w = old;
		w->view[m->monitor] = view;
	}
	o->fresh[k] = true;
}

/* How many steps of severity what is found of one screen, or of the desk (-1), gets better. */
static unsigned steps_better(const struct workplace *was, const struct workplace *is, int monitor,
			     struct findings *scratch)
{
	const struct workplace *both[] = { was, is };
	size_t old = 0;
	unsigned sum = 0;

	scratch->n = 0;
	for (size_t i = 0; i < ELEMENTSOF(both); i++) {
		old = scratch->n;
		if (monitor < 0) {
			judge_desk(both[i], scratch);
		} else {
			judge_screen(both[i], monitor, scratch);
			judge_pair(both[i], monitor, scratch);
		}
	}
	for (size_t i = 0; i < old; i++) {
		const struct finding *f = &scratch->f[i];
		enum severity now = SEVERITY_OK;
		for (size_t k = old; k < scratch->n; k++) {
			const struct finding *g = &scratch->f[k];
			if (g->rule == f->rule && g->posture == f->posture) {
				now = g->severity;
			}
		}
		sum += now < f->severity ? f->severity - now : 0;
	}
	return sum;
}

static void take(struct order *o, size_t k, struct audit *ret)
{
	struct move m = o->d->move[k];
	struct workplace *w = o->w;
	bool shared = move_is_shared(w, &m);
	struct backup b;

	backup(w, &b);
	b.w.view = b.view;
	workplace_move(w, &m);
	for (int i = -1; i < (int) w->n; i++) {
		if (shared || i == m.monitor) {
			m.fixes += steps_better(&b.w, w, i, o->scratch);
		}
	}
	o->done[k] = true;
	o->idle[ret->moves_n] = o->delta[k] == 0 && !o->d->enabling[k];
	ret->move[ret->moves_n++] = m;
	if (shared) {
		weigh_all(o);
	} else {
		o->screen[m.monitor] = weigh_screen(w, m.monitor, o->scratch);
	}
	for (size_t i = 0; i < o->d->n; i++) {
		const struct move *other = &o->d->move[i];
		if (shared || other->monitor == m.monitor || move_is_shared(w, other)) {
			o->fresh[i] = false;
		}
	}
}

/* The move to take next; -1: none, or none without making something worse.  What a move of the main
 * screen or the desk adds is looked at again only when it would be its turn. */
static int choose(struct order *o)
{
	for (;;) {
		int best = -1;
		for (size_t k = 0; k < o->d->n; k++) {
			if (o->done[k]) {
				continue;
			}
			if (!o->fresh[k] && !move_is_shared(o->w, &o->d->move[k])) {
				try_move(o, k);
			}
			if (best < 0 || o->delta[k] < o->delta[best]) {
				best = (int) k;
			}
		}
		if (best >= 0 && !o->fresh[best]) {
			try_move(o, (size_t) best);
			continue;
		}
		if (best >= 0 && o->delta[best] < 0) {
			return best;
		}
		bool stale = false;
		for (size_t k = 0; k < o->d->n; k++) {
			if (!o->done[k] && !o->fresh[k]) {
				try_move(o, k);
				stale = true;
			}
		}
		if (!stale) {
			return best >= 0 && o->delta[best] <= 0 ? best : -1;
		}
	}
}

/* Leaves out moves by which nothing got better and that no later one needed. */
static void drop_idle(struct order *o, const struct backup *first, struct audit *ret)
{
	for (size_t k = ret->moves_n; k-- > 0;) {
		if (!o->idle[k]) {
			continue;
		}
		unsigned with = weigh_workplace(o->w, o->scratch);
		struct backup b;
		backup(o->w, &b);
		restore(o->w, first);
		bool worse = false;
		unsigned last = weigh_workplace(o->w, o->scratch);
		for (size_t i = 0; i < ret->moves_n && !worse; i++) {
			if (i != k) {
				workplace_move(o->w, &ret->move[i]);
			}
			if (i > k) { /* each step on its own, too */
				unsigned now = weigh_workplace(o->w, o->scratch);
				worse = now > last;
				last = now;
			} else if (i + 1 >= k) {
				last = weigh_workplace(o->w, o->scratch);
			}
		}
		if (worse || weigh_workplace(o->w, o->scratch) > with) {
			restore(o->w, &b);
			continue;
		}
		memmove(&ret->move[k], &ret->move[k + 1],
			(ret->moves_n - k - 1) * sizeof(ret->move[0]));
		ret->moves_n--;
	}
}

bool plan_order(const struct draft *d, struct workplace *w, struct audit *ret,
		struct findings *scratch)
{
	struct order o = { .d = d, .w = w, .scratch = scratch };
	struct backup first;
	bool all = true;
	int k;

	backup(w, &first);
	weigh_all(&o);
	while ((k = choose(&o)) >= 0) {
		take(&o, (size_t) k, ret);
	}
	for (size_t i = 0; i < d->n; i++) {
		all = all && (o.done[i] || d->move[i].monitor >= 0);
	}
	drop_idle(&o, &first, ret);
	return all;
}

/*
 * Best move first.  At each step the move is taken that takes most weight off the workplace as it is
 * by then; one that would add weight waits for others to make room, and is left out if none does.
 */
#include "plan-internal.h"

struct order {
	const struct draft *d;
	struct workplace *w;
	struct findings *scratch;
	struct tally now;
	struct tally tried; /* with the move `tried_move`, if that is one that is shared */
	int tried_move;
	int delta[MOVES_MAX]; /* what a move adds; below 0: it makes things better */
	bool fresh[MOVES_MAX], done[MOVES_MAX];
};

/* What the k-th move would add for the screen that it moves: a guess where others follow that one. */
static void guess_move(struct order *o, size_t k)
{
	const struct move *m = &o->d->move[k];
	struct workplace *w = o->w;
	struct backup b;

	backup_take(&b, w);
	workplace_move(w, m);
	o->delta[k] =
		(int) weigh_screen(w, m->monitor, o->scratch) - (int) o->now.screen[m->monitor];
	backup_restore(&b, w);
}

/* What the k-th move would add. */
static void try_move(struct order *o, size_t k)
{
	const struct move *m = &o->d->move[k];
	struct workplace *w = o->w;

	if (move_is_shared(w, m)) {
		struct backup b;
		backup_take(&b, w);
		workplace_move(w, m);
		tally_all(&o->tried, w, o->scratch);
		o->tried_move = (int) k;
		o->delta[k] = (int) o->tried.sum - (int) o->now.sum;
		backup_restore(&b, w);
	} else {
		struct monitor_view view = w->view[m->monitor];
		struct workplace old = *w;
		workplace_move(w, m);
		o->delta[k] = (int) weigh_screen(w, m->monitor, o->scratch) -
			      (int) o->now.screen[m->monitor];
		*w = old;
		w->view[m->monitor] = view;
	}
	o->fresh[k] = true;
}

static void take(struct order *o, size_t k, struct plan *ret)
{
	struct move m = o->d->move[k];
	struct workplace *w = o->w;
	bool shared = move_is_shared(w, &m);

	workplace_move(w, &m);
	o->done[k] = true;
	ret->idle[ret->n] = o->delta[k] == 0 && !o->d->enabling[k];
	ret->move[ret->n++] = m;
	/* what try_move() found last */
	if (!shared) {
		o->now.screen[m.monitor] += (unsigned) o->delta[k];
		o->now.sum += (unsigned) o->delta[k];
	} else if (o->tried_move == (int) k) {
		o->now = o->tried;
	} else {
		tally_all(&o->now, w, o->scratch);
	}
	o->tried_move = -1;
	for (size_t i = 0; i < o->d->n; i++) {
		const struct move *other = &o->d->move[i];
		if (shared || other->monitor == m.monitor || move_is_shared(w, other)) {
			o->fresh[i] = false;
		}
	}
}

/* The move that seems to be best; -1: all are done. */
static int seems_best(const struct order *o)
{
	int best = -1;

	for (size_t k = 0; k < o->d->n; k++) {
		if (!o->done[k] && (best < 0 || o->delta[k] < o->delta[best])) {
			best = (int) k;
		}
	}
	return best;
}

/*
 * The move to take next; -1: none, or none without making something worse.  What a move adds changes
 * with those before it, and takes long to find out: it is looked at again when it would be its turn,
 * and that of all of them before it is said that none helps.
 */
static int choose(struct order *o)
{
	int best;

	while ((best = seems_best(o)) >= 0) {
		bool stale = false;
		if (!o->fresh[best]) {
			try_move(o, (size_t) best);
			continue;
		}
		if (o->delta[best] < 0) {
			return best;
		}
		for (size_t k = 0; k < o->d->n; k++) {
			if (!o->done[k] && !o->fresh[k]) {
				try_move(o, k);
				stale = true;
			}
		}
		if (!stale) {
			return o->delta[best] <= 0 ? best : -1;
		}
	}
	return -1;
}

bool plan_order(const struct draft *d, struct workplace *w, struct plan *ret,
		struct findings *scratch)
{
	struct order o = { .d = d, .w = w, .scratch = scratch, .tried_move = -1 };
	bool all = true;
	int k;

	tally_all(&o.now, w, scratch);
	for (size_t i = 0; i < d->n; i++) {
		const struct move *m = &d->move[i];
		if (m->monitor >= 0 && m->kind != MOVE_SWAP && move_is_shared(w, m)) {
			guess_move(&o, i);
		} else {
			try_move(&o, i);
		}
	}
	while (ret->n < MOVES_MAX && (k = choose(&o)) >= 0) {
		take(&o, (size_t) k, ret);
	}
	for (size_t i = 0; i < d->n; i++) {
		all = all && (o.done[i] || d->move[i].monitor >= 0);
	}
	return all;
}

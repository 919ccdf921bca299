/* A plan that was found step by step, made shorter: without what did no good, and with two moves of one
 * thing made one, as long as it leads to a place as good and makes nothing worse on the way. */
#include "plan-internal.h"

#include <string.h>

#define PERCENT 100.0

void backup_take(struct backup *ret, const struct workplace *w)
{
	ret->w = *w;
	memcpy(ret->view, w->view, w->n * sizeof(w->view[0]));
	ret->w.view = ret->view;
}

void backup_restore(const struct backup *b, struct workplace *w)
{
	struct monitor_view *view = w->view;

	*w = b->w;
	w->view = view;
	memcpy(view, b->view, w->n * sizeof(view[0]));
}

void tally_all(struct tally *ret, const struct workplace *w, struct findings *scratch)
{
	ret->sum = ret->desk = weigh_desk(w, scratch);
	for (int i = 0; i < (int) w->n; i++) {
		ret->sum += ret->screen[i] = weigh_screen(w, i, scratch);
	}
}

void tally_move(struct tally *t, const struct workplace *w, const struct move *m, bool shared,
		struct findings *scratch)
{
	if (shared) {
		tally_all(t, w, scratch);
		return;
	}
	t->sum -= t->screen[m->monitor];
	t->screen[m->monitor] = weigh_screen(w, m->monitor, scratch);
	t->sum += t->screen[m->monitor];
}

/* Carries a plan out from the beginning.  Whether it makes nothing worse on the way, and leads to no
 * more than `most`; then *w is what it leads to, else it is as it was. */
static bool replay(struct workplace *w, const struct backup *first, const struct plan *p,
		   unsigned most, struct findings *scratch)
{
	struct backup old;
	struct tally t;
	bool good = true;

	backup_take(&old, w);
	backup_restore(first, w);
	tally_all(&t, w, scratch);
	for (size_t i = 0; i < p->n && good; i++) {
		unsigned last = t.sum;
		bool shared = move_is_shared(w, &p->move[i]);
		workplace_move(w, &p->move[i]);
		tally_move(&t, w, &p->move[i], shared, scratch);
		good = t.sum <= last;
	}
	if (!good || t.sum > most) {
		backup_restore(&old, w);
		return false;
	}
	return true;
}

static void drop(struct plan *p, size_t k)
{
	memmove(&p->move[k], &p->move[k + 1], (p->n - k - 1) * sizeof(p->move[0]));
	memmove(&p->idle[k], &p->idle[k + 1], (p->n - k - 1) * sizeof(p->idle[0]));
	p->n--;
}

static void drop_idle(struct plan *p, const struct backup *first, struct workplace *w,
		      struct findings *scratch)
{
	for (size_t k = p->n; k-- > 0;) {
		if (p->idle[k]) {
			struct plan shorter = *p;
			drop(&shorter, k);
			if (replay(w, first, &shorter, weigh_workplace(w, scratch), scratch)) {
				*p = shorter;
			}
		}
	}
}

/* Whether `b`, which comes later, goes on with what `a` began. */
static bool goes_on(const struct move *a, const struct move *b)
{
	return a->monitor == b->monitor && a->posture == b->posture &&
	       (a->kind == b->kind || (a->kind == MOVE_RISER && b->kind == MOVE_HEIGHT));
}

/* Both in one. */
static struct move join(const struct move *a, const struct move *b)
{
	struct move m = *a;

	m.target = b->target;
	m.amount += b->amount;
	if (a->kind == MOVE_TEXT) {
		m.target = text_percent(a->target * b->target / PERCENT);
		m.amount = m.target - PERCENT;
	}
	return m;
}

static bool is_nothing(const struct move *m)
{
	return fabs(m->amount) <
	       (m->kind == MOVE_TILT || m->kind == MOVE_YAW ? LEAST_DEG : LEAST_MM);
}

/* In the place of the first, in that of the second, or not at all. */
static bool join_pair(struct plan *p, size_t i, size_t k, const struct backup *first,
		      struct workplace *w, struct findings *scratch)
{
	struct move both = join(&p->move[i], &p->move[k]);
	unsigned most = weigh_workplace(w, scratch);

	for (int at = 0; at < 2; at++) {
		struct plan shorter = *p;
		shorter.move[at == 0 ? i : k] = both;
		shorter.idle[at == 0 ? i : k] = false;
		drop(&shorter, at == 0 ? k : i);
		if (is_nothing(&both)) {
			drop(&shorter, at == 0 ? i : k - 1);
		}
		if (replay(w, first, &shorter, most, scratch)) {
			*p = shorter;
			return true;
		}
	}
	return false;
}

static bool join_any(struct plan *p, const struct backup *first, struct workplace *w,
		     struct findings *scratch)
{
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = i + 1; k < p->n; k++) {
			if (goes_on(&p->move[i], &p->move[k]) &&
			    join_pair(p, i, k, first, w, scratch)) {
				return true;
			}
		}
	}
	return false;
}

void plan_trim(struct plan *p, const struct backup *first, struct workplace *w,
	       struct findings *scratch)
{
	while (join_any(p, first, w, scratch)) {
	}
	drop_idle(p, first, w, scratch);
}

/* ---- the order in which one would do it ---- */

static int find_move(const struct plan *p, enum move_kind kind, int monitor, size_t from)
{
	for (size_t i = from; i < p->n; i++) {
		if (p->move[i].kind == kind && p->move[i].monitor == monitor) {
			return (int) i;
		}
	}
	return -1;
}

/* Takes the move at `from` to the place `to`; what is between makes room. */
static bool try_shift(struct plan *p, size_t from, size_t to, const struct backup *first,
		      struct workplace *w, struct findings *scratch)
{
	struct plan other = *p;
	size_t low = from < to ? from : to, n = from < to ? to - from : from - to;

	if (from < to) {
		memmove(&other.move[low], &p->move[low + 1], n * sizeof(p->move[0]));
	} else {
		memmove(&other.move[low + 1], &p->move[low], n * sizeof(p->move[0]));
	}
	other.move[to] = p->move[from];
	if (n == 0 || !replay(w, first, &other, weigh_workplace(w, scratch), scratch)) {
		return n == 0;
	}
	*p = other;
	return true;
}

/* Seat and desk come before the screens, whose amounts count on them: "lower the screen by 26 cm" is
 * hard to understand of one that is 41 cm too high, as long as the desk stands where it does. */
static void desk_first(struct plan *p, const struct backup *first, struct workplace *w,
		       struct findings *scratch)
{
	size_t at = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct move *m = &p->move[i];
		if (m->monitor < 0 && m->posture == POSTURE_SITTING && m->kind != MOVE_MEASURE &&
		    try_shift(p, i, at, first, w, scratch)) {
			at++;
		}
	}
}

void plan_tidy(struct plan *p, const struct backup *first, struct workplace *w,
	       struct findings *scratch)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct move *m = &p->move[i];
		int height = m->kind == MOVE_TILT ? find_move(p, MOVE_HEIGHT, m->monitor, i) : -1;
		if (height >= 0) {
			(void) try_shift(p, (size_t) height, i, first, w, scratch);
		}
	}
	desk_first(p, first, w, scratch);
	int seat = find_move(p, MOVE_SEAT, -1, 0), rest = find_move(p, MOVE_FOOTREST, -1, 0);
	if (seat < 0 || rest < 0) {
		return;
	}
	size_t s = (size_t) seat, r = (size_t) rest;
	if (!try_shift(p, r, r > s ? s + 1 : s, first, w, scratch) &&
	    !try_shift(p, s, r > s ? r - 1 : r, first, w, scratch)) {
		/* raised first, the seat would be far too high */
		(void) try_shift(p, r, r > s ? s : s - 1, first, w, scratch);
	}
}

/* ---- what each move does ---- */

/* How bad each rule is of each screen, with how it compares with the main one; the desk last. */
struct marks {
	uint8_t severity[MONITORS_MAX + 1][_RULE_MAX][_POSTURE_MAX];
};

static void mark(const struct workplace *w, size_t part, struct marks *ret,
		 struct findings *scratch)
{
	scratch->n = 0;
	if (part == MONITORS_MAX) {
		judge_desk(w, scratch);
	} else {
		judge_screen(w, (int) part, scratch);
		judge_pair(w, (int) part, scratch);
	}
	memset(ret->severity[part], 0, sizeof(ret->severity[part]));
	for (size_t i = 0; i < scratch->n; i++) {
		const struct finding *f = &scratch->f[i];
		ret->severity[part][f->rule][f->posture] = (uint8_t) f->severity;
	}
}

static unsigned steps_better(const struct marks *was, const struct marks *is, size_t part)
{
	const uint8_t *a = &was->severity[part][0][0], *b = &is->severity[part][0][0];
	unsigned sum = 0;

	for (size_t i = 0; i < sizeof(was->severity[0]); i++) {
		sum += a[i] > b[i] ? (unsigned) (a[i] - b[i]) : 0;
	}
	return sum;
}

void plan_count_fixes(struct plan *p, const struct backup *first, struct findings *scratch)
{
	struct backup is;
	struct marks now, next;

	backup_take(&is, &first->w);
	for (size_t part = 0; part <= MONITORS_MAX; part++) {
		if (part < is.w.n || part == MONITORS_MAX) {
			mark(&is.w, part, &now, scratch);
		}
	}
	for (size_t k = 0; k < p->n; k++) {
		struct move *m = &p->move[k];
		bool shared = move_is_shared(&is.w, m);
		workplace_move(&is.w, m);
		m->fixes = 0;
		for (size_t part = 0; part <= MONITORS_MAX; part++) {
			bool there = part < is.w.n || part == MONITORS_MAX;
			if (there && (shared || (int) part == m->monitor)) {
				mark(&is.w, part, &next, scratch);
				m->fixes += steps_better(&now, &next, part);
				memcpy(now.severity[part], next.severity[part],
				       sizeof(now.severity[part]));
			}
		}
	}
}

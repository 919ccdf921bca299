/* Rules over a workplace: what is found, how bad, and how sure. */
#include "audit-internal.h"

#include <string.h>

/* Sums of tenths are not exact: what is this near to a limit is at it. */
#define TINY 1e-9

/* ---- one screen in one posture ---- */

static bool look_of(const struct screen *s, struct look *ret)
{
	struct angles a;

	if (screen_angles(s, &a) < 0) {
		return false;
	}
	*ret = (struct look){ a.top, a.centre, a.bottom, a.incidence, a.top_height - s->eye };
	return true;
}

bool look_at(const struct workplace *w, int monitor, enum posture posture, struct look *ret)
{
	const struct monitor_view *v = &w->view[monitor];
	const struct angles *a = &v->angles[posture];

	if (!v->known[posture]) {
		return false;
	}
	*ret = (struct look){ a->top, a->centre, a->bottom, a->incidence,
			      a->top_height - w->body.eye[posture].mm };
	return true;
}

static void widen_one(double moved, double at, double *down, double *up)
{
	if (moved < at) {
		*down = hypot(*down, at - moved);
	} else {
		*up = hypot(*up, moved - at);
	}
}

/* What one estimate, moved by its standard deviation, adds. */
static void widen(const struct screen *moved, const struct look *at, struct look_doubt *ret)
{
	struct look l;

	if (!look_of(moved, &l)) {
		return;
	}
	widen_one(l.top, at->top, &ret->down.top, &ret->up.top);
	widen_one(l.centre, at->centre, &ret->down.centre, &ret->up.centre);
	widen_one(l.bottom, at->bottom, &ret->down.bottom, &ret->up.bottom);
	widen_one(l.incidence, at->incidence, &ret->down.incidence, &ret->up.incidence);
	widen_one(l.top_over_eye, at->top_over_eye, &ret->down.top_over_eye, &ret->up.top_over_eye);
}

void look_doubt(const struct workplace *w, int monitor, enum posture posture,
		struct look_doubt *ret)
{
	struct monitor_view v = w->view[monitor];
	struct body body = w->body;
	struct screen s;
	struct look at;

	memset(ret, 0, sizeof(*ret));
	if (!look_at(w, monitor, posture, &at)) {
		return;
	}
	for (int sign = -1; sign <= 1; sign += 2) {
		if (body.eye[posture].sd > 0) {
			(void) view_screen(&v, &w->body, posture, &s);
			s.eye += sign * body.eye[posture].sd;
			widen(&s, &at, ret);
		}
		if (v.estimated & BIT(QUANTITY_TILT)) {
			v.tilt += sign * TILT_SD;
			(void) view_screen(&v, &w->body, posture, &s);
			widen(&s, &at, ret);
			v.tilt = w->view[monitor].tilt;
		}
		if (v.estimated & BIT(QUANTITY_IMAGE_BOTTOM)) {
			(void) view_screen(&v, &w->body, posture, &s);
			s.centre += sign * IMAGE_BOTTOM_SD;
			widen(&s, &at, ret);
		}
	}
}

/* ---- bands ---- */

static bool within(double v, const struct band *b)
{
	return b->low - TINY <= v && v <= b->high + TINY;
}

static double nearest_limit(double v, const struct band *ok, const struct band *caution)
{
	if (ok->low > ok->high) { /* nothing is ok */
		return isfinite(caution->high) ? caution->high : (double) NAN;
	}
	return v > ok->high ? ok->high : ok->low;
}

/* A "high" that rests on an estimate is one only if it still is one standard deviation away. */
static enum severity judge(const struct rule_info *info, const struct reading *r)
{
	const struct band *caution = &info->caution;

	if (isnan(r->value) || within(r->value, &r->ok)) {
		return SEVERITY_OK;
	}
	if (within(r->value, &info->note)) {
		return SEVERITY_NOTE;
	}
	if (within(r->value, caution)) {
		return SEVERITY_CAUTION;
	}
	bool still = r->value > caution->high ? r->value - r->down > caution->high + TINY
					      : r->value + r->up < caution->low - TINY;
	return still ? SEVERITY_HIGH : SEVERITY_CAUTION;
}

static void find(const struct rule_row *row, struct subject *s, struct findings *f)
{
	struct reading r = { .ok = row->info.ok, .value = NAN };

	row->read(s, &r);
	if (!r.applies) {
		return;
	}
	enum severity severity = judge(&row->info, &r);
	if (severity == SEVERITY_HIGH && r.estimated != 0 && s->room && !s->doubt) {
		/* It costs more than all the rest, and few need it. */
		look_doubt(s->w, s->monitor, s->posture, s->room);
		s->doubt = s->room;
		row->read(s, &r);
		severity = judge(&row->info, &r);
	}
	severity = severity > r.least ? severity : r.least;
	if (severity == SEVERITY_OK || f->n >= FINDINGS_MAX) {
		return;
	}
	f->f[f->n++] = (struct finding){
		.rule = row->info.rule,
		.monitor = s->monitor,
		.other = s->other,
		.posture = s->posture,
		.severity = severity,
		.measured = r.value,
		.limit = nearest_limit(r.value, &r.ok, &row->info.caution),
		.estimated = r.estimated,
		.move = { .kind = MOVE_NONE, .monitor = -1 },
		.after = severity,
	};
}

static void find_all(enum scope scope, struct subject *s, struct findings *f)
{
	for (const struct rule_row *row = rule_rows; row < rule_rows + _RULE_MAX; row++) {
		if (row->scope == scope) {
			find(row, s, f);
		}
	}
}

/* ---- who is asked ---- */

void judge_screen(const struct workplace *w, int monitor, struct findings *f)
{
	struct subject s = { .w = w, .monitor = monitor, .other = -1 };
	struct look_doubt room;
	struct look look;

	find_all(SCOPE_SCREEN, &s, f);
	s.look = &look;
	s.room = &room;
	for (s.posture = POSTURE_SITTING; s.posture < _POSTURE_MAX; s.posture++) {
		if (look_at(w, monitor, s.posture, &look)) {
			s.doubt = NULL;
			find_all(SCOPE_SCREEN_POSTURE, &s, f);
		}
	}
}

void judge_pair(const struct workplace *w, int monitor, struct findings *f)
{
	struct subject s = { .w = w, .monitor = monitor, .other = workplace_main(w) };

	if (s.other >= 0 && s.other != monitor) {
		find_all(SCOPE_PAIR, &s, f);
	}
}

void judge_desk(const struct workplace *w, struct findings *f)
{
	struct subject s = { .w = w, .monitor = -1, .other = -1 };

	find_all(SCOPE_DESK, &s, f);
	for (s.posture = POSTURE_SITTING; s.posture < _POSTURE_MAX; s.posture++) {
		find_all(SCOPE_DESK_POSTURE, &s, f);
	}
}

void workplace_judge(const struct workplace *w, struct findings *ret)
{
	ret->n = 0;
	judge_desk(w, ret);
	for (int i = 0; i < (int) w->n; i++) {
		judge_screen(w, i, ret);
		judge_pair(w, i, ret);
	}
	findings_sort(ret);
}

/* ---- findings ---- */

/* Worst first; then by monitor (the desk before all), by rule, posture and the other one of a pair. */
static uint64_t sort_key(const struct finding *f)
{
	return (uint64_t) (SEVERITY_HIGH - f->severity) << 48 | (uint64_t) (f->monitor + 1) << 32 |
	       (uint64_t) f->rule << 16 | (uint64_t) f->posture << 8 | (uint64_t) (f->other + 1);
}

/* Keys are sorted (Shell's way), then each finding is moved once. */
void findings_sort(struct findings *f)
{
	static const size_t gaps[] = { 57, 23, 10, 4, 1 };
	struct {
		uint64_t key;
		size_t from;
	} at[FINDINGS_MAX], x;

	for (size_t i = 0; i < f->n; i++) {
		at[i].key = sort_key(&f->f[i]);
		at[i].from = i;
	}
	for (size_t g = 0; g < ELEMENTSOF(gaps); g++) {
		for (size_t i = gaps[g]; i < f->n; i++) {
			size_t k = i;
			for (x = at[i]; k >= gaps[g] && at[k - gaps[g]].key > x.key; k -= gaps[g]) {
				at[k] = at[k - gaps[g]];
			}
			at[k] = x;
		}
	}
	for (size_t i = 0; i < f->n; i++) { /* along each cycle of the permutation */
		struct finding first = f->f[i];
		size_t k = i;
		while (at[k].from != i) {
			size_t from = at[k].from;
			f->f[k] = f->f[from];
			at[k].from = k;
			k = from;
		}
		f->f[k] = first;
		at[k].from = k;
	}
}

enum severity findings_worst(const struct findings *f)
{
	enum severity worst = SEVERITY_OK;

	for (size_t i = 0; i < f->n; i++) {
		worst = f->f[i].severity > worst ? f->f[i].severity : worst;
	}
	return worst;
}

void findings_count(const struct findings *f, unsigned ret[static _SEVERITY_MAX])
{
	memset(ret, 0, _SEVERITY_MAX * sizeof(ret[0]));
	for (size_t i = 0; i < f->n; i++) {
		ret[f->f[i].severity]++;
	}
}

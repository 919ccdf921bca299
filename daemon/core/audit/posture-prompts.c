/*
 * One memory a finding:
 *
 *                 audit: stands                 prompted                    answered
 *     (unknown) ----------------> owed -----------------------> told ------------------> told, again later
 *         ^                         ^  worse, or its time came   |                              |
 *         |                         +----------------------------+------------------------------+
 *         +---- audit: does not stand, and could be judged (not of exposure, nor of measured use)
 */
#include "ergo/posture-prompt.h"

#include <math.h>
#include <string.h>

/* [J] An answer that lies further ahead than this is not ours: the clock was set. */
#define AGAIN_MOST (2 * USEC_PER_DAY)

static const char *const answer_names[] = {
	[POSTURE_ANSWER_TOMORROW] = "tomorrow",
	[POSTURE_ANSWER_DONE] = "done",
};
DEFINE_STRTAB(posture_answer, enum posture_answer, answer_names)

void posture_init(struct posture_prompts *p)
{
	p->day = 0;
	p->today = 0;
	p->n = 0; /* what is beyond the end of the list is not touched, so that it takes no memory */
	p->distant = 0;
	p->ready = USEC_INFINITY;
}

/* ---- which monitor ---- */

#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

/* The NUL belongs to it, so that ("ab", "c") and ("a", "bc") differ. */
static uint64_t hash(uint64_t h, const char *s)
{
	do {
		h = (h ^ (unsigned char) *s) * FNV_PRIME;
	} while (*s++);
	return h;
}

static uint64_t not_zero(uint64_t h)
{
	return h ? h : 1;
}

uint64_t posture_monitor(const struct monitor *m)
{
	uint64_t h = hash(FNV_START, m->vendor);

	h = hash(hash(h, m->model), m->serial);
	return not_zero(m->model[0] ? h : hash(h, m->output));
}

static uint64_t view_fingerprint(const struct audit *a, int i)
{
	const struct monitor_view *v;

	if (i < 0 || (size_t) i >= a->n) {
		return 0;
	}
	v = &a->view[i];
	return v->monitor ? posture_monitor(v->monitor) : not_zero(hash(FNV_START, v->name));
}

/* ---- what is remembered ---- */

/* Nothing is prompted for which nothing can be done, or that may be none once it is measured. */
static bool is_prompted(const struct finding *f)
{
	return f->severity >= SEVERITY_CAUTION && f->move.kind != MOVE_NONE &&
	       f->move.kind != MOVE_MEASURE;
}

static bool is_owed(const struct posture_memory *m, usec_t real)
{
	return m->stands >= SEVERITY_CAUTION &&
	       (m->stands > m->told || (m->again != 0 && real >= m->again));
}

/* It goes with the day and comes again with the hours. */
static bool is_exposure(enum rule rule)
{
	return rule == RULE_LAPTOP_ONLY;
}

/*
 * The role of a screen that was measured may be another one next week, and another one again: nobody is told the same
 * each time.
 */
static bool is_by_use(const struct audit *a, enum rule rule)
{
	bool measured = false;

	for (size_t i = 0; i < a->n; i++) {
		measured = measured ||
			   (isfinite(a->view[i].share) && a->view[i].setup.role == ROLE_UNSET);
	}
	return measured &&
	       (rule == RULE_YAW_PRIMARY || rule == RULE_YAW_EQUAL || rule == RULE_YAW_SECONDARY);
}

/* Where it stands; p->n: nowhere. */
static size_t find(const struct posture_prompts *p, const struct audit *a, const struct finding *f)
{
	uint64_t monitor = view_fingerprint(a, f->monitor), other = view_fingerprint(a, f->other);

	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct posture_memory *m = &p->memory[i];

		if (m->rule == f->rule && m->posture == f->posture && m->monitor == monitor &&
		    m->other == other) {
			break;
		}
	}
	return i;
}

/* Room for one more: the one that has not stood for longest gives its place.  NULL: all of them stand. */
static struct posture_memory *make_room(struct posture_prompts *p)
{
	struct posture_memory *oldest = NULL;

	if (p->n < POSTURE_MAX) {
		return &p->memory[p->n++];
	}
	for (size_t i = 0; i < p->n; i++) {
		struct posture_memory *m = &p->memory[i];

		if (m->stands == SEVERITY_OK && (!oldest || m->seen < oldest->seen)) {
			oldest = m;
		}
	}
	return oldest;
}

static void take_in(struct posture_prompts *p, const struct audit *a, const struct finding *f,
		    usec_t boot)
{
	size_t at = find(p, a, f);
	struct posture_memory *m = &p->memory[at];

	if (at == p->n) {
		m = make_room(p);
		if (!m) {
			return;
		}
		*m = (struct posture_memory){
			.rule = f->rule,
			.posture = f->posture,
			.monitor = view_fingerprint(a, f->monitor),
			.other = view_fingerprint(a, f->other),
			.since = boot,
		};
	}
	if (f->severity > m->stands) { /* of twins that nothing tells apart the worse counts */
		m->stands = f->severity;
	}
}

/* Whether a finding on that monitor would have been found. */
static bool can_judge(const struct audit *a, uint64_t monitor)
{
	bool there = monitor == 0;

	for (size_t i = 0; i < a->n && !there; i++) {
		there = view_fingerprint(a, (int) i) == monitor;
	}
	for (size_t i = 0; i < a->findings.n && there && monitor != 0; i++) {
		const struct finding *f = &a->findings.f[i];

		there = f->rule != RULE_UNKNOWN || view_fingerprint(a, f->monitor) != monitor;
	}
	return there;
}

/* Brings one up to date.  Returns whether it is still to be remembered. */
static bool bring_up(struct posture_memory *m, enum severity stood, const struct audit *a,
		     const struct stamp *now, int64_t day)
{
	if (m->again > usec_add(now->real, AGAIN_MOST)) {
		m->again = usec_add(now->real, AGAIN_MOST);
	}
	if (m->seen > day) {
		m->seen = day;
	}
	if (m->stands > SEVERITY_OK) {
		if (m->stands > stood && m->stands > m->told) {
			m->since = now->boot;
		}
		if (m->stands < m->told && !is_exposure(m->rule)) {
			m->told = m->stands;
		}
		m->seen = day;
		return true;
	}
	if (m->told == SEVERITY_OK) {
		return false;
	}
	if (!is_exposure(m->rule) && !is_by_use(a, m->rule) && can_judge(a, m->monitor) &&
	    can_judge(a, m->other)) {
		return false;
	}
	return day - m->seen <= POSTURE_KEPT_DAYS;
}

static bool is_written(const struct posture_memory *m)
{
	return m->told > SEVERITY_OK;
}

/* Whether what is written of it has changed. */
static bool differs(const struct posture_memory *a, const struct posture_memory *b)
{
	return a->told != b->told || a->again != b->again || a->seen != b->seen ||
	       a->last != b->last;
}

bool posture_audit(struct posture_prompts *p, const struct audit *a, const struct stamp *now,
		   usec_t day_starts)
{
	enum severity stood[POSTURE_MAX] = { SEVERITY_OK };
	int64_t day = stamp_day(now, day_starts);
	bool changed = false;
	size_t kept = 0;

	for (size_t i = 0; i < p->n; i++) {
		stood[i] = p->memory[i].stands;
		p->memory[i].stands = SEVERITY_OK;
	}
	for (size_t i = 0; i < a->findings.n; i++) {
		if (is_prompted(&a->findings.f[i])) {
			take_in(p, a, &a->findings.f[i], now->boot);
		}
	}
	for (size_t i = 0; i < p->n; i++) {
		struct posture_memory m = p->memory[i];
		bool keep = bring_up(&m, stood[i], a, now, day);

		changed |= is_written(&p->memory[i]) && (!keep || differs(&m, &p->memory[i]));
		if (keep) {
			p->memory[kept++] = m;
		}
	}
	p->n = kept;
	return changed;
}

/* ---- when ---- */

void posture_break_prompted(struct posture_prompts *p, usec_t t)
{
	p->distant = usec_max(p->distant, usec_add(t, POSTURE_DISTANCE));
}

/* A prompt of a break is on show, held back, or comes within POSTURE_DISTANCE. */
static bool break_is_near(const struct snapshot *s)
{
	switch (s->next_reason) {
	case NEXT_NOTHING:
		return false;
	case NEXT_COUNTING:
	case NEXT_AWAY:
		return s->next_in <= POSTURE_DISTANCE;
	case NEXT_ACTIVE:
	case NEXT_POSTPONED:
	case NEXT_SETTLE:
	case NEXT_LULL:
	case NEXT_QUIET:
	case NEXT_SILENCE:
	case _NEXT_REASON_MAX:
		break;
	}
	return true;
}

/* Were it not for quiet. */
static bool is_welcome(const struct posture_moment *m)
{
	const struct snapshot *s = m->snapshot;

	return m->can_show && m->config->prompts_posture && s->presence == PRESENCE_PRESENT &&
	       !s->silent && s->break_state == BREAK_NONE && !break_is_near(s);
}

/* Since when the newest of what is owed stands; USEC_INFINITY: nothing is owed. */
static usec_t owed_since(const struct posture_prompts *p, usec_t real)
{
	usec_t since = 0;
	bool any = false;

	for (size_t i = 0; i < p->n; i++) {
		if (is_owed(&p->memory[i], real)) {
			since = usec_max(since, p->memory[i].since);
			any = true;
		}
	}
	return any ? since : USEC_INFINITY;
}

/* A clock that goes back over the boundary, by the hour of the summer or to what is right, begins no day anew. */
static int64_t day_of(const struct posture_prompts *p, const struct stamp *now, usec_t day_starts)
{
	int64_t day = stamp_day(now, day_starts);

	return p->day == day + 1 ? p->day : day;
}

static unsigned prompts_of(const struct posture_prompts *p, int64_t day)
{
	return p->day == day ? p->today : 0;
}

/* From when on one may be shown, were it not for quiet; USEC_INFINITY: not by time alone. */
static usec_t welcome_from(const struct posture_prompts *p, const struct posture_moment *m)
{
	const struct config *c = m->config;
	usec_t since = owed_since(p, m->now->real);

	if (since == USEC_INFINITY || !is_welcome(m) ||
	    prompts_of(p, day_of(p, m->now, c->session_day_starts)) >= POSTURE_A_DAY) {
		return USEC_INFINITY;
	}
	/* Who has just come or is just rearranging the desk is left in peace. */
	return usec_max(usec_add(usec_max(since, m->snapshot->presence_since), c->prompts_settle),
			p->distant);
}

bool posture_near(const struct posture_prompts *p, const struct posture_moment *m)
{
	return m->now->boot >= welcome_from(p, m);
}

bool posture_due(struct posture_prompts *p, const struct posture_moment *m, usec_t *ret_look)
{
	usec_t from = welcome_from(p, m), now = m->now->boot, gap;

	*ret_look = USEC_INFINITY;
	if (from == USEC_INFINITY || m->snapshot->quiet) {
		p->ready = USEC_INFINITY;
		return false;
	}
	if (now < from) {
		p->ready = USEC_INFINITY;
		*ret_look = from;
		return false;
	}
	if (p->ready == USEC_INFINITY) {
		p->ready = now;
	}
	gap = usec_min(usec_add(m->snapshot->last_pulse, m->config->prompts_lull),
		       usec_add(p->ready, m->config->prompts_lull_max));
	if (now < gap) {
		*ret_look = gap;
		return false;
	}
	return true;
}

/* ---- what ---- */

/* Of the worst ones, brings the one to the front that the best of the plan's moves helps, if any does. */
static void lead(const struct audit *a, size_t *index, size_t n)
{
	for (size_t i = 0; i < a->moves_n; i++) {
		for (size_t j = 0; j < n; j++) {
			size_t best = index[j];

			if (a->findings.f[best].severity < a->findings.f[index[0]].severity) {
				break; /* they are worst first */
			}
			if (moves_alike(&a->move[i], &a->findings.f[best].move)) {
				memmove(&index[1], &index[0], j * sizeof(index[0]));
				index[0] = best;
				return;
			}
		}
	}
}

size_t posture_owed(const struct posture_prompts *p, const struct audit *a, const struct stamp *now,
		    size_t ret[static FINDINGS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		size_t at = is_prompted(f) ? find(p, a, f) : p->n;

		if (at < p->n && is_owed(&p->memory[at], now->real)) {
			ret[n++] = i;
		}
	}
	lead(a, ret, n);
	return n;
}

void posture_prompted(struct posture_prompts *p, const struct stamp *now, usec_t day_starts)
{
	int64_t day = day_of(p, now, day_starts);

	p->today = prompts_of(p, day) + 1;
	p->day = day;
	p->ready = USEC_INFINITY;
	for (size_t i = 0; i < p->n; i++) {
		struct posture_memory *m = &p->memory[i];

		m->last = is_owed(m, now->real);
		if (m->last) {
			m->told = m->stands > m->told ? m->stands : m->told;
			m->again = 0;
		}
	}
}

bool posture_holds(const struct posture_prompts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->memory[i].last && p->memory[i].stands > SEVERITY_OK) {
			return true;
		}
	}
	return false;
}

int posture_answer(struct posture_prompts *p, enum posture_answer answer, const struct stamp *now,
		   usec_t day_starts)
{
	usec_t wait = answer == POSTURE_ANSWER_TOMORROW ? stamp_until_next_day(now, day_starts)
							: USEC_PER_DAY;
	bool any = false;

	for (size_t i = 0; i < p->n; i++) {
		struct posture_memory *m = &p->memory[i];

		if (m->last) {
			m->again = usec_add(now->real, wait);
			m->last = false;
			any = true;
		}
	}
	return any ? 0 : -ENOENT;
}

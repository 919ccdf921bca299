/* Guides through exercises: each side and repetition with its time. */
#include <signal.h>
#include <string.h>
#include <time.h>

#include "ergo/exercise-text.h"
#include "ergo/tr.h"
#include "exercises.h"
#include "output.h"
#include "stats.h"
#include "words.h"

#define DRAW_EVERY (200 * USEC_PER_MS)
#define BAR_MOST   24
#define BAR_LEAST  4
#define CLOCK_MAX  16

enum verdict {
	VERDICT_GO_ON,
	VERDICT_NEXT, /* the step is over for the user */
	VERDICT_SKIP,
	VERDICT_QUIT,
};

struct walk {
	struct guide *g;
	struct terminal *t;
	size_t label_width; /* of the exercise that is on */
	bool paused;
};

static usec_t clock_now(void)
{
	struct timespec ts;

	(void) clock_gettime(CLOCK_MONOTONIC, &ts);
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

/* ---- one line ---- */

static void say_step(const struct exercise *e, const struct exercise_step *s, struct text *t)
{
	if (s->phase == EXERCISE_READY) {
		text_add(t, "%s", _("Get ready"));
		return;
	}
	if (s->phase == EXERCISE_BACK) {
		text_add(t, "%s", _("Let go"));
		return;
	}
	switch (s->side) {
	case EXERCISE_LEFT:
		text_add(t, _("Left, %u of %u"), s->rep, s->reps);
		return;
	case EXERCISE_RIGHT:
		text_add(t, _("Right, %u of %u"), s->rep, s->reps);
		return;
	case EXERCISE_BACKWARDS:
		text_add(t, _("Backwards, %u of %u"), s->rep, s->reps);
		return;
	case EXERCISE_FORWARDS:
		text_add(t, _("Forwards, %u of %u"), s->rep, s->reps);
		return;
	case EXERCISE_SIDE_NONE:
		break;
	}
	if (s->reps == 1) {
		text_add(t, "%s", _("Now"));
	} else if (e->hold > 0) {
		text_add(t, _("Hold, %u of %u"), s->rep, s->reps);
	} else {
		text_add(t, _("%u of %u"), s->rep, s->reps);
	}
}

/* So wide that the bar stays at its place. */
static size_t label_width(const struct exercise *e)
{
	size_t widest = text_columns(_("Paused"), SIZE_MAX);

	for (size_t i = 0; i < exercise_steps(e); i++) {
		struct exercise_step s = exercise_step(e, i);
		struct text label = {};

		say_step(e, &s, &label);
		size_t w = text_columns(label.s, SIZE_MAX);
		widest = w > widest ? w : widest;
	}
	return widest;
}

/* "Left, 2 of 5  ██████        0:02", as wide as there is room. */
static void draw(const struct walk *w, const char *label, usec_t left, usec_t whole)
{
	usec_t seconds = (left + USEC_PER_SEC - 1) / USEC_PER_SEC;
	size_t most = terminal_columns(w->t), used;
	char clock[CLOCK_MAX], shape[BAR_STRING_MAX];
	struct text line = {};

	(void) snprintf(clock, sizeof(clock), "%u:%02u", (unsigned) (seconds / 60),
			(unsigned) (seconds % 60));
	text_cell(&line, -(int) w->label_width, label);
	used = text_columns(line.s, SIZE_MAX) + 2 + 1 + strlen(clock);
	if (used + BAR_LEAST <= most) {
		size_t width = most - used < BAR_MOST ? most - used : BAR_MOST;

		text_add(&line, "  ");
		text_cell(&line, -(int) width, bar(shape, whole - left, whole, width));
	}
	text_add(&line, " %s", clock);
	terminal_draw(w->t, line.s);
}

/* ---- one step ---- */

static enum verdict take_key(struct walk *w, int key)
{
	switch (key) {
	case ' ':
		w->paused = !w->paused;
		break;
	case '\n':
		return VERDICT_NEXT;
	case 's':
	case 'S':
		return VERDICT_SKIP;
	case 'q':
	case 'Q':
	case 4: /* Ctrl-D */
		return VERDICT_QUIT;
	}
	return VERDICT_GO_ON;
}

/* Waits a moment; what of it counts is taken from *left. */
static enum verdict wait_moment(struct walk *w, usec_t *left)
{
	bool live = terminal_is_live(w->t), paused = w->paused;
	usec_t before = clock_now();
	int key = 0;
	usec_t most = live || paused ? usec_min(*left, DRAW_EVERY) : *left;
	enum terminal_event e = terminal_wait(w->t, most, &key);

	if (e != TERMINAL_STOPPED && !paused) {
		*left = usec_sub(*left, clock_now() - before);
	}
	if (e == TERMINAL_SIGNAL) {
		w->g->signal = key;
		return VERDICT_QUIT;
	}
	return e == TERMINAL_KEY ? take_key(w, key) : VERDICT_GO_ON;
}

static enum verdict run_step(struct walk *w, const struct exercise *e,
			     const struct exercise_step *s)
{
	enum verdict v = VERDICT_GO_ON;
	struct text label = {};
	usec_t left = s->time;

	say_step(e, s, &label);
	if (!terminal_is_live(w->t)) {
		out_text(_("  %s: %u s"), label.s, (unsigned) (s->time / USEC_PER_SEC));
		(void) fflush(stdout);
	}
	while (v == VERDICT_GO_ON && left > 0) {
		if (terminal_is_live(w->t)) {
			draw(w, w->paused ? _("Paused") : label.s, left, s->time);
		}
		v = wait_moment(w, &left);
	}
	return v == VERDICT_NEXT ? VERDICT_GO_ON : v;
}

/* ---- one exercise, and all ---- */

static void introduce(const struct exercise *e, size_t i, size_t n)
{
	char dose[EXERCISE_DOSE_MAX];
	struct text number = {};

	(void) putchar('\n');
	text_add(&number, _("%zu of %zu"), i + 1, n);
	out_line(TONE_PLAIN, number.s, "%s (%s)", exercise_title(e), exercise_dose_say(e, dose));
	out_line(TONE_PLAIN, _("how"), "%s", exercise_text(e));
	if (e->own && *e->from) {
		out_line(TONE_PLAIN, Q_("who gave an exercise", "from"), "%s", e->from);
	}
}

static enum verdict run_exercise(struct walk *w, const struct exercise *e)
{
	enum verdict v = VERDICT_GO_ON;

	w->label_width = label_width(e);
	for (size_t i = 0; v == VERDICT_GO_ON && i < exercise_steps(e); i++) {
		struct exercise_step s = exercise_step(e, i);

		v = run_step(w, e, &s);
	}
	if (v != VERDICT_QUIT && terminal_is_live(w->t)) {
		struct text line = {};

		text_cell(&line, -(int) w->label_width,
			  v == VERDICT_SKIP ? _("Skipped") : _("Done"));
		terminal_draw(w->t, line.s);
		if (v != VERDICT_SKIP) {
			(void) putchar('\a'); /* who looks away, or has the eyes closed, hears it */
		}
	}
	terminal_finish(w->t);
	return v;
}

void exercises_guide(struct guide *g)
{
	_cleanup_(terminal_closep) struct terminal *t = NULL;
	struct walk w = { .g = g };

	bars_init();
	t = w.t = terminal_open();
	if (!t) {
		out_error(_("out of memory"));
		return;
	}
	if (terminal_has_keys(t)) {
		out_line(
			TONE_PLAIN, _("keys"), "%s",
			_("space pauses and goes on, Enter goes to the next step, s skips an exercise, q ends"));
	}
	for (size_t i = 0; i < g->n; i++) {
		introduce(g->e[i], i, g->n);
		enum verdict v = run_exercise(&w, g->e[i]);

		w.paused = false;
		if (v == VERDICT_GO_ON) {
			g->done[g->done_n++] = g->e[i];
		} else if (v == VERDICT_QUIT) {
			break;
		}
	}
}

/* Exercises as a table, one by one, and as JSON. */
#include <string.h>

#include "ergo/exercise-file.h"
#include "ergo/exercise-text.h"
#include "ergo/tr.h"
#include "exercises.h"
#include "holding.h"
#include "output.h"
#include "words.h"

void exercises_say_rules(void)
{
	out_line(TONE_NOTE, _("stop"), "%s", exercise_stop_rule());
	out_line(TONE_NOTE, _("ask first"), "%s", exercise_precautions());
}

/* ---- for people ---- */

static int print_table(const struct exercises *x)
{
	static const char *const columns[] = { N_("NAME"), N_("EXERCISE"), N_("DOSE") };
	_cleanup_(table_freep) struct table *t = NULL;
	int r = table_new(&t, columns, ELEMENTSOF(columns), 2);

	for (size_t i = 0; r >= 0 && i < x->set.n; i++) {
		const struct exercise *e = x->set.e[i];
		char dose[EXERCISE_DOSE_MAX];

		r = table_row(
			t, TONE_PLAIN,
			(const char *[]){ e->name, exercise_title(e), exercise_dose_say(e, dose) });
	}
	return r < 0 ? r : table_print(t);
}

static void say_names(const struct exercise_routine *r, struct text *t)
{
	for (size_t i = 0; i < r->n; i++) {
		list_add(t, r->exercise[i]);
	}
}

/* What a break would be filled with now, and why. */
static void say_now(const struct exercises *x)
{
	struct text names = {}, why = {};
	struct exercises_offer o;
	unsigned fits = 0;

	exercises_offer_now(x, &o);
	for (size_t i = 0; i < o.n; i++) {
		list_add(&names, o.e[i]->name);
		fits |= o.e[i]->own ? 0 : o.e[i]->fits;
	}
	exercises_say_reasons(&why, o.reasons, fits);
	if (names.n && why.n) {
		out_line(TONE_PLAIN, _("now"), _("%s   (goes with: %s)"), names.s, why.s);
	} else if (names.n) {
		out_line(TONE_PLAIN, _("now"), "%s", names.s);
	}
}

/* How often in the last days: "turn 3, walk 1". */
static void say_done(const struct exercises *x)
{
	unsigned n[EXERCISES_MAX];
	struct text list = {};

	exercises_count_done(x, n);
	for (size_t i = 0; i < x->set.n; i++) {
		struct text item = {};

		if (n[i] > 0) {
			text_add(&item, "%s %u", x->set.e[i]->name, n[i]);
			list_add(&list, item.s);
		}
	}
	if (list.n) {
		out_line(TONE_PLAIN, _("done"), _("in the last %d days: %s"), DONE_DAYS, list.s);
	}
}

int exercises_list(const struct exercises *x)
{
	int r = print_table(x);

	if (r < 0) {
		out_error(_("cannot print the table: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	(void) putchar('\n');
	for (size_t i = 0; i < x->set.routines_n; i++) {
		struct text names = {};

		say_names(x->set.routine[i], &names);
		out_line(TONE_PLAIN, _("routine"), "%s: %s", x->set.routine[i]->name, names.s);
	}
	say_done(x);
	say_now(x);
	exercises_say_rules();
	out_line(TONE_PLAIN, _("to do"), "ergoctl exercises start | help-seeking");
	return EXIT_DONE;
}

static void say_breaks(const struct exercise *e)
{
	bool micro = e->breaks & 1u << BREAK_MICRO, rest = e->breaks & 1u << BREAK_REST;

	out_line(TONE_PLAIN, _("offered"), "%s",
		 micro && rest ? _("in micro-breaks and rest breaks")
		 : micro       ? _("in micro-breaks")
		 : rest        ? _("in rest breaks")
			       : _("in no break"));
}

int exercises_show(const struct exercises *x, const struct exercise *e)
{
	char dose[EXERCISE_DOSE_MAX];
	struct text fits = {};

	(void) x;
	out_line(TONE_PLAIN, e->name, "%s", exercise_title(e));
	out_line(TONE_PLAIN, _("dose"), "%s", exercise_dose_say(e, dose));
	out_line(TONE_PLAIN, _("how"), "%s", exercise_text(e));
	say_breaks(e);
	exercises_say_reasons(&fits, e->fits, ~0u);
	if (fits.n) {
		out_line(TONE_PLAIN, _("goes with"), "%s", fits.s);
	}
	if (*exercise_source(e)) {
		out_line(TONE_PLAIN, Q_("who gave an exercise", "from"), "%s", exercise_source(e));
	}
	exercises_say_rules();
	out_line(TONE_PLAIN, _("to do"), "ergoctl exercises start %s", e->name);
	return EXIT_DONE;
}

int exercises_show_routine(const struct exercises *x, const struct exercise_routine *r)
{
	if (*r->from) {
		out_line(TONE_PLAIN, Q_("who gave an exercise", "from"), "%s", r->from);
	}
	for (size_t i = 0; i < r->n; i++) {
		const struct exercise *e = exercise_find(&x->set, r->exercise[i]);
		char dose[EXERCISE_DOSE_MAX];

		out_line(TONE_PLAIN, e->name, "%s (%s). %s", exercise_title(e),
			 exercise_dose_say(e, dose), exercise_text(e));
	}
	exercises_say_rules();
	out_line(TONE_PLAIN, _("to do"), "ergoctl exercises start %s", r->name);
	return EXIT_DONE;
}

/* ---- for programs ---- */

static struct json_object *breaks_json(const struct exercise *e)
{
	struct json_object *a = json_object_new_array();

	for (size_t i = 0; i < _BREAK_KIND_MAX; i++) {
		if (e->breaks & 1u << i) {
			(void) json_object_array_add(
				a, json_text(break_kind_to_string((enum break_kind) i)));
		}
	}
	return a;
}

static struct json_object *reasons_json(unsigned reasons)
{
	struct json_object *a = json_object_new_array();

	for (size_t i = 0; i < _EXERCISE_REASON_MAX; i++) {
		if (reasons & 1u << i) {
			(void) json_object_array_add(
				a, json_text(exercise_reason_to_string((enum exercise_reason) i)));
		}
	}
	return a;
}

static struct json_object *exercise_json(const struct exercise *e, unsigned done)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "name", json_text(e->name));
	json_add(o, "title", json_text(exercise_title(e)));
	json_add(o, "text", json_text(exercise_text(e)));
	json_add(o, "hold_seconds", e->hold ? json_seconds(e->hold) : NULL);
	json_add(o, "hold_most_seconds", e->hold ? json_seconds(e->hold_most) : NULL);
	json_add(o, "repetitions", json_count(e->reps));
	json_add(o, "repetitions_most", json_count(e->reps_most));
	json_add(o, "sides", json_text(exercise_sides_to_string(e->sides)));
	json_add(o, "guide_seconds", json_seconds(exercise_time(e)));
	json_add(o, "breaks", breaks_json(e));
	json_add(o, "goes_with", reasons_json(e->fits));
	json_add(o, "own", json_object_new_boolean(e->own));
	json_add(o, "source", json_word(exercise_source(e)));
	json_add(o, "done_last_7_days", json_count(done));
	return o;
}

static struct json_object *routine_json(const struct exercise_routine *r)
{
	struct json_object *o = json_object_new_object(), *a = json_object_new_array();

	for (size_t i = 0; i < r->n; i++) {
		(void) json_object_array_add(a, json_text(r->exercise[i]));
	}
	json_add(o, "name", json_text(r->name));
	json_add(o, "exercises", a);
	json_add(o, "own", json_object_new_boolean(r->own));
	json_add(o, "source", json_word(r->from));
	return o;
}

static struct json_object *offer_json(const struct exercises *x)
{
	struct json_object *o = json_object_new_object(), *a = json_object_new_array();
	struct exercises_offer offer;

	exercises_offer_now(x, &offer);
	for (size_t i = 0; i < offer.n; i++) {
		(void) json_object_array_add(a, json_text(offer.e[i]->name));
	}
	json_add(o, "break", json_text(break_kind_to_string(offer.kind)));
	json_add(o, "found", reasons_json(offer.reasons));
	json_add(o, "exercises", a);
	return o;
}

static void rules_json(struct json_object *o)
{
	int32_t gmtoff;
	usec_t at;

	json_add(o, "stop_rule", json_text(exercise_stop_rule()));
	json_add(o, "precautions", json_text(exercise_precautions()));
	json_add(o, "acknowledged", json_object_new_boolean(exercises_acknowledged()));
	json_add(o, "acknowledged_at",
		 exercises_acknowledged_at(&at, &gmtoff) == 0 ? json_time(at) : NULL);
}

int exercises_json(const struct exercises *x, const struct exercise *e,
		   const struct exercise_routine *r)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *all = json_object_new_array(), *routines = json_object_new_array();
	unsigned done[EXERCISES_MAX];

	exercises_count_done(x, done);
	for (size_t i = 0; i < x->set.n; i++) {
		bool of_routine = false;

		for (size_t k = 0; r && k < r->n; k++) {
			of_routine |= strcmp(r->exercise[k], x->set.e[i]->name) == 0;
		}
		if (x->set.e[i] == e || of_routine || (!e && !r)) {
			(void) json_object_array_add(all, exercise_json(x->set.e[i], done[i]));
		}
	}
	for (size_t i = 0; i < x->set.routines_n; i++) {
		if (x->set.routine[i] == r || (!e && !r)) {
			(void) json_object_array_add(routines, routine_json(x->set.routine[i]));
		}
	}
	json_add(o, "exercises", all);
	json_add(o, "routines", routines);
	if (!e && !r) {
		json_add(o, "now", offer_json(x));
	}
	rules_json(o);
	json_print(o, true);
	return EXIT_DONE;
}

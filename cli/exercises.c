/* `ergoctl exercises`: which there are, one of them, and being guided through some. */
#include "exercises.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ergo/exercise-file.h"
#include "ergo/tr.h"
#include "holding.h"
#include "output.h"
#include "words.h"

#define ANSWER_MAX 64
#define WORD_START "start"

static void exercises_done_with(struct exercises *x)
{
	x->conf = conf_free(x->conf);
}

static int load(struct exercises *ret)
{
	int r = conf_load(NULL, &ret->conf);

	if (r < 0) {
		out_error(_("cannot read the configuration: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	mention_problems(ret->conf);
	exercise_set_init(&ret->set, ret->conf->exercises);
	return EXIT_DONE;
}

/* ---- names ---- */

static int unknown(const struct exercises *x, const char *name)
{
	const char *known[EXERCISES_MAX + ROUTINES_MAX + 1], *near;
	size_t n = 0;

	for (size_t i = 0; i < x->set.n; i++) {
		known[n++] = x->set.e[i]->name;
	}
	for (size_t i = 0; i < x->set.routines_n; i++) {
		known[n++] = x->set.routine[i]->name;
	}
	known[n++] = WORD_START;
	near = nearest(name, known, n);
	if (near) {
		return usage_error("exercises",
				   _("there is no exercise and no routine \"%s\"; did you mean "
				     "\"%s\"?"),
				   name, near);
	}
	return usage_error("exercises",
			   _("there is no exercise and no routine \"%s\"; those that there are: "
			     "ergoctl exercises"),
			   name);
}

static bool add_to_guide(struct guide *g, const struct exercise *e)
{
	if (g->n == GUIDE_MAX) {
		return false;
	}
	g->e[g->n++] = e;
	return true;
}

/* The exercises that are named, or what is offered at the moment. */
static int choose(const struct exercises *x, char **name, size_t n, struct guide *g)
{
	struct exercises_offer o;
	bool fits = true;

	if (n == 0) {
		exercises_offer_now(x, &o);
		for (size_t i = 0; i < o.n; i++) {
			(void) add_to_guide(g, o.e[i]);
		}
		if (g->n == 0) {
			out_error(_("exercises.leave_out leaves none to offer: name one"));
			return EXIT_FAILED;
		}
		return EXIT_DONE;
	}
	for (size_t i = 0; i < n; i++) {
		const struct exercise *e = exercise_find(&x->set, name[i]);
		const struct exercise_routine *r = exercise_routine_find(&x->set, name[i]);

		if (!e && !r) {
			return unknown(x, name[i]);
		}
		fits = fits && (!e || add_to_guide(g, e));
		for (size_t k = 0; !e && k < r->n; k++) {
			fits = fits && add_to_guide(g, exercise_find(&x->set, r->exercise[k]));
		}
	}
	if (!fits) {
		return usage_error("exercises", _("that is more than %d exercises: name fewer"),
				   GUIDE_MAX);
	}
	return EXIT_DONE;
}

/* ---- the rules, once ---- */

static int acknowledge(void)
{
	time_t now = time(NULL);
	struct tm tm;
	int r = exercises_acknowledge((usec_t) now * USEC_PER_SEC,
				      localtime_r(&now, &tm) ? (int32_t) tm.tm_gmtoff : 0);

	if (r < 0) {
		out_error(_("it can't be noted that the rules were read: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static int ask(void)
{
	char answer[ANSWER_MAX] = "";

	out_line(TONE_PLAIN, _("and you?"), "%s",
		 _("Have you read this, and does none of it hold for you, or has a professional "
		   "said that you may?"));
	(void) printf("%s: ", Q_("an answer", "yes or no"));
	(void) fflush(stdout);
	if (!fgets(answer, sizeof(answer), stdin)) {
		(void) putchar('\n');
	}
	answer[strcspn(answer, " \t\r\n")] = '\0'; /* the word alone */
	if (!means_yes(answer)) {
		out_error(_("nothing was started; ask a doctor or physiotherapist first"));
		return EXIT_FAILED;
	}
	return acknowledge();
}

/* Says the rules, and at the first use has them acknowledged. */
static int rules(const struct args *args)
{
	bool told = exercises_acknowledged();

	if (!told && !(args->set & OPT(OPT_ACKNOWLEDGE)) && !isatty(STDIN_FILENO)) {
		out_error(_("read the rules first, and say that you have: ergoctl exercises, then "
			    "ergoctl exercises --acknowledge"));
		return EXIT_FAILED;
	}
	if (!told) {
		out_line(TONE_PLAIN, _("exercises"), "%s",
			 _("An offer, no treatment. Stay where nothing hurts, sit tall, go on "
			   "breathing."));
	}
	exercises_say_rules();
	if (told) {
		return EXIT_DONE;
	}
	return args->set & OPT(OPT_ACKNOWLEDGE) ? acknowledge() : ask();
}

/* ---- start ---- */

static void say_end(const struct exercises *x, const struct guide *g, usec_t start)
{
	struct text names = {};

	for (size_t i = 0; i < g->done_n; i++) {
		list_add(&names, g->done[i]->name);
	}
	(void) putchar('\n');
	out_line(TONE_PLAIN, _("done"), "%s", names.n ? names.s : _("nothing"));
	(void) exercises_done(&x->conf->config, g->done, g->done_n, start);
}

static int start(const struct exercises *x, const struct args *args)
{
	struct guide g = {};
	usec_t began;
	int r = choose(x, args->word + 1, args->n - 1, &g);

	if (r == EXIT_DONE) {
		r = rules(args);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	began = now_real();
	exercises_guide(&g);
	say_end(x, &g, began);
	if (g.signal) { /* who started us is to know what ended us */
		(void) fflush(stdout);
		(void) raise(g.signal);
	}
	return EXIT_DONE;
}

/* ---- the verb ---- */

/* `exercises --acknowledge` */
static int acknowledge_alone(void)
{
	char path[CONF_PATH_MAX];
	int r;

	exercises_say_rules();
	r = acknowledge();
	if (r == EXIT_DONE && exercises_acknowledged_path(path, sizeof(path)) == 0) {
		out_line(TONE_GOOD, _("noted"), "%s", path);
	}
	return r;
}

static int look(const struct exercises *x, const struct args *args)
{
	const char *name = args->n > 0 ? args->word[0] : NULL;
	const struct exercise *e = name ? exercise_find(&x->set, name) : NULL;
	const struct exercise_routine *r = name ? exercise_routine_find(&x->set, name) : NULL;

	if (name && !e && !r) {
		return unknown(x, name);
	}
	if (args->n > 1) {
		return usage_error("exercises",
				   _("one name, or to do several: ergoctl exercises start %s %s"),
				   name, args->word[1]);
	}
	if (args->set & OPT(OPT_JSON)) {
		return exercises_json(x, e, e ? NULL : r);
	}
	return e ? exercises_show(x, e) : r ? exercises_show_routine(x, r) : exercises_list(x);
}

int verb_exercises(const struct args *args)
{
	_cleanup_(exercises_done_with) struct exercises x = {};
	bool starts = args->n > 0 && strcmp(args->word[0], WORD_START) == 0;
	bool json = args->set & OPT(OPT_JSON), told = args->set & OPT(OPT_ACKNOWLEDGE);
	int r;

	if ((starts && json) || (json && told)) {
		return usage_error("exercises", _("--json lists exercises, and does nothing else"));
	}
	if (told && !starts && args->n > 0) {
		return usage_error("exercises", _("--acknowledge goes alone or with start"));
	}
	r = load(&x);
	if (r != EXIT_DONE) {
		return r;
	}
	if (starts) {
		return start(&x, args);
	}
	return told ? acknowledge_alone() : look(&x, args);
}

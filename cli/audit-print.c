/* `ergoctl audit` for people: what is wrong, what to do, what is not known; the next command last. */
#include <math.h>
#include <string.h>

#include "audit-show.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

enum tone severity_tone(enum severity s)
{
	switch (s) {
	case SEVERITY_HIGH:
		return TONE_BAD;
	case SEVERITY_CAUTION:
	case SEVERITY_NOTE:
		return TONE_NOTE;
	case SEVERITY_OK:
		return TONE_GOOD;
	case _SEVERITY_MAX:
		break;
	}
	return TONE_PLAIN;
}

void counts_say(const unsigned count[static _SEVERITY_MAX], struct text *t)
{
	struct text list = {};

	list_severities(&list, count);
	text_add(t, "%s", list.n ? list.s : _("nothing"));
}

/* "left screen" without its article. */
static const char *short_monitor(const struct audit *a, int monitor,
				 char buf[static AUDIT_TEXT_MAX])
{
	const char *s = monitor_say(a, monitor, buf);
	const char *article = Q_("what a table leaves out before the name of a screen", "the ");
	size_t n = strlen(article);

	return strncmp(s, article, n) == 0 ? s + n : s;
}

void show_name(const struct audit *a, size_t i, struct text *t)
{
	char buf[AUDIT_TEXT_MAX];
	const char *place = short_monitor(a, (int) i, buf);

	if (a->n > 1 && !strstr(place, a->view[i].name)) {
		list_add(t, place);
	}
	list_add(t, a->view[i].name);
}

void show_what(const struct show *s, const struct finding *f, struct text *t)
{
	char buf[AUDIT_TEXT_MAX];
	struct text screens = {};

	if (f->monitor >= 0 && s->audit->n > 1) {
		list_add(&screens, short_monitor(s->audit, f->monitor, buf));
		if (f->other >= 0) {
			list_add(&screens, short_monitor(s->audit, f->other, buf));
		}
	}
	(void) finding_short(s->audit, f, s->unit, buf);
	if (screens.n) {
		text_add(t, Q_("screens, finding", "%s: %s"), screens.s, buf);
	} else {
		text_add(t, "%s", buf);
	}
}

/* The worst of them that is a verdict, and how many of each severity are; NULL: none is.  What is not
 * known stands in lines of its own. */
static const struct finding *verdicts(const struct findings *all,
				      unsigned count[static _SEVERITY_MAX])
{
	const struct finding *first = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct finding *f = &all->f[i];

		if (f->rule != RULE_UNKNOWN) {
			count[f->severity]++;
			first = first ?: f;
		}
	}
	return first;
}

static bool only_unknown(const struct audit *a)
{
	unsigned count[_SEVERITY_MAX] = {};

	return !verdicts(&a->findings, count);
}

/* Whether there is a verdict on any screen. */
static bool some_known(const struct audit *a)
{
	for (size_t i = 0; i < a->n; i++) {
		if (!a->view[i].missing) {
			return true;
		}
	}
	return false;
}

static void print_summary(const struct show *s)
{
	const struct audit *a = s->audit;
	unsigned count[_SEVERITY_MAX] = {};
	const struct finding *first = verdicts(&a->findings, count);
	char buf[AUDIT_TEXT_MAX];
	struct text t = {};

	if (a->n == 0) {
		out_line(TONE_NOTE, _("desk"),
			 _("no monitor is known, so nothing can be compared"));
	} else if (a->findings.n == 0) {
		out_line(TONE_GOOD, _("desk"),
			 _("all that is told of it keeps to the guidance: nothing to move"));
	} else if (!first && some_known(a)) {
		out_line(
			TONE_NOTE, _("desk"),
			_("all that is told of it keeps to the guidance; a few lengths are not told"));
	} else if (!first) {
		out_line(TONE_NOTE, _("desk"), _("no verdict yet: a few lengths are not told"));
	} else {
		counts_say(count, &t);
		out_line(severity_tone(a->overall), _("desk"), "%s: %s", t.s,
			 finding_say(a, first, s->unit, buf));
	}
}

static bool has_moves(const struct audit *a)
{
	for (size_t i = 0; i < a->moves_n; i++) {
		if (a->move[i].kind != MOVE_MEASURE) {
			return true;
		}
	}
	return false;
}

/* What helps a finding: the step of the plan, which stands below; or in full where there is none. */
static void add_move(const struct show *s, size_t finding, struct text *t)
{
	const struct audit *a = s->audit;
	const struct finding *f = &a->findings.f[finding];
	char text[AUDIT_TEXT_MAX], other[AUDIT_TEXT_MAX];
	size_t step = 0;

	while (step < a->moves_n && !moves_alike(&a->move[step], &f->move)) {
		step++;
	}
	if (f->move.kind != MOVE_NONE && step < a->moves_n && has_moves(a)) {
		text_add(t, _("step %zu"), step + 1);
		return;
	}
	(void) correction_say(a, f, s->unit, text);
	for (size_t i = 0; i < finding; i++) {
		if (moves_alike(&a->findings.f[i].move, &f->move) &&
		    strcmp(correction_say(a, &a->findings.f[i], s->unit, other), text) == 0) {
			text_add(t, _("as above"));
			return;
		}
	}
	text_add(t, "%s", text);
}

static int print_findings(const struct show *s)
{
	static const char *const columns[] = { N_("HOW BAD"), N_("WHAT"), N_("WHAT HELPS") };
	const struct audit *a = s->audit;
	_cleanup_(table_freep) struct table *table = NULL;
	int r = table_new(&table, columns, ELEMENTSOF(columns), 2);

	if (r >= 0) {
		table_state(table, 0);
	}
	for (size_t i = 0; r >= 0 && i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		struct text what = {}, todo = {};

		show_what(s, f, &what);
		add_move(s, i, &todo);
		r = table_row(table, severity_tone(f->severity),
			      (const char *[]){ severity_words(f->severity), what.s, todo.s });
	}
	return r < 0 ? r : table_print(table);
}

/* Each rule that found something, once: what is asked for, and by whom. */
static int print_rules(const struct show *s)
{
	static const char *const columns[] = {
		N_("RULE"), N_("WHAT IS ASKED FOR, AND BY WHOM ([J]: OUR JUDGEMENT)")
	};
	const struct findings *found = &s->audit->findings;
	_cleanup_(table_freep) struct table *table = NULL;
	int r = table_new(&table, columns, ELEMENTSOF(columns), 1);
	bool told[_RULE_MAX] = { [RULE_UNKNOWN] = true };

	for (size_t i = 0; r >= 0 && i < found->n; i++) {
		enum rule rule = found->f[i].rule;

		if (!told[rule]) {
			told[rule] = true;
			r = table_row(table, TONE_PLAIN,
				      (const char *[]){ rule_to_string(rule),
							tr(rule_info(rule)->source) });
		}
	}
	return r < 0 ? r : table_print(table);
}

static int print_moves(const struct show *s)
{
	static const char *const columns[] = { N_("STEP"), N_("PLAN, BEST MOVE FIRST") };
	const struct audit *a = s->audit;
	_cleanup_(table_freep) struct table *table = NULL;
	int r = table_new(&table, columns, ELEMENTSOF(columns), 1);

	for (size_t i = 0; r >= 0 && i < a->moves_n; i++) {
		char number[24], text[AUDIT_TEXT_MAX];

		(void) snprintf(number, sizeof(number), "%zu", i + 1);
		r = table_row(table, TONE_PLAIN,
			      (const char *[]){ number, move_say(a, &a->move[i], s->unit, text) });
	}
	return r < 0 ? r : table_print(table);
}

static bool some_missing(const struct audit *a)
{
	for (size_t i = 0; i < a->n; i++) {
		if (a->view[i].missing) {
			return true;
		}
	}
	return false;
}

/* How it will be once all is done. */
static void print_after(const struct show *s)
{
	unsigned count[_SEVERITY_MAX] = {};
	const struct finding *first = verdicts(&s->audit->findings_after, count);
	char buf[AUDIT_TEXT_MAX];
	struct text t = {};

	if (!first) {
		out_line(TONE_GOOD, _("then"), "%s",
			 some_missing(s->audit) ? _("nothing is left of what can be judged")
						: _("nothing is left"));
		return;
	}
	counts_say(count, &t);
	out_line(severity_tone(first->severity), _("then"), "%s: %s", t.s,
		 finding_say(s->audit, first, s->unit, buf));
}

/* ---- what is not known ---- */

static void add_quantities(struct text *t, unsigned mask)
{
	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		if (mask & 1u << q) {
			list_add(t, quantity_words(q));
		}
	}
}

/* What was put in by ourselves, of every monitor and of the body. */
static unsigned all_estimated(const struct audit *a)
{
	unsigned mask = 0;

	for (size_t i = 0; i < a->n; i++) {
		mask |= a->view[i].estimated;
	}
	for (size_t i = 0; i < a->findings.n; i++) {
		mask |= a->findings.f[i].estimated;
	}
	return mask;
}

static void print_missing(const struct audit *a, const struct monitor_view *v)
{
	struct text list = {}, t = {};

	add_quantities(&list, v->missing);
	if (v->missing & 1u << QUANTITY_DISTANCE && isfinite(v->distance)) {
		text_add(&t, _("%s (it does not fit the heights: measure again)"), list.s);
	} else {
		text_add(&t, "%s", list.s);
	}
	if (a->n > 1) {
		out_line(TONE_NOTE, _("missing"), Q_("screen, what of it", "%s: %s"), v->name, t.s);
	} else {
		out_line(TONE_NOTE, _("missing"), "%s", t.s);
	}
}

static bool print_gaps(const struct show *s)
{
	const struct audit *a = s->audit;
	/* no key tells of the knees */
	unsigned all = all_estimated(a), knees = all & 1u << QUANTITY_KNEE_HEIGHT;
	unsigned estimated = all & ~knees;
	bool missing = false;
	struct text measure = {}, of_knees = {};

	add_quantities(&measure, estimated);
	add_quantities(&of_knees, knees);
	if (estimated && knees) {
		out_line(TONE_PLAIN, _("estimated"),
			 _("%s: measuring is better; %s, from your height"), measure.s, of_knees.s);
	} else if (estimated) {
		out_line(TONE_PLAIN, _("estimated"), _("%s: measuring is better"), measure.s);
	} else if (knees) {
		out_line(TONE_PLAIN, _("estimated"), _("%s, from your height"), of_knees.s);
	}
	for (size_t i = 0; i < a->n; i++) {
		if (a->view[i].missing) {
			print_missing(a, &a->view[i]);
			missing = true;
		}
	}
	return estimated || missing;
}

/* The screen that the plan moves, if it is one alone and nothing else; NULL: none, or more. */
static const struct monitor_view *only_moved(const struct audit *a)
{
	int monitor = -1;

	for (size_t i = 0; i < a->moves_n; i++) {
		const struct move *m = &a->move[i];

		if (m->kind == MOVE_MEASURE) {
			continue;
		}
		if (m->monitor < 0 || (monitor >= 0 && m->monitor != monitor)) {
			return NULL;
		}
		monitor = m->monitor;
	}
	return monitor < 0 ? NULL : &a->view[monitor];
}

static void print_next(const struct show *s, bool gaps)
{
	const struct audit *a = s->audit;
	const struct monitor_view *moved = only_moved(a);
	char word[SHELL_WORD_MAX];
	struct text command = {};

	if (a->n == 0) {
		out_line(TONE_PLAIN, _("next"), "ergoctl monitors");
	} else if (!has_moves(a)) {
		out_line(TONE_PLAIN, _("next"), "%s",
			 gaps ? "ergoctl setup"
			      : _("ergoctl setup --all, when something is moved"));
	} else {
		/* what is told already is asked for again only by these */
		text_add(&command, "ergoctl setup %s%s", moved ? "--monitor " : "--all",
			 moved ? shell_word(word, moved->name) : "");
		if (gaps) {
			out_line(TONE_PLAIN, _("moved?"), _("tell its new measure: %s"), command.s);
			out_line(TONE_PLAIN, _("next"), "ergoctl setup");
		} else {
			out_line(TONE_PLAIN, _("next"),
				 _("when something is moved, tell its new measure: %s"), command.s);
		}
	}
}

int show_text(const struct show *s)
{
	const struct audit *a = s->audit;
	bool gaps;
	int r = 0;

	print_summary(s);
	if (a->findings.n && !only_unknown(a)) {
		out_text("%s", "");
		r = print_findings(s);
	}
	if (r >= 0 && has_moves(a)) {
		out_text("%s", "");
		r = print_moves(s);
		if (r >= 0) {
			print_after(s);
		}
	}
	if (r >= 0 && a->n) {
		out_text("%s", "");
		r = show_views(s);
		out_text(_("(degrees above + or below - the level of the eyes; ~ estimated)"));
		show_use(s);
	}
	if (r >= 0 && a->findings.n && !only_unknown(a)) {
		out_text("%s", "");
		r = print_rules(s);
		out_text(_("(more of each: ergoctl audit --explain RULE)"));
	}
	if (r < 0) {
		out_error(_("cannot print the table: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	out_text("%s", "");
	if (s->rosa) {
		rosa_print_line(s->rosa);
	}
	gaps = print_gaps(s);
	if (*s->data->profile) {
		out_line(TONE_PLAIN, _("profile"), "%s", s->data->profile);
	}
	if (s->picture) {
		out_line(TONE_PLAIN, _("picture"), "%s", s->picture);
	}
	print_next(s, gaps);
	return EXIT_DONE;
}

/* The way through the questions: which are asked, in which order, forth and back. */
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "output.h"
#include "setup.h"
#include "words.h"

bool setup_wanted(const struct setup *s, const struct item *item, int monitor)
{
	const struct question *q = item->question;
	bool again = (s->args->set & OPT(OPT_ALL)) ||
		     (monitor != NO_MONITOR && item->monitor == monitor);

	if (q->applies && !q->applies(s, item->monitor)) {
		return false;
	}
	return again || question_missing(s, q, item->monitor);
}

/* Those that are for the ROSA score alone, or the others. */
static size_t count_wanted(const struct setup *s, const struct item *items, size_t n, int monitor,
			   bool rosa)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		count += items[i].question->rosa == rosa && setup_wanted(s, &items[i], monitor);
	}
	return count;
}

static size_t count_asked(const struct item *items, const size_t *asked, size_t n, bool rosa)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		count += items[asked[i]].question->rosa == rosa;
	}
	return count;
}

static void say_keys(void)
{
	say(0, _("Enter: don't know, or skip. ?: more about a question. b: back. q: stop; what was "
		 "answered stays."));
}

/* Whether what only ROSA asks is to be gone through. */
static enum reply ask_rosa(struct setup *s, size_t n, bool first)
{
	char typed[CONFIG_VALUE_MAX];

	(void) putchar('\n');
	say(0,
	    P_("For the ROSA score there is %zu question more about the chair, the phone, mouse and "
	       "keyboard; the audit does without. s: skip it.",
	       "For the ROSA score there are %zu questions more about the chair, the phone, mouse and "
	       "keyboard; the audit does without. s: skip them all.",
	       n),
	    n);
	if (first) {
		say_keys();
	}
	for (;;) {
		if (!dialogue_read(_("Enter, s or q"), typed, sizeof(typed)) ||
		    strcmp(typed, "q") == 0) {
			return REPLY_STOP;
		}
		if (strcmp(typed, "b") == 0 && !first) {
			return REPLY_BACK;
		}
		if (strcmp(typed, "s") == 0 || means_no(typed)) {
			return REPLY_SKIP;
		}
		if (!*typed || means_yes(typed)) {
			s->rosa_asked = true;
			return REPLY_ANSWER;
		}
	}
}

/* Whether it was asked of another screen. */
static bool asked_before(const struct item *items, const size_t *asked, size_t n,
			 const struct item *item)
{
	for (size_t i = 0; i < n; i++) {
		if (items[asked[i]].question == item->question) {
			return true;
		}
	}
	return false;
}

/* Goes through the items, back and forth.  Returns the last reply. */
static enum reply walk(struct setup *s, const struct item *items, size_t n, int monitor)
{
	size_t asked[ITEMS_MAX], asked_n = 0;
	bool back = false;

	for (size_t i = 0; i < n;) {
		if (!back && !setup_wanted(s, &items[i], monitor)) {
			i++;
			continue;
		}
		struct item item = items[i];
		bool rosa = item.question->rosa;
		size_t left = count_wanted(s, items + i + 1, n - i - 1, monitor, rosa);
		size_t done = count_asked(items, asked, asked_n, rosa);
		enum reply reply = REPLY_ANSWER;
		back = false;
		item.again = asked_before(items, asked, asked_n, &item);
		if (rosa && !s->rosa_asked && monitor == NO_MONITOR) {
			reply = ask_rosa(s, left + 1, asked_n == 0);
		}
		if (reply == REPLY_SKIP) {
			return REPLY_ANSWER; /* they are the last ones */
		}
		if (reply == REPLY_ANSWER) {
			reply = setup_ask(s, &item, done + 1, done + 1 + left);
		}
		if (reply == REPLY_STOP || reply == REPLY_FAILED) {
			return reply;
		}
		if (reply != REPLY_BACK) {
			asked[asked_n++] = i++;
		} else if (asked_n > 0) {
			i = asked[--asked_n];
			back = true;
		} else {
			say(2, _("This is the first question."));
			back = true;
		}
	}
	return REPLY_ANSWER;
}

/* Nobody tells of monitors, and the file has none: which one is it about? */
static bool ask_monitor(struct setup *s)
{
	char typed[CONFIG_VALUE_MAX];
	const char *problem;

	(void) putchar('\n');
	say(0,
	    _("ergod tells of no monitor, and the file describes none. What is yours called? Its "
	      "model stands on its label or in its menu; Enter: one screen, whatever it is "
	      "called."));
	for (;;) {
		if (!dialogue_read(_("Name"), typed, sizeof(typed)) || strcmp(typed, "q") == 0) {
			return false;
		}
		problem = *typed ? config_monitor_name_problem(typed) : NULL;
		if (!problem) {
			return setup_describe(s, typed) == 0;
		}
		say(2, "%s", problem);
	}
}

static void greet(const struct setup *s, size_t n)
{
	const char *path = conf_writer_path(s->writer);

	if (s->print_only) {
		say(0,
		    P_("%zu question about you and your desk. Each answer would be written to %s.",
		       "%zu questions about you and your desk, what matters most first; a tape "
		       "measure helps. Each answer would be written to %s.",
		       n),
		    n, path);
	} else {
		say(0,
		    P_("%zu question about you and your desk. Each answer is written to %s at once.",
		       "%zu questions about you and your desk, what matters most first; a tape "
		       "measure helps. Each answer is written to %s at once.",
		       n),
		    n, path);
	}
	say_keys();
}

int setup_interview(struct setup *s, int monitor)
{
	struct item items[ITEMS_MAX];
	size_t n, count, rosa;
	enum reply reply = REPLY_ANSWER;

	dialogue_begin();
	if (s->data->monitors.n == 0 && !ask_monitor(s)) {
		return say_end(s);
	}
	n = question_items(s, monitor, items);
	count = count_wanted(s, items, n, monitor, false);
	rosa = count_wanted(s, items, n, monitor, true);
	if (count == 0 && rosa == 0) {
		say(0,
		    _("Everything is told. After moving a screen: ergoctl setup --monitor NAME; to go "
		      "through all of it again: ergoctl setup --all"));
	} else {
		if (count > 0) {
			greet(s, count);
		}
		reply = walk(s, items, n, monitor);
	}
	if (reply == REPLY_FAILED) {
		return EXIT_FAILED;
	}
	int r = say_end(s);
	return dialogue_interrupted() ? EXIT_FAILED : r;
}

/*
 * The dialogue.  Lines only: it works over ssh, on a dumb terminal and with a screen reader; nothing
 * is drawn, nothing is told by colour or place alone.
 */
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "output.h"
#include "setup.h"
#include "words.h"

#define MM_PER_INCH 25.4

/* Whether a bare number at this question stands for inches. */
static bool in_inches(const struct setup *s, const struct config_key *key)
{
	return key->type == CONFIG_LENGTH &&
	       (setup_unit(s) == LENGTH_IN || strcmp(key->key, "diagonal") == 0);
}

static const char *prompt_for(const struct setup *s, const struct config_key *key)
{
	switch (key->type) {
	case CONFIG_LENGTH:
		return in_inches(s, key) ? _("In inches") : _("In cm");
	case CONFIG_ANGLE:
		return _("In degrees");
	case CONFIG_PERCENT:
		return _("In percent");
	case CONFIG_TEXT_SIZE:
		return _("As 10pt, 14px or 2.5mm");
	case CONFIG_TRISTATE:
		return Q_("an answer", "yes or no");
	case CONFIG_UNITS:
		return _("cm or in");
	case CONFIG_GLASSES:
	case CONFIG_ROLE:
	case CONFIG_WORD:
		return _("Number or word");
	case CONFIG_SPAN:
		return _("In minutes, or like 1h 30min");
	case CONFIG_DURATION:
	case CONFIG_TIME_OF_DAY:
	case CONFIG_COUNT:
	case CONFIG_BOOL:
	case CONFIG_PATTERNS:
	case CONFIG_SOURCES:
	case CONFIG_HOURS:
	case CONFIG_DAYS:
	case CONFIG_COMMAND:
	case _CONFIG_TYPE_MAX:
		break;
	}
	return _("Answer");
}

static void say_how(const struct question *q)
{
	const struct config_key *key = question_key(q);
	bool measured = q->quantity >= 0 || key->type == CONFIG_LENGTH;

	if (*question_how(q)) {
		if (measured && key->type != CONFIG_ROLE) {
			say(2, _("How: %s"), question_how(q));
		} else {
			say(2, "%s", question_how(q));
		}
	}
}

/* What ? tells beyond the question. */
static void explain(const struct setup *s, const struct item *item)
{
	const struct config_key *key = question_key(item->question);
	char range[CONFIG_VALUE_MAX], section[SECTION_MAX];

	if (item->again) {
		say_how(item->question);
	}
	say(2, "%s", tr(key->doc));
	say(2, _("It takes %s. In the file: [%s] %s."), config_key_range(key, range, sizeof(range)),
	    setup_section(s, key, item->monitor, section), key->key);
	if (key->type == CONFIG_LENGTH) {
		say(2, "%s",
		    in_inches(s, key) ? _("Any unit will do: 65cm, 650mm, 27in, 5ft 9in. A bare "
					  "number is taken as inches.")
				      : _("Any unit will do: 65cm, 650mm, 27in, 5ft 9in. A bare "
					  "number is taken as cm."));
	}
	say(2, _("Enter leaves it as it is, - takes it out of the file, b goes back, q stops."));
}

/* A value in the unit in which it is asked for, as exactly as it is told. */
static const char *told(const struct setup *s, const struct config_key *key,
			char value[static CONFIG_VALUE_MAX])
{
	length_t l;

	if (in_inches(s, key) && length_parse(value, &l) == 0 && l != MEASURE_UNSET) {
		(void) snprintf(value, CONFIG_VALUE_MAX, "%.4g in", length_mm(l) / MM_PER_INCH);
	}
	return value;
}

static void say_stand_in(const struct config_key *key, const char *estimate)
{
	if (key->type == CONFIG_ROLE) {
		say(2, _("Enter if you don't know: it stays taken for %s."), estimate);
	} else {
		say(2, _("Enter if you don't know: it stays estimated at %s."), estimate);
	}
}

static void say_question(const struct setup *s, const struct item *item, size_t number,
			 size_t total)
{
	const struct question *q = item->question;
	const struct config_key *key = question_key(q);
	const char *choices = answer_choices(key);
	char value[CONFIG_VALUE_MAX], estimate[256], screen[AUDIT_TEXT_MAX], name[MONITOR_NAME_MAX];

	(void) putchar('\n');
	if (item->monitor == NO_MONITOR) {
		say(0, _("%zu of %zu. %s"), number, total, tr(q->title));
	} else {
		(void) monitor_say(s->audit, item->monitor, screen);
		monitor_name(&s->data->monitors, (size_t) item->monitor, name);
		bool alike = !*name || strstr(screen, name);
		if (s->audit->n == 1 && s->data->monitors.m[0].internal) {
			(void) snprintf(screen, sizeof(screen), "%s", _("the laptop's screen"));
		}
		if (alike) {
			say(0, _("%zu of %zu. %s: %s"), number, total, tr(q->title), screen);
		} else {
			say(0, _("%zu of %zu. %s: %s, %s"), number, total, tr(q->title), screen,
			    name);
		}
	}
	if (item->again) {
		say(2, _("As for the other screen; ? tells how."));
	} else {
		if (q->why) {
			say(2, "%s", tr(q->why));
		}
		say_how(q);
	}
	if (choices[0] && strchr(choices, '1')) {
		say(2, "%s", choices);
	}
	(void) question_value(s, q, item->monitor, value);
	if (*value && !(question_missing(s, q, item->monitor))) {
		say(2, _("Told so far: %s. Enter keeps it."), told(s, key, value));
	} else if (question_estimate(s, q, item->monitor, estimate, sizeof(estimate))) {
		say_stand_in(key, estimate);
	} else if (q->empty) {
		say(2, _("Enter: %s."), tr(q->empty));
	}
}

/* Asks back about what is odd.  True: it is meant.  Else `typed` is what was typed instead: an answer
 * to the question, or nothing. */
static bool confirm(const struct setup *s, const struct item *item, const char *value,
		    char typed[static CONFIG_VALUE_MAX])
{
	char odd[CONFIG_REASON_MAX];
	const char *what = answer_odd(s, item->question, item->monitor, value, odd);

	if (!what) {
		return true;
	}
	say(2, _("%s. Is that right?"), what);
	if (!dialogue_read(_("yes, or the right one"), typed, CONFIG_VALUE_MAX)) {
		(void) snprintf(typed, CONFIG_VALUE_MAX, "q");
		return false;
	}
	if (means_no(typed)) {
		typed[0] = '\0';
	}
	return means_yes(typed);
}

/* Puts a value, or none, into the file. */
static enum reply keep(struct setup *s, const struct item *item, const char *value)
{
	const struct config_key *key = question_key(item->question);
	char section[SECTION_MAX];
	bool merged;
	struct ini_change change = {
		.section = setup_section(s, key, item->monitor, section),
		.key = key->key,
		.value = value,
	};
	int r = setup_change(s, &change, &merged);

	if (r < 0) {
		say_write_error(s, r);
		if (conf_writer_pending_n(s->writer) > 0) {
			say(0, _("So that nothing is lost, this is what could not be written:"));
			say_unsaved(s);
		}
		return REPLY_FAILED;
	}
	s->rosa_answered |= item->question->rosa;
	if (merged) {
		say(2, _("Another program has changed the file meanwhile; its changes are kept."));
	}
	say_change(s);
	return REPLY_ANSWER;
}

/* Takes an answer that was typed.  REPLY_AGAIN: it was none; what was typed instead stands in
 * `typed`, "" if nothing. */
static enum reply take(struct setup *s, const struct item *item,
		       char typed[static CONFIG_VALUE_MAX])
{
	const struct config_key *key = question_key(item->question);
	char value[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX];
	int r = answer_read(s, key, typed, value, reason);

	typed[0] = '\0';
	if (r < 0) {
		say(2, "%s.", reason);
		return REPLY_AGAIN;
	}
	if (r > 0) {
		say(2, _("Taken as %s."), value);
	}
	return confirm(s, item, value, typed) ? keep(s, item, value) : REPLY_AGAIN;
}

/* What is typed at a question. */
static enum reply answer(struct setup *s, const struct item *item,
			 char typed[static CONFIG_VALUE_MAX])
{
	if (strcmp(typed, "q") == 0) {
		return REPLY_STOP;
	}
	if (strcmp(typed, "") == 0 || strcmp(typed, "s") == 0) {
		/* what has a default is told now, and not asked for again */
		const char *def = question_key(item->question)->def;
		bool take_it = def && *def && question_missing(s, item->question, item->monitor);
		return take_it ? keep(s, item, def) : REPLY_SKIP;
	}
	if (strcmp(typed, "b") == 0) {
		return REPLY_BACK;
	}
	if (strcmp(typed, "-") == 0) {
		return keep(s, item, NULL);
	}
	if (strcmp(typed, "?") == 0) {
		explain(s, item);
		typed[0] = '\0';
		return REPLY_AGAIN;
	}
	return take(s, item, typed);
}

/* One question, until it has an answer or is left. */
enum reply setup_ask(struct setup *s, const struct item *item, size_t number, size_t total)
{
	const char *prompt = prompt_for(s, question_key(item->question));
	char typed[CONFIG_VALUE_MAX] = "";
	enum reply reply = REPLY_AGAIN;

	say_question(s, item, number, total);
	while (reply == REPLY_AGAIN) {
		if (!*typed && !dialogue_read(prompt, typed, sizeof(typed))) {
			return REPLY_STOP;
		}
		reply = answer(s, item, typed);
	}
	return reply;
}

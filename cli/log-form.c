/* The questions of `ergoctl log`, where nothing but the kind of entry is given on a terminal. */
#include <string.h>
#include <strings.h>

#include "dialogue.h"
#include "ergo/tr.h"
#include "log.h"
#include "output.h"
#include "words.h"

#define TYPED_MAX   (DIARY_NOTE_MAX + 16)
#define ALIKE_LEAST 2 /* letters of a word in the user's language that are enough to mean it */

enum reply {
	REPLY_NEXT,
	REPLY_BACK,
	REPLY_AGAIN,
	REPLY_STOP,
};

/* Two questions are of no field, or of several. */
#define SYMPTOMS "(symptoms)"
#define MEDICINE "(medicine)"

static const char *const headache[] = {
	"start",     "end",          "intensity",
	"side",      "location",     "started_in_neck",
	"neck_pain", "neck_stiff",   "worse_with_neck_movement",
	"quality",   SYMPTOMS,       "onset",
	"trigger",   "trigger_text", MEDICINE,
	"impact",    "missed_work",  "red_flag",
	"note",      NULL,
};
static const char *const neck[] = {
	"start",   "end",          "neck_pain",
	"side",    "neck_stiff",   "worse_with_neck_movement",
	"quality", "dizziness",    "onset",
	"trigger", "trigger_text", MEDICINE,
	"impact",  "missed_work",  "red_flag",
	"note",    NULL,
};
static const char *const medication[] = { MEDICINE, "class", "start", "helped", "note", NULL };
static const char *const event[] = { "kind", "start", "note", NULL };
static const char *const sleep_[] = { "hours", "position", "pillow", "note", NULL };
static const char *const none[] = { "note", NULL };

static const char *const *const questions[_DIARY_TYPE_MAX] = {
	[DIARY_HEADACHE] = headache,     [DIARY_NECK] = neck,   [DIARY_NONE] = none,
	[DIARY_MEDICATION] = medication, [DIARY_EVENT] = event, [DIARY_SLEEP] = sleep_,
};

struct form {
	struct diary_book *b;
	struct draft d;
	size_t answers;
};

/* ---- what is asked ---- */

/* "1 left, 2 right, ..." */
static void say_choices(const struct diary_field *f)
{
	struct text t = {};
	int from = f->kind == FIELD_WORD;

	for (int i = from; i < f->most; i++) {
		struct text item = {};

		text_add(&item, "%d %s", i + !from, diary_word(f, i));
		list_add(&t, item.s);
	}
	say(2, "%s", t.s);
}

static void say_symptoms(void)
{
	struct text t = {};

	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		struct text item = {};

		text_add(&item, "%d %s", i + 1, diary_symptom_words((enum diary_symptom) i));
		list_add(&t, item.s);
	}
	say(2, "%s", t.s);
}

static const char *prompt_of(const struct diary_field *f)
{
	if (!f) {
		return _("Answer");
	}
	switch (f->kind) {
	case FIELD_MOMENT:
		return _("Time");
	case FIELD_SCALE:
		return f->most == DIARY_IMPACT_MAX ? _("From 0 to 3") : _("From 0 to 10");
	case FIELD_TRISTATE:
		return Q_("an answer", "yes or no");
	case FIELD_WORD:
		return _("Number or word");
	case FIELD_SET:
		return _("Numbers or words");
	case FIELD_DURATION:
		return _("Hours");
	case FIELD_TEXT:
	case FIELD_ID:
		break;
	}
	return _("Answer");
}

/* When it was, of what has no length. */
static const char *question_of(const struct form *form, const struct diary_field *f)
{
	bool start = strcmp(f->name, "start") == 0;

	if (start && form->d.e.type == DIARY_MEDICATION) {
		return _("When did you take it?");
	}
	if (start && form->d.e.type == DIARY_EVENT) {
		return _("When was it?");
	}
	return diary_field_question(f);
}

static void say_question(const struct form *form, const char *name, const struct diary_field *f,
			 size_t number, size_t total)
{
	char value[DIARY_TEXT_MAX];

	(void) putchar('\n');
	if (strcmp(name, SYMPTOMS) == 0) {
		say(0, _("%zu/%zu. Which of these were there? 0: none of them"), number, total);
		say_symptoms();
	} else if (strcmp(name, MEDICINE) == 0) {
		say(0, _("%zu/%zu. What did you take, and how much? Like: ibuprofen 400 mg"),
		    number, total);
	} else {
		say(0, "%zu/%zu. %s", number, total, question_of(form, f));
	}
	if (f && (f->kind == FIELD_WORD || f->kind == FIELD_SET)) {
		say_choices(f);
	}
	if (f && f->kind == FIELD_MOMENT) {
		say(2, "%s",
		    strcmp(name, "end") == 0
			    ? _("Like 14:30, \"yesterday 14:30\", \"2h ago\" or now. Enter: it goes "
				"on, or you don't know.")
			    : _("Like 14:30, \"yesterday 14:30\", \"2h ago\" or a day. Enter: now."));
	}
	if (f && *diary_value_say(&form->d.e, f, value)) {
		say(2, _("So far: %s. Enter keeps it."), value);
	}
}

static void explain(const struct diary_field *f)
{
	char accepts[DIARY_REASON_MAX];

	if (f) {
		say(2, _("It takes %s."), diary_field_accepts(f, accepts));
	}
	say(2,
	    _("Enter: not told. -: take it out. b: back. q: stop; what was told is kept. !: when to "
	      "seek help."));
}

/* ---- what is answered ---- */

/* The word that was typed, by its number, or by its beginning in English or the user's language. */
static int find_word(const struct diary_field *f, const char *typed, size_t len)
{
	int from = f->kind == FIELD_WORD, n = 0, found = -1;

	if (len <= 2 && strspn(typed, "0123456789") >= len) {
		for (size_t i = 0; i < len; i++) {
			n = 10 * n + (typed[i] - '0');
		}
		n -= !from;
		return n >= from && n < f->most ? n : -1;
	}
	for (int i = from; i < f->most; i++) {
		const char *own = diary_word(f, i);

		if (strncasecmp(f->words[i], typed, len) == 0 ||
		    (len >= ALIKE_LEAST && strncasecmp(own, typed, len) == 0)) {
			if (found >= 0 && strlen(f->words[found]) == len) {
				return found;
			}
			found = found < 0 || strlen(f->words[i]) == len ? i : -2;
		}
		if (found == -2) {
			return -1;
		}
	}
	return found;
}

/* Numbers and words of the user's language, made those that diary_field_set() knows. */
static void plain_words(const struct diary_field *f, const char *typed, struct text *ret)
{
	static const char between[] = " ,;";

	for (const char *p = typed + strspn(typed, between); *p;) {
		size_t n = strcspn(p, between);
		int i = find_word(f, p, n);

		text_add(ret, "%s", ret->n ? "," : "");
		if (i >= 0) {
			text_add(ret, "%s", f->words[i]);
		} else {
			text_add(ret, "%.*s", (int) n, p);
		}
		p += n;
		p += strspn(p, between);
	}
}

/* Several words of the user's language may be one: "in the morning". */
static const char *plain_word(const struct diary_field *f, const char *typed)
{
	int i = find_word(f, typed, strlen(typed));

	return i >= 0 ? f->words[i] : typed;
}

static bool set_symptoms(struct form *form, const char *typed)
{
	enum tristate told[_DIARY_SYMPTOM_MAX];

	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		told[i] = TRISTATE_NO;
	}
	for (const char *p = typed; *p;) {
		size_t n = strcspn(p, " ,;");
		int found = -1;

		for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
			const char *word = diary_symptom_to_string((enum diary_symptom) i);
			const char *own = diary_symptom_words((enum diary_symptom) i);

			if ((n == 1 && p[0] == '1' + i) ||
			    (n >= ALIKE_LEAST &&
			     (strncasecmp(word, p, n) == 0 || strncasecmp(own, p, n) == 0))) {
				found = i;
			}
		}
		if (found >= 0) {
			told[found] = TRISTATE_YES;
		} else if (n != 1 || p[0] != '0') {
			say(2, _("\"%.*s\" is none of these."), (int) n, p);
			return false;
		}
		p += n;
		p += strspn(p, " ,;");
	}
	memcpy(form->d.e.symptom, told, sizeof(told));
	return true;
}

static bool set_medicine(struct form *form, const char *typed)
{
	struct draft *d = &form->d;
	bool alone = d->e.type == DIARY_MEDICATION;
	struct diary_entry *e = alone ? &d->e : &d->med[d->meds < DRAFT_MEDS_MAX ? d->meds : 0];
	char reason[DIARY_REASON_MAX];

	if (!alone && d->meds == DRAFT_MEDS_MAX) {
		return true;
	}
	if (!alone) {
		diary_entry_init(e, DIARY_MEDICATION);
	}
	e->class = CLASS_NOT_TOLD;
	if (medicine_read(e, typed, &d->class_suggested, reason) < 0) {
		say(2, "%s.", reason);
		return false;
	}
	if (e->class != CLASS_NOT_TOLD) {
		say(2, _("By its name: %s."), diary_class_words(e->class));
	}
	d->meds += !alone;
	return true;
}

static bool set_moment(struct form *form, const char *name, const char *typed)
{
	struct when w;
	bool start = strcmp(name, "start") == 0;

	if (book_when(form->b, typed, &w) < 0 || (!w.told && !start)) {
		say(2, _("\"%.40s\" is no time."), typed);
		return false;
	}
	if (w.at > form->b->p.now && w.told) {
		say(2, _("That is in the future."));
		return false;
	}
	if (start) {
		entry_begin(&form->d.e, &w);
		form->d.begun = true;
	} else {
		if (form->d.begun && form->d.e.start_told && w.at < form->d.e.start) {
			say(2, _("That is before it began."));
			return false;
		}
		entry_end(&form->d.e, &w);
		form->d.ended = true;
	}
	return true;
}

static bool set_field(struct form *form, const struct diary_field *f, const char *typed)
{
	char reason[DIARY_REASON_MAX];
	struct text plain = {};
	const char *value = typed;

	if (f->kind == FIELD_TRISTATE) {
		value = means_yes(typed) ? "yes" : means_no(typed) ? "no" : typed;
	} else if (f->kind == FIELD_WORD) {
		value = plain_word(f, typed);
	} else if (f->kind == FIELD_SET) {
		plain_words(f, typed, &plain);
		value = plain.s;
	}
	if (diary_field_set(&form->d.e, f, value, reason) < 0) {
		say(2, "%s.", reason);
		return false;
	}
	if (strcmp(f->name, "class") == 0) {
		form->d.class_suggested = false;
	}
	if (strcmp(f->name, "red_flag") == 0 && form->d.e.red_flag == TRISTATE_YES) {
		help_seeking_print();
	}
	return true;
}

static void take_out(struct form *form, const char *name, const struct diary_field *f)
{
	char reason[DIARY_REASON_MAX];

	if (strcmp(name, SYMPTOMS) == 0) {
		memset(form->d.e.symptom, 0, sizeof(form->d.e.symptom));
	} else if (strcmp(name, MEDICINE) == 0) {
		form->d.meds = 0;
	} else if (strcmp(name, "start") == 0) {
		form->d.begun = false;
		form->d.e.start = 0;
		form->d.e.start_told = false;
	} else if (strcmp(name, "end") == 0) {
		form->d.ended = false;
		entry_end(&form->d.e, NULL);
	} else {
		(void) diary_field_set(&form->d.e, f, "", reason);
	}
}

static enum reply answer(struct form *form, const char *name, const struct diary_field *f,
			 const char *typed)
{
	bool taken;

	if (strcmp(typed, "q") == 0) {
		return REPLY_STOP;
	}
	if (strcmp(typed, "b") == 0) {
		return REPLY_BACK;
	}
	if (*typed == '\0') {
		return REPLY_NEXT;
	}
	if (strcmp(typed, "!") == 0) {
		help_seeking_print();
		return REPLY_AGAIN;
	}
	if (strcmp(typed, "?") == 0) {
		explain(f);
		return REPLY_AGAIN;
	}
	if (strcmp(typed, "-") == 0) {
		take_out(form, name, f);
		return REPLY_NEXT;
	}
	taken = strcmp(name, SYMPTOMS) == 0   ? set_symptoms(form, typed)
		: strcmp(name, MEDICINE) == 0 ? set_medicine(form, typed)
		: f->kind == FIELD_MOMENT     ? set_moment(form, name, typed)
					      : set_field(form, f, typed);
	form->answers += taken;
	if (!taken) {
		return REPLY_AGAIN;
	}
	/* one more medicine, until there is none */
	return strcmp(name, MEDICINE) == 0 && form->d.meds ? REPLY_AGAIN : REPLY_NEXT;
}

static enum reply ask(struct form *form, const char *name, size_t number, size_t total)
{
	const struct diary_field *f = diary_field_find(form->d.e.type, name);
	char typed[TYPED_MAX];
	enum reply reply = REPLY_AGAIN;

	say_question(form, name, f, number, total);
	while (reply == REPLY_AGAIN) {
		const char *prompt = form->d.meds && strcmp(name, MEDICINE) == 0
					     ? _("Another one, or Enter")
					     : prompt_of(f);

		if (!dialogue_read(prompt, typed, sizeof(typed))) {
			return REPLY_STOP;
		}
		reply = answer(form, name, f, typed);
	}
	return reply;
}

/* The first question of some: without it there is nothing to note. */
static bool is_missing(const struct form *form, const char *name)
{
	const struct diary_entry *e = &form->d.e;

	return (e->type == DIARY_MEDICATION && strcmp(name, MEDICINE) == 0 && !*e->name) ||
	       (e->type == DIARY_EVENT && strcmp(name, "kind") == 0 &&
		!diary_field_told(e, diary_field_find(e->type, name)));
}

/* Returns the last reply. */
static enum reply walk(struct form *form)
{
	const char *const *names = questions[form->d.e.type];
	size_t total = 0, i = 0;

	while (names[total]) {
		total++;
	}
	while (i < total) {
		enum reply reply = ask(form, names[i], i + 1, total);

		if (reply == REPLY_STOP) {
			return reply;
		}
		if (reply == REPLY_NEXT && is_missing(form, names[i])) {
			say(2, _("Without it there is nothing to note. q: stop."));
		} else if (reply != REPLY_BACK) {
			i++;
		} else if (i > 0) {
			i--;
		} else {
			say(2, _("This is the first question."));
		}
	}
	return REPLY_NEXT;
}

int log_form(enum diary_type type)
{
	_cleanup_(book_done) struct diary_book b = {};
	struct form form = { .b = &b };
	enum reply reply;
	int r = book_open(&b);

	if (r != EXIT_DONE) {
		return r;
	}
	draft_init(&form.d, type);
	dialogue_begin();
	say(0,
	    _("Enter: not told. ?: what is taken. b: back. q: stop; what was told is kept. !: when "
	      "to seek help."));
	reply = walk(&form);
	if (dialogue_interrupted() ||
	    (form.answers == 0 && (reply == REPLY_STOP || type == DIARY_SLEEP))) {
		out_text(_("nothing was noted"));
		return dialogue_interrupted() ? EXIT_FAILED : EXIT_DONE;
	}
	(void) putchar('\n');
	draft_complete(&form.d, &b);
	book_done(&b);
	r = book_open_to_write(&b);
	return r == EXIT_DONE ? draft_keep(&form.d, &b, false) : r;
}

/* An entry into the diary, and what is said of it. */
#include <string.h>

#include "ergo/tr.h"
#include "log.h"
#include "words.h"

/* A headache that covers the day; one that goes on covers what comes after it too.  NULL. */
static const struct diary_entry *headache_on(const struct diary_book *b, int64_t day,
					     int64_t but_for)
{
	for (size_t i = 0; i < b->d.n; i++) {
		const struct diary_entry *e = &b->d.entry[i];

		if (e->type == DIARY_HEADACHE && e->id != but_for && e->day <= day &&
		    (e->last_day >= day || e->ongoing)) {
			return e;
		}
	}
	return NULL;
}

/* "No headache" on a day that has one. */
static int contradicted(const struct diary_book *b, const struct diary_entry *by, int64_t day)
{
	char time[ENTRY_STRING_MAX], date[PAST_STRING_MAX];

	(void) entry_say_time(b, by, time);
	if (by->ongoing) {
		out_error(_("headache %lld (%s) goes on, as it was noted; if it was over before: "
			    "ergoctl log end %lld WHEN"),
			  (long long) by->id, time, (long long) by->id);
	} else {
		out_error(
			_("%s has headache %lld (%s); if that is wrong: ergoctl log delete %lld, or "
			  "ergoctl log edit %lld"),
			past_say_date(date, day), (long long) by->id, time, (long long) by->id,
			(long long) by->id);
	}
	return EXIT_FAILED;
}

static int settle_none(struct diary_book *b, const struct diary_entry *e, bool *ret_same)
{
	const struct diary_entry *headache = headache_on(b, e->day, 0);

	if (headache) {
		return contradicted(b, headache, e->day);
	}
	for (size_t i = 0; i < b->d.n; i++) {
		const struct diary_entry *o = &b->d.entry[i];

		*ret_same =
			*ret_same || (o->type == DIARY_NONE && o->day == e->day && o->id != e->id);
	}
	return EXIT_DONE;
}

int settle(struct diary_book *b, const struct diary_entry *e, struct text *ret_taken_back,
	   bool *ret_same)
{
	int64_t last = e->ongoing ? b->p.today : e->last_day;
	char date[PAST_STRING_MAX];
	int r = EXIT_DONE;

	*ret_same = false;
	if (e->type == DIARY_NONE) {
		return settle_none(b, e, ret_same);
	}
	if (e->type != DIARY_HEADACHE) {
		return EXIT_DONE;
	}
	for (size_t i = 0; r == EXIT_DONE && i < b->d.n; i++) {
		const struct diary_entry *o = &b->d.entry[i];

		if (o->type == DIARY_NONE && o->day >= e->day && o->day <= last) {
			r = book_delete(b, o->id);
			list_add(ret_taken_back, past_say_date(date, o->day));
		}
	}
	return r;
}

static int check(const struct diary_book *b, const struct diary_entry *e)
{
	char reason[DIARY_REASON_MAX];

	return diary_check(e, b->p.now, b->p.today, reason) < 0 ? usage_error("log", "%s", reason)
								: EXIT_DONE;
}

int draft_check(const struct draft *d, const struct diary_book *b)
{
	return check(b, &d->e);
}

/* The medicine's headache is one of the diary. */
static int check_link(const struct diary_book *b, const struct diary_entry *e)
{
	const struct diary_entry *of = e->headache ? book_find(b, e->headache) : NULL;

	if (e->headache && (!of || (of->type != DIARY_HEADACHE && of->type != DIARY_NECK))) {
		out_error(_("there is no headache %lld in the diary"), (long long) e->headache);
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static int put_all(struct draft *d, struct diary_book *b)
{
	int r = book_put(b, &d->e);

	for (size_t i = 0; r == EXIT_DONE && i < d->meds; i++) {
		d->med[i].headache = d->e.id;
		r = check(b, &d->med[i]);
		r = r == EXIT_DONE ? book_put(b, &d->med[i]) : r;
	}
	return r == EXIT_DONE ? book_commit(b) : r;
}

static void say_class(const struct diary_entry *e, bool suggested)
{
	if (e->class == CLASS_NOT_TOLD) {
		out_line(TONE_NOTE, _("class"),
			 _("not known; so that its days count: ergoctl log edit %lld class=..."),
			 (long long) e->id);
	} else if (suggested) {
		out_line(TONE_PLAIN, _("class"),
			 _("%s, by its name; if the pack says otherwise: ergoctl log edit %lld "
			   "class=..."),
			 diary_class_words(e->class), (long long) e->id);
	}
}

/* One of today that was forgotten would be counted as a second one; those of before are told of by say_ongoing(). */
static const struct diary_entry *other_that_goes_on(const struct diary_book *b,
						    const struct diary_entry *e)
{
	for (size_t i = 0; i < b->d.n; i++) {
		const struct diary_entry *o = &b->d.entry[i];

		if (o->ongoing && o->type == e->type && o->id != e->id && o->day >= b->p.today) {
			return o;
		}
	}
	return NULL;
}

static void say_goes_on(const struct diary_book *b, const struct diary_entry *e)
{
	const struct diary_entry *o = other_that_goes_on(b, e);
	struct text other = {};

	if (!o) {
		out_line(TONE_PLAIN, _("goes on"), _("when it is over: ergoctl log end"));
		return;
	}
	entry_say_short(b, o, &other);
	out_line(TONE_PLAIN, _("goes on"), _("when it is over: ergoctl log end %lld"),
		 (long long) e->id);
	out_line(
		TONE_NOTE, _("besides"),
		_("%s, goes on too; if it was over before: ergoctl log end %lld WHEN; if it is the "
		  "same: ergoctl log delete %lld"),
		other.s, (long long) o->id, (long long) e->id);
}

static void say_kept(const struct draft *d, const struct diary_book *b,
		     const struct text *taken_back)
{
	struct text line = {};

	entry_say_short(b, &d->e, &line);
	out_line(TONE_GOOD, _("noted"), "%s   (%lld)", line.s, (long long) d->e.id);
	if (d->e.type == DIARY_MEDICATION) {
		say_class(&d->e, d->class_suggested);
	}
	for (size_t i = 0; i < d->meds; i++) {
		struct text med = {};

		entry_say_short(b, &d->med[i], &med);
		out_line(TONE_GOOD, _("noted"), "%s   (%lld)", med.s, (long long) d->med[i].id);
		say_class(&d->med[i], d->class_suggested);
	}
	if (taken_back->n) {
		out_line(TONE_NOTE, _("taken back"), _("\"no headache\" of %s"), taken_back->s);
	}
	if (d->e.ongoing) {
		say_goes_on(b, &d->e);
	}
}

static int print_json(const struct draft *d, const struct diary_book *b, size_t taken_back)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *meds = json_object_new_array();
	struct diary_overuse overuse;

	for (size_t i = 0; i < d->meds; i++) {
		(void) json_object_array_add(meds, entry_json(&d->med[i]));
	}
	diary_overuse(&b->d, &overuse);
	json_add(o, "entry", entry_json(&d->e));
	json_add(o, "medication", meds);
	json_add(o, "days_taken_back", json_count(taken_back));
	json_add(o, "overuse", overuse_json(&overuse));
	json_print(o, true);
	return EXIT_DONE;
}

void say_overuse(const struct diary_book *b)
{
	struct diary_overuse o;
	char notice[DIARY_TEXT_MAX];

	diary_overuse(&b->d, &o);
	if (*diary_overuse_say(&o, notice)) {
		out_line(TONE_NOTE, _("medicines"), "%s", notice);
	}
}

void say_red_flag(const struct diary_entry *e)
{
	if (e->red_flag == TRISTATE_YES) {
		(void) putchar('\n');
		help_seeking_print();
	}
}

int draft_keep(struct draft *d, struct diary_book *b, bool json)
{
	struct text taken_back = {};
	bool same = false;
	size_t before = b->d.n;
	int r = check(b, &d->e);

	if (r == EXIT_DONE) {
		r = check_link(b, &d->e);
	}
	if (r == EXIT_DONE) {
		r = settle(b, &d->e, &taken_back, &same);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (same && !*d->e.note) {
		char date[PAST_STRING_MAX];

		if (json) {
			return log_glance_json(b, d->e.day);
		}
		out_line(TONE_PLAIN, _("noted"), _("\"no headache\" of %s was noted already"),
			 past_say_date(date, d->e.day));
		return EXIT_DONE;
	}
	r = put_all(d, b);
	if (r != EXIT_DONE) {
		return r;
	}
	if (json) {
		return print_json(d, b, before + 1 + d->meds - b->d.n);
	}
	say_kept(d, b, &taken_back);
	/* one whose end was forgotten would make days of headache of all that is noted later */
	say_ongoing(b, b->p.today, d->e.id);
	if (d->e.type == DIARY_MEDICATION || d->meds) {
		say_overuse(b);
	}
	say_red_flag(&d->e);
	return EXIT_DONE;
}

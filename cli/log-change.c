/* `ergoctl log edit`, `end`, `delete`. */
#include <string.h>

#include "ergo/tr.h"
#include "log.h"
#include "words.h"

/* A number of an entry; 0: it is none. */
static int64_t read_id(const char *word)
{
	int64_t id = 0;

	if (strspn(word, "0123456789") != strlen(word) || strlen(word) > 15) {
		return 0;
	}
	for (; *word; word++) {
		id = 10 * id + (*word - '0');
	}
	return id;
}

static const struct diary_entry *find(const struct diary_book *b, const char *word)
{
	int64_t id = read_id(word);
	const struct diary_entry *e = id ? book_find(b, id) : NULL;

	if (!e) {
		out_error(_("there is no entry \"%s\" in the diary; ergoctl log show lists them"),
			  word);
	}
	return e;
}

/* Puts a changed entry back and says what it is now. */
static int keep(struct diary_book *b, struct diary_entry *e, bool json)
{
	char reason[DIARY_REASON_MAX];
	struct text taken_back = {};
	bool same;
	int r;

	if (diary_check(e, b->p.now, b->p.today, reason) < 0) {
		return usage_error("log", "%s", reason);
	}
	r = settle(b, e, &taken_back, &same);
	if (r == EXIT_DONE) {
		r = book_put(b, e);
	}
	if (r == EXIT_DONE) {
		r = book_commit(b);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (json) {
		_cleanup_(json_putp) struct json_object *o = json_object_new_object();

		json_add(o, "entry", entry_json(e));
		json_print(o, true);
		return EXIT_DONE;
	}
	entry_show(b, e);
	if (taken_back.n) {
		out_line(TONE_NOTE, _("taken back"), _("\"no headache\" of %s"), taken_back.s);
	}
	if (e->type == DIARY_MEDICATION) {
		say_overuse(b);
	}
	say_red_flag(e);
	return EXIT_DONE;
}

int log_edit(const struct args *args)
{
	_cleanup_(book_done) struct diary_book b = {};
	const struct diary_entry *old;
	struct draft d;
	int r;

	if (args->n < 3 && !(args->n == 2 && args->set & OPT(OPT_AT))) {
		return usage_error("log",
				   _("edit needs the number of an entry and KEY=VALUE, like: "
				     "ergoctl log edit 12 intensity=7"));
	}
	for (size_t i = 2; i < args->n; i++) {
		if (!find_equals(args->word[i])) {
			return usage_error("log", _("\"%s\" is no KEY=VALUE"), args->word[i]);
		}
	}
	r = book_open_to_write(&b);
	if (r != EXIT_DONE) {
		return r;
	}
	old = find(&b, args->word[1]);
	if (!old) {
		return EXIT_FAILED;
	}
	draft_init(&d, old->type);
	d.e = *old;
	d.begun = old->start_told;
	r = draft_read(&d, &b, args, 2);
	if (r != EXIT_DONE) {
		return r;
	}
	if (d.meds) {
		return usage_error("log",
				   _("what was taken is an entry of its own: ergoctl log "
				     "medication NAME headache=%s"),
				   args->word[1]);
	}
	if ((old->type == DIARY_NONE || old->type == DIARY_SLEEP) && d.e.start_told) {
		struct when noon = book_day(&b, d.e.day);

		entry_begin(&d.e, &noon);
	}
	return keep(&b, &d.e, args->set & OPT(OPT_JSON));
}

/* The one that goes on, where no number was told; NULL: all is said. */
static const struct diary_entry *find_ongoing(const struct diary_book *b)
{
	const struct diary_entry *found = NULL;
	struct text ids = {};
	size_t n = 0;

	for (size_t i = 0; i < b->d.n; i++) {
		if (b->d.entry[i].ongoing) {
			char id[24];

			found = &b->d.entry[i];
			(void) snprintf(id, sizeof(id), "%lld", (long long) found->id);
			list_add(&ids, id);
			n++;
		}
	}
	if (n == 1) {
		return found;
	}
	if (n == 0) {
		out_error(_("nothing goes on, as far as the diary knows"));
	} else {
		out_error(_("several go on (%s): say which, like: ergoctl log end %lld"), ids.s,
			  (long long) found->id);
	}
	return NULL;
}

int log_end(const struct args *args)
{
	_cleanup_(book_done) struct diary_book b = {};
	const struct diary_entry *old;
	struct diary_entry e;
	struct text words = {};
	struct when w;
	size_t from = args->n > 1 && read_id(args->word[1]) ? 2 : 1;
	int r = book_open_to_write(&b);

	if (r != EXIT_DONE) {
		return r;
	}
	old = from == 2 ? find(&b, args->word[1]) : find_ongoing(&b);
	if (!old) {
		return EXIT_FAILED;
	}
	if (old->type != DIARY_HEADACHE && old->type != DIARY_NECK) {
		return usage_error("log", _("%s is no headache and no neck pain: it has no end"),
				   args->word[1]);
	}
	for (size_t i = from; i < args->n; i++) {
		text_add(&words, "%s%s", i > from ? " " : "", args->word[i]);
	}
	w = book_now(&b);
	if (args->set & OPT(OPT_AT)) {
		words.n = 0;
		text_add(&words, "%s", args->value[OPT_AT]);
	}
	if (words.n && (book_when(&b, words.s, &w) < 0 || !w.told)) {
		return usage_error(
			"log", _("\"%s\" is no time; say 14:30, \"yesterday 14:30\" or \"2h ago\""),
			words.s);
	}
	e = *old;
	entry_end(&e, &w);
	return keep(&b, &e, args->set & OPT(OPT_JSON));
}

int log_delete(const struct args *args)
{
	_cleanup_(book_done) struct diary_book b = {};
	const struct diary_entry *old;
	struct diary_entry e;
	struct text line = {};
	int r;

	if (args->n != 2) {
		return usage_error("log",
				   _("delete needs the number of an entry: ergoctl log delete 12"));
	}
	r = book_open_to_write(&b);
	if (r != EXIT_DONE) {
		return r;
	}
	old = find(&b, args->word[1]);
	if (!old) {
		return EXIT_FAILED;
	}
	e = *old;
	r = book_delete(&b, e.id);
	if (r == EXIT_DONE) {
		r = book_commit(&b);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o = json_object_new_object();

		json_add(o, "deleted", entry_json(&e));
		json_print(o, true);
		return EXIT_DONE;
	}
	entry_say_short(&b, &e, &line);
	out_line(TONE_PLAIN, _("deleted"), "%s   (%lld)", line.s, (long long) e.id);
	return EXIT_DONE;
}

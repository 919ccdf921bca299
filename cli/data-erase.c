/* `ergoctl data erase`: by the daemon, which writes the history; without one by itself. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "client.h"
#include "data.h"
#include "words.h"
#include "ergo/tr.h"
#include "ergo/wire.h"

#define ANSWER_MAX   64
#define ANSWER_ERASE "erase"

/* What there is at the moment. */
struct sight {
	struct store_info info;
	bool posture;             /* what was remembered of posture prompts */
	char why[STORE_TEXT_MAX]; /* it can't be told what is in it; "": it can */
};

/* What was prompted at the desk is remembered in files of its own. */
static const char *const posture_files[] = { "posture", "posture.new" };
#define POSTURE_PATH_MAX (STORE_PATH_MAX + sizeof("/posture.new"))

/* Where one of them is.  Returns an exit status; errors are said. */
static int posture_path(char path[static POSTURE_PATH_MAX], size_t i)
{
	char *name;
	int r = data_folder(path, &name);

	if (r == EXIT_DONE) {
		size_t n = strlen(path);

		(void) snprintf(path + n, POSTURE_PATH_MAX - n, "/%s", posture_files[i]);
	}
	return r;
}

static bool has_posture(void)
{
	char path[POSTURE_PATH_MAX];

	return posture_path(path, 0) == EXIT_DONE && access(path, F_OK) == 0;
}

/* A file that is damaged is one more of those that are set aside: that is what becomes of it. */
static void look(struct sight *ret)
{
	_cleanup_(store_freep) struct store *s = NULL;
	struct store_report report = {};
	char path[STORE_PATH_MAX];
	int r = store_default_path(path, sizeof(path));

	*ret = (struct sight){ .posture = r == 0 && has_posture() };
	if (r == 0) {
		r = store_open(&s, path, STORE_READ, &report);
	}
	if (r == 0) {
		r = store_info(s, &ret->info);
		(void) snprintf(report.text, sizeof(report.text), "%s", store_error(s));
	}
	if (r == -EUCLEAN) {
		ret->info = (struct store_info){ .aside = 1 + data_damaged(path) };
	} else if (r < 0 && r != -ENOENT) {
		ret->info = (struct store_info){};
		(void) snprintf(ret->why, sizeof(ret->why), "%s",
				*report.text ? report.text : strerror(-r));
	}
}

/* What is to be erased; everything, if nothing is told, also where it can't be read. */
static int choose(const struct args *args, struct range *ret)
{
	_cleanup_(past_done) struct past p = {};
	int r;

	*ret = (struct range){ .to = USEC_INFINITY };
	if (!(args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL)))) {
		return EXIT_DONE;
	}
	r = past_open(&p);
	return r == EXIT_DONE ? range_of_options(ret, &p, args) : r;
}

static bool is_everything(const struct range *range)
{
	return range->from == 0 && range->to == USEC_INFINITY;
}

static void say_posture(struct text *t, bool posture)
{
	if (posture) {
		list_add(t, _("what was remembered of posture prompts"));
	}
}

static void say_everything(const struct sight *before)
{
	struct text t = {};

	if (*before->why) {
		out_line(TONE_NOTE, _("erases"),
			 _("the whole history; what is in it can't be told: %s"), before->why);
		return;
	}
	data_say_counts(&t, &before->info);
	say_posture(&t, before->posture);
	out_line(TONE_PLAIN, _("erases"), _("the whole history: %s"), or_nothing(&t));
}

static void say_range(const struct range *range)
{
	char from[CLOCK_STRING_MAX], to[CLOCK_STRING_MAX];

	(void) say_moment(from, sizeof(from), range->from);
	(void) say_moment(to, sizeof(to), range->to);
	if (range->from && range->to != USEC_INFINITY) {
		out_line(TONE_PLAIN, _("erases"),
			 _("what is kept from %s until %s; a session, a break or a day that "
			   "reaches into it goes as a whole"),
			 from, to);
	} else if (range->from) {
		out_line(TONE_PLAIN, _("erases"),
			 _("what is kept from %s; a session, a break or a day that reaches into it "
			   "goes as a whole"),
			 from);
	} else {
		out_line(
			TONE_PLAIN, _("erases"),
			_("what is kept until %s; a session, a break or a day that reaches into it "
			  "goes as a whole"),
			to);
	}
}

void data_say_damaged(bool everything, uint64_t aside)
{
	if (aside && !everything) {
		out_line(TONE_NOTE, _("stays"),
			 P_("%llu damaged file, set aside, from any time; without --since and "
			    "--until all go",
			    "%llu damaged files, set aside, from any time; without --since and "
			    "--until all go",
			    aside),
			 (unsigned long long) aside);
	}
}

bool data_confirmed(void)
{
	char answer[ANSWER_MAX] = "";

	(void) printf(_("Type \"%s\" to go on: "), ANSWER_ERASE);
	(void) fflush(stdout);
	if (!fgets(answer, sizeof(answer), stdin)) {
		(void) putchar('\n');
	}
	answer[strcspn(answer, "\r\n")] = '\0';
	return strcmp(answer, ANSWER_ERASE) == 0;
}

/* Whether the user means it. */
static bool confirmed(const struct range *range, const struct sight *before)
{
	if (is_everything(range)) {
		say_everything(before);
	} else {
		say_range(range);
	}
	data_say_damaged(is_everything(range), before->info.aside);
	out_text(_("It can't be brought back. A copy before: ergoctl export -o FILE"));
	return data_confirmed();
}

/* Without the daemon.  Returns 0 or a negative errno, and then says why in `error`. */
static int erase_here(const char *path, const struct range *range, struct text *error)
{
	_cleanup_(store_freep) struct store *s = NULL;
	struct store_report report;
	struct store_info removed;
	int r = store_open(&s, path, STORE_WRITE, &report);

	if (r < 0) {
		text_add(error, "%s", report.text);
		return r;
	}
	r = store_erase(s, range->from, range->to, &removed);
	if (r < 0) {
		text_add(error, "%s", *store_error(s) ? store_error(s) : strerror(-r));
	}
	return r;
}

/*
 * By the daemon, which writes the history and knows what it has not written yet.  Where there is none,
 * or it keeps no history, by ergoctl itself: who else writes the file holds its lock.
 */
static int erase(const struct range *range)
{
	_cleanup_(client_done) struct client c = {};
	char path[STORE_PATH_MAX];
	struct text error = {};
	bool there, absent;
	int r = client_open(&c);

	if (r >= 0) {
		/* what it answers is counted here too, the same with a daemon and without */
		r = client_call(&c, WIRE_MANAGER, "Erase", CALL_SLOW, NULL, "tt", range->from,
				range->to == USEC_INFINITY ? 0 : range->to);
	}
	if (r >= 0) {
		return EXIT_DONE;
	}
	absent = c.status == EXIT_UNREACHABLE && r != -ETIMEDOUT;
	there = store_default_path(path, sizeof(path)) == 0 && access(path, F_OK) == 0;
	if (absent && !there) {
		return EXIT_DONE;
	}
	if (there && r != -ETIMEDOUT && erase_here(path, range, &error) == 0) {
		return EXIT_DONE;
	}
	if (!absent) {
		return client_report(&c);
	}
	out_error("%s", error.s);
	return EXIT_FAILED;
}

static int erase_posture(void)
{
	char path[POSTURE_PATH_MAX];

	for (size_t i = 0; i < ELEMENTSOF(posture_files); i++) {
		int r = posture_path(path, i);

		if (r != EXIT_DONE) {
			return r;
		}
		if (unlink(path) < 0 && errno != ENOENT) {
			out_error(_("cannot remove %s: %m"), path);
			return EXIT_FAILED;
		}
	}
	return EXIT_DONE;
}

static void say_removed(const struct args *args, const struct range *range,
			const struct sight *before, const struct sight *after)
{
	struct store_info removed = data_removed(&before->info, &after->info);
	bool told = !*before->why && !*after->why, posture = before->posture && !after->posture;
	struct text t = {};

	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o = json_object_new_object();

		json_add(o, "erased", told ? data_counts_json(&removed) : NULL);
		json_add(o, "posture", json_object_new_boolean(posture));
		json_print(o, true);
		return;
	}
	if (told) {
		data_say_counts(&t, &removed);
	} else {
		text_add(&t, _("a history that could not be read"));
	}
	say_posture(&t, posture);
	out_line(TONE_PLAIN, _("erased"), "%s", or_nothing(&t));
	out_line(TONE_PLAIN, _("stays"),
		 _("the diary (ergoctl data erase --diary), the configuration, files that you "
		   "exported, the log of the system"));
	data_say_damaged(is_everything(range), after->info.aside);
}

int data_erase(const struct args *args)
{
	struct sight before, after;
	struct range range;
	int r = choose(args, &range);

	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON) && !(args->set & OPT(OPT_YES))) {
		return usage_error("data", _("--json does not ask: add --yes"));
	}
	look(&before);
	if (!(args->set & OPT(OPT_YES)) && !confirmed(&range, &before)) {
		out_error(_("nothing was erased"));
		return EXIT_FAILED;
	}
	r = erase(&range);
	if (r == EXIT_DONE && is_everything(&range)) {
		r = erase_posture();
	}
	if (r != EXIT_DONE) {
		return r;
	}
	look(&after);
	say_removed(args, &range, &before, &after);
	return EXIT_DONE;
}

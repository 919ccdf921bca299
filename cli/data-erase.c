/* `ergoctl data erase`: by the daemon, which writes the history; without one by itself. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "client.h"
#include "data.h"
#include "ergo/wire.h"

#define ANSWER_MAX   64
#define ANSWER_ERASE "erase"

/* What the history holds at the moment; nothing where there is none or it can't be read. */
static struct store_info look(void)
{
	_cleanup_(store_freep) struct store *s = NULL;
	struct store_info info = {};
	struct store_report report;
	char path[STORE_PATH_MAX];

	if (store_default_path(path, sizeof(path)) == 0 &&
	    store_open(&s, path, STORE_READ, &report) == 0 && store_info(s, &info) < 0) {
		return (struct store_info){};
	}
	return info;
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

/* Whether the user means it. */
static bool confirmed(const struct range *range, const struct store_info *info)
{
	bool everything = range->from == 0 && range->to == USEC_INFINITY;
	char answer[ANSWER_MAX] = "", from[CLOCK_STRING_MAX], to[CLOCK_STRING_MAX];
	struct text t = {};

	if (everything) {
		data_say_counts(&t, info);
		out_text("The whole history goes: %s.", t.s);
	} else {
		text_add(&t, "Erases what is kept");
		if (range->from) {
			text_add(&t, " from %s", say_clock(from, sizeof(from), range->from));
		}
		if (range->to != USEC_INFINITY) {
			text_add(&t, " until %s", say_clock(to, sizeof(to), range->to));
		}
		out_text("%s; a session, a break or a day that reaches into it goes as a whole.",
			 t.s);
	}
	out_text("It can't be brought back. A copy before: ergoctl export -o FILE");
	(void) printf("Type \"" ANSWER_ERASE "\" to go on: ");
	(void) fflush(stdout);
	if (!fgets(answer, sizeof(answer), stdin)) {
		(void) putchar('\n');
	}
	answer[strcspn(answer, "\r\n")] = '\0';
	return strcmp(answer, ANSWER_ERASE) == 0;
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
		r = client_call(&c, WIRE_MANAGER, "Erase", 0, NULL, "tt", range->from,
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

/* What was prompted at the desk is remembered in a file of its own. */
static int erase_posture(void)
{
	char folder[STORE_PATH_MAX + sizeof("/posture.new")], *name;
	static const char *const files[] = { "/posture", "/posture.new" };
	int r = data_folder(folder, &name);
	size_t n = r == EXIT_DONE ? strlen(folder) : 0;

	for (size_t i = 0; r == EXIT_DONE && i < ELEMENTSOF(files); i++) {
		(void) snprintf(folder + n, sizeof(folder) - n, "%s", files[i]);
		if (unlink(folder) < 0 && errno != ENOENT) {
			out_error("cannot remove %s: %m", folder);
			r = EXIT_FAILED;
		}
	}
	return r;
}

static void say_removed(const struct args *args, const struct store_info *removed)
{
	struct text t = {};

	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o = json_object_new_object();

		json_add(o, "erased", data_counts_json(removed));
		json_print(o, true);
		return;
	}
	data_say_counts(&t, removed);
	out_text("erased: %s", t.s);
	out_text("not touched: the configuration, files that you exported, the log of the system");
}

int data_erase(const struct args *args)
{
	struct store_info before, after, removed;
	struct range range;
	bool everything;
	int r = choose(args, &range);

	if (r != EXIT_DONE) {
		return r;
	}
	before = look();
	everything = range.from == 0 && range.to == USEC_INFINITY;
	if (args->set & OPT(OPT_JSON) && !(args->set & OPT(OPT_YES))) {
		return usage_error("data", "--json does not ask: add --yes");
	}
	if (!(args->set & OPT(OPT_YES)) && !confirmed(&range, &before)) {
		out_error("nothing was erased");
		return EXIT_FAILED;
	}
	r = erase(&range);
	if (r == EXIT_DONE && everything) {
		r = erase_posture();
	}
	if (r != EXIT_DONE) {
		return r;
	}
	after = look();
	removed = data_removed(&before, &after);
	say_removed(args, &removed);
	return EXIT_DONE;
}

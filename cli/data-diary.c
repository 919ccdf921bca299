/* `ergoctl data`: the diary, which is erased only where it is named. */
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "data.h"
#include "diary-book.h"
#include "ergo/conf-file.h"
#include "ergo/exercise-file.h"
#include "ergo/tr.h"
#include "words.h"

#define PATIENCE (5 * USEC_PER_SEC)

int data_look_into_diary(struct diary_info *ret)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct store_report why = {};
	char path[STORE_PATH_MAX];
	int r = diary_store_default_path(path, sizeof(path));

	*ret = (struct diary_info){};
	if (r == 0) {
		r = diary_store_open(&s, path, STORE_READ, 0, &why);
	}
	if (r == 0) {
		r = diary_store_info(s, ret);
	}
	if (r < 0 && r != -ENOENT) {
		out_error("%s", *why.text ? why.text : strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

struct json_object *data_diary_json(const struct diary_info *info)
{
	struct json_object *o = json_object_new_object();

	for (int t = 0; t < _DIARY_TYPE_MAX; t++) {
		json_add(o, diary_type_to_string((enum diary_type) t),
			 json_count(info->by_type[t]));
	}
	json_add(o, "first", info->entries ? past_day_json(info->first) : NULL);
	json_add(o, "last", info->entries ? past_day_json(info->last) : NULL);
	json_add(o, "damaged_files", json_count(info->aside));
	return o;
}

void data_say_diary(const struct diary_info *info)
{
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];

	if (!info->entries) {
		out_line(TONE_PLAIN, _("diary"), _("nothing   (ergoctl log)"));
		return;
	}
	out_line(TONE_PLAIN, _("diary"),
		 P_("%llu entry, of %s to %s   (ergoctl log show)",
		    "%llu entries, of %s to %s   (ergoctl log show)", info->entries),
		 (unsigned long long) info->entries, past_say_date(first, info->first),
		 past_say_date(last, info->last));
}

/* ---- erase ---- */

static bool is_everything(const struct range *range)
{
	return !range->since && !range->until;
}

/* Whoever acknowledged the rules of exercises has told something of the body too. */
static int forget_rules(bool *ret_gone)
{
	char path[CONF_PATH_MAX];
	int r = exercises_acknowledged_path(path, sizeof(path));

	*ret_gone = false;
	if (r < 0) {
		return EXIT_DONE;
	}
	if (unlink(path) == 0) {
		*ret_gone = true;
	} else if (errno != ENOENT) {
		out_error(_("cannot remove %s: %m"), path);
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static void say_rules(const char *label)
{
	out_line(TONE_PLAIN, label, "%s",
		 _("that the rules of exercises were acknowledged: they are asked for again"));
}

static void say_what(const struct range *range, const struct diary_info *info)
{
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];

	if (is_everything(range)) {
		out_line(TONE_PLAIN, _("erases"),
			 P_("the whole diary: %llu entry", "the whole diary: %llu entries",
			    info->entries),
			 (unsigned long long) info->entries);
		if (exercises_acknowledged()) {
			say_rules("");
		}
	} else if (range->since) {
		out_line(TONE_PLAIN, _("erases"),
			 _("what is noted in the diary from %s to %s; a headache that reaches into "
			   "these days goes as a whole"),
			 past_say_date(first, range->first), past_say_date(last, range->last));
	} else {
		out_line(
			TONE_PLAIN, _("erases"),
			_("what is noted in the diary up to %s; a headache that reaches into these "
			  "days goes as a whole"),
			past_say_date(last, range->last));
	}
}

/* Returns an exit status; errors are said. */
static int erase(const struct range *range, uint64_t *ret_n)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct store_report why = {};
	char path[STORE_PATH_MAX];
	bool all = is_everything(range);
	int r = diary_store_default_path(path, sizeof(path));

	*ret_n = 0;
	if (r == 0) {
		r = diary_store_open(&s, path, STORE_WRITE, PATIENCE, &why);
	}
	if (r < 0) {
		out_error("%s", *why.text ? why.text : strerror(-r));
		return EXIT_FAILED;
	}
	r = diary_store_erase(s, all || !range->since ? INT64_MIN : range->first,
			      all ? INT64_MAX : range->last, ret_n);
	if (r < 0) {
		out_error("%s", *diary_store_error(s) ? diary_store_error(s) : strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static int say_erased(const struct args *args, const struct range *range,
		      const struct diary_info *before, uint64_t n, bool rules)
{
	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o = json_object_new_object();

		json_add(o, "erased_entries", json_count(n));
		json_add(o, "acknowledgement", json_object_new_boolean(rules));
		json_print(o, true);
		return EXIT_DONE;
	}
	out_line(TONE_PLAIN, _("erased"),
		 P_("%llu entry of the diary", "%llu entries of the diary", n),
		 (unsigned long long) n);
	if (rules) {
		say_rules("");
	}
	out_line(TONE_PLAIN, _("stays"),
		 _("the history (ergoctl data erase), files that you exported"));
	data_say_damaged(is_everything(range), before->aside);
	return EXIT_DONE;
}

int data_erase_diary(const struct args *args)
{
	_cleanup_(past_done) struct past p = {};
	struct diary_info info;
	struct range range;
	uint64_t n = 0;
	bool rules = false;
	int r;

	past_begin(&p);
	r = range_of_options(&range, &p, args);
	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON) && !(args->set & OPT(OPT_YES))) {
		return usage_error("data", _("--json does not ask: add --yes"));
	}
	/* one that is damaged can be erased all the same, and it has been said what is wrong */
	r = data_look_into_diary(&info);
	if (r != EXIT_DONE && !is_everything(&range)) {
		return r;
	}
	if (!(args->set & OPT(OPT_YES))) {
		say_what(&range, &info);
		out_text(
			_("It can't be brought back. A copy before: ergoctl export --what diary -o "
			  "FILE"));
		if (!data_confirmed()) {
			out_error(_("nothing was erased"));
			return EXIT_FAILED;
		}
	}
	if (info.entries || r != EXIT_DONE || info.aside) {
		r = erase(&range, &n);
	}
	if (r == EXIT_DONE && is_everything(&range)) {
		r = forget_rules(&rules);
	}
	return r == EXIT_DONE ? say_erased(args, &range, &info, n, rules) : r;
}

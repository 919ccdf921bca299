/* `ergoctl data`: what is kept and where; erase it. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "data.h"
#include "ergo/diary-store.h"
#include "ergo/conf-file.h"
#include "ergo/tr.h"
#include "past.h"
#include "words.h"

int data_folder(char *folder, char **ret_name)
{
	int r = store_default_path(folder, STORE_PATH_MAX);
	char *slash = r < 0 ? NULL : strrchr(folder, '/');

	if (!slash) {
		out_error(_("neither XDG_STATE_HOME nor HOME is set, so it is not known where the "
			    "history is"));
		return EXIT_FAILED;
	}
	*slash = '\0';
	*ret_name = slash + 1;
	return EXIT_DONE;
}

#define SIZE_STRING_MAX 64

static const char *say_bytes(char buf[static SIZE_STRING_MAX], uint64_t n)
{
	if (n < 1024) {
		(void) snprintf(buf, SIZE_STRING_MAX, P_("%llu byte", "%llu bytes", n),
				(unsigned long long) n);
	} else if (n < 1024 * 1024) {
		(void) snprintf(buf, SIZE_STRING_MAX, "%.1f KiB", (double) n / 1024);
	} else {
		(void) snprintf(buf, SIZE_STRING_MAX, "%.1f MiB", (double) n / (1024 * 1024));
	}
	return buf;
}

static const size_t counts[] = {
	offsetof(struct store_info, days),     offsetof(struct store_info, shares),
	offsetof(struct store_info, sessions), offsetof(struct store_info, breaks),
	offsetof(struct store_info, prompts),  offsetof(struct store_info, findings),
	offsetof(struct store_info, changes),  offsetof(struct store_info, problems),
	offsetof(struct store_info, slots),    offsetof(struct store_info, aside),
};

static uint64_t *count_of(const struct store_info *info, size_t i)
{
	return (uint64_t *) ((char *) info + counts[i]);
}

void data_say_counts(struct text *t, const struct store_info *info)
{
	struct text item[ELEMENTSOF(counts)] = {};

	if (info->days) {
		text_add(&item[0], P_("%llu day", "%llu days", info->days),
			 (unsigned long long) info->days);
	}
	if (info->shares) {
		text_add(&item[1],
			 P_("%llu share of a monitor", "%llu shares of monitors", info->shares),
			 (unsigned long long) info->shares);
	}
	if (info->sessions) {
		text_add(&item[2], P_("%llu session", "%llu sessions", info->sessions),
			 (unsigned long long) info->sessions);
	}
	if (info->breaks) {
		text_add(&item[3], P_("%llu break", "%llu breaks", info->breaks),
			 (unsigned long long) info->breaks);
	}
	if (info->prompts) {
		text_add(&item[4], P_("%llu prompt", "%llu prompts", info->prompts),
			 (unsigned long long) info->prompts);
	}
	if (info->findings) {
		text_add(&item[5], P_("%llu finding", "%llu findings", info->findings),
			 (unsigned long long) info->findings);
	}
	if (info->changes) {
		text_add(&item[6], P_("%llu change", "%llu changes", info->changes),
			 (unsigned long long) info->changes);
	}
	if (info->problems) {
		text_add(&item[7], P_("%llu problem", "%llu problems", info->problems),
			 (unsigned long long) info->problems);
	}
	if (info->slots) {
		text_add(&item[8], P_("%llu row of slots", "%llu rows of slots", info->slots),
			 (unsigned long long) info->slots);
	}
	if (info->aside) {
		text_add(&item[9], P_("%llu damaged file", "%llu damaged files", info->aside),
			 (unsigned long long) info->aside);
	}
	for (size_t i = 0; i < ELEMENTSOF(item); i++) {
		if (item[i].n) {
			list_add(t, item[i].s);
		}
	}
}

const char *or_nothing(const struct text *t)
{
	return t->n ? t->s : _("nothing");
}

uint64_t data_damaged(const char *path)
{
	char pattern[STORE_PATH_MAX];
	const char *slash = strrchr(path, '/');
	uint64_t n = 0;
	DIR *d;

	(void) snprintf(pattern, sizeof(pattern), "%.*s", slash ? (int) (slash - path) : 0, path);
	d = slash ? opendir(pattern) : NULL;
	(void) snprintf(pattern, sizeof(pattern), "%s.corrupt-", slash ? slash + 1 : path);
	for (struct dirent *e; d && (e = readdir(d));) {
		n += strncmp(e->d_name, pattern, strlen(pattern)) == 0;
	}
	if (d) {
		(void) closedir(d);
	}
	return n;
}

struct store_info data_removed(const struct store_info *before, const struct store_info *after)
{
	struct store_info n = {};

	for (size_t i = 0; i < ELEMENTSOF(counts); i++) {
		*count_of(&n, i) = usec_sub(*count_of(before, i), *count_of(after, i));
	}
	n.bytes = usec_sub(before->bytes, after->bytes);
	return n;
}

struct json_object *data_counts_json(const struct store_info *info)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "days", json_count(info->days));
	json_add(o, "monitors", json_count(info->shares));
	json_add(o, "sessions", json_count(info->sessions));
	json_add(o, "breaks", json_count(info->breaks));
	json_add(o, "prompts", json_count(info->prompts));
	json_add(o, "findings", json_count(info->findings));
	json_add(o, "changes", json_count(info->changes));
	json_add(o, "problems", json_count(info->problems));
	json_add(o, "slots", json_count(info->slots));
	json_add(o, "damaged_files", json_count(info->aside));
	return o;
}

/* ---- show ---- */

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_file(const struct dirent *e)
{
	return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static void show_file(const char *name, uint64_t size)
{
	_cleanup_(freep) char *clean = escape(name); /* as wide as it is shown */
	struct text line = {};
	char buf[SIZE_STRING_MAX];

	text_add(&line, "  ");
	text_cell(&line, -32, clean ?: "");
	text_add(&line, " ");
	text_cell(&line, 12, say_bytes(buf, size));
	(void) printf("%s\n", line.s);
}

/* The files of the folder, as lines or as an array. */
static void show_files(const char *folder, struct json_object *list)
{
	struct dirent **entry = NULL;
	int n = scandir(folder, &entry, is_file, compare_names);
	int fd = n < 0 ? -1 : open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);

	for (int i = 0; i < n; i++) {
		struct stat st;

		if (fstatat(fd, entry[i]->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode)) {
			if (list) {
				struct json_object *o = json_object_new_object();

				json_add(o, "name", json_text(entry[i]->d_name));
				json_add(o, "bytes", json_count((uint64_t) st.st_size));
				(void) json_object_array_add(list, o);
			} else {
				show_file(entry[i]->d_name, (uint64_t) st.st_size);
			}
		}
		free(entry[i]);
	}
	if (n <= 0 && !list) {
		out_text(_("  no file"));
	}
	free(entry);
	if (fd >= 0) {
		(void) close(fd);
	}
}

static void say_folder(const char *folder)
{
	struct stat st;

	if (stat(folder, &st) == 0 && st.st_mode & 077) {
		out_line(TONE_BAD, _("where"), _("%s, which others can look into: chmod 700 %s"),
			 folder, folder);
	} else {
		out_line(TONE_PLAIN, _("where"), _("%s, readable by you alone"), folder);
	}
}

static void say_until(const struct past *p)
{
	if (!p->enabled) {
		out_line(TONE_PLAIN, _("until"),
			 _("nothing more is kept: history.enabled says no"));
	} else if (p->keep_days) {
		out_line(TONE_PLAIN, _("until"),
			 P_("it is %u day old   (history.keep_days)",
			    "it is %u days old   (history.keep_days)", p->keep_days),
			 p->keep_days);
	} else {
		out_line(TONE_PLAIN, _("until"),
			 _("you erase it   (history.keep_days would do it by itself)"));
	}
}

static int show_json(const struct past *p, const char *folder, const struct store_info *info,
		     const struct diary_info *diary)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *files = json_object_new_array();
	char conf[CONF_PATH_MAX];

	show_files(folder, files);
	json_add(o, "folder", json_text(folder));
	json_add(o, "files", files);
	json_add(o, "schema", p->store ? json_count((uint64_t) info->schema) : NULL);
	json_add(o, "first", past_time_json(p, info->first));
	json_add(o, "last", past_time_json(p, info->last));
	json_add(o, "kept", data_counts_json(info));
	json_add(o, "diary", data_diary_json(diary));
	json_add(o, "enabled", json_object_new_boolean(p->enabled));
	json_add(o, "keep_days", p->keep_days ? json_count(p->keep_days) : NULL);
	json_add(o, "configuration",
		 conf_user_path(conf, sizeof(conf)) < 0 ? NULL : json_text(conf));
	json_print(o, true);
	return EXIT_DONE;
}

static int show(const struct args *args)
{
	char folder[STORE_PATH_MAX], conf[CONF_PATH_MAX], day[PAST_STRING_MAX], *name;
	_cleanup_(past_done) struct past p = {};
	struct store_info info = {};
	struct diary_info diary;
	struct text kept = {};
	int r;

	if (args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_YES) | OPT(OPT_DIARY))) {
		return usage_error("data",
				   _("--since, --until, --yes and --diary belong to: data erase"));
	}
	r = data_folder(folder, &name);
	if (r == EXIT_DONE) {
		r = past_open(&p);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	r = p.store ? store_info(p.store, &info) : 0;
	if (r < 0) {
		return past_report(&p, r);
	}
	r = data_look_into_diary(&diary);
	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		return show_json(&p, folder, &info, &diary);
	}
	say_folder(folder);
	show_files(folder, NULL);
	data_say_counts(&kept, &info);
	out_line(TONE_PLAIN, _("kept"), "%s", or_nothing(&kept));
	if (info.first) {
		out_line(TONE_PLAIN, _("since"), "%s", past_say_day(day, past_day(&p, info.first)));
	}
	say_until(&p);
	data_say_diary(&diary);
	out_line(
		TONE_PLAIN, _("never"), "%s",
		_("which keys, text but that of the diary, window titles, programs, sites, pictures; when input was, "
		  "finer than 10 s, but for the bounds of sessions and breaks (1 s); nothing is "
		  "sent anywhere"));
	if (conf_user_path(conf, sizeof(conf)) == 0) {
		out_line(TONE_PLAIN, _("besides"), _("your configuration, %s"), conf);
	}
	out_line(TONE_PLAIN, _("to do"), "ergoctl export -o FILE | data erase");
	return EXIT_DONE;
}

int verb_data(const struct args *args)
{
	const char *word = args->n ? args->word[0] : "show";
	static const char *const words[] = { "show", "erase" };

	if (strcmp(word, "show") == 0) {
		return show(args);
	}
	if (strcmp(word, "erase") == 0) {
		return args->set & OPT(OPT_DIARY) ? data_erase_diary(args) : data_erase(args);
	}
	word = nearest(word, words, ELEMENTSOF(words));
	return word ? usage_error("data", _("no word \"%s\"; did you mean \"%s\"?"), args->word[0],
				  word)
		    : usage_error("data", _("\"%s\" is neither show nor erase"), args->word[0]);
}

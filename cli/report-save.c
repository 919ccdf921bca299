/* `ergoctl report --html`: shows what the page would have in it, lets parts be left out, writes it. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "dialogue.h"
#include "ergo/tr.h"
#include "export.h"
#include "report-write.h"
#include "words.h"

#define ANSWER_MAX 256

static void list_parts(FILE *f, const struct report *r)
{
	struct text range = {};

	report_say_range(r, &range);
	(void) fprintf(f, _("The page of %s would have in it:\n"), range.s);
	for (int i = 0; i < _REPORT_PART_MAX; i++) {
		enum report_part part = (enum report_part) i;
		struct text name = {}, what = {};

		text_add(&name, "  %d  %s", i + 1, report_part_to_string(part));
		report_part_say(r, part, &what);
		out_label(f, 18, name.s, "%s", report_has(r, part) ? what.s : _("left out"));
	}
	(void) fprintf(f, "%s\n",
		       _("and methods and limits, when to get help, and that it is no diagnosis."));
}

static int part_of(const char *word)
{
	size_t n = strlen(word);

	if (n == 1 && word[0] >= '1' && word[0] < '1' + _REPORT_PART_MAX) {
		return word[0] - '1';
	}
	for (int i = 0; i < _REPORT_PART_MAX; i++) {
		if (begins_word(report_part_to_string((enum report_part) i), word)) {
			return i;
		}
	}
	return -1;
}

/* Takes out what is named; what is named and out already comes back.  False: something is no part. */
static bool leave_out(char *words, unsigned *parts)
{
	unsigned change = 0;
	char *rest = NULL;

	for (char *w = strtok_r(words, " ,\t\r\n", &rest); w;
	     w = strtok_r(NULL, " ,\t\r\n", &rest)) {
		int part = part_of(w);

		if (part < 0) {
			out_error(_("no part \"%s\": say a number or a name of the list"), w);
			return false;
		}
		change |= 1u << part;
	}
	*parts ^= change;
	return true;
}

/* On a terminal.  True: write it. */
static bool agree(struct report *r)
{
	char answer[ANSWER_MAX];

	bool changed = true;

	dialogue_begin();
	for (;;) {
		if (changed) {
			list_parts(stdout, r);
			say(0, "%s",
			    _("Type numbers or names to leave out, Enter to write it, q to write "
			      "nothing."));
		}
		if (!dialogue_read(_("Leave out"), answer, sizeof(answer)) ||
		    strcmp(answer, "q") == 0) {
			return false;
		}
		if (!*answer) {
			return true;
		}
		changed = leave_out(answer, &r->parts);
	}
}

/* Whether what is there may be replaced; it is there. */
static bool may_replace(const char *path, bool terminal)
{
	char answer[ANSWER_MAX];

	if (!terminal) {
		out_error(_("%s is there already: add --yes to replace it"), path);
		return false;
	}
	say(0, _("%s is there already."), path);
	return dialogue_read(_("Replace it? [no]"), answer, sizeof(answer)) && means_yes(answer);
}

/* Beside the file, so that it can be renamed; nobody else may read it. */
static FILE *open_beside(const char *path, char name[static STORE_PATH_MAX])
{
	int n = snprintf(name, STORE_PATH_MAX, "%s.XXXXXX", path), fd;
	FILE *f;

	if (n < 0 || n >= STORE_PATH_MAX) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	fd = mkostemp(name, O_CLOEXEC); /* 0600 */
	f = fd < 0 ? NULL : fdopen(fd, "w");
	if (!f && fd >= 0) {
		(void) close(fd);
		(void) unlink(name);
	}
	return f;
}

static int write_beside(const struct report *r, FILE *f)
{
	int q = report_html(f, r);

	if (q >= 0 && fsync(fileno(f)) < 0 && errno != EINVAL) {
		q = -errno;
	}
	if (fclose(f) != 0 && q >= 0) {
		q = -errno;
	}
	return q;
}

/* What came to be there meanwhile stays. */
static int put_in_place(const char *name, const char *path, bool replace)
{
	if (replace || renameat2(AT_FDCWD, name, AT_FDCWD, path, RENAME_NOREPLACE) == 0) {
		return replace && rename(name, path) < 0 ? -errno : 0;
	}
	/* not every file system has it */
	return errno == EINVAL && rename(name, path) == 0 ? 0 : -errno;
}

static int write_file(const struct report *r, const char *path, bool replace)
{
	char name[STORE_PATH_MAX];
	struct stat st;
	FILE *f;
	int q;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		out_error(_("cannot write %s: it is no file"), path);
		return EXIT_FAILED;
	}
	f = open_beside(path, name);
	if (!f) {
		out_error(_("cannot write %s: %m"), path);
		return EXIT_FAILED;
	}
	q = write_beside(r, f);
	if (q >= 0) {
		q = put_in_place(name, path, replace);
	}
	if (q < 0) {
		(void) unlink(name);
		out_error(_("cannot write %s: %s"), path, strerror(-q));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static int write_stdout(const struct report *r)
{
	int q = report_html(stdout, r);

	if (q < 0) {
		out_error(_("cannot write the output: %s"), strerror(-q));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

int report_save(struct report *r, const struct args *args)
{
	const char *path = args->value[OPT_HTML];
	bool to_stdout = strcmp(path, "-") == 0, yes = args->set & OPT(OPT_YES);
	bool told = args->set & (OPT(OPT_YES) | OPT(OPT_WITHOUT));
	bool terminal = !to_stdout && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	struct stat st;
	bool there;
	int q;

	if (!told && !terminal) {
		return usage_error(
			"report",
			_("what goes into the page is asked on a terminal: else say --yes, or "
			  "--without PART,..."));
	}
	if (told) {
		list_parts(to_stdout ? stderr : stdout, r);
	} else if (!agree(r)) {
		out_error(_("nothing was written"));
		return EXIT_FAILED;
	}
	if (to_stdout) {
		return write_stdout(r);
	}
	if (!may_write(path)) {
		return EXIT_FAILED;
	}
	there = lstat(path, &st) == 0;
	if (there && !yes && !may_replace(path, terminal)) {
		out_error(_("nothing was written"));
		return EXIT_FAILED;
	}
	q = write_file(r, path, there || yes);
	if (q == EXIT_DONE) {
		out_line(TONE_GOOD, _("written"), _("%s, readable by you alone"), path);
	}
	return q;
}

/* `ergoctl export`: the history in files that other programs read. */
#include "export.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "ergo/diary-store.h"
#include "ergo/tr.h"

static void read_machine(struct writer *w)
{
	uint8_t id[STORE_MACHINE_BYTES];
	size_t size;

	if (w->p->store &&
	    store_get_state(w->p->store, STORE_MACHINE, id, sizeof(id), &size) == 0 &&
	    size == sizeof(id)) {
		for (size_t i = 0; i < size; i++) {
			(void) snprintf(w->machine + 2 * i, 3, "%02x", id[i]);
		}
	}
}

/* All tables, or the one that was told.  Returns an exit status. */
static int write_tables(struct writer *w, const struct range *range, const char *what,
			const char *path)
{
	int only = what ? table_id_from_string(what) : -1, r = 0;

	read_machine(w);
	w->table = only < 0 ? 0 : (enum table_id) only;
	writer_head(w, range);
	if (only == TABLE_DIARY && export_diary(w, range) != EXIT_DONE) {
		return EXIT_FAILED;
	}
	for (int t = 0; r >= 0 && t < TABLE_DIARY; t++) {
		if (only < 0 || t == only) {
			r = export_rows(w, (enum table_id) t, range);
		}
	}
	if (w->r < 0) {
		if (path) {
			out_error(_("cannot write %s: %s"), path, strerror(-w->r));
		} else {
			out_error(_("cannot write the output: %s"), strerror(-w->r));
		}
		return EXIT_FAILED;
	}
	return r < 0 ? past_report(w->p, r) : EXIT_DONE;
}

/* Whether it is one of the files of a database: its end, were it written over. */
static bool is_one_of(const char *path, int (*where)(char *buf, size_t size))
{
	static const char *const suffixes[] = { "", "-wal", "-shm", "-lock" };
	char file[STORE_PATH_MAX + sizeof("-lock")];
	size_t n = where(file, STORE_PATH_MAX) < 0 ? 0 : strlen(file);
	struct stat st, ours;

	for (size_t i = 0; n && stat(path, &st) == 0 && i < ELEMENTSOF(suffixes); i++) {
		(void) snprintf(file + n, sizeof(file) - n, "%s", suffixes[i]);
		if (stat(file, &ours) == 0 && ours.st_dev == st.st_dev &&
		    ours.st_ino == st.st_ino) {
			return true;
		}
	}
	return false;
}

/* A file that nobody else may read; what is in one that is there is replaced. */
static FILE *open_output(const char *path)
{
	struct stat st;
	FILE *f;
	int fd;

	if (is_one_of(path, store_default_path)) {
		out_error(_("cannot write %s: that is the history itself"), path);
		return NULL;
	}
	if (is_one_of(path, diary_store_default_path)) {
		out_error(_("cannot write %s: that is the diary itself"), path);
		return NULL;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0600);
	f = fd < 0 ? NULL : fdopen(fd, "w");
	if (f && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		(void) fchmod(fd, 0600); /* somebody else's file stays as it is */
	}
	if (!f) {
		out_error(_("cannot write %s: %m"), path);
		if (fd >= 0) {
			(void) close(fd);
		}
	}
	return f;
}

static int write_file(struct writer *w, const struct range *range, const char *what,
		      const char *path)
{
	int status;

	w->f = open_output(path);
	if (!w->f) {
		return EXIT_FAILED;
	}
	status = write_tables(w, range, what, path);
	if (fclose(w->f) != 0 && status == EXIT_DONE) {
		out_error(_("cannot write %s: %m"), path);
		status = EXIT_FAILED;
	}
	return status;
}

int verb_export(const struct args *args)
{
	const char *what = args->value[OPT_WHAT], *path = args->value[OPT_OUTPUT];
	_cleanup_(past_done) struct past p = {};
	struct writer w = { .f = stdout, .p = &p, .csv = args->set & OPT(OPT_CSV) };
	struct range range;
	int r;

	if (w.csv && args->set & OPT(OPT_JSONL)) {
		return usage_error("export", _("--csv and --jsonl exclude each other"));
	}
	if (w.csv && !what) {
		return usage_error("export", _("--csv has one table; say which: --what %s"),
				   options[OPT_WHAT].values);
	}
	r = past_open(&p);
	if (r == EXIT_DONE) {
		r = range_of_options(&range, &p, args);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (!p.store && !(what && strcmp(what, "diary") == 0)) {
		past_say_none(&p, stderr);
	}
	if (path && strcmp(path, "-") != 0) {
		return write_file(&w, &range, what, path);
	}
	return write_tables(&w, &range, what, NULL);
}

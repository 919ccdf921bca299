#include "store-rig.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

void store_rig_make(struct store_rig *rig)
{
	const char *tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");

	(void) snprintf(rig->folder, sizeof(rig->folder), "%s/ergod-store-XXXXXX",
			tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(rig->folder));
	(void) snprintf(rig->path, sizeof(rig->path), "%s/history.db", rig->folder);
}

void store_rig_remove(const struct store_rig *rig)
{
	DIR *d = opendir(rig->folder);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		(void) unlinkat(dirfd(d), e->d_name, 0);
	}
	if (d) {
		(void) closedir(d);
	}
	(void) rmdir(rig->folder);
}

const char *store_rig_beside(const struct store_rig *rig, const char *suffix)
{
	static char path[256];

	(void) snprintf(path, sizeof(path), "%s%s", rig->path, suffix);
	return path;
}

struct store *store_rig_open(const struct store_rig *rig, enum store_mode mode)
{
	struct store_report report;
	struct store *s = NULL;
	int r = store_open(&s, rig->path, mode, &report);

	if (r < 0) {
		fail_msg("%s: %s: %s", rig->path, strerror(-r), report.text);
	}
	return s;
}

/* ---- transactions that can be counted ---- */

#define SESSION_LENGTH 10 /* transactions; one a minute */

static usec_t minute(unsigned n)
{
	return RIG_T0 + n * USEC_PER_MIN;
}

int store_rig_put(struct store *s, unsigned n)
{
	struct slots slots = { .hour = (int64_t) (minute(n) / USEC_PER_HOUR) };
	struct session_record session = {
		.start = minute(n - n % SESSION_LENGTH),
		.end = minute(n + 1),
		.screen_time = (n % SESSION_LENGTH + 1) * USEC_PER_MIN,
		.open = (n + 1) % SESSION_LENGTH != 0,
	};
	struct break_record rest = { .kind = BREAK_REST,
				     .outcome = OUTCOME_TAKEN,
				     .start = minute(n),
				     .end = minute(n) + 5 * USEC_PER_SEC,
				     .screen_time = USEC_PER_HOUR };
	struct prompt_record prompt = { .at = minute(n), .subject = "rest", .reason = "due" };
	unsigned first = (unsigned) (minute(n) / USEC_PER_MIN % 60) * 6;
	char text[3000];
	int r = 0;

	for (unsigned i = first; i < first + 6; i++) {
		slots.bits[i / 8] |= (uint8_t) (1u << (i % 8));
	}
	for (slots.plane = PLANE_PRESENT; r == 0 && slots.plane <= PLANE_ENGAGED; slots.plane++) {
		r = store_put_slots(s, &slots);
	}
	r = r < 0 ? r : store_put_session(s, &session);
	r = r < 0 || n % 5 ? r : store_put_break(s, &rest);
	r = r < 0 || n % 7 ? r : store_put_prompt(s, &prompt);
	memset(text, 'x', sizeof(text));
	(void) snprintf(text, sizeof(text), "%u", n + 1);
	return r < 0 ? r : store_put_state(s, "engine", text, sizeof(text));
}

int store_rig_write(struct store *s, unsigned n)
{
	int r = store_begin(s), q;

	if (r < 0) {
		return r;
	}
	r = store_rig_put(s, n);
	q = store_commit(s);
	return r < 0 ? r : q;
}

struct counted {
	unsigned n, bits[2], sessions, minutes, breaks, prompts;
};

static int count_slots(const struct slots *slots, void *userdata)
{
	struct counted *c = userdata;

	assert_in_range(slots->plane, 0, 1);
	for (unsigned i = 0; i < SLOT_BYTES; i++) {
		c->bits[slots->plane] += (unsigned) __builtin_popcount(slots->bits[i]);
	}
	return 0;
}

static int count_session(const struct session_record *r, void *userdata)
{
	struct counted *c = userdata;

	assert_int_equal(r->start, minute(c->sessions++ * SESSION_LENGTH));
	assert_int_equal(r->end - r->start, r->screen_time);
	c->minutes += (unsigned) (r->screen_time / USEC_PER_MIN);
	return 0;
}

static int count_break(const struct break_record *r, void *userdata)
{
	struct counted *c = userdata;

	assert_int_equal(r->start, minute(c->breaks++ * 5));
	return 0;
}

static int count_prompt(const struct prompt_record *r, void *userdata)
{
	struct counted *c = userdata;

	assert_int_equal(r->at, minute(c->prompts++ * 7));
	return 0;
}

unsigned store_rig_count(struct store *s)
{
	struct counted c = {};
	char text[4000] = "";
	size_t size;
	int r = store_get_state(s, "engine", text, sizeof(text), &size);

	if (r != -ENOENT) {
		assert_int_equal(r, 0);
		assert_int_equal(size, 3000);
		for (const char *p = text; *p; p++) {
			c.n = c.n * 10 + (unsigned) (*p - '0');
		}
	}
	assert_int_equal(store_slots(s, 0, INT64_MAX, count_slots, &c), 0);
	assert_int_equal(store_sessions(s, 0, USEC_INFINITY, count_session, &c), 0);
	assert_int_equal(store_breaks(s, 0, USEC_INFINITY, count_break, &c), 0);
	assert_int_equal(store_prompts(s, 0, USEC_INFINITY, count_prompt, &c), 0);
	assert_int_equal(c.bits[0], c.n * 6);
	assert_int_equal(c.bits[1], c.n * 6);
	assert_int_equal(c.minutes, c.n);
	assert_int_equal(c.sessions, (c.n + SESSION_LENGTH - 1) / SESSION_LENGTH);
	assert_int_equal(c.breaks, (c.n + 4) / 5);
	assert_int_equal(c.prompts, (c.n + 6) / 7);
	return c.n;
}

/* ---- files ---- */

/* A history of n transactions, closed, or as a killed writer leaves it. */
void store_rig_history(const struct store_rig *rig, unsigned n, bool killed)
{
	int status;
	pid_t pid;

	if (!killed) {
		struct store *s = store_rig_open(rig, STORE_WRITE);

		for (unsigned i = 0; i < n; i++) {
			assert_int_equal(store_rig_write(s, i), 0);
		}
		store_free(s);
		return;
	}
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct store_report report;
		struct store *s = NULL;
		int r = store_open(&s, rig->path, STORE_WRITE, &report);

		for (unsigned i = 0; r >= 0 && i < n; i++) {
			r = store_rig_write(s, i);
		}
		_exit(r < 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

unsigned store_rig_reopen(const struct store_rig *rig, enum store_mode mode)
{
	struct store *s = store_rig_open(rig, mode);
	unsigned n = store_rig_count(s);

	store_free(s);
	return n;
}

void store_rig_put_file(const char *path, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, len), len);
	(void) close(fd);
}

void *store_rig_get_file(const char *path, size_t *ret_len)
{
	struct stat st;
	void *data;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0 && fstat(fd, &st) == 0);
	data = malloc((size_t) st.st_size + 1);
	assert_non_null(data);
	assert_int_equal(read(fd, data, (size_t) st.st_size), st.st_size);
	(void) close(fd);
	*ret_len = (size_t) st.st_size;
	return data;
}

/* The store_rig_names in the folder, sorted, each followed by a blank. */
const char *store_rig_names(const struct store_rig *rig)
{
	static char text[1024];
	struct dirent **e;
	int n = scandir(rig->folder, &e, NULL, alphasort);

	assert_true(n >= 0);
	text[0] = '\0';
	for (int i = 0; i < n; i++) {
		size_t len = strlen(text);

		if (e[i]->d_name[0] != '.') {
			(void) snprintf(text + len, sizeof(text) - len, "%s ", e[i]->d_name);
		}
		free(e[i]);
	}
	free(e);
	return text;
}

/* Opens, and expects an error whose text says something. */
void store_rig_refused(const char *path, enum store_mode mode, int r, const char *text)
{
	struct store_report report;
	struct store *s = NULL;
	int got = store_open(&s, path, mode, &report);

	if (got != r || !strstr(report.text, text)) {
		fail_msg("%s, mode %d: %d (%s), not %d (%s)", path, (int) mode, got, report.text, r,
			 text);
	}
	assert_null(s);
}

int store_rig_setup(void **state)
{
	struct store_rig *rig = calloc(1, sizeof(*rig));

	assert_non_null(rig);
	store_rig_make(rig);
	*state = rig;
	return 0;
}

int store_rig_teardown(void **state)
{
	store_rig_remove(*state);
	free(*state);
	return 0;
}

int store_fixture_setup(void **state)
{
	struct store_fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	store_rig_make(&f->rig);
	f->s = store_rig_open(&f->rig, STORE_WRITE);
	*state = f;
	return 0;
}

int store_fixture_teardown(void **state)
{
	struct store_fixture *f = *state;

	store_free(f->s);
	store_rig_remove(&f->rig);
	free(f);
	return 0;
}

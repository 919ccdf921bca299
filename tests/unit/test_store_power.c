/*
 * Power that goes, a disk that is full, a process that is killed: what was committed is there, all of
 * it, and nothing else.  ERGO_SOAK=1 tries every moment, and kills 500 times.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/fault-vfs.h"
#include "../lib/store-rig.h"
#include "ergo/store.h"

static bool soak(void)
{
	return getenv("ERGO_SOAK");
}

/* ---- power ---- */

struct life {
	unsigned before;   /* transactions that are there already */
	unsigned steps[4]; /* transactions; the history is closed and opened again between them */
};

/* Lives on until the power goes.  *ret: how many transactions are known to be on the disk. */
static bool live(const struct store_rig *rig, const struct life *l, unsigned *ret)
{
	unsigned n = l->before;

	*ret = n;
	for (size_t i = 0; i < ELEMENTSOF(l->steps) && l->steps[i]; i++) {
		_cleanup_(store_freep) struct store *s = NULL;
		struct store_report report;
		int r = store_open(&s, rig->path, STORE_WRITE, &report);

		for (unsigned k = 0; r >= 0 && k < l->steps[i]; k++) {
			r = store_rig_write(s, n);
			*ret = r < 0 ? n : ++n;
		}
		if (r < 0) {
			assert_true(fault_vfs_is_cut());
			return false;
		}
	}
	return true;
}

/* Copies a history of so many transactions into the rig. */
static void begin_with(const struct store_rig *rig, unsigned n)
{
	_cleanup_(store_freep) struct store *s = NULL;

	if (n == 0) {
		return;
	}
	s = store_rig_open(rig, STORE_WRITE);
	for (unsigned i = 0; i < n; i++) {
		assert_int_equal(store_rig_write(s, i), 0);
	}
}

/* What is found at the next start. */
static void check_after(const struct life *l, unsigned known, enum fault_loss loss, unsigned cut,
			uint64_t seed)
{
	struct store_rig rig;
	struct store_report report;
	struct store *s = NULL;
	unsigned n;
	int r;

	store_rig_make(&rig);
	fault_vfs_after_cut(rig.folder, loss, seed);
	fault_vfs_end();
	r = store_open(&s, rig.path, STORE_WRITE, &report);
	if (r < 0 || report.text[0]) {
		fail_msg("cut at %u of a life from %u, loss %d: %d: %s", cut, l->before, loss, r,
			 report.text);
	}
	n = store_rig_count(s);
	if (n < known || n > known + 1) {
		fail_msg("cut at %u of a life from %u, loss %d: %u transactions of %u", cut,
			 l->before, loss, n, known);
	}
	assert_int_equal(store_rig_write(s, n), 0);
	s = store_free(s);
	s = store_rig_open(&rig, STORE_READ);
	assert_int_equal(store_rig_count(s), n + 1);
	store_free(s);
	store_rig_remove(&rig);
}

/* Cuts one life at its n-th step.  Returns false where it had come to its end by then. */
static bool cut(const struct life *l, unsigned n, enum fault_loss loss, uint64_t seed)
{
	struct store_rig rig;
	unsigned known;
	bool done;

	store_rig_make(&rig);
	begin_with(&rig, l->before);
	fault_vfs_begin();
	fault_vfs_cut_after(n);
	done = live(&rig, l, &known);
	if (done) {
		fault_vfs_end();
	} else {
		check_after(l, known, loss, n, seed);
	}
	store_rig_remove(&rig);
	return !done;
}

static void cut_everywhere(const struct life *l, unsigned stride)
{
	static unsigned phase;

	for (int loss = 0; loss < _FAULT_LOSS_MAX; loss++) {
		unsigned n = 1 + phase++ % stride;

		while (cut(l, n, (enum fault_loss) loss, n)) {
			n += stride;
		}
		assert_true(n > 20);
	}
}

/* From nothing: the file, its tables, the first transactions, a clean end and another start. */
static void test_power_at_the_beginning(void **state)
{
	const struct life l = { .steps = { 2, 2 } };

	(void) state;
	cut_everywhere(&l, soak() ? 1 : 3);
}

/* Around the moment at which the log is written to the database and begun from its front again. */
static void test_power_at_a_checkpoint(void **state)
{
	const struct life l = { .before = 20, .steps = { 60 } };

	(void) state;
	cut_everywhere(&l, soak() ? 1 : 41);
}

/* ---- full disk ---- */

static void test_full_disk(void **state)
{
	struct store_rig rig;
	struct store *s;
	unsigned n = 0, failures = 0;

	(void) state;
	store_rig_make(&rig);
	fault_vfs_begin();
	s = store_rig_open(&rig, STORE_WRITE);
	for (unsigned k = 1; k < 80; k++) {
		int r;

		fault_vfs_full_after(k % 20 + 1);
		r = store_rig_write(s, n);
		if (r < 0) {
			assert_int_equal(r, -ENOSPC);
			assert_non_null(strstr(store_error(s), "disk full"));
			assert_int_equal(store_rig_count(s), n);
			failures++;
			fault_vfs_full_after(0);
			assert_int_equal(store_rig_write(s, n), 0);
		}
		n++;
		fault_vfs_full_after(0);
		assert_int_equal(store_rig_count(s), n);
	}
	assert_in_range(failures, 20, 79);
	store_free(s);
	fault_vfs_end();
	s = store_rig_open(&rig, STORE_READ);
	assert_int_equal(store_rig_count(s), n);
	store_free(s);
	store_rig_remove(&rig);
}

/* A disk that is full from the start: an error that says so, and no half a history. */
static void test_full_disk_at_start(void **state)
{
	struct store_rig rig;

	(void) state;
	store_rig_make(&rig);
	for (unsigned k = 1;; k++) {
		struct store_report report;
		struct store *s = NULL;
		int r;

		assert_in_range(k, 1, 200);
		fault_vfs_begin();
		fault_vfs_full_after(k);
		r = store_open(&s, rig.path, STORE_WRITE, &report);
		fault_vfs_full_after(0);
		store_free(s);
		fault_vfs_end();
		if (r == 0) {
			assert_true(k > 10);
			break;
		}
		assert_int_equal(r, -ENOSPC);
		assert_non_null(strstr(report.text, "disk full"));
		s = store_rig_open(&rig, STORE_WRITE);
		assert_int_equal(store_rig_count(s), 0);
		store_free(s);
		assert_int_equal(unlink(rig.path), 0);
	}
	store_rig_remove(&rig);
}

/* ---- killed ---- */

/* Writes until it is killed; tells of each transaction that is on the disk. */
static void write_on(const struct store_rig *rig, unsigned n, int fd)
{
	struct store_report report;
	struct store *s = NULL;

	if (store_open(&s, rig->path, STORE_WRITE, &report) < 0) {
		_exit(1);
	}
	for (;;) {
		if (store_rig_write(s, n++) < 0 || write(fd, "", 1) != 1) {
			_exit(2);
		}
	}
}

/* Returns how many transactions were told of. */
static unsigned kill_one(const struct store_rig *rig, unsigned n, unsigned acks, unsigned delay_us)
{
	unsigned told = 0;
	int fds[2], status;
	char byte;
	pid_t pid;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		write_on(rig, n, fds[1]);
	}
	(void) close(fds[1]);
	while (told < acks && read(fds[0], &byte, 1) == 1) {
		told++;
	}
	(void) usleep(delay_us); /* a moment within a transaction, not a wait for anything */
	(void) kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while (read(fds[0], &byte, 1) == 1) {
		told++;
	}
	(void) close(fds[0]);
	return told;
}

static void test_killed(void **state)
{
	struct store_rig rig;
	unsigned times = soak() ? 500 : 50, n = 0;

	(void) state;
	store_rig_make(&rig);
	srandom(1);
	for (unsigned i = 0; i < times; i++) {
		unsigned told = kill_one(&rig, n, (unsigned) random() % 4,
					 (unsigned) random() % 1500),
			 found;
		/* Whoever reads first, or the daemon that starts again. */
		struct store *s = store_rig_open(&rig, i % 2 ? STORE_READ : STORE_WRITE);

		found = store_rig_count(s);
		assert_in_range(found, n + told, n + told + 1);
		n = found;
		store_free(s);
		if (i % 10 == 9) { /* the count is what takes time */
			store_rig_remove(&rig);
			store_rig_make(&rig);
			n = 0;
		}
	}
	store_rig_remove(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_power_at_the_beginning),
		cmocka_unit_test(test_power_at_a_checkpoint),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_full_disk_at_start),
		cmocka_unit_test(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

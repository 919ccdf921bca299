#include "fault-vfs.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#define FILES_MAX 8
#define SECTOR    512

/* What was done to a file since it was synced. */
struct change {
	struct change *next;
	bool truncate; /* to `at`; else `len` bytes were written there */
	size_t at, len;
	uint8_t data[];
};

/* A file as it is on the disk, whether open or not. */
struct disk_file {
	char name[512];
	bool there;  /* as running programs see it */
	bool synced; /* its name is on the disk */
	uint8_t *data;
	size_t len;
	struct change *changes, **end;
};

struct fault_file {
	sqlite3_file base;
	struct disk_file *disk; /* NULL: temporary */
	sqlite3_file *real;     /* behind this struct */
};

static struct {
	sqlite3_vfs *real;
	sqlite3_vfs vfs;
	struct disk_file files[FILES_MAX];
	size_t files_n;
	unsigned count, cut_at, writes, full_at;
	bool cut;
} disk;

/* ---- the disk ---- */

static void forget_changes(struct disk_file *f)
{
	while (f->changes) {
		struct change *c = f->changes;

		f->changes = c->next;
		free(c);
	}
	f->end = &f->changes;
}

static void resize(uint8_t **data, size_t *len, size_t to)
{
	uint8_t *larger = realloc(*data, to + 1);

	assert_non_null(larger);
	if (to > *len) {
		memset(larger + *len, 0, to - *len);
	}
	*data = larger;
	*len = to;
}

static void apply(uint8_t **data, size_t *len, const struct change *c, size_t from, size_t to)
{
	if (c->truncate) {
		resize(data, len, c->at);
		return;
	}
	if (c->at + to > *len) {
		resize(data, len, c->at + to);
	}
	memcpy(*data + c->at + from, c->data + from, to - from);
}

static struct disk_file *find(const char *name)
{
	for (size_t i = 0; i < disk.files_n; i++) {
		if (strcmp(disk.files[i].name, name) == 0) {
			return &disk.files[i];
		}
	}
	return NULL;
}

/* What lies there when the disk is first looked at has been there for long. */
static void load(struct disk_file *f)
{
	int fd = open(f->name, O_RDONLY | O_CLOEXEC);
	ssize_t n = 1;

	f->end = &f->changes;
	if (fd < 0) {
		return;
	}
	f->there = f->synced = true;
	while (n > 0) {
		size_t len = f->len;

		resize(&f->data, &f->len, len + 65536);
		n = read(fd, f->data + len, 65536);
		f->len = len + (n > 0 ? (size_t) n : 0);
	}
	(void) close(fd);
}

static struct disk_file *get(const char *name)
{
	struct disk_file *f = find(name);

	if (!f) {
		assert_in_range(disk.files_n, 0, FILES_MAX - 1);
		f = &disk.files[disk.files_n++];
		*f = (struct disk_file){};
		(void) snprintf(f->name, sizeof(f->name), "%s", name);
		load(f);
	}
	return f;
}

/* Another step that the disk takes.  False: it has no power any more. */
static bool step(void)
{
	disk.count++;
	if (disk.cut_at && disk.count >= disk.cut_at) {
		disk.cut = true;
	}
	return !disk.cut;
}

static void remember(struct disk_file *f, bool truncate, size_t at, const void *data, size_t len)
{
	struct change *c = malloc(sizeof(*c) + len);

	assert_non_null(c);
	*c = (struct change){ .truncate = truncate, .at = at, .len = len };
	if (len > 0) {
		memcpy(c->data, data, len);
	}
	*f->end = c;
	f->end = &c->next;
}

/* What was made and removed in the folder stays so. */
static void sync_folder(void)
{
	for (size_t i = 0; i < disk.files_n; i++) {
		struct disk_file *f = &disk.files[i];

		if (!f->there) {
			f->len = 0;
		}
		f->synced = f->there;
	}
}

/* ---- a file ---- */

#define FILE_OF(f) struct fault_file *file = (struct fault_file *) (f)

static int file_close(sqlite3_file *f)
{
	FILE_OF(f);
	return file->real->pMethods->xClose(file->real);
}

static int file_read(sqlite3_file *f, void *buf, int n, sqlite3_int64 at)
{
	FILE_OF(f);
	return disk.cut ? SQLITE_IOERR_READ : file->real->pMethods->xRead(file->real, buf, n, at);
}

static int file_write(sqlite3_file *f, const void *buf, int n, sqlite3_int64 at)
{
	FILE_OF(f);
	disk.writes++;
	if (disk.full_at && disk.writes >= disk.full_at) {
		return SQLITE_FULL;
	}
	if (file->disk && !disk.cut) {
		/* The one during which the power goes may have got anywhere. */
		remember(file->disk, false, (size_t) at, buf, (size_t) n);
	}
	return step() ? file->real->pMethods->xWrite(file->real, buf, n, at) : SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	FILE_OF(f);
	if (!step()) {
		return SQLITE_IOERR_TRUNCATE;
	}
	if (file->disk) {
		remember(file->disk, true, (size_t) size, NULL, 0);
	}
	return file->real->pMethods->xTruncate(file->real, size);
}

static int file_sync(sqlite3_file *f, int flags)
{
	FILE_OF(f);
	struct disk_file *d = file->disk;

	(void) flags;
	if (!step()) {
		return SQLITE_IOERR_FSYNC;
	}
	if (d) {
		for (struct change *c = d->changes; c; c = c->next) {
			apply(&d->data, &d->len, c, 0, c->len);
		}
		forget_changes(d);
		if (!d->synced) { /* SQLite syncs the folder of a new file too */
			sync_folder();
		}
	}
	return SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	FILE_OF(f);
	return disk.cut ? SQLITE_IOERR_FSTAT : file->real->pMethods->xFileSize(file->real, ret);
}

static int file_lock(sqlite3_file *f, int level)
{
	FILE_OF(f);
	return file->real->pMethods->xLock(file->real, level);
}

static int file_unlock(sqlite3_file *f, int level)
{
	FILE_OF(f);
	return file->real->pMethods->xUnlock(file->real, level);
}

static int file_check_lock(sqlite3_file *f, int *ret)
{
	FILE_OF(f);
	return file->real->pMethods->xCheckReservedLock(file->real, ret);
}

static int file_control(sqlite3_file *f, int op, void *arg)
{
	FILE_OF(f);
	/* Growing a file ahead of its use is no promise of anything. */
	return op == SQLITE_FCNTL_SIZE_HINT
		       ? SQLITE_OK
		       : file->real->pMethods->xFileControl(file->real, op, arg);
}

static int file_sector(sqlite3_file *f)
{
	(void) f;
	return SECTOR;
}

static int file_characteristics(sqlite3_file *f)
{
	FILE_OF(f);
	return file->real->pMethods->xDeviceCharacteristics(file->real);
}

static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
	FILE_OF(f);
	return file->real->pMethods->xShmMap(file->real, page, size, extend, ret);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	FILE_OF(f);
	return file->real->pMethods->xShmLock(file->real, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
	FILE_OF(f);
	file->real->pMethods->xShmBarrier(file->real);
}

static int file_shm_unmap(sqlite3_file *f, int delete)
{
	FILE_OF(f);
	return file->real->pMethods->xShmUnmap(file->real, delete);
}

static const sqlite3_io_methods methods = {
	2,
	file_close,
	file_read,
	file_write,
	file_truncate,
	file_sync,
	file_size,
	file_lock,
	file_unlock,
	file_check_lock,
	file_control,
	file_sector,
	file_characteristics,
	file_shm_map,
	file_shm_lock,
	file_shm_barrier,
	file_shm_unmap,
	NULL,
	NULL,
};

/* ---- opening and removing ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
	FILE_OF(f);
	int rc;

	(void) vfs;
	*file = (struct fault_file){ .real = (sqlite3_file *) (file + 1) };
	if (disk.cut) {
		return SQLITE_CANTOPEN;
	}
	if (name && !(flags & SQLITE_OPEN_DELETEONCLOSE)) {
		file->disk = get(name);
	}
	rc = disk.real->xOpen(disk.real, name, file->real, flags, ret_flags);
	if (rc == SQLITE_OK) {
		file->base.pMethods = &methods;
		if (file->disk && !file->disk->there) {
			remember(file->disk, true, 0, NULL, 0); /* a new one */
			file->disk->there = true;
		}
	}
	return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct disk_file *d = get(name);

	(void) vfs;
	if (!step()) {
		return SQLITE_IOERR_DELETE;
	}
	d->there = false;
	forget_changes(d);
	if (sync) {
		sync_folder();
	}
	return disk.real->xDelete(disk.real, name, 0);
}

void fault_vfs_begin(void)
{
	disk.real = sqlite3_vfs_find(NULL);
	assert_non_null(disk.real);
	disk.vfs = *disk.real;
	disk.vfs.zName = "fault";
	disk.vfs.szOsFile = (int) sizeof(struct fault_file) + disk.real->szOsFile;
	disk.vfs.xOpen = vfs_open;
	disk.vfs.xDelete = vfs_delete;
	disk.count = disk.cut_at = disk.writes = disk.full_at = 0;
	disk.cut = false;
	assert_int_equal(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
}

void fault_vfs_end(void)
{
	(void) sqlite3_vfs_unregister(&disk.vfs);
	(void) sqlite3_vfs_register(disk.real, 1);
	for (size_t i = 0; i < disk.files_n; i++) {
		forget_changes(&disk.files[i]);
		free(disk.files[i].data);
	}
	disk.files_n = 0;
}

void fault_vfs_cut_after(unsigned n)
{
	disk.cut_at = disk.count + n;
}

bool fault_vfs_is_cut(void)
{
	return disk.cut;
}

unsigned fault_vfs_count(void)
{
	return disk.count;
}

void fault_vfs_full_after(unsigned n)
{
	disk.full_at = n ? disk.writes + n : 0;
}

/* ---- after the cut ---- */

static bool coin(uint64_t *random)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return *random & 0x100;
}

/* Applies of each sector that a change touches what has got to the disk. */
static void lose(struct disk_file *f, enum fault_loss loss, uint64_t *random)
{
	for (const struct change *c = f->changes; c && loss != LOSS_ALL; c = c->next) {
		if (c->truncate) {
			if (loss == LOSS_NONE || coin(random)) {
				apply(&f->data, &f->len, c, 0, 0);
			}
			continue;
		}
		for (size_t at = 0, end; at < c->len; at = end) {
			end = (c->at + at) / SECTOR * SECTOR + SECTOR - c->at;
			end = end < c->len ? end : c->len;
			if (loss == LOSS_NONE || coin(random)) {
				apply(&f->data, &f->len, c, at, end);
			}
		}
	}
}

static void put(const char *folder, const struct disk_file *f)
{
	const char *name = strrchr(f->name, '/') + 1;
	char path[768];
	int fd;

	(void) snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, f->data ? f->data : (const uint8_t *) "", f->len), f->len);
	(void) close(fd);
}

void fault_vfs_after_cut(const char *folder, enum fault_loss loss, uint64_t seed)
{
	uint64_t random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; i < disk.files_n; i++) {
		struct disk_file *f = &disk.files[i];
		bool there = loss == LOSS_NONE       ? f->there
			     : loss == LOSS_ALL      ? f->synced
			     : f->there == f->synced ? f->there
						     : coin(&random);

		lose(f, loss, &random);
		if (there) {
			put(folder, f);
		}
	}
}

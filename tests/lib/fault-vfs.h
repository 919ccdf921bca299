/*
 * A disk that fails, as SQLite sees it: a layer over its own access to files.  It can be full for a
 * while, and it can lose its power: then what was not synced is lost in part, sector by sector and in
 * any order, and what would be found after the next start is written to another folder.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum fault_loss {
	LOSS_ALL,    /* nothing that was not synced has reached the disk */
	LOSS_NONE,   /* everything has */
	LOSS_RANDOM, /* each sector of 512 bytes may have or not, whatever was written when */
	_FAULT_LOSS_MAX,
};

/* From now on every file that SQLite opens in this process lies on such a disk. */
void fault_vfs_begin(void);
/* No longer.  What it remembered of files is forgotten. */
void fault_vfs_end(void);

/* The power goes before the n-th (1...) writing, syncing, truncating or removing from now on. */
void fault_vfs_cut_after(unsigned n);
bool fault_vfs_is_cut(void);
/* How many of those there were since fault_vfs_begin(). */
unsigned fault_vfs_count(void);

/* The n-th write from now on and all after it find the disk full; 0: there is room again. */
void fault_vfs_full_after(unsigned n);

/* Puts into `folder` what the disk holds after the cut. */
void fault_vfs_after_cut(const char *folder, enum fault_loss loss, uint64_t seed);

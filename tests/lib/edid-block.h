/* EDIDs, built byte by byte as the standard has them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct edid_spec {
	const char *vendor; /* three capitals; NULL: "DEL" */
	unsigned product, serial;
	unsigned minor;                 /* version 1.minor; 0: 1.4 */
	unsigned width_cm, height_cm;   /* bytes 21 and 22, whatever they are */
	unsigned width_px, height_px;   /* of the detailed timing; 0: there is none */
	unsigned width_mm, height_mm;   /* ... its size */
	bool interlaced;                /* height_px is that of a field */
	const char *name, *serial_text; /* descriptors; at most 13 bytes; NULL: none */
	bool pad_nul;                   /* texts end with NULs and not as they should */
};

/* 128 bytes, with a right checksum. */
void edid_block(uint8_t block[static 128], const struct edid_spec *spec);
void edid_block_sum(uint8_t block[static 128]);

/* A 27 in monitor of 3840 x 2160 dots with all there is to tell. */
extern const struct edid_spec edid_dell;
/* The panel of a laptop: no texts but the unspecified ones, numbers only. */
extern const struct edid_spec edid_panel;

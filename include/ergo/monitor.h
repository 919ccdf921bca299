/* The monitors that are connected, as the X server or the kernel tell them.  Data, and the pure
 * functions that judge it. */
#pragma once

#include "ergo/base.h"
#include "ergo/strtab.h"

#define MONITORS_MAX       16
#define MONITOR_OUTPUT_MAX 32 /* bytes of a connector's name, NUL included */
#define MONITOR_TEXT_MAX   32 /* bytes of a model or serial, NUL included; plain text, escaped */
#define MONITOR_NAME_MAX   72 /* bytes of "model serial" or of a section's name, NUL included */

/* Who tells of monitors. */
enum monitor_backend {
	BACKEND_NONE,     /* nobody: nothing is known */
	BACKEND_X11,      /* a real X server */
	BACKEND_XWAYLAND, /* XWayland: positions are of its own, scaled space; sizes from sysfs */
	BACKEND_DRM,      /* /sys/class/drm alone: no positions, no pixels in use */
	_BACKEND_MAX,
};
DECLARE_STRTAB(monitor_backend, enum monitor_backend); /* none x11 xwayland drm */

/* Where the physical size comes from. */
enum size_source {
	SIZE_UNKNOWN,
	SIZE_INI,         /* the user's width, height or diagonal */
	SIZE_EDID_TIMING, /* the EDID's preferred detailed timing: millimetres */
	SIZE_EDID,        /* the EDID's basic block: whole centimetres */
	SIZE_RANDR,       /* what the X server says of the output or monitor */
	_SIZE_SOURCE_MAX,
};
DECLARE_STRTAB(size_source, enum size_source); /* unknown ini edid-timing edid randr */

/* Why a size that was told is not believed. */
enum size_doubt {
	DOUBT_NONE,
	DOUBT_ABSENT,      /* not told: 0 x 0 */
	DOUBT_ZERO,        /* one side is 0 mm, or 1x1 */
	DOUBT_ASPECT,      /* an aspect ratio in place of millimetres: 16x9, 160x90, 1600x900 */
	DOUBT_DPI,         /* fewer than 50 or more than 400 dots an inch */
	DOUBT_ANISOTROPIC, /* its aspect and that of the pixels differ by more than 10 % */
	DOUBT_DIFFERS,     /* far from the EDID's basic block, which holds up: only of the timing */
	_SIZE_DOUBT_MAX,
};
DECLARE_STRTAB(size_doubt, enum size_doubt); /* none absent zero aspect dpi anisotropic differs */

struct size_mm {
	unsigned width, height; /* as the image stands now: rotated; 0: not told */
};

struct monitor {
	char output[MONITOR_OUTPUT_MAX]; /* "DP-1", or the RandR monitor's name */
	char vendor[4];                  /* "DEL"; "": not told */
	char model[MONITOR_TEXT_MAX];    /* "DELL U2720Q"; "": not told */
	char serial[MONITOR_TEXT_MAX];   /* "": not told */
	bool internal;                   /* the panel of a laptop */
	bool primary;
	bool positioned;              /* x and y mean something */
	int x, y;                     /* of its upper left corner in the desktop, pixels */
	unsigned width_px, height_px; /* of the image as it stands now (rotated); 0: not told */
	unsigned rotation;            /* 0, 90, 180 or 270 degrees, counter-clockwise */
	bool reflected;
	unsigned outputs; /* that make it up: more than 1: tiled or a wall */

	/* What was told, by source; [SIZE_UNKNOWN] and [SIZE_INI] are not used here. */
	struct size_mm told[_SIZE_SOURCE_MAX];
	enum size_doubt doubt[_SIZE_SOURCE_MAX];
	struct size_mm size; /* the one that is believed; 0 x 0: unknown */
	enum size_source size_source;
};

struct monitors {
	enum monitor_backend backend;
	size_t n;       /* those that show an image, in the order of their x, then y, then name */
	size_t dropped; /* beyond MONITORS_MAX */
	struct monitor m[MONITORS_MAX];
};

/* Whether two lists tell the same. */
bool monitors_equal(const struct monitors *a, const struct monitors *b);

/* Puts them into the order that struct monitors has. */
void monitors_sort(struct monitors *m);

/*
 * XWayland's monitors, of which only positions and pixels are to be trusted, get all names and sizes from
 * the kernel's connectors (`drm`, with sizes chosen): by the connector's name ("HDMI-1" is
 * "HDMI-A-1"), or because there is just one of either kind.  No match: unknown.
 */
void monitors_take_sizes(struct monitors *xwayland, const struct monitors *drm);

/*
 * Judges the told sizes of a monitor and chooses: fills .doubt, .size and .size_source.  The EDID's
 * timing is best (millimetres), then the EDID's centimetres, then RandR.  With `width_px` 0 only what
 * can be judged without pixels is.  The numbers and their sources: monitor-size.c.
 */
void monitor_choose_size(struct monitor *m);

/* "eDP", "LVDS", "DSI" and such connectors: a panel that is built in. */
bool output_is_internal(const char *output);

/* Copies `len` bytes of anything as plain text: printable ASCII, blanks trimmed, else `?`; of what has a
 * meaning in the name of an ini's section ( [ ] ; ) a look-alike.  Cut to fit. */
void monitor_text(char *buf, size_t size, const char *s, size_t len);

/* Whether two names mean one connector: X drivers and compositors write "HDMI-1", the kernel "HDMI-A-1". */
bool output_is_same(const char *a, const char *b);

/* ---- EDID ---- */

#define EDID_BLOCK 128
#define EDID_MAX   (EDID_BLOCK * 256) /* of all blocks; more is cut */

struct edid {
	char vendor[4]; /* three capitals; "": invalid */
	unsigned product;
	/* From the descriptors; where they have none, vendor and product: "BOE0A1B"; "": none. */
	char model[MONITOR_TEXT_MAX];
	char serial[MONITOR_TEXT_MAX]; /* the text, else the number in decimals; "": none */
	struct size_mm size;           /* basic block, in mm (whole cm); not rotated */
	struct size_mm timing;         /* preferred detailed timing */
	unsigned timing_width_px, timing_height_px;
	bool checksum_ok; /* of the first block; a wrong one is tolerated where the rest is sane */
};

/* Reads the first block.  Returns 0; -EINVAL: no EDID (too short, no header, or a
 * wrong checksum and nonsense besides).  Any bytes are safe. */
int edid_parse(const uint8_t *data, size_t size, struct edid *ret);

/* Puts model, serial, vendor and sizes of the EDID into a monitor, sizes turned with its rotation. */
void monitor_apply_edid(struct monitor *m, const struct edid *e);

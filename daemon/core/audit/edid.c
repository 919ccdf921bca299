/*
 * The first block of an EDID (VESA E-EDID 1.3 and 1.4).  Its extensions tell nothing that is needed here.
 * It comes from hardware that may send anything: every read is inside the block.
 */
#include <stdio.h>
#include <string.h>

#include "ergo/monitor.h"

/* Offsets in the block, and in a descriptor. */
#define AT_VENDOR      8
#define AT_PRODUCT     10
#define AT_SERIAL      12
#define AT_VERSION     18
#define AT_WIDTH_CM    21
#define AT_HEIGHT_CM   22
#define AT_DESCRIPTORS 54

#define DESCRIPTOR_SIZE 18
#define DESCRIPTORS     4
#define AT_TEXT         5
#define TEXT_SIZE       13
#define TAG_SERIAL      0xff
#define TAG_NAME        0xfc

static const uint8_t header[8] = { 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00 };

void monitor_text(char *buf, size_t size, const char *s, size_t len)
{
	size_t n = 0;

	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\0')) {
		len--;
	}
	for (; len > 0 && *s == ' '; s++, len--) {
	}
	for (size_t i = 0; i < len && n + 1 < size; i++) {
		char c = s[i];

		switch (c) {
		case '[':
			c = '(';
			break;
		case ']':
			c = ')';
			break;
		case ';':
			c = ',';
			break;
		default:
			c = c >= ' ' && c <= '~' ? c : '?';
		}
		buf[n++] = c;
	}
	while (n > 0 && buf[n - 1] == ' ') {
		n--; /* where it was cut */
	}
	buf[n] = '\0';
}

/* Three letters of five bits. */
static void read_vendor(const uint8_t *block, char ret[static 4])
{
	unsigned code = (unsigned) block[AT_VENDOR] << 8 | block[AT_VENDOR + 1];

	for (size_t i = 0; i < 3; i++) {
		unsigned letter = code >> (10 - 5 * i) & 0x1f;

		if (letter < 1 || letter > 26 || code & 0x8000) {
			ret[0] = '\0';
			return;
		}
		ret[i] = (char) ('A' + letter - 1);
	}
	ret[3] = '\0';
}

/* The text of the first such descriptor; it ends at a line feed. */
static void read_text(const uint8_t *block, uint8_t tag, char ret[static MONITOR_TEXT_MAX])
{
	ret[0] = '\0';
	for (size_t i = 0; i < DESCRIPTORS; i++) {
		const uint8_t *d = block + AT_DESCRIPTORS + i * DESCRIPTOR_SIZE;
		const char *text = (const char *) d + AT_TEXT;
		const char *end;

		if (d[0] || d[1] || d[2] || d[3] != tag) {
			continue;
		}
		end = memchr(text, '\n', TEXT_SIZE);
		monitor_text(ret, MONITOR_TEXT_MAX, text, end ? (size_t) (end - text) : TEXT_SIZE);
		if (ret[0]) {
			return;
		}
	}
}

/* Numbers that stand for "none": 0, and what factories leave in. */
static bool is_filler(uint32_t serial)
{
	return serial == 0 || serial == UINT32_MAX || serial == 0x01010101;
}

static void read_names(const uint8_t *block, struct edid *e)
{
	uint32_t serial = (uint32_t) block[AT_SERIAL] | (uint32_t) block[AT_SERIAL + 1] << 8 |
			  (uint32_t) block[AT_SERIAL + 2] << 16 |
			  (uint32_t) block[AT_SERIAL + 3] << 24;

	read_vendor(block, e->vendor);
	e->product = (unsigned) block[AT_PRODUCT] | (unsigned) block[AT_PRODUCT + 1] << 8;
	read_text(block, TAG_NAME, e->model);
	if (!e->model[0] && e->vendor[0]) {
		(void) snprintf(e->model, sizeof(e->model), "%s%04X", e->vendor, e->product);
	}
	read_text(block, TAG_SERIAL, e->serial);
	if (!e->serial[0] && !is_filler(serial)) {
		(void) snprintf(e->serial, sizeof(e->serial), "%u", (unsigned) serial);
	}
}

/* The first descriptor is the preferred timing, unless it is none. */
static void read_timing(const uint8_t *block, struct edid *e)
{
	const uint8_t *d = block + AT_DESCRIPTORS;

	if (!d[0] && !d[1]) {
		return;
	}
	e->timing_width_px = d[2] | (d[4] & 0xf0u) << 4;
	e->timing_height_px = d[5] | (d[7] & 0xf0u) << 4;
	if (d[17] & 0x80) {
		e->timing_height_px *= 2; /* interlaced: that was a field */
	}
	e->timing.width = d[12] | (d[14] & 0xf0u) << 4;
	e->timing.height = d[13] | (d[14] & 0x0fu) << 8;
}

int edid_parse(const uint8_t *data, size_t size, struct edid *ret)
{
	struct edid e = { 0 };
	uint8_t sum = 0;

	if (size < EDID_BLOCK || memcmp(data, header, sizeof(header)) != 0) {
		return -EINVAL;
	}
	for (size_t i = 0; i < EDID_BLOCK; i++) {
		sum = (uint8_t) (sum + data[i]);
	}
	e.checksum_ok = sum == 0;
	read_names(data, &e);
	if (data[AT_VERSION] != 1 || (!e.checksum_ok && !e.vendor[0])) {
		return -EINVAL;
	}
	/* From 1.4 on one of them may be 0, and the other an aspect ratio: no size. */
	if (data[AT_WIDTH_CM] && data[AT_HEIGHT_CM]) {
		e.size.width = 10u * data[AT_WIDTH_CM];
		e.size.height = 10u * data[AT_HEIGHT_CM];
	}
	read_timing(data, &e);
	*ret = e;
	return 0;
}

static struct size_mm as_turned(const struct monitor *m, const struct size_mm *size)
{
	if (m->rotation == 90 || m->rotation == 270) {
		return (struct size_mm){ .width = size->height, .height = size->width };
	}
	return *size;
}

void monitor_apply_edid(struct monitor *m, const struct edid *e)
{
	memcpy(m->vendor, e->vendor, sizeof(m->vendor));
	memcpy(m->model, e->model, sizeof(m->model));
	memcpy(m->serial, e->serial, sizeof(m->serial));
	m->told[SIZE_EDID] = as_turned(m, &e->size);
	m->told[SIZE_EDID_TIMING] = as_turned(m, &e->timing);
}

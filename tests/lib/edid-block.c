#include "edid-block.h"

#include <string.h>

const struct edid_spec edid_dell = {
	.vendor = "DEL",
	.product = 0x41a8,
	.serial = 0x4c393953,
	.minor = 4,
	.width_cm = 60,
	.height_cm = 34,
	.width_px = 3840,
	.height_px = 2160,
	.width_mm = 597,
	.height_mm = 336,
	.name = "DELL U2720Q",
	.serial_text = "9F3KX13",
};

const struct edid_spec edid_panel = {
	.vendor = "BOE",
	.product = 0x0a1b,
	.minor = 4,
	.width_cm = 30,
	.height_cm = 19,
	.width_px = 1920,
	.height_px = 1200,
	.width_mm = 302,
	.height_mm = 188,
};

static void put_timing(uint8_t d[static 18], const struct edid_spec *s)
{
	d[0] = 0x02; /* pixel clock */
	d[1] = 0x3a;
	d[2] = (uint8_t) s->width_px;
	d[4] = (uint8_t) (s->width_px >> 8 << 4);
	d[5] = (uint8_t) s->height_px;
	d[7] = (uint8_t) (s->height_px >> 8 << 4);
	d[12] = (uint8_t) s->width_mm;
	d[13] = (uint8_t) s->height_mm;
	d[14] = (uint8_t) (s->width_mm >> 8 << 4 | s->height_mm >> 8);
	d[17] = s->interlaced ? 0x80 : 0x18;
}

static void put_text(uint8_t d[static 18], uint8_t tag, const char *text, bool pad_nul)
{
	size_t len = strnlen(text, 13);

	d[3] = tag;
	memset(d + 5, pad_nul ? 0 : ' ', 13);
	memcpy(d + 5, text, len);
	if (len < 13 && !pad_nul) {
		d[5 + len] = '\n';
	}
}

void edid_block_sum(uint8_t block[static 128])
{
	uint8_t sum = 0;

	for (size_t i = 0; i < 127; i++) {
		sum = (uint8_t) (sum + block[i]);
	}
	block[127] = (uint8_t) -sum;
}

void edid_block(uint8_t block[static 128], const struct edid_spec *s)
{
	const char *vendor = s->vendor ? s->vendor : "DEL";
	unsigned code = 0;

	memset(block, 0, 128);
	memset(block + 1, 0xff, 6);
	for (size_t i = 0; i < 3; i++) {
		code = code << 5 | (unsigned) (vendor[i] - '@');
	}
	block[8] = (uint8_t) (code >> 8);
	block[9] = (uint8_t) code;
	block[10] = (uint8_t) s->product;
	block[11] = (uint8_t) (s->product >> 8);
	for (size_t i = 0; i < 4; i++) {
		block[12 + i] = (uint8_t) (s->serial >> (8 * i));
	}
	block[16] = 12;
	block[17] = 30;
	block[18] = 1;
	block[19] = (uint8_t) (s->minor ? s->minor : 4);
	block[20] = 0xb5;
	block[21] = (uint8_t) s->width_cm;
	block[22] = (uint8_t) s->height_cm;
	if (s->width_px) {
		put_timing(block + 54, s);
	} else {
		block[54 + 3] = 0x10; /* a dummy */
	}
	block[72 + 3] = block[90 + 3] = block[108 + 3] = 0x10;
	if (s->serial_text) {
		put_text(block + 72, 0xff, s->serial_text, s->pad_nul);
	}
	if (s->name) {
		put_text(block + 108, 0xfc, s->name, s->pad_nul);
	}
	edid_block_sum(block);
}

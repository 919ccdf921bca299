/*
 * Which physical size of a monitor is to be believed.  What monitors tell is often made up: the kinds
 * below, and the limits, are those of [PEERS T11] of the design papers, which gathers the bug reports
 * (linuxhw/EDID#4: 16 x 9; pop-os/cosmic-randr#29: 1600 x 900; rust-windowing/winit#1931: 1 x 1;
 * TigerVNC/tigervnc#789: 0 x 0; glfw/glfw#413: not turned).
 */
#include "ergo/monitor.h"

/* Dots an inch: [PEERS T11], own judgement.  A TV of 1920 dots stays above the least up to 44 in. */
#define DPI_LEAST 50
#define DPI_MOST  400

/* Aspect of the millimetres against that of the pixels, in percent of the smaller: [PEERS T11]. */
#define ASPECT_SLACK 10

/*
 * A detailed timing that is farther than this from the basic block is not believed: own judgement.  Whole
 * centimetres and a bezel that is counted in explain less.  That the basic block is the one to believe is
 * also what the kernel's list of odd monitors says of timings: some are in centimetres, some bogus, "just
 * take the maximum size" (EDID_QUIRK_DETAILED_IN_CM and _USE_MAXIMUM_SIZE in drm_edid.c).
 */
#define TIMING_SLACK_PERCENT 10
#define TIMING_SLACK_MM      10

/*
 * Aspect ratios that stand where millimetres should: in mm, in cm, and ten times that.  Exactly these,
 * for 1594 x 897 mm are a real size of 72 in; 4:3 and 5:4 are not looked for at 100 times, for 400 x 300
 * mm are 20 in.
 */
static const struct {
	unsigned width, height, most;
} aspects[] = {
	{ 16, 9, 100 }, { 16, 10, 100 }, { 21, 9, 100 }, { 32, 9, 100 }, { 4, 3, 10 }, { 5, 4, 10 },
};

static bool is_aspect(unsigned width, unsigned height)
{
	for (size_t i = 0; i < ELEMENTSOF(aspects); i++) {
		for (unsigned k = 1; k <= aspects[i].most; k *= 10) {
			if (width == k * aspects[i].width && height == k * aspects[i].height) {
				return true;
			}
		}
	}
	return false;
}

/* px / (mm / 25.4) */
static bool dpi_is_odd(uint64_t px, uint64_t mm)
{
	return px * 254 < mm * 10 * DPI_LEAST || px * 254 > mm * 10 * DPI_MOST;
}

static bool is_anisotropic(const struct size_mm *mm, uint64_t width_px, uint64_t height_px)
{
	uint64_t a = mm->width * height_px, b = mm->height * width_px;
	uint64_t more = a > b ? a : b, less = a > b ? b : a;

	return more > UINT64_MAX / (100 + ASPECT_SLACK) || more * 100 > less * (100 + ASPECT_SLACK);
}

static enum size_doubt judge(const struct size_mm *mm, unsigned width_px, unsigned height_px)
{
	if (mm->width == 0 && mm->height == 0) {
		return DOUBT_ABSENT;
	}
	if (mm->width == 0 || mm->height == 0 || (mm->width == 1 && mm->height == 1)) {
		return DOUBT_ZERO;
	}
	if (is_aspect(mm->width, mm->height) || is_aspect(mm->height, mm->width)) {
		return DOUBT_ASPECT;
	}
	if (width_px == 0 || height_px == 0) {
		return DOUBT_NONE;
	}
	if (dpi_is_odd(width_px, mm->width) || dpi_is_odd(height_px, mm->height)) {
		return DOUBT_DPI;
	}
	return is_anisotropic(mm, width_px, height_px) ? DOUBT_ANISOTROPIC : DOUBT_NONE;
}

static bool is_far(unsigned timing, unsigned basic)
{
	uint64_t apart = timing > basic ? timing - basic : basic - timing;

	return apart * 100 > (uint64_t) basic * TIMING_SLACK_PERCENT + 100 * TIMING_SLACK_MM;
}

void monitor_choose_size(struct monitor *m)
{
	static const enum size_source order[] = { SIZE_EDID_TIMING, SIZE_EDID, SIZE_RANDR };
	const struct size_mm *timing = &m->told[SIZE_EDID_TIMING], *basic = &m->told[SIZE_EDID];

	for (size_t i = 0; i < _SIZE_SOURCE_MAX; i++) {
		m->doubt[i] = DOUBT_ABSENT;
	}
	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		m->doubt[order[i]] = judge(&m->told[order[i]], m->width_px, m->height_px);
	}
	if (!m->doubt[SIZE_EDID_TIMING] && !m->doubt[SIZE_EDID] &&
	    (is_far(timing->width, basic->width) || is_far(timing->height, basic->height))) {
		m->doubt[SIZE_EDID_TIMING] = DOUBT_DIFFERS;
	}
	m->size = (struct size_mm){ 0 };
	m->size_source = SIZE_UNKNOWN;
	for (size_t i = 0; i < ELEMENTSOF(order) && m->size_source == SIZE_UNKNOWN; i++) {
		if (!m->doubt[order[i]]) {
			m->size = m->told[order[i]];
			m->size_source = order[i];
		}
	}
}

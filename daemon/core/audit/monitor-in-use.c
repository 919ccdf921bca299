/*
 * Which monitor is in use.  A monitor counts as covered from half of it on: who stretches a window over two
 * of them leaves a panel free here and a strip there.  Positions are other programs' words, so that
 * everything is reckoned in 64 bits.
 */
#include "ergo/share.h"

#define NOT_KNOWN (-1)

struct area {
	int64_t left, top, right, bottom;
};

static struct area area_of(int x, int y, unsigned width, unsigned height)
{
	return (struct area){ x, y, (int64_t) x + width, (int64_t) y + height };
}

static struct area area_of_monitor(const struct monitor *m)
{
	if (!m->positioned) {
		return (struct area){ 0 };
	}
	return area_of(m->x, m->y, m->width_px, m->height_px);
}

static struct area area_of_window(const struct desktop_look *look)
{
	return area_of(look->x, look->y, look->width, look->height);
}

/* Of nothing, 0.  Sides are below 2^32, and so is any part of them: the product fits. */
static uint64_t size_of(struct area a)
{
	if (a.right <= a.left || a.bottom <= a.top) {
		return 0;
	}
	return (uint64_t) (a.right - a.left) * (uint64_t) (a.bottom - a.top);
}

static struct area overlap(struct area a, struct area b)
{
	return (struct area){
		.left = a.left > b.left ? a.left : b.left,
		.top = a.top > b.top ? a.top : b.top,
		.right = a.right < b.right ? a.right : b.right,
		.bottom = a.bottom < b.bottom ? a.bottom : b.bottom,
	};
}

static bool holds(struct area a, int64_t x, int64_t y)
{
	return x >= a.left && x < a.right && y >= a.top && y < a.bottom;
}

static bool covers(struct area window, const struct monitor *m)
{
	struct area a = area_of_monitor(m);
	uint64_t all = size_of(a), part = size_of(overlap(window, a));

	return all > 0 && part >= all - part;
}

/*
 * Of several that show that point, which are mirrors, the one that the window covers (its mirror may be
 * larger), then the primary one.
 */
static int monitor_at(const struct monitors *monitors, struct area window, int64_t x, int64_t y)
{
	int found = NOT_KNOWN, best = -1;

	for (size_t i = 0; i < monitors->n; i++) {
		const struct monitor *m = &monitors->m[i];
		int rank = 2 * covers(window, m) + m->primary;

		if (holds(area_of_monitor(m), x, y) && rank > best) {
			best = rank;
			found = (int) i;
		}
	}
	return found;
}

/* For a window whose middle is where no monitor is: the one that shows most of it. */
static int monitor_of_most(const struct monitors *monitors, struct area window)
{
	int found = NOT_KNOWN;
	uint64_t most = 0;

	for (size_t i = 0; i < monitors->n; i++) {
		uint64_t part = size_of(overlap(window, area_of_monitor(&monitors->m[i])));

		if (part > most) {
			most = part;
			found = (int) i;
		}
	}
	return found;
}

static int monitor_of_window(const struct monitors *monitors, struct area window, int pointer)
{
	unsigned covered = 0;
	int found;

	for (size_t i = 0; i < monitors->n; i++) {
		covered += covers(window, &monitors->m[i]);
	}
	if (covered > 1 && pointer != NOT_KNOWN && covers(window, &monitors->m[pointer])) {
		return pointer;
	}
	found = monitor_at(monitors, window, window.left + (window.right - window.left) / 2,
			   window.top + (window.bottom - window.top) / 2);
	return found != NOT_KNOWN ? found : monitor_of_most(monitors, window);
}

int monitor_in_use(const struct monitors *monitors, const struct desktop_look *look)
{
	struct area window = { 0 };
	int pointer, found = NOT_KNOWN;

	if (!look->known) {
		return NOT_KNOWN;
	}
	if (look->focused) {
		window = area_of_window(look);
	}
	pointer = monitor_at(monitors, window, look->pointer_x, look->pointer_y);
	if (size_of(window) > 0) {
		found = monitor_of_window(monitors, window, pointer);
	}
	return found != NOT_KNOWN ? found : pointer;
}

bool full_screen_in_use(const struct monitors *monitors, const struct desktop_look *look)
{
	struct area monitor;
	int i;

	if (!look->known || !look->focused || !look->full_screen) {
		return false;
	}
	i = monitor_in_use(monitors, look);
	if (i == NOT_KNOWN) {
		return false;
	}
	monitor = area_of_monitor(&monitors->m[i]);
	return size_of(overlap(area_of_window(look), monitor)) == size_of(monitor);
}

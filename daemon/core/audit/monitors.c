#include "ergo/monitor.h"

#include <string.h>
#include <strings.h>

static bool same_size(const struct size_mm *a, const struct size_mm *b)
{
	return a->width == b->width && a->height == b->height;
}

static bool monitor_equal(const struct monitor *a, const struct monitor *b)
{
	for (size_t i = 0; i < _SIZE_SOURCE_MAX; i++) {
		if (!same_size(&a->told[i], &b->told[i]) || a->doubt[i] != b->doubt[i]) {
			return false;
		}
	}
	return strcmp(a->output, b->output) == 0 && strcmp(a->vendor, b->vendor) == 0 &&
	       strcmp(a->model, b->model) == 0 && strcmp(a->serial, b->serial) == 0 &&
	       a->internal == b->internal && a->primary == b->primary &&
	       a->positioned == b->positioned && a->x == b->x && a->y == b->y &&
	       a->width_px == b->width_px && a->height_px == b->height_px &&
	       a->rotation == b->rotation && a->reflected == b->reflected &&
	       a->outputs == b->outputs && same_size(&a->size, &b->size) &&
	       a->size_source == b->size_source;
}

bool monitors_equal(const struct monitors *a, const struct monitors *b)
{
	if (a->backend != b->backend || a->n != b->n || a->dropped != b->dropped) {
		return false;
	}
	for (size_t i = 0; i < a->n; i++) {
		if (!monitor_equal(&a->m[i], &b->m[i])) {
			return false;
		}
	}
	return true;
}

static bool comes_before(const struct monitor *a, const struct monitor *b)
{
	if (a->x != b->x) {
		return a->x < b->x;
	}
	if (a->y != b->y) {
		return a->y < b->y;
	}
	return strcmp(a->output, b->output) < 0;
}

void monitors_sort(struct monitors *m)
{
	for (size_t i = 1; i < m->n; i++) {
		struct monitor moved = m->m[i];
		size_t k = i;

		for (; k > 0 && comes_before(&moved, &m->m[k - 1]); k--) {
			m->m[k] = m->m[k - 1];
		}
		m->m[k] = moved;
	}
}

/* ---- names of connectors ---- */

bool output_is_internal(const char *output)
{
	/* The kernel's connector types of built-in panels; drivers write them in either case. */
	static const char *const types[] = { "eDP", "LVDS", "DSI" };

	for (size_t i = 0; i < ELEMENTSOF(types); i++) {
		size_t len = strlen(types[i]);
		char next;

		if (strncasecmp(output, types[i], len) != 0) {
			continue;
		}
		next = output[len];
		if (!next || next == '-' || (next >= '0' && next <= '9')) {
			return true;
		}
	}
	return false;
}

bool output_is_same(const char *a, const char *b)
{
	static const char kernels[] = "HDMI-A-";
	const char *const name[] = { a, b };
	const char *rest[2];
	bool hdmi[2];

	for (size_t i = 0; i < 2; i++) {
		bool kernel = strncmp(name[i], kernels, strlen(kernels)) == 0;

		hdmi[i] = strncmp(name[i], "HDMI-", 5) == 0;
		rest[i] = name[i] + (kernel ? strlen(kernels) : hdmi[i] ? 5 : 0);
	}
	return hdmi[0] == hdmi[1] && strcmp(rest[0], rest[1]) == 0;
}

/* ---- XWayland ---- */

/* The only one of that name; NULL: none, or two of two graphics cards. */
static const struct monitor *find_output(const struct monitors *list, const char *output)
{
	const struct monitor *found = NULL;

	for (size_t i = 0; i < list->n; i++) {
		if (output_is_same(list->m[i].output, output)) {
			if (found) {
				return NULL;
			}
			found = &list->m[i];
		}
	}
	return found;
}

static void turn(struct size_mm *size)
{
	*size = (struct size_mm){ .width = size->height, .height = size->width };
}

static void take_size(struct monitor *m, const struct monitor *from)
{
	bool turned = m->rotation == 90 || m->rotation == 270;

	memcpy(m->output, from->output, sizeof(m->output)); /* as it is without XWayland */
	memcpy(m->vendor, from->vendor, sizeof(m->vendor));
	memcpy(m->model, from->model, sizeof(m->model));
	memcpy(m->serial, from->serial, sizeof(m->serial));
	memcpy(m->told, from->told, sizeof(m->told));
	memcpy(m->doubt, from->doubt, sizeof(m->doubt));
	m->size = from->size;
	m->size_source = from->size_source;
	m->internal = m->internal || from->internal;
	if (turned) {
		for (size_t i = 0; i < _SIZE_SOURCE_MAX; i++) {
			turn(&m->told[i]);
		}
		turn(&m->size);
	}
}

void monitors_take_sizes(struct monitors *xwayland, const struct monitors *drm)
{
	bool pair = xwayland->n == 1 && drm->n == 1 && !xwayland->dropped && !drm->dropped;

	for (size_t i = 0; i < xwayland->n; i++) {
		struct monitor *m = &xwayland->m[i];
		const struct monitor *from = pair ? &drm->m[0] : find_output(drm, m->output);

		/* Its own sizes are those of a space that the compositor scales. */
		memset(m->told, 0, sizeof(m->told));
		if (from) {
			take_size(m, from);
		} else {
			monitor_choose_size(m);
		}
	}
	monitors_sort(xwayland);
}

#include "adapters/drm.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-device.h>
#include <unistd.h>

#include "log.h"
#include "settle.h"

#define DRM_DIR        "/sys/class/drm"
#define CONNECTORS_MAX 128 /* that are looked at */
#define PX_MAX         UINT16_MAX

DEFINE_CLEANUP(DIR *, closedir)

struct drm {
	char *dir;
	void (*changed)(void *userdata);
	void *userdata;
	struct settle *settle;
	sd_device_monitor *monitor; /* NULL: there is none here */
	sd_event_source *news;
	struct monitors list;
};

/* ---- reading ---- */

/* Up to `size` bytes of a file of a connector.  Returns how many, or a negative errno. */
static ssize_t read_file(int dir, const char *connector, const char *name, void *buf, size_t size)
{
	char path[NAME_MAX + 16];
	size_t n = 0;
	ssize_t r;
	int fd;

	(void) snprintf(path, sizeof(path), "%s/%s", connector, name);
	fd = openat(dir, path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		return -errno;
	}
	do { /* sysfs may give a long attribute in pieces */
		r = read(fd, (char *) buf + n, size - n);
		n += r > 0 ? (size_t) r : 0;
	} while (n < size && (r > 0 || (r < 0 && errno == EINTR)));
	r = r < 0 ? -errno : (ssize_t) n;
	(void) close(fd);
	return r;
}

static bool says(int dir, const char *connector, const char *name, const char *word)
{
	char text[32];
	ssize_t n = read_file(dir, connector, name, text, sizeof(text) - 1);

	if (n < 0) {
		return false;
	}
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return strcmp(text, word) == 0;
}

/* Digits at *s; 0: none, or too many of them. */
static unsigned read_px(const char **s)
{
	unsigned v = 0;

	for (; **s >= '0' && **s <= '9'; (*s)++) {
		v = v > PX_MAX ? v : 10 * v + (unsigned) (**s - '0');
	}
	return v > PX_MAX ? 0 : v;
}

/* "1920x1080" is the first line: the preferred one; "1920x1080i" too. */
static void read_mode(int dir, const char *connector, struct monitor *m)
{
	char text[32] = "";
	const char *p = text;
	unsigned width, height;

	if (read_file(dir, connector, "modes", text, sizeof(text) - 1) <= 0) {
		return;
	}
	width = read_px(&p);
	if (*p++ != 'x') {
		return;
	}
	height = read_px(&p);
	if (width && height) {
		m->width_px = width;
		m->height_px = height;
	}
}

static void read_edid(int dir, const char *connector, struct monitor *m)
{
	uint8_t block[EDID_BLOCK];
	ssize_t n = read_file(dir, connector, "edid", block, sizeof(block));
	struct edid edid;

	if (n > 0 && edid_parse(block, (size_t) n, &edid) == 0) {
		monitor_apply_edid(m, &edid);
	}
}

/* "card0-DP-1" is the connector DP-1.  NULL: none. */
static const char *name_of_connector(const char *entry)
{
	const char *p = entry + 4;

	if (strncmp(entry, "card", 4) != 0 || *p < '0' || *p > '9') {
		return NULL;
	}
	p += strspn(p, "0123456789");
	return *p == '-' && p[1] ? p + 1 : NULL;
}

static void read_connector(int dir, const char *entry, const char *name, struct monitors *list)
{
	struct monitor m = { .outputs = 1 };

	if (!says(dir, entry, "status", "connected") || !says(dir, entry, "enabled", "enabled")) {
		return;
	}
	if (list->n == MONITORS_MAX) {
		list->dropped++;
		return;
	}
	monitor_text(m.output, sizeof(m.output), name, strlen(name));
	m.internal = output_is_internal(m.output);
	read_mode(dir, entry, &m);
	read_edid(dir, entry, &m);
	monitor_choose_size(&m);
	list->m[list->n++] = m;
}

int drm_read(const char *dir, struct monitors *ret)
{
	_cleanup_(closedirp) DIR *d = opendir(dir);
	struct monitors list = { .backend = BACKEND_DRM };
	unsigned looked_at = 0;
	struct dirent *entry;

	if (!d) {
		return -errno;
	}
	while (looked_at < CONNECTORS_MAX && (entry = readdir(d))) {
		const char *name = name_of_connector(entry->d_name);

		if (name) {
			looked_at++;
			read_connector(dirfd(d), entry->d_name, name, &list);
		}
	}
	monitors_sort(&list);
	*ret = list;
	return 0;
}

/* ---- changes ---- */

void drm_look(struct drm *d)
{
	struct monitors list = { .backend = BACKEND_DRM };

	(void) drm_read(d->dir, &list); /* one that can't be read has none */
	if (!monitors_equal(&list, &d->list)) {
		d->list = list;
		(void) sd_event_source_set_enabled(d->news, SD_EVENT_ONESHOT);
	}
}

static void on_settled(void *userdata)
{
	drm_look(userdata);
}

static int on_device(sd_device_monitor *monitor, sd_device *device, void *userdata)
{
	const struct drm *d = userdata;

	(void) monitor;
	(void) device;
	settle_event(d->settle);
	return 0;
}

static int on_news(sd_event_source *source, void *userdata)
{
	struct drm *d = userdata;

	(void) source;
	d->changed(d->userdata);
	return 0;
}

static int watch(struct drm *d, sd_event *event)
{
	int r = sd_device_monitor_new(&d->monitor);

	if (r >= 0) {
		r = sd_device_monitor_filter_add_match_subsystem_devtype(d->monitor, "drm", NULL);
	}
	if (r >= 0) {
		r = sd_device_monitor_attach_event(d->monitor, event);
	}
	if (r >= 0) {
		r = sd_device_monitor_start(d->monitor, on_device, d);
	}
	return r;
}

/* ---- life ---- */

int drm_new(struct drm **ret, sd_event *event, const char *dir, usec_t settle,
	    void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(drm_freep) struct drm *d = calloc(1, sizeof(*d));
	int r;

	if (!d) {
		return -ENOMEM;
	}
	d->dir = strdup(dir ? dir : DRM_DIR);
	if (!d->dir) {
		return -ENOMEM;
	}
	d->changed = changed;
	d->userdata = userdata;
	d->list.backend = BACKEND_DRM;
	r = settle_new(&d->settle, event, settle, on_settled, d);
	if (r >= 0) {
		r = sd_event_add_defer(event, &d->news, on_news, d);
	}
	if (r >= 0) {
		r = sd_event_source_set_enabled(d->news, SD_EVENT_OFF);
	}
	if (r < 0) {
		return r;
	}
	r = watch(d, event); /* before the look, so that no change falls between */
	if (r < 0) {
		log_full(LOG_INFO, r, "Changes of monitors are not told here (%m)");
		d->monitor = sd_device_monitor_unref(d->monitor);
	}
	drm_look(d);
	(void) sd_event_source_set_enabled(d->news, SD_EVENT_OFF);
	*ret = TAKE_PTR(d);
	return 0;
}

struct drm *drm_free(struct drm *d)
{
	if (d) {
		d->monitor = sd_device_monitor_unref(d->monitor);
		d->settle = settle_free(d->settle);
		sd_event_source_disable_unref(d->news);
		free(d->dir);
		free(d);
	}
	return NULL;
}

const struct monitors *drm_get(const struct drm *d)
{
	return &d->list;
}

bool drm_is_told(const struct drm *d)
{
	return d->monitor != NULL;
}

/* org.ergod1.Audit: what is connected, a dictionary a monitor. */
#include "adapters/bus/internal.h"

#include <math.h>

static int entry_bool(sd_bus_message *m, const char *key, bool value)
{
	const int b = value;

	return bus_entry_basic(m, key, 'b', &b);
}

static int entry_unsigned(sd_bus_message *m, const char *key, unsigned value)
{
	const uint32_t u = value;

	return bus_entry_basic(m, key, 'u', &u);
}

static int append_texts(sd_bus_message *m, const struct monitor *monitor)
{
	const struct {
		const char *key, *value;
	} texts[] = {
		{ "output", monitor->output },
		{ "vendor", monitor->vendor },
		{ "model", monitor->model },
		{ "serial", monitor->serial },
		{ "size_source", size_source_to_string(monitor->size_source) },
	};
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ELEMENTSOF(texts); i++) {
		r = bus_entry_text(m, texts[i].key, texts[i].value);
	}
	return r;
}

static int append_flags(sd_bus_message *m, const struct monitor *monitor)
{
	int r = entry_bool(m, "internal", monitor->internal);

	if (r >= 0) {
		r = entry_bool(m, "primary", monitor->primary);
	}
	return r < 0 ? r : entry_bool(m, "reflected", monitor->reflected);
}

static int append_place(sd_bus_message *m, const struct monitor *monitor)
{
	const int32_t x = monitor->x, y = monitor->y;
	int r;

	if (!monitor->positioned) {
		return 0;
	}
	r = bus_entry_basic(m, "x", 'i', &x);
	return r < 0 ? r : bus_entry_basic(m, "y", 'i', &y);
}

static int append_numbers(sd_bus_message *m, const struct monitor *monitor)
{
	const struct {
		const char *key;
		unsigned value;
	} numbers[] = {
		{ "width_px", monitor->width_px },   { "height_px", monitor->height_px },
		{ "rotation", monitor->rotation },   { "outputs", monitor->outputs },
		{ "width_mm", monitor->size.width }, { "height_mm", monitor->size.height },
	};
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ELEMENTSOF(numbers); i++) {
		r = entry_unsigned(m, numbers[i].key, numbers[i].value);
	}
	return r;
}

static int append_told_array(sd_bus_message *m, const struct monitor *monitor)
{
	int r = sd_bus_message_open_container(m, 'a', "(suus)");

	for (enum size_source s = SIZE_EDID_TIMING; r >= 0 && s < _SIZE_SOURCE_MAX; s++) {
		r = sd_bus_message_append(m, "(suus)", size_source_to_string(s),
					  (uint32_t) monitor->told[s].width,
					  (uint32_t) monitor->told[s].height,
					  size_doubt_to_string(monitor->doubt[s]));
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

/* What each source tells of the size, and why it is not believed. */
static int append_told(sd_bus_message *m, const struct monitor *monitor)
{
	int r = sd_bus_message_open_container(m, 'e', "sv");

	if (r >= 0) {
		r = sd_bus_message_append_basic(m, 's', "told");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'v', "a(suus)");
	}
	if (r >= 0) {
		r = append_told_array(m, monitor);
	}
	if (r >= 0) {
		r = sd_bus_message_close_container(m);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

double bus_monitor_share(const struct bus_audit *view, size_t i)
{
	return i < view->audit->n ? view->audit->view[i].share : (double) NAN;
}

/* How much it is used: as it was when it was audited, and the time that this is of. */
static int append_share(sd_bus_message *m, const struct bus_audit *view, size_t i)
{
	const uint64_t time = view->share && i < MONITORS_MAX ? view->share[i] : 0;
	int r = bus_entry_double(m, "share", bus_monitor_share(view, i));

	return r < 0 || time == 0 ? r : bus_entry_basic(m, "share_time", 't', &time);
}

static int append_monitor(sd_bus_message *m, const struct bus_audit *view, size_t i)
{
	const struct monitor *monitor = &view->monitors->m[i];
	int r = sd_bus_message_open_container(m, 'a', "{sv}");

	if (r >= 0) {
		r = append_texts(m, monitor);
	}
	if (r >= 0) {
		r = append_flags(m, monitor);
	}
	if (r >= 0) {
		r = append_numbers(m, monitor);
	}
	if (r >= 0) {
		r = append_place(m, monitor);
	}
	if (r >= 0) {
		r = append_share(m, view, i);
	}
	if (r >= 0) {
		r = append_told(m, monitor);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

int bus_append_monitors(sd_bus_message *m, const struct bus_audit *view)
{
	int r = sd_bus_message_open_container(m, 'a', "a{sv}");

	for (size_t i = 0; r >= 0 && i < view->monitors->n; i++) {
		r = append_monitor(m, view, i);
	}
	return r < 0 ? r : sd_bus_message_close_container(m);
}

/* Players of the test: connections in its loop that say what they are told to. */
#pragma once

#include "players-fixture.h"

#define FAKES 20

static struct fake {
	sd_bus *bus;
	const char *status, *url; /* NULL: not told */
	bool hangs, refuses, odd;
	unsigned asked;
} fakes[FAKES];

static int append_track(sd_bus_message *m, const struct fake *f)
{
	int r = sd_bus_message_open_container(m, 'e', "sv");

	r = r < 0 ? r : sd_bus_message_append(m, "s", "Metadata");
	r = r < 0 ? r : sd_bus_message_open_container(m, 'v', "a{sv}");
	r = r < 0 ? r : sd_bus_message_open_container(m, 'a', "{sv}");
	r = r < 0 ? r
		  : sd_bus_message_append(m, "{sv}{sv}{sv}", "xesam:title", "s", "A title",
					  "mpris:length", "x", INT64_C(60000000), "xesam:artist",
					  "as", 2, "a", "b");
	if (f->url) {
		r = r < 0 ? r : sd_bus_message_append(m, "{sv}", "xesam:url", "s", f->url);
	}
	r = r < 0 ? r : sd_bus_message_close_container(m);
	r = r < 0 ? r : sd_bus_message_close_container(m);
	return r < 0 ? r : sd_bus_message_close_container(m);
}

/* As a{sv}: everything a player says of itself. */
static void append_all(sd_bus_message *m, const struct fake *f)
{
	assert_true(sd_bus_message_open_container(m, 'a', "{sv}") >= 0);
	assert_true(sd_bus_message_append(m, "{sv}{sv}", "CanQuit", "b", 1, "Volume", "d", 1.0) >=
		    0);
	if (f->status) {
		assert_true(sd_bus_message_append(m, "{sv}", "PlaybackStatus", "s", f->status) >=
			    0);
	}
	assert_true(append_track(m, f) >= 0);
	assert_true(sd_bus_message_append(m, "{sv}", "Rate", "d", 1.0) >= 0);
	assert_true(sd_bus_message_close_container(m) >= 0);
}

static int on_call(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	struct fake *f = userdata;
	const char *interface;

	assert_true(sd_bus_message_is_method_call(m, PROPERTIES, "GetAll"));
	assert_true(sd_bus_message_read(m, "s", &interface) > 0);
	assert_string_equal(interface, PLAYER);
	f->asked++;
	if (f->hangs) {
		return 1;
	}
	if (f->refuses) {
		return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_INTERFACE, "no");
	}
	if (f->odd) {
		return sd_bus_reply_method_return(m, "as", 1, "PlaybackStatus");
	}
	assert_true(sd_bus_message_new_method_return(m, &reply) >= 0);
	append_all(reply, f);
	assert_true(sd_bus_message_send(reply) >= 0);
	return 1;
}

static void up(size_t i, const char *name)
{
	char full[300];

	(void) snprintf(full, sizeof(full), MPRIS ".%s", name);
	fakes[i].bus = connect_bus();
	assert_true(sd_bus_add_object(fakes[i].bus, NULL, MPRIS_PATH, on_call, &fakes[i]) >= 0);
	assert_true(sd_bus_request_name(fakes[i].bus, full, 0) >= 0);
	assert_true(sd_bus_attach_event(fakes[i].bus, fx.event, 0) >= 0);
}

static void down(size_t i)
{
	fakes[i].bus = sd_bus_flush_close_unref(fakes[i].bus);
}

/* PropertiesChanged with all of it, or a part of it. */
static void tell(size_t i)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	assert_true(sd_bus_message_new_signal(fakes[i].bus, &m, MPRIS_PATH, PROPERTIES,
					      "PropertiesChanged") >= 0);
	assert_true(sd_bus_message_append(m, "s", PLAYER) >= 0);
	append_all(m, &fakes[i]);
	assert_true(sd_bus_message_append(m, "as", 0) >= 0);
	assert_true(sd_bus_send(fakes[i].bus, m, NULL) >= 0);
}

static void tell_status(size_t i, const char *status)
{
	assert_true(sd_bus_emit_signal(fakes[i].bus, MPRIS_PATH, PROPERTIES, "PropertiesChanged",
				       "sa{sv}as", PLAYER, 1, "PlaybackStatus", "s", status,
				       0) >= 0);
}

static void tell_odd(size_t i, const char *types, ...)
{
	va_list ap;

	va_start(ap, types);
	assert_true(sd_bus_emit_signalv(fakes[i].bus, MPRIS_PATH, PROPERTIES, "PropertiesChanged",
					types, ap) >= 0);
	va_end(ap);
}

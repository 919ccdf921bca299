#include "adapters/players/internal.h"

#include <string.h>

/* The value of a dictionary's entry, a variant: its string, if it is one, or NULL.  Negative: the message is odd. */
static int read_string(sd_bus_message *m, const char **ret)
{
	const char *contents;
	char type;
	int r;

	*ret = NULL;
	r = sd_bus_message_peek_type(m, &type, &contents);
	if (r < 0) {
		return r;
	}
	if (type != 'v' || strcmp(contents, "s") != 0) {
		return sd_bus_message_skip(m, "v");
	}
	return sd_bus_message_read(m, "v", "s", ret);
}

typedef int (*entry_fn)(sd_bus_message *m, const char *key, void *userdata);

/* An a{sv}; `fn` reads or skips the variant. */
static int read_entries(sd_bus_message *m, entry_fn fn, void *userdata)
{
	const char *key;
	int r;

	r = sd_bus_message_enter_container(m, 'a', "{sv}");
	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		r = sd_bus_message_read_basic(m, 's', &key);
		if (r >= 0) {
			r = fn(m, key, userdata);
		}
		if (r >= 0) {
			r = sd_bus_message_exit_container(m);
		}
		if (r < 0) {
			return r;
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

static int on_metadata(sd_bus_message *m, const char *key, void *userdata)
{
	struct said *said = userdata;
	const char *url;
	int r;

	if (strcmp(key, "xesam:url") != 0) {
		return sd_bus_message_skip(m, "v");
	}
	r = read_string(m, &url);
	if (r >= 0 && url) {
		said->video = url_is_video(url);
	}
	return r;
}

static int on_property(sd_bus_message *m, const char *key, void *userdata)
{
	const char *contents, *status;
	struct said *said = userdata;
	char type;
	int r;

	if (strcmp(key, "PlaybackStatus") == 0) {
		r = read_string(m, &status);
		if (r >= 0 && status) {
			said->playing = strcmp(status, "Playing") == 0;
		}
		return r;
	}
	r = sd_bus_message_peek_type(m, &type, &contents);
	if (r < 0) {
		return r;
	}
	if (strcmp(key, "Metadata") != 0 || type != 'v' || strcmp(contents, "a{sv}") != 0) {
		return sd_bus_message_skip(m, "v");
	}
	said->video = false;
	r = sd_bus_message_enter_container(m, 'v', "a{sv}");
	if (r >= 0) {
		r = read_entries(m, on_metadata, said);
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

int said_read_all(sd_bus_message *m, struct said *said)
{
	return read_entries(m, on_property, said);
}

int said_read_changes(sd_bus_message *m, struct said *said)
{
	const char *text;
	int r;

	r = sd_bus_message_read_basic(m, 's', &text);
	if (r < 0 || strcmp(text, PLAYER) != 0) {
		return r;
	}
	r = read_entries(m, on_property, said);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_enter_container(m, 'a', "s");
	while (r > 0 && (r = sd_bus_message_read_basic(m, 's', &text)) > 0) {
		said->stale = said->stale || strcmp(text, "PlaybackStatus") == 0 ||
			      strcmp(text, "Metadata") == 0;
	}
	return r;
}

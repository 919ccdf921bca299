/* The properties of a session that matter here. */
#include "adapters/logind/internal.h"

#include <stdio.h>
#include <string.h>

static int read_word(sd_bus_message *m, const char **ret)
{
	return sd_bus_message_read(m, "v", "s", ret);
}

static int read_flag(sd_bus_message *m, bool *ret)
{
	int value, r;

	r = sd_bus_message_read(m, "v", "b", &value);
	if (r >= 0) {
		*ret = value;
	}
	return r;
}

static int read_property(sd_bus_message *m, const char *name, struct session *s)
{
	const char *word, *path;
	bool flag;
	int r;

	if (strcmp(name, "LockedHint") == 0) {
		return read_flag(m, &s->locked);
	}
	if (strcmp(name, "Active") == 0) {
		return read_flag(m, &s->active);
	}
	if (strcmp(name, "IdleHint") == 0) {
		r = read_flag(m, &flag);
		if (r >= 0) {
			logind_idle_read(&s->idle, flag);
		}
		return r;
	}
	if (strcmp(name, "Type") == 0) {
		r = read_word(m, &word);
		if (r >= 0) {
			s->idle.of_terminal = strcmp(word, "tty") == 0;
		}
		return r;
	}
	if (strcmp(name, "Id") == 0) {
		r = read_word(m, &word);
		if (r >= 0) {
			(void) snprintf(s->id, sizeof(s->id), "%s", word);
		}
		return r;
	}
	if (strcmp(name, "State") == 0) {
		r = read_word(m, &word);
		if (r >= 0) {
			s->unfit = s->unfit || strcmp(word, "closing") == 0;
		}
		return r;
	}
	if (strcmp(name, "Class") == 0) {
		r = read_word(m, &word);
		if (r >= 0) {
			/* not "greeter", "manager", "background" */
			s->unfit = s->unfit || strncmp(word, "user", 4) != 0;
		}
		return r;
	}
	if (strcmp(name, "Seat") == 0) {
		r = sd_bus_message_read(m, "v", "(so)", &word, &path);
		if (r >= 0) {
			(void) snprintf(s->seat, sizeof(s->seat), "%s", word);
		}
		return r;
	}
	return sd_bus_message_skip(m, "v");
}

int logind_read_properties(sd_bus_message *m, struct session *s)
{
	const char *name;
	int r;

	r = sd_bus_message_enter_container(m, 'a', "{sv}");
	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		r = sd_bus_message_read_basic(m, 's', &name);
		if (r < 0) {
			return r;
		}
		r = read_property(m, name, s);
		if (r < 0) {
			return r;
		}
		r = sd_bus_message_exit_container(m);
		if (r < 0) {
			return r;
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

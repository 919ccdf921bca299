/*
 * A transient unit.  We hold a reference to it (AddRef), so that systemd sends its signals even where nobody else has
 * subscribed to them, and to us they come by its path alone; without it systemd would tell of all units for our sake.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "log.h"

DEFINE_CLEANUP(char *, free)

static void unit_name(const struct hook_run *run, char name[static HOOK_NAME_MAX])
{
	(void) snprintf(name, HOOK_NAME_MAX, "ergod-hook-%s.service", hook_to_string(run->hook));
}

/* ---- how it ended ---- */

static int read_word(sd_bus_message *m, char word[static HOOK_WORD_MAX])
{
	const char *s;
	int r = sd_bus_message_read(m, "v", "s", &s);

	if (r > 0) {
		hooks_copy(word, HOOK_WORD_MAX, s);
	}
	return r;
}

/* What a PropertiesChanged tells of interest. */
struct news {
	char result[HOOK_WORD_MAX], state[HOOK_WORD_MAX];
	int32_t status;
	uint32_t job;
};

/* The next pair of a{sv}.  Returns whether there was one, or a negative errno. */
static int read_property(sd_bus_message *m, struct news *news)
{
	const char *name, *job;
	int r;

	r = sd_bus_message_enter_container(m, 'e', "sv");
	if (r <= 0) {
		return r;
	}
	r = sd_bus_message_read_basic(m, 's', &name);
	if (r < 0) {
		return r;
	}
	if (strcmp(name, "Result") == 0) {
		r = read_word(m, news->result);
	} else if (strcmp(name, "ActiveState") == 0) {
		r = read_word(m, news->state);
	} else if (strcmp(name, "ExecMainStatus") == 0) {
		r = sd_bus_message_read(m, "v", "i", &news->status);
	} else if (strcmp(name, "Job") == 0) {
		r = sd_bus_message_read(m, "v", "(uo)", &news->job, &job);
	} else {
		r = sd_bus_message_skip(m, "v");
	}
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_exit_container(m);
	return r < 0 ? r : 1;
}

static int read_news(sd_bus_message *m, struct news *news, const char **interface)
{
	int r;

	r = sd_bus_message_read_basic(m, 's', interface);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_enter_container(m, 'a', "{sv}");
	if (r < 0) {
		return r;
	}
	do {
		r = read_property(m, news);
	} while (r > 0);
	return r;
}

/* First come the properties of the service, how it ended; then those of the unit, that it ended. */
static int on_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct hook_run *run = userdata;
	struct news news = { .job = 0 };
	const char *interface;

	(void) error;
	if (run->state != HOOK_RUNS || read_news(m, &news, &interface) < 0) {
		return 0;
	}
	if (strcmp(interface, SYSTEMD_SERVICE) == 0) {
		memcpy(run->end.result, news.result, sizeof(run->end.result));
		run->end.status = news.status;
	} else if (strcmp(interface, SYSTEMD_UNIT) == 0 && news.job == 0 &&
		   (strcmp(news.state, "inactive") == 0 || strcmp(news.state, "failed") == 0)) {
		hook_ended(run);
	}
	return 0;
}

/* Follows the unit of that name, whichever runs under it. */
static int follow(struct hook_run *run)
{
	_cleanup_(freep) char *path = NULL;
	char name[HOOK_NAME_MAX];
	int r;

	if (run->match) {
		return 0;
	}
	unit_name(run, name);
	r = sd_bus_path_encode(SYSTEMD_PATH "/unit", name, &path);
	if (r < 0) {
		return r;
	}
	return sd_bus_match_signal_async(run->hooks->bus, &run->match, SYSTEMD, path,
					 "org.freedesktop.DBus.Properties", "PropertiesChanged",
					 on_changed, NULL, run);
}

/* ---- the start ---- */

static int on_started(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct hook_run *run = userdata;
	const sd_bus_error *e = sd_bus_message_get_error(m);

	(void) error;
	run->call = sd_bus_slot_unref(run->call);
	if (e) {
		hooks_copy(run->end.result, sizeof(run->end.result),
			   e->name ? e->name : "no answer");
		hook_ended(run);
	} else if (run->state == HOOK_ASKED) {
		run->state = HOOK_RUNS;
	}
	return 0;
}

/* The program and its words; without what systemd would make of "$": nothing of a shell is promised. */
static int append_command(sd_bus_message *m, const struct command *command)
{
	int r;

	r = sd_bus_message_open_container(m, 'r', "sv");
	if (r >= 0) {
		r = sd_bus_message_append(m, "s", "ExecStartEx");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'v', "a(sasas)");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'a', "(sasas)");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'r', "sasas");
	}
	if (r >= 0) {
		r = sd_bus_message_append(m, "s", command->word[0]);
	}
	if (r >= 0) {
		r = sd_bus_message_append_strv(m, (char **) command->word);
	}
	if (r >= 0) {
		r = sd_bus_message_append(m, "as", 1, "no-env-expand");
	}
	for (int i = 0; i < 4 && r >= 0; i++) {
		r = sd_bus_message_close_container(m);
	}
	return r;
}

static int append_environment(sd_bus_message *m, enum hook hook, const char *const *environment)
{
	char event[HOOK_NAME_MAX];
	int r;

	(void) snprintf(event, sizeof(event), "ERGOD_EVENT=%s", hook_to_string(hook));
	r = sd_bus_message_open_container(m, 'r', "sv");
	if (r >= 0) {
		r = sd_bus_message_append(m, "s", "Environment");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'v', "as");
	}
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'a', "s");
	}
	if (r >= 0) {
		r = sd_bus_message_append(m, "s", event);
	}
	for (; r >= 0 && environment && *environment; environment++) {
		r = sd_bus_message_append(m, "s", *environment);
	}
	for (int i = 0; i < 3 && r >= 0; i++) {
		r = sd_bus_message_close_container(m);
	}
	return r;
}

/*
 * Type=exec: that the program can't be run is told too.  It goes with all that it has started, and with it what
 * systemd knows of it, also when it failed.
 */
static int append_properties(sd_bus_message *m, const struct hook_run *run)
{
	char description[64];
	int r;

	(void) snprintf(description, sizeof(description), "Command of the user at %s of ergod",
			hook_to_string(run->hook));
	r = sd_bus_message_append(m, "(sv)(sv)(sv)(sv)", "Description", "s", description, "Type",
				  "s", "exec", "Slice", "s", "background.slice", "CollectMode", "s",
				  "inactive-or-failed");
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_append(m, "(sv)(sv)(sv)(sv)", "StandardInput", "s", "null",
				  "StandardOutput", "s", "journal", "StandardError", "s", "journal",
				  "SyslogIdentifier", "s", "ergod-hook");
	if (r < 0) {
		return r;
	}
	return sd_bus_message_append(m, "(sv)(sv)(sv)", "RuntimeMaxUSec", "t",
				     (uint64_t) run->hooks->timeout, "TimeoutStopUSec", "t",
				     (uint64_t) HOOK_STOP, "AddRef", "b", 1);
}

static int append_unit(sd_bus_message *m, const struct hook_run *run, const struct command *command,
		       const char *const *environment)
{
	char name[HOOK_NAME_MAX];
	int r;

	unit_name(run, name);
	r = sd_bus_message_append(m, "ss", name, "fail");
	if (r >= 0) {
		r = sd_bus_message_open_container(m, 'a', "(sv)");
	}
	if (r >= 0) {
		r = append_properties(m, run);
	}
	if (r >= 0) {
		r = append_command(m, command);
	}
	if (r >= 0) {
		r = append_environment(m, run->hook, environment);
	}
	if (r >= 0) {
		r = sd_bus_message_close_container(m);
	}
	return r < 0 ? r : sd_bus_message_append(m, "a(sa(sv))", 0);
}

static int new_call(const struct hooks *h, sd_bus_message **ret, const char *member)
{
	int r = sd_bus_message_new_method_call(h->bus, ret, SYSTEMD, SYSTEMD_PATH, SYSTEMD_MANAGER,
					       member);

	return r < 0 ? r : sd_bus_message_set_auto_start(*ret, false);
}

int hook_unit_start(struct hook_run *run, const struct command *command,
		    const char *const *environment)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = follow(run);
	if (r < 0) {
		return r;
	}
	r = new_call(run->hooks, &m, "StartTransientUnit");
	if (r < 0) {
		return r;
	}
	r = append_unit(m, run, command, environment);
	if (r < 0) {
		return r;
	}
	run->call = sd_bus_slot_unref(run->call);
	return sd_bus_call_async(run->hooks->bus, &run->call, m, on_started, run, HOOK_ANSWER);
}

void hook_unit_release(struct hook_run *run)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	char name[HOOK_NAME_MAX];

	unit_name(run, name);
	if (new_call(run->hooks, &m, "UnrefUnit") >= 0 &&
	    sd_bus_message_append(m, "s", name) >= 0 &&
	    sd_bus_message_set_expect_reply(m, false) >= 0) {
		(void) sd_bus_send(run->hooks->bus, m, NULL); /* it goes with the connection, too */
	}
}

/*
 * logind, or elogind.  The property tells by whom nothing: any lock that comes or goes is told of as a change
 * of BlockInhibited, even where its words stay the same, and the list is read anew.
 */
#include "adapters/inhibitors/internal.h"

#include <string.h>
#include <unistd.h>

#define LOGIN1      "org.freedesktop.login1"
#define LOGIN1_PATH "/org/freedesktop/login1"
#define MANAGER     "org.freedesktop.login1.Manager"

/* Is the word among those between colons? */
static bool is_among(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (;;) {
		size_t n = strcspn(words, ":");

		if (n == len && strncmp(words, word, n) == 0) {
			return true;
		}
		if (words[n] == '\0') {
			return false;
		}
		words += n + 1;
	}
}

static bool is_of_blocks(const char *property)
{
	return strcmp(property, "BlockInhibited") == 0 ||
	       strcmp(property, "BlockWeakInhibited") == 0; /* since systemd 257 */
}

static int read_change(sd_bus_message *m, bool *ret)
{
	const char *interface, *name;
	int r;

	r = sd_bus_message_read_basic(m, 's', &interface);
	if (r < 0 || strcmp(interface, MANAGER) != 0) {
		return r;
	}
	r = sd_bus_message_enter_container(m, 'a', "{sv}");
	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		r = sd_bus_message_read_basic(m, 's', &name);
		if (r < 0) {
			return r;
		}
		*ret = *ret || is_of_blocks(name);
		r = sd_bus_message_skip(m, "v");
		if (r < 0) {
			return r;
		}
		r = sd_bus_message_exit_container(m);
		if (r < 0) {
			return r;
		}
	}
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_exit_container(m);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_enter_container(m, 'a', "s");
	while (r > 0 && (r = sd_bus_message_read_basic(m, 's', &name)) > 0) {
		*ret = *ret || is_of_blocks(name);
	}
	return r;
}

static int on_properties(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	bool blocks = false;

	(void) error;
	if (read_change(m, &blocks) >= 0 && blocks) {
		peer_look(userdata);
	}
	return 0;
}

static int on_list(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	const char *what, *who, *why, *mode;
	struct peer *p = userdata;
	uint32_t uid, pid;
	int r;

	(void) error;
	if (sd_bus_message_is_method_error(reply, NULL)) {
		peer_failed(p, reply);
		return 0;
	}
	r = sd_bus_message_enter_container(reply, 'a', "(ssssuu)");
	while (r > 0 && (r = sd_bus_message_read(reply, "(ssssuu)", &what, &who, &why, &mode, &uid,
						 &pid)) > 0) {
		/* A service of root's that will not have the screen dark is nobody who watches. */
		if (uid == getuid() && is_among(what, "idle") &&
		    (strcmp(mode, "block") == 0 || strcmp(mode, "block-weak") == 0)) {
			peer_found(p, peer_hash(peer_hash((uint64_t) pid << 32, who), why), who,
				   why);
		}
	}
	if (r < 0) {
		peer_failed(p, NULL);
	} else {
		peer_done(p);
	}
	return 0;
}

static int watch(struct peer *p)
{
	return peer_watch(p, 0, LOGIN1_PATH, PROPERTIES, "PropertiesChanged", on_properties);
}

static int ask(struct peer *p)
{
	return peer_call(p, LOGIN1_PATH, MANAGER, "ListInhibitors", on_list, "");
}

const struct peer_kind peer_logind = {
	.name = LOGIN1,
	.label = "logind",
	.system = true,
	.watch = watch,
	.ask = ask,
};

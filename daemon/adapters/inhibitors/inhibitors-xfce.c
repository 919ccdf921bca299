/*
 * Xfce's power manager: names without reasons.  It declares HasInhibitChanged and, since it came to GDBus (4.12 to 4.18
 * at least), never sends it; so it is asked when somebody wants to know, and now and then while something stands.
 */
#include "adapters/inhibitors/internal.h"

#define XFCE         "org.xfce.PowerManager"
#define INHIBIT_PATH "/org/freedesktop/PowerManagement/Inhibit"
#define INHIBIT      "org.freedesktop.PowerManagement.Inhibit"

static int on_names(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *who;
	int r;

	(void) error;
	if (sd_bus_message_is_method_error(reply, NULL)) {
		peer_failed(p, reply);
		return 0;
	}
	r = sd_bus_message_enter_container(reply, 'a', "s");
	while (r > 0 && (r = sd_bus_message_read_basic(reply, 's', &who)) > 0) {
		peer_found(p, 0, who, "");
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
	return peer_watch(p, 0, INHIBIT_PATH, INHIBIT, "HasInhibitChanged", peer_on_change);
}

static int ask(struct peer *p)
{
	return peer_call(p, INHIBIT_PATH, INHIBIT, "GetInhibitors", on_names, "");
}

const struct peer_kind peer_xfce = {
	.name = XFCE,
	.label = "Xfce",
	.mute = true,
	.watch = watch,
	.ask = ask,
};

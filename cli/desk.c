/* What was found at the desk, in one line of `ergoctl status`. */
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/audit.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "words.h"

/* One entry of Findings, as far as a glance needs it. */
struct brief {
	int rule, severity;
	char text[DESK_NOTE_MAX];
};

static int read_brief(sd_bus_message *m, const char *name, const char *contents, void *userdata)
{
	struct brief *b = userdata;
	const char *s;
	int r;

	if (strcmp(contents, "s") != 0 ||
	    (strcmp(name, "rule") != 0 && strcmp(name, "severity") != 0 &&
	     strcmp(name, "text") != 0)) {
		return 0;
	}
	r = sd_bus_message_read_basic(m, 's', &s);
	if (r <= 0) {
		return r;
	}
	if (strcmp(name, "rule") == 0) {
		b->rule = rule_from_string(s);
	} else if (strcmp(name, "severity") == 0) {
		b->severity = severity_from_string(s);
	} else {
		(void) snprintf(b->text, sizeof(b->text), "%s", s);
	}
	return 1;
}

static void count(struct desk *d, const struct brief *b)
{
	if (b->rule == RULE_UNKNOWN) {
		d->unknown++;
		return;
	}
	d->high += b->severity == SEVERITY_HIGH;
	d->caution += b->severity == SEVERITY_CAUTION;
	d->note += b->severity == SEVERITY_NOTE;
}

static int read_findings(sd_bus_message *m, struct desk *d)
{
	int worst = SEVERITY_OK, r = sd_bus_message_enter_container(m, 'a', "a{sv}");

	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_at_end(m, false)) == 0) {
		struct brief b = { .rule = -1, .severity = -1 };

		r = client_read_dict(m, read_brief, &b);
		if (r < 0) {
			return r;
		}
		count(d, &b);
		if (b.rule != RULE_UNKNOWN && b.severity > worst) {
			worst = b.severity;
			(void) memcpy(d->text, b.text, sizeof(d->text));
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

static int read_property(sd_bus_message *m, const char *name, const char *contents, void *userdata)
{
	struct desk *d = userdata;
	const char *s;
	int r;

	if (strcmp(name, "Findings") == 0 && strcmp(contents, "aa{sv}") == 0) {
		d->told = true;
		return read_findings(m, d) < 0 ? -EBADMSG : 1;
	}
	if (strcmp(name, "Overall") == 0 && strcmp(contents, "s") == 0) {
		r = sd_bus_message_read_basic(m, 's', &s);
		if (r > 0) {
			(void) snprintf(d->overall, sizeof(d->overall), "%s", s);
		}
		return r;
	}
	if (strcmp(name, "Monitors") == 0 && strcmp(contents, "aa{sv}") == 0) {
		r = sd_bus_message_enter_container(m, 'a', "a{sv}");
		if (r < 0) {
			return r;
		}
		while ((r = sd_bus_message_skip(m, "a{sv}")) > 0) {
			d->screens++;
		}
		r = sd_bus_message_exit_container(m);
		return r < 0 ? r : 1;
	}
	return 0;
}

void client_desk(struct client *c, struct desk *ret)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;

	if (client_call(c, "org.freedesktop.DBus.Properties", "GetAll", 0, &reply, "s",
			WIRE_AUDIT) < 0 ||
	    client_read_dict(reply, read_property, ret) < 0) {
		*ret = (struct desk){};
	}
}

int desk_say(const struct desk *d, struct text *t)
{
	const unsigned count[_SEVERITY_MAX] = {
		[SEVERITY_HIGH] = d->high,
		[SEVERITY_CAUTION] = d->caution,
		[SEVERITY_NOTE] = d->note,
	};
	struct text counts = {};

	list_severities(&counts, count);
	if (counts.n) {
		if (*d->text) {
			text_add(t, _("%s: %s   (ergoctl audit)"), counts.s, d->text);
		} else {
			text_add(t, _("%s   (ergoctl audit)"), counts.s);
		}
		return d->high ? TONE_BAD : TONE_NOTE;
	}
	if (!d->screens) {
		text_add(t, _("no monitor is known   (ergoctl monitors)"));
		return TONE_PLAIN;
	}
	if (d->unknown && d->unknown < d->screens) {
		text_add(t, _("nothing found in what is told; the rest: ergoctl setup"));
		return TONE_PLAIN;
	}
	if (d->unknown) {
		text_add(t, _("describe your desk: ergoctl setup"));
		return TONE_PLAIN;
	}
	text_add(t, _("nothing found"));
	return TONE_GOOD;
}

struct json_object *desk_json(const struct desk *d)
{
	struct json_object *o;

	if (!d->told) {
		return NULL;
	}
	o = json_object_new_object();
	json_add(o, "overall", json_word(d->overall));
	json_add(o, "high", json_count(d->high));
	json_add(o, "caution", json_count(d->caution));
	json_add(o, "note", json_count(d->note));
	json_add(o, "unknown", json_count(d->unknown));
	json_add(o, "text", json_word(d->text));
	return o;
}

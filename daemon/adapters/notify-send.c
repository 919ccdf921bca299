/* From a notice to the Notify call that this server understands. */
#include "adapters/notify-internal.h"

#include <stdio.h>
#include <string.h>

#include "ergo/utf8.h"

/* Twice what a notice holds: escaping makes five bytes out of one, but of few. */
#define TEXT_MAX 3200

void ascii_copy(char *to, size_t size, const char *from)
{
	size_t i = 0;

	for (; from[i] && i + 1 < size; i++) {
		to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
	}
	to[i] = '\0';
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return NULL;
	}
}

/*
 * Appends text to `buf`, whole characters as long as there is room: what is no UTF-8 becomes `?`
 * (the bus refuses it), control characters become blanks, the newline too unless `lines`.
 */
static void text_append(char *buf, size_t size, const char *text, bool markup, bool lines)
{
	size_t at = strlen(buf);

	while (*text) {
		size_t len = utf8_char(text, SIZE_MAX, NULL);
		const char *piece = markup ? entity(*text) : NULL;
		size_t n = piece ? strlen(piece) : len;

		if (!piece) {
			piece = text;
			if (len == 0) {
				piece = "?";
				n = 1;
			} else if (((unsigned char) *text < ' ' && !(lines && *text == '\n')) ||
				   *text == 0x7f) {
				piece = " ";
			}
		}
		if (at + n >= size) {
			return;
		}
		memcpy(buf + at, piece, n);
		at += n;
		buf[at] = '\0';
		text += len > 0 ? len : 1;
	}
}

/* A server without bodies shows the summary alone: then everything is in it. */
static int append_text(sd_bus_message *m, const struct server *s, const struct notice *notice)
{
	bool has_body = s->capabilities & CAP_BODY;
	char summary[TEXT_MAX] = "", body[TEXT_MAX] = "";

	text_append(summary, sizeof(summary), notice->summary, false, false);
	if (has_body) {
		text_append(body, sizeof(body), notice->body, s->capabilities & CAP_MARKUP, true);
	} else if (notice->body[0]) {
		text_append(summary, sizeof(summary), ". ", false, false);
		text_append(summary, sizeof(summary), notice->body, false, false);
	}
	return sd_bus_message_append(m, "ss", summary, body);
}

static int append_actions(sd_bus_message *m, const struct server *s, const struct notice *notice)
{
	size_t n = s->capabilities & CAP_ACTIONS ? notice->n_actions : 0;
	int r;

	r = sd_bus_message_open_container(m, 'a', "s");
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; i < n && i < NOTICE_ACTIONS_MAX; i++) {
		char label[TEXT_MAX] = "";

		text_append(label, sizeof(label), notice->actions[i].label, false, false);
		r = sd_bus_message_append(m, "ss", notice->actions[i].key, label);
		if (r < 0) {
			return r;
		}
	}
	return sd_bus_message_close_container(m);
}

static int append_hints(sd_bus_message *m, const struct popup *p)
{
	const struct notice *notice = &p->notice;
	char category[32];
	int r;

	(void) snprintf(category, sizeof(category), "x-ergod.%s", subject_to_string(p->subject));
	r = sd_bus_message_open_container(m, 'a', "{sv}");
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_append(m, "{sv}{sv}{sv}", "urgency", "y", (uint8_t) notice->urgency,
				  "category", "s", category, "desktop-entry", "s", "ergod");
	if (r >= 0 && notice->transient) {
		r = sd_bus_message_append(m, "{sv}", "transient", "b", 1);
	}
	if (r >= 0 && notice->resident) {
		r = sd_bus_message_append(m, "{sv}", "resident", "b", 1);
	}
	if (r >= 0 && notice->progress >= 0) {
		r = sd_bus_message_append(m, "{sv}", "value", "i", (int32_t) notice->progress);
	}
	if (r >= 0 && p->silent) {
		r = sd_bus_message_append(m, "{sv}", "suppress-sound", "b", 1);
	}
	if (r < 0) {
		return r;
	}
	return sd_bus_message_close_container(m);
}

int notify_compose(sd_bus *bus, const struct server *s, const struct popup *p, sd_bus_message **ret)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	/* To the one server that was asked what it can do: not to a successor, and starting none.
	 */
	r = sd_bus_message_new_method_call(bus, &m, s->owner, NOTIFICATIONS_PATH,
					   NOTIFICATIONS_IFACE, "Notify");
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_append(m, "sus", "ergod", p->id, "ergod");
	if (r < 0) {
		return r;
	}
	r = append_text(m, s, &p->notice);
	if (r < 0) {
		return r;
	}
	r = append_actions(m, s, &p->notice);
	if (r < 0) {
		return r;
	}
	r = append_hints(m, p);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_append(m, "i", p->notice.timeout_ms);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(m);
	return 0;
}

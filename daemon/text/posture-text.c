#include "text/posture-text.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "text/say.h"

/* Long enough to read it and to look, gone before the next prompt of a break may come. */
#define SHOWN (5 * USEC_PER_MIN)

#define SUMMARY_MOST     127 /* characters; longer than a finding should be that is read at a glance */
#define POSTURE_LINE_MAX 256

/* Adds a line that fits; half a command is worse than none. */
static void add_line(struct notice *n, const char *line)
{
	size_t len = strlen(n->body), room = sizeof(n->body) - len;

	if (strlen(line) + (len > 0) < room) {
		(void) snprintf(n->body + len, room, "%s%s", len > 0 ? "\n" : "", line);
	}
}

static void add_action(struct notice *n, const char *key, const char *label)
{
	say_into(n->actions[n->n_actions].key, sizeof(n->actions[0].key), "%s", key);
	say_into(n->actions[n->n_actions].label, sizeof(n->actions[0].label), "%s", label);
	n->n_actions++;
}

/* A capital letter at the beginning, as long as it needs as many bytes. */
static void capitalize(char *text)
{
	wchar_t c;
	mbstate_t in = { 0 }, out = { 0 };
	char capital[MB_LEN_MAX];
	size_t len = mbrtowc(&c, text, strlen(text), &in);

	if (len > 0 && len <= strlen(text) &&
	    wcrtomb(capital, (wchar_t) towupper((wint_t) c), &out) == len) {
		memcpy(text, capital, len);
	}
}

/* As a sentence of its own. */
static void sentence(char *text, bool full_stop)
{
	size_t len = strlen(text);

	capitalize(text);
	if (full_stop && len > 0 && len + 1 < AUDIT_TEXT_MAX && !strchr(".?!", text[len - 1])) {
		text[len] = '.';
		text[len + 1] = '\0';
	}
}

/* What can be typed as it is, a blank in it or not: a monitor may call itself anything. */
static bool is_typable(const char *name)
{
	return name[0] && name[0] != '-' &&
	       strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_. ") ==
		       strlen(name);
}

/* The command that asks for the new measure. */
static void setup_command(const struct audit *a, int monitor, char *buf, size_t size)
{
	const struct monitor_view *v =
		monitor >= 0 && (size_t) monitor < a->n ? &a->view[monitor] : NULL;
	const char *name = v ? v->name : "";

	if (v && !is_typable(name) && v->monitor) {
		name = v->monitor->output;
	}
	if (!is_typable(name)) { /* of desk and chair */
		(void) snprintf(buf, size, "ergoctl setup --all");
	} else if (strchr(name, ' ')) {
		(void) snprintf(buf, size, "ergoctl setup --monitor '%s'", name);
	} else {
		(void) snprintf(buf, size, "ergoctl setup --monitor %s", name);
	}
}

static void add_new_measure(const struct audit *a, const struct finding *f, struct notice *n)
{
	char command[MONITOR_NAME_MAX + 32], line[POSTURE_LINE_MAX];

	if (f->move.kind == MOVE_NONE) {
		return;
	}
	setup_command(a, f->move.monitor >= 0 ? f->move.monitor : f->monitor, command,
		      sizeof(command));
	say_into(line, sizeof(line),
		 f->move.kind == MOVE_MEASURE ? _("Tell it: %s")
					      : _("Then tell the new measure: %s"),
		 command);
	add_line(n, line);
}

void posture_text_prompt(const struct audit *a, const size_t *owed, size_t n, enum length_unit unit,
			 struct notice *ret)
{
	const struct finding *f = &a->findings.f[owed[0]];
	char text[AUDIT_TEXT_MAX], line[POSTURE_LINE_MAX];
	struct notice notice = {
		.urgency = NOTICE_NORMAL,
		.progress = -1,
		.timeout_ms = (int32_t) (SHOWN / USEC_PER_MS),
	};

	if (utf8_count(finding_say(a, f, unit, text)) > SUMMARY_MOST) {
		(void) finding_short(a, f, unit, text);
	}
	sentence(text, false);
	say_into(notice.summary, sizeof(notice.summary), "%s", text);
	if (f->move.kind != MOVE_NONE) {
		(void) correction_say(a, f, unit, text);
		sentence(text, true);
		add_line(&notice, text);
	}
	add_new_measure(a, f, &notice);
	if (n > 1) {
		say_into(line, sizeof(line),
			 P_("And %zu more: ergoctl audit", "And %zu more: ergoctl audit", n - 1),
			 n - 1);
		add_line(&notice, line);
	}
	add_line(&notice, _("ergoctl audit --done or ergoctl audit --tomorrow"));
	add_action(&notice, "tomorrow", Q_("button", "Remind me tomorrow"));
	add_action(&notice, "done", Q_("button", "Done"));
	*ret = notice;
}

/* Words, dates and columns. */
#include "words.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "ergo/words.h"

#define SEVERITIES_MAX 64 /* bytes of "3 caution" */

const char *presence_words(const char *presence)
{
	switch (presence_from_string(presence)) {
	case PRESENCE_PRESENT:
		return Q_("presence", "present");
	case PRESENCE_PASSIVE:
		return Q_("presence", "passive");
	case PRESENCE_AWAY:
		return Q_("presence", "away");
	case PRESENCE_LOCKED:
		return Q_("presence", "locked");
	case PRESENCE_ASLEEP:
		return Q_("presence", "asleep");
	case PRESENCE_UNKNOWN:
		return Q_("presence", "unknown");
	default:
		return presence;
	}
}

const char *severity_words(enum severity severity)
{
	switch (severity) {
	case SEVERITY_OK:
		return Q_("severity", "ok");
	case SEVERITY_NOTE:
		return Q_("severity", "note");
	case SEVERITY_CAUTION:
		return Q_("severity", "caution");
	case SEVERITY_HIGH:
		return Q_("severity", "high");
	case _SEVERITY_MAX:
		break;
	}
	return "";
}

const char *device_words(enum device_class class)
{
	switch (class) {
	case DEVICE_KEYBOARD:
		return Q_("device", "keyboard");
	case DEVICE_POINTER:
		return Q_("device", "pointer");
	case DEVICE_TOUCH:
		return Q_("device", "touch");
	case DEVICE_TABLET:
		return Q_("device", "tablet");
	case DEVICE_OTHER:
		return Q_("device", "other");
	case _DEVICE_CLASS_MAX:
		break;
	}
	return "";
}

const char *role_words(enum role role)
{
	switch (role) {
	case ROLE_PRIMARY:
		return Q_("role of a screen", "primary");
	case ROLE_SECONDARY:
		return Q_("role of a screen", "secondary");
	case ROLE_EQUAL:
		return Q_("role of a screen", "equal");
	case ROLE_UNSET:
	case _ROLE_MAX:
		break;
	}
	return "";
}

const char *outcome_word(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_TAKEN:
		return Q_("of a break", "taken");
	case OUTCOME_SKIPPED:
		return Q_("of a break", "skipped");
	case OUTCOME_MISSED:
		return Q_("of a break", "missed");
	case OUTCOME_NATURAL:
		return Q_("of a break", "natural");
	case OUTCOME_REPLACED:
		return Q_("of a break", "replaced");
	case _OUTCOME_MAX:
		break;
	}
	return "";
}

const char *outcome_words(enum outcome outcome)
{
	return outcome == OUTCOME_NATURAL    ? _("of your own accord")
	       : outcome == OUTCOME_REPLACED ? _("replaced by a rest break")
					     : outcome_word(outcome);
}

const char *posture_words(enum posture posture)
{
	return posture == POSTURE_STANDING ? _("standing") : _("sitting");
}

void text_message(struct text *t, const char *msgid, ...)
{
	size_t left = sizeof(t->s) - t->n;
	va_list ap;
	int n;

	va_start(ap, msgid);
	n = vsnprintf(t->s + t->n, left, tr(msgid), ap);
	va_end(ap);
	if (n > 0) {
		t->n += (size_t) n < left ? (size_t) n : left - 1;
	}
}

/* ---- lists ---- */

void list_add(struct text *list, const char *item)
{
	text_add(list, "%s%s", list->n ? Q_("between the items of a list", ", ") : "", item);
}

void list_severities(struct text *list, const unsigned count[static _SEVERITY_MAX])
{
	for (enum severity s = SEVERITY_HIGH; s > SEVERITY_OK; s--) {
		char item[SEVERITIES_MAX];

		if (count[s]) {
			list_add(list, severities_say(item, sizeof(item), s, count[s]));
		}
	}
}

/* ---- answers ---- */

bool begins_word(const char *word, const char *typed)
{
	size_t n = strlen(typed);

	return n > 0 && strncasecmp(word, typed, n) == 0;
}

/* English takes "yep" for yes too: of its word the first letter tells. */
bool means_yes(const char *typed)
{
	return strncasecmp(typed, "y", 1) == 0 || begins_word(Q_("an answer", "yes"), typed);
}

bool means_no(const char *typed)
{
	return strncasecmp(typed, "n", 1) == 0 || begins_word(Q_("an answer", "no"), typed);
}

/* ---- the calendar ---- */

const char *weekday_short(int wday)
{
	const char *const names[] = {
		Q_("short weekday", "Sun"), Q_("short weekday", "Mon"), Q_("short weekday", "Tue"),
		Q_("short weekday", "Wed"), Q_("short weekday", "Thu"), Q_("short weekday", "Fri"),
		Q_("short weekday", "Sat"),
	};

	return wday >= 0 && (size_t) wday < ELEMENTSOF(names) ? names[wday] : "";
}

const char *weekday_long(int wday)
{
	const char *const names[] = {
		Q_("weekday", "Sunday"),    Q_("weekday", "Monday"),   Q_("weekday", "Tuesday"),
		Q_("weekday", "Wednesday"), Q_("weekday", "Thursday"), Q_("weekday", "Friday"),
		Q_("weekday", "Saturday"),
	};

	return wday >= 0 && (size_t) wday < ELEMENTSOF(names) ? names[wday] : "";
}

const char *month_short(int mon)
{
	const char *const names[] = {
		Q_("short month", "Jan"), Q_("short month", "Feb"), Q_("short month", "Mar"),
		Q_("short month", "Apr"), Q_("short month", "May"), Q_("short month", "Jun"),
		Q_("short month", "Jul"), Q_("short month", "Aug"), Q_("short month", "Sep"),
		Q_("short month", "Oct"), Q_("short month", "Nov"), Q_("short month", "Dec"),
	};

	return mon >= 0 && (size_t) mon < ELEMENTSOF(names) ? names[mon] : "";
}

const char *month_long(int mon)
{
	const char *const names[] = {
		Q_("month", "January"), Q_("month", "February"), Q_("month", "March"),
		Q_("month", "April"),   Q_("month", "May"),      Q_("month", "June"),
		Q_("month", "July"),    Q_("month", "August"),   Q_("month", "September"),
		Q_("month", "October"), Q_("month", "November"), Q_("month", "December"),
	};

	return mon >= 0 && (size_t) mon < ELEMENTSOF(names) ? names[mon] : "";
}

/* ---- columns ---- */

size_t char_columns(const char *s, size_t *ret_bytes)
{
	uint32_t c;
	int width;

	*ret_bytes = utf8_char(s, SIZE_MAX, &c);
	if (*ret_bytes == 0) { /* it is shown escaped */
		*ret_bytes = 1;
		return 1;
	}
	width = wcwidth((wchar_t) c);
	return width < 0 ? 1 : (size_t) width;
}

size_t text_columns(const char *s, size_t len)
{
	size_t width = 0, bytes;

	for (size_t i = 0; i < len && s[i]; i += bytes) {
		width += char_columns(s + i, &bytes);
	}
	return width;
}

void text_cell(struct text *t, int width, const char *s)
{
	int used = (int) text_columns(s, SIZE_MAX);
	int before = width > used ? width - used : 0;
	int behind = width < 0 && -width > used ? -width - used : 0;

	text_add(t, "%*s%s%*s", before, "", s, behind, "");
}

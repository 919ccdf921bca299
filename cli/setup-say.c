/* The lines of the dialogue. */
#include <string.h>

#include "ergo/tr.h"
#include "output.h"
#include "setup.h"
#include "words.h"

#define MOVES_SHOWN 5 /* more than that is for `ergoctl audit` */

char *say_counts(const struct audit *a, char *buf, size_t size)
{
	unsigned n[_SEVERITY_MAX] = {};
	struct text t = {};

	for (size_t i = 0; i < a->findings.n; i++) {
		/* what is not known is no verdict, and told of by itself */
		n[a->findings.f[i].severity] += a->findings.f[i].rule != RULE_UNKNOWN;
	}
	list_severities(&t, n);
	(void) snprintf(buf, size, "%s", t.n ? t.s : _("nothing found"));
	return buf;
}

static const struct finding *same_finding(const struct audit *a, const struct finding *f)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *g = &a->findings.f[i];
		if (g->rule == f->rule && g->monitor == f->monitor && g->other == f->other &&
		    g->posture == f->posture) {
			return g;
		}
	}
	return NULL;
}

/* The worst finding of the audit that was not there before, or not in the same words. */
static const struct finding *worst_new(const struct setup *s)
{
	const struct audit *now = s->audit, *before = s->before;
	const struct finding *worst = NULL;
	char a[AUDIT_TEXT_MAX], b[AUDIT_TEXT_MAX];

	for (size_t i = 0; i < now->findings.n; i++) {
		const struct finding *f = &now->findings.f[i], *g = same_finding(before, f);
		if (f->rule == RULE_UNKNOWN || (worst && f->severity <= worst->severity)) {
			continue;
		}
		if (!g || g->severity != f->severity ||
		    strcmp(finding_say(now, f, setup_unit(s), a),
			   finding_say(before, g, setup_unit(s), b)) != 0) {
			worst = f;
		}
	}
	return worst;
}

/* The worst finding that is there no more. */
static const struct finding *worst_gone(const struct setup *s)
{
	for (size_t i = 0; i < s->before->findings.n; i++) {
		const struct finding *f = &s->before->findings.f[i];
		if (f->rule != RULE_UNKNOWN && !same_finding(s->audit, f)) {
			return f; /* they are in this order */
		}
	}
	return NULL;
}

/* How many screens can't be judged yet. */
static size_t unknown(const struct audit *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->findings.n; i++) {
		n += a->findings.f[i].rule == RULE_UNKNOWN;
	}
	return n;
}

void say_change(const struct setup *s)
{
	const struct finding *f = worst_new(s), *gone = worst_gone(s);
	char text[AUDIT_TEXT_MAX], counts[256];

	(void) say_counts(s->audit, counts, sizeof(counts));
	if (f) {
		(void) finding_say(s->audit, f, setup_unit(s), text);
		say(2, _("Audit: %s: %s. So far %s."), text, severity_words(f->severity), counts);
	} else if (gone) {
		(void) finding_short(s->before, gone, setup_unit(s), text);
		say(2, _("Audit: no longer \"%s\". So far %s."), text, counts);
	} else if (unknown(s->audit) < unknown(s->before)) {
		say(2, _("Audit: one screen more can be judged. So far %s."), counts);
	}
}

#define UNSAVED_MAX (32 * 1024) /* bytes of all that one interview can tell */

void say_unsaved(const struct setup *s)
{
	_cleanup_(freep) char *text = calloc(1, UNSAVED_MAX), *next = calloc(1, UNSAVED_MAX);
	size_t len = 0, n;

	for (size_t i = 0; text && next && i < conf_writer_pending_n(s->writer); i++) {
		struct ini_change c = conf_writer_pending(s->writer, i);
		if (ini_edit(text, len, &c, next, UNSAVED_MAX - 1, &n) >= 0) {
			char *other = text;
			text = next;
			next = other;
			len = n;
			text[len] = '\0';
		}
	}
	for (const char *p = text ?: ""; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		out_text("%.*s", (int) strcspn(p, "\n"), p);
	}
}

void say_write_error(const struct setup *s, int error)
{
	const char *path = conf_writer_path(s->writer);

	switch (error) {
	case -EACCES:
	case -EPERM:
	case -EROFS:
		out_error(
			_("%s can't be written: %s. The file and its folder must be yours to write "
			  "to; or name another file with --config FILE"),
			path, strerror(-error));
		break;
	case -ENOSPC:
	case -EDQUOT:
	case -EFBIG:
		out_error(
			_("%s can't be written: %s. Make room and try again; the file is as it was"),
			path, strerror(-error));
		break;
	case -EBUSY:
		out_error(_("%s is being changed by another program all the time: try again"),
			  path);
		break;
	default:
		out_error(_("%s can't be written: %s"), path, strerror(-error));
	}
}

/* On which estimates the findings rest, as "eye height, tilt". */
static void add_estimated(const struct setup *s, struct text *t)
{
	unsigned all = 0;

	for (size_t i = 0; i < s->audit->findings.n; i++) {
		all |= s->audit->findings.f[i].estimated;
	}
	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		if (all & 1u << q) {
			list_add(t, quantity_words((enum quantity) q));
		}
	}
}

/* Without which there is no verdict on a screen. */
static void say_missing(const struct setup *s)
{
	const struct audit *a = s->audit;
	char screen[AUDIT_TEXT_MAX];

	for (size_t i = 0; i < a->n; i++) {
		struct text t = {};

		for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
			if (a->view[i].missing & 1u << q) {
				list_add(&t, quantity_words((enum quantity) q));
			}
		}
		if (t.n > 0) {
			say(0, _("No verdict yet on %s; not told: %s."),
			    monitor_say(a, (int) i, screen), t.s);
		}
	}
}

/* An audit needs to be told of monitors, by the daemon or from a file. */
static void say_next(const struct setup *s)
{
	if (s->args->value[OPT_MONITORS]) {
		say(0, _("Next: ergoctl audit, with the same --monitors"));
	} else if (!s->reachable && !s->reloaded) {
		say(0, _("Next: systemctl --user start ergod, then ergoctl audit"));
	} else {
		say(0, _("Next: ergoctl audit"));
	}
}

static void say_plan(const struct setup *s)
{
	const struct audit *a = s->audit;
	size_t n = a->moves_n < MOVES_SHOWN ? a->moves_n : MOVES_SHOWN, shown = 0;
	char text[AUDIT_TEXT_MAX];

	for (size_t i = 0; i < n; i++) {
		const struct move *m = &a->move[i];
		if (m->kind == MOVE_MEASURE && !(m->measure & 1u << QUANTITY_KNEE_HEIGHT)) {
			continue; /* it has just been asked for */
		}
		if (shown == 0) {
			say(0, _("What to do, best first:"));
		}
		say(2, "%zu. %s", ++shown, move_say(a, m, setup_unit(s), text));
	}
	if (a->moves_n > n) {
		say(2, P_("and %zu more", "and %zu more", a->moves_n - n), a->moves_n - n);
	}
}

void say_file(const struct setup *s)
{
	const char *backup = conf_writer_backup(s->writer);
	const char *slash = strrchr(backup, '/');

	if (s->print_only) {
		return;
	}
	if (s->answers == 0) {
		say(0, _("Nothing was changed."));
	} else if (*backup) {
		say(0, _("Written: %s (as it was before: %s, beside it)"),
		    conf_writer_path(s->writer), slash ? slash + 1 : backup);
	} else {
		say(0, _("Written: %s"), conf_writer_path(s->writer));
	}
}

int say_end(struct setup *s)
{
	struct text estimated = {};
	char counts[256];
	int r = EXIT_DONE;

	(void) putchar('\n');
	if (s->audit->findings.n == 0) {
		say(0,
		    _("The desk: all that is told of it keeps to the guidance, nothing to move."));
	} else if (unknown(s->audit) > 0) {
		say(0, _("The desk: %s so far."), say_counts(s->audit, counts, sizeof(counts)));
	} else {
		say(0, _("The desk: %s."), say_counts(s->audit, counts, sizeof(counts)));
	}
	say_plan(s);
	add_estimated(s, &estimated);
	if (estimated.n > 0) {
		say(0, _("Estimated, not measured: %s."), estimated.s);
	}
	say_missing(s);
	say_file(s);
	if (s->print_only) {
		setup_diff(s);
		return EXIT_DONE;
	}
	if (s->answers > 0) {
		r = setup_reload(s, false);
	}
	say_next(s);
	return r;
}

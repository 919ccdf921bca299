#include "audits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/grow.h"
#include "ergo/tr.h"
#include "ergo/words.h"
#include "text/say.h"

/* A finding of the audit before.  Names, not numbers: monitors come and go. */
struct stood {
	enum rule rule;
	enum posture posture;
	enum severity severity;
	char monitor[MONITOR_NAME_MAX], other[MONITOR_NAME_MAX];
};

struct audits {
	struct monitors monitors;
	struct audit audit;
	size_t n;
	struct stood *stood; /* `n` of them */
};

static const char *name_of(const struct audit *a, int monitor)
{
	return monitor >= 0 && (size_t) monitor < a->n ? a->view[monitor].name : "";
}

static bool is_same(const struct audit *a, const struct finding *f, const struct stood *s)
{
	return f->rule == s->rule && f->posture == s->posture &&
	       strcmp(name_of(a, f->monitor), s->monitor) == 0 &&
	       strcmp(name_of(a, f->other), s->other) == 0;
}

/* How bad it was. */
static enum severity severity_before(const struct audits *a, const struct finding *f)
{
	for (size_t i = 0; i < a->n; i++) {
		if (is_same(&a->audit, f, &a->stood[i])) {
			return a->stood[i].severity;
		}
	}
	return SEVERITY_OK;
}

static bool still_stands(const struct audit *a, const struct stood *s)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		if (is_same(a, &a->findings.f[i], s)) {
			return true;
		}
	}
	return false;
}

static void compare(const struct audits *a, const struct audits_callbacks *callbacks,
		    void *userdata)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct stood *s = &a->stood[i];

		if (!still_stands(&a->audit, s)) {
			callbacks->gone(s->rule, s->monitor, s->posture, userdata);
		}
	}
	for (size_t i = 0; i < a->audit.findings.n; i++) {
		const struct finding *f = &a->audit.findings.f[i];

		if (f->severity > severity_before(a, f)) {
			callbacks->appeared(f, userdata);
		}
	}
}

/* For the next comparison; without memory for it everything will appear anew. */
static void remember(struct audits *a)
{
	const struct findings *findings = &a->audit.findings;

	free(a->stood);
	a->stood = calloc(findings->n + 1, sizeof(*a->stood));
	a->n = a->stood ? findings->n : 0;
	for (size_t i = 0; i < a->n; i++) {
		const struct finding *f = &findings->f[i];
		struct stood *s = &a->stood[i];

		s->rule = f->rule;
		s->posture = f->posture;
		s->severity = f->severity;
		(void) snprintf(s->monitor, sizeof(s->monitor), "%s",
				name_of(&a->audit, f->monitor));
		(void) snprintf(s->other, sizeof(s->other), "%s", name_of(&a->audit, f->other));
	}
}

int audits_new(struct audits **ret)
{
	struct audits *a = calloc(1, sizeof(*a));

	if (!a) {
		return -ENOMEM;
	}
	*ret = a;
	return 0;
}

struct audits *audits_free(struct audits *a)
{
	if (a) {
		free(a->stood);
		free(a);
	}
	return NULL;
}

void audits_run(struct audits *a, const struct audit_input *in,
		const struct audits_callbacks *callbacks, void *userdata)
{
	struct audit_input own = *in;

	a->monitors = *in->monitors;
	own.monitors = &a->monitors;
	audit_run(&own, &a->audit);
	compare(a, callbacks, userdata);
	remember(a);
}

const struct audit *audits_get(const struct audits *a)
{
	return &a->audit;
}

const struct monitors *audits_monitors(const struct audits *a)
{
	return &a->monitors;
}

void audits_say(const struct audits *a, char *buf, size_t size)
{
	char list[_SEVERITY_MAX * SAY_MAX], said[SAY_MAX];
	struct grow t = { .buf = list, .size = sizeof(list) };
	unsigned n[_SEVERITY_MAX];

	if (a->audit.findings.n == 0) {
		(void) snprintf(buf, size, "%s", _("nothing found"));
		return;
	}
	findings_count(&a->audit.findings, n);
	for (enum severity s = SEVERITY_HIGH; s > SEVERITY_OK; s--) {
		if (n[s] > 0) {
			grow_add(&t, "%s%s", t.n > 0 ? ", " : "",
				 severities_say(said, sizeof(said), s, n[s]));
		}
	}
	/* Translators: %s is a list, "1 high, 2 caution". */
	(void) snprintf(buf, size, _("%s: ergoctl audit"), list);
}

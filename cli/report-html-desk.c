/* The page's part on the workstation: drawing, findings, changes that were made; and ROSA. */
#include <string.h>

#include "ergo/audit-text.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "svg.h"
#include "words.h"

/* The words are made to stand within a sentence. */
static const char *sentence(char *text)
{
	if (text[0] >= 'a' && text[0] <= 'z') {
		text[0] = (char) (text[0] - 'a' + 'A');
	}
	return text;
}

static void put_findings(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Severity"), N_("What was found"),
					       N_("What to do") };
	enum length_unit unit = r->data->config.units_length;
	char text[AUDIT_TEXT_MAX];

	if (r->audit->findings.n == 0) {
		html_put(f, "p", "%s", _("Nothing was found in what is told of it."));
		return;
	}
	html_table(f, "", _("Findings, as the workstation is now"), columns, ELEMENTSOF(columns));
	for (size_t i = 0; i < r->audit->findings.n; i++) {
		const struct finding *g = &r->audit->findings.f[i];
		char tag[64];

		(void) snprintf(tag, sizeof(tag), "th scope=\"row\" class=\"%s\"",
				severity_to_string(g->severity));
		(void) fputs("<tr>\n", f);
		html_put(f, tag, "%s", severity_words(g->severity));
		html_put(f, "td", "%s", sentence(finding_say(r->audit, g, unit, text)));
		html_put(f, "td", "%s", sentence(correction_say(r->audit, g, unit, text)));
		(void) fputs("</tr>\n", f);
	}
	html_table_end(f);
}

static int put_desk(FILE *f, const struct report *r)
{
	int q;

	(void) fputs("<div class=\"scroll desk\" role=\"group\" tabindex=\"0\" aria-label=\"", f);
	html_text(f, "%s", _("Drawing of the desk"));
	(void) fputs("\">\n", f);
	q = svg_write_inline(f, r->audit, &r->data->config);
	(void) fputs("</div>\n", f);
	put_findings(f, r);
	return q;
}

/* ---- of the history ---- */

static void put_shares(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Screen"), N_("Time"), N_("Share") };
	struct share_line line[SHARES_SHOWN + 2];
	usec_t whole = r->all.screen_time;
	size_t n = shares_lines(&r->shares, whole, line);

	if (whole == 0) {
		return;
	}
	html_put(f, "h3", "%s", _("Which screen was in use"));
	if (r->shares.n == 0) {
		html_put(f, "p", "%s", _("That is not known."));
		return;
	}
	html_table(f, "", _("Time at the screen, by the screen that the work was on"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = 0; i < n; i++) {
		char time[DURATION_STRING_MAX];

		(void) fputs("<tr>\n", f);
		html_put(f, "th scope=\"row\"", "%s", line[i].name);
		html_put(f, "td", "%s", duration_say(time, sizeof(time), line[i].time));
		html_put(f, "td", Q_("a share", "%u %%"), percent_of(line[i].time, whole));
		(void) fputs("</tr>\n", f);
	}
	html_table_end(f);
}

static const char *rule_words(const char *name)
{
	int rule = rule_from_string(name);

	return rule >= 0 ? rule_title((enum rule) rule) : name;
}

static const char *severity_word(const char *name)
{
	int severity = severity_from_string(name);

	return severity >= 0 ? severity_words((enum severity) severity) : name;
}

static void put_past(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Finding"), N_("Screen"), N_("Severity"),
					       N_("From"), N_("Until") };

	if (r->findings.n == 0) {
		return;
	}
	html_table(f, "", _("Findings that stood in this time"), columns, ELEMENTSOF(columns));
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding_record *g = ROW(&r->findings, struct finding_record, i);
		char from[PAST_STRING_MAX], until[PAST_STRING_MAX] = "";
		const char *cells[ELEMENTSOF(columns)] = {
			rule_words(g->rule), g->monitor, severity_word(g->severity),
			past_say_date(from, past_day(r->p, g->since)), _("stands")
		};

		if (g->until) {
			cells[4] = past_say_date(until, past_day(r->p, g->until));
		}
		html_row(f, cells, ELEMENTSOF(columns));
	}
	html_table_end(f);
}

static void put_changes(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Day"), N_("What"), N_("Before"), N_("After") };

	html_put(f, "h3", "%s", _("Changes that were made"));
	if (r->changes.n == 0) {
		html_put(f, "p", "%s", _("None was recorded."));
		return;
	}
	html_table(f, "", _("Changes of the set-up and of the monitors"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = 0; i < r->changes.n; i++) {
		const struct change_record *c = ROW(&r->changes, struct change_record, i);
		char day[PAST_STRING_MAX];
		const char *cells[ELEMENTSOF(columns)] = {
			past_say_date(day, past_day(r->p, c->at)), c->key,
			*c->before ? c->before : _("not told"), *c->after ? c->after : _("not told")
		};

		html_row(f, cells, ELEMENTSOF(columns));
	}
	html_table_end(f);
	html_left_off(f, r->changes_n);
}

int html_workstation(FILE *f, const struct report *r)
{
	int q = 0;

	if (report_has_desk(r)) {
		q = put_desk(f, r);
	} else {
		html_put(
			f, "p", "%s",
			_("The drawing and today's findings are missing: ergod was not reached to tell "
			  "the monitors."));
	}
	put_shares(f, r);
	html_put(f, "h3", "%s", _("What was found before"));
	if (r->findings.n == 0) {
		html_put(f, "p", "%s", _("None was recorded."));
	}
	put_past(f, r);
	html_left_off(f, r->findings_n);
	put_changes(f, r);
	return q;
}

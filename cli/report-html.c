/* `ergoctl report --html`: one page that needs nothing else: no script, no network, no font. */
#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "words.h"

static void put_head(FILE *f, const struct report *r)
{
	struct text range = {};

	report_say_range(r, &range);
	(void) fputs("<!DOCTYPE html>\n<html lang=\"", f);
	/* TRANSLATORS: the code of your language, as the lang attribute of HTML has it: "de", "pt-BR" */
	html_text(f, "%s", Q_("lang attribute of HTML", "en"));
	(void) fputs("\">\n<head>\n<meta charset=\"utf-8\">\n"
		     /* whatever may be in it: it can fetch nothing and run nothing */
		     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		     "style-src 'unsafe-inline'\">\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		     "<meta name=\"color-scheme\" content=\"light dark\">\n"
		     "<meta name=\"referrer\" content=\"no-referrer\">\n",
		     f);
	html_put(f, "title", _("Screen, workstation and headache: %s"), range.s);
	html_style(f);
	(void) fputs("</head>\n<body>\n", f);
	html_put(f, "a class=\"skip\" href=\"#main\"", "%s", _("To the report"));
}

static void put_contents(FILE *f, const struct report *r)
{
	(void) fputs("<nav aria-labelledby=\"contents\">\n", f);
	html_put(f, "h2 id=\"contents\"", "%s", _("Contents"));
	(void) fputs("<ol>\n", f);
	for (int i = 0; i < _REPORT_PART_MAX; i++) {
		enum report_part part = (enum report_part) i;

		if (report_has(r, part) && part != PART_NOTES) {
			(void) fprintf(f, "<li><a href=\"#r-%s\">", report_part_to_string(part));
			html_text(f, "%s", report_part_title(part));
			(void) fputs("</a></li>\n", f);
		}
	}
	(void) fputs("<li><a href=\"#r-methods\">", f);
	html_text(f, "%s", _("Methods and limits"));
	(void) fputs("</a></li>\n<li><a href=\"#r-help\">", f);
	html_text(f, "%s", _("When to get help"));
	(void) fputs("</a></li>\n</ol>\n</nav>\n", f);
}

static void put_header(FILE *f, const struct report *r)
{
	char day[PAST_STRING_MAX];
	struct text range = {};

	report_say_range(r, &range);
	(void) fputs("<header>\n", f);
	html_put(f, "h1", "%s", _("Screen, workstation and headache"));
	html_put(f, "p class=\"range\"", P_("%s (%u day)", "%s (%u days)", report_days(r)), range.s,
		 report_days(r));
	html_put(
		f, "p",
		_("Made on %s by ergod, on the computer it is about. Nothing of it was sent anywhere."),
		past_say_day(day, r->p->today));
	html_put(f, "p class=\"disclaimer\"", "%s", diary_disclaimer());
	put_contents(f, r);
	(void) fputs("</header>\n", f);
}

static void open_section(FILE *f, const char *id, const char *title)
{
	(void) fprintf(
		f, "<section id=\"r-%s\" aria-labelledby=\"r-%s-title\">\n<h2 id=\"r-%s-title\">",
		id, id, id);
	html_text(f, "%s", title);
	(void) fputs("</h2>\n", f);
}

static int put_part(FILE *f, const struct report *r, enum report_part part)
{
	switch (part) {
	case PART_SUMMARY:
		html_summary(f, r);
		break;
	case PART_EXPOSURE:
		html_exposure(f, r);
		break;
	case PART_WORKSTATION:
		return html_workstation(f, r);
	case PART_ROSA:
		html_rosa(f, r);
		break;
	case PART_DIARY:
		html_diary(f, r);
		break;
	case PART_ASSOCIATION:
		html_association(f, r);
		break;
	case PART_BREAKS:
		html_breaks(f, r);
		break;
	case PART_NOTES: /* within the diary */
	case _REPORT_PART_MAX:
		break;
	}
	return 0;
}

static int put_parts(FILE *f, const struct report *r)
{
	for (int i = 0; i < _REPORT_PART_MAX; i++) {
		enum report_part part = (enum report_part) i;
		int q;

		if (!report_has(r, part) || part == PART_NOTES) {
			continue;
		}
		open_section(f, report_part_to_string(part), report_part_title(part));
		q = put_part(f, r, part);
		(void) fputs("</section>\n", f);
		if (q < 0) {
			return q;
		}
	}
	return 0;
}

static void put_methods(FILE *f)
{
	open_section(f, "methods", _("Methods and limits"));
	(void) fputs("<dl>\n", f);
	for (size_t i = 0; i < report_methods_n; i++) {
		html_put(f, "dt", "%s", tr(report_methods[i].title));
		html_put(f, "dd", "%s", tr(report_methods[i].text));
	}
	(void) fputs("</dl>\n</section>\n", f);
}

static void put_help(FILE *f)
{
	open_section(f, "help", _("When to get help"));
	html_put(f, "p", "%s", help_seeking_note());
	for (size_t i = 0; i < HELP_PARTS; i++) {
		html_put(f, "h3", "%s", tr(help_seeking[i].heading));
		(void) fputs("<ul>\n", f);
		for (const char *const *item = help_seeking[i].item; *item; item++) {
			html_put(f, "li", "%s", tr(*item));
		}
		(void) fputs("</ul>\n", f);
	}
	(void) fputs("</section>\n", f);
}

void html_days(FILE *f, const struct report *r, int64_t first, int64_t last)
{
	char iso[2][PAST_STRING_MAX];
	struct text from = {}, to = {};

	if (report_days(r) > DAYS_OF_YEAR) {
		html_put(f, "th scope=\"row\"", _("%s to %s"), past_say_date(iso[0], first),
			 past_say_date(iso[1], last));
		return;
	}
	report_say_date(first, false, &from);
	report_say_date(last, false, &to);
	html_put(f, "th scope=\"row\"", _("%s to %s"), from.s, to.s);
}

void html_left_off(FILE *f, size_t n)
{
	if (n > REPORT_ROWS_MAX) {
		n -= REPORT_ROWS_MAX;
		html_put(f, "p class=\"note\"",
			 P_("%zu earlier one is left off.", "%zu earlier ones are left off.", n),
			 n);
	}
}

int report_html(FILE *f, const struct report *r)
{
	int q;

	put_head(f, r);
	put_header(f, r);
	(void) fputs("<main id=\"main\">\n", f);
	q = put_parts(f, r);
	if (q < 0) {
		return q;
	}
	put_methods(f);
	put_help(f);
	(void) fputs("</main>\n<footer>\n", f);
	html_put(f, "p class=\"disclaimer\"", "%s", diary_disclaimer());
	(void) fputs("</footer>\n</body>\n</html>\n", f);
	errno = 0;
	if (fflush(f) != 0 || ferror(f)) {
		return errno > 0 ? -errno : -EIO;
	}
	return 0;
}

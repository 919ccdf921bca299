/* `ergoctl report`: which days, which parts, which way. */
#include "report.h"

#include <string.h>

#include "cli.h"
#include "ergo/tr.h"
#include "output.h"

/* --without PART,...: takes them out. */
static int leave_out(const char *list, unsigned *parts)
{
	const char *names[_REPORT_PART_MAX], *meant;
	size_t n;

	for (int i = 0; i < _REPORT_PART_MAX; i++) {
		names[i] = report_part_to_string((enum report_part) i);
	}
	for (const char *p = list; *p; p += n + (p[n] == ',')) {
		char word[32];
		int part;

		n = strcspn(p, ",");
		(void) snprintf(word, sizeof(word), "%.*s", (int) (n < sizeof(word) ? n : 31), p);
		part = report_part_from_string(word);
		if (part < 0) {
			meant = nearest(word, names, ELEMENTSOF(names));
			return meant ? usage_error("report",
						   _("--without: no part \"%s\"; did you mean "
						     "\"%s\"?"),
						   word, meant)
				     : usage_error("report",
						   _("--without: no part \"%s\", only %s"), word,
						   REPORT_PARTS);
		}
		*parts &= ~(1u << part);
	}
	return EXIT_DONE;
}

static int choose(const struct past *p, const struct args *args, int64_t *ret_first,
		  int64_t *ret_last)
{
	struct range range;
	int r = range_of_options(&range, p, args);

	if (r != EXIT_DONE) {
		return r;
	}
	*ret_last = range.last < p->today ? range.last : p->today;
	*ret_first = range.since ? range.first : *ret_last - REPORT_DAYS + 1;
	return EXIT_DONE;
}

static int show(struct report *r, const struct args *args)
{
	if (args->set & OPT(OPT_HTML)) {
		return report_save(r, args);
	}
	if (args->set & OPT(OPT_JSON)) {
		return report_json(r);
	}
	return report_text(r);
}

int verb_report(const struct args *args)
{
	struct report report = { .parts = (1u << _REPORT_PART_MAX) - 1 };
	_cleanup_(past_done) struct past p = {};
	int64_t first = 0, last = 0;
	int r = EXIT_DONE;

	if (args->set & OPT(OPT_HTML) && args->set & OPT(OPT_JSON)) {
		return usage_error("report", _("--html and --json exclude each other"));
	}
	if (args->set & OPT(OPT_WITHOUT)) {
		r = leave_out(args->value[OPT_WITHOUT], &report.parts);
	}
	if (r == EXIT_DONE) {
		r = past_open(&p);
	}
	if (r == EXIT_DONE) {
		r = choose(&p, args, &first, &last);
	}
	if (r == EXIT_DONE) {
		r = report_read(&report, &p, args, first, last);
	}
	if (r == EXIT_DONE) {
		r = show(&report, args);
	}
	report_done(&report);
	return r;
}

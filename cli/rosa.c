/* `ergoctl rosa`: the score, what it is made of, how it was. */
#include "cli.h"
#include "ergo/tr.h"
#include "rosa-show.h"

#define DAYS_SHOWN 365 /* so far back it is told how it was */

static bool is_others(const struct args *args)
{
	return args->set & OPT(OPT_MONITORS) && args->set & OPT(OPT_CONFIG);
}

void rosa_open_past(struct past *p, const struct args *args)
{
	if (is_others(args)) {
		*p = (struct past){ .now = now_real() };
	} else if (past_open(p) == EXIT_DONE) {
		return;
	}
	p->today = past_day(p, p->now);
}

const char *rosa_no_hours(const struct rosa_show *s)
{
	if (s->rosa.usage.days > 0) {
		return NULL;
	}
	if (s->others) {
		return _(
			"the hours of this machine are left out, as monitors and set-up are those of files");
	}
	return s->p->enabled || s->p->store
		       ? _("no whole day is recorded yet, so the durations are not known")
		       : _("no history is kept (history.enabled), so the durations are not known");
}

bool rosa_counts(const struct rosa *r, enum rosa_item item)
{
	const struct rosa_item_info *info = rosa_item_info(item);

	if (info->area == ROSA_AREA_ARMRESTS && !info->base) {
		return r->item[ROSA_ARMRESTS].answer != ROSA_ARMRESTS_NONE_HERE;
	}
	if ((info->area == ROSA_AREA_PHONE && !info->base) || item == ROSA_PHONE_TIME) {
		return r->item[ROSA_PHONE].answer != ROSA_PHONE_NONE_HERE;
	}
	return true;
}

static int note_first(const struct day_record *r, void *userdata)
{
	*(int64_t *) userdata = r->day;
	return 1;
}

/* From the first day that is recorded on. */
static int read_points(struct rosa_show *s)
{
	int64_t today = s->p->today, first = today + 1;
	int r = s->p->store
			? store_days(s->p->store, today - DAYS_SHOWN, today + 1, note_first, &first)
			: 0;

	return r < 0 ? r : rosa_past_read(s->p, s->data, first, today, &s->points);
}

static int show(const struct rosa_show *s, const struct args *args)
{
	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o = rosa_json_full(s);

		json_print(o, true);
		return EXIT_DONE;
	}
	if (args->set & OPT(OPT_ITEMS)) {
		return rosa_explain(s);
	}
	rosa_print(s);
	return EXIT_DONE;
}

int verb_rosa(const struct args *args)
{
	_cleanup_(past_done) struct past p = {};
	_cleanup_(audit_data_freep) struct audit_data *d = NULL;
	_cleanup_(freep) struct audit *a = NULL;
	struct rosa_show s = { .p = &p, .others = is_others(args) };
	int r = audit_data_load_anyway(args, &d);

	if (r != EXIT_DONE) {
		return r;
	}
	a = audit_data_run(d);
	if (!a) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	rosa_open_past(&p, args);
	s.data = d;
	s.audit = a;
	r = rosa_data_read(&p, a, &d->config, &s.rosa);
	if (r >= 0) {
		r = read_points(&s);
	}
	r = r < 0 ? past_report(&p, r) : show(&s, args);
	rows_done(&s.points);
	return r;
}

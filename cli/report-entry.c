/* `ergoctl report`: an entry of the diary in words. */
#include "ergo/time.h"
#include "ergo/tr.h"
#include "report.h"
#include "words.h"

/* "Mon 2026-11-02 14:30", "Mon 2026-11-02". */
void report_entry_when(const struct diary_entry *e, struct text *ret)
{
	char day[PAST_STRING_MAX];
	int64_t minutes = (int64_t) (e->start / USEC_PER_MIN) + e->gmtoff_s / 60;

	if (e->start_told) {
		text_add(ret, Q_("day, time", "%s %02u:%02u"), past_say_date(day, e->day),
			 (unsigned) (minutes / 60 % 24), (unsigned) (minutes % 60));
	} else {
		text_add(ret, "%s", past_say_date(day, e->day));
	}
}

static void add(struct text *list, bool told, const char *words)
{
	if (told && *words) {
		list_add(list, words);
	}
}

static void add_scale(struct text *list, const char *format, int value)
{
	struct text t = {};

	if (value != DIARY_NOT_TOLD) {
		text_message(&t, format, value);
		list_add(list, t.s);
	}
}

static void add_length(struct text *list, const struct diary_entry *e)
{
	char buf[DURATION_STRING_MAX];

	if (e->end > e->start && e->start_told) {
		list_add(list, duration_say(buf, sizeof(buf), e->end - e->start));
	}
	add(list, e->ongoing, _("not over when it was noted"));
}

static void say_pain(const struct diary_entry *e, struct text *ret)
{
	add_scale(ret, N_("intensity %d"), e->intensity);
	add_scale(ret, N_("on average %d"), e->intensity_average);
	add_length(ret, e);
	add(ret, true, report_side_words(e->side));
	for (int i = 0; i < _DIARY_LOCATION_MAX; i++) {
		add(ret, e->locations & 1u << i, report_location_words((enum diary_location) i));
	}
	add(ret, e->onset == ONSET_WOKE, _("woke with it"));
	add(ret, e->started_in_neck == TRISTATE_YES, _("began in the neck"));
	add(ret, e->worse_with_neck_movement == TRISTATE_YES, _("worse when the neck moves"));
	add(ret, e->neck_stiff == TRISTATE_YES, _("neck stiff"));
	add_scale(ret, N_("neck pain %d"), e->neck_pain);
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		add(ret, e->symptom[i] == TRISTATE_YES,
		    report_symptom_words((enum diary_symptom) i));
	}
	add_scale(ret, N_("impact %d of 3"), e->impact);
	add(ret, e->missed_work == TRISTATE_YES, _("work missed"));
	add(ret, e->red_flag == TRISTATE_YES, _("warning sign ticked"));
}

static void say_sleep(const struct diary_entry *e, struct text *ret)
{
	char buf[DURATION_STRING_MAX];

	if (e->sleep_min != DIARY_NOT_TOLD) {
		list_add(ret, duration_say(buf, sizeof(buf), (usec_t) e->sleep_min * USEC_PER_MIN));
	}
}

/* What was told of it, but for free texts. */
void report_entry_what(const struct diary_entry *e, struct text *ret)
{
	switch (e->type) {
	case DIARY_HEADACHE:
	case DIARY_NECK:
		say_pain(e, ret);
		break;
	case DIARY_MEDICATION:
		add(ret, true, report_class_words(e->class));
		add(ret, e->helped == TRISTATE_YES, _("it helped"));
		add(ret, e->helped == TRISTATE_NO, _("it did not help"));
		break;
	case DIARY_EVENT:
		add(ret, true, report_event_words(e->event));
		break;
	case DIARY_SLEEP:
		say_sleep(e, ret);
		break;
	case DIARY_NONE:
	case _DIARY_TYPE_MAX:
		break;
	}
}

void report_entry_notes(const struct diary_entry *e, struct text *ret)
{
	add(ret, true, e->name);
	add(ret, true, e->dose);
	add(ret, true, e->trigger_text);
	add(ret, true, e->pillow);
	add(ret, true, e->note);
}

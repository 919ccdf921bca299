/* What is said of a diary as a whole. */
#include "ergo/diary-text.h"
#include "ergo/tr.h"
#include "text/say.h"

static void say_days(const struct diary_overuse *o, char *buf, size_t size)
{
	switch (o->kind) {
	case OVERUSE_SIMPLE:
		say_into(
			buf, size,
			_("You noted simple painkillers (paracetamol, aspirin, NSAID) on %u of the "
			  "last %d days."),
			o->days, DIARY_MONTH_DAYS);
		break;
	case OVERUSE_STRONG:
		say_into(buf, size,
			 _("You noted medicines of one class (%s) on %u of the last %d days."),
			 diary_class_words(o->class), o->days, DIARY_MONTH_DAYS);
		break;
	case OVERUSE_MIX:
		say_into(buf, size,
			 _("You noted painkillers of several classes on %u of the last %d days."),
			 o->days, DIARY_MONTH_DAYS);
		break;
	case _OVERUSE_KIND_MAX:
		buf[0] = '\0';
		break;
	}
}

char *diary_overuse_say(const struct diary_overuse *o, char buf[static DIARY_TEXT_MAX])
{
	char days[DIARY_TEXT_MAX / 2];

	buf[0] = '\0';
	if (o->level == OVERUSE_NONE) {
		return buf;
	}
	say_days(o, days, sizeof(days));
	if (o->level == OVERUSE_EARLY) {
		say_into(
			buf, DIARY_TEXT_MAX,
			_("%s From %u days a month on, that is worth discussing with a doctor or "
			  "pharmacist; do not stop suddenly on this program's word. (The limits are "
			  "the opinion of experts.)"),
			days, o->limit);
	} else {
		say_into(
			buf, DIARY_TEXT_MAX,
			_("%s Such a limit (here %u days a month) has been reached for more than "
			  "three months, with headache on %u of the last %d days: the pattern of ICHD-3 8.2, which a "
			  "doctor has to judge. It is worth discussing with a doctor or pharmacist; "
			  "do not stop suddenly on this program's word. (The limits are the opinion "
			  "of experts.)"),
			days, o->limit, o->headache_days, DIARY_MONTH_DAYS);
	}
	return buf;
}

const char *diary_marker_caveat(void)
{
	return _("Headaches come and go by themselves, and a change is often made when they are at "
		 "their worst, so that they are fewer afterwards whatever was changed (natural "
		 "fluctuation, regression to the mean). These are counts; no effect is claimed.");
}

const char *diary_sleep_text(void)
{
	return _("Common advice: keep the head in line with the body. On the side the pillow fills "
		 "the gap between shoulder and neck, on the back it is thinner; avoid lying on the "
		 "front. The evidence for pillows is weak.");
}

const char *diary_disclaimer(void)
{
	return _("Measures work habits and set-up. Does not diagnose or treat. If in doubt, ask a "
		 "professional.");
}

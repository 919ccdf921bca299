/* `ergoctl report`: words of the diary. */
#include "ergo/tr.h"
#include "report.h"

static const char *of(const char *const *table, size_t n, size_t i)
{
	return i < n && table[i] ? tr_context("diary", table[i]) : "";
}

const char *report_symptom_words(enum diary_symptom s)
{
	static const char *const words[] = {
		[SYMPTOM_NAUSEA] = NC_("diary", "nausea"),
		[SYMPTOM_VOMITING] = NC_("diary", "vomiting"),
		[SYMPTOM_LIGHT] = NC_("diary", "light hard to bear"),
		[SYMPTOM_SOUND] = NC_("diary", "sound hard to bear"),
		[SYMPTOM_AURA] = NC_("diary", "aura"),
		[SYMPTOM_DIZZINESS] = NC_("diary", "dizziness"),
	};

	return of(words, ELEMENTSOF(words), s);
}

const char *report_class_words(enum diary_class c)
{
	static const char *const words[] = {
		[CLASS_NOT_TOLD] = NC_("diary", "class not told"),
		[CLASS_PARACETAMOL] = NC_("diary", "paracetamol"),
		[CLASS_ASPIRIN] = NC_("diary", "aspirin"),
		[CLASS_NSAID] = NC_("diary", "other anti-inflammatory (NSAID)"),
		[CLASS_TRIPTAN] = NC_("diary", "triptan"),
		[CLASS_OPIOID] = NC_("diary", "opioid"),
		[CLASS_ERGOT] = NC_("diary", "ergot"),
		[CLASS_COMBINATION] = NC_("diary", "combination"),
		[CLASS_OTHER] = NC_("diary", "another medicine"),
	};

	return of(words, ELEMENTSOF(words), c);
}

const char *report_event_words(enum diary_event e)
{
	static const char *const words[] = {
		[EVENT_NOT_TOLD] = NC_("diary", "event"),
		[EVENT_PHYSIOTHERAPY] = NC_("diary", "physiotherapy"),
		[EVENT_INJECTION] = NC_("diary", "injection"),
		[EVENT_TREATMENT] = NC_("diary", "treatment"),
		[EVENT_PILLOW] = NC_("diary", "pillow"),
		[EVENT_MONITOR] = NC_("diary", "monitor moved or new"),
		[EVENT_EXERCISE] = NC_("diary", "exercise"),
		[EVENT_OTHER] = NC_("diary", "another event"),
	};

	return of(words, ELEMENTSOF(words), e);
}

const char *report_type_words(enum diary_type t)
{
	static const char *const words[] = {
		[DIARY_HEADACHE] = NC_("diary", "headache"),
		[DIARY_NECK] = NC_("diary", "neck pain"),
		[DIARY_NONE] = NC_("diary", "no headache"),
		[DIARY_MEDICATION] = NC_("diary", "medicine"),
		[DIARY_EVENT] = NC_("diary", "event"),
		[DIARY_SLEEP] = NC_("diary", "sleep"),
	};

	return of(words, ELEMENTSOF(words), t);
}

const char *report_side_words(enum diary_side s)
{
	static const char *const words[] = {
		[SIDE_LEFT] = NC_("diary", "left"),
		[SIDE_RIGHT] = NC_("diary", "right"),
		[SIDE_BOTH] = NC_("diary", "both sides"),
		[SIDE_ALTERNATING] = NC_("diary", "changing sides"),
	};

	return of(words, ELEMENTSOF(words), s);
}

const char *report_location_words(enum diary_location l)
{
	static const char *const words[] = {
		[LOCATION_NECK] = NC_("diary", "neck"),
		[LOCATION_OCCIPUT] = NC_("diary", "back of the head"),
		[LOCATION_TEMPLE] = NC_("diary", "temple"),
		[LOCATION_FOREHEAD] = NC_("diary", "forehead"),
		[LOCATION_EYE] = NC_("diary", "eye"),
		[LOCATION_JAW] = NC_("diary", "jaw"),
		[LOCATION_OTHER] = NC_("diary", "elsewhere"),
	};

	return of(words, ELEMENTSOF(words), l);
}

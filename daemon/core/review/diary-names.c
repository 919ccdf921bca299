/* The words of the diary's enums, and the medicines that people take. */
#include <string.h>
#include <strings.h>

#include "diary-internal.h"

static const char *const type_names[] = {
	[DIARY_HEADACHE] = "headache",     [DIARY_NECK] = "neck",   [DIARY_NONE] = "none",
	[DIARY_MEDICATION] = "medication", [DIARY_EVENT] = "event", [DIARY_SLEEP] = "sleep",
};
DEFINE_STRTAB(diary_type, enum diary_type, type_names)

const char *const diary_side_names[_DIARY_SIDE_MAX] = {
	[SIDE_NOT_TOLD] = "",
	[SIDE_LEFT] = "left",
	[SIDE_RIGHT] = "right",
	[SIDE_BOTH] = "both",
	[SIDE_ALTERNATING] = "alternating",
};
DEFINE_STRTAB(diary_side, enum diary_side, diary_side_names)

const char *const diary_onset_names[_DIARY_ONSET_MAX] = {
	[ONSET_NOT_TOLD] = "",
	[ONSET_AWAKE] = "awake",
	[ONSET_WOKE] = "woke",
};
DEFINE_STRTAB(diary_onset, enum diary_onset, diary_onset_names)

const char *const diary_location_names[_DIARY_LOCATION_MAX] = {
	[LOCATION_NECK] = "neck",     [LOCATION_OCCIPUT] = "occiput",
	[LOCATION_TEMPLE] = "temple", [LOCATION_FOREHEAD] = "forehead",
	[LOCATION_EYE] = "eye",       [LOCATION_JAW] = "jaw",
	[LOCATION_OTHER] = "other",
};
DEFINE_STRTAB(diary_location, enum diary_location, diary_location_names)

const char *const diary_quality_names[_DIARY_QUALITY_MAX] = {
	[QUALITY_PRESSING] = "pressing", [QUALITY_THROBBING] = "throbbing",
	[QUALITY_STABBING] = "stabbing", [QUALITY_DULL] = "dull",
	[QUALITY_BURNING] = "burning",   [QUALITY_OTHER] = "other",
};
DEFINE_STRTAB(diary_quality, enum diary_quality, diary_quality_names)

const char *const diary_trigger_names[_DIARY_TRIGGER_MAX] = {
	[TRIGGER_DRIVING] = "driving",   [TRIGGER_SCREEN] = "screen", [TRIGGER_PHONE] = "phone",
	[TRIGGER_SLEEP] = "sleep",       [TRIGGER_STRESS] = "stress", [TRIGGER_ALCOHOL] = "alcohol",
	[TRIGGER_EXERCISE] = "exercise", [TRIGGER_CYCLE] = "cycle",   [TRIGGER_OTHER] = "other",
};
DEFINE_STRTAB(diary_trigger, enum diary_trigger, diary_trigger_names)

static const char *const symptom_names[] = {
	[SYMPTOM_NAUSEA] = "nausea", [SYMPTOM_VOMITING] = "vomiting",
	[SYMPTOM_LIGHT] = "light",   [SYMPTOM_SOUND] = "sound",
	[SYMPTOM_AURA] = "aura",     [SYMPTOM_DIZZINESS] = "dizziness",
};
DEFINE_STRTAB(diary_symptom, enum diary_symptom, symptom_names)

const char *const diary_class_names[_DIARY_CLASS_MAX] = {
	[CLASS_NOT_TOLD] = "",   [CLASS_PARACETAMOL] = "paracetamol", [CLASS_ASPIRIN] = "aspirin",
	[CLASS_NSAID] = "nsaid", [CLASS_TRIPTAN] = "triptan",         [CLASS_OPIOID] = "opioid",
	[CLASS_ERGOT] = "ergot", [CLASS_COMBINATION] = "combination", [CLASS_OTHER] = "other",
};
DEFINE_STRTAB(diary_class, enum diary_class, diary_class_names)

const char *const diary_event_names[_DIARY_EVENT_MAX] = {
	[EVENT_NOT_TOLD] = "",           [EVENT_PHYSIOTHERAPY] = "physiotherapy",
	[EVENT_INJECTION] = "injection", [EVENT_TREATMENT] = "treatment",
	[EVENT_PILLOW] = "pillow",       [EVENT_MONITOR] = "monitor",
	[EVENT_EXERCISE] = "exercise",   [EVENT_OTHER] = "other",
};
DEFINE_STRTAB(diary_event, enum diary_event, diary_event_names)

const char *const diary_position_names[_DIARY_POSITION_MAX] = {
	[POSITION_NOT_TOLD] = "",   [POSITION_BACK] = "back",   [POSITION_SIDE] = "side",
	[POSITION_FRONT] = "front", [POSITION_MIXED] = "mixed",
};
DEFINE_STRTAB(diary_position, enum diary_position, diary_position_names)

/*
 * What is in the pack, by its international name and by brands that have one content the world over as
 * far as is known; brands that stand for several contents are left out.  Longer names before those that
 * they begin with.
 */
static const struct {
	const char *name;
	enum diary_class class;
} medicines[] = {
	{ "paracetamol", CLASS_PARACETAMOL },
	{ "acetaminophen", CLASS_PARACETAMOL },
	{ "panadol", CLASS_PARACETAMOL },
	{ "tylenol", CLASS_PARACETAMOL },
	{ "doliprane", CLASS_PARACETAMOL },
	{ "ben-u-ron", CLASS_PARACETAMOL },
	{ "aspirin", CLASS_ASPIRIN },
	{ "acetylsalicylic", CLASS_ASPIRIN },
	{ "ass", CLASS_ASPIRIN },
	{ "ibuprofen", CLASS_NSAID },
	{ "nurofen", CLASS_NSAID },
	{ "advil", CLASS_NSAID },
	{ "naproxen", CLASS_NSAID },
	{ "diclofenac", CLASS_NSAID },
	{ "voltaren", CLASS_NSAID },
	{ "ketoprofen", CLASS_NSAID },
	{ "dexketoprofen", CLASS_NSAID },
	{ "indometacin", CLASS_NSAID },
	{ "indomethacin", CLASS_NSAID },
	{ "etoricoxib", CLASS_NSAID },
	{ "celecoxib", CLASS_NSAID },
	{ "mefenamic", CLASS_NSAID },
	{ "meloxicam", CLASS_NSAID },
	{ "ketorolac", CLASS_NSAID },
	{ "sumatriptan", CLASS_TRIPTAN },
	{ "rizatriptan", CLASS_TRIPTAN },
	{ "zolmitriptan", CLASS_TRIPTAN },
	{ "naratriptan", CLASS_TRIPTAN },
	{ "eletriptan", CLASS_TRIPTAN },
	{ "almotriptan", CLASS_TRIPTAN },
	{ "frovatriptan", CLASS_TRIPTAN },
	{ "imigran", CLASS_TRIPTAN },
	{ "imitrex", CLASS_TRIPTAN },
	{ "maxalt", CLASS_TRIPTAN },
	{ "codeine", CLASS_OPIOID },
	{ "dihydrocodeine", CLASS_OPIOID },
	{ "tramadol", CLASS_OPIOID },
	{ "tilidine", CLASS_OPIOID },
	{ "tapentadol", CLASS_OPIOID },
	{ "morphine", CLASS_OPIOID },
	{ "oxycodone", CLASS_OPIOID },
	{ "hydrocodone", CLASS_OPIOID },
	{ "hydromorphone", CLASS_OPIOID },
	{ "fentanyl", CLASS_OPIOID },
	{ "buprenorphine", CLASS_OPIOID },
	{ "ergotamine", CLASS_ERGOT },
	{ "dihydroergotamine", CLASS_ERGOT },
	{ "thomapyrin", CLASS_COMBINATION },
	{ "excedrin", CLASS_COMBINATION },
	{ "co-codamol", CLASS_COMBINATION },
	{ "co-dydramol", CLASS_COMBINATION },
	{ "percocet", CLASS_COMBINATION },
	{ "fioricet", CLASS_COMBINATION },
	{ "solpadeine", CLASS_COMBINATION },
};

/* No medicine by itself, but one more content of another. */
static const char *const caffeine[] = { "caffeine", "coffein", "koffein" };

/* Whether the name stands at `s` as a whole word. */
static bool is_at(const char *s, const char *name)
{
	size_t n = strlen(name);

	return strncasecmp(s, name, n) == 0 &&
	       (s[n] == '\0' || strchr(" \t,;+/()-.0123456789", s[n]));
}

static enum diary_class class_at(const char *s)
{
	for (size_t i = 0; i < ELEMENTSOF(medicines); i++) {
		if (is_at(s, medicines[i].name)) {
			return medicines[i].class;
		}
	}
	return CLASS_NOT_TOLD;
}

static bool is_caffeine(const char *s)
{
	bool is = false;

	for (size_t i = 0; i < ELEMENTSOF(caffeine); i++) {
		is = is || is_at(s, caffeine[i]);
	}
	return is;
}

/* Two contents of different kinds in one name ("paracetamol/codeine") are a combination, also with caffeine. */
enum diary_class diary_class_of(const char *name)
{
	enum diary_class found = CLASS_NOT_TOLD;
	bool with_caffeine = false;

	for (const char *p = name; *p;) {
		enum diary_class class = class_at(p);

		if (class != CLASS_NOT_TOLD && found != CLASS_NOT_TOLD && class != found) {
			return CLASS_COMBINATION;
		}
		found = class != CLASS_NOT_TOLD ? class : found;
		with_caffeine = with_caffeine || is_caffeine(p);
		p += strcspn(p, " \t,;+/()");
		p += strspn(p, " \t,;+/()");
	}
	return with_caffeine && found != CLASS_NOT_TOLD ? CLASS_COMBINATION : found;
}

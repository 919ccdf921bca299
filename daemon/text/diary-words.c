/* The diary's fields and their values, in words. */
#include <stdio.h>
#include <string.h>

#include "ergo/diary-text.h"
#include "ergo/grow.h"
#include "ergo/time.h"
#include "ergo/tr.h"

static const char *const side[] = {
	"", N_("left"), N_("right"), N_("both sides"), N_("changing sides"),
};
static const char *const onset[] = { "", N_("while awake"), N_("woke with it") };
static const char *const location[] = {
	N_("neck"), N_("back of the head"), N_("temple"), N_("forehead"), N_("eye"),
	N_("jaw"),  N_("elsewhere"),
};
static const char *const quality[] = {
	N_("pressing"), N_("throbbing"), N_("stabbing"), N_("dull"), N_("burning"), N_("otherwise"),
};
static const char *const trigger[] = {
	N_("driving"), N_("screen"),   N_("phone"), N_("sleep"),          N_("stress"),
	N_("alcohol"), N_("exercise"), N_("cycle"), N_("something else"),
};
static const char *const class[] = {
	"",           N_("paracetamol"), N_("aspirin"),     N_("NSAID"),          N_("triptan"),
	N_("opioid"), N_("ergot"),       N_("combination"), N_("other medicine"),
};
static const char *const event[] = {
	"",           N_("physiotherapy"), N_("injection"), N_("other treatment"),
	N_("pillow"), N_("monitor moved"), N_("exercises"), N_("other event"),
};
static const char *const position[] = {
	"", N_("on the back"), N_("on the side"), N_("on the front"), N_("this way and that"),
};
_Static_assert(ELEMENTSOF(side) == _DIARY_SIDE_MAX && ELEMENTSOF(onset) == _DIARY_ONSET_MAX &&
		       ELEMENTSOF(location) == _DIARY_LOCATION_MAX &&
		       ELEMENTSOF(quality) == _DIARY_QUALITY_MAX &&
		       ELEMENTSOF(trigger) == _DIARY_TRIGGER_MAX &&
		       ELEMENTSOF(class) == _DIARY_CLASS_MAX &&
		       ELEMENTSOF(event) == _DIARY_EVENT_MAX &&
		       ELEMENTSOF(position) == _DIARY_POSITION_MAX,
	       "a word for each");

static const struct {
	const char *name, *title, *question;
	const char *const *words;
} fields[] = {
	{ "start", N_("start"), N_("When did it begin?"), NULL },
	{ "end", N_("end"), N_("When was it over?"), NULL },
	{ "onset", N_("onset"), N_("Did it come while you were awake, or did you wake up with it?"),
	  onset },
	{ "intensity", N_("intensity"),
	  N_("How bad was it at its worst, from 0 (nothing) to 10 (the worst imaginable)?"), NULL },
	{ "average", N_("average"), N_("And on average?"), NULL },
	{ "side", N_("side"), N_("On which side?"), side },
	{ "location", N_("place"), N_("Where? Several can be told."), location },
	{ "started_in_neck", N_("began in the neck"), N_("Did it begin in the neck?"), NULL },
	{ "neck_pain", N_("neck pain"), N_("How much did the neck hurt, from 0 to 10?"), NULL },
	{ "neck_stiff", N_("neck stiff"), N_("Was the neck stiff?"), NULL },
	{ "worse_with_neck_movement", N_("worse with neck movement"),
	  N_("Did moving the neck make it worse?"), NULL },
	{ "quality", N_("quality"), N_("What was it like? Several can be told."), quality },
	{ "nausea", N_("nausea"), N_("Nausea?"), NULL },
	{ "vomiting", N_("vomiting"), N_("Vomiting?"), NULL },
	{ "light", N_("light hard to bear"), N_("Was light hard to bear?"), NULL },
	{ "sound", N_("sound hard to bear"), N_("Was sound hard to bear?"), NULL },
	{ "aura", N_("aura"), N_("An aura?"), NULL },
	{ "dizziness", N_("dizziness"), N_("Dizziness?"), NULL },
	{ "trigger", N_("suspected trigger"),
	  N_("What may have set it off, as you suspect? Several can be told."), trigger },
	{ "trigger_text", N_("other trigger"), N_("Anything else that may have?"), NULL },
	{ "impact", N_("impact"),
	  N_("What did it keep you from? 0 nothing, 1 some things, 2 most things, 3 everything"),
	  NULL },
	{ "missed_work", N_("missed work"), N_("Did you miss work or school?"), NULL },
	{ "name", N_("name"), N_("What did you take?"), NULL },
	{ "dose", N_("dose"), N_("How much of it?"), NULL },
	{ "class", N_("class"), N_("What kind of medicine is it? The pack or a pharmacist tells."),
	  class },
	{ "helped", N_("helped"), N_("Did it help?"), NULL },
	{ "headache", N_("for headache"), N_("For which headache was it, by its number?"), NULL },
	{ "kind", N_("kind"), N_("What was it?"), event },
	{ "hours", N_("slept"), N_("How many hours did you sleep?"), NULL },
	{ "position", N_("position"), N_("How did you lie?"), position },
	{ "pillow", N_("pillow"), N_("Which pillow?"), NULL },
	{ "red_flag", N_("something of the list \"when to seek help\""),
	  N_("Was anything there of the list \"when to seek help\"? ! shows it."), NULL },
	{ "note", N_("note"), N_("Anything else?"), NULL },
};

static size_t find(const struct diary_field *f)
{
	for (size_t i = 0; i < ELEMENTSOF(fields); i++) {
		if (strcmp(fields[i].name, f->name) == 0) {
			return i;
		}
	}
	assert(false); /* a test proves that each has its words */
	return 0;
}

const char *diary_field_title(const struct diary_field *f)
{
	return tr(fields[find(f)].title);
}

const char *diary_field_question(const struct diary_field *f)
{
	return tr(fields[find(f)].question);
}

const char *diary_word(const struct diary_field *f, int i)
{
	const char *const *words = fields[find(f)].words;

	return words && i >= 0 && i < f->most ? tr(words[i]) : "";
}

const char *diary_class_words(enum diary_class c)
{
	return (size_t) c < ELEMENTSOF(class) ? tr(class[c]) : "";
}

const char *diary_event_words(enum diary_event e)
{
	return (size_t) e < ELEMENTSOF(event) ? tr(event[e]) : "";
}

const char *diary_position_words(enum diary_position p)
{
	return (size_t) p < ELEMENTSOF(position) ? tr(position[p]) : "";
}

const char *diary_symptom_words(enum diary_symptom s)
{
	const struct diary_field *f =
		diary_field_find(DIARY_HEADACHE, diary_symptom_to_string(s) ?: "");

	return f ? diary_field_title(f) : "";
}

const char *diary_type_words(enum diary_type type)
{
	switch (type) {
	case DIARY_HEADACHE:
		return _("headache");
	case DIARY_NECK:
		return _("neck pain");
	case DIARY_NONE:
		return _("no headache");
	case DIARY_MEDICATION:
		return _("medication");
	case DIARY_EVENT:
		return _("event");
	case DIARY_SLEEP:
		return _("sleep");
	case _DIARY_TYPE_MAX:
		break;
	}
	return "";
}

char *diary_value_say(const struct diary_entry *e, const struct diary_field *f,
		      char buf[static DIARY_TEXT_MAX])
{
	struct grow g = { .buf = buf, .size = DIARY_TEXT_MAX };
	unsigned v;

	buf[0] = '\0';
	if (f->kind == FIELD_MOMENT || !diary_field_told(e, f)) {
		return buf;
	}
	switch (f->kind) {
	case FIELD_TRISTATE:
		memcpy(&v, (const char *) e + f->offset, sizeof(v));
		grow_add(&g, "%s",
			 v == TRISTATE_YES ? Q_("an answer", "yes") : Q_("an answer", "no"));
		break;
	case FIELD_WORD:
		memcpy(&v, (const char *) e + f->offset, sizeof(v));
		grow_add(&g, "%s", diary_word(f, (int) v));
		break;
	case FIELD_SET:
		memcpy(&v, (const char *) e + f->offset, sizeof(v));
		for (int i = 0; i < f->most; i++) {
			if (v & 1u << i) {
				grow_add(&g, "%s%s",
					 g.n ? Q_("between the items of a list", ", ") : "",
					 diary_word(f, i));
			}
		}
		break;
	case FIELD_DURATION:
		(void) duration_say(buf, DIARY_TEXT_MAX, (usec_t) e->sleep_min * USEC_PER_MIN);
		break;
	case FIELD_SCALE:
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_MOMENT:
		return diary_field_get(e, f, buf);
	}
	return buf;
}

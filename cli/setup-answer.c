/* What was typed, made a value of the file. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "ergo/tr.h"
#include "output.h"
#include "setup.h"
#include "words.h"

/*
 * Where an answer is asked back once.  Nothing is refused beyond these: they only catch a slip of
 * the tape, of the finger or of the unit.  All [J].
 */
#define STATURE_LEAST_MM  1200
#define STATURE_MOST_MM   2200
#define EYE_OFF_MOST_MM   150 /* from the estimate: more than five times its uncertainty */
#define DESK_LEAST_MM     500
#define DESK_MOST_MM      1000
#define STANDING_LEAST_MM 800
#define STANDING_MOST_MM  1500
#define SEAT_LEAST_MM     300
#define SEAT_MOST_MM      700
#define FOOTREST_MOST_MM  300
#define DISTANCE_LEAST_MM 300
#define DISTANCE_MOST_MM  1500
#define BOTTOM_MOST_MM    600
#define TILT_LEAST_DEG    -15
#define TILT_MOST_DEG     45
#define YAW_MOST_DEG      90
#define KEYBOARD_MOST_MM  60
#define DIAGONAL_LEAST_MM 200
#define DIAGONAL_MOST_MM  1600

static const char *const glasses[] = { "none", "single", "bifocal", "progressive" };
static const char *const roles[] = { "primary", "secondary", "equal" };
static const char *const yes_no[] = { "yes", "no" };
static const char *const units[] = { "cm", "in" };

#define CHOICES_MAX 8
#define CHOICE_MAX  32 /* bytes of a word, NUL included */

/* What an answer can be; .n 0: it is no choice. */
struct choices {
	size_t n;
	char word[CHOICES_MAX][CHOICE_MAX];
};

static void take_choices(struct choices *c, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		(void) snprintf(c->word[c->n++], CHOICE_MAX, "%s", words[i]);
	}
}

static void choices_of(const struct config_key *key, struct choices *ret)
{
	const char *word;
	size_t len;

	*ret = (struct choices){};
	switch ((int) key->type) {
	case CONFIG_GLASSES:
		take_choices(ret, glasses, ELEMENTSOF(glasses));
		break;
	case CONFIG_ROLE:
		take_choices(ret, roles, ELEMENTSOF(roles));
		break;
	case CONFIG_TRISTATE:
		take_choices(ret, yes_no, ELEMENTSOF(yes_no));
		break;
	case CONFIG_UNITS:
		take_choices(ret, units, ELEMENTSOF(units));
		break;
	case CONFIG_WORD:
		while (ret->n < CHOICES_MAX &&
		       (word = config_key_word(key, (unsigned) ret->n + 1, &len))) {
			(void) snprintf(ret->word[ret->n++], CHOICE_MAX, "%.*s", (int) len, word);
		}
		break;
	default:
		break;
	}
}

/* "1 fit, 2 too-high": what they mean the doc of the key tells. */
static const char *say_words(const struct config_key *key)
{
	static struct text t;
	struct choices c;

	choices_of(key, &c);
	t = (struct text){};
	for (size_t i = 0; i < c.n; i++) {
		text_add(&t, "%s%zu %s", i ? ", " : "", i + 1, c.word[i]);
	}
	return t.s;
}

const char *answer_choices(const struct config_key *key)
{
	switch ((int) key->type) {
	case CONFIG_GLASSES:
		return _("1 none, 2 single (one strength), 3 bifocal, 4 progressive");
	case CONFIG_ROLE:
		return _("1 primary (the one that you look at most), 2 secondary (now and then), "
			 "3 equal (as much as another)");
	case CONFIG_TRISTATE:
		return Q_("an answer", "yes or no");
	case CONFIG_UNITS:
		return _("cm or in");
	case CONFIG_WORD:
		return say_words(key);
	default:
		return "";
	}
}

/* By number, or by the beginning of the word.  NULL: none, or several. */
static const char *choose(const struct config_key *key, const struct choices *c, const char *typed)
{
	const char *found = NULL;
	size_t len = strlen(typed);
	bool unit = key->type == CONFIG_UNITS, yes_or_no = key->type == CONFIG_TRISTATE;

	if (unit && strncasecmp(typed, "inch", 4) == 0) {
		return "in";
	}
	if (unit && strncasecmp(typed, "cent", 4) == 0) {
		return "cm";
	}
	if (!yes_or_no && len == 1 && typed[0] >= '1' && typed[0] < (char) ('1' + c->n)) {
		return c->word[typed[0] - '1'];
	}
	for (size_t i = 0; len > 0 && i < c->n; i++) {
		if (strncasecmp(c->word[i], typed, len) == 0) {
			if (found) {
				return NULL;
			}
			found = c->word[i];
		}
	}
	if (!found && yes_or_no) {
		found = begins_word(Q_("an answer", "yes"), typed)  ? "yes"
			: begins_word(Q_("an answer", "no"), typed) ? "no"
								    : NULL;
	}
	return found;
}

/* A number without anything behind it. */
static bool is_bare(const char *s)
{
	size_t digits;

	s += *s == '-' || *s == '+';
	digits = strspn(s, "0123456789");
	s += digits;
	if (*s == '.') {
		s++;
		digits = strspn(s, "0123456789");
		s += digits;
	}
	return digits > 0 && *s == '\0';
}

static const char *unit_of(const struct setup *s, const struct config_key *key)
{
	switch ((int) key->type) {
	case CONFIG_LENGTH:
		/* a screen's diagonal is told in inches the world over */
		return strcmp(key->key, "diagonal") == 0 ? "in"
							 : length_unit_to_string(setup_unit(s));
	case CONFIG_ANGLE:
		return "deg";
	case CONFIG_PERCENT:
		return "%";
	case CONFIG_SPAN:
		return "min";
	default:
		return NULL;
	}
}

int answer_check(const struct config_key *key, const char *value,
		 char reason[static CONFIG_REASON_MAX])
{
	struct monitor_setup m;
	_cleanup_(freep) struct config *c = NULL;

	if (strcmp(key->section, "monitor") == 0) {
		monitor_setup_init(&m, "");
		return config_monitor_set(&m, key, value, reason);
	}
	c = calloc(1, sizeof(*c));
	if (!c) {
		(void) snprintf(reason, CONFIG_REASON_MAX, "%s", _("out of memory"));
		return -EINVAL;
	}
	return config_set(c, key, value, reason);
}

/* Where the reason tells limits in cm to somebody who measures in inches. */
static void reason_in_inches(const struct setup *s, const struct config_key *key, const char *typed,
			     char reason[static CONFIG_REASON_MAX])
{
	char least[MEASURE_STRING_MAX], most[MEASURE_STRING_MAX];
	length_t min, max;

	if (key->type != CONFIG_LENGTH || setup_unit(s) != LENGTH_IN ||
	    length_parse(key->min, &min) < 0 || length_parse(key->max, &max) < 0) {
		return;
	}
	(void) snprintf(
		reason, CONFIG_REASON_MAX,
		_("\"%.40s\" can't be taken: write it like 27in, 27 1/2, 5ft 9in or 65cm, from %s "
		  "to %s"),
		typed, length_say(least, sizeof(least), length_mm(min), LENGTH_IN),
		length_say(most, sizeof(most), length_mm(max), LENGTH_IN));
}

int answer_read(const struct setup *s, const struct config_key *key, const char *typed,
		char value[static CONFIG_VALUE_MAX], char reason[static CONFIG_REASON_MAX])
{
	size_t len = strlen(typed);
	const char *unit = unit_of(s, key), *word;
	struct text plain = {};
	struct choices c;
	int r;

	choices_of(key, &c);
	word = choose(key, &c, typed);

	if (len + sizeof(" deg") > CONFIG_VALUE_MAX) {
		(void) snprintf(reason, CONFIG_REASON_MAX, "%s", _("that is too long"));
		return -EINVAL;
	}
	if (c.n && !word) {
		(void) snprintf(reason, CONFIG_REASON_MAX, _("\"%.40s\" is none of these: %s"),
				typed, answer_choices(key));
		return -EINVAL;
	}
	if (c.n) {
		(void) snprintf(value, CONFIG_VALUE_MAX, "%s", word);
		return answer_check(key, value, reason);
	}
	answer_plain(typed, &plain);
	(void) snprintf(value, CONFIG_VALUE_MAX, "%.200s%s", plain.s,
			unit && is_bare(plain.s) ? unit : "");
	r = answer_check(key, value, reason);
	if (r < 0) {
		reason_in_inches(s, key, typed, reason);
		return r;
	}
	return strcmp(value, typed) != 0;
}

/* ---- what is odd ---- */

static double length_of(const char *value)
{
	length_t l;

	return length_parse(value, &l) < 0 ? (double) NAN : length_mm(l);
}

static double angle_of(const char *value)
{
	angle_t a;

	return angle_parse(value, &a) < 0 ? (double) NAN : angle_deg(a);
}

static const struct {
	const char *section, *key;
	double least, most;
	const char *low, *high; /* what it would mean */
} spans[] = {
	{ "user", "stature", STATURE_LEAST_MM, STATURE_MOST_MM, N_("%s is short for a person"),
	  N_("%s is tall for a person") },
	{ "desk", "height", DESK_LEAST_MM, DESK_MOST_MM, N_("%s is low for a desk to sit at"),
	  N_("%s is high for a desk to sit at") },
	{ "desk", "height_standing", STANDING_LEAST_MM, STANDING_MOST_MM,
	  N_("%s is low for a desk to stand at"), N_("%s is high for a desk to stand at") },
	{ "chair", "seat_height", SEAT_LEAST_MM, SEAT_MOST_MM, N_("%s is low for a seat"),
	  N_("%s is high for a seat") },
	{ "chair", "footrest", -INFINITY, FOOTREST_MOST_MM, "", N_("%s is high for a foot rest") },
	{ "keyboard", "height", -INFINITY, KEYBOARD_MOST_MM, "",
	  N_("%s is thick for a keyboard: it is measured from the top of the desk") },
	{ "monitor", "distance", DISTANCE_LEAST_MM, DISTANCE_MOST_MM,
	  N_("%s is near for a screen: it is measured from your eyes"),
	  N_("%s is far away for a screen") },
	{ "monitor", "image_bottom", 0, BOTTOM_MOST_MM, N_("%s is below the top of the desk"),
	  N_("%s is high up: it is measured from the top of the desk, not from the floor") },
	{ "monitor", "diagonal", DIAGONAL_LEAST_MM, DIAGONAL_MOST_MM,
	  N_("%s is small for a screen"), N_("%s is large for a screen") },
	{ "monitor", "tilt", TILT_LEAST_DEG, TILT_MOST_DEG,
	  N_("%s is a lot; negative means that its top leans towards you"),
	  N_("%s is a lot for a screen") },
	{ "monitor", "yaw", -YAW_MOST_DEG, YAW_MOST_DEG, N_("%s is behind you, to the left"),
	  N_("%s is behind you, to the right") },
};

/* Two lengths of the body that do not go together. */
static const char *odd_body(const struct setup *s, const struct question *q, double mm, char *buf,
			    size_t size)
{
	const struct config *c = &s->data->config;
	const struct body *b = &s->audit->body;
	const struct {
		const char *key;
		double other;
		const char *words;
		bool standing;
	} pairs[] = {
		{ "eye_height", length_mm(c->user_stature), N_("%s is above your height (%s)"),
		  false },
		{ "eye_height_standing", length_mm(c->user_stature),
		  N_("%s is above your height (%s)"), true },
		{ "elbow_height", b->eye[POSTURE_SITTING].mm, N_("%s is above your eyes (%s)"),
		  false },
		{ "elbow_height_standing", b->eye[POSTURE_STANDING].mm,
		  N_("%s is above your eyes (%s)"), true },
		{ "seat_height", length_mm(c->desk_height), N_("%s is above the desk (%s)"),
		  false },
		{ "footrest", length_mm(c->chair_seat_height), N_("%s is above the seat (%s)"),
		  false },
	};
	char a[MEASURE_STRING_MAX], e[MEASURE_STRING_MAX];
	struct text t = {};

	for (size_t i = 0; i < ELEMENTSOF(pairs); i++) {
		if (strcmp(pairs[i].key, q->key) == 0 && mm >= pairs[i].other) {
			text_message(&t, pairs[i].words,
				     length_say(a, sizeof(a), mm, setup_unit(s)),
				     length_say(e, sizeof(e), pairs[i].other, setup_unit(s)));
			(void) snprintf(buf, size, "%.*s", (int) size - 1, t.s);
			return buf;
		}
	}
	const struct estimate *eye = &b->eye[POSTURE_SITTING];
	if (strcmp(q->key, "eye_height") == 0 && eye->sd > 0 &&
	    fabs(mm - eye->mm) > EYE_OFF_MOST_MM) {
		(void) snprintf(buf, size, _("%s is far from the estimate of %s"),
				length_say(a, sizeof(a), mm, setup_unit(s)),
				length_say(e, sizeof(e), eye->mm, setup_unit(s)));
		return buf;
	}
	return NULL;
}

const char *answer_odd(const struct setup *s, const struct question *q, int monitor,
		       const char *value, char buf[static CONFIG_REASON_MAX])
{
	const struct config_key *key = question_key(q);
	bool angle = key->type == CONFIG_ANGLE;
	double v = angle ? angle_of(value) : length_of(value);
	char a[MEASURE_STRING_MAX];
	struct text t = {};

	(void) monitor;
	if ((key->type != CONFIG_LENGTH && !angle) || !isfinite(v)) {
		return NULL;
	}
	for (size_t i = 0; i < ELEMENTSOF(spans); i++) {
		if (strcmp(spans[i].section, q->section) != 0 ||
		    strcmp(spans[i].key, q->key) != 0 ||
		    (v >= spans[i].least && v <= spans[i].most)) {
			continue;
		}
		if (angle) {
			(void) snprintf(a, sizeof(a), _("%.0f degrees"), v);
		} else {
			(void) length_say(a, sizeof(a), v, setup_unit(s));
		}
		text_message(&t, v < spans[i].least ? spans[i].low : spans[i].high, a);
		(void) snprintf(buf, CONFIG_REASON_MAX, "%.*s", CONFIG_REASON_MAX - 1, t.s);
		return buf;
	}
	return angle ? NULL : odd_body(s, q, v, buf, CONFIG_REASON_MAX);
}

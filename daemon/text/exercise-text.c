/* The words of exercises: those of ERGONOMICS 5.3. */
#include "ergo/exercise-text.h"

#include "ergo/tr.h"
#include "text/say.h"

static const char practice_holds[] =
	N_("Everyday physiotherapy practice: holds of 5 s, 5 to 10 times (Peak Physio; "
	   "rehabexercise.org).");
static const char practice_stretches[] =
	N_("Everyday physiotherapy practice: stretches of 15 to 30 s (japilates.co.uk).");
static const char judgement[] = N_("Our own judgement.");

static const struct {
	const char *title, *text, *source;
} words[_EXERCISE_MAX] = {
	[EXERCISE_CHIN_BACK] = { N_("chin retraction"),
				 N_("Look straight ahead. Glide your whole head backwards as if "
				    "making a double chin, eyes level. Hold, let go. Light effort "
				    "only."),
				 practice_holds },
	[EXERCISE_BLADE_SQUEEZE] = { N_("shoulder-blade squeeze"),
				     N_("Let the arms hang. Draw both shoulder blades gently back "
					"and down, away from the ears. Hold, release slowly."),
				     practice_holds },
	[EXERCISE_UPPER_BACK_OPEN] = { N_("upper-back extension"),
				       N_("Hands behind the head to support it. Lean your upper "
					  "back over the chair's back rest, chest up, neck still. "
					  "Return."),
				       practice_holds },
	[EXERCISE_TURN] = { N_("neck turns"),
			    N_("Turn the head slowly to one side until it feels mildly tight, "
			       "pause, come back to the middle, other side."),
			    judgement },
	[EXERCISE_SIDE_BEND] = { N_("neck side bends"),
				 N_("Let one ear sink towards its shoulder without lifting the "
				    "shoulder. Back to the middle, other side."),
				 judgement },
	[EXERCISE_TRAP_STRETCH] = { N_("upper trapezius stretch"),
				    N_("Hold the seat edge with one hand. Tilt the head away until "
				       "you feel a gentle pull at the side of the neck. No "
				       "bouncing, no pulling with the other hand."),
				    practice_stretches },
	[EXERCISE_LEVATOR_STRETCH] = { N_("levator stretch"),
				       N_("Turn the head halfway to one side, then look down "
					  "towards the armpit until the back corner of the neck "
					  "feels a mild stretch."),
				       practice_stretches },
	[EXERCISE_SHOULDER_ROLL] = { N_("shoulder rolls"),
				     N_("Make slow circles with both shoulders: up, back, down. "
					"Then reverse."),
				     judgement },
	[EXERCISE_EYES_FAR] = { N_("eye rest"),
				N_("Look at something at least 6 m away, soften the gaze, blink "
				   "slowly a few times."),
				judgement },
	[EXERCISE_WALK] = { N_("stand and walk"),
			    N_("Stand up, walk, fetch water, let the arms swing."), judgement },
};

const char *exercise_title(const struct exercise *e)
{
	if (e->title[0]) {
		return e->title;
	}
	return e->id < _EXERCISE_MAX ? tr(words[e->id].title) : e->name;
}

const char *exercise_text(const struct exercise *e)
{
	if (e->text[0] || e->id >= _EXERCISE_MAX) {
		return e->text;
	}
	return tr(words[e->id].text);
}

const char *exercise_source(const struct exercise *e)
{
	return e->own ? e->from : tr(words[e->id].source);
}

/* "3 to 5 s", "1 to 5 min", "20 s". */
static void say_hold(const struct exercise *e, char buf[static SAY_MAX])
{
	bool minutes = e->hold % USEC_PER_MIN == 0 && e->hold_most % USEC_PER_MIN == 0;
	unsigned long long unit = minutes ? USEC_PER_MIN : USEC_PER_SEC;

	if (e->hold_most <= e->hold) {
		(void) say_short(buf, e->hold);
	} else if (minutes) {
		say_into(buf, SAY_MAX, _("%llu to %llu min"), e->hold / unit, e->hold_most / unit);
	} else {
		say_into(buf, SAY_MAX, _("%llu to %llu s"), e->hold / unit, e->hold_most / unit);
	}
}

/* "5 times", "5 to 10 times each side". */
static void say_times(const struct exercise *e, char buf[static SAY_MAX])
{
	unsigned n = e->reps, most = e->reps_most;
	bool range = most > n;

	switch (e->sides) {
	case SIDES_EACH:
		if (range) {
			say_into(buf, SAY_MAX, _("%u to %u times each side"), n, most);
		} else {
			say_into(buf, SAY_MAX, P_("%u time each side", "%u times each side", n), n);
		}
		return;
	case SIDES_DIRECTIONS:
		if (range) {
			say_into(buf, SAY_MAX, _("%u to %u times in each direction"), n, most);
		} else {
			say_into(buf, SAY_MAX,
				 P_("%u time in each direction", "%u times in each direction", n),
				 n);
		}
		return;
	case SIDES_ONE:
	case _EXERCISE_SIDES_MAX:
		break;
	}
	if (range) {
		say_into(buf, SAY_MAX, _("%u to %u times"), n, most);
	} else {
		say_into(buf, SAY_MAX, P_("%u time", "%u times", n), n);
	}
}

char *exercise_dose_say(const struct exercise *e, char buf[static EXERCISE_DOSE_MAX])
{
	char hold[SAY_MAX], times[SAY_MAX];

	say_hold(e, hold);
	say_times(e, times);
	if (e->hold == 0) {
		say_into(buf, EXERCISE_DOSE_MAX, "%s", times);
	} else if (e->reps_most <= 1 && e->sides == SIDES_ONE) {
		say_into(buf, EXERCISE_DOSE_MAX, "%s", hold);
	} else {
		/* Translators: "5 s, 10 times". */
		say_into(buf, EXERCISE_DOSE_MAX, Q_("dose of an exercise", "%s, %s"), hold, times);
	}
	return buf;
}

const char *exercise_reason_words(enum exercise_reason r)
{
	switch (r) {
	case REASON_SCREEN_LOW:
		return _("a screen that stands low");
	case REASON_SCREEN_HIGH:
		return _("a screen that stands high");
	case REASON_TURNED:
		return _("a screen at the side");
	case REASON_LAPTOP:
		return _("work on the laptop's own screen");
	case REASON_SITTING:
		return _("a long time without a break");
	case _EXERCISE_REASON_MAX:
		break;
	}
	return "";
}

const char *exercise_stop_rule(void)
{
	return _("Stop if you feel dizziness, faintness, visual change, numbness, tingling or "
		 "weakness, new or worse headache, or arm pain.");
}

const char *exercise_precautions(void)
{
	return _(
		"Do not start without professional advice with: a recent neck injury or surgery, known "
		"instability, rheumatoid arthritis affecting the neck, osteoporosis, "
		"connective-tissue disease or hypermobility, cancer, infection or fever, long-term "
		"steroids, unexplained severe or night pain, new neurological signs.");
}

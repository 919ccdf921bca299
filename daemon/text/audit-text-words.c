/* The words of quantities and rules.  The limits are those of ERGONOMICS 2.3 and 2.7. */
#include "ergo/audit-text.h"
#include "ergo/tr.h"

static const char *const words[] = {
	[QUANTITY_EYE_HEIGHT] = NC_("quantity", "eye height"),
	[QUANTITY_EYE_HEIGHT_STANDING] = NC_("quantity", "eye height standing"),
	[QUANTITY_ELBOW_HEIGHT] = NC_("quantity", "elbow height"),
	[QUANTITY_ELBOW_HEIGHT_STANDING] = NC_("quantity", "elbow height standing"),
	[QUANTITY_KNEE_HEIGHT] = NC_("quantity", "knee height"),
	[QUANTITY_DESK_HEIGHT] = NC_("quantity", "desk height"),
	[QUANTITY_KEYBOARD_HEIGHT] = NC_("quantity", "keyboard height"),
	[QUANTITY_IMAGE_BOTTOM] = NC_("quantity", "lower edge"),
	[QUANTITY_DISTANCE] = NC_("quantity", "distance"),
	[QUANTITY_TILT] = NC_("quantity", "tilt"),
	[QUANTITY_YAW] = NC_("quantity", "angle to the side"),
	[QUANTITY_SIZE] = NC_("quantity", "size"),
	[QUANTITY_ROLE] = NC_("quantity", "use"),
	[QUANTITY_TEXT_SIZE] = NC_("quantity", "text size"),
};

const char *quantity_words(enum quantity q)
{
	return (size_t) q < ELEMENTSOF(words) ? tr_context("quantity", words[q]) : "";
}

/* Doable alone, with a tape.  That a fist at arm's length is about 10 degrees is a rule of thumb [J]. */
static const char *const how[] = {
	[QUANTITY_EYE_HEIGHT] = N_(
		"Sit as you usually do, beside a wall or door frame, and look straight ahead. Put a "
		"finger on the wall level with the outer corner of your eye, and measure from the "
		"floor to there."),
	[QUANTITY_EYE_HEIGHT_STANDING] = N_(
		"Stand beside a wall or door frame in the shoes you wear at the desk and look "
		"straight ahead. Put a finger on the wall level with the outer corner of your eye, "
		"and measure from the floor to there."),
	[QUANTITY_ELBOW_HEIGHT] = N_(
		"Sit as you usually do, let the upper arms hang and bend the elbows at a right angle. "
		"Measure from the floor to the underside of an elbow; a chair's arm rest or a pile of "
		"books that just touches it can hold the place."),
	[QUANTITY_ELBOW_HEIGHT_STANDING] = N_(
		"Stand beside a wall in the shoes you wear at the desk, upper arms hanging, elbows at "
		"a right angle. Mark the underside of an elbow on the wall, and measure from the floor "
		"to there."),
	[QUANTITY_KNEE_HEIGHT] = N_(
		"It is always estimated from your height, and no key tells it. What it is for you can "
		"see: the seat fits when your feet stand flat, with the knees at about a right angle."),
	[QUANTITY_KEYBOARD_HEIGHT] = N_(
		"Measure from the top of the desk to the top of the middle row of keys; negative on a "
		"tray below the desk."),
	[QUANTITY_DESK_HEIGHT] = N_(
		"Measure from the floor to the top of the desk. If it can be raised, measure as it is "
		"when you sit at it."),
	[QUANTITY_IMAGE_BOTTOM] = N_(
		"Measure from the top of the desk straight up to the lower edge of the lit picture, "
		"not of the frame."),
	[QUANTITY_DISTANCE] = N_(
		"Sit as you usually do. Hold the end of the tape beside your eye and measure straight "
		"to the middle of the picture."),
	[QUANTITY_TILT] = N_(
		"Hold a book against the screen's side with its spine upright, or lay a phone with a "
		"spirit level on the screen. Upright is 0; the angle counts as positive when the top "
		"leans away from you."),
	[QUANTITY_YAW] = N_(
		"Sit as you usually do, look straight ahead and point an arm there; point the other at "
		"the middle of the screen. The angle between them counts as positive to the right: a "
		"fist at arm's length is about 10 degrees."),
	[QUANTITY_SIZE] = N_(
		"Measure the lit picture from one corner to the opposite one, without the frame. The "
		"inches on the screen's box or label are the same."),
	[QUANTITY_ROLE] = N_(
		"Think of an ordinary day. The screen that you look at most is the primary one; if two "
		"share the time about evenly, both are equal; others are secondary."),
	[QUANTITY_TEXT_SIZE] = N_(
		"Hold a ruler to the screen and measure a capital letter of the text that you read "
		"most, or look up the font's size in the program's settings. Ten letters under one "
		"another are easier to measure than one."),
};

const char *quantity_how(enum quantity q)
{
	return (size_t) q < ELEMENTSOF(how) ? tr(how[q]) : "";
}

static const char *const titles[] = {
	[RULE_TOP_EDGE] = NC_("rule", "top edge"),
	[RULE_TOP_EDGE_MULTIFOCAL] = NC_("rule", "top edge, bifocal or progressive lenses"),
	[RULE_CENTRE] = NC_("rule", "middle of the screen"),
	[RULE_BOTTOM_EDGE] = NC_("rule", "lower edge"),
	[RULE_DISTANCE] = NC_("rule", "distance"),
	[RULE_HALF_WIDTH] = NC_("rule", "width"),
	[RULE_YAW_PRIMARY] = NC_("rule", "main screen to the side"),
	[RULE_YAW_EQUAL] = NC_("rule", "equal screen to the side"),
	[RULE_YAW_SECONDARY] = NC_("rule", "second screen to the side"),
	[RULE_INCIDENCE] = NC_("rule", "slant"),
	[RULE_TILT] = NC_("rule", "leaning towards you"),
	[RULE_TEXT_HEIGHT] = NC_("rule", "text size"),
	[RULE_TOPS_DIFFER] = NC_("rule", "different heights"),
	[RULE_DISTANCES_DIFFER] = NC_("rule", "different distances"),
	[RULE_ROLE] = NC_("rule", "used otherwise than told"),
	[RULE_LAPTOP_ONLY] = NC_("rule", "laptop alone"),
	[RULE_KEYBOARD_HEIGHT] = NC_("rule", "keyboard height"),
	[RULE_SEAT_HEIGHT] = NC_("rule", "seat height"),
	[RULE_UNKNOWN] = NC_("rule", "not known"),
};

const char *rule_title(enum rule r)
{
	return (size_t) r < ELEMENTSOF(titles) ? tr_context("rule", titles[r]) : "";
}

static const char *const why[] = {
	[RULE_TOP_EDGE] = N_(
		"It compares the upper edge of the picture with your eyes: a screen above them makes "
		"the head tip back to see it. Guides agree on at or just below eye level; how far off "
		"counts as what is our own judgement."),
	[RULE_TOP_EDGE_MULTIFOCAL] = N_(
		"Bifocal and progressive lenses are made to read through their lower part, so that the "
		"head tips back for a screen at the usual height. The upper edge should stay 2.5 cm or "
		"more below the eyes; that is guidance, and your optician knows your lenses."),
	[RULE_CENTRE] = N_(
		"It looks at how far down you look to the middle of the picture. Guides name 15 to 35 "
		"degrees below the eyes; they differ, so 10 to 30 pass here, and high screens are "
		"judged more strictly than low ones."),
	[RULE_BOTTOM_EDGE] = N_(
		"It looks at how far down you look to the lower edge, where the head bends forward "
		"most. Office checks ask for 30 degrees at most, to which 2 are added here for what "
		"measuring can't tell; display standards allow up to 60."),
	[RULE_DISTANCE] = N_(
		"It looks at the way from your eyes to the middle of the picture. 50 to 75 cm suit most "
		"people, up to 100 cm if the text is large enough; these are guides' values and no "
		"sharp limits."),
	[RULE_HALF_WIDTH] = N_(
		"It looks at how far to the side the edges of a wide screen are. Up to 30 degrees are "
		"seen without turning the head much; beyond that the limit is our own judgement."),
	[RULE_YAW_PRIMARY] = N_(
		"It looks at how far the screen that you use most is from straight ahead, since the "
		"head is turned there for most of the day. Guides prefer 15 degrees at most and allow "
		"up to 30 or 35."),
	[RULE_YAW_EQUAL] = N_(
		"It looks at how far each of two screens that share the work is from straight ahead. "
		"They are best placed as a V with the seam before you; the limits of 30 and 35 degrees "
		"are guidance."),
	[RULE_YAW_SECONDARY] = N_(
		"It looks at how far a screen for a glance now and then is from straight ahead. Up to "
		"30 degrees are easy and 60 can be reached by turning the head; that is guidance."),
	[RULE_INCIDENCE] = N_(
		"It compares the tilt with your line of sight: a picture is seen best when the screen "
		"faces your eyes. Up to 40 degrees off are allowed for; the 15 from which it is "
		"remarked on are our own judgement."),
	[RULE_TILT] = N_(
		"It looks at whether the top leans towards you, which people in a study liked least. "
		"Upright or leaning back passes; that is guidance."),
	[RULE_TEXT_HEIGHT] = N_(
		"It looks at how large a capital letter of your main text appears to your eyes, since "
		"people lean forward to small text. A display standard asks for 16 arc minutes and "
		"prefers 20 to 22; many desktops start below that, so it is guidance."),
	[RULE_TOPS_DIFFER] = N_(
		"It compares the upper edges of screens that are used together: at one height the head "
		"only turns and need not nod. All guides say the same height; how much may differ is "
		"our own judgement."),
	[RULE_DISTANCES_DIFFER] = N_(
		"It compares the distances of screens that are used together, between which the eyes "
		"refocus. All guides say the same distance; how much may differ is our own judgement."),
	[RULE_ROLE] = N_(
		"It compares what you say of a screen's use with the part of the last week's time that "
		"the focused window and the pointer were on it, which is known under X11 alone. The "
		"screen that is looked at most belongs straight ahead, so guides say; from which part "
		"on that is remarked, 60 %, of equal screens 75 %, is our own judgement."),
	[RULE_LAPTOP_ONLY] = N_(
		"A laptop's screen and keyboard are one piece, so that either the screen is low or the "
		"keyboard high; in a study people bent the neck about 11 degrees more than at a desktop "
		"computer. How long is too long, 2 hours a day, is our own judgement."),
	[RULE_KEYBOARD_HEIGHT] = N_(
		"It compares the keyboard with your elbows: with the forearms about level the shoulders "
		"can hang. The limits, from 5 cm below to 2.5 cm above the elbows, are our own "
		"judgement."),
	[RULE_SEAT_HEIGHT] = N_(
		"It compares the seat with the length of your lower legs, shoes included: the feet "
		"should stand on the floor or on a foot rest. The limits are our own judgement."),
	[RULE_UNKNOWN] = N_(
		"Without the size, the place or your eye height nothing can be said of a screen, and "
		"no verdict is guessed. One measurement with a tape is enough to know: ergoctl setup."),
};

const char *rule_why(enum rule r)
{
	return (size_t) r < ELEMENTSOF(why) ? tr(why[r]) : "";
}

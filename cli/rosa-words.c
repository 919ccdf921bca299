/* ROSA in the user's words: our own, the form's sentences are not ours. */
#include <stdio.h>

#include "ergo/tr.h"
#include "rosa-data.h"

#define YES N_("yes")
#define NO  N_("no")

/* Of each item: what it asks, its answers, what to do about each of them that is amiss, and the key that tells. */
static const struct {
	const char *title;
	const char *answer[ROSA_ANSWERS_MAX + 1];
	const char *advice[ROSA_ANSWERS_MAX + 1];
	const char *key;
} items[_ROSA_ITEM_MAX] = {
	[ROSA_SEAT_HEIGHT] = { N_("height of the seat"),
			       { NULL, N_("fits"), N_("too low"), N_("too high"), N_("feet hang") },
			       { NULL, NULL,
				 N_("raise the seat until your knees are at about a right angle"),
				 N_("lower the seat until your knees are at about a right angle, or put a foot rest under your feet"),
				 N_("lower the seat until your feet stand on the floor, or put a foot rest under them") },
			       "chair.seat_height" },
	[ROSA_LEG_ROOM] = { N_("room to cross the legs"),
			    { NULL, NO, YES },
			    { NULL, N_("make room for your legs under the desk") },
			    "desk.leg_room" },
	[ROSA_SEAT_HEIGHT_ADJUSTABLE] = { N_("its height can be changed"),
					  { NULL, NO, YES },
					  { NULL,
					    N_("get a chair whose seat can be raised and lowered") },
					  "chair.height_adjustable" },
	[ROSA_SEAT_DEPTH] = { N_("depth of the seat"),
			      { NULL, N_("fits"), N_("too deep"), N_("too short") },
			      { NULL, NULL,
				N_("make the seat shorter, or put a cushion behind your back, so that 5 to 9 cm are free behind your knees"),
				N_("make the seat deeper, so that 5 to 9 cm are free behind your knees") },
			      "chair.depth_gap" },
	[ROSA_SEAT_DEPTH_ADJUSTABLE] = { N_("its depth can be changed"),
					 { NULL, NO, YES },
					 { NULL,
					   N_("get a chair whose seat can be made deeper and shorter") },
					 "chair.depth_adjustable" },
	[ROSA_ARMRESTS] = { N_("arm rests"),
			    { NULL, N_("fit"), N_("too high"), N_("too low"),
			      N_("there are none") },
			    { NULL, NULL, N_("lower the arm rests until your shoulders hang"),
			      N_("raise the arm rests until your elbows rest on them"),
			      N_("get arm rests that carry your elbows at about a right angle") },
			    "chair.armrests" },
	[ROSA_ARMRESTS_HARD] = { N_("they are hard or damaged"),
				 { NULL, NO, YES },
				 { NULL, NULL, N_("pad the arm rests") },
				 "chair.armrests_hard" },
	[ROSA_ARMRESTS_WIDE] = { N_("they are too far apart"),
				 { NULL, NO, YES },
				 { NULL, NULL, N_("set the arm rests nearer to your sides") },
				 "chair.armrests_wide" },
	[ROSA_ARMRESTS_ADJUSTABLE] = { N_("they can be adjusted"),
				       { NULL, NO, YES },
				       { NULL, N_("get arm rests that can be adjusted") },
				       "chair.armrests_adjustable" },
	[ROSA_BACK] = { N_("back rest"),
			{ NULL, N_("fits"), N_("no lumbar support"), N_("wrong angle"),
			  N_("none, or not used") },
			{ NULL, NULL,
			  N_("set the back rest so that it supports the small of your back, or put a cushion there"),
			  N_("set the back rest so that you lean back a little, by 5 to 20 degrees"),
			  N_("lean on a back rest, or get a chair that has one") },
			"chair.back" },
	[ROSA_DESK_HIGH] = { N_("the desk is too high"),
			     { NULL, NO, YES },
			     { NULL, NULL,
			       N_("lower the desk, or raise the seat and use a foot rest") },
			     "desk.height" },
	[ROSA_BACK_ADJUSTABLE] = { N_("the back can be adjusted"),
				   { NULL, NO, YES },
				   { NULL, N_("get a chair whose back rest can be adjusted") },
				   "chair.back_adjustable" },
	[ROSA_MONITOR] = { N_("height of the screen"),
			   { NULL, N_("fits"), N_("too low"), N_("too high") },
			   { NULL, NULL, N_("raise the screen (ergoctl audit tells by how much)"),
			     N_("lower the screen (ergoctl audit tells by how much)") },
			   "monitor NAME.image_bottom" },
	[ROSA_MONITOR_FAR] = { N_("it is too far away"),
			       { NULL, NO, YES },
			       { NULL, NULL, N_("bring the screen to within 75 cm of your eyes") },
			       "monitor NAME.distance" },
	[ROSA_MONITOR_TWIST] = { N_("the neck is turned to it"),
				 { NULL, NO, YES },
				 { NULL, NULL,
				   N_("put the screen that you look at most straight ahead") },
				 "monitor NAME.yaw" },
	[ROSA_MONITOR_GLARE] = { N_("reflections, glare"),
				 { NULL, NO, YES },
				 { NULL, NULL,
				   N_("turn the screen, or shade the lamp or the window, until nothing dazzles") },
				 "monitor NAME.glare" },
	[ROSA_DOCUMENTS] = { N_("paper without a holder"),
			     { NULL, NO, YES },
			     { NULL, NULL, N_("put the paper on a holder beside the screen") },
			     "desk.papers" },
	[ROSA_PHONE] = { N_("phone"),
			 { NULL, N_("headset, or near"), N_("too far away"), N_("there is none") },
			 { NULL, NULL, N_("put the phone within 30 cm, or use a headset") },
			 "phone.use" },
	[ROSA_PHONE_SHOULDER] = { N_("held with the shoulder"),
				  { NULL, NO, YES },
				  { NULL, NULL,
				    N_("hold the phone in the hand, or use a headset") },
				  "phone.use" },
	[ROSA_PHONE_HANDSFREE] = { N_("calls can be hands-free"),
				   { NULL, NO, YES },
				   { NULL, N_("get a headset, or a phone with a loudspeaker") },
				   "phone.handsfree" },
	[ROSA_MOUSE] = { N_("mouse"),
			 { NULL, N_("in line"), N_("far to reach") },
			 { NULL, NULL, N_("bring the mouse nearer, in line with your shoulder") },
			 "mouse.reach" },
	[ROSA_MOUSE_SURFACE] = { N_("on another surface"),
				 { NULL, NO, YES },
				 { NULL, NULL, N_("put mouse and keyboard on one surface") },
				 "mouse.same_surface" },
	[ROSA_MOUSE_PINCH] = { N_("too small for the hand"),
			       { NULL, NO, YES },
			       { NULL, NULL, N_("get a mouse that fills your hand") },
			       "mouse.small" },
	[ROSA_MOUSE_PALM_REST] = { N_("something hard before it"),
				   { NULL, NO, YES },
				   { NULL, NULL,
				     N_("take the hard rest in front of the mouse away, or pad it") },
				   "mouse.palm_rest" },
	[ROSA_KEYBOARD] = { N_("wrists at the keyboard"),
			    { NULL, N_("straight"), N_("bent upwards") },
			    { NULL, NULL,
			      N_("fold the keyboard's feet in, so that your wrists are straight") },
			    "keyboard.wrists_up" },
	[ROSA_WRISTS_BENT] = { N_("bent to the side"),
			       { NULL, NO, YES },
			       { NULL, NULL,
				 N_("put the keyboard straight ahead, or get a wider or divided one") },
			       "keyboard.wrists_sideways" },
	[ROSA_KEYBOARD_HIGH] = { N_("the keyboard is too high"),
				 { NULL, NO, YES },
				 { NULL, NULL,
				   N_("lower the keyboard (ergoctl audit tells by how much)") },
				 "keyboard.height" },
	[ROSA_OVERHEAD] = { N_("reaching overhead"),
			    { NULL, NO, YES },
			    { NULL, NULL, N_("bring down what you reach for above your head") },
			    "desk.overhead" },
	[ROSA_KEYBOARD_ADJUSTABLE] = { N_("its height can be changed"),
				       { NULL, NO, YES },
				       { NULL,
					 N_("get a desk or a keyboard tray whose height can be changed") },
				       "keyboard.adjustable" },
	[ROSA_CHAIR_TIME] = { N_("time in the chair"),
			      { NULL, N_("short"), N_("medium"), N_("long") },
			      {},
			      "" },
	[ROSA_MONITOR_TIME] = { N_("time at the screen"),
				{ NULL, N_("short"), N_("medium"), N_("long") },
				{},
				"" },
	[ROSA_PHONE_TIME] = { N_("time on the phone"),
			      { NULL, N_("short"), N_("medium"), N_("long") },
			      {},
			      "phone.per_day" },
	[ROSA_MOUSE_TIME] = { N_("time with the mouse"),
			      { NULL, N_("short"), N_("medium"), N_("long") },
			      {},
			      "" },
	[ROSA_KEYBOARD_TIME] = { N_("time at the keyboard"),
				 { NULL, N_("short"), N_("medium"), N_("long") },
				 {},
				 "" },
};

const char *rosa_item_words(enum rosa_item item)
{
	return tr(items[item].title);
}

const char *rosa_answer_words(enum rosa_item item, uint8_t answer)
{
	const char *s = answer <= ROSA_ANSWERS_MAX ? items[item].answer[answer] : NULL;

	return s ? tr(s) : _("not known");
}

const char *rosa_advice(enum rosa_item item, uint8_t answer)
{
	const char *s = answer <= ROSA_ANSWERS_MAX ? items[item].advice[answer] : NULL;

	return s ? tr(s) : "";
}

const char *rosa_item_key(enum rosa_item item)
{
	return items[item].key;
}

const char *rosa_origin_words(enum rosa_origin origin)
{
	switch (origin) {
	case ROSA_TOLD:
		return Q_("where a value comes from", "told");
	case ROSA_MEASURED:
		return Q_("where a value comes from", "measured");
	case ROSA_GEOMETRY:
		return Q_("where a value comes from", "from your measures");
	case ROSA_UNKNOWN:
	case _ROSA_ORIGIN_MAX:
		break;
	}
	return "";
}

const char *rosa_section_words(enum rosa_section section)
{
	switch (section) {
	case ROSA_CHAIR:
		return _("chair");
	case ROSA_MONITOR_PHONE:
		return _("screen and phone");
	case ROSA_MOUSE_KEYBOARD:
		return _("mouse and keyboard");
	case _ROSA_SECTION_MAX:
		break;
	}
	return "";
}

const char *rosa_area_words(enum rosa_area area)
{
	static const char *const words[_ROSA_AREA_MAX] = {
		[ROSA_AREA_SEAT_HEIGHT] = N_("height of the seat"),
		[ROSA_AREA_SEAT_DEPTH] = N_("depth of the seat"),
		[ROSA_AREA_ARMRESTS] = N_("arm rests"),
		[ROSA_AREA_BACK] = N_("back rest"),
		[ROSA_AREA_MONITOR] = N_("screen"),
		[ROSA_AREA_PHONE] = N_("phone"),
		[ROSA_AREA_MOUSE] = N_("mouse"),
		[ROSA_AREA_KEYBOARD] = N_("keyboard"),
	};

	return tr(words[area]);
}

const char *rosa_band_words(enum rosa_band band)
{
	switch (band) {
	case ROSA_FINE:
		return Q_("ROSA score", "little to improve");
	case ROSA_IMPROVE:
		return Q_("ROSA score", "could be improved");
	case ROSA_ACT:
		return Q_("ROSA score", "change something soon");
	case _ROSA_BAND_MAX:
		break;
	}
	return "";
}

char *rosa_range_say(struct rosa_range r, char *buf, size_t size)
{
	if (r.min == r.max) {
		(void) snprintf(buf, size, "%d", r.min);
	} else {
		(void) snprintf(buf, size, _("%d to %d"), r.min, r.max);
	}
	return buf;
}

const char *rosa_caveat(void)
{
	return _(
		"ROSA screens, it measures nothing to a point: scores go with discomfort only "
		"moderately (R = 0.38), and people who score themselves rate mouse and keyboard too "
		"low. It says nothing about your body.");
}

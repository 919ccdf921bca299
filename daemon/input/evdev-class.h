/*
 * What of a device counts as activity, and as which class: found out once, by capability, when it
 * is opened.
 *
 *   accelerometer (by property)                          nothing
 *   pen, stylus                                          tablet: buttons, position, ring
 *   touch surface that is looked through (touchscreen)   touch: buttons, position
 *   touch surface that moves a pointer (touchpad)        pointer: it is the laptop's mouse
 *   absolute mouse (virtual machines, KVM switches)      pointer: buttons, position
 *   REL_X and REL_Y, or a left button                    pointer: buttons, wheel, motion over a slop
 *   gamepad, joystick                                    other: buttons; never its axes, they drift
 *   dial, knob                                           other: turns
 *   letters or a keypad                                  keyboard: keys
 *   other keys                                           keyboard (media keys), or other for remote
 *                                                        controls
 *   power, sleep, brightness and display keys only       nothing: firmware presses them too
 *   switches, jacks, speakers, LEDs, bare axes           nothing
 *
 * A node may be several of these (a wireless set of keyboard and mouse): the class of an event
 * follows from what it is, `device` names the node as a whole.
 */
#pragma once

#include <linux/input.h>

#include "ergo/event.h"

struct libevdev;

/* Whole longs: the kernel takes no other masks. */
#define EVDEV_BYTES(cnt) (((cnt) + 63) / 64 * 8)

/* Codes that count, bit by bit, as the kernel wants its masks. */
struct evdev_traits {
	enum device_class device; /* the node as a whole */
	enum device_class keys;   /* keys of a keyboard */
	enum device_class rest;   /* buttons and motion */
	uint8_t key[EVDEV_BYTES(KEY_CNT)];
	uint8_t rel[EVDEV_BYTES(REL_CNT)];
	uint8_t abs[EVDEV_BYTES(ABS_CNT)];
};

/* Returns whether anything of the device can be activity; *ret is set in either case. */
bool evdev_classify(const struct libevdev *dev, struct evdev_traits *ret);

enum evdev_verdict {
	EVDEV_NOTHING,
	EVDEV_PULSE,  /* activity by itself */
	EVDEV_MOTION, /* relative motion: activity from the slop on */
};

/* What one event is worth; *ret_class is set unless nothing. */
enum evdev_verdict evdev_judge(const struct evdev_traits *t, const struct input_event *e,
			       enum device_class *ret_class);

/*
 * Asks the kernel to keep from this reader what does not count (EVIOCSMASK), so that a drifting
 * stick can't push a button press out of the ring.  Returns 0 or a negative errno.
 */
int evdev_mask(int fd, const struct evdev_traits *t);

#include "evdev-class.h"

#include <libevdev/libevdev.h>
#include <sys/ioctl.h>

static bool bit(const uint8_t *bits, unsigned n)
{
	return bits[n / 8] & 1u << n % 8;
}

static void set_bit(uint8_t *bits, unsigned n)
{
	bits[n / 8] |= (uint8_t) (1u << n % 8);
}

static bool has(const struct libevdev *dev, unsigned type, unsigned code)
{
	return libevdev_has_event_code(dev, type, code);
}

static bool has_any(const struct libevdev *dev, unsigned type, const uint16_t *codes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (has(dev, type, codes[i])) {
			return true;
		}
	}
	return false;
}

static bool has_key_between(const struct libevdev *dev, unsigned first, unsigned last)
{
	for (unsigned code = first; code <= last; code++) {
		if (has(dev, EV_KEY, code)) {
			return true;
		}
	}
	return false;
}

/* Buttons, in contrast to the keys of a keyboard. */
static bool is_button(unsigned code)
{
	return (code >= BTN_MISC && code < KEY_OK) ||
	       (code >= BTN_DPAD_UP && code <= BTN_DPAD_RIGHT) ||
	       (code >= BTN_TRIGGER_HAPPY && code <= BTN_TRIGGER_HAPPY40);
}

/* Keys that firmware presses on its own account (a lid, a charger, a hot switch). */
static bool is_system_key(unsigned code)
{
	static const uint16_t system_keys[] = {
		KEY_POWER,
		KEY_POWER2,
		KEY_SLEEP,
		KEY_SUSPEND,
		KEY_WAKEUP,
		KEY_BATTERY,
		KEY_BRIGHTNESSDOWN,
		KEY_BRIGHTNESSUP,
		KEY_BRIGHTNESS_CYCLE,
		KEY_BRIGHTNESS_AUTO,
		KEY_BRIGHTNESS_MIN,
		KEY_BRIGHTNESS_MAX,
		KEY_BRIGHTNESS_TOGGLE,
		KEY_DISPLAY_OFF,
		KEY_SWITCHVIDEOMODE,
		KEY_VIDEO_NEXT,
		KEY_VIDEO_PREV,
		KEY_ALS_TOGGLE,
		KEY_WLAN,
		KEY_RFKILL,
		KEY_UNKNOWN,
	};

	for (size_t i = 0; i < ELEMENTSOF(system_keys); i++) {
		if (system_keys[i] == code) {
			return true;
		}
	}
	return false;
}

static bool is_pen(const struct libevdev *dev)
{
	static const uint16_t pens[] = { BTN_TOOL_PEN,    BTN_TOOL_RUBBER,   BTN_TOOL_BRUSH,
					 BTN_TOOL_PENCIL, BTN_TOOL_AIRBRUSH, BTN_STYLUS,
					 BTN_STYLUS2 };

	return has_any(dev, EV_KEY, pens, ELEMENTSOF(pens));
}

static bool moves(const struct libevdev *dev)
{
	return has(dev, EV_REL, REL_X) && has(dev, EV_REL, REL_Y);
}

/* Cheap mice claim a joystick's buttons too. */
static bool is_pad(const struct libevdev *dev)
{
	return !moves(dev) && (has_key_between(dev, BTN_JOYSTICK, BTN_DIGI - 1) ||
			       has_key_between(dev, BTN_TRIGGER_HAPPY, BTN_TRIGGER_HAPPY40));
}

/* A code below the slots says that somebody numbered 64 axes of a pad: no fingers there. */
static bool has_fingers(const struct libevdev *dev)
{
	return has(dev, EV_ABS, ABS_MT_POSITION_X) && has(dev, EV_ABS, ABS_MT_POSITION_Y) &&
	       !has(dev, EV_ABS, ABS_MT_SLOT - 1);
}

static bool is_typing(const struct libevdev *dev)
{
	return has_key_between(dev, KEY_Q, KEY_P) || has_key_between(dev, KEY_A, KEY_L) ||
	       has_key_between(dev, KEY_KP7, KEY_KP9);
}

static bool is_remote(const struct libevdev *dev)
{
	return libevdev_get_id_bustype(dev) == BUS_CEC || has(dev, EV_KEY, KEY_OK) ||
	       has_key_between(dev, KEY_NUMERIC_0, KEY_NUMERIC_POUND);
}

static void allow_codes(uint8_t *bits, const struct libevdev *dev, unsigned type,
			const uint16_t *codes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (has(dev, type, codes[i])) {
			set_bit(bits, codes[i]);
		}
	}
}

/* Position only: pressure, tilt and distance tremble under a pen or a hand that lies still. */
static void allow_position(struct evdev_traits *t, const struct libevdev *dev)
{
	static const uint16_t position[] = { ABS_X, ABS_Y, ABS_MT_POSITION_X, ABS_MT_POSITION_Y,
					     ABS_MT_TRACKING_ID };

	allow_codes(t->abs, dev, EV_ABS, position, ELEMENTSOF(position));
}

/* Surfaces, which report a position.  Returns whether it is one. */
static bool classify_surface(const struct libevdev *dev, struct evdev_traits *t)
{
	static const uint16_t rings[] = { ABS_WHEEL, ABS_THROTTLE, ABS_RX, ABS_RY };
	bool position = has(dev, EV_ABS, ABS_X) && has(dev, EV_ABS, ABS_Y);
	bool fingers = has_fingers(dev);

	if (is_pen(dev)) {
		t->rest = DEVICE_TABLET;
		allow_position(t, dev);
		allow_codes(t->abs, dev, EV_ABS, rings, ELEMENTSOF(rings));
		return true;
	}
	if (is_pad(dev) || !(position || fingers)) {
		return false;
	}
	if (fingers || has(dev, EV_KEY, BTN_TOUCH)) {
		bool moves_pointer = !libevdev_has_property(dev, INPUT_PROP_DIRECT) &&
				     (libevdev_has_property(dev, INPUT_PROP_POINTER) ||
				      has(dev, EV_KEY, BTN_TOOL_FINGER));

		t->rest = moves_pointer ? DEVICE_POINTER : DEVICE_TOUCH;
	} else if (has(dev, EV_KEY, BTN_LEFT)) {
		t->rest = DEVICE_POINTER;
	} else {
		return false;
	}
	allow_position(t, dev);
	return true;
}

/* Returns whether there is relative motion or a turning wheel. */
static bool allow_relative(struct evdev_traits *t, const struct libevdev *dev)
{
	/* Not the high resolution wheels: a loose one trembles, and a real turn comes in both. */
	static const uint16_t rels[] = { REL_X, REL_Y, REL_WHEEL, REL_HWHEEL, REL_DIAL, REL_MISC };

	allow_codes(t->rel, dev, EV_REL, rels, ELEMENTSOF(rels));
	return has_any(dev, EV_REL, rels, ELEMENTSOF(rels));
}

static bool allow_keys(struct evdev_traits *t, const struct libevdev *dev, bool typing)
{
	bool any = false;

	for (unsigned code = 0; code < KEY_CNT; code++) {
		if (has(dev, EV_KEY, code) && (typing || !is_system_key(code))) {
			set_bit(t->key, code);
			any = true;
		}
	}
	return any;
}

bool evdev_classify(const struct libevdev *dev, struct evdev_traits *ret)
{
	bool typing = is_typing(dev), pad = is_pad(dev), relative, keys, surface, mouse, buttons;

	*ret = (struct evdev_traits){ .rest = DEVICE_OTHER };
	if (libevdev_has_property(dev, INPUT_PROP_ACCELEROMETER)) {
		ret->device = ret->keys = DEVICE_OTHER;
		return false;
	}
	surface = classify_surface(dev, ret);
	relative = allow_relative(ret, dev);
	keys = allow_keys(ret, dev, typing);
	buttons = has_key_between(dev, BTN_MISC, KEY_OK - 1);
	mouse = moves(dev) || has(dev, EV_KEY, BTN_LEFT);
	if (!surface && mouse && !pad) {
		ret->rest = DEVICE_POINTER;
	} else if (!surface && !mouse && !pad && !buttons && keys && (typing || !is_remote(dev))) {
		ret->rest = DEVICE_KEYBOARD;
	}
	ret->keys = typing ? DEVICE_KEYBOARD : ret->rest;
	ret->device = ret->keys;
	return surface || relative || keys;
}

enum evdev_verdict evdev_judge(const struct evdev_traits *t, const struct input_event *e,
			       enum device_class *ret_class)
{
	switch (e->type) {
	case EV_KEY:
		/* Presses and releases; 2 is the autorepeat of a key that may be stuck. */
		if (e->code >= KEY_CNT || e->value == 2 || !bit(t->key, e->code)) {
			return EVDEV_NOTHING;
		}
		*ret_class = is_button(e->code) ? t->rest : t->keys;
		return EVDEV_PULSE;
	case EV_REL:
		if (e->code >= REL_CNT || e->value == 0 || !bit(t->rel, e->code)) {
			return EVDEV_NOTHING;
		}
		*ret_class = t->rest;
		return e->code == REL_X || e->code == REL_Y ? EVDEV_MOTION : EVDEV_PULSE;
	case EV_ABS:
		if (e->code >= ABS_CNT || !bit(t->abs, e->code)) {
			return EVDEV_NOTHING;
		}
		*ret_class = t->rest;
		return EVDEV_PULSE;
	default:
		return EVDEV_NOTHING;
	}
}

static int set_mask(int fd, unsigned type, const uint8_t *codes, size_t size)
{
	struct input_mask mask = {
		.type = type,
		.codes_size = (uint32_t) size,
		.codes_ptr = (uint64_t) (uintptr_t) codes,
	};

	return ioctl(fd, EVIOCSMASK, &mask) < 0 ? -errno : 0;
}

int evdev_mask(int fd, const struct evdev_traits *t)
{
	uint8_t types[EVDEV_BYTES(EV_CNT)] = { 0 };
	int r;

	r = set_mask(fd, EV_KEY, t->key, sizeof(t->key));
	if (r < 0) {
		return r;
	}
	r = set_mask(fd, EV_REL, t->rel, sizeof(t->rel));
	if (r < 0) {
		return r;
	}
	r = set_mask(fd, EV_ABS, t->abs, sizeof(t->abs));
	if (r < 0) {
		return r;
	}
	/* The mask of type 0 is that of the types: everything else is off. */
	set_bit(types, EV_SYN);
	set_bit(types, EV_KEY);
	set_bit(types, EV_REL);
	set_bit(types, EV_ABS);
	return set_mask(fd, EV_SYN, types, sizeof(types));
}

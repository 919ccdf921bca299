#include "ergo/input-wire.h"

#include <string.h>

enum {
	AT_VERSION = 0,
	AT_TYPE = 1,
	AT_CLASSES = 2,
	AT_YOURS = 3,
	AT_DEVICES = 4,
	AT_ZERO = AT_DEVICES + _DEVICE_CLASS_MAX,
	AT_TICK = 16,
};
static_assert(AT_ZERO <= AT_TICK && AT_TICK + sizeof(usec_t) == INPUT_WIRE_SIZE, "layout");
static_assert(_DEVICE_CLASS_MAX <= 8, "a class is a bit of a byte");

void input_wire_encode(const struct input_wire *w, uint8_t ret[static INPUT_WIRE_SIZE])
{
	memset(ret, 0, INPUT_WIRE_SIZE);
	ret[AT_VERSION] = INPUT_WIRE_VERSION;
	ret[AT_TYPE] = (uint8_t) w->type;
	switch (w->type) {
	case INPUT_WIRE_STATE:
		ret[AT_YOURS] = w->yours;
		if (w->yours) {
			memcpy(&ret[AT_DEVICES], w->devices, sizeof(w->devices));
		}
		break;
	case INPUT_WIRE_INPUT:
		ret[AT_CLASSES] = (uint8_t) w->classes;
		break;
	case INPUT_WIRE_REFUSED:
	case _INPUT_WIRE_TYPE_MAX:
		return;
	}
	memcpy(&ret[AT_TICK], &w->tick, sizeof(w->tick));
}

int input_wire_decode(const uint8_t *bytes, size_t size, struct input_wire *ret)
{
	struct input_wire w = { 0 };
	uint8_t again[INPUT_WIRE_SIZE];

	if (size > AT_VERSION && bytes[AT_VERSION] != INPUT_WIRE_VERSION) {
		return -EPROTONOSUPPORT;
	}
	if (size != INPUT_WIRE_SIZE || bytes[AT_TYPE] >= _INPUT_WIRE_TYPE_MAX) {
		return -EBADMSG;
	}
	w.type = (enum input_wire_type) bytes[AT_TYPE];
	w.classes = bytes[AT_CLASSES];
	w.yours = bytes[AT_YOURS];
	memcpy(w.devices, &bytes[AT_DEVICES], sizeof(w.devices));
	memcpy(&w.tick, &bytes[AT_TICK], sizeof(w.tick));
	if (w.type == INPUT_WIRE_INPUT && (w.classes == 0 || w.classes >> _DEVICE_CLASS_MAX)) {
		return -EBADMSG;
	}
	input_wire_encode(&w, again);
	if (memcmp(again, bytes, sizeof(again)) != 0) {
		return -EBADMSG;
	}
	*ret = w;
	return 0;
}

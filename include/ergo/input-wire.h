/*
 * What ergod-input tells (man ergod-input(8)): records of 24 bytes over a SOCK_SEQPACKET socket, from
 * the helper to the client and never the other way.  A record belongs to a tick, an instant of a grid
 * of one second with a random phase; none is sent between ticks, and none says more about time than
 * its tick.  There is no room for a key.
 *
 *   byte 0       version, 1
 *        1       type
 *        2       classes: bits 1u << enum device_class
 *        3       1: the seat is yours
 *        4 - 8   devices that are read, by class
 *        9 - 15  0
 *       16 - 23  tick: CLOCK_BOOTTIME in microseconds, the byte order of the machine
 *
 *   STATE    what holds from this tick on: the first record of a connection, and whenever it changes.
 *            No classes; no devices where the seat is not yours.
 *   INPUT    in the second that ended with this tick there was input of these classes.  No devices.
 *   REFUSED  there is no place for you (a user may have two connections, all together sixteen), and this one
 *            ends.  Nothing else.
 */
#pragma once

#include "ergo/event.h"
#include "ergo/tr.h"

#define INPUT_WIRE_PATH    "/run/ergod-input.sock"
#define INPUT_WIRE_REMEDY  N_("as root, systemctl enable --now ergod-input.socket")
#define INPUT_WIRE_VERSION 1
#define INPUT_WIRE_SIZE    24
#define INPUT_WIRE_GRID    USEC_PER_SEC

enum input_wire_type {
	INPUT_WIRE_STATE,
	INPUT_WIRE_INPUT,
	INPUT_WIRE_REFUSED,
	_INPUT_WIRE_TYPE_MAX,
};

struct input_wire {
	enum input_wire_type type;
	unsigned classes;                   /* INPUT: at least one */
	bool yours;                         /* STATE */
	uint8_t devices[_DEVICE_CLASS_MAX]; /* STATE: counts, 255 for that many and more */
	usec_t tick;
};

void input_wire_encode(const struct input_wire *w, uint8_t ret[static INPUT_WIRE_SIZE]);

/*
 * Reads a record, `size` bytes of it.  Returns 0; -EPROTONOSUPPORT: of another version; -EBADMSG: not
 * what input_wire_encode() writes, to the last bit.  *ret is set only with 0.
 */
int input_wire_decode(const uint8_t *bytes, size_t size, struct input_wire *ret);

/* The tick that ends the second to which `t` belongs, on the grid through `phase`: the first instant of
 * the grid at or after t. */
static inline usec_t input_wire_tick(usec_t t, usec_t phase)
{
	usec_t since = (t + INPUT_WIRE_GRID - phase % INPUT_WIRE_GRID) % INPUT_WIRE_GRID;

	return since == 0 ? t : usec_add(t, INPUT_WIRE_GRID - since);
}

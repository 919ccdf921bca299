/* Where activity can be learnt from, best first (DESIGN 5). */
#pragma once

#include "ergo/strtab.h"

enum input_source {
	SOURCE_HELPER,    /* ergod-input, which reads them for everybody */
	SOURCE_EVDEV,     /* the devices themselves */
	SOURCE_X11,       /* the X server's idle counter */
	SOURCE_MUTTER,    /* GNOME's idle monitor */
	SOURCE_IDLE_HINT, /* logind's IdleHint: coarse */
	_SOURCE_MAX,
};
DECLARE_STRTAB(input_source, enum input_source); /* ergod-input evdev x11 mutter idle-hint */

#include "ergo/words.h"

#include <stdio.h>

#include "ergo/tr.h"
#include "text/say.h"

char *devices_say(char *buf, size_t size, enum device_class c, unsigned long n)
{
	switch (c) {
	case DEVICE_KEYBOARD:
		say_into(buf, size, P_("%lu keyboard", "%lu keyboard", n), n);
		break;
	case DEVICE_POINTER:
		say_into(buf, size, P_("%lu pointer", "%lu pointer", n), n);
		break;
	case DEVICE_TOUCH:
		say_into(buf, size, P_("%lu touch", "%lu touch", n), n);
		break;
	case DEVICE_TABLET:
		say_into(buf, size, P_("%lu tablet", "%lu tablet", n), n);
		break;
	case DEVICE_OTHER:
	case _DEVICE_CLASS_MAX:
		say_into(buf, size, P_("%lu other", "%lu other", n), n);
		break;
	}
	return buf;
}

char *severities_say(char *buf, size_t size, enum severity s, unsigned n)
{
	switch (s) {
	case SEVERITY_HIGH:
		say_into(buf, size, P_("%u high", "%u high", n), n);
		break;
	case SEVERITY_CAUTION:
		say_into(buf, size, P_("%u caution", "%u caution", n), n);
		break;
	case SEVERITY_NOTE:
		say_into(buf, size, P_("%u note", "%u note", n), n);
		break;
	case SEVERITY_OK:
	case _SEVERITY_MAX:
		say_into(buf, size, P_("%u ok", "%u ok", n), n);
		break;
	}
	return buf;
}

/* The socket of an X server on this machine, without libX11 and without waiting for the server. */
#pragma once

#include "ergo/base.h"

/* The number of a display on this machine, "12" of ":12", "unix:12.0".  Returns 0; -EINVAL: another
 * form or another machine; -ERANGE: does not fit. */
int x11_socket_number(const char *name, char *ret, size_t size);

/*
 * Connects to that display.  Returns a non-blocking descriptor, which says that the kernel has let us
 * in and not that the server serves anybody; or a negative errno.  -EAGAIN: somebody is there, but has
 * not been serving for long.
 */
int x11_socket_connect(const char *number);

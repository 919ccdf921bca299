/* A real Xorg with the dummy driver, whose outputs are plugged and lit. */
#pragma once

#include <sys/stat.h>

#include "x11-desk.h"

static const char config[] = "Section \"ServerFlags\"\n"
			     "Option \"AutoAddDevices\" \"false\"\n"
			     "Option \"AutoAddGPU\" \"false\"\n"
			     "EndSection\n"
			     "Section \"Device\"\n"
			     "Identifier \"d\"\n"
			     "Driver \"dummy\"\n"
			     "VideoRam 131072\n"
			     "EndSection\n"
			     "Section \"Monitor\"\n"
			     "Identifier \"m\"\n"
			     "HorizSync 5-1000\n"
			     "VertRefresh 5-200\n"
			     "EndSection\n"
			     "Section \"Screen\"\n"
			     "Identifier \"s\"\n"
			     "Device \"d\"\n"
			     "Monitor \"m\"\n"
			     "DefaultDepth 24\n"
			     "EndSection\n";

static char dir[] = "/tmp/ergod-xorg-XXXXXX";
static char config_path[64], log_path[64];
static MAYBE_UNUSED bool runs;
static Atom edid_atom;

#define NEEDS_XORG                                                                                 \
	if (!runs) {                                                                               \
		print_message("no Xorg with the dummy driver here\n");                             \
		skip();                                                                            \
	}

/* -1: Xorg or its driver is not installed, or does not start for who we are. */
static int xorg_up(void)
{
	char fd_text[16], number[8] = "";
	const char *argv[] = { "Xorg",        "-config",   config_path, "-logfile",  log_path,
			       "-displayfd",  fd_text,     "-noreset",  "-nolisten", "tcp",
			       "-novtswitch", "-sharevts", NULL };
	struct pollfd p;
	int fds[2];
	ssize_t n = 0;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	(void) snprintf(fd_text, sizeof(fd_text), "%d", fds[1]);
	a.pid = child_start(argv, fds[1]);
	(void) close(fds[1]);
	p = (struct pollfd){ .fd = fds[0], .events = POLLIN };
	while (n < (ssize_t) sizeof(number) - 1 && !strchr(number, '\n')) {
		if (poll(&p, 1, (int) (PATIENCE / 1000)) != 1 || read(fds[0], number + n, 1) != 1) {
			(void) close(fds[0]);
			server_down(&a);
			return -1;
		}
		n++;
	}
	(void) close(fds[0]);
	number[strcspn(number, "\n")] = '\0';
	(void) snprintf(a.display, sizeof(a.display), ":%s", number);
	return 0;
}

static void xorg_start(void)
{
	FILE *f;

	assert_non_null(mkdtemp(dir));
	(void) snprintf(config_path, sizeof(config_path), "%s/xorg.conf", dir);
	(void) snprintf(log_path, sizeof(log_path), "%s/log", dir);
	f = fopen(config_path, "we");
	assert_non_null(f);
	assert_true(fputs(config, f) >= 0);
	assert_int_equal(fclose(f), 0);
	runs = xorg_up() == 0;
	if (runs) {
		desk_up(a.display);
		edid_atom = XInternAtom(desk, RR_PROPERTY_RANDR_EDID, False);
		XRRSetScreenSize(desk, DefaultRootWindow(desk), 6144, 3072, 1600, 800);
	}
}

static void xorg_stop(void)
{
	desk_down();
	server_down(&a);
	(void) unlink(config_path);
	(void) unlink(log_path);
	(void) strncat(log_path, ".old", sizeof(log_path) - strlen(log_path) - 1);
	(void) unlink(log_path);
	(void) rmdir(dir);
	memcpy(strrchr(dir, '-') + 1, "XXXXXX", 6);
}

/* Output `i`, with an image of its own. */
static RROutput plug(int i, int x, unsigned width, unsigned height, const struct edid_spec *edid)
{
	RROutput output = desk_resources()->outputs[i];
	RRMode mode = make_mode(output, width, height);

	light(resources->crtcs[i], output, x, mode, RR_Rotate_0);
	if (edid) {
		set_edid(output, edid);
	}
	return output;
}

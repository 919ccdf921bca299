/* ergod-input(8): tells the owner of the seat in which seconds there was input, and nobody else. */
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "ergo/time.h"
#include "input-helper/helper.h"
#include "log.h"

enum {
	EXIT_USAGE = 2,
};

#define IDLE_EXIT USEC_PER_MIN

static const char usage[] =
	"Usage: ergod-input [OPTIONS]     started by ergod-input.socket, as a system service\n"
	"\n"
	"  --seat NAME         the seat whose devices are read (seat0)\n"
	"  --config FILE       take [input] from FILE, not from /etc/xdg/ergod/ergod.ini\n"
	"  --input-dir DIR     input devices are in DIR, not in /dev/input\n"
	"  --socket PATH       listen on PATH: by hand, without systemd\n"
	"  --idle-exit TIME    end when nobody has listened for TIME (1min)\n"
	"  --debug             log who comes and goes\n"
	"  --version           print the version\n"
	"  --help              print this\n"
	"\n"
	"ergod-input(8) says who is told what.\n";

struct arguments {
	struct helper_options helper;
	const char *socket;
	bool debug;
};

static int refuse(const char *text)
{
	(void) fprintf(stderr, "ergod-input: %s\nergod-input --help tells what is accepted.\n",
		       text);
	return -EINVAL;
}

/* Returns 0; 1: done, nothing more to do; -EINVAL: wrong, already said. */
static int parse(int argc, char **argv, struct arguments *a)
{
	static const struct option options[] = {
		{ "seat", required_argument, NULL, 's' },
		{ "config", required_argument, NULL, 'c' },
		{ "input-dir", required_argument, NULL, 'i' },
		{ "socket", required_argument, NULL, 'S' },
		{ "idle-exit", required_argument, NULL, 'e' },
		{ "debug", no_argument, NULL, 'd' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) >= 0) {
		switch (c) {
		case 's':
			a->helper.seat = optarg;
			break;
		case 'c':
			a->helper.config_path = optarg;
			break;
		case 'i':
			a->helper.input_dir = optarg;
			break;
		case 'S':
			a->socket = optarg;
			break;
		case 'e':
			if (duration_parse(optarg, &a->helper.idle_exit) < 0) {
				return refuse("--idle-exit takes a duration, such as 1min");
			}
			break;
		case 'd':
			a->debug = true;
			break;
		case 'V':
			puts("ergod-input " ERGO_VERSION);
			return 1;
		case 'h':
			(void) fputs(usage, stdout);
			return 1;
		default:
			(void) fputs("ergod-input --help tells what is accepted.\n", stderr);
			return -EINVAL;
		}
	}
	return optind < argc ? refuse("it takes no arguments, only options") : 0;
}

/* A socket that everybody may connect to; a stale one in its place is replaced. */
static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct stat st;
	int fd;

	if (strlen(path) >= sizeof(address.sun_path)) {
		return -ENAMETOOLONG;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (lstat(path, &st) >= 0 && S_ISSOCK(st.st_mode)) {
		(void) unlink(path);
	}
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0) {
		return -errno;
	}
	if (bind(fd, (struct sockaddr *) &address, sizeof(address)) < 0 || chmod(path, 0666) < 0 ||
	    listen(fd, SOMAXCONN) < 0) {
		int r = -errno;

		(void) close(fd);
		return r;
	}
	return fd;
}

/* The one that systemd hands over, or that of --socket. */
static int find_socket(const struct arguments *a)
{
	int n, fd;

	if (a->socket) {
		fd = listen_at(a->socket);
		return fd < 0 ? log_error_errno(fd, "Cannot listen on %s: %m", a->socket) : fd;
	}
	n = sd_listen_fds(true);
	if (n == 1 && sd_is_socket_unix(SD_LISTEN_FDS_START, SOCK_SEQPACKET, 1, NULL, 0) > 0) {
		(void) fcntl(SD_LISTEN_FDS_START, F_SETFL, O_NONBLOCK); /* systemd's may block */
		return SD_LISTEN_FDS_START;
	}
	log_error(n == 0 ? "There is no socket to listen on: start ergod-input.socket "
			   "(systemctl enable --now ergod-input.socket), or give --socket PATH"
			 : "systemd handed over something else than one listening socket of type "
			   "SOCK_SEQPACKET: put ergod-input.socket back as it was installed");
	return -EINVAL;
}

static int run(struct arguments *a)
{
	_cleanup_(helper_freep) struct helper *h = NULL;
	int r;

	a->helper.listen_fd = find_socket(a);
	if (a->helper.listen_fd < 0) {
		return EXIT_FAILURE;
	}
	r = helper_new(&h, &a->helper);
	if (r >= 0) {
		r = helper_run(h);
	}
	if (a->socket) {
		(void) unlink(a->socket); /* ours: it was made above */
	}
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct arguments a = { .helper = { .idle_exit = IDLE_EXIT } };
	int r = parse(argc, argv, &a);

	if (r != 0) {
		return r < 0 ? EXIT_USAGE : EXIT_SUCCESS;
	}
	(void) umask(0077);
	log_open(a.debug ? LOG_DEBUG : LOG_INFO);
	return run(&a);
}

/* ergod(1): what main should be, a list. */
#include <fcntl.h>
#include <getopt.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "log.h"
#include "ergo/tr-start.h"
#include "ergo/tr.h"
#include "manager.h"
#include "replay.h"

enum {
	EXIT_USAGE = 2,
};

#define BIG       (16 * 1024)
#define HEAP_STEP (8 * 1024)

struct arguments {
	struct manager_options manager;
	const char *replay;
	bool demo, json;
	int log_level;
};

static const char usage[] =
	N_("Usage: ergod [OPTIONS]                  watch this session (until SIGTERM or Ctrl-C)\n"
	   "       ergod --replay FILE [OPTIONS]    run the engine over a trace, in virtual time\n"
	   "       ergod --demo                     the same with a built-in demonstration day\n"
	   "\n"
	   "  --config FILE       this configuration, not the one that is found\n"
	   "  --trace FILE        write the live events to a new FILE, for --replay\n"
	   "  --json              with --replay: the effects as JSON, one object a line\n"
	   "  --log-level LEVEL   error, warning, notice, info (default) or debug\n"
	   "  --input-dir DIR     input devices are in DIR, not in /dev/input\n"
	   "  --input-socket PATH ergod-input listens on PATH, not on /run/ergod-input.sock\n"
	   "  --version           print the version\n"
	   "  --help              print this\n"
	   "\n"
	   "ergod is steered with ergoctl(1) and configured in ergod.ini(5).\n");

static int log_level_from_string(const char *s)
{
	static const struct {
		const char *name;
		int level;
	} levels[] = {
		{ "error", LOG_ERR }, { "warning", LOG_WARNING }, { "notice", LOG_NOTICE },
		{ "info", LOG_INFO }, { "debug", LOG_DEBUG },
	};

	for (size_t i = 0; i < ELEMENTSOF(levels); i++) {
		if (strcmp(levels[i].name, s) == 0) {
			return levels[i].level;
		}
	}
	return -EINVAL;
}

static int refuse(const char *text)
{
	(void) fprintf(stderr, "ergod: %s\n%s\n", text, _("ergod --help tells what is accepted."));
	return -EINVAL;
}

/* Options that contradict each other. */
static int check(const struct arguments *a)
{
	if (a->replay && a->demo) {
		return refuse(_("--replay and --demo exclude each other"));
	}
	if (a->json && !a->replay) {
		return refuse(_("--json needs --replay"));
	}
	if (a->manager.trace_path && (a->replay || a->demo)) {
		return refuse(_(
			"--trace records a live session, it can't be used with --replay or --demo"));
	}
	if ((a->manager.input_dir || a->manager.input_socket) && (a->replay || a->demo)) {
		return refuse(_(
			"--input-dir and --input-socket are for a live session, they can't be used "
			"with --replay or --demo"));
	}
	if (a->manager.input_socket && a->manager.input_socket[0] != '/') {
		return refuse(_("--input-socket takes an absolute path"));
	}
	if (a->manager.config_path && a->demo) {
		return refuse(_("--demo shows the defaults, it can't be used with --config"));
	}
	return 0;
}

/* Returns 0; 1: done, nothing more to do; -EINVAL: wrong, already said. */
static int parse(int argc, char **argv, struct arguments *a)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "trace", required_argument, NULL, 't' },
		{ "replay", required_argument, NULL, 'r' },
		{ "demo", no_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "log-level", required_argument, NULL, 'l' },
		{ "input-dir", required_argument, NULL, 'i' },
		{ "input-socket", required_argument, NULL, 's' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) >= 0) {
		switch (c) {
		case 'c':
			a->manager.config_path = optarg;
			break;
		case 't':
			a->manager.trace_path = optarg;
			break;
		case 'r':
			a->replay = optarg;
			break;
		case 'd':
			a->demo = true;
			break;
		case 'j':
			a->json = true;
			break;
		case 'l':
			a->log_level = log_level_from_string(optarg);
			if (a->log_level < 0) {
				return refuse(_(
					"--log-level takes error, warning, notice, info or debug"));
			}
			break;
		case 'i':
			a->manager.input_dir = optarg;
			break;
		case 's':
			a->manager.input_socket = optarg;
			break;
		case 'V':
			puts("ergod " ERGO_VERSION);
			return 1;
		case 'h':
			(void) fputs(_(usage), stdout);
			return 1;
		default:
			(void) fprintf(stderr, "%s\n", _("ergod --help tells what is accepted."));
			return -EINVAL;
		}
	}
	if (optind < argc) {
		return refuse(_("it takes no arguments, only options"));
	}
	return check(a);
}

static int run(const struct manager_options *options)
{
	_cleanup_(manager_freep) struct manager *m = NULL;
	int r = manager_new(&m, options);

	if (r == -EEXIST && options->trace_path) {
		log_error(
			"ergod is running already in this session, so there is nothing to trace: stop it first "
			"(systemctl --user stop ergod)");
		return EXIT_FAILURE;
	}
	if (r == -EEXIST) {
		/* Not a failure: the user wanted ergod to run, and it does. */
		log_notice("ergod is running already in this session; the first one goes on");
		(void) sd_notify(
			false,
			"READY=1\nSTATUS=Another ergod is running already; the first one goes on");
		return EXIT_SUCCESS;
	}
	if (r < 0) {
		return EXIT_FAILURE;
	}
	return manager_run(m) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* A careless starter may have closed 0, 1 or 2: no file of ours may get that number, or what is said
 * lands in it. */
static void fill_descriptors(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0) {
		(void) close(fd);
	}
}

/*
 * Lists are as long as they may ever become, and hardly any is ever full: what is big comes straight from the
 * kernel, and takes memory where it is written to only.  Of the heap, too, no more is taken at a time than will
 * be used: calloc() writes to what has been taken.
 */
static void spare_memory(void)
{
	(void) mallopt(M_MMAP_THRESHOLD, BIG);
	(void) mallopt(M_TOP_PAD, HEAP_STEP);
	(void) malloc_trim(0); /* libraries have taken some before main() */
}

int main(int argc, char **argv)
{
	struct arguments a = { .log_level = LOG_INFO };
	int r;

	spare_memory();
	fill_descriptors();
	tr_start();
	r = parse(argc, argv, &a);
	if (r != 0) {
		return r < 0 ? EXIT_USAGE : EXIT_SUCCESS;
	}
	(void) umask(0077);
	log_open(a.log_level);
	if (a.replay) {
		return replay_file(a.replay, a.manager.config_path, a.json);
	}
	if (a.demo) {
		return replay_demo();
	}
	return run(&a.manager);
}

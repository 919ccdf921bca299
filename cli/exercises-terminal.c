/* The terminal while somebody is guided: keys one by one, one line that is drawn over, and left as it was. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "exercises.h"
#include "words.h"

#define COLUMNS_UNKNOWN 79
#define COLUMNS_LEAST   20

struct terminal {
	bool keys, live;
	struct termios saved;
	sigset_t mask; /* as it was: in force while waiting */
	struct sigaction old[NSIG];
	size_t drawn; /* columns of the line that stands there */
};

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH };

static volatile sig_atomic_t caught[NSIG];

static void on_signal(int signal)
{
	caught[signal] = 1;
}

/* Which of them came; 0: none. */
static int take_signal(void)
{
	for (size_t i = 0; i < ELEMENTSOF(signals); i++) {
		if (caught[signals[i]]) {
			caught[signals[i]] = 0;
			return signals[i];
		}
	}
	return 0;
}

static void take_keys(struct terminal *t)
{
	struct termios raw = t->saved;

	raw.c_lflag &= ~(tcflag_t) (ICANON | ECHO);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	(void) tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

static void give_back(struct terminal *t, int when)
{
	if (t->keys) {
		(void) tcsetattr(STDIN_FILENO, when, &t->saved);
	}
}

struct terminal *terminal_open(void)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct terminal *t = calloc(1, sizeof(*t));
	const char *term = getenv("TERM");
	sigset_t mask;

	if (!t) {
		return NULL;
	}
	(void) sigemptyset(&mask);
	(void) sigfillset(&action.sa_mask);
	for (size_t i = 0; i < ELEMENTSOF(signals); i++) {
		caught[signals[i]] = 0;
		(void) sigaction(signals[i], NULL, &t->old[signals[i]]);
		if (t->old[signals[i]].sa_handler != SIG_IGN) { /* nohup, or a shell without jobs */
			(void) sigaddset(&mask, signals[i]);
			(void) sigaction(signals[i], &action, NULL);
		}
	}
	(void) sigprocmask(SIG_BLOCK, &mask, &t->mask);
	t->live = isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
	t->keys = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &t->saved) == 0;
	if (t->keys) {
		take_keys(t);
	}
	return t;
}

struct terminal *terminal_close(struct terminal *t)
{
	if (t) {
		terminal_finish(t);
		give_back(t, TCSAFLUSH); /* keys that came too late are not for the shell */
		for (size_t i = 0; i < ELEMENTSOF(signals); i++) {
			(void) sigaction(signals[i], &t->old[signals[i]], NULL);
		}
		(void) sigprocmask(SIG_SETMASK, &t->mask, NULL);
		free(t);
	}
	return NULL;
}

bool terminal_has_keys(const struct terminal *t)
{
	return t->keys;
}

bool terminal_is_live(const struct terminal *t)
{
	return t->live;
}

size_t terminal_columns(const struct terminal *t)
{
	struct winsize w;

	if (!t->live || ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) < 0 || w.ws_col == 0) {
		return COLUMNS_UNKNOWN;
	}
	/* in the last column the cursor would go on to the next line */
	return w.ws_col <= COLUMNS_LEAST ? COLUMNS_LEAST : w.ws_col - 1u;
}

void terminal_draw(struct terminal *t, const char *s)
{
	size_t columns = text_columns(s, SIZE_MAX), most = terminal_columns(t);
	size_t over = t->drawn > columns ? t->drawn - columns : 0;

	if (columns + over > most) {
		over = most > columns ? most - columns : 0; /* it has become narrower */
	}
	/* No codes: what is left of a longer line is written over with blanks. */
	(void) printf("\r%s%*s", s, (int) over, "");
	(void) fflush(stdout);
	t->drawn = columns;
}

void terminal_finish(struct terminal *t)
{
	if (t->drawn > 0) {
		(void) putchar('\n');
		t->drawn = 0;
	}
	(void) fflush(stdout);
}

/* Stops like any other program, and goes on where it was. */
static void stop(struct terminal *t)
{
	sigset_t only;

	terminal_finish(t);
	give_back(t, TCSADRAIN);
	(void) sigemptyset(&only);
	(void) sigaddset(&only, SIGTSTP);
	(void) sigaction(SIGTSTP, &t->old[SIGTSTP], NULL);
	(void) raise(SIGTSTP);
	(void) sigprocmask(SIG_UNBLOCK, &only, NULL); /* here it stands still */
	(void) sigprocmask(SIG_BLOCK, &only, NULL);
	(void) sigaction(SIGTSTP, &(struct sigaction){ .sa_handler = on_signal, .sa_mask = only },
			 NULL);
	if (t->keys) {
		take_keys(t);
	}
}

static enum terminal_event take(struct terminal *t, int signal, int *ret_key)
{
	if (signal == SIGWINCH) {
		return TERMINAL_RESIZED;
	}
	if (signal == SIGTSTP) {
		stop(t);
		return TERMINAL_STOPPED;
	}
	*ret_key = signal;
	return TERMINAL_SIGNAL;
}

enum terminal_event terminal_wait(struct terminal *t, usec_t most, int *ret_key)
{
	struct pollfd p = { .fd = t->keys ? STDIN_FILENO : -1, .events = POLLIN };
	const struct timespec left = {
		.tv_sec = (time_t) (most / USEC_PER_SEC),
		.tv_nsec = (long) (most % USEC_PER_SEC) * 1000,
	};
	int r = ppoll(&p, 1, &left, &t->mask), signal = take_signal();
	char key;

	if (signal) {
		return take(t, signal, ret_key);
	}
	if (r > 0 && read(STDIN_FILENO, &key, 1) == 1) {
		*ret_key = key;
		return TERMINAL_KEY;
	}
	if (r > 0) {
		t->keys = false; /* nobody types any more */
	}
	return TERMINAL_TIME;
}

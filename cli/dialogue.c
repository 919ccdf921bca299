/* Lines out, lines in. */
#include "dialogue.h"

#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

#define WIDTH_MOST  80
#define WIDTH_LEAST 30

static size_t width(void)
{
	struct winsize w;

	if (!isatty(STDOUT_FILENO)) {
		return SIZE_MAX; /* a program reads it: nothing is broken */
	}
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) < 0 || w.ws_col == 0 || w.ws_col > WIDTH_MOST) {
		return WIDTH_MOST;
	}
	return w.ws_col < WIDTH_LEAST ? WIDTH_LEAST : w.ws_col;
}

/* An item of a list, "- ...", goes on below its text, not below its dash. */
static void wrap(unsigned indent, const char *s)
{
	unsigned below = strncmp(s, "- ", 2) == 0 ? indent + 2 : indent;
	size_t column = 0, most = width();

	while (*s) {
		size_t n = strcspn(s, " ");
		size_t w = text_columns(s, n);

		if (column > indent && column + 1 + w >= most) {
			(void) fputc('\n', stdout);
			column = 0;
			indent = below;
		}
		if (column == 0) {
			(void) printf("%*s", (int) indent, "");
			column = indent;
		} else {
			(void) fputc(' ', stdout);
			column++;
		}
		(void) fwrite(s, 1, n, stdout);
		column += w;
		s += n;
		s += *s == ' ';
	}
	(void) fputc('\n', stdout);
}

void say(unsigned indent, const char *format, ...)
{
	_cleanup_(freep) char *text = NULL, *clean = NULL;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, format, ap) < 0) {
		text = NULL;
	}
	va_end(ap);
	clean = text ? escape(text) : NULL;
	wrap(indent, clean ?: _("(out of memory)"));
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal)
{
	(void) signal;
	interrupted = 1;
}

void dialogue_begin(void)
{
	struct sigaction a = { .sa_handler = on_interrupt, .sa_flags = SA_RESETHAND };

	(void) sigemptyset(&a.sa_mask);
	(void) sigaction(SIGINT, &a, NULL);
}

bool dialogue_read(const char *prompt, char *buf, size_t size)
{
	_cleanup_(freep) char *line = NULL;
	size_t room = 0;
	ssize_t n;

	(void) printf("  %s: ", prompt);
	(void) fflush(stdout);
	n = interrupted ? -1 : getline(&line, &room, stdin);
	if (n < 0) {
		(void) putchar('\n');
		return false;
	}
	if (line[n - 1] != '\n') {
		(void) putchar('\n'); /* the end of the input came in the middle of a line */
	}
	const char *s = line + strspn(line, " \t\r\n");
	size_t len = strlen(s);
	while (len > 0 && strchr(" \t\r\n", s[len - 1])) {
		len--;
	}
	(void) snprintf(buf, size, "%.*s", (int) len, s);
	return true;
}

bool dialogue_interrupted(void)
{
	return interrupted;
}

#include "log.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int log_max = LOG_INFO;
static bool log_journal;

/* $JOURNAL_STREAM names device and inode of the stream that the journal reads (systemd.exec(5)). */
static bool stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char want[64];
	struct stat st;

	if (!stream || fstat(STDERR_FILENO, &st) < 0) {
		return false;
	}
	(void) snprintf(want, sizeof(want), "%llu:%llu", (unsigned long long) st.st_dev,
			(unsigned long long) st.st_ino);
	return strcmp(stream, want) == 0;
}

void log_open(int max_level)
{
	log_max = max_level;
	log_journal = stderr_is_journal();
}

bool log_enabled(int level)
{
	return level <= log_max;
}

void log_write(int level, int error, const char *format, ...)
{
	locale_t english = newlocale(LC_ALL_MASK, "C", (locale_t) 0), user;
	char line[1024];
	int saved = errno;
	va_list ap;

	user = uselocale(english); /* %m too is for who reads the log; "C" takes no memory */
	errno = error < 0 ? -error : error;
	va_start(ap, format);
	(void) vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	(void) uselocale(user);
	for (char *p = line; *p; p++) {
		if ((unsigned char) *p < ' ') {
			*p = ' ';
		}
	}
	if (log_journal) {
		(void) fprintf(stderr, "<%d>%s\n", level, line);
	} else {
		(void) fprintf(stderr, "%s: %s\n", program_invocation_short_name, line);
	}
	errno = saved;
}

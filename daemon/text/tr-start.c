#include "ergo/tr-start.h"

#include <langinfo.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ergo/base.h"
#include "ergo/tr.h"

#define DOMAIN "ergod"

static const char *get(const char *msgid)
{
	return dgettext(DOMAIN, msgid);
}

static const char *get_plural(const char *one, const char *many, unsigned long n)
{
	return dngettext(DOMAIN, one, many, n);
}

/* The program may be installed anywhere; what goes with it lies beside it. */
static int beside_program(char *buf, size_t size)
{
	char exe[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash;
	int n;

	if (len < 0) {
		return -errno;
	}
	exe[len] = '\0';
	slash = strrchr(exe, '/');
	if (!slash) {
		return -ENOENT;
	}
	*slash = '\0';
	n = snprintf(buf, size, "%s/" ERGO_LOCALEDIR, exe);
	return n >= 0 && (size_t) n < size ? 0 : -ENAMETOOLONG;
}

/*
 * Characters are those of the user's locale, but their cases those of no language: a Turkish "i" has
 * another capital, and then "MICRO" would not be "micro".
 */
static void start_characters(void)
{
	if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
		(void) setlocale(LC_CTYPE, "C.UTF-8"); /* where there is none it stays as it is */
	}
}

void tr_start(void)
{
	static const struct translator gettext_of_libc = { get, get_plural };
	const char *dir = getenv("ERGO_LOCALEDIR");
	char beside[PATH_MAX];

	start_characters();
	(void) setlocale(LC_MESSAGES, "");
	(void) setlocale(LC_TIME, "");
	if (!dir || !*dir) {
		if (beside_program(beside, sizeof(beside)) < 0) {
			return;
		}
		dir = beside;
	}
	if (!bindtextdomain(DOMAIN, dir) || !bind_textdomain_codeset(DOMAIN, "UTF-8")) {
		return;
	}
	tr_use(&gettext_of_libc);
}

#include "ergo/tr.h"

#include <stdio.h>
#include <string.h>

#include "ergo/base.h"

/* How gettext tells messages with a context apart: context, this, message. */
#define CONTEXT_GLUE "\004"
#define MESSAGE_MAX  256

static struct translator translator;

void tr_use(const struct translator *t)
{
	translator = *t;
}

const char *tr(const char *msgid)
{
	/* Of "" gettext() has something to tell: the header of its file. */
	return translator.get && *msgid ? translator.get(msgid) : msgid;
}

const char *tr_context(const char *context, const char *msgid)
{
	char key[MESSAGE_MAX];
	int n = snprintf(key, sizeof(key), "%s" CONTEXT_GLUE "%s", context, msgid);
	const char *found;

	if (!translator.get || n < 0 || (size_t) n >= sizeof(key)) {
		return msgid;
	}
	found = translator.get(key);
	return found == key ? msgid : found; /* what is not found comes back as it was */
}

const char *tr_plural(const char *one, const char *many, unsigned long n)
{
	if (translator.get_plural) {
		return translator.get_plural(one, many, n);
	}
	return n == 1 ? one : many;
}

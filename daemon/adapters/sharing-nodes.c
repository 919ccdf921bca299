#include "adapters/sharing-internal.h"

#include <string.h>

#define XML_MAX (1024 * 1024)
#define BLANKS  " \t\r\n"

/* The end of a tag, `>` within quotes skipped; NULL: it has none. */
static const char *tag_end(const char *s)
{
	char quote = '\0';

	for (; *s; s++) {
		if (quote) {
			quote = *s == quote ? '\0' : quote;
		} else if (*s == '"' || *s == '\'') {
			quote = *s;
		} else if (*s == '>') {
			return s;
		}
	}
	return NULL;
}

static bool is_tag(const char *s, const char *name)
{
	size_t len = strlen(name);

	return strncmp(s, name, len) == 0 && strchr(BLANKS "/>", s[len]) && s[len];
}

/* An element of an object path. */
static bool take_name(const char *s, size_t len, char ret[static NODE_NAME_SIZE])
{
	if (len == 0 || len >= NODE_NAME_SIZE) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		bool fit = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
			   (s[i] >= '0' && s[i] <= '9') || s[i] == '_';

		if (!fit) {
			return false;
		}
	}
	memcpy(ret, s, len);
	ret[len] = '\0';
	return true;
}

/* The attribute `name` of the tag from s to end. */
static bool read_name(const char *s, const char *end, char ret[static NODE_NAME_SIZE])
{
	s += strcspn(s, BLANKS "/>");
	while (s < end) {
		const char *word, *value, *quote;
		size_t len;

		s += strspn(s, BLANKS "/");
		word = s;
		s += strcspn(s, BLANKS "=/>");
		len = (size_t) (s - word);
		s += strspn(s, BLANKS);
		if (s >= end || *s != '=') {
			if (len == 0) {
				return false;
			}
			continue;
		}
		s++;
		s += strspn(s, BLANKS);
		quote = s;
		if (s >= end || (*quote != '"' && *quote != '\'')) {
			return false;
		}
		value = quote + 1;
		s = value < end ? memchr(value, *quote, (size_t) (end - value)) : NULL;
		if (!s) {
			return false;
		}
		if (len == 4 && memcmp(word, "name", 4) == 0) {
			return take_name(value, (size_t) (s - value), ret);
		}
		s++;
	}
	return false;
}

int nodes_read(const char *xml, void (*fn)(const char *name, void *userdata), void *userdata)
{
	char name[NODE_NAME_SIZE];
	unsigned depth = 0;
	bool root = false;
	int n = 0;

	if (strnlen(xml, XML_MAX) >= XML_MAX) {
		return -EBADMSG;
	}
	for (const char *s = strchr(xml, '<'), *end; s; s = strchr(end, '<')) {
		bool comment = strncmp(s, "<!--", 4) == 0;

		end = comment ? strstr(s + 4, "-->") : tag_end(s);
		if (!end) {
			return -EBADMSG;
		}
		if (is_tag(s + 1, "/node")) {
			if (depth-- == 0) {
				return -EBADMSG;
			}
		} else if (is_tag(s + 1, "node")) {
			root = true;
			if (depth == 1) {
				n++;
				if (read_name(s + 1, end, name)) {
					fn(name, userdata);
				}
			}
			depth += end[-1] != '/';
		}
	}
	return root && depth == 0 ? n : -EBADMSG;
}

/* Reads the user's own exercises. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf-internal.h"

#define FILE_NAME "exercises.ini"

int conf_read_exercises(struct conf *c)
{
	_cleanup_(free_textp) char *text = NULL;
	char own[CONF_PATH_MAX], path[CONF_PATH_MAX + sizeof(FILE_NAME)];
	size_t len = 0;
	int r;

	/* Where the configuration can't be read, one problem is enough. */
	if (conf_unread(c) || conf_user_path(own, sizeof(own)) < 0) {
		return 0;
	}
	(void) snprintf(path, sizeof(path), "%.*s/" FILE_NAME, (int) (strrchr(own, '/') - own),
			own);
	r = conf_read(AT_FDCWD, path, path, false, &c->diags, &text, &len);
	if (r < 0) {
		return r == -ENOMEM ? r : 0; /* reported, or there is none */
	}
	c->exercises = calloc(1, sizeof(*c->exercises));
	if (!c->exercises) {
		return -ENOMEM;
	}
	(void) exercise_list_parse(c->exercises, text, len, path, &c->diags);
	return 0;
}

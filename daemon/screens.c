#include "screens.h"

#include <stdio.h>
#include <stdlib.h>

struct screens {
	struct monitors list;
};

int screens_new(struct screens **ret, sd_event *event, const struct screens_options *options,
		const struct screens_settings *settings, void (*changed)(void *userdata),
		void *userdata)
{
	(void) event;
	(void) options;
	(void) settings;
	(void) changed;
	(void) userdata;
	*ret = calloc(1, sizeof(**ret));
	return *ret ? 0 : -ENOMEM;
}

struct screens *screens_free(struct screens *s)
{
	free(s);
	return NULL;
}

void screens_configure(struct screens *s, const struct screens_settings *settings)
{
	(void) s;
	(void) settings;
}

void screens_look(struct screens *s)
{
	(void) s;
}

const struct monitors *screens_get(const struct screens *s)
{
	return &s->list;
}

void screens_health(const struct screens *s, const struct config *config, struct health *ret)
{
	(void) s;
	(void) config;
	*ret = (struct health){ .name = "monitors", .level = HEALTH_WARN };
	(void) snprintf(ret->text, sizeof(ret->text), "nobody tells of monitors");
}

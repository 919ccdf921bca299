/* What the choice of sources says about itself. */
#include <stdio.h>
#include <string.h>

#include "ergo/conf-file.h"
#include "ergo/tr.h"
#include "inputs-internal.h"

/* The configuration that ergod-input reads. */
#define SYSTEM_CONFIG "/etc/xdg/ergod/ergod.ini"

static bool same_wishes(const struct config *a, const struct config *b)
{
	return strcmp(a->input_ignore.list, b->input_ignore.list) == 0 &&
	       strcmp(a->input_only.list, b->input_only.list) == 0 &&
	       a->input_motion_slop == b->input_motion_slop;
}

/* ergod-input reads the devices for everybody: of what this user says of devices it knows nothing. */
void inputs_compare_wishes(struct inputs *in)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	struct config defaults;

	config_defaults(&defaults);
	in->wishes =
		!same_wishes(&in->config, &defaults) &&
		!(conf_load(SYSTEM_CONFIG, &conf) >= 0 && same_wishes(&in->config, &conf->config));
}

/* Why there is none: what the best that is allowed says. */
static void no_source_health(const struct inputs *in, struct health *ret)
{
	struct health why = { .text = "" };
	bool pending = false;

	for (int kind = 0; kind < _SOURCE_MAX && !why.text[0]; kind++) {
		const struct source *s = &in->slot[kind].source;

		if (s->object) {
			s->ops->health(s->object, &why);
			pending = inputs_is_pending(in, kind);
		}
	}
	ret->level = pending ? HEALTH_WARN : HEALTH_FAIL;
	(void) snprintf(ret->text, sizeof(ret->text),
			_("nothing tells whether you are there; %.400s"), why.text);
}

void inputs_health(const struct inputs *in, struct health *ret)
{
	size_t n;

	*ret = (struct health){ .name = "input" };
	if (in->current < 0) {
		no_source_health(in, ret);
		return;
	}
	in->slot[in->current].source.ops->health(in->slot[in->current].source.object, ret);
	ret->name = "input";
	if (in->current == SOURCE_HELPER && in->wishes) {
		n = strlen(ret->text);
		ret->level = HEALTH_WARN;
		(void) snprintf(
			ret->text + n, sizeof(ret->text) - n, "; %s",
			_("ignore, only and motion_slop do not reach it: put them under [input] "
			  "of /etc/xdg/ergod/ergod.ini and restart ergod-input"));
	}
}

size_t inputs_health_others(const struct inputs *in, struct health ret[static _SOURCE_MAX])
{
	/* Where something is in use only the best is worth a word; else each. */
	int end = in->current < 0                ? _SOURCE_MAX
		  : in->current == SOURCE_HELPER ? 0
						 : SOURCE_HELPER + 1;
	size_t n = 0;

	for (int kind = 0; kind < end; kind++) {
		const struct source *s = &in->slot[kind].source;

		if (!s->object) {
			continue;
		}
		s->ops->health(s->object, &ret[n]);
		ret[n].name = inputs_kind_name(kind);
		/* That something is missing was said already, or it is made up for. */
		ret[n].level = in->current == SOURCE_EVDEV ? HEALTH_OK : HEALTH_WARN;
		n++;
	}
	return n;
}

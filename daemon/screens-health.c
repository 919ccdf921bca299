/* What the choice of monitors says about itself. */
#include <stdio.h>
#include <string.h>

#include "ergo/audit.h"
#include "ergo/grow.h"
#include "screens-internal.h"

#define SAID_MAX 4 /* monitors that are told of one by one */

static const char remedy[] = "; tell its diagonal in ergod.ini, or run `ergoctl setup`";

static const char *words_of_source(enum size_source source)
{
	return source == SIZE_RANDR ? "the X server" : "its EDID";
}

static const char *words_of_doubt(enum size_doubt doubt)
{
	static const char *const words[] = {
		[DOUBT_ZERO] = "which is none",
		[DOUBT_ASPECT] = "which is an aspect ratio",
		[DOUBT_DPI] = "which does not fit its pixels",
		[DOUBT_ANISOTROPIC] = "which is not the shape of its image",
		[DOUBT_DIFFERS] = "which its EDID contradicts",
	};

	return doubt < ELEMENTSOF(words) && words[doubt] ? words[doubt] : "which is odd";
}

/* The best that was told, believed or not. */
static enum size_source best_told(const struct monitor *m)
{
	static const enum size_source order[] = { SIZE_EDID_TIMING, SIZE_EDID, SIZE_RANDR };

	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		if (m->doubt[order[i]] != DOUBT_ABSENT) {
			return order[i];
		}
	}
	return SIZE_UNKNOWN;
}

static bool user_tells_size(const struct config *config, const struct monitor *m)
{
	struct monitor_setup setup;

	if (!config) {
		return false;
	}
	(void) monitor_setup_find(config, m, &setup);
	return setup.diagonal != MEASURE_UNSET || setup.width != MEASURE_UNSET ||
	       setup.height != MEASURE_UNSET;
}

static void say_monitor(struct grow *t, const struct monitor *m, bool told_by_user)
{
	enum size_source source = m->size_source ? m->size_source : best_told(m);

	grow_add(t, "%s ", m->output);
	if (told_by_user) {
		grow_add(t, "as you say");
	} else if (m->size_source) {
		grow_add(t, "%u x %u mm (%s)", m->size.width, m->size.height,
			 words_of_source(source));
	} else if (source) {
		grow_add(t, "unknown (%s says %u x %u mm, %s)", words_of_source(source),
			 m->told[source].width, m->told[source].height,
			 words_of_doubt(m->doubt[source]));
	} else {
		grow_add(t, "unknown (nobody tells)");
	}
}

static void say_from(struct grow *t, const struct screens *s)
{
	const char *x11 = s->x11_display ? s->x11_display : "";

	switch (s->list.backend) {
	case BACKEND_X11:
		grow_add(t, "RandR of X server %.64s", x11);
		if (!x11_monitors_answers(s->x11)) {
			grow_add(t, ", which does not answer: as they were");
		}
		break;
	case BACKEND_XWAYLAND:
		grow_add(t, "XWayland %.64s, names and sizes by the kernel", x11);
		break;
	case BACKEND_DRM:
		grow_add(t, "the kernel, which does not tell where they are%s",
			 s->drm && drm_is_told(s->drm) ? "" : ", nor here when they change");
		break;
	case BACKEND_NONE:
	case _BACKEND_MAX:
		grow_add(t, "nobody");
		break;
	}
}

/* Nobody has told of any yet. */
static void say_none(const struct screens *s, struct health *ret)
{
	if (s->wayland || !s->x11_display) {
		(void) snprintf(
			ret->text, sizeof(ret->text),
			"no monitor is known: neither an X server nor the kernel's connectors "
			"tell of one that is lit");
	} else {
		x11_monitors_health(s->x11, ret);
	}
	ret->level = HEALTH_WARN;
}

void screens_health(const struct screens *s, const struct config *config, struct health *ret)
{
	const struct monitors *list = &s->list;
	struct grow t = { .buf = ret->text, .size = sizeof(ret->text) - sizeof(remedy) };
	bool unknown = false;

	*ret = (struct health){ .name = "monitors", .level = HEALTH_OK };
	if (list->n == 0) {
		say_none(s, ret);
		return;
	}
	grow_add(&t, "%zu monitor%s by ", list->n + list->dropped, list->n == 1 ? "" : "s");
	say_from(&t, s);
	for (size_t i = 0; i < list->n; i++) {
		bool told = user_tells_size(config, &list->m[i]);

		unknown = unknown || (!told && list->m[i].size_source == SIZE_UNKNOWN);
		if (i < SAID_MAX) {
			grow_add(&t, "%s", i == 0 ? "; sizes: " : ", ");
			say_monitor(&t, &list->m[i], told);
		}
	}
	if (list->n > SAID_MAX) {
		grow_add(&t, ", ...");
	}
	t.size = sizeof(ret->text);
	if (unknown) {
		grow_add(&t, "%s", remedy);
		ret->level = HEALTH_WARN;
	}
}

/* What the choice of monitors says about itself. */
#include <stdio.h>
#include <string.h>

#include "ergo/audit.h"
#include "ergo/grow.h"
#include "ergo/tr.h"
#include "screens-internal.h"

#define SAID_MAX 4 /* monitors that are told of one by one */

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

/* A size that is not believed, and who told it. */
static void say_doubt(struct grow *t, const struct monitor *m, enum size_source source)
{
	bool x11 = source == SIZE_RANDR;
	const char *name = m->output;
	unsigned w = m->told[source].width, h = m->told[source].height;

	switch ((int) m->doubt[source]) {
	case DOUBT_ZERO:
		grow_add(t,
			 x11 ? _("%s unknown (the X server says %u x %u mm, which is none)")
			     : _("%s unknown (its EDID says %u x %u mm, which is none)"),
			 name, w, h);
		break;
	case DOUBT_ASPECT:
		grow_add(
			t,
			x11 ? _("%s unknown (the X server says %u x %u mm, which is an aspect ratio)")
			    : _("%s unknown (its EDID says %u x %u mm, which is an aspect ratio)"),
			name, w, h);
		break;
	case DOUBT_DPI:
		grow_add(
			t,
			x11 ? _("%s unknown (the X server says %u x %u mm, which does not fit its "
				"pixels)")
			    : _("%s unknown (its EDID says %u x %u mm, which does not fit its pixels)"),
			name, w, h);
		break;
	case DOUBT_ANISOTROPIC:
		grow_add(
			t,
			x11 ? _("%s unknown (the X server says %u x %u mm, which is not the shape of "
				"its image)")
			    : _("%s unknown (its EDID says %u x %u mm, which is not the shape of its "
				"image)"),
			name, w, h);
		break;
	case DOUBT_DIFFERS:
		grow_add(
			t,
			x11 ? _("%s unknown (the X server says %u x %u mm, which its EDID contradicts)")
			    : _("%s unknown (its EDID says %u x %u mm, which its EDID contradicts)"),
			name, w, h);
		break;
	default:
		grow_add(t,
			 x11 ? _("%s unknown (the X server says %u x %u mm, which is odd)")
			     : _("%s unknown (its EDID says %u x %u mm, which is odd)"),
			 name, w, h);
		break;
	}
}

static void say_monitor(struct grow *t, const struct monitor *m, bool told_by_user)
{
	enum size_source source = m->size_source ? m->size_source : best_told(m);

	if (told_by_user) {
		grow_add(t, _("%s as you say"), m->output);
	} else if (m->size_source) {
		grow_add(t,
			 source == SIZE_RANDR ? _("%s %u x %u mm (the X server)")
					      : _("%s %u x %u mm (its EDID)"),
			 m->output, m->size.width, m->size.height);
	} else if (source) {
		say_doubt(t, m, source);
	} else {
		grow_add(t, _("%s unknown (nobody tells)"), m->output);
	}
}

/* How many there are, and who tells of them. */
static void say_from(struct grow *t, const struct screens *s)
{
	const char *x11 = s->x11_display ? s->x11_display : "";
	size_t n = s->list.n + s->list.dropped;

	switch (s->list.backend) {
	case BACKEND_X11:
		grow_add(t,
			 x11_monitors_answers(s->x11)
				 ? P_("%zu monitor by RandR of X server %.64s",
				      "%zu monitors by RandR of X server %.64s", n)
				 : P_("%zu monitor by RandR of X server %.64s, which does not "
				      "answer: as they were",
				      "%zu monitors by RandR of X server %.64s, which does not "
				      "answer: as they were",
				      n),
			 n, x11);
		break;
	case BACKEND_XWAYLAND:
		grow_add(t,
			 P_("%zu monitor by XWayland %.64s, names and sizes by the kernel",
			    "%zu monitors by XWayland %.64s, names and sizes by the kernel", n),
			 n, x11);
		break;
	case BACKEND_DRM:
		grow_add(
			t,
			s->drm && drm_is_told(s->drm)
				? P_("%zu monitor by the kernel, which does not tell where they are",
				     "%zu monitors by the kernel, which does not tell where they "
				     "are",
				     n)
				: P_("%zu monitor by the kernel, which does not tell where they "
				     "are, nor here when they change",
				     "%zu monitors by the kernel, which does not tell where they "
				     "are, nor here when they change",
				     n),
			n);
		break;
	case BACKEND_NONE:
	case _BACKEND_MAX:
		grow_add(t, P_("%zu monitor by nobody", "%zu monitors by nobody", n), n);
		break;
	}
}

/* Nobody has told of any yet. */
static void say_none(const struct screens *s, struct health *ret)
{
	if (s->wayland || !s->x11_display) {
		(void) snprintf(
			ret->text, sizeof(ret->text), "%s",
			_("no monitor is known: neither an X server nor the kernel's connectors "
			  "tell of one that is lit"));
	} else {
		x11_monitors_health(s->x11, ret);
	}
	ret->level = HEALTH_WARN;
}

void screens_health(const struct screens *s, const struct config *config, struct health *ret)
{
	const struct monitors *list = &s->list;
	const char *remedy = _("tell its diagonal in ergod.ini, or run `ergoctl setup`");
	size_t spare = strlen(remedy) + strlen("; ");
	struct grow t = { .buf = ret->text,
			  .size = sizeof(ret->text) - (spare < sizeof(ret->text) / 2 ? spare : 0) };
	bool unknown = false;

	*ret = (struct health){ .name = "monitors", .level = HEALTH_OK };
	if (list->n == 0) {
		say_none(s, ret);
		return;
	}
	say_from(&t, s);
	for (size_t i = 0; i < list->n; i++) {
		bool told = user_tells_size(config, &list->m[i]);

		unknown = unknown || (!told && list->m[i].size_source == SIZE_UNKNOWN);
		if (i < SAID_MAX) {
			grow_add(&t, "%s", i == 0 ? _("; sizes: ") : ", ");
			say_monitor(&t, &list->m[i], told);
		}
	}
	if (list->n > SAID_MAX) {
		grow_add(&t, ", ...");
	}
	t.size = sizeof(ret->text);
	if (unknown) {
		grow_add(&t, "; %s", remedy);
		ret->level = HEALTH_WARN;
	}
}

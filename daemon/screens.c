#include "screens.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "screens-internal.h"
#include "settle.h"
#include "xwayland.h"

/* ---- whom to ask ---- */

static void review(struct screens *s);

static void on_drm_changed(void *userdata)
{
	review(userdata);
}

/* What the kernel's connectors tell; NULL: nothing. */
static const struct monitors *ask_drm(struct screens *s)
{
	int r;

	if (!s->drm) {
		r = drm_new(&s->drm, s->event, s->drm_dir, s->settle, on_drm_changed, s);
		if (r < 0) {
			(void) log_warning_errno(r, "Cannot watch the kernel's connectors (%m)");
			return NULL;
		}
	}
	return drm_get(s->drm);
}

/* *ret: what is known now; as it was where nobody tells of any. */
static void choose(struct screens *s, struct monitors *ret)
{
	const struct monitors *x11 = x11_monitors_get(s->x11), *drm;

	if (!s->wayland && x11_monitors_is_pending(s->x11) && x11->n == 0) {
		return;
	}
	if (x11->n > 0 && x11->backend == BACKEND_X11 &&
	    (x11_monitors_answers(s->x11) || !s->wayland)) {
		*ret = *x11;
		s->drm = drm_free(s->drm);
		return;
	}
	drm = ask_drm(s);
	if (x11->n > 0 && x11_monitors_answers(s->x11)) {
		*ret = *x11;
		monitors_take_sizes(ret, drm ? drm : &(struct monitors){ .n = 0 });
	} else if (drm && drm->n > 0) {
		*ret = *drm;
	}
}

static void review(struct screens *s)
{
	struct monitors list = s->list;

	choose(s, &list);
	if (!monitors_equal(&list, &s->list)) {
		s->list = list;
		log_info("Monitors: %zu, as %s tells", list.n,
			 monitor_backend_to_string(list.backend));
		(void) sd_event_source_set_enabled(s->news, SD_EVENT_ONESHOT);
	}
}

/* Under Wayland only an XWayland that runs is asked: a connection would start one. */
static bool on_x11_wanted(void *userdata)
{
	const struct screens *s = userdata;

	return !s->wayland || xwayland_runs(s->proc_dir, s->x11_display);
}

static void on_x11_changed(void *userdata)
{
	review(userdata);
}

static void connect_x11(struct screens *s)
{
	x11_monitors_set_display(s->x11, s->x11_display, s->x11_authority);
}

static int on_news(sd_event_source *source, void *userdata)
{
	struct screens *s = userdata;

	(void) source;
	s->changed(s->userdata);
	return 0;
}

/* ---- the owner's side ---- */

/* Returns 1 when the copy was another text, 0, or -ENOMEM. */
static int keep(char **copy, const char *text)
{
	char *new = NULL;

	if (*copy && text ? strcmp(*copy, text) == 0 : !*copy && !text) {
		return 0;
	}
	if (text) {
		new = strdup(text);
		if (!new) {
			return -ENOMEM;
		}
	}
	free(*copy);
	*copy = new;
	return 1;
}

void screens_configure(struct screens *s, const struct screens_settings *settings)
{
	bool other = s->wayland != settings->wayland;

	other = keep(&s->x11_display, settings->x11_display) != 0 || other;
	other = keep(&s->x11_authority, settings->x11_authority) != 0 || other;
	s->wayland = settings->wayland;
	if (other) {
		connect_x11(s);
		review(s);
	}
}

void screens_look(struct screens *s)
{
	connect_x11(s);
	if (s->drm) {
		drm_look(s->drm);
	}
}

const struct monitors *screens_get(const struct screens *s)
{
	return &s->list;
}

struct x11_monitors *screens_x11(const struct screens *s)
{
	return s->x11;
}

int screens_new(struct screens **ret, sd_event *event, const struct screens_options *options,
		const struct screens_settings *settings, void (*changed)(void *userdata),
		void *userdata)
{
	static const struct x11_monitors_callbacks callbacks = { on_x11_changed, on_x11_wanted };
	_cleanup_(screens_freep) struct screens *s = calloc(1, sizeof(*s));
	int r;

	if (!s) {
		return -ENOMEM;
	}
	s->event = sd_event_ref(event);
	s->changed = changed;
	s->userdata = userdata;
	s->wayland = settings->wayland;
	s->settle = options->settle ? options->settle : SETTLE_DISPLAYS;
	if (keep(&s->drm_dir, options->drm_dir) < 0 || keep(&s->proc_dir, options->proc_dir) < 0 ||
	    keep(&s->x11_display, settings->x11_display) < 0 ||
	    keep(&s->x11_authority, settings->x11_authority) < 0) {
		return -ENOMEM;
	}
	r = sd_event_add_defer(event, &s->news, on_news, s);
	if (r >= 0) {
		r = x11_monitors_new(&s->x11, event, s->settle, &callbacks, s);
	}
	if (r < 0) {
		return r;
	}
	connect_x11(s);
	review(s);
	(void) sd_event_source_set_enabled(s->news, SD_EVENT_OFF); /* screens_get() has it */
	*ret = TAKE_PTR(s);
	return 0;
}

struct screens *screens_free(struct screens *s)
{
	if (s) {
		s->x11 = x11_monitors_free(s->x11);
		s->drm = drm_free(s->drm);
		sd_event_source_disable_unref(s->news);
		sd_event_unref(s->event);
		free(s->drm_dir);
		free(s->proc_dir);
		free(s->x11_display);
		free(s->x11_authority);
		free(s);
	}
	return NULL;
}

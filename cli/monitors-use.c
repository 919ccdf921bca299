/* How much each monitor is used: told with it, and kept beside the list in its order. */
#include <math.h>
#include <string.h>

#include "audit-show.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

void monitors_put_use(const struct monitors *m, const struct monitor_use *use, size_t n,
		      struct exposure *ret)
{
	memset(ret->share, 0, sizeof(ret->share));
	for (size_t i = 0; i < m->n; i++) {
		for (size_t k = 0; k < n; k++) {
			if (strcmp(m->m[i].output, use[k].output) == 0) {
				ret->share[i] = use[k].time;
				break;
			}
		}
	}
}

/* XWayland and the kernel tell of monitors, and nobody of windows. */
static bool nobody_tells(const struct monitors *m)
{
	return m->backend == BACKEND_XWAYLAND || m->backend == BACKEND_DRM;
}

void show_use(const struct show *s)
{
	const struct audit *a = s->audit;
	struct text t = {};
	bool known = false;

	if (a->n < 2) {
		return;
	}
	for (size_t i = 0; i < a->n; i++) {
		char name[AUDIT_TEXT_MAX];
		struct text item = {};

		known = known || isfinite(a->view[i].share);
		text_add(&item, Q_("percent, screen", "%.0f %% %s"), a->view[i].share,
			 monitor_say(a, (int) i, name));
		list_add(&t, item.s);
	}
	if (known) {
		out_line(TONE_PLAIN, _("used"), _("in the last 7 days %s"), t.s);
	} else if (nobody_tells(&s->data->monitors)) {
		out_line(TONE_PLAIN, _("used"),
			 _("which of them you use most can't be known under Wayland: tell it   "
			   "(ergoctl setup)"));
	}
}

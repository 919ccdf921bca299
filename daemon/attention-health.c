/* What doctor is told: what is watched, and what has been found wrong with it. */
#include <stdio.h>
#include <string.h>

#include "adapters/calls.h"
#include "adapters/do-not-disturb.h"
#include "adapters/inhibitors.h"
#include "adapters/players.h"
#include "adapters/sharing.h"
#include "adapters/x11.h"
#include "attention-internal.h"
#include "ergo/time.h"
#include "ergo/tr.h"

/* Who counts, and who has been found to count for nobody. */
static void engaged_health(const struct attention *a, struct health *ret)
{
	const struct engaged *e = &a->engaged;
	char passed[DURATION_STRING_MAX];

	*ret = (struct health){ .name = "watching", .level = HEALTH_OK };
	if (e->stuck_n > 0) {
		(void) duration_say(passed, sizeof(passed),
				    usec_sub(a->judged_at, e->stuck_since[0]));
		ret->level = HEALTH_WARN;
		(void) snprintf(
			ret->text, sizeof(ret->text),
			_("%s keeps the screen on (%s) and nobody watched: not counted for %s, until "
			  "it ends; name it in presence.ignore if it should never count"),
			e->stuck[0].who, *e->stuck[0].why ? e->stuck[0].why : _("no reason told"),
			passed);
	} else if (!a->config->presence_count_media) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("not counted without input (presence.count_media)"));
	} else if (e->is && e->by.kind == ENGAGER_MEETING) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s", _("a meeting, as you said"));
	} else if (e->is) {
		(void) snprintf(ret->text, sizeof(ret->text), _("counts without input: %s"),
				e->by.who);
	} else {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("nothing counts without input now"));
	}
}

size_t attention_health(const struct attention *a, struct health ret[static ATTENTION_HEALTH_MAX])
{
	size_t n = 0;

	engaged_health(a, &ret[n++]);
	if (a->inhibitors) {
		inhibitors_health(a->inhibitors, &ret[n++]);
	}
	if (a->players) {
		players_health(a->players, &ret[n++]);
	}
	if (a->do_not_disturb) {
		do_not_disturb_health(a->do_not_disturb, &ret[n++]);
	}
	if (a->sharing) {
		sharing_health(a->sharing, &ret[n++]);
	}
	if (a->calls) {
		calls_health(a->calls, &ret[n++]);
	}
	x11_desktop_health(a->desktop, &ret[n++]);
	x11_power_health(a->power, &ret[n++]);
	return n;
}

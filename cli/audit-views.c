/* The table of angles of `ergoctl audit`: where each screen is, as the eyes see it. */
#include <math.h>
#include <stdlib.h>

#include "audit-show.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

#define DEGREE "\xc2\xb0"

static void add_degrees(struct text *t, double deg, bool estimated)
{
	if (isfinite(deg)) {
		long n = lround(deg);

		text_add(t, "%s%s%ld" DEGREE, estimated ? "~" : "", n > 0 ? "+" : "", n);
	} else {
		text_add(t, "?");
	}
}

static void add_side(struct text *t, const struct monitor_view *v)
{
	long n = isfinite(v->yaw) ? lround(v->yaw) : 0;

	if (!isfinite(v->yaw)) {
		text_add(t, "?");
		return;
	}
	text_add(t, "%s", view_estimates(v, 1u << QUANTITY_YAW) ? "~" : "");
	if (n == 0) {
		text_add(t, "%s", Q_("where a screen stands", "ahead"));
	} else if (n < 0) {
		text_add(t, Q_("where a screen stands", "%ld° left"), labs(n));
	} else {
		text_add(t, Q_("where a screen stands", "%ld° right"), labs(n));
	}
}

static int add_view(struct table *table, const struct show *s, const struct monitor_view *v,
		    enum posture p)
{
	static const unsigned heights[_POSTURE_MAX] = {
		[POSTURE_SITTING] = 1u << QUANTITY_EYE_HEIGHT,
		[POSTURE_STANDING] = 1u << QUANTITY_EYE_HEIGHT_STANDING,
	};
	bool about = view_estimates(v, heights[p] | 1u << QUANTITY_DESK_HEIGHT |
					       1u << QUANTITY_IMAGE_BOTTOM | 1u << QUANTITY_TILT);
	struct text name = {}, top = {}, centre = {}, bottom = {}, distance = {}, side = {};
	const struct angles *a = &v->angles[p];
	bool known = v->known[p];
	char buf[MEASURE_STRING_MAX];

	show_name(s->audit, (size_t) (v - s->audit->view), &name);
	if (p == POSTURE_STANDING) {
		list_add(&name, _("standing"));
	}
	add_degrees(&top, known ? a->top : (double) NAN, about);
	add_degrees(&centre, known ? a->centre : (double) NAN, about);
	add_degrees(&bottom, known ? a->bottom : (double) NAN, about);
	text_add(&distance, "%s",
		 isfinite(v->distance) ? length_say(buf, sizeof(buf), v->distance, s->unit) : "?");
	add_side(&side, v);
	return table_row(table, TONE_PLAIN,
			 (const char *[]){ name.s, top.s, centre.s, bottom.s, distance.s, side.s });
}

int show_views(const struct show *s)
{
	static const char *const columns[] = { N_("MONITOR"),    N_("TOP EDGE"), N_("MIDDLE"),
					       N_("LOWER EDGE"), N_("DISTANCE"), N_("SIDE") };
	const struct audit *a = s->audit;
	_cleanup_(table_freep) struct table *table = NULL;
	int r = table_new(&table, columns, ELEMENTSOF(columns), 0);

	for (size_t i = 0; r >= 0 && i < a->n; i++) {
		const struct monitor_view *v = &a->view[i];
		bool standing = posture_is_used(&a->body, POSTURE_STANDING);

		if (posture_is_used(&a->body, POSTURE_SITTING)) {
			r = add_view(table, s, v, POSTURE_SITTING);
			standing = v->known[POSTURE_STANDING];
		}
		if (r >= 0 && standing) {
			r = add_view(table, s, v, POSTURE_STANDING);
		}
	}
	return r < 0 ? r : table_print(table);
}

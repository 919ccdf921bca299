/* What to do about a finding, and how to live with it where nothing is better. */
#include "text/audit-text-internal.h"

#define FAR_OFF_MM                                                                                 \
	300.0 /* the plan moves nothing of the desk so far: such a measure is rather wrong [J] */

#define TALL_MM                                                                                    \
	450.0 /* [J] as of a television: its top and its bottom can't both be within what is ok */

static bool is_height(enum rule r)
{
	return r == RULE_TOP_EDGE || r == RULE_TOP_EDGE_MULTIFOCAL || r == RULE_CENTRE ||
	       r == RULE_BOTTOM_EDGE || r == RULE_INCIDENCE;
}

/* A laptop that stands on the desk itself. */
static bool is_low(const struct monitor_view *v)
{
	return v->monitor && v->monitor->internal && v->setup.raised != TRISTATE_YES;
}

/* Of a screen before the eyes. */
static const char *height_words(const struct finding *f, const struct monitor_view *v)
{
	bool too_high = f->rule != RULE_INCIDENCE && f->measured > f->limit;

	if (v->height > v->width || v->height > TALL_MM) {
		return too_high
			       ? _("a compromise, as the screen is tall: work in its lower two thirds")
			       : _("a compromise, as the screen is tall: read in its upper two thirds");
	}
	if (is_low(v) && v->role == ROLE_SECONDARY) {
		return _(
			"good enough for a glance; if you look at it much, use a stand, with a keyboard "
			"and mouse of their own");
	}
	if (v->known[POSTURE_SITTING] && v->known[POSTURE_STANDING]) {
		return _(
			"a compromise between sitting and standing; on an arm the screen could go with "
			"you");
	}
	return NULL;
}

static const char *screen_words(const struct audit *a, const struct finding *f,
				const struct monitor_view *v)
{
	const struct monitor_view *other = words_view(a, f->other);

	switch ((int) f->rule) {
	case RULE_YAW_PRIMARY:
	case RULE_YAW_EQUAL:
	case RULE_YAW_SECONDARY:
		return a->n > 1
			       ? _("a compromise: nearer to straight ahead there is no room beside the "
				   "other screens")
			       : NULL;
	case RULE_TOPS_DIFFER:
		if ((is_low(v) && v->role == ROLE_SECONDARY) ||
		    (other && is_low(other) && other->role == ROLE_SECONDARY)) {
			return _("a compromise: the laptop's screen is low without a stand");
		}
		return _("a compromise: each of them is best for the eyes at its own height");
	case RULE_DISTANCES_DIFFER:
		return _("a compromise: each of them has the distance that suits it");
	case RULE_LAPTOP_ONLY:
		return a->keyboard_external
			       ? NULL
			       : _("use a keyboard and mouse of their own with the laptop");
	default:
		return is_height(f->rule) ? height_words(f, v) : NULL;
	}
}

static const char *compromise(const struct audit *a, const struct finding *f)
{
	const struct monitor_view *v = words_view(a, f->monitor);
	const char *words = v ? screen_words(a, f, v) : NULL;

	if (!v && fabs(f->measured) > FAR_OFF_MM) {
		return _("so far off that it is worth measuring again: ergoctl setup");
	}
	return words ? words : _("a compromise: what would better it makes something else worse");
}

char *correction_say(const struct audit *a, const struct finding *f, enum length_unit unit,
		     char buf[static AUDIT_TEXT_MAX])
{
	struct words t = words_begin(buf);

	if (f->move.kind != MOVE_NONE) {
		return move_say(a, &f->move, unit, buf);
	}
	if (f->rule == RULE_ROLE) {
		words_add_role_correction(&t, a, f);
		return buf;
	}
	words_add(&t, "%s", compromise(a, f));
	return buf;
}

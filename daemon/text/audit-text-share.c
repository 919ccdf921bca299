/* What was measured of the screens' use. */
#include "ergo/tr.h"
#include "text/audit-text-internal.h"

/* Of a pair, the one that is used more, and the other. */
struct used {
	char more[AUDIT_TEXT_MAX], less[AUDIT_TEXT_MAX];
	bool equal;
	double yaw; /* of the one that is used more */
};

static void look(const struct audit *a, const struct finding *f, struct used *ret)
{
	const struct monitor_view *v = words_view(a, f->monitor), *other = words_view(a, f->other);
	bool turned = v && other && other->share > v->share;

	(void) monitor_say(a, turned ? f->other : f->monitor, ret->more);
	(void) monitor_say(a, turned ? f->monitor : f->other, ret->less);
	ret->equal = v && other && v->role == ROLE_EQUAL && other->role == ROLE_EQUAL;
	ret->yaw = turned ? other->yaw : v ? v->yaw : (double) NAN;
}

void words_add_role(struct words *t, const struct audit *a, const struct finding *f)
{
	struct used u;

	look(a, f, &u);
	if (u.equal) {
		words_add(t,
			  _("%s is used much more than %s, though both are said to be used "
			    "equally: %.0f %% of the last week's time on the two"),
			  u.more, u.less, floor(f->measured));
	} else {
		words_add(t,
			  _("%s is used more than %s, which is said to be your main one: %.0f %% "
			    "of the last week's time on the two"),
			  u.more, u.less, floor(f->measured));
	}
}

void words_add_role_correction(struct words *t, const struct audit *a, const struct finding *f)
{
	double aside = rule_info(RULE_YAW_PRIMARY)->ok.high;
	struct used u;

	look(a, f, &u);
	if (u.equal) {
		words_add(t,
			  _("call %s your main one (ergoctl setup) and put it straight ahead, or "
			    "use both alike"),
			  u.more);
	} else if (u.yaw > aside) {
		words_add(t,
			  _("swap the two, or put the work on %s: the other one is %.0f degrees to "
			    "the right"),
			  u.less, u.yaw);
	} else if (u.yaw < -aside) {
		words_add(t,
			  _("swap the two, or put the work on %s: the other one is %.0f degrees to "
			    "the left"),
			  u.less, -u.yaw);
	} else {
		words_add(t, _("call %s your main one (ergoctl setup), or put the work on %s"),
			  u.more, u.less);
	}
}

void words_add_share(struct words *t, const struct monitor_view *v)
{
	if (v && isfinite(v->share)) {
		words_add(t, _("; %.0f %% of the last week's time was on it"), v->share);
	}
}

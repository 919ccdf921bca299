/* What was measured of the screens' use. */
#include "ergo/tr.h"
#include "text/audit-text-internal.h"

/* Of a pair, the one that is used more, and the other. */
struct used {
	int more, less; /* monitors */
	bool equal;
	double yaw; /* of the one that is used more */
};

static struct used look(const struct audit *a, const struct finding *f)
{
	const struct monitor_view *v = words_view(a, f->monitor), *other = words_view(a, f->other);
	bool turned = v && other && other->share > v->share;

	return (struct used){
		.more = turned ? f->other : f->monitor,
		.less = turned ? f->monitor : f->other,
		.equal = v && other && v->role == ROLE_EQUAL && other->role == ROLE_EQUAL,
		.yaw = turned ? other->yaw
		       : v    ? v->yaw
			      : (double) NAN,
	};
}

void words_add_role(struct words *t, const struct audit *a, const struct finding *f)
{
	struct used u = look(a, f);
	char more[WORDS_SCREEN_MAX], less[WORDS_SCREEN_MAX];

	(void) words_screen(a, u.more, PART_SUBJECT, more);
	(void) words_screen(a, u.less, PART_SUBJECT, less);
	if (u.equal) {
		words_add(t,
			  _("%s is used much more than %s, though both are said to be used "
			    "equally: %.0f %% of the last week's time on the two"),
			  more, less, floor(f->measured));
	} else {
		words_add(t,
			  _("%s is used more than %s, which is said to be your main one: %.0f %% "
			    "of the last week's time on the two"),
			  more, less, floor(f->measured));
	}
}

void words_add_role_correction(struct words *t, const struct audit *a, const struct finding *f)
{
	double aside = rule_info(RULE_YAW_PRIMARY)->ok.high;
	struct used u = look(a, f);
	char more[WORDS_SCREEN_MAX], less[WORDS_SCREEN_MAX], angle[WORDS_AMOUNT_MAX];

	(void) words_screen(a, u.more, PART_OBJECT, more);
	(void) words_screen(a, u.less, PART_PREPOSITION, less);
	if (u.equal) {
		words_add(t,
			  _("call %s your main one (ergoctl setup) and put it straight ahead, or "
			    "use both alike"),
			  more);
	} else if (fabs(u.yaw) > aside) {
		words_add(t,
			  u.yaw > 0
				  ? _("swap the two, or put the work on %s: the other one is %s to "
				      "the right")
				  : _("swap the two, or put the work on %s: the other one is %s to "
				      "the left"),
			  less, words_degrees(angle, u.yaw, (double) NAN));
	} else {
		words_add(t, _("call %s your main one (ergoctl setup), or put the work on %s"),
			  more, less);
	}
}

void words_add_share(struct words *t, const struct monitor_view *v)
{
	char said[AUDIT_TEXT_MAX];

	if (v && isfinite(v->share)) {
		words_add(t, _("%s; %.0f %% of the last week's time was on it"),
			  words_take(t, said), v->share);
	}
}

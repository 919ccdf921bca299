/* Where one screen should be: how far away with how large a text, how high with what tilt; and the
 * laptop's stand. */
#include "plan-internal.h"

#define MM_PER_EFFORT 100.0 /* [J] so much up or down is as hard as to move a thing at all, below */

/* ---- distance and text ---- */

/* When a screen is moved it is moved well into what is ok [J]. */
#define NEAR_MM 550.0
#define FAR_MM  700.0

#define FIRST_MM     400.0
#define LAST_MM      1000.0
#define DISTANCE_MM  50.0
#define HALF_WIDTH   30.0  /* ERGONOMICS 2.5: then L >= 0.866 W */
#define TEXT_MOST    10000 /* tenths of px and pt: what can be told at most */
#define TEXT_MOST_MM 1000
#define AS_IT_IS     100.0
#define ENLARGED_MOST                                                                              \
	400.0           /* [J] percent; more than that no desktop offers, and a measure is wrong */
#define EFFORT_TEXT 1.0 /* [J] also below */
#define EFFORT_FAR  1.2
#define STEEP       0.95 /* part of the distance that a screen may be above or below the eyes */

struct choice {
	double distance, text; /* mm; percent of what the text is now */
};

/* One screen, and the main one to compare it with, as if moved. */
struct trial {
	struct monitor_view view[2]; /* this one; the main one */
	struct workplace w;
	bool pair;
};

static unsigned weigh_rule(enum rule rule, const struct subject *s)
{
	const struct rule_row *row = &rule_rows[rule];
	struct reading r = { .ok = row->info.ok, .value = NAN };

	row->read(s, &r);
	return r.applies ? weigh(rule, band_severity(&r.ok, &row->info, r.value)) : 0;
}

static void trial_begin(const struct workplace *w, int monitor, struct trial *ret)
{
	int main = workplace_main(w);

	ret->view[0] = w->view[monitor];
	ret->pair = main >= 0 && main != monitor;
	if (ret->pair) {
		ret->view[1] = w->view[main];
	}
	ret->w = *w;
	ret->w.view = ret->view;
	ret->w.n = ret->pair ? 2 : 1;
}

static unsigned weigh_choice(struct trial *t, const struct monitor_view *was,
			     const struct choice *c)
{
	struct subject s = { .w = &t->w, .monitor = 0, .other = 1 };
	struct monitor_view *v = &t->view[0];

	v->distance = c->distance;
	v->half_width = half_width_deg(v->width, v->distance);
	v->arcmin = text_arcmin(was->cap_height * c->text / AS_IT_IS, v->distance);
	return weigh_rule(RULE_DISTANCE, &s) + weigh_rule(RULE_HALF_WIDTH, &s) +
	       weigh_rule(RULE_TEXT_HEIGHT, &s) +
	       (t->pair ? weigh_rule(RULE_DISTANCES_DIFFER, &s) : 0);
}

static double effort_of(const struct choice *c, double now)
{
	double sum = 0;

	if (c->text > AS_IT_IS) {
		sum += EFFORT_TEXT + (c->text - AS_IT_IS) / (2 * AS_IT_IS);
	}
	if (c->distance != now) {
		double outside = fmax(NEAR_MM - c->distance, c->distance - FAR_MM);
		sum += EFFORT_FAR + fabs(c->distance - now) / (5 * MM_PER_EFFORT) +
		       fmax(0, outside / DISTANCE_MM);
	} else if (now > rule_rows[RULE_DISTANCE].info.ok.high) {
		sum += EFFORT_TEXT; /* large text far away is the second best */
	}
	return sum;
}

/* Whether there is such a place with the heights that there are. */
static bool reachable(const struct workplace *w, const struct monitor_view *v, double distance)
{
	for (enum posture p = POSTURE_SITTING; p < _POSTURE_MAX; p++) {
		struct screen s;
		if (v->known[p] && view_screen(v, &w->body, p, &s) &&
		    fabs(s.centre - s.eye) > STEEP * distance) {
			return false;
		}
	}
	return true;
}

double text_enlargement(double arcmin)
{
	double good = rule_rows[RULE_TEXT_HEIGHT].info.ok.low;

	return arcmin > 0 && arcmin < good
		       ? fmin(text_percent(AS_IT_IS * good / arcmin), ENLARGED_MOST)
		       : AS_IT_IS;
}

/* The percentage that makes the text good at this distance; 100 where it is, or nothing is known. */
static double text_for(const struct monitor_view *v, double distance)
{
	double percent = text_enlargement(text_arcmin(v->cap_height, distance));
	double most = v->setup.text_size.unit == TEXT_MM ? TEXT_MOST_MM : TEXT_MOST;
	return v->setup.text_size.tenths * percent / AS_IT_IS <= most ? percent : AS_IT_IS;
}

static void plan_distance(struct draft *d, int monitor)
{
	const struct monitor_view was = d->w.view[monitor];
	struct choice now = { was.distance, AS_IT_IS }, best = now;
	struct trial t;

	if (isnan(was.distance)) {
		return;
	}
	bool fixed = is_typed_on(&d->w, &was);
	trial_begin(&d->w, monitor, &t);
	double wide = was.width / 2 / tan(HALF_WIDTH * M_PI / 180);
	const double special[] = { was.distance, ceil(wide / STEP_MM) * STEP_MM,
				   t.pair ? t.view[1].distance : (double) NAN };
	unsigned least = weigh_choice(&t, &was, &now);
	double least_effort = 0;
	const size_t steps = (size_t) ((LAST_MM - FIRST_MM) / DISTANCE_MM) + 1;

	if (least == 0) {
		return;
	}
	for (size_t i = 0; i < ELEMENTSOF(special) + steps; i++) {
		double at = i < ELEMENTSOF(special)
				    ? special[i]
				    : FIRST_MM + DISTANCE_MM * (double) (i - ELEMENTSOF(special));
		bool stays = at == was.distance;
		if (!stays && (fixed || !(at >= FIRST_MM) || at > LAST_MM ||
			       fabs(at - was.distance) < LEAST_MM || !reachable(&d->w, &was, at))) {
			continue;
		}
		const double texts[] = { AS_IT_IS, text_for(&was, at) };
		for (size_t k = 0; k < ELEMENTSOF(texts); k++) {
			struct choice c = { at, texts[k] };
			unsigned weight = weigh_choice(&t, &was, &c);
			double cost = effort_of(&c, was.distance);
			if (weight < least || (weight == least && cost < least_effort)) {
				least = weight;
				least_effort = cost;
				best = c;
			}
		}
	}
	if (best.distance != was.distance) {
		draft_move(d, MOVE_DISTANCE, monitor, best.distance - was.distance, best.distance);
	}
	if (best.text > AS_IT_IS) {
		draft_move(d, MOVE_TEXT, monitor, best.text - AS_IT_IS, best.text);
	}
}

/* ---- the laptop's stand ---- */

#define RISER_LEAST_MM 30.0 /* [J] below it a stand is not worth its name */

/* Whether anything is found of how high the screen stands, or that it is a laptop alone. */
static bool wants_height(const struct findings *f)
{
	for (size_t i = 0; i < f->n; i++) {
		switch ((int) f->f[i].rule) {
		case RULE_TOP_EDGE:
		case RULE_TOP_EDGE_MULTIFOCAL:
		case RULE_CENTRE:
		case RULE_BOTTOM_EDGE:
		case RULE_LAPTOP_ONLY:
			return true;
		default:
			break;
		}
	}
	return false;
}

/* Whether it is amiss how the screen leans, and not how high it stands. */
static bool is_slant(const struct findings *f)
{
	bool slant = false;

	for (size_t i = 0; i < f->n; i++) {
		slant = slant || f->f[i].rule == RULE_INCIDENCE || f->f[i].rule == RULE_TILT;
		if (f->f[i].rule == RULE_TOPS_DIFFER) {
			return false;
		}
	}
	return slant && !wants_height(f);
}

static void plan_riser(struct draft *d, int monitor, struct findings *scratch)
{
	const struct monitor_view *v = &d->w.view[monitor];
	struct move m = { .kind = MOVE_RISER, .monitor = monitor };

	scratch->n = 0;
	judge_screen(&d->w, monitor, scratch);
	/* [J] one that is looked at little is not worth a keyboard and mouse of their own */
	if (is_typed_on(&d->w, v) || !wants_height(scratch)) {
		return;
	}
	if (v->known[POSTURE_SITTING] || v->known[POSTURE_STANDING]) {
		double at = place_on_riser(d, monitor);
		m.amount = at - v->image_bottom;
		m.target = at;
		if (!(m.amount >= RISER_LEAST_MM)) {
			return;
		}
	} else if (!d->w.laptop_only) {
		return;
	}
	draft_add(d, &m);
}

/* ---- one screen ---- */

void plan_screen(struct draft *d, int monitor, struct findings *scratch)
{
	const struct monitor_view *v = &d->w.view[monitor];

	if (weigh_screen(&d->w, monitor, scratch) == 0) {
		return;
	}
	plan_distance(d, monitor);
	bool raisable = !is_low_panel(v);
	if (!raisable) {
		plan_riser(d, monitor, scratch);
	} else if (d->w.laptop_only && !d->w.keyboard_external) {
		draft_move(d, MOVE_KEYBOARD, monitor, 0, 0);
	}
	scratch->n = 0;
	judge_screen(&d->w, monitor, scratch);
	judge_pair(&d->w, monitor, scratch);
	plan_height(d, monitor, raisable, is_slant(scratch));
}

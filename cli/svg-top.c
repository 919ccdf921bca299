/* The view from above: straight ahead is up; each screen turned to the eyes, as far as its distance
 * goes in the plane. */
#include <stdio.h>

#include "ergo/tr.h"
#include "svg-internal.h"

#define LEAST_SIDE   460.0 /* mm to either side, ahead and behind that are always shown */
#define LEAST_AHEAD  840.0
#define LEAST_BEHIND 190.0
#define DESK_FROM    110.0
#define DESK_DEPTH   700.0 /* the desk is a hint: nothing tells how large it is [J] */
#define DESK_HALF    760.0
#define MOVED_PX     2.0 /* less is not seen */
#define SAMPLES      16  /* points by which labels keep off a screen */
#define BOXES_MAX    (MONITORS_MAX * 4 + 8)

struct box {
	double x, y, w, h; /* left, top */
};

/* What labels have to keep off. */
struct crowd {
	struct box area; /* in which they have to be */
	size_t boxes_n, points_n;
	struct box box[BOXES_MAX];
	double point[MONITORS_MAX * 3 * (SAMPLES + 1)][2];
};

bool top_place(const struct monitor_view *v, enum posture p, double *ret_x, double *ret_y)
{
	double far = v->known[p] ? v->angles[p].depth : v->distance;

	*ret_x = far * sin(radians(v->yaw));
	*ret_y = far * cos(radians(v->yaw));
	return isfinite(*ret_x) && isfinite(*ret_y) && isfinite(v->width) && v->width > 0;
}

bool top_shows(const struct svg *s, size_t i)
{
	double x, y;

	return top_place(&s->a->view[i], s->posture, &x, &y);
}

/* Left and right end, mm. */
static bool ends(const struct svg *s, const struct monitor_view *v, double ret[static 4])
{
	double x, y, c = cos(radians(v->yaw)), n = sin(radians(v->yaw)), half = v->width / 2;

	if (!top_place(v, s->posture, &x, &y)) {
		return false;
	}
	ret[0] = x - half * c;
	ret[1] = y + half * n;
	ret[2] = x + half * c;
	ret[3] = y - half * n;
	return true;
}

bool top_moved(const struct svg *s, size_t i, double ret[static 4])
{
	const unsigned kinds = 1u << MOVE_YAW | 1u << MOVE_DISTANCE | 1u << MOVE_RISER;
	double was[4];

	return moves_screen(s, i, kinds) && ends(s, &s->a->view[i], was) &&
	       ends(s, &s->a->after[i], ret) &&
	       fmax(hypot(was[0] - ret[0], was[1] - ret[1]),
		    hypot(was[2] - ret[2], was[3] - ret[3])) *
			       s->scale >
		       MOVED_PX;
}

struct extent top_extent(const struct svg *s)
{
	struct extent e = { -LEAST_SIDE, LEAST_SIDE, LEAST_AHEAD, -LEAST_BEHIND };
	double p[4];

	for (size_t k = 0; k < s->a->n * 2; k++) {
		const struct monitor_view *v =
			k < s->a->n ? &s->a->view[k] : &s->a->after[k - s->a->n];

		if ((k >= s->a->n && s->a->moves_n == 0) || !ends(s, v, p)) {
			continue;
		}
		e.right = fmax(e.right, fmax(fmax(-p[0], p[0]), fmax(-p[2], p[2])) + 20);
		e.top = fmax(e.top, fmax(p[1], p[3]) + 60);
		e.bottom = fmin(e.bottom, fmin(p[1], p[3]) - 60);
	}
	e.left = -e.right;
	return e;
}

/* ---- room for labels ---- */

static bool free_at(const struct crowd *c, const struct box *b)
{
	if (b->x < c->area.x || b->y < c->area.y || b->x + b->w > c->area.x + c->area.w ||
	    b->y + b->h > c->area.y + c->area.h) {
		return false;
	}
	for (size_t i = 0; i < c->boxes_n; i++) {
		const struct box *o = &c->box[i];

		if (b->x < o->x + o->w && o->x < b->x + b->w && b->y < o->y + o->h &&
		    o->y < b->y + b->h) {
			return false;
		}
	}
	for (size_t i = 0; i < c->points_n; i++) {
		double x = c->point[i][0], y = c->point[i][1];

		if (x > b->x - 5 && x < b->x + b->w + 5 && y > b->y - 5 && y < b->y + b->h + 5) {
			return false;
		}
	}
	return true;
}

static void occupy(struct crowd *c, struct box b)
{
	if (c->boxes_n < BOXES_MAX) {
		c->box[c->boxes_n++] = b;
	}
}

static void occupy_line(struct svg *s, struct crowd *c, const double p[static 4])
{
	for (size_t k = 0; k <= SAMPLES; k++) {
		double f = (double) k / SAMPLES;

		c->point[c->points_n][0] = px(s, p[0] + (p[2] - p[0]) * f);
		c->point[c->points_n++][1] = py(s, p[1] + (p[3] - p[1]) * f);
	}
}

/* How far aside of the ray a label may be put. */
static const double aside[] = { 0, 30, 60, 90, 120, 150 };

/* Behind the screen or before it, and as near to its middle as there is room. */
static bool find_near(const struct svg *s, const struct crowd *c, double x, double y, struct box *b)
{
	double dx = px(s, x) - px(s, 0), dy = py(s, y) - py(s, 0), far = hypot(dx, dy);
	double least = INFINITY;
	struct box best = *b;

	dx = far > 1 ? dx / far : 0;
	dy = far > 1 ? dy / far : -1;
	for (double out = 14; out < 150; out += 4) {
		for (size_t k = 0; k < 4 * ELEMENTSOF(aside); k++) {
			double ux = k & 1 ? -dx : dx, uy = k & 1 ? -dy : dy;
			double by = k & 2 ? -aside[k / 4] : aside[k / 4];

			/* the near edge of the box touches the ray */
			b->x = px(s, x) + ux * (out + 10) - b->w / 2 + ux * b->w / 2 - dy * by;
			b->y = py(s, y) + uy * (out + 2) - b->h / 2 + uy * 4 + dx * by;
			if (out + .7 * fabs(by) < least && free_at(c, b)) {
				least = out + .7 * fabs(by);
				best = *b;
			}
		}
	}
	*b = best;
	return isfinite(least);
}

/* Near the screen, else in the first free place of the card. */
static struct box find_room(const struct svg *s, const struct crowd *c, double x, double y,
			    double width)
{
	struct box b = { c->area.x, c->area.y, width, LABEL_HEIGHT };

	if (find_near(s, c, x, y, &b)) {
		return b;
	}
	for (b.y = c->area.y; b.y < c->area.y + c->area.h; b.y += 6) {
		for (b.x = c->area.x; b.x < c->area.x + c->area.w; b.x += 8) {
			if (free_at(c, &b)) {
				return b;
			}
		}
	}
	b.x = c->area.x;
	b.y = c->area.y;
	return b;
}

static void put_label(struct svg *s, struct crowd *c, struct label *l, double x, double y)
{
	double width = fmin(label_width(l) + 6, 300);
	struct box b = find_room(s, c, x, y, width);
	double cx = fmax(b.x, fmin(px(s, x), b.x + b.w)), cy = b.y + b.h / 2;

	if (hypot(cx - px(s, x), cy - py(s, y)) > 34) {
		put_line(s, LOOK_HAIR, px(s, x), py(s, y), cx,
			 cy > py(s, y) ? b.y + 2 : b.y + b.h - 1, "");
	}
	label_put(s, l, b.x, cy, width + 20);
	occupy(c, b);
}

/* ---- the drawing ---- */

static void put_bands(struct svg *s, const struct extent *e, struct crowd *c)
{
	const struct rule_info *rule = rule_info(RULE_YAW_PRIMARY);
	double r = (e->top - 30) * s->scale;
	const double at[] = { -rule->caution.high, -rule->ok.high, rule->ok.high,
			      rule->caution.high };
	char buf[16];

	put_slice(s, LOOK_BAND_WIDE, px(s, 0), py(s, 0), r, 90 - rule->caution.high,
		  90 + rule->caution.high);
	put_slice(s, LOOK_BAND, px(s, 0), py(s, 0), r, 90 - rule->ok.high, 90 + rule->ok.high);
	for (size_t i = 0; i < ELEMENTSOF(at); i++) {
		struct box b = { 0, 0, 28, 14 };
		double out = r + 11;

		do { /* behind a screen that stands there */
			b.x = px(s, 0) + out * sin(radians(at[i])) - b.w / 2;
			b.y = py(s, 0) - out * cos(radians(at[i])) - b.h / 2;
			out += 3;
		} while (!free_at(c, &b) && out < r + 60);
		(void) snprintf(buf, sizeof(buf), "%.0f\xc2\xb0", fabs(at[i]));
		put_text(s, LOOK_SOFT, b.x + b.w / 2, b.y + b.h / 2 + 4, SIZE_SMALL, false,
			 "middle", buf);
		occupy(c, b);
	}
}

static void put_desk(struct svg *s, const struct extent *e)
{
	double half = fmin(e->right, DESK_HALF);

	put_rect(s, LOOK_DESK_TOP, px(s, -half), py(s, DESK_FROM + DESK_DEPTH), 2 * half * s->scale,
		 DESK_DEPTH * s->scale, 4);
	put_rect(s, LOOK_GHOST, px(s, -220), py(s, DESK_FROM + 200), 440 * s->scale, 130 * s->scale,
		 3);
}

static void put_screen(struct svg *s, size_t i)
{
	const struct monitor_view *v = &s->a->view[i];
	bool guessed =
		!v->known[s->posture] ||
		v->estimated & (1u << QUANTITY_YAW | 1u << QUANTITY_DISTANCE | 1u << QUANTITY_SIZE);
	double p[4];
	char more[96], letter[4];

	if (!ends(s, v, p)) {
		return;
	}
	for (size_t k = 0; k < 4; k += 2) {
		put_line(s, look_screen(i), px(s, 0), py(s, 0), px(s, p[k]), py(s, p[k + 1]),
			 " stroke-width=\"1\" stroke-opacity=\".35\"");
	}
	(void) snprintf(more, sizeof(more), " id=\"top-%s\" stroke-width=\"6\"%s",
			screen_letter(i, letter), guessed ? " stroke-dasharray=\"9 3\"" : "");
	put_line(s, look_screen(i), px(s, p[0]), py(s, p[1]), px(s, p[2]), py(s, p[3]), more);
}

static void put_move(struct svg *s, size_t i, struct crowd *c)
{
	double p[4], x, y, nx, ny;

	if (!top_moved(s, i, p)) {
		return;
	}
	put_line(s, LOOK_MOVE, px(s, p[0]), py(s, p[1]), px(s, p[2]), py(s, p[3]),
		 " stroke-dasharray=\"5 3\"");
	(void) top_place(&s->a->view[i], s->posture, &x, &y);
	(void) top_place(&s->a->after[i], s->posture, &nx, &ny);
	put_arrow(s, px(s, x), py(s, y), px(s, nx), py(s, ny));
	occupy_line(s, c, p);
	occupy_line(s, c, (const double[]){ x, y, nx, ny });
}

static void put_labels(struct svg *s, struct crowd *c)
{
	char words[LABEL_MAX];
	double p[4], x, y;

	for (size_t i = 0; i < s->a->n; i++) {
		const struct monitor_view *v = &s->a->view[i];
		struct label l = { .spot = SPOT_ABOVE, .screens = 1u << i };
		bool guessed = !v->known[s->posture] || v->estimated & 1u << QUANTITY_YAW;

		if (!top_place(v, s->posture, &x, &y)) {
			continue;
		}
		(void) estimated_words(guessed, yaw_words(v->yaw, words, sizeof(words)), l.text);
		l.tags = tags_of(s, SPOT_ABOVE, l.screens);
		put_label(s, c, &l, x, y);
	}
	for (size_t i = 0; i < s->a->n; i++) {
		struct label l = { .spot = SPOT_MOVE, .screens = 1u << i };

		if (top_moved(s, i, p) && *moves_short(s, i, true, l.text, sizeof(l.text))) {
			(void) top_place(&s->a->after[i], s->posture, &x, &y);
			put_label(s, c, &l, x, y);
		}
	}
}

static bool any(const struct svg *s)
{
	for (size_t i = 0; i < s->a->n; i++) {
		if (top_shows(s, i)) {
			return true;
		}
	}
	return false;
}

double top_put(struct svg *s, double y)
{
	struct extent e = top_extent(s);
	double height = (e.top - e.bottom) * s->scale + 60 + 30, p[4];
	struct crowd c = { .area = { MARGIN + 8, y + 34, CARD_WIDTH - 16, height - 40 } };

	put_rect(s, LOOK_CARD, MARGIN, y, CARD_WIDTH, height, 12);
	put_text(s, LOOK_INK, MARGIN + PAD, y + 28, SIZE_HEAD, true, "start", _("From above"));
	occupy(&c, (struct box){ MARGIN, y, CARD_WIDTH, 40 });
	s->x0 = MARGIN + CARD_WIDTH / 2;
	s->y0 = y + 60 + e.top * s->scale;
	for (size_t i = 0; i < s->a->n; i++) {
		if (ends(s, &s->a->view[i], p)) {
			occupy_line(s, &c, p);
		}
	}
	put_desk(s, &e);
	put_bands(s, &e, &c);
	figure_put_above(s);
	put_line(s, LOOK_EYE, px(s, 0), py(s, 0), px(s, 0), py(s, e.top - 30), "");
	occupy(&c, (struct box){ px(s, 0) - 2, py(s, e.top - 30), 4, (e.top - 30) * s->scale });
	for (size_t i = s->a->n; i-- > 0;) {
		put_screen(s, i);
	}
	for (size_t i = 0; i < s->a->n; i++) {
		put_move(s, i, &c);
	}
	put_circle(s, LOOK_EYE_POINT, px(s, 0), py(s, 0), 3.5);
	occupy(&c, (struct box){ px(s, -260), py(s, 60), 520 * s->scale, 250 * s->scale });
	put_labels(s, &c);
	if (!any(s)) {
		put_text(s, LOOK_SOFT, MARGIN + PAD, y + height - 18, SIZE_SMALL, false, "start",
			 _("No screen is drawn: the list says what is not told."));
	}
	return y + height;
}

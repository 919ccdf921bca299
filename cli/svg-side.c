/* The view from the side: each screen in the direction in which it stands, at its height, distance
 * and tilt. */
#include <stdio.h>
#include <stdlib.h>

#include "ergo/tr.h"
#include "svg-internal.h"
#include "words.h"

#define HEAD_ROOM       140.0 /* mm above the eyes */
#define BEHIND          400.0 /* mm behind the eyes: the chair */
#define LEAST_AHEAD     640.0
#define FLOOR_ROOM      30.0  /* mm below the floor */
#define DESK_FROM       110.0 /* mm before the eyes: the front edge, a sketch */
#define DESK_THICK      24.0
#define DESK_DEEPEST    1200.0
#define SEAT_BELOW_EYES 740.0 /* where no seat is told: the sketch sits so [J] */
#define MOVED_PX        2.0   /* less is not seen */

struct panel {
	double x, y; /* centre: depth and height, mm */
	double top_x, top_y, bottom_x, bottom_y;
};

static bool panel_of(const struct monitor_view *v, enum posture p, struct panel *ret)
{
	const struct angles *g = &v->angles[p];
	double up = v->height / 2 * cos(radians(v->tilt));
	double back = v->height / 2 * sin(radians(v->tilt));

	if (!v->known[p] || !isfinite(up) || !isfinite(g->depth) || !isfinite(g->top_height)) {
		return false;
	}
	ret->x = g->depth;
	ret->y = g->top_height - up;
	ret->top_x = ret->x + back;
	ret->top_y = g->top_height;
	ret->bottom_x = ret->x - back;
	ret->bottom_y = ret->y - up;
	return true;
}

bool side_shows(const struct svg *s, size_t i)
{
	struct panel p;

	return panel_of(&s->a->view[i], s->posture, &p);
}

/* Screens go with the desk that they stand on. */
static bool moves_desk(const struct svg *s)
{
	return s->a->moves_n > 0 &&
	       fabs(s->a->body_after.desk[s->posture] - s->a->body.desk[s->posture]) > 0;
}

/* Where the plan puts a screen; false: where it is. */
static bool panel_moved(const struct svg *s, size_t i, struct panel *ret)
{
	const unsigned kinds =
		1u << MOVE_HEIGHT | 1u << MOVE_DISTANCE | 1u << MOVE_TILT | 1u << MOVE_RISER;
	struct panel was;

	return (moves_screen(s, i, kinds) || moves_desk(s)) &&
	       panel_of(&s->a->view[i], s->posture, &was) &&
	       panel_of(&s->a->after[i], s->posture, ret) &&
	       fmax(hypot(was.top_x - ret->top_x, was.top_y - ret->top_y),
		    hypot(was.bottom_x - ret->bottom_x, was.bottom_y - ret->bottom_y)) *
			       s->scale >
		       MOVED_PX;
}

static double seat_height(const struct svg *s, bool *ret_told)
{
	double seat = length_mm(s->c->chair_seat_height);

	*ret_told = isfinite(seat);
	if (!*ret_told) {
		seat = s->a->body.seat.mm;
	}
	if (!isfinite(seat)) {
		seat = fmax(s->a->body.eye[s->posture].mm - SEAT_BELOW_EYES, 0);
	}
	return seat;
}

static void extent_of(struct extent *e, const struct panel *p)
{
	e->right = fmax(e->right, fmax(p->top_x, p->bottom_x) + 60);
	e->top = fmax(e->top, fmax(p->top_y, p->bottom_y) + 20);
	e->bottom = fmin(e->bottom, fmin(p->top_y, p->bottom_y) - FLOOR_ROOM);
}

struct extent side_extent(const struct svg *s)
{
	const struct body *b = &s->a->body;
	struct extent e = { -BEHIND, LEAST_AHEAD, b->eye[s->posture].mm + HEAD_ROOM, -FLOOR_ROOM };
	struct panel p;

	for (size_t i = 0; i < s->a->n; i++) {
		if (panel_of(&s->a->view[i], s->posture, &p)) {
			extent_of(&e, &p);
		}
		if (s->a->moves_n > 0 && panel_of(&s->a->after[i], s->posture, &p)) {
			extent_of(&e, &p);
		}
	}
	for (size_t i = 0; i < _POSTURE_MAX; i++) {
		if (isfinite(b->desk[i])) {
			e.top = fmax(e.top, b->desk[i] + 20);
		}
	}
	if (isfinite(b->eye[POSTURE_STANDING].mm) && isfinite(b->desk[POSTURE_STANDING])) {
		e.top = fmax(e.top, b->eye[POSTURE_STANDING].mm + 20);
	}
	return e;
}

/* ---- the place ---- */

static double desk_end(const struct extent *e)
{
	return fmin(e->right, DESK_DEEPEST);
}

static void put_level(struct svg *s, const struct extent *e, double from, double height)
{
	put_line(s, LOOK_GHOST, px(s, from), py(s, height), px(s, e->right), py(s, height), "");
}

static void put_desk(struct svg *s, const struct extent *e)
{
	double desk = s->a->body.desk[s->posture], y = desk - DESK_THICK / 2;
	double keys = length_mm(s->c->keyboard_height);
	char width[64];

	if (isnan(desk)) {
		return;
	}
	(void) snprintf(width, sizeof(width), " stroke-width=\"%.2f\"", DESK_THICK * s->scale);
	put_line(s, LOOK_DESK, px(s, DESK_FROM), py(s, y), px(s, desk_end(e)), py(s, y), width);
	put_line(s, LOOK_DESK, px(s, desk_end(e) - 45), py(s, desk - DESK_THICK),
		 px(s, desk_end(e) - 45), py(s, 0), width);
	if (isfinite(keys)) { /* its top is what was told */
		(void) snprintf(width, sizeof(width), " stroke-width=\"%.2f\"", 14 * s->scale);
		put_line(s, LOOK_CHAIR, px(s, DESK_FROM + 60), py(s, desk + keys - 7),
			 px(s, DESK_FROM + 190), py(s, desk + keys - 7), width);
	}
}

/* The stand of a screen, or the base of a laptop: sketched. */
static void put_stand(struct svg *s, const struct monitor_view *v, const struct panel *p)
{
	double desk = s->a->body.desk[s->posture];
	char width[64];

	if (isnan(desk) || p->bottom_y < desk - 5) {
		return;
	}
	(void) snprintf(width, sizeof(width), " stroke-width=\"%.2f\"", 16 * s->scale);
	if (v->monitor && v->monitor->internal) {
		double front = p->bottom_x - v->height, y = p->bottom_y - 12;

		put_line(s, LOOK_STAND, px(s, p->bottom_x), py(s, y), px(s, front), py(s, y),
			 width);
		if (y > desk + 30) { /* on a riser */
			put_line(s, LOOK_STAND, px(s, p->bottom_x - 30), py(s, y),
				 px(s, p->bottom_x - 30), py(s, desk + 8), width);
			put_line(s, LOOK_STAND, px(s, front + 30), py(s, desk + 8),
				 px(s, p->bottom_x + 10), py(s, desk + 8), width);
		}
		return;
	}
	put_line(s, LOOK_STAND, px(s, p->x + 34), py(s, p->y), px(s, p->x + 62), py(s, desk + 10),
		 width);
	put_line(s, LOOK_STAND, px(s, p->x - 30), py(s, desk + 8), px(s, p->x + 110),
		 py(s, desk + 8), width);
}

/* Standing, as lines only. */
static void put_standing(struct svg *s, const struct extent *e, struct labels *ls)
{
	const struct body *b = &s->a->body;
	double desk = b->desk[POSTURE_STANDING], eye = b->eye[POSTURE_STANDING].mm;
	char buf[32];

	if (s->posture == POSTURE_STANDING || isnan(desk)) {
		return;
	}
	put_level(s, e, DESK_FROM, desk);
	(void) label_add(ls, SPOT_NONE, -1, px(s, e->right), py(s, desk), _("desk, standing %s"),
			 length_words(s, desk, buf, sizeof(buf)));
	if (isfinite(eye)) {
		put_level(s, e, 0, eye);
		label_height(s, ls, px(s, e->right), SPOT_NONE, N_("eyes, standing %s"),
			     b->eye[POSTURE_STANDING]);
	}
}

/* The heights of the body and the place, each with its level up to the labels. */
static void put_levels(struct svg *s, const struct extent *e, struct labels *ls)
{
	const struct body *b = &s->a->body;
	const struct estimate *elbow = &b->elbow[s->posture], *eye = &b->eye[s->posture];
	double seat = length_mm(s->c->chair_seat_height);

	label_height(s, ls, px(s, e->right), SPOT_EYES, N_("eyes %s"), *eye);
	if (b->multifocal) {
		double most = eye->mm + rule_info(RULE_TOP_EDGE_MULTIFOCAL)->ok.high;

		put_level(s, e, 0, most);
		(void) label_add(ls, SPOT_NONE, -1, px(s, e->right), py(s, most),
				 _("top edge: below this line"));
	}
	if (isfinite(elbow->mm)) {
		put_level(s, e, 200, elbow->mm);
		label_height(s, ls, px(s, e->right), SPOT_ELBOW, N_("elbows %s"), *elbow);
	}
	if (isfinite(b->desk[s->posture])) {
		label_height(s, ls, px(s, e->right), SPOT_DESK, N_("desk %s"),
			     (struct estimate){ b->desk[s->posture], 0 });
		ls->l[ls->n - 1].x = px(s, desk_end(e));
	}
	if (isfinite(seat) && s->posture == POSTURE_SITTING) {
		put_level(s, e, 190, seat);
		label_height(s, ls, px(s, e->right), SPOT_SEAT, N_("seat %s"),
			     (struct estimate){ seat, 0 });
	}
}

/* ---- the screens ---- */

#define ESTIMATED_HERE                                                                             \
	(1u << QUANTITY_DISTANCE | 1u << QUANTITY_TILT | 1u << QUANTITY_IMAGE_BOTTOM |             \
	 1u << QUANTITY_SIZE | 1u << QUANTITY_DESK_HEIGHT)

static void put_gaze(struct svg *s, size_t i, const struct panel *p)
{
	const double end[][2] = { { p->top_x, p->top_y },
				  { p->x, p->y },
				  { p->bottom_x, p->bottom_y } };
	double eye = s->a->body.eye[s->posture].mm;

	for (size_t k = 0; k < ELEMENTSOF(end); k++) {
		put_line(s, look_screen(i), px(s, 0), py(s, eye), px(s, end[k][0]),
			 py(s, end[k][1]),
			 k == 1 ? " stroke-width=\"1.25\" stroke-opacity=\".75\""
				: " stroke-width=\"1\" stroke-opacity=\".45\"");
	}
}

static void label_panel(struct svg *s, size_t i, const struct panel *p, struct labels *ls)
{
	const struct monitor_view *v = &s->a->view[i];
	const struct angles *g = &v->angles[s->posture];
	char angle[16], length[32], words[LABEL_MAX];
	struct text centre = {};

	text_add(&centre, _("centre %s, %s"), angle_words(g->centre, angle, sizeof(angle)),
		 length_words(s, v->distance, length, sizeof(length)));
	(void) label_add(ls, SPOT_TOP, (int) i, px(s, p->top_x), py(s, p->top_y), _("top %s"),
			 angle_words(g->top, angle, sizeof(angle)));
	(void) label_add(ls, SPOT_CENTRE, (int) i, px(s, p->x), py(s, p->y), "%s",
			 estimated_words(v->estimated & ESTIMATED_HERE, centre.s, words));
	(void) label_add(ls, SPOT_BOTTOM, (int) i, px(s, p->bottom_x), py(s, p->bottom_y),
			 _("bottom %s"), angle_words(g->bottom, angle, sizeof(angle)));
}

#define WIDEST 3

/* How many that are drawn later lie on this one: it is made wider, so that its colour shows. */
static unsigned covered(const struct svg *s, const size_t *order, size_t n, size_t at)
{
	struct panel mine, other;
	unsigned count = 0;

	if (!panel_of(&s->a->view[order[at]], s->posture, &mine)) {
		return 0;
	}
	for (size_t k = at + 1; k < n; k++) {
		if (panel_of(&s->a->view[order[k]], s->posture, &other) &&
		    hypot(mine.x - other.x, mine.y - other.y) * s->scale < 4) {
			count++;
		}
	}
	return count < WIDEST ? count : WIDEST;
}

/* The farthest roles first: the primary screen lies in front. */
static size_t order_screens(const struct svg *s, size_t order[static MONITORS_MAX])
{
	size_t n = 0;

	for (int primary = 0; primary <= 1; primary++) {
		for (size_t i = s->a->n; i-- > 0;) {
			if ((s->a->view[i].role == ROLE_PRIMARY) == primary && side_shows(s, i)) {
				order[n++] = i;
			}
		}
	}
	return n;
}

static void put_moved(struct svg *s, size_t i, struct labels *ls)
{
	struct panel was, p;
	char words[LABEL_MAX];

	if (!panel_moved(s, i, &p) || !panel_of(&s->a->view[i], s->posture, &was)) {
		return;
	}
	put_line(s, LOOK_MOVE, px(s, p.bottom_x), py(s, p.bottom_y), px(s, p.top_x), py(s, p.top_y),
		 " stroke-dasharray=\"5 3\"");
	put_arrow(s, px(s, was.x), py(s, was.y), px(s, p.x), py(s, p.y));
	if (*moves_short(s, i, false, words, sizeof(words))) {
		(void) label_add(ls, SPOT_MOVE, (int) i, px(s, (was.x + p.x * 3) / 4),
				 py(s, (was.y + p.y * 3) / 4), "%s", words);
	}
}

static void put_screens(struct svg *s, struct labels *ls)
{
	size_t order[MONITORS_MAX], n = order_screens(s, order);
	struct panel p;
	char more[96], letter[4];

	for (size_t k = 0; k < n; k++) {
		(void) panel_of(&s->a->view[order[k]], s->posture, &p);
		put_stand(s, &s->a->view[order[k]], &p);
	}
	for (size_t k = 0; k < n; k++) {
		(void) panel_of(&s->a->view[order[k]], s->posture, &p);
		put_gaze(s, order[k], &p);
	}
	for (size_t k = 0; k < n; k++) {
		size_t i = order[k];

		(void) panel_of(&s->a->view[i], s->posture, &p);
		(void) snprintf(more, sizeof(more), " id=\"side-%s\" stroke-width=\"%u\"%s",
				screen_letter(i, letter), 5 + 5 * covered(s, order, n, k),
				s->a->view[i].estimated & ESTIMATED_HERE
					? " stroke-dasharray=\"7 3\""
					: "");
		put_line(s, look_screen(i), px(s, p.bottom_x), py(s, p.bottom_y), px(s, p.top_x),
			 py(s, p.top_y), more);
	}
	for (size_t i = 0; i < s->a->n; i++) {
		if (panel_of(&s->a->view[i], s->posture, &p)) {
			label_panel(s, i, &p, ls);
		}
	}
	for (size_t i = 0; i < s->a->n; i++) {
		put_moved(s, i, ls);
	}
	for (size_t i = 0; i < ls->n; i++) {
		if (ls->l[i].screens && ls->l[i].spot != SPOT_MOVE) {
			ls->l[i].tags = tags_of(s, ls->l[i].spot, ls->l[i].screens);
		}
	}
}

/* ---- the plan's moves of desk and seat ---- */

static void put_place_moves(struct svg *s, const struct extent *e, struct labels *ls)
{
	char buf[32];

	for (size_t i = 0; i < s->a->moves_n; i++) {
		const struct move *m = &s->a->move[i];
		bool desk = m->kind == MOVE_DESK && m->posture == s->posture;
		double from =
			desk ? s->a->body.desk[s->posture] : length_mm(s->c->chair_seat_height);
		double x = desk ? desk_end(e) - 20 : 190;

		if ((!desk && m->kind != MOVE_SEAT) || !isfinite(from + m->amount)) {
			continue;
		}
		put_arrow(s, px(s, x), py(s, from), px(s, x), py(s, from + m->amount));
		(void) label_add(ls, SPOT_MOVE, -1, px(s, x), py(s, from + m->amount),
				 desk ? (m->amount < 0 ? _("desk down %s") : _("desk up %s"))
				      : (m->amount < 0 ? _("seat down %s") : _("seat up %s")),
				 length_words(s, fabs(m->amount), buf, sizeof(buf)));
	}
}

/* Eyes rise and sink with the seat: their level once the plan is carried out. */
static void put_eyes_then(struct svg *s, const struct extent *e, struct labels *ls)
{
	double eye = s->a->body.eye[s->posture].mm, then = s->a->body_after.eye[s->posture].mm;
	char buf[32];

	if (s->a->moves_n == 0 || !(fabs(then - eye) * s->scale > MOVED_PX)) {
		return;
	}
	put_line(s, LOOK_MOVE, px(s, 0), py(s, then), px(s, e->right), py(s, then),
		 " stroke-dasharray=\"8 5\" stroke-opacity=\".7\"");
	(void) label_add(ls, SPOT_MOVE, -1, px(s, e->right), py(s, then), _("eyes then %s"),
			 length_words(s, then, buf, sizeof(buf)));
}

/* A ray from the eyes to the right edge, or to where it meets the floor. */
static void ray_end(const struct svg *s, const struct extent *e, double deg, double *ret_x,
		    double *ret_y)
{
	double eye = s->a->body.eye[s->posture].mm;

	*ret_x = e->right;
	*ret_y = eye + e->right * tan(radians(deg));
	if (*ret_y < 0) {
		*ret_x = eye / -tan(radians(deg));
		*ret_y = 0;
	}
}

/* Where the centre of a screen is well placed. */
static void put_band(struct svg *s, const struct extent *e)
{
	const struct band *band = &rule_info(RULE_CENTRE)->ok;
	double x1, y1, x2, y2;

	ray_end(s, e, band->high, &x1, &y1);
	ray_end(s, e, band->low, &x2, &y2);
	(void) fprintf(s->f, "<path d=\"M%.2f %.2fL%.2f %.2fL%.2f %.2fL%.2f %.2fZ\"%s/>\n",
		       px(s, 0), py(s, s->a->body.eye[s->posture].mm), px(s, x1), py(s, y1),
		       px(s, fmax(x1, x2)), py(s, fmin(y1, y2)), px(s, x2), py(s, y2),
		       look(LOOK_BAND));
}

/* Everything but the card; the labels come back for their places. */
static void put_all(struct svg *s, const struct extent *e, struct labels *ls)
{
	const struct estimate *eye = &s->a->body.eye[s->posture];
	bool told;
	double seat = seat_height(s, &told);

	if (eye->sd > 0) {
		put_rect(s, LOOK_SPREAD, px(s, 0), py(s, eye->mm + eye->sd), e->right * s->scale,
			 2 * eye->sd * s->scale, 0);
	}
	put_band(s, e);
	put_line(s, LOOK_HAIR, px(s, e->left), py(s, 0), px(s, e->right), py(s, 0), "");
	figure_put(s, seat, told && s->posture == POSTURE_SITTING);
	put_levels(s, e, ls);
	put_standing(s, e, ls);
	put_desk(s, e);
	put_screens(s, ls);
	put_place_moves(s, e, ls);
	put_eyes_then(s, e, ls);
	put_line(s, LOOK_EYE, px(s, 0), py(s, eye->mm), px(s, e->right), py(s, eye->mm),
		 " id=\"eye-line\"");
	(void) fprintf(s->f, "<circle id=\"eye\" cx=\"%.2f\" cy=\"%.2f\" r=\"3.5\"%s/>\n", px(s, 0),
		       py(s, eye->mm), look(LOOK_EYE_POINT));
}

/* How many labels there will be: drawn once for nobody. */
static size_t count_labels(struct svg *s, const struct extent *e)
{
	struct labels ls = { 0 };
	FILE *f = s->f;
	char *nothing = NULL;
	size_t n;

	s->f = open_memstream(&nothing, &n);
	if (s->f) {
		put_all(s, e, &ls);
		(void) fclose(s->f);
		free(nothing);
	}
	s->f = f;
	return ls.n;
}

double side_put(struct svg *s, double y)
{
	struct extent e = side_extent(s);
	struct labels ls = { 0 };
	double width = (e.right - e.left) * s->scale + SIDE_LABELS;
	double height = (e.top - e.bottom) * s->scale + 44 + 24;

	s->x0 = MARGIN + (CARD_WIDTH - width) / 2 - e.left * s->scale;
	s->y0 = y + 44 + e.top * s->scale;
	height = fmax(height, LABEL_HEIGHT * (double) count_labels(s, &e) + 70);
	put_rect(s, LOOK_CARD, MARGIN, y, CARD_WIDTH, height, 12);
	put_text(s, LOOK_INK, MARGIN + PAD, y + 28, SIZE_HEAD, true, "start",
		 s->posture == POSTURE_STANDING ? _("From the side, standing")
						: _("From the side"));
	put_all(s, &e, &ls);
	labels_place(&ls, y + 56, y + height - 20);
	labels_put(s, &ls, px(s, e.right) + 34, SIDE_LABELS - 34);
	return y + height;
}

/* The page of the picture: head, the two views, the list, the key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "ergo/tr.h"
#include "svg-internal.h"
#include "words.h"

#define SCALE_MOST   0.42  /* px a mm: nothing gets larger */
#define SIDE_HIGHEST 640.0 /* px */
#define TOP_HIGHEST  520.0
#define HEAD_HEIGHT  84.0
#define CARD_GAP     24.0
#define EMPTY_CARD   150.0

/* The larger of the two views sets the scale of both. */
static double choose_scale(const struct svg *s)
{
	struct extent e = top_extent(s);
	double scale = fmin(SCALE_MOST, (CARD_WIDTH - 2 * TOP_LABELS) / (e.right - e.left));

	scale = fmin(scale, TOP_HIGHEST / (e.top - e.bottom));
	if (s->side) {
		e = side_extent(s);
		scale = fmin(scale, (CARD_WIDTH - 2 * PAD - SIDE_LABELS) / (e.right - e.left));
		scale = fmin(scale, SIDE_HIGHEST / (e.top - e.bottom));
	}
	return scale;
}

/* In the upper right corner of a card. */
static void put_scale(struct svg *s, double y, const char *id)
{
	static const double cm[] = { 500, 1000, 2000, 5000 }, in[] = { 508, 1016, 2032, 5080 };
	const double *steps = s->unit == LENGTH_IN ? in : cm;
	double right = MARGIN + CARD_WIDTH - PAD, left;
	char buf[32], more[64];
	size_t i = 0;

	while (i + 1 < ELEMENTSOF(cm) && steps[i] * s->scale < 70) {
		i++;
	}
	left = right - steps[i] * s->scale;
	(void) snprintf(more, sizeof(more), " id=\"%s\" data-mm=\"%.0f\"", id, steps[i]);
	put_line(s, LOOK_HAIR, left, y + 26, right, y + 26, more);
	put_line(s, LOOK_HAIR, left, y + 22, left, y + 30, "");
	put_line(s, LOOK_HAIR, right, y + 22, right, y + 30, "");
	put_text(s, LOOK_SOFT, left - 8, y + 30, SIZE_SMALL, false, "end",
		 length_words(s, steps[i], buf, sizeof(buf)));
}

/* In place of the view from the side where there are no eyes to look from. */
static double put_no_side(struct svg *s, double y)
{
	char text[AUDIT_TEXT_MAX * 2];

	put_rect(s, LOOK_CARD, MARGIN, y, CARD_WIDTH, EMPTY_CARD, 12);
	put_text(s, LOOK_INK, MARGIN + PAD, y + 28, SIZE_HEAD, true, "start", _("From the side"));
	(void) put_words(s, LOOK_INK, MARGIN + PAD, y + 60, SIZE_TEXT, CARD_WIDTH - 2 * PAD,
			 _("Not drawn: the height of your eyes is not told."));
	(void) snprintf(text, sizeof(text), "%s", quantity_how(QUANTITY_EYE_HEIGHT));
	(void) put_words(s, LOOK_SOFT, MARGIN + PAD, y + 84, SIZE_TEXT, CARD_WIDTH - 2 * PAD, text);
	return y + EMPTY_CARD;
}

static void put_head(struct svg *s)
{
	unsigned count[_SEVERITY_MAX];
	double x = MARGIN, y = MARGIN + 44;

	put_text(s, LOOK_INK, MARGIN, MARGIN + 20, SIZE_TITLE, true, "start",
		 _("Your desk, to scale"));
	findings_count(&s->a->findings, count);
	for (unsigned v = SEVERITY_HIGH; v > SEVERITY_OK; v--) {
		unsigned one[_SEVERITY_MAX] = {};
		struct text text = {};

		if (!count[v]) {
			continue;
		}
		one[v] = count[v];
		list_severities(&text, one);
		put_sign(s, (enum severity) v, 0, x + 9, y - 4.5);
		put_text(s, LOOK_INK, x + 24, y, SIZE_TEXT, false, "start", text.s);
		x += 24 + text_width(text.s, SIZE_TEXT) + 20;
	}
	if (s->a->findings.n == 0) {
		put_text(s, LOOK_SOFT, x, y, SIZE_TEXT, false, "start",
			 _("Nothing was found in what is told of it."));
	}
}

static double put_body(struct svg *s)
{
	double top = HEAD_HEIGHT + MARGIN, y = top, list;

	put_head(s);
	if (s->side) {
		y = side_put(s, y);
		put_scale(s, top, "side-scale");
	} else {
		y = put_no_side(s, y);
	}
	y += CARD_GAP;
	list = y;
	y = top_put(s, y);
	put_scale(s, list, "top-scale");
	y = list_put_below(s, y);
	list = list_put(s, top);
	return legend_put(s, fmax(y, list) + 20);
}

static void put_open(struct svg *s, double height)
{
	const char *id = s->in_page ? "desk-" : "";

	(void) fprintf(s->f,
		       "%s"
		       "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
		       "viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"%stitle %sdesc\" "
		       "font-family=\"sans-serif\">\n<title id=\"%stitle\">",
		       s->in_page ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", PAGE_WIDTH,
		       height, PAGE_WIDTH, height, id, id, id);
	svg_text(s->f, _("Your desk, to scale: a view from the side and one from above"));
	(void) fprintf(s->f, "</title>\n<desc id=\"%sdesc\">", id);
	list_describe(s);
	(void) fputs("</desc>\n", s->f);
	look_style(s->f, s->in_page);
	put_rect(s, LOOK_PAGE, 0, 0, PAGE_WIDTH, height, 0);
}

static int draw(FILE *f, const struct audit *a, const struct config *c, bool in_page)
{
	struct svg s = { .a = a, .c = c, .unit = c->units_length, .in_page = in_page };
	_cleanup_(freep) char *body = NULL;
	double height;
	size_t n;

	if (!posture_is_used(&a->body, POSTURE_SITTING) ||
	    (!isfinite(a->body.eye[POSTURE_SITTING].mm) &&
	     isfinite(a->body.eye[POSTURE_STANDING].mm) &&
	     isfinite(a->body.desk[POSTURE_STANDING]))) {
		s.posture = POSTURE_STANDING;
	}
	s.side = isfinite(a->body.eye[s.posture].mm);
	s.scale = choose_scale(&s);
	s.f = open_memstream(&body, &n);
	if (!s.f) {
		return -ENOMEM;
	}
	height = ceil(put_body(&s));
	if (fclose(s.f) != 0) {
		return -ENOMEM;
	}
	s.f = f;
	put_open(&s, height);
	(void) fwrite(body, 1, n, f);
	(void) fputs("</svg>\n", f);
	errno = 0;
	if (fflush(f) != 0 || ferror(f)) {
		return errno > 0 ? -errno : -EIO;
	}
	return 0;
}

int svg_write(FILE *f, const struct audit *a, const struct config *c)
{
	return draw(f, a, c, false);
}

int svg_write_inline(FILE *f, const struct audit *a, const struct config *c)
{
	return draw(f, a, c, true);
}

/* Bars, as SVG within the page.  What they show stands in a table as well. */
#include <math.h>

#include "html.h"
#include "report-write.h"

#define WIDTH      720.0
#define HEIGHT     220.0
#define LEFT       46.0
#define RIGHT      10.0
#define TOP        28.0
#define BOTTOM     30.0
#define LABEL_HALF 30.0

static double y_of(const struct plot *p, double value)
{
	double v = value > p->top ? p->top : value;

	return HEIGHT - BOTTOM - v / p->top * (HEIGHT - TOP - BOTTOM);
}

static void put_axis(FILE *f, const struct plot *p)
{
	for (double v = 0; v <= p->top + p->step / 100; v += p->step) {
		double y = y_of(p, v);

		(void) fprintf(
			f, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
			v > 0 ? "grid" : "base", LEFT, y, WIDTH - RIGHT, y);
		(void) fprintf(f, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n",
			       LEFT - 6, y + 4, v);
	}
	(void) fprintf(f, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 6, TOP - 14);
	html_text(f, "%s", p->unit);
	(void) fputs("</text>\n", f);
}

static void put_bar(FILE *f, const struct plot *p, size_t i, size_t series, double x, double width)
{
	double value = p->value[series][i], y;

	if (!isfinite(value)) {
		return;
	}
	if (value <= 0) {
		if (p->points && series == 0) {
			(void) fprintf(
				f, "<circle class=\"none\" cx=\"%.2f\" cy=\"%.1f\" r=\"%.2f\"/>\n",
				x + width / 2, y_of(p, 0) - 3, fmin(2, width / 2));
		}
		return;
	}
	y = y_of(p, value);
	(void) fprintf(
		f,
		"<rect class=\"bar%zu\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>\n",
		series, x, y, width, HEIGHT - BOTTOM - y);
}

static void put_bars(FILE *f, const struct plot *p)
{
	double each = (WIDTH - LEFT - RIGHT) / (double) p->n;
	double width = fmin(each * .8, 40);
	size_t series = p->value[1] ? 2 : 1;

	for (size_t i = 0; i < p->n; i++) {
		double x = LEFT + ((double) i + .5) * each - width / 2;
		struct text label = {};

		for (size_t k = 0; k < series; k++) {
			put_bar(f, p, i, k, x + (double) k * width / (double) series,
				width / (double) series);
		}
		p->label(p->r, i, &label);
		if (label.n) {
			bool last = x + width / 2 + LABEL_HALF > WIDTH;

			(void) fprintf(f, "<text x=\"%.2f\" y=\"%.1f\" text-anchor=\"%s\">",
				       last ? WIDTH : x + width / 2, HEIGHT - BOTTOM + 18,
				       last ? "end" : "middle");
			html_text(f, "%s", label.s);
			(void) fputs("</text>\n", f);
		}
	}
}

static void put_limits(FILE *f, const struct plot *p)
{
	for (size_t i = 0; i < ELEMENTSOF(p->limit); i++) {
		if (p->limit[i] > 0 && p->limit[i] <= p->top) {
			double y = y_of(p, p->limit[i]);

			(void) fprintf(f,
				       "<line class=\"limit\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" "
				       "y2=\"%.1f\"/>\n",
				       LEFT, y, WIDTH - RIGHT, y);
		}
	}
}

#define LABELS 8

/* The last one has one always. */
static bool has_label(size_t i, size_t n)
{
	return (n - 1 - i) % (1 + n / LABELS) == 0;
}

void plot_label_day(const struct report *r, size_t i, struct text *ret)
{
	if (has_label(i, report_days(r))) {
		report_say_date(r->first + (int64_t) i, false, ret);
	}
}

void plot_label_block(const struct report *r, size_t i, struct text *ret)
{
	if (has_label(i, r->blocks)) {
		report_say_date(r->block[i].first, report_days(r) > DAYS_OF_YEAR, ret);
	}
}

/* The colours of two series, in words that stand beside them. */
static void put_legend(FILE *f, const struct plot *p)
{
	(void) fputs("<p class=\"legend\">", f);
	for (size_t i = 0; i < PLOT_SERIES; i++) {
		(void) fprintf(f, "<span class=\"entry\"><span class=\"swatch swatch%zu\"></span> ",
			       i);
		html_text(f, "%s", p->series[i]);
		(void) fputs("</span> ", f);
	}
	(void) fputs("</p>\n", f);
}

void plot_put(FILE *f, const struct plot *p)
{
	(void) fputs("<div class=\"keep\">\n", f);
	html_put(f, "h3", "%s", p->title);
	html_put(f, "p class=\"note\"", "%s", p->desc);
	if (p->value[1]) {
		put_legend(f, p);
	}
	(void) fputs("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"", f);
	html_text(f, "%s", p->title);
	(void) fprintf(
		f,
		"\">\n<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
		"height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
		"aria-labelledby=\"%s-title %s-desc\">\n<title id=\"%s-title\">",
		WIDTH, HEIGHT, WIDTH, HEIGHT, p->id, p->id, p->id);
	html_text(f, "%s", p->title);
	(void) fprintf(f, "</title>\n<desc id=\"%s-desc\">", p->id);
	html_text(f, "%s", p->desc);
	(void) fputs("</desc>\n", f);
	put_axis(f, p);
	put_bars(f, p);
	put_limits(f, p);
	(void) fputs("</svg>\n</div>\n</div>\n", f);
}

/* Labels beside a view: which there are, where each has room, and the findings that they bear. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "svg-internal.h"
#include "words.h"

#define SAME_PLACE 1.5 /* px: what is no farther apart is one thing to the eye */

struct label *label_add(struct labels *ls, enum spot spot, int screen, double x, double y,
			const char *format, ...)
{
	struct label new = {
		.x = x, .y = y, .at = y, .spot = spot, .screens = screen >= 0 ? 1u << screen : 0
	};
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(new.text, sizeof(new.text), format, ap);
	va_end(ap);
	for (size_t i = 0; i < ls->n; i++) {
		struct label *l = &ls->l[i];

		if (l->spot == spot && hypot(l->x - x, l->y - y) < SAME_PLACE &&
		    strcmp(l->text, new.text) == 0) {
			l->screens |= new.screens;
			return l;
		}
	}
	if (ls->n == SVG_LABELS_MAX) {
		return NULL;
	}
	ls->l[ls->n] = new;
	return &ls->l[ls->n++];
}

static void sort(struct labels *ls)
{
	for (size_t i = 1; i < ls->n; i++) {
		struct label l = ls->l[i];
		size_t j = i;

		for (; j > 0 && ls->l[j - 1].y > l.y; j--) {
			ls->l[j] = ls->l[j - 1];
		}
		ls->l[j] = l;
	}
}

/*
 * With the i-th label moved up by i heights, "no two overlap" is "no one is above the one before":
 * the nearest such heights are the means of pools of neighbours that would cross (isotonic regression).
 */
void labels_place(struct labels *ls, double from, double to)
{
	double mean[SVG_LABELS_MAX];
	size_t count[SVG_LABELS_MAX], pools = 0, k = 0;
	double last = to - LABEL_HEIGHT * (double) (ls->n ? ls->n - 1 : 0);

	sort(ls);
	for (size_t i = 0; i < ls->n; i++) {
		mean[pools] = ls->l[i].y - LABEL_HEIGHT * (double) i;
		count[pools++] = 1;
		while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
			double a = (double) count[pools - 2], b = (double) count[pools - 1];

			mean[pools - 2] = (mean[pools - 2] * a + mean[pools - 1] * b) / (a + b);
			count[pools - 2] += count[pools - 1];
			pools--;
		}
	}
	for (size_t p = 0; p < pools; p++) {
		for (size_t i = 0; i < count[p]; i++, k++) {
			ls->l[k].at = fmax(fmin(mean[p], last), from) + LABEL_HEIGHT * (double) k;
		}
	}
}

static enum spot spot_of(const struct svg *s, const struct finding *f)
{
	switch (f->rule) {
	case RULE_TOP_EDGE:
	case RULE_TOP_EDGE_MULTIFOCAL:
	case RULE_TOPS_DIFFER:
		return SPOT_TOP;
	case RULE_BOTTOM_EDGE:
		return SPOT_BOTTOM;
	case RULE_HALF_WIDTH:
	case RULE_YAW_PRIMARY:
	case RULE_YAW_EQUAL:
	case RULE_YAW_SECONDARY:
	case RULE_DISTANCES_DIFFER:
	case RULE_ROLE:
		return SPOT_ABOVE;
	case RULE_KEYBOARD_HEIGHT:
		return isnan(s->a->body.elbow[s->posture].mm) ? SPOT_DESK : SPOT_ELBOW;
	case RULE_SEAT_HEIGHT:
		return SPOT_SEAT;
	case RULE_CENTRE:
	case RULE_DISTANCE:
	case RULE_INCIDENCE:
	case RULE_TILT:
	case RULE_TEXT_HEIGHT:
	case RULE_LAPTOP_ONLY:
		return SPOT_CENTRE;
	case RULE_UNKNOWN:
	case _RULE_MAX:
	default:
		return SPOT_NONE;
	}
}

unsigned tags_of(const struct svg *s, enum spot spot, unsigned screens)
{
	unsigned tags = 0;

	for (size_t i = 0; i < s->a->findings.n && i < TAGS_MAX; i++) {
		const struct finding *f = &s->a->findings.f[i];
		enum spot at = spot_of(s, f);

		/* What stands in no view from the side is told of in the one from above. */
		if (f->monitor >= 0 && at != SPOT_NONE &&
		    (!s->side || !side_shows(s, (size_t) f->monitor))) {
			at = SPOT_ABOVE;
		}
		if (at == spot && (f->monitor < 0 ? !screens : screens & 1u << f->monitor)) {
			tags |= 1u << i;
		}
		if (at == spot && f->other >= 0 && screens & 1u << f->other) {
			tags |= 1u << i;
		}
	}
	return tags;
}

/* The signs of the findings, drawn where s is not NULL; returns the x behind them. */
static double put_tags(struct svg *s, unsigned tags, double x, double y)
{
	unsigned shown = 0;
	char more[16];

	for (unsigned i = 0; i < TAGS_MAX; i++) {
		if (tags & 1u << i && shown++ < TAGS_SHOWN) {
			x += sign_width(i + 1);
			if (s) {
				put_sign(s, s->a->findings.f[i].severity, i + 1,
					 x - sign_width(i + 1) / 2 - 1, y);
			}
		}
	}
	if (shown > TAGS_SHOWN) {
		(void) snprintf(more, sizeof(more), "+%u", shown - TAGS_SHOWN);
		if (s) {
			put_text(s, LOOK_SOFT, x, y + 4, SIZE_SMALL, false, "start", more);
		}
		x += text_width(more, SIZE_SMALL) + 2;
	}
	return tags ? x + 3 : x;
}

#define LETTER_STEP   13.0
#define LETTERS_SHOWN 6
#define BOLD          1.12 /* how much wider it is */

/* The letters of the screens, drawn where s is not NULL; returns the x behind them. */
static double put_letters(struct svg *s, const struct label *l, double x, double y)
{
	unsigned shown = 0;
	char text[16];

	for (unsigned i = 0; i < MONITORS_MAX; i++) {
		if (l->screens & 1u << i && shown++ < LETTERS_SHOWN) {
			if (s) {
				put_text(s,
					 l->spot == SPOT_MOVE ? LOOK_MOVE_TEXT
							      : look_screen_text(i),
					 x, y + 4, SIZE_LABEL, true, "start",
					 screen_letter(i, text));
			}
			x += LETTER_STEP;
		}
	}
	if (shown > LETTERS_SHOWN) {
		(void) snprintf(text, sizeof(text), "+%u", shown - LETTERS_SHOWN);
		if (s) {
			put_text(s, LOOK_SOFT, x, y + 4, SIZE_SMALL, false, "start", text);
		}
		x += text_width(text, SIZE_SMALL) + 2;
	}
	return l->screens ? x + 3 : x;
}

double label_width(const struct label *l)
{
	return put_letters(NULL, l, put_tags(NULL, l->tags, 0, 0), 0) +
	       text_width(l->text, SIZE_LABEL) * (l->spot == SPOT_MOVE ? BOLD : 1);
}

void label_put(struct svg *s, const struct label *l, double x, double y, double width)
{
	double end = x + width;
	char buf[LABEL_MAX];

	x = put_tags(s, l->tags, x, y);
	x = put_letters(s, l, x, y);
	put_text(s, l->spot == SPOT_MOVE ? LOOK_MOVE_TEXT : LOOK_INK, x, y + 4, SIZE_LABEL,
		 l->spot == SPOT_MOVE, "start",
		 text_fit(l->text, SIZE_LABEL, (end - x) / (l->spot == SPOT_MOVE ? BOLD : 1), buf,
			  sizeof(buf)));
}

void labels_put(struct svg *s, const struct labels *ls, double x, double width)
{
	for (size_t i = 0; i < ls->n; i++) {
		const struct label *l = &ls->l[i];

		if (l->x < x - 10) {
			put_line(s, LOOK_HAIR, l->x + 6, l->y, x - 5, l->at, "");
		}
		label_put(s, l, x, l->at, width);
	}
}

void label_height(struct svg *s, struct labels *ls, double x, enum spot spot, const char *what,
		  struct estimate h)
{
	char buf[32], words[LABEL_MAX];
	struct text t = {};
	struct label *l;

	text_message(&t, what, length_words(s, h.mm, buf, sizeof(buf)));
	l = label_add(ls, spot, -1, x, py(s, h.mm), "%s", estimated_words(h.sd > 0, t.s, words));
	if (l && spot != SPOT_NONE) {
		l->tags = tags_of(s, spot, 0);
	}
}

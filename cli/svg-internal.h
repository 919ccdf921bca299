/*
 * What the files of the picture share.  Pixels are those of a page PAGE_WIDTH wide; y grows downwards
 * in pixels and upwards in millimetres.  Everything that is written goes to svg.f, whose errors are
 * looked at once, at the end.
 */
#pragma once

#include <math.h>

#include "ergo/audit-text.h"
#include "svg.h"

#define PAGE_WIDTH 1200.0
#define MARGIN     32.0
#define PAD        20.0 /* inside a card */
#define CARD_WIDTH 752.0
#define LIST_X     (MARGIN + CARD_WIDTH + 32)
#define LIST_WIDTH (PAGE_WIDTH - MARGIN - LIST_X)

/* Text: sizes of the font. */
#define SIZE_TITLE 24.0
#define SIZE_HEAD  15.0
#define SIZE_TEXT  13.0
#define SIZE_LABEL 12.0
#define SIZE_SMALL 11.0

#define TAGS_MAX       12 /* findings that are numbered; further ones are counted */
#define SVG_LABELS_MAX 96
#define LABEL_HEIGHT   20.0
#define LABEL_MAX      160 /* bytes of a label's text, NUL included */
#define TAGS_SHOWN     3   /* at one place; further ones are counted */

/* How a thing looks.  Names are those of the classes. */
enum look {
	LOOK_PAGE,
	LOOK_CARD,
	LOOK_INK,
	LOOK_SOFT,
	LOOK_HAIR,
	LOOK_BODY,
	LOOK_LIMB,
	LOOK_CROWN,
	LOOK_STAND,
	LOOK_ARM,
	LOOK_CHAIR,
	LOOK_DESK,
	LOOK_DESK_TOP,
	LOOK_GHOST,
	LOOK_EYE,
	LOOK_EYE_POINT,
	LOOK_SPREAD,
	LOOK_BAND,
	LOOK_BAND_WIDE,
	LOOK_MOVE,
	LOOK_MOVE_HEAD,
	LOOK_MOVE_TEXT,
	LOOK_HIGH,
	LOOK_CAUTION,
	LOOK_NOTE,
	LOOK_HIGH_NUMBER,
	LOOK_CAUTION_NUMBER,
	LOOK_NOTE_NUMBER,
	LOOK_SCREEN,                        /* and the five after it: the colours of screens */
	LOOK_SCREEN_TEXT = LOOK_SCREEN + 6, /* the same, of their letters */
	_LOOK_MAX = LOOK_SCREEN_TEXT + 6,
};
#define SCREEN_COLOURS 6

/* The place of a thing in the drawing that a finding is about. */
enum spot {
	SPOT_NONE,
	SPOT_TOP,
	SPOT_CENTRE,
	SPOT_BOTTOM,
	SPOT_MOVE,
	SPOT_ABOVE, /* the screen, seen from above */
	SPOT_EYES,
	SPOT_ELBOW,
	SPOT_DESK,
	SPOT_SEAT,
};

struct label {
	double x, y; /* what it belongs to */
	double at;   /* where it stands: the middle of its line; labels_place() */
	enum spot spot;
	unsigned screens; /* bits by index of audit.view: their letters are put before the text */
	unsigned tags;    /* bits by index of audit.findings */
	char text[LABEL_MAX];
};

struct labels {
	size_t n;
	struct label l[SVG_LABELS_MAX];
};

struct svg {
	FILE *f;
	const struct audit *a;
	const struct config *c;
	enum length_unit unit;
	enum posture posture; /* that is drawn */
	bool in_page;         /* within a page of HTML */
	bool side;            /* there is enough to draw a view from the side */
	double scale;         /* pixels a millimetre, of both views */
	double x0, y0;        /* where the eye's 0 and the floor are, or the eye from above */
	double list_x;        /* where the list of text is */
};

static inline double px(const struct svg *s, double mm)
{
	return s->x0 + mm * s->scale;
}

static inline double py(const struct svg *s, double mm)
{
	return s->y0 - mm * s->scale;
}

static inline double radians(double deg)
{
	return deg * M_PI / 180;
}

/* svg-look.c */

/* ` class="x" fill="..." ...`: the light theme as attributes, for what knows no style sheets. */
const char *look(enum look l);
enum look look_screen(size_t i);
enum look look_screen_text(size_t i);
void look_style(FILE *f, bool screen); /* the dark theme; of screens alone, or of all media */

/* svg-shape.c; every text is escaped */

void svg_text(FILE *f, const char *text); /* as character data or inside an attribute */
void put_line(struct svg *s, enum look l, double x1, double y1, double x2, double y2,
	      const char *more);
void put_rect(struct svg *s, enum look l, double x, double y, double w, double h, double r);
void put_circle(struct svg *s, enum look l, double x, double y, double r);
/* anchor: start, middle, end; bold or not. */
void put_text(struct svg *s, enum look l, double x, double y, double size, bool bold,
	      const char *anchor, const char *text);
/* A slice of a circle around x, y, between two angles in degrees, from the right, up. */
void put_slice(struct svg *s, enum look l, double x, double y, double r, double from, double to);
void put_arrow(struct svg *s, double x1, double y1, double x2, double y2);
/* The sign of a severity, about 16 px across, with the number of a finding in it unless 0; and how
 * much room one takes beside another. */
void put_sign(struct svg *s, enum severity severity, unsigned number, double x, double y);
double sign_width(unsigned number);
/* Letter of a screen. */
const char *screen_letter(size_t i, char buf[static 4]);

/* About how wide a text is, in pixels; rather too wide than too narrow. */
double text_width(const char *text, double size);
/* Copies as much as fits `width`, with an ellipsis where that is not all.  Returns buf. */
char *text_fit(const char *text, double size, double width, char *buf, size_t n);
/* Writes it in as many lines as it needs; returns the y after the last one. */
double put_words(struct svg *s, enum look l, double x, double y, double size, double width,
		 const char *text);

/* svg-label.c */

/* A new label, or the one that says the same of the same place; NULL: there is no more room. */
struct label *label_add(struct labels *ls, enum spot spot, int screen, double x, double y,
			const char *format, ...) _printf_(6, 7);
/* One of a height of the body or the place, at x; `what` is a message of N_() that has it as %s. */
void label_height(struct svg *s, struct labels *ls, double x, enum spot spot, const char *what,
		  struct estimate h);
/* Gives each its line between the two heights, in the order of what they belong to and as near to it
 * as there is room. */
void labels_place(struct labels *ls, double from, double to);
/* Writes them in a column at x, each with a line to what it belongs to. */
void labels_put(struct svg *s, const struct labels *ls, double x, double width);
/* One label at x, y: signs, letters, text. */
void label_put(struct svg *s, const struct label *l, double x, double y, double width);
double label_width(const struct label *l);
/* Marks the findings that are about this spot of these screens. */
unsigned tags_of(const struct svg *s, enum spot spot, unsigned screens);

/* svg-words.c */

/* "raise 6 cm, 5 cm back": what the plan moves of one screen, as far as a view can show it. */
char *moves_short(const struct svg *s, size_t screen, bool from_above, char *buf, size_t n);
char *length_words(const struct svg *s, double mm, char *buf, size_t n);
/* "WORDS (estimated)", or the words alone. */
char *estimated_words(bool estimated, const char *words, char buf[static LABEL_MAX]);
/* "12° left", "straight ahead". */
char *yaw_words(double yaw, char *buf, size_t n);
/* "-12°" with a minus sign; never "-0°". */
char *angle_words(double deg, char *buf, size_t n);

/* The views: what they need in millimetres, and the drawing.  svg-side.c, svg-top.c */

struct extent {
	double left, right, top, bottom;
};
bool side_shows(const struct svg *s, size_t i);
bool top_shows(const struct svg *s, size_t i);
/* Whether the plan has it go elsewhere, seen from above; then its ends, left and right, in mm. */
bool top_moved(const struct svg *s, size_t i, double ret[static 4]);
/* Whether the plan has a move of these kinds (bits) for the screen. */
bool moves_screen(const struct svg *s, size_t i, unsigned kinds);
/* Where a screen's centre is from above: right and ahead of the eye. */
bool top_place(const struct monitor_view *v, enum posture p, double *ret_x, double *ret_y);
struct extent side_extent(const struct svg *s);
struct extent top_extent(const struct svg *s);
#define SIDE_LABELS 280.0                 /* px for the labels beside the view from the side */
#define TOP_LABELS  110.0                 /* px for labels at either side of the view from above */
double side_put(struct svg *s, double y); /* a card at y; returns the y below it */
double top_put(struct svg *s, double y);

/* svg-figure.c */
void figure_put(struct svg *s, double seat, bool chair);
void figure_put_above(struct svg *s);

/* svg-list.c: the text beside the drawing; returns the y below it */
double list_put(struct svg *s, double y);
double list_put_below(struct svg *s, double y); /* what has no room there */
void list_describe(struct svg *s);              /* <desc>: the picture in words */
double legend_put(struct svg *s, double y);

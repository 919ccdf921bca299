/* What was found, what to do about it and which screens there are, beside the drawing. */
#include <stdio.h>
#include <string.h>

#include "audit-show.h"
#include "ergo/tr.h"
#include "output.h"
#include "svg-internal.h"
#include "words.h"

#define MOVES_SHOWN 10
#define INDENT      30.0
#define GAP         12.0 /* between rows; half of what stands between sections */

static double put_heading(struct svg *s, double y, const char *text)
{
	put_text(s, LOOK_INK, s->list_x, y + SIZE_HEAD, SIZE_HEAD, true, "start", text);
	return y + SIZE_HEAD + 22;
}

static double put_more(struct svg *s, double y, size_t shown, size_t n)
{
	char buf[128];

	if (n > shown) {
		(void) snprintf(
			buf, sizeof(buf),
			P_("and %zu more: ergoctl audit", "and %zu more: ergoctl audit", n - shown),
			n - shown);
		put_text(s, LOOK_SOFT, s->list_x + INDENT, y, SIZE_TEXT, false, "start", buf);
		y += 18 + GAP;
	}
	return y;
}

/* The words are made to stand within a sentence. */
static const char *sentence(char *text)
{
	if (text[0] >= 'a' && text[0] <= 'z') {
		text[0] = (char) (text[0] - 'a' + 'A');
	}
	return text;
}

/* "eye height, tilt": of the bits of a mask. */
static struct text quantities(unsigned mask)
{
	struct text t = {};

	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		if (mask & 1u << q) {
			list_add(&t, quantity_words((enum quantity) q));
		}
	}
	return t;
}

/* "high, screen A; better after the plan" */
static void finding_state(const struct svg *s, const struct finding *f, struct text *ret)
{
	struct text t = {}, screens = {};
	char letter[4], other[4];

	list_add(&t, severity_words(f->severity));
	if (s->a->n > 1 && f->monitor >= 0 && f->other >= 0) {
		text_add(&screens, _("screens %s and %s"),
			 screen_letter((size_t) f->monitor, letter),
			 screen_letter((size_t) f->other, other));
		list_add(&t, screens.s);
	} else if (s->a->n > 1 && f->monitor >= 0) {
		text_add(&screens, _("screen %s"), screen_letter((size_t) f->monitor, letter));
		list_add(&t, screens.s);
	}
	if (s->a->moves_n == 0 || f->after == SEVERITY_OK) {
		text_add(ret, "%s", t.s);
	} else if (f->after == f->severity) {
		text_add(ret, _("%s; the plan leaves it as it is"), t.s);
	} else {
		text_add(ret, _("%s; better after the plan"), t.s);
	}
}

static double put_findings(struct svg *s, double y)
{
	const struct findings *fs = &s->a->findings;
	char text[AUDIT_TEXT_MAX];

	y = put_heading(s, y, _("What was found"));
	if (fs->n == 0) {
		y = put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH,
			      _("Nothing, in what is told of this desk."));
	}
	for (size_t i = 0; i < fs->n && i < TAGS_MAX; i++) {
		const struct finding *f = &fs->f[i];
		struct text after = {};

		put_sign(s, f->severity, (unsigned) i + 1,
			 s->list_x + sign_width((unsigned) i + 1) / 2 - 1, y - 4.5);
		(void) finding_say(s->a, f, s->unit, text);
		y = put_words(s, LOOK_INK, s->list_x + INDENT, y, SIZE_TEXT, LIST_WIDTH - INDENT,
			      sentence(text));
		finding_state(s, f, &after);
		y = put_words(s, LOOK_SOFT, s->list_x + INDENT, y - 1, SIZE_SMALL,
			      LIST_WIDTH - INDENT, after.s);
		y += GAP - 4;
	}
	return put_more(s, y, TAGS_MAX, fs->n) + GAP;
}

/* Which findings a move of the plan is for: their signs. */
static double put_helped(struct svg *s, double y, const struct move *m)
{
	double x = s->list_x + INDENT;

	for (size_t i = 0; i < s->a->findings.n && i < TAGS_MAX; i++) {
		const struct finding *f = &s->a->findings.f[i];
		double width = sign_width((unsigned) i + 1);

		if (moves_alike(m, &f->move) && x + width < s->list_x + LIST_WIDTH) {
			put_sign(s, f->severity, (unsigned) i + 1, x + width / 2 - 2, y - 1);
			x += width;
		}
	}
	return x > s->list_x + INDENT ? y + 20 : y;
}

static double put_after(struct svg *s, double y)
{
	unsigned count[_SEVERITY_MAX];
	struct text counts = {}, text = {};

	findings_count(&s->a->findings_after, count);
	list_severities(&counts, count);
	if (s->a->findings_after.n == 0) {
		text_add(&text, _("After that: nothing is left of these."));
	} else {
		text_add(&text, _("After that: %s."), counts.s);
	}
	return put_words(s, LOOK_SOFT, s->list_x + INDENT, y, SIZE_TEXT, LIST_WIDTH - INDENT,
			 text.s);
}

static double put_plan(struct svg *s, double y)
{
	char text[AUDIT_TEXT_MAX];

	if (s->a->moves_n == 0) {
		return y;
	}
	y = put_heading(s, y, _("What to do, best first"));
	for (size_t i = 0; i < s->a->moves_n && i < MOVES_SHOWN; i++) {
		const struct move *m = &s->a->move[i];

		put_arrow(s, s->list_x + 1, y - 4.5, s->list_x + 17, y - 4.5);
		(void) move_say(s->a, m, s->unit, text);
		y = put_words(s, LOOK_MOVE_TEXT, s->list_x + INDENT, y, SIZE_TEXT,
			      LIST_WIDTH - INDENT, sentence(text));
		y = put_helped(s, y, m);
		y += GAP - 4;
	}
	y = put_more(s, y, MOVES_SHOWN, s->a->moves_n);
	return put_after(s, y) + GAP + 6;
}

/* What is known of a screen in a line. */
static char *screen_facts(const struct svg *s, const struct monitor_view *v, char *buf, size_t n)
{
	char w[32], h[32], d[32], yaw[LABEL_MAX];
	struct text t = {};

	if (isfinite(v->width) && isfinite(v->height)) {
		text_add(&t, "%s × %s", length_words(s, v->width, w, sizeof(w)),
			 length_words(s, v->height, h, sizeof(h)));
	}
	if (isfinite(v->distance)) {
		struct text away = {};

		text_add(&away, _("%s away"), length_words(s, v->distance, d, sizeof(d)));
		list_add(&t, away.s);
	}
	if (isfinite(v->yaw)) {
		list_add(&t, yaw_words(v->yaw, yaw, sizeof(yaw)));
	}
	(void) snprintf(buf, n, "%.*s", (int) n - 1, t.s);
	return buf;
}

/* What keeps a screen out of the drawing. */
static char *not_drawn(const struct svg *s, size_t i, char *buf, size_t n)
{
	bool side = s->side && side_shows(s, i), above = top_shows(s, i);
	const struct monitor_view *v = &s->a->view[i];
	unsigned missing = v->missing;
	struct text names;

	buf[0] = '\0';
	if (side && above) {
		return buf;
	}
	missing |= isnan(v->yaw) && !above ? 1u << QUANTITY_YAW : 0;
	/* One that is told can be wanting too: where it is nearer than the height allows. */
	missing &= isnan(v->distance) ? ~0u : ~(1u << QUANTITY_DISTANCE);
	names = quantities(missing & ~(1u << QUANTITY_TEXT_SIZE | 1u << QUANTITY_ROLE));
	if (!names.n) {
		(void) snprintf(
			buf, n, "%s",
			side ? _("Not drawn from above: its height and distance do not fit together")
			: above ? _("Not drawn from the side: its height and distance do not fit "
				    "together")
				: _("Not drawn: its height and distance do not fit together"));
	} else if (side) {
		(void) snprintf(buf, n, _("Not drawn from above; not told: %s"), names.s);
	} else if (above) {
		(void) snprintf(buf, n, _("Not drawn from the side; not told: %s"), names.s);
	} else {
		(void) snprintf(buf, n, _("Not drawn; not told: %s"), names.s);
	}
	return buf;
}

static double put_screen(struct svg *s, size_t i, double y)
{
	const struct monitor_view *v = &s->a->view[i];
	char letter[4], text[AUDIT_TEXT_MAX], line[AUDIT_TEXT_MAX];
	struct text name = {}, estimated = quantities(v->estimated);
	const double x = s->list_x + INDENT, width = LIST_WIDTH - INDENT;

	put_text(s, look_screen_text(i), s->list_x + 2, y, SIZE_TEXT, true, "start",
		 screen_letter(i, letter));
	show_name(s->a, i, &name);
	if (s->a->n > 1 && v->role == ROLE_PRIMARY) {
		list_add(&name, role_words(ROLE_PRIMARY));
	}
	put_text(s, LOOK_INK, x, y, SIZE_TEXT, false, "start",
		 text_fit(name.s, SIZE_TEXT, width, line, sizeof(line)));
	y = put_words(s, LOOK_SOFT, x, y + 17, SIZE_SMALL, width,
		      screen_facts(s, v, text, sizeof(text)));
	if (estimated.n) {
		(void) snprintf(text, sizeof(text), _("Estimated: %s"), estimated.s);
		y = put_words(s, LOOK_SOFT, x, y, SIZE_SMALL, width, text);
	}
	y = put_words(s, LOOK_SOFT, x, y, SIZE_SMALL, width, not_drawn(s, i, text, sizeof(text)));
	return y + GAP - 4;
}

/* In `columns` of about the same length each. */
static double put_screens(struct svg *s, double y, size_t columns)
{
	size_t rows = (s->a->n + columns - 1) / columns;
	double x = s->list_x, top, end;

	top = end = put_heading(s, y, _("Screens"));
	if (s->a->n == 0) {
		end = put_words(s, LOOK_SOFT, x, top, SIZE_TEXT, LIST_WIDTH, _("None is known."));
	}
	for (size_t i = 0; i < s->a->n; i++) {
		if (i % rows == 0) {
			s->list_x = x + (LIST_WIDTH + 32) * (double) (i / rows);
			y = top;
		}
		y = put_screen(s, i, y);
		end = fmax(end, y);
	}
	s->list_x = x;
	return end + GAP;
}

/* Of body and place, as far as the user works so. */
static unsigned estimated_of_body(const struct svg *s)
{
	const struct body *b = &s->a->body;
	unsigned mask = 0;

	if (posture_is_used(b, POSTURE_SITTING)) {
		mask |= b->eye[POSTURE_SITTING].sd > 0 ? 1u << QUANTITY_EYE_HEIGHT : 0;
		mask |= b->elbow[POSTURE_SITTING].sd > 0 ? 1u << QUANTITY_ELBOW_HEIGHT : 0;
	}
	if (posture_is_used(b, POSTURE_STANDING)) {
		mask |= b->eye[POSTURE_STANDING].sd > 0 ? 1u << QUANTITY_EYE_HEIGHT_STANDING : 0;
		mask |= b->elbow[POSTURE_STANDING].sd > 0 ? 1u << QUANTITY_ELBOW_HEIGHT_STANDING
							  : 0;
	}
	return mask;
}

static unsigned untold(const struct svg *s)
{
	const struct body *b = &s->a->body;
	unsigned mask = 0;

	if (posture_is_used(b, POSTURE_SITTING)) {
		mask |= isnan(b->eye[POSTURE_SITTING].mm) ? 1u << QUANTITY_EYE_HEIGHT : 0;
		mask |= isnan(b->elbow[POSTURE_SITTING].mm) ? 1u << QUANTITY_ELBOW_HEIGHT : 0;
		mask |= isnan(b->desk[POSTURE_SITTING]) ? 1u << QUANTITY_DESK_HEIGHT : 0;
	}
	if (posture_is_used(b, POSTURE_STANDING)) {
		mask |= isnan(b->eye[POSTURE_STANDING].mm) ? 1u << QUANTITY_EYE_HEIGHT_STANDING : 0;
		mask |= isnan(b->elbow[POSTURE_STANDING].mm) ? 1u << QUANTITY_ELBOW_HEIGHT_STANDING
							     : 0;
	}
	return mask;
}

static double put_measure(struct svg *s, double y)
{
	char text[AUDIT_TEXT_MAX];
	struct text names;
	unsigned estimated = estimated_of_body(s), missing = untold(s);

	if (!estimated && !missing) {
		return y;
	}
	y = put_heading(s, y, _("Better measured"));
	names = quantities(estimated);
	if (names.n) {
		(void) snprintf(text, sizeof(text), _("Estimated from your height: %s."), names.s);
		y = put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH, text);
	}
	names = quantities(missing);
	if (names.n) {
		(void) snprintf(text, sizeof(text), _("Not told: %s."), names.s);
		y = put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH, text);
	}
	return put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH,
			 _("ergoctl setup shows how to measure each.")) +
	       GAP;
}

#define SCREENS_BESIDE 2 /* more of them go below the drawing */

double list_put(struct svg *s, double y)
{
	s->list_x = LIST_X;
	y = put_findings(s, y);
	y = put_plan(s, y);
	if (s->a->n <= SCREENS_BESIDE) {
		y = put_screens(s, y, 1);
	}
	return put_measure(s, y);
}

double list_put_below(struct svg *s, double y)
{
	if (s->a->n <= SCREENS_BESIDE) {
		return y;
	}
	s->list_x = MARGIN + PAD;
	return put_screens(s, y + 16, 2);
}

/* One sentence a line, everything that the drawing tells. */
static void describe_screen(struct svg *s, size_t i)
{
	const struct monitor_view *v = &s->a->view[i];
	const struct angles *g = &v->angles[s->posture];
	char text[AUDIT_TEXT_MAX], top[16], centre[16], bottom[16], letter[4];
	struct text name = {}, line = {};

	show_name(s->a, i, &name);
	text_add(&line, _("Screen %s, %s: %s"), screen_letter(i, letter), name.s,
		 screen_facts(s, v, text, sizeof(text)));
	if (s->side && side_shows(s, i)) {
		text_add(&line, "; ");
		text_add(&line, _("from eye level, top %s, centre %s, bottom %s"),
			 angle_words(g->top, top, sizeof(top)),
			 angle_words(g->centre, centre, sizeof(centre)),
			 angle_words(g->bottom, bottom, sizeof(bottom)));
	}
	if (*not_drawn(s, i, text, sizeof(text))) {
		text_add(&line, "; %s", text);
	}
	svg_text(s->f, line.s);
	(void) fputs(".\n", s->f);
}

void list_describe(struct svg *s)
{
	char text[AUDIT_TEXT_MAX];

	for (size_t i = 0; i < s->a->n; i++) {
		describe_screen(s, i);
	}
	for (size_t i = 0; i < s->a->findings.n && i < TAGS_MAX; i++) {
		const struct finding *f = &s->a->findings.f[i];
		struct text line = {};

		text_add(&line, _("Finding %zu, %s: %s."), i + 1, severity_words(f->severity),
			 finding_say(s->a, f, s->unit, text));
		svg_text(s->f, line.s);
		(void) fputs("\n", s->f);
	}
	for (size_t i = 0; i < s->a->moves_n && i < MOVES_SHOWN; i++) {
		struct text line = {};

		text_add(&line, _("To do: %s."), move_say(s->a, &s->a->move[i], s->unit, text));
		svg_text(s->f, line.s);
		(void) fputs("\n", s->f);
	}
}

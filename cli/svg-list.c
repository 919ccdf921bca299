/* What was found, what to do about it and which screens there are, beside the drawing. */
#include <stdio.h>
#include <string.h>

#include "audit-show.h"
#include "output.h"
#include "svg-internal.h"

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
	char buf[64];

	if (n > shown) {
		(void) snprintf(buf, sizeof(buf), "and %zu more: ergoctl audit", n - shown);
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

/* "eye height, tilt": of the bits of a mask; "" for none. */
static char *quantities(unsigned mask, char *buf, size_t n)
{
	size_t at = 0;

	buf[0] = '\0';
	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		const char *words = mask & 1u << q ? quantity_words((enum quantity) q) : NULL;

		if (words && at + strlen(words) + 3 < n) {
			at += (size_t) snprintf(buf + at, n - at, "%s%s", at ? ", " : "", words);
		}
	}
	return buf;
}

/* "high, screen A; better after the plan" */
static char *finding_state(const struct svg *s, const struct finding *f, char *buf, size_t n)
{
	char screens[32] = "", letter[4], other[4];

	if (s->a->n > 1 && f->monitor >= 0 && f->other >= 0) {
		(void) snprintf(screens, sizeof(screens), ", screens %s and %s",
				screen_letter((size_t) f->monitor, letter),
				screen_letter((size_t) f->other, other));
	} else if (s->a->n > 1 && f->monitor >= 0) {
		(void) snprintf(screens, sizeof(screens), ", screen %s",
				screen_letter((size_t) f->monitor, letter));
	}
	(void) snprintf(buf, n, "%s%s%s", severity_to_string(f->severity), screens,
			s->a->moves_n == 0 || f->after == SEVERITY_OK ? ""
			: f->after == f->severity ? "; the plan leaves it as it is"
						  : "; better after the plan");
	return buf;
}

static double put_findings(struct svg *s, double y)
{
	const struct findings *fs = &s->a->findings;
	char text[AUDIT_TEXT_MAX], after[120];

	y = put_heading(s, y, "What was found");
	if (fs->n == 0) {
		y = put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH,
			      "Nothing, in what is told of this desk.");
	}
	for (size_t i = 0; i < fs->n && i < TAGS_MAX; i++) {
		const struct finding *f = &fs->f[i];

		put_sign(s, f->severity, (unsigned) i + 1,
			 s->list_x + sign_width((unsigned) i + 1) / 2 - 1, y - 4.5);
		(void) finding_say(s->a, f, s->unit, text);
		y = put_words(s, LOOK_INK, s->list_x + INDENT, y, SIZE_TEXT, LIST_WIDTH - INDENT,
			      sentence(text));
		(void) finding_state(s, f, after, sizeof(after));
		y = put_words(s, LOOK_SOFT, s->list_x + INDENT, y - 1, SIZE_SMALL,
			      LIST_WIDTH - INDENT, after);
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
	char text[120];
	size_t at;

	findings_count(&s->a->findings_after, count);
	at = (size_t) snprintf(text, sizeof(text), "After that:");
	for (unsigned v = SEVERITY_HIGH; v > SEVERITY_OK; v--) {
		if (count[v]) {
			at += (size_t) snprintf(text + at, sizeof(text) - at, " %u %s,", count[v],
						severity_to_string((enum severity) v));
		}
	}
	if (s->a->findings_after.n == 0) {
		(void) snprintf(text + at, sizeof(text) - at, " nothing is left of these.");
	} else {
		text[at - 1] = '.';
	}
	return put_words(s, LOOK_SOFT, s->list_x + INDENT, y, SIZE_TEXT, LIST_WIDTH - INDENT, text);
}

static double put_plan(struct svg *s, double y)
{
	char text[AUDIT_TEXT_MAX];

	if (s->a->moves_n == 0) {
		return y;
	}
	y = put_heading(s, y, "What to do, best first");
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
	char w[32], h[32], d[32], yaw[32];
	size_t at = 0;

	buf[0] = '\0';
	if (isfinite(v->width) && isfinite(v->height)) {
		at += (size_t) snprintf(buf, n, "%s \xc3\x97 %s",
					length_words(s, v->width, w, sizeof(w)),
					length_words(s, v->height, h, sizeof(h)));
	}
	if (isfinite(v->distance)) {
		at += (size_t) snprintf(buf + at, n - at, "%s%s away", at ? ", " : "",
					length_words(s, v->distance, d, sizeof(d)));
	}
	if (isfinite(v->yaw)) {
		(void) snprintf(buf + at, n - at, "%s%s", at ? ", " : "",
				yaw_words(v->yaw, yaw, sizeof(yaw)));
	}
	return buf;
}

/* What keeps a screen out of the drawing. */
static char *not_drawn(const struct svg *s, size_t i, char *buf, size_t n)
{
	bool side = s->side && side_shows(s, i), above = top_shows(s, i);
	const struct monitor_view *v = &s->a->view[i];
	unsigned missing = v->missing;
	char names[160];

	buf[0] = '\0';
	if (side && above) {
		return buf;
	}
	missing |= isnan(v->yaw) && !above ? 1u << QUANTITY_YAW : 0;
	/* One that is told can be wanting too: where it is nearer than the height allows. */
	missing &= isnan(v->distance) ? ~0u : ~(1u << QUANTITY_DISTANCE);
	(void) quantities(missing & ~(1u << QUANTITY_TEXT_SIZE | 1u << QUANTITY_ROLE), names,
			  sizeof(names));
	(void) snprintf(buf, n, "Not drawn%s%s%s",
			side    ? " from above"
			: above ? " from the side"
				: "",
			*names ? "; not told: " : ": its height and distance do not fit together",
			names);
	return buf;
}

static double put_screen(struct svg *s, size_t i, double y)
{
	const struct monitor_view *v = &s->a->view[i];
	char letter[4], text[AUDIT_TEXT_MAX], line[AUDIT_TEXT_MAX], estimated[160];
	struct text name = {};
	const double x = s->list_x + INDENT, width = LIST_WIDTH - INDENT;

	put_text(s, look_screen_text(i), s->list_x + 2, y, SIZE_TEXT, true, "start",
		 screen_letter(i, letter));
	show_name(s->a, i, &name);
	text_add(&name, "%s", s->a->n > 1 && v->role == ROLE_PRIMARY ? ", primary" : "");
	put_text(s, LOOK_INK, x, y, SIZE_TEXT, false, "start",
		 text_fit(name.s, SIZE_TEXT, width, line, sizeof(line)));
	y = put_words(s, LOOK_SOFT, x, y + 17, SIZE_SMALL, width,
		      screen_facts(s, v, text, sizeof(text)));
	if (*quantities(v->estimated, estimated, sizeof(estimated))) {
		(void) snprintf(text, sizeof(text), "Estimated: %s", estimated);
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

	top = end = put_heading(s, y, "Screens");
	if (s->a->n == 0) {
		end = put_words(s, LOOK_SOFT, x, top, SIZE_TEXT, LIST_WIDTH, "None is known.");
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
	char names[200], text[AUDIT_TEXT_MAX];
	unsigned estimated = estimated_of_body(s), missing = untold(s);

	if (!estimated && !missing) {
		return y;
	}
	y = put_heading(s, y, "Better measured");
	if (*quantities(estimated, names, sizeof(names))) {
		(void) snprintf(text, sizeof(text), "Estimated from your height: %s.", names);
		y = put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH, text);
	}
	if (*quantities(missing, names, sizeof(names))) {
		(void) snprintf(text, sizeof(text), "Not told: %s.", names);
		y = put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH, text);
	}
	return put_words(s, LOOK_SOFT, s->list_x, y, SIZE_TEXT, LIST_WIDTH,
			 "ergoctl setup shows how to measure each.") +
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
void list_describe(struct svg *s)
{
	char text[AUDIT_TEXT_MAX], top[16], centre[16], bottom[16], letter[4];

	for (size_t i = 0; i < s->a->n; i++) {
		const struct monitor_view *v = &s->a->view[i];
		const struct angles *g = &v->angles[s->posture];
		struct text name = {};

		(void) fprintf(s->f, "Screen %s, ", screen_letter(i, letter));
		show_name(s->a, i, &name);
		svg_text(s->f, name.s);
		(void) fputs(": ", s->f);
		svg_text(s->f, screen_facts(s, v, text, sizeof(text)));
		if (s->side && side_shows(s, i)) {
			(void) fprintf(s->f, "; from eye level, top %s, centre %s, bottom %s",
				       angle_words(g->top, top, sizeof(top)),
				       angle_words(g->centre, centre, sizeof(centre)),
				       angle_words(g->bottom, bottom, sizeof(bottom)));
		}
		if (*not_drawn(s, i, text, sizeof(text))) {
			(void) fputs("; ", s->f);
			svg_text(s->f, text);
		}
		(void) fputs(".\n", s->f);
	}
	for (size_t i = 0; i < s->a->findings.n && i < TAGS_MAX; i++) {
		const struct finding *f = &s->a->findings.f[i];

		(void) fprintf(s->f, "Finding %zu, %s: ", i + 1, severity_to_string(f->severity));
		svg_text(s->f, finding_say(s->a, f, s->unit, text));
		(void) fputs(".\n", s->f);
	}
	for (size_t i = 0; i < s->a->moves_n && i < MOVES_SHOWN; i++) {
		(void) fputs("To do: ", s->f);
		svg_text(s->f, move_say(s->a, &s->a->move[i], s->unit, text));
		(void) fputs(".\n", s->f);
	}
}

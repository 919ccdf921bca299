/*
 * The person at the desk: a sketch.  Eyes, elbows and seat are where they were told or estimated;
 * everything else is drawn in the proportions of an adult, and nothing is to be read from it.
 */
#include <stdio.h>

#include "svg-internal.h"

/* The sketch, in mm [J]: of no meaning but to look like somebody. */
#define HEAD_X          -84.0 /* behind the eyes */
#define HEAD_RX         88.0
#define HEAD_RY         112.0
#define SHOULDER_X      -128.0
#define SHOULDER_BELOW  215.0 /* the eyes */
#define HIP_X           -165.0
#define HIP_ABOVE       85.0 /* the seat */
#define KNEE_X          290.0
#define ANKLE_X         275.0
#define ANKLE_Y         75.0
#define TOE_X           395.0
#define TORSO           190.0 /* widths */
#define THIGH           140.0
#define SHIN            92.0
#define NECK            104.0
#define ARM             74.0
#define FOREARM_X       330.0 /* hand, before the elbow */
#define SEAT_THICK      55.0
#define FOOTREST_THICK  26.0
#define FOOTREST_LEG    18.0
#define HIP_OF_STANDING 0.56 /* of the height of the eyes */

struct point {
	double x, y;
};

static void stroke(struct svg *s, enum look l, double width, const struct point *p, size_t n)
{
	(void) fprintf(s->f, "<path d=\"");
	for (size_t i = 0; i < n; i++) {
		(void) fprintf(s->f, "%c%.2f %.2f", i ? 'L' : 'M', px(s, p[i].x), py(s, p[i].y));
	}
	(void) fprintf(s->f, "\" stroke-width=\"%.2f\"%s/>\n", width * s->scale, look(l));
}

static void put_head(struct svg *s, double eye)
{
	const struct point neck[] = { { HEAD_X - 16, eye - 50 }, { SHOULDER_X - 8, eye - 190 } };

	stroke(s, LOOK_LIMB, NECK, neck, ELEMENTSOF(neck));
	(void) fprintf(s->f, "<ellipse cx=\"%.2f\" cy=\"%.2f\" rx=\"%.2f\" ry=\"%.2f\"%s/>\n",
		       px(s, HEAD_X), py(s, eye + 4), HEAD_RX * s->scale, HEAD_RY * s->scale,
		       look(LOOK_BODY));
}

static void put_arm(struct svg *s, double eye)
{
	double elbow = s->a->body.elbow[s->posture].mm + ARM / 2;
	double shoulder = eye - SHOULDER_BELOW - 25;
	const struct point arm[] = { { SHOULDER_X - 10, shoulder },
				     { SHOULDER_X + 8, elbow },
				     { SHOULDER_X + 8 + FOREARM_X, elbow } };

	if (isfinite(elbow) && elbow < shoulder) {
		stroke(s, LOOK_ARM, ARM, arm, ELEMENTSOF(arm));
	}
}

static void put_chair(struct svg *s, double seat, double eye)
{
	double y = seat - SEAT_THICK / 2, back = eye - SHOULDER_BELOW - 60;
	const struct point cushion[] = { { HIP_X - 70, y }, { KNEE_X - 120, y } };
	const struct point rest[] = { { HIP_X - 125, y + 20 },
				      { HIP_X - 138, (y + back) / 2 },
				      { HIP_X - 120, back } };
	const struct point pole[] = { { HIP_X + 90, y }, { HIP_X + 90, 60 } };
	const struct point foot[] = { { HIP_X - 120, 25 },
				      { HIP_X + 90, 65 },
				      { HIP_X + 300, 25 } };

	if (y > 90) {
		stroke(s, LOOK_CHAIR, 36, pole, ELEMENTSOF(pole));
		stroke(s, LOOK_CHAIR, 30, foot, ELEMENTSOF(foot));
	}
	stroke(s, LOOK_CHAIR, SEAT_THICK, cushion, ELEMENTSOF(cushion));
	if (back > y + 100) {
		stroke(s, LOOK_CHAIR, 34, rest, ELEMENTSOF(rest));
	}
}

/* A chair whose height is not told: no more than a hint. */
static void put_chair_hint(struct svg *s, double seat, double eye)
{
	double back = eye - SHOULDER_BELOW - 60;

	put_line(s, LOOK_GHOST, px(s, HIP_X - 110), py(s, seat), px(s, KNEE_X - 110), py(s, seat),
		 "");
	put_line(s, LOOK_GHOST, px(s, HIP_X - 110), py(s, seat), px(s, HIP_X - 125),
		 py(s, fmax(back, seat)), "");
	put_line(s, LOOK_GHOST, px(s, HIP_X + 90), py(s, seat), px(s, HIP_X + 90), py(s, 30), "");
	put_line(s, LOOK_GHOST, px(s, HIP_X - 110), py(s, 15), px(s, HIP_X + 290), py(s, 15), "");
}

/* What the feet stand on. */
static void put_footrest(struct svg *s, double height)
{
	double thick = fmin(height, FOOTREST_THICK), y = height - thick / 2;
	const struct point top[] = { { ANKLE_X - 55, y }, { TOE_X + 45, y } };
	const struct point near[] = { { ANKLE_X - 35, y }, { ANKLE_X - 35, FOOTREST_LEG / 2 } };
	const struct point far[] = { { TOE_X + 25, y }, { TOE_X + 25, FOOTREST_LEG / 2 } };

	if (height <= 0) {
		return;
	}
	(void) fputs("<g id=\"foot-rest\">\n", s->f);
	if (y > FOOTREST_LEG) {
		stroke(s, LOOK_CHAIR, FOOTREST_LEG, near, ELEMENTSOF(near));
		stroke(s, LOOK_CHAIR, FOOTREST_LEG, far, ELEMENTSOF(far));
	}
	stroke(s, LOOK_CHAIR, thick, top, ELEMENTSOF(top));
	(void) fputs("</g>\n", s->f);
}

/* Feet hang where the seat is higher than the lower legs are long. */
static void put_sitting(struct svg *s, double seat, double eye)
{
	double popliteal = s->a->body.seat.mm, lift = s->a->body.footrest;
	double knee = seat + THIGH / 2 - 12;
	const struct point thigh[] = { { HIP_X, seat + HIP_ABOVE }, { KNEE_X, knee } };
	const struct point torso[] = { { HIP_X, seat + HIP_ABOVE + 10 },
				       { SHOULDER_X - 14, eye - SHOULDER_BELOW - 45 } };

	put_footrest(s, lift);
	if (isfinite(popliteal) && seat > popliteal + lift) {
		lift += fmin(seat - popliteal - lift, 150);
	}
	const struct point shin[] = { { KNEE_X, knee - 15 },
				      { ANKLE_X, fmin(ANKLE_Y + lift, knee) },
				      { TOE_X, fmin(ANKLE_Y + lift, knee) - 28 } };

	stroke(s, LOOK_LIMB, SHIN, shin, ELEMENTSOF(shin));
	stroke(s, LOOK_LIMB, THIGH, thigh, ELEMENTSOF(thigh));
	if (torso[1].y > torso[0].y) {
		stroke(s, LOOK_LIMB, TORSO, torso, ELEMENTSOF(torso));
	}
}

static void put_standing(struct svg *s, double eye)
{
	double hip = eye * HIP_OF_STANDING;
	const struct point leg[] = { { SHOULDER_X - 10, hip },
				     { SHOULDER_X, hip / 2 },
				     { SHOULDER_X - 15, ANKLE_Y },
				     { SHOULDER_X + 115, ANKLE_Y - 28 } };
	const struct point torso[] = { { SHOULDER_X - 10, hip },
				       { SHOULDER_X - 14, eye - SHOULDER_BELOW - 45 } };

	stroke(s, LOOK_LIMB, THIGH - 20, leg, ELEMENTSOF(leg));
	stroke(s, LOOK_LIMB, TORSO, torso, ELEMENTSOF(torso));
}

void figure_put(struct svg *s, double seat, bool chair)
{
	double eye = s->a->body.eye[s->posture].mm;

	(void) fputs("<g>\n", s->f);
	if (chair) {
		put_chair(s, seat, eye);
	} else if (s->posture == POSTURE_SITTING) {
		put_chair_hint(s, seat, eye);
	}
	put_head(s, eye);
	if (s->posture == POSTURE_STANDING) {
		put_standing(s, eye);
	} else {
		put_sitting(s, seat, eye);
	}
	put_arm(s, eye);
	(void) fputs("</g>\n", s->f);
}

void figure_put_above(struct svg *s)
{
	const struct point shoulders[] = { { -150, -105 }, { 150, -105 } };
	const struct point left[] = { { -195, -100 }, { -215, 20 }, { -110, 215 } };
	const struct point right[] = { { 195, -100 }, { 215, 20 }, { 110, 215 } };

	stroke(s, LOOK_ARM, ARM, left, ELEMENTSOF(left));
	stroke(s, LOOK_ARM, ARM, right, ELEMENTSOF(right));
	stroke(s, LOOK_LIMB, 150, shoulders, ELEMENTSOF(shoulders));
	(void) fprintf(s->f, "<ellipse cx=\"%.2f\" cy=\"%.2f\" rx=\"%.2f\" ry=\"%.2f\"%s/>\n",
		       px(s, 0), py(s, HEAD_X), 74 * s->scale, 90 * s->scale, look(LOOK_CROWN));
}

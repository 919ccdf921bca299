/*
 * The rules: limits as printed in ERGONOMICS 2.3 and 2.7, with their sources; [J] = own judgement.
 * "at or below eye level" and the like are limits of comfort, not of harm.
 */
#include "audit-internal.h"
#include "ergo/tr.h"

#define NONE                                                                                       \
	{                                                                                          \
		INFINITY, -INFINITY                                                                \
	}
#define AT_MOST(v)                                                                                 \
	{                                                                                          \
		-INFINITY, v                                                                       \
	}
#define AT_LEAST(v)                                                                                \
	{                                                                                          \
		v, INFINITY                                                                        \
	}
#define ANY                                                                                        \
	{                                                                                          \
		-INFINITY, INFINITY                                                                \
	}
#define BETWEEN(a, b)                                                                              \
	{                                                                                          \
		a, b                                                                               \
	}
#define EITHER_SIDE(v)                                                                             \
	{                                                                                          \
		-(v), v                                                                            \
	}

/* Limits that stand in no band: they make a rule depend on something else. */
#define FAR_MM            1000.0  /* distance that is ok with large text: OSHA, 40 in */
#define NEAR_ENOUGH_MM    750.0   /* and without: ROSA/CSA */
#define LARGE_TEXT_ARCMIN 16.0    /* ISO 9241-3: at least */
#define LAPTOP_CENTRE_DEG (-40.0) /* EN 1005-4; [J] */
#define PERCENT           100.0
#define HARDLY_EQUAL                                                                               \
	75.0 /* [J] percent of the time of two screens that are said to be used equally */
#define SCALE_DOUBT 2.0 /* [J] a scale that nobody told may be up to twice what is assumed */

static const struct monitor_view *view_of(const struct subject *s)
{
	return &s->w->view[s->monitor];
}

/* ---- one screen in one posture: heights ---- */

static void read_look(const struct subject *s, struct reading *ret, size_t offset)
{
#define FIELD(look) (*(const double *) (const void *) ((const char *) (look) + offset))
	ret->applies = true;
	ret->value = FIELD(s->look);
	ret->estimated = view_of(s)->estimated & (BIT(eye_quantity(s->posture)) |
						  BIT(QUANTITY_TILT) | BIT(QUANTITY_IMAGE_BOTTOM));
	if (s->doubt) {
		ret->down = FIELD(&s->doubt->down);
		ret->up = FIELD(&s->doubt->up);
	}
#undef FIELD
}

static void read_top(const struct subject *s, struct reading *ret)
{
	if (!s->w->body.multifocal) {
		read_look(s, ret, offsetof(struct look, top));
	}
}

static void read_top_multifocal(const struct subject *s, struct reading *ret)
{
	if (s->w->body.multifocal) {
		read_look(s, ret, offsetof(struct look, top_over_eye));
	}
}

static void read_centre(const struct subject *s, struct reading *ret)
{
	read_look(s, ret, offsetof(struct look, centre));
}

static void read_bottom(const struct subject *s, struct reading *ret)
{
	read_look(s, ret, offsetof(struct look, bottom));
}

static void read_incidence(const struct subject *s, struct reading *ret)
{
	read_look(s, ret, offsetof(struct look, incidence));
}

/* ---- one screen ---- */

static void read_known(double value, struct reading *ret)
{
	ret->applies = !isnan(value);
	ret->value = value;
}

static void read_distance(const struct subject *s, struct reading *ret)
{
	const struct monitor_view *v = view_of(s);

	read_known(v->distance, ret);
	if (v->arcmin >= LARGE_TEXT_ARCMIN) {
		ret->ok.high = FAR_MM;
	}
	if (v->distance > NEAR_ENOUGH_MM && v->distance <= FAR_MM) {
		ret->estimated = v->estimated & BIT(QUANTITY_TEXT_SIZE);
	}
}

static void read_half_width(const struct subject *s, struct reading *ret)
{
	read_known(view_of(s)->half_width, ret);
}

static void read_yaw(const struct subject *s, struct reading *ret, enum role role)
{
	const struct monitor_view *v = view_of(s);

	if (v->role != role) {
		return;
	}
	read_known(v->yaw, ret);
	ret->estimated = v->estimated & (BIT(QUANTITY_YAW) | BIT(QUANTITY_ROLE));
	if (v->estimated & BIT(QUANTITY_YAW)) {
		ret->down = ret->up = YAW_SD;
	}
}

static void read_yaw_primary(const struct subject *s, struct reading *ret)
{
	read_yaw(s, ret, ROLE_PRIMARY);
}

static void read_yaw_equal(const struct subject *s, struct reading *ret)
{
	read_yaw(s, ret, ROLE_EQUAL);
}

static void read_yaw_secondary(const struct subject *s, struct reading *ret)
{
	read_yaw(s, ret, ROLE_SECONDARY);
}

static void read_tilt(const struct subject *s, struct reading *ret)
{
	read_known(view_of(s)->tilt, ret);
	ret->estimated = view_of(s)->estimated & BIT(QUANTITY_TILT);
}

static void read_text(const struct subject *s, struct reading *ret)
{
	const struct monitor_view *v = view_of(s);

	read_known(v->arcmin, ret);
	ret->estimated = v->estimated & BIT(QUANTITY_TEXT_SIZE);
	if (ret->estimated) {
		ret->up = (SCALE_DOUBT - 1) * v->arcmin;
	}
}

/* The laptop's own screen and nothing else. */
static void read_laptop(const struct subject *s, struct reading *ret)
{
	struct subject panel = *s;
	struct reading centre = { 0 };
	struct look look;
	struct look_doubt doubt;

	if (!s->w->laptop_only || s->monitor != 0 ||
	    (is_raised(view_of(s)) && s->w->keyboard_external)) { /* [J] as good as a monitor */
		return;
	}
	ret->applies = true;
	ret->value = s->w->laptop_hours;
	ret->least = SEVERITY_CAUTION;
	if (ret->value > rule_rows[RULE_LAPTOP_ONLY].info.caution.high) {
		return; /* high by measured time: that rests on no estimate */
	}
	panel.look = &look;
	panel.doubt = &doubt;
	for (enum posture p = POSTURE_SITTING; p < _POSTURE_MAX; p++) {
		if (!look_at(s->w, s->monitor, p, &look) || look.centre >= LAPTOP_CENTRE_DEG) {
			continue;
		}
		look_doubt(s->w, s->monitor, p, &doubt);
		panel.posture = p;
		read_centre(&panel, &centre);
		if (centre.value + centre.up < LAPTOP_CENTRE_DEG) {
			ret->least = SEVERITY_HIGH;
			ret->estimated |= centre.estimated;
		}
	}
}

static void read_unknown(const struct subject *s, struct reading *ret)
{
	ret->applies = view_of(s)->missing != 0;
	ret->value = NAN;
	ret->least = SEVERITY_NOTE;
}

/* ---- two screens ---- */

/* How far above the desk a screen's top edge is, leaning so much. */
static double top_leaning(const struct monitor_view *v, double tilt)
{
	return screen_centre_height(0, v->image_bottom, 2 * v->height, tilt);
}

static struct estimate top_over_desk(const struct monitor_view *v, unsigned *estimated)
{
	double top = top_leaning(v, v->tilt), bottom_sd = 0, tilt_sd = 0;

	if (v->estimated & BIT(QUANTITY_IMAGE_BOTTOM)) {
		bottom_sd = IMAGE_BOTTOM_SD;
	}
	if (v->estimated & BIT(QUANTITY_TILT)) {
		tilt_sd = fabs(top - top_leaning(v, fabs(v->tilt) + TILT_SD));
	}
	*estimated |= v->estimated & (BIT(QUANTITY_IMAGE_BOTTOM) | BIT(QUANTITY_TILT));
	return (struct estimate){ top, hypot(bottom_sd, tilt_sd) };
}

static void read_tops(const struct subject *s, struct reading *ret)
{
	unsigned estimated = 0;
	struct estimate a = top_over_desk(view_of(s), &estimated);
	struct estimate b = top_over_desk(&s->w->view[s->other], &estimated);

	read_known(fabs(a.mm - b.mm), ret);
	ret->estimated = estimated;
	ret->down = hypot(a.sd, b.sd);
}

static void read_distances(const struct subject *s, struct reading *ret)
{
	double a = view_of(s)->distance, b = s->w->view[s->other].distance;

	read_known(100 * fabs(a - b) / (a < b ? a : b), ret);
}

/* The one that is used most; -1: not known. */
static int most_used(const struct workplace *w)
{
	int most = -1;

	for (size_t i = 0; i < w->n; i++) {
		if (w->view[i].share > 0 && (most < 0 || w->view[i].share > w->view[most].share)) {
			most = (int) i;
		}
	}
	return most;
}

/* What is told of the main screen, and what was measured.  What was not told was measured itself. */
static void read_role(const struct subject *s, struct reading *ret)
{
	const struct monitor_view *v = view_of(s), *main = &s->w->view[s->other];
	bool told = v->setup.role != ROLE_UNSET || main->setup.role != ROLE_UNSET;
	bool equal = v->role == ROLE_EQUAL && main->role == ROLE_EQUAL;
	double both = v->share + main->share;

	if (!told || !(both > 0) || (!equal && most_used(s->w) != s->monitor)) {
		return;
	}
	read_known(PERCENT * v->share / both, ret);
	if (equal) { /* whichever of them */
		ret->value = fmax(ret->value, PERCENT - ret->value);
		ret->ok.high = HARDLY_EQUAL;
	}
}

/* ---- the desk ---- */

static void read_keyboard(const struct subject *s, struct reading *ret)
{
	const struct body *body = &s->w->body;
	const struct estimate *elbow = &body->elbow[s->posture], *keyboard = &s->w->keyboard;

	read_known(body->desk[s->posture] + keyboard->mm - elbow->mm, ret);
	if (elbow->sd > 0) {
		ret->estimated |= s->posture == POSTURE_SITTING
					  ? BIT(QUANTITY_ELBOW_HEIGHT)
					  : BIT(QUANTITY_ELBOW_HEIGHT_STANDING);
	}
	if (keyboard->sd > 0) {
		ret->estimated |= BIT(QUANTITY_KEYBOARD_HEIGHT);
	}
	ret->down = ret->up = hypot(elbow->sd, keyboard->sd);
}

static void read_seat(const struct subject *s, struct reading *ret)
{
	const struct body *body = &s->w->body;

	read_known(s->w->seat - body->footrest - body->seat.mm, ret);
	ret->estimated = body->seat.sd > 0 ? BIT(QUANTITY_KNEE_HEIGHT) : 0;
	ret->down = ret->up = body->seat.sd;
}

/* ---- the table ---- */

#define ROW(rule, unit, scope, read, ok, note, caution, source)                                    \
	[rule] = { { rule, unit, ok, note, caution, source }, scope, read }

const struct rule_row rule_rows[_RULE_MAX] = {
	ROW(RULE_TOP_EDGE, UNIT_DEG, SCOPE_SCREEN_POSTURE, read_top, AT_MOST(2), NONE, AT_MOST(10),
	    N_("at or below the eyes: OSHA, HSE INDG36, Cal/OSHA, ISO 9241-3; 2 degrees of tolerance and steps [J]")),
	ROW(RULE_TOP_EDGE_MULTIFOCAL, UNIT_MM, SCOPE_SCREEN_POSTURE, read_top_multifocal,
	    AT_MOST(-25), NONE, AT_MOST(0),
	    N_("25 to 50 mm lower with bifocal or progressive lenses: Mayo Clinic, ErgoRisk; steps [J]")),
	ROW(RULE_CENTRE, UNIT_DEG, SCOPE_SCREEN_POSTURE, read_centre, BETWEEN(-30, -10), NONE,
	    BETWEEN(-40, 0),
	    N_("-15 to -20: OSHA; at least 15 below: Burgess-Limerick; -35: ISO 9241-5; -40: EN 1005-4; edges [J]")),
	ROW(RULE_BOTTOM_EDGE, UNIT_DEG, SCOPE_SCREEN_POSTURE, read_bottom, AT_LEAST(-32), NONE,
	    AT_LEAST(-60),
	    N_("-30: ROSA (CSA Z412), 2 degrees of tolerance [J]; -60: ISO 9241, ANSI/HFES 100")),
	ROW(RULE_DISTANCE, UNIT_MM, SCOPE_SCREEN, read_distance, BETWEEN(500, NEAR_ENOUGH_MM), NONE,
	    AT_LEAST(400),
	    N_("400 to 750: ROSA (CSA Z412); 508 to 1016: OSHA; at least 500: AUVA; farther only with large text: Rempel 2007; [J]")),
	ROW(RULE_HALF_WIDTH, UNIT_DEG, SCOPE_SCREEN, read_half_width, AT_MOST(30), NONE,
	    AT_MOST(45), N_("30 without turning the head: ISO 9241-5; 45 [J]")),
	ROW(RULE_YAW_PRIMARY, UNIT_DEG, SCOPE_SCREEN, read_yaw_primary, EITHER_SIDE(15), NONE,
	    EITHER_SIDE(30), N_("15: NUREG-0700; 30: ROSA")),
	ROW(RULE_YAW_EQUAL, UNIT_DEG, SCOPE_SCREEN, read_yaw_equal, EITHER_SIDE(30), NONE,
	    EITHER_SIDE(35), N_("30: ROSA; 35: NUREG-0700; [J]")),
	ROW(RULE_YAW_SECONDARY, UNIT_DEG, SCOPE_SCREEN, read_yaw_secondary, EITHER_SIDE(30), NONE,
	    EITHER_SIDE(60), N_("30: ROSA; 60 where the head may turn: NUREG-0700")),
	ROW(RULE_INCIDENCE, UNIT_DEG, SCOPE_SCREEN_POSTURE, read_incidence, EITHER_SIDE(15), NONE,
	    EITHER_SIDE(40), N_("perpendicular is best: ISO 9241; up to 40: Ankrum 1995; 15 [J]")),
	ROW(RULE_TILT, UNIT_DEG, SCOPE_SCREEN, read_tilt, AT_LEAST(0), NONE, ANY,
	    N_("a top that leans towards you is disliked: Ankrum 1995")),
	ROW(RULE_TEXT_HEIGHT, UNIT_ARCMIN, SCOPE_SCREEN, read_text, AT_LEAST(20),
	    AT_LEAST(LARGE_TEXT_ARCMIN), AT_LEAST(12),
	    N_("at least 16, better 20 to 22: ISO 9241-3; 12 [J]")),
	ROW(RULE_TOPS_DIFFER, UNIT_MM, SCOPE_PAIR, read_tops, AT_MOST(25), NONE, AT_MOST(75),
	    N_("the same height: CCOHS and other guides; numbers [J]")),
	ROW(RULE_DISTANCES_DIFFER, UNIT_PERCENT, SCOPE_PAIR, read_distances, AT_MOST(10), NONE,
	    AT_MOST(25), N_("the same distance: CCOHS and other guides; numbers [J]")),
	ROW(RULE_ROLE, UNIT_PERCENT, SCOPE_PAIR, read_role, AT_MOST(60), ANY, ANY,
	    N_("the screen that is looked at most belongs straight ahead: OSHA, CCOHS; 60 and, of equal ones, 75 percent [J]")),
	ROW(RULE_LAPTOP_ONLY, UNIT_HOURS, SCOPE_SCREEN, read_laptop, NONE, NONE, AT_MOST(2),
	    N_("the neck bends 11 degrees more than at a desktop: doi:10.3233/WOR-182796; 2 hours a day [J]")),
	ROW(RULE_KEYBOARD_HEIGHT, UNIT_MM, SCOPE_DESK_POSTURE, read_keyboard, BETWEEN(-50, 25),
	    NONE, BETWEEN(-100, 50), N_("forearms about level: HSE INDG36; numbers [J]")),
	ROW(RULE_SEAT_HEIGHT, UNIT_MM, SCOPE_DESK, read_seat, BETWEEN(-30, 20), NONE,
	    EITHER_SIDE(60), N_("feet flat on the floor: ROSA; numbers [J]")),
	ROW(RULE_UNKNOWN, UNIT_NONE, SCOPE_SCREEN, read_unknown, NONE, NONE, NONE,
	    N_("no verdict without a measure [J]")),
};

const struct rule_info *rule_info(enum rule rule)
{
	return (size_t) rule < ELEMENTSOF(rule_rows) ? &rule_rows[rule].info : NULL;
}

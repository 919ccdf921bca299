/*
 * The audit of the workstation: monitors, the set-up that the user describes and exposure in;
 * angles, findings and one plan out.  Pure.  Formulas and thresholds: ERGONOMICS 2.2, 2.3, 2.7 and 3
 * of the design papers; each rule's sources stand in its row of rules.c.
 *
 * Millimetres and degrees; NAN stands for what is not known inside, and is never shown.  Angles are
 * from the horizontal at the eyes, negative below.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/config.h"
#include "ergo/monitor.h"
#include "ergo/strtab.h"

enum posture {
	POSTURE_SITTING,
	POSTURE_STANDING,
	_POSTURE_MAX,
};
DECLARE_STRTAB(posture, enum posture); /* sitting standing */

enum severity {
	SEVERITY_OK,
	SEVERITY_NOTE,
	SEVERITY_CAUTION,
	SEVERITY_HIGH,
	_SEVERITY_MAX,
};
DECLARE_STRTAB(severity, enum severity); /* ok note caution high */

enum unit {
	UNIT_MM,
	UNIT_DEG,
	UNIT_ARCMIN,
	UNIT_PERCENT,
	UNIT_HOURS,
	UNIT_NONE,
	_UNIT_MAX,
};
DECLARE_STRTAB(unit, enum unit); /* mm deg arcmin percent hours none */

/* What an audit may have to estimate, or miss; also bits of masks, 1u << value. */
enum quantity {
	QUANTITY_EYE_HEIGHT,
	QUANTITY_EYE_HEIGHT_STANDING,
	QUANTITY_ELBOW_HEIGHT,
	QUANTITY_ELBOW_HEIGHT_STANDING,
	QUANTITY_KNEE_HEIGHT, /* the hollows of the knees; always estimated: no key tells it */
	QUANTITY_DESK_HEIGHT,
	QUANTITY_KEYBOARD_HEIGHT,
	QUANTITY_IMAGE_BOTTOM,
	QUANTITY_DISTANCE,
	QUANTITY_TILT,
	QUANTITY_YAW,
	QUANTITY_SIZE, /* width and height of the image */
	QUANTITY_ROLE,
	QUANTITY_TEXT_SIZE,
	_QUANTITY_MAX,
};
DECLARE_STRTAB(quantity, enum quantity); /* eye_height ... image_bottom ... text_size */

/* ---- input ---- */

/* [J] Less time than this, within SHARE_DAYS at all the screens, tells nothing of which one is used most. */
#define SHARE_KNOWN_LEAST (5 * USEC_PER_HOUR)

struct exposure {
	usec_t laptop_only_today; /* screen time of the day with the internal panel alone */
	/* Time at each of the monitors in the last days, when it was not the only one (share_time() in
	 * share.h); in the order of theirs. */
	usec_t share[MONITORS_MAX];
};

/* Whether such shares tell anything. */
bool shares_known(const usec_t share[static MONITORS_MAX]);
/*
 * Whether they say something else of the same monitors than the ones before, which hold until then: roles shall not
 * come and go from day to day.  By SHARE_NEWS, or that they are known at all; what was known stays so a bit longer.
 */
bool shares_are_news(const usec_t now[static MONITORS_MAX],
		     const usec_t before[static MONITORS_MAX]);
#define SHARE_NEWS 0.05 /* [J] of the whole */

struct audit_input {
	const struct monitors *monitors;
	const struct config *config; /* [user] [desk] [chair] [keyboard] [mouse] [monitor *] */
	struct exposure exposure;
};

/* ---- what is known of body and place: body.c ---- */

/* A measure with its uncertainty: sd 0 = measured. */
struct estimate {
	double mm; /* NAN: not known */
	double sd;
};

struct body {
	struct estimate eye[_POSTURE_MAX];   /* above the floor */
	struct estimate elbow[_POSTURE_MAX]; /* above the floor */
	struct estimate
		seat;    /* popliteal height with shoes: how far a seat should be above the feet */
	double footrest; /* what the feet stand on above the floor; 0: the floor */
	double desk[_POSTURE_MAX]; /* top of the desk; NAN: not told */
	bool multifocal;           /* bifocal or progressive lenses */
};

void body_resolve(const struct config *config, struct body *ret);
/* Whether the user works so: sitting counts unless only a desk to stand at is told. */
bool posture_is_used(const struct body *body, enum posture p);

/* ---- geometry of one screen: geometry.c ---- */

/* What ERGONOMICS 2.2 takes. */
struct screen {
	double eye;      /* E, above the floor */
	double centre;   /* C, of the visible image, above the floor */
	double height;   /* H, of the image along the panel */
	double distance; /* L, straight from the eye to the centre */
	double tilt;     /* t, + = top leans away */
};

struct angles {
	double depth; /* Dh: horizontal distance from the eye */
	double top, centre, bottom, incidence;
	double top_height; /* of the top edge above the floor, mm */
};

/* Returns 0; -EDOM: no such place (not finite, |C - E| >= L): *ret is all NAN. */
int screen_angles(const struct screen *s, struct angles *ret);

/* C = desk + image_bottom + H/2 cos t. */
double screen_centre_height(double desk, double image_bottom, double height, double tilt);
double half_width_deg(double width, double distance);         /* atan(W/2/L) */
double text_arcmin(double cap_height_mm, double distance_mm); /* 2 atan(h/2L) */

/* ---- one monitor as audited ---- */

struct monitor_view {
	char name
		[MONITOR_NAME_MAX]; /* what it is called to the user: model, with the output where two are alike */
	const struct monitor *monitor; /* in the input; NULL: only described */
	struct monitor_setup setup;    /* all sections that apply to it, laid over one another */
	enum role role;                /* never ROLE_UNSET */
	double share;         /* percent of the measured time at all of them; NAN: not known */
	double width, height; /* of the image; NAN: unknown */
	enum size_source size_source;
	double distance, tilt, yaw, image_bottom; /* told or estimated; NAN: unknown */
	double cap_height; /* of the main text's capital letters, mm; NAN: unknown */
	double half_width, arcmin;
	bool known[_POSTURE_MAX]; /* .angles holds */
	struct angles angles[_POSTURE_MAX];
	unsigned estimated; /* bits of enum quantity */
	unsigned missing;   /* bits: what is needed for a verdict and not known */
};

/* ---- rules: rules.c ---- */

enum rule {
	RULE_TOP_EDGE,
	RULE_TOP_EDGE_MULTIFOCAL, /* mm above the eyes, negative below */
	RULE_CENTRE,
	RULE_BOTTOM_EDGE,
	RULE_DISTANCE,
	RULE_HALF_WIDTH,
	RULE_YAW_PRIMARY,
	RULE_YAW_EQUAL,
	RULE_YAW_SECONDARY,
	RULE_INCIDENCE,
	RULE_TILT,
	RULE_TEXT_HEIGHT,
	RULE_TOPS_DIFFER,      /* of two screens */
	RULE_DISTANCES_DIFFER, /* of two screens, percent of the smaller */
	RULE_ROLE, /* of two screens: percent of their time at this one, that the set-up calls another */
	RULE_LAPTOP_ONLY,
	RULE_KEYBOARD_HEIGHT, /* keyboard top less elbow height */
	RULE_SEAT_HEIGHT,     /* seat less foot rest less popliteal height with shoes */
	RULE_UNKNOWN,         /* no verdict: .missing of the view says why */
	_RULE_MAX,
};
DECLARE_STRTAB(rule, enum rule); /* top-edge, top-edge-multifocal, ... */

/* low <= value <= high; an open side is infinite. */
struct band {
	double low, high;
};

struct rule_info {
	enum rule rule;
	enum unit unit;
	/* The narrowest band that holds the value tells how bad it is; outside all of them: high. */
	struct band ok, note, caution;
	const char *source; /* the sources by name, and [J]: own judgement */
};

const struct rule_info *rule_info(enum rule rule);

/* ---- corrections ---- */

enum move_kind {
	MOVE_NONE,   /* nothing can be done better: a compromise */
	MOVE_HEIGHT, /* raise the monitor by .amount mm (negative: lower); .target: image_bottom */
	MOVE_DISTANCE, /* move it back by .amount mm (negative: nearer); .target: distance */
	MOVE_TILT,     /* tilt its top away by .amount deg (negative: towards you); .target: tilt */
	MOVE_YAW,      /* turn/move it so that its centre is at .target deg */
	MOVE_TEXT,     /* enlarge the text to .target percent of what it is now */
	MOVE_MIDDLE, /* put the work in the middle third: a wide screen that can't go back further */
	MOVE_RISER, /* put the laptop on a stand, .amount mm high (0: not known, up to the eyes), with
		       keyboard and mouse of their own; .target: image_bottom */
	MOVE_KEYBOARD, /* get keyboard and mouse of their own (the laptop stands on a riser already) */
	MOVE_DESK,     /* raise the desk by .amount mm; .target: height; .posture */
	MOVE_SEAT,     /* raise the seat by .amount mm; .target: seat_height */
	MOVE_FOOTREST, /* put the feet .amount mm higher (negative: lower); .target: footrest, 0: none */
	/*
	 * Find out .measure: of a screen what is missing, ergoctl setup.  Of the desk (monitor -1) what a
	 * caution rests on that the estimate may be wrong about, before desk or seat are moved; .amount:
	 * what is found so far, mm.
	 */
	MOVE_MEASURE,
	MOVE_SWAP, /* make the screen that is straight ahead the primary one */
	_MOVE_KIND_MAX,
};
DECLARE_STRTAB(move_kind, enum move_kind);

struct move {
	enum move_kind kind;
	int monitor; /* index of audit.view; -1: the desk */
	enum posture posture;
	double amount, target;
	unsigned
		fixes; /* how much it improves: sum over findings that get better of the steps of severity */
	unsigned measure; /* of MOVE_MEASURE: bits of enum quantity */
};

/* To how many percent of what it is text of so many arc minutes should be enlarged: in small steps where little
 * is amiss, else in those in which desktops are scaled; 100: not at all. */
double text_enlargement(double arcmin);

struct finding {
	enum rule rule;
	int monitor; /* index of audit.view; -1: the desk as a whole */
	int other;   /* second one of a pair; -1: none */
	enum posture posture;
	enum severity severity;
	double measured;     /* in the rule's unit; NAN: RULE_UNKNOWN and such */
	double limit;        /* nearest edge of ok, where nothing is of caution; NAN: none */
	unsigned estimated;  /* bits of enum quantity on which it rests */
	struct move move;    /* the plan's move that helps it most; MOVE_NONE: none does */
	enum severity after; /* how bad it still is once the plan is carried out */
};

#define FINDINGS_MAX 256 /* 16 monitors in two postures with everything wrong; a test proves it */
#define MOVES_MAX    128 /* 7 a monitor at most, and the desk */

struct findings {
	size_t n; /* worst first; then by monitor; then by rule */
	struct finding f[FINDINGS_MAX];
};

struct audit {
	struct body body;
	size_t n;
	struct monitor_view view[MONITORS_MAX];
	struct findings findings; /* nothing that is ok */
	enum severity overall;    /* the worst of them */
	bool laptop_only;
	bool keyboard_external; /* the user types on a keyboard of its own, and says so */

	/* The plan: what to do, best first, and how it will be then. */
	size_t moves_n;
	struct move move[MOVES_MAX];
	struct body body_after; /* body and desk as the plan leaves them */
	struct monitor_view after[MONITORS_MAX];
	struct findings findings_after;
};

/* Evaluates the rules: everything in *ret but the plan, whose fields are cleared. */
void audit_evaluate(const struct audit_input *in, struct audit *ret);

/*
 * audit_evaluate(), then the plan: plan.c.  Never fails; needs no memory of its own.  Moves count from
 * where the ones before them lead to; each step leaves the whole no worse than it was, and all of them
 * leave it better.  MOVE_MIDDLE and MOVE_MEASURE are advice and change no finding; they come last, but
 * what is to be measured of the desk comes before the first move of it.
 */
void audit_run(const struct audit_input *in, struct audit *ret);

/* Only the internal panel of a laptop shows an image. */
bool monitors_laptop_only(const struct monitors *m);

/* Which sections of the configuration apply to a monitor, laid over one another: *, model, output,
 * "model serial"; the later ones hold.  True: there is one besides *. */
bool monitor_setup_find(const struct config *config, const struct monitor *m,
			struct monitor_setup *ret);

/* How the user may call the i-th monitor: its model, its output where it has none, both where two are alike. */
void monitor_name(const struct monitors *all, size_t i, char buf[static MONITOR_NAME_MAX]);

/* Whether two moves are of the same thing in the same way, however far. */
bool moves_alike(const struct move *a, const struct move *b);

/* How many findings of each severity there are. */
void findings_count(const struct findings *f, unsigned ret[static _SEVERITY_MAX]);

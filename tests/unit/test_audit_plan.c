/* Plans for desks as there are: which moves, in which order, and what is left. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/plan-rig.h"

#define MM(v) ((length_t) ((v) *10))

static struct audit_rig rig;

/* ---- the desks ---- */

static void good(void)
{
}

static void too_high(void) /* top edge 80 mm above the eyes */
{
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(261);
}

static void too_low(void) /* lower edge at -36 degrees */
{
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(60);
}

static void leaning(void)
{
	audit_rig_setup(&rig, "DP-1")->tilt = -100;
}

static void slanted(void) /* seen at 17 degrees, and high enough */
{
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(140);
}

static void laptop(void)
{
	struct monitor_setup *s;

	rig.monitors.n = 0;
	(void) audit_rig_connect_laptop(&rig);
	s = audit_rig_setup(&rig, "eDP-1");
	s->distance = MM(550);
}

static void laptop_unmeasured(void)
{
	rig.monitors.n = 0;
	rig.config.monitors_n = 0;
	(void) audit_rig_connect_laptop(&rig);
}

static void laptop_raised(void)
{
	laptop();
	audit_rig_setup(&rig, "eDP-1")->image_bottom = MM(285);
	audit_rig_setup(&rig, "eDP-1")->tilt = 100;
	audit_rig_setup(&rig, "eDP-1")->raised = TRISTATE_YES;
}

static void laptop_beside(void) /* looked at now and then, low and at the side */
{
	struct monitor_setup *s;

	(void) audit_rig_connect_laptop(&rig);
	s = audit_rig_setup(&rig, "eDP-1");
	s->distance = MM(650);
	s->yaw = 400;
}

static void laptop_typed_on(void)
{
	laptop_beside();
	rig.config.keyboard_external = TRISTATE_NO;
}

static void laptop_typed_on_ahead(void) /* the keyboard stays before one, and not farther away */
{
	laptop_typed_on();
	audit_rig_setup(&rig, "DP-1")->yaw = 200;
	audit_rig_setup(&rig, "DP-1")->distance = MM(800);
	audit_rig_setup(&rig, "eDP-1")->yaw = 0;
	audit_rig_setup(&rig, "eDP-1")->distance = MM(560);
}

static void laptop_equal(void)
{
	laptop_beside();
	audit_rig_setup(&rig, "eDP-1")->role = ROLE_EQUAL;
	audit_rig_setup(&rig, "DP-1")->role = ROLE_EQUAL;
}

static void two(int yaw, int other_yaw, enum role role)
{
	(void) audit_rig_connect(&rig, "DP-2", "DELL U2412M");
	(void) audit_rig_place(&rig, "DP-2");
	audit_rig_setup(&rig, "DP-1")->yaw = yaw;
	audit_rig_setup(&rig, "DP-2")->yaw = other_yaw;
	audit_rig_setup(&rig, "DP-2")->role = role;
	if (role == ROLE_EQUAL) {
		audit_rig_setup(&rig, "DP-1")->role = role;
	}
}

static void dual_equal(void)
{
	two(-50, 400, ROLE_EQUAL);
}

static void dual_45(void)
{
	two(0, 450, ROLE_SECONDARY);
}

static void dual_small_at_50(void) /* there is room beside the main one */
{
	struct monitor_setup *s;

	two(0, 500, ROLE_SECONDARY);
	for (size_t i = 0; i < rig.monitors.n; i++) {
		s = audit_rig_setup(&rig, rig.monitors.m[i].output);
		s->width = MM(300);
		s->height = MM(299);
	}
}

static void
three_in_a_row(void) /* no one could stand nearer to the middle without pushing another out */
{
	two(0, 400, ROLE_SECONDARY);
	(void) audit_rig_connect(&rig, "DP-3", "DELL U2412M");
	(void) audit_rig_place(&rig, "DP-3");
	audit_rig_setup(&rig, "DP-3")->yaw = -400;
	audit_rig_setup(&rig, "DP-3")->role = ROLE_SECONDARY;
	audit_rig_setup(&rig, "DP-1")->role = ROLE_PRIMARY;
}

static void dual_lower(void)
{
	two(-100, 300, ROLE_SECONDARY);
	audit_rig_setup(&rig, "DP-2")->image_bottom = MM(121);
}

static void dual_farther(void)
{
	two(-100, 300, ROLE_SECONDARY);
	audit_rig_setup(&rig, "DP-1")->distance = MM(600);
	audit_rig_setup(&rig, "DP-2")->distance = MM(700);
}

/* What is worst comes first, although the main screen's moves take longer to weigh. */
static void dual_main_high(void)
{
	dual_lower();
	audit_rig_setup(&rig, "DP-1")->image_bottom += MM(200);
}

static void dual_swapped(void) /* the main one at the side */
{
	two(400, 0, ROLE_SECONDARY);
	audit_rig_setup(&rig, "DP-1")->role = ROLE_PRIMARY;
}

static void progressive(void)
{
	rig.config.user_glasses = GLASSES_PROGRESSIVE;
}

static void portrait(void) /* top edge 60 mm above the eyes */
{
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");

	rig.monitors.m[0].size = (struct size_mm){ 299, 531 };
	rig.monitors.m[0].width_px = 1080;
	rig.monitors.m[0].height_px = 1920;
	rig.config.user_eye_height = MM(1280);
	s->image_bottom = MM(89);
}

static void ultrawide(double distance)
{
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");

	s->width = MM(1193);
	s->height = MM(336);
	s->image_bottom = MM(144);
	s->distance = MM(distance);
	s->tilt = 50;
	s->text_size.tenths = 60;
}

static void ultrawide_at_60(void)
{
	ultrawide(600);
}

static void ultrawide_at_52(void)
{
	ultrawide(520);
}

static void wide_34(void) /* 797 mm: 690 mm away it is seen without turning the head */
{
	ultrawide(600);
	audit_rig_setup(&rig, "DP-1")->width = MM(797);
}

static void small_text(double mm, double distance)
{
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");

	s->distance = MM(distance);
	s->tilt = 50;
	s->text_size = (struct text_size){ TEXT_MM, (int32_t) (mm * 10) };
}

static void small_text_far(void) /* 13 arc minutes */
{
	small_text(3.4, 900);
}

static void small_text_near(void) /* 14 arc minutes, as of 10 pt at 24" */
{
	small_text(2.6, 650);
}

static void small_text_note(void) /* 19.6 arc minutes */
{
	small_text(3.7, 650);
}

static void too_far(void) /* with large text */
{
	small_text(8, 1150);
}

static void too_near(void)
{
	small_text(5, 420);
}

static void sit_stand(void) /* 80 mm too high to stand at */
{
	rig.config.desk_height_standing = MM(1100);
	rig.config.user_elbow_height_standing = MM(1040);
	rig.config.user_eye_height_standing = MM(1560);
	audit_rig_setup(&rig, "DP-1")->tilt = 50;
}

static void desk_high(void) /* keyboard 45 mm above the elbows; nothing is known of the chair */
{
	rig.config.desk_height = MM(765);
	rig.config.chair_seat_height = MEASURE_UNSET;
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(136);
	audit_rig_setup(&rig, "DP-1")->tilt = 50;
}

static void desk_high_fixed(void)
{
	desk_high();
	rig.config.chair_seat_height = MM(440);
}

static void desk_little_high(void) /* by 30 mm: raised by that the seat would want a foot rest */
{
	desk_high_fixed();
	rig.config.user_elbow_height = MM(755);
}

static void desk_high_guessed(void)
{
	desk_high_fixed();
	rig.config.user_elbow_height = MEASURE_UNSET; /* 680 */
	rig.config.desk_height = MM(695);
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(206);
}

static void desk_high_movable(void)
{
	desk_high_fixed();
	rig.config.desk_height_standing = MM(1000);
	rig.config.user_elbow_height_standing = MM(1020);
	rig.config.user_eye_height_standing = MM(1480);
}

static void seat_high(void) /* by 64 mm; the desk fits the elbows */
{
	rig.config.chair_seat_height = MM(500);
	audit_rig_setup(&rig, "DP-1")->tilt = 50;
}

static void seat_high_rest(void)
{
	seat_high();
	rig.config.chair_footrest = MM(60);
}

static void seat_high_low_rest(void)
{
	seat_high();
	rig.config.chair_footrest = MM(20);
}

static void rest_in_vain(void)
{
	rig.config.chair_footrest = MM(80);
}

static void seat_high_guessed(void) /* by 34 mm: one standard deviation of the legs is 15 */
{
	rig.config.chair_seat_height = MM(470);
}

static void seat_high_movable(void)
{
	seat_high();
	rig.config.desk_height_standing = MM(1000);
	rig.config.user_elbow_height_standing = MM(1020);
	rig.config.user_eye_height_standing = MM(1480);
}

static void seat_low(void)
{
	rig.config.chair_seat_height = MM(390);
	rig.config.user_eye_height = MM(1150);
	rig.config.user_elbow_height = MM(690);
}

static void estimated(void) /* eyes at 440 + 0.4587 S - 40 = 1180 */
{
	rig.config.user_eye_height = MEASURE_UNSET;
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(301);
}

static void nothing_known(void)
{
	config_defaults(&rig.config);
}

/* ---- what is to be done ---- */

struct want {
	enum move_kind kind;
	int monitor;
	double least, most; /* amount; of a yaw: target */
};

#define ANYTHING -1e9, 1e9

struct scene {
	const char *name;
	void (*make)(void);
	struct want want[6]; /* in this order */
	unsigned left[_SEVERITY_MAX];
};

#define LEFT(notes, cautions)                                                                      \
	{                                                                                          \
		[SEVERITY_NOTE] = (notes), [SEVERITY_CAUTION] = (cautions)                         \
	}

/* clang-format off */
static const struct scene scenes[] = {
	{ "good desk", good, { { 0 } }, { 0 } },
	{ "too high", too_high, { { MOVE_HEIGHT, 0, -80, -80 } }, { 0 } },
	{ "too low", too_low, { { MOVE_HEIGHT, 0, 95, 110 } }, { 0 } },
	{ "leaning towards one", leaning, { { MOVE_TILT, 0, 10, 20 } }, { 0 } },
	{ "slanted only", slanted, { { MOVE_TILT, 0, 5, 5 } }, { 0 } },
	{ "laptop on a table", laptop, { { MOVE_RISER, 0, 220, 275 } }, { 0 } },
	{ "laptop, nothing measured", laptop_unmeasured,
	  { { MOVE_RISER, 0, 0, 0 }, { MOVE_MEASURE, 0, ANYTHING } }, LEFT(1, 0) },
	{ "laptop, raised", laptop_raised, { { MOVE_KEYBOARD, 0, ANYTHING } }, { 0 } },
	{ "laptop with a monitor", laptop_beside,
	  { { MOVE_RISER, 1, 200, 280 } }, LEFT(0, 1) },
	{ "laptop with a monitor, and typed on", laptop_typed_on,
	  { { 0 } }, { 0, 0, 3, 1 } },
	{ "laptop typed on, monitor beside it", laptop_typed_on_ahead, { { MOVE_DISTANCE, 0, -150, -100 } },
	  { 0, 0, 5, 1 } },
	{ "laptop used as much as the monitor", laptop_equal,
	  { { MOVE_YAW, 1, 20, 20 }, { MOVE_RISER, 1, 200, 280 }, { MOVE_YAW, 0, -20, -20 } }, { 0 } },
	{ "dual equal", dual_equal, { { MOVE_YAW, 1, 25, 25 }, { MOVE_YAW, 0, -25, -25 } }, { 0 } },
	{ "dual, the second at 45 degrees", dual_45,
	  { { 0 } }, LEFT(0, 1) },
	{ "dual, the second at 50 degrees, and room", dual_small_at_50, { { MOVE_YAW, 1, 30, 30 } }, { 0 } },
	{ "three in a row", three_in_a_row, { { 0 } }, LEFT(0, 2) },
	{ "dual, the second lower", dual_lower, { { MOVE_HEIGHT, 1, 35, 60 } }, { 0 } },
	{ "dual, the second farther away", dual_farther, { { MOVE_DISTANCE, 1, -100, -40 } }, { 0 } },
	{ "dual, the main one too high", dual_main_high, { { MOVE_HEIGHT, 0, -200, -200 }, { MOVE_HEIGHT, 1, 35, 60 } }, { 0 } },
	{ "dual, the main one at the side", dual_swapped, { { MOVE_SWAP, 1, ANYTHING } }, LEFT(0, 1) },
	{ "progressive lenses", progressive, { { MOVE_HEIGHT, 0, -40, -25 }, { MOVE_TILT, 0, 5, 5 } }, { 0 } },
	{ "portrait", portrait, { { MOVE_HEIGHT, 0, -65, -50 }, { MOVE_TILT, 0, 10, 10 } }, LEFT(0, 1) },
	{ "49\" at 60 cm", ultrawide_at_60, { { MOVE_MIDDLE, 0, ANYTHING } }, LEFT(0, 1) },
	{ "49\" at 52 cm", ultrawide_at_52,
	  { { MOVE_DISTANCE, 0, 80, 180 }, { MOVE_MIDDLE, 0, ANYTHING } }, LEFT(0, 1) },
	{ "34\" at 60 cm", wide_34, { { MOVE_DISTANCE, 0, 90, 100 } }, { 0 } },
	{ "small text far away", small_text_far, { { MOVE_DISTANCE, 0, -400, -300 } }, { 0 } },
	{ "small text", small_text_near, { { MOVE_TEXT, 0, 50, 50 } }, { 0 } },
	{ "text a little small", small_text_note, { { MOVE_TEXT, 0, 5, 5 } }, { 0 } },
	{ "too far away", too_far, { { MOVE_DISTANCE, 0, -450, -150 } }, { 0 } },
	{ "too near", too_near, { { MOVE_DISTANCE, 0, 80, 230 } }, { 0 } },
	{ "sit-stand desk", sit_stand, { { MOVE_DESK, -1, -80, -80 } }, { 0 } },
	{ "desk too high", desk_high, { { MOVE_DESK, -1, -45, -45 } }, { 0 } },
	{ "desk too high by a guess", desk_high_guessed, { { MOVE_MEASURE, -1, 25, 50 } }, LEFT(0, 1) },
	{ "fixed desk a little too high", desk_little_high, { { MOVE_SEAT, -1, 10, 10 } }, { 0 } },
	{ "fixed desk too high", desk_high_fixed,
	  { { MOVE_SEAT, -1, 45, 45 }, { MOVE_FOOTREST, -1, 45, 55 } }, { 0 } },
	{ "movable desk too high", desk_high_movable, { { MOVE_DESK, -1, -45, -45 } }, { 0 } },
	{ "seat too high, fixed desk", seat_high, { { MOVE_FOOTREST, -1, 60, 70 } }, { 0 } },
	{ "seat too high, foot rest", seat_high_rest, { { 0 } }, { 0 } },
	{ "seat too high, low foot rest", seat_high_low_rest, { { MOVE_FOOTREST, -1, 45, 45 } }, { 0 } },
	{ "foot rest in vain", rest_in_vain, { { MOVE_FOOTREST, -1, -80, -80 } }, { 0 } },
	{ "seat perhaps too high", seat_high_guessed, { { MOVE_MEASURE, -1, 30, 35 } }, LEFT(0, 1) },
	{ "seat too high, movable desk", seat_high_movable,
	  { { MOVE_DESK, -1, -30, -20 }, { MOVE_SEAT, -1, -50, -45 }, { MOVE_HEIGHT, 0, -30, -20 } }, { 0 } },
	{ "seat too low", seat_low, { { MOVE_SEAT, -1, 40, 50 } }, { 0 } },
	{ "estimated eye height", estimated, { { MOVE_HEIGHT, 0, -145, -140 } }, { 0 } },
	{ "nothing known", nothing_known, { { MOVE_MEASURE, 0, ANYTHING } }, LEFT(1, 0) },
};
/* clang-format on */

static void print_plan(const struct scene *s, const struct audit *a)
{
	for (size_t i = 0; i < a->moves_n; i++) {
		const struct move *m = &a->move[i];
		print_message("%s: %s of %d by %g to %g\n", s->name, move_kind_to_string(m->kind),
			      m->monitor, m->amount, m->target);
	}
	for (size_t i = 0; i < a->findings_after.n; i++) {
		const struct finding *f = &a->findings_after.f[i];
		print_message("%s: left: %s of %d: %g\n", s->name, rule_to_string(f->rule),
			      f->monitor, f->measured);
	}
}

static bool is_as_wanted(const struct scene *s, const struct audit *a)
{
	unsigned left[_SEVERITY_MAX];
	size_t n = 0;

	for (; n < ELEMENTSOF(s->want) && s->want[n].kind != MOVE_NONE; n++) {
		const struct want *w = &s->want[n];
		const struct move *m = &a->move[n];
		double v = m->kind == MOVE_YAW ? m->target : m->amount;
		if (n >= a->moves_n || m->kind != w->kind || m->monitor != w->monitor ||
		    v < w->least || v > w->most) {
			return false;
		}
	}
	findings_count(&a->findings_after, left);
	return n == a->moves_n && memcmp(left, s->left, sizeof(left)) == 0;
}

static void test_scenes(void **state)
{
	unsigned failed = 0;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(scenes); i++) {
		audit_rig_init(&rig);
		scenes[i].make();
		const struct audit *a = plan_rig_run(&rig);
		if (!is_as_wanted(&scenes[i], a)) {
			print_plan(&scenes[i], a);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

/* Little by little where little is amiss, in the steps of a desktop where it is more. */
static void test_text_steps(void **state)
{
	static const struct {
		double arcmin, percent;
	} cases[] = {
		{ 20, 100 },   { 25, 100 }, { 19.9, 105 }, { 19, 110 }, { 16.7, 120 },
		{ 16.6, 125 }, { 16, 125 }, { 15.9, 150 }, { 10, 200 }, { 0, 100 },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_near(text_enlargement(cases[i].arcmin), cases[i].percent, 0);
	}
	assert_near(text_enlargement((double) NAN), 100, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scenes),
		cmocka_unit_test(test_text_steps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

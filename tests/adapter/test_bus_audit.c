/* org.ergod1.Audit: monitors, findings, the set-up, answers; and what is never on the wire. */
#include "bus-fixture.h"

#include <math.h>

/* Two monitors, of which one is hostile, and two findings. */
static void fill(struct fake *fake)
{
	struct monitors *all = &fake->monitors;
	struct audit *a = &fake->audit;

	all->backend = BACKEND_X11;
	all->n = 2;
	all->m[0] = (struct monitor){
		.output = "DP-1",
		.vendor = "DEL",
		.model = "DELL U2720Q",
		.serial = "7",
		.primary = true,
		.positioned = true,
		.x = -1920,
		.y = 5,
		.width_px = 3840,
		.height_px = 2160,
		.rotation = 90,
		.outputs = 1,
		.size = { 597, 336 },
		.size_source = SIZE_EDID_TIMING,
	};
	all->m[0].told[SIZE_EDID_TIMING] = (struct size_mm){ 597, 336 };
	all->m[0].told[SIZE_RANDR] = (struct size_mm){ 160, 90 };
	all->m[0].doubt[SIZE_RANDR] = DOUBT_ASPECT;
	all->m[1] = (struct monitor){
		.output = "HDMI-1", .model = "bad \xff\x1b[31m", .internal = true, .outputs = 1
	};
	a->n = 2;
	for (size_t i = 0; i < 2; i++) {
		a->view[i].monitor = &all->m[i];
		a->view[i].share = (double) NAN;
		(void) snprintf(a->view[i].name, sizeof(a->view[i].name), "%s", all->m[i].model);
	}
	a->overall = SEVERITY_HIGH;
	a->findings.n = 2;
	a->findings.f[0] = (struct finding){
		.rule = RULE_TOP_EDGE,
		.monitor = 0,
		.other = -1,
		.severity = SEVERITY_HIGH,
		.measured = 70,
		.limit = 0,
		.estimated = 1u << QUANTITY_EYE_HEIGHT | 1u << QUANTITY_TILT,
		.move = { .kind = MOVE_HEIGHT, .monitor = 0, .amount = -70 },
		.after = SEVERITY_NOTE,
	};
	a->findings.f[1] = (struct finding){
		.rule = RULE_UNKNOWN,
		.monitor = 1,
		.other = 0,
		.posture = POSTURE_STANDING,
		.severity = SEVERITY_NOTE,
		.measured = (double) NAN,
		.limit = (double) INFINITY,
		.move = { .kind = MOVE_MEASURE, .monitor = 1 },
	};
}

/* ---- reading a{sv} ---- */

/* Appends the value of a variant to `buf`, as text. */
static void say_value(sd_bus_message *m, char *buf, size_t size)
{
	size_t len = strlen(buf);
	const char *contents, *s;
	int32_t i;
	uint32_t u, h;
	uint64_t t;
	int b;
	double d;

	assert_true(sd_bus_message_peek_type(m, NULL, &contents) > 0);
	assert_true(sd_bus_message_enter_container(m, 'v', contents) > 0);
	if (strcmp(contents, "s") == 0) {
		assert_true(sd_bus_message_read(m, "s", &s) > 0);
		(void) snprintf(buf + len, size - len, "%s", s);
	} else if (strcmp(contents, "b") == 0) {
		assert_true(sd_bus_message_read(m, "b", &b) > 0);
		(void) snprintf(buf + len, size - len, "%s", b ? "yes" : "no");
	} else if (strcmp(contents, "u") == 0) {
		assert_true(sd_bus_message_read(m, "u", &u) > 0);
		(void) snprintf(buf + len, size - len, "%u", u);
	} else if (strcmp(contents, "i") == 0) {
		assert_true(sd_bus_message_read(m, "i", &i) > 0);
		(void) snprintf(buf + len, size - len, "%d", i);
	} else if (strcmp(contents, "d") == 0) {
		assert_true(sd_bus_message_read(m, "d", &d) > 0);
		(void) snprintf(buf + len, size - len, "%g", d);
	} else if (strcmp(contents, "t") == 0) {
		assert_true(sd_bus_message_read(m, "t", &t) > 0);
		(void) snprintf(buf + len, size - len, "%llu", (unsigned long long) t);
	} else if (strcmp(contents, "as") == 0) {
		assert_true(sd_bus_message_enter_container(m, 'a', "s") > 0);
		while (sd_bus_message_read(m, "s", &s) > 0) {
			len = strlen(buf);
			(void) snprintf(buf + len, size - len, "%s+", s);
		}
		assert_true(sd_bus_message_exit_container(m) > 0);
	} else {
		assert_string_equal(contents, "a(suus)");
		assert_true(sd_bus_message_enter_container(m, 'a', "(suus)") > 0);
		while (sd_bus_message_read(m, "(suus)", &s, &u, &h, &contents) > 0) {
			len = strlen(buf);
			(void) snprintf(buf + len, size - len, "%s:%ux%u:%s+", s, u, h, contents);
		}
		assert_true(sd_bus_message_exit_container(m) > 0);
	}
	assert_true(sd_bus_message_exit_container(m) > 0);
}

/* "key=value\n" of every entry of every dictionary, with a line "--" behind each. */
static void say_all(struct fixture *f, const char *property, char *buf, size_t size)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		succeeds(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Properties", "Get", "ss",
				 WIRE_AUDIT, property),
			 "v");
	const char *key;
	size_t len;

	buf[0] = '\0';
	assert_true(sd_bus_message_enter_container(m, 'v', "aa{sv}") > 0);
	assert_true(sd_bus_message_enter_container(m, 'a', "a{sv}") > 0);
	while (sd_bus_message_enter_container(m, 'a', "{sv}") > 0) {
		while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
			assert_true(sd_bus_message_read(m, "s", &key) > 0);
			len = strlen(buf);
			(void) snprintf(buf + len, size - len, "%s=", key);
			say_value(m, buf, size);
			len = strlen(buf);
			(void) snprintf(buf + len, size - len, "\n");
			assert_true(sd_bus_message_exit_container(m) > 0);
		}
		len = strlen(buf);
		(void) snprintf(buf + len, size - len, "--\n");
		assert_true(sd_bus_message_exit_container(m) > 0);
	}
	assert_true(strlen(buf) + 1 < size);
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part)) {
		fail_msg("\"%s\" is not in \"%s\"", part, text);
	}
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part)) {
		fail_msg("\"%s\" is in \"%s\"", part, text);
	}
}

/* ---- tests ---- */

static char said[64 * 1024];

static void test_monitors(void **state)
{
	struct fixture *f = *state;

	fill(&f->fake);
	say_all(f, "Monitors", said, sizeof(said));
	assert_string_equal(
		said,
		"output=DP-1\nvendor=DEL\nmodel=DELL U2720Q\nserial=7\nsize_source=edid-timing\n"
		"internal=no\nprimary=yes\nreflected=no\nwidth_px=3840\nheight_px=2160\nrotation=90\n"
		"outputs=1\nwidth_mm=597\nheight_mm=336\nx=-1920\ny=5\n"
		"told=edid-timing:597x336:none+edid:0x0:none+randr:160x90:aspect+\n--\n"
		"output=HDMI-1\nvendor=\nmodel=bad ??[31m\nserial=\nsize_source=unknown\n"
		"internal=yes\nprimary=no\nreflected=no\nwidth_px=0\nheight_px=0\nrotation=0\n"
		"outputs=1\nwidth_mm=0\nheight_mm=0\n"
		"told=edid-timing:0x0:none+edid:0x0:none+randr:0x0:none+\n--\n");
}

/* How much a monitor is used: told where it is known, and the time without a percentage where it is too little. */
static void test_shares(void **state)
{
	struct fixture *f = *state;

	fill(&f->fake);
	f->fake.share[1] = UINT64_C(90061000000);
	say_all(f, "Monitors", said, sizeof(said));
	assert_has(said, "height_mm=0\nshare_time=90061000000\ntold=");
	assert_lacks(said, "share=");
	f->fake.audit.view[0].share = 27.5;
	f->fake.audit.view[1].share = 72.5;
	say_all(f, "Monitors", said, sizeof(said));
	assert_has(said, "x=-1920\ny=5\nshare=27.5\ntold=");
	assert_has(said, "height_mm=0\nshare=72.5\nshare_time=90061000000\ntold=");
}

static void test_findings(void **state)
{
	struct fixture *f = *state;
	char *second;

	fill(&f->fake);
	say_all(f, "Findings", said, sizeof(said));
	second = strstr(said, "--\n");
	assert_non_null(second);
	*second = '\0';
	assert_has(said, "rule=top-edge\nmonitor=DELL U2720Q\nother=\nposture=sitting\n"
			 "severity=high\nafter=note\nunit=");
	assert_has(said, "measured=70\nlimit=0\nestimated=eye_height+tilt+\n");
	assert_has(said, "text=the monitor's top edge is 70 degrees above your eyes");
	assert_has(said, "correction=lower the monitor by 7 cm");
	second += 3;
	assert_has(second, "rule=unknown\nmonitor=bad ??[31m\nother=DELL U2720Q\n"
			   "posture=standing\nseverity=note\n");
	assert_lacks(second, "measured="); /* neither NaN nor infinity is told */
	assert_lacks(second, "limit=");
	f->fake.unit = LENGTH_IN;
	say_all(f, "Findings", said, sizeof(said));
	assert_has(said, "correction=lower the monitor by 2¾ in");
}

static void test_most_findings(void **state)
{
	struct fixture *f = *state;
	size_t n = 0;

	fill(&f->fake);
	for (size_t i = 2; i < FINDINGS_MAX; i++) {
		f->fake.audit.findings.f[i] = f->fake.audit.findings.f[i % 2];
	}
	f->fake.audit.findings.n = FINDINGS_MAX;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		succeeds(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Properties", "Get", "ss",
				 WIRE_AUDIT, "Findings"),
			 "v");
	assert_true(sd_bus_message_enter_container(m, 'v', "aa{sv}") > 0);
	assert_true(sd_bus_message_enter_container(m, 'a', "a{sv}") > 0);
	while (sd_bus_message_skip(m, "a{sv}") > 0) {
		n++;
	}
	assert_int_equal(n, FINDINGS_MAX);
}

static void assert_property(struct fixture *f, const char *name, const char *want)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		succeeds(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Properties", "Get", "ss",
				 WIRE_AUDIT, name),
			 "v");
	const char *s;

	assert_true(sd_bus_message_read(m, "v", "s", &s) > 0);
	assert_string_equal(s, want);
}

static void test_other_properties(void **state)
{
	struct fixture *f = *state;
	uint64_t t;

	assert_property(f, "MonitorsFrom", "none");
	assert_property(f, "Overall", "ok");
	assert_property(f, "Profile", "");
	fill(&f->fake);
	f->fake.profile = "dock\xff";
	assert_property(f, "MonitorsFrom", "x11");
	assert_property(f, "Overall", "high");
	assert_property(f, "Profile", "dock?");
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		succeeds(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Properties", "Get", "ss",
				 WIRE_AUDIT, "LaptopOnlyToday"),
			 "v");
	assert_true(sd_bus_message_read(m, "v", "t", &t) > 0);
	assert_int_equal(t, 18);
}

static void assert_changed(struct fixture *f, unsigned before, const char *names)
{
	bus_audit_changed(f->bus);
	settle(f);
	assert_int_equal(f->n_changed - before, names ? 1 : 0);
	if (names) {
		assert_string_equal(f->changed, names);
		assert_string_equal(f->changed_at, WIRE_AUDIT);
	}
}

static void test_changes(void **state)
{
	struct fixture *f = *state;
	struct audit *a = &f->fake.audit;

	settle(f);
	assert_changed(f, f->n_changed, NULL);
	fill(&f->fake);
	assert_changed(f, f->n_changed, "MonitorsFrom,Monitors,Findings,Overall,");
	assert_changed(f, f->n_changed, NULL);
	a->findings.f[0].measured = 71;
	assert_changed(f, f->n_changed, "Findings,");
	a->findings.f[0].measured = (double) NAN;
	assert_changed(f, f->n_changed, "Findings,");
	assert_changed(f, f->n_changed, NULL); /* although NaN is no equal of itself */
	f->fake.monitors.m[1].x = 3;
	assert_changed(f, f->n_changed, "Monitors,");
	f->fake.monitors.m[1].doubt[SIZE_RANDR] = DOUBT_ZERO;
	assert_changed(f, f->n_changed, "Monitors,");
	f->fake.profile = "home";
	assert_changed(f, f->n_changed, "Profile,");
	a->overall = SEVERITY_CAUTION;
	assert_changed(f, f->n_changed, "Overall,");
	bus_changed(f->bus); /* of the Manager: what the audit says is not looked at */
	a->overall = SEVERITY_HIGH;
	settle(f);
	assert_changed(f, f->n_changed, "Overall,");
}

static void test_signals(void **state)
{
	struct fixture *f = *state;
	struct bus_audit view;

	fill(&f->fake);
	fake_audit(&view, &f->fake);
	bus_finding_appeared(f->bus, &view, &f->fake.audit.findings.f[0]);
	settle(f);
	assert_has(f->signals, "FindingAppeared(top-edge;DELL U2720Q;sitting;high;");
	assert_has(f->signals, "70 degrees above your eyes");
	assert_has(f->signals, ";lower the monitor by 7 cm");
	f->signals[0] = '\0';
	bus_finding_gone(f->bus, RULE_KEYBOARD_HEIGHT, "", POSTURE_STANDING);
	bus_finding_gone(f->bus, RULE_TOP_EDGE, "bad \xff", POSTURE_SITTING);
	settle(f);
	assert_string_equal(f->signals, "FindingGone(keyboard-height;;standing;) "
					"FindingGone(top-edge;bad ?;sitting;) ");
}

static void test_setup(void **state)
{
	struct fixture *f = *state;
	sd_bus_message *m = succeeds(call_audit(f, "GetSetup", ""), "s");
	const char *s;

	assert_true(sd_bus_message_read(m, "s", &s) > 0);
	assert_string_equal(s, "[user]\nstature = 1.75m\n");
	sd_bus_message_unref(m);
	f->fake.setup_result = -ENOBUFS;
	assert_fails(call_audit(f, "GetSetup", ""), SD_BUS_ERROR_LIMITS_EXCEEDED, "");
}

static void test_answer(void **state)
{
	struct fixture *f = *state;

	assert_done(call_audit(f, "Answer", "s", "done"));
	assert_int_equal(f->fake.answer, POSTURE_ANSWER_DONE);
	assert_done(call_audit(f, "Answer", "s", "tomorrow"));
	assert_int_equal(f->fake.answer, POSTURE_ANSWER_TOMORROW);
	f->fake.answer = -1;
	assert_fails(call_audit(f, "Answer", "s", "later"), WIRE_ERROR_INVALID_ARGUMENT,
		     "answer must be \"done\" or \"tomorrow\"");
	assert_int_equal(f->fake.answer, -1);
	f->fake.answer_result = -EBUSY;
	f->fake.reason = "no posture prompt waits";
	assert_fails(call_audit(f, "Answer", "s", "done"), WIRE_ERROR_NOT_POSSIBLE,
		     "no posture prompt waits");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_monitors),         TEST(test_shares),
		TEST(test_findings),         TEST(test_most_findings),
		TEST(test_other_properties), TEST(test_changes),
		TEST(test_signals),          TEST(test_setup),
		TEST(test_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

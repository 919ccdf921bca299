/* Commands at events: what systemd is asked, how they end, and a systemd that is missing, refuses, hangs. */
#include "hooks-fixture.h"

/* ---- what is asked ---- */

static void test_arguments(void **state)
{
	(void) state;
	configure("/usr/bin/printf \"%s\\n\" 'a  b' $HOME ''");
	due();
	assert_int_equal(systemd.started, 0); /* nothing blocks */
	run_until(systemd.started == 1);
	assert_string_equal(
		systemd.asked, DUE_UNIT
		" fail\n"
		"Description=Command of the user at break-due of ergod\n"
		"Type=exec\n"
		"Slice=background.slice\n"
		"CollectMode=inactive-or-failed\n"
		"StandardInput=null\n"
		"StandardOutput=journal\n"
		"StandardError=journal\n"
		"SyslogIdentifier=ergod-hook\n"
		"RuntimeMaxUSec=30000000\n"
		"TimeoutStopUSec=5000000\n"
		"AddRef=yes\n"
		"ExecStartEx=/usr/bin/printf "
		"</usr/bin/printf><%s\\n><a  b><$HOME><> <no-env-expand>\n"
		"Environment=<ERGOD_EVENT=break-due><ERGOD_KIND=rest><ERGOD_REASON=due>\n");
}

/* Each of them, as it is configured, with its timeout. */
static void test_every_hook(void **state)
{
	static const char *const keys[_HOOK_MAX] = {
		[HOOK_BREAK_DUE] = "hooks.break_due",
		[HOOK_BREAK_STARTED] = "hooks.break_started",
		[HOOK_BREAK_ENDED] = "hooks.break_ended",
		[HOOK_SESSION_ENDED] = "hooks.session_ended",
		[HOOK_FINDING] = "hooks.finding",
	};
	char reason[CONFIG_REASON_MAX], line[64], want[128];

	(void) state;
	config_defaults(&fx.config);
	hooks_configure(fx.hooks, &fx.config);
	assert_null(fx.hooks->owner_match); /* nobody is listened to in vain */
	assert_int_equal(
		config_set(&fx.config, config_key_by_name("hooks.timeout"), "2min", reason), 0);
	for (unsigned i = 0; i < _HOOK_MAX; i++) {
		assert_int_equal(hook_from_string(hook_to_string((enum hook) i)), i);
		assert_false(hooks_has(fx.hooks, (enum hook) i));
		hooks_run(fx.hooks, (enum hook) i, NULL); /* nothing is set: nothing is run */
		(void) snprintf(line, sizeof(line), "/bin/echo %u", i);
		assert_int_equal(config_set(&fx.config, config_key_by_name(keys[i]), line, reason),
				 0);
		hooks_configure(fx.hooks, &fx.config);
		assert_true(hooks_has(fx.hooks, (enum hook) i));
		hooks_run(fx.hooks, (enum hook) i, NULL);
		run_until(systemd.started == i + 1);
		(void) snprintf(want, sizeof(want), "ergod-hook-%s.service fail\n",
				hook_to_string((enum hook) i));
		assert_non_null(strstr(systemd.asked, want));
		(void) snprintf(want, sizeof(want), "</bin/echo><%u>", i);
		assert_non_null(strstr(systemd.asked, want));
		(void) snprintf(want, sizeof(want), "\nEnvironment=<ERGOD_EVENT=%s>\n",
				hook_to_string((enum hook) i));
		assert_non_null(strstr(systemd.asked, want));
		assert_non_null(strstr(systemd.asked, "\nRuntimeMaxUSec=120000000\n"));
	}
	assert_string_equal(health_line(), "ok: 5 commands are set; none has ended yet");
	config_defaults(&fx.config);
	hooks_configure(fx.hooks, &fx.config);
	assert_string_equal(health_line(), "ok: no command is set for any event");
	hooks_run(fx.hooks, HOOK_FINDING, NULL);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(systemd.started, _HOOK_MAX);
	assert_null(fx.hooks->owner_match);
}

/* An environment that is no text is not sent, and loses us no connection. */
static void test_bad_environment(void **state)
{
	static const char *const environment[] = { "ERGOD_MONITOR=\xff", NULL };

	(void) state;
	configure("/bin/true");
	log_open(LOG_CRIT);
	hooks_run(fx.hooks, HOOK_BREAK_DUE, environment);
	due();
	run_until(systemd.started == 1);
	assert_non_null(strstr(systemd.asked, "ERGOD_KIND=rest"));
}

/* ---- how they end ---- */

static void test_ends(void **state)
{
	static const struct {
		const char *state, *result;
		int32_t status;
		const char *want;
	} cases[] = {
		{ "inactive", "success", 0,
		  "ok: 1 command is set; the last one, break-due, ended well" },
		{ "failed", "exit-code", 1,
		  "warn: the last one, break-due, ended with status 1; what it said: "
		  "`journalctl --user -t ergod-hook`" },
		{ "failed", "exit-code", 203,
		  "warn: the last one, break-due, can't be run: make sure that the program is there "
		  "and executable" },
		{ "failed", "signal", 11,
		  "warn: the last one, break-due, was ended by signal 11; what it said: `journalctl "
		  "--user -t ergod-hook`" },
		{ "failed", "timeout", 15,
		  "warn: the last one, break-due, ran longer than hooks.timeout and was ended" },
		{ "failed",
		  "re\nsour\xc3\xa4"
		  "ces",
		  0,
		  "warn: the last one, break-due, failed (re?sour??ces): `journalctl --user -u "
		  "'ergod-hook-*'` may tell why" },
	};

	(void) state;
	configure("/bin/true");
	for (unsigned i = 0; i < ELEMENTSOF(cases); i++) {
		due();
		run_until(fx.hooks->run[HOOK_BREAK_DUE].state == HOOK_RUNS);
		unit_is("inactive", 7, "success", 0); /* it has yet to begin */
		unit_is("activating", 7, "success", 0);
		unit_is("active", 0, "success", 0);
		run_for(30 * USEC_PER_MS);
		assert_int_equal(fx.hooks->run[HOOK_BREAK_DUE].state, HOOK_RUNS);
		assert_int_equal(systemd.released, i);
		unit_is(cases[i].state, 0, cases[i].result, cases[i].status);
		run_until(systemd.released == i + 1);
		assert_string_equal(health_line(), cases[i].want);
		assert_int_equal(systemd.started, i + 1);
	}
}

/* One of a kind at a time; others of its kind are dropped, those of other kinds run. */
static void test_still_runs(void **state)
{
	(void) state;
	configure("/bin/sleep 20");
	due();
	due();
	run_until(fx.hooks->run[HOOK_BREAK_DUE].state == HOOK_RUNS);
	due();
	run_for(50 * USEC_PER_MS);
	assert_int_equal(systemd.started, 1);
	(void) snprintf(fx.config.hooks_finding.line, sizeof(fx.config.hooks_finding.line),
			"/bin/true");
	hooks_configure(fx.hooks, &fx.config);
	hooks_run(fx.hooks, HOOK_FINDING, NULL);
	run_until(systemd.started == 2);
	unit_is("inactive", 0, "success", 0);
	run_until(systemd.released == 1);
	due();
	run_until(systemd.started == 3);
}

/* That it ended was never told: it can't run for longer than it may. */
static void test_end_not_told(void **state)
{
	(void) state;
	configure("/bin/sleep 20");
	due();
	run_until(fx.hooks->run[HOOK_BREAK_DUE].state == HOOK_RUNS);
	fx.hooks->run[HOOK_BREAK_DUE].until = hooks_now(fx.hooks);
	due();
	run_until(systemd.started == 2);
}

/* It still runs, begun by an ergod before us. */
static void test_exists(void **state)
{
	(void) state;
	configure("/bin/true");
	systemd.error = "org.freedesktop.systemd1.UnitExists";
	due();
	run_until(fx.hooks->run[HOOK_BREAK_DUE].dropped);
	assert_string_equal(health_line(), "ok: 1 command is set; none has ended yet");
	systemd.error = NULL;
	due();
	run_until(systemd.started == 2);
	assert_int_equal(systemd.released, 0);
}

static void test_refused(void **state)
{
	(void) state;
	configure("/bin/true");
	systemd.error = "org.freedesktop.DBus.Error.AccessDenied";
	due();
	run_until(fx.hooks->last == HOOK_BREAK_DUE);
	assert_non_null(strstr(health_line(), "warn: the last one, break-due, failed "
					      "(org.freedesktop.DBus.Error.AccessDenied)"));
	systemd.error = NULL;
	due();
	run_until(systemd.started == 2);
}

/* What is told before our call was answered is of the one before. */
static void test_old_news(void **state)
{
	(void) state;
	configure("/bin/true");
	systemd.hangs = true;
	due();
	run_until(systemd.started == 1);
	unit_is("failed", 0, "exit-code", 9);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.hooks->run[HOOK_BREAK_DUE].state, HOOK_ASKED);
	assert_int_equal(fx.hooks->last, -1);
}

/* Signals that are none. */
static void test_odd_signals(void **state)
{
	(void) state;
	configure("/bin/true");
	due();
	run_until(fx.hooks->run[HOOK_BREAK_DUE].state == HOOK_RUNS);
	emit(DUE_PATH, SYSTEMD_UNIT, "s", "no properties");
	emit(DUE_PATH, SYSTEMD_UNIT, "a{sv}", 1, "ActiveState", "u", 7);
	emit(DUE_PATH, SYSTEMD_UNIT, "a{sv}", 2, "Job", "s", "none", "ActiveState", "s", "failed");
	emit(DUE_PATH, "org.example.Other", "a{sv}", 1, "ActiveState", "s", "failed");
	emit(SYSTEMD_PATH "/unit/other_2eservice", SYSTEMD_UNIT, "a{sv}", 1, "ActiveState", "s",
	     "failed");
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.hooks->run[HOOK_BREAK_DUE].state, HOOK_RUNS);
	unit_is("inactive", 0, "success", 0);
	run_until(systemd.released == 1);
}

/* ---- how many ---- */

static void test_twenty_a_minute(void **state)
{
	(void) state;
	configure("/bin/true");
	for (unsigned i = 0; i < 30; i++) {
		fx.hooks->run[HOOK_BREAK_DUE].until = 0; /* as if it had ended */
		due();
	}
	run_until(systemd.started == HOOKS_A_MINUTE);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(systemd.started, HOOKS_A_MINUTE);
	fx.hooks->minute -= USEC_PER_MIN;
	fx.hooks->run[HOOK_BREAK_DUE].until = 0;
	due();
	run_until(systemd.started == HOOKS_A_MINUTE + 1);
}

/* ---- systemd ---- */

static void test_no_systemd(void **state)
{
	(void) state;
	configure("/bin/true");
	due();
	run_until(fx.hooks->run[HOOK_BREAK_DUE].state == HOOK_RUNS);
	systemd_down();
	run_until(fx.hooks->owner == OWNER_NONE);
	assert_string_equal(health_line(),
			    "fail: commands are run by the systemd of the user, which is not on "
			    "the session bus here: none is run");
	due();
	run_for(50 * USEC_PER_MS);
	systemd_up();
	run_until(fx.hooks->owner == OWNER_THERE);
	assert_int_equal(systemd.started, 1);
	due();
	run_until(systemd.started == 2);
}

/* There has never been one, as on a bus without systemd. */
static void test_never_one(void **state)
{
	(void) state;
	systemd_down();
	fx.hooks = hooks_free(fx.hooks);
	assert_int_equal(hooks_new(&fx.hooks, fx.bus), 0);
	configure("/bin/true");
	due(); /* before that is known */
	run_until(fx.hooks->owner == OWNER_NONE);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.hooks->run[HOOK_BREAK_DUE].state, HOOK_ENDED);
	assert_non_null(strstr(health_line(), "fail: "));
}

/* One that hangs holds up nobody, and going down does not wait for it. */
static void test_hangs(void **state)
{
	usec_t start = now();

	(void) state;
	configure("/bin/true");
	systemd.hangs = true;
	due();
	run_until(systemd.started == 1);
	fx.hooks = hooks_free(fx.hooks);
	assert_true(now() - start < USEC_PER_SEC);
	assert_null(hooks_free(NULL));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_arguments),       TEST(test_every_hook),
		TEST(test_bad_environment), TEST(test_ends),
		TEST(test_still_runs),      TEST(test_end_not_told),
		TEST(test_exists),          TEST(test_refused),
		TEST(test_old_news),        TEST(test_odd_signals),
		TEST(test_no_systemd),      TEST(test_never_one),
		TEST(test_twenty_a_minute), TEST(test_hangs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

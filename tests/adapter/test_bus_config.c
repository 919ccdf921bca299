/* org.ergod1: reload, doctor, the configuration, and the introspection data. */
#include "bus-fixture.h"

#include <inttypes.h>

static void add_diag(struct fixture *f, const char *file, unsigned line, const char *key,
		     const char *reason)
{
	struct config_diag *d = &f->fake.diags.diag[f->fake.diags.n++];

	(void) snprintf(d->file, sizeof(d->file), "%s", file);
	(void) snprintf(d->key, sizeof(d->key), "%s", key);
	(void) snprintf(d->reason, sizeof(d->reason), "%s", reason);
	d->line = line;
}

static void test_reload(void **state)
{
	struct fixture *f = *state;

	assert_done(call_manager(f, "Reload", ""));
	assert_int_equal(f->fake.reloads, 1);

	f->fake.reload_result = -EINVAL;
	add_diag(f, "/h/ergod.ini", 3, "rest_break.every", "50 has no unit: write 50min");
	add_diag(f, "/h/ergod.ini", 0, "", "can't be read");
	assert_fails(call_manager(f, "Reload", ""), WIRE_ERROR_INVALID_CONFIG,
		     "/h/ergod.ini:3: rest_break.every: 50 has no unit: write 50min\n"
		     "/h/ergod.ini: can't be read");

	f->fake.reload_result = -ENOMEM;
	assert_fails(call_manager(f, "Reload", ""), SD_BUS_ERROR_NO_MEMORY, "");
}

/* Every problem has its line, as long as there is room; then their number. */
static void test_reload_with_many_problems(void **state)
{
	struct fixture *f = *state;
	sd_bus_message *reply;
	const char *message;
	size_t lines = 1;

	f->fake.reload_result = -EINVAL;
	for (unsigned i = 0; i < CONFIG_DIAGS_MAX; i++) {
		add_diag(f, "e.ini", i + 1, "", "wrong");
	}
	f->fake.diags.dropped = 1000;
	reply = call_manager(f, "Reload", "");
	message = sd_bus_message_get_error(reply)->message;
	for (const char *p = message; *p; p++) {
		lines += *p == '\n';
	}
	assert_int_equal(lines, 21);
	assert_non_null(
		strstr(message, "e.ini:20: wrong\n... and 1044 more: ergoctl config check"));
	sd_bus_message_unref(reply);
}

static void test_reload_with_long_problems(void **state)
{
	char file[256], reason[CONFIG_REASON_MAX];
	struct fixture *f = *state;
	sd_bus_message *reply;
	const char *message;

	memset(file, 'f', sizeof(file));
	file[255] = '\0';
	memset(reason, '\xff', sizeof(reason)); /* not UTF-8 either */
	reason[sizeof(reason) - 1] = '\0';
	f->fake.reload_result = -EINVAL;
	for (unsigned i = 0; i < 20; i++) {
		add_diag(f, file, i + 1, "section.key", reason);
	}
	reply = call_manager(f, "Reload", "");
	message = sd_bus_message_get_error(reply)->message;
	assert_true(strlen(message) > 3000);
	assert_true(strlen(message) < 4096);
	assert_non_null(strstr(message, "\n... and "));
	assert_non_null(strstr(message, " more: ergoctl config check"));
	sd_bus_message_unref(reply);
}

static void test_doctor(void **state)
{
	struct fixture *f = *state;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		succeeds(call_manager(f, "Doctor", ""), "a(sss)");
	static const char *const want[][3] = {
		{ "input", "ok", "2 devices" },
		{ "session", "warn", "no logind" },
		{ "display", "fail", "bad ??[31m byte" },
	};
	const char *name, *level, *text;

	assert_true(sd_bus_message_enter_container(m, 'a', "(sss)") > 0);
	for (size_t i = 0; i < ELEMENTSOF(want); i++) {
		assert_true(sd_bus_message_read(m, "(sss)", &name, &level, &text) > 0);
		assert_string_equal(name, want[i][0]);
		assert_string_equal(level, want[i][1]);
		assert_string_equal(text, want[i][2]);
	}
	assert_int_equal(sd_bus_message_at_end(m, false), 1);
}

static void test_list(void **state)
{
	struct fixture *f = *state;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	const char *name, *type, *value, *def, *origin, *doc;

	f->fake.config.rest_break_length = 7 * USEC_PER_MIN;
	struct monitor_setup *monitor = config_monitor_add(&f->fake.config, "DP-1");
	assert_non_null(monitor);
	monitor->distance = 6500;
	m = succeeds(call_config(f, "List", ""), "a(ssssss)");
	assert_true(sd_bus_message_enter_container(m, 'a', "(ssssss)") > 0);
	assert_int_equal(config_items(&f->fake.config), config_keys_n + config_monitor_keys_n);
	for (size_t i = 0; i < config_items(&f->fake.config); i++) {
		struct config_item item = config_item_at(i);
		const struct config_key *key = item.key;
		bool file = strcmp(key->key, "length") == 0;
		char want[128];

		assert_true(sd_bus_message_read(m, "(ssssss)", &name, &type, &value, &def, &origin,
						&doc) > 0);
		(void) snprintf(want, sizeof(want), "%s%s.%s", key->section,
				item.monitor < 0 ? "" : " DP-1", key->key);
		assert_string_equal(name, want);
		assert_int_equal(config_type_from_string(type), key->type);
		assert_string_equal(def, key->def);
		assert_string_equal(doc, key->doc);
		assert_string_equal(origin, file ? "/home/u/ergod.ini:7" : "default");
		if (strcmp(name, "rest_break.length") == 0) {
			assert_string_equal(type, "duration");
			assert_string_equal(value, "7min");
		} else if (item.monitor >= 0) {
			assert_string_equal(value, strcmp(key->key, "distance") == 0 ? "65cm" : "");
		}
	}
	assert_int_equal(sd_bus_message_at_end(m, false), 1);
}

static void test_get(void **state)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	struct fixture *f = *state;
	const char *value;

	m = succeeds(call_config(f, "Get", "s", "session.day_starts"), "s");
	assert_true(sd_bus_message_read(m, "s", &value) > 0);
	assert_string_equal(value, "04:00");
	assert_non_null(config_monitor_add(&f->fake.config, "a.b \xc3\xa4"));
	f->fake.config.monitor[0].tilt = -75;
	sd_bus_message_unref(m);
	m = succeeds(call_config(f, "Get", "s", "monitor a.b \xc3\xa4.tilt"), "s");
	assert_true(sd_bus_message_read(m, "s", &value) > 0);
	assert_string_equal(value, "-7.5deg");
	assert_fails(call_config(f, "Get", "s", "monitor DP-1.tilt"), WIRE_ERROR_INVALID_ARGUMENT,
		     "no such section");
	assert_fails(call_config(f, "Get", "s", "monitor DP-1.tlit"), WIRE_ERROR_INVALID_ARGUMENT,
		     "did you mean \"monitor DP-1.tilt\"?");
	assert_fails(call_config(f, "Get", "s", "monitor.tilt"), WIRE_ERROR_INVALID_ARGUMENT,
		     "no such key");
	assert_fails(call_config(f, "Get", "s", "rest_break.evry"), WIRE_ERROR_INVALID_ARGUMENT,
		     "did you mean \"rest_break.every\"?");
	assert_fails(call_config(f, "Get", "s", ""), WIRE_ERROR_INVALID_ARGUMENT, "no such key");
}

static void test_check(void **state)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	struct fixture *f = *state;
	const char *file, *key, *reason;
	uint32_t line;

	sd_bus_message_unref(succeeds(call_config(f, "Check", ""), "a(suss)"));
	add_diag(f, "e.ini", 4, "input.motion_slop", "not a number\x01");
	f->fake.diags.dropped = 3;
	m = succeeds(call_config(f, "Check", ""), "a(suss)");
	assert_true(sd_bus_message_enter_container(m, 'a', "(suss)") > 0);
	assert_true(sd_bus_message_read(m, "(suss)", &file, &line, &key, &reason) > 0);
	assert_string_equal(file, "e.ini");
	assert_int_equal(line, 4);
	assert_string_equal(key, "input.motion_slop");
	assert_string_equal(reason, "not a number?");
	assert_true(sd_bus_message_read(m, "(suss)", &file, &line, &key, &reason) > 0);
	assert_string_equal(file, "");
	assert_int_equal(line, 0);
	assert_non_null(strstr(reason, "3 further problems"));
	assert_int_equal(sd_bus_message_at_end(m, false), 1);
	assert_int_equal(f->fake.checks, 2);
}

/* Calls that read files: a burst is answered, a flood is told so, the rest of the API goes on. */
static void test_calls_that_read_files_are_rate_limited(void **state)
{
	static const char *const interfaces[] = { WIRE_CONFIG, WIRE_MANAGER, WIRE_MANAGER };
	static const char *const members[] = { "Check", "Reload", "Doctor" };
	struct fixture *f = *state;
	unsigned busy = 0, calls;

	for (unsigned i = 0; i < 200; i++) {
		sd_bus_message *m = call_at(f, WIRE_PATH, interfaces[i % 3], members[i % 3], "");
		const sd_bus_error *e = sd_bus_message_get_error(m);

		if (e) {
			assert_string_equal(e->name, WIRE_ERROR_BUSY);
			assert_non_null(strstr(e->message, "try again"));
			busy++;
		}
		sd_bus_message_unref(m);
	}
	calls = f->fake.checks + f->fake.reloads + f->fake.doctors;
	assert_int_equal(calls + busy, 200);
	assert_true(calls >= 20);          /* the burst */
	assert_true(calls <= 20 + 20 * 6); /* 6 s for 200 calls would be a very slow machine */
	assert_true(busy > 0);
	assert_done(call_manager(f, "Skip", ""));
}

/* ---- introspection ---- */

static void assert_has(const char *xml, const char *part)
{
	if (!strstr(xml, part)) {
		fail_msg("the introspection data lack %s:\n%s", part, xml);
	}
}

static void test_introspection_is_complete(void **state)
{
	struct fixture *f = *state;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	static const char *const members[] = {
		"<interface name=\"org.ergod1.Manager\">",
		"<interface name=\"org.ergod1.Config\">",
		"<interface name=\"org.freedesktop.DBus.Properties\">",
		"<method name=\"TakeBreak\">\n   <arg type=\"s\" name=\"kind\" direction=\"in\"/>",
		"<method name=\"Postpone\">\n   <arg type=\"t\" name=\"duration\"",
		"<method name=\"Pause\">\n   <arg type=\"t\" name=\"duration\"",
		"<method name=\"Doctor\">\n   <arg type=\"a(sss)\" name=\"checks\" "
		"direction=\"out\"/>",
		"<method name=\"List\">\n   <arg type=\"a(ssssss)\" name=\"keys\"",
		"<method name=\"Get\">\n   <arg type=\"s\" name=\"key\" direction=\"in\"/>\n"
		"   <arg type=\"s\" name=\"value\" direction=\"out\"/>",
		"<method name=\"Check\">\n   <arg type=\"a(suss)\" name=\"problems\"",
		"<signal name=\"BreakDue\">\n   <arg type=\"s\" name=\"kind\"/>\n"
		"   <arg type=\"s\" name=\"reason\"/>\n   <arg type=\"t\" name=\"screen_time\"/>",
		"<signal name=\"SessionEnded\">\n   <arg type=\"t\" name=\"start\"/>",
		"<property name=\"Presence\" type=\"s\" access=\"read\">\n  </property>",
		"<property name=\"SessionTime\" type=\"t\" access=\"read\">\n   <annotation "
		"name=\"org.freedesktop.DBus.Property.EmitsChangedSignal\" value=\"false\"/>",
		"name=\"Version\" type=\"s\" access=\"read\">\n   <annotation "
		"name=\"org.freedesktop.DBus.Property.EmitsChangedSignal\" value=\"const\"/>",
	};
	const char *xml;

	m = succeeds(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Introspectable", "Introspect", ""),
		     "s");
	assert_true(sd_bus_message_read(m, "s", &xml) > 0);
	for (size_t i = 0; i < ELEMENTSOF(members); i++) {
		assert_has(xml, members[i]);
	}
	assert_null(strstr(xml, "access=\"readwrite\""));
	for (const char *arg = xml; (arg = strstr(arg, "<arg ")) != NULL; arg++) {
		const char *name = strstr(arg, "name=\"");

		assert_true(name && name < strstr(arg, "/>"));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reload),
		TEST(test_reload_with_many_problems),
		TEST(test_reload_with_long_problems),
		TEST(test_doctor),
		TEST(test_list),
		TEST(test_get),
		TEST(test_check),
		TEST(test_calls_that_read_files_are_rate_limited),
		TEST(test_introspection_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

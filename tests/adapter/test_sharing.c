/* Shared screens: Mutter and the portal, there and not, in all tempers; introspection data. */
#include "sharing-fixture.h"

#define RECORDED "the screen is shared or recorded"
#define BROWSER  "the screen is shared in a browser or a call"

/* ---- who tells what ---- */

static void test_nobody(void **state)
{
	(void) state;
	run_for(50 * USEC_PER_MS);
	assert_string_equal(health_line(), "ok: nobody has been asked yet: that is done when a "
					   "prompt is near");
	assert_string_equal(look(), "");
	assert_string_equal(health_line(), "ok: nobody on the session bus tells of shared screens; "
					   "`ergoctl meeting` holds prompts back");
	assert_int_equal(fx.changed, 0);
}

static void test_mutter(void **state)
{
	(void) state;
	teller_up(&fx.mutter, MUTTER_CAST);
	teller_up(&fx.portal, PORTAL);
	has(&fx.portal, PORTAL_PATH, nodes("1_7"));
	has(&fx.portal, PORTAL_PATH "/1_7", nodes("webrtc_session1"));
	/* Mutter knows: the portal is not asked. */
	assert_string_equal(look(), "");
	assert_non_null(strstr(health_line(), "ok: no screen is shared or recorded; GNOME's "));
	assert_int_equal(fx.portal.asked, 0);
	run_for(100 * USEC_PER_MS);
	assert_int_equal(fx.mutter.asked, 1); /* never by the clock */
	has(&fx.mutter, MUTTER_STREAM, nodes("u1 u4"));
	sharing_look(fx.sharing);
	sharing_look(fx.sharing); /* one question at a time */
	assert_int_equal(fx.changed, 0);
	run_until(fx.changed == 1);
	assert_string_equal(says(), RECORDED);
	assert_string_equal(health_line(), "ok: " RECORDED ": prompts wait");
	assert_int_equal(fx.mutter.asked, 2);
	assert_string_equal(look(), RECORDED);
	assert_int_equal(fx.changed, 1);
	fx.mutter.n = 0;
	assert_string_equal(look(), "");
	assert_int_equal(fx.changed, 2);
}

/* niri says that an object without children is not there. */
static void test_not_there(void **state)
{
	static const char *const errors[] = { SD_BUS_ERROR_UNKNOWN_OBJECT,
					      SD_BUS_ERROR_UNKNOWN_METHOD,
					      SD_BUS_ERROR_UNKNOWN_INTERFACE };
	(void) state;

	teller_up(&fx.mutter, MUTTER_CAST);
	for (size_t i = 0; i < ELEMENTSOF(errors); i++) {
		fx.mutter.refuses = errors[i];
		assert_string_equal(look(), "");
		assert_non_null(strstr(health_line(), "ok: no screen is shared or recorded"));
	}
}

/* A session of a screen cast looks like any other but for the name that the program has given it. */
static void test_portal(void **state)
{
	static const struct {
		const char *sessions, *want;
	} cases[] = {
		{ "", "" },
		{ "webrtc_session1804289383", BROWSER },
		{ "gtk1234 mon1 webrtc_session1", BROWSER },
		{ "webrtc_session1 gtk1234", BROWSER },
		{ "obs1", "OBS takes the screen" },
		/* inhibitors, shortcuts, and who only begins so */
		{ "gtk1804289383 t mon1 ashpd_aB3 kglobalaccel", "" },
		{ "webrtc_session", "" },
		{ "webrtc_session1x webrtc1 xwebrtc_session1", "" },
		{ "obsidian obs obs1_shortcuts obs_1", "" },
	};
	(void) state;

	teller_up(&fx.portal, PORTAL);
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		fx.portal.n = 0;
		has(&fx.portal, PORTAL_PATH, nodes("1_23"));
		has(&fx.portal, PORTAL_PATH "/1_23", nodes(cases[i].sessions));
		if (strcmp(look(), cases[i].want) != 0) {
			fail_msg("sessions \"%s\": \"%s\"", cases[i].sessions, says());
		}
	}
	assert_non_null(strstr(health_line(), "ok: no screen is shared that is known of"));
}

static void test_portal_of_many(void **state)
{
	char names[4096] = "";
	static char paths[40][128];
	size_t len = 0;
	(void) state;

	teller_up(&fx.portal, PORTAL);
	for (unsigned i = 0; i < ELEMENTSOF(paths); i++) {
		len += (size_t) snprintf(names + len, sizeof(names) - len, "1_%u ", i);
		(void) snprintf(paths[i], sizeof(paths[i]), PORTAL_PATH "/1_%u", i);
	}
	has(&fx.portal, PORTAL_PATH, nodes(names));
	assert_string_equal(look(), "");
	assert_int_equal(fx.portal.asked, 1 + SENDERS_MAX); /* and no more */
	has(&fx.portal, paths[SENDERS_MAX - 1], nodes("webrtc_session1"));
	assert_string_equal(look(), BROWSER);
	/* It ends with the first that is found. */
	fx.portal.asked = 0;
	has(&fx.portal, paths[3], nodes("obs1"));
	assert_string_equal(look(), "OBS takes the screen");
	assert_int_equal(fx.portal.asked, 5);
	assert_int_equal(fx.changed, 2);
}

/* The program ends between the two questions. */
static void test_session_gone(void **state)
{
	(void) state;
	teller_up(&fx.portal, PORTAL);
	has(&fx.portal, PORTAL_PATH, nodes("1_1 1_2"));
	has(&fx.portal, PORTAL_PATH "/1_2", nodes("webrtc_session1"));
	sharing_look(fx.sharing);
	run_until(fx.portal.asked == 1);
	fx.portal.node[1].xml = nodes("");
	run_until(!fx.sharing->call);
	assert_string_equal(says(), "");
	/* So does the portal. */
	fx.portal.node[1].xml = nodes("webrtc_session1");
	assert_string_equal(look(), BROWSER);
	teller_down(&fx.portal);
	assert_string_equal(look(), "");
	assert_non_null(strstr(health_line(), "ok: nobody on the session bus"));
}

/* ---- what is wrong ---- */

static void hang(struct teller_mock *t, const char *line)
{
	unsigned asked;

	assert_string_not_equal(look(), "");
	t->hangs = true;
	asked = t->asked;
	assert_string_equal(look(), ""); /* prompts come */
	assert_string_equal(health_line(), line);
	for (unsigned n = 0; n < 10; n++) {
		sharing_look(fx.sharing);
		run_for(10 * USEC_PER_MS);
	}
	assert_int_equal(t->asked, asked + 1); /* one a minute */
	assert_string_equal(health_line(), line);
	fx.sharing->hung_since -= USEC_PER_MIN;
	assert_string_equal(look(), "");
	assert_int_equal(t->asked, asked + 2);
	t->hangs = false;
	fx.sharing->hung_since -= USEC_PER_MIN;
	assert_string_not_equal(look(), "");
	assert_null(strstr(health_line(), "warn"));
}

static void test_hangs(void **state)
{
	(void) state;
	teller_up(&fx.portal, PORTAL);
	has(&fx.portal, PORTAL_PATH, nodes("1_7"));
	has(&fx.portal, PORTAL_PATH "/1_7", nodes("webrtc_session1"));
	hang(&fx.portal, "warn: the desktop portal does not answer whether the screen is shared: "
			 "prompts come as if it were not");
	teller_up(&fx.mutter, MUTTER_CAST);
	has(&fx.mutter, MUTTER_STREAM, nodes("u1"));
	hang(&fx.mutter, "warn: GNOME's compositor does not answer whether the screen is shared: "
			 "prompts come as if it were not");
}

static void test_refuses(void **state)
{
	static const char *const bad[] = { "",        "no XML",         "<node",       "<node>",
					   "</node>", "<node/></node>", "<!-- <node/>" };
	static const char line[] = "warn: GNOME's compositor refuses to tell whether the screen is "
				   "shared: prompts come as if it were not";
	(void) state;

	teller_up(&fx.mutter, MUTTER_CAST);
	fx.mutter.refuses = SD_BUS_ERROR_ACCESS_DENIED;
	assert_string_equal(look(), "");
	assert_string_equal(health_line(), line);
	fx.mutter.refuses = NULL;
	fx.mutter.wrong_type = true;
	assert_string_equal(look(), "");
	assert_string_equal(health_line(), line);
	fx.mutter.wrong_type = false;
	has(&fx.mutter, MUTTER_STREAM, NULL);
	for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
		fx.mutter.node[0].xml = nodes("");
		assert_string_equal(look(), "");
		assert_null(strstr(health_line(), "warn"));
		fx.mutter.node[0].xml = bad[i];
		assert_string_equal(look(), "");
		assert_string_equal(health_line(), line);
	}
	teller_down(&fx.mutter);
	teller_up(&fx.portal, PORTAL);
	fx.portal.refuses = SD_BUS_ERROR_ACCESS_DENIED;
	assert_string_equal(look(), "");
	assert_non_null(strstr(health_line(), "warn: the desktop portal refuses"));
	assert_int_equal(fx.changed, 0);
}

static void test_bus_dies(void **state)
{
	(void) state;
	teller_up(&fx.mutter, MUTTER_CAST);
	has(&fx.mutter, MUTTER_STREAM, nodes("u1"));
	assert_string_equal(look(), RECORDED);
	desktop_kill(&fx.desktop.bus);
	run_for(100 * USEC_PER_MS);
	sharing_look(fx.sharing);
	assert_string_equal(says(), "");
}

/* Who would be started by a question is not. */
static void test_starts_nothing(void **state)
{
	static const char *const names[] = { MUTTER_CAST, PORTAL };
	char dir[] = "/tmp/ergod-services-XXXXXX", path[128], services[256];
	FILE *f;
	(void) state;

	(void) teardown(NULL);
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(path, sizeof(path), "%s/%zu.service", dir, i);
		f = fopen(path, "we");
		assert_non_null(f);
		(void) fprintf(f, "[D-BUS Service]\nName=%s\nExec=/usr/bin/touch %s/started\n",
			       names[i], dir);
		(void) fclose(f);
	}
	(void) snprintf(services, sizeof(services), "<servicedir>%s</servicedir>", dir);
	fixture_up(services);
	assert_string_equal(look(), "");
	assert_non_null(strstr(health_line(), "ok: nobody on the session bus"));
	run_for(200 * USEC_PER_MS);
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(path, sizeof(path), "%s/%zu.service", dir, i);
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(rmdir(dir), 0); /* nothing has been made in it */
}

static void test_freed(void **state)
{
	(void) state;
	teller_up(&fx.mutter, MUTTER_CAST);
	fx.mutter.hangs = true;
	sharing_look(fx.sharing);
	run_until(fx.mutter.asked == 1);
	fx.sharing = sharing_free(fx.sharing);
	assert_null(sharing_free(NULL));
	run_for(150 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
}

/* ---- introspection data ---- */

static char children[512];

static void on_child(const char *name, void *userdata)
{
	size_t len = strlen(children);

	assert_ptr_equal(userdata, children);
	(void) snprintf(children + len, sizeof(children) - len, "%s ", name);
}

static int read_nodes(const char *xml)
{
	/* of exactly that size, so that a step beyond it is seen */
	char *copy = strdup(xml);
	int n;

	assert_non_null(copy);
	children[0] = '\0';
	n = nodes_read(copy, on_child, children);
	free(copy);
	return n;
}

static void test_nodes(void **state)
{
	static const struct {
		const char *xml;
		int n;
		const char *children;
	} cases[] = {
		{ "<node/>", 0, "" },
		{ "<node></node>", 0, "" },
		{ "<node name='/a/b'><node name='c'/></node>", 1, "c " },
		{ "<node><node name=\"a\"/><node name='b'></node></node>", 2, "a b " },
		{ "<node>\n\t<node\n\tname = \"a\" />\n</node>\n", 1, "a " },
		{ "<node><node foo='<node name=\"x\"/>' name='a'/></node>", 1, "a " },
		{ "<node><node foo=\">\" name='a'/></node>", 1, "a " },
		/* children of children, as zbus writes them, are none of it */
		{ "<node><node name='a'><node name='b'><interface name='i'/></node></node>"
		  "<node name='c'/></node>",
		  2, "a c " },
		{ "<node><interface name='x'><method name='y'/></interface><node name='a'/></node>",
		  1, "a " },
		{ "<node><!-- <node name='x'/> --><node name='a'/></node>", 1, "a " },
		{ "<?xml version='1.0'?><!DOCTYPE node PUBLIC \"a>b\" 'c'><node/>", 0, "" },
		{ "<node><nodes name='x'/><nodename='y'/></node>", 0, "" },
		/* counted, but not named */
		{ "<node><node/><node name/><node name=a/><node name=''/></node>", 4, "" },
		{ "<node><node name='a/b'/><node name='../x'/><node name='a\nb'/></node>", 3, "" },
		{ "<node><node name='\033[31m'/><node name='\xc3\xa9'/><node name='a&amp;b'/></node>",
		  3, "" },
		{ "<node><node names='x'/><node xname='y'/><node a b c/></node>", 3, "" },
		{ "<node><node name='0123456789012345678901234567890123456789012345678901234567890123'/>"
		  "<node name='012345678901234567890123456789012345678901234567890123456789012'/></node>",
		  2, "012345678901234567890123456789012345678901234567890123456789012 " },
		{ "", -EBADMSG, "" },
		{ "text", -EBADMSG, "" },
		{ "<interface/>", -EBADMSG, "" },
		{ "<node>", -EBADMSG, "" },
		{ "</node>", -EBADMSG, "" },
		{ "<node></node></node>", -EBADMSG, "" },
		{ "<node", -EBADMSG, "" },
		{ "<node a='", -EBADMSG, "" },
		{ "<!--", -EBADMSG, "" },
		{ "<node/><!--", -EBADMSG, "" },
		{ "<node/><", -EBADMSG, "" },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		int n = read_nodes(cases[i].xml);

		if (n != cases[i].n || (n >= 0 && strcmp(children, cases[i].children) != 0)) {
			fail_msg("%s: %d, \"%s\"", cases[i].xml, n, children);
		}
	}
}

/* Cut anywhere, and each byte another: nothing breaks, and no name is none. */
static void test_damaged_nodes(void **state)
{
	static const char good[] = "<!-- x --><node name='/a'><interface name=\"i\"/>"
				   "<node name='b' c=\"d\"/><node name='e'></node></node>";
	static const char bytes[] = "<>/'\"= n!-\x80\n";
	char xml[sizeof(good)];
	(void) state;

	assert_int_equal(read_nodes(good), 2);
	for (size_t n = 0; n + 1 < sizeof(good); n++) {
		(void) snprintf(xml, sizeof(xml), "%.*s", (int) n, good);
		(void) read_nodes(xml);
		for (size_t i = 0; i + 1 < sizeof(bytes); i++) {
			memcpy(xml, good, sizeof(xml));
			xml[n] = bytes[i];
			(void) read_nodes(xml);
			assert_int_equal(strspn(children, "abcdefgnimo "), strlen(children));
		}
	}
}

/* Deeper than anybody needs, and larger. */
static void test_large_nodes(void **state)
{
	size_t size = 2 * 1024 * 1024;
	char *xml = malloc(size + 1);
	(void) state;

	assert_non_null(xml);
	for (size_t at = 0; at < size; at++) {
		xml[at] = "<node>"[at % 6];
	}
	xml[size] = '\0';
	assert_int_equal(nodes_read(xml, on_child, children), -EBADMSG);
	xml[600000] = '\0';
	children[0] = '\0';
	assert_int_equal(nodes_read(xml, on_child, children), -EBADMSG);
	memset(xml, '<', size);
	assert_int_equal(nodes_read(xml, on_child, children), -EBADMSG);
	xml[500000] = '\0';
	assert_int_equal(nodes_read(xml, on_child, children), -EBADMSG);
	free(xml);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_nobody),
		T(test_mutter),
		T(test_not_there),
		T(test_portal),
		T(test_portal_of_many),
		T(test_session_gone),
		T(test_hangs),
		T(test_refuses),
		T(test_bus_dies),
		T(test_starts_nothing),
		T(test_freed),
		cmocka_unit_test(test_nodes),
		cmocka_unit_test(test_damaged_nodes),
		cmocka_unit_test(test_large_nodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Whether to believe that the screen is watched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/engaged.h"

#define MIN(n) ((n) *USEC_PER_MIN)

static struct config config;
static struct engaged engaged;
static struct engagers list;

static int setup(void **state)
{
	(void) state;
	config_defaults(&config); /* passive_max 2h */
	engaged = (struct engaged){ .is = false };
	list = (struct engagers){ .n = 0 };
	return 0;
}

static struct engager *add(enum engager_kind kind, const char *who)
{
	struct engager *e = engagers_add(&list, kind, list.n + 1);

	assert_non_null(e);
	(void) snprintf(e->who, sizeof(e->who), "%s", who);
	return e;
}

static void take_away(size_t i)
{
	assert_true(i < list.n);
	memmove(&list.e[i], &list.e[i + 1], (list.n - i - 1) * sizeof(list.e[0]));
	list.n--;
}

/* At a minute, with the last input at another. */
static bool judge(unsigned now, unsigned input)
{
	return engaged_judge(&engaged, &list, &config, MIN(now), MIN(input));
}

static void patterns(config_PATTERNS *p, const char *text)
{
	(void) snprintf(p->list, sizeof(p->list), "%s", text);
}

static void assert_by(const char *who)
{
	assert_true(engaged.is);
	assert_string_equal(engaged.by.who, who);
}

/* ---- who counts ---- */

static void test_nobody(void **state)
{
	(void) state;
	assert_false(judge(1, 1));
	assert_false(engaged.is);
	assert_int_equal(engaged_due(&engaged, &config, MIN(1)), USEC_INFINITY);
}

static void test_each_kind(void **state)
{
	(void) state;
	for (int kind = 0; kind < _ENGAGER_KIND_MAX; kind++) {
		list.n = 0;
		engaged = (struct engaged){ .is = false };
		(void) add((enum engager_kind) kind, "someone");
		assert_int_equal(judge(1, 1), kind != ENGAGER_PLAYER);
		assert_int_equal(engaged.is, kind != ENGAGER_PLAYER);
		assert_false(judge(1, 1)); /* the same again is no change */
		assert_int_equal(engaged.is, kind != ENGAGER_PLAYER);
		list.n = 0;
		assert_int_equal(judge(1, 1), kind != ENGAGER_PLAYER);
		assert_false(engaged.is);
		assert_string_equal(engaged.by.who, "");
	}
}

static void test_players(void **state)
{
	struct engager *player = add(ENGAGER_PLAYER, "mpv");

	(void) state;
	assert_false(judge(1, 1));
	player->video = true;
	assert_true(judge(1, 1));
	assert_by("mpv");
	player->video = false;
	assert_true(judge(1, 1));
	patterns(&config.presence_video_players, "vlc, MP?");
	assert_true(judge(1, 1));
	assert_by("mpv");
	patterns(&config.presence_ignore, "mpv");
	assert_true(judge(1, 1));
	assert_false(engaged.is);
	player->video = true;
	assert_false(judge(1, 1));
}

/* An evening of music with nobody there, and music while a film keeps the screen on. */
static void test_music(void **state)
{
	(void) state;
	(void) add(ENGAGER_PLAYER, "rhythmbox");
	assert_false(judge(1, 1));
	(void) add(ENGAGER_INHIBITOR, "Firefox");
	assert_true(judge(2, 1));
	assert_by("Firefox");
	take_away(1);
	assert_true(judge(3, 1));
	assert_false(engaged.is);
	assert_int_equal(engaged_due(&engaged, &config, MIN(1)), USEC_INFINITY);
}

static void test_order(void **state)
{
	(void) state;
	add(ENGAGER_PLAYER, "mpv")->video = true;
	assert_true(judge(1, 1));
	assert_by("mpv");
	(void) add(ENGAGER_INHIBITOR, "first");
	(void) add(ENGAGER_INHIBITOR, "second");
	assert_false(judge(1, 1)); /* another one, but engaged all the same */
	assert_by("first");
	(void) add(ENGAGER_CALL, "camera");
	assert_false(judge(1, 1));
	assert_by("camera");
	(void) add(ENGAGER_MEETING, "meeting");
	(void) add(ENGAGER_CALL, "microphone");
	assert_false(judge(1, 1));
	assert_by("meeting");
	take_away(4);
	assert_false(judge(1, 1));
	assert_by("camera");
}

static void test_ignored(void **state)
{
	static const struct {
		const char *who, *why;
		bool counts;
	} cases[] = {
		{ "caffeinate", "", false },
		{ "Caffeine", "", false },
		{ "caffeine-ng", "Inhibited via libcaffeine", false },
		{ "user", "Inhibit by Caffeine", false }, /* GNOME's extension */
		{ "/usr/bin/caffeine", "", false },
		{ "plasmashell", "The battery applet has enabled suppressing sleep", false },
		{ "org.kde.plasmashell", "", false },
		{ "user", "", true },
		{ "plasmashell.player", "", true },
		{ "kdeconnect.mpris_0123", "", false },
		{ "firefox", "video-playing", true },
		{ "", "", true },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		list.n = 0;
		engaged = (struct engaged){ .is = false };
		struct engager *e = add(ENGAGER_INHIBITOR, cases[i].who);
		(void) snprintf(e->why, sizeof(e->why), "%s", cases[i].why);
		(void) judge(1, 1);
		assert_int_equal(engaged.is, cases[i].counts);
		assert_int_equal(engager_ignored(e, &config), !cases[i].counts);
		/* nobody ignores a call by its name */
		e->kind = ENGAGER_CALL;
		(void) judge(1, 1);
		assert_true(engaged.is);
	}
	/* "*" is everybody, and does not need a reason */
	list.n = 0;
	(void) add(ENGAGER_INHIBITOR, "mpv");
	patterns(&config.presence_ignore, "*");
	(void) judge(1, 1);
	assert_false(engaged.is);
	/* an empty list nobody, even without a name */
	patterns(&config.presence_ignore, "");
	list.e[0].who[0] = '\0';
	assert_true(judge(1, 1));
}

static void test_count_media(void **state)
{
	(void) state;
	for (int kind = 0; kind < _ENGAGER_KIND_MAX; kind++) {
		add((enum engager_kind) kind, "x")->video = true;
	}
	assert_true(judge(1, 1));
	config.presence_count_media = false;
	assert_true(judge(2, 1));
	assert_false(engaged.is);
	assert_false(judge(300, 1));
	assert_int_equal(engaged.stuck_n, 0);
	assert_int_equal(engaged_due(&engaged, &config, MIN(1)), USEC_INFINITY);
	config.presence_count_media = true;
	assert_true(judge(301, 300));
	assert_int_equal(engaged.stuck_n, 0);
	assert_int_equal(engaged_due(&engaged, &config, MIN(300)), MIN(420));
}

/* ---- stuck ---- */

/* A film of two hours and a bit, then the night, then the morning. */
static void test_stuck(void **state)
{
	(void) state;
	(void) add(ENGAGER_INHIBITOR, "Firefox");
	assert_true(judge(10, 10));
	assert_int_equal(engaged_due(&engaged, &config, MIN(10)), MIN(130));
	assert_int_equal(engaged_due(&engaged, &config, MIN(40)), MIN(160)); /* input goes on */
	assert_false(engaged_judge(&engaged, &list, &config, MIN(160) - 1, MIN(40)));
	assert_true(engaged.is);
	assert_true(judge(160, 40));
	assert_false(engaged.is);
	assert_int_equal(engaged.stuck_n, 1);
	assert_string_equal(engaged.stuck[0].who, "Firefox");
	assert_int_equal(engaged.stuck_since[0], MIN(160));
	assert_int_equal(engaged_due(&engaged, &config, MIN(40)), USEC_INFINITY);
	/* still so in the morning, with input */
	assert_false(judge(600, 600));
	assert_false(judge(700, 700));
	assert_int_equal(engaged.stuck_since[0], MIN(160));
	/* gone, and here again */
	list.n = 0;
	assert_false(judge(701, 700));
	assert_int_equal(engaged.stuck_n, 0);
	(void) add(ENGAGER_INHIBITOR, "Firefox");
	assert_true(judge(702, 700));
	assert_int_equal(engaged_due(&engaged, &config, MIN(700)), MIN(820));
}

static void test_no_input_yet(void **state)
{
	(void) state;
	(void) add(ENGAGER_INHIBITOR, "Firefox");
	assert_true(engaged_judge(&engaged, &list, &config, MIN(1), USEC_INFINITY));
	assert_int_equal(engaged_due(&engaged, &config, USEC_INFINITY), USEC_INFINITY);
	assert_false(engaged_judge(&engaged, &list, &config, MIN(10000), USEC_INFINITY));
	assert_int_equal(engaged.stuck_n, 0);
	config.presence_passive_max = USEC_INFINITY - 1;
	assert_false(engaged_judge(&engaged, &list, &config, MIN(10000), MIN(1)));
	assert_true(engaged.is);
}

/* What begins when the time has run out is not stuck: it counts for whoever comes. */
static void test_later_one_counts(void **state)
{
	(void) state;
	(void) add(ENGAGER_INHIBITOR, "old");
	(void) judge(1, 1);
	(void) judge(121, 1);
	assert_false(engaged.is);
	(void) add(ENGAGER_INHIBITOR, "new");
	assert_true(judge(200, 1));
	assert_by("new");
	assert_int_equal(engaged_due(&engaged, &config, MIN(1)), USEC_INFINITY);
	assert_false(judge(300, 1));
	assert_false(judge(400, 400));
	assert_by("new");
	assert_int_equal(engaged.stuck_n, 1);
	/* and is stuck in its turn */
	assert_int_equal(engaged_due(&engaged, &config, MIN(400)), MIN(520));
	assert_true(judge(520, 400));
	assert_int_equal(engaged.stuck_n, 2);
	/* at the very moment: it did not stand before */
	(void) add(ENGAGER_INHIBITOR, "third");
	assert_true(judge(520, 400));
	assert_int_equal(engaged.stuck_n, 2);
}

/* Of several one goes; the others stay as they are, whatever the order. */
static void test_several(void **state)
{
	(void) state;
	(void) add(ENGAGER_INHIBITOR, "a");
	(void) add(ENGAGER_INHIBITOR, "b");
	add(ENGAGER_PLAYER, "mpv")->video = true;
	(void) add(ENGAGER_PLAYER, "music");
	(void) add(ENGAGER_INHIBITOR, "caffeine");
	(void) add(ENGAGER_CALL, "camera");
	(void) judge(1, 1);
	assert_false(judge(121, 1)); /* the call counts */
	assert_by("camera");
	assert_int_equal(engaged.stuck_n, 3); /* a, b, mpv */
	list.n = 5;
	assert_true(judge(122, 1));
	struct engager first = list.e[0];
	list.e[0] = list.e[2];
	list.e[2] = first;
	assert_false(judge(123, 123));
	assert_int_equal(engaged.stuck_n, 3);
	take_away(1); /* b */
	assert_false(judge(124, 123));
	assert_int_equal(engaged.stuck_n, 2);
	add(ENGAGER_INHIBITOR, "b")->id = 2;
	assert_true(judge(125, 123));
	assert_by("b");
}

/* An id may come again, with another behind it; and two may say the same. */
static void test_ids(void **state)
{
	(void) state;
	add(ENGAGER_INHIBITOR, "a")->id = 7;
	(void) judge(1, 1);
	(void) judge(121, 1);
	assert_false(engaged.is);
	(void) snprintf(list.e[0].who, sizeof(list.e[0].who), "b");
	assert_true(judge(122, 1));
	assert_by("b");
	/* the reason may change: it is the same one */
	(void) judge(200, 200);
	(void) judge(320, 200);
	assert_false(engaged.is);
	(void) snprintf(list.e[0].why, sizeof(list.e[0].why), "audio");
	assert_false(judge(321, 200));
	assert_string_equal(engaged.stuck[0].why, "audio");
	/* a player may have the id of an inhibitor */
	struct engager *p = add(ENGAGER_PLAYER, "b");
	p->id = 7;
	p->video = true;
	assert_true(judge(322, 200));
	/* twice the same is one */
	list.e[1] = list.e[0];
	assert_true(judge(323, 200));
	assert_int_equal(engaged.stuck_n, 1);
}

/* Who is ignored now is stuck no more, and is named no more. */
static void test_config_changes(void **state)
{
	(void) state;
	(void) add(ENGAGER_INHIBITOR, "steam");
	(void) judge(1, 1);
	(void) judge(121, 1);
	assert_int_equal(engaged.stuck_n, 1);
	patterns(&config.presence_ignore, "steam");
	assert_false(judge(122, 1));
	assert_int_equal(engaged.stuck_n, 0);
	assert_false(engaged.is);
	/* sooner, by a shorter passive_max */
	patterns(&config.presence_ignore, "");
	assert_true(judge(200, 200));
	config.presence_passive_max = MIN(10);
	assert_int_equal(engaged_due(&engaged, &config, MIN(200)), MIN(210));
	assert_true(judge(230, 200));
	assert_int_equal(engaged.stuck_n, 1);
	/* a longer one frees nobody */
	config.presence_passive_max = MIN(600);
	assert_false(judge(231, 200));
	assert_int_equal(engaged.stuck_n, 1);
}

static void test_full(void **state)
{
	(void) state;
	while (list.n < ENGAGERS_MAX) {
		(void) add(ENGAGER_INHIBITOR, "x");
	}
	assert_null(engagers_add(&list, ENGAGER_CALL, 1));
	assert_int_equal(list.n, ENGAGERS_MAX);
	assert_true(judge(1, 1));
	assert_true(judge(121, 1));
	assert_int_equal(engaged.stuck_n, ENGAGERS_MAX);
	for (size_t i = 0; i < ENGAGERS_MAX; i++) {
		list.e[i].id += 1000;
	}
	assert_true(judge(122, 1));
	assert_int_equal(engaged.stuck_n, 0);
}

/* The same list at the same time: the same answer, of a fresh memory and of a used one. */
static void test_repeats(void **state)
{
	(void) state;
	srand(6);
	for (unsigned round = 0; round < 2000; round++) {
		unsigned now = round * 7, input = now > 100 ? now - (unsigned) (rand() % 200) : 0;

		while (list.n > 0 && rand() % 3 == 0) {
			take_away((size_t) rand() % list.n);
		}
		if (list.n < ENGAGERS_MAX && rand() % 2) {
			struct engager *e = add((enum engager_kind)(rand() % _ENGAGER_KIND_MAX),
						rand() % 5 ? "x" : "caffeine");
			e->id = (uint64_t) (rand() % 8);
			e->video = rand() % 2;
		}
		(void) judge(now, input);
		struct engaged before = engaged;
		assert_false(judge(now, input));
		assert_int_equal(before.is, engaged.is);
		assert_string_equal(before.by.who, engaged.by.who);
		assert_int_equal(before.stuck_n, engaged.stuck_n);
		assert_true(engaged.stuck_n <= list.n);
		usec_t due = engaged_due(&engaged, &config, MIN(input));
		assert_true(due == USEC_INFINITY || due > MIN(now));
	}
}

/* ---- text ---- */

static void test_text(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{ "Firefox", "Firefox" },
		{ "  Firefox  ", "Firefox" },
		{ "", "" },
		{ "   ", "" },
		{ "a\nb\tc\x1b[31m", "a?b?c?[31m" },
		{ "\x7f\xc2\x9b", "??" },
		{ "Videowiedergabe l\xc3\xa4uft", "Videowiedergabe l\xc3\xa4uft" },
		{ "\xff\xc3", "??" },
		{ "a\xe2\x80\xae"
		  "exe.vkm",
		  "a?exe.vkm" }, /* right to left */
		{ "a\xe2\x81\xa6"
		  "b\xe2\x80\xa8"
		  "c\xef\xbb\xbf",
		  "a?b?c?" },
		{ "\xf3\xa0\x80\x81", "?" }, /* a tag */
	};
	char to[ENGAGER_TEXT_MAX], from[4 * ENGAGER_TEXT_MAX];

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		engager_text(to, cases[i].from);
		assert_string_equal(to, cases[i].to);
	}
	memset(from, 'x', sizeof(from) - 1);
	from[sizeof(from) - 1] = '\0';
	engager_text(to, from);
	assert_int_equal(strlen(to), ENGAGER_TEXT_MAX - 1);
	/* never in the middle of a character */
	for (size_t i = 0; i + 1 < sizeof(from); i++) {
		from[i] = "\xe2\x82\xac"[i % 3];
	}
	engager_text(to, from);
	assert_int_equal(strlen(to), (ENGAGER_TEXT_MAX - 1) / 3 * 3);
	/* a blank where it is cut */
	memset(from, 'x', sizeof(from) - 1);
	from[ENGAGER_TEXT_MAX - 2] = ' ';
	engager_text(to, from);
	assert_int_equal(strlen(to), ENGAGER_TEXT_MAX - 2);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nobody),         TEST(test_each_kind),
		TEST(test_players),        TEST(test_music),
		TEST(test_order),          TEST(test_ignored),
		TEST(test_count_media),    TEST(test_stuck),
		TEST(test_no_input_yet),   TEST(test_later_one_counts),
		TEST(test_several),        TEST(test_ids),
		TEST(test_config_changes), TEST(test_full),
		TEST(test_repeats),        TEST(test_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

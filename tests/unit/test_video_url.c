/* Which URLs are videos. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/engaged.h"

static void test_videos(void **state)
{
	static const char *const videos[] = {
		"file:///home/x/film.mkv",
		"file:///home/x/Film.MKV",
		"FILE:///film.Mp4",
		"/home/x/a film.webm",
		"/home/x/what? #1.avi",
		"film.mov",
		"C:\\films\\film.wmv",
		"smb://server/share/film.mpg",
		"https://example.org/a/film.mp4?token=1.mp3&x=/y",
		"https://example.org/film.ogv#t=10",
		"http://example.org:8080/film.ts",
		"rtsp://camera/stream.m4v",
		"dvd://1",
		"DVDNAV://",
		"v4l2:///dev/video0",
		"https://www.youtube.com/watch?v=abc",
		"https://m.youtube.com/watch?v=abc&list=x",
		"HTTPS://YOUTUBE.COM/watch",
		"https://youtube.com./watch?v=1",
		"https://someone:secret@www.youtube.com:443/watch?v=1",
		"https://www.youtube.com/shorts/abc",
		"https://youtu.be/abc",
		"https://vimeo.com/123",
		"https://player.vimeo.com/video/123",
		"https://www.twitch.tv/somebody",
		"https://www.netflix.com/watch/1",
		"https://www.arte.tv/fr/videos/1",
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(videos); i++) {
		if (!url_is_video(videos[i])) {
			fail_msg("no video: %s", videos[i]);
		}
	}
}

static void test_no_videos(void **state)
{
	static const char *const others[] = {
		"",
		"file:///home/x/song.mp3",
		"file:///home/x/song.ogg",
		"file:///home/x/song.m4a",
		"file:///home/x/song.opus",
		"file:///home/x/song.flac",
		"file:///home/x/mp4",
		"file:///home/x.mp4/song",
		"file:///home/x/film.mp4/",
		"file:///home/x/film.mp4.part",
		"file:///home/x/.",
		"https://example.org/song.mp3?from=film.mp4",
		"https://example.org/#film.mp4",
		"https://example.mov",
		"https://example.mov/",
		"https://music.youtube.com/watch?v=abc",
		"https://www.youtube.com/",
		"https://www.youtube.com/watchlist",
		"https://www.youtube.com/feed/subscriptions",
		"https://youtu.be/",
		"https://youtube.com.example.org/watch?v=1",
		"https://notyoutube.com/watch?v=1",
		"https://example.org/youtube.com/watch?v=1",
		"https://example.org?youtube.com/watch",
		"https://youtube.com@example.org/watch?v=1",
		"https://youtube.com\\@example.org/x",
		"https://@/watch",
		"https://:/watch",
		"https://",
		"https:",
		"https:youtube.com/watch",
		"ftp://youtube.com/watch?v=1",
		"spotify:track:abc.mp4",
		"data:video/mp4;base64,AAAA.mp4",
		"javascript:film.mp4",
		"https://open.spotify.com/track/1",
		"://film",
		":",
		".",
		"/",
	};

	(void) state;
	assert_false(url_is_video(NULL));
	for (size_t i = 0; i < ELEMENTSOF(others); i++) {
		if (url_is_video(others[i])) {
			fail_msg("a video: %s", others[i]);
		}
	}
}

/* Exact memory, so that a sanitizer sees what reads beyond it. */
static void test_hostile_urls(void **state)
{
	static const char *const pieces[] = {
		"http",     "https", "file",     "://", ":",   "/",           "//",        "?",
		"#",        "@",     ".",        "..",  "\\",  "youtube.com", "vimeo.com", "/watch",
		"film.mp4", "mkv",   "\xff\xfe", "\n",  "%2e", "[::1]",       "1",         "*",
	};
	char text[256];

	(void) state;
	srand(7);
	for (unsigned round = 0; round < 20000; round++) {
		size_t len = 0;

		for (int n = rand() % 8; n > 0; n--) {
			const char *p = pieces[(size_t) rand() % ELEMENTSOF(pieces)];
			len += (size_t) snprintf(text + len, sizeof(text) - len, "%s", p);
		}
		text[len] = '\0';
		char *copy = strdup(text);
		assert_non_null(copy);
		(void) url_is_video(copy);
		free(copy);
	}
	/* of a very long one nothing is read */
	size_t size = 9000;
	char *big = malloc(size + 1);
	assert_non_null(big);
	memset(big, 'a', size);
	memcpy(big + size - 4, ".mp4", 5);
	assert_false(url_is_video(big));
	assert_true(url_is_video(big + 1000));
	free(big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_videos),
		cmocka_unit_test(test_no_videos),
		cmocka_unit_test(test_hostile_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

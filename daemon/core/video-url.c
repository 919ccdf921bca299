/*
 * URLs of videos, for players of which nothing else is known.  No URL parser: what is not understood is no
 * video.  Sites are here only if a page of theirs under that path shows a video and nothing else.
 */
#include "ergo/engaged.h"

#include <string.h>
#include <strings.h>

/* No address that a player gives is longer; of one that is nothing is read. */
#define URL_MAX 8192

#define ALNUM "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

struct part {
	const char *s;
	size_t len;
};

/* Containers of video; those that hold sound as often (ogg, mp4 by the name m4a) are not here. */
static const char *const endings[] = {
	"3g2", "3gp",  "asf", "avi",  "divx", "f4v",  "flv",  "m1v", "m2t", "m2ts", "m2v", "m4v",
	"mkv", "mk3d", "mov", "mp4",  "mpe",  "mpeg", "mpg",  "mpv", "mts", "mxf",  "nut", "ogm",
	"ogv", "qt",   "rm",  "rmvb", "ts",   "vob",  "webm", "wmv", "wtv", "y4m",
};

/* Discs and cameras. */
static const char *const schemes[] = {
	"bd", "bluray", "br", "dvd", "dvdnav", "dvdread", "svcd", "v4l2", "vcd",
};

/* Schemes whose path names a file. */
static const char *const file_schemes[] = {
	"dav",  "davs", "file", "ftp",  "ftps", "http", "https",  "mms",
	"mmsh", "nfs",  "rtmp", "rtsp", "sftp", "smb",  "webdav", "webdavs",
};

/* A host and all below it but `but`; `path`: the beginning of the path, "" any page but the first. */
static const struct site {
	const char *host, *path, *but;
} sites[] = {
	{ "youtube.com", "/watch", "music.youtube.com" },
	{ "youtube.com", "/live/", "music.youtube.com" },
	{ "youtube.com", "/shorts/", "music.youtube.com" },
	{ "youtube.com", "/embed/", "music.youtube.com" },
	{ "youtube.com", "/playlist", "music.youtube.com" },
	{ "youtube.com", "/tv", "music.youtube.com" },
	{ "youtube-nocookie.com", "/embed/", NULL },
	{ "youtu.be", "", NULL },
	{ "vimeo.com", "", NULL },
	{ "dailymotion.com", "/video/", NULL },
	{ "dailymotion.com", "/embed/", NULL },
	{ "dai.ly", "", NULL },
	{ "twitch.tv", "", NULL },
	{ "kick.com", "", NULL },
	{ "tiktok.com", "", NULL },
	{ "rumble.com", "", NULL },
	{ "odysee.com", "/@", NULL },
	{ "nebula.tv", "/videos/", NULL },
	{ "ted.com", "/talks/", NULL },
	{ "bilibili.com", "/video/", NULL },
	{ "bilibili.com", "/bangumi/play/", NULL },
	{ "live.bilibili.com", "", NULL },
	{ "nicovideo.jp", "/watch/", NULL },
	{ "netflix.com", "/watch/", NULL },
	{ "primevideo.com", "/detail/", NULL },
	{ "primevideo.com", "/region/", NULL },
	{ "disneyplus.com", "/play/", NULL },
	{ "disneyplus.com", "/video/", NULL },
	{ "hulu.com", "/watch/", NULL },
	{ "max.com", "/video/", NULL },
	{ "hbomax.com", "/video/", NULL },
	{ "paramountplus.com", "/video/", NULL },
	{ "peacocktv.com", "/watch/", NULL },
	{ "tv.apple.com", "", NULL },
	{ "crunchyroll.com", "/watch/", NULL },
	{ "viki.com", "/videos/", NULL },
	{ "arte.tv", "/de/videos/", NULL },
	{ "arte.tv", "/en/videos/", NULL },
	{ "arte.tv", "/fr/videos/", NULL },
	{ "bbc.co.uk", "/iplayer/episode/", NULL },
	{ "channel4.com", "/programmes/", NULL },
	{ "zdf.de", "/play/", NULL },
	{ "ardmediathek.de", "/video/", NULL },
	{ "ardmediathek.de", "/live/", NULL },
	{ "france.tv", "", NULL },
	{ "svtplay.se", "/video/", NULL },
};

static bool equals(struct part p, const char *word)
{
	return p.len == strlen(word) && strncasecmp(p.s, word, p.len) == 0;
}

static bool is_one_of(struct part p, const char *const words[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (equals(p, words[i])) {
			return true;
		}
	}
	return false;
}

static bool is_host_or_below(struct part host, const char *name)
{
	size_t len = strlen(name);
	struct part end;

	if (host.len < len) {
		return false;
	}
	end = (struct part){ host.s + host.len - len, len };
	return equals(end, name) && (host.len == len || end.s[-1] == '.');
}

/* Letters, digits, "+", "-", "." and then a colon; none in a bare path, or it is a drive letter. */
static struct part scheme_of(const char *url)
{
	size_t len = strspn(url, ALNUM "+-.");

	return len > 1 && url[len] == ':' ? (struct part){ url, len } : (struct part){ url, 0 };
}

/* Behind "//": the host between a user's name and a port. */
static struct part host_of(struct part authority)
{
	struct part host = authority;

	for (size_t i = 0; i < authority.len; i++) {
		if (authority.s[i] == '@') {
			host.s = authority.s + i + 1;
			host.len = authority.len - i - 1;
		}
	}
	for (size_t i = 0; i < host.len; i++) {
		if (host.s[i] == ':') {
			host.len = i;
		}
	}
	if (host.len > 0 && host.s[host.len - 1] == '.') {
		host.len--;
	}
	return host;
}

/* Whole segments: "/watch" begins "/watch/1", not "/watchlist". */
static bool begins_with(struct part path, const char *begin)
{
	size_t len = strlen(begin);

	if (len == 0) {
		return path.len > 1;
	}
	return path.len >= len && strncmp(path.s, begin, len) == 0 &&
	       (path.len == len || path.s[len] == '/' || !strchr(ALNUM, begin[len - 1]));
}

static bool is_site(struct part host, struct part path)
{
	for (size_t i = 0; i < ELEMENTSOF(sites); i++) {
		const struct site *s = &sites[i];

		if (is_host_or_below(host, s->host) &&
		    !(s->but && is_host_or_below(host, s->but)) && begins_with(path, s->path)) {
			return true;
		}
	}
	return false;
}

static bool ends_like_video(struct part path)
{
	size_t dot = path.len;

	while (dot > 0 && path.s[dot - 1] != '.' && path.s[dot - 1] != '/') {
		dot--;
	}
	return dot > 0 && path.s[dot - 1] == '.' &&
	       is_one_of((struct part){ path.s + dot, path.len - dot }, endings,
			 ELEMENTSOF(endings));
}

bool url_is_video(const char *url)
{
	struct part scheme, host = { "", 0 }, path;
	const char *rest;

	if (!url || strnlen(url, URL_MAX) >= URL_MAX) {
		return false;
	}
	scheme = scheme_of(url);
	if (scheme.len == 0) {
		/* a path as it is in the file system: "?" and "#" are characters of it */
		return ends_like_video((struct part){ url, strlen(url) });
	}
	if (is_one_of(scheme, schemes, ELEMENTSOF(schemes))) {
		return true;
	}
	if (!is_one_of(scheme, file_schemes, ELEMENTSOF(file_schemes))) {
		return false;
	}
	rest = url + scheme.len + 1;
	if (strncmp(rest, "//", 2) == 0) {
		size_t len = strcspn(rest + 2, "/\\?#");

		host = host_of((struct part){ rest + 2, len });
		rest += 2 + len;
	}
	path = (struct part){ rest, strcspn(rest, "?#") };
	return ends_like_video(path) ||
	       ((equals(scheme, "http") || equals(scheme, "https")) && is_site(host, path));
}

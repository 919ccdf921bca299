/* What stands in a line of ini text: the beginning of a section. */
#include "ini-internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ergo/tr.h"
#include "scan.h"

/* The section of that name, or unless `exact` the one whose name is nearest; NULL when none is. */
static const char *find_section(const char *name, bool exact)
{
	unsigned best_distance = UINT_MAX;
	const char *best = NULL;

	for (size_t i = 0; i < config_keys_n; i++) {
		const char *section = config_keys[i].section;
		unsigned d;

		if (i > 0 && strcmp(section, config_keys[i - 1].section) == 0) {
			continue;
		}
		d = strcmp(name, section) == 0 ? 0 : UINT_MAX;
		if (d > 0 && !exact) {
			d = near_distance(name, section);
		}
		if (d < best_distance) {
			best = section;
			best_distance = d;
		}
	}
	return best;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Opens [monitor NAME] if all is well with the name; else only looks for problems in it. */
static void open_monitor(struct reader *r, struct line name, bool report)
{
	char shown[EXCERPT_MAX], title[TITLE_MAX], text[sizeof(r->monitor)];
	struct monitor_setup *m;
	const char *problem;

	r->mode = SECTION_GUESS;
	(void) snprintf(text, sizeof(text), "%.*s", (int) name.len, name.s);
	memcpy(r->monitor, text, sizeof(text));
	text_excerpt(shown, sizeof(shown), name.s, name.len);
	(void) snprintf(title, sizeof(title), "%s%s%s", SECTION_MONITOR, shown[0] ? " " : "",
			shown);
	problem = config_monitor_name_problem(text);
	if (problem) {
		if (report) {
			PROBLEM(r, title, "[%s]: %s", title, problem);
		}
		return;
	}
	m = config_monitor_add(r->config, text);
	if (!m) {
		PROBLEM(r, title, _("there are more than %d sections of monitors: remove one"),
			CONFIG_MONITORS_MAX);
		return;
	}
	r->monitor_index = (int) (m - r->config->monitor);
	unsigned *line = &r->monitor_in[r->monitor_index];
	if (*line > 0) {
		PROBLEM(r, title,
			_("[%s] is there twice, in line %u already: put all its keys together there"),
			title, *line);
		return;
	}
	*line = r->line;
	r->mode = SECTION_KNOWN;
}

/*
 * A section that begins with "monitor", or with what may be meant as that, and has a name behind
 * it.  False: it is another one.
 */
static bool take_monitor(struct reader *r, struct line name, bool report)
{
	char word[sizeof(SECTION_MONITOR) + 2], shown[EXCERPT_MAX], rest_shown[EXCERPT_MAX];
	struct line rest = name;
	size_t n = 0;

	while (rest.len > 0 && is_letter(rest.s[0])) {
		rest.s++;
		rest.len--;
		n++;
	}
	if (n >= sizeof(word)) {
		return false;
	}
	(void) snprintf(word, sizeof(word), "%.*s", (int) n, name.s);
	bool exact = strcmp(word, SECTION_MONITOR) == 0;
	if (exact && (rest.len == 0 || is_blank(rest.s[0]))) {
		open_monitor(r, skip_blanks_of(rest), report);
		return true;
	}
	if (rest.len == 0 || !distance_is_near(edit_distance(word, SECTION_MONITOR), word)) {
		return false;
	}
	/* [monitor:DP-1], [moniter DP-1] */
	while (rest.len > 0 && strchr(" \t:./-\"'=", rest.s[0])) {
		rest.s++;
		rest.len--;
	}
	r->mode = SECTION_GUESS;
	(void) snprintf(r->monitor, sizeof(r->monitor), "%.*s", (int) rest.len, rest.s);
	if (report) {
		text_excerpt(shown, sizeof(shown), name.s, name.len);
		text_excerpt(rest_shown, sizeof(rest_shown), rest.s, rest.len);
		PROBLEM(r, shown, _("there is no section [%s]: did you mean [%s %s]?"), shown,
			SECTION_MONITOR, rest_shown[0] ? rest_shown : "NAME");
	}
	return true;
}

/* [profile], which only a fragment has. */
static const char *take_profile(struct reader *r, bool report)
{
	if (r->match) {
		r->mode = SECTION_KNOWN;
		return SECTION_PROFILE;
	}
	if (report) {
		PROBLEM(r, SECTION_PROFILE, "%s",
			_("[profile] does not belong here: move it, with what holds for these "
			  "monitors only, to a file of its own, like conf.d/docked.ini"));
	}
	return NULL;
}

const char *ini_take_section(struct reader *r, struct line name, bool report)
{
	char text[CONFIG_NAME_MAX] = "", shown[EXCERPT_MAX], list[LIST_MAX];
	const char *found = NULL;

	r->mode = SECTION_SKIP;
	if (take_monitor(r, name, report)) {
		return SECTION_MONITOR;
	}
	if (name.len < sizeof(text)) {
		memcpy(text, name.s, name.len);
		text[name.len] = '\0';
		/* Of what nobody will see nothing is looked up. */
		found = find_section(text, r->diags->n == CONFIG_DIAGS_MAX);
	}
	if (strcmp(text, SECTION_PROFILE) == 0) {
		return take_profile(r, report);
	}
	if (found && strcmp(found, text) == 0) {
		r->mode = SECTION_KNOWN;
		return found;
	}
	text_excerpt(shown, sizeof(shown), name.s, name.len);
	if (found) {
		r->mode = SECTION_GUESS;
		if (report) {
			PROBLEM(r, shown, _("there is no section [%s]: did you mean [%s]?"), shown,
				found);
		}
	} else if (report) {
		PROBLEM(r, shown, _("there is no section [%s]: the sections are %s"), shown,
			ini_list_names(NULL, list, sizeof(list)));
	}
	return found;
}

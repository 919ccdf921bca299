/* `ergoctl setup`. */
#include "setup.h"

#include <string.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "output.h"
#include "words.h"

static int check_use(const struct args *args)
{
	bool words = args->set & OPT(OPT_NON_INTERACTIVE);
	bool json = args->set & OPT(OPT_JSON);

	if (words && args->n == 0) {
		return usage_error("setup", _("--non-interactive needs KEY=VALUE, like "
					      "desk.height=72cm"));
	}
	if (!words && args->n > 0) {
		return usage_error("setup", _("\"%s\": with words, --non-interactive is needed"),
				   args->word[0]);
	}
	if (words && args->set & OPT(OPT_ALL)) {
		return usage_error("setup", _("--all and --non-interactive exclude each other"));
	}
	if (args->set & OPT(OPT_PROFILE) && args->set & OPT(OPT_CONFIG)) {
		return usage_error("setup", _("a file given with --config has no profiles"));
	}
	if (!words && !json && !isatty(STDIN_FILENO)) {
		return usage_error("setup", _("the input is no terminal: to set keys without one, "
					      "ergoctl setup --non-interactive KEY=VALUE..."));
	}
	return EXIT_DONE;
}

/* The monitor of --monitor; *ret NO_MONITOR: none given. */
static int choose_monitor(struct setup *s, int *ret)
{
	const char *name = s->args->value[OPT_MONITOR], *problem;
	struct text known = {};
	size_t n;

	*ret = NO_MONITOR;
	if (!name) {
		return EXIT_DONE;
	}
	n = setup_find_monitors(s, name, ret);
	problem = config_monitor_name_problem(name);
	if (n == 0 && s->described && !problem) {
		if (setup_describe(s, name) < 0) {
			return EXIT_FAILED;
		}
		n = setup_find_monitors(s, name, ret);
	}
	if (n == 1) {
		return EXIT_DONE;
	}
	if (n == 0 && problem) {
		return usage_error("setup", "\"%s\": %s", name, problem);
	}
	for (size_t i = 0; i < s->data->monitors.n; i++) {
		char one[MONITOR_NAME_MAX];
		monitor_name(&s->data->monitors, i, one);
		list_add(&known, one);
	}
	const char *all = known.n ? known.s : Q_("monitors", "none");
	if (n) {
		out_error(_("several monitors are called \"%s\"; there are: %s"), name, all);
	} else {
		out_error(_("there is no monitor \"%s\"; there are: %s"), name, all);
	}
	return EXIT_FAILED;
}

/* What the file has that an answer would not repair. */
static void mention_problems(const struct setup *s)
{
	char line[CONFIG_DIAG_STRING_MAX];
	const struct config_diags *d = &s->conf->diags;

	if (d->n > 0) {
		out_error("%s", config_diag_format(&d->diag[0], line, sizeof(line)));
		out_error(P_("%zu problem in the configuration: ergoctl config check",
			     "%zu problems in the configuration: ergoctl config check",
			     d->n + d->dropped),
			  d->n + d->dropped);
	}
	if (*s->profile && !s->fragment) {
		out_error(
			_("the profile %s is in force for these monitors, and what it says holds; "
			  "to change that: ergoctl setup --profile %s"),
			s->profile, s->profile);
	}
}

int verb_setup(const struct args *args)
{
	_cleanup_(setup_done) struct setup s = {};
	int monitor, r = check_use(args);

	if (r == EXIT_DONE) {
		r = setup_load(&s, args);
	}
	if (r == EXIT_DONE) {
		r = choose_monitor(&s, &monitor);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	mention_problems(&s);
	if (args->set & OPT(OPT_NON_INTERACTIVE)) {
		return setup_words(&s, monitor);
	}
	if (args->set & OPT(OPT_JSON)) {
		return setup_json(&s, monitor);
	}
	return setup_interview(&s, monitor);
}

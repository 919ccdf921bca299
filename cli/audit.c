/* `ergoctl audit`: what the verb can do, and what it ends with. */
#include <string.h>

#include "audit-show.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "svg.h"

#define ANSWERS (OPT(OPT_DONE) | OPT(OPT_TOMORROW))

/* Answers the posture prompt that was last shown. */
static int answer(const struct args *args)
{
	bool done = args->set & OPT(OPT_DONE);
	const char *word = done ? "done" : "tomorrow";
	_cleanup_(client_done) struct client c = {};

	if ((args->set & ANSWERS) == ANSWERS) {
		return usage_error("audit", _("--done and --tomorrow exclude each other"));
	}
	if (args->set & ~(ANSWERS | OPT_COMMON | OPT(OPT_JSON))) {
		return usage_error("audit",
				   _("--%s answers a prompt, and goes with no other option"), word);
	}
	if (client_open(&c) < 0 || client_call(&c, WIRE_AUDIT, "Answer", 0, NULL, "s", word) < 0) {
		return client_report(&c);
	}
	if (args->set & OPT(OPT_JSON)) {
		out_text("{\"answered\":\"%s\"}", word);
	} else if (done) {
		out_text(_(
			"Done. Tell the new measure, so that it counts: ergoctl setup --all, or of "
			"one screen: ergoctl setup --monitor NAME"));
	} else {
		out_text(_("You are reminded tomorrow."));
	}
	return EXIT_DONE;
}

/* "-" is the standard output, which then holds nothing else. */
static int draw(const char *path, const struct audit *a, const struct config *c)
{
	bool to_stdout = strcmp(path, "-") == 0;
	_cleanup_(fclosep) FILE *f = to_stdout ? NULL : fopen(path, "we");
	int r;

	if (!f && !to_stdout) {
		out_error("%s: %m", path);
		return EXIT_FAILED;
	}
	r = svg_write(f ?: stdout, a, c);
	if (r >= 0 && f) {
		r = fclose(TAKE_PTR(f)) == 0 ? 0 : -errno;
	}
	if (r < 0) {
		out_error("%s: %s", path, strerror(-r));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

static int worst(const struct audit *a)
{
	switch (a->overall) {
	case SEVERITY_HIGH:
		return EXIT_HIGH;
	case SEVERITY_CAUTION:
		return EXIT_CAUTION;
	case SEVERITY_OK:
	case SEVERITY_NOTE:
	case _SEVERITY_MAX:
		break;
	}
	return EXIT_DONE;
}

static int show(const struct show *s, bool json)
{
	if (json) {
		_cleanup_(json_putp) struct json_object *o = show_json(s);

		json_print(o, true);
		return EXIT_DONE;
	}
	return show_text(s);
}

/* The score beside it; what can't be read of the history is said, and no reason to show nothing. */
static struct rosa_data *read_rosa(const struct args *args, const struct audit_data *d,
				   const struct audit *a)
{
	_cleanup_(past_done) struct past p = {};
	struct rosa_data *rosa = calloc(1, sizeof(*rosa));
	int r;

	if (!rosa) {
		return NULL;
	}
	rosa_open_past(&p, args);
	r = rosa_data_read(&p, a, &d->config, rosa);
	if (r < 0) {
		(void) past_report(&p, r);
		free(rosa);
		return NULL;
	}
	return rosa;
}

int verb_audit(const struct args *args)
{
	const char *picture = args->value[OPT_SVG];
	_cleanup_(audit_data_freep) struct audit_data *d = NULL;
	_cleanup_(freep) struct audit *a = NULL;
	_cleanup_(freep) struct rosa_data *rosa = NULL;
	struct show s;
	int r;

	if (args->set & ANSWERS) {
		return answer(args);
	}
	if (args->set & OPT(OPT_EXPLAIN)) {
		return explain_rule(args);
	}
	r = audit_data_load(args, &d);
	if (r != EXIT_DONE) {
		return r;
	}
	a = audit_data_run(d);
	if (!a) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	s = (struct show){ d, a, d->config.units_length, picture, NULL };
	if (picture) {
		r = draw(picture, a, &d->config);
	}
	if (r == EXIT_DONE && !(picture && strcmp(picture, "-") == 0)) {
		s.rosa = rosa = read_rosa(args, d, a);
		r = show(&s, args->set & OPT(OPT_JSON));
	}
	return r == EXIT_DONE && args->set & OPT(OPT_EXIT_CODE) ? worst(a) : r;
}

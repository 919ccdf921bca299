/* `ergoctl simulate`: which past, and under which configurations. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "ergo/tr.h"
#include "holding.h"
#include "simulate.h"

#define DAYS_DEFAULT 30
#define DAYS_MOST    36500

/* ---- which configurations ---- */

/* "section.key=value" into *config; *ret: the key. */
static int assign(struct config *config, const char *text, const struct config_key **ret)
{
	char name[CONFIG_ITEM_NAME_MAX], near[CONFIG_ITEM_NAME_MAX], reason[CONFIG_REASON_MAX];
	const char *equals = strchr(text, '=');
	const struct config_key *key;

	if (!equals) {
		return usage_error("simulate",
				   _("--set \"%s\": it has to be KEY=VALUE, like "
				     "micro_break.every=15min"),
				   text);
	}
	(void) snprintf(name, sizeof(name), "%.*s", (int) (equals - text), text);
	name[strcspn(name, " \t")] = '\0';
	if (strcmp(name, "monitor") == 0) {
		return usage_error("simulate",
				   _("--set \"%s\": what is known of a monitor changes "
				     "nothing in sessions and breaks"),
				   text);
	}
	key = (size_t) (equals - text) < sizeof(name) ? config_key_by_name(name) : NULL;
	if (!key && config_key_nearest(name, near, sizeof(near))) {
		return usage_error("simulate", _("there is no key \"%s\"; did you mean \"%s\"?"),
				   name, near);
	}
	if (!key) {
		return usage_error("simulate",
				   _("there is no key \"%s\"; all of them: ergoctl config "
				     "list"),
				   name);
	}
	equals += 1 + strspn(equals + 1, " \t");
	if (config_set(config, key, equals, reason) < 0) {
		return usage_error("simulate", "%s: %s", name, reason);
	}
	*ret = key;
	return EXIT_DONE;
}

/* A file with mistakes would compare something else than what is meant. */
static int read_file(const char *path, struct config *ret)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	int r = conf_load(path, &conf);

	if (r < 0) {
		out_error("%s: %s", path, strerror(-r));
		return EXIT_FAILED;
	}
	for (size_t i = 0; i < conf->diags.n; i++) {
		char line[CONFIG_DIAG_STRING_MAX];

		out_error("%s", config_diag_format(&conf->diags.diag[i], line, sizeof(line)));
	}
	if (conf->diags.n) {
		return EXIT_FAILED;
	}
	*ret = conf->config;
	return EXIT_DONE;
}

static void add_key(struct comparison *c, const struct config_key *key, const struct config *now,
		    const struct config *then)
{
	struct changed_key *k = &c->key[c->n++];

	k->key = key;
	k->untold = simulation_untold(key, now, then);
	(void) config_format(now, key, k->now, sizeof(k->now));
	(void) config_format(then, key, k->then, sizeof(k->then));
}

/* The keys that were set, and those of a file that differ; in the order of the table. */
static void find_keys(struct comparison *c, const bool *set, const struct config *now,
		      const struct config *then)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *key = &config_keys[i];
		char a[CONFIG_VALUE_MAX], b[CONFIG_VALUE_MAX];
		bool differs = strcmp(config_format(now, key, a, sizeof(a)),
				      config_format(then, key, b, sizeof(b))) != 0;

		if (set[i] || (differs && !config_key_is_setup(key))) {
			add_key(c, key, now, then);
		}
	}
}

static int find_then(const struct args *args, const struct config *now, struct config *then,
		     struct comparison *c)
{
	bool set[CONFIG_KEYS_N] = {};
	int r = EXIT_DONE;

	*then = *now;
	c->both = args->set & (OPT(OPT_CONFIG) | OPT(OPT_SET));
	if (args->set & OPT(OPT_CONFIG)) {
		r = read_file(args->value[OPT_CONFIG], then);
	}
	for (size_t i = 0; r == EXIT_DONE && i < args->assignments; i++) {
		const struct config_key *key;

		r = assign(then, args->assignment[i], &key);
		if (r == EXIT_DONE) {
			set[key - config_keys] = true;
		}
	}
	if (r == EXIT_DONE) {
		find_keys(c, set, now, then);
	}
	return r;
}

/* ---- which past ---- */

static int parse_days(const char *s, int64_t *ret)
{
	int64_t n = 0;

	if (!*s || strlen(s) > 5 || s[strspn(s, "0123456789")]) {
		return -EINVAL;
	}
	for (; *s; s++) {
		n = 10 * n + (*s - '0');
	}
	if (n < 1 || n > DAYS_MOST) {
		return -ERANGE;
	}
	*ret = n;
	return 0;
}

static int find_days(const struct past *p, const struct args *args, struct range *ret)
{
	int64_t days = DAYS_DEFAULT;
	usec_t to;
	int r;

	if (args->set & OPT(OPT_DAYS) && parse_days(args->value[OPT_DAYS], &days) < 0) {
		return usage_error("simulate", _("--days takes a number from 1 to %d, not \"%s\""),
				   DAYS_MOST, args->value[OPT_DAYS]);
	}
	*ret = (struct range){ .first = p->today - days + 1, .last = p->today };
	ret->first = ret->first < 0 ? 0 : ret->first;
	r = past_day_bounds(p, ret->first, &ret->from, &to);
	ret->to = p->now;
	return r < 0 ? past_report(p, r) : EXIT_DONE;
}

static int find_range(const struct past *p, const struct args *args, struct range *ret)
{
	bool told = args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL));
	int r;

	if (told && args->set & OPT(OPT_DAYS)) {
		return usage_error("simulate", _("either --days or --since and --until"));
	}
	if (!told) {
		return find_days(p, args, ret);
	}
	r = range_of_options(ret, p, args);
	ret->to = usec_min(ret->to, p->now);
	return r;
}

/* ---- both at once ---- */

struct pair {
	struct simulation now, then;
	bool both;
};

static int on_slots(const struct slots *row, void *userdata)
{
	struct pair *pair = userdata;
	int r = simulation_slots(&pair->now, row);

	return r == 0 && pair->both ? simulation_slots(&pair->then, row) : r;
}

static void pair_done(struct pair *pair)
{
	simulation_done(&pair->now);
	simulation_done(&pair->then);
}

static int simulate(const struct past *p, const struct range *range, const struct config *now,
		    const struct config *then, struct comparison *c)
{
	_cleanup_(pair_done) struct pair pair = { .both = c->both };
	struct offset_record here = { 0, past_gmtoff(p, p->now) };
	struct simulation_range r = { range->from, range->to, &here, 1 };
	int q;

	if (p->offsets.n) {
		r.offset = p->offsets.row;
		r.offsets_n = p->offsets.n;
	}
	simulation_begin(&pair.now, now, &r);
	simulation_begin(&pair.then, then, &r);
	q = store_slots(p->store, (int64_t) (r.from / USEC_PER_HOUR),
			(int64_t) (r.to / USEC_PER_HOUR) + 1, on_slots, &pair);
	if (q == 0) {
		q = simulation_end(&pair.now, &c->now);
	}
	return q == 0 ? simulation_end(&pair.then, &c->then) : q;
}

static int compare(const struct past *p, const struct args *args, const struct config *now)
{
	_cleanup_(freep) struct comparison *c = calloc(1, sizeof(*c));
	struct config then;
	struct range range;
	int r;

	if (!c) {
		return past_report(p, -ENOMEM);
	}
	r = find_then(args, now, &then, c);
	if (r == EXIT_DONE) {
		r = find_range(p, args, &range);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	c->first = range.first;
	c->last = range.last;
	if (!p->store && !(args->set & OPT(OPT_JSON))) {
		past_say_none(p, stdout);
		return EXIT_DONE;
	}
	r = p->store ? simulate(p, &range, now, &then, c) : 0;
	if (r < 0) {
		return past_report(p, r);
	}
	return args->set & OPT(OPT_JSON) ? simulation_json(c) : simulation_print(p, c);
}

int verb_simulate(const struct args *args)
{
	_cleanup_(holding_done) struct holding h = {};
	_cleanup_(past_done) struct past p = {};
	int r = holding_load(&h);

	if (r == EXIT_DONE) {
		mention_problems(h.conf);
		r = past_open(&p);
	}
	return r == EXIT_DONE ? compare(&p, args, h.config) : r;
}

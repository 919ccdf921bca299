/* Monitors as the daemon tells them. */
#include <string.h>

#include "audit-data.h"

static int read_text(sd_bus_message *m, const struct monitor_field *f, char *at)
{
	const char *s;
	int r = sd_bus_message_read_basic(m, 's', &s);

	if (r > 0) {
		(void) snprintf(at, (size_t) f->max, "%s", s);
	}
	return r;
}

/* A number beyond its range is none. */
static int read_number(sd_bus_message *m, const struct monitor_field *f, char type, char *at)
{
	int32_t number;
	int r = sd_bus_message_read_basic(m, type, &number);

	if (r > 0 && number >= f->min && number <= f->max) {
		(void) memcpy(at, &number, sizeof(number));
	}
	return r;
}

static int read_bool(sd_bus_message *m, bool *at)
{
	int truth, r = sd_bus_message_read_basic(m, 'b', &truth);

	if (r > 0) {
		*at = truth;
	}
	return r;
}

static int read_told(sd_bus_message *m, struct monitor *ret)
{
	const char *source, *doubt;
	uint32_t width, height;
	int r = sd_bus_message_enter_container(m, 'a', "(suus)");

	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_read(m, "(suus)", &source, &width, &height, &doubt)) > 0) {
		int i = size_source_from_string(source), d = size_doubt_from_string(doubt);

		if (i >= 0 && d >= 0) {
			ret->told[i] = (struct size_mm){ width, height };
			ret->doubt[i] = d;
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

static int read_size_source(sd_bus_message *m, struct monitor *ret)
{
	const char *s;
	int r = sd_bus_message_read_basic(m, 's', &s), source;

	if (r > 0) {
		source = size_source_from_string(s);
		ret->size_source = source >= 0 ? (enum size_source) source : SIZE_UNKNOWN;
	}
	return r;
}

struct reading {
	struct monitor *monitor;
	unsigned places; /* of x and y */
	usec_t time;     /* share_time */
};

static int read_known(sd_bus_message *m, const char *name, const char *contents, void *userdata)
{
	struct reading *in = userdata;

	if (strcmp(name, "told") == 0 && strcmp(contents, "a(suus)") == 0) {
		return read_told(m, in->monitor) < 0 ? -EBADMSG : 1;
	}
	if (strcmp(name, "size_source") == 0 && strcmp(contents, "s") == 0) {
		return read_size_source(m, in->monitor);
	}
	if (strcmp(name, "share_time") == 0 && strcmp(contents, "t") == 0) {
		return sd_bus_message_read_basic(m, 't', &in->time);
	}
	for (size_t i = 0; i < monitor_fields_n; i++) {
		const struct monitor_field *f = &monitor_fields[i];
		char *at = (char *) in->monitor + f->offset;

		if (strcmp(f->name, name) != 0) {
			continue;
		}
		if (f->kind == FIELD_IS_TEXT && strcmp(contents, "s") == 0) {
			return read_text(m, f, at);
		}
		if (f->kind == FIELD_IS_BOOL && strcmp(contents, "b") == 0) {
			return read_bool(m, (bool *) at);
		}
		if (f->kind == FIELD_IS_NUMBER &&
		    (strcmp(contents, "u") == 0 || strcmp(contents, "i") == 0)) {
			in->places += strcmp(name, "x") == 0 || strcmp(name, "y") == 0;
			return read_number(m, f, *contents, at);
		}
	}
	return 0;
}

int monitors_read_bus(sd_bus_message *m, struct monitors *ret, struct exposure *ret_exposure)
{
	struct monitor_use use[MONITORS_MAX];
	int r = sd_bus_message_enter_container(m, 'a', "a{sv}");

	if (r < 0) {
		return r;
	}
	ret->n = 0;
	ret->dropped = 0;
	while ((r = sd_bus_message_at_end(m, false)) == 0) {
		struct monitor one = { .outputs = 1 };
		struct reading in = { .monitor = &one };

		r = client_read_dict(m, read_known, &in);
		if (r < 0) {
			return r;
		}
		one.positioned = in.places == 2;
		if (ret->n < MONITORS_MAX) {
			memcpy(use[ret->n].output, one.output, sizeof(one.output));
			use[ret->n].time = in.time;
			ret->m[ret->n++] = one;
		} else {
			ret->dropped++;
		}
	}
	if (r < 0) {
		return r;
	}
	monitors_settle(ret);
	monitors_put_use(ret, use, ret->n, ret_exposure);
	return sd_bus_message_exit_container(m);
}

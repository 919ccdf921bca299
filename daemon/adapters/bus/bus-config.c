#include "adapters/bus/internal.h"

#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"

#define KEY_NAME_MAX 128 /* bytes of the name of a value, NUL included; longer is none */
#define ORIGIN_MAX   320

static_assert(KEY_NAME_MAX >= CONFIG_ITEM_NAME_MAX, "a name of a value that can't be asked for");

/* ---- List ---- */

static int append_item(struct bus *b, sd_bus_message *reply, const struct config *config,
		       struct config_item item)
{
	char name[KEY_NAME_MAX], value[CONFIG_VALUE_MAX], origin[ORIGIN_MAX] = "";
	char clean_name[KEY_NAME_MAX], clean_value[CONFIG_VALUE_MAX], clean_origin[ORIGIN_MAX];

	(void) config_item_name(config, item, name, sizeof(name));
	(void) config_item_format(config, item, value, sizeof(value));
	b->ops->origin(item, origin, sizeof(origin), b->userdata);
	return sd_bus_message_append(
		reply, "(ssssss)", bus_text(name, clean_name, sizeof(clean_name)),
		config_type_to_string(item.key->type),
		bus_text(value, clean_value, sizeof(clean_value)), item.key->def,
		bus_text(origin, clean_origin, sizeof(clean_origin)), item.key->doc);
}

static int method_list(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const struct config *config;
	struct bus *b = userdata;
	int r;

	(void) error;
	config = bus_view_now(b)->config;
	r = sd_bus_message_new_method_return(m, &reply);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_open_container(reply, 'a', "(ssssss)");
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; i < config_items(config); i++) {
		r = append_item(b, reply, config, config_item_at(i));
		if (r < 0) {
			return r;
		}
	}
	r = sd_bus_message_close_container(reply);
	if (r < 0) {
		return r;
	}
	return sd_bus_send(NULL, reply, NULL);
}

/* ---- Get ---- */

static int unknown_key(const char *name, sd_bus_error *error)
{
	char near[KEY_NAME_MAX];
	const char *nearest;

	/* Looking for the nearest takes time that grows with the name: not for a caller's megabyte.
	 */
	nearest = strnlen(name, KEY_NAME_MAX) < KEY_NAME_MAX
			  ? config_key_nearest(name, near, sizeof(near))
			  : NULL;
	if (nearest) {
		return sd_bus_error_setf(error, WIRE_ERROR_INVALID_ARGUMENT,
					 _("no such key: did you mean \"%s\"?"), nearest);
	}
	return sd_bus_error_set(
		error, WIRE_ERROR_INVALID_ARGUMENT,
		_("no such key: it must be \"section.key\" or \"monitor NAME.key\", "
		  "`ergoctl config list` lists them all"));
}

static int method_get(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	char value[CONFIG_VALUE_MAX], clean[CONFIG_VALUE_MAX];
	const struct config *config;
	struct config_item item;
	struct bus *b = userdata;
	const char *name;
	int r;

	r = sd_bus_message_read_basic(m, 's', &name);
	if (r < 0) {
		return r;
	}
	if (strnlen(name, KEY_NAME_MAX) == KEY_NAME_MAX) {
		return unknown_key(name, error);
	}
	config = bus_view_now(b)->config;
	r = config_item_find(config, name, &item);
	if (r == -ENXIO) {
		return sd_bus_error_set(
			error, WIRE_ERROR_INVALID_ARGUMENT,
			_("no such section: `ergoctl config list` lists the monitors "
			  "that the configuration describes"));
	}
	if (r < 0) {
		return unknown_key(name, error);
	}
	(void) config_item_format(config, item, value, sizeof(value));
	return sd_bus_reply_method_return(m, "s", bus_text(value, clean, sizeof(clean)));
}

/* ---- Check ---- */

static int append_problem(sd_bus_message *reply, const struct config_diag *d)
{
	char file[sizeof(d->file)], key[sizeof(d->key)], reason[sizeof(d->reason)];

	return sd_bus_message_append(reply, "(suss)", bus_text(d->file, file, sizeof(file)),
				     (uint32_t) d->line, bus_text(d->key, key, sizeof(key)),
				     bus_text(d->reason, reason, sizeof(reason)));
}

static int append_problems(sd_bus_message *reply, const struct config_diags *diags)
{
	int r;

	r = sd_bus_message_open_container(reply, 'a', "(suss)");
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; i < diags->n; i++) {
		r = append_problem(reply, &diags->diag[i]);
		if (r < 0) {
			return r;
		}
	}
	if (diags->dropped > 0) {
		struct config_diag more = { .line = 0 };

		(void) snprintf(more.reason, sizeof(more.reason),
				P_("%zu further problems: correct these first and check again",
				   "%zu further problems: correct these first and check again",
				   diags->dropped),
				diags->dropped);
		r = append_problem(reply, &more);
		if (r < 0) {
			return r;
		}
	}
	return sd_bus_message_close_container(reply);
}

static int method_check(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	static const struct config_diags none;
	const struct config_diags *diags = NULL;
	struct bus *b = userdata;
	int r;

	r = bus_take_token(b, error);
	if (r < 0) {
		return r;
	}
	r = b->ops->check(&diags, b->userdata);
	if (r < 0 && !diags) {
		return sd_bus_error_set_errno(error, r);
	}
	r = sd_bus_message_new_method_return(m, &reply);
	if (r < 0) {
		return r;
	}
	r = append_problems(reply, diags ? diags : &none);
	if (r < 0) {
		return r;
	}
	return sd_bus_send(NULL, reply, NULL);
}

const sd_bus_vtable bus_config_vtable[] = {
	SD_BUS_VTABLE_START(0),
	SD_BUS_METHOD_WITH_ARGS("List", SD_BUS_NO_ARGS, SD_BUS_RESULT("a(ssssss)", keys),
				method_list, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Get", SD_BUS_ARGS("s", key), SD_BUS_RESULT("s", value), method_get,
				SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD_WITH_ARGS("Check", SD_BUS_NO_ARGS, SD_BUS_RESULT("a(suss)", problems),
				method_check, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_VTABLE_END,
};

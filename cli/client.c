/* The bus side: connect, call, time limits, and what an error means to a person. */
#include <stdarg.h>
#include <string.h>
#include <time.h>

#include "client.h"
#include "cli.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"

static _printf_(4, 5) int fail(struct client *c, int r, int status, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(c->error, sizeof(c->error), format, ap);
	va_end(ap);
	c->status = status;
	return r;
}

int client_fail(struct client *c, int r, const char *what)
{
	return fail(c, r, EXIT_FAILED, "%s: %s", what, strerror(-r));
}

int client_report(const struct client *c)
{
	out_error_lines(c->error);
	return c->status;
}

static usec_t now_monotonic(void)
{
	struct timespec ts;

	(void) clock_gettime(CLOCK_MONOTONIC, &ts);
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

/* Until the bus has greeted us: the library itself would wait for a mute one much longer. */
static int wait_ready(sd_bus *bus)
{
	usec_t until = usec_add(now_monotonic(), CALL_TIMEOUT);
	int r;

	while ((r = sd_bus_is_ready(bus)) == 0) {
		usec_t left;

		r = sd_bus_process(bus, NULL);
		if (r < 0) {
			return r;
		}
		if (r > 0) {
			continue;
		}
		left = usec_sub(until, now_monotonic());
		if (left == 0) {
			return -ETIMEDOUT;
		}
		r = sd_bus_wait(bus, left);
		if (r < 0 && r != -EINTR) {
			return r;
		}
	}
	return r < 0 ? r : 0;
}

int client_open(struct client *c)
{
	int r = sd_bus_open_user(&c->bus);

	if (r == -ENOMEDIUM) {
		return fail(c, r, EXIT_UNREACHABLE,
			    _("there is no session bus: neither DBUS_SESSION_BUS_ADDRESS nor "
			      "XDG_RUNTIME_DIR is set. Run ergoctl inside your login session."));
	}
	if (r >= 0) {
		r = wait_ready(c->bus);
	}
	if (r == -ETIMEDOUT) {
		return fail(c, r, EXIT_UNREACHABLE, _("the session bus did not answer within 5 s"));
	}
	if (r < 0) {
		return fail(
			c, r, EXIT_UNREACHABLE,
			_("cannot connect to the session bus: %s. Run ergoctl inside your login "
			  "session."),
			strerror(-r));
	}
	return 0;
}

void client_done(struct client *c)
{
	c->bus = sd_bus_close_unref(c->bus);
}

/* What an error answer means, in words, and which exit status belongs to it. */
static int explain_error(struct client *c, int r, const sd_bus_error *e, usec_t timeout)
{
	static const char *const absent[] = {
		SD_BUS_ERROR_SERVICE_UNKNOWN,
		SD_BUS_ERROR_NAME_HAS_NO_OWNER,
		SD_BUS_ERROR_DISCONNECTED,
		SD_BUS_ERROR_NO_SERVER,
	};
	static const char *const stranger[] = {
		SD_BUS_ERROR_UNKNOWN_METHOD,
		SD_BUS_ERROR_UNKNOWN_OBJECT,
		SD_BUS_ERROR_UNKNOWN_INTERFACE,
		SD_BUS_ERROR_INVALID_SIGNATURE,
	};

	for (size_t i = 0; i < ELEMENTSOF(absent); i++) {
		if (sd_bus_error_has_name(e, absent[i])) {
			return fail(c, r, EXIT_UNREACHABLE, "%s",
				    c->is_doctor
					    ? _("ergod is not running; start it with: systemctl "
						"--user start ergod")
					    : _("ergod is not running; start it with: systemctl "
						"--user start ergod   (what is wrong: ergoctl "
						"doctor)"));
		}
	}
	for (size_t i = 0; i < ELEMENTSOF(stranger); i++) {
		if (sd_bus_error_has_name(e, stranger[i])) {
			return fail(c, r, EXIT_FAILED,
				    _("the running ergod is of another version than ergoctl: %s  "
				      "(systemctl --user restart ergod)"),
				    e->message ?: e->name);
		}
	}
	if (r == -ETIMEDOUT || sd_bus_error_has_name(e, SD_BUS_ERROR_NO_REPLY) ||
	    sd_bus_error_has_name(e, SD_BUS_ERROR_TIMEOUT)) {
		return fail(
			c, r, EXIT_UNREACHABLE,
			_("ergod did not answer within %u s; see: systemctl --user status ergod"),
			(unsigned) (timeout / USEC_PER_SEC));
	}
	if (r == -ECONNRESET || r == -ENOTCONN || r == -EPIPE) {
		return fail(c, r, EXIT_UNREACHABLE, _("the session bus closed the connection"));
	}
	if (e->name && (strncmp(e->name, "org.freedesktop.DBus.Error.Spawn.", 33) == 0 ||
			strncmp(e->name, "org.freedesktop.systemd1.", 25) == 0)) {
		if (c->is_doctor) {
			return fail(c, r, EXIT_UNREACHABLE, _("ergod could not be started: %s"),
				    e->message ?: e->name);
		}
		return fail(c, r, EXIT_UNREACHABLE,
			    _("ergod could not be started: %s  (ergoctl doctor)"),
			    e->message ?: e->name);
	}
	return fail(c, r, EXIT_FAILED, "%s", e->message ?: e->name ?: strerror(-r));
}

static int call(struct client *c, sd_bus_message *m, usec_t timeout, sd_bus_message **ret_reply)
{
	_cleanup_(sd_bus_error_free) sd_bus_error error = SD_BUS_ERROR_NULL;
	sd_bus_message *reply = NULL;
	int r = sd_bus_call(c->bus, m, timeout, &error, &reply);

	if (r < 0) {
		return explain_error(c, r, &error, timeout);
	}
	if (ret_reply) {
		*ret_reply = reply;
	} else {
		(void) sd_bus_message_unref(reply);
	}
	return 0;
}

int client_call(struct client *c, const char *interface, const char *member, enum call_flags flags,
		sd_bus_message **ret_reply, const char *types, ...)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	va_list ap;
	int r;

	r = sd_bus_message_new_method_call(c->bus, &m, WIRE_NAME, WIRE_PATH, interface, member);
	if (r >= 0) {
		va_start(ap, types);
		r = types && *types ? sd_bus_message_appendv(m, types, ap) : 0;
		va_end(ap);
	}
	if (r >= 0) {
		r = sd_bus_message_set_auto_start(m, (flags & CALL_MAY_START) != 0);
	}
	if (r < 0) {
		return client_fail(c, r, _("cannot make a call"));
	}
	return call(c, m, flags & CALL_SLOW ? CALL_TIMEOUT_SLOW : CALL_TIMEOUT, ret_reply);
}

int client_call_other(struct client *c, const char *name, const char *path, const char *interface,
		      const char *member, sd_bus_message **ret_reply, const char *types, ...)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	_cleanup_(sd_bus_error_free) sd_bus_error error = SD_BUS_ERROR_NULL;
	va_list ap;
	int r;

	r = sd_bus_message_new_method_call(c->bus, &m, name, path, interface, member);
	if (r >= 0) {
		va_start(ap, types);
		r = types && *types ? sd_bus_message_appendv(m, types, ap) : 0;
		va_end(ap);
	}
	if (r >= 0) {
		r = sd_bus_message_set_auto_start(m, false);
	}
	if (r >= 0) {
		r = sd_bus_call(c->bus, m, CALL_TIMEOUT, &error, ret_reply);
	}
	if (r < 0) {
		return fail(c, r, EXIT_FAILED, "%s", error.message ?: strerror(-r));
	}
	return 0;
}

static int read_dict_entry(sd_bus_message *m, dict_fn read, void *userdata)
{
	const char *name, *contents;
	char type;
	int r = sd_bus_message_read_basic(m, 's', &name);

	if (r >= 0) {
		r = sd_bus_message_peek_type(m, &type, &contents);
	}
	if (r >= 0) {
		r = sd_bus_message_enter_container(m, 'v', contents);
	}
	if (r >= 0) {
		r = read(m, name, contents, userdata);
	}
	if (r == 0) {
		r = sd_bus_message_skip(m, contents);
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

int client_read_dict(sd_bus_message *m, dict_fn read, void *userdata)
{
	int r = sd_bus_message_enter_container(m, 'a', "{sv}");

	if (r < 0) {
		return r;
	}
	while ((r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		r = read_dict_entry(m, read, userdata);
		if (r >= 0) {
			r = sd_bus_message_exit_container(m);
		}
		if (r < 0) {
			return r;
		}
	}
	return r < 0 ? r : sd_bus_message_exit_container(m);
}

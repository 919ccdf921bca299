/* Commands of the user at events: what happened becomes what they are told. */
#include "hook-env.h"
#include "manager-internal.h"

void manager_hooks_effect(struct manager *m, const struct effect *e)
{
	struct hook_env env;
	int hook = hook_env_effect(&env, e, &m->last);

	if (m->hooks && hook >= 0) {
		hooks_run(m->hooks, (enum hook) hook, env.list);
	}
}

void manager_hooks_finding(struct manager *m, size_t i)
{
	struct hook_env env;

	if (m->hooks && hooks_has(m->hooks, HOOK_FINDING)) {
		hook_env_finding(&env, audits_get(m->audits), i, m->config.units_length);
		hooks_run(m->hooks, HOOK_FINDING, env.list);
	}
}

int manager_hooks_open(struct manager *m)
{
	int r = hooks_new(&m->hooks, m->bus_connection);

	if (r >= 0) {
		hooks_configure(m->hooks, &m->config);
	}
	return r;
}

#include "health.h"

static const char *const health_level_names[] = {
	[HEALTH_OK] = "ok",
	[HEALTH_WARN] = "warn",
	[HEALTH_FAIL] = "fail",
};
DEFINE_STRTAB(health_level, enum health_level, health_level_names)

/* The words of every enum that is seen outside: on D-Bus, in traces, in the CLI. */
#include "ergo/config.h"
#include "ergo/effect.h"
#include "ergo/event.h"
#include "ergo/history.h"
#include "ergo/snapshot.h"
#include "ergo/source.h"

static const char *const device_class_names[] = {
	[DEVICE_KEYBOARD] = "keyboard", [DEVICE_POINTER] = "pointer", [DEVICE_TOUCH] = "touch",
	[DEVICE_TABLET] = "tablet",     [DEVICE_OTHER] = "other",
};
DEFINE_STRTAB(device_class, enum device_class, device_class_names)

static const char *const input_source_names[] = {
	[SOURCE_HELPER] = "ergod-input", [SOURCE_EVDEV] = "evdev",         [SOURCE_X11] = "x11",
	[SOURCE_MUTTER] = "mutter",      [SOURCE_IDLE_HINT] = "idle-hint",
};
DEFINE_STRTAB(input_source, enum input_source, input_source_names)

static const char *const blocker_names[] = {
	[BLOCKER_LOCKED] = "locked",           [BLOCKER_ASLEEP] = "asleep",
	[BLOCKER_DISPLAY_OFF] = "display-off", [BLOCKER_SESSION_INACTIVE] = "session-inactive",
	[BLOCKER_NO_SOURCE] = "no-source",
};
DEFINE_STRTAB(blocker, enum blocker, blocker_names)

static const char *const quiet_flag_names[] = {
	[QUIET_FULLSCREEN] = "fullscreen",
	[QUIET_OTHER] = "other",
};
DEFINE_STRTAB(quiet_flag, enum quiet_flag, quiet_flag_names)

static const char *const break_kind_names[] = {
	[BREAK_MICRO] = "micro",
	[BREAK_REST] = "rest",
	[PROMPT_DAILY] = "daily",
};
DEFINE_STRTAB(break_kind, enum break_kind, break_kind_names)

static const char *const action_names[] = {
	[ACTION_START] = "start",
	[ACTION_POSTPONE] = "postpone",
	[ACTION_SKIP] = "skip",
	[ACTION_END] = "end",
};
DEFINE_STRTAB(action, enum action, action_names)

static const char *const presence_names[] = {
	[PRESENCE_PRESENT] = "present", [PRESENCE_PASSIVE] = "passive",
	[PRESENCE_AWAY] = "away",       [PRESENCE_LOCKED] = "locked",
	[PRESENCE_ASLEEP] = "asleep",   [PRESENCE_UNKNOWN] = "unknown",
};
DEFINE_STRTAB(presence, enum presence, presence_names)

static const char *const outcome_names[] = {
	[OUTCOME_TAKEN] = "taken",     [OUTCOME_SKIPPED] = "skipped",   [OUTCOME_MISSED] = "missed",
	[OUTCOME_NATURAL] = "natural", [OUTCOME_REPLACED] = "replaced",
};
DEFINE_STRTAB(outcome, enum outcome, outcome_names)

static const char *const break_state_names[] = {
	[BREAK_NONE] = "none",
	[BREAK_DUE] = "due",
	[BREAK_STARTED] = "started",
	[BREAK_POSTPONED] = "postponed",
};
DEFINE_STRTAB(break_state, enum break_state, break_state_names)

static const char *const prompt_reason_names[] = {
	[PROMPT_DUE] = "due",
	[PROMPT_REMINDER] = "reminder",
	[PROMPT_INTERRUPTED] = "interrupted",
	[PROMPT_LIMIT] = "daily",
};
DEFINE_STRTAB(prompt_reason, enum prompt_reason, prompt_reason_names)

static const char *const effect_type_names[] = {
	[EFFECT_SESSION_START] = "session-start",
	[EFFECT_SESSION_END] = "session-end",
	[EFFECT_PROMPT] = "prompt",
	[EFFECT_WITHDRAW] = "withdraw",
	[EFFECT_BREAK_STARTED] = "break-started",
	[EFFECT_BREAK_ENDED] = "break-ended",
	[EFFECT_PRESENCE] = "presence",
};
DEFINE_STRTAB(effect_type, enum effect_type, effect_type_names)

static const char *const next_reason_names[] = {
	[NEXT_NOTHING] = "nothing", [NEXT_COUNTING] = "counting",   [NEXT_AWAY] = "away",
	[NEXT_ACTIVE] = "active",   [NEXT_POSTPONED] = "postponed", [NEXT_SETTLE] = "settle",
	[NEXT_LULL] = "lull",       [NEXT_QUIET] = "quiet",         [NEXT_SILENCE] = "silence",
};
DEFINE_STRTAB(next_reason, enum next_reason, next_reason_names)

static const char *const length_unit_names[] = { [LENGTH_CM] = "cm", [LENGTH_IN] = "in" };
DEFINE_STRTAB(length_unit, enum length_unit, length_unit_names)

static const char *const glasses_names[] = {
	[GLASSES_UNSET] = "",
	[GLASSES_NONE] = "none",
	[GLASSES_SINGLE] = "single",
	[GLASSES_BIFOCAL] = "bifocal",
	[GLASSES_PROGRESSIVE] = "progressive",
};
DEFINE_STRTAB(glasses, enum glasses, glasses_names)

static const char *const role_names[] = {
	[ROLE_UNSET] = "",
	[ROLE_PRIMARY] = "primary",
	[ROLE_SECONDARY] = "secondary",
	[ROLE_EQUAL] = "equal",
};
DEFINE_STRTAB(role, enum role, role_names)

static const char *const monitor_backend_names[] = {
	[BACKEND_NONE] = "none",
	[BACKEND_X11] = "x11",
	[BACKEND_XWAYLAND] = "xwayland",
	[BACKEND_DRM] = "drm",
};
DEFINE_STRTAB(monitor_backend, enum monitor_backend, monitor_backend_names)

static const char *const size_source_names[] = {
	[SIZE_UNKNOWN] = "unknown", [SIZE_INI] = "ini",     [SIZE_EDID_TIMING] = "edid-timing",
	[SIZE_EDID] = "edid",       [SIZE_RANDR] = "randr",
};
DEFINE_STRTAB(size_source, enum size_source, size_source_names)

static const char *const size_doubt_names[] = {
	[DOUBT_NONE] = "none",       [DOUBT_ABSENT] = "absent", [DOUBT_ZERO] = "zero",
	[DOUBT_ASPECT] = "aspect",   [DOUBT_DPI] = "dpi",       [DOUBT_ANISOTROPIC] = "anisotropic",
	[DOUBT_DIFFERS] = "differs",
};
DEFINE_STRTAB(size_doubt, enum size_doubt, size_doubt_names)

static const char *const plane_names[] = {
	[PLANE_PRESENT] = "present",   [PLANE_ENGAGED] = "engaged",
	[PLANE_BLOCKED] = "blocked",   [PLANE_QUIET] = "quiet",
	[PLANE_KEYBOARD] = "keyboard", [PLANE_POINTER] = "pointer",
	[PLANE_TOUCH] = "touch",       [PLANE_TABLET] = "tablet",
	[PLANE_OTHER] = "other",       [PLANE_LAPTOP_ONLY] = "laptop-only",
};
DEFINE_STRTAB(plane, enum plane, plane_names)

static const char *const prompt_answer_names[] = {
	[ANSWER_NONE] = "none",         [ANSWER_START] = "start", [ANSWER_POSTPONE] = "postpone",
	[ANSWER_SKIP] = "skip",         [ANSWER_LEFT] = "left",   [ANSWER_DONE] = "done",
	[ANSWER_TOMORROW] = "tomorrow",
};
DEFINE_STRTAB(prompt_answer, enum prompt_answer, prompt_answer_names)

#include "ergo/quiet.h"

static const char *const quiet_reason_names[] = {
	[REASON_MEETING] = "meeting",        [REASON_CALL] = "call",
	[REASON_SHARING] = "sharing",        [REASON_DO_NOT_DISTURB] = "do-not-disturb",
	[REASON_FULL_SCREEN] = "fullscreen", [REASON_HOURS] = "hours",
};
DEFINE_STRTAB(quiet_reason, enum quiet_reason, quiet_reason_names)

enum quiet_flag quiet_flag_of(enum quiet_reason reason)
{
	return reason == REASON_FULL_SCREEN ? QUIET_FULLSCREEN : QUIET_OTHER;
}

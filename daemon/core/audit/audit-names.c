/* The words of the audit's enums. */
#include "ergo/audit.h"

static const char *const posture_names[] = {
	[POSTURE_SITTING] = "sitting",
	[POSTURE_STANDING] = "standing",
};
DEFINE_STRTAB(posture, enum posture, posture_names)

static const char *const severity_names[] = {
	[SEVERITY_OK] = "ok",
	[SEVERITY_NOTE] = "note",
	[SEVERITY_CAUTION] = "caution",
	[SEVERITY_HIGH] = "high",
};
DEFINE_STRTAB(severity, enum severity, severity_names)

static const char *const unit_names[] = {
	[UNIT_MM] = "mm",           [UNIT_DEG] = "deg",     [UNIT_ARCMIN] = "arcmin",
	[UNIT_PERCENT] = "percent", [UNIT_HOURS] = "hours", [UNIT_NONE] = "none",
};
DEFINE_STRTAB(unit, enum unit, unit_names)

static const char *const quantity_names[] = {
	[QUANTITY_EYE_HEIGHT] = "eye_height",
	[QUANTITY_EYE_HEIGHT_STANDING] = "eye_height_standing",
	[QUANTITY_ELBOW_HEIGHT] = "elbow_height",
	[QUANTITY_ELBOW_HEIGHT_STANDING] = "elbow_height_standing",
	[QUANTITY_KNEE_HEIGHT] = "knee_height",
	[QUANTITY_DESK_HEIGHT] = "desk_height",
	[QUANTITY_KEYBOARD_HEIGHT] = "keyboard_height",
	[QUANTITY_IMAGE_BOTTOM] = "image_bottom",
	[QUANTITY_DISTANCE] = "distance",
	[QUANTITY_TILT] = "tilt",
	[QUANTITY_YAW] = "yaw",
	[QUANTITY_SIZE] = "size",
	[QUANTITY_ROLE] = "role",
	[QUANTITY_TEXT_SIZE] = "text_size",
};
DEFINE_STRTAB(quantity, enum quantity, quantity_names)

static const char *const rule_names[] = {
	[RULE_TOP_EDGE] = "top-edge",
	[RULE_TOP_EDGE_MULTIFOCAL] = "top-edge-multifocal",
	[RULE_CENTRE] = "centre",
	[RULE_BOTTOM_EDGE] = "bottom-edge",
	[RULE_DISTANCE] = "distance",
	[RULE_HALF_WIDTH] = "half-width",
	[RULE_YAW_PRIMARY] = "yaw-primary",
	[RULE_YAW_EQUAL] = "yaw-equal",
	[RULE_YAW_SECONDARY] = "yaw-secondary",
	[RULE_INCIDENCE] = "incidence",
	[RULE_TILT] = "tilt",
	[RULE_TEXT_HEIGHT] = "text-height",
	[RULE_TOPS_DIFFER] = "tops-differ",
	[RULE_DISTANCES_DIFFER] = "distances-differ",
	[RULE_ROLE] = "role",
	[RULE_LAPTOP_ONLY] = "laptop-only",
	[RULE_KEYBOARD_HEIGHT] = "keyboard-height",
	[RULE_SEAT_HEIGHT] = "seat-height",
	[RULE_UNKNOWN] = "unknown",
};
DEFINE_STRTAB(rule, enum rule, rule_names)

static const char *const move_kind_names[] = {
	[MOVE_NONE] = "none",       [MOVE_HEIGHT] = "height", [MOVE_DISTANCE] = "distance",
	[MOVE_TILT] = "tilt",       [MOVE_YAW] = "yaw",       [MOVE_TEXT] = "text",
	[MOVE_MIDDLE] = "middle",   [MOVE_RISER] = "riser",   [MOVE_KEYBOARD] = "keyboard",
	[MOVE_DESK] = "desk",       [MOVE_SEAT] = "seat",     [MOVE_FOOTREST] = "footrest",
	[MOVE_MEASURE] = "measure", [MOVE_SWAP] = "swap",
};
DEFINE_STRTAB(move_kind, enum move_kind, move_kind_names)

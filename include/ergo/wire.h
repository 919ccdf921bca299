/*
 * The D-Bus contract (man org.ergod1(5)): names that daemon and CLI share.  All times are
 * microseconds: properties that name a moment are CLOCK_REALTIME, the others durations.
 */
#pragma once

#include "ergo/base.h"

#define WIRE_NAME    "org.ergod1"
#define WIRE_PATH    "/org/ergod1"
#define WIRE_MANAGER "org.ergod1.Manager"
#define WIRE_CONFIG  "org.ergod1.Config"
#define WIRE_AUDIT   "org.ergod1.Audit"

#define WIRE_ERROR_INVALID_ARGUMENT                                                                \
	"org.ergod1.Error.InvalidArgument" /* the call itself is wrong */
#define WIRE_ERROR_INVALID_CONFIG                                                                  \
	"org.ergod1.Error.InvalidConfig" /* reload refused; all problems in the message */
#define WIRE_ERROR_NOT_POSSIBLE "org.ergod1.Error.NotPossible" /* right call, wrong moment */
#define WIRE_ERROR_BUSY         "org.ergod1.Error.Busy"        /* too many calls are waiting */

/* Bounds of durations in calls; 0 means something else. */
#define WIRE_DURATION_LEAST USEC_PER_SEC
#define WIRE_POSTPONE_MAX   (12 * USEC_PER_HOUR)
#define WIRE_PAUSE_MAX      (31 * USEC_PER_DAY)
#define WIRE_MEETING_MAX    (12 * USEC_PER_HOUR)

/*
 * org.ergod1.Manager
 *
 *   methods
 *     TakeBreak(s kind)           "micro" or "rest"
 *     EndBreak()                  while one is started
 *     Postpone(t duration)        0: as configured; else 1 s to 12 h
 *     Skip()
 *     Pause(t duration)           0: until Resume(); else 1 s to 31 days
 *     Resume()
 *     Meeting(t duration)         0: until EndMeeting(), 12 h at most; else 1 s to 12 h
 *     EndMeeting()                while one is on
 *     Reload()                    all or nothing
 *     Doctor() -> a(sss checks)   name, "ok"|"warn"|"fail", text with the remedy
 *     Erase(t from, t until) -> s removed   of the history, wall times; until 0: without end.
 *                                 NotPossible: it can't be, why in the message
 *
 *   properties; PropertiesChanged at transitions only, never for those with * (computed when read)
 *     s Version (constant)
 *     s Presence   t PresenceSince   s LastInputClass*
 *     t LastInput* (0: none)      whole seconds, rounded down: no timing of keys is told
 *     t SessionStart (0: none)   t SessionTime*   t TodayTime*   t LongestToday*
 *     t SinceMicro*   t SinceRest*   t MicroEvery   t RestEvery (0: switched off)
 *     a(ssu) Tally                kind, outcome, count of the day; every pair
 *     s Quiet                     "", "meeting", "call", "sharing", "do-not-disturb", "fullscreen",
 *                                 "hours": why prompts are held back
 *     s QuietText                 who says so, in words: "dunst is paused"; "" where there is no more to say
 *     t QuietUntil (0: not known)
 *     s Engaged                   "", "meeting", "call", "inhibitor", "player": why the screen counts as
 *                                 watched without input
 *     s EngagedBy                 its name: "Firefox"
 *     t MeetingUntil (0: none is on)
 *     b Paused   t PausedUntil (0: until resumed)
 *     s BreakKind ("": none)   s BreakState ("none", "due", "started", "postponed")
 *     t BreakRemaining*   u PostponesLeft (of the active break, else 0)
 *     s NextKind* ("": no break is prompted, both kinds are switched off)   t NextIn*
 *     s NextReason*   t NextAt* (0: depends on the user)
 *     s InputSource ("ergod-input", "evdev", "x11", "mutter", "idle-hint", "none")
 *     as Problems   s ConfigFile ("": defaults)
 *
 *   signals
 *     BreakDue(s kind, s reason, t screen_time)   of the daily limit: "daily", "daily"
 *     BreakStarted(s kind)
 *     BreakEnded(s kind, s outcome)
 *     SessionEnded(t start, t end, t screen_time)
 *
 * org.ergod1.Audit
 *
 *   methods
 *     GetSetup() -> s setup       the set-up in force as ini text: [units] to [phone], [monitor NAME],
 *                                 what is told of them, profile laid over
 *     Answer(s answer)            "done" or "tomorrow", to the last posture prompt; NotPossible when
 *                                 none waits for an answer
 *
 *   properties; PropertiesChanged when they change, never for those with *
 *     s MonitorsFrom ("none", "x11", "xwayland", "drm")
 *     aa{sv} Monitors             output vendor model serial size_source: s; internal primary
 *                                 reflected: b; width_px height_px rotation outputs width_mm
 *                                 height_mm: u; x y: i, where known; told: a(suus) source, width_mm,
 *                                 height_mm, doubt; share: d, percent of the last week's time at
 *                                 these monitors when it was audited, where known; share_time*: t,
 *                                 time at it in the last week, but for when it was the only one, as it
 *                                 was when a share last changed by 5 percent of the whole
 *     aa{sv} Findings             worst first.  rule monitor severity unit source text correction
 *                                 posture after: s; other: s, of a pair; measured limit: d, where
 *                                 known; estimated: as.  monitor "": the desk as a whole
 *     s Overall ("ok", "note", "caution", "high")
 *     s Profile ("": none)        the file of the profile that is laid over the configuration
 *     t LaptopOnlyToday*          screen time of the day with the laptop's own panel alone
 *
 *   signals; a finding is known by rule, monitor and posture (and other)
 *     FindingAppeared(s rule, s monitor, s posture, s severity, s text, s correction)
 *                                 also when one gets worse
 *     FindingGone(s rule, s monitor, s posture)
 *
 * org.ergod1.Config
 *     List() -> a(ssssss keys)    name, type, value, default, origin ("default" or file:line), doc
 *     Get(s key) -> s value
 *     Check() -> a(suss problems) file, line, key, reason: reads the files again, changes nothing
 */

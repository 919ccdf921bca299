/*
 * Log to stderr: with <N> priorities for the journal when $JOURNAL_STREAM is our stderr, plain on a
 * terminal.  Never log input, notification texts of others, or paths outside our own.
 *
 * Log lines are English in every language, for who helps may not read the user's; only what answers to
 * something the user wrote (a wrong configuration), or names a state that is shown as well, is in his.
 */
#pragma once

#include <syslog.h>

#include "ergo/base.h"

/* Level by meaning: error = a function is lost; warning = degraded or ignored input; notice = a
 * state the user asked for; info = start and stop; debug = events and effects. */
void log_open(int max_level);
bool log_enabled(int level);
void log_write(int level, int error, const char *format, ...) _printf_(3, 4);

#define log_full(level, error, ...)                                                                \
	do {                                                                                       \
		if (log_enabled(level)) {                                                          \
			log_write(level, error, __VA_ARGS__);                                      \
		}                                                                                  \
	} while (0)

#define log_debug(...)   log_full(LOG_DEBUG, 0, __VA_ARGS__)
#define log_info(...)    log_full(LOG_INFO, 0, __VA_ARGS__)
#define log_notice(...)  log_full(LOG_NOTICE, 0, __VA_ARGS__)
#define log_warning(...) log_full(LOG_WARNING, 0, __VA_ARGS__)
#define log_error(...)   log_full(LOG_ERR, 0, __VA_ARGS__)

/* With an error number, which %m prints; the value is the (negative) error itself, to be returned.
 */
#define log_full_errno(level, error, ...)                                                          \
	({                                                                                         \
		int error_ = (error);                                                              \
		log_full(level, error_, __VA_ARGS__);                                              \
		error_ < 0 ? error_ : -error_;                                                     \
	})
#define log_error_errno(error, ...)   log_full_errno(LOG_ERR, error, __VA_ARGS__)
#define log_warning_errno(error, ...) log_full_errno(LOG_WARNING, error, __VA_ARGS__)
#define log_debug_errno(error, ...)   log_full_errno(LOG_DEBUG, error, __VA_ARGS__)

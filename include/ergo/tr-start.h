/* The language of the user, for programs that speak to one; called first in main(). */
#pragma once

/*
 * Has tr() give messages of the user's language, as the environment names it (LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG), in UTF-8.  The catalogues are found from where the program lies, or in the
 * folder that ERGO_LOCALEDIR in the environment names.  Dates too follow the environment; numbers are
 * written the same everywhere (LC_NUMERIC is never set).  Where there is no catalogue: English.
 */
void tr_start(void);

/* `ergoctl data`: what its files share. */
#pragma once

#include "past.h"

/* The folder of what is kept, and the name of the history in it (`folder` has STORE_PATH_MAX bytes).
 * Returns an exit status; errors are said. */
int data_folder(char *folder, char **ret_name);

/* Adds to a list "3 days, 41 sessions, ...": what there is any of. */
void data_say_counts(struct text *t, const struct store_info *info);
/* The list, or "nothing" where it is empty. */
const char *or_nothing(const struct text *t);
struct json_object *data_counts_json(const struct store_info *info);
/* How many damaged files were set aside from the history at `path`. */
uint64_t data_damaged(const char *path);
/* What is there no more. */
struct store_info data_removed(const struct store_info *before, const struct store_info *after);

/* data-diary.c */
struct diary_info;
/* What is in the diary; nothing, where there is none.  An exit status; errors are said. */
int data_look_into_diary(struct diary_info *ret);
struct json_object *data_diary_json(const struct diary_info *info);
void data_say_diary(const struct diary_info *info);
/* `ergoctl data erase --diary` */
int data_erase_diary(const struct args *args);

/* A file that is set aside can't be read, and so it is not known from when it is: a part leaves it. */
void data_say_damaged(bool everything, uint64_t aside);
/* Asks for the word that stands for yes. */
bool data_confirmed(void);
/* data-erase.c: `ergoctl data erase`; returns an exit status */
int data_erase(const struct args *args);

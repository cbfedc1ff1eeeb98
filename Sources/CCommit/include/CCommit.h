#ifndef TAPEDECK_COMMIT_H
#define TAPEDECK_COMMIT_H

/// The commit that the program was built from, in hexadecimal, with "-dirty" behind it where the tree held more than
/// that; NULL where the build was not told.
const char *tapedeck_commit(void);

/// The day of that commit, as 2026-11-29; NULL where the build was not told.
const char *tapedeck_commit_date(void);

#endif

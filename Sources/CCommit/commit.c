#include "CCommit.h"

#include <stddef.h>

// Package.swift defines them where .ci/package builds.
#define TEXT(word) #word
#define VALUE(macro) TEXT(macro)

const char *tapedeck_commit(void) {
#ifdef TAPEDECK_COMMIT
  return VALUE(TAPEDECK_COMMIT);
#else
  return NULL;
#endif
}

const char *tapedeck_commit_date(void) {
#ifdef TAPEDECK_COMMIT_DATE
  return VALUE(TAPEDECK_COMMIT_DATE);
#else
  return NULL;
#endif
}

#pragma once
#include <uv.h>
#include <pthread.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/// Names the calling thread. glibc hides pthread_setname_np from Swift, and prctl is variadic.
static inline void tapedeck_name_thread(const char *name) {
#ifdef __linux__
  prctl(PR_SET_NAME, name, 0, 0, 0);
#else
  pthread_setname_np(name);
#endif
}

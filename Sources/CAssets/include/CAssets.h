#ifndef TAPEDECK_ASSETS_H
#define TAPEDECK_ASSETS_H

#include <stddef.h>

/// A file of the project that is inside the program.
typedef struct {
  /// From the project's root, such as Schemas/keygen/profile.json.
  const char *path;
  const unsigned char *bytes;
  size_t count;
} tapedeck_asset;

size_t tapedeck_asset_count(void);

/// In the order of the paths' bytes; NULL where there is no such index.
const tapedeck_asset *tapedeck_asset_at(size_t index);

#endif

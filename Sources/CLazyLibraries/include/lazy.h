/*
 * Libraries that are opened when first needed. libxml2, libzip and libxlsxwriter bring ICU, OpenSSL and more, which take longer to
 * load than the command takes to start; most calls need none of them, and where one is missing, only what needs it fails.
 *
 * A function `f` of such a library is called as `lazy_f`, through a pointer that no other library sees.
 */
#pragma once

#include <stdbool.h>

#define LAZY_FUNCTION(result, name, parameters, arguments)                                \
  extern __attribute__((visibility("hidden"))) result(*gongkai_##name) parameters;        \
  static inline result lazy_##name parameters { return gongkai_##name arguments; }

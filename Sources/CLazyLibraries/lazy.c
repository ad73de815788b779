#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#include "lazy_sqlite.h"
#include "lazy_xlsxwriter.h"
#include "lazy_xml2.h"
#include "lazy_zip.h"

struct function {
  const char *name;
  void **pointer;
};

/* Opens the first of the names that is there, and finds all functions in it. */
static bool open_library(const char *const *names, const struct function *functions) {
  for (; *names; names++) {
    void *library = dlopen(*names, RTLD_LAZY | RTLD_LOCAL);
    if (!library) continue;
    const struct function *next = functions;
    for (; next->name; next++) {
      void *found = dlsym(library, next->name);
      if (!found) break;
      *next->pointer = found;
    }
    if (!next->name) return true;
  }
  return false;
}

#define POINTER(result, name, parameters, arguments) result(*gongkai_##name) parameters;
#define ENTRY(result, name, parameters, arguments) {#name, (void **)&gongkai_##name},

/* The names under which Debian has had them; the functions used here have not changed between them. */
#define LIBRARY(library, FUNCTIONS, ...)                                       \
  FUNCTIONS(POINTER)                                                           \
  static bool library##_is_open;                                               \
  static void open_##library(void) {                                           \
    static const char *const names[] = {__VA_ARGS__, NULL};                    \
    static const struct function functions[] = {FUNCTIONS(ENTRY){NULL, NULL}}; \
    library##_is_open = open_library(names, functions);                        \
  }                                                                            \
  bool lazy_open_##library(void) {                                             \
    static pthread_once_t once = PTHREAD_ONCE_INIT;                            \
    pthread_once(&once, open_##library);                                       \
    return library##_is_open;                                                  \
  }

LIBRARY(xml2, XML2_FUNCTIONS, "libxml2.so.2", "libxml2.so.16", "libxml2.so")
LIBRARY(zip, ZIP_FUNCTIONS, "libzip.so.4", "libzip.so.5", "libzip.so")
LIBRARY(sqlite, SQLITE_FUNCTIONS, "libsqlite3.so.0", "libsqlite3.so")
LIBRARY(xlsxwriter, XLSXWRITER_FUNCTIONS, "libxlsxwriter.so.4", "libxlsxwriter.so.5", "libxlsxwriter.so.8", "libxlsxwriter.so")

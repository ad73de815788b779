/*
 * libxml2 and libzip bring ICU, OpenSSL and more, which take longer to load than the command takes to start. Most calls need
 * neither. The functions used here are therefore defined under their own names; each looks up the real one when it is first
 * called. Without this file the command would do the same, only start more slowly.
 */

#include <dlfcn.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

/* The names under which Debian has had them; the functions used here have not changed between them. */
static const char *const xml2[] = {"libxml2.so.2", "libxml2.so.16", "libxml2.so", NULL};
static const char *const zip[] = {"libzip.so.4", "libzip.so.5", "libzip.so", NULL};

static void *real(const char *const *names, const char *function) {
  for (const char *const *name = names; *name; name++) {
    void *library = dlopen(*name, RTLD_LAZY | RTLD_LOCAL);
    void *found = library ? dlsym(library, function) : NULL;
    if (found) return found;
  }
  /* What the loader would say at the start. */
  fprintf(stderr, "gongkai: error while loading shared libraries: %s: cannot open it, or it lacks %s; "
          "on Debian: apt install libxml2 libzip4\n", names[0], function);
  exit(2);
}

#define LAZY(library, result, name, parameters, arguments)                            \
  result name parameters {                                                            \
    static result(*_Atomic function) parameters;                                      \
    if (!function) function = (result(*) parameters)real(library, #name);             \
    return function arguments;                                                        \
  }

LAZY(xml2, htmlDocPtr, htmlReadMemory, (const char *text, int size, const char *url, const char *encoding, int options), (text, size, url, encoding, options))
LAZY(xml2, xmlNodePtr, xmlDocGetRootElement, (const xmlDoc *document), (document))
LAZY(xml2, void, xmlFreeDoc, (xmlDocPtr document), (document))
LAZY(xml2, void, xmlFreeTextReader, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, long, xmlGetLineNo, (const xmlNode *node), (node))
LAZY(xml2, xmlChar *, xmlGetProp, (const xmlNode *node, const xmlChar *name), (node, name))
LAZY(xml2, xmlTextReaderPtr, xmlReaderForMemory, (const char *text, int size, const char *url, const char *encoding, int options), (text, size, url, encoding, options))
LAZY(xml2, const xmlChar *, xmlTextReaderConstLocalName, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, const xmlChar *, xmlTextReaderConstValue, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, int, xmlTextReaderGetParserLineNumber, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, int, xmlTextReaderIsEmptyElement, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, int, xmlTextReaderMoveToNextAttribute, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, int, xmlTextReaderNodeType, (xmlTextReaderPtr reader), (reader))
LAZY(xml2, int, xmlTextReaderRead, (xmlTextReaderPtr reader), (reader))

LAZY(zip, void, zip_discard, (zip_t *archive), (archive))
LAZY(zip, void, zip_error_init, (zip_error_t *error), (error))
LAZY(zip, const char *, zip_error_strerror, (zip_error_t *error), (error))
LAZY(zip, int, zip_fclose, (zip_file_t *file), (file))
LAZY(zip, zip_file_t *, zip_fopen_index, (zip_t *archive, zip_uint64_t index, zip_flags_t flags), (archive, index, flags))
LAZY(zip, zip_int64_t, zip_fread, (zip_file_t *file, void *bytes, zip_uint64_t count), (file, bytes, count))
LAZY(zip, zip_int64_t, zip_name_locate, (zip_t *archive, const char *name, zip_flags_t flags), (archive, name, flags))
LAZY(zip, zip_t *, zip_open_from_source, (zip_source_t *source, int flags, zip_error_t *error), (source, flags, error))
LAZY(zip, zip_source_t *, zip_source_buffer_create, (const void *bytes, zip_uint64_t count, int frees, zip_error_t *error), (bytes, count, frees, error))
LAZY(zip, int, zip_stat_index, (zip_t *archive, zip_uint64_t index, zip_flags_t flags, zip_stat_t *status), (archive, index, flags, status))

/* What is used of libzip. */
#pragma once

#include "lazy.h"
#include <zip.h>

#define ZIP_FUNCTIONS(F) \
  F(int, zip_close, (zip_t *archive), (archive)) \
  F(void, zip_discard, (zip_t *archive), (archive)) \
  F(void, zip_error_init, (zip_error_t *error), (error)) \
  F(const char *, zip_error_strerror, (zip_error_t *error), (error)) \
  F(zip_int64_t, zip_file_add, (zip_t *archive, const char *name, zip_source_t *source, zip_flags_t flags), (archive, name, source, flags)) \
  F(int, zip_file_set_dostime, (zip_t *archive, zip_uint64_t index, zip_uint16_t time, zip_uint16_t date, zip_flags_t flags), (archive, index, time, date, flags)) \
  F(int, zip_fclose, (zip_file_t *file), (file)) \
  F(zip_file_t *, zip_fopen_index, (zip_t *archive, zip_uint64_t index, zip_flags_t flags), (archive, index, flags)) \
  F(zip_int64_t, zip_fread, (zip_file_t *file, void *bytes, zip_uint64_t count), (file, bytes, count)) \
  F(const char *, zip_get_name, (zip_t *archive, zip_uint64_t index, zip_flags_t flags), (archive, index, flags)) \
  F(zip_int64_t, zip_get_num_entries, (zip_t *archive, zip_flags_t flags), (archive, flags)) \
  F(zip_int64_t, zip_name_locate, (zip_t *archive, const char *name, zip_flags_t flags), (archive, name, flags)) \
  F(zip_t *, zip_open_from_source, (zip_source_t *source, int flags, zip_error_t *error), (source, flags, error)) \
  F(zip_source_t *, zip_source_buffer, (zip_t *archive, const void *bytes, zip_uint64_t count, int frees), (archive, bytes, count, frees)) \
  F(int, zip_source_close, (zip_source_t *source), (source)) \
  F(void, zip_source_free, (zip_source_t *source), (source)) \
  F(void, zip_source_keep, (zip_source_t *source), (source)) \
  F(int, zip_source_open, (zip_source_t *source), (source)) \
  F(zip_int64_t, zip_source_read, (zip_source_t *source, void *bytes, zip_uint64_t count), (source, bytes, count)) \
  F(int, zip_source_stat, (zip_source_t *source, zip_stat_t *status), (source, status)) \
  F(zip_source_t *, zip_source_buffer_create, (const void *bytes, zip_uint64_t count, int frees, zip_error_t *error), (bytes, count, frees, error)) \
  F(int, zip_stat_index, (zip_t *archive, zip_uint64_t index, zip_flags_t flags, zip_stat_t *status), (archive, index, flags, status))

ZIP_FUNCTIONS(LAZY_FUNCTION)

/* Opens the library and finds every function; whether that went well. Once it has, the functions above may be called. */
bool lazy_open_zip(void);

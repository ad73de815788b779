/* What is used of SQLite. */
#pragma once

#include "lazy.h"
#include <sqlite3.h>

#define SQLITE_FUNCTIONS(F) \
  F(int, sqlite3_bind_double, (sqlite3_stmt *statement, int index, double value), (statement, index, value)) \
  F(int, sqlite3_bind_int64, (sqlite3_stmt *statement, int index, sqlite3_int64 value), (statement, index, value)) \
  F(int, sqlite3_bind_null, (sqlite3_stmt *statement, int index), (statement, index)) \
  F(int, sqlite3_bind_text64, (sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count, void (*destroy)(void *), unsigned char encoding), (statement, index, text, count, destroy, encoding)) \
  F(int, sqlite3_close_v2, (sqlite3 *database), (database)) \
  F(int, sqlite3_column_bytes, (sqlite3_stmt *statement, int index), (statement, index)) \
  F(double, sqlite3_column_double, (sqlite3_stmt *statement, int index), (statement, index)) \
  F(sqlite3_int64, sqlite3_column_int64, (sqlite3_stmt *statement, int index), (statement, index)) \
  F(const unsigned char *, sqlite3_column_text, (sqlite3_stmt *statement, int index), (statement, index)) \
  F(int, sqlite3_column_type, (sqlite3_stmt *statement, int index), (statement, index)) \
  F(const char *, sqlite3_errmsg, (sqlite3 *database), (database)) \
  F(int, sqlite3_finalize, (sqlite3_stmt *statement), (statement)) \
  F(sqlite3_int64, sqlite3_last_insert_rowid, (sqlite3 *database), (database)) \
  F(int, sqlite3_limit, (sqlite3 *database, int id, int limit), (database, id, limit)) \
  F(int, sqlite3_open_v2, (const char *name, sqlite3 **database, int flags, const char *system), (name, database, flags, system)) \
  F(int, sqlite3_prepare_v2, (sqlite3 *database, const char *text, int count, sqlite3_stmt **statement, const char **rest), (database, text, count, statement, rest)) \
  F(int, sqlite3_reset, (sqlite3_stmt *statement), (statement)) \
  F(int, sqlite3_step, (sqlite3_stmt *statement), (statement))

SQLITE_FUNCTIONS(LAZY_FUNCTION)

/* Opens the library and finds every function; whether that went well. Once it has, the functions above may be called. */
bool lazy_open_sqlite(void);

/* What is used of libxlsxwriter. */
#pragma once

#include "lazy.h"
#include <xlsxwriter.h>

#define XLSXWRITER_FUNCTIONS(F) \
  F(lxw_chart_series *, chart_add_series, (lxw_chart *chart, const char *categories, const char *values), (chart, categories, values)) \
  F(void, chart_legend_set_position, (lxw_chart *chart, uint8_t position), (chart, position)) \
  F(void, chart_series_set_labels, (lxw_chart_series *series), (series)) \
  F(void, chart_series_set_name, (lxw_chart_series *series, const char *name), (series, name)) \
  F(void, chart_title_set_name, (lxw_chart *chart, const char *name), (chart, name)) \
  F(void, format_set_align, (lxw_format *format, uint8_t alignment), (format, alignment)) \
  F(void, format_set_bg_color, (lxw_format *format, lxw_color_t color), (format, color)) \
  F(void, format_set_bold, (lxw_format *format), (format)) \
  F(void, format_set_border, (lxw_format *format, uint8_t style), (format, style)) \
  F(void, format_set_fg_color, (lxw_format *format, lxw_color_t color), (format, color)) \
  F(void, format_set_font_charset, (lxw_format *format, uint8_t value), (format, value)) \
  F(void, format_set_font_color, (lxw_format *format, lxw_color_t color), (format, color)) \
  F(void, format_set_font_family, (lxw_format *format, uint8_t value), (format, value)) \
  F(void, format_set_font_name, (lxw_format *format, const char *font_name), (format, font_name)) \
  F(void, format_set_font_size, (lxw_format *format, double size), (format, size)) \
  F(void, format_set_italic, (lxw_format *format), (format)) \
  F(void, format_set_num_format, (lxw_format *format, const char *num_format), (format, num_format)) \
  F(void, format_set_pattern, (lxw_format *format, uint8_t index), (format, index)) \
  F(void, format_set_shrink, (lxw_format *format), (format)) \
  F(void, format_set_text_wrap, (lxw_format *format), (format)) \
  F(char *, lxw_strerror, (lxw_error error_num), (error_num)) \
  F(void, lxw_workbook_free, (lxw_workbook *workbook), (workbook)) \
  F(lxw_chart *, workbook_add_chart, (lxw_workbook *workbook, uint8_t chart_type), (workbook, chart_type)) \
  F(lxw_format *, workbook_add_format, (lxw_workbook *workbook), (workbook)) \
  F(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook *workbook, const char *sheetname), (workbook, sheetname)) \
  F(lxw_error, workbook_close, (lxw_workbook *workbook), (workbook)) \
  F(lxw_error, workbook_define_name, (lxw_workbook *workbook, const char *name, const char *formula), (workbook, name, formula)) \
  F(lxw_workbook *, workbook_new_opt, (const char *filename, lxw_workbook_options *options), (filename, options)) \
  F(lxw_error, workbook_set_custom_property_integer, (lxw_workbook *workbook, const char *name, int32_t value), (workbook, name, value)) \
  F(lxw_error, workbook_set_custom_property_string, (lxw_workbook *workbook, const char *name, const char *value), (workbook, name, value)) \
  F(lxw_error, workbook_set_properties, (lxw_workbook *workbook, lxw_doc_properties *properties), (workbook, properties)) \
  F(lxw_error, worksheet_autofilter, (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col), (worksheet, first_row, first_col, last_row, last_col)) \
  F(void, worksheet_center_horizontally, (lxw_worksheet *worksheet), (worksheet)) \
  F(lxw_error, worksheet_conditional_format_range, (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col, lxw_conditional_format *conditional_format), (worksheet, first_row, first_col, last_row, last_col, conditional_format)) \
  F(lxw_error, worksheet_data_validation_range, (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col, lxw_data_validation *validation), (worksheet, first_row, first_col, last_row, last_col, validation)) \
  F(void, worksheet_fit_to_pages, (lxw_worksheet *worksheet, uint16_t width, uint16_t height), (worksheet, width, height)) \
  F(void, worksheet_freeze_panes, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col), (worksheet, row, col)) \
  F(lxw_error, worksheet_insert_chart_opt, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, lxw_chart *chart, lxw_chart_options *user_options), (worksheet, row, col, chart, user_options)) \
  F(lxw_error, worksheet_merge_range, (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col, const char *string, lxw_format *format), (worksheet, first_row, first_col, last_row, last_col, string, format)) \
  F(lxw_error, worksheet_print_area, (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col), (worksheet, first_row, first_col, last_row, last_col)) \
  F(lxw_error, worksheet_repeat_columns, (lxw_worksheet *worksheet, lxw_col_t first_col, lxw_col_t last_col), (worksheet, first_col, last_col)) \
  F(lxw_error, worksheet_repeat_rows, (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_row_t last_row), (worksheet, first_row, last_row)) \
  F(void, worksheet_protect, (lxw_worksheet *worksheet, const char *password, lxw_protection *options), (worksheet, password, options)) \
  F(lxw_error, worksheet_set_column, (lxw_worksheet *worksheet, lxw_col_t first_col, lxw_col_t last_col, double width, lxw_format *format), (worksheet, first_col, last_col, width, format)) \
  F(void, worksheet_set_comments_author, (lxw_worksheet *worksheet, const char *author), (worksheet, author)) \
  F(void, worksheet_set_default_row, (lxw_worksheet *worksheet, double height, uint8_t hide_unused_rows), (worksheet, height, hide_unused_rows)) \
  F(lxw_error, worksheet_set_footer, (lxw_worksheet *worksheet, const char *string), (worksheet, string)) \
  F(lxw_error, worksheet_set_header, (lxw_worksheet *worksheet, const char *string), (worksheet, string)) \
  F(lxw_error, worksheet_set_h_pagebreaks, (lxw_worksheet *worksheet, lxw_row_t breaks[]), (worksheet, breaks)) \
  F(void, worksheet_set_landscape, (lxw_worksheet *worksheet), (worksheet)) \
  F(void, worksheet_set_margins, (lxw_worksheet *worksheet, double left, double right, double top, double bottom), (worksheet, left, right, top, bottom)) \
  F(void, worksheet_set_paper, (lxw_worksheet *worksheet, uint8_t paper_type), (worksheet, paper_type)) \
  F(lxw_error, worksheet_set_row, (lxw_worksheet *worksheet, lxw_row_t row, double height, lxw_format *format), (worksheet, row, height, format)) \
  F(lxw_error, worksheet_write_blank, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, lxw_format *format), (worksheet, row, col, format)) \
  F(lxw_error, worksheet_write_comment_opt, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *string, lxw_comment_options *options), (worksheet, row, col, string, options)) \
  F(lxw_error, worksheet_write_formula_num, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *formula, lxw_format *format, double result), (worksheet, row, col, formula, format, result)) \
  F(lxw_error, worksheet_write_formula_str, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *formula, lxw_format *format, const char *result), (worksheet, row, col, formula, format, result)) \
  F(lxw_error, worksheet_write_number, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, double number, lxw_format *format), (worksheet, row, col, number, format)) \
  F(lxw_error, worksheet_write_string, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *string, lxw_format *format), (worksheet, row, col, string, format)) \
  F(lxw_error, worksheet_write_url_opt, (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *url, lxw_format *format, const char *string, const char *tooltip), (worksheet, row, col, url, format, string, tooltip))

XLSXWRITER_FUNCTIONS(LAZY_FUNCTION)

/* Opens the library and finds every function; whether that went well. Once it has, the functions above may be called. */
bool lazy_open_xlsxwriter(void);

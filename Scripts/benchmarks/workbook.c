/* Writes a workbook with libxlsxwriter from cells that are compiled in: as little as can be done for the same contents. */

#include <xlsxwriter.h>

#include "cells.h"

int main(int count, char **arguments) {
  if (count != 2) return 2;
  lxw_workbook *book = workbook_new(arguments[1]);
  lxw_format *border = workbook_add_format(book);
  format_set_border(border, LXW_BORDER_THIN);
  format_set_align(border, LXW_ALIGN_CENTER);
  format_set_align(border, LXW_ALIGN_VERTICAL_CENTER);
  format_set_text_wrap(border);
  for (size_t s = 0; s < sizeof sheets / sizeof *sheets; s++) {
    lxw_worksheet *page = workbook_add_worksheet(book, sheets[s].name);
    for (int m = 0; m < sheets[s].merge_count; m++) {
      const struct merge *merge = &sheets[s].merges[m];
      worksheet_merge_range(page, merge->top, merge->left, merge->bottom, merge->right, "", border);
    }
    for (int c = 0; c < sheets[s].cell_count; c++) {
      const struct cell *cell = &sheets[s].cells[c];
      if (!cell->text) worksheet_write_number(page, cell->row, cell->column, cell->number, border);
      else if (!*cell->text) worksheet_write_blank(page, cell->row, cell->column, border);
      else if (*cell->text == '=') worksheet_write_formula(page, cell->row, cell->column, cell->text, border);
      else worksheet_write_string(page, cell->row, cell->column, cell->text, border);
    }
  }
  for (size_t n = 0; n < sizeof names / sizeof *names; n++) workbook_define_name(book, names[n].name, names[n].formula);
  return workbook_close(book);
}

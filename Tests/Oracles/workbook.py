"""Looks at workbooks through openpyxl and LibreOffice, independently of gongkai.

    workbook.py names FILE          the value behind every defined name of one cell, as JSON
    workbook.py recalculate FILE [NAME=VALUE ...]
                                    every formula: cached value, and what LibreOffice makes of it after the edits, as JSON
    workbook.py conditions FILE [NAME=VALUE ...]
                                    every cell whose look hangs on a formula: the colours that LibreOffice gives it after the edits, as JSON
    workbook.py fill FILE OUT PLACE=VALUE ...
                                    a copy with values in named cells, or in cells as SHEET!A1, saved by openpyxl and then by LibreOffice
    workbook.py looks FILE          sheets, merged cells, validations, comments, print set-up, text cells, as JSON
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl


def place(book, name):
    """The sheet and cell behind a defined name, None for a name of several cells."""
    destinations = list(book.defined_names[name].destinations)
    if len(destinations) != 1 or ":" in destinations[0][1]:
        return None
    sheet, reference = destinations[0]
    return book[sheet][reference.replace("$", "")]


def names(path):
    book = openpyxl.load_workbook(path, data_only=True)
    cells = {name: place(book, name) for name in book.defined_names}
    return {name: cell.value for name, cell in cells.items() if cell is not None}


def recalculate(path, edits):
    formulas = openpyxl.load_workbook(path)
    cached = openpyxl.load_workbook(path, data_only=True)
    for edit in edits:
        name, value = edit.split("=")
        place(formulas, name).value = json.loads(value) if value else None
    with tempfile.TemporaryDirectory() as folder:
        # openpyxl keeps no cached values, so whatever comes back was calculated by LibreOffice.
        bare = Path(folder) / "bare.xlsx"
        formulas.save(bare)
        profile = Path(folder) / "profile"
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
             "--outdir", f"{folder}/out", str(bare)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
        fresh = openpyxl.load_workbook(f"{folder}/out/bare.xlsx", data_only=True)
        result = []
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        result.append({
                            "sheet": sheet.title, "cell": cell.coordinate, "formula": cell.value,
                            "cached": cached[sheet.title][cell.coordinate].value,
                            "fresh": fresh[sheet.title][cell.coordinate].value})
    return result


def conditions(path, edits):
    book = openpyxl.load_workbook(path)
    for edit in edits:
        name, value = edit.split("=")
        place(book, name).value = json.loads(value) if value else None
    # Each formula in a cell of its own, far from the table.
    rules = []
    for sheet in book:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.type == "expression":
                    formula = "=" + rule.formula[0]
                    font, fill = rule.dxf.font, rule.dxf.fill
                    colour = "red" if font is not None and font.color is not None else "orange"
                    cell = sheet.cell(row=500 + len(rules), column=1, value=formula)
                    rules.append((sheet.title, str(area.sqref), colour, cell.coordinate))
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.xlsx"
        book.save(bare)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/out", str(bare)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
        fresh = openpyxl.load_workbook(f"{folder}/out/bare.xlsx", data_only=True)
        return [f"{colour} {area}" for sheet, area, colour, cell in rules if fresh[sheet][cell].value is True]


def fill(path, out, edits):
    book = openpyxl.load_workbook(path)
    for edit in edits:
        name, value = edit.split("=", 1)
        sheet, mark, reference = name.rpartition("!")
        (book[sheet][reference] if mark else place(book, name)).value = json.loads(value)
    book.save(out)
    folder = Path(out).parent / "libreoffice"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder), out],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    return str(folder / Path(out).name)


def looks(path):
    book = openpyxl.load_workbook(path)
    sheets = []
    for sheet in book:
        sheets.append({
            "name": sheet.title,
            "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
            "validations": [
                {"type": rule.type, "area": str(rule.sqref), "minimum": rule.formula1, "message": rule.error}
                for rule in sheet.data_validations.dataValidation],
            "comments": {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
            "fonts": sorted({cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}),
            "texts": {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "s"},
            "red": [cell.coordinate for row in sheet.iter_rows() for cell in row
                    if cell.font.color is not None and cell.font.color.rgb == "FFC00000"],
            "shaded": [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFD9D9D9"],
            "paper": sheet.page_setup.paperSize,
            "fit": [sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight],
            "protected": bool(sheet.protection.sheet), "landscape": sheet.page_setup.orientation == "landscape",
            "links": {cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink},
            "heights": {number: size.height for number, size in sheet.row_dimensions.items() if size.height is not None},
            "area": sheet.print_area, "repeated": sheet.print_title_rows, "frozen": sheet.freeze_panes,
            "header": sheet.oddHeader.center.text, "footer": sheet.oddFooter.center.text,
            "filter": sheet.auto_filter.ref,
            "charts": len(sheet._charts), "kinds": [type(chart).__name__ for chart in sheet._charts],
        })
    properties = book.properties
    return {
        "sheets": sheets, "title": properties.title, "author": properties.creator,
        "custom": {item.name: item.value for item in book.custom_doc_props.props},
        "names": {name: book.defined_names[name].attr_text for name in book.defined_names}}


if __name__ == "__main__":
    command, path, *rest = sys.argv[1:]
    result = {"names": lambda: names(path), "recalculate": lambda: recalculate(path, rest), "looks": lambda: looks(path),
              "fill": lambda: fill(path, rest[0], rest[1:]), "conditions": lambda: conditions(path, rest)}[command]()
    json.dump(result, sys.stdout, ensure_ascii=False)

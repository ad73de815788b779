"""What gongkai is measured against, each as a short script would do it: peers.py NAME ARGUMENT..."""

import html
import json
import sys
from pathlib import Path

KEY = ["agency", "table", "row", "column"]


def xlsxwriter(source, target):
    import xlsxwriter

    contents = json.load(open(source))
    book = xlsxwriter.Workbook(target)
    border = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    for sheet in contents["sheets"]:
        page = book.add_worksheet(sheet["name"])
        for column, width in sheet["widths"]:
            page.set_column(column, column, width)
        for area in sheet["merges"]:
            page.merge_range(*area, "", border)
        for row, column, value in sheet["cells"]:
            page.write(row, column, value, border)
    for name, formula in contents["names"]:
        book.define_name(name, "=" + formula)
    book.close()


def openpyxl(source, target):
    import openpyxl
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.workbook.defined_name import DefinedName

    contents = json.load(open(source))
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    border, centre = Border(side, side, side, side), Alignment("center", "center", wrap_text=True)
    for sheet in contents["sheets"]:
        page = book.create_sheet(sheet["name"])
        for row, column, value in sheet["cells"]:
            cell = page.cell(row + 1, column + 1, value)
            cell.border = border
            cell.alignment = centre
        for top, left, bottom, right in sheet["merges"]:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for name, formula in contents["names"]:
        book.defined_names[name] = DefinedName(name, attr_text=formula)
    book.save(target)


def split(texts, target):
    """Not a reader of reports: only the work of splitting the lines and writing what looks like a figure."""
    import csv

    with open(target, "w", newline="") as file:
        writer = csv.writer(file)
        for path in sorted(Path(texts).iterdir()):
            for line in path.read_text().splitlines():
                cells = line.split("\t")
                writer.writerows([path.stem, cells[0], number, cell] for number, cell in enumerate(cells[1:]) if cell.isdigit())


def duckdb(old, new, target):
    import duckdb

    # A panel without labels has none to carry along.
    label = ", coalesce(n.label, o.label) AS label" if "label" in open(old, encoding="utf-8").readline() else ""
    duckdb.sql(f"""COPY (SELECT coalesce(o.agency, n.agency) AS agency, coalesce(o."table", n."table") AS "table", coalesce(o.row, n.row) AS row,
      coalesce(o."column", n."column") AS "column"{label}, o.value AS old, n.value AS new, n.value - o.value AS delta,
      round((n.value - o.value) * 100.0 / nullif(o.value, 0), 2) AS percent
      FROM read_csv('{old}') o FULL OUTER JOIN read_csv('{new}') n
      ON o.agency = n.agency AND o."table" = n."table" AND o.row = n.row AND o."column" = n."column"
      WHERE o.value IS DISTINCT FROM n.value) TO '{target}' (HEADER)""")


def polars(old, new, target):
    import polars as pl

    joined = pl.scan_csv(old).join(pl.scan_csv(new), on=KEY, how="full", coalesce=True)
    changed = joined.filter(pl.col("value").ne_missing(pl.col("value_right")))
    delta = (pl.col("value_right") - pl.col("value")).alias("delta")
    percent = ((pl.col("value_right") - pl.col("value")) * 100 / pl.col("value")).round(2).alias("percent")
    changed.select(*KEY, "label", "value", pl.col("value_right").alias("new"), delta, percent).collect().write_csv(target)


def pandas(old, new, target):
    import pandas as pd

    joined = pd.read_csv(old).merge(pd.read_csv(new), on=KEY, how="outer", suffixes=("", "_new"))
    changed = joined[joined["value"] != joined["value_new"]].copy()
    changed["delta"] = changed["value_new"] - changed["value"]
    changed["percent"] = (changed["delta"] * 100 / changed["value"]).round(2)
    changed[KEY + ["label", "value", "value_new", "delta", "percent"]].to_csv(target, index=False)


def csv_diff(old, new, target):
    from csv_diff import compare

    def load(path):
        import csv

        rows = csv.DictReader(open(path, encoding="utf-8"))
        return {"/".join(row[name] for name in KEY): {name: row[name] for name in KEY + ["value"]} for row in rows}

    json.dump(compare(load(old), load(new)), open(target, "w"))


def daff(old, new, target):
    import csv

    import daff

    tables = [daff.PythonTableView(list(csv.reader(open(path, encoding="utf-8")))) for path in (old, new)]
    flags = daff.CompareFlags()
    for name in KEY:
        flags.addPrimaryKey(name)
    flags.ignoreColumn("year")
    result = daff.PythonTableView([])
    daff.TableDiff(daff.Coopy.compareTables(*tables, flags).align(), flags).hilite(result)
    csv.writer(open(target, "w")).writerows(result.data)


def read_html(folder):
    import pandas as pd

    for path in sorted(Path(folder).iterdir()):
        pd.read_html(path)


def read_xlsx(folder):
    import openpyxl

    for path in sorted(Path(folder).iterdir()):
        for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass


def read_docx(folder):
    import docx

    for path in sorted(Path(folder).iterdir()):
        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                [cell.text for cell in row.cells]


SHARE = """SELECT agency, year, sum(CASE WHEN row IN ('granted', 'partial') THEN value END) AS numerator,
  sum(CASE WHEN row = 'total' THEN value END) AS denominator FROM read_csv('{}') WHERE "table" = 'requests' AND "column" = 'total'
  GROUP BY agency, year"""


def archive_duckdb(source, target):
    import duckdb

    duckdb.connect(target).execute(f"CREATE TABLE cells AS SELECT * FROM read_csv('{source}')")


def archive_pandas(source, target):
    import sqlite3

    import pandas as pd

    connection = sqlite3.connect(target)
    for piece in pd.read_csv(source, chunksize=1_000_000):
        piece.to_sql("cells", connection, if_exists="append", index=False)
    connection.commit()


def rank_duckdb(source, target):
    import duckdb

    duckdb.sql(f"""COPY (SELECT *, round(100.0 * numerator / denominator, 2) AS percent, rank() OVER (ORDER BY percent DESC) AS place
      FROM ({SHARE.format(source)}) WHERE denominator >= 10 ORDER BY percent DESC) TO '{target}' (HEADER)""")


def rank_pandas(source, target):
    import pandas as pd

    cells = pd.read_csv(source, usecols=KEY + ["year", "value"])
    cells = cells[(cells["table"] == "requests") & (cells["column"] == "total")]
    rows = cells.pivot_table(index=["agency", "year"], columns="row", values="value", aggfunc="sum")
    rows = rows[rows["total"] >= 10]
    percent = (100 * (rows["granted"] + rows["partial"]) / rows["total"]).round(2)
    percent.sort_values(ascending=False).to_csv(target)


def copied(texts, target):
    """Sentences that stand in 2 to 100 files, without digits and what is no letter."""
    import re

    holders = {}
    for path in sorted(Path(texts).iterdir()):
        seen = {re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", sentence) for sentence in re.split("[。；！？\n]", path.read_text(encoding="utf-8"))}
        for sentence in seen:
            if len(sentence) >= 24:
                holders.setdefault(hash(sentence), []).append(path.name)
    with open(target, "w", encoding="utf-8") as file:
        file.writelines(",".join(names) + "\n" for names in holders.values() if 2 <= len(names) <= 100)


# What stands in an overview: figures, and shares of what was answered and received.
COLUMNS = {"new": ("new", "total"), "answered": ("total", "total"), "carried_out": ("carried_out", "total"), "granted": ("granted", "total"),
           "partial": ("partial", "total"), "natural": ("new", "natural"), "business": ("new", "business")}


def page(lines, target):
    with open(target, "w", encoding="utf-8") as file:
        file.write("<!DOCTYPE html><meta charset=utf-8><table>")
        file.writelines("<tr>" + "".join(f"<td>{html.escape(str(cell))}" for cell in line) for line in lines)


def overview_duckdb(source, target):
    import duckdb

    figures = ", ".join(f"""sum(value) FILTER ("row" = '{row}' AND "column" = '{column}') AS {name}""" for name, (row, column) in COLUMNS.items())
    page(duckdb.sql(f"""SELECT *, round(100.0 * (granted + "partial") / answered, 2), round(100.0 * natural_ / new, 2) FROM (
      SELECT agency, year, {figures.replace("AS natural", "AS natural_").replace("AS partial", 'AS "partial"')} FROM read_csv('{source}') WHERE "table" = 'requests' GROUP BY ALL) ORDER BY agency""").fetchall(), target)


def overview_pandas(source, target):
    import pandas as pd

    cells = pd.read_csv(source, usecols=KEY + ["year", "value"])
    cells = cells[cells["table"] == "requests"]
    cells["cell"] = cells["row"] + "/" + cells["column"]
    rows = cells[cells["cell"].isin({f"{row}/{column}" for row, column in COLUMNS.values()})].pivot_table(index=["agency", "year"], columns="cell", values="value", aggfunc="sum")
    rows["granted_share"] = (100 * (rows["granted/total"] + rows["partial/total"]) / rows["total/total"]).round(2)
    rows["natural_share"] = (100 * rows["new/natural"] / rows["new/total"]).round(2)
    page(rows.reset_index().itertuples(index=False), target)


globals()[sys.argv[1]](*sys.argv[2:])

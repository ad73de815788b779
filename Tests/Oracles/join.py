"""The difference of two tidy CSV files as SQLite's join sees it, in the columns of gongkai's comparison CSV.

    join.py OLD NEW     with every cell, as CSV, sorted
"""

import csv
import sqlite3
import sys
from decimal import ROUND_HALF_UP, Decimal

base = sqlite3.connect(":memory:")
for side, path in (("old", sys.argv[1]), ("new", sys.argv[2])):
    base.execute(f'create table {side} (agency, year, form, "table", "row", "column", label, value, state)')
    with open(path, encoding="utf-8-sig", newline="") as file:
        base.executemany(f"insert into {side} values (?,?,?,?,?,?,?,?,?)", list(csv.reader(file))[1:])
key = 'o.agency = n.agency and o."table" = n."table" and o."row" = n."row" and o."column" = n."column"'
columns = 'coalesce(o.agency, n.agency), coalesce(o."table", n."table"), coalesce(o."row", n."row"), coalesce(o."column", n."column"), o.value, n.value'
rows = base.execute(
    f"select {columns} from old o left join new n on {key} union all select {columns} from new n left join old o on {key} where o.agency is null")
for agency, table, row, column, old, new in sorted(rows, key=lambda r: r[:4]):
    old, new = old or None, new or None
    delta = percent = ""
    if old is not None and new is not None:
        difference = Decimal(new) - Decimal(old)
        delta = f"{difference.normalize():f}" if difference else "0"
        # A column of changes, and a negative figure, have no percentage.
        if Decimal(old) > 0 and column != "change":
            share = (difference * 100 / abs(Decimal(old))).quantize(Decimal("0.01"), ROUND_HALF_UP)
            percent = f"{share:.2f}" if share else "0.00"
    change = ("same" if old is None and new is None else "added" if old is None else "removed" if new is None
              else "same" if Decimal(old) == Decimal(new) else "changed")
    print(",".join([agency, table, row, column, old or "", new or "", delta, percent, change]))

"""Panels of invented reports, and what they say, worked out independently of gongkai.

    panel.py make TEMPLATE COUNT YEARS SEED     reports of COUNT agencies over YEARS (2021,2022), as tidy CSV; TEMPLATE is a blank one
    panel.py rank FILE RATE                     the order by a rate, as JSON
    panel.py archive FILE ARCHIVE               whether figures and rates of an archive are those of SQL over the CSV, and whether it is sound, as JSON
    panel.py outliers FILE RATE                 who is far from the peers of the year, or from the own years, as JSON
"""

import csv
import json
import random
import sqlite3
import statistics
import sys
from fractions import Fraction

OUTCOMES = ["upheld", "corrected", "other", "pending"]
GROUPS = ["review", "direct", "after_review"]

SHARES = {
    "granted_share": ([("requests", "granted", "total"), ("requests", "partial", "total")], [("requests", "total", "total")], 10),
    "review_corrected": ([("proceedings", "review", "corrected")], [("proceedings", "review", o) for o in OUTCOMES[:3]], 5),
    "court_corrected": ([("proceedings", g, "corrected") for g in GROUPS[1:]], [("proceedings", g, o) for g in GROUPS[1:] for o in OUTCOMES[:3]], 5),
    "natural_share": ([("requests", "new", "natural")], [("requests", "new", "total")], 10),
}


def make(template, count, years, seed):
    rng = random.Random(seed)
    cells = [(line["table"], line["row"], line["column"]) for line in csv.DictReader(open(template, encoding="utf-8"))]
    rows = list(dict.fromkeys(row for table, row, _ in cells if table == "requests"))
    results = [row for row in rows if row not in ("new", "carried_in", "total", "carried_out")]
    columns = ["natural", "business", "research", "charity", "legal", "other"]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["agency", "year", "form", "table", "row", "column", "label", "value", "state"])
    for number in range(count):
        for year in years:
            value = {}
            for column in columns:
                for row in results:
                    many = column in ("natural", "business")
                    value["requests", row, column] = rng.randint(0, 12 if many else 1)
                total = sum(value["requests", row, column] for row in results)
                left, carried = rng.randint(0, 3), rng.randint(0, 3)
                value["requests", "total", column], value["requests", "carried_out", column] = total, left
                value["requests", "carried_in", column] = min(carried, total + left)
                value["requests", "new", column] = total + left - value["requests", "carried_in", column]
            for row in rows:
                value["requests", row, "total"] = sum(value["requests", row, column] for column in columns)
            for group in GROUPS:
                for outcome in OUTCOMES:
                    value["proceedings", group, outcome] = rng.randint(0, 9 if number != 3 else 1)
                if number == 5 and year == years[-1] and group == "review":
                    value["proceedings", group, "corrected"] = 400
                value["proceedings", group, "total"] = sum(value["proceedings", group, outcome] for outcome in OUTCOMES)
            for table, row, column in cells:
                figure = value.get((table, row, column))
                figure = rng.randint(0, 50) if figure is None else figure
                out.writerow([f"示例市第{number + 1}区人民政府", year, "2021", table, row, column, "", figure, "stated"])


def reports(path):
    found = {}
    for line in csv.DictReader(open(path, encoding="utf-8")):
        if line["value"]:
            key = line["agency"], line["year"]
            found.setdefault(key, {})[line["table"], line["row"], line["column"]] = Fraction(line["value"])
    return found


def hundredths(share):
    """In hundredths of a percent, rounded half away from zero."""
    scaled = share * 10000
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return whole if scaled >= 0 else -whole


def values(path, rate):
    found = reports(path)
    result = {}
    for (agency, year), cells in found.items():
        if rate == "new_growth":
            last = found.get((agency, str(int(year) - 1)))
            if not last:
                continue
            below, above, least = last["requests", "new", "total"], cells["requests", "new", "total"] - last["requests", "new", "total"], 10
        else:
            above, below, least = SHARES[rate]
            above, below = sum(cells[c] for c in above), sum(cells[c] for c in below)
        if below >= least:
            result[agency, year] = Fraction(above) / Fraction(below)
    return result


def spread(numbers, least):
    if len(numbers) < least:
        return None
    middle = statistics.median(numbers)
    return middle, statistics.median([abs(n - middle) for n in numbers])


def outliers(path, rate):
    found = values(path, rate)
    told = []
    for (agency, year), own in found.items():
        for against, numbers, least in [
            ("peers", [v for (_, y), v in found.items() if y == year], 8),
            ("own", [v for (a, y), v in found.items() if a == agency and y != year], 4),
        ]:
            told_of = spread(numbers, least)
            if told_of and told_of[1] > 0 and abs(own - told_of[0]) > told_of[1] * Fraction(35000, 6745):
                told.append([agency, year, against, hundredths(own) / 100, hundredths(told_of[0]) / 100])
    return told


def archive(path, file):
    """The figures and some rates by SQL over nothing but the CSV, beside those of the archive's views."""
    plain = sqlite3.connect(":memory:")
    plain.execute('create table t(agency, year, form, "table", "row", "column", label, value, state)')
    with open(path, encoding="utf-8") as lines:
        plain.executemany("insert into t values (?,?,?,?,?,?,?,?,?)", list(csv.reader(lines))[1:])
    plain.execute("update t set value = value + 0 where value <> ''")
    plain.execute('create index i on t(agency, "table", "row", "column")')
    key = 'agency, cast(year as integer), "table", "row", "column"'
    own = sqlite3.connect(file)
    figures = set(plain.execute(f"select {key}, value from t where value <> ''").fetchall())
    stored = set(own.execute('select agency, year, "table", "row", "column", value from cells').fetchall())
    share = """select agency, cast(year as integer), round(100.0 * sum(case when "row" in ('granted', 'partial') then value end)
        / sum(case when "row" = 'total' then value end), 2) from t where "table" = 'requests' and "column" = 'total' group by 1, 2"""
    growth = """select n.agency, n.year + 0, round(100.0 * (n.value - o.value) / o.value, 2) from t n join t o on o.agency = n.agency
        and o.year + 0 = n.year - 1 and o."row" = 'new' and o."column" = 'total' where n."row" = 'new' and n."column" = 'total'"""
    moves = """select n.agency, n.year + 0, n."table", n."row", n."column", n.value - o.value from t n join t o on o.agency = n.agency
        and o.year + 0 = n.year - 1 and o."table" = n."table" and o."row" = n."row" and o."column" = n."column" where n.value <> '' and o.value <> ''"""
    rates = "select agency, year, percent from rates where rate = ? and percent is not null"
    return {
        "sound": own.execute("pragma integrity_check").fetchone()[0], "figures": len(figures), "same": figures == stored,
        "share": set(plain.execute(share)) == set(own.execute(rates, ["granted_share"])),
        "growth": set(plain.execute(growth)) == set(own.execute(rates, ["new_growth"])),
        "moves": set(plain.execute(moves)) == set(own.execute(
            'select agency, new_year, "table", "row", "column", delta from year_on_year')),
        "reports": own.execute("select count(*) from reports").fetchone()[0]}


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "make":
        make(rest[0], int(rest[1]), [int(year) for year in rest[2].split(",")], int(rest[3]))
    elif command == "rank":
        found = values(*rest)
        order = sorted(found.values(), reverse=True)
        json.dump([[agency, year, hundredths(value) / 100, order.index(value) + 1] for (agency, year), value in sorted(found.items(), key=lambda e: -e[1])], sys.stdout)
    elif command == "archive":
        json.dump(archive(*rest), sys.stdout)
    else:
        json.dump(outliers(*rest), sys.stdout)

"""Measures gongkai side by side with its peers and prints tables. Called by Scripts/bench."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import inputs

here = Path(__file__).parent
gongkai = sys.argv[1]
chosen = set(sys.argv[2:])
folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
python = sys.executable


def compiled(source, name, *flags):
    target = folder / name
    subprocess.run(["cc", "-O2", "-o", str(target), str(source), *flags], check=True)
    return str(target)


runner = compiled(here / "run.c", "run")


def timed(command):
    """Seconds, and peak memory in MB."""
    outcome = subprocess.run([runner, *command], capture_output=True, text=True)
    # diff(1)'s 1 is no failure.
    if outcome.returncode not in (0, 1):
        sys.exit(f"failed with {outcome.returncode}: {command}")
    nanoseconds, kilobytes = map(int, outcome.stdout.split())
    return nanoseconds / 1e9, kilobytes / 1024


def side_by_side(title, commands, runs=9, rate=None):
    """Runs all commands in turn, several times; prints medians, ratios to the first, and peak memory."""
    times = {name: [] for name in commands}
    memory = dict.fromkeys(commands, 0)
    for _ in range(runs):
        for name, command in commands.items():
            seconds, peak = timed(command)
            times[name].append(seconds)
            memory[name] = max(memory[name], peak)
    base = statistics.median(times[next(iter(commands))])
    for name, values in times.items():
        median = statistics.median(values)
        extra = f"{rate(median)} | " if rate else ""
        shown = f"{median * 1000:.1f} ms" if median < 1 else f"{median:.2f} s"
        print(f"| {title} | {name} | {shown} | {median / base:.2f} | {extra}{memory[name]:.0f} MB |", flush=True)


def header(rate=None):
    extra = f" {rate} |" if rate else ""
    print(f"\n| what | with | median | ratio |{extra} peak memory |\n|---|---|---:|---:|" + ("---:|" if rate else "") + "---:|")


def wanted(name):
    return not chosen or name in chosen


def shell(command):
    return ["sh", "-c", command]


def startup():
    header()
    (folder / "empty.c").write_text("int main(void) { return 0; }\n")
    (folder / "main.swift").write_text("")
    empty = compiled(folder / "empty.c", "empty")
    linked = compiled(folder / "empty.c", "linked", "-Wl,--no-as-needed", "-lxlsxwriter")
    subprocess.run(["swiftc", "-O", "-static-stdlib", str(folder / "main.swift"), "-o", str(folder / "swift")], check=True)
    side_by_side("start-up", {
        "an empty C program": [empty], "gongkai --version": [gongkai, "--version"],
        "an empty C program that loads libxlsxwriter": [linked], "an empty Swift program": [str(folder / "swift")],
        "Python, nothing imported": [python, "-c", ""]}, runs=41)


def workbook():
    """One report, as published text, to a workbook; the peers write the same cells, which they have in memory already."""
    header()
    text = folder / "one.txt"
    inputs.text_reports(folder, 1)
    shutil.copy(folder / "texts" / "00000.txt", text)
    subprocess.run([gongkai, "convert", "-q", str(text), "-o", str(folder / "one.xlsx")], check=True)
    book = inputs.workbook_contents(folder / "one.xlsx")
    (folder / "one.json").write_text(json.dumps(book))
    (folder / "cells.h").write_text(inputs.c_arrays(book))
    peer = compiled(here / "workbook.c", "workbook", f"-I{folder}", "-lxlsxwriter")
    cells = sum(len(sheet["cells"]) for sheet in book["sheets"])
    side_by_side(f"one report to a workbook of {cells:,} cells", {
        "C with libxlsxwriter": [peer, str(folder / "c.xlsx")],
        "gongkai, reading the text": [gongkai, "convert", "-q", str(text), "-o", str(folder / "g.xlsx")],
        "XlsxWriter": [python, str(here / "peers.py"), "xlsxwriter", str(folder / "one.json"), str(folder / "p.xlsx")],
        "openpyxl": [python, str(here / "peers.py"), "openpyxl", str(folder / "one.json"), str(folder / "o.xlsx")],
    }, runs=15)


def many():
    """A thousand reports as text, to one CSV and to a thousand workbooks, on one core and on two."""
    count = 1000
    size = inputs.text_reports(folder, count)
    texts = folder / "texts"
    rate = lambda median: f"{count / median:,.0f} reports/s, {size / 1e6 / median:.0f} MB/s"
    header("rate")
    books = folder / "books"
    books.mkdir(exist_ok=True)
    for jobs in (1, 2):
        side_by_side(f"{count:,} reports as text ({size / 1e6:.0f} MB) to one CSV", {
            f"gongkai --jobs {jobs}": [gongkai, "convert", "-q", "--jobs", str(jobs), str(texts), "--to", "csv"]}, 9, rate)
    side_by_side(f"{count:,} reports as text to one CSV", {
        "Python splitting the same lines at tabs": [python, str(here / "peers.py"), "split", str(texts), str(folder / "split.csv")]}, 5, rate)
    for jobs in (1, 2):
        side_by_side(f"{count:,} reports as text to {count:,} workbooks", {
            f"gongkai --jobs {jobs}": [gongkai, "convert", "-q", "--jobs", str(jobs), str(texts), "-o", str(books)]}, 3, rate)


def growth():
    """From 10 to 10,000 reports: time for each report should stay the same."""
    print("\n| reports | to one CSV | a report | peak memory |\n|---:|---:|---:|---:|")
    base = statistics.median(timed([gongkai, "--version"])[0] for _ in range(9))
    for count in (10, 100, 1000, 10_000):
        inputs.text_reports(folder, count)
        results = [timed([gongkai, "convert", "-q", str(folder / "texts"), "--to", "csv"]) for _ in range(5)]
        median = statistics.median(seconds for seconds, _ in results)
        print(f"| {count:,} | {median * 1000:.0f} ms | {(median - base) / count * 1e6:.0f} µs | {max(m for _, m in results):.0f} MB |", flush=True)


def panels():
    """Two years of a province, 570,000 cells each, in three layouts; three figures in ten move."""
    out = folder / "out"
    out.mkdir(exist_ok=True)

    def peer(name, old, new):
        return [python, str(here / "peers.py"), name, str(old), str(new), str(out / f"{name}.csv")]

    def diff(old, new, name="gongkai"):
        return shell(f"'{gongkai}' diff '{old}' '{new}' --to csv > '{out}/{name}.csv'")

    for layout in inputs.LAYOUTS:
        header()
        old, new = inputs.panels(gongkai, folder, 2850, layout)
        commands = {"gongkai": diff(old, new), "DuckDB": peer("duckdb", old, new)}
        if layout == "gongkai's own":
            commands |= {"polars": peer("polars", old, new), "pandas": peer("pandas", old, new)}
        side_by_side(f"diff of two panels of 570,000 cells, {layout}", commands, 5)
        lines = {name: sum(1 for _ in open(out / f"{name.lower()}.csv")) for name in commands}
        print(f"\nLines written: {', '.join(f'{name} {count:,}' for name, count in lines.items())}.")
        if len(set(lines.values())) > 1:
            sys.exit("the outputs differ")
    header()
    old, new = inputs.panels(gongkai, folder, 50)
    side_by_side("diff of two panels of 10,000 cells", {
        "gongkai": diff(old, new), "csv-diff": peer("csv_diff", old, new), "daff": peer("daff", old, new)}, 3)


def province():
    """Reports of many agencies: into an archive, an overview, a ranking; the peers do the same from the CSV."""
    out = folder / "province"
    out.mkdir(exist_ok=True)

    def peer(name, source, target):
        return [python, str(here / "peers.py"), name, str(source), str(target)]

    for agencies, layout in ((20_000, "gongkai's own"), (2850, "quoted, CRLF, rows in any order")):
        header("rate")
        source = inputs.panels(gongkai, folder, agencies, layout)[1]
        rate = lambda median: f"{agencies / median:,.0f} reports/s"
        archive = f"rm -f '{out}'/a.*; "
        side_by_side(f"{agencies:,} reports to an archive, {layout}", {
            "gongkai": shell(f"{archive}'{gongkai}' convert -q '{source}' -o '{out}/a.sqlite'"),
            "DuckDB": ["sh", "-c", archive + " ".join(f"'{part}'" for part in peer("archive_duckdb", source, out / "a.duckdb"))],
            "pandas": ["sh", "-c", archive + " ".join(f"'{part}'" for part in peer("archive_pandas", source, out / "a.pandas"))]}, 1, rate)
        side_by_side(f"ranking of {agencies:,} reports, {layout}", {
            "gongkai": shell(f"'{gongkai}' rank '{source}' --by granted_share > '{out}/gongkai.csv'"),
            "DuckDB": peer("rank_duckdb", source, out / "duckdb.csv"), "pandas": peer("rank_pandas", source, out / "pandas.csv")}, 3, rate)
    header("rate")
    source = inputs.copies(inputs.panels(gongkai, folder, 20_000)[1], folder / "nation.csv", 5)
    side_by_side("ranking of 100,000 reports", {
        "gongkai": shell(f"'{gongkai}' rank '{source}' --by granted_share > '{out}/gongkai.csv'"),
        "DuckDB": peer("rank_duckdb", source, out / "duckdb.csv"), "pandas": peer("rank_pandas", source, out / "pandas.csv")},
        1, lambda median: f"{100_000 / median:,.0f} reports/s")
    header("rate")
    source = inputs.panels(gongkai, folder, 3000)[1]
    side_by_side("overview of 3,000 reports as a page", {
        "gongkai": shell(f"'{gongkai}' convert -q '{source}' --overview -o '{out}/o.html'"),
        "DuckDB": peer("overview_duckdb", source, out / "duckdb.html"), "pandas": peer("overview_pandas", source, out / "pandas.html")},
        3, lambda median: f"{3000 / median:,.0f} reports/s")


def reading():
    """Reading each format; the peers only get at the cells of the tables, they recognise nothing."""
    header("rate")
    files = inputs.office_files(gongkai, folder)
    peers = {"html": "pandas.read_html", "xlsx": "openpyxl", "docx": "python-docx"}
    for format, path in files.items():
        size = path.stat().st_size
        copies = folder / f"copies-{format}"
        copies.mkdir()
        count = 100 if format != "pdf" else 20
        for number in range(count):
            shutil.copy(path, copies / f"{number}.{format}")
        rate = lambda median: f"{count * size / 1e6 / median:.2f} MB/s, {count / median:,.0f} files/s"
        commands = {"gongkai --jobs 1": [gongkai, "convert", "-q", "--jobs", "1", str(copies), "--to", "csv"]}
        if format in peers:
            commands[peers[format]] = [python, str(here / "peers.py"), "read_" + format, str(copies)]
        side_by_side(f"reading {count} × {format} of {size / 1000:.0f} kB", commands, 3, rate)


def copying():
    """Passages that reports copied from each other; the peer splits whatever a file holds and recognises nothing."""
    sample = here.parents[1] / "Samples" / "zengcheng-2020.txt"
    for count, is_dense in [(5000, False), (5000, True)]:
        header("rate")
        source = inputs.copied_texts(sample, folder / f"copied-{is_dense}", count, is_dense)
        size = sum(path.stat().st_size for path in source.iterdir()) / count
        out = folder / "copied.csv"
        shell = lambda option: ["sh", "-c", f"'{gongkai}' check '{source}' {option} --to csv > '{out}'; test $? -lt 2"]
        side_by_side(f"copied passages of {count:,} texts of {size / 1000:.0f} kB", {
            "gongkai --only copied-passage": shell("--only copied-passage"), "gongkai --copies, with all other rules": shell("--copies"),
            "Python, sentences in a dictionary": [python, str(here / "peers.py"), "copied", str(source), str(out)]},
            3, lambda median: f"{count / median:,.0f} reports/s")
        shutil.rmtree(source)


for section in (startup, workbook, many, growth, panels, province, reading, copying):
    if wanted(section.__name__):
        section()
shutil.rmtree(folder)

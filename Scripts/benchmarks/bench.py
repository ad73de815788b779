"""Measures and prints. Called by Scripts/bench."""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

gongkai = sys.argv[1]
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def side_by_side(title, commands):
    """Runs all commands in turn, several times, and prints medians and ratios to the first."""
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(timed(command))
    base = statistics.median(times[next(iter(commands))])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"| {title} | {name} | {median * 1000:.1f} ms | {median / base:.2f} |")


def peak(command):
    """Peak memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024


def panels(agencies=2850):
    """Two invented panels of the 2021 form, 200 cells a report; three figures in ten move."""
    lines = subprocess.run([gongkai, "template", "--form", "2021", "--to", "csv"], capture_output=True, text=True).stdout.splitlines()
    cells = [line.split(",")[3:7] for line in lines[1:]]
    random.seed(7)
    paths = [folder / "panel-2022.csv", folder / "panel-2023.csv"]
    figures = [[random.randrange(5000) for _ in cells] for _ in range(agencies)]
    for year, path, share in ((2022, paths[0], 0), (2023, paths[1], 0.3)):
        with path.open("w") as file:
            file.write(lines[0] + "\n")
            for agency, row in enumerate(figures):
                for cell, figure in zip(cells, row):
                    if random.random() < share:
                        figure += random.randrange(1, 50)
                    file.write(f"第{agency:05d}区人民政府,{year},2021,{','.join(cell)},{figure},stated\n")
    return paths


DUCKDB = """
import duckdb, sys
duckdb.sql(f'''COPY (SELECT o.agency, n.agency, coalesce(o."table", n."table"), coalesce(o.row, n.row), coalesce(o."column", n."column"),
  coalesce(n.label, o.label), o.value, n.value, n.value - o.value, round((n.value - o.value) * 100.0 / nullif(o.value, 0), 2)
  FROM read_csv('{sys.argv[1]}') o FULL OUTER JOIN read_csv('{sys.argv[2]}') n
  ON o.agency = n.agency AND o."table" = n."table" AND o.row = n.row AND o."column" = n."column"
  WHERE o.value IS DISTINCT FROM n.value) TO '{sys.argv[3]}' (HEADER)''')
"""

print("| what | with | median | ratio |\n|---|---|---:|---:|")
empty = folder / "empty.c"
empty.write_text("int main(void) { return 0; }\n")
subprocess.run(["cc", "-O2", "-o", str(folder / "empty"), str(empty)], check=True)
side_by_side("start-up", {"gongkai --version": [gongkai, "--version"], "an empty C program": [str(folder / "empty")]})

old, new = panels()
diff = [gongkai, "diff", str(old), str(new), "--to", "csv"]
side_by_side("diff of two panels of 570,000 cells", {
    "gongkai": ["sh", "-c", f"'{gongkai}' diff '{old}' '{new}' --to csv > '{folder}/gongkai.csv'"],
    "DuckDB, importing and joining": [sys.executable, "-c", DUCKDB, str(old), str(new), str(folder / "duckdb.csv")],
    "Python starting and importing DuckDB": [sys.executable, "-c", "import duckdb"],
})
lines = [sum(1 for _ in open(folder / name)) for name in ("gongkai.csv", "duckdb.csv")]
print(f"\nBoth write {lines[0]:,} lines." if lines[0] == lines[1] else f"\nThe outputs differ: {lines}")
print(f"gongkai's peak memory: {peak(diff):.0f} MB")

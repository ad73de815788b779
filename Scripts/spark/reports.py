"""Reads a folder of published reports over a Spark cluster: each partition of documents runs gongkai once, through a pipe.

    spark-submit [--master URL] Scripts/spark/reports.py DOCUMENTS OUTPUT [--gongkai PATH] [--per-partition N] [--to parquet|csv] [--form FORM]

DOCUMENTS is a folder or a pattern, on a file system that Spark reads (hdfs://, s3a://, file://); files below it are taken, too. OUTPUT gets
two data sets: `figures`, one line a cell as in gongkai's tidy CSV, and `findings`, one line a finding; a document that cannot be read is one
of them. Both are partitioned by year. gongkai has to be on every worker, at PATH.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile

from pyspark.sql import SparkSession

# `path: error: message` of the only document, `path:1:1: error: message [unreadable]` of one among others.
UNREADABLE = re.compile(r"(?P<file>.*?)(?::\d+:\d+)?: error: (?P<message>.*?)(?: \[unreadable\])?$")

FIGURES = "agency string, period string, form string, `table` string, `row` string, `column` string, value decimal(18,6), state string, year int"
FINDINGS = "path string, agency string, period string, severity string, code string, cell string, message string, line int, year int"


def year_of(period):
    return int(str(period)[:4]) if period is not None else None


def read(documents, gongkai, form):
    """What gongkai says of some documents: pairs of ("figure" or "finding", fields)."""
    documents = list(documents)
    if not documents:
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        # The content comes from wherever Spark reads it; gongkai reads files. The name tells the format where the content does not.
        names = {}
        for number, (path, content) in enumerate(documents):
            file = os.path.join(folder, f"{number:06d}{os.path.splitext(path)[1][:16]}")
            with open(file, "wb") as out:
                out.write(content)
            names[file] = path
        options = ["--form", form] if form else []
        process = subprocess.Popen(
            [gongkai, "convert", "--files0-from", "-", "--to", "ndjson", "--jobs", "1", "-q", "--lang", "en", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": folder})
        # Neither pipe is left to fill up.
        out, errors = process.communicate("\0".join(names).encode() + b"\0")
        if process.returncode not in (0, 2):
            raise RuntimeError(f"{gongkai} ended with {process.returncode}: {errors.decode(errors='replace')[-2000:]}")
        for line in out.decode().splitlines():
            yield from of_report(json.loads(line, parse_float=str, parse_int=str), names)
        for line in errors.decode(errors="replace").splitlines():
            # What else is told on standard error is among the findings of a report.
            told = UNREADABLE.match(line)
            if told and told["file"] in names:
                yield "finding", (names[told["file"]], None, None, "error", "unreadable", None, told["message"], None, None)


def of_report(report, names):
    agency, period, form = report["agency"], report["year"], report["form"]
    inferred = set(report.get("inferred", []))
    year = year_of(period)
    for table, rows in report["tables"].items():
        for row, cells in rows.items():
            for column, value in cells.items():
                state = "blank" if value is None else "inferred" if f"{table}/{row}/{column}" in inferred else "stated"
                yield "figure", (agency, period, form, table, row, column, value, state, year)
    for finding in report.get("findings", []):
        source = finding.get("source", {})
        line = source.get("line")
        yield "finding", (
            names.get(source.get("path"), source.get("path")), agency, period, finding["severity"], finding["code"], finding.get("cell"),
            finding["message"], int(line) if line is not None else None, year)


def main():
    parser = argparse.ArgumentParser(description="Published reports over a Spark cluster, by gongkai.")
    parser.add_argument("documents")
    parser.add_argument("output")
    parser.add_argument("--gongkai", default="gongkai", help="the command on every worker")
    parser.add_argument("--per-partition", type=int, default=100, help="how many documents one run of the command reads")
    parser.add_argument("--to", choices=["parquet", "csv"], default="parquet")
    parser.add_argument("--form", help="the form of all reports, if it is to be no other")
    choice = parser.parse_args()
    spark = SparkSession.builder.appName("gongkai").getOrCreate()
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(choice.documents).select("path", "content")
    count = max(1, -(-files.select("path").count() // choice.per_partition))
    gongkai, form = choice.gongkai, choice.form
    # In the order of the paths, so that a run gives what another gave.
    pieces = files.repartitionByRange(count, "path").sortWithinPartitions("path").rdd.mapPartitions(
        lambda rows: read(((row.path, bytes(row.content)) for row in rows), gongkai, form))
    # Both data sets come from one reading.
    pieces = pieces.persist()
    for kind, schema in (("figure", FIGURES), ("finding", FINDINGS)):
        rows = pieces.filter(lambda piece, kind=kind: piece[0] == kind).map(lambda piece: piece[1])
        if kind == "figure":
            from decimal import Decimal
            rows = rows.map(lambda row: (*row[:6], None if row[6] is None else Decimal(row[6]), *row[7:]))
        frame = spark.createDataFrame(rows, schema)
        target = frame.write.mode("overwrite").partitionBy("year")
        (target.parquet if choice.to == "parquet" else target.option("header", True).csv)(f"{choice.output}/{kind}s")
    spark.stop()


if __name__ == "__main__":
    main()

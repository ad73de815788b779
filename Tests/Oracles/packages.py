"""Programs of analysts over gongkai's outputs: jsonschema, frictionless, DuckDB, Spark's files.

    packages.py schema SCHEMA FILE...       the files, JSON or NDJSON, that the schema refuses, as JSON
    packages.py package DESCRIPTOR          whether frictionless takes a data package, as JSON
    packages.py parquet FOLDER              the documented line over a folder of CSV: rows, and the sum of all values, as JSON
    packages.py spark OUTPUT CSV            whether Spark's figures are those of the CSV; the findings, as JSON
"""

import csv
import glob
import json
import sys
from decimal import Decimal


def schema(document, files):
    import jsonschema
    check = jsonschema.Draft202012Validator(json.load(open(document, encoding="utf-8")))
    check.check_schema(check.schema)
    refused = []
    for file in files:
        text = open(file, encoding="utf-8").read()
        for part in text.splitlines() if file.endswith(".ndjson") else [text]:
            refused += [f"{file}: {error.json_path}: {error.message[:200]}" for error in check.iter_errors(json.loads(part))]
    return refused


def package(descriptor):
    import frictionless
    report = frictionless.validate(descriptor)
    return {"valid": report.valid, "files": len(report.tasks), "rows": sum(task.stats.get("rows", 0) for task in report.tasks),
            "errors": [str(error) for error in report.flatten(["message"])]}


def parquet(folder):
    import duckdb
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{folder}/*.csv', types = {{'year': 'VARCHAR', 'value': 'DECIMAL(18,6)'}})) TO '{folder}/figures.parquet'")
    return duckdb.sql(f"SELECT count(*), sum(value)::DOUBLE, count(DISTINCT agency) FROM '{folder}/figures.parquet'").limit(1).fetchall()[0]


def spark(output, file):
    own, other = [], []
    for line in csv.DictReader(open(file, encoding="utf-8")):
        own.append((line["agency"], line["year"], line["table"], line["row"], line["column"], line["value"], line["state"]))
    for part in glob.glob(f"{output}/figures/*/*.csv"):
        for line in csv.DictReader(open(part, encoding="utf-8")):
            value = format(Decimal(line["value"]).normalize(), "f") if line["value"] else ""
            other.append((line["agency"], line["period"], line["table"], line["row"], line["column"], value, line["state"]))
    findings = [line for part in glob.glob(f"{output}/findings/*/*.csv") for line in csv.DictReader(open(part, encoding="utf-8"))]
    return {"figures": len(own), "same": sorted(own) == sorted(other), "findings": [[f["path"].rsplit("/")[-1], f["code"]] for f in findings]}


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    result = {"schema": lambda: schema(rest[0], rest[1:]), "package": lambda: package(rest[0]), "parquet": lambda: parquet(rest[0]),
              "spark": lambda: spark(*rest)}[command]()
    json.dump(result, sys.stdout, ensure_ascii=False)

// What the outputs for programs look like, in the words of the standards that check it: JSON Schema (2020-12) for JSON, Table Schema in a
// data package (Frictionless) for CSV.

import DisclosureReport

/// The outputs that have a schema.
public enum OutputSchema: String, Sendable, CaseIterable {
  /// A report, or an array of reports, as `convert --to json` writes them; each line of NDJSON is a report.
  case report
  /// What `diff --to json` writes.
  case comparison
  /// What `check --to json` writes.
  case audit
  /// What `check`, `convert` and `diff` write with `--overview --to json`.
  case overview
  /// What `rank --by RATE --to json` writes.
  case ranking
  /// What `rank --outliers --to json` writes.
  case outliers

  /// The schema as JSON.
  public var document: [UInt8] {
    let body =
      switch self {
      case .report: Self.one(or: "report")
      case .comparison: Self.one(or: "comparison")
      case .audit: Self.one(or: "audit")
      case .overview, .ranking, .outliers: ##""type": "array", "items": {"$ref": "#/$defs/\##(rawValue)"}"##
      }
    let text = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gongkai \(rawValue)",
        \(body),
        "$defs": {
      \(Self.definitions)
        }
      }

      """
    return Array(text.utf8)
  }

  private static func one(or name: String) -> String {
    ##""oneOf": [{"$ref": "#/$defs/\##(name)"}, {"type": "array", "items": {"$ref": "#/$defs/\##(name)"}}]"##
  }

  private static let definitions = ##"""
        "figure": {"type": ["number", "null"], "minimum": -9000000000, "maximum": 9000000000},
        "period": {"oneOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}, {"type": "null"}]},
        "address": {"type": "string", "pattern": "^[^/]+(/[^/]+){0,2}$"},
        "source": {
          "type": "object", "required": ["path", "line", "column"], "additionalProperties": false,
          "properties": {"path": {"type": "string"}, "line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}, "place": {"type": "string"}}
        },
        "finding": {
          "type": "object", "required": ["severity", "code", "message"], "additionalProperties": false,
          "properties": {
            "severity": {"enum": ["error", "warning", "note"]}, "code": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "cell": {"$ref": "#/$defs/address"}, "message": {"type": "string"}, "source": {"$ref": "#/$defs/source"},
            "evidence": {
              "type": "array",
              "items": {
                "type": "object", "required": ["cell", "figure"], "additionalProperties": false,
                "properties": {"side": {"enum": ["left", "right"]}, "cell": {"$ref": "#/$defs/address"}, "figure": {"$ref": "#/$defs/figure"}, "source": {"$ref": "#/$defs/source"}}
              }
            }
          }
        },
        "report": {
          "type": "object", "required": ["form", "agency", "year", "tables"], "additionalProperties": false,
          "properties": {
            "form": {"type": "string"}, "agency": {"type": "string"}, "year": {"$ref": "#/$defs/period"},
            "tables": {
              "description": "table, row, column: a figure; null where it was left blank; not there where the source does not carry it",
              "type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"$ref": "#/$defs/figure"}}}
            },
            "sections": {
              "type": "array",
              "items": {"type": "object", "required": ["heading", "text"], "additionalProperties": false, "properties": {"heading": {"type": "string"}, "text": {"type": "string"}}}
            },
            "inferred": {"type": "array", "items": {"$ref": "#/$defs/address"}},
            "derivations": {"type": "object", "additionalProperties": {"type": "string"}},
            "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}}
          }
        },
        "side": {
          "type": "object", "required": ["agency", "year", "form"], "additionalProperties": false,
          "properties": {"agency": {"type": "string"}, "year": {"$ref": "#/$defs/period"}, "form": {"type": "string"}}
        },
        "change": {"enum": ["same", "changed", "added", "removed"]},
        "counts": {
          "type": "object", "required": ["same", "changed", "added", "removed"], "additionalProperties": false,
          "properties": {"same": {"type": "integer"}, "changed": {"type": "integer"}, "added": {"type": "integer"}, "removed": {"type": "integer"}}
        },
        "comparison": {
          "type": "object", "required": ["old", "new", "summary", "cells"], "additionalProperties": false,
          "properties": {
            "old": {"$ref": "#/$defs/side"}, "new": {"$ref": "#/$defs/side"},
            "summary": {
              "type": "object", "required": ["cells", "tables"],
              "properties": {
                "cells": {"$ref": "#/$defs/counts"}, "tables": {"type": "object", "additionalProperties": {"$ref": "#/$defs/counts"}},
                "table_similarity": {"type": ["number", "null"]}, "text_similarity": {"type": ["number", "null"]}
              }
            },
            "cells": {
              "type": "array",
              "items": {
                "type": "object", "required": ["table", "row", "column", "label", "old", "new", "delta", "percent", "change"], "additionalProperties": false,
                "properties": {
                  "table": {"type": "string"}, "row": {"type": "string"}, "column": {"type": "string"}, "label": {"type": "string"},
                  "old": {"$ref": "#/$defs/figure"}, "new": {"$ref": "#/$defs/figure"}, "delta": {"type": ["number", "null"]},
                  "percent": {"type": ["number", "null"]}, "change": {"$ref": "#/$defs/change"}, "reason": {"type": "string"}
                }
              }
            },
            "carry_over": {
              "type": "array",
              "items": {
                "type": "object", "required": ["relation", "line", "expected", "stated", "holds"], "additionalProperties": false,
                "properties": {
                  "relation": {"type": "string"}, "line": {"type": "string"}, "expected": {"$ref": "#/$defs/figure"}, "stated": {"$ref": "#/$defs/figure"},
                  "holds": {"type": ["boolean", "null"]}
                }
              }
            },
            "sections": {
              "type": "array",
              "items": {"type": "object", "required": ["heading", "similarity", "pieces"], "properties": {"heading": {"type": "string"}, "similarity": {"type": ["number", "null"]}, "pieces": {"type": "array"}}}
            }
          }
        },
        "number": {"type": ["number", "null"]},
        "time": {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2})?)?$"},
        "overview": {
          "description": "besides what is named here, each rate of the form by its id",
          "type": "object", "required": ["agency", "year", "form", "path", "errors", "warnings", "alike", "moves"], "additionalProperties": {"$ref": "#/$defs/number"},
          "properties": {
            "agency": {"type": "string"}, "year": {"$ref": "#/$defs/time"}, "form": {"type": "string"}, "path": {"type": "string"},
            "errors": {"type": ["integer", "null"]}, "warnings": {"type": ["integer", "null"]}, "alike": {"$ref": "#/$defs/number"}, "moves": {"type": "string"}
          }
        },
        "ranking": {
          "type": "object", "required": ["rank", "agency", "year", "form", "rate", "value"], "additionalProperties": false,
          "properties": {
            "rank": {"type": "integer", "minimum": 1}, "agency": {"type": "string"}, "year": {"$ref": "#/$defs/time"}, "form": {"type": "string"}, "rate": {"type": "string"},
            "value": {"$ref": "#/$defs/number"}, "numerator": {"$ref": "#/$defs/number"}, "denominator": {"$ref": "#/$defs/number"},
            "median": {"$ref": "#/$defs/number"}, "low": {"$ref": "#/$defs/number"}, "high": {"$ref": "#/$defs/number"}
          }
        },
        "outliers": {
          "type": "object", "required": ["agency", "year", "form", "rate", "value", "against", "median", "low", "high", "count"], "additionalProperties": false,
          "properties": {
            "agency": {"type": "string"}, "year": {"$ref": "#/$defs/time"}, "form": {"type": "string"}, "rate": {"type": "string"}, "value": {"$ref": "#/$defs/number"},
            "against": {"enum": ["own", "peers"]}, "median": {"$ref": "#/$defs/number"}, "low": {"$ref": "#/$defs/number"}, "high": {"$ref": "#/$defs/number"}, "count": {"type": "integer"}
          }
        },
        "audit": {
          "type": "object", "required": ["path", "findings"], "additionalProperties": false,
          "properties": {
            "path": {"type": "string"}, "agency": {"type": "string"}, "year": {"$ref": "#/$defs/period"}, "form": {"type": "string"},
            "relations": {"type": "object", "additionalProperties": {"type": "integer"}}, "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}}
          }
        }
    """##
}

/// The files that a descriptor of gongkai's names; nil for one that is another's.
public func filesOf(dataPackage bytes: [UInt8]) -> [String]? {
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.drop { $0 == " " } }
  guard lines.contains("\"name\": \"gongkai\",") else { return nil }
  let (start, end) = ("\"path\": \"", "\",")
  let files = lines.filter { $0.hasPrefix(start) && $0.hasSuffix(end) }.map { String($0.dropFirst(start.count).dropLast(end.count)) }
  // A name with an escape is not looked for.
  return files.filter { !$0.contains("\\") }
}

/// The descriptor of a folder with reports as tidy CSV: a data package whose files share one Table Schema.
///
/// - Parameter files: The names of the files in the folder.
public func dataPackage(of files: [String]) -> [UInt8] {
  var json = JSONWriter()
  func field(_ name: String, _ type: String, _ description: String, _ json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("type", type)
      json.member("description", description)
      guard name == "state" else { return }
      json.key("constraints")
      json.object { json in
        json.key("enum")
        json.array(["stated", "blank", "inferred"]) { $0.write($1) }
      }
    }
  }
  json.object(isBroken: true) { json in
    json.member("name", "gongkai")
    json.member("profile", "tabular-data-package")
    json.key("resources")
    json.array(files.enumerated().map { $0 }, isBroken: true) { json, file in
      json.object(isBroken: true) { json in
        json.member("name", "report-\(file.offset + 1)")
        json.member("path", file.element)
        json.member("profile", "tabular-data-resource")
        json.member("format", "csv")
        json.member("mediatype", "text/csv")
        json.member("encoding", "utf-8")
        json.key("schema")
        json.object(isBroken: true) { json in
          json.key("fields")
          json.array(isBroken: true) { json in
            field("agency", "string", "the agency that reports", &json)
            field("year", "string", "the year of the report, 2020, or its month, 2026-03", &json)
            field("form", "string", "the form: 2019, 2021, or one of one's own", &json)
            field("table", "string", "the table of the form", &json)
            field("row", "string", "the row of the table", &json)
            field("column", "string", "the column of the table", &json)
            field("label", "string", "the official labels, from the outermost", &json)
            field("value", "number", "an exact decimal, in the unit of the form; empty where it was left blank", &json)
            field("state", "string", "whether the figure is stated, was left blank, or follows from others", &json)
          }
          json.key("primaryKey")
          json.array(["agency", "year", "table", "row", "column"]) { $0.write($1) }
          json.key("missingValues")
          json.array([""]) { $0.write($1) }
        }
      }
    }
  }
  return json.bytes + [UInt8(ascii: "\n")]
}

// What checking found as JSON.

import DisclosureReport

extension JSONWriter {
  mutating func write(_ audit: Audit, _ findings: [Finding], _ language: Language, withRelations: Bool = true) {
    let report = audit.report
    object(isBroken: true) { json in
      json.member("path", report.path)
      json.key("agency", isBeside: true)
      json.write(report.agency)
      json.key("year", isBeside: true)
      json.write(report.period)
      json.key("form", isBeside: true)
      json.write(report.form.id)
      if withRelations {
        json.key("relations")
        json.object { json in
          for outcome in RelationResult.Outcome.allCases { json.member(outcome.rawValue, audit.checker.count(outcome)) }
        }
      }
      json.key("findings")
      json.array(findings, isBroken: true) { $0.write($1, language) }
    }
  }
}

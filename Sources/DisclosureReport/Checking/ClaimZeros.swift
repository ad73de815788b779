// Which things a clause says there were none of.

extension ClaimSearch {
  /// The wordings of the things that a clause says there were none of; nil if it speaks of anything else.
  func nothing(of words: SignedText) -> [Int]? {
    guard let list = denied(words) else { return nil }
    let namesGroup = group(namedIn: words) != nil
    var (found, verbs, pending): ([Int], [String], [String]) = ([], [], [])
    for part in list.replacing("以及", with: "、").split(whereSeparator: Self.joins).map(String.init) {
      // `未被申请行政复议、未被提起行政诉讼`
      let again = form.zeros.first { part.hasPrefix($0.text) }
      var left = again.map { String(part.dropFirst($0.text.count)) } ?? part
      // What is no thing of the tables says nothing about those that are: `和投诉举报`, `制定行政法规、规章`.
      let aside = form.asides.first(where: left.holds)
      // `没有未答复的申请`
      if again != nil, part == list.prefix(part.count) { return nil }
      if let aside { left = left.replacing(aside, with: "") }
      let bare = bare(left)
      // `行政复议、行政诉讼败诉` may be of lost ones alone.
      if aside.map(form.lost.contains) ?? false, noun(bare) != nil { return nil }
      if let (topic, verb) = verb(of: bare) {
        verbs = pending + [verb]
        pending = []
        found += members(verbs, of: topic)
      } else if let wording = aside == nil ? thing(bare, printed: left, namesGroup) : nil {
        // `未收到和处理申请`: neither was there anything to be done.
        if saysNothing(bare), let whole = form.cores(of: bare).lazy.compactMap({ exact($0, .none) }).first, whole != wording,
          form.wordings[whole].isWhole
        {
          found.append(whole)
        }
        // `未制发或废止规章、规范性文件`
        let done = form.wordings[wording].topic.map { members(verbs, of: $0) } ?? []
        found += done.isEmpty ? [wording] : done
      } else if form.memberWords.contains(bare) {
        pending.append(bare)
        if aside != nil { verbs = pending }
      } else if aside == nil, again == nil, !saysNothing(bare) {
        // `没有收到申请、没有不予公开的情况`: only what is said anew says nothing of what was said before.
        return nil
      }
    }
    return found.isEmpty ? nil : found
  }

  /// Whether a clause says no more than that there was none: `本年度都没有发生`.
  func isDenial(_ words: SignedText) -> Bool {
    guard let zero = form.zeros.first(where: { $0.ends(words) }) else { return false }
    let rest = bare(String(words.text.dropLast(zero.text.count)))
    return rest.isEmpty || form.each.contains(rest)
  }

  /// What stands behind a word that says that there was none, or in front of one that ends the clause: `行政复议、行政诉讼均未发生`.
  private func denied(_ words: SignedText) -> String? {
    let clause = form.withoutAskers(words.text)
    let words = clause == words.text ? words : SignedText(clause)
    if let zero = form.zeros.first(where: { $0.stands(in: words) }), let place = clause.places(of: zero.text).first,
      isFiller(bare(String(clause[..<place.lowerBound]))),
      zero.text != "未" || startsVerb(clause[place.upperBound...])
    {
      return withoutCause(form.withoutLists(String(clause[place.upperBound...])).text, behind: zero.text)
    }
    guard let zero = form.zeros.first(where: { $0.ends(words) && !$0.text.hasSuffix("因") && !$0.text.hasSuffix("被") }) else { return nil }
    let list = form.withoutLists(String(clause.dropLast(zero.text.count))).text
    let rest = withoutCause(form.each.first(where: list.hasSuffix).map { String(list.dropLast($0.count)) } ?? list, behind: "因")
    return rest.isEmpty ? nil : rest
  }

  /// Whether words begin with something that may be done or not: 未 alone is of more than that.
  private func startsVerb(_ words: Substring) -> Bool {
    form.denied.contains(where: words.begins) || form.memberWords.contains(where: words.begins)
  }

  /// Whether nothing but verbs and what trails is left: `办理过` of `办理过的申请`.
  private func saysNothing(_ bare: String) -> Bool {
    var rest = bare[...]
    if let verb = form.denied.first(where: rest.hasPrefix) { rest = rest.dropFirst(verb.count) }
    while let trail = form.trails.first(where: rest.hasSuffix) { rest = rest.dropLast(trail.count) }
    return rest.isEmpty
  }

  /// Whether words say nothing: `故`.
  private func isFiller(_ bare: String) -> Bool { bare.isEmpty || form.leads.contains(bare) }

  /// The wording of a thing that there was none of.
  private func thing(_ bare: String, printed: String, _ namesGroup: Bool) -> Int? {
    func isMeant(_ wording: Int) -> Bool { !form.wordings[wording].isLoose || form.wordings[wording].standsAlone || namesGroup }
    // A thing that is a filler elsewhere, such as 申请, has to stand there.
    if saysNothing(bare),
      let plain = form.wordings.firstIndex(where: { $0.nouns.contains { $0.bare.isEmpty && printed.contains($0.text) } })
    {
      return plain
    }
    return noun(bare) ?? noun(bare, behind: form.denied) ?? exact(bare, .none).flatMap { isMeant($0) ? $0 : nil }
      ?? form.cores(of: bare).lazy.compactMap(noun).first
  }

  /// What is done with a thing of its own figures, and the thing's topic: `废止规章`.
  private func verb(of words: String) -> (topic: String, verb: String)? {
    for (noun, topic) in form.memberNouns where words.hasSuffix(noun) {
      let verb = String(words.dropLast(noun.count))
      if let verb = form.cores(of: verb).first(where: { !members([$0], of: topic).isEmpty }) { return (topic, verb) }
    }
    return nil
  }

  /// The wordings of what is done with a thing.
  private func members(_ verbs: [String], of topic: String) -> [Int] {
    verbs.compactMap { verb in
      form.index[verb]?.first { form.wordings[$0].under.contains(topic) && form.wordings[$0].figure == nil }
    }
  }

  /// `因答复不当引起的行政复议` without the cause, and `当面、邮寄和其他形式的申请` without the ways.
  private func withoutCause(_ rest: String, behind zero: String) -> String {
    // `未收到以口头方式提出的申请` is of one way.
    for way in form.ways where form.together.contains(where: rest.holds) {
      if let end = rest.ranges(of: way).last?.upperBound,
        noun(bare(String(rest[end...]))) != nil || !rest[end...].isEmpty && bare(String(rest[end...])).isEmpty
      {
        return String(rest[end...])
      }
    }
    let isCause = zero.hasSuffix("因") || rest.hasPrefix("因")
    let end = form.causes.filter { isCause || $0.count > 1 && $0 != "而被" }.compactMap { rest.firstRange(of: $0)?.upperBound }.min()
    return end.flatMap { $0 < rest.endIndex ? String(rest[$0...]) : nil } ?? rest
  }
}

extension VerdictWords {
  /// What the verdict rests on.
  var evidence: String {
    let first = lengthsMs.first ?? 0
    let length = lengthsMs.allSatisfy { $0 == first } ? " of \(Span.text(first))" : ""
    let count =
      "\(plural(blocks, "pair")) of runs\(length) (\(plural(lengthsMs.count, "trace")), \(plural(seeds, "seed")))"
    let tested = comparisons.filter { $0.pHolm != nil }
    let found = tested.count { ($0.pHolm ?? 1) < 0.05 }
    return "Each comparison rests on \(count) that met the same load and luck; of "
      + "\(plural(tested.count, "tested difference")), \(found) hold\(found == 1 ? "s" : "") at 5 % after Holm's "
      + "correction for their number."
  }

  /// What the verdict does not say.
  var cautions: [String] {
    let tested = comparisons.count { $0.p != nil }
    let needed = VerdictWords.pairsNeeded(tests: tested)
    var result: [String] = []
    if blocks < 6 {
      result.append(
        "With \(plural(blocks, "pair")) no rank test can reach 5 %, whatever the difference: run at least 6, better "
          + "20 seeds.")
    } else if blocks < needed {
      result.append(
        "With \(blocks) pairs no difference can hold at 5 % after a correction for \(tested) tests: run at least "
          + "\(needed).")
    }
    if lengthsMs.count == 1 {
      result.append(
        "All runs share one load: the intervals tell what luck does to it, not how other loads would turn out."
      )
    } else if seeds > 1 {
      result.append(
        "Runs of one trace share its load and are not independent of each other: the intervals speak of these "
          + "\(lengthsMs.count) traces, and are too narrow for traces not tried.")
    } else {
      result.append(
        "The intervals speak of loads like these \(lengthsMs.count) traces; blocks cut from one recording may be alike."
      )
    }
    return result
  }

  /// The least n with 2 / 2^n <= 0.05 / tests: below, even differences all of one sign do not pass Holm's first step.
  static func pairsNeeded(tests: Int) -> Int {
    var pairs = 1
    var smallest = 1.0
    while smallest > 0.05 / Double(max(1, tests)) {
      pairs += 1
      smallest /= 2
    }
    return pairs
  }

  private func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}

import Experiment

/// What a comparison says, in the words of the report.
enum Finding: Sendable, Hashable {
  /// The strategy's score is better, with statistical evidence.
  case better
  /// The strategy's score is worse, with statistical evidence.
  case worse
  /// It is lower, on a score of which neither end is good.
  case lower
  /// It is higher, on a score of which neither end is good.
  case higher
  /// There is a difference, but the runs could show it by luck.
  case unclear
  /// No run differs.
  case same
  /// There are too few runs to test.
  case untested

  /// The share of false alarms accepted over all comparisons of an experiment together.
  static let significance = 0.05

  /// Judges a comparison: clear is a corrected p below the significance level.
  init(_ comparison: Comparison, better: Score.Better) {
    let differences = comparison.differences.filter { !$0.isNaN }
    let mean = comparison.difference.mean
    if !differences.isEmpty, differences.allSatisfy({ $0 == 0 }) {
      self = .same
    } else if let p = comparison.pHolm, !p.isNaN, !mean.isNaN {
      guard p < Self.significance, mean != 0 else {
        // Five pairs give p = 2 / 2^5 = 0.0625 at best: a test that cannot tell anything.
        self = differences.count < 6 ? .untested : .unclear
        return
      }
      switch better {
      case .lower: self = mean < 0 ? .better : .worse
      case .higher: self = mean > 0 ? .better : .worse
      case .neither: self = mean < 0 ? .lower : .higher
      }
    } else {
      self = .untested
    }
  }

  /// The finding in a few words.
  var text: String {
    switch self {
    case .better: "clearly better"
    case .worse: "clearly worse"
    case .lower: "clearly lower"
    case .higher: "clearly higher"
    case .unclear: "no clear difference"
    case .same: "no difference"
    case .untested: "too few runs to tell"
    }
  }

  /// The finding as a phrase that ends with what was compared with.
  func text(against other: String) -> String {
    switch self {
    case .better, .worse, .lower, .higher: text + " than " + other
    case .unclear, .same: text + " from " + other
    case .untested: text + " it from " + other
    }
  }

  /// A sign that says the same without words or color.
  var sign: String {
    switch self {
    case .better: "✓"
    case .worse: "✗"
    case .lower: "▼"
    case .higher: "▲"
    case .unclear: "≈"
    case .same: "="
    case .untested: "?"
    }
  }

  /// The class of its mark on the page.
  var style: String {
    switch self {
    case .better: "good"
    case .worse: "bad"
    default: "calm"
    }
  }
}

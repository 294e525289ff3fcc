import Experiment

/// How large a difference is beside the spread of the runs, in words.
///
/// The size of Cliff's delta, with the usual bounds 0.147, 0.33 and 0.474. Source: Romano et al.,
/// "Appropriate statistics for ordinal level data" (2006).
enum Effect: String {
  case none, negligible, small, medium, large

  /// Names the size of a Cliff's delta; nil and NaN have none.
  init(cliffsDelta: Double) {
    let size = cliffsDelta.magnitude
    self =
      !(size > 0)
      ? .none : size < 0.147 ? .negligible : size < 0.33 ? .small : size < 0.474 ? .medium : .large
  }

  /// The size as a phrase.
  var text: String { self == .none ? "no effect" : rawValue + " effect" }
}

extension Comparison {
  /// The size of the difference in words.
  var effect: Effect { Effect(cliffsDelta: cliffsDelta) }

  /// The number of blocks in which both strategies have the score.
  var blocks: Int { differences.count { !$0.isNaN } }
}

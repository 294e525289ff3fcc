/// Counts pods by the values of a label, for the affinity of other pods.
struct AffinityCounter: Sendable {
  /// Which pods are counted.
  enum Counted: Sendable, Hashable {
    /// Those that all of some selectors mean.
    case meant([Int32])
    /// Those that have a required anti-affinity term with the selector.
    case keepingAway(Int32)
    /// Those that have a required affinity term with the selector.
    case requiring(Int32)
    /// Those that have a preferred term with the selector and a weight, negative for anti-affinity.
    case preferring(Int32, weight: Int64)
  }

  /// What makes one counter differ from others.
  struct Key: Sendable, Hashable {
    var counted: Counted
    /// The label.
    var label: Int32
  }

  let key: Key
  var domains = DomainCounter()
}

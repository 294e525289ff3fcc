/// Picks objects by their labels: every label and every expression must hold; an empty one picks all.
///
/// Source: kubernetes/apimachinery pkg/apis/meta/v1/types.go and pkg/labels/selector.go.
public struct LabelSelector: Sendable, Hashable {
  /// Labels that must have exactly these values.
  public var matchLabels: [String: String]
  /// Further conditions, in the order of the manifest.
  public var matchExpressions: [LabelSelectorRequirement]

  /// Makes a selector from its parts.
  public init(matchLabels: [String: String] = [:], matchExpressions: [LabelSelectorRequirement] = []) {
    self.matchLabels = matchLabels
    self.matchExpressions = matchExpressions
  }

  /// Whether it sets no condition.
  public var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

  /// Tells whether labels fulfil every condition.
  public func matches(_ labels: [String: String]) -> Bool {
    matchLabels.allSatisfy { labels[$0.key] == $0.value }
      && matchExpressions.allSatisfy { $0.matches(labels) }
  }
}

/// One condition on one label.
public struct LabelSelectorRequirement: Sendable, Hashable {
  /// The label's key.
  public var key: String
  /// In, NotIn, Exists or DoesNotExist, as written in manifests.
  ///
  /// The text form of selectors also knows `=`, `==`, `!=`, `>` and `<`.
  public var `operator`: String
  /// The values the operator compares with.
  public var values: [String]

  /// Makes a condition from its parts.
  public init(key: String, operator: String, values: [String] = []) {
    self.key = key
    self.operator = `operator`
    self.values = values
  }

  /// Tells whether labels fulfil the condition; an unknown operator is never fulfilled.
  public func matches(_ labels: [String: String]) -> Bool {
    let found = labels[key]
    switch `operator` {
    case "In", "=", "==": return found.map(values.contains) ?? false
    case "NotIn", "!=": return !(found.map(values.contains) ?? false)
    case "Exists": return found != nil
    case "DoesNotExist": return found == nil
    case ">", "<":
      guard let number = found.flatMap({ Int64($0) }), values.count == 1, let bound = Int64(values[0]) else {
        return false
      }
      return `operator` == ">" ? number > bound : number < bound
    default: return false
    }
  }
}

extension LabelSelector: CustomStringConvertible {
  /// The selector as upstream prints it, sorted by key: `app=web,tier in (a,b),!canary`.
  public var description: String {
    let labels = matchLabels.map { LabelSelectorRequirement(key: $0.key, operator: "=", values: [$0.value]) }
    let sorted = (labels.sorted { $0.key < $1.key } + matchExpressions).enumerated().sorted {
      $0.element.key == $1.element.key ? $0.offset < $1.offset : $0.element.key < $1.element.key
    }
    return sorted.map { $0.element.description }.joined(separator: ",")
  }

  /// The selector as Go prints the struct with `%+v`, which some of upstream's messages hold.
  public var structDescription: String {
    let labels = matchLabels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)," }.joined()
    let expressions = matchExpressions.map {
      let values = $0.values.joined(separator: " ")
      return "LabelSelectorRequirement{Key:\($0.key),Operator:\($0.operator),Values:[\(values)],},"
    }
    return "&LabelSelector{MatchLabels:map[string]string{\(labels)},"
      + "MatchExpressions:[]LabelSelectorRequirement{\(expressions.joined())},}"
  }
}

extension LabelSelectorRequirement: CustomStringConvertible {
  /// The condition as upstream prints it.
  public var description: String {
    switch `operator` {
    case "Exists": key
    case "DoesNotExist": "!\(key)"
    case "In": "\(key) in (\(values.sorted().joined(separator: ",")))"
    case "NotIn": "\(key) notin (\(values.sorted().joined(separator: ",")))"
    default: "\(key)\(`operator`)\(values.sorted().joined(separator: ","))"
    }
  }
}

/// Lets a pod onto nodes with a taint.
public struct Toleration: Sendable, Hashable {
  /// The taint's key; empty, with Exists, tolerates all keys.
  public var key: String
  /// Equal, Exists, or, behind a feature gate, Lt and Gt; empty reads as Equal.
  public var `operator`: String
  /// The taint's value, for Equal.
  public var value: String
  /// NoSchedule, PreferNoSchedule or NoExecute; empty tolerates all.
  public var effect: String
  /// For NoExecute: seconds a running pod may stay, nil for ever.
  public var tolerationSeconds: Int64?

  /// Makes a toleration from its parts.
  public init(
    key: String = "", operator: String = "Equal", value: String = "", effect: String = "",
    tolerationSeconds: Int64? = nil
  ) {
    self.key = key
    self.operator = `operator`
    self.value = value
    self.effect = effect
    self.tolerationSeconds = tolerationSeconds
  }

  /// Reads a toleration from checked fields.
  init(reading fields: Fields) {
    self.init(
      key: fields.string("key") ?? "", operator: fields.string("operator") ?? "",
      value: fields.string("value") ?? "", effect: fields.string("effect") ?? "",
      tolerationSeconds: fields.int64("tolerationSeconds"))
  }

  /// Tells whether the taint does not keep the pod off.
  ///
  /// Source: k8s.io/component-helpers/scheduling/corev1 and api/core/v1/toleration.go, ToleratesTaint. Lt and Gt
  /// compare the taint's value with the toleration's as whole numbers of 64 bits.
  public func tolerates(_ taint: Taint) -> Bool {
    if !effect.isEmpty, effect != taint.effect { return false }
    if !key.isEmpty, key != taint.key { return false }
    switch `operator` {
    case "", "Equal": return value == taint.value
    case "Exists": return true
    case "Lt", "Gt":
      guard let bound = Self.wholeNumber(value), let number = Self.wholeNumber(taint.value) else {
        return false
      }
      return `operator` == "Lt" ? number < bound : number > bound
    default: return false
    }
  }

  /// A decimal number without sign of plus or leading zeros, as the comparison wants it.
  private static func wholeNumber(_ text: String) -> Int64? {
    guard let number = Int64(text), String(number) == text else { return nil }
    return number
  }
}

extension Toleration {
  /// What the API server would refuse.
  ///
  /// Source: pkg/apis/core/validation/validation.go ValidateTolerations.
  func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if !key.isEmpty { problems += LabelRules.key(key).map { .invalid("\(path).key", .string(key), $0) } }
    if key.isEmpty, `operator` != "Exists" {
      problems.append(
        .invalid(
          "\(path).operator", .string(`operator`),
          "operator must be Exists when `key` is empty, which means \"match all values and all keys\""))
    }
    if tolerationSeconds != nil, effect != "NoExecute" {
      problems.append(
        .invalid(
          "\(path).effect", .string(effect), "effect must be 'NoExecute' when `tolerationSeconds` is set"))
    }
    switch `operator` {
    case "Equal", "":
      if let wrong = LabelRules.joined(LabelRules.value(value)) {
        problems.append(.invalid("\(path).operator", .string(value), wrong))
      }
    case "Exists":
      if !value.isEmpty {
        problems.append(
          .invalid("\(path).operator", .string(value), "value must be empty when `operator` is 'Exists'"))
      }
    default: problems.append(.notSupported("\(path).operator", `operator`, ["Equal", "Exists"]))
    }
    let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
    if !effect.isEmpty, !effects.contains(effect) {
      problems.append(.notSupported("\(path).effect", effect, effects))
    }
    return problems
  }
}

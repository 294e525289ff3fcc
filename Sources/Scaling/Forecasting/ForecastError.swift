/// Why a forecast cannot be made.
public enum ForecastError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The history is shorter than the method needs.
  case tooShort(values: Int, needed: Int)
  /// A setting is outside of what the method allows.
  case setting(String)
  /// The history does not determine the method's parameters.
  case undetermined(String)

  /// The reason in words.
  public var description: String {
    switch self {
    case .tooShort(let values, let needed): "the history has \(values) values, at least \(needed) are needed"
    case .setting(let text), .undetermined(let text): text
    }
  }
}

/// How faithfully a variant follows its upstream.
public enum ForecastFidelity: String, Sendable, Hashable, CaseIterable {
  /// With its defects.
  case asUpstream = "as-upstream"
  /// As its documentation means it.
  case fixed
}

/// A minor release of Kubernetes from 1.28 to 1.37, whose autoscaler is to be reproduced.
public struct KubernetesVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number after `1.`, from 28 to 37.
  public let minor: Int

  /// The oldest release that is known.
  public static let oldest = KubernetesVersion(known: 28)
  /// The newest release that is known.
  public static let newest = KubernetesVersion(known: 37)

  private init(known minor: Int) { self.minor = minor }

  /// Makes a release of its minor number, nil if that release is not known.
  public init?(minor: Int) {
    guard minor >= Self.oldest.minor, minor <= Self.newest.minor else { return nil }
    self.minor = minor
  }

  /// Parses `1.34`, `v1.34` or `1.34.2`; nil if it is none of the known releases.
  public init?(_ text: String) {
    let parts = (text.hasPrefix("v") ? text.dropFirst() : text[...]).split(separator: ".")
    guard parts.count == 2 || parts.count == 3, parts[0] == "1", let minor = Int(parts[1]) else { return nil }
    self.init(minor: minor)
  }

  /// The release as `1.34`.
  public var description: String { "1.\(minor)" }

  /// Orders releases by age.
  public static func < (a: KubernetesVersion, b: KubernetesVersion) -> Bool { a.minor < b.minor }
}

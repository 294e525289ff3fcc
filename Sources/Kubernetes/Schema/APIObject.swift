/// An object of the Kubernetes API that can be read from a manifest.
///
/// Reading has the API server's three steps: decoding checks names and types of fields, defaulting fills what
/// was left open, validation checks values.
public protocol APIObject: Sendable, Hashable {
  /// The metadata every object carries.
  var metadata: ObjectMeta { get set }

  /// The name of the object's type in the schema.
  static var schemaName: String { get }

  /// Makes the object of fields whose types were checked.
  init(reading fields: Fields)

  /// Returns the object with what the API server fills in where the manifest is silent.
  func defaulted() -> Self

  /// Returns what the API server would refuse, in its order and words, without places.
  ///
  /// Meant for defaulted objects.
  func validate(gates: FeatureGates) -> [InputProblem]

  /// Returns the valid object with what the server will fill in on the pods made of it.
  func withPodDefaults() -> Self
}

extension APIObject {
  /// Reads the fields of an object, without defaulting or validation.
  ///
  /// Wrong types are noted as problems and read as absent, unknown fields as warnings. Nil only if the node
  /// is no mapping. Paths in the report begin with the given one.
  public static func decode(_ node: DocumentNode, path: String = "", report: DocumentReport) -> Self? {
    APISchema.check(node, as: schemaName, path: path, report: report)
    guard case .mapping = node.content else { return nil }
    // The schema has reported what is wrong with types; reading again need not.
    return Fields.read(node, path: path, report: DocumentReport()) { Self(reading: $0) }
  }

  /// Returns the object as it is, for types without defaults of their own.
  public func defaulted() -> Self { self }

  /// Returns the object as it is, for types that make no pods.
  public func withPodDefaults() -> Self { self }

  /// Returns what the newest API server would refuse.
  public func validate() -> [InputProblem] { validate(gates: .newest) }
}

/// The feature gates that change what the API server accepts.
public struct FeatureGates: Sendable, Hashable {
  /// HPAScaleToZero: an HPA may have `minReplicas: 0`. On by default since 1.37.
  public var scaleToZero: Bool
  /// HPAConfigurableTolerance: an HPA may set a tolerance for each direction. On by default since 1.35.
  public var configurableTolerance: Bool

  /// InPlace of the VPA's webhook: a VPA may resize pods without ever evicting them. Off by default.
  public var vpaInPlace: Bool
  /// PerVPAConfig of the VPA's webhook: a VPA may set out-of-memory and aggregation rules. Off by default.
  public var vpaPerVPAConfig: Bool
  /// CPUStartupBoost of the VPA's webhook: a VPA may give more CPU to starting pods. Off by default.
  public var vpaStartupBoost: Bool

  /// Makes gates from their parts.
  public init(
    scaleToZero: Bool, configurableTolerance: Bool, vpaInPlace: Bool = false, vpaPerVPAConfig: Bool = false,
    vpaStartupBoost: Bool = false
  ) {
    self.scaleToZero = scaleToZero
    self.configurableTolerance = configurableTolerance
    self.vpaInPlace = vpaInPlace
    self.vpaPerVPAConfig = vpaPerVPAConfig
    self.vpaStartupBoost = vpaStartupBoost
  }

  /// The defaults of Kubernetes 1.37.
  public static let newest = FeatureGates(scaleToZero: true, configurableTolerance: true)
}

/// A networking.k8s.io/v1 Ingress: which Service requests of a host and a path go to.
public struct Ingress: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "Ingress"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// The class of balancers that serve it; nil for the cluster's default.
  public var ingressClassName: String?
  /// Where requests go that no rule is about.
  public var defaultBackend: IngressBackend?
  /// The rules, by host.
  public var rules: [IngressRule]
  /// The hosts whose connections are encrypted, with the secret of each.
  public var tls: [IngressTLS]

  /// Makes an ingress from its parts.
  public init(
    metadata: ObjectMeta, ingressClassName: String? = nil, defaultBackend: IngressBackend? = nil,
    rules: [IngressRule] = [], tls: [IngressTLS] = []
  ) {
    self.metadata = metadata
    self.ingressClassName = ingressClassName
    self.defaultBackend = defaultBackend
    self.rules = rules
    self.tls = tls
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(metadata: fields.metadata())
    _ = fields.object("spec") { spec -> Bool? in
      ingressClassName = spec.string("ingressClassName")
      defaultBackend = spec.object("defaultBackend", IngressBackend.init(reading:))
      rules = spec.objects("rules", IngressRule.init(reading:)) ?? []
      tls =
        spec.objects("tls") {
          IngressTLS(hosts: $0.texts("hosts") ?? [], secretName: $0.string("secretName") ?? "")
        } ?? []
      return true
    }
  }
}

/// Where the requests of one host go.
public struct IngressRule: Sendable, Hashable {
  /// The host, perhaps with `*` for its first label; empty for all hosts.
  public var host: String
  /// The paths; nil where the rule sends everything to the default backend.
  public var paths: [IngressPath]?

  /// Makes a rule from its parts.
  public init(host: String = "", paths: [IngressPath]? = nil) {
    self.host = host
    self.paths = paths
  }

  init(reading fields: Fields) {
    self.init(
      host: fields.string("host") ?? "",
      paths: fields.object("http") { $0.objects("paths", IngressPath.init(reading:)) ?? [] })
  }
}

/// Where the requests of a path go.
public struct IngressPath: Sendable, Hashable {
  /// The path, empty for all.
  public var path: String
  /// Exact, Prefix or ImplementationSpecific; nil before validation has refused it.
  public var pathType: String?
  /// Where its requests go.
  public var backend: IngressBackend

  /// Makes a path from its parts.
  public init(path: String, pathType: String?, backend: IngressBackend) {
    self.path = path
    self.pathType = pathType
    self.backend = backend
  }

  init(reading fields: Fields) {
    self.init(
      path: fields.string("path") ?? "", pathType: fields.string("pathType"),
      backend: fields.object("backend", IngressBackend.init(reading:)) ?? IngressBackend())
  }
}

/// A port of a Service that requests go to.
public struct IngressBackend: Sendable, Hashable {
  /// The Service's name, nil where something else is named.
  public var service: String?
  /// The port's name, empty where it is named by number.
  public var portName: String
  /// The port's number, 0 where it is named by name.
  public var portNumber: Int32
  /// The kind and name of another object, such as a bucket.
  public var resource: CrossVersionObjectReference?

  /// Makes a backend from its parts.
  public init(
    service: String? = nil, portName: String = "", portNumber: Int32 = 0,
    resource: CrossVersionObjectReference? = nil
  ) {
    self.service = service
    self.portName = portName
    self.portNumber = portNumber
    self.resource = resource
  }

  init(reading fields: Fields) {
    self.init()
    _ = fields.object("service") { fields -> Bool? in
      service = fields.string("name") ?? ""
      _ = fields.object("port") { fields -> Bool? in
        portName = fields.string("name") ?? ""
        portNumber = fields.int32("number") ?? 0
        return true
      }
      return true
    }
    resource = fields.object("resource") {
      CrossVersionObjectReference(
        apiVersion: $0.string("apiGroup") ?? "", kind: $0.string("kind") ?? "", name: $0.string("name") ?? "")
    }
  }
}

/// Hosts whose connections are encrypted.
public struct IngressTLS: Sendable, Hashable {
  /// The hosts.
  public var hosts: [String]
  /// The secret with their certificate.
  public var secretName: String

  /// Makes an entry from its parts.
  public init(hosts: [String], secretName: String = "") {
    self.hosts = hosts
    self.secretName = secretName
  }
}

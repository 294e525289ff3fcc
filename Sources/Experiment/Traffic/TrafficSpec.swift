public import Cluster
public import Kubernetes

/// How clients reach a workload, as the experiment says it.
public struct TrafficSpec: Sendable {
  /// Where clients are.
  public enum Side: String, Sendable, Hashable, CaseIterable { case outside, inside }

  /// What an ingress' balancer goes by.
  public enum Balancer: String, Sendable, Hashable, CaseIterable { case roundRobin, leastConnections, ewma }

  /// Where it stands.
  public var place: SourcePlace
  /// Its path in the experiment.
  public var path: String
  /// The Service that clients ask; the one that leads to the workload if nil.
  public var service: String?
  /// The Ingress that clients ask in place of a Service.
  public var ingress: String?
  /// The host they ask for.
  public var host = ""
  /// The path they ask for.
  public var urlPath = "/"
  /// How the ingress' balancer chooses.
  public var balancer = Balancer.roundRobin
  /// Where clients are; by the Service's type if nil.
  public var side: Side?
  /// The address of clients outside, for policies; nil for one nobody knows.
  public var address: AddressBlock?
  /// The namespace of clients inside, or of the ingress' balancer; that of the workload, or `ingress-nginx`, if nil.
  public var namespace: String?
  /// The labels of clients inside, or of the ingress' balancer.
  public var labels: [String: String] = [:]
  /// What the clients do.
  public var clients = ClientSpec()

  /// Makes traffic by the Service that leads to the workload.
  public init(place: SourcePlace, path: String) {
    self.place = place
    self.path = path
  }
}

/// What clients do: think, stay with their pods, keep addresses, try again.
public struct ClientSpec: Sendable, Hashable {
  /// How long clients that wait for an answer think before they ask again; nil for clients that do not wait.
  public var thinkMs: Int64?
  /// How many clients there are that session affinity tells apart.
  public var count = 100
  /// How long a client stays before another comes; nil for the whole run.
  public var sessionMs: Int64?
  /// How long clients keep the addresses of a headless Service.
  public var dnsTTLMs: Int64 = 30_000
  /// What they do after a failure; nil for giving up.
  public var retry: RetryPolicy?

  /// Makes clients that do not wait and give up.
  public init() {}
}

/// Requests that each request to a workload makes to another.
public struct CallSpec: Sendable {
  /// Where it stands.
  public var place: SourcePlace
  /// Its path in the experiment.
  public var path: String
  /// The Service asked, perhaps with its namespace after a dot.
  public var service: String
  /// How many requests.
  public var requests = 1.0
  /// Calls of one stage are made at once.
  public var stage = 0
  /// Whether its requests are made at once.
  public var isParallel = false
  /// What the caller does as a client.
  public var clients = ClientSpec()
}

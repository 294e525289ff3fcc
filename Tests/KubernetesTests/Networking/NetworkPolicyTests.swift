import Kubernetes
import Testing

@Suite("NetworkPolicies")
struct NetworkPolicyTests {
  private func policies(_ yaml: String) throws -> [NetworkPolicy] {
    let outcome = try Outcome(yaml)
    #expect(outcome.answers.isEmpty)
    return outcome.manifests.compactMap {
      if case .networkPolicy(let policy) = $0.object { policy } else { nil }
    }
  }

  private static let web = NetworkEnd(namespace: "default", labels: ["app": "web"])
  private static let api = NetworkEnd(namespace: "default", labels: ["app": "api"])
  private static let probe = NetworkEnd(
    namespace: "monitoring", labels: ["app": "probe"], namespaceLabels: ["team": "ops"])
  private static let port = NetworkPort(number: 8080, name: "http")

  private static func head(_ spec: String) -> String {
    "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {\(spec)}}"
  }

  private func lets(_ from: NetworkEnd, _ to: NetworkEnd, _ specs: String...) throws -> Bool {
    let all = try policies(specs.map(Self.head).joined(separator: "\n---\n"))
    return NetworkPolicy.allow(all, from: from, to: to, port: Self.port)
  }

  @Test("A pod that no policy is about takes and makes every connection; one is enough to deny all the rest")
  func defaultDeny() throws {
    #expect(try lets(Self.web, Self.api))
    #expect(try lets(Self.web, Self.api, "podSelector: {matchLabels: {app: other}}"))
    #expect(try !lets(Self.web, Self.api, "podSelector: {}"))
    // Without egress rules the policy is about ingress only: connections from the pod are free.
    #expect(try lets(Self.api, Self.probe, "podSelector: {matchLabels: {app: api}}"))
    #expect(
      try !lets(Self.api, Self.probe, "podSelector: {matchLabels: {app: api}}, policyTypes: [Egress]"))
  }

  @Test(
    "Rules of all policies add up; elements of from are alternatives, conditions inside one hold together")
  func rules() throws {
    let deny = "podSelector: {}"
    let web =
      "podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]"
    #expect(try lets(Self.web, Self.api, deny, web))
    #expect(try !lets(Self.probe, Self.api, deny, web))
    // A podSelector without a namespaceSelector picks pods of the policy's own namespace.
    let probe = "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: probe}}}]}]"
    #expect(try !lets(Self.probe, Self.api, probe))
    let both =
      "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}, "
      + "podSelector: {matchLabels: {app: probe}}}]}]"
    #expect(try lets(Self.probe, Self.api, both))
    let either =
      "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}, "
      + "{podSelector: {matchLabels: {app: web}}}]}]"
    #expect(try lets(Self.web, Self.api, either))
    let byName =
      "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]}]"
    #expect(try lets(Self.probe, Self.api, byName))
  }

  @Test("Ports are the pods' own, by number, range or name")
  func ports() throws {
    func rule(_ port: String) -> String { "podSelector: {}, ingress: [{ports: [{\(port)}]}]" }
    #expect(try lets(Self.web, Self.api, rule("port: 8080")))
    #expect(try lets(Self.web, Self.api, rule("port: http")))
    #expect(try lets(Self.web, Self.api, rule("port: 8000, endPort: 9000")))
    #expect(try lets(Self.web, Self.api, rule("protocol: TCP")))
    #expect(try !lets(Self.web, Self.api, rule("port: 80")))
    #expect(try !lets(Self.web, Self.api, rule("protocol: UDP, port: 8080")))
  }

  @Test("An ipBlock is about addresses outside, without those it excepts")
  func blocks() throws {
    let rule =
      "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.64/26]}}]}]"
    func address(_ text: String) -> NetworkEnd { NetworkEnd(address: AddressBlock(text)) }
    #expect(try lets(address("203.0.113.7"), Self.api, rule))
    #expect(try !lets(address("203.0.113.70"), Self.api, rule))
    #expect(try !lets(address("198.51.100.1"), Self.api, rule))
    #expect(try !lets(Self.web, Self.api, rule))
    #expect(
      try lets(Self.web, Self.api, "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]"))
  }

  @Test("Defaults, and the same again after encoding")
  func roundTrip() throws {
    let text = Self.head(
      "podSelector: {matchExpressions: [{key: a, operator: In, values: [b]}]}, "
        + "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 53, endPort: 54}]}]"
    )
    let policy = try #require(try policies(text).first)
    #expect(policy.policyTypes == ["Ingress", "Egress"])
    #expect(policy.egress[0].ports[0].protocol == "TCP")
    let again = try Outcome(policy.encode().yaml())
    #expect(again.answers.isEmpty && again.warnings.isEmpty)
    #expect(again.manifests.first?.object == .networkPolicy(policy))
  }

  @Test(
    "Validation in the words of the API server",
    arguments: Table(
      """
      podSelector: {}, policyTypes: [Ingres]
        spec.policyTypes[0]: Unsupported value: "Ingres": supported values: "Ingress", "Egress"
      ingress: [{ports: [{protocol: ICMP, port: 0}]}]
        spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"
        spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
      ingress: [{ports: [{port: http, endPort: 9}, {endPort: 9}, {port: 10, endPort: 9}]}]
        spec.ingress[0].ports[0].endPort: Invalid value: 9: may not be specified when `port` is non-numeric
        spec.ingress[0].ports[1].endPort: Invalid value: 9: may not be specified when `port` is not specified
        spec.ingress[0].ports[2].endPort: Invalid value: 9: must be greater than or equal to `port`
      egress: [{to: [{}]}]
        spec.egress[0].to[0]: Required value: must specify a peer
      egress: [{to: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/33}}]}]
        spec.egress[0].to[0].ipBlock.cidr: Invalid value: "10.0.0.0/33": must be a valid CIDR value, \
      (e.g. 10.9.8.0/24 or 2001:db8::/64)
        spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer
      egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16, 10.0.0.0/8]}}]}]
        spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`
        spec.egress[0].to[0].ipBlock.except[1]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`
      """
    ).rows)
  func validation(spec: String, expected: [String]) throws {
    #expect(try Outcome(Self.head(spec)).answers == expected)
  }

  @Test("Blocks of addresses")
  func addresses() {
    #expect(AddressBlock("::1")?.isAddress == true)
    #expect(AddressBlock("2001:db8::/32")?.contains(AddressBlock("2001:db8:1::5")!) == true)
    #expect(AddressBlock("::ffff:1.2.3.4")?.bytes.suffix(4) == [1, 2, 3, 4])
    for wrong in [
      "1.2.3", "1.2.3.04", "1.2.3.4/33", "1.2.3.4/-1", "::1::", "1:2:3:4:5:6:7", "g::", "", "1:::2",
    ] {
      #expect(AddressBlock(wrong) == nil, "\(wrong)")
    }
  }
}

import Kubernetes
import Testing

@Suite("Services")
struct ServiceTests {
  private static func text(_ spec: String) -> String {
    "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}], \(spec)}}"
  }

  private func service(_ spec: String) throws -> Service? {
    guard case .service(let service) = try Outcome(Self.text(spec)).manifests.first?.object else {
      return nil
    }
    return service
  }

  @Test("What the API server fills in: policies where connections come from, three hours of affinity")
  func defaults() throws {
    #expect(try service("type: ClusterIP")?.spec.externalTrafficPolicy == nil)
    #expect(try service("type: ClusterIP")?.spec.internalTrafficPolicy == "Cluster")
    #expect(try service("type: NodePort")?.spec.externalTrafficPolicy == "Cluster")
    #expect(try service("externalIPs: [192.0.2.1]")?.spec.externalTrafficPolicy == "Cluster")
    #expect(try service("sessionAffinity: ClientIP")?.spec.affinityTimeoutSeconds == 10_800)
    let config = "sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}"
    #expect(try service("sessionAffinity: ClientIP, \(config)")?.spec.affinityTimeoutSeconds == 60)
    #expect(try service(config)?.spec.affinityTimeoutSeconds == nil)
    #expect(try service("clusterIP: None")?.spec.isHeadless == true)
  }

  @Test("Encoded and read again it is the same")
  func roundTrip() throws {
    let found = try #require(
      try service(
        "type: LoadBalancer, externalTrafficPolicy: Local, internalTrafficPolicy: Local, selector: {app: web}, "
          + "trafficDistribution: PreferClose, sessionAffinity: ClientIP, publishNotReadyAddresses: true, "
          + "healthCheckNodePort: 30000, loadBalancerSourceRanges: [10.0.0.0/8]"))
    let again = try Outcome(found.encode().yaml())
    #expect(again.answers.isEmpty && again.warnings.isEmpty)
    #expect(again.manifests.first?.object == .service(found))
  }

  @Test(
    "Validation in the words of the API server",
    arguments: Table(
      """
      externalTrafficPolicy: Local
        spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services
      type: NodePort, externalTrafficPolicy: Nearest
        spec.externalTrafficPolicy: Unsupported value: "Nearest": supported values: "Cluster", "Local"
      internalTrafficPolicy: Near, trafficDistribution: Close
        spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"
        spec.trafficDistribution: Unsupported value: "Close": supported values: "PreferClose", \
      "PreferSameNode", "PreferSameZone"
      type: NodePort, clusterIP: None
        spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services
      sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}
        spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and \
      less than 86400
      sessionAffinity: Cookie
        spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"
      healthCheckNodePort: 3
        spec.healthCheckNodePort: Invalid value: 3: may only be set when `type` is 'LoadBalancer' and \
      `externalTrafficPolicy` is 'Local'
      loadBalancerClass: a
        spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'
      type: ExternalName, clusterIP: 10.0.0.1
        spec.clusterIPs: Forbidden: may not be set for ExternalName services
        spec.externalName: Required value
      """
    ).rows)
  func validation(spec: String, expected: [String]) throws {
    #expect(try Outcome(Self.text(spec)).answers == expected)
  }

  @Test("A node's port belongs to no ClusterIP and to one port only")
  func nodePorts() throws {
    func answers(_ type: String) throws -> [String] {
      try Outcome(
        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: \(type), ports: "
          + "[{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: 30080}]}}"
      ).answers
    }
    let twice = "spec.ports[1].nodePort: Duplicate value: 30080"
    #expect(try answers("NodePort") == [twice])
    #expect(
      try answers("ClusterIP") == [
        "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
        "spec.ports[1].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'", twice,
      ])
  }
}

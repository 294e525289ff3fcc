import Kubernetes
import Testing

@Suite("Ingresses")
struct IngressTests {
  private static let shop = """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: shop}
    spec:
      ingressClassName: nginx
      defaultBackend: {service: {name: fallback, port: {number: 80}}}
      rules:
      - host: shop.example
        http:
          paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
          - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {name: http}}}}
          - {path: /api/v2/, pathType: Prefix, backend: {service: {name: api-v2, port: {number: 80}}}}
          - {path: /api, pathType: Exact, backend: {service: {name: api-root, port: {number: 80}}}}
      - host: "*.shop.example"
        http:
          paths:
          - {path: /img, pathType: Prefix, backend: {service: {name: images, port: {number: 80}}}}
    """

  private func shop() throws -> Ingress? {
    let outcome = try Outcome(Self.shop)
    #expect(outcome.answers.isEmpty)
    guard case .ingress(let ingress) = outcome.manifests.first?.object else { return nil }
    return ingress
  }

  @Test(
    "The longest path by elements wins, an exact one before a prefix of its length; hosts before their wildcard",
    arguments: [
      ("shop.example", "/", "web"), ("shop.example", "/apix", "web"), ("shop.example", "/api", "api-root"),
      ("shop.example", "/api?q=1", "api-root"), ("shop.example", "/api/", "api"),
      ("shop.example", "/api/v1", "api"), ("shop.example", "/api/v2", "api-v2"),
      ("shop.example", "/api/v2/a", "api-v2"), ("SHOP.example", "/x", "web"),
      ("a.shop.example", "/img/1", "images"), ("a.shop.example", "/", "fallback"),
      ("a.b.shop.example", "/img", "fallback"), ("other.example", "/", "fallback"),
    ])
  func routes(host: String, path: String, service: String) throws {
    #expect(try shop()?.backend(host: host, path: path)?.service == service)
  }

  @Test("A rule without a host takes the hosts no other rule is about")
  func everyHost() {
    let path = IngressPath(
      path: "/", pathType: "Prefix", backend: IngressBackend(service: "all", portNumber: 80))
    var ingress = Ingress(metadata: ObjectMeta(name: "i"), rules: [IngressRule(paths: [path])])
    #expect(ingress.backend(host: "a.example", path: "/b")?.service == "all")
    ingress.rules.append(IngressRule(host: "a.example"))
    // The rule for the host has no paths, so its requests go to the default backend, and there is none.
    #expect(ingress.backend(host: "a.example", path: "/b") == nil)
  }

  @Test("Encoded and read again it is the same")
  func roundTrip() throws {
    let ingress = try #require(try shop())
    let again = try Outcome(ingress.encode().yaml())
    #expect(again.answers.isEmpty && again.warnings.isEmpty)
    #expect(again.manifests.first?.object == .ingress(ingress))
  }

  @Test(
    "Validation in the words of the API server",
    arguments: Table(
      """
      {}
        spec: Invalid value: null: either `defaultBackend` or `rules` must be specified
      rules: [{host: 1.2.3.4}]
        spec.rules[0].host: Invalid value: "1.2.3.4": must be a DNS name, not an IP address
      rules: [{http: {paths: []}}]
        spec.rules[0].http.paths: Required value
      rules: [{http: {paths: [{path: a//b, backend: {}}]}}]
        spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified
        spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required
      rules: [{http: {paths: [{path: a//b, pathType: Prefix, backend: {service: {name: a}}}]}}]
        spec.rules[0].http.paths[0].path: Invalid value: "a//b": must be an absolute path
        spec.rules[0].http.paths[0].path: Invalid value: "a//b": must not contain '//'
        spec.rules[0].http.paths[0].backend: Required value: port name or number is required
      defaultBackend: {service: {name: a, port: {name: b, number: 1}}}
        spec.defaultBackend: Invalid value: "": cannot set both port name & port number
      rules: [{http: {paths: [{path: /, pathType: Regex, backend: {service: {name: a, port: {number: 1}}}}]}}]
        spec.rules[0].http.paths[0].pathType: Unsupported value: "Regex": supported values: "Exact", \
      "ImplementationSpecific", "Prefix"
      """
    ).rows)
  func validation(spec: String, expected: [String]) throws {
    let inside = spec == "{}" ? "" : spec
    let outcome = try Outcome(
      "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {\(inside)}}")
    #expect(outcome.answers == expected)
    #expect(outcome.problems.allSatisfy { $0.place?.line == 1 })
  }
}

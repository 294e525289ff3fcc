package import Cluster
package import Kubernetes
package import Simulation
import Workload

/// Finds the ways that a strategy's objects give the requests of an experiment: which Service, which pods, and whether a
/// NetworkPolicy lets them through.
package struct TrafficResolver {
  let spec: ExperimentSpec
  private let workloads: [WorkloadObject]
  let report: DocumentReport
  /// The Deployments of the workloads, or what other objects have in common with one.
  private var deployments: [Deployment] { workloads.map(\.deployment) }
  private var services: [Service] = []
  private var ingresses: [Ingress] = []
  private var policies: [NetworkPolicy] = []
  private var namespaces: [String: [String: String]] = [:]

  package init(
    _ spec: ExperimentSpec, workloads: [WorkloadObject], manifests: [Manifest], report: DocumentReport
  ) {
    self.spec = spec
    self.workloads = workloads
    self.report = report
    for manifest in manifests {
      switch manifest.object {
      case .service(let service): services.append(service)
      case .ingress(let ingress): ingresses.append(ingress)
      case .networkPolicy(let policy): policies.append(policy)
      case .other(_, "Namespace", let name):
        let entries = manifest.node["metadata"]?["labels"]?.entries ?? []
        namespaces[name] = Dictionary(
          entries.compactMap { entry in entry.value.text.map { (entry.key, $0) } }, uniquingKeysWith: { $1 })
      default: break
      }
    }
  }

  /// The plan of all streams; what is wrong goes to the report.
  package func plan() -> TrafficPlan {
    var plan = TrafficPlan()
    for (index, workload) in spec.workloads.enumerated() {
      if let traffic = workload.traffic, let stream = entry(traffic, to: index) {
        plan.streams.append(stream)
      }
    }
    for (index, workload) in spec.workloads.enumerated() {
      plan.streams += workload.calls.compactMap { call($0, by: index) }
    }
    if let cycle = plan.cycle, let start = cycle.first {
      let names = cycle.map { spec.workloads[$0].target }.joined(separator: " calls ")
      report.problem(
        "the calls go in a circle: \(names)", at: spec.workloads[start].calls.first?.place,
        path: "spec.workloads[\(start)].calls", hint: "leave one of them out")
    }
    checkUnasked(plan)
    return plan
  }

  /// Notes workloads without load that nobody calls, and pooled ones with ways to their pods.
  private func checkUnasked(_ plan: TrafficPlan) {
    for (index, workload) in spec.workloads.enumerated() {
      let path = "spec.workloads[\(index)]"
      if workload.traces.isEmpty, workloads[index].controller.hasScale,
        !plan.streams.contains(where: { $0.target == index && $0.isCall })
      {
        report.problem(
          "\(workloads[index].kind) \(workload.target) has no load, and no other calls it",
          at: workload.place,
          path: "\(path).load", hint: "load: {csv: ...}, or name its Service under calls of another workload")
      }
      if workload.response.discipline == .pooled, plan.streams.contains(where: { $0.target == index }) {
        report.problem(
          "cannot be pooled where ways to the pods are described", at: workload.place,
          path: "\(path).response.discipline", hint: "discipline: processorSharing")
      }
    }
  }

  // MARK: Clients

  private func entry(_ traffic: TrafficSpec, to index: Int) -> TrafficStream? {
    let target = deployments[index]
    let own = target.metadata.namespace
    var stream = TrafficStream(target: index, origin: .inside)
    var port: NetworkPort?
    let source: NetworkEnd
    if let name = traffic.ingress {
      guard let (service, servicePort) = backend(of: name, traffic, namespace: own) else { return nil }
      guard leads(service, to: index, place: traffic.place, path: traffic.path) else { return nil }
      stream.origin = .outside
      stream.route.fallsBackToTerminating = false
      stream.route.balancing =
        switch traffic.balancer {
        case .roundRobin: .equal
        case .leastConnections: .leastRequests
        case .ewma: .leastTime
        }
      port = networkPort(servicePort, of: target)
      source = pod(
        namespace: traffic.namespace ?? "ingress-nginx",
        labels: traffic.labels.isEmpty ? ["app.kubernetes.io/name": "ingress-nginx"] : traffic.labels)
    } else {
      let service: Service
      if let name = traffic.service {
        guard let found = find(name, in: own, place: traffic.place, path: "\(traffic.path).service"),
          leads(found, to: index, place: traffic.place, path: "\(traffic.path).service")
        else { return nil }
        service = found
      } else {
        let found = services.filter { selects($0, target) }
        guard found.count == 1 else {
          report.problem(
            found.isEmpty
              ? "no Service leads to Deployment \(target.metadata.name)"
              : "\(found.map(\.metadata.name).joined(separator: " and ")) lead to Deployment \(target.metadata.name)",
            at: traffic.place, path: traffic.path,
            hint: found.isEmpty ? "add a Service to the manifests" : "say which with service: NAME")
          return nil
        }
        service = found[0]
      }
      let side = traffic.side ?? (service.spec.isReachedFromOutside ? .outside : .inside)
      guard side == .inside || service.spec.isReachedFromOutside else {
        report.problem(
          "Service \(service.metadata.name) is of type \(service.spec.type), nobody outside reaches it",
          at: traffic.place, path: "\(traffic.path).from",
          hint: "type: LoadBalancer in the Service, an ingress, or from: inside")
        return nil
      }
      stream.origin = side == .outside ? .outside : .inside
      stream.route = route(service, isOutside: side == .outside, traffic.clients)
      port = networkPort(service.spec.ports.first, of: target)
      if side == .inside {
        source = pod(namespace: traffic.namespace ?? own, labels: traffic.labels)
      } else {
        // With the policy Cluster pods see the address of the node a connection came in at.
        source = NetworkEnd(
          address: service.spec.externalTrafficPolicy == "Local" ? traffic.address : nil)
      }
    }
    stream.retry = traffic.clients.retry
    stream.thinkMs = traffic.clients.thinkMs
    stream.isDenied = !NetworkPolicy.allow(policies, from: source, to: pod(of: target), port: port)
    return stream
  }

  /// The Service and port that an Ingress sends requests to.
  private func backend(of name: String, _ traffic: TrafficSpec, namespace: String) -> (Service, ServicePort?)?
  {
    guard
      let ingress = ingresses.first(where: { $0.metadata.name == name && $0.metadata.namespace == namespace })
    else {
      let names = ingresses.map(\.metadata.name)
      report.problem(
        "there is no Ingress \(name)", at: traffic.place, path: "\(traffic.path).ingress",
        hint: Spelling.nearest(to: name, in: names).map { "did you mean \($0)?" }
          ?? (names.isEmpty ? "the manifests hold none" : "there is \(names.joined(separator: ", "))"))
      return nil
    }
    guard let backend = ingress.backend(host: traffic.host, path: traffic.urlPath),
      let target = backend.service
    else {
      report.problem(
        "Ingress \(name) has no backend for host \"\(traffic.host)\" and path \(traffic.urlPath)",
        at: traffic.place,
        path: traffic.path,
        hint: "its hosts: \(ingress.rules.map { $0.host.isEmpty ? "all" : $0.host }.joined(separator: ", "))")
      return nil
    }
    guard let service = find(target, in: namespace, place: traffic.place, path: traffic.path) else {
      return nil
    }
    let port = service.spec.ports.first {
      backend.portName.isEmpty ? $0.port == backend.portNumber : $0.name == backend.portName
    }
    if port == nil {
      let wanted = backend.portName.isEmpty ? "\(backend.portNumber)" : backend.portName
      report.problem(
        "Ingress \(name) asks for port \(wanted), which Service \(target) does not have", at: traffic.place,
        path: traffic.path)
      return nil
    }
    return (service, port)
  }

  // MARK: Calls

  private func call(_ call: CallSpec, by caller: Int) -> TrafficStream? {
    let own = deployments[caller].metadata.namespace
    guard let service = find(call.service, in: own, place: call.place, path: "\(call.path).service") else {
      return nil
    }
    let targets = deployments.indices.filter { selects(service, deployments[$0]) }
    guard let target = single(targets, of: service, place: call.place, path: "\(call.path).service") else {
      return nil
    }
    var stream = TrafficStream(target: target, origin: .workload(caller))
    stream.route = route(service, isOutside: false, call.clients)
    stream.requests = call.requests
    stream.stage = call.stage
    stream.isParallel = call.isParallel
    stream.retry = call.clients.retry
    stream.isDenied = !NetworkPolicy.allow(
      policies, from: pod(of: deployments[caller]), to: pod(of: deployments[target]),
      port: networkPort(service.spec.ports.first, of: deployments[target]))
    return stream
  }

  // MARK: Objects

  private func find(_ name: String, in namespace: String, place: SourcePlace, path: String) -> Service? {
    let parts = name.split(separator: ".").map(String.init)
    let wanted = parts.count > 1 ? parts[1] : namespace
    if let found = services.first(where: {
      $0.metadata.name == parts.first && $0.metadata.namespace == wanted
    }) {
      return found
    }
    let names = services.map(\.metadata.name)
    report.problem(
      "there is no Service \(name)", at: place, path: path,
      hint: Spelling.nearest(to: name, in: names).map { "did you mean \($0)?" }
        ?? (names.isEmpty ? "the manifests hold none" : "there is \(names.joined(separator: ", "))"))
    return nil
  }

  private func selects(_ service: Service, _ deployment: Deployment) -> Bool {
    let labels = deployment.spec.template.metadata.labels
    return !service.spec.selector.isEmpty && service.metadata.namespace == deployment.metadata.namespace
      && service.spec.selector.allSatisfy { labels[$0.key] == $0.value }
  }

  private func single(_ targets: [Int], of service: Service, place: SourcePlace, path: String) -> Int? {
    if targets.count == 1 { return targets[0] }
    let names = targets.map { deployments[$0].metadata.name }
    report.problem(
      targets.isEmpty
        ? "Service \(service.metadata.name) selects no Deployment of the experiment"
        : "Service \(service.metadata.name) selects the pods of \(names.joined(separator: " and ")), one is simulated",
      at: place, path: path,
      hint: targets.isEmpty ? "name the Deployment under spec.workloads" : "narrow the Service's selector")
    return nil
  }

  private func leads(_ service: Service, to index: Int, place: SourcePlace, path: String) -> Bool {
    let targets = deployments.indices.filter { selects(service, deployments[$0]) }
    guard let target = single(targets, of: service, place: place, path: path) else { return false }
    if target == index { return true }
    report.problem(
      "Service \(service.metadata.name) leads to Deployment \(deployments[target].metadata.name), not to "
        + "\(deployments[index].metadata.name)", at: place, path: path)
    return false
  }

  /// The way a Service gives to its pods.
  private func route(_ service: Service, isOutside: Bool, _ clients: ClientSpec) -> TrafficRoute {
    var route = TrafficRoute()
    route.publishesNotReady = service.spec.publishNotReadyAddresses
    guard !service.spec.isHeadless else {
      route.namesKeptMs = clients.dnsTTLMs
      route.fallsBackToTerminating = false
      return route
    }
    let policy = isOutside ? service.spec.externalTrafficPolicy : service.spec.internalTrafficPolicy
    if policy == "Local" {
      route.reach = isOutside ? .entryNode(isBalanced: service.spec.type == "LoadBalancer") : .clientNode
    } else {
      switch service.spec.trafficDistribution {
      case "PreferClose", "PreferSameZone": route.reach = .preferZone
      case "PreferSameNode": route.reach = .preferNode
      default: break
      }
    }
    if service.spec.sessionAffinity == "ClientIP" {
      route.affinity = TrafficRoute.Affinity(
        clients: clients.count, timeoutMs: Int64(service.spec.affinityTimeoutSeconds ?? 10_800) * 1_000,
        sessionMs: clients.sessionMs)
    }
    return route
  }

  private func pod(of deployment: Deployment) -> NetworkEnd {
    pod(namespace: deployment.metadata.namespace, labels: deployment.spec.template.metadata.labels)
  }

  private func pod(namespace: String, labels: [String: String]) -> NetworkEnd {
    NetworkEnd(namespace: namespace, labels: labels, namespaceLabels: namespaces[namespace] ?? [:])
  }

  /// The port of the pods that a Service's port leads to.
  private func networkPort(_ port: ServicePort?, of deployment: Deployment) -> NetworkPort? {
    guard let port else { return nil }
    let ports = deployment.spec.template.spec.containers.flatMap(\.ports)
    switch port.targetPort {
    case .int(let number):
      let name = ports.first { $0.containerPort == number }?.name ?? ""
      return NetworkPort(protocol: port.protocol, number: number, name: name)
    case .string(let name):
      let number = ports.first { $0.name == name }?.containerPort
      return NetworkPort(protocol: port.protocol, number: number, name: name)
    }
  }
}

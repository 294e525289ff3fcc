import Cluster
import Kubernetes

extension WorkloadSpec {
  /// Reads how clients reach the workload and whom it calls.
  mutating func readTraffic(_ fields: Fields) {
    traffic = fields.object("traffic") { TrafficSpec.read($0) }
    guard fields.has("calls") else { return }
    var stage = 0
    let found = fields.list("calls") { node, path -> [CallSpec]? in
      defer { stage += 1 }
      return Fields.read(node, path: path, report: fields.report) { entry in
        guard entry.has("parallel") else { return CallSpec.read(entry, stage: stage).map { [$0] } }
        return entry.objects("parallel") { inner in
          var call = CallSpec.read(inner, stage: stage)
          call?.isParallel = true
          return call
        }
      }
    }
    calls = (found ?? []).flatMap { $0 }
  }
}

extension TrafficSpec {
  static func read(_ fields: Fields) -> TrafficSpec? {
    let before = fields.report.problems.count
    var traffic = TrafficSpec(place: fields.node.place, path: fields.path)
    traffic.service = fields.line("service")
    traffic.ingress = fields.line("ingress")
    if traffic.ingress != nil, traffic.service != nil {
      fields.problem("service", "cannot stand beside ingress", hint: "the Ingress says which Service it is")
    }
    for key in ["host", "path", "balancer"] where traffic.ingress == nil && fields.has(key) {
      fields.problem(key, "belongs to an ingress", hint: "ingress: NAME")
    }
    if let host = fields.line("host") { traffic.host = host }
    if let path = fields.line("path") {
      if !path.hasPrefix("/") { fields.mismatch("path", "an absolute path such as /cart") }
      traffic.urlPath = path
    }
    if let balancer = fields.choice("balancer", of: Balancer.self) { traffic.balancer = balancer }
    traffic.side = fields.choice("from", of: Side.self)
    if traffic.ingress != nil, traffic.side == .inside {
      fields.problem("from", "must be outside for an ingress")
    }
    if let text = fields.line("address") {
      traffic.address = AddressBlock(text)
      if traffic.address?.isAddress != true { fields.mismatch("address", "an address such as 203.0.113.7") }
    }
    traffic.namespace = fields.line("namespace")
    traffic.labels = fields.strings("labels") ?? [:]
    if fields.has("clients"), let clients = fields.object("clients", { ClientSpec.read($0, waits: true) }) {
      traffic.clients = clients
    }
    traffic.clients.retry = RetryPolicy.read(fields)
    return fields.report.problems.count == before ? traffic : nil
  }
}

extension CallSpec {
  fileprivate static func read(_ fields: Fields, stage: Int) -> CallSpec? {
    let before = fields.report.problems.count
    if !fields.has("service") { fields.missing("service", hint: "the Service that is called") }
    var call = CallSpec(place: fields.node.place, path: fields.path, service: fields.line("service") ?? "")
    call.stage = stage
    if let number = fields.number("requests", 0.001...1_000, "a number from 0.001 to 1,000") {
      call.requests = number
    }
    if let clients = fields.object("clients", { ClientSpec.read($0, waits: false) }) {
      call.clients = clients
    }
    call.clients.retry = RetryPolicy.read(fields)
    return fields.report.problems.count == before ? call : nil
  }
}

extension ClientSpec {
  fileprivate static func read(_ fields: Fields, waits: Bool) -> ClientSpec? {
    var clients = ClientSpec()
    if waits { clients.thinkMs = fields.span("think", 0...86_400_000) }
    if let count = fields.whole("count", 1...10_000) { clients.count = count }
    clients.sessionMs = fields.span("session", 1_000...Span.longestMs)
    if let kept = fields.span("dnsTTL", 1_000...86_400_000) { clients.dnsTTLMs = kept }
    return clients
  }
}

extension RetryPolicy {
  /// Reads the field `retry`.
  fileprivate static func read(_ fields: Fields) -> RetryPolicy? {
    fields.object("retry") { fields in
      let before = fields.report.problems.count
      if !fields.has("retries") {
        fields.missing("retries", hint: "how often a request is tried again: retries: 2")
      }
      var policy = RetryPolicy(retries: fields.whole("retries", 0...10) ?? 0)
      if let words = fields.texts("after") {
        let known = Failure.allCases.map(\.rawValue)
        policy.on = Set(words.compactMap(Failure.init(rawValue:)))
        if let wrong = words.first(where: { !known.contains($0) }) {
          fields.problem(
            "after", "must be failures out of \(known.joined(separator: ", ")), found \"\(wrong)\"",
            hint: Spelling.nearest(to: wrong, in: known).map { "did you mean \($0)?" })
        }
      }
      if let wait = fields.span("backoff", 0...3_600_000) { policy.backoffMs = wait }
      if let factor = fields.number("factor", 1...100, "a factor from 1 to 100") { policy.factor = factor }
      if let longest = fields.span("longest", 0...3_600_000) { policy.longestMs = longest }
      return fields.report.problems.count == before ? policy : nil
    }
  }
}

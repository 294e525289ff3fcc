import Kubernetes

extension ResponseModel {
  /// Reads a model from the fields named as its properties; what is absent keeps its default.
  ///
  /// CPU and memory may be written as quantities (`10m`, `64Mi`), times as `250ms` or as seconds;
  /// `timeout`, `threads` and `queueLimit` take `none`. Returns nil, with the problems in the report, if a
  /// value is no number, negative, or out of its range.
  public static func read(_ node: DocumentNode, path: String, report: DocumentReport) -> ResponseModel? {
    let before = report.problems.count
    let model = Fields.read(node, path: path, report: report) { fields -> ResponseModel? in
      var model = ResponseModel()
      fields.amount("cpuPerRequest", .positive, into: &model.cpuPerRequest)
      fields.amount("cpuIdle", .notNegative, into: &model.cpuIdle)
      fields.bytes("memoryBase", into: &model.memoryBase)
      fields.bytes("memoryPerInFlight", into: &model.memoryPerInFlight)
      fields.bytes("memoryLeakPerHour", into: &model.memoryLeakPerHour)
      fields.amount("serviceTimeCV", .notNegative, into: &model.serviceTimeCV)
      fields.amount("startupCPU", .notNegative, into: &model.startupCPU)
      fields.seconds("startupSeconds", into: &model.startupSeconds)
      fields.seconds("baseLatency", into: &model.baseLatency)
      fields.unbounded("threads", into: &model.threads) { fields.amount($0, .positive) }
      fields.unbounded("queueLimit", into: &model.queueLimit) { fields.amount($0, .notNegative) }
      fields.unbounded("timeout", into: &model.timeout) {
        fields.timespan($0, .positive).map { Double($0) / 1000 }
      }
      if let discipline = fields.choice("discipline", of: Discipline.self) { model.discipline = discipline }
      // A message waits as long as it takes.
      if model.discipline == .queue, node["timeout"] == nil { model.timeout = nil }
      return model
    }
    return report.problems.count == before ? model : nil
  }
}

extension Fields {
  fileprivate func amount(_ key: String, _ bounds: Bounds, into target: inout Double) {
    if let found = amount(key, bounds) { target = found }
  }

  fileprivate func seconds(_ key: String, into target: inout Double) {
    if let found = timespan(key) { target = Double(found) / 1000 }
  }

  fileprivate func bytes(_ key: String, into target: inout Int64) {
    // An exabyte, so that sums of a few still fit 64 bits.
    if let found = amount(key, .from(0, to: 1e18)) { target = Int64(found.rounded(.up)) }
  }

  /// Reads a bound that may be `none` or null for no bound at all.
  fileprivate func unbounded(_ key: String, into target: inout Double?, read: (String) -> Double?) {
    if case .null? = node[key]?.content {
      ignore(key)
      target = nil
    } else if value(key)?.text == "none" {
      target = nil
    } else if let found = read(key) {
      target = found
    }
  }
}

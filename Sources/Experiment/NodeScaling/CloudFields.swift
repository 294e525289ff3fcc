import Kubernetes
import NodeScaling
import Simulation

/// Reads what both autoscalers of nodes say of their cloud.
enum CloudFields {
  /// Reads `machines: {file: prices.csv}`.
  static func machines(_ fields: Fields, folder: String) -> PriceList? {
    fields.object("machines") { fields -> PriceList? in
      guard let name = fields.line("file") else {
        if !fields.has("file") { fields.missing("file", hint: "a CSV or YAML file of machines and prices") }
        return nil
      }
      let path = name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
      do throws(InputErrors) {
        return try PriceList(contentsOf: path)
      } catch {
        for problem in error.problems {
          fields.report.problem(
            problem.message, at: problem.place ?? fields.node.place,
            path: problem.path.isEmpty ? fields.path(of: "file") : problem.path, hint: problem.hint)
        }
        return nil
      }
    }
  }

  /// Reads `provisioning`: the name of a preset, or how long it takes.
  static func times(_ fields: Fields) -> ProvisioningTimes? {
    guard let node = fields.value("provisioning") else { return nil }
    if let name = node.text {
      if let preset = ProvisioningTimes.preset(named: name) { return preset.times }
      let names = ProvisioningTimes.presets.map(\.name)
      fields.mismatch(
        "provisioning", "a preset, or {registration: 60s, readiness: 20s}",
        hint: Spelling.nearest(to: name, in: names).map { "did you mean \($0)?" }
          ?? "the presets are \(names.joined(separator: ", "))")
      return nil
    }
    return fields.object("provisioning") { fields -> ProvisioningTimes? in
      guard let registration = fields.span("registration") else {
        if !fields.has("registration") {
          fields.missing("registration", hint: "the median time until a machine is a node, such as 60s")
        }
        return nil
      }
      let cv = fields.number("cv", 0...5, "a coefficient of variation from 0 to 5") ?? 0.25
      let readiness = fields.span("readiness") ?? 20_000
      return ProvisioningTimes(
        registration: .init(medianS: Double(registration) / 1_000, cv: cv),
        readiness: .init(medianS: Double(readiness) / 1_000, cv: cv))
    }
  }

  /// Reads `cloud`: what it does not have, and when it takes machines back.
  static func supply(_ fields: Fields) -> CloudSupply? {
    fields.object("cloud") { fields -> CloudSupply? in
      var supply = CloudSupply()
      supply.quotas = fields.objects("quotas", quota) ?? []
      supply.shortages = fields.objects("shortages", shortage) ?? []
      if let rate = fields.number(
        "spotInterruptionsPerHour", 0...60, "interruptions of a machine an hour, from 0 to 60")
      {
        supply.spotInterruptionsPerHour = rate
      }
      if let notice = fields.span("spotNotice") { supply.spotNoticeMs = notice }
      if let share = fields.number("neverRegister", 0...1, "a share of the machines from 0 to 1") {
        supply.neverRegisterShare = share
      }
      return supply
    }
  }

  private static func quota(_ fields: Fields) -> CloudSupply.Quota? {
    var quota = CloudSupply.Quota()
    quota.prefixes = fields.list("types") { node, _ in node.text } ?? []
    quota.cores = fields.whole("cores", 0...10_000_000).map { Int64($0) }
    quota.machines = fields.whole("machines", 0...1_000_000)
    if quota.cores == nil, quota.machines == nil {
      fields.missing("machines", hint: "or cores: the most of them")
      return nil
    }
    return quota
  }

  private static func shortage(_ fields: Fields) -> CloudSupply.Shortage? {
    let from = fields.span("from") ?? 0
    let until = fields.span("until") ?? Span.longestMs
    if until <= from { fields.problem("until", "must be after from") }
    return CloudSupply.Shortage(
      type: fields.line("type"), zone: fields.line("zone"), capacityType: capacityType(fields), fromMs: from,
      untilMs: until)
  }

  /// Reads how machines are paid for.
  static func capacityType(_ fields: Fields) -> CapacityType? {
    fields.choice("capacityType", of: CapacityType.self)
  }
}

extension CloudSupply {
  /// Moves its times.
  mutating func shift(byMs ms: Int64) {
    for index in shortages.indices {
      shortages[index].fromMs += ms
      shortages[index].untilMs += ms
    }
  }
}

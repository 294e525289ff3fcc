import Kubernetes

extension LoadDescription {
  /// The step of a load whose step nobody tells: HPA's own period.
  static let usualStepMs: Int64 = 15_000

  /// Reads the description of a load; nil, with the problems in the report, if it is wrong.
  ///
  /// Files are named from the folder. What was done to recordings (gaps held, values marked as censored) is
  /// noted as warnings.
  public static func read(
    from node: DocumentNode, path: String, relativeTo folder: String, report: DocumentReport
  ) -> LoadDescription? {
    read(
      LoadInput(node: node, path: path, place: "", folder: folder, purpose: .load, report: report))
  }

  /// Reads the description of any series, such as the values of an external metric: it may have any unit, and
  /// keep its gaps.
  public static func read(
    signal node: DocumentNode, path: String, relativeTo folder: String, report: DocumentReport
  ) -> LoadDescription? {
    read(
      LoadInput(node: node, path: path, place: "", folder: folder, purpose: .signal, report: report))
  }

  private static func read(_ input: LoadInput) -> LoadDescription? {
    input.fields { fields in
      let every = fields.timespan("every", .positive)
      let arrivals = fields.choice("arrivals", of: Arrivals.self) ?? .even
      let told = fields.choice("unit", of: Unit.self)
      let name = fields.string("name")
      guard let source = LoadVocabulary.source(in: fields, input, others: ["every", "arrivals", "unit"]),
        let unit = unit(of: source, told: told, fields, input),
        let axis = axis(of: source, every, fields, input)
      else { return nil }
      if arrivals == .poisson, unit != .requestsPerSecond, unit != .cores {
        fields.problem("arrivals", "draws requests, but the values measure \(unit.rawValue)")
        return nil
      }
      return LoadDescription(name: name ?? "load", arrivals: arrivals, unit: unit, source: source, axis: axis)
    }
  }

  private static func unit(
    of source: any LoadSource, told: Unit?, _ fields: Fields, _ input: LoadInput
  ) -> Unit? {
    if let told, let own = source.unit, told != own {
      fields.problem(
        "unit", "is \(told.rawValue), but what is described measures \(own.rawValue)",
        hint: "unit here is what generators make; a file's unit stands beside the file")
      return nil
    }
    let unit = source.unit ?? told ?? .requestsPerSecond
    guard input.purpose == .load, unit != .requestsPerSecond, unit != .cores else { return unit }
    input.report.problem(
      "measures \(unit.rawValue), which is no load", at: input.node.place, path: input.path,
      hint: "a load is in requests/s or in cores")
    return nil
  }

  /// The steps of the load: told, those of its only recording, or the usual ones.
  private static func axis(
    of source: any LoadSource, _ every: Int64?, _ fields: Fields, _ input: LoadInput
  ) -> TimeAxis? {
    guard let length = source.lengthMs else {
      input.report.problem(
        "does not say how long it lasts", at: input.node.place, path: input.path, hint: "add duration: 7d")
      return nil
    }
    let recordings = source.recordings
    if every == nil, source.keepsSteps, recordings.count == 1, !recordings[0].isNearlyRegular {
      return recordings[0].axis(lengthMs: length)
    }
    let recorded = recordings.map(\.usualStepMs)
    let step =
      every
      ?? (source.keepsSteps ? recorded.min() : recorded.min().map { min($0, usualStepMs) }) ?? usualStepMs
    if every != nil, fields.has("duration"), length % step != 0 {
      fields.problem(
        "duration",
        "must be a whole number of steps of \(Timespan.text(step)), found \(Timespan.text(length))")
      return nil
    }
    guard step <= length else {
      fields.problem("every", "must be at most \(Timespan.text(length)), which is how long the load lasts")
      return nil
    }
    let steps = Double(length / step)
    guard steps <= LoadWork.mostValues else {
      fields.problem(
        "every",
        "makes \(plain(steps)) steps of \(Timespan.text(step)), at most \(plain(LoadWork.mostValues)) are taken",
        hint: "take a longer step or a shorter duration")
      return nil
    }
    let work = source.work(overMs: length, stepMs: step)
    guard work.draws <= LoadWork.mostDraws, work.values <= LoadWork.mostValues else {
      let tooMany =
        work.draws > LoadWork.mostDraws
        ? "\(plain(work.draws.rounded())) random events, at most \(plain(LoadWork.mostDraws)) are drawn"
        : "\(plain(work.values.rounded())) values at once, at most \(plain(LoadWork.mostValues)) are held"
      input.report.problem(
        "needs about \(tooMany)", at: input.node.place, path: input.path,
        hint: "take a shorter duration, longer steps or fewer events")
      return nil
    }
    return TimeAxis(stepMs: step, lengthMs: length / step * step)
  }
}

extension Series {
  /// The distance most values have to the next.
  var usualStepMs: Int64 { stepMs ?? RecordedSteps(of: timesMs)?.usualMs ?? max(durationMs, 1) }

  /// Whether nearly all steps are equal, so that equal steps lose nothing.
  var isNearlyRegular: Bool { stepMs != nil || RecordedSteps(of: timesMs)?.isSteady ?? false }

  /// The series' own steps up to an end.
  func axis(lengthMs: Int64) -> TimeAxis {
    TimeAxis(timesMs: timesMs.filter { $0 < lengthMs }, endMs: min(endMs, lengthMs))
  }
}

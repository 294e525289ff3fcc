import Kubernetes

/// The words a load is described with.
enum LoadVocabulary {
  /// Every kind of source, in the order messages list them.
  static let sources: [any LoadSource.Type] = [
    CSVSource.self, PrometheusSource.self,
    Constant.self, Step.self, Steps.self, Ramp.self, Spike.self, Sine.self, Diurnal.self, Sawtooth.self,
    Square.self, FlashCrowd.self, FlashCrowds.self,
    Poisson.self, MarkovModulated.self, AutoregressiveNoise.self, OrnsteinUhlenbeckNoise.self, OnOff.self,
    Hawkes.self, FractionalNoise.self,
    Sum.self, Product.self, Clip.self, Scale.self, Shift.self, Repetition.self, Concatenation.self,
    Slice.self, Resample.self,
  ]

  /// The fields that may stand beside a source's keyword.
  static let modifiers = ["name", "duration"]

  /// Reads the one source that a mapping describes, with what is said about it.
  static func read(_ input: LoadInput) -> (any LoadSource)? {
    input.fields { fields in source(in: fields, input) }
  }

  /// Reads the source among fields that may hold others too, which the caller reads.
  static func source(in fields: Fields, _ input: LoadInput, others: [String] = []) -> (any LoadSource)? {
    let known = sources.filter { fields.has($0.keyword) }
    guard let kind = known.first, known.count == 1 else {
      let words = sources.map { $0.keyword }.joined(separator: ", ")
      if known.isEmpty {
        let strange = fields.keys.first { !modifiers.contains($0) && !others.contains($0) }
        strange.map { fields.ignore($0) }
        input.report.problem(
          strange.map { "unknown kind of load \"\($0)\"" } ?? "describes no load",
          at: strange.map { fields.keyPlace($0) } ?? input.node.place, path: input.path,
          hint: "one of \(words)")
      } else {
        let found = known.map { $0.keyword }.joined(separator: " and ")
        input.report.problem(
          "describes \(known.count) loads at once, \(found)", at: fields.place(known[1].keyword),
          path: input.path, hint: "put them into a sum, a product or a concatenate")
      }
      return nil
    }
    let name = fields.string("name")
    let duration = fields.timespan("duration", .positive)
    guard let node = fields.value(kind.keyword) else { return nil }
    let step = input.path.isEmpty ? kind.keyword : ".\(kind.keyword)"
    let inner = LoadInput(
      node: node, path: input.path + step,
      // The name of the whole load is for reports, and keys nothing.
      place: input.place.isEmpty ? kind.keyword : name ?? "\(input.place).\(kind.keyword)",
      depth: input.depth, folder: input.folder, purpose: input.purpose, report: input.report)
    guard let source = kind.read(inner), duration != nil || !fields.has("duration") else { return nil }
    guard let duration else { return source }
    if let length = source.lengthMs, length < duration {
      fields.problem(
        "duration",
        "must be at most \(Timespan.text(length)), which is how long the \(kind.keyword) lasts",
        hint: "repeat or concatenate makes it longer")
      return nil
    }
    return Limited(source: source, lengthMs: duration)
  }
}

extension Fields {
  /// Where the key of a field stands.
  func keyPlace(_ key: String) -> SourcePlace {
    node.entries?.first { $0.key == key }?.keyPlace ?? node.place
  }
}

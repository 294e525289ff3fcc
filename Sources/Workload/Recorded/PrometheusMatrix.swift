import Kubernetes

/// The series of a Prometheus range query, as `data.resultType: matrix` has them.
///
/// Times are seconds with up to three decimals, values are texts, among them `NaN`, `+Inf` and `-Inf`; a series
/// has no sample where its target was not scraped. Seen from Prometheus 2.42 and VictoriaMetrics 1.79.
struct PrometheusMatrix {
  /// One series.
  struct Member {
    let place: SourcePlace
    let labels: [DocumentNode.Entry]
    let timesMs: [Int64]
    let values: [Double]
  }

  let file: String
  let members: [Member]
  /// What the server said about data it could not get, and hints on the query.
  let warnings: [String]

  /// Reads an answer saved in a file. Throws what is wrong with it, also an error the server answered with.
  init(file: String) throws(InputErrors) {
    self.file = file
    let root = try DocumentNode.parse(json: try RecordedFile.text(of: file), file: file)
    if root["status"]?.text == "error" {
      let kind = root["errorType"]?.text.map { "\($0): " } ?? ""
      throw InputErrors([
        InputProblem(
          place: root.place,
          message: "the server answered with an error: \(kind)\(root["error"]?.text ?? "no reason given")")
      ])
    }
    guard let data = root["data"], let type = data["resultType"]?.text, let result = data["result"] else {
      throw InputErrors([
        InputProblem(
          place: root.place, message: "is no answer of a Prometheus query: it has no data.resultType")
      ])
    }
    guard type == "matrix", let elements = result.elements else {
      throw InputErrors([
        InputProblem(
          place: data["resultType"]?.place, message: "the answer is a \(type), which has no history",
          hint: "ask /api/v1/query_range, not /api/v1/query")
      ])
    }
    warnings =
      (root["warnings"]?.elements ?? []).compactMap(\.text)
      + (root["infos"]?.elements ?? []).compactMap(\.text)
    var problems: [InputProblem] = []
    var members: [Member] = []
    for element in elements {
      do throws(InputProblem) {
        members.append(try Member(element))
      } catch {
        problems.append(error)
      }
    }
    guard problems.isEmpty else { throw InputErrors(problems) }
    self.members = members
  }

  /// Combines the series that have all of some labels into one; a value that is infinite becomes a gap.
  ///
  /// Series without a sample at a time do not count there, as in Prometheus' own `sum`; a NaN makes a gap.
  /// Throws if no series has the labels, or a value is below zero where that makes no sense.
  func combined(
    _ combination: PrometheusSource.Combination, _ labels: [String: String], refusesNegative: Bool
  ) throws(InputErrors) -> (RawRecording, infinite: Int) {
    let chosen = members.filter { $0.has(labels) }
    guard chosen.contains(where: { !$0.timesMs.isEmpty }) else {
      throw InputErrors([nothingFound()])
    }
    var infinite = 0
    var samples: [(time: Int64, value: Double)] = []
    for member in chosen {
      for (time, value) in zip(member.timesMs, member.values) {
        guard !(value < 0 && refusesNegative && value.isFinite) else {
          throw InputErrors([
            InputProblem(
              place: member.place,
              message: "the value \(plain(value)) at \(TimeText.iso(time)) is below zero",
              hint: "unit: number takes any")
          ])
        }
        if value.isInfinite { infinite += 1 }
        samples.append((time, value.isInfinite ? .nan : value))
      }
    }
    // Equal times keep the order of the series, so that sums are the same on every run.
    let order = samples.indices.sorted { (samples[$0].time, $0) < (samples[$1].time, $1) }
    var raw = RawRecording(timesMs: [], values: [], replicas: nil, isEpoch: true)
    var start = 0
    while start < order.count {
      let time = samples[order[start]].time
      var end = start
      while end < order.count, samples[order[end]].time == time { end += 1 }
      raw.timesMs.append(time)
      raw.values.append(PrometheusMatrix.combine(order[start..<end].map { samples[$0].value }, combination))
      start = end
    }
    raw.isEpoch = (raw.timesMs.first ?? 0) >= TimeText.earliestEpochMs
    return (raw, infinite)
  }

  private func nothingFound() -> InputProblem {
    guard !members.isEmpty else {
      return InputProblem(path: "file", message: "\(file) holds no series: the query found nothing")
    }
    let shown = members.prefix(5).map(\.labelText).joined(separator: " ")
    return InputProblem(
      path: "match", message: "no series in \(file) has these labels",
      hint: "it has \(shown)\(members.count > 5 ? " and \(members.count - 5) more" : "")")
  }

  private static func combine(_ values: [Double], _ combination: PrometheusSource.Combination) -> Double {
    // Swift's min and max pass NaN over; a sample that is no number makes none.
    if values.count == 1 || values.contains(where: \.isNaN) { return values.count == 1 ? values[0] : .nan }
    return switch combination {
    case .sum: values.reduce(0, +)
    case .mean: values.reduce(0, +) / Double(values.count)
    case .min: values.min() ?? .nan
    case .max: values.max() ?? .nan
    }
  }
}

extension PrometheusMatrix.Member {
  fileprivate init(_ node: DocumentNode) throws(InputProblem) {
    place = node.place
    labels = node["metric"]?.entries ?? []
    guard let samples = node["values"]?.elements else {
      let isNative = node["histograms"] != nil
      throw InputProblem(
        place: node.place,
        message: isNative
          ? "the series is a native histogram, which is no single value" : "the series has no values",
        hint: isNative ? "ask for histogram_count or histogram_sum of it" : nil)
    }
    var times: [Int64] = []
    var values: [Double] = []
    times.reserveCapacity(samples.count)
    values.reserveCapacity(samples.count)
    for sample in samples {
      guard let pair = sample.elements, pair.count == 2, case .number(let time) = pair[0].content,
        let seconds = Double(time), abs(seconds) < 1e12, let text = pair[1].text,
        let value = PrometheusMatrix.Member.value(text)
      else {
        throw InputProblem(
          place: sample.place, message: "must be a sample such as [1795374778, \"0.5\"]")
      }
      let milliseconds = Int64((seconds * 1000).rounded())
      guard milliseconds > times.last ?? .min else {
        throw InputProblem(place: sample.place, message: "the times of the series do not increase")
      }
      times.append(milliseconds)
      values.append(value)
    }
    timesMs = times
    self.values = values
  }

  private static func value(_ text: String) -> Double? {
    switch text {
    case "NaN": .nan
    case "+Inf", "Inf": .infinity
    case "-Inf": -.infinity
    default: Double(text)
    }
  }

  fileprivate func has(_ wanted: [String: String]) -> Bool {
    wanted.allSatisfy { key, value in labels.contains { $0.key == key && $0.value.text == value } }
  }

  fileprivate var labelText: String {
    "{" + labels.map { "\($0.key)=\"\($0.value.text ?? "")\"" }.joined(separator: ",") + "}"
  }
}

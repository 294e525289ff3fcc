import Statistics
import Testing

@Suite("Output of runs")
struct OutputAnalysisTests {
  /// The series a case refers to, by name or as `x[200:]`.
  static func series(_ values: VectorCase) throws -> [Double] {
    let x = values.document["x"].numbers
    return try values.require("x_ref", \.string) == "x" ? x : Array(x[200...])
  }

  @Test("Warm-up and batches are the vectors'", arguments: Vectors.casesWithDocument("output_analysis"))
  func vectors(values: VectorCase) throws {
    let x = try Self.series(values)
    switch try values.require("kind", \.string) {
    case "mser":
      let cut = try WarmUp.mser(x, batchSize: try values.require("m", \.integer))
      #expect(cut.batches == values["d_batches"].integer)
      #expect(cut.values == values["d_observations"].integer)
      #expect(agree(cut.squaredError, try values.require("mser", \.number), 1e-11))
      #expect(agree(cut.mean, try values.require("truncated_mean", \.number)))
    case "batch_means":
      let batches = try values.require("k", \.integer)
      let found = try BatchMeans.interval(x, batches: batches)
      #expect(agree(found.mean, try values.require("mean", \.number)))
      #expect(agree(found.interval.halfWidth, try values.require("half95", \.number), 1e-9))
      #expect(agree(try BatchMeans.means(x, batches: batches), values["batch_means"].numbers))
    case "obm":
      let found = try BatchMeans.overlapping(x, size: try values.require("m", \.integer))
      #expect(agree(found.variance, try values.require("var_mean_obm", \.number), 1e-10))
      #expect(agree(found.interval.halfWidth, try values.require("half95", \.number), 1e-9))
    case "welch_ma_first50":
      let averages = try WarmUp.welch(x, window: try values.require("w", \.integer))
      #expect(agree(Array(averages[..<50]), values["y"].numbers))
    case "naive_t":
      let interval = try MeanInterval.student(x)
      #expect(agree(interval.halfWidth, try values.require("half95", \.number), 1e-9))
    case let kind:
      Issue.record("no procedure for \(kind)")
    }
  }

  @Test("Autocorrelations are the vectors'", arguments: Vectors.casesWithDocument("autocorrelation"))
  func autocorrelations(values: VectorCase) throws {
    let series = values.document["series"][try values.require("series", \.string)].numbers
    let found = try Autocorrelation(series)
    let biased = values["acf_biased(n)"].numbers
    #expect(agree(Array(found.coefficients.prefix(biased.count)), biased, 1e-11))
    let adjusted = values["acf_adjusted(n-k)"].numbers
    #expect(agree(Array(found.adjusted.prefix(adjusted.count)), adjusted, 1e-11))
    let partial = values["pacf_ywm"].numbers
    #expect(agree(found.partial(upTo: partial.count - 1), partial, 1e-10))
    let box = values["ljung_box"]
    for (index, lag) in box["lags"].integers.enumerated() {
      let test = try found.ljungBox(upTo: lag)
      #expect(agree(test.statistic, box["Q"].numbers[index], 1e-11))
      #expect(agree(test.p, box["p"].numbers[index], 1e-11))
    }
    #expect(agree(found.integratedTime, try values.require("tau_int_geyer_ips", \.number), 1e-11))
    #expect(agree(found.effectiveCount ?? .nan, values["ess_geyer"].number ?? .nan, 1e-10))
    #expect(agree(found.vonNeumannRatio, try values.require("von_neumann_ratio", \.number), 1e-11))
  }

  /// An AR(1) series of coefficient 0.9, whose true mean is 0.
  static func autoregressive(_ count: Int, stream: inout RandomStream) -> [Double] {
    var value = stream.normal(sd: 1 / (1 - 0.81).squareRoot())
    return (0..<count).map { _ in
      value = 0.9 * value + stream.normal()
      return value
    }
  }

  @Test("Batch means hold the true mean of an autocorrelated series, Student's interval does not")
  func coverage() throws {
    var stream = RandomStream(seed: 19, purpose: "batch means")
    var (batched, overlapped, naive) = (0, 0, 0)
    for _ in 0..<200 {
      let series = Self.autoregressive(1_000, stream: &stream)
      if try BatchMeans.interval(series).interval.contains(0) { batched += 1 }
      if try BatchMeans.overlapping(series, size: 50).interval.contains(0) { overlapped += 1 }
      if try MeanInterval.student(series).contains(0) { naive += 1 }
    }
    #expect(batched >= 178)
    #expect(overlapped >= 172)
    #expect(naive < 110)
  }

  @Test("A warm-up at the start is cut off, a steady run is not halved")
  func warmUp() throws {
    var stream = RandomStream(seed: 23, purpose: "warm-up")
    let steady = (0..<1_000).map { _ in stream.normal(mean: 5) }
    let warming = steady.enumerated().map { $1 + ($0 < 100 ? 20 : 0) }
    #expect(try WarmUp.mser(warming).values >= 100)
    #expect(try abs(WarmUp.mser(warming).mean - 5) < 0.15)
  }

  @Test("Series without an answer are refused")
  func refusals() throws {
    #expect(throws: StatisticsError.self) { try Autocorrelation([1, 1, 1]) }
    #expect(throws: StatisticsError.self) { try Autocorrelation([1, 2, 1], upTo: 1).ljungBox(upTo: 2) }
    #expect(throws: StatisticsError.self) { try BatchMeans.interval([1, 2, 3], batches: 1) }
    #expect(throws: StatisticsError.self) { try BatchMeans.interval([1, 2, 3], batches: 4) }
    #expect(throws: StatisticsError.self) { try BatchMeans.overlapping([1, 2, 3], size: 2) }
    #expect(throws: StatisticsError.self) { try WarmUp.mser([1, 2, 3]) }
    #expect(throws: StatisticsError.self) { try WarmUp.welch([1], window: -1) }
    #expect(try Autocorrelation([1, 2, 1, 3], upTo: 99).coefficients.count == 4)
  }
}

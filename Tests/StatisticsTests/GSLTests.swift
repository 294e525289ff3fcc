import Statistics
import Testing

@Suite("GSL underneath")
struct GSLTests {
  @Test("What GSL refuses is an error, not the end of the process")
  func refusal() {
    // Two equal regressors leave no single top to the likelihood.
    let rows = (0..<10).map { [1, Double($0), Double($0)] }
    let values = (0..<10).map { Double($0 * $0 % 7) }
    let error = #expect(throws: StatisticsError.self) {
      try Tobit(rows: rows, values: values, censored: values.map { $0 > 4 })
    }
    guard case .gsl = error else {
      Issue.record("GSL's own words were expected, not \(String(describing: error))")
      return
    }
  }

  @Test("Threads at once find what one alone finds")
  func threads() async throws {
    @Sendable func findings() -> [Double] {
      var stream = RandomStream(seed: 4, purpose: "threads")
      let sample = (0..<20).map { _ in stream.gamma(shape: 2, scale: 1) + Double(stream.poisson(mean: 4)) }
      let interval = try? Bootstrap.bca(sample, statistic: Moments.mean, resamples: 200, stream: &stream)
      let p = (try? WilcoxonSignedRank.test(sample.map { $0 - 5 }))?.p
      return sample + [interval?.lower ?? .nan, interval?.upper ?? .nan, p ?? .nan]
    }
    let alone = findings()
    #expect(alone.allSatisfy { $0.isFinite })
    await withTaskGroup(of: [Double].self) { group in
      for _ in 0..<16 { group.addTask { findings() } }
      for await found in group { #expect(found == alone) }
    }
  }
}

import Statistics
import Testing

@Suite("Quantiles")
struct QuantileTests {
  @Test("Each definition gives the vectors' values", arguments: Vectors.casesWithDocument("quantiles"))
  func definitions(values: VectorCase) throws {
    let name = try values.require("data", \.string)
    let sorted = values.document["datasets"][name].numbers.sorted()
    let definition = try #require(Quantile.Definition(rawValue: try values.require("type", \.integer)))
    for (p, expected) in zip(values["p"].numbers, values["q"].numbers) {
      let value = try Quantile.of(sorted: sorted, p: p, definition: definition)
      #expect(agree(value, expected, 1e-12), "p \(p)")
    }
  }

  @Test("Type 7 is GSL's", arguments: Vectors.documents("gsl_values"))
  func gsl(values: JSONValue) throws {
    let sorted = values["X"].numbers.sorted()
    let expected = values["gsl_stats_quantile_from_sorted_data"].numbers
    for (p, expected) in zip(values["quantile_p"].numbers, expected) {
      #expect(try Quantile.type7(sorted: sorted, p: p) == expected)
    }
  }

  @Test("The weighted rules give the vectors' values", arguments: Vectors.cases("weighted_quantiles"))
  func weighted(values: JSONValue) throws {
    let quantile = try WeightedQuantile(values["x"].numbers, weights: values["w"].numbers)
    let rules: [(WeightedQuantile.Rule, String)] = [
      (.inverse, "inverted_cdf(numpy weights=)"), (.averaged, "statsmodels_DescrStatsW_quantile"),
      (.linear, "hazen_weighted_interp(np.interp on (cumw-w/2)/sumw)"),
    ]
    let hasWeightless = values["w"].numbers.contains(0)
    for (rule, key) in rules {
      // statsmodels counts a value of weight 0 as a neighbor to average with; ours never sees it.
      if rule == .averaged && hasWeightless { continue }
      for (p, expected) in zip(values["p"].numbers, values[key].numbers) {
        #expect(agree(try quantile(p, rule: rule), expected), "\(key) at \(p)")
      }
    }
  }

  @Test("Equal weights are no weights")
  func equalWeights() throws {
    let sample = [5.0, 1, 4, 2, 3, 9, 7]
    let quantile = try WeightedQuantile(sample, weights: Array(repeating: 2.5, count: 7))
    let sorted = sample.sorted()
    for step in 0...20 {
      let p = Double(step) / 20
      #expect(try quantile(p) == Quantile.of(sorted: sorted, p: p, definition: .type1))
      #expect(try agree(quantile(p, rule: .linear), Quantile.of(sorted: sorted, p: p, definition: .type5)))
    }
  }

  @Test("A histogram's quantile is Prometheus'", arguments: Vectors.cases("prometheus_histogram_quantile"))
  func histogram(values: JSONValue) throws {
    let bounds = values["upper_bounds"].numbers
    let counts = values["cumulative_counts"].numbers
    for (p, expected) in zip(values["q"].numbers, values["value"].numbers) {
      let value = try HistogramQuantile.value(upperBounds: bounds, cumulative: counts, p: p)
      #expect(agree(value, expected), "p \(p)")
    }
  }

  @Test("A histogram without an answer says so as Prometheus does")
  func histogramEdges() throws {
    func value(_ bounds: [Double], _ counts: [Double], _ p: Double) throws -> Double {
      try HistogramQuantile.value(upperBounds: bounds, cumulative: counts, p: p)
    }
    #expect(try value([1, .infinity], [1, 2], -0.1) == -.infinity)
    #expect(try value([1, .infinity], [1, 2], 1.1) == .infinity)
    #expect(try value([1, .infinity], [1, 2], .nan).isNaN)
    #expect(try value([1, 2], [1, 2], 0.5).isNaN)
    #expect(try value([.infinity], [2], 0.5).isNaN)
    // The lowest bound is not positive: no width is known.
    #expect(try value([-1, 1, .infinity], [5, 6, 6], 0.5) == -1)
    // 3 falls to 2: raised to 3, so the second bucket holds none and rank 3 lies in the first.
    #expect(try value([1, 2, .infinity], [3, 2, 3], 1) == 1)
    #expect(throws: StatisticsError.lengthsDiffer(2, 1)) { try value([1, .infinity], [1], 0.5) }
  }

  @Test("Samples without an answer are refused")
  func refusals() {
    #expect(throws: StatisticsError.tooFew(values: 0, needed: 1)) { try Quantile.type7(sorted: [], p: 0.5) }
    #expect(throws: StatisticsError.self) { try Quantile.type7(sorted: [1], p: 1.5) }
    #expect(throws: StatisticsError.self) { try Quantile.of(sorted: [1], p: .nan, definition: .type3) }
    #expect(throws: StatisticsError.notFinite(index: 1)) { try Quantile.median([1, .nan]) }
    #expect(throws: StatisticsError.self) { try WeightedQuantile([1, 2], weights: [0, 0]) }
    #expect(throws: StatisticsError.self) { try WeightedQuantile([1, 2], weights: [1, -1]) }
  }
}

import Statistics
import Testing

@testable import Workload

@Suite("Series")
struct SeriesTests {
  private let uneven = Series(
    name: "a", unit: .number, timesMs: [0, 10, 30, 100], values: [1, 2, .nan, 4], endMs: 150)

  @Test("know whether they are regular")
  func regularity() {
    #expect(uneven.stepMs == nil)
    #expect(Series(name: "a", unit: .number, stepMs: 15, values: [1, 2, 3]).stepMs == 15)
    // The last value holds for longer.
    #expect(Series(name: "a", unit: .number, timesMs: [0, 15], values: [1, 2], endMs: 40).stepMs == nil)
    #expect(Series(name: "a", unit: .number, timesMs: [], values: [], endMs: 0).stepMs == nil)
  }

  @Test("find the value that holds at a time")
  func index() {
    let found = [-1, 0, 9, 10, 29, 30, 99, 100, 149, 150].map { uneven.index(atMs: $0) }
    #expect(found == [nil, 0, 0, 1, 1, 2, 2, 3, 3, nil])
  }

  @Test("equal themselves, gaps and all")
  func equality() {
    #expect(uneven == uneven)
    #expect(Set([uneven, uneven]).count == 1)
    var other = uneven
    other.values[2] = 0
    #expect(other != uneven)
  }

  @Test("fill gaps as told, also at both ends")
  func gaps() {
    let series = Series(
      name: "a", unit: .number, timesMs: [0, 10, 20, 40, 50, 60], values: [.nan, 2, .nan, .nan, 8, .nan],
      endMs: 70)
    #expect(series.gapCount == 4)
    #expect(series.filled(.hold).values == [2, 2, 2, 2, 8, 8])
    #expect(series.filled(.zero).values == [0, 2, 0, 0, 8, 0])
    // From 2 at 10 to 8 at 50: 0.15 a millisecond.
    #expect(series.filled(.linear).values.isNear([2, 2, 3.5, 6.5, 8, 8]))
    #expect(series.filled(.keep) == series)
    let nothing = Series(name: "a", unit: .number, stepMs: 1, values: [.nan, .nan])
    #expect(nothing.filled(.hold) == nothing)
  }

  @Test("keep their sum on any steps")
  func meanPreserving() {
    var stream = RandomStream(seed: 7, purpose: "resampling")
    for _ in 0..<200 {
      var times: [Int64] = [0]
      for _ in 0..<stream.index(below: 20) {
        times.append((times.last ?? 0) + 1 + Int64(stream.index(below: 50)))
      }
      let end = (times.last ?? 0) + 1 + Int64(stream.index(below: 50))
      let series = Series(
        name: "a", unit: .number, timesMs: times, values: times.map { _ in stream.uniform() * 10 }, endMs: end
      )
      var edges: Set<Int64> = [0]
      for _ in 0..<stream.index(below: 30) { edges.insert(Int64(stream.index(below: Int(end)))) }
      let axis = TimeAxis(timesMs: edges.sorted(), endMs: end)
      let means = series.means(on: axis).values
      let before = times.indices.reduce(0) {
        $0 + series.values[$1] * Double(series.endMs(at: $1) - times[$1])
      }
      let after = means.indices.reduce(0) { $0 + means[$1] * axis.seconds(at: $1) * 1000 }
      #expect(abs(before - after) < 1e-9 * before)
      #expect(means.allSatisfy { $0 <= (series.values.max() ?? 0) + 1e-12 })
    }
  }

  @Test("leave gaps out of means, and carry marks along")
  func meansWithGaps() {
    let series = Series(
      name: "a", unit: .number, timesMs: [0, 10, 20, 30], values: [2, .nan, .nan, 6], endMs: 40,
      censored: [false, false, false, true])
    let column = series.means(on: TimeAxis(timesMs: [0, 12, 25], endMs: 40))
    // 0-12: 2 for 10 ms recorded. 12-25: nothing. 25-40: 6 for 10 ms recorded.
    #expect(column.values.map(\.description) == ["2.0", "nan", "6.0"])
    #expect(column.censored == [false, false, true])
  }

  @Test("become regular, or are cut, at their own beginning")
  func resampledAndSliced() {
    let series = Series(
      name: "a", unit: .number, timesMs: [0, 10, 30], values: [1, 2, 4], endMs: 45, originMs: 1_000)
    // 0-20: (10·1 + 10·2)/20; 20-40: (10·2 + 10·4)/20; the last 5 ms fill no step.
    let regular = series.resampled(everyMs: 20)
    #expect(regular.values == [1.5, 3])
    #expect(regular.stepMs == 20)
    let slice = series.slice(fromMs: 5, toMs: 35)
    #expect(slice?.timesMs == [0, 5, 25])
    #expect(slice?.values == [1, 2, 4])
    #expect(slice?.endMs == 30)
    #expect(slice?.originMs == 1_005)
    #expect(series.slice(fromMs: 45, toMs: 50) == nil)
    #expect(series.slice(fromMs: 20, toMs: 20) == nil)
  }

  @Test("are summed up over time, not over values")
  func summary() {
    let series = Series(
      name: "a", unit: .requestsPerSecond, timesMs: [0, 1_000], values: [4, 1], endMs: 4_000)
    let summary = SeriesSummary(series)
    // 1 s of 4 and 3 s of 1: mean 7/4, variance (1·(9/4)² + 3·(3/4)²)/4 = 27/16.
    #expect(summary.mean == 1.75)
    #expect(abs(summary.variation - (27.0 / 16).squareRoot() / 1.75) < 1e-15)
    #expect(summary.peak == 4)
    #expect(summary.peakAtMs == 0)
    #expect(summary.indexOfDispersion == nil)
    // Counts 8 and 2 in steps of 2 s: variance 9 over mean 5.
    let counts = Series(name: "a", unit: .requestsPerSecond, stepMs: 2_000, values: [4, 1])
    #expect(SeriesSummary(counts).indexOfDispersion == 1.8)
    let nothing = SeriesSummary(Series(name: "a", unit: .number, stepMs: 1, values: [.nan]))
    #expect(nothing.mean == 0 && nothing.peak == 0 && nothing.gaps == 1)
  }
}

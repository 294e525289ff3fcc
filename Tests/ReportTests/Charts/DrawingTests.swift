import Simulation
import Testing

@testable import Report

@Suite struct DrawingTests {
  private let scale = Scale.linear(from: 0, to: 10, ticks: 2)

  private func envelope(_ values: [Double]) -> Envelope {
    var envelope = Envelope(columns: values.count)
    for (index, value) in values.enumerated() {
      envelope.add(value, from: Int64(index), to: Int64(index) + 1, widthMs: 1)
    }
    return envelope
  }

  private func text(_ path: Path) -> String { String(decoding: path.commands.bytes.content, as: UTF8.self) }

  @Test("A line holds its value over a column, and equal columns are one stroke")
  func steps() {
    // Heights from the top: 10 -> 0, 4 -> 6.
    #expect(text(StepLine(envelope([4, 4, 10]), scale: scale, height: 10).path) == "M0 6h2v-6h1")
  }

  @Test("A gap lifts the pen")
  func gaps() {
    #expect(text(StepLine(envelope([4, .nan, 4]), scale: scale, height: 10).path) == "M0 6h1M2 6h1")
    #expect(
      text(Area(envelope([4, .nan, 4]), scale: scale, height: 10).path) == "M0 10v-4h1v4zM2 10v-4h1v4z")
  }

  @Test("A spike within a column is drawn to its full height")
  func spikes() {
    var wide = envelope([1, 1, 9, 1]).widened(by: 4)
    #expect(wide.least == [1] && wide.greatest == [9])
    #expect(text(StepLine(wide, scale: scale, height: 10).path) == "M0 9v-8h1")
    wide.add(.nan, from: 0, to: 1, widthMs: 1)
    #expect(wide.greatest == [9])
  }

  @Test(
    "However many rows there are, the columns are at most the limit and cover the whole run",
    arguments: [1, 7, 1000, 2049])
  func grids(rows: Int) {
    var timeline = Timeline()
    timeline.timeMs = (0..<rows).map { Int64($0) * 60_000 }
    let grid = TimeGrid(timeline: timeline, horizonMs: Int64(rows) * 60_000, limit: 256)
    #expect(grid.columns <= 256)
    #expect(grid.widthMs * Int64(grid.columns) >= Int64(rows) * 60_000)
    #expect(grid.widthMs % 60_000 == 0)
  }

  @Test("Times are marked where a clock is round, with the day at its first mark")
  func times() {
    let axis = TimeAxis(from: 0, to: 86_400_000, about: 4, moment: Moment(epochMs: 0))
    #expect(axis.ticks.map(\.label) == ["day 1 00:00", "06:00", "12:00", "18:00", "day 2 00:00"])
    // An epoch at 00:20: the first round hour is 40 minutes in.
    let shifted = TimeAxis(from: 0, to: 7_200_000, about: 2, moment: Moment(epochMs: 1_772_324_400_000))
    #expect(shifted.ticks.map(\.timeMs) == [2_400_000, 6_000_000])
  }

  @Test("The front is what no other strategy beats at both")
  func front() {
    func point(_ index: Int, _ cost: Double, _ harm: Double) -> TradeOff.Point {
      TradeOff.Point(strategy: index, name: "\(index)", cost: (cost, cost, cost), harm: (harm, harm, harm))
    }
    let chart = TradeOff(
      points: [point(0, 1, 9), point(1, 5, 2), point(2, 5, 3), point(3, 9, 1), point(4, 2, 9)], allowed: nil)
    #expect(chart.front.map(\.strategy) == [0, 1, 3])
  }

  @Test("Labels of strategies at one point stand on lines of their own")
  func labels() {
    let points = (0..<6).map {
      TradeOff.Point(strategy: $0, name: "strategy-\($0)", cost: (4, 4, 4), harm: (1, 1, 1))
    }
    let places = TradeOff(points: points, allowed: 2).places
    for (index, place) in places.enumerated() { #expect(!places.prefix(index).contains(place)) }
    #expect(places.map(\.line) == [0, 0, 0, 0, 1, 1])
  }
}

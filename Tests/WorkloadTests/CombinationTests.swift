import Testing

@testable import Workload

@Suite("Combinations")
struct CombinationTests {
  private func values(_ yaml: String, seed: UInt64 = 1) throws -> [Double] {
    try LoadText(yaml).read().signal(seed: seed).values
  }

  // Curves and noises that any combination may hold.
  static let parts = [
    "ramp: {from: 0, to: 100, over: 10m}", "sine: {mean: 50, amplitude: 30, period: 7m}", "poisson: 40",
    "ou: {mean: 20, sd: 5, relaxation: 2m}", "mmpp: {rates: [5, 50], stay: [1m, 20s]}",
    "onOff: {sources: 20, rate: 3, busy: 10s, idle: 20s}", "ar1: {sd: 3, phi: 0.7}",
  ]

  @Test("that add up are the sum of their parts", arguments: parts)
  func sum(_ part: String) throws {
    let load = try LoadText("{sum: [{constant: 7}, {\(part)}], duration: 10m}").read()
    let own = try LoadText("{sum: [{constant: 0}, {\(part)}], duration: 10m}").read()
    #expect(load.signal(seed: 4).values.isNear(own.signal(seed: 4).values.map { $0 + 7 }))
    #expect(load.signal(seed: 4).count == 40)
  }

  @Test("by products and scales are linear", arguments: parts)
  func scale(_ part: String) throws {
    let own = try values("{sum: [{constant: 0, name: a}, {\(part), name: x}], duration: 10m}")
    let twice = try values("{sum: [{constant: 0}, {scale: {by: 2, of: {\(part), name: x}}}], duration: 10m}")
    #expect(twice.isNear(own.map { $0 * 2 }))
    let product = try values("{product: [{constant: 2}, {\(part), name: x}], duration: 10m}")
    #expect(product.isNear(twice))
  }

  @Test("scale to a mean or a peak")
  func scaleTo() throws {
    let mean = try values(
      "{scale: {toMean: 80, of: {sine: {mean: 10, amplitude: 9, period: 7m}}}, duration: 14m}")
    #expect(abs(mean.mean - 80) < 1e-9)
    let peak = try values("{scale: {toPeak: 80, of: {poisson: 10}}, duration: 1h}")
    #expect(peak.max() == 80)
    #expect(try values("{scale: {toPeak: 80, of: {constant: 0}}, duration: 1m}") == [0, 0, 0, 0])
  }

  @Test("that are clipped keep within their bounds, and what is within them", arguments: parts)
  func clip(_ part: String) throws {
    let own = try values("{clip: {min: -1000, of: {\(part), name: x}}, duration: 1h}")
    let clipped = try values("{clip: {min: 10, max: 30, of: {\(part), name: x}}, duration: 1h}")
    #expect(clipped.allSatisfy { (10...30).contains($0) })
    #expect(zip(own, clipped).allSatisfy { min(max($0, 10), 30) == $1 })
  }

  @Test("that repeat are periodic, also where the period is no whole number of steps", arguments: parts)
  func repeats(_ part: String) throws {
    let four = try values("{repeat: {times: 4, of: {\(part), duration: 5m}}}")
    #expect(four.count == 80)
    #expect((0..<60).allSatisfy { four[$0] == four[$0 + 20] })
    let odd = try values("{repeat: {of: {\(part), duration: 100s}}, duration: 10m}")
    // Three turns of 100 s are 20 steps of 15 s.
    #expect((0..<20).allSatisfy { abs(odd[$0] - odd[$0 + 20]) < 1e-9 * (1 + abs(odd[$0])) })
  }

  @Test("one after the other last as long as all together, each as it is alone")
  func concatenates() throws {
    let yaml =
      "{concatenate: [{constant: 1, duration: 1m}, {ramp: {from: 0, to: 8, over: 1m}, duration: 1m}, {constant: 5}]"
    // A ramp from its own beginning: middles of quarters are 1, 3, 5, 7.
    #expect(try values("\(yaml), duration: 3m}") == [1, 1, 1, 1, 1, 3, 5, 7, 5, 5, 5, 5])
    // A border inside a step: 10 s of 1 and 5 s of 4 make 2.
    let inner = "{concatenate: [{constant: 1, duration: 40s}, {constant: 4, duration: 50s}]}"
    #expect(try values(inner) == [1, 1, 2, 4, 4, 4])
    let random = try values(
      "{concatenate: [{constant: 0, duration: 1m}, {poisson: 50, name: x, duration: 5m}]}")
    let alone = try values("{sum: [{poisson: 50, name: x, duration: 5m}]}")
    #expect(Array(random.dropFirst(4)) == alone)
  }

  @Test("that are shifted move what they are")
  func shiftsCurves() throws {
    // Later by two steps, its first value held; earlier by two steps.
    #expect(
      try values("{shift: {time: 30s, of: {ramp: {from: 0, to: 8, over: 1m}}}, duration: 90s}") == [
        1, 1, 1, 3, 5, 7,
      ])
    #expect(
      try values("{shift: {time: -30s, of: {ramp: {from: 0, to: 8, over: 1m}}}, duration: 60s}") == [
        5, 7, 8, 8,
      ])
    #expect(try values("{shift: {value: -3, of: {constant: 5}}, duration: 30s}") == [2, 2])
    // With an end it is turned around, and keeps its sum.
    #expect(
      try values("{shift: {time: 30s, of: {ramp: {from: 0, to: 8, over: 1m}, duration: 1m}}}") == [
        5, 7, 1, 3,
      ])
    #expect(
      try values("{shift: {time: -15s, of: {ramp: {from: 0, to: 8, over: 1m}, duration: 1m}}}") == [
        3, 5, 7, 1,
      ])
  }

  @Test("that are shifted there and back are the same", arguments: parts)
  func shiftInvariance(_ part: String) throws {
    let own = try values("{clip: {min: -1000, of: {\(part), name: x, duration: 10m}}}")
    let back = try values(
      "{shift: {time: -45s, of: {shift: {time: 45s, of: {\(part), name: x, duration: 10m}}}}}")
    #expect(own == back)
    let turned = try values("{shift: {time: 45s, of: {\(part), name: x, duration: 10m}}}")
    #expect(Array(turned.dropFirst(3)) == Array(own.dropLast(3)))
    #expect(Array(turned.prefix(3)) == Array(own.suffix(3)))
    let early = try values("{shift: {time: -45s, of: {\(part), name: x}}, duration: 10m}")
    #expect(Array(early.dropLast(3)) == Array(own.dropFirst(3)))
  }

  @Test("that are sliced are a part of what they are", arguments: parts)
  func slices(_ part: String) throws {
    let own = try values("{clip: {min: -1000, of: {\(part), name: x}}, duration: 10m}")
    let slice = try values("{slice: {from: 3m, to: 5m, of: {\(part), name: x}}}")
    #expect(slice == Array(own[12..<20]))
    let rest = try values("{slice: {from: 8m, of: {\(part), name: x, duration: 10m}}}")
    #expect(rest == Array(own[32...]))
  }

  @Test("take a day, or a date, out of a recording")
  func slicesRecordings() throws {
    let rows = (0..<72).map { hour in
      "2026-11-\(25 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z,\(hour)"
    }
    let folder = try Folder(["load.csv": "time,v\n" + rows.joined(separator: "\n")])
    func slice(_ fields: String) throws -> Series {
      try LoadText("{slice: {of: {csv: {file: load.csv}}, \(fields)}, every: 1h}", in: folder.path).read()
        .signal(seed: 1)
    }
    #expect(try slice("day: 2").values == (24..<48).map(Double.init))
    #expect(try slice("day: 2").originMs == 1_795_651_200_000)
    #expect(try slice("from: 2026-11-26T00:00:00Z, to: \"2026-11-26T02:00:00+00:00\"").values == [24, 25])
    #expect(try slice("from: 70h").values == [70, 71])
    let bad = LoadText("{slice: {of: {csv: {file: load.csv}}, day: 4}, every: 1h}", in: folder.path)
    #expect(
      try bad.problems() == [
        "load.yaml:1:44: load.slice.day: begins after the end: the load lasts 3d"
      ])
  }

  @Test("averaged over longer steps keep their sum and hide their bursts")
  func resample() throws {
    let own = try values("{clip: {min: 0, of: {poisson: 10, name: x}}, every: 15s, duration: 10m}")
    let coarse = try values("{resample: {every: 5m, of: {poisson: 10, name: x}}, every: 15s, duration: 10m}")
    #expect(Set(coarse).count == 2)
    #expect(abs(own.mean - coarse.mean) < 1e-9)
  }

  @Test("keep the marks of recordings")
  func marks() throws {
    let folder = try Folder(["load.csv": "t,v\n0,1\n60,9\n120,1\n180,1\n"])
    let csv = "csv: {file: load.csv, censoredAt: 9}"
    func marks(_ yaml: String) throws -> [Bool]? {
      try LoadText(yaml, in: folder.path).read().signal(seed: 1).censored
    }
    let own = [false, true, false, false]
    #expect(try marks("{sum: [{constant: 1}, {\(csv)}], every: 1m}") == own)
    #expect(try marks("{scale: {by: 2, of: {clip: {max: 5, of: {\(csv)}}}}}") == own)
    #expect(try marks("{repeat: {times: 2, of: {\(csv)}}, every: 1m}") == own + own)
    #expect(try marks("{shift: {time: 1m, of: {\(csv)}}, every: 1m}") == [false, false, true, false])
    #expect(
      try marks("{concatenate: [{constant: 1, duration: 1m}, {\(csv)}], every: 1m}") == [false] + own)
    #expect(try marks("{slice: {from: 1m, of: {\(csv)}}, every: 1m}") == Array(own.dropFirst()))
  }

  @Test("nest freely")
  func nesting() throws {
    let load = try LoadText(
      """
      every: 1m
      arrivals: poisson
      clip:
        max: 900
        of:
          product:
            - repeat:
                times: 3
                of:
                  concatenate:
                    - {sum: [{diurnal: {mean: 200, amplitude: 0.5}}, {flashCrowds: {each: 3h, peak: 300, decay: 5m}}], duration: 20h}
                    - {shift: {value: 30, of: {sawtooth: {low: 0, high: 50, period: 1h}}}, duration: 4h}
            - ou: {mean: 1, sd: 0.1, relaxation: 10m, distribution: lognormal}
      """
    ).read()
    let series = try load.series(seed: 9, cpuPerRequest: 0.01)
    #expect(series.count == 3 * 24 * 60)
    #expect(series.values.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(try load.series(seed: 9, cpuPerRequest: 0.01) == series)
    #expect(try load.series(seed: 10, cpuPerRequest: 0.01) != series)
  }
}

import Testing

@testable import Workload

@Suite("Descriptions of load")
struct LoadDescriptionTests {
  struct Bad: Sendable, CustomTestStringConvertible {
    let yaml: String
    let problems: [String]
    init(_ yaml: String, _ problems: String...) {
      self.yaml = yaml
      self.problems = problems
    }
    var testDescription: String { yaml }
  }

  static let words =
    "one of csv, prometheusJSON, constant, step, steps, ramp, spike, sine, diurnal, sawtooth, square, flashCrowd, "
    + "flashCrowds, poisson, mmpp, ar1, ou, onOff, hawkes, fgn, sum, product, clip, scale, shift, repeat, "
    + "concatenate, slice, resample"

  static let bad: [Bad] = [
    Bad("{sinus: 1, duration: 1m}", "load.yaml:1:2: load: unknown kind of load \"sinus\" (\(words))"),
    Bad("{duration: 1m}", "load.yaml:1:1: load: describes no load (\(words))"),
    Bad("7", "load.yaml:1:1: load: must be a mapping of fields, found number"),
    Bad(
      "{constant: 1, poisson: 2}",
      "load.yaml:1:24: load: describes 2 loads at once, constant and poisson (put them into a sum, a product or a concatenate)"
    ),
    Bad("{constant: 1}", "load.yaml:1:1: load: does not say how long it lasts (add duration: 7d)"),
    Bad("{constant: many, duration: 1m}", "load.yaml:1:12: load.constant: must be a number, found \"many\""),
    Bad(
      "{constant: 1, duration: soon}",
      "load.yaml:1:25: load.duration: must be a length of time such as 15s, 90m, 1h30m or 7d, found \"soon\" "
        + "(a number alone counts seconds; a millisecond is the finest)"),
    Bad(
      "{constant: 1, duration: -1m}",
      "load.yaml:1:25: load.duration: must be longer than 0s, found \"-1m\""),
    Bad(
      "{constant: 1, every: 0s, duration: 1m}",
      "load.yaml:1:22: load.every: must be longer than 0s, found \"0s\""),
    Bad(
      "{constant: 1, every: 15s, duration: 100s}",
      "load.yaml:1:37: load.duration: must be a whole number of steps of 15s, found 1m40s"),
    Bad(
      "{constant: 1, every: 1ms, duration: 7d}",
      "load.yaml:1:22: load.every: makes 604800000 steps of 1ms, at most 20000000 are taken (take a longer step or a shorter duration)"
    ),
    Bad(
      "{constant: 1, every: 2m, duration: 1m}",
      "load.yaml:1:36: load.duration: must be a whole number of steps of 2m, found 1m"),
    Bad(
      "{constant: 1, duration: 1m, arrivals: maybe}",
      "load.yaml:1:39: load.arrivals: must be one of even, poisson, found \"maybe\""),
    Bad(
      "{sine: {mean: 1, period: -5s}, duration: 1m}",
      "load.yaml:1:8: load.sine.amplitude: missing field \"amplitude\"",
      "load.yaml:1:26: load.sine.period: must be longer than 0s, found \"-5s\""),
    Bad("{sum: [], duration: 1m}", "load.yaml:1:7: load.sum: must be a list of loads, found an empty one"),
    Bad(
      "{sum: {constant: 1}, duration: 1m}",
      "load.yaml:1:7: load.sum: must be a list of loads, found a mapping"),
    Bad(
      "{concatenate: [{constant: 1}, {constant: 2}], duration: 1m}",
      "load.yaml:1:16: load.concatenate[0]: does not say how long it lasts (add duration: 1d)"),
    Bad(
      "{repeat: {of: {constant: 1}}, duration: 1m}",
      "load.yaml:1:15: load.repeat.of: does not say how long it lasts (add duration: 1d)"),
    Bad(
      "{repeat: {of: {constant: 1, duration: 1m}, times: 0}}",
      "load.yaml:1:51: load.repeat.times: must be from 1 to 1000000, found 0"),
    Bad(
      "{repeat: {of: {constant: 1, duration: 1m}, times: 1.5}}",
      "load.yaml:1:51: load.repeat.times: must be a whole number, found 1.5"),
    Bad(
      "{repeat: {times: 2, of: {constant: 1, duration: 1m}}, duration: 3m}",
      "load.yaml:1:65: load.duration: must be at most 2m, which is how long the repeat lasts (repeat or concatenate makes it longer)"
    ),
    Bad(
      "{clip: {of: {constant: 1}, min: 3, max: 2}, duration: 1m}",
      "load.yaml:1:33: load.clip.min: must be at most max, which is 2, found 3"),
    Bad("{clip: {of: {constant: 1}}, duration: 1m}", "load.yaml:1:8: load.clip: needs min or max"),
    Bad(
      "{scale: {of: {constant: 1}, by: 2, toMean: 3}, duration: 1m}",
      "load.yaml:1:9: load.scale: needs one of by, toMean and toPeak, found by, toMean"),
    Bad("{shift: {of: {constant: 1}}, duration: 1m}", "load.yaml:1:9: load.shift: needs time or value"),
    Bad("{scale: {by: 2}, duration: 1m}", "load.yaml:1:9: load.scale.of: missing field \"of\""),
    Bad(
      "{slice: {of: {constant: 1}, from: 2m, to: 1m}}", "load.yaml:1:43: load.slice.to: must be after from"),
    Bad(
      "{slice: {of: {constant: 1}, from: 2026-11-25T00:00:00Z}, duration: 1m}",
      "load.yaml:1:35: load.slice.from: is a date, but the load has none (count from its beginning: from: 2d)"
    ),
    Bad(
      "{steps: [{at: 1m, value: 1}, {at: 1m, value: 2}], duration: 1m}",
      "load.yaml:1:35: load.steps[1].at: must be after the step before, which is at 1m"),
    Bad(
      "{mmpp: {rates: [1, 2]}, duration: 1m}",
      "load.yaml:1:8: load.mmpp: needs either stay or switching (stay: [100s, 20s] is the mean time in each state)"
    ),
    Bad(
      "{mmpp: {rates: [1, 2], stay: [1s]}, duration: 1m}",
      "load.yaml:1:30: load.mmpp.stay: must be 2 times, one for each rate, found 1"),
    Bad(
      "{mmpp: {rates: [1, 2], switching: [[0, 1], [0, 0]]}, duration: 1m}",
      "load.yaml:1:35: load.mmpp.switching: must lead from each state to each other, directly or not"),
    Bad(
      "{ar1: {sd: 1, phi: 1}, duration: 1m}",
      "load.yaml:1:20: load.ar1.phi: must be from -0.999999 to 0.999999, found 1"),
    Bad(
      "{ar1: {sd: -1, phi: 0.5}, duration: 1m}", "load.yaml:1:12: load.ar1.sd: must be at least 0, found -1"),
    Bad(
      "{ou: {sd: 1, relaxation: 1m, distribution: lognormal}, duration: 1m}",
      "load.yaml:1:6: load.ou.mean: must be above 0 for a lognormal distribution"),
    Bad(
      "{hawkes: {base: 1000000, branching: 0.9, memory: 1s}, duration: 1d}",
      "load.yaml:1:1: load: needs about 1728000000000 random events, at most 200000000 are drawn (take a shorter duration, longer steps or fewer events)"
    ),
    Bad(
      "{sum: [{constant: 1}, {ramp: {from: 1}}], duration: 1m}",
      "load.yaml:1:30: load.sum[1].ramp.to: missing field \"to\"",
      "load.yaml:1:30: load.sum[1].ramp.over: missing field \"over\""),
    Bad(
      "{slice: {from: 100000d, of: {poisson: 1}}, duration: 1h}",
      "load.yaml:1:1: load: needs about 576000240 values at once, at most 20000000 are held (take a shorter duration, longer steps or fewer events)"
    ),
    Bad(
      "{repeat: {of: {constant: 1, duration: 1ms}}, duration: 7d}",
      "load.yaml:1:1: load: needs about 604800000 values at once, at most 20000000 are held (take a shorter duration, longer steps or fewer events)"
    ),
    Bad(
      "{ar1: {sd: 1, phi: 0.5, step: 1ms}, duration: 7d}",
      "load.yaml:1:1: load: needs about 604800000 values at once, at most 20000000 are held (take a shorter duration, longer steps or fewer events)"
    ),
    Bad(
      "{onOff: {sources: 1000000, rate: 1, busy: 1h, idle: 1h}, duration: 7d}",
      "load.yaml:1:1: load: needs about 40489000000 random events, at most 200000000 are drawn (take a shorter duration, longer steps or fewer events)"
    ),
    Bad("{csv: {}}", "load.yaml:1:7: load.csv.file: missing field \"file\""),
  ]

  @Test("that are wrong say where, what, and what would be right", arguments: bad)
  func refuses(_ load: Bad) throws {
    let problems = try LoadText(load.yaml).problems()
    #expect(problems == load.problems)
  }

  @Test("nested without end are refused, not followed")
  func depth() throws {
    let yaml =
      String(repeating: "{clip: {min: 0, of: ", count: 200) + "{constant: 1}"
      + String(repeating: "}}", count: 200)
    let problems = try LoadText(yaml).problems()
    #expect(problems.count == 1)
    #expect(problems[0].hasSuffix("is nested in more than 50 loads"))
  }

  @Test("of endless rates are refused when they are computed")
  func endless() throws {
    #expect {
      try LoadText("{scale: {by: 1.0e+300, of: {constant: 10}}, duration: 1m}").values()
    } throws: {
      "\($0)" == "the load \"load\" has 1e+301 requests per second at 0s, at most 1000000000000 are taken"
    }
  }

  @Test("that are never above zero are refused; nothing at all is a load")
  func neverAbove() throws {
    #expect {
      try LoadText("{constant: -3, duration: 1m}").values()
    } throws: {
      "\($0)" == "the load \"load\" is never above zero: it has -3 requests per second at 0s"
    }
    #expect(try LoadText("{constant: 0, duration: 1m}").values().allSatisfy { $0 == 0 })
  }

  @Test("with unknown fields warn")
  func unknown() throws {
    #expect(
      try LoadText("{constant: 1, duration: 1m, jitter: 3}").warnings() == [
        "load.yaml:1:29: load.jitter: unknown field \"load.jitter\""
      ])
  }

  @Test("of different units do not add up")
  func units() throws {
    let folder = try Folder(["cores.csv": "t,v\n0,1\n60,2\n", "requests.csv": "t,v\n0,1\n60,2\n"])
    let cores = "{csv: {file: cores.csv, unit: cores}}"
    let requests = "{csv: {file: requests.csv}}"
    func problems(_ yaml: String) throws -> [String] { try LoadText(yaml, in: folder.path).problems() }
    #expect(
      try problems("{sum: [\(cores), \(requests)]}") == [
        "load.yaml:1:47: load.sum[1]: measures requests/s, but [0] measures cores (only values of one unit add up)"
      ])
    #expect(
      try problems("{product: [\(cores), \(requests)]}") == [
        "load.yaml:1:51: load.product[1]: is the second factor with a unit, requests/s (a load times a load is no load; unit: number makes a recording a plain factor)"
      ])
    #expect(
      try problems("{sum: [\(cores)], unit: requests/s}") == [
        "load.yaml:1:54: load.unit: is requests/s, but what is described measures cores (unit here is what generators make; a file's unit stands beside the file)"
      ])
    #expect(
      try problems("{poisson: {of: \(cores)}}") == [
        "load.yaml:1:16: load.poisson.of: must be a rate of requests, not cores (arrivals: poisson beside the load counts requests once cores are turned into them)"
      ])
    let noisy = try LoadText("{product: [\(cores), {constant: 3}]}", in: folder.path).read()
    #expect(noisy.unit == .cores)
    #expect(try LoadText("{constant: 2, duration: 30s, unit: cores}").values(cpuPerRequest: 0.5) == [4, 4])
  }

  @Test("of unequal parts last as long as the shortest, and say so")
  func lengths() throws {
    let text = LoadText("{sum: [{constant: 1, duration: 1m}, {constant: 2, duration: 2m}, {constant: 3}]}")
    #expect(try text.values() == [6, 6, 6, 6])
    #expect(
      try text.warnings() == [
        "load.yaml:1:7: load.sum: its parts last from 1m to 2m; the shortest counts"
      ])
  }

  @Test("take the steps of their only recording, finer ones beside generators, or those told")
  func steps() throws {
    let folder = try Folder([
      "minutes.csv": "t,v\n0,1\n60,2\n120,3\n", "levels.csv": "t,v\n0,1\n10,2\n500,3\n600,1\n",
      "jitter.csv": "t,v\n0,1\n61,2\n121,3\n180,4\n241,5\n301,6\n", "seconds.csv": "t,v\n0,1\n1,2\n2,3\n",
    ])
    func load(_ yaml: String) throws -> Series {
      try LoadText(yaml, in: folder.path).read().series(seed: 1, cpuPerRequest: 1)
    }
    #expect(try load("csv: {file: minutes.csv}").stepMs == 60_000)
    #expect(try load("{csv: {file: minutes.csv}, arrivals: poisson}").stepMs == 60_000)
    #expect(try load("{csv: {file: minutes.csv}, every: 30s}").values == [1, 1, 2, 2, 3, 3])
    #expect(try load("{csv: {file: minutes.csv}, every: 90s}").values == [4.0 / 3, 8.0 / 3])
    #expect(try load("sum: [{csv: {file: minutes.csv}}, {constant: 1}]").stepMs == 15_000)
    #expect(try load("sum: [{csv: {file: seconds.csv}}, {constant: 1}]").stepMs == 1_000)
    #expect(try load("csv: {file: levels.csv}").timesMs == [0, 10_000, 500_000, 600_000])
    #expect(try load("csv: {file: jitter.csv}").stepMs == 60_000)
    #expect(try load("{constant: 1, duration: 1h}").stepMs == 15_000)
  }

  @Test("give the same bytes for the same seed, and others for another")
  func seeds() throws {
    for part in CombinationTests.parts.dropFirst(2) {
      let load = try LoadText("{\(part), duration: 30m}").read()
      let again = try LoadText("{\(part), duration: 30m}").read()
      #expect(load.signal(seed: 5) == again.signal(seed: 5))
      #expect(load.signal(seed: 5) != load.signal(seed: 6))
    }
    let recorded = try LoadText("{constant: 50, arrivals: poisson, duration: 10m}").read()
    #expect(
      try recorded.series(seed: 1, cpuPerRequest: 1) != recorded.series(seed: 2, cpuPerRequest: 1))
  }

  @Test("keep each generator's luck when others are added, and when more of it is looked at")
  func luckIsKeyed() throws {
    let one = try LoadText("{sum: [{poisson: 50}], duration: 10m}").values(seed: 3)
    let two = try LoadText(
      "{sum: [{poisson: 50}, {onOff: {sources: 5, rate: 1, busy: 1m, idle: 1m}}], duration: 10m}"
    )
    .values(seed: 3)
    let other = try LoadText(
      "{sum: [{constant: 0}, {onOff: {sources: 5, rate: 1, busy: 1m, idle: 1m}}], duration: 10m}"
    )
    .values(seed: 3)
    #expect(two.isNear(zip(one, other).map { $0 + $1 }))
    let longer = try LoadText("{sum: [{poisson: 50}], duration: 20m}").values(seed: 3)
    #expect(Array(longer.prefix(40)) == one)
    // A name keeps it wherever it stands.
    let named = try LoadText("{sum: [{constant: 0}, {poisson: 50, name: x}], duration: 10m}").values(seed: 3)
    let moved = try LoadText("{clip: {min: 0, of: {poisson: 50, name: x}}, duration: 10m}").values(seed: 3)
    #expect(named == moved)
  }

  @Test("bring nothing where noise is below zero")
  func belowZero() throws {
    let values = try LoadText("{ar1: {sd: 5, phi: 0.5}, duration: 10m}").values()
    #expect(values.contains(0))
    #expect(values.allSatisfy { $0 >= 0 })
  }

  @Test("of signals keep their unit and may be no load")
  func signals() throws {
    let load = try LoadText("{constant: 5, unit: seconds, duration: 30s}").read(signal: true)
    #expect(load.unit == .seconds)
    #expect(load.signal(seed: 1).values == [5, 5])
    #expect(throws: (any Error).self) { try load.series(seed: 1, cpuPerRequest: 1) }
    #expect(throws: (any Error).self) { try LoadText("{constant: 5, unit: seconds, duration: 30s}").read() }
  }
}

import Testing

@testable import Workload

@Suite("What a recording means")
struct RecordingTests {
  private func read(_ csv: String, _ fields: String, _ others: [String: String] = [:]) throws -> (
    LoadDescription, [String]
  ) {
    let folder = try Folder(others.merging(["load.csv": csv]) { $1 })
    let (load, warnings) = try LoadText("csv: {file: load.csv, \(fields)}", in: folder.path)
      .readWithWarnings()
    return (load, warnings.map(folder.without))
  }

  private func problems(_ csv: String, _ fields: String) throws -> [String] {
    let folder = try Folder(["load.csv": csv])
    return try LoadText("csv: {file: load.csv, \(fields)}", in: folder.path).problems().map(folder.without)
  }

  // What 120 (or 3) of a unit is in the lab's.
  @Test(
    "is told by its unit",
    arguments: [
      ("requests/s", 120, .requestsPerSecond, 120), ("rps", 120, .requestsPerSecond, 120),
      ("requests/min", 120, .requestsPerSecond, 2), ("requests/h", 7_200, .requestsPerSecond, 2),
      ("requests/interval", 120, .requestsPerSecond, 2), ("cores", 3, .cores, 3),
      ("millicores", 250, .cores, 0.25), ("bytes", 5, .bytes, 5), ("MiB", 2, .bytes, 2_097_152),
      ("MB", 2, .bytes, 2_000_000), ("seconds", 3, .seconds, 3), ("ms", 250, .seconds, 0.25),
      ("pods", 3, .replicas, 3), ("number", 3, .number, 3), ("percent", 60, .utilization, 0.6),
      ("ratio", 0.6, .utilization, 0.6),
    ] as [(String, Double, Unit, Double)])
  func units(_ name: String, _ recorded: Double, _ unit: Unit, _ value: Double) throws {
    let folder = try Folder(["load.csv": "t,v\n0,\(recorded)\n60,\(recorded)\n"])
    let load = try LoadText("csv: {file: load.csv, unit: \(name)}", in: folder.path).read(signal: true)
    #expect(load.unit == unit)
    #expect(load.signal(seed: 1).values.isNear([value, value]))
  }

  @Test("is no load where the unit is another's")
  func noLoad() throws {
    #expect(
      try problems("t,v\n0,1\n60,2\n", "unit: bytes") == [
        "load.yaml:1:1: load: measures bytes, which is no load (a load is in requests/s or in cores)"
      ])
    #expect(
      try problems("t,v\n0,1\n60,2\n", "unit: Hz").first?.hasPrefix(
        "load.yaml:1:29: load.csv.unit: unknown unit \"Hz\" (one of requests/s, requests/min,") == true)
  }

  @Test("is cores turned into requests by what one needs")
  func cores() throws {
    let (load, _) = try read("t,v\n0,1\n60,2\n", "unit: cores")
    #expect(try load.series(seed: 1, cpuPerRequest: 0.02).values == [50, 100])
    #expect(throws: (any Error).self) { try load.series(seed: 1, cpuPerRequest: 0) }
  }

  @Test("is refused for utilisation of nobody knows how many replicas, unless insisted")
  func utilizationAlone() throws {
    #expect(
      try problems("t,v\n0,50\n60,60\n", "unit: percent") == [
        "load.yaml:1:29: load.csv.unit: utilisation without the number of replicas does not tell the load: "
          + "60 % of 2 replicas and of 20 are recorded alike, and an autoscaler keeps them alike (give replicas: "
          + "{column: NAME} and request: 250m, or insist with relative: true, which takes it as the load of one "
          + "replica)"
      ])
    let (load, warnings) = try read("t,v\n0,50\n60,60\n", "unit: percent, relative: true, request: 2")
    // One replica of 2 cores: 1 and 1.2 cores.
    #expect(load.signal(seed: 1).values.isNear([1, 1.2]))
    #expect(load.unit == .cores)
    #expect(warnings.count == 1)
  }

  @Test("is utilisation times replicas times request, from a number, a column or a file")
  func utilizationOfReplicas() throws {
    let csv = "t,cpu,pods\n0,50,2\n60,60,4\n120,80,4\n"
    // 0.5·2·0.25, 0.6·4·0.25, 0.8·4·0.25 cores.
    let expected = [0.25, 0.6, 0.8]
    let (column, _) = try read(csv, "value: cpu, unit: percent, request: 250m, replicas: {column: pods}")
    #expect(column.signal(seed: 1).values.isNear(expected))
    let (implied, _) = try read(csv, "unit: percent, request: 250m, replicas: {column: pods}")
    #expect(implied.signal(seed: 1).values.isNear(expected))
    let (constant, _) = try read(csv, "value: cpu, unit: percent, request: 250m, replicas: 4")
    #expect(constant.signal(seed: 1).values.isNear([0.5, 0.6, 0.8]))
    let (file, _) = try read(
      csv, "value: cpu, unit: percent, request: 250m, replicas: {csv: {file: pods.csv, unit: pods}}",
      ["pods.csv": "t,n\n0,2\n60,4\n120,4\n"])
    #expect(file.signal(seed: 1).values.isNear(expected))
  }

  @Test("lines up replicas by their dates")
  func replicasByDate() throws {
    let (load, _) = try read(
      "time,cpu\n2026-11-25T08:01:00Z,50\n2026-11-25T08:02:00Z,50\n",
      "unit: percent, request: 1, replicas: {csv: {file: pods.csv, unit: pods}}",
      ["pods.csv": "time,n\n2026-11-25T08:00:00Z,2\n2026-11-25T08:01:00Z,4\n2026-11-25T08:02:00Z,6\n"])
    #expect(load.signal(seed: 1).values.isNear([2, 3]))
  }

  @Test("says what is missing for utilisation")
  func incomplete() throws {
    let csv = "t,v\n0,50\n60,60\n"
    #expect(
      try problems(csv, "unit: percent, replicas: 2") == [
        "load.yaml:1:6: load.csv.request: missing field \"request\" (utilisation is a share of what each replica requested: request: 250m)"
      ])
    #expect(
      try problems(csv, "replicas: 2") == [
        "load.yaml:1:33: load.csv.replicas: belongs to a recorded utilisation (unit: percent or unit: ratio)"
      ])
    #expect(
      try problems(csv, "unit: percent, request: 1, replicas: {column: pods}") == [
        "load.yaml:1:60: load.csv.replicas: load.csv has no column \"pods\" (it has \"t\", \"v\")"
      ])
    #expect(
      try problems(
        csv, "unit: percent, request: 1, replicas: {steps: [{at: 0s, value: 2}], duration: 1m}")
        == ["load.yaml:1:6: load.csv: the replicas are not recorded for all of the time the utilisation is"])
  }

  @Test("takes a limit only for what is measured in cores")
  func limitOfRequests() throws {
    #expect(
      try problems("t,v\n0,50\n60,60\n", "limit: 1") == [
        "load.yaml:1:30: load.csv.limit: belongs to recorded cores or utilisation (unit: cores or unit: percent)"
      ])
  }

  @Test("has one long gap for each hole where millions of rows are missing")
  func longHoles() throws {
    let times = (0..<20).map { Int64($0) * 1_000 } + [99_999_999_000, 100_000_000_000]
    let filled = RecordedSteps(told: 1_000).withHoles(times, [times.map { _ in 1 }])
    #expect(filled.times.count == 23)
    #expect(filled.times[20] == 20_000)
    #expect(filled.columns[0][20].isNaN)
  }

  @Test("marks what a limit cut off")
  func limit() throws {
    // A limit of 500m on a request of 250m is 200 %; 95 % of it count as cut off: 190.
    let (load, warnings) = try read(
      "t,v\n0,50\n60,190\n120,189\n180,200\n", "unit: percent, request: 250m, limit: 500m, replicas: 2")
    #expect(load.signal(seed: 1).censored == [false, true, false, true])
    #expect(
      warnings == [
        "load.yaml:1:6: load.csv: 50 % of the values were cut off by a limit, so that the true load was higher than recorded; they are marked as censored"
      ])
    // Cores: a limit of 1 core for each of 2 replicas.
    let (cores, _) = try read("t,v\n0,1.5\n60,1.95\n", "unit: cores, limit: 1, replicas: 2")
    #expect(cores.signal(seed: 1).censored == [false, true])
  }

  @Test("marks what is above a level told, in the file's own unit")
  func level() throws {
    let (load, _) = try read("t,v\n0,500\n60,900\n120,899\n", "unit: millicores, censoredAt: 900")
    #expect(load.signal(seed: 1).censored == [false, true, false])
    #expect(abs(load.signal(seed: 1).censoredShare - 1.0 / 3) < 1e-15)
  }

  @Test("finds a flat top, but none in a wave")
  func flatTop() throws {
    let cut = (0..<200).map { "\($0 * 60),\(min(90, 60 + 50 * sine(Double($0) / 10)).rounded())" }
    let (flat, _) = try read("t,v\n" + cut.joined(separator: "\n"), "unit: cores")
    let marks = try #require(flat.signal(seed: 1).censored)
    #expect(zip(flat.signal(seed: 1).values, marks).allSatisfy { ($0 == 90) == $1 })
    let wave = (0..<200).map { "\($0 * 60),\(50 + 40 * sine(Double($0) / 10))" }
    let (free, warnings) = try read("t,v\n" + wave.joined(separator: "\n"), "unit: cores")
    #expect(free.signal(seed: 1).censored == nil)
    #expect(warnings.isEmpty)
  }

  @Test("finds 100 % of a machine, and warns where noise hides the top")
  func machine() throws {
    let (full, _) = try read(
      "t,v\n0,50\n60,99.8\n120,30\n180,20\n", "unit: percent, relative: true")
    #expect(full.signal(seed: 1).censored == [false, true, false, false])
    let (_, warnings) = try read("t,v\n0,50\n60,96\n120,97\n180,95\n", "unit: percent, relative: true")
    #expect(
      warnings.first
        == "load.yaml:1:6: load.csv: 75 % of the values are above 85 %, which looks saturated (censoredAt: 85 marks them as cut off)"
    )
  }
}

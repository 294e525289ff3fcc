import Testing

@testable import Workload

@Suite("Prometheus answers")
struct PrometheusTests {
  private static let two = """
    {"status":"success","data":{"resultType":"matrix","result":[
    {"metric":{"pod":"a","job":"web"},"values":[[1795374778,"1"],[1795374783.500,"2"],[1795374788,"3"]]},
    {"metric":{"pod":"b","job":"web"},"values":[[1795374778,"10"],[1795374788,"NaN"],[1795374793,"+Inf"]]}
    ]},"warnings":["half of it is missing"]}
    """

  private func read(_ json: String, _ fields: String = "") throws -> (Series, [String]) {
    let folder = try Folder(["answer.json": json])
    let (load, warnings) = try LoadText(
      "prometheusJSON: {file: answer.json, step: 5s, gaps: keep\(fields)}", in: folder.path
    ).readWithWarnings()
    return (load.signal(seed: 1), warnings.map(folder.without))
  }

  private func problems(_ json: String, _ fields: String = "") throws -> [String] {
    let folder = try Folder(["answer.json": json])
    return try LoadText("prometheusJSON: {file: answer.json\(fields)}", in: folder.path).problems()
      .map(folder.without)
  }

  @Test("are summed over the series that have a sample; NaN and infinities are gaps")
  func sums() throws {
    let (series, warnings) = try read(Self.two)
    #expect(series.originMs == 1_795_374_778_000)
    #expect(series.timesMs == [0, 5_500, 10_000, 15_000])
    #expect(series.values[0] == 11)
    #expect(series.values[2].isNaN && series.values[3].isNaN)
    #expect(
      warnings == [
        "load.yaml:1:24: load.prometheusJSON.file: the server warned: half of it is missing",
        "load.yaml:1:24: load.prometheusJSON.file: 1 value is infinite and taken as not recorded",
      ])
  }

  @Test("are chosen by labels and combined as told")
  func choices() throws {
    #expect(try read(Self.two, ", match: {pod: a}").0.values.prefix(1) == [1])
    #expect(try read(Self.two, ", combine: mean").0.values.prefix(1) == [5.5])
    #expect(try read(Self.two, ", combine: max").0.values.prefix(1) == [10])
    #expect(try read(Self.two, ", combine: min").0.values.prefix(1) == [1])
    #expect(
      try problems(Self.two, ", match: {pod: c}") == [
        "load.yaml:1:44: load.prometheusJSON.match: no series in answer.json has these labels (it has "
          + "{pod=\"a\",job=\"web\"} {pod=\"b\",job=\"web\"})"
      ])
  }

  @Test(
    "that hold no history are refused with the reason",
    arguments: [
      (
        #"{"status":"error","errorType":"bad_data","error":"parse error"}"#,
        "answer.json:1:1: the server answered with an error: bad_data: parse error"
      ),
      (
        #"{"status":"success","data":{"resultType":"vector","result":[]}}"#,
        "answer.json:1:42: the answer is a vector, which has no history (ask /api/v1/query_range, not /api/v1/query)"
      ),
      (
        #"{"status":"success","data":{"resultType":"matrix","result":[]}}"#,
        "load.yaml:1:24: load.prometheusJSON.file: answer.json holds no series: the query found nothing"
      ),
      (#"{"a":1}"#, "answer.json:1:1: is no answer of a Prometheus query: it has no data.resultType"),
      (
        #"{"data":{"resultType":"matrix","result":[{"metric":{},"histograms":[]}]}}"#,
        "answer.json:1:42: the series is a native histogram, which is no single value (ask for histogram_count or histogram_sum of it)"
      ),
      (
        #"{"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,2]]}]}}"#,
        "answer.json:1:65: must be a sample such as [1795374778, \"0.5\"]"
      ),
      (
        #"{"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"-2"],[2,"1"]]}]}}"#,
        "answer.json:1:42: the value -2 at 1970-01-01T00:00:01Z is below zero (unit: number takes any)"
      ),
    ])
  func refuses(_ json: String, _ message: String) throws {
    #expect(try problems(json) == [message])
  }

  @Suite(
    "of a real server",
    .enabled(if: Shared.path("fixtures/prometheus") != nil, "shared/fixtures is not beside the repository"))
  struct Real {
    // Steps from the first to the last time, and the sum of all values, by an independent script; the hole of
    // range_replica2_gap is 9 steps.
    @Test(
      "are read",
      arguments: [
        ("range_app_rps_sum", 69, 2638.9594670387514), ("range_app_cpu_multi", 23, 0.6877600908563083),
        ("range_node_cpu_by_mode", 12, 22.092098027040258), ("range_replica2_gap", 68, 113_135),
        ("range_float_step", 7, 7), ("range_warnings_partial", 5, 10), ("range_up_gap", 69, 129),
        ("range_scalar", 3, 9),
      ])
    func reads(_ name: String, _ times: Int, _ sum: Double) throws {
      let path = try #require(Shared.path("fixtures/prometheus/\(name).json"))
      let load = try LoadText("prometheusJSON: {file: \(path), gaps: zero}").read()
      let values = load.signal(seed: 1).values
      #expect(values.count == times)
      #expect(abs(values.reduce(0, +) - sum) < 1e-9 * sum)
    }
  }
}

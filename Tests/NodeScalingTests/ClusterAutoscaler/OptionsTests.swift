import Kubernetes
import Testing

@testable import NodeScaling

@Suite("Flags of Cluster Autoscaler")
struct OptionsTests {
  @Test("A flag that is followed leaves no note, one that no code reads does")
  func notes() throws {
    var options = ClusterAutoscalerOptions()
    let notes = try options.apply([
      ("scale-down-unneeded-time", "2m30s"), ("scale-down-candidates-pool-ratio", "0.2"),
      ("expander", "priority,least-waste"), ("cores-total", "4:64"),
    ])
    #expect(options.unneededMs == 150_000)
    #expect(options.expander.expanders == [.priority, .leastWaste])
    #expect(options.cores == 4...64)
    #expect(
      notes == [
        "--scale-down-candidates-pool-ratio is parsed by Cluster Autoscaler, but none of its code reads it"
      ])
  }

  @Test("Unknown flags and wrong values are told all at once, with what was meant")
  func problems() {
    var options = ClusterAutoscalerOptions()
    let error = #expect(throws: InputErrors.self) {
      _ = try options.apply([
        ("scan-intervall", "10s"), ("max-nodes-total", "many"), ("expander", "cheapest"),
      ])
    }
    #expect(error?.problems.count == 3)
    #expect(error?.problems.first?.hint == "did you mean --scan-interval?")
  }

  @Test(
    "Releases differ where upstream's do",
    arguments: [("1.31", Expander.random, false), ("1.33", .leastWaste, false), ("1.35", .leastWaste, true)])
  func versions(_ text: String, _ expander: Expander, _ loopsFrequently: Bool) throws {
    let options = ClusterAutoscalerOptions(version: try #require(AutoscalerVersion(text)))
    #expect(options.expander.expanders == [expander])
    #expect(options.loopsFrequently == loopsFrequently)
  }

  @Test("Releases that nobody looked at are not known", arguments: ["1.30", "1.38", "2.33", "latest"])
  func unknown(_ text: String) { #expect(AutoscalerVersion(text) == nil) }
}

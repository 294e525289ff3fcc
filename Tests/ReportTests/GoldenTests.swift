import Testing

@testable import Report

@Suite struct GoldenTests {
  private var result: Fixture {
    var fixture = Fixture(strategies: ["static", "hpa-50", "hpa-70"], seeds: [1, 2], rows: 24)
    fixture.stepMs = 3_600_000
    return fixture
  }

  @Test("A report has the bytes that were recorded", arguments: Report.files.map(\.name))
  func bytes(name: String) throws {
    let file = try #require(Report.files.first { $0.name == name })
    try Golden.expect(file.bytes(of: result.result), toBe: "fixture/\(name)")
  }

  @Test("The same result gives the same bytes each time")
  func repeated() {
    let value = result.result
    for file in Report.files { #expect(file.bytes(of: value) == file.bytes(of: value)) }
  }
}

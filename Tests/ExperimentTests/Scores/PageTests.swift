import Testing

@testable import Experiment

@Suite("Pages a strategy would have caused")
struct PageTests {
  /// Rows of five minutes, a character each: `x` has 20 % bad requests, a burn of 20 at 99 %.
  private func pages(_ rows: String) -> Double {
    let recording = HandMade.recording(
      rows.map { .init(served: 100, slow: $0 == "x" ? 20 : 0) }, stepMs: 300_000)
    return HandMade.score("pages", of: HandMade.run(recording))
  }

  @Test("Peace wakes nobody")
  func peace() { #expect(pages(String(repeating: ".", count: 48)) == 0) }

  @Test("An hour of trouble fires the fast alert and the slow one, once each")
  func trouble() {
    // After 45 of 60 minutes the burn over an hour is 15 > 14.4; over six hours it reaches 20/3 > 6 with two hours.
    let hours = String(repeating: ".", count: 72)
    #expect(pages(hours + String(repeating: "x", count: 12) + hours) == 1)
    #expect(pages(hours + String(repeating: "x", count: 24) + hours) == 2)
  }
}

import Testing

@testable import NodeScaling

@Suite("Gathering pods")
struct BatchWindowTests {
  @Test("A window closes a second after the last pod")
  func idle() {
    var window = BatchWindow()
    #expect(window.closesAtMs == nil)
    for time in [0, 800, 1500] as [Int64] { window.addPod(atMs: time) }
    #expect(window.closesAtMs == 2500)
    let closed = [2499, 2500].map { window.close(atMs: $0) }
    #expect(closed == [false, true])
    #expect(window.closesAtMs == nil)
  }

  @Test("It is open for ten seconds at most, however many pods come")
  func maximum() {
    var window = BatchWindow()
    for time in stride(from: Int64(0), through: 20_000, by: 500) { window.addPod(atMs: time) }
    #expect(window.closesAtMs == 10_000)
    #expect(window.nominationMs == 20_000)
  }

  @Test("Machines are given up after five minutes to launch, or fifteen to register")
  func deadlines() {
    #expect(ClaimLifecycle.deadlineMs(createdMs: 10, launchedMs: nil, isRegistered: false) == 300_010)
    #expect(ClaimLifecycle.deadlineMs(createdMs: 10, launchedMs: 20, isRegistered: false) == 900_010)
    #expect(ClaimLifecycle.deadlineMs(createdMs: 10, launchedMs: 20, isRegistered: true) == nil)
  }
}

import Statistics
import Testing

@testable import Cluster

@Suite("CPU on a short node")
struct CPUClaimTests {
  private func claim(_ wanted: Int64, weight: Int64, most: Int64 = 10_000) -> CPUClaim {
    CPUClaim(workload: 0, group: 0, wanted: wanted, most: most, weight: weight)
  }

  @Test("goes by weight among those who want more")
  func byWeight() {
    // 1,000 to share 1:3.
    var claims = [claim(5_000, weight: 1), claim(5_000, weight: 3)]
    CPUClaim.share(1_000, among: &claims)
    #expect(claims.map(\.granted) == [250, 750])
  }

  @Test("that one does not need goes to the others")
  func leftOver() {
    // The first needs 100 of its 500; the other two share 900.
    var claims = [claim(100, weight: 1), claim(5_000, weight: 1), claim(5_000, weight: 1)]
    CPUClaim.share(1_000, among: &claims)
    #expect(claims.map(\.granted) == [100, 450, 450])
  }

  @Test("is all given, and never more than there is or than a limit allows")
  func exhausts() {
    var luck = RandomStream(seed: 4, purpose: "claims")
    for _ in 0..<2_000 {
      var claims = (0..<(1 + luck.index(below: 8))).map { _ in
        let wanted = Int64(luck.index(below: 1_000))
        return claim(
          wanted, weight: Int64(2 + luck.index(below: 100)), most: wanted + Int64(luck.index(below: 500)))
      }
      CPUClaim.share(2_000, among: &claims)
      let granted = claims.reduce(0) { $0 + $1.granted }
      #expect(granted == min(2_000, claims.reduce(0) { $0 + $1.most }))
      for claim in claims { #expect(claim.granted >= 0 && claim.granted <= claim.most) }
    }
  }
}

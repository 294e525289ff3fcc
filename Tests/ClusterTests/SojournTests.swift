import Statistics
import Testing

@testable import Cluster

@Suite("The sojourn time of a pod")
struct SojournTests {
  @Test("is that of M/M/1 and M/G/1-PS on one core: E[S] / (1 - rho)", arguments: [0.0, 0.3, 0.5, 0.8, 0.9])
  func oneCore(rho: Double) {
    // 10 ms on half a core are 20 ms; at rho = 0.5 they take 40 ms.
    let sojourn = Sojourn(cores: 0.5, cpuPerRequest: 0.01, cv: 1)
    #expect(abs(sojourn.mean(rho: rho) - 0.02 / (1 - rho)) < 1e-12)
  }

  @Test("does not depend on the service time's distribution while the pod keeps up")
  func insensitive() {
    let steady = Sojourn(cores: 1, cpuPerRequest: 0.01, cv: 0)
    let wild = Sojourn(cores: 1, cpuPerRequest: 0.01, cv: 4)
    #expect(steady.mean(rho: 0.7) == wild.mean(rho: 0.7))
  }

  @Test("is within 5 % of M/M/m on m cores", arguments: [(2, 0.7), (4, 0.8), (8, 0.9)])
  func manyCores(servers: Int, rho: Double) {
    let sojourn = Sojourn(cores: Double(servers), cpuPerRequest: 0.01, cv: 1)
    let exact =
      0.01
      + Queueing.exponentialWait(
        servers: servers, arrivalRate: rho * Double(servers) / 0.01, serviceRate: 100)
    #expect(abs(sojourn.mean(rho: rho) / exact - 1) < 0.05)
  }

  @Test("stays finite and grows with the load up to saturation and beyond")
  func monotone() {
    let sojourn = Sojourn(cores: 1, cpuPerRequest: 0.01, cv: 1)
    var last = 0.0
    for step in 0...120 {
      let mean = sojourn.mean(rho: Double(step) / 100)
      #expect(mean.isFinite && mean >= last)
      last = mean
    }
  }
}

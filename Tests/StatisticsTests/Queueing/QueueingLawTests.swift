import Foundation
import Statistics
import Testing

@Suite("Laws of queues")
struct QueueingLawTests {
  static let loads = [(1, 0.3), (1, 0.99), (3, 2.5), (20, 12.0), (20, 19.9), (500, 470.0), (5_000, 4_990.0)]

  @Test("Little's law holds in M/M/c: number = rate × time", arguments: loads)
  func little(servers: Int, load: Double) {
    let queue = Queueing.MultiServer(servers: servers, arrivalRate: load * 4, serviceRate: 4)
    #expect(agree(queue.meanPresent, queue.arrivalRate * queue.meanResponse, 1e-12))
    #expect(agree(queue.meanWaiting, queue.arrivalRate * queue.meanWait, 1e-12))
  }

  @Test(
    "The mean response is the area under its tail", arguments: [(1, 0.5), (3, 2.5), (20, 19.0), (2, 1.0)])
  func tailArea(servers: Int, load: Double) {
    let queue = Queueing.MultiServer(servers: servers, arrivalRate: load, serviceRate: 1)
    let step = 0.005
    let area = (1..<80_000).reduce(0.5) { $0 + queue.responseTail(Double($1) * step) } * step
    #expect(agree(area, queue.meanResponse, 1e-4))
    let waits =
      (1..<80_000).reduce(queue.waitProbability / 2) { $0 + queue.waitTail(Double($1) * step) } * step
    #expect(agree(waits, queue.meanWait, 1e-4))
  }

  @Test("Quantiles undo tails", arguments: loads)
  func quantiles(servers: Int, load: Double) {
    let queue = Queueing.MultiServer(servers: servers, arrivalRate: load, serviceRate: 1)
    for p in [1e-9, 0.01, 0.5, 0.9, 0.99, 0.999_999] {
      #expect(agree(queue.responseTail(queue.responseQuantile(p)), 1 - p, 1e-12))
      let wait = queue.waitQuantile(p)
      #expect(wait == 0 || agree(queue.waitTail(wait), 1 - p, 1e-12))
    }
  }

  /// c − 1 = load makes the textbook's formula 0/0.
  @Test("The response's tail is smooth where its formula divides by zero")
  func removableSingularity() {
    let left = Queueing.MultiServer(servers: 3, arrivalRate: 2 - 1e-9, serviceRate: 1)
    let there = Queueing.MultiServer(servers: 3, arrivalRate: 2, serviceRate: 1)
    let right = Queueing.MultiServer(servers: 3, arrivalRate: 2 + 1e-9, serviceRate: 1)
    for time in [0.1, 1, 5, 50] {
      #expect(agree(left.responseTail(time), there.responseTail(time), 1e-8))
      #expect(agree(right.responseTail(time), there.responseTail(time), 1e-8))
    }
  }

  @Test("Long times and many servers overflow nothing")
  func extremes() {
    let queue = Queueing.MultiServer(servers: 100_000, arrivalRate: 99_900, serviceRate: 1)
    #expect(queue.responseTail(1e6) == 0)
    #expect(queue.responseTail(5).isFinite)
    #expect(queue.responseQuantile(0.99) > 4.6)
    #expect(Queueing.erlangB(servers: 10_000, load: 1e-3) == 0)
    #expect(Queueing.erlangC(servers: 10_000, load: 1e-3) == 0)
  }

  /// M/M/1: W = 1/(μ − λ), P(T > t) = e^(−(μ − λ)t); M/D/1 waits half of M/M/1.
  @Test("One server gives the textbook's results", arguments: [0.1, 0.5, 0.9, 0.999])
  func single(load: Double) {
    let queue = Queueing.MultiServer(servers: 1, arrivalRate: load, serviceRate: 1)
    #expect(agree(queue.meanResponse, 1 / (1 - load), 1e-12))
    #expect(agree(queue.responseTail(2), exp(-(1 - load) * 2), 1e-12))
    let constant = Queueing.pollaczekKhinchine(arrivalRate: load, serviceRate: 1, serviceSCV: 0)
    #expect(agree(constant, queue.meanWait / 2, 1e-12))
    #expect(agree(Queueing.cosmetatos(servers: 1, arrivalRate: load, serviceRate: 1), constant, 1e-12))
  }

  @Test("Every approximation is exact for exponential service", arguments: loads)
  func exactForExponential(servers: Int, load: Double) {
    let exact = Queueing.exponentialWait(servers: servers, arrivalRate: load, serviceRate: 1)
    let kimura = Queueing.kimura(servers: servers, arrivalRate: load, serviceRate: 1, serviceSCV: 1)
    let leeLongton = Queueing.leeLongton(servers: servers, arrivalRate: load, serviceRate: 1, serviceSCV: 1)
    #expect(agree(kimura, exact, 1e-12))
    #expect(agree(leeLongton, exact, 1e-12))
    let tail = Queueing.waitTail(
      0.7, servers: servers, arrivalRate: load, serviceRate: 1, arrivalSCV: 1, serviceSCV: 1)
    let queue = Queueing.MultiServer(servers: servers, arrivalRate: load, serviceRate: 1)
    #expect(agree(tail, queue.waitTail(0.7), 1e-12))
  }

  @Test("Sharing a processor costs the same at every size in proportion, and in sum the plain mean")
  func sharing() {
    // Sizes 1 and 9 with chances 7/8 and 1/8: mean 2, so λ = 0.35 makes ρ = 0.7.
    let small = Queueing.sharedResponse(size: 1, utilization: 0.7)
    let large = Queueing.sharedResponse(size: 9, utilization: 0.7)
    #expect(agree(large, 9 * small))
    let mean = small * 7 / 8 + large / 8
    #expect(agree(mean, Queueing.sharedResponse(arrivalRate: 0.35, serviceRate: 0.5)))
    #expect(agree(Queueing.sharedPresent(utilization: 0.7), 0.35 * mean))
  }

  /// A simulation of a shared server: the mean number present depends on the mean of the sizes only.
  @Test("A shared server does not feel the distribution of sizes", arguments: [0, 0.5, 1, 2])
  func insensitivity(cv: Double) {
    var arrivals = RandomStream(seed: 31, purpose: "arrivals")
    var sizes = RandomStream(seed: 31, purpose: "sizes")
    let load = 0.6
    var remaining: [Double] = []
    var area = 0.0
    var time = 0.0
    var nextArrival = arrivals.exponential(mean: 1 / load)
    while time < 40_000 {
      let count = Double(remaining.count)
      let untilArrival = nextArrival - time
      let untilDeparture = remaining.min().map { $0 * count } ?? .infinity
      let span = min(untilArrival, untilDeparture)
      area += count * span
      time += span
      for index in remaining.indices { remaining[index] -= span / count }
      if untilDeparture <= untilArrival {
        remaining.removeAll { $0 <= 1e-12 }
      } else {
        remaining.append(sizes.gamma(mean: 1, cv: cv))
        nextArrival = time + arrivals.exponential(mean: 1 / load)
      }
    }
    // ρ/(1 − ρ) = 1.5
    #expect(abs(area / time - Queueing.sharedPresent(utilization: load)) < 0.25)
  }

  @Test(
    "With endless room M/M/c/K is M/M/c; with none it is Erlang's loss",
    arguments: [(1, 0.5), (4, 3.0), (30, 29.0)])
  func limits(servers: Int, load: Double) {
    let endless = Queueing.LimitedMultiServer(
      servers: servers, places: 1_000_000_000, arrivalRate: load, serviceRate: 1)
    let open = Queueing.MultiServer(servers: servers, arrivalRate: load, serviceRate: 1)
    #expect(agree(endless.meanWaiting, open.meanWaiting, 1e-9))
    #expect(endless.lossProbability < 1e-100)
    let none = Queueing.LimitedMultiServer(
      servers: servers, places: servers, arrivalRate: load, serviceRate: 1)
    #expect(agree(none.lossProbability, Queueing.erlangB(servers: servers, load: load), 1e-12))
    #expect(none.meanWaiting == 0)
  }

  @Test(
    "M/M/c/K agrees with the sum over all its states",
    arguments: [
      (1, 7, 1.0), (3, 9, 2.0), (3, 9, 3.0), (3, 40, 3.001), (5, 30, 9.0), (200, 260, 20.0), (2, 2, 1e-3),
    ])
  func states(servers: Int, places: Int, load: Double) {
    var probabilities = [1.0]
    for n in 1...places { probabilities.append(probabilities[n - 1] * load / Double(min(n, servers))) }
    let total = probabilities.reduce(0, +)
    let waiting = (servers...places).reduce(0.0) { $0 + Double($1 - servers) * probabilities[$1] } / total
    let queue = Queueing.LimitedMultiServer(
      servers: servers, places: places, arrivalRate: load, serviceRate: 1)
    #expect(agree(queue.lossProbability, probabilities[places] / total, 1e-12))
    #expect(agree(queue.meanWaiting, waiting, 1e-11))
    #expect(agree(queue.meanPresent, queue.throughput * queue.meanResponse, 1e-12))
  }

  @Test("Who gives up with the speed of service makes a Poisson number present", arguments: [0.5, 3, 12])
  func impatientPoisson(load: Double) {
    // θ = μ: present ~ Poisson(load), whatever c. P(present ≥ 3) for load 3: 1 − 8.5 e^−3 = 0.576810.
    let queue = Queueing.ImpatientMultiServer(servers: 3, arrivalRate: load, serviceRate: 1, abandonRate: 1)
    let below = exp(-load) * (1 + load + load * load / 2)
    #expect(agree(queue.waitProbability, 1 - below, 1e-12))
    #expect(agree(queue.meanWaiting + 3 * queue.utilization, load, 1e-12))
  }

  @Test("Endless patience is M/M/c")
  func patient() {
    let queue = Queueing.ImpatientMultiServer(servers: 4, arrivalRate: 3, serviceRate: 1, abandonRate: 0)
    let open = Queueing.MultiServer(servers: 4, arrivalRate: 3, serviceRate: 1)
    #expect(queue.waitProbability == open.waitProbability)
    #expect(queue.meanWaiting == open.meanWaiting)
    let slow = Queueing.ImpatientMultiServer(servers: 4, arrivalRate: 3, serviceRate: 1, abandonRate: 1e-9)
    #expect(agree(slow.meanWaiting, open.meanWaiting, 1e-6))
    let overloaded = Queueing.ImpatientMultiServer(
      servers: 4, arrivalRate: 8, serviceRate: 1, abandonRate: 1e-9)
    #expect(agree(overloaded.abandonProbability, 0.5, 1e-6))
  }

  @Test("One server fewer breaks the promise", arguments: [0.7, 9.3, 88, 1_234.5])
  func fewest(load: Double) throws {
    for share in [0.5, 0.1, 0.001] {
      let servers = try #require(Queueing.servers(forWaitProbability: share, load: load))
      #expect(Queueing.erlangC(servers: servers, load: load) <= share)
      #expect(Queueing.erlangC(servers: servers - 1, load: load) > share)
    }
  }

  @Test("A promise that service alone breaks has no answer")
  func impossible() {
    // e^−1 = 0.37 of services take longer than 1.
    #expect(Queueing.servers(forResponse: 1, share: 0.7, arrivalRate: 5, serviceRate: 1) == nil)
    #expect(Queueing.servers(forResponse: 1, share: 0.6, arrivalRate: 5, serviceRate: 1) != nil)
    #expect(Queueing.servers(forWaitProbability: 0, load: 1) == nil)
    #expect(Queueing.servers(forResponse: 1, share: 0.5, arrivalRate: 0, serviceRate: 1) == 0)
  }

  @Test("Overload waits for ever; nonsense gives NaN")
  func outside() {
    let full = Queueing.MultiServer(servers: 2, arrivalRate: 2, serviceRate: 1)
    #expect(full.waitProbability == 1)
    #expect(full.meanWait == .infinity)
    #expect(full.responseQuantile(0.5) == .infinity)
    #expect(full.responseTail(100) == 1)
    #expect(Queueing.MultiServer(servers: -1, arrivalRate: 2, serviceRate: 1).meanWait.isNaN)
    #expect(Queueing.MultiServer(servers: 1, arrivalRate: .nan, serviceRate: 1).meanWait.isNaN)
    #expect(Queueing.kimura(servers: 2, arrivalRate: 3, serviceRate: 1, serviceSCV: 4) == .infinity)
    #expect(Queueing.kimura(servers: 2, arrivalRate: 1, serviceRate: 1, serviceSCV: -4).isNaN)
    #expect(Queueing.sharedResponse(arrivalRate: 1, serviceRate: 1) == .infinity)
    #expect(Queueing.relaxationTime(servers: 1, arrivalRate: 1, serviceRate: 1) == .infinity)
    #expect(
      Queueing.LimitedMultiServer(servers: 2, places: 1, arrivalRate: 1, serviceRate: 1).meanWaiting.isNaN)
  }

  /// 1 / (4 (1 − √0.25)²) = 1.
  @Test("A queue forgets in 1 / (cμ (1 − √ρ)²)")
  func relaxation() {
    #expect(Queueing.relaxationTime(servers: 4, arrivalRate: 1, serviceRate: 1) == 1)
  }

  @Test("A backlog drains in Q / (K − λ)")
  func drain() {
    #expect(Queueing.drainTime(backlog: 300, arrivalRate: 80, capacity: 100) == 15)
    #expect(Queueing.drainTime(backlog: 300, arrivalRate: 100, capacity: 100) == .infinity)
    #expect(Queueing.drainTime(backlog: 0, arrivalRate: 100, capacity: 100) == 0)
    let step = Queueing.fluidStep(backlog: 300, arrivalRate: 80, capacity: 100, duration: 15)
    #expect(step.backlog == 0)
  }
}

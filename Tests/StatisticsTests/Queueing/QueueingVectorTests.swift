import Foundation
import Statistics
import Testing

@Suite("Queueing against vectors")
struct QueueingVectorTests {
  @Test("Erlang's formulas", arguments: Vectors.cases("queueing"))
  func erlang(values: JSONValue) throws {
    let servers = try values.require("c", \.integer)
    let load = try values.require("a", \.number)
    #expect(agree(Queueing.erlangB(servers: servers, load: load), values["erlang_b"].number ?? .nan))
    #expect(agree(Queueing.erlangC(servers: servers, load: load), values["erlang_c"].number ?? 1))
  }

  @Test("M/M/c", arguments: Vectors.cases("queueing", "mmc"))
  func multiServer(values: JSONValue) throws {
    let queue = Queueing.MultiServer(
      servers: try values.require("c", \.integer), arrivalRate: try values.require("lambda", \.number),
      serviceRate: try values.require("mu", \.number))
    let expected: [(Double, String)] = [
      (queue.load, "a"), (queue.utilization, "rho"), (queue.waitProbability, "P_wait"),
      (queue.meanWait, "Wq"), (queue.meanResponse, "W"), (queue.meanWaiting, "Lq"), (queue.meanPresent, "L"),
      (queue.waitQuantile(0.5), "wait_p50"), (queue.waitQuantile(0.99), "wait_p99"),
    ]
    for (value, key) in expected { #expect(agree(value, try values.require(key, \.number), 1e-11), "\(key)") }
    for percent in [50, 90, 95, 99] {
      let expected = try values.require("response_p\(percent)", \.number)
      #expect(agree(queue.responseQuantile(Double(percent) / 100), expected, 1e-10))
    }
  }

  @Test("Approximations for general service", arguments: Vectors.cases("queueing", "mgc_approximations"))
  func general(values: JSONValue) throws {
    let c = try values.require("c", \.integer)
    let rate = try values.require("lambda", \.number)
    let mu = try values.require("mu", \.number)
    let arrival = try values.require("ca2", \.number)
    let service = try values.require("cs2", \.number)
    let computed: [(Double, String)] = [
      (Queueing.exponentialWait(servers: c, arrivalRate: rate, serviceRate: mu), "Wq_MMc"),
      (Queueing.cosmetatos(servers: c, arrivalRate: rate, serviceRate: mu), "Wq_MDc_cosmetatos"),
      (
        Queueing.leeLongton(servers: c, arrivalRate: rate, serviceRate: mu, serviceSCV: service),
        "Wq_lee_longton"
      ),
      (Queueing.kimura(servers: c, arrivalRate: rate, serviceRate: mu, serviceSCV: service), "Wq_kimura"),
      (
        Queueing.allenCunneen(
          servers: c, arrivalRate: rate, serviceRate: mu, arrivalSCV: arrival, serviceSCV: service),
        "Wq_allen_cunneen"
      ),
      (
        Queueing.sakasegawa(
          servers: c, arrivalRate: rate, serviceRate: mu, arrivalSCV: arrival, serviceSCV: service),
        "Wq_sakasegawa"
      ),
      (
        Queueing.pollaczekKhinchine(arrivalRate: rate, serviceRate: mu, serviceSCV: service),
        "Wq_pollaczek_khinchine"
      ),
      (
        Queueing.kingman(arrivalRate: rate, serviceRate: mu, arrivalSCV: arrival, serviceSCV: service),
        "Wq_kingman"
      ),
      (Queueing.sharedResponse(arrivalRate: rate, serviceRate: mu), "W_processor_sharing"),
    ]
    for (value, key) in computed {
      guard let expected = values[key].number else { continue }
      #expect(agree(value, expected, 1e-11), "\(key)")
    }
  }

  @Test("M/M/c/K", arguments: Vectors.cases("queueing", "mmck"))
  func limited(values: JSONValue) throws {
    let queue = Queueing.LimitedMultiServer(
      servers: try values.require("c", \.integer), places: try values.require("K", \.integer),
      arrivalRate: try values.require("lambda", \.number), serviceRate: try values.require("mu", \.number))
    let computed: [(Double, String)] = [
      (queue.lossProbability, "P_block"), (queue.throughput, "throughput"), (queue.meanPresent, "L"),
      (queue.meanWaiting, "Lq"), (queue.meanResponse, "W_admitted"), (queue.meanWait, "Wq_admitted"),
      (queue.utilization, "utilisation"),
    ]
    for (value, key) in computed { #expect(agree(value, try values.require(key, \.number), 1e-10), "\(key)") }
  }

  @Test("Erlang A", arguments: Vectors.cases("queueing", "erlang_a"))
  func impatient(values: JSONValue) throws {
    let queue = Queueing.ImpatientMultiServer(
      servers: try values.require("c", \.integer), arrivalRate: try values.require("lambda", \.number),
      serviceRate: try values.require("mu", \.number), abandonRate: try values.require("theta", \.number))
    let computed: [(Double, String)] = [
      (queue.waitProbability, "P_wait"), (queue.abandonProbability, "P_abandon"), (queue.meanWaiting, "Lq"),
      (queue.utilization, "utilisation"),
    ]
    for (value, key) in computed { #expect(agree(value, try values.require(key, \.number), 1e-10), "\(key)") }
  }

  @Test("Square-root staffing", arguments: Vectors.cases("queueing", "halfin_whitt"))
  func squareRoot(values: JSONValue) throws {
    let load = try values.require("a", \.number)
    let share = try values.require("target_P_wait", \.number)
    let beta = try #require(Queueing.squareRootStaffing(forWaitProbability: share))
    #expect(agree(beta, try values.require("beta", \.number), 1e-9))
    let servers = try #require(Queueing.squareRootServers(forWaitProbability: share, load: load))
    #expect(servers == values["n_square_root"].integer)
    #expect(Queueing.servers(forWaitProbability: share, load: load) == values["n_exact_erlang_c"].integer)
    let waiting = Queueing.erlangC(servers: servers, load: load)
    #expect(agree(waiting, try values.require("P_wait_at_n_sqrt", \.number), 1e-11))
  }

  @Test(
    "The fewest servers for a response time",
    arguments: Vectors.cases("queueing", "min_servers_for_response_slo"))
  func fewest(values: JSONValue) throws {
    let rate = try values.require("lambda", \.number)
    let mu = try values.require("mu", \.number)
    let time = try values.require("T", \.number)
    let share = try values.require("p", \.number)
    let servers = Queueing.servers(forResponse: time, share: share, arrivalRate: rate, serviceRate: mu)
    #expect(servers == values["min_servers"].integer)
    guard let servers else { return }
    let enough = Queueing.MultiServer(servers: servers, arrivalRate: rate, serviceRate: mu)
    let tooFew = Queueing.MultiServer(servers: servers - 1, arrivalRate: rate, serviceRate: mu)
    #expect(agree(enough.responseTail(time), try values.require("sf_at_c", \.number), 1e-10))
    #expect(agree(tooFew.responseTail(time), try values.require("sf_at_c_minus_1", \.number), 1e-10))
  }

  @Test("Fluid backlog", arguments: Vectors.cases("queueing", "fluid_backlog"))
  func fluid(values: JSONValue) throws {
    let rates = values["lambda"].numbers
    let capacities = values["capacity"].numbers
    let duration = try values.require("dt", \.number)
    var backlog = try values.require("q0", \.number)
    for (index, expected) in values["steps"].elements.enumerated() {
      let step = Queueing.fluidStep(
        backlog: backlog, arrivalRate: rates[index], capacity: capacities[index], duration: duration,
        limit: values["qmax"].number ?? .infinity)
      #expect(agree(step.served, try expected.require("served", \.number)))
      #expect(agree(step.dropped, try expected.require("dropped", \.number)))
      #expect(agree(step.backlog, try expected.require("backlog_end", \.number)))
      #expect(agree(step.utilization, try expected.require("util", \.number)))
      #expect(agree(backlog + rates[index] * duration, step.served + step.dropped + step.backlog))
      backlog = step.backlog
    }
  }

  /// Waits of a simulation of every request, with its interval.
  @Test("Simulated waits", arguments: Vectors.cases("queueing", "des_check"))
  func simulated(values: JSONValue) throws {
    let servers = try values.require("c", \.integer)
    let rate = try values.require("lambda", \.number)
    let mu = 1 / (try values.require("mean_service", \.number))
    let scv = try values.require("cs2", \.number)
    let wait = Queueing.kimura(servers: servers, arrivalRate: rate, serviceRate: mu, serviceSCV: scv)
    let margin = try values.require("Wq_ci95_half", \.number)
    #expect(abs(wait - (try values.require("Wq", \.number))) < margin)
  }
}

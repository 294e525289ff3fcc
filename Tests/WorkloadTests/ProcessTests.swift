import Foundation
import Statistics
import Testing

@testable import Workload

/// Generators with luck have the moments that theory gives them. Bounds are five standard errors or wider, and
/// seeds are fixed, so that a test fails only if the generator changes.
@Suite("Random processes")
struct ProcessTests {
  private func values(_ yaml: String, seed: UInt64 = 1) throws -> [Double] {
    try LoadText(yaml).read().signal(seed: seed).values
  }

  /// Variance over mean of counts in blocks of so many steps of a second.
  private func dispersion(_ rates: [Double], block: Int) -> Double {
    let counts = stride(from: 0, to: rates.count - block + 1, by: block).map {
      rates[$0..<$0 + block].reduce(0, +)
    }
    return counts.variance / counts.mean
  }

  @Test("Poisson counts have mean and variance of the rate, and no memory")
  func poisson() throws {
    let counts = try values("{poisson: 20, every: 1s, duration: 20000s}")
    #expect(counts.allSatisfy { $0 == $0.rounded() })
    #expect(abs(counts.mean - 20) < 5 * (20.0 / 20_000).squareRoot())
    #expect(abs(counts.variance / 20 - 1) < 0.04)
    #expect(abs(counts.autocorrelation(1)) < 0.025)
  }

  @Test("Poisson counts of a curve add up to its integral")
  func poissonOfCurve() throws {
    // 3600 s of mean 50 are 180000 requests, give or take 424.
    let load = try LoadText(
      "{sine: {mean: 50, amplitude: 40, period: 10m}, arrivals: poisson, every: 15s, duration: 1h}"
    ).read()
    for seed in 1...5 as ClosedRange<UInt64> {
      let total = try load.series(seed: seed, cpuPerRequest: 0.01).values.reduce(0) { $0 + $1 * 15 }
      #expect(abs(total - 180_000) < 5 * 424)
    }
  }

  @Test(
    "Ornstein-Uhlenbeck noise has the autocorrelation of its relaxation",
    arguments: [1.0, 15, 60])
  func ou(_ step: Double) throws {
    let noise = try values(
      "{ou: {mean: 50, sd: 3, relaxation: 60s}, every: \(Int(step))s, duration: \(Int(step) * 20_000)s}")
    let phi = exponential(-step / 60)
    // The mean of n values that remember has about n·(1 − φ)/(1 + φ) of them.
    let effective = 20_000 * (1 - phi) / (1 + phi)
    #expect(abs(noise.mean - 50) < 5 * 3 / effective.squareRoot())
    #expect(abs(noise.variance / 9 - 1) < 5 * (2 / effective).squareRoot())
    #expect(abs(noise.autocorrelation(1) - phi) < 5 * ((1 - phi * phi) / 20_000).squareRoot() + 0.003)
  }

  @Test("lognormal noise keeps mean and standard deviation, and stays above 0")
  func logNormal() throws {
    let noise = try values(
      "{ar1: {mean: 10, sd: 8, phi: 0.2, distribution: lognormal}, every: 1s, duration: 20000s}")
    #expect(noise.allSatisfy { $0 > 0 })
    #expect(abs(noise.mean - 10) < 0.3)
    #expect(abs(noise.variance.squareRoot() - 8) < 1.2)
  }

  @Test("noise of a step of its own is held or averaged on the load's")
  func ownStep() throws {
    let held = try values("{ar1: {sd: 1, phi: 0.5, step: 1m}, every: 15s, duration: 10m}")
    for index in held.indices { #expect(held[index] == held[index / 4 * 4]) }
    let averaged = try values("{ar1: {sd: 1, phi: 0.5, step: 15s}, every: 1m, duration: 10m}")
    let fine = try values("{ar1: {sd: 1, phi: 0.5, step: 15s}, every: 15s, duration: 10m}")
    let means: [Double] = (0..<10).map { minute in fine[minute * 4..<minute * 4 + 4].reduce(0, +) / 4 }
    #expect(averaged.isNear(means))
  }

  @Test("ON/OFF sources are busy for their share of the time, from the start on")
  func onOff() throws {
    // 400 sources that are on for 10 of 40 s bring 400·2/4 = 200 on average.
    let load = try LoadText(
      "{onOff: {sources: 400, rate: 2, busy: 10s, idle: 30s, shape: 1.6}, every: 1s, duration: 2h}"
    ).read()
    let values = load.signal(seed: 3).values
    #expect(abs(values.mean - 200) < 10)
    #expect(values.allSatisfy { $0 >= 0 && $0 <= 800 })
    // At any moment the sum is binomial: variance 400·¼·¾·2² = 300.
    let first = try LoadText(
      "{onOff: {sources: 400, rate: 2, busy: 10s, idle: 30s, shape: 1.6}, every: 10ms, duration: 10ms}"
    ).read()
    let starts = (0..<400).map { first.signal(seed: UInt64($0)).values[0] }
    let error = (300.0 / 400).squareRoot()
    #expect(abs(starts.mean - 200) < 5 * error)
    #expect(abs(starts.variance / 300 - 1) < 0.4)
    // Heavy tails: means over 100 s vary far more than those of independent values would (300/100).
    let blocks = stride(from: 0, to: 7_100, by: 100).map { values[$0..<$0 + 100].reduce(0, +) / 100 }
    #expect(blocks.variance > 30)
  }

  @Test("flash crowds come as often as told and add up where they overlap")
  func flashCrowds() throws {
    // Each brings peak·(rise/2 + decay) = 20·(30 + 600) over its life, one every 2 h on average.
    let load = try values(
      "{flashCrowds: {each: 2h, peak: [10, 30], rise: 1m, decay: 10m}, every: 1m, duration: 200d}")
    let expected = 20 * 630.0 / 7_200
    #expect(abs(load.mean / expected - 1) < 0.12)
    #expect(load.min() == 0)
  }

  @Test("a Hawkes process begins with its mean rate")
  func hawkesStart() throws {
    let load = try LoadText("{hawkes: {base: 10, branching: 0.5, memory: 5s}, every: 1s, duration: 1s}")
      .read()
    let starts = (0..<1_000).map { load.signal(seed: UInt64($0)).values[0] }
    #expect(abs(starts.mean - 20) < 0.9)
  }

  @Suite(
    "against vectors",
    .enabled(
      if: Shared.path("vectors/process_moments.json") != nil, "shared/vectors is not beside the repository"))
  struct Vectors {
    struct Moments: Decodable {
      struct MMPP: Decodable {
        let lambda1, lambda2, r12, r21, mean: Double
        let dispersion: [String: Double]

        enum CodingKeys: String, CodingKey {
          case lambda1, lambda2, r12, r21
          case mean = "mean_rate"
          case dispersion = "IDC_t"
        }
      }
      struct Hawkes: Decodable {
        let mu, branching, beta, mean, dispersion: Double

        enum CodingKeys: String, CodingKey {
          case mu, branching, beta
          case mean = "mean_rate"
          case dispersion = "IDC_inf"
        }
      }
      struct AR1: Decodable {
        let phi, noise, variance: Double
        let acf: [Double]

        enum CodingKeys: String, CodingKey {
          case phi, acf
          case noise = "sigma_e"
          case variance = "var"
        }
      }
      struct OU: Decodable {
        struct Step: Decodable {
          let seconds, phi, noise: Double

          enum CodingKeys: String, CodingKey {
            case phi
            case seconds = "dt"
            case noise = "noise_sd"
          }
        }
        let theta, mu, sigma, variance: Double
        let steps: [Step]

        enum CodingKeys: String, CodingKey {
          case theta, mu, sigma
          case variance = "stationary_var"
          case steps = "exact_step_dt"
        }
      }
      struct FGN: Decodable {
        let hurst: Double
        let acf: [Double]
        let blockVariance: [String: Double]

        enum CodingKeys: String, CodingKey {
          case hurst = "H"
          case acf = "acf_lag0_10"
          case blockVariance = "var_of_block_mean_m"
        }
      }
      let cases: [FGN]
      let mmpp2: [MMPP]
      let hawkes: [Hawkes]
      let ar1: [AR1]
      let ou: [OU]
    }

    private let moments: Moments

    init() throws {
      let path = try #require(Shared.path("vectors/process_moments.json"))
      moments = try JSONDecoder().decode(Moments.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func values(_ yaml: String) throws -> [Double] {
      try LoadText(yaml).read().signal(seed: 1).values
    }

    @Test("MMPP counts have the mean rate and the indices of dispersion")
    func mmpp() throws {
      for process in moments.mmpp2 {
        let counts = try values(
          "{mmpp: {rates: [\(process.lambda1), \(process.lambda2)], "
            + "switching: [[0, \(process.r12)], [\(process.r21), 0]]}, every: 1s, duration: 1d}")
        // About n·r/2 independent stays: the tolerance follows the slowest case.
        #expect(abs(counts.mean / process.mean - 1) < 0.15)
        for (block, expected) in [
          (1, process.dispersion["1"]), (10, process.dispersion["10"]), (60, process.dispersion["60"]),
        ] {
          let sums = stride(from: 0, to: counts.count, by: block).map { start in
            counts[start..<min(start + block, counts.count)].reduce(0, +)
          }
          let expected = try #require(expected)
          #expect(abs(sums.variance / sums.mean / expected - 1) < 0.2, "\(process) \(block)")
        }
      }
    }

    @Test("MMPP by mean stays is the same process")
    func stays() throws {
      let yaml = "every: 1s, duration: 1h}"
      #expect(
        try values("{mmpp: {rates: [10, 100], stay: [100s, 20s]}, \(yaml)")
          == values("{mmpp: {rates: [10, 100], switching: [[0, 0.01], [0.05, 0]]}, \(yaml)"))
    }

    @Test("Hawkes counts have the mean rate and the index of dispersion of long times")
    func hawkes() throws {
      for process in moments.hawkes {
        let counts = try values(
          "{hawkes: {base: \(process.mu), branching: \(process.branching), memory: \(1 / process.beta)}, "
            + "every: 1m, duration: 12h}")
        #expect(abs(counts.mean / process.mean - 1) < 0.1)
        let sums = counts.map { $0 * 60 }
        // A minute is long against the memory, not infinite.
        #expect(abs(sums.variance / sums.mean / process.dispersion - 1) < 0.25)
      }
    }

    @Test("AR(1) noise has variance and autocorrelations")
    func ar1() throws {
      for process in moments.ar1 {
        let noise = try values(
          "{ar1: {noise: \(process.noise), phi: \(process.phi), mean: 0}, every: 1s, duration: 60000s}")
        #expect(abs(noise.variance / process.variance - 1) < 0.2)
        for lag in 1...5 { #expect(abs(noise.autocorrelation(lag) - process.acf[lag]) < 0.03) }
      }
    }

    @Test("Ornstein-Uhlenbeck noise steps exactly")
    func ou() throws {
      for process in moments.ou {
        for step in process.steps {
          // The memory and the innovation of one step, from the noise's own recursion.
          let passed = step.seconds * process.theta
          let sd = process.variance.squareRoot()
          #expect(abs(exponential(-passed) / step.phi - 1) < 1e-12)
          #expect(abs(sd * (-exponentialMinusOne(-2 * passed)).squareRoot() / step.noise - 1) < 1e-12)
          let noise = try values(
            "{ou: {mean: \(process.mu), sd: \(sd), relaxation: \((1 / process.theta).rounded())}, every: \(Int(step.seconds))s, "
              + "duration: \(Int(step.seconds) * 30_000)s}")
          let effective = 30_000 * (1 - step.phi) / (1 + step.phi)
          #expect(abs(noise.mean - process.mu) < 5 * sd / effective.squareRoot())
          #expect(abs(noise.variance / process.variance - 1) < 5 * (2 / effective).squareRoot())
        }
      }
    }

    @Test("fractional noise has the covariances, and block means that settle slowly")
    func fgn() throws {
      for process in moments.cases {
        for lag in 0...10 {
          let covariance = FractionalNoise.covariance(lag, hurst: process.hurst)
          #expect(abs(covariance - process.acf[lag]) < 1e-12)
        }
        var stream = RandomStream(seed: 5, purpose: "fgn")
        var variances: [Int: [Double]] = [:]
        for _ in 0..<20 {
          let path = FractionalNoise.path(count: 4_000, hurst: process.hurst, &stream)
          for block in [1, 10, 100] {
            // Around the true mean 0: the path's own mean has a variance of its own.
            let squares = stride(from: 0, to: path.count, by: block).map { start in
              let mean = path[start..<start + block].reduce(0, +) / Double(block)
              return mean * mean
            }
            variances[block, default: []].append(squares.mean)
          }
        }
        for block in [1, 10, 100] {
          let expected = try #require(process.blockVariance["\(block)"])
          #expect(
            abs((variances[block] ?? []).mean / expected - 1) < 0.2, "H \(process.hurst), blocks of \(block)")
        }
      }
    }
  }
}

@Suite("Stationary distributions")
struct StationaryDistributionTests {
  @Test("balance what flows in and out of each state")
  func balance() throws {
    let rates = [[0, 1, 2], [0.5, 0, 0.1], [3, 0.2, 0]]
    let shares = try #require(StationaryDistribution.of(rates))
    #expect(abs(shares.reduce(0, +) - 1) < 1e-15)
    for state in 0..<3 {
      let inflow = (0..<3).reduce(0) { $0 + shares[$1] * rates[$1][state] }
      #expect(abs(inflow - shares[state] * rates[state].reduce(0, +)) < 1e-15)
    }
  }

  @Test("do not exist where a state is never left, or never reached")
  func missing() {
    #expect(StationaryDistribution.of([[0, 1], [0, 0]]) == nil)
    #expect(StationaryDistribution.of([[0, 0, 1], [1, 0, 1], [1, 0, 0]]) == nil)
  }
}

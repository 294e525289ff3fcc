import ArgumentParser
import Foundation
import Kubernetes
import Scaling

/// Measures how fast the VPA's recommender takes in samples and recommends.
struct BenchVPACommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vpa", abstract: "The VPA's recommender: samples taken in, recommendations made.",
    discussion: """
      Samples are CPU and memory of one container in turn, a minute apart; a recommendation is of one VPA with one \
      container, new samples coming in between. The last line reads `vpa: <x> samples, <y> recommendations per CPU-second`, \
      medians of all runs.
      """)

  @Option(help: "How many runs are measured, after one that is not.")
  var runs = 9

  func validate() throws {
    if runs < 1 { throw ValidationError("--runs must be at least 1, found \(runs)") }
  }

  func run() throws {
    let bench = RecommenderBench()
    _ = bench.ingest()
    _ = bench.recommend()
    var (ingest, recommend): ([Double], [Double]) = ([], [])
    for _ in 0..<runs {
      ingest.append(bench.ingest())
      recommend.append(bench.recommend())
    }
    ingest.sort()
    recommend.sort()
    print(
      "CPU of \(runs) runs: \(RecommenderBench.samples) samples in \(fixed(ingest[0] * 1_000)) to "
        + "\(fixed(ingest[runs - 1] * 1_000)) ms, \(RecommenderBench.recommendations) recommendations in "
        + "\(fixed(recommend[0] * 1_000)) to \(fixed(recommend[runs - 1] * 1_000)) ms")
    let samplesPerSecond = Double(RecommenderBench.samples) / ingest[runs / 2]
    let recommendationsPerSecond = Double(RecommenderBench.recommendations) / recommend[runs / 2]
    print(
      "vpa: \(fixed(samplesPerSecond / 1e6)) M samples, \(Int(recommendationsPerSecond)) recommendations per "
        + "CPU-second")
  }
}

/// The work that is measured.
struct RecommenderBench {
  /// CPU and memory for 250,000 minutes.
  static let samples = 500_000
  static let recommendations = 100_000
  private static let startMs: Int64 = 1_767_225_600_000

  private func recommender() -> (VPARecommender, VPARecommender.VPAID, VPARecommender.ContainerID)? {
    var recommender = VPARecommender()
    let vpa = VerticalPodAutoscaler(metadata: ObjectMeta(name: "web"), spec: VerticalPodAutoscalerSpec())
    let id = recommender.setVPA(vpa, selector: LabelSelector(matchLabels: ["app": "web"]))
    recommender.setPod(name: "web-0", labels: ["app": "web"], containers: ["main"], atMs: Self.startMs)
    return recommender.container("main", ofPod: "web-0").map { (recommender, id, $0) }
  }

  /// The next number of a generator that is the same everywhere.
  private static func next(_ state: inout UInt64) -> Int64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int64(state >> 40)
  }

  /// CPU seconds of taking in the samples.
  func ingest() -> Double {
    guard let (made, _, container) = recommender() else { return .infinity }
    var recommender = made
    var state: UInt64 = 1
    let start = Self.threadSeconds()
    for minute in 0..<Int64(Self.samples / 2) {
      let time = Self.startMs + minute * 60_000
      recommender.observe(cpu: Self.next(&state) % 2_000, of: container, atMs: time)
      recommender.observe(memory: 200_000_000 + Self.next(&state) * 32, of: container, atMs: time)
    }
    let seconds = Self.threadSeconds() - start
    return recommender.accepted == Self.samples ? seconds : .infinity
  }

  /// CPU seconds of the recommendations alone, each after two new samples.
  func recommend() -> Double {
    guard let (made, id, container) = recommender() else { return .infinity }
    var recommender = made
    var state: UInt64 = 1
    var list: [VPAContainerRecommendation] = []
    var (seconds, checksum): (Double, Int64) = (0, 0)
    var minute: Int64 = 0
    // The clock is read once for a thousand recommendations: reading it costs as much as half of one.
    for _ in 0..<Self.recommendations / 1_000 {
      for _ in 0..<1_000 {
        let time = Self.startMs + minute * 60_000
        recommender.observe(cpu: Self.next(&state) % 2_000, of: container, atMs: time)
        recommender.observe(memory: 200_000_000 + Self.next(&state) * 32, of: container, atMs: time)
        minute += 1
      }
      let start = Self.threadSeconds()
      for _ in 0..<1_000 {
        recommender.recommend(id, into: &list)
        checksum &+= list[0].cpu.target.amount &+ list[0].memory.upperBound.amount
      }
      seconds += Self.threadSeconds() - start
    }
    return checksum != 0 ? seconds : .infinity
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

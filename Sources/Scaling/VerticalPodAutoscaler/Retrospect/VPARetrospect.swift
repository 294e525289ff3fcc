import Kubernetes

/// What a VPA would have recommended over a recording of usage, had it been there.
///
/// Samples go in as the recommender's metrics come: each container's CPU before its memory, in the order of
/// time. A recommendation is told after the samples of its time.
public struct VPARetrospect: Sendable {
  /// The flags of the recommender.
  public var configuration: VPARecommenderConfiguration
  /// The VPA, of which only the policies count.
  public var vpa: VerticalPodAutoscaler
  /// The distance of the times told; 0 tells every time that has a sample.
  public var everyMs: Int64
  /// How much of the recording is history that lies before the first time told.
  public var historyMs: Int64

  /// Makes a retrospect from its parts.
  public init(
    configuration: VPARecommenderConfiguration = VPARecommenderConfiguration(),
    vpa: VerticalPodAutoscaler? = nil, everyMs: Int64 = 0, historyMs: Int64 = 0
  ) {
    self.configuration = configuration
    self.vpa =
      vpa ?? VerticalPodAutoscaler(metadata: ObjectMeta(name: "vpa"), spec: VerticalPodAutoscalerSpec())
    self.everyMs = everyMs
    self.historyMs = historyMs
  }

  /// One sample of a container.
  private struct Sample {
    let timeMs: Int64
    let series: Int
    let index: Int
  }

  /// What is told over a recording, in the order of time, containers sorted by name.
  public func run(_ usage: [VPAUsageSeries]) -> [VPAPastRecommendation] {
    var samples: [Sample] = []
    for (series, one) in usage.enumerated() {
      for (index, time) in one.timesMs.enumerated() {
        samples.append(Sample(timeMs: time, series: series, index: index))
      }
    }
    samples.sort { ($0.timeMs, $0.series) < ($1.timeMs, $1.series) }
    guard let first = samples.first else { return [] }
    var full = Track(self, usage, startMs: first.timeMs)
    let toldFrom = first.timeMs + historyMs
    var cold = historyMs > 0 ? Track(self, usage, startMs: toldFrom) : nil
    var result: [VPAPastRecommendation] = []
    var next = toldFrom
    var place = 0
    while place < samples.count {
      let time = samples[place].timeMs
      // The times told lie on a grid; what the samples before them make is told.
      if everyMs > 0, time > next {
        if time - next > everyMs { next += (time - next - 1) / everyMs * everyMs }
        tell(&full, &cold, atMs: next, &result)
        next += everyMs
      }
      while place < samples.count, samples[place].timeMs == time {
        let sample = samples[place]
        full.feed(usage[sample.series], sample.series, sample.index)
        if time >= toldFrom { cold?.feed(usage[sample.series], sample.series, sample.index) }
        place += 1
      }
      if everyMs == 0, time >= toldFrom { tell(&full, &cold, atMs: time, &result) }
    }
    if everyMs > 0, let last = samples.last?.timeMs, last >= toldFrom {
      tell(&full, &cold, atMs: max(last, toldFrom), &result)
    }
    return result
  }

  private func tell(
    _ full: inout Track, _ cold: inout Track?, atMs timeMs: Int64, _ result: inout [VPAPastRecommendation]
  ) {
    let told = full.recommend()
    let other = cold?.recommend()
    for (name, recommendation) in told {
      let peak = full.peaks[name]
      let without = other?.first { $0.name == name }?.recommendation
      result.append(
        VPAPastRecommendation(
          timeMs: timeMs, container: name, cpuUsage: peak?.cpu ?? .nan, memoryUsage: peak?.memory ?? .nan,
          cpu: recommendation.cpu, memory: recommendation.memory,
          withoutHistory: without.map { .init(cpu: $0.cpu.target.amount, memory: $0.memory.target.amount) }))
    }
    full.peaks = [:]
  }

  /// A recommender that is fed.
  private struct Track {
    private var recommender: VPARecommender
    private let id: VPARecommender.VPAID
    private var containers: [VPARecommender.ContainerID?]
    private var list: [VPAContainerRecommendation] = []
    /// The largest usage since the last recommendation.
    var peaks: [String: (cpu: Double, memory: Double)] = [:]

    init(_ retrospect: VPARetrospect, _ usage: [VPAUsageSeries], startMs: Int64) {
      recommender = VPARecommender(retrospect.configuration)
      let labels = ["app": "recorded"]
      id = recommender.setVPA(retrospect.vpa, selector: LabelSelector(matchLabels: labels))
      for series in usage {
        recommender.setPod(
          namespace: retrospect.vpa.metadata.namespace, name: series.pod, labels: labels,
          containers: [series.container], atMs: startMs)
      }
      containers = usage.map { [recommender] in
        recommender.container(
          $0.container, ofPod: $0.pod, namespace: retrospect.vpa.metadata.namespace)
      }
    }

    mutating func feed(_ usage: VPAUsageSeries, _ series: Int, _ index: Int) {
      guard let container = containers[series] else { return }
      let time = usage.timesMs[index]
      var peak = peaks[usage.container] ?? (.nan, .nan)
      if index < usage.cpuCores.count, !usage.cpuCores[index].isNaN {
        let cores = usage.cpuCores[index]
        // Metrics come as quantities, of which millicores are rounded up.
        recommender.observe(cpu: VPARetrospect.amount(cores * 1_000), of: container, atMs: time)
        if !(peak.cpu >= cores) { peak.cpu = cores }
      }
      if index < usage.memoryBytes.count, !usage.memoryBytes[index].isNaN {
        let bytes = usage.memoryBytes[index]
        recommender.observe(memory: VPARetrospect.amount(bytes), of: container, atMs: time)
        if !(peak.memory >= bytes) { peak.memory = bytes }
      }
      peaks[usage.container] = peak
    }

    mutating func recommend() -> [(name: String, recommendation: VPAContainerRecommendation)] {
      recommender.recommend(id, into: &list)
      let names = recommender.containerNames(of: id)
      return list.map { (names[Int($0.container)], $0) }
    }
  }

  /// A recorded number as a whole amount, rounded up but for the noise of decimals read as doubles.
  static func amount(_ value: Double) -> Int64 {
    let nearest = value.rounded()
    let whole = (value - nearest).magnitude <= 1e-9 * nearest.magnitude ? nearest : value.rounded(.up)
    return whole >= 9e18 ? Int64(9e18) : whole <= -9e18 ? -Int64(9e18) : Int64(whole)
  }
}

import Cluster
import Scaling

/// The pods of a sweep's only workload with the requests they get, on one policy's way through time: the engine's whole
/// cluster, or less of it with the same result.
protocol SweptPods: ~Copyable {
  /// spec.replicas.
  var replicas: Int32 { mutating get }
  /// When something last happened to a pod.
  var touchedMs: Int64 { mutating get }

  /// Whether nothing is planned for any pod, so that a leap may be possible.
  var mayRest: Bool { mutating get }

  /// Goes on to an instant, that instant's scrape included; returns whether the pods are still in the sweep's reduced
  /// world.
  mutating func proceed(to nowMs: Int64) -> Bool

  /// What an HPA reads of them.
  mutating func reading(of metric: SweptMetric, trust: HPASizes.Trust, nowMs: Int64) -> HPASizes.Reading

  /// Writes the scale subresource.
  mutating func scale(to replicas: Int32, nowMs: Int64)

  /// The course of their only group, nil unless that is settled, idle of backlog and keeps up with its load.
  mutating func steadyKey() -> SteadyCourse.Key?

  /// Works that course out.
  mutating func steadyCourse() -> SteadyCourse

  /// How that group stands when a leap along its course begins; nil if it has not been seen well enough.
  mutating func leapStart(along steady: SteadyCourse, nowMs: Int64, youngMs: Int64) -> LeapStart?

  /// How many pods there are in several groups of which each keeps up with its load, and until when those stay
  /// apart; nil else.
  mutating func calmPods(lastScrapeMs: Int64) -> (count: Int32, untilMs: Int64)?

  /// The CPU a settled pod has for requests, and burns without any, in microcores.
  var calmCapacity: Int64 { get }
  var calmBurning: Int64 { get }

  /// Goes on to an instant before which nothing happens to pods, step by step, along a course, or calmly.
  mutating func step(to nowMs: Int64)
  mutating func leap(to nowMs: Int64, from leap: LeapStart, along steady: SteadyCourse)
  mutating func leapCalmly(to nowMs: Int64, after scrape: Int64)

  /// Whether work waits, or more arrives than can be done.
  var isBusy: Bool { mutating get }

  /// Goes on from one reconcile to the next as long as the only group is settled but busy, and what metrics-server shows
  /// of each pod is within bounds; returns how many reconciles passed.
  mutating func stepBusily(
    from firstMs: Int64, every periodMs: Int64, atMost most: Int, while shown: ClosedRange<Int64>
  ) -> Int

  /// Plans when the kubelet looks at the pods again, where it does so of its own.
  mutating func watch(nowMs: Int64)

  /// Ends the last rows at the end of the run.
  mutating func finish()

  /// What the run came to.
  var sums: SweptCourse.Sums { get }
  var podMs: Int64 { get }
  var warmupPodMs: Int64 { get }
  var histogram: LatencyHistogram { get }
}

extension HPASizes.Trust {
  /// Takes pods that share a sample into a reading.
  @inline(__always)
  func add(
    _ count: Int32, _ sample: PodSample, startMs: Int64, isReady: Bool, readyTransitionMs: Int64,
    of metric: SweptMetric, nowMs: Int64, to reading: inout HPASizes.Reading
  ) {
    let pods = Int64(count)
    if !sample.exists {
      reading.missing += pods
    } else if distrusts(
      startMs: startMs, isReady: isReady, readyTransitionMs: readyTransitionMs,
      sampleMs: sample.timestampMs, windowMs: sample.windowMs, nowMs: nowMs)
    {
      reading.unready += pods
    } else {
      reading.ready += pods
      reading.usage += pods * (sample.cpuMilli * metric.share)
    }
  }
}

extension PlainPods: SweptPods {
  mutating func step(to nowMs: Int64) { pass(to: nowMs, withScrape: true) }

  /// Nobody looks at pods without probes.
  mutating func watch(nowMs: Int64) {}

  mutating func reading(of metric: SweptMetric, trust: HPASizes.Trust, nowMs: Int64) -> HPASizes.Reading {
    var reading = HPASizes.Reading()
    reading.unready = Int64(pendingCount)
    let isFresh = nowMs >= scrapedMs + grid.pipeline.delayMs
    let groups = running
    for place in groups.indices where !groups[place].isDeleted {
      trust.add(
        groups[place].count, isFresh ? groups[place].sample : groups[place].earlierSample,
        startMs: groups[place].startMs, isReady: groups[place].isReady,
        readyTransitionMs: groups[place].readyTransitionMs, of: metric, nowMs: nowMs, to: &reading)
    }
    return reading
  }
}

public import Workload

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The load of benchmark W1: one week at 15 s, in requests per second of 10 ms of CPU each.
///
/// 10 + 12 · (0.5 - 0.5 cos(2π (h - 4) / 24)) cores, 0.6 times that swing at weekends, with AR(1) noise (φ 0.95,
/// standard deviation 0.6) and 14 flash crowds of 15 to 30 cores that rise in 60 s and fade with 600 s. Random numbers
/// are SplitMix64's from 42, as in the script that made the file `w1_load_15s.csv`.
public enum W1Load {
  /// Makes the load.
  public static func series() -> Series {
    var luck = SplitMix64(state: 42)
    let steps = 40_320
    let crowds = (0..<14).map { _ in
      (start: luck.uniform() * Double(steps) * 15, cores: 15 + 15 * luck.uniform())
    }
    var noise = 0.0
    let values = (0..<steps).map { step in
      let seconds = Double(step) * 15
      let hour = (seconds / 3_600).truncatingRemainder(dividingBy: 24)
      let swing = Int(seconds / 86_400) % 7 < 5 ? 1.0 : 0.6
      let base = 10 + 12 * (0.5 - 0.5 * cos(2 * .pi * (hour - 4) / 24)) * swing
      noise = 0.95 * noise + 0.6 * (1 - 0.95 * 0.95).squareRoot() * luck.normal()
      var crowd = 0.0
      for each in crowds where seconds >= each.start {
        let age = seconds - each.start
        crowd += each.cores * min(1, age / 60) * exp(-max(0, age - 60) / 600)
      }
      return max(0.5, base + noise + crowd) * 100
    }
    return Series(name: "w1", unit: .requestsPerSecond, stepMs: 15_000, values: values)
  }
}

/// Vigna's SplitMix64, of which the benchmark's load is made.
private struct SplitMix64 {
  var state: UInt64

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) / 0x1p53
  }

  mutating func normal() -> Double {
    let radius = 1 - uniform()
    let angle = uniform()
    return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
  }
}

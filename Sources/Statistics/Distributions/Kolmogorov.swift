#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The largest distance between a distribution and the empirical distribution of a sample of it.
public enum Kolmogorov {
  /// Returns the limit of P(√n D > t) for large samples, 2 Σ (−1)^(j − 1) exp(−2 j² t²).
  ///
  /// Below t = 1 by the equivalent series in exp(−π² (2j − 1)² / (8 t²)), which converges fast there.
  public static func limitUpperTail(_ t: Double) -> Double {
    guard t > 0 else { return t.isNaN ? .nan : 1 }
    var sum = 0.0
    if t < 1 {
      for j in 1...5 {
        let odd = Double(2 * j - 1)
        sum += exp(-odd * odd * Double.pi * Double.pi / (8 * t * t))
      }
      return 1 - (2 * Double.pi).squareRoot() / t * sum
    }
    for j in 1...8 { sum += (j % 2 == 1 ? 1 : -1) * exp(-2 * Double(j * j) * t * t) }
    return 2 * sum
  }

  /// Returns P(D ≥ d) for samples of n values of a continuous distribution.
  ///
  /// Exact by the matrix of Marsaglia, Tsang and Wang 2003 for up to 2,000 values; beyond by the limit, with
  /// the argument √n d + 1/(6√n) + (√n d − 1)/(4n) of Vrbik 2018. O((n d)³ log n).
  public static func upperTail(_ d: Double, count n: Int) -> Double {
    guard n >= 1, !d.isNaN else { return .nan }
    guard d > 0 else { return 1 }
    guard d < 1 else { return 0 }
    let root = Double(n).squareRoot()
    if n > 2_000 {
      let t = root * d
      return limitUpperTail(t + 1 / (6 * root) + (t - 1) / (4 * Double(n)))
    }
    // So far out, twice the one-sided tail is exact to all digits a difference from 1 would lose.
    if Double(n) * d * d > 18 { return min(2 * oneSidedUpperTail(d, count: n), 1) }
    return 1 - cdf(d, count: n)
  }

  /// P(D⁺ ≥ d), d Σ C(n, j) (d + j/n)^(j − 1) (1 − d − j/n)^(n − j) (Birnbaum and Tingey 1951).
  private static func oneSidedUpperTail(_ d: Double, count n: Int) -> Double {
    var sum = 0.0
    var logChoose = 0.0
    for j in 0...Int(Double(n) * (1 - d)) {
      let (low, high) = (d + Double(j) / Double(n), 1 - d - Double(j) / Double(n))
      if high > 0 {
        sum += exp(logChoose + Double(j - 1) * log(low) + Double(n - j) * log(high))
      } else if j == n {
        sum += exp(logChoose + Double(j - 1) * log(low))
      }
      logChoose += log(Double(n - j)) - log(Double(j + 1))
    }
    return d * sum
  }

  /// P(D < d): n! / n^n times the middle element of the n-th power of a matrix.
  private static func cdf(_ d: Double, count n: Int) -> Double {
    let k = Int(Double(n) * d) + 1
    let size = 2 * k - 1
    let h = Double(k) - Double(n) * d
    var matrix = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0..<size where i - j + 1 >= 0 { matrix[i * size + j] = 1 }
    }
    for i in 0..<size {
      matrix[i * size] -= pow(h, Double(i + 1))
      matrix[(size - 1) * size + i] -= pow(h, Double(size - i))
    }
    matrix[(size - 1) * size] += 2 * h - 1 > 0 ? pow(2 * h - 1, Double(size)) : 0
    for i in 0..<size {
      for j in 0..<size where i - j + 1 > 0 {
        for divisor in 1...(i - j + 1) { matrix[i * size + j] /= Double(divisor) }
      }
    }
    var (power, scale) = (matrix, 0)
    raise(&power, &scale, matrix: matrix, size: size, to: n)
    var result = power[(k - 1) * size + k - 1]
    for i in 1...n {
      result *= Double(i) / Double(n)
      if result < 1e-140 {
        result *= 1e140
        scale -= 140
      }
    }
    return result * pow(10, Double(scale))
  }

  /// Raises a matrix to a power by squaring; the true result is 10^scale times the one returned.
  private static func raise(
    _ power: inout [Double], _ scale: inout Int, matrix: [Double], size: Int, to exponent: Int
  ) {
    guard exponent > 1 else {
      (power, scale) = (matrix, 0)
      return
    }
    raise(&power, &scale, matrix: matrix, size: size, to: exponent / 2)
    power = product(power, power, size)
    scale *= 2
    if exponent % 2 == 1 { power = product(matrix, power, size) }
    if power[(size / 2) * size + size / 2] > 1e140 {
      for index in power.indices { power[index] *= 1e-140 }
      scale += 140
    }
  }

  private static func product(_ a: [Double], _ b: [Double], _ size: Int) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for l in 0..<size where a[i * size + l] != 0 {
        let factor = a[i * size + l]
        for j in 0..<size { result[i * size + j] += factor * b[l * size + j] }
      }
    }
    return result
  }
}

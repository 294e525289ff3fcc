import Foundation

/// Powers as Go's math package computes them on amd64, bit for bit.
///
/// The C library differs in the last bit for one input in ten, which a histogram's sums show. Source: Go
/// src/math exp.go (exp2, after FreeBSD's e_exp.c), pow.go, log.go (after FreeBSD's e_log.c). No multiply and
/// add is fused: Swift never contracts the two by itself.
enum GoMath {
  /// 2^x.
  @inline(__always)
  static func exp2(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x > 1.0239999999999999e+03 { return .infinity }
    if x < -1.0740e+03 { return 0 }
    // The nearest whole number, halves away from zero.
    let whole = x > 0 ? Int(x + 0.5) : Int(x - 0.5)
    let rest = x - Double(whole)
    let high = rest * 6.93147180369123816490e-01
    let low = -rest * 1.90821492927058770002e-10
    let r = high - low
    let t = r * r
    let c = r - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))))
    let y = 1 - ((low - (r * c) / (2 - c)) - high)
    return scale(y, byPowerOfTwo: whole)
  }

  private static let p1 = 1.66666666666666657415e-01
  private static let p2 = -2.77777777770155933842e-03
  private static let p3 = 6.61375632143793436117e-05
  private static let p4 = -1.65339022054652515390e-06
  private static let p5 = 4.13813679705723846039e-08

  /// x·2^n for an x of about one, exact unless the result is subnormal.
  @inline(__always)
  static func scale(_ x: Double, byPowerOfTwo n: Int) -> Double {
    if n > -1_000 && n < 1_000 { return x * Double(bitPattern: UInt64(1_023 + n) << 52) }
    return n > 5_000 ? x * .infinity : n < -5_000 ? x * 0 : scalbn(x, n)
  }

  /// x^n for a whole n, by squaring the mantissa.
  static func power(_ x: Double, _ n: Int) -> Double {
    if n == 0 || x == 1 { return 1 }
    if n == 1 || x.isNaN { return x }
    if x == 0 { return n < 0 ? .infinity : 0 }
    if x.isInfinite { return n < 0 ? 0 : x }
    var mantissa = x.significand / 2
    if x < 0 { mantissa = -mantissa }
    var exponent = Int(x.exponent) + 1
    var result = 1.0
    var resultExponent = 0
    var left = n.magnitude
    while left != 0 {
      if exponent < -4_096 || exponent > 4_096 {
        resultExponent += exponent
        break
      }
      if left & 1 == 1 {
        result *= mantissa
        resultExponent += exponent
      }
      mantissa *= mantissa
      exponent *= 2
      if mantissa < 0.5 {
        mantissa += mantissa
        exponent -= 1
      }
      left >>= 1
    }
    if n < 0 {
      result = 1 / result
      resultExponent = -resultExponent
    }
    return scale(result, byPowerOfTwo: resultExponent)
  }

  /// The natural logarithm of a positive number.
  static func log(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x < 0 { return .nan }
    if x == 0 { return -.infinity }
    var fraction = x.significand / 2
    var exponent = Int(x.exponent) + 1
    if fraction < 0.5.squareRoot() {
      fraction *= 2
      exponent -= 1
    }
    let f = fraction - 1
    let k = Double(exponent)
    let s = f / (2 + f)
    let s2 = s * s
    let s4 = s2 * s2
    let odd =
      s2
      * (6.666666666666735130e-01
        + s4
        * (2.857142874366239149e-01 + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)))
    let even =
      s4
      * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01))
    let r = odd + even
    let half = 0.5 * f * f
    return k * 6.93147180369123816490e-01
      - ((half - (s * (half + r) + k * 1.90821492927058770002e-10)) - f)
  }
}

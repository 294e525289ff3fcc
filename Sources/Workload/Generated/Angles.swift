#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The C library's functions under names that do not clash with our own.

func sine(_ angle: Double) -> Double { sin(angle) }

func cosine(_ angle: Double) -> Double { cos(angle) }

func exponential(_ x: Double) -> Double { exp(x) }

/// e^x − 1, exact for small x.
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

func logarithm(_ x: Double) -> Double { log(x) }

/// ln(1 + x), exact for small x.
func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The evolution strategy with covariance matrix adaptation (CMA-ES): ask it for points, tell it their values.
///
/// It draws from a normal distribution whose mean, size and shape it moves toward the better half of what it drew.
/// It looks at the order of values only. Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772.
public struct EvolutionStrategy: Sendable {
  /// The number of coordinates.
  public let dimension: Int
  /// The points of a generation, λ = 4 + ⌊3 ln n⌋ unless told otherwise.
  public let population: Int
  /// The mean of the distribution.
  public private(set) var mean: [Double]
  /// The size of a step, σ.
  public private(set) var stepSize: Double
  /// The generations told so far.
  public private(set) var generation = 0

  private let weights: [Double]
  private let parents: Double
  private let (rateSigma, damping, rateCovariance, rateRankOne, rateRankMu):
    (
      Double, Double, Double, Double, Double
    )
  private let expectedLength: Double
  private var pathSigma: [Double]
  private var pathCovariance: [Double]
  private var covariance: [Double]
  private var axes: [Double]
  private var lengths: [Double]

  /// Begins at a mean with a step size.
  ///
  /// - Throws: ``StatisticsError`` for a mean that is empty or not finite, or a step size that is not positive.
  public init(mean: [Double], stepSize: Double, population: Int? = nil) throws(StatisticsError) {
    try mean.requireFinite(atLeast: 1)
    guard stepSize > 0, stepSize.isFinite else {
      throw .argument(name: "step size", value: "\(stepSize)", expected: "above 0")
    }
    let count = mean.count
    let n = Double(count)
    let size = max(population ?? 4 + Int(3 * log(n)), 4)
    let raw = (1...(size / 2)).map { log(Double(size + 1) / 2) - log(Double($0)) }
    let sum = raw.reduce(0, +)
    let weights = raw.map { $0 / sum }
    let parents = 1 / weights.reduce(0) { $0 + $1 * $1 }
    dimension = count
    self.population = size
    self.mean = mean
    self.stepSize = stepSize
    self.weights = weights
    self.parents = parents
    let rateSigma = (parents + 2) / (n + parents + 5)
    let rateRankOne = 2 / ((n + 1.3) * (n + 1.3) + parents)
    self.rateSigma = rateSigma
    damping = 1 + 2 * max(0, ((parents - 1) / (n + 1)).squareRoot() - 1) + rateSigma
    rateCovariance = (4 + parents / n) / (n + 4 + 2 * parents / n)
    self.rateRankOne = rateRankOne
    rateRankMu = min(
      1 - rateRankOne, 2 * (parents - 2 + 1 / parents) / ((n + 2) * (n + 2) + parents))
    expectedLength = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
    pathSigma = [Double](repeating: 0, count: count)
    pathCovariance = pathSigma
    covariance = EvolutionStrategy.identity(count)
    axes = covariance
    lengths = [Double](repeating: 1, count: count)
  }

  /// Draws a generation.
  public func ask(stream: inout RandomStream) -> [[Double]] {
    (0..<population).map { _ in
      let drawn = lengths.map { $0 * stream.normal() }
      return (0..<dimension).map { row in
        mean[row] + stepSize * (0..<dimension).reduce(0) { $0 + axes[row * dimension + $1] * drawn[$1] }
      }
    }
  }

  /// Takes the points of a generation from best to worst, and moves the distribution.
  ///
  /// The points may be others than were asked for, such as those pushed back into bounds.
  ///
  /// - Throws: ``StatisticsError`` for fewer points than the better half, or a failure of GSL.
  public mutating func tell(_ ranked: [[Double]]) throws(StatisticsError) {
    guard ranked.count >= weights.count else {
      throw .tooFew(values: ranked.count, needed: weights.count)
    }
    let steps = ranked.prefix(weights.count).map { point in
      zip(point, mean).map { ($0 - $1) / stepSize }
    }
    let shift = (0..<dimension).map { axis in zip(weights, steps).reduce(0) { $0 + $1.0 * $1.1[axis] } }
    for axis in 0..<dimension { mean[axis] += stepSize * shift[axis] }
    let white = whitened(shift)
    let keepSigma = (rateSigma * (2 - rateSigma) * parents).squareRoot()
    for axis in 0..<dimension {
      pathSigma[axis] = (1 - rateSigma) * pathSigma[axis] + keepSigma * white[axis]
    }
    generation += 1
    let length = pathSigma.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let faded = (1 - pow(1 - rateSigma, 2 * Double(generation))).squareRoot()
    // While the step size grows fast, the path says nothing of the shape.
    let isCalm = length / faded < (1.4 + 2 / Double(dimension + 1)) * expectedLength
    let keep = (rateCovariance * (2 - rateCovariance) * parents).squareRoot()
    for axis in 0..<dimension {
      pathCovariance[axis] = (1 - rateCovariance) * pathCovariance[axis] + (isCalm ? keep * shift[axis] : 0)
    }
    let lost = isCalm ? 0 : rateCovariance * (2 - rateCovariance)
    for row in 0..<dimension {
      for column in 0...row {
        let index = row * dimension + column
        let mu = zip(weights, steps).reduce(0) { $0 + $1.0 * $1.1[row] * $1.1[column] }
        covariance[index] =
          (1 - rateRankOne - rateRankMu + rateRankOne * lost) * covariance[index]
          + rateRankOne * pathCovariance[row] * pathCovariance[column] + rateRankMu * mu
        covariance[column * dimension + row] = covariance[index]
      }
    }
    stepSize *= exp(min(1, rateSigma / damping * (length / expectedLength - 1)))
    try decompose()
  }

  /// The longest axis of the distribution, σ · √(largest eigenvalue): how far it still looks.
  public var reach: Double { stepSize * (lengths.max() ?? 0) }

  /// A step in units of the distribution: C^(-1/2) · step.
  private func whitened(_ step: [Double]) -> [Double] {
    let along = (0..<dimension).map { axis in
      (0..<dimension).reduce(0) { $0 + axes[$1 * dimension + axis] * step[$1] } / lengths[axis]
    }
    return (0..<dimension).map { row in
      (0..<dimension).reduce(0) { $0 + axes[row * dimension + $1] * along[$1] }
    }
  }

  private mutating func decompose() throws(StatisticsError) {
    let eigen = try SymmetricEigen(covariance, dimension: dimension)
    axes = eigen.vectors
    lengths = eigen.values.map { max($0, 1e-20).squareRoot() }
  }

  private static func identity(_ count: Int) -> [Double] {
    (0..<(count * count)).map { $0 / count == $0 % count ? 1 : 0 }
  }
}

/// The eigenvalues and eigenvectors of a symmetric matrix, by GSL.
struct SymmetricEigen {
  /// The values, in no order.
  let values: [Double]
  /// The vectors as columns, row by row.
  let vectors: [Double]

  init(_ matrix: [Double], dimension: Int) throws(StatisticsError) {
    _ = GSL.ready
    var work = matrix
    var values = [Double](repeating: 0, count: dimension)
    var vectors = [Double](repeating: 0, count: dimension * dimension)
    guard let workspace = gsl_eigen_symmv_alloc(dimension) else {
      throw .degenerate("no memory for eigenvectors")
    }
    defer { gsl_eigen_symmv_free(workspace) }
    try GSL.check {
      var input = gsl_matrix_view_array(&work, dimension, dimension)
      var found = gsl_vector_view_array(&values, dimension)
      var columns = gsl_matrix_view_array(&vectors, dimension, dimension)
      return gsl_eigen_symmv(&input.matrix, &found.vector, &columns.matrix, workspace)
    }
    (self.values, self.vectors) = (values, vectors)
  }
}

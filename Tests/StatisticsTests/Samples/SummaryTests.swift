import Statistics
import Testing

@Suite("Summaries of samples")
struct SummaryTests {
  @Test(
    "Moments and robust scales are those of GSL's C interface", arguments: Vectors.documents("gsl_values"))
  func gsl(values: JSONValue) throws {
    let x = values["X"].numbers
    let computed: [(Double, String)] = [
      (Moments.mean(x), "gsl_stats_mean"), (Moments.variance(x), "gsl_stats_variance"),
      (Moments.sd(x), "gsl_stats_sd"), (Moments.skewness(x), "gsl_stats_skew"),
      (Moments.kurtosis(x), "gsl_stats_kurtosis"), (Moments.absoluteDeviation(x), "gsl_stats_absdev"),
      (try Robust.mad(x), "gsl_stats_mad"), (try Robust.mad(x, scaled: false), "gsl_stats_mad0"),
      (try Robust.trimmedMean(x, share: 0.1), "gsl_stats_trmean_0.1"),
      (try Robust.gastwirth(x), "gsl_stats_gastwirth"), (try Robust.sn(x), "gsl_stats_Sn"),
      (try Robust.qn(x), "gsl_stats_Qn"),
      (try Moments.correlation(x, values["Y"].numbers), "gsl_stats_correlation_XY"),
      (StudentT(degrees: 9).quantile(0.975), "gsl_cdf_tdist_Pinv_0.975_9"),
      (ChiSquare(degrees: 3).upperTail(9.28), "gsl_cdf_chisq_Q_9.28_3"),
      (StandardNormal.quantile(0.975), "gsl_cdf_ugaussian_Pinv_0.975"),
      (try StudentTest.pooled(x, values["Y"].numbers).t, "gsl_stats_ttest_XY"),
    ]
    for (value, key) in computed { #expect(agree(value, try values.require(key, \.number), 1e-13), "\(key)") }
  }

  @Test("Weighted moments give the vectors' values", arguments: Vectors.cases("weighted_quantiles"))
  func weighted(values: JSONValue) throws {
    let moments = try WeightedMoments(values["x"].numbers, weights: values["w"].numbers)
    #expect(agree(moments.mean, try values.require("weighted_mean", \.number)))
    #expect(
      agree(moments.variance, try values.require("reliability_weighted_var(gsl_stats_wvariance)", \.number)))
    #expect(agree(moments.effectiveCount, try values.require("ESS_kish", \.number)))
  }

  /// 1, 2, 3, 4, 10: mean 4, squares of deviations 9 + 4 + 1 + 0 + 36 = 50, variance 12.5.
  @Test("A summary tells the usual numbers")
  func summary() throws {
    let summary = try Summary([10, 1, 3, 2, 4])
    #expect(summary.count == 5)
    #expect(summary.mean == 4)
    #expect(agree(summary.sd, 3.535_533_905_932_738))
    #expect(agree(summary.standardError, 2.5.squareRoot()))
    #expect(summary.min == 1 && summary.lowerQuartile == 2 && summary.median == 3)
    #expect(summary.upperQuartile == 4 && summary.max == 10)
    #expect(try Summary([7]).sd.isNaN)
    #expect(throws: StatisticsError.tooFew(values: 0, needed: 1)) { try Summary([]) }
    #expect(throws: StatisticsError.notFinite(index: 2)) { try Summary([1, 2, .infinity]) }
  }

  @Test("Errors say what is wrong")
  func words() {
    #expect("\(StatisticsError.tooFew(values: 1, needed: 2))" == "1 value in the sample, at least 2 needed")
    #expect("\(StatisticsError.notFinite(index: 2))" == "value number 3 of the sample is not a finite number")
    #expect(
      "\(StatisticsError.lengthsDiffer(2, 3))" == "the arrays have 2 and 3 values, equal lengths needed")
    let argument = StatisticsError.argument(name: "level", value: "2.0", expected: "a number between 0 and 1")
    #expect("\(argument)" == "level is 2.0, expected a number between 0 and 1")
  }
}

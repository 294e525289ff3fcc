import Experiment

extension Page {
  /// The definition of every score, of the lines of the charts, and of the words of the statistics.
  var glossary: HTML {
    var scores = HTML()
    for (index, score) in result.scores.enumerated() {
      let unit: HTML = .when(!score.unit.isEmpty, "<span class=\"unit\">\(score.unit)</span> ")
      scores += """
        <div><dt id="score-\(index)">\(score.name) \
        \(unit)<code>\(score.id)</code></dt>\
        <dd>\(score.definition)</dd></div>

        """
    }
    return """
      <h3>Scores</h3>
      <dl>\(scores)</dl>
      <h3>Charts</h3>
      <dl>\(list(Self.charts))</dl>
      <h3>Decisions</h3>
      <dl>\(list(Self.decisions))</dl>
      <h3>Statistics</h3>
      <dl>\(list(Self.statistics))</dl>

      """
  }

  private func list(_ entries: [(term: String, meaning: String)]) -> HTML {
    var html = HTML()
    for entry in entries { html += "<div><dt>\(entry.term)</dt><dd>\(entry.meaning)</dd></div>\n" }
    return html
  }

  private static let charts: [(term: String, meaning: String)] = [
    ("Load", "Requests that arrive per second. All strategies of a block meet the same ones."),
    ("Ready", "Pods that take requests, mean over a row of the recording."),
    ("Desired", "The replicas the autoscaler wants after all its limits; without one, spec.replicas."),
    (
      "Oracle",
      """
      The fewest ready pods that keep the objective in steady state on this load, by the same response \
      model. It knows the load; no autoscaler can be asked to follow it exactly.
      """
    ),
    (
      "P95 response time",
      """
      The time within which 95 % of the requests answered in a row were answered. Lost requests have none: \
      read it together with the lost ones.
      """
    ),
    ("Backlog", "Requests that wait for a pod at the end of a row."),
    ("Lost", "Requests refused, given up after the timeout or cut off with their pod, per second."),
    (
      "Column",
      """
      Where a chart has less room than the recording has rows, a column covers several rows and is drawn \
      from their least to their greatest value; no spike is lost.
      """
    ),
  ]

  private static let decisions: [(term: String, meaning: String)] = [
    ("Proposed", "The replicas the metrics alone ask for, before stabilization, policies and bounds."),
    ("Metric", "The value of the winning metric in the unit of its target."),
    (
      "Shaped by",
      "What held the decision back or changed it, in the words of the autoscaler’s conditions."
    ),
  ]

  private static let statistics: [(term: String, meaning: String)] = [
    (
      "Block",
      """
      A trace together with a seed. Strategies are compared block by block, so what a block did to both \
      cancels out.
      """
    ),
    (
      "Interval",
      """
      The range in which the mean of very many such runs would be expected, at the level named in the table: \
      bias-corrected and accelerated bootstrap (Efron 1987).
      """
    ),
    (
      "p",
      """
      How likely differences at least this one-sided would be if the two strategies were alike: Wilcoxon’s \
      signed-rank test, two-sided (Wilcoxon 1945).
      """
    ),
    (
      "Holm",
      """
      With many comparisons some look significant by luck. Holm’s correction (1979) holds the chance of even \
      one such error below the level.
      """
    ),
    (
      "Cliff’s δ",
      """
      The share of pairs of runs in which the strategy has the larger value, minus the share in which it has \
      the smaller: −1 to +1. In size below 0.147 negligible, below 0.33 small, below 0.474 medium, else \
      large (Romano et al. 2006).
      """
    ),
    (
      "Rank-biserial correlation",
      """
      The same idea for paired runs: the share of ranks of positive differences minus that of negative ones \
      (Kerby 2014). In comparisons.csv.
      """
    ),
    (
      "Hodges–Lehmann",
      """
      The median of the means of all pairs of differences: a typical difference that single wild runs do not \
      move. In comparisons.csv.
      """
    ),
    (
      "Change",
      "The mean difference over the mean of the strategy compared with; from three times on as a factor."
    ),
  ]
}

extension Score {
  /// The index of the score that counts as what a strategy costs; nil where there is none.
  ///
  /// Where nodes come and go it is what they cost, since that is the bill; else what the pods' requests cost, where
  /// the experiment has prices; else the pod-hours. `isSpent` tells whether some strategy spends anything by a score.
  public static func cost(among scores: [Score], isSpent: (Int) -> Bool) -> Int? {
    for id in ["node_cost", "cost"] {
      let index = scores.firstIndex { $0.id == id && $0.isCompared }
      if let index, isSpent(index) { return index }
    }
    return scores.firstIndex { $0.id == "pod_hours" }
  }
}

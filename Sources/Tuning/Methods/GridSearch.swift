/// Every policy on every block: the answer that other methods are measured by.
struct GridSearch: SearchMethod {
  let stopRule = "when every policy was run on every block"

  func usualBudget(_ space: SearchSpace, blocks: Int) -> Int {
    let (runs, overflow) = space.choiceCount.multipliedReportingOverflow(by: blocks)
    return overflow ? .max : runs
  }

  func search(_ trials: Trials) throws {
    try trials.run(try trials.space.all(), on: trials.blocks.indices)
  }
}

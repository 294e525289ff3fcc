import ArgumentParser

@main
struct ScaleLab: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scalelab",
    abstract: "An autoscaling policy lab for Kubernetes.",
    discussion: """
      Compares autoscaling strategies in closed loop on recorded or generated load, against a simulated cluster.

      Exit codes: 0 done, 1 there are findings, 2 the input is wrong.
      """,
    subcommands: [
      CompareCommand.self, TuneCommand.self, CheckCommand.self, ResultsCommand.self, GenerateCommand.self,
      RecommendCommand.self, ExplainCommand.self, ScalerCheckCommand.self,
      ConformanceCommand.self,
      BenchCommand.self,
    ])
}

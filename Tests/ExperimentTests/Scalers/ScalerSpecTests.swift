import Kubernetes
import Simulation
import Testing

@testable import Experiment

@Suite("Scalers in an experiment")
struct ScalerSpecTests {
  private func text(_ scaler: String) -> String {
    SampleExperiment.text(strategies: "  strategies:\n  - name: mine\n    scaler: \(scaler)\n")
  }

  private func problem(_ scaler: String) -> String {
    SampleExperiment.problems(text(scaler)).joined(separator: "\n")
  }

  @Test("A strategy's scaler takes the place of the HPA")
  func replaces() throws {
    let plan = try SampleExperiment.plan(text("{static: 7}"))
    #expect(plan.strategies[0].autoscalers.isEmpty)
    #expect(plan.strategies[0].scalers.map(\.workload) == ["web"])
    #expect(plan.strategies[0].summary == "static 7")
  }

  @Test(
    "Every kind can be named, runs, and is resolved to an experiment that gives the same runs",
    arguments: [
      "{static: 5}",
      "{erlang: {serviceRate: 100, waitShare: 0.3}, maxReplicas: 30}",
      "{erlang: {rule: square-root, serviceRate: 100}}",
      "{react: {perReplica: 40}}", "{adapt: {perReplica: 40}}", "{hist: {perReplica: 40}}",
      "{reg: {perReplica: 40}}",
      "{pid: {target: 60, proportional: 0.5}, interval: 30s}",
      "{targetTracking: {metric: cpu, target: 60, scaleOutCooldown: 1m}}",
      "{stepScaling: {metric: cpu, alarms: [{above: 70, periods: 1, steps: [{from: 0, change: 1}]}, {below: 30, steps: [{to: 0, change: -1}]}]}}",
      "{predictive: {method: linear, perReplica: 40, lead: 2m, window: 10m, quantile: 0.9}}",
      "{predictive: {method: seasonalNaive, season: 5m, perReplica: 40, history: 20m}}",
      "{predictive: {method: holtWinters, season: 5m, perReplica: 40, history: 20m, alpha: 0.5, gamma: 0.1}}",
      "{predictive: {method: holtWinters, trend: add, seasonal: none, perReplica: 40, damped: true}}",
      "{predictive: {method: harmonic, season: 10m, perReplica: 40, history: 30m, waves: 2}}",
      "{predictive: {method: spectral, perReplica: 40}}",
      "{predictive: {method: autoregression, order: 2, perReplica: 40}}",
      "{predictive: {method: movingAverage, window: 3m, perReplica: 0.4, metric: cpu}}",
      "{phpa: {model: linear, lookAhead: 60, perReplica: 40}, interval: 30s, stabilization: 5m}",
      "{phpa: {model: holtWinters, season: 5m, alpha: 0.9, beta: 0.1, gamma: 0.1, fidelity: fixed, perReplica: 40}, interval: 30s}",
      "{crane: {estimator: maxValue, period: 10m, predictionWindow: 2m, perReplica: 40}}",
      "{crane: {estimator: fft, period: 10m, history: 20m, predictionWindow: 2m, perReplica: 40, fidelity: fixed}}",
    ])
  func everyKind(scaler: String) async throws {
    let plan = try SampleExperiment.plan(text(scaler) + "  seeds: 2\n  bound: clairvoyant\n")
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 2))
    let again = try SampleExperiment.plan(ResolvedExperiment(plan).text)
    #expect(ResolvedExperiment(again).text == ResolvedExperiment(plan).text)
    let second = try await Experiment.run(again, on: ExperimentRunner(jobs: 1))
    #expect(second.runs.map(\.recording) == result.runs.map(\.recording))
    // 100 requests of 10 ms a second need a core: one pod of a core at most breaks the objective, two keep it.
    let bound = try #require(result.scores.firstIndex { $0.id == "bound_pod_hours" })
    #expect(result.runs.allSatisfy { $0.scores[bound] >= 0.5 && $0.scores[bound] <= 2 })
  }

  @Test("Predictive scalers show how good their forecasts were: a constant load is forecast without error")
  func forecasts() async throws {
    let plan = try SampleExperiment.plan(
      text("{predictive: {method: movingAverage, perReplica: 40}}") + "  seeds: 1\n")
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let error = try #require(result.scores.firstIndex { $0.id == "forecast_error_percent" })
    let covered = try #require(result.scores.firstIndex { $0.id == "forecast_covered_percent" })
    #expect(result.runs[0].scores[error] < 1e-6)
    #expect(result.runs[0].scores[covered] > 99)
  }

  @Test(
    "Mistakes are told with their place and what would be right",
    arguments: [
      ("{}", "names no scaler (one of static, exec"),
      ("{predictiv: {}}", "did you mean predictive?"),
      ("{static: 5, pid: {target: 1}}", "names 2 scalers: static, pid"),
      ("{static: five}", "scaler.static: must be a whole number from 0 to 100000, found \"five\""),
      ("{static: 5, workload: wbe}", "did you mean web?"),
      ("{exec: python3}", "scaler.exec: must be a list"),
      ("{exec: []}", "must be a program with its arguments"),
      ("{exec: [python3], timeLimit: never}", "timeLimit: must be a length of time"),
      ("{predictive: {method: linear}}", "missing field \"perReplica\""),
      ("{predictive: {perReplica: 3}}", "missing field \"method\""),
      ("{predictive: {method: holtwinters, perReplica: 3}}", "did you mean holtWinters?"),
      ("{predictive: {method: seasonalNaive, perReplica: 3}}", "missing field \"season\""),
      (
        "{predictive: {method: seasonalNaive, perReplica: 3, season: 1h, history: 1h}}",
        "at least two seasons"
      ),
      ("{predictive: {method: linear, perReplica: 3, window: 400d}}", "more than 20000"),
      ("{erlang: {}}", "missing field \"serviceRate\""),
      ("{pid: {target: 60, metric: cpus}}", "did you mean cpu?"),
      ("{pid: {}}", "missing field \"target\""),
      ("{stepScaling: {}}", "missing field \"alarms\""),
      ("{stepScaling: {alarms: [{steps: [{change: 1}]}]}}", "must be above or below a threshold"),
      (
        "{stepScaling: {alarms: [{above: 70, steps: [{from: 0, to: 5, change: 1}, {from: 7, change: 2}]}]}}",
        "without gaps and overlaps"
      ),
      ("{phpa: {model: holtWinters, perReplica: 3}}", "missing field \"season\""),
      (
        "{phpa: {model: holtWinters, season: 5m, alpha: 0.5, dampedTrend: true, perReplica: 3}}",
        "fidelity: fixed has one that works"
      ),
      ("{react: {perReplica: 0}}", "must be a number above 0"),
      ("{static: 5, minReplicas: 9, maxReplicas: 3}", "must be at most maxReplicas, 3, found 9"),
    ])
  func mistakes(scaler: String, told: String) {
    let found = problem(scaler)
    #expect(found.contains(told), "\(found)")
    #expect(found.contains("sample.yaml:"), "\(found)")
  }

  @Test("With several Deployments a scaler names its own, and one strategy has one for each")
  func several() throws {
    let more =
      SampleExperiment.manifests + "\n" + """
          - apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api}
            spec:
              replicas: 2
              selector: {matchLabels: {app: api}}
              template:
                metadata: {labels: {app: api}}
                spec: {containers: [{name: app, image: "example/api:1", resources: {requests: {cpu: 500m, memory: 1Gi}}}]}
        """
    let workloads = """
        workloads:
        - {target: web, load: {constant: 100, duration: 30m}}
        - {target: api, load: {constant: 50, duration: 30m}}
      """
    func text(_ scaler: String) -> String {
      SampleExperiment.text(
        manifests: more, workloads: workloads,
        strategies: "  strategies:\n  - name: mine\n    scaler: \(scaler)\n")
    }
    #expect(
      SampleExperiment.problems(text("{static: 3}")).joined().contains(
        "missing field \"workload\" (one of web, api)"))
    let plan = try SampleExperiment.plan(
      text("[{static: 3, workload: web}, {react: {perReplica: 20}, workload: api}]"))
    #expect(plan.strategies[0].scalers.map(\.workload) == ["web", "api"])
    #expect(plan.strategies[0].summary == "web: static 3; api: react, 1..100")
  }
}

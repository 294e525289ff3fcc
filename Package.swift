// swift-tools-version: 6.2
// ScaleLab, an autoscaling policy lab for Kubernetes. GPL-3.0-or-later, since it links the GNU Scientific Library.
import PackageDescription

/// What every target of ours is held to.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "scalelab",
  products: [
    .executable(name: "scalelab", targets: ["scalelab"]),
    .library(
      name: "ScaleLab",
      targets: [
        "Statistics", "Kubernetes", "Conformance", "Scheduling", "NodeScaling", "Controllers", "Workload",
        "Scaling", "Cluster", "Simulation",
        "Experiment", "Tuning", "Store", "Report",
      ]),
  ],
  dependencies: [
    // The command line: help, completion and exit codes without code of ours.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // YAML whose nodes know their line and column, which every error message needs.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The store of runs: one SQLite file that several processes use at once, with migrations and prepared statements.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "Statistics", dependencies: ["CGSL"]),
    .target(name: "Kubernetes", dependencies: [.product(name: "Yams", package: "Yams")]),
    .target(name: "Conformance", dependencies: ["Kubernetes"]),
    .target(name: "Scheduling", dependencies: ["Conformance", "Kubernetes", "Statistics"]),
    .target(
      name: "NodeScaling", dependencies: ["Scheduling", "Conformance", "Kubernetes", "Statistics"]),
    .target(name: "Controllers", dependencies: ["Conformance", "Kubernetes"]),
    .target(name: "Workload", dependencies: ["Kubernetes", "Statistics"]),
    .target(name: "Scaling", dependencies: ["Conformance", "Kubernetes", "Statistics"]),
    .target(name: "Cluster", dependencies: ["Scheduling", "Controllers", "Kubernetes", "Statistics"]),
    .target(
      name: "Simulation",
      dependencies: [
        "Cluster", "NodeScaling", "Controllers", "Scheduling", "Scaling", "Workload", "Kubernetes",
        "Statistics",
      ]),
    .target(
      name: "Experiment",
      dependencies: [
        "Simulation", "Cluster", "NodeScaling", "Controllers", "Scheduling", "Scaling", "Workload",
        "Kubernetes",
        "Statistics",
      ]),
    .target(
      name: "Tuning",
      dependencies: [
        "Experiment", "Simulation", "Cluster", "Scaling", "Workload", "Kubernetes", "Statistics",
      ]),
    .target(
      name: "Store",
      dependencies: [
        "Tuning", "Experiment", "Kubernetes", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Report",
      dependencies: [
        "Tuning", "Experiment", "Simulation", "Cluster", "Scaling", "Workload", "Kubernetes", "Statistics",
      ]),
    .executableTarget(
      name: "scalelab",
      dependencies: [
        "Scheduling", "NodeScaling", "Controllers",
        "Report", "Store", "Tuning", "Experiment", "Simulation", "Cluster", "Scaling", "Conformance",
        "Workload", "Kubernetes",
        "Statistics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .testTarget(name: "KubernetesTests", dependencies: ["Kubernetes"]),
    .testTarget(name: "ConformanceTests", dependencies: ["Conformance", "Kubernetes"]),
    .testTarget(
      name: "SchedulingTests", dependencies: ["Scheduling", "Conformance", "Kubernetes", "Statistics"],
      exclude: ["Samples"]),
    .testTarget(
      name: "NodeScalingTests",
      dependencies: ["NodeScaling", "Scheduling", "Conformance", "Kubernetes", "Statistics"],
      exclude: ["Samples"]),
    .testTarget(
      name: "ControllersTests", dependencies: ["Controllers", "Conformance", "Kubernetes"],
      exclude: ["Samples"]),
    .testTarget(name: "WorkloadTests", dependencies: ["Workload", "Kubernetes", "Statistics"]),
    .testTarget(
      name: "ScalingTests", dependencies: ["Scaling", "Conformance", "Kubernetes"], exclude: ["Samples"]),
    .testTarget(
      name: "ClusterTests",
      dependencies: ["Cluster", "Controllers", "Scheduling", "Kubernetes", "Statistics"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Simulation", "Cluster", "NodeScaling", "Controllers", "Scheduling", "Scaling", "Workload",
        "Kubernetes",
        "Statistics",
      ]),
    .testTarget(
      name: "ExperimentTests",
      dependencies: [
        "Experiment", "Simulation", "NodeScaling", "Controllers", "Cluster", "Scaling", "Workload",
        "Kubernetes",
        "Statistics",
      ]),
    .testTarget(
      name: "TuningTests",
      dependencies: [
        "Tuning", "Experiment", "Simulation", "Cluster", "Scaling", "Workload", "Kubernetes", "Statistics",
      ]),
    .testTarget(
      name: "StoreTests", dependencies: ["Store", "Tuning", "Experiment", "Kubernetes", "Statistics"]),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "Report", "Experiment", "Simulation", "Cluster", "Scaling", "Workload", "Kubernetes", "Statistics",
      ],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets
where target.type == .regular || target.type == .executable || target.type == .test {
  target.swiftSettings = strict
}

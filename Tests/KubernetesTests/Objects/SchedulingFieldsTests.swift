import Kubernetes
import Testing

@Suite("What the scheduler and the controllers read of manifests")
struct SchedulingFieldsTests {
  private func read(_ yaml: String) throws -> (objects: [KubernetesObject], problems: [String]) {
    let report = DocumentReport()
    let manifests = Manifests.read(try DocumentNode.parse(yaml: yaml, file: "m.yaml"), report: report)
    return (manifests.map(\.object), (report.problems + report.warnings).map(\.description))
  }

  private func pod(_ spec: String) throws -> (pod: Pod?, problems: [String]) {
    let read = try read(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers: [{name: app, image: i}]
      \(spec.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      """)
    guard case .pod(let pod)? = read.objects.first else { return (nil, read.problems) }
    return (pod, read.problems)
  }

  @Test("Affinity, tolerations and spread constraints")
  func fields() throws {
    let (found, problems) = try pod(
      """
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: gen, operator: Gt, values: ["3"]}]}]
          preferredDuringSchedulingIgnoredDuringExecution:
          - {weight: 5, preference: {matchFields: [{key: metadata.name, operator: In, values: [n]}]}}
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: zone, labelSelector: {matchLabels: {app: a}}, namespaceSelector: {}}
      tolerations: [{key: spot, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]
      topologySpreadConstraints:
      - {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 3,
         labelSelector: {matchLabels: {app: a}}, matchLabelKeys: [pod-template-hash]}
      preemptionPolicy: Never
      schedulingGates: [{name: quota}]
      """)
    #expect(problems == [])
    let spec = try #require(found?.spec)
    #expect(spec.affinity?.nodeAffinity?.preferred.first?.weight == 5)
    #expect(spec.affinity?.podAntiAffinity?.required.first?.namespaceSelector == LabelSelector())
    #expect(
      spec.tolerations == [
        Toleration(key: "spot", operator: "Exists", effect: "NoExecute", tolerationSeconds: 60)
      ])
    #expect(spec.topologySpreadConstraints.first?.minDomains == 3)
    #expect(spec.preemptionPolicy == "Never")
    #expect(spec.schedulingGates == ["quota"])
    let node = Node(metadata: ObjectMeta(name: "n", labels: ["gen": "4"]))
    #expect(spec.selects(node))
    #expect(!spec.selects(Node(metadata: ObjectMeta(name: "n", labels: ["gen": "3"]))))
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      (
        "tolerations: [{effect: NoSchedule}]",
        "m.yaml:6:17: spec.tolerations[0].operator: Invalid value: \"\""
      ),
      (
        "tolerations: [{key: a, operator: Has}]",
        "m.yaml:6:36: spec.tolerations[0].operator: Unsupported value"
      ),
      (
        "topologySpreadConstraints: [{maxSkew: 0, topologyKey: z, whenUnsatisfiable: ScheduleAnyway}]",
        "m.yaml:6:41: spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero"
      ),
      (
        "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: "
          + "[{weight: 101, preference: {}}]}}", "must be in the range 1-100"
      ),
      (
        "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ''}]}}",
        "topologyKey: Required value: can not be empty"
      ),
      ("affinity: {nodeAffinty: {}}", "did you mean `nodeAffinity`?"),
      ("preemptionPolicy: Perhaps", "spec.preemptionPolicy: Unsupported value: \"Perhaps\""),
    ])
  func problems(spec: String, expected: String) throws {
    let problems = try pod(spec).problems
    #expect(problems.contains { $0.contains(expected) }, "\(problems)")
  }

  @Test("A taint is tolerated by key, operator, value and effect")
  func tolerations() {
    let taint = Taint(key: "sla", value: "95", effect: "NoSchedule")
    #expect(Toleration(key: "sla", value: "95").tolerates(taint))
    #expect(!Toleration(key: "sla", value: "9").tolerates(taint))
    #expect(Toleration(operator: "Exists").tolerates(taint))
    #expect(!Toleration(operator: "Exists", effect: "NoExecute").tolerates(taint))
    #expect(Toleration(key: "sla", operator: "Gt", value: "90").tolerates(taint))
    #expect(!Toleration(key: "sla", operator: "Lt", value: "090").tolerates(taint))
  }

  @Test("StatefulSets, DaemonSets and Jobs, with the server's defaults")
  func workloads() throws {
    let template = "template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}"
    let (objects, problems) = try read(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        selector: {matchLabels: {app: a}}
        podManagementPolicy: Parallel
        updateStrategy: {rollingUpdate: {partition: 2}}
        ordinals: {start: 1}
        \(template)
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: a}}
        \(template)
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: once}
      spec:
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}
      """)
    #expect(problems == [])
    guard objects.count == 3, case .statefulSet(let set) = objects[0],
      case .daemonSet(let daemon) = objects[1],
      case .job(let job) = objects[2]
    else {
      Issue.record("\(objects)")
      return
    }
    #expect(set.spec.replicas == 1 && set.spec.partition == 2 && set.spec.startOrdinal == 1)
    #expect(set.spec.updateStrategy == "RollingUpdate" && set.spec.podManagementPolicy == "Parallel")
    #expect(daemon.rollingUpdate.maxUnavailable == .int(1) && daemon.rollingUpdate.maxSurge == .int(0))
    #expect(job.spec.parallelism == 1 && job.spec.completions == 1 && job.spec.backoffLimit == 6)
  }

  @Test("Their mistakes are named too")
  func workloadProblems() throws {
    let job = try read(
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: once}
      spec: {parallelism: -1, template: {spec: {containers: [{name: c, image: i}]}}}
      """
    ).problems
    #expect(job.contains { $0.contains("m.yaml:4:21: spec.parallelism: Invalid value: -1") }, "\(job)")
    #expect(job.contains { $0.contains("restartPolicy: Unsupported value: \"Always\"") }, "\(job)")
    let set = try read(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec: {selector: {}, podManagementPolicy: Random, template: {}}
      """
    ).problems
    #expect(set.contains { $0.contains("must be 'OrderedReady' or 'Parallel'") }, "\(set)")
    #expect(set.contains { $0.contains("empty selector is invalid for statefulset") }, "\(set)")
  }
}

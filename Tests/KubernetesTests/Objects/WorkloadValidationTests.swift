import Kubernetes
import Testing

@Suite("Validation of Deployments and their pods")
struct WorkloadValidationTests {
  /// The answers to a valid object after a change written as `path = value`.
  private func answers(_ change: String, kind: String = "Deployment") throws -> [String] {
    let equals = try #require(change.firstRange(of: " = "))
    let base = try #require(
      try DocumentNode.parse(
        yaml: """
          apiVersion: apps/v1
          kind: \(kind)
          metadata: {name: web}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: app, image: i}]}
          """, file: "m.yaml"
      ).first)
    let patch = try #require(
      try DocumentNode.parse(yaml: "v: \(change[equals.upperBound...])", file: "p.yaml").first?["v"])
    return Outcome([try base.setting(String(change[..<equals.lowerBound]), to: patch)]).answers
  }

  private static let labelRule =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

  @Test(
    "A Deployment",
    arguments: Table(
      """
      spec.replicas = 0
      spec.replicas = -1
        spec.replicas: Invalid value: -1: must be greater than or equal to 0
      spec.selector = null
        spec.selector: Required value
        spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template \
      `labels`
      spec.selector = {}
        spec.selector: Invalid value: {}: empty selector is invalid for deployment
      spec.selector.matchLabels = {app: api}
        spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template \
      `labels`
      spec.template.metadata = {}
        spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`
      spec.selector.matchLabels = {-x: web}
        spec.selector.matchLabels: Invalid value: "-x": \(labelRule)
        spec.selector: Invalid value: {"matchLabels":{"-x":"web"}}: invalid label selector
      spec.selector.matchExpressions = [{key: app, operator: In}]
        spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is \
      'In' or 'NotIn'
        spec.selector: Invalid value: \
      {"matchLabels":{"app":"web"},"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label \
      selector
      spec.strategy = {type: Recreate}
      spec.strategy = {type: Recreate, rollingUpdate: {}}
        spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
      spec.strategy = {type: Blue}
        spec.strategy: Unsupported value: {"Type":"Blue","RollingUpdate":null}: supported values: \
      "Recreate", "RollingUpdate"
      spec.strategy = {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}
        spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0
      spec.strategy = {rollingUpdate: {maxUnavailable: 101%}}
        spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%
      spec.strategy = {rollingUpdate: {maxSurge: -1}}
        spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0
      spec.strategy = {rollingUpdate: {maxSurge: half}}
        spec.strategy.rollingUpdate.maxSurge: Invalid value: "half": a valid percent string must be a \
      numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is \
      '[0-9]+%')
      spec.minReadySeconds = -1
        spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
      spec.minReadySeconds = 600
        spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds
      metadata.name = null
        metadata.name: Required value: name or generateName is required
      metadata.name = Web
        metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain must consist of lower case \
      alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. \
      'example.com', regex used for validation is \
      '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
      metadata.labels = {"a b": c}
        metadata.labels: Invalid value: "a b": \(labelRule)
      """
    ).rows)
  func deployments(change: String, expected: [String]) throws {
    #expect(try answers(change) == expected)
  }

  @Test("A ReplicaSet follows the same rules for its pods")
  func replicaSets() throws {
    #expect(
      try answers("spec.replicas = -2", kind: "ReplicaSet")
        == ["spec.replicas: Invalid value: -2: must be greater than or equal to 0"])
    #expect(
      try answers("spec.template.spec.containers = []", kind: "ReplicaSet")
        == ["spec.template.spec.containers: Required value"])
  }

  @Test(
    "Containers",
    arguments: Table(
      """
      [{name: a}]
        [0].image: Required value
      [{image: i}]
        [0].name: Required value
      [{name: A, image: i}]
        [0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric \
      characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or \
      '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
      [{name: a, image: i}, {name: a, image: i}]
        [1].name: Duplicate value: "a"
      [{name: a, image: i, imagePullPolicy: Now}]
        [0].imagePullPolicy: Unsupported value: "Now": supported values: "Always", "IfNotPresent", "Never"
      [{name: a, image: i, restartPolicy: Always}]
        [0].restartPolicy: Forbidden: may not be set for non-init containers
      [{name: a, image: i, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}]
        [0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
      [{name: a, image: i, resources: {requests: {cpu: -100m}}}]
        [0].resources.requests[cpu]: Invalid value: "-100m": must be greater than or equal to 0
      [{name: a, image: i, resources: {limits: {gpu: 1}}}]
        [0].resources.limits[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified
        [0].resources.limits[gpu]: Invalid value: "gpu": must be a standard resource for containers
      [{name: a, image: i, resources: {requests: {example.com/gpu: 1}, limits: {example.com/gpu: 2}}}]
        [0].resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 2
      [{name: a, image: i, resources: {requests: {example.com/gpu: 500m}}}]
        [0].resources.requests[example.com/gpu]: Invalid value: "500m": must be an integer
        [0].resources.limits: Required value: Limit must be set for non overcommitable resources
      [{name: a, image: i, ports: [{containerPort: 0}, {containerPort: 70000, name: UP}, {containerPort: \
      1, protocol: ICMP}]}]
        [0].ports[0].containerPort: Required value
        [0].ports[1].name: Invalid value: "UP": must contain only alpha-numeric characters (a-z, 0-9), and \
      hyphens (-)
        [0].ports[1].name: Invalid value: "UP": must contain at least one letter (a-z)
        [0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive
        [0].ports[2].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
      [{name: a, image: i, readinessProbe: {}}]
        [0].readinessProbe: Required value: must specify a handler type
      [{name: a, image: i, readinessProbe: {tcpSocket: {port: 0}, exec: {command: [x]}}}]
        [0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type
      [{name: a, image: i, readinessProbe: {httpGet: {port: web}, periodSeconds: -1}}]
        [0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0
      [{name: a, image: i, livenessProbe: {exec: {}, successThreshold: 2}}]
        [0].livenessProbe.exec.command: Required value
        [0].livenessProbe.successThreshold: Invalid value: 2: must be 1
      [{name: a, image: i, startupProbe: {grpc: {port: 99999}, terminationGracePeriodSeconds: 0}}]
        [0].startupProbe.grpc.port: Invalid value: 99999: must be between 1 and 65535, inclusive
        [0].startupProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0
      [{name: a, image: i, lifecycle: {preStop: {sleep: {seconds: 31}}}}]
        [0].lifecycle.preStop.sleep: Invalid value: 31: must be greater than 0 and less than \
      terminationGracePeriodSeconds (30)
      [{name: a, image: i, lifecycle: {preStop: {sleep: {seconds: 30}}}}]
      """
    ).rows)
  func containers(list: String, expected: [String]) throws {
    let path = "spec.template.spec.containers"
    #expect(try answers("\(path) = \(list)") == expected.map { path + $0 })
  }

  @Test(
    "Pods",
    arguments: Table(
      """
      initContainers = [{name: app, image: i}]
        .initContainers[0].name: Duplicate value: "app"
      initContainers = [{name: x, image: i, readinessProbe: {tcpSocket: {port: 1}}}]
        .initContainers[0].readinessProbe: Forbidden: may not be set for init containers without \
      restartPolicy=Always
      initContainers = [{name: x, image: i, restartPolicy: Always, readinessProbe: {tcpSocket: {port: 1}}}]
      initContainers = [{name: x, image: i, restartPolicy: Never}]
        .initContainers[0].restartPolicy: Unsupported value: "Never": supported values: "Always"
      restartPolicy = OnFailure
        .restartPolicy: Unsupported value: "OnFailure": supported values: "Always"
      activeDeadlineSeconds = 5
        .activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported
      resources = {requests: {cpu: 2}, limits: {cpu: 1}}
        .resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
      nodeSelector = {a: "b c"}
        .nodeSelector: Invalid value: "b c": a valid label must be an empty string or consist of \
      alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character \
      (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is \
      '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
      """
    ).rows)
  func pods(change: String, expected: [String]) throws {
    #expect(try answers("spec.template.spec.\(change)") == expected.map { "spec.template.spec\($0)" })
  }
}

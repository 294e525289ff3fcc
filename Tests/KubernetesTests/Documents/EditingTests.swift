import Kubernetes
import Testing

@Suite("Editing documents")
struct EditingTests {
  private static let text = """
    metadata: {name: web, labels: {app: web, a.b/c: x}}
    spec:
      metrics:
      - {type: Resource, resource: {name: cpu}}
      containers:
      - {name: app, image: i}
      - {name: log}
      empty:
    """

  private func document() throws -> DocumentNode {
    try #require(try DocumentNode.parse(yaml: Self.text, file: "f").first)
  }

  @Test(
    "A value is set where its path leads; missing parts are made",
    arguments: [
      ("metadata.name", "metadata.name", "'v'"),
      ("spec.metrics[0].resource.name", "spec.metrics[0].resource.name", "'v'"),
      ("spec.behavior.scaleUp.tolerance", "spec.behavior", "{scaleUp:{tolerance:'v'}}"),
      ("metadata.labels[\"a.b/c\"]", "metadata.labels", "{app:'web',a.b/c:'v'}"),
      ("metadata.labels['d.e']", "metadata.labels", "{app:'web',a.b/c:'x',d.e:'v'}"),
      ("metadata.labels[d.e]", "metadata.labels", "{app:'web',a.b/c:'x',d.e:'v'}"),
      ("spec.metrics[1]", "spec.metrics", "[{type:'Resource',resource:{name:'cpu'}},'v']"),
      ("spec.containers[name=log].image", "spec.containers[1]", "{name:'log',image:'v'}"),
      ("spec.containers[name=new].image", "spec.containers[2]", "{name:'new',image:'v'}"),
      ("spec.empty[0].a", "spec.empty", "[{a:'v'}]"), ("spec.empty.a", "spec.empty", "{a:'v'}"),
      ("spec.fresh[name=x].a", "spec.fresh", "[{name:'x',a:'v'}]"),
    ])
  func setting(path: String, look: String, found: String) throws {
    let changed = try document().setting(path, to: .text("v"))
    #expect(changed.value(at: look)?.json == found)
  }

  @Test(
    "Null removes a field or an element, and is no trouble where there is nothing",
    arguments: [
      ("metadata.name", "metadata", "{labels:{app:'web',a.b/c:'x'}}"),
      ("spec.containers[name=app]", "spec.containers", "[{name:'log'}]"),
      ("spec.containers[0]", "spec.containers", "[{name:'log'}]"),
      ("spec.nothing.below", "metadata.name", "'web'"),
      ("spec.metrics[1]", "spec.metrics[0].type", "'Resource'"),
      ("spec.containers[name=none].image", "spec.containers[1]", "{name:'log'}"),
    ])
  func removing(path: String, look: String, found: String) throws {
    let null = DocumentNode(.null, place: SourcePlace(file: "p", line: 1, column: 1))
    let changed = try document().setting(path, to: null)
    #expect(changed.value(at: look)?.json == found)
  }

  @Test(
    "A path that cannot be read or does not fit is refused at the value's place",
    arguments: [
      ("", "the path `` cannot be read: it is empty"), ("a..b", "a name is missing"),
      ("a.", "a name is missing after a dot"),
      ("a[", "a bracket is not closed"), ("a[]", "a bracket is empty"),
      ("a[\"b]", "a quote or bracket is not closed"),
      ("metadata.annotations[7]", "there is no element [7], the list has 0"),
      ("spec.metrics[5]", "there is no element [5], the list has 1"),
      ("spec.metrics.type", "there is a list"),
      ("metadata.name.x", "cannot step to `x` in a string"),
      ("metadata[name=x]", "there is a mapping, not a list"),
    ])
  func misfits(path: String, expected: String) throws {
    let value = DocumentNode(.bool(true), place: SourcePlace(file: "patch", line: 7, column: 3))
    do {
      _ = try document().setting(path, to: value)
      Issue.record("\(path) was accepted")
    } catch let problem as InputProblem {
      #expect(problem.message.contains(expected), "\(problem)")
      #expect(problem.place?.description == "patch:7:3")
    }
  }

  @Test("A merge patch follows RFC 7386, its own examples among others")
  func merging() throws {
    let table = [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, "{a:'c'}"), (#"{"a":"b"}"#, #"{"b":"c"}"#, "{a:'b',b:'c'}"),
      (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, "{b:'c'}"),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, "{a:'c'}"), (#"{"a":"c"}"#, #"{"a":["b"]}"#, "{a:['b']}"),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, "{a:{b:'d'}}"),
      (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, "{a:[1]}"), (#"["a","b"]"#, #"["c","d"]"#, "['c','d']"),
      (#"{"a":"b"}"#, #"["c"]"#, "['c']"), (#"{"a":"foo"}"#, "null", "null"),
      (#"{"a":"foo"}"#, #""bar""#, "'bar'"),
      (#"{"e":null}"#, #"{"a":1}"#, "{e:null,a:1}"), ("[1,2]", #"{"a":"b","c":null}"#, "{a:'b'}"),
      ("{}", #"{"a":{"bb":{"ccc":null}}}"#, "{a:{bb:{}}}"),
    ]
    for (target, patch, result) in table {
      let merged = try DocumentNode.parse(json: target, file: "t").merging(
        try DocumentNode.parse(json: patch, file: "p"))
      #expect(merged.json == result, "\(target) with \(patch)")
    }
  }

  @Test("A place is found by the path an error names, or that of the nearest parent")
  func places() throws {
    let node = try document()
    #expect(node.place(of: "metadata.name").description == "f:1:18")
    #expect(node.place(of: "spec.metrics").description == "f:3:3")
    #expect(node.place(of: "spec.metrics[0].resource.target.type").description == "f:4:22")
    #expect(node.place(of: "metadata.labels[app]").description == "f:1:37")
    #expect(node.place(of: "status.x").description == "f:1:1")
  }
}

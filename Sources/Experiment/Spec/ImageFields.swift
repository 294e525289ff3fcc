import Cluster
import Kubernetes

/// Reads what is known of a container image: its size or layers, and when its registry refuses it.
enum ImageFields {
  static func read(_ fields: Fields) -> RegistryImage? {
    let before = fields.report.problems.count
    var image = RegistryImage(name: fields.line("name") ?? "")
    if !fields.has("name") {
      fields.missing("name", hint: "the image as containers name it, or the beginning of names and a *")
    }
    if let size = fields.amount("size") {
      if fields.has("layers") {
        fields.problem("layers", "cannot stand beside size", hint: "the layers' sizes add up to the image's")
      }
      image.layers = [RegistryImage.Layer(name: image.name, bytes: size.value)]
    } else {
      image.layers =
        fields.objects("layers") { fields in
          for key in ["name", "size"] where !fields.has(key) {
            fields.missing(key, hint: "layers: [{name: base, size: 200Mi}, {name: app, size: 50Mi}]")
          }
          guard let name = fields.line("name"), let size = fields.amount("size") else { return nil }
          return RegistryImage.Layer(name: name, bytes: size.value)
        } ?? []
    }
    if image.layers.contains(where: { $0.bytes < 0 || $0.bytes > 1 << 50 }) {
      fields.problem("size", "must be between 0 and 1Pi")
    }
    image.refusals =
      fields.objects("refused") { fields in
        if !fields.has("for") { fields.missing("for", hint: "refused: [{from: 10m, for: 5m}]") }
        guard let length = fields.span("for") else { return nil }
        let from = fields.span("from") ?? 0
        return from..<(from + length)
      } ?? []
    return fields.report.problems.count == before ? image : nil
  }
}

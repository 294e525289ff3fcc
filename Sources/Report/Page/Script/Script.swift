/// The page's script: its parts one after the other in one closure. It adds; without it nothing is missing
/// but comfort.
enum Script {
  /// The whole script; `marksEvents` adds what only pages with events need.
  static func bytes(marksEvents: Bool = false) -> Bytes {
    var bytes = Bytes()
    bytes.write("(()=>{\"use strict\";\n" as StaticString)
    let parts = [tools, theme, sorting, unpacking, scales, scenes, panels, timeline, pointer, pods, log]
    for part in parts { bytes.write(part) }
    if marksEvents { bytes.write(events) }
    bytes.write("})();" as StaticString)
    return bytes
  }
}

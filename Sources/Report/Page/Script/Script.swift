/// The page's script: its parts one after the other in one closure. It adds; without it nothing is missing
/// but comfort.
enum Script {
  /// The whole script.
  static var bytes: Bytes {
    var bytes = Bytes()
    bytes.write("(()=>{\"use strict\";\n" as StaticString)
    let parts = [tools, theme, sorting, unpacking, scales, scenes, panels, timeline, pointer, log]
    for part in parts { bytes.write(part) }
    bytes.write("})();" as StaticString)
    return bytes
  }
}

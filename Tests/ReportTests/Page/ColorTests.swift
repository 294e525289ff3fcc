import Foundation
import Testing

@testable import Report

@Suite struct ColorTests {
  private static let themes = [Style.light, Style.dark]

  /// The colors of a theme by name, in linear light.
  private func colors(_ theme: String) -> [String: [Double]] {
    var colors: [String: [Double]] = [:]
    for rule in theme.split(separator: ";") {
      let parts = rule.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, var digits = parts.last?.dropFirst() else { continue }
      if digits.count == 3 { digits = Substring(digits.map { "\($0)\($0)" }.joined()) }
      guard digits.count == 6, let value = Int(digits, radix: 16) else { continue }
      colors[String(parts[0].dropFirst(2))] = [value >> 16, value >> 8 & 255, value & 255].map {
        let share = Double($0) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
    }
    return colors
  }

  private func luminance(_ color: [Double]) -> Double {
    0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]
  }

  /// The contrast of WCAG 2: (L1 + 0.05) / (L2 + 0.05).
  private func contrast(_ first: [Double], _ second: [Double]) -> Double {
    let lights = [luminance(first), luminance(second)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  @Test("Text has a contrast of 4.5 on its ground, and lines and signs 3", arguments: themes)
  func contrasts(theme: String) throws {
    let colors = colors(theme)
    func color(_ name: String) throws -> [Double] { try #require(colors[name]) }
    for ground in ["card", "ground"] {
      for text in ["ink", "soft", "accent", "good", "bad", "slo"] {
        #expect(try contrast(color(text), color(ground)) >= 4.5, "\(text) on \(ground)")
      }
    }
    for line in 0..<Marker.kinds { #expect(try contrast(color("c\(line)"), color("card")) >= 3, "c\(line)") }
    #expect(try contrast(color("good"), color("good-bg")) >= 4.5)
    #expect(try contrast(color("bad"), color("bad-bg")) >= 4.5)
    #expect(try contrast(color("ink"), color("calm-bg")) >= 4.5)
  }

  /// How colors look without each of the three cones. Source: Machado et al., "A Physiologically-based Model for
  /// Simulation of Color Vision Deficiency" (2009), severity 1.
  private static let visions: [[[Double]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
  ]

  private func lab(_ color: [Double]) -> [Double] {
    func root(_ value: Double) -> Double { value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116 }
    let x = root((0.4124 * color[0] + 0.3576 * color[1] + 0.1805 * color[2]) / 0.9505)
    let y = root(0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2])
    let z = root((0.0193 * color[0] + 0.1192 * color[1] + 0.9505 * color[2]) / 1.089)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  @Test("The eight colors keep apart for color-blind readers too", arguments: themes)
  func distances(theme: String) throws {
    let colors = colors(theme)
    for vision in Self.visions {
      let seen = try (0..<Marker.kinds).map { index -> [Double] in
        let color = try #require(colors["c\(index)"])
        return lab(vision.map { row in min(max(zip(row, color).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1) })
      }
      for first in seen.indices {
        for second in 0..<first {
          let apart = zip(seen[first], seen[second]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            .squareRoot()
          #expect(apart > 20, "c\(first) and c\(second)")
        }
      }
    }
  }
}

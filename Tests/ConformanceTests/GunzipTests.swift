import Foundation
import Kubernetes
import Testing

@testable import Conformance

@Suite("Unpacking gzip")
struct GunzipTests {
  /// A member with one stored block.
  private func stored(_ text: String, checksum: [UInt8]) -> [UInt8] {
    let bytes = Array(text.utf8)
    let length = UInt8(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, length, 0, ~length, 0xFF] + bytes + checksum + [
      length, 0, 0, 0,
    ]
  }

  /// A file that gzip packed, which the tests of the autoscaler use too.
  private let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ScalingTests/Samples/hpa_sequences.jsonl.gz").path

  /// The checksum of "abc" is 0x352441C2.
  private let abc: [UInt8] = [0xC2, 0x41, 0x24, 0x35]

  @Test("Stored blocks, and members one after another")
  func members() throws {
    let packed = stored("abc", checksum: abc) + stored("abc", checksum: abc)
    #expect(try Gunzip.unpack(packed, file: "f") == Array("abcabc".utf8))
  }

  @Test("Fixed codes, and a repetition that overlaps itself")
  func fixed() throws {
    // "hello hello hello\n" as zlib packs it with fixed codes.
    let packed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x90, 0x5C, 0x00,
      0x3B, 0x7C, 0x8A, 0xDF, 18, 0, 0, 0,
    ]
    #expect(try Gunzip.unpack(packed, file: "f") == Array("hello hello hello\n".utf8))
  }

  @Test("Names and comments in the header are passed over")
  func header() throws {
    var packed = stored("abc", checksum: abc)
    packed[3] = 8 | 16
    packed.insert(contentsOf: Array("name\0comment\0".utf8), at: 10)
    #expect(try Gunzip.unpack(packed, file: "f") == Array("abc".utf8))
  }

  @Test("A recorded file with dynamic codes comes out as lines of JSON")
  func dynamic() throws {
    let packed = try InputFile.bytes(of: sample)
    let text = try Gunzip.unpack(packed, file: "f")
    #expect(text.first == UInt8(ascii: "{"))
    #expect(text.last == UInt8(ascii: "\n"))
    #expect(text.filter { $0 == UInt8(ascii: "\n") }.count == 18)
  }

  @Test("Damage is named, never a trap: every cut and every flipped byte of a small file")
  func damage() {
    let whole = stored("abc", checksum: abc)
    for end in 1..<whole.count {
      #expect(throws: InputErrors.self) { try Gunzip.unpack(Array(whole[..<end]), file: "f") }
    }
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= 0xFF
      // A byte of the header may not matter; nothing else may come out than the text.
      if let text = try? Gunzip.unpack(damaged, file: "f") { #expect(text == Array("abc".utf8)) }
    }
  }

  @Test("Random bytes behind a header are refused or unpacked, never a trap")
  func noise() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
      for _ in 0..<60 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        packed.append(UInt8(truncatingIfNeeded: state >> 33))
      }
      _ = try? Gunzip.unpack(packed, file: "f")
    }
  }
}

internal import CGSL

extension RandomStream {
  /// The generator type under which GSL's own routines draw from a stream.
  ///
  /// GSL's state is the stream itself; `set` gives it the seed, an empty purpose and entity 0.
  /// Never written after it is made, and never freed, so every thread may read it.
  nonisolated(unsafe) static let gslType: UnsafePointer<gsl_rng_type> = {
    let name: StaticString = "philox4x32-10"
    let type = UnsafeMutablePointer<gsl_rng_type>.allocate(capacity: 1)
    type.initialize(
      to: gsl_rng_type(
        name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
        // 32 bits, for which GSL's ziggurat needs one call only.
        max: 0xFFFF_FFFF, min: 0,
        size: MemoryLayout<RandomStream>.size,
        set: { state, seed in
          state?.initializeMemory(
            as: RandomStream.self, to: RandomStream(seed: UInt64(seed), purpose: ""))
        },
        get: { state in
          guard let state else { return 0 }
          return UInt(state.assumingMemoryBound(to: RandomStream.self).pointee.next() >> 32)
        },
        get_double: { state in
          guard let state else { return 0 }
          return state.assumingMemoryBound(to: RandomStream.self).pointee.uniform()
        }))
    return UnsafePointer(type)
  }()

  /// Calls GSL with this stream as the generator; the stream moves on by what GSL drew.
  mutating func withGenerator<Result>(_ body: (UnsafePointer<gsl_rng>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &self) { state in
      var generator = gsl_rng(type: RandomStream.gslType, state: UnsafeMutableRawPointer(state))
      return withUnsafePointer(to: &generator) { body($0) }
    }
  }
}

import ArgumentParser
import Foundation
import Kubernetes

/// Does something with the user's input; what is wrong with it goes to the standard error, and the command ends
/// with exit code 2.
func inputs<T>(_ body: () throws(InputErrors) -> T) throws -> T {
  do throws(InputErrors) {
    return try body()
  } catch {
    for problem in error.problems { FileHandle.standardError.write(Data("error: \(problem)\n".utf8)) }
    throw ExitCode(2)
  }
}

/// What made a result.
public enum LabVersion {
  /// The release.
  public static let text = "0.1.0"
  /// Counts up whenever equal inputs give other numbers than before, so that kept runs are not mistaken for new ones.
  public static let results = "3"
}

extension TradeOff {
  /// The corner of its point in which a label stands, off the cross.
  enum Corner: String, CaseIterable { case ne, se, nw, sw }

  /// Where a label stands: in a corner of its point, so many lines away where others stand there already.
  struct Place: Equatable {
    var corner: Corner
    var line = 0
    /// The height of a line in pixels.
    static let lineHeight = 18.0
  }

  fileprivate struct Box {
    var left, top, right, bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func isInside(width: Double, height: Double) -> Bool {
      left >= 0 && top >= 0 && right <= width && bottom <= height
    }
  }

  /// The first place, for each point in turn, in which a label meets no point, no cross and no label before it;
  /// the nearest lines are tried first.
  var places: [Place] {
    let (width, height) = Self.assumed
    let centers = points.map {
      (x: costScale.position($0.cost.mean) * width, y: (1 - harmScale.position($0.harm.mean)) * height)
    }
    var taken = centers.map { Box(left: $0.x - 7, top: $0.y - 2, right: $0.x + 7, bottom: $0.y + 2) }
    for (index, point) in points.enumerated() {
      let (x, y) = centers[index]
      let (left, right) = (
        costScale.position(point.cost.lower) * width, costScale.position(point.cost.upper) * width
      )
      let top = (1 - harmScale.position(point.harm.upper)) * height
      let bottom = (1 - harmScale.position(point.harm.lower)) * height
      taken.append(Box(left: left, top: y - 1, right: right, bottom: y + 1))
      taken.append(Box(left: x - 1, top: top, right: x + 1, bottom: bottom))
    }
    let candidates = (0..<points.count).flatMap { line in
      Corner.allCases.map { Place(corner: $0, line: line) }
    }
    var places: [Place] = []
    for (index, point) in points.enumerated() {
      let length = Double(min(point.name.count, 40)) * 7.4 + 6
      func box(_ place: Place) -> Box {
        let (x, y) = centers[index]
        let shift = Double(place.line) * Place.lineHeight
        return switch place.corner {
        case .ne: Box(left: x + 8, top: y - 21 - shift, right: x + 8 + length, bottom: y - 3 - shift)
        case .se: Box(left: x + 8, top: y + 3 + shift, right: x + 8 + length, bottom: y + 21 + shift)
        case .nw: Box(left: x - 8 - length, top: y - 21 - shift, right: x - 8, bottom: y - 3 - shift)
        case .sw: Box(left: x - 8 - length, top: y + 3 + shift, right: x - 8, bottom: y + 21 + shift)
        }
      }
      let free = candidates.first { place in
        let label = box(place)
        return label.isInside(width: width, height: height) && !taken.contains { $0.meets(label) }
      }
      let place = free ?? Place(corner: .ne)
      places.append(place)
      taken.append(box(place))
    }
    return places
  }
}

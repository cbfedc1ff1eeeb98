import JSONModel

extension SchemaCompiler {
  /// The blocks, those first that apply to the same value as others. Throws where schemas lead back to themselves for the
  /// same value, whatever that is.
  ///
  /// A way that only some values take (`then`, `dependentSchemas`, a dynamic reference) is not looked at here: it is
  /// stopped where a value takes it.
  func order() throws(SchemaProblem) -> [Int] {
    var order: [Int] = []
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: program.blocks.count)
    for first in program.blocks.indices where states[first] == .new {
      states[first] = .open
      var way = [(block: first, next: edges(first))]
      while let last = way.last {
        guard let edge = last.next.first else {
          states[last.block] = .done
          order.append(last.block)
          way.removeLast()
          continue
        }
        way[way.count - 1].next.removeFirst()
        switch states[Int(edge.block)] {
        case .done: continue
        case .open: throw cycle(at: edge.place)
        case .new:
          states[Int(edge.block)] = .open
          way.append((Int(edge.block), edges(Int(edge.block))))
        }
      }
    }
    return order
  }

  private func cycle(at place: UInt32) -> SchemaProblem {
    let place = program.places[Int(place)]
    let value = index.cursor(Int(place.document), Int(place.node))
    return SchemaProblem(.cyclicReference(value.string ?? "\(value.pointer)"), at: value.place)
  }

  private func edges(_ number: Int) -> ArraySlice<(block: UInt32, place: UInt32)> {
    let block = program.blocks[number]
    let first = Int(block.start) + Int(block.numbers) + Int(block.strings) + Int(block.arrays) + Int(block.objects)
    var edges: [(block: UInt32, place: UInt32)] = []
    for check in program.instructions[first..<first + Int(block.all)] {
      switch check.operation {
      case .reference, .not, .branch: edges.append((check.a, check.place))
      case .allOf, .anyOf, .oneOf:
        edges += program.lists[Int(check.a)..<Int(check.b)].map { ($0, check.place) }
      default: continue
      }
    }
    return edges[...]
  }
}

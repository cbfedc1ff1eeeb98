import HTTPModel
import JSONModel
import SchemaValidation

extension Coverage {
  /// What the contract promises, and what of it was seen.
  public func summary() -> CoverageSummary {
    var summary = CoverageSummary(api: contract.api)
    var promises = PayloadPromises(spots)
    for path in contract.storage.paths.paths {
      for (method, place) in path.operations {
        let name = "\(method) \(path.name)"
        let operation = try? contract.storage.operations.operation(name, place, of: path.items, contract.storage.files)
        summary.groups.append(group(name, operation, isWebhook: false, &promises))
      }
    }
    for path in contract.storage.paths.webhooks {
      let operation = contract.operation(ofWebhook: path)
      summary.groups.append(group("webhook \(path.name)", operation, isWebhook: true, &promises))
    }
    summary.isTruncated = isTruncated || promises.isTruncated
    return summary
  }

  private func group(
    _ name: String, _ operation: ContractOperation?, isWebhook: Bool, _ promises: inout PayloadPromises
  ) -> CoverageSummary.Group {
    let isExercised = exercised.contains(name)
    var group = CoverageSummary.Group(name: name, isWebhook: isWebhook, isExercised: isExercised)
    group.counts[isWebhook ? .webhooks : .operations] = .init(seen: isExercised ? 1 : 0, promised: 1)
    guard isExercised, let operation else { return group }
    let named = named[name] ?? []
    if !isWebhook {
      for parameter in operation.parameters where !parameter.isIgnored {
        add(parameter, of: operation, named, to: &group, &promises)
      }
    }
    if let content = operation.body?.content {
      if isWebhook { promises.event = String(decoding: name.utf8.dropFirst("webhook ".utf8.count), as: UTF8.self) }
      add(content, "request", isWebhook ? .read : .write, named, to: &group, &promises)
    }
    // What we answer to a webhook is ours.
    for (status, response) in isWebhook ? [] : operation.responses {
      let isSeen = named.contains(.status(status))
      group.add(.init(.statuses, in: nil, status), isSeen: isSeen)
      if isSeen { add(response.content, "response \(status)", .read, named, to: &group, &promises) }
    }
    return group
  }

  private func add(
    _ parameter: Parameter, of operation: ContractOperation, _ named: Set<Named>,
    to group: inout CoverageSummary.Group, _ promises: inout PayloadPromises
  ) {
    let isSeen = named.contains(.parameter(parameter.name, parameter.location))
    let isRequired = parameter.isRequired || parameter.location == .path
    group.add(
      .init(.parameters, in: parameter.location.rawValue, parameter.name, isRequired: isRequired), isSeen: isSeen)
    let payload = Coverage.payload(parameter, operation)
    guard isSeen, let schema = parameter.schema else { return }
    promises.add([schema], payload.part, .write, seen: marks[payload] ?? [], to: &group)
  }

  private func add(
    _ content: MediaTypes, _ part: String, _ direction: SchemaOptions.Direction, _ named: Set<Named>,
    to group: inout CoverageSummary.Group, _ promises: inout PayloadPromises
  ) {
    for entry in content.entries {
      group.add(.init(.mediaTypes, in: part, entry.name), isSeen: named.contains(.mediaType(entry.name, of: part)))
    }
    let schemas = content.entries.filter { named.contains(.body($0.name, of: part)) }.compactMap(\.schema)
    let seen = marks[Payload(operation: group.name, part: part)] ?? []
    promises.add(schemas, part, direction, seen: seen, to: &group)
  }
}

extension CoverageSummary.Group {
  mutating func add(_ promised: CoverageSummary.Missing, isSeen: Bool) {
    counts[promised.kind, default: .init()].promised += 1
    if isSeen {
      counts[promised.kind, default: .init()].seen += 1
    } else {
      missing.append(promised)
    }
  }
}

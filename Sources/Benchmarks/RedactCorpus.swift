import ForeignFormats
import Foundation
import HTTPModel
import RecordReplay

/// Keygen's recordings of `../shared/recordings`, again and again, each time with other numbers in ids and tokens.
struct RedactCorpus {
  /// A folder for each time, all in `folder`.
  let folder = BenchmarkFolder.scratch + "/redact"
  private(set) var copies: [(folder: String, bytes: Int)] = []
  private(set) var exchanges: [Exchange] = []

  var fileBytes: Int { copies.reduce(0) { $0 + $1.bytes } }
  /// Of URLs, header fields and bodies.
  var exchangeBytes: Int { exchanges.reduce(0) { $0 + $1.size } }

  static let api = API(name: "keygen", hosts: ["https://api.keygen.sh"].compactMap { BaseURL($0) })

  init(bytes wanted: Int) throws {
    let source = try BenchmarkFolder.shared("recordings/keygen")
    let names = FileManager.default.enumerator(atPath: source)?.compactMap { $0 as? String } ?? []
    let files = try names.filter { $0.hasSuffix(".har") }.sorted().map { try BenchmarkFolder.bytes("\(source)/\($0)") }
    if files.isEmpty { throw BenchmarkError("\(source) has no recordings") }
    try? FileManager.default.removeItem(atPath: folder)
    while fileBytes < wanted {
      let copy = "\(folder)/\(copies.count)"
      var size = 0
      for (number, file) in files.enumerated() {
        let bytes = RedactCorpus.varied(file, copies.count)
        let path = "\(copy)/\(number).har"
        try BenchmarkFolder.write(bytes, to: path)
        exchanges += try HARReader.read(bytes, file: path).entries.map(\.exchange)
        size += bytes.count
      }
      copies.append((copy, size))
    }
  }

  /// Other digits in the middle of long words, the same for the same ones.
  private static func varied(_ text: [UInt8], _ number: Int) -> [UInt8] {
    var text = text
    var start = 0
    for index in 0...text.count {
      if index < text.count, isLetter(text[index]) { continue }
      if index - start >= 16 {
        for place in start + 4..<index - 2 where (48...57).contains(text[place]) {
          let turn = place.isMultiple(of: 2) ? number % 10 : number / 10 % 10
          text[place] = 48 + (text[place] - 48 + UInt8(turn)) % 10
        }
      }
      start = index + 1
    }
    return text
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte | 32 >= 97 && byte | 32 <= 122
  }
}

extension Exchange {
  /// Of URL, header fields and bodies, in bytes.
  var size: Int {
    var size = request.url.target.bytes.count + Exchange.size(request.headers, request.body)
    if case .response(let response) = outcome { size += Exchange.size(response.headers, response.body) }
    return size
  }

  private static func size(_ headers: HeaderFields, _ body: Body) -> Int {
    var size = headers.reduce(0) { $0 + $1.nameBytes.count + $1.value.count }
    if case .bytes(let bytes) = body { size += bytes.count }
    return size
  }
}

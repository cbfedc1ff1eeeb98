import CAssets

/// The files that are inside the program: the profiles and contracts of the APIs it knows, the cassettes of the workflows
/// that come with it. Their paths begin with `builtin:/`, as in `builtin:/Schemas/keygen/profile.json`; `Folder` and
/// `RegularFile` read them like others. Nothing writes to them.
public enum BuiltinFiles {
  /// The folder that they are in.
  public static let root = "builtin:"

  /// Paths from `root`, sorted by their bytes.
  public static var paths: [String] { (0..<Int(tapedeck_asset_count())).map(path) }

  /// Whether a path leads to one of them, or to where one would be.
  public static func contains(_ path: String) -> Bool { relative(path) != nil }

  /// Why nothing is written there.
  static let readOnly = FileError.Kind.unwritable("it is a part of the program")

  /// What stands behind `root` in a path, without a slash before or behind it; nil for any other path.
  static func relative(_ path: String) -> String? {
    guard path.utf8.starts(with: root.utf8) else { return nil }
    let parts = path.utf8.dropFirst(root.utf8.count).split(separator: UInt8(ascii: "/"))
    return parts.map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: "/")
  }

  /// The index of a file with a path from `root`.
  static func index(of relative: String) -> Int? {
    (0..<Int(tapedeck_asset_count())).first { path($0).utf8.elementsEqual(relative.utf8) }
  }

  /// Names in a folder, sorted by their bytes; nil where there is no such folder.
  static func names(in relative: String) -> [String]? {
    let prefix = relative.isEmpty ? "" : relative + "/"
    var names: [String] = []
    for path in paths where path.utf8.starts(with: prefix.utf8) {
      guard let part = path.utf8.dropFirst(prefix.utf8.count).split(separator: UInt8(ascii: "/")).first else {
        continue
      }
      let name = String(decoding: Array(part), as: UTF8.self)
      if names.last != name { names.append(name) }
    }
    return names.isEmpty ? nil : names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func length(_ index: Int) -> Int { tapedeck_asset_at(index).map { Int($0.pointee.count) } ?? 0 }

  /// Up to `count` bytes from `offset` on; fewer only at the end.
  static func bytes(_ index: Int, at offset: Int, count: Int) -> [UInt8] {
    guard let asset = tapedeck_asset_at(index)?.pointee, offset >= 0, count > 0, offset < asset.count else { return [] }
    return Array(UnsafeBufferPointer(start: asset.bytes + offset, count: min(count, Int(asset.count) - offset)))
  }

  private static func path(_ index: Int) -> String {
    tapedeck_asset_at(index).map { String(cString: $0.pointee.path) } ?? ""
  }
}

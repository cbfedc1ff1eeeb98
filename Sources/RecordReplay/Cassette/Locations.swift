import Files
import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where `Cassettes` and `Schemas` are: in the current folder or the nearest one above it that has one of them, then
/// beside the executable in `../share/tapedeck`, then inside the program.
public struct Locations: Sendable {
  /// Folders that may hold `Cassettes` and `Schemas`, the first wins. A path without a folder before it is relative to
  /// the current folder.
  public let roots: [String]

  public init(roots: [String]) { self.roots = roots }

  /// Of this process.
  public static func standard() -> Locations {
    let folder = executable().flatMap { path in path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } }
    return Locations(
      roots: [Locations.nearest()] + (folder.map { ["\($0)/../share/tapedeck"] } ?? []) + [BuiltinFiles.root])
  }

  private static func executable() -> String? {
    #if canImport(Glibc)
      let path = "/proc/self/exe"
    #else
      var length = UInt32(PATH_MAX)
      var buffer = [CChar](repeating: 0, count: Int(length))
      guard _NSGetExecutablePath(&buffer, &length) == 0 else { return nil }
      let path = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #endif
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private func path(_ root: String, _ rest: String) -> String { root == "." ? rest : "\(root)/\(rest)" }

  /// The folder of the cassette that a user named: a name under `Cassettes`, or a path (it has a slash). Throws
  /// `.notFound` with names that are near.
  public func cassette(_ name: String) throws(CassetteError) -> String {
    if name.utf8.contains(UInt8(ascii: "/")) {
      if Folder(name).exists { return name }
      throw CassetteError(.notFound(near: near(name)), file: name)
    }
    for root in roots {
      let folder = path(root, "Cassettes/\(name)")
      if !name.utf8.isEmpty, Folder(folder).exists { return folder }
    }
    throw CassetteError(.notFound(near: near(name)), file: "Cassettes/\(name)")
  }

  /// Where a cassette that is not there yet is made: a name goes under `Cassettes` of the first root.
  public func newCassette(_ name: String) -> String {
    name.utf8.contains(UInt8(ascii: "/")) ? name : path(roots.first ?? ".", "Cassettes/\(name)")
  }

  /// The folder of a cassette that is to be changed. One that is inside the program is copied to where a new one would
  /// be made.
  public func cassetteToChange(_ name: String) throws(CassetteError) -> String {
    let found = try cassette(name)
    guard BuiltinFiles.contains(found) else { return found }
    let copy = newCassette(name)
    do throws(FileError) {
      try Folder(found).copy(to: Folder(copy))
    } catch {
      throw CassetteError(.file(error.kind), file: error.path)
    }
    return copy
  }

  /// Names of the folders under `Cassettes`, sorted.
  public var cassettes: [String] { names(under: "Cassettes") }
  /// Names of the APIs that have a profile, sorted.
  public var apis: [String] {
    names(under: "Schemas").filter { name in profilePath(name) != nil }
  }

  private func names(under folder: String) -> [String] {
    let all = roots.flatMap { root -> [String] in
      let parent = path(root, folder)
      let entries = (try? Folder(parent).names()) ?? nil
      return (entries ?? []).filter { $0.utf8.first != UInt8(ascii: ".") && Folder("\(parent)/\($0)").exists }
    }
    return Set(all).sorted()
  }

  private func near(_ name: String) -> [String] {
    let last = name.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: Array($0), as: UTF8.self) }
    return Suggestion.near(last ?? name, in: cassettes)
  }

  private func profilePath(_ api: String) -> String? {
    roots.map { path($0, "Schemas/\(api)/profile.json") }.first { FolderEntry.kind(of: $0) != .other }
  }

  /// The file of the contract of an API, an OpenAPI document; nil where it has none. Of several roots the first that has
  /// one wins.
  public func contractPath(_ api: String) -> String? {
    guard API.isName(api) else { return nil }
    let names = ["openapi.yaml", "openapi.yml", "openapi.json"]
    return roots.lazy.flatMap { root in names.lazy.map { path(root, "Schemas/\(api)/\($0)") } }
      .first { FolderEntry.kind(of: $0) != .other }
  }

  /// The API with this name and its profile; nil where it has none.
  public func api(named name: String) throws(ProfileError) -> API? {
    guard API.isName(name), let file = profilePath(name) else { return nil }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try RegularFile(opening: file).bytes(limit: 1 << 20)
    } catch {
      throw ProfileError(error.kind.reason, at: SourcePlace(file: file))
    }
    return API(name: name, profile: try Profile(parsing: bytes, file: file))
  }

  /// Every API that has a profile.
  public func allAPIs() throws(ProfileError) -> [API] {
    var result: [API] = []
    for name in apis {
      if let api = try api(named: name) { result.append(api) }
    }
    return result
  }

  /// The APIs of a cassette: those that its manifest gives no hosts for need a profile. Where it does all the same, the
  /// profile's rules hold there as well.
  public func apis(of cassette: Cassette) throws(ProfileError) -> [API] {
    try apis(of: cassette.manifest, in: cassette.path)
  }

  /// The same of the manifest of the cassette in the folder `path`.
  public func apis(of manifest: Manifest, in path: String) throws(ProfileError) -> [API] {
    var result: [API] = []
    for entry in manifest.apis {
      if let api = try api(named: entry.name) {
        result.append(api.adding(entry.hosts))
      } else if !entry.hosts.isEmpty {
        result.append(API(name: entry.name, hosts: entry.hosts))
      } else {
        let reason = "the API \"\(entry.name)\" has neither hosts here nor a profile Schemas/\(entry.name)/profile.json"
        throw ProfileError(reason, at: SourcePlace(file: "\(path)/\(Manifest.fileName)"))
      }
    }
    // A profile that this cassette does not name may be broken.
    let others = apis.filter { name in !manifest.apis.contains { $0.name == name } }
      .compactMap { (try? api(named: $0)) ?? nil }
    if let conflict = result.conflict ?? (result.filter { $0.profile == nil } + others).conflict {
      throw ProfileError(conflict, at: SourcePlace(file: "\(path)/\(Manifest.fileName)"))
    }
    return result
  }
}

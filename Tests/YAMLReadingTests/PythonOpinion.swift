import JSONModel
import TestSupport

/// What PyYAML and ruamel.yaml make of YAML texts: other parsers (both are written in Python), other people's.
struct PythonOpinion {
  enum Reader: String {
    /// YAML 1.1.
    case pyyaml = "yaml"
    /// YAML 1.2.
    case ruamel = "ruamel.yaml"
  }

  struct Document {
    /// Nil where Python takes the text for an error.
    let json: JSONValue?
    /// Line and column of every value and key in the order of the JSON text; empty where merge keys were written out.
    let places: [String]
    let error: String
  }

  static func isThere(_ reader: Reader) -> Bool {
    (try? Subprocess.run("python3", ["-c", "import \(reader.rawValue)"]).status) == 0
  }

  static func read(_ texts: [[UInt8]], by reader: Reader) throws -> [Document] {
    let folder = try TemporaryFolder()
    for (index, text) in texts.enumerated() { try folder.write(text, to: "\(index).yaml") }
    let result = try Subprocess.run("python3", ["-c", script, reader.rawValue, folder.path, String(texts.count)])
    guard result.status == 0 else { throw Failed(error: result.error) }
    return try result.output.split(separator: "\n").map { line in
      let value = try JSONValue(parsing: String(line))
      return Document(
        json: value["json"], places: (value["places"]?.array ?? []).compactMap(\.text),
        error: value["error"]?.text ?? "")
    }
  }

  struct Failed: Error { let error: String }

  /// Keys are texts as they are written, dates are texts, bytes are Base64, as with us.
  private static let script = #"""
    import base64, json, math, sys
    which, folder, count = sys.argv[1:]
    import yaml
    class Loader(yaml.SafeLoader):
        pass
    if which == "ruamel.yaml":
        from ruamel.yaml import YAML
        from ruamel.yaml.resolver import VersionedResolver
    def binary(loader, node):
        return base64.b64encode(base64.b64decode(node.value)).decode()
    def text(loader, node):
        return node.value
    for tag in ("tag:yaml.org,2002:binary", "!binary"):
        Loader.add_constructor(tag, binary)
    Loader.add_constructor("tag:yaml.org,2002:timestamp", text)
    Loader.add_constructor("tag:yaml.org,2002:value", text)
    def value(node, scalar):
        if isinstance(node.value, str):
            return scalar(node)
        if node.id == "sequence":
            return [value(item, scalar) for item in node.value]
        made, merged = {}, []
        for key, item in node.value:
            if key.tag.endswith(":merge"):
                for one in (item.value if item.id == "sequence" else [item]):
                    for name, inner in value(one, scalar).items():
                        merged.append((name, inner))
                continue
            if not isinstance(key.value, str):
                raise ValueError("key")
            if key.value in made:
                raise ValueError("duplicate")
            made[key.value] = value(item, scalar)
        for name, inner in merged:
            made.setdefault(name, inner)
        return made
    def places(node, lines, found):
        mark = node.start_mark
        line = lines[mark.line] if mark.line < len(lines) else ""
        found.append("%d:%d" % (mark.line + 1, len(line[:mark.column].encode()) + 1))
        if node.id == "sequence":
            for item in node.value:
                places(item, lines, found)
        elif node.id == "mapping":
            for key, item in node.value:
                if key.tag.endswith(":merge"):
                    raise KeyError
                places(key, lines, found)
                places(item, lines, found)
    for index in range(int(count)):
        raw = open(f"{folder}/{index}.yaml", "rb").read()
        try:
            content = raw.decode("utf-8-sig")
            if which == "yaml":
                loader = Loader(content)
                node = loader.get_single_node()
                scalar = lambda node: loader.construct_object(node)
            else:
                reader = YAML(typ="safe", pure=True)
                constructor = reader.constructor
                node = reader.compose(content)
                def scalar(node):
                    if node.tag and str(node.tag).endswith((":timestamp", ":value")):
                        return node.value
                    if str(node.tag).endswith("binary"):
                        return base64.b64encode(base64.b64decode(node.value)).decode()
                    return constructor.construct_object(node)
            if node is None:
                raise ValueError("empty")
            made = value(node, scalar)
            found = []
            try:
                places(node, content.splitlines(), found)
            except KeyError:
                found = []
            print(json.dumps({"json": made, "places": found}, allow_nan=False))
        except RecursionError:
            print(json.dumps({"error": "too deep"}))
        except Exception as error:
            print(json.dumps({"error": repr(error)[:300]}))
    """#
}

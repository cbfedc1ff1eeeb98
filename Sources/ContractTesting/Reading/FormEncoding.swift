import HTTPModel
import JSONModel

/// How one property of a form is written (OpenAPI 3.1, section 4.8.15).
struct FormEncoding {
  /// Nil where the text follows from the property's type alone.
  let style: Parameter.Style?
  let isExploded: Bool
  /// The text is JSON whatever the property's type.
  let isJSON: Bool

  /// By property; of a Media Type Object.
  static func all(of mediaType: ContractPlace) -> [String: FormEncoding] {
    Dictionary(
      (mediaType["encoding"]?.members ?? []).map { ($0.name, FormEncoding($0.value.value)) },
      uniquingKeysWith: { $1 })
  }

  private init(_ encoding: JSONCursor) {
    let named = encoding["style"]?.string.flatMap(Parameter.Style.init(rawValue:))
    let isSaid = encoding["style"] != nil || encoding["explode"] != nil || encoding["allowReserved"] != nil
    style = isSaid ? named ?? .form : nil
    isExploded = encoding["explode"]?.bool ?? (style == .form)
    isJSON = style == nil && encoding["contentType"]?.string.flatMap { MediaType($0) }?.isJSON ?? false
  }
}

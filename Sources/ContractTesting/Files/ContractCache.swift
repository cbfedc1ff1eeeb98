/// Where the parsed forms of YAML files are kept: to read one takes a tenth of the time that YAML takes. Both functions
/// get a file's bytes, by whose digest a form is best named; where forms are kept is their business.
public struct ContractCache: Sendable {
  let load: @Sendable (_ file: [UInt8]) -> [UInt8]?
  let store: @Sendable (_ file: [UInt8], _ form: [UInt8]) -> Void

  /// A form that is damaged, of another version of Tapedeck or of another file is not used. `store` may fail silently.
  public init(
    load: @escaping @Sendable (_ file: [UInt8]) -> [UInt8]?,
    store: @escaping @Sendable (_ file: [UInt8], _ form: [UInt8]) -> Void
  ) {
    (self.load, self.store) = (load, store)
  }
}

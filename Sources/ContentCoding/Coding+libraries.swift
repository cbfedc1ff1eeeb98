import CBrotli
import CZlib
import CZstd

extension Coding {
  /// `zlib 1.2.13`, `Brotli 1.0.9` and `Zstandard 1.5.4`, as linked at run time.
  public static var libraryVersions: [String] {
    let zlib = zlibVersion().map { ["zlib \(String(cString: $0))"] } ?? []
    // The parts of Brotli's are 8, 12 and 12 bits wide.
    let brotli = BrotliDecoderVersion()
    let zstandard = ZSTD_versionString().map { ["Zstandard \(String(cString: $0))"] } ?? []
    return zlib + ["Brotli \(brotli >> 24).\(brotli >> 12 & 0xFFF).\(brotli & 0xFFF)"] + zstandard
  }
}

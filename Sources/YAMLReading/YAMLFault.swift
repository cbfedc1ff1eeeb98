extension YAMLEvents.Fault {
  /// Libyaml's words in ours. `lineOfContext` is the line on which began what it was reading, `byte` the one where it
  /// stopped.
  func reason(lineOfContext: Int, at byte: UInt8?) -> String {
    if byte == 9, problem == "found character that cannot start any token" { return "a tab cannot indent; use spaces" }
    if let sentence = YAMLEvents.Fault.sentences[problem] { return sentence }
    switch (problem, context) {
    case ("found unexpected end of stream", "while scanning a quoted scalar"):
      return "the quoted text that begins on line \(lineOfContext) does not end"
    case ("did not find expected key", _):
      return
        "a key was expected here; the object begins on line \(lineOfContext), and this line is indented differently"
    case ("did not find expected '-' indicator", _):
      return "'-' was expected here; the list begins on line \(lineOfContext), and this line is indented differently"
    case ("could not find expected ':'", _): return "':' was expected after the key on line \(lineOfContext)"
    case ("did not find expected ',' or ']'", _):
      return "',' or ']' was expected here; the list begins on line \(lineOfContext)"
    case ("did not find expected ',' or '}'", _):
      return "',' or '}' was expected here; the object begins on line \(lineOfContext)"
    default: return problem
    }
  }

  private static let sentences = [
    "block sequence entries are not allowed in this context": "a list with '-' cannot begin here",
    "control characters are not allowed": "a control character, which YAML must have escaped in double quotes",
    "did not find expected '!'": "a tag's name ends too early",
    "did not find expected <document start>": "text after the end of the document; start another document with ---",
    "did not find expected alphabetic or numeric character": "an anchor or alias needs a name of letters and digits",
    "did not find expected comment or line break": "unexpected text at the end of the line",
    "did not find expected digit or '.' character": "%YAML needs a version such as 1.2",
    "did not find expected hexdecimal number": "an escape needs hexadecimal digits",
    "did not find expected node content": "a value was expected here",
    "did not find expected tag URI": "a tag has no name",
    "did not find expected version number": "%YAML needs a version such as 1.2",
    "did not find expected whitespace": "a space is missing here",
    "did not find expected whitespace or line break": "a space is missing here",
    "did not find the expected '>'": "a tag that begins with !< ends with >",
    "did not find URI escaped octet": "% in a tag needs two hexadecimal digits",
    "found a tab character that violates indentation": "a tab cannot indent; use spaces",
    "found a tab character where an indentation space is expected": "a tab cannot indent; use spaces",
    "found an indentation indicator equal to 0": "the indentation of a block of text is at least 1",
    "found character that cannot start any token": "a value cannot begin with this character; put it in quotes",
    "found duplicate %TAG directive": "the %TAG directive is duplicated",
    "found duplicate %YAML directive": "the %YAML directive is duplicated",
    "found extremely long version number": "%YAML needs a version such as 1.2",
    "found incompatible YAML document": "%YAML names a version that is neither 1.1 nor 1.2",
    "found invalid Unicode character escape code": "an escape that stands for no character",
    "found undefined tag handle": "no %TAG directive says what the tag's handle means",
    "found unexpected ':'": "an unexpected ':'; put the text in quotes",
    "found unexpected document indicator": "a document begins or ends inside quoted text",
    "found unexpected non-alphabetical character": "an unexpected character in a directive",
    "found unknown directive name": "unknown directive; there are %YAML and %TAG",
    "found unknown escape character": "unknown escape in double quotes; single quotes have none",
    "incomplete UTF-8 octet sequence": "the text is not UTF-8",
    "input is too long": "the text is too long",
    "invalid leading UTF-8 octet": "the text is not UTF-8",
    "invalid length of a UTF-8 sequence": "the text is not UTF-8",
    "invalid trailing UTF-8 octet": "the text is not UTF-8",
    "invalid Unicode character": "the text is not UTF-8",
    "mapping keys are not allowed in this context": "a key with '?' cannot begin here",
    "mapping values are not allowed in this context":
      "': ' is not allowed here: put the text in quotes, or indent the key as those beside it",
  ]
}

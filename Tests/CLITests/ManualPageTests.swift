import Testing

@testable import CLI

/// The manual page as text; `mandoc` reads it in the end-to-end tests.
struct ManualPageTests {
  @Test func `a page has each command with its usage, options and example`() {
    let declaration = CommandDeclaration(
      name: "play", summary: "play things", operands: "THING...", operandCount: 1...9,
      options: [
        OptionDeclaration("seed", short: "s", value: "N", help: "a number,\n1 by default"),
        OptionDeclaration("format", value: "FORMAT", choices: ["text", "json"], help: "how it looks"),
      ],
      details: "Plays.", example: "tapedeck play x", takesCommand: true)
    let text = ManualPage(version: "1.2", day: "2026-11-29", about: "Is.", commands: [declaration]).text
    #expect(text.contains(#".TH TAPEDECK 1 "2026-11-29" "tapedeck 1.2" "User Commands""#))
    #expect(
      text.contains(
        #"""
        .SS "tapedeck play THING... [options] [\-\- COMMAND...]"
        Play things.
        .PP
        Plays.
        .TP
        \fB\-s\fR, \fB\-\-seed\fR \fIN\fR
        a number, 1 by default
        .TP
        \fB\-\-format\fR \fItext|json\fR
        how it looks
        .PP
        Example:
        .RS 4
        .nf
        tapedeck play x
        .fi
        .RE
        """#))
  }

  @Test(arguments: [
    (#"a\n"#, #"a\en"#), ("--x", #"\-\-x"#), ("'a' \"b\" `c` ^~", #"\(aqa\(aq \(dqb\(dq \(gac\(ga \(ha\(ti"#),
    ("café", #"caf\[u00E9]"#), ("\u{1F4FC}", #"\[u1F4FC]"#),
  ])
  func `text is escaped`(text: String, escaped: String) { #expect(Roff.text(text) == escaped) }

  @Test func `prose flows, indented lines stay, and a line that was ended early ends a paragraph`() {
    let lines = Roff.paragraphs(
      """
      One line that is long enough, so that its end says nothing of paragraphs.
      Two.
      Three:
        .verbatim
          deeper
      Four is a line as well, and goes on until the margin of the help is near.
      Exit: 0.

      Five.
      """)
    #expect(
      lines == [
        "One line that is long enough, so that its end says nothing of paragraphs. Two.", ".PP", "Three:", ".RS 4",
        ".nf", #"\&.verbatim"#, "  deeper", ".fi", ".RE",
        "Four is a line as well, and goes on until the margin of the help is near.", ".PP", "Exit: 0.", ".PP", "Five.",
      ])
  }

  @Test func `no line is longer than 80 bytes, and none begins with a full stop by chance`() {
    let lines = Roff.flow(String(repeating: "--a .b ", count: 60))
    #expect(lines.count > 5)
    #expect(lines.allSatisfy { $0.utf8.count <= 80 && !$0.hasPrefix(".") })
    #expect(lines.contains { $0.hasPrefix(#"\&.b"#) })
  }
}

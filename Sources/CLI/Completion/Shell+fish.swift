extension Shell {
  /// For a folder of `$fish_complete_path`, or to be sourced.
  static let fishScript = #"""
    # fish completion of tapedeck; it asks the program itself.
    # Try it: tapedeck completions fish | source

    function __tapedeck_complete
        set -l words (commandline -opc)
        set -l current (commandline -ct)
        set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
        set -e words[1]
        set -l answer ($program __complete $words "$current" 2>/dev/null)
        set -q answer[1]; or return
        set -l first (string split -m 1 ' ' -- $answer[1])
        switch $first[1]
            case words
                test (count $answer) -gt 1; and printf '%s\n' $answer[2..-1]
            case files folders
                set -l prefix "$first[2]"
                set -l rest (string sub -s (math (string length -- "$prefix") + 1) -- "$current")
                set -l found (complete -C "__tapedeck_path $rest")
                for path in $found
                    set -l path (string split -m 1 \t -- $path)[1]
                    if test $first[1] = files; or string match -q '*/' -- $path
                        printf '%s\n' $prefix$path
                    end
                end
            case command
                set -l start (math $first[2] + 1)
                set -l rest
                test $start -le (count $words); and set rest $words[$start..-1]
                complete -C (string join ' ' -- (string escape -- $rest) "$current")
        end
    end

    complete -c tapedeck -f -a '(__tapedeck_complete)'
    """#
}

extension Shell {
  /// For a folder of `$fpath`, as `_tapedeck`, or to be sourced.
  static let zshScript = #"""
    #compdef tapedeck
    # zsh completion of tapedeck; it asks the program itself.
    # Try it: source <(tapedeck completions zsh)

    _tapedeck() {
      local program=${(Q)words[1]}
      [[ $program == '~/'* ]] && program=$HOME${program#'~'}
      local -a asked answer described plain
      asked=("${(@Q)words[2,CURRENT]}")
      # What stands behind the cursor does not count.
      asked[-1]=${(Q)PREFIX}
      answer=("${(@f)$("$program" __complete "${asked[@]}" 2>/dev/null)}")
      local kind=${answer[1]%% *} argument=${answer[1]#* } line word
      case $kind in
        (files|folders)
          [[ $kind == $answer[1] ]] && argument=
          [[ -n $argument ]] && compset -P ${(b)argument}
          if [[ $kind == folders ]]; then _files -/; else _files; fi
          ;;
        (command)
          shift $((argument + 1)) words
          ((CURRENT -= argument + 1))
          _normal
          ;;
        (words)
          for line in "${answer[@]:1}"; do
            word=${line%%$'\t'*}
            if [[ $word == *= ]]; then
              plain+=("$word")
            elif [[ $line == *$'\t'* ]]; then
              described+=("${word//:/\\:}:${line#*$'\t'}")
            else
              described+=("${word//:/\\:}")
            fi
          done
          (($#plain)) && compadd -S '' -- "${plain[@]}"
          (($#described)) && _describe -t values tapedeck described
          ;;
      esac
      return 0
    }

    if [[ $funcstack[1] == _tapedeck ]]; then
      _tapedeck "$@"
    else
      compdef _tapedeck tapedeck
    fi
    """#
}

extension Shell {
  /// Readline cuts words at `=` and `:` as well; here they are joined again, and what it cut off before the cursor is
  /// taken from the answers. It works in bash 3.2, too.
  static let bashScript = #"""
    # bash completion of tapedeck; it asks the program itself.
    # Try it: source <(tapedeck completions bash)

    _tapedeck() {
      COMPREPLY=()
      local program=${1/#\~\//$HOME/}
      command -v -- "$program" >/dev/null 2>&1 || return

      # The words as they stand on the line, up to the cursor.
      local words=() line=${COMP_LINE:0:COMP_POINT} index word rest
      for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        rest=${line#"${line%%[![:space:]]*}"}
        if ((index == COMP_CWORD)); then
          # What stands behind the cursor does not count.
          word=$rest
        fi
        if ((index > 0)) && [[ $rest == "$line" && -n $word ]]; then
          words[${#words[@]} - 1]+=$word
        else
          words+=("$word")
        fi
        line=${rest#"$word"}
      done

      local current=${words[${#words[@]} - 1]} piece=$word
      [[ $piece == [=:] ]] && piece=
      local cut=${current%"$piece"}
      # Quotes that were begun are the shell's own.
      local asked=() plain
      for word in "${words[@]:1}"; do
        plain=${word//[\"\'\\]/}
        asked+=("$plain")
      done

      local answer=() reply
      while IFS= read -r reply; do
        answer+=("$reply")
      done < <("$program" __complete "${asked[@]}" 2>/dev/null)

      local kind=${answer[0]%% *} argument=${answer[0]#* } found
      case $kind in
      files | folders)
        [[ $kind == "${answer[0]}" ]] && argument=
        current=${current#"$argument"}
        compopt -o filenames 2>/dev/null
        local action=-f
        [[ $kind == folders ]] && action=-d
        while IFS= read -r found; do
          found=$argument$found
          COMPREPLY+=("${found#"$cut"}")
        done < <(compgen "$action" -- "$current")
        ;;
      command)
        if declare -F _command_offset >/dev/null; then
          _command_offset $((argument + 1))
        elif ((${#words[@]} == argument + 2)); then
          while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -c -- "$current")
        else
          compopt -o filenames 2>/dev/null
          while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -f -- "$current")
        fi
        ;;
      words)
        for reply in "${answer[@]:1}"; do
          found=${reply%%$'\t'*}
          [[ $found == *= ]] && compopt -o nospace 2>/dev/null
          COMPREPLY+=("${found#"$cut"}")
        done
        ;;
      esac
    }

    complete -F _tapedeck tapedeck
    """#
}

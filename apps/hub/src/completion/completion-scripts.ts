/** Shells for which there is a script. */
export const completionShells = ["bash", "zsh", "fish"] as const;
export type CompletionShell = (typeof completionShells)[number];

// Each script passes the words up to the cursor to `casement complete`, which prints one candidate per line. Without one, the shell completes files.

const bash = `_casement() {
  local IFS=$'\\n'
  COMPREPLY=($(casement complete bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -o default -F _casement casement`;

const zsh = `#compdef casement
_casement() {
  local -a found
  found=("\${(@f)$(casement complete zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -z "\${found[1]}" ]]; then _files; return; fi
  compadd -S '' -- "\${(@M)found:#*=}"
  compadd -- "\${(@)found:#*=}"
}
compdef _casement casement`;

const fish = `complete -c casement -f -a '(casement complete fish -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
complete -c casement -n '__fish_seen_subcommand_from migrate backup restore' -F`;

export const completionScripts: Readonly<Record<CompletionShell, string>> = { bash, zsh, fish };

import type { Command } from 'commander';
import { RULES } from '#rules/rules.generated.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** What can follow the words of one command; `words` is empty for `tiebeam` itself. */
interface Completable {
  readonly words: readonly string[];
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly {
    readonly flag: string;
    readonly about: string;
    readonly takesValue: boolean;
    readonly values: readonly string[];
  }[];
  readonly takesRule: boolean;
}

/** A script that completes commands, options, their values and the ids of rules, for `source <(tiebeam completions bash)` and its like. */
export function completionScript(shell: Shell, program: Command): string {
  const all = completables(program, []);
  switch (shell) {
    case 'bash':
      return bash(all);
    case 'zsh':
      // zsh runs scripts of bash once it is told to.
      return `#compdef tiebeam\nautoload -U +X bashcompinit && bashcompinit\n${bash(all)}`;
    case 'fish':
      return fish(all);
  }
}

function completables(command: Command, words: readonly string[]): Completable[] {
  const shown = command.createHelp();
  const commands = shown.visibleCommands(command);
  const options = shown.visibleOptions(command).map((it) => ({
    flag: it.long ?? it.short ?? '',
    about: it.description,
    takesValue: it.required || it.optional,
    values: it.argChoices ?? (it.long === '--rule' ? RULES.map(({ id }) => id) : []),
  }));
  const own: Completable = {
    words,
    commands: commands.map((it) => ({ name: it.name(), about: it.description() })),
    options,
    takesRule: words[0] === 'explain',
  };
  return [own, ...commands.filter((it) => it.name() !== 'help').flatMap((it) => completables(it, [...words, it.name()]))];
}

function bash(all: readonly Completable[]): string {
  const options = all.map(({ words, commands, options, takesRule }) => {
    const found = [
      ...commands.map((it) => it.name),
      ...(takesRule ? RULES.map(({ id }) => id) : []),
      ...options.map((it) => it.flag),
    ];
    return `    '${words.join(' ')}') words='${found.join(' ')}' ;;`;
  });
  const values = all.flatMap(({ words, options }) =>
    options
      .filter((it) => it.takesValue)
      .map((it) => `    '${[...words, it.flag].join(' ')}') values='${it.values.join(' ')}' ;;`),
  );
  const known = all.filter((it) => it.words.length > 0).map((it) => `'${it.words.join(' ')}'`);
  return `# Completion of tiebeam. Where an option takes a file or a folder, files are completed.
_tiebeam() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command='' words='' values='-' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${command:+$command }$word" in
    ${known.join('|')}) command="\${command:+$command }$word" ;;
    esac
  done
  case "\${command:+$command }$previous" in
${values.join('\n')}
  esac
  if [ "$values" != '-' ]; then
    if [ -n "$values" ]; then COMPREPLY=( $(compgen -W "$values" -- "$current") ); else COMPREPLY=( $(compgen -f -- "$current") ); fi
    return
  fi
  case "$command" in
${options.join('\n')}
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$current") )
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=( $(compgen -f -- "$current") ); fi
}
complete -o filenames -F _tiebeam tiebeam
`;
}

function fish(all: readonly Completable[]): string {
  const lines = all.flatMap(({ words, commands, options, takesRule }) => {
    const nested = commands.map((it) => it.name).join(' ');
    const seen = words.map((it) => `__fish_seen_subcommand_from ${it}`);
    // A command is offered only while none of its siblings stands there.
    const isOpen = words.length === 0 ? ['__fish_use_subcommand'] : [...seen, `not __fish_seen_subcommand_from ${nested}`];
    const when = seen.length === 0 ? '' : ` -n '${seen.join('; and ')}'`;
    return [
      ...commands.map((it) => `complete -c tiebeam -f -n '${isOpen.join('; and ')}' -a ${it.name} -d ${quote(it.about)}`),
      ...options.map(({ flag, about, takesValue, values }) => {
        const long = ` -l ${flag.replace(/^--/, '')}`;
        const value = takesValue ? (values.length > 0 ? ` -x -a ${quote(values.join(' '))}` : ' -r') : '';
        return `complete -c tiebeam${when}${long}${value} -d ${quote(about)}`;
      }),
      ...(takesRule ? [`complete -c tiebeam${when} -a ${quote(RULES.map(({ id }) => id).join(' '))}`] : []),
    ];
  });
  return `# Completion of tiebeam.\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

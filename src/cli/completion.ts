/** `ddsm completion SHELL`: what the shell needs to complete commands, options, specs and runs, made from the commands. */
import type {Argument, Command, Option} from 'commander';
import {print} from './output.js';

export type Shell = 'bash' | 'zsh' | 'fish';

/** What an argument names, and so what completes it. */
type Kind = 'spec' | 'run' | 'shell' | 'file';

interface Described {
  name: string;
  description: string;
  kind: Kind;
  options: {name: string; description: string; value: boolean; choices: readonly string[]}[];
  choices: readonly string[];
}

const kindOf = (argument: Argument | undefined): Kind => {
  const name = argument?.name();
  return name === 'spec' || name === 'run' || name === 'shell' ? name : 'file';
};

const described = (command: Command): Described => ({
  name: command.name(),
  description: command.description(),
  kind: kindOf(command.registeredArguments[0]),
  choices: command.registeredArguments[0]?.argChoices ?? [],
  options: command.options.map((option: Option) => ({
    name: option.long!,
    description: option.description,
    value: option.required || option.optional,
    choices: option.argChoices ?? [],
  })),
});

const WRITERS: Record<Shell, (commands: readonly Described[]) => string> = {bash, zsh, fish};

export function completion(shell: Shell, program: Command): void {
  print(WRITERS[shell](program.commands.map(described)));
}

const HOW = {
  bash: 'eval "$(ddsm completion bash)"   in ~/.bashrc',
  zsh: 'eval "$(ddsm completion zsh)"   in ~/.zshrc, after compinit',
  fish: 'ddsm completion fish > ~/.config/fish/completions/ddsm.fish',
};

/** Folders in the folder that runs lie in where nothing else is said. */
const RUNS = "ls -p runs 2>/dev/null | sed -n 's:/$::p'";

function bash(commands: readonly Described[]): string {
  const values = commands.flatMap(({name, options}) =>
    options
      .filter(({value}) => value)
      .map((option) => {
        const words = option.choices.length > 0 ? `-W ${quoted(option.choices.join(' '))}` : '-f';
        return `    ${quoted(`${name} ${option.name}`)}) COMPREPLY=($(compgen ${words} -- "$word")); return ;;`;
      }),
  );
  const cases = commands.map(({name, kind, options, choices}) => {
    const flags = [...options.map((option) => option.name), '--help'].join(' ');
    return `    ${name}) flags=${quoted(flags)}; kind=${kind}; choices=${quoted(choices.join(' '))} ;;`;
  });
  return `# ${HOW.bash}
_ddsm() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local flags='' kind=file choices=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...commands.map(({name}) => name), '--help', '--version'].join(' '))} -- "$word"))
    return
  fi
  case "$command $before" in
${values.join('\n')}
  esac
  case "$command" in
${cases.join('\n')}
  esac
  if [ "\${word:0:1}" = - ]; then COMPREPLY=($(compgen -W "$flags" -- "$word")); return; fi
  case "$kind" in
    spec) COMPREPLY=($(compgen -f -X '!*.y*ml' -- "$word") $(compgen -d -- "$word")) ;;
    run) COMPREPLY=($(cd runs 2>/dev/null && compgen -d -- "$word") $(compgen -d -- "$word")) ;;
    shell) COMPREPLY=($(compgen -W "$choices" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _ddsm ddsm
`;
}

function zsh(commands: readonly Described[]): string {
  const names = commands.map(({name, description}) => quoted(`${name}:${description}`));
  const cases = commands.map(({name, kind, options, choices}) => {
    const specs = options.map(({name: flag, description, value, choices: some}) => {
      const text = description.replace(/[[\]:]/g, '\\$&');
      const after = value ? `:value:${some.length > 0 ? `(${some.join(' ')})` : '_files'}` : '';
      return quoted(`*${flag}[${text}]${after}`);
    });
    return `    ${name}) _arguments ${[...specs, quoted(`*:${kind}:${zshValues(kind, choices)}`)].join(' ')} ;;`;
  });
  return `# ${HOW.zsh}
_ddsm_runs() { local -a runs; runs=(\${(f)"$(${RUNS})"}); compadd -a runs; _files -/ }
_ddsm() {
  local -a commands
  commands=(${names.join(' ')})
  if (( CURRENT == 2 )); then _describe 'command' commands; return; fi
  local command="\${words[2]}"
  shift words; (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _ddsm ddsm
`;
}

const zshValues = (kind: Kind, choices: readonly string[]): string => {
  if (kind === 'spec') return '_files -g "*.y*ml"';
  if (kind === 'run') return '_ddsm_runs';
  return kind === 'shell' ? `(${choices.join(' ')})` : '_files';
};

function fish(commands: readonly Described[]): string {
  const lines = commands.flatMap(({name, description, kind, options, choices}) => {
    const inside = `complete -c ddsm -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    const values =
      kind === 'run'
        ? [`${inside} -f -a ${quoted(`(${RUNS}; __fish_complete_directories)`)}`]
        : kind === 'shell'
          ? [`${inside} -f -a ${quoted(choices.join(' '))}`]
          : [];
    return [
      `complete -c ddsm -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
      ...values,
      ...options.map(({name: flag, description: text, value, choices: some}) => {
        const takes = value ? ` -r${some.length > 0 ? ` -f -a ${quoted(some.join(' '))}` : ''}` : '';
        return `${inside} -l ${flag.slice(2)}${takes} -d ${quoted(text)}`;
      }),
    ];
  });
  return `# ${HOW.fish}\n${lines.join('\n')}\n`;
}

/** A word of any of the three shells. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

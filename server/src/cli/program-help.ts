import { Help, type HelpConfiguration } from 'commander';

/** How the help of all commands is written. */
export const HELP: HelpConfiguration = {
  showGlobalOptions: false,
  // That a list begins empty need not be said.
  optionDescription: (option) =>
    Array.isArray(option.defaultValue) && option.defaultValue.length === 0
      ? option.description
      : new Help().optionDescription(option),
};

/** The end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((it) => `  $ ${it}`).join('\n')}`;
}

/** What scripts may rely on. */
export const EXIT_CODES = `
Exit codes:
  0  nothing to object to
  1  findings, items or probes that make the command fail
  2  wrong use, or a configuration that cannot be read
  3  an error of Tiebeam itself`;

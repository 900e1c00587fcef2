import { type Choices, type Decisions, decisionFields } from './decisions.ts';
import { completeDecisions } from './recommendation.ts';
import { exampleResource, formatFieldList, type Resource } from './resource.ts';

/** What a `tiebeam new` line can say. `into` is left out where the project goes into the current folder. */
export interface NewCommand {
  readonly name: string;
  readonly into?: string | undefined;
  readonly choices: Choices;
  readonly resource: Resource;
  readonly git: boolean;
  readonly install: boolean;
}

/**
 * The `tiebeam new` line that makes the same project, for a POSIX shell. Decisions that would come out the same without being
 * named are left out, so the line stays short and says what is special.
 */
export function newCommandLine(command: NewCommand): string {
  const named = leastChoices(completeDecisions(command.choices));
  const { name, fields } = command.resource;
  const words = [
    'tiebeam new',
    quote(command.name),
    ...(command.into === undefined ? [] : [`--into ${quote(command.into)}`]),
    ...decisionFields.flatMap((field) => (named[field] === undefined ? [] : [`--set ${field}=${named[field]}`])),
    ...(isExample(command.resource) ? [] : [`--resource ${quote(name)}`, `--fields ${quote(formatFieldList(fields))}`]),
    ...(command.install ? [] : ['--no-install']),
    ...(command.git ? [] : ['--no-git']),
    '--yes',
  ];
  return words.join(' ');
}

/** The choices from which the same decisions follow. Naming one can move the default of another, so it goes on until none is off. */
function leastChoices(decisions: Decisions): Choices {
  let named: Choices = {};
  for (;;) {
    const completed = completeDecisions(named);
    const off = decisionFields.find((field) => completed[field] !== decisions[field]);
    if (off === undefined) return named;
    named = { ...named, [off]: decisions[off] };
  }
}

function isExample({ name, fields }: Resource): boolean {
  return name === exampleResource.name && formatFieldList(fields) === formatFieldList(exampleResource.fields);
}

/** Plain words stay as they are; everything else goes between single quotes (POSIX Shell Command Language, 2.2.2). */
function quote(word: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

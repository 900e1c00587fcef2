import { confirm, intro, isCancel, note, outro, select, text } from '@clack/prompts';
import { buildableDecisions } from '#decisions/buildable.ts';
import { availabilityOf, choose } from '#decisions/choosing.ts';
import { type Choices, type DecisionField, type Decisions, type DecisionValue, valuesOf } from '#decisions/decisions.ts';
import { optionOf, questions } from '#decisions/options.ts';
import { formatFieldList, parseResource } from '#decisions/resource.ts';
import type { ProjectInput } from '#scaffold/plan.ts';
import type { Wanted } from './new-answers.ts';

/** The requirements that a person is asked for; what the command line says already is not asked, nor what has one answer only. */
const ASKED: readonly DecisionField[] = ['backend', 'frontend', 'database', 'realtime', 'auth'];

/** Asks what the command line leaves open. Gives undefined when the person cancels. */
export async function askAnswers({ input, git, install }: Wanted): Promise<Wanted | undefined> {
  intro(`tiebeam new ${input.name}`);
  let choices = input.choices;
  for (const field of ASKED) {
    const next = await askDecision(field, choices, input.choices);
    if (next === undefined) return undefined;
    choices = next;
  }
  const known = input.resource;
  const knownFields = typeof known.fields === 'string' ? known.fields : writtenFields(input);
  const name = await text({
    message: 'First resource, in the singular',
    initialValue: known.name,
    validate: (it) => firstProblem(it ?? '', knownFields),
  });
  if (isCancel(name)) return undefined;
  const fields = await text({
    message: 'Its fields: name:type, with ? for optional and ! for unique',
    initialValue: knownFields,
    validate: (it) => firstProblem(name, it ?? ''),
  });
  if (isCancel(fields)) return undefined;
  const wantsInstall = await confirm({ message: 'Install the packages now?', initialValue: install });
  if (isCancel(wantsInstall)) return undefined;
  const wantsGit = await confirm({ message: 'Make a Git repository?', initialValue: git });
  if (isCancel(wantsGit)) return undefined;
  const decisions = buildableDecisions(choices);
  note(ASKED.map((field) => `${questions[field].title}: ${labelOf(field, decisions[field])}`).join('\n'), 'Decided');
  if ((await confirm({ message: 'Create it?' })) !== true) return undefined;
  outro('Here it comes');
  return { input: { name: input.name, choices, resource: { name, fields } }, install: wantsInstall, git: wantsGit };
}

async function askDecision(field: DecisionField, choices: Choices, given: Choices): Promise<Choices | undefined> {
  if (given[field] !== undefined) return choices;
  const values: readonly DecisionValue[] = valuesOf(field);
  const possible = values.filter((value) => availabilityOf(choices, field, value as Decisions[typeof field]).available);
  if (possible.length < 2) return choices;
  const picked = await select({
    message: questions[field].question,
    initialValue: String(buildableDecisions(choices)[field]),
    options: possible.map((value) => ({
      value: String(value),
      label: labelOf(field, value),
      hint: optionOf(field, value as Decisions[typeof field]).tradeOff,
    })),
  });
  const value = possible.find((it) => String(it) === picked);
  return value === undefined ? undefined : choose(choices, field, value as Decisions[typeof field]).choices;
}

function labelOf(field: DecisionField, value: DecisionValue): string {
  return optionOf(field, value as Decisions[typeof field]).label;
}

function writtenFields({ resource }: ProjectInput): string {
  const parsed = parseResource(resource);
  return parsed.ok ? formatFieldList(parsed.value.fields) : '';
}

function firstProblem(name: string, fields: string): string | undefined {
  const parsed = parseResource({ name, fields });
  return parsed.ok ? undefined : parsed.problems[0]?.message;
}

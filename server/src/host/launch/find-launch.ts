import type { Configuration } from '#decisions/configuration.ts';
import { Analysis } from '#host/analysis.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detection, detectLaunch, hasServer, type LaunchQuestion } from './launch.ts';

/** Reads a folder that the person vouches for, and finds out how its server is started. */
export async function findLaunch(root: string, said: Configuration['verify']): Promise<Detection> {
  return detectLaunch(root, await workspaceOf(root, true), said);
}

/** Tells whether a folder holds a server. Reads only, and asks no program where the folder is not trusted. */
export async function findServer(root: string, isTrusted: boolean): Promise<boolean> {
  return hasServer(await workspaceOf(root, isTrusted));
}

async function workspaceOf(root: string, isTrusted: boolean): Promise<Workspace> {
  const analysis = new Analysis(root, { isTrusted: () => isTrusted, onCrash: () => undefined });
  await analysis.scan();
  analysis.project.check();
  const { workspace } = analysis.project;
  if (workspace === undefined) throw new Error('the check was cut short');
  return workspace;
}

/** What to write into `tiebeam.json`, for people at a terminal. */
export function questionsText(questions: readonly LaunchQuestion[]): string {
  const lines = questions.map((it) => {
    const choices = it.choices.length < 2 ? '' : ` (${it.choices.join(' · ')})`;
    return `  ${it.path.join('.')}  ${it.question}${choices}`;
  });
  const example: Record<string, unknown> = {};
  for (const question of questions) put(example, question.path, exampleValue(question));
  return [
    'tiebeam.json has to say how this project is started:',
    ...lines,
    'For example:',
    ...JSON.stringify(example, undefined, 2)
      .split('\n')
      .map((it) => `  ${it}`),
  ].join('\n');
}

function exampleValue({ form, example }: LaunchQuestion): unknown {
  if (form === 'words') return example.split(' ');
  if (form === 'port') return Number(example);
  return form === 'consent' ? true : example;
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const below: Record<string, unknown> = {};
  const known = into[key];
  if (typeof known === 'object' && known !== null) Object.assign(below, known);
  put(below, rest, value);
  into[key] = below;
}

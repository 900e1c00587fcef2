import { readFileSync } from 'node:fs';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { Problem, Result } from '#base/result.ts';
import type { Choices } from '#decisions/decisions.ts';
import { exampleResource, parseResource, type ResourceInput } from '#decisions/resource.ts';
import { parseChoices, parseSettings } from '#decisions/settings.ts';
import { isFileError } from '#host/file-error.ts';
import type { ProjectInput } from '#scaffold/plan.ts';
import { UsageError } from './exit-code.ts';

export interface NewOptions {
  readonly into: string;
  readonly set: readonly string[];
  readonly json?: string;
  readonly resource?: string;
  readonly fields?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly install: boolean;
  readonly git: boolean;
}

/** What is to be made, once everything is asked. */
export interface Wanted {
  readonly input: ProjectInput;
  readonly git: boolean;
  readonly install: boolean;
}

/** What the command line says about a project: `--set` wins over `--json`, what neither says is left open. Problems are the user's to mend. */
export function readAnswers(name: string, options: Pick<NewOptions, 'set' | 'json' | 'resource' | 'fields'>): ProjectInput {
  const file = options.json === undefined ? undefined : readFile(options.json);
  const choices: Choices = { ...file?.choices, ...orThrow(parseSettings(options.set), '--set') };
  const resource = resourceOf(options, file?.resource);
  orThrow(parseResource(resource), ({ path }) => (path[0] === 'fields' ? '--fields' : '--resource'));
  return { name, choices, resource };
}

function resourceOf(
  { resource, fields }: Pick<NewOptions, 'resource' | 'fields'>,
  fromFile: ResourceInput | undefined,
): ResourceInput {
  if (resource !== undefined) return { name: resource, fields: fields ?? 'name:string' };
  const known = fromFile ?? exampleResource;
  return fields === undefined ? known : { name: known.name, fields };
}

interface FromFile {
  readonly choices: Choices;
  readonly resource: ResourceInput | undefined;
}

/** Takes the decisions alone, a preset of the sheet (`choices`), or the `tiebeam.json` of another project (`decisions`, `resources`). */
function readFile(file: string): FromFile {
  const value = parsed(file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`${file} holds no JSON object`);
  const it: Readonly<Record<string, unknown>> = { ...value };
  const isWhole = ['decisions', 'choices', 'resource', 'resources'].some((key) => key in it);
  const choices = orThrow(parseChoices(isWhole ? (it.decisions ?? it.choices ?? {}) : it), file);
  const resource: unknown = Array.isArray(it.resources) ? it.resources[0] : it.resource;
  return { choices, resource: isWhole && resource !== undefined ? resourceIn(resource, file) : undefined };
}

function resourceIn(value: unknown, file: string): ResourceInput {
  const isInput = (it: unknown): it is ResourceInput =>
    typeof it === 'object' &&
    it !== null &&
    'name' in it &&
    typeof it.name === 'string' &&
    'fields' in it &&
    (typeof it.fields === 'string' || (Array.isArray(it.fields) && it.fields.every(isField)));
  if (!isInput(value)) throw new UsageError(`${file}: a resource has a name and fields`);
  return value;
}

function isField(it: unknown): boolean {
  return typeof it === 'object' && it !== null && 'name' in it && typeof it.name === 'string';
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UsageError(
      `${file} cannot be read: ${error.code === 'ENOENT' ? 'it is not there' : (error.code ?? error.message)}`,
    );
  }
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (!first) return value;
  const line = text.slice(0, first.offset).split('\n').length;
  throw new UsageError(`${file} is no JSON: ${printParseErrorCode(first.error)} in line ${line}`);
}

function orThrow<T>(result: Result<T, Problem>, where: string | ((problem: Problem) => string)): T {
  if (result.ok) return result.value;
  const place = (problem: Problem): string => (typeof where === 'string' ? where : where(problem));
  throw new UsageError(result.problems.map((it) => `${place(it)}: ${it.message}`).join('\n  '));
}

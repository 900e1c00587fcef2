import type { Path } from '#base/paths.ts';
import { isCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Role } from './roles.ts';
import type { Unit } from './units.ts';

/** What the configuration of a unit's bundler publishes beyond the usual prefix. */
export interface PublishedVariables {
  readonly names: ReadonlySet<string>;
  /** Prefixes that the configuration names itself: Vite's `envPrefix`. */
  readonly prefixes: readonly string[];
  /** True where a plugin or a computed value publishes more than can be read. */
  readonly isOpen: boolean;
}

/** Reads the bundler's configuration files of a unit, and those in the root, which a workspace shares. */
export function publishedVariables(
  unit: Unit,
  files: ReadonlyMap<Path, LiftedFile>,
  roleOf: (path: Path) => Role | undefined,
): PublishedVariables {
  const names = new Set<string>();
  const prefixes: string[] = [];
  let isOpen = OPEN_PACKAGES.some((it) => unit.dependencies.has(it));
  for (const [path, file] of files) {
    if (!isCode(file) || roleOf(path) !== 'tool-configuration' || !(unit.files.includes(path) || !path.includes('/'))) continue;
    for (const value of valuesOf(file.facts)) isOpen = read(value, names, prefixes) || isOpen;
    for (const { callee, args } of file.facts.calls) {
      if (!/(?:Environment|Define)Plugin$|[Dd]otenv/.test(callee.path.at(-1) ?? '')) continue;
      isOpen ||= args.length === 0 || args.some((it) => it.kind !== 'object' && it.kind !== 'array' && it.kind !== 'reference');
      for (const argument of args) for (const name of namesIn(argument)) names.add(name);
    }
  }
  return { names, prefixes, isOpen };
}

const OPEN_PACKAGES = [
  ...['dotenv-webpack', 'vite-plugin-environment', 'babel-plugin-transform-inline-environment-variables'],
  ...['vite-plugin-env-compatible', 'babel-plugin-inline-dotenv', 'react-native-dotenv', 'electron'],
];

function valuesOf(facts: CodeFacts): Value[] {
  return [
    ...facts.exports.flatMap((it) => it.value ?? []),
    ...facts.bindings.flatMap(({ origin }) => (origin.kind === 'value' ? [origin.value] : [])),
    ...facts.calls.flatMap((it) => it.args),
    ...facts.returns.flatMap((it) => it.values),
    ...facts.assignments.map((it) => it.value),
  ];
}

/** Takes what `define`, `env`, `envPrefix` and the like say; true where they say more than can be read. */
function read(value: Value, names: Set<string>, prefixes: string[]): boolean {
  if (value.kind !== 'object') return false;
  let isOpen = false;
  for (const { key, value: inner } of value.entries) {
    if (key === 'envPrefix') prefixes.push(...textsOf(inner));
    else if (/^(?:define|env|publicRuntimeConfig|defineEnv)$/.test(key)) {
      for (const name of namesIn(inner)) names.add(name);
      isOpen ||= inner.kind !== 'object' || inner.isOpen || inner.entries.some((it) => it.key === 'process.env');
    } else isOpen = read(inner, names, prefixes) || isOpen;
  }
  return isOpen;
}

function namesIn(value: Value): string[] {
  if (value.kind === 'array') return textsOf(value);
  if (value.kind !== 'object') return [];
  return value.entries.map((it) => it.key.replace(/^(?:process\.env|import\.meta\.env)\./, ''));
}

function textsOf(value: Value): string[] {
  if (value.kind === 'literal' && typeof value.value === 'string') return [value.value];
  return value.kind === 'array' ? value.items.flatMap(textsOf) : [];
}

import type { Dependency } from '#facts/manifest-facts.ts';
import type { PythonManifest } from './python-project.ts';
import { isDevelopmentGroup, normalisePythonName, readRequirement } from './python-requirement.ts';
import { readToml, type TomlEntry, type TomlValue, tomlString, tomlStrings } from './toml.ts';

/**
 * Reads a `pyproject.toml`: the standard tables (PEP 621, PEP 735) and those of Poetry, uv, PDM and Hatch.
 * A dependency group counts as development unless it is named for running the project (`prod`, `worker`, …).
 */
export function readPyproject(text: string): PythonManifest {
  const { entries, errors, comments } = readToml(text);
  const name = tomlString(entries, ['project', 'name']) ?? tomlString(entries, ['tool', 'poetry', 'name']);
  return { ...(name !== undefined && { name }), dependencies: entries.flatMap(dependenciesOf), parseErrors: errors, comments };
}

/** Reads a `Pipfile`. */
export function readPipfile(text: string): PythonManifest {
  const { entries, errors, comments } = readToml(text);
  const dependencies = entries.flatMap((entry) => {
    if (entry.path[0] === 'packages') return tableDependency(entry, entry.path.slice(1), false);
    if (entry.path[0] === 'dev-packages') return tableDependency(entry, entry.path.slice(1), true);
    return [];
  });
  return { dependencies, parseErrors: errors, comments };
}

function dependenciesOf(entry: TomlEntry): Dependency[] {
  const { path, value } = entry;
  const [table, ...below] = path;
  if (table === 'project') return projectDependencies(below, value);
  if (table === 'dependency-groups') return spreadGroup(below, value, (group) => !RUNTIME_GROUP.test(group));
  if (table !== 'tool') return [];
  const [tool, ...keys] = below;
  if (tool === 'poetry') return poetryDependencies(entry, keys);
  if (tool === 'uv' && keys[0] === 'dev-dependencies') return requirements(value, true);
  if (tool === 'pdm' && keys[0] === 'dev-dependencies') return spreadGroup(keys.slice(1), value, () => true);
  if (tool === 'hatch' && keys[0] === 'envs' && /^(extra-)?dependencies$/.test(keys[2] ?? '')) return requirements(value, true);
  return [];
}

const RUNTIME_GROUP = /^(main|prod|production|runtime|deploy|server|api|app|web|worker)$/i;

function projectDependencies([key, ...below]: readonly string[], value: TomlValue): Dependency[] {
  if (key === 'dependencies') return requirements(value, false);
  return key === 'optional-dependencies' ? spreadGroup(below, value, isDevelopmentGroup) : [];
}

/** `[table]` with `group = […]` below it, or `table = { group = […] }`. */
function spreadGroup(below: readonly string[], value: TomlValue, isDevelopment: (group: string) => boolean): Dependency[] {
  const [group] = below;
  if (group !== undefined) return requirements(value, isDevelopment(group));
  if (value.kind !== 'table') return [];
  return value.entries.flatMap((it) => requirements(it.value, isDevelopment(it.path[0] ?? '')));
}

function requirements(value: TomlValue, isDevelopment: boolean): Dependency[] {
  return tomlStrings(value).flatMap(({ text, span }) => readRequirement(text, { span, isDevelopment }) ?? []);
}

function poetryDependencies(entry: TomlEntry, keys: readonly string[]): Dependency[] {
  const [section, group, inGroup, ...below] = keys;
  if (section === 'dependencies') return tableDependency(entry, keys.slice(1), false);
  if (section === 'dev-dependencies') return tableDependency(entry, keys.slice(1), true);
  if (section !== 'group' || group === undefined || inGroup !== 'dependencies') return [];
  return tableDependency(entry, below, !RUNTIME_GROUP.test(group));
}

/** `name = "^1"`, `name = { version = "^1" }`, `name.version = "^1"` or several of them in an array. */
function tableDependency(entry: TomlEntry, below: readonly string[], isDevelopment: boolean): Dependency[] {
  const [name, key] = below;
  if (name === undefined) {
    if (entry.value.kind !== 'table') return [];
    return entry.value.entries.flatMap((it) => tableDependency(it, it.path, isDevelopment));
  }
  if (normalisePythonName(name) === 'python') return [];
  if (key !== undefined && key !== 'version' && key !== 'git' && key !== 'path') return [];
  return [{ name: normalisePythonName(name), version: versionOf(entry.value), isDevelopment, span: entry.span }];
}

function versionOf(value: TomlValue): string {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'array') return value.items[0] ? versionOf(value.items[0]) : '';
  return value.kind === 'table' ? (tomlString(value.entries, ['version']) ?? '') : '';
}

import { folderOf, joinPath, type Path } from '#base/paths.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import { isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../edit.ts';
import { worded } from '../wording.ts';
import { isCredential, type Setting } from './setting.ts';

/** The edit that adds keys at the end of an example file, in its own line ends; undefined where its text cannot be had or all keys are there. */
export function exampleEdit(
  workspace: Workspace,
  example: EnvFileFacts,
  keys: readonly { readonly name: string; readonly value: string }[],
): FileEdit | undefined {
  const text = workspace.textOf(example.path);
  const isListed = (name: string): boolean =>
    example.entries.some((it) => it.key === name || (isSame(it.key, name) && isReadInAnyCase(workspace, example, name)));
  const missing = keys.filter(({ name }) => !isListed(name));
  if (text === undefined || missing.length === 0) return undefined;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const isClosed = text === '' || text.endsWith('\n');
  const lines = missing.map(({ name, value }) => `${isClosed ? '' : lineEnd}${name}=${value}${isClosed ? lineEnd : ''}`).join('');
  const span = { start: text.length, end: text.length };
  return {
    kind: 'change',
    path: example.path,
    changes: [{ span, text: lines }],
    note: worded`Add ${missing.map((it) => it.name).join(', ')}`,
  };
}

/** Settings of pydantic find `SECRET_KEY` in `secret_key` too. */
function isReadInAnyCase(workspace: Workspace, example: EnvFileFacts, name: string): boolean {
  return workspace.units.some((unit) => {
    const { examples, declared } = workspace.environmentOf(unit);
    return (
      examples.includes(example) && declared.some((it) => isSame(it.name, name) && it.schema.framework === 'pydantic-settings')
    );
  });
}

function isSame(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}

/**
 * The edit that lists settings in the example file of a unit. Where there is none it is created with all that the unit reads: a list with one of
 * several names would be wrong from its first day. Undefined where they are all there.
 */
export function listedInExample(workspace: Workspace, near: Path, settings: readonly Setting[]): FileEdit | undefined {
  const unit = workspace.unitOf(near);
  const [example] = workspace.environmentOf(unit).examples;
  const keys = settings.map((it) => ({ name: it.name, value: exampleValue(it) }));
  if (example) return exampleEdit(workspace, example, keys);
  const path = joinPath(unit.folder, '.env.example') ?? '.env.example';
  const others = namesRead(workspace, unit).map((name) => ({ name, value: placeholder(name) }));
  const all = new Map([...others, ...keys].map((it) => [it.name, it.value]));
  const lines = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}\n`);
  return { kind: 'create', path, text: lines.join(''), note: worded`List every variable` };
}

/**
 * The example that can stand in the place of a real env file: its keys in their order, without a value of it and without its comments, which may hold
 * some too, and then what the unit reads besides.
 */
export function exampleInPlaceOf(workspace: Workspace, { path, entries }: EnvFileFacts): FileEdit {
  const text = workspace.textOf(path) ?? '';
  const keys = new Set(entries.map((it) => it.key));
  const own = [...keys].flatMap(
    (key) => entries.find((it) => it.key === key && !it.isCommentedOut) ?? entries.find((it) => it.key === key) ?? [],
  );
  const lines = own.map(({ key, span, isCommentedOut }) => {
    const above = text.slice(0, text.lastIndexOf('\n', span.start) + 1);
    const begins = /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*$/.test(above);
    return `${begins ? '\n' : ''}${isCommentedOut ? '# ' : ''}${key}=${placeholder(key)}\n`;
  });
  const others = namesRead(workspace, workspace.unitOf(path)).filter((it) => !keys.has(it));
  const rest = others.sort().map((it) => `${it}=${placeholder(it)}\n`);
  return {
    kind: 'create',
    path: joinPath(folderOf(path), '.env.example') ?? '.env.example',
    text: [...lines, ...rest].join('').trimStart(),
    note: worded`List every variable`,
  };
}

/** The names that a unit declares or reads and that somebody has to set. */
function namesRead(workspace: Workspace, unit: Unit): string[] {
  const { declared, reads } = workspace.environmentOf(unit);
  const names = new Set([...declared, ...reads].map((it) => it.name));
  return [...names].filter((it) => !isPlatformVariable(it) && !isBuildStamp(it) && it !== 'PORT' && it !== 'HOST');
}

/** The given example, the default, or a placeholder. */
export function exampleValue({ name, example, fallback }: Setting): string {
  const value = example ?? (fallback === undefined || fallback === '' ? placeholder(name) : String(fallback));
  return /[\s#"'$]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value;
}

/** A value that shows the form of a variable and is none that works in production. */
export function placeholder(name: string): string {
  if (isCredential(name)) return 'change-me';
  if (/^(DATABASE_URL|DB_URL|POSTGRES_URL)$/.test(name)) return 'postgres://user:password@localhost:5432/app';
  if (/^MONGO\w*_UR[IL]$/.test(name)) return 'mongodb://localhost:27017/app';
  if (/REDIS_URL$/.test(name)) return 'redis://localhost:6379';
  if (/^(?:SMTP|MAIL|EMAIL)\w*_UR[IL]$/.test(name)) return 'smtp://localhost:1025';
  if (/^(?:AMQP|RABBITMQ)\w*_UR[IL]$|BROKER_UR[IL]$/.test(name)) return 'amqp://localhost:5672';
  if (/(_URL|_URI|_ORIGIN)$/.test(name)) return 'http://localhost:3000';
  if (/(_ORIGINS)$/.test(name)) return 'http://localhost:5173';
  if (/PORT$/.test(name)) return '3000';
  if (/HOST$/.test(name)) return 'localhost';
  if (/(_ENABLED|^IS_|^ENABLE_|^USE_|_DEBUG)/.test(name)) return 'false';
  if (/(TIMEOUT|TTL|LIMIT|MAX|MIN|SIZE|COUNT|SECONDS|MS|INTERVAL|RETRIES)$/.test(name)) return '30';
  return '';
}

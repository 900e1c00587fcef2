import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The edit that adds keys at the end of an example file, in its own line ends; undefined where its text cannot be had or all keys are there. */
export function exampleEdit(
  workspace: Workspace,
  example: EnvFileFacts,
  keys: readonly { readonly name: string; readonly value: string }[],
): FileEdit | undefined {
  const text = workspace.textOf(example.path);
  const missing = keys.filter(({ name }) => !example.entries.some((it) => it.key === name));
  if (text === undefined || missing.length === 0) return undefined;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const isClosed = text === '' || text.endsWith('\n');
  const lines = missing.map(({ name, value }) => `${isClosed ? '' : lineEnd}${name}=${value}${isClosed ? lineEnd : ''}`).join('');
  const span = { start: text.length, end: text.length };
  return {
    kind: 'change',
    path: example.path,
    changes: [{ span, text: lines }],
    note: `Add ${missing.map((it) => it.name).join(', ')}`,
  };
}

/** A value that shows the form of a variable and is none that works in production. */
export function placeholder(name: string): string {
  if (/(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|_KEY|CREDENTIALS?)$/.test(name)) return 'change-me';
  if (/^(DATABASE_URL|DB_URL|POSTGRES_URL)$/.test(name)) return 'postgres://user:password@localhost:5432/app';
  if (/^MONGO\w*_UR[IL]$/.test(name)) return 'mongodb://localhost:27017/app';
  if (/REDIS_URL$/.test(name)) return 'redis://localhost:6379';
  if (/(_URL|_URI|_ORIGIN)$/.test(name)) return 'http://localhost:3000';
  if (/(_ORIGINS)$/.test(name)) return 'http://localhost:5173';
  if (/PORT$/.test(name)) return '3000';
  if (/HOST$/.test(name)) return 'localhost';
  if (/(_ENABLED|^IS_|^ENABLE_|^USE_|_DEBUG)/.test(name)) return 'false';
  if (/(TIMEOUT|TTL|LIMIT|MAX|MIN|SIZE|COUNT|SECONDS|MS|INTERVAL|RETRIES)$/.test(name)) return '30';
  return '';
}

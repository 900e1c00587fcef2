import { joinPath } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isPlainBeside } from './plain-beside.ts';

/** Where a container reaches the route that the fix adds. */
export interface HealthAddress {
  /** From the origin. */
  readonly path: string;
  /** Where the server listens unless something else is said. */
  readonly usualPort?: string;
  /** The commands that listen at every address, where others take the name of the machine for theirs, which a container gives it. */
  readonly everywhere?: RegExp;
}

/** Undefined where a router, a prefix or a list of hosts stands before the route, or may. */
export function healthAddress(workspace: Workspace, unit: Unit, framework: string): HealthAddress | undefined {
  if (AT_ROOT.has(framework)) return { path: '/health' };
  const files = unit.files.flatMap((path) => {
    const file = workspace.files.get(path);
    return file && isCode(file) ? [file] : [];
  });
  switch (framework) {
    case 'nestjs':
      return inNest(files);
    case 'nextjs':
      return inNext(workspace, unit);
    case 'django':
      return isForItself(files) ? { path: '/health/' } : undefined;
    case 'koa':
    case 'koa-router':
    case 'net-http':
    case 'gorilla-mux':
      return isPlainBeside(workspace, unit) ? { path: '/health' } : undefined;
    default:
      return undefined;
  }
}

/** Their route stands at the server itself. */
const AT_ROOT: ReadonlySet<string> = new Set(['express', 'fastify', 'hono', 'fastapi', 'flask', 'gin', 'echo', 'chi']);

/** `setGlobalPrefix('api')` stands before every route; versions and exceptions are not followed. */
function inNest(files: readonly LiftedCode[]): HealthAddress | undefined {
  const calls = files.flatMap(({ facts }) => facts.calls);
  if (calls.some(({ callee }) => /^(?:enableVersioning|RouterModule)$/.test(callee.path.at(-1) ?? ''))) return undefined;
  const [prefix, other] = calls.filter(({ callee }) => callee.path.at(-1) === 'setGlobalPrefix');
  if (!prefix) return { path: '/health' };
  const [text, options] = prefix.args;
  if (other || options || text?.kind !== 'literal' || typeof text.value !== 'string' || !/^[\w/-]+$/.test(text.value))
    return undefined;
  return { path: `/${text.value.replace(/^\/|\/$/g, '')}/health` };
}

function inNext(workspace: Workspace, { folder, files }: Unit): HealthAddress | undefined {
  const settings = files.filter((it) => /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(it));
  if (settings.some((it) => /\bbasePath\b|\bwith[A-Z]\w*\(/.test(workspace.textOf(it) ?? ''))) return undefined;
  const manifest = workspace.textOf(joinPath(folder, 'package.json') ?? '') ?? '';
  const [, port = '3000'] = /\bnext start\b[^"\n]*?(?:-p|--port)[ =]*(\d+)/.exec(manifest) ?? [];
  const isStart = /"start"\s*:\s*"[^"]*\bnext start\b/.test(manifest);
  return { path: '/api/health', usualPort: port, everywhere: isStart ? BY_SCRIPT : BY_ITSELF };
}

const BY_ITSELF = /\bnext"?,?\s*"?start\b/;
const BY_SCRIPT = /\b(?:next|npm|yarn|pnpm|bun)"?,?\s*"?(?:run"?,?\s*"?)?start\b/;

/** Django answers requests for its hosts alone, and by plain HTTP where it does not send everybody to HTTPS. */
function isForItself(files: readonly LiftedCode[]): boolean {
  const values = (name: string): readonly (Value | undefined)[] =>
    files.flatMap(({ facts }) => [
      ...facts.bindings.flatMap((it) =>
        it.name === name && it.scope === 0 ? [it.origin.kind === 'value' ? it.origin.value : undefined] : [],
      ),
      ...facts.assignments.flatMap(({ target }) => (target.at(-1) === name ? [undefined] : [])),
    ]);
  const hosts = values('ALLOWED_HOSTS');
  const isOpen = hosts.every(
    (it) =>
      it?.kind === 'array' &&
      it.items.some((item) => item.kind === 'literal' && (item.value === '*' || item.value === '127.0.0.1')),
  );
  const isPlain = values('SECURE_SSL_REDIRECT').every((it) => it?.kind === 'literal' && it.value === false);
  return hosts.length > 0 && isOpen && isPlain;
}

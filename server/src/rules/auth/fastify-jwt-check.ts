import { joinPath } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addEntry } from '#fixes/last-element.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { addScriptDependency } from '#fixes/script-dependency.ts';
import { beforeStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { pluginRange } from '../fastify-plugin.ts';
import { CHECK_NOTE, type CheckedServer } from './checked-server.ts';
import type { ServerPiece } from './server-piece.ts';

const NAME = 'SESSION_COOKIE';
const COOKIES = '@fastify/cookie';
const LOCAL = 'fastifyCookie';

/** Has @fastify/jwt look into the cookie after the header. It reads cookies by @fastify/cookie, which is registered before it where it is not yet. */
export function fastifyJwtCheck({ workspace, unit, files }: CheckedServer): readonly ServerPiece[] | FixObstacle {
  const found = files.flatMap((code) => registrations(code, /^(?:@fastify\/jwt|fastify-jwt)$/).map((call) => ({ code, call })));
  const [only, other] = found;
  if (!only)
    return unit.dependencies.has(COOKIES) ? [] : obstacle(joinPath(unit.folder, 'package.json') ?? '', undefined, NO_COOKIES);
  const { code, call } = only;
  const { path } = code;
  const text = workspace.textOf(path) ?? '';
  const options = call.args[1];
  if (other || options?.kind !== 'object' || options.isOpen) return obstacle(path, call.span, UNKNOWN_OPTIONS);
  if (options.entries.some((it) => it.key === 'cookie' || /\bextractToken\b/.test(text.slice(it.span.start, it.span.end))))
    return obstacle(path, options.span, UNKNOWN_OPTIONS);
  const style = styleIn(workspace, path);
  const entry = addEntry(text, options, `cookie: { cookieName: ${NAME}, signed: false }`, style);
  if (!entry) return obstacle(path, options.span, UNKNOWN_OPTIONS);
  const changes = (written: (name: string) => string): TextChange[] =>
    entry.map((it) => ({ ...it, text: it.text.replace(NAME, () => written(NAME)) }));
  const base = { path, own: [NAME], note: CHECK_NOTE };
  if (files.some((it) => registrations(it, /^@fastify\/cookie$/).length > 0)) return [{ ...base, packages: [], changes }];
  const head = /^(?:await\s+)?[\w.]+\.register\(/.exec(text.slice(call.statement.start, call.statement.end))?.[0];
  const before = head && beforeStatement(text, call.statement, `${head}${LOCAL})${style.semicolons ? ';' : ''}`, style);
  const edits = unit.dependencies.has(COOKIES) ? [] : installed();
  if (!before || !edits) return obstacle(path, call.span, NO_COOKIES);
  const packages = [{ module: COOKIES, default: LOCAL }];
  return [{ ...base, packages, edits, changes: (written) => [before, ...changes(written)] }];

  /** The version that goes with the server's own. */
  function installed(): readonly FileEdit[] | undefined {
    const manifest = joinPath(unit.folder, 'package.json') ?? '';
    const range = pluginRange(workspace, path, { 4: '^9.0.0', 5: '^11.0.0' });
    const edit = range === undefined ? undefined : addScriptDependency(workspace, manifest, COOKIES, range);
    return edit && [edit];
  }
}

/** `app.register(plugin, …)` for a plugin that is imported from a module. */
function registrations({ facts }: LiftedCode, module: RegExp): readonly Call[] {
  const locals = facts.imports.filter((it) => module.test(it.module) && !it.isTypeOnly).map((it) => it.local);
  return facts.calls.filter(({ callee, args: [plugin] }) => {
    const isPlugin = plugin?.kind === 'reference' && plugin.path.length === 1 && locals.includes(plugin.path[0] ?? '');
    return isPlugin && callee.path.at(-1) === 'register';
  });
}

const UNKNOWN_OPTIONS = worded`The options of @fastify/jwt are of a form here that is not known for certain, or say already where the token is. Give it \`cookie: { cookieName }\` with the name of the cookie, and set that as an httpOnly cookie where the token is answered.`;

const NO_COOKIES = worded`@fastify/jwt reads cookies by @fastify/cookie, which is not registered here. Register it first, then look for the quick-fix again.`;

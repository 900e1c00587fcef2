import { z } from 'zod';
import type { Span } from '#base/span.ts';
import type { WebStorageWrite } from '#concepts/kinds/effects.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import type { Fix } from '#fixes/edit.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { SESSION_COOKIE, useSessionCookie } from './session-cookie-fix.ts';
import { importedText, type StoredValue } from './stored-token-places.ts';

interface Data {
  readonly name: string;
  readonly store: string;
}

const Options = z
  .strictObject({
    sessionStorage: z.enum(['off', 'info', 'warning', 'error']).default('warning').describe('Severity for sessionStorage'),
    keys: z
      .string()
      .default('(access|auth|id|refresh|jwt|bearer|session)[_-]?token|^token$|[_-]token$|jwt|credential')
      .describe('Names that hold a credential, as a regular expression'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'auth/token-in-web-storage',
  section: 6,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'vue'],
  scope: 'file',
  speaksOf: ['web-storage-write'],
  fix: 'multi',
  options: Options,
  messages: {
    webStorage: ({ name, store }) => `\`${name}\` is kept in ${store}, where any script on the page can read it`,
    jsReadableCookie: ({ name }) => `\`${name}\` is kept in a cookie that scripts can read`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || workspace.runtimeOf(file.path) === 'server') return;
    const writes = conceptsOf(code, 'web-storage-write');
    if (writes.length === 0 || [...workspace.unitOf(file.path).dependencies].some((it) => OWN_PAGE.test(it))) return;
    const credential = new RegExp(options.keys, 'i');
    const text = workspace.textOf(file.path) ?? '';
    for (const write of writes) {
      const name =
        [write.key, ...valueNames(write.value)].find(
          (it) => it !== undefined && credential.test(it) && !NOT_A_CREDENTIAL.test(it),
        ) ?? (authorizes(code, write, text) ? write.key : undefined);
      if (name === undefined || (write.key !== undefined && NOT_A_CREDENTIAL.test(write.key)) || clears(code, write)) continue;
      if (write.value?.kind === 'reference' && ENCRYPTED.test(write.value.path.at(-1) ?? '')) continue;
      const severity = severityOf(write, options.sessionStorage);
      if (severity === 'off') continue;
      yield {
        messageId: write.store === 'cookie' ? 'jsReadableCookie' : 'webStorage',
        data: { name, store: write.store === 'device' ? 'the storage of the device' : write.store },
        path: code.path,
        at: { kind: 'span', span: write.span },
        symbol: symbolAround(code, write.scope),
        ...(severity !== 'error' && { severity }),
        ...(asksOwnServer(workspace, code) && !isObstacle(storedValue(workspace, code, write)) && { offers: [SESSION_COOKIE] }),
      };
    }
  },
  repair({ workspace }, detection) {
    const fix = sessionCookie(workspace, detection);
    return fix && !isObstacle(fix) ? [fix] : [];
  },
  obstacle({ workspace }, detection) {
    const fix = sessionCookie(workspace, detection);
    return isObstacle(fix) ? fix : undefined;
  },
});

function sessionCookie(workspace: Workspace, { path, at }: Detection): Fix | FixObstacle | undefined {
  const file = workspace.files.get(path);
  const code = file && applicationCode(workspace, file);
  const write =
    code && at.kind === 'span' ? conceptsOf(code, 'web-storage-write').find((it) => it.span.start === at.span.start) : undefined;
  if (!code || !write) return undefined;
  const stored = storedValue(workspace, code, write);
  if (isObstacle(stored)) return stored;
  if (!asksOwnServer(workspace, code)) return obstacle(path, write.span, NO_SERVER);
  return useSessionCookie(workspace, path, stored);
}

const NO_SERVER = worded`No server that answers requests of this page is in the workspace, and a cookie that scripts cannot read has to be set by one. Open the folder of the server together with this one, or have it set an httpOnly cookie and send requests with \`credentials: 'include'\`.`;

/** Only a server of the workspace can keep the token in a cookie instead. */
function asksOwnServer(workspace: Workspace, { path }: LiftedCode): boolean {
  const unit = workspace.unitOf(path);
  return workspace.contract().links.some((it) => it.call.unit === unit && it.outcome === 'served');
}

/** What `setItem` keeps under a key that is known; an obstacle for other ways of keeping something. */
function storedValue(
  workspace: Workspace,
  { path, facts }: LiftedCode,
  { store, key, call: id, span }: WebStorageWrite,
): StoredValue | FixObstacle {
  const call = id === undefined ? undefined : facts.calls[id];
  if (store !== 'localStorage' && store !== 'sessionStorage')
    return obstacle(path, span, store === 'cookie' ? OWN_COOKIE : OTHER_STORE);
  if (call?.callee.path.at(-1) !== 'setItem') return obstacle(path, span, OTHER_STORE);
  const [given] = call.args;
  const name = given?.kind === 'reference' && given.path.length === 1 ? given.path[0] : undefined;
  const known = key ?? (name === undefined ? undefined : importedText(workspace, path, facts, name));
  return known === undefined ? obstacle(path, span, UNKNOWN_KEY) : { store, key: known };
}

const OWN_COOKIE = worded`A cookie that the page writes cannot be kept from its scripts. Have the server set it with \`HttpOnly\` where it answers with the token, and take this line away.`;

const OTHER_STORE = worded`A library keeps the token here, together with the state that reads it. Take the token out of what is kept (a flag that says who is signed in may stay), have the server set it as an httpOnly cookie, and send requests with \`credentials: 'include'\`.`;

const UNKNOWN_KEY = worded`The key is made up where the token is kept, so it is not certain who reads it. Use a constant as the key, then look for the quick-fix again.`;

/** Packages of programs whose page belongs to them alone. */
const OWN_PAGE = /^(electron|@electron\/|webextension-polyfill|@types\/chrome|wxt|plasmo|@tauri-apps\/api)/;

function severityOf(write: WebStorageWrite, session: 'off' | Severity): 'off' | Severity {
  switch (write.store) {
    case 'sessionStorage':
      return session;
    case 'cookie':
      return 'warning';
    case 'device':
      return 'info';
    default:
      return 'error';
  }
}

/** Whether what is read back under the same key goes into an Authorization header in this file. */
function authorizes(code: LiftedCode, write: WebStorageWrite, text: string): boolean {
  if (write.key === undefined || !text.includes('Bearer')) return false;
  const { key } = write;
  const { calls } = code.facts;
  const reads = calls.filter(
    (it) => it.callee.path.at(-1) === 'getItem' && it.args[0]?.kind === 'literal' && it.args[0].value === key,
  );
  // `const user = JSON.parse(localStorage.getItem('user'))`, and a state of the same name as the key.
  const around = calls.filter((it) => it.callee.path.at(-1) === 'parse' && reads.some((read) => isWithin(read.span, it.span)));
  const names = [key, ...[...reads, ...around].flatMap((it) => it.targets)].filter((it) => /^\w+$/.test(it));
  return names.length > 0 && new RegExp(`Bearer ['"]?\\s*(?:\\$\\{|\\+)\\s*(?:${names.join('|')})\\b`).test(text);
}

/** Without the key that a person types in, nobody can use it. */
const ENCRYPTED = /(^|[a-z_])(encrypted|sealed|cipher_?text)([A-Z_]|$)/i;

const NOT_A_CREDENTIAL =
  /csrf|xsrf|state|verifier|nonce|fcm|push|device|share|invit|download|desktop|electron|extension|confirm|expir|_at$|dismiss|theme|last_|count|type|role|header/i;

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Names in what is stored: `data.accessToken` has `accessToken`. */
function valueNames(value: Value | undefined): string[] {
  switch (value?.kind) {
    case 'reference':
      return value.path.slice(-1);
    case 'template':
      return [...value.mentions];
    case 'object':
      return value.entries.map((it) => it.key);
    case 'call':
      return value.path.slice(-1);
    default:
      return [];
  }
}

/** Writing '' or null takes the credential away. */
function clears(code: LiftedCode, write: WebStorageWrite): boolean {
  // A hook is given what is there at first.
  const call = write.call === undefined ? undefined : code.facts.calls[write.call];
  if (/^use[A-Z]/.test(call?.callee.path.at(-1) ?? '')) return false;
  if (write.value?.kind !== 'literal') return false;
  const { value } = write.value;
  return value === '' || value === null || (write.store === 'cookie' && /^[\w-]+=\s*(;|$)/.test(String(value)));
}

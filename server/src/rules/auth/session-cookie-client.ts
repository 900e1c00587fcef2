import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { OwnName } from '#fixes/imports.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { readScript, SyntaxKind } from '#fixes/script-tree.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { ClientCall } from '#workspace/client-calls.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { axiosInstances, axiosNames, credentialsEntry, sentRequest, withCredentials } from './request-credentials.ts';
import type { SignOutRoute } from './session-cookie-server.ts';
import { signOutRequest, withoutRemovals } from './sign-out.ts';
import { needsSignOut } from './sign-out-place.ts';
import {
  type FlagName,
  helpersWithoutToken,
  removedFlag,
  type TokenFileEdit,
  withoutReads,
  withoutWrites,
} from './stored-token-edit.ts';
import { keysWithout, type StoragePlace, type StoredPlaces } from './stored-token-places.ts';
import type { TokenRoute } from './token-routes.ts';

/** What becomes of the front end: the browser keeps the token, and requests carry it. An obstacle where a use of it cannot be moved. */
export function clientEdits(
  workspace: Workspace,
  near: Path,
  places: readonly StoredPlaces[],
  given: readonly TokenRoute[],
  signOut: SignOutRoute | undefined,
): readonly FileEdit[] | FixObstacle {
  const flagName = flagNames(workspace, near, places);
  const read: { readonly places: StoredPlaces; readonly edit: TokenFileEdit }[] = [];
  for (const it of places) {
    const edit = withoutReads(it, flagName, styleIn(workspace, it.code.path));
    if (isObstacle(edit)) return edit;
    read.push({ places: it, edit });
  }
  if (!read.some((it) => it.edit.sends)) return obstacle(near, undefined, NO_HEADER);
  const hasFlag = read.some((it) => it.edit.asks);
  const asking = new Map<Path, TextChange[]>();
  const ways = new Map<Path, Way | undefined>();
  const isEdited = (path: Path): boolean => read.some((it) => it.places.code.path === path && it.edit.sends);
  for (const { link } of given) {
    const last = signOut?.beside.link === link ? signOut.last : undefined;
    const changes = signInChanges(workspace, link, isEdited, last, ways);
    if (isObstacle(changes)) return changes;
    asking.set(link.call.path, [...(asking.get(link.call.path) ?? []), ...changes]);
  }
  const edits: FileEdit[] = [];
  for (const { places: one, edit: reads } of read) {
    const { path } = one.code;
    const style = styleIn(workspace, path);
    const written = withoutWrites(one, hasFlag, flagName, style);
    if (isObstacle(written)) return written;
    const way = ways.get(path) ?? [...ways.values()].find((it) => it?.isAnywhere);
    const end = style.semicolons ? ';' : '';
    const keptOf = (it: StoragePlace): string => (hasFlag ? `${removedFlag(it, flagName, style)}${end}` : '');
    const removed = withoutRemovals(one, keptOf, way?.request(style), style);
    if (isObstacle(removed)) return removed;
    const unused = keysWithout(workspace, one, places);
    const helpers = helpersWithoutToken(one, hasFlag, flagName, style);
    const changes = [...reads.changes, ...written, ...removed, ...unused, ...helpers, ...(asking.get(path) ?? [])];
    asking.delete(path);
    const called = new Set([
      ...reads.calls,
      ...(hasFlag ? [...one.writes, ...one.removals].flatMap((it) => it.helper ?? []) : []),
    ]);
    const own = [...called].filter((it) => it.path !== path).map((it): OwnName => ({ from: it.path, name: flagName(it) }));
    const asked = way?.own && one.removals.some(needsSignOut) ? [way.own] : [];
    const note = one.writes.length > 0 ? worded`Leave the token to the browser` : worded`Send the cookie instead of the token`;
    const edit = editOf(workspace, one.code, once(changes), [...own, ...asked], note);
    if (!edit)
      return obstacle(path, undefined, worded`The imports of this file are of a form that cannot be changed for certain.`);
    edits.push(edit);
  }
  for (const [path, changes] of asking)
    if (changes.length > 0) edits.push(changeOf(path, once(changes), worded`Have the browser take the cookie`));
  return edits;
}

const NO_HEADER = worded`The token is read here for no header of a request that is known, so it is not certain how requests carry it. Have the server set an httpOnly cookie and send requests with it, then take the token out of the storage.`;

/** How a front end asks the server to end a session. */
export interface Way {
  /** Without `await`, as a file writes it. */
  readonly request: (style: TextStyle) => string;
  /** It may be said in every file. */
  readonly isAnywhere: boolean;
  /** What it is said with, where that has to be imported. */
  readonly own?: OwnName;
}

/** Functions that were there for the token are named for the flag, where no file has that name for something else. */
function flagNames(workspace: Workspace, near: Path, places: readonly StoredPlaces[]): FlagName {
  const wanted = { write: 'rememberSignIn', read: 'isSignedIn', removal: 'forgetSignIn' } as const;
  const helpers = places.flatMap((it) => it.helpers);
  const { files } = workspace.unitOf(near);
  return (helper) => {
    const name = wanted[helper.use];
    const isTaken =
      helpers.some((it) => it !== helper && it.use === helper.use) ||
      files.some((path) => new RegExp(`\\b${name}\\b`).test(workspace.textOf(path) ?? ''));
    return isTaken ? helper.name : name;
  };
}

/** Imports that nothing needs any more go, but for component files, whose markup may need them. */
export function editOf(
  workspace: Workspace,
  { path, facts }: LiftedCode,
  changes: readonly TextChange[],
  own: readonly OwnName[],
  note: Wording,
): FileEdit | undefined {
  return facts.container && own.length === 0
    ? changeOf(path, changes, note)
    : editCode(workspace, path, { own, changes: () => changes, note });
}

/** The call that asks for the token takes the cookie. An obstacle where it goes through something that cannot be told so. */
export function signInChanges(
  workspace: Workspace,
  { call }: ContractLink,
  isEdited: (path: Path) => boolean,
  last: string | undefined,
  ways: Map<Path, Way | undefined>,
): readonly TextChange[] | FixObstacle {
  const file = workspace.files.get(call.path);
  const use = file?.visible[call.concept];
  const text = workspace.textOf(call.path);
  const refuse = (): FixObstacle => obstacle(call.path, use?.kind === 'address-use' ? use.span : undefined, UNKNOWN_CLIENT);
  if (!file || !isCode(file) || use?.kind !== 'address-use' || use.call === undefined || text === undefined) return refuse();
  const span = file.facts.calls[use.call]?.span;
  const source = readScript(call.path, text);
  const node = source
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .find((it) => it.getStart() === span?.start && it.getEnd() === span.end);
  if (!node) return refuse();
  const generated = generatedWay(workspace, call.path, text.slice(use.span.start, use.span.end), last ?? '');
  if (generated) {
    if (last !== undefined) ways.set(call.path, generated);
    return isClientTold(workspace, generated.own.from, isEdited) ? [] : refuse();
  }
  const names = axiosNames(source);
  const style = styleIn(workspace, call.path);
  const [head = ''] = use.callee;
  const sent = sentRequest(node, names);
  if (!sent || axiosInstances(source).some((it) => it.name === head)) {
    // What it goes through is told so itself.
    const index = file.facts.imports.findIndex((it) => it.local === head);
    const resolution = index < 0 ? undefined : workspace.linker.resolution(call.path, index);
    const from = resolution?.kind === 'file' ? resolution.path : call.path;
    if (!isEdited(from)) return refuse();
    if (last !== undefined) ways.set(call.path, sameOriginWay(call, text.slice(use.span.start, use.span.end), last));
    return [];
  }
  const request = last === undefined ? undefined : signOutRequest(node, names, last, style);
  const isAnywhere = request !== undefined && /^(?:window\.)?fetch\((['"])[^'"$]*\1/.test(request);
  if (request !== undefined) ways.set(call.path, { request: () => request, isAnywhere });
  return withCredentials(sent, style) ?? refuse();
}

/** A request to the page's own origin needs nothing of what the others go through, which may insist on an answer that can be read. */
function sameOriginWay({ origin, segments }: ClientCall, address: string, last: string): Way | undefined {
  const known = segments.flatMap((it) => (it.kind === 'literal' ? [it.text] : []));
  if (origin !== 'same' || known.length < segments.length) return undefined;
  const end = /\/["'`]?$/.test(address) ? '/' : '';
  const url = ['', ...known.slice(0, -1), last].join('/') + end;
  const request = (style: TextStyle): string =>
    `fetch(${quoted(url, style)}, { method: ${quoted('POST', style)}, ${credentialsEntry('fetch', style)} })`;
  return { request, isAnywhere: true };
}

const UNKNOWN_CLIENT = worded`Signing in goes through something here that cannot be told to take cookies for certain. Send this request with \`credentials: 'include'\` (\`withCredentials: true\` with axios) by hand, and leave the token to the cookie.`;

/** A client that Hey API has generated is told once, where it is configured; its requests are left as they were generated. */
function generatedWay(
  workspace: Workspace,
  path: Path,
  address: string,
  last: string,
): (Way & { readonly own: OwnName }) | undefined {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code') return undefined;
  const at = facts.imports.findIndex((it) => it.imported === 'client' && /^\.\/client\.gen(?:\.[jt]s)?$/.test(it.module));
  const resolution = at < 0 ? undefined : workspace.linker.resolution(path, at);
  const url = /^(['"`])(\/(?:[\w-]+\/)*)[\w-]+(\/?)\1$/.exec(address);
  if (resolution?.kind !== 'file' || !url) return undefined;
  const request = (style: TextStyle): string => `client.post({ url: ${quoted(`${url[2]}${last}${url[3]}`, style)} })`;
  return { request, isAnywhere: true, own: { from: resolution.path, name: 'client' } };
}

/** Whether a file that is told to send cookies is where this client is configured. */
function isClientTold(workspace: Workspace, client: Path, isEdited: (path: Path) => boolean): boolean {
  return workspace.unitOf(client).files.some((path) => {
    const facts = isEdited(path) ? workspace.files.get(path)?.facts : undefined;
    return (
      facts?.kind === 'code' &&
      facts.imports.some((_, index) => {
        const resolution = workspace.linker.resolution(path, index);
        return resolution.kind === 'file' && resolution.path === client;
      })
    );
  });
}

/** The changes without those that are there twice. */
export function once(changes: readonly TextChange[]): TextChange[] {
  const same = (a: TextChange, b: TextChange): boolean =>
    a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;
  return changes.filter((it, index) => changes.findIndex((one) => same(one, it)) === index);
}

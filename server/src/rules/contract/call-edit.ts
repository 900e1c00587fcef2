import { escaped } from '#base/regular-expression.ts';
import type { AddressUse } from '#concepts/kinds/addresses.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Miss } from './nearest-route.ts';
import { routeText } from './understood-links.ts';

/**
 * Writes the path of the route into a call that misses it by a prefix or some letters. Undefined where the wrong part is not written in the call
 * itself, or stands there more than once.
 */
export function callTheRoute(workspace: Workspace, link: ContractLink, miss: Miss): FileEdit | undefined {
  if (miss.kind === 'other') return undefined;
  const written = writtenCall(workspace, link);
  const address = written?.addresses[0];
  if (!written || !address || written.addresses.length > 1) return undefined;
  const { text } = written;
  const source = text.slice(address.span.start, address.span.end);
  if (!/^[furbFURB]{0,2}["'`]/.test(source) || source.includes('\n')) return undefined;
  const change = miss.kind === 'typo' ? respelt(link, miss, source) : rebegun(miss, source);
  if (!change) return undefined;
  const start = address.span.start + change.at;
  return {
    kind: 'change',
    path: link.call.path,
    changes: [{ span: { start, end: start + change.length }, text: change.text }],
    note: worded`Call \`${routeText(miss.route)}\``,
  };
}

interface Change {
  /** From the beginning of the literal. */
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** The one segment that is written otherwise. */
function respelt({ asked }: ContractLink, { route }: Extract<Miss, { kind: 'typo' }>, source: string): Change | undefined {
  for (const [index, wanted] of (route.segments ?? []).entries()) {
    const given = asked[index];
    if (wanted.kind !== 'literal' || given?.kind !== 'literal' || given.text.toLowerCase() === wanted.text.toLowerCase())
      continue;
    const places = [...source.matchAll(new RegExp(`(?<=[/"'\`}])${escaped(given.text)}(?=[/?#"'\`])`, 'g'))];
    const [place] = places;
    return place && places.length === 1 ? { at: place.index, length: given.text.length, text: wanted.text } : undefined;
  }
  return undefined;
}

function rebegun({ kind, prefix }: Extract<Miss, { kind: 'doubled' | 'missing' }>, source: string): Change | undefined {
  if (prefix.includes('*')) return undefined;
  const open = /^[furbFURB]{0,2}["'`]/.exec(source)?.[0].length ?? 0;
  const path = source.slice(open);
  if (kind === 'missing') return path.startsWith('/') ? { at: open, length: 0, text: prefix } : undefined;
  if (path.startsWith(`${prefix}/`)) return { at: open, length: prefix.length, text: '' };
  const bare = prefix.slice(1);
  return path.startsWith(`${bare}/`) ? { at: open, length: bare.length + 1, text: '' } : undefined;
}

/**
 * The method that a call with a body should have: the only one with a body that its path takes. What reads or deletes is never turned into something
 * else.
 */
export function fittingMethod({ call, routes }: ContractLink): string | undefined {
  const methods = [...new Set(routes.map((it) => it.method))].filter((it) => WITH_BODY.has(it));
  const [method, other] = methods;
  return other === undefined && WITH_BODY.has(call.method ?? '') ? method : undefined;
}

const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Tells whether a call says its method itself, or goes out as it stands; a wrapper's one method is not the call's. */
export function ownMethod(workspace: Workspace, link: ContractLink): boolean {
  const written = writtenCall(workspace, link);
  const { method = '' } = link.call;
  return written !== undefined && (written.isRequest || methodChange(written, method, method, true) !== undefined);
}

/** Gives a call another method, where its name or its options say it; undefined elsewhere. */
export function callByMethod(workspace: Workspace, link: ContractLink, method: string): FileEdit | undefined {
  const written = writtenCall(workspace, link);
  const { method: from = '', path, client } = link.call;
  // A client of the project's own may not have this method at all.
  const has = (it: string): boolean =>
    written?.isRequest === true ||
    workspace.clientCallsOf(link.rate.unit).calls.some((one) => one.client === client && one.method === it);
  const change = written && methodChange(written, from, method, has(method));
  return change && { kind: 'change', path, changes: [change], note: worded`Call it with ${method}` };
}

function methodChange(
  { text, call, language }: WrittenCall,
  from: string,
  to: string,
  isMethod: boolean,
): TextChange | undefined {
  const name = text.slice(call.nameSpan.start, call.nameSpan.end);
  if (name.toUpperCase() === from)
    return isMethod && language !== 'go' ? { span: call.nameSpan, text: inCaseOf(name, to) } : undefined;
  const args = { start: call.nameSpan.end, end: call.span.end };
  const inside = text.slice(args.start, args.end);
  const forms =
    language === 'go'
      ? `http\\.Method(${capital(from)})\\b|"(${from})"`
      : `(?:\\bmethod['"]?\\s*[:=]\\s*|^\\(\\s*)["'\`](${from})["'\`]`;
  const places = [...inside.matchAll(new RegExp(forms, 'gi'))];
  const [place] = places;
  const found = place?.[1] ?? place?.[2];
  if (!place || found === undefined || places.length > 1) return undefined;
  const start = args.start + place.index + place[0].indexOf(found);
  return { span: { start, end: start + found.length }, text: inCaseOf(found, to) };
}

function inCaseOf(like: string, method: string): string {
  if (like === like.toUpperCase()) return method;
  return like === like.toLowerCase() ? method.toLowerCase() : capital(method);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

interface WrittenCall {
  readonly text: string;
  readonly call: Call;
  readonly language: string;
  readonly addresses: readonly Value[];
  /** It is made right here, with a client that is known. */
  readonly isRequest: boolean;
}

function writtenCall(workspace: Workspace, { call: { path, concept } }: ContractLink): WrittenCall | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const use = file?.visible[concept];
  if (file?.facts.kind !== 'code' || text === undefined || use?.kind !== 'address-use' || use.call === undefined)
    return undefined;
  const call = file.facts.calls[use.call];
  return (
    call && {
      text,
      call,
      language: file.facts.language,
      addresses: addressValues(call, use),
      isRequest: use.request !== undefined,
    }
  );
}

/** The values at the places of the address; alternatives share one. */
function addressValues(call: Call, { addresses }: AddressUse): readonly Value[] {
  return [...new Set(addresses.map((it) => it.place))].flatMap((place) => {
    const [position = '', key] = place.split('.');
    const argument = call.args[Number(position)];
    if (key === undefined) return argument ?? [];
    return argument?.kind === 'object' ? argument.entries.filter((it) => it.key === key).map((it) => it.value) : [];
  });
}

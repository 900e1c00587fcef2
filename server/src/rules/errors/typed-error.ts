import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { errorClass } from '#fixes/errors/error-class.ts';
import { kindOfMessage } from '#fixes/errors/error-kind.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { beforeStatement } from '#fixes/statements.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A plain error as it is found: its type as the code names it, and its text. */
interface Plain {
  readonly type: string;
  readonly text: string;
}

/** What can be raised in its place, by what the text says. */
export function typedErrorOffers(workspace: Workspace, code: LiftedCode, { text }: Plain): readonly FixOffer[] {
  const kind = kindOfMessage(text);
  if (code.facts.language === 'go') {
    const name = sentinelName(text);
    return name === undefined ? [] : [{ id: 'typed-error', kind: 'multi', title: worded`Return ${name}` }];
  }
  const found = kind && errorClass(workspace, code, kind);
  return found ? [{ id: 'typed-error', kind: 'multi', title: titleOf(code, found.name) }] : [];
}

/** The fix for a plain error at a place. */
export function typedError(workspace: Workspace, code: LiftedCode, at: Span, plain: Plain): readonly Fix[] {
  const text = workspace.textOf(code.path);
  const call = code.facts.calls.find(
    (it) => it.callee.path.join('.') === plain.type && it.span.start >= at.start && it.span.end <= at.end,
  );
  if (text === undefined || !call || call.isOpen || call.keywords.length > 0) return [];
  if (code.facts.language === 'go') return sentinel(workspace, code, text, call, plain);
  const kind = kindOfMessage(plain.text);
  const [message, ...others] = call.args;
  const found = kind && errorClass(workspace, code, kind);
  if (!found || !message || others.length > 0 || isCaughtByType(workspace, code, call, plain.type)) return [];
  const { own, before, after } = found;
  const isScript = code.facts.language !== 'python';
  const edit = editCode(workspace, code.path, {
    ...(own && { own: [own] }),
    ...(found.package !== undefined && { packages: [{ module: found.package, names: [found.name] }] }),
    changes: (written) => [
      {
        span: { start: call.span.start, end: call.nameSpan.end },
        text: `${isScript ? 'new ' : ''}${own ? written(own.name) : found.name}`,
      },
      ...(before === '' ? [] : [{ span: { start: message.span.start, end: message.span.start }, text: before }]),
      ...(after === '' ? [] : [{ span: { start: message.span.end, end: message.span.end }, text: after }]),
    ],
    note: worded`Raise ${found.name}`,
  });
  return edit
    ? [{ id: 'typed-error', kind: 'multi', title: titleOf(code, found.name), edits: joinEdits([...found.edits, edit]) }]
    : [];
}

function titleOf({ facts }: LiftedCode, name: string): Wording {
  return worded`${facts.language === 'python' ? 'Raise' : 'Throw'} ${name}`;
}

/** A caller of the function catches the type that it raises now: with another it would not any more. */
function isCaughtByType(workspace: Workspace, code: LiftedCode, call: Call, type: string): boolean {
  if (code.facts.language !== 'python' || /^(?:Base)?Exception$/.test(type)) return false;
  const name = enclosingFunction(code.facts, call.scope)?.fn.name;
  return workspace.unitOf(code.path).files.some((path) => {
    const facts = workspace.files.get(path)?.facts;
    if (facts?.kind !== 'code') return false;
    return facts.scopes.some(({ handler }) => {
      if (!handler?.types.some((it) => it.path.join('.') === type)) return false;
      const tried = facts.scopes[handler.tryScope]?.span;
      return facts.calls.some(
        (it) => it.callee.path.at(-1) === name && tried && it.span.start >= tried.start && it.span.end <= tried.end,
      );
    });
  });
}

/** `var ErrOrderNotFound = errors.New("order not found")` above the function, and the error by that name. */
function sentinel(workspace: Workspace, code: LiftedCode, text: string, call: Call, { text: message }: Plain): readonly Fix[] {
  const name = sentinelName(message);
  const [first, ...values] = call.args;
  const around = outermost(code, call);
  if (name === undefined || first?.kind !== 'literal' || typeof first.value !== 'string' || !around) return [];
  const files = workspace.linker.folder.goPackages.get(code.path.split('/').slice(0, -1).join('/')) ?? [code.path];
  const there = files.flatMap((path) => declaredAs(workspace, path, name) ?? []);
  const verbs = first.value.match(/%[-+#0-9.]*[a-z]/g) ?? [];
  const plain = first.value
    .replace(/["'(]?%[-+#0-9.]*[a-z]["')]?/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ([:,])/g, '$1')
    .replace(/^[\s:,]+|[\s:,]+$/g, '');
  const rest = values.map((it) => text.slice(it.span.start, it.span.end));
  const returned = values.length === 0 ? name : `fmt.Errorf("%w: ${verbs.join(', ')}", ${[name, ...rest].join(', ')})`;
  const declared = beforeStatement(text, around, `var ${name} = errors.New("${plain}")\n`, styleIn(workspace, code.path));
  if (!declared || verbs.length !== values.length || /["\\]/.test(plain) || there.some((it) => it !== plain)) return [];
  const edit = editCode(workspace, code.path, {
    packages: there.length > 0 ? [] : [{ module: 'errors' }],
    changes: () => [...(there.length > 0 ? [] : [declared]), { span: call.span, text: returned }],
    note: there.length > 0 ? worded`Return ${name}` : worded`Declare ${name} and return it`,
  });
  return edit ? [{ id: 'typed-error', kind: 'multi', title: worded`Return ${name}`, edits: [edit] }] : [];
}

/** The text of the error that a file declares by a name; '' where the name is something else, undefined where it is free. */
function declaredAs(workspace: Workspace, path: Path, name: string): string | undefined {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code') return undefined;
  const found = facts.bindings.find((it) => it.scope === 0 && it.name === name);
  if (!found) return facts.classes.some((it) => it.name === name) ? '' : undefined;
  const value = found.origin.kind === 'value' ? found.origin.value : undefined;
  const call = value?.kind === 'call' ? facts.calls[value.call] : undefined;
  const [text] = call?.args ?? [];
  return call?.callee.path.join('.') === 'errors.New' && text?.kind === 'literal' ? String(text.value) : '';
}

/** The function of the file's top that a place stands in. */
function outermost({ facts }: LiftedCode, call: Call): Span | undefined {
  const found = facts.scopes.find(
    (it) => it.parent === 0 && it.fn && it.span.start <= call.span.start && it.span.end >= call.span.end,
  );
  return found?.span;
}

/** `order not found` → `ErrOrderNotFound`; undefined where that would be no name. */
function sentinelName(message: string): string | undefined {
  const words = (message.replace(/…/g, ' ').match(/[A-Za-z0-9]+/g) ?? []).filter((it) => !/^(?:is|are|was|the|an?)$/i.test(it));
  if (words.length === 0 || words.length > 6) return undefined;
  return `Err${words.map((it) => INITIALISMS.get(it.toLowerCase()) ?? it.charAt(0).toUpperCase() + it.slice(1)).join('')}`;
}

const INITIALISMS = new Map(
  ['id', 'uid', 'url', 'uri', 'api', 'uuid', 'http', 'json', 'sql', 'ip'].map((it) => [it, it.toUpperCase()]),
);

import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Scope, ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isCommonJs, type OwnName } from '#fixes/imports.ts';
import { applicationFiles, newModule } from '#fixes/modules.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';

/** A function that hands what a handler rejects to `next`. */
interface Wrapper {
  readonly name: string;
  readonly own?: OwnName;
  readonly package?: string;
  readonly created?: FileEdit;
}

/** Whether a handler can be wrapped where it stands, and with what. */
export function wrapperOffers(workspace: Workspace, code: LiftedCode, id: ScopeId): readonly FixOffer[] {
  const scope = code.facts.scopes[id];
  const wrapper = scope && canBeWrapped(scope) ? wrapperFor(workspace, code) : undefined;
  return wrapper ? [offerOf(wrapper)] : [];
}

/** The fix for the handler whose name stands at a place. */
export function wrapHandler(workspace: Workspace, code: LiftedCode, at: Span): readonly Fix[] {
  const scope = code.facts.scopes.find((it) => it.fn?.nameSpan.start === at.start && it.fn.nameSpan.end === at.end);
  const text = workspace.textOf(code.path);
  const wrapper = scope && canBeWrapped(scope) ? wrapperFor(workspace, code) : undefined;
  if (!scope || !wrapper || !text?.slice(scope.span.start).startsWith('async')) return [];
  const { start, end } = scope.span;
  const edit = editCode(workspace, code.path, {
    ...(wrapper.own && { own: [wrapper.own] }),
    ...(wrapper.package !== undefined && { packages: [{ module: wrapper.package, default: wrapper.name }] }),
    changes: (written) => [
      { span: { start, end: start }, text: `${wrapper.own ? written(wrapper.own.name) : wrapper.name}(` },
      { span: { start: end, end }, text: ')' },
    ],
    note: worded`Hand rejections to the error handler`,
  });
  return edit ? [{ ...offerOf(wrapper), edits: [...(wrapper.created ? [wrapper.created] : []), edit] }] : [];
}

function offerOf({ name, created }: Wrapper): FixOffer {
  return created
    ? { id: 'create-wrapper', kind: 'scaffold', title: worded`Create ${name} and wrap the handler with it` }
    : { id: 'wrap-handler', kind: 'safe', title: worded`Wrap the handler with ${name}` };
}

/** A function in an expression, with parameters whose types any handler has. */
function canBeWrapped({ fn }: Scope): boolean {
  return (
    fn !== undefined &&
    (fn.form === 'arrow' || (fn.form === 'function' && fn.argumentOf !== undefined)) &&
    fn.parameters.length < 4 &&
    fn.parameters.every((it) => !it.type || /^(?:express\.)?(?:Request|Response|NextFunction)$/.test(it.type.text))
  );
}

function wrapperFor(workspace: Workspace, code: LiftedCode): Wrapper | undefined {
  const unit = workspace.unitOf(code.path);
  if (unit.dependencies.has('express-async-handler')) return { name: 'asyncHandler', package: 'express-async-handler' };
  const found = applicationFiles(workspace, unit, code.facts.language).flatMap((file) => wrappersIn(file));
  if (found.length > 1) return undefined;
  return found[0] ?? createdWrapper(workspace, code);
}

function wrappersIn(file: LiftedCode): Wrapper[] {
  const { facts } = file;
  return facts.scopes.flatMap((scope, id) => {
    const name = scope.fn?.name;
    if (name === undefined || scope.fn?.parameters.length !== 1 || scope.fn.owner !== undefined) return [];
    const passes = facts.calls.some((it) => {
      const [argument] = it.args;
      const isCatch = it.callee.path.at(-1) === 'catch' && argument?.kind === 'reference' && argument.path.join('.') === 'next';
      return isCatch && it.scope !== id && isInside(file, it.scope, id);
    });
    const own = facts.exports.filter((it) => it.local === name || (it.value?.kind === 'function' && it.value.scope === id));
    const exported = own.find((it) => it.name !== 'default') ?? own[0];
    if (!passes || !exported) return [];
    const isDefault = exported.name === 'default';
    return [{ name, own: { from: file.path, name: isDefault ? name : exported.name, ...(isDefault && { isDefault }) } }];
  });
}

function createdWrapper(workspace: Workspace, code: LiftedCode): Wrapper | undefined {
  const path = newModule(workspace, code.path, 'async-handler');
  if (path === undefined || !workspace.unitOf(code.path).dependencies.has('express')) return undefined;
  const comment = '/** Hands the error of a handler that rejects to the error handler: Express 4 does not wait for it. */';
  const isRequired = isCommonJs(workspace.textOf(code.path) ?? '');
  const lines = /\.[cm]?tsx?$/.test(path)
    ? [
        "import type { NextFunction, Request, RequestHandler, Response } from 'express';",
        '',
        comment,
        'export function asyncHandler(',
        '\thandler: (req: Request, res: Response, next: NextFunction) => Promise<unknown>,',
        '): RequestHandler {',
        '\treturn (req, res, next) => {',
        '\t\thandler(req, res, next).catch(next);',
        '\t};',
        '}',
        '',
      ]
    : [
        comment,
        `${isRequired ? '' : 'export '}function asyncHandler(handler) {`,
        '\treturn (req, res, next) => {',
        '\t\thandler(req, res, next).catch(next);',
        '\t};',
        '}',
        ...(isRequired ? ['', 'module.exports = { asyncHandler };'] : []),
        '',
      ];
  const text = layOut(lines.join('\n'), styleIn(workspace, path, code.path));
  return {
    name: 'asyncHandler',
    own: { from: path, name: 'asyncHandler' },
    created: { kind: 'create', path, text, note: worded`Create the wrapper` },
  };
}

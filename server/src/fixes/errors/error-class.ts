import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, Parameter, Scope } from '#facts/code-facts.ts';
import { createNameTable, findDeclaration } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../edit.ts';
import { styleIn } from '../file-style.ts';
import type { OwnName } from '../imports.ts';
import { applicationFiles, newModule } from '../modules.ts';
import { layOut } from '../text-style.ts';
import { withDeclaration } from '../with-declaration.ts';
import { worded } from '../wording.ts';
import type { ErrorKind } from './error-kind.ts';
import { errorModule, kindClass, newErrors } from './new-errors.ts';

/** A class to raise in place of a plain error. */
export interface ErrorClass {
  readonly name: string;
  readonly own?: OwnName;
  /** The package that has it. */
  readonly package?: string;
  /** Arguments before the message, such as a status; '' where there are none. */
  readonly before: string;
  readonly after: string;
  /** What has to be done elsewhere so that it is there. */
  readonly edits: readonly FileEdit[];
}

interface Known {
  readonly file: LiftedCode;
  readonly declared: ClassDeclaration;
}

/**
 * The class of the unit for a kind of error: its own, that of its framework, its one class with a status, or a new one beside its base class or in a
 * module of its own. Undefined where the unit does it in a way that is not known.
 */
export function errorClass(workspace: Workspace, code: LiftedCode, kind: ErrorKind): ErrorClass | undefined {
  const unit = workspace.unitOf(code.path);
  const files = applicationFiles(workspace, unit, code.facts.language);
  const classes = files.flatMap((file) =>
    file.facts.classes.flatMap((declared) => (isError(file, declared) ? [{ file, declared }] : [])),
  );
  const named = classes.filter((it) => new RegExp(`^(?:\\w*)?${kind.name}(?:Error|Exception)?$`).test(it.declared.name));
  const taking = named.filter((it) => takesMessage(workspace, files, it));
  if (named.length > 0) return taking.length === 1 && named.length === 1 ? existing(code, taking[0]) : undefined;
  if (unit.dependencies.has('@nestjs/common'))
    return kind.nest === undefined || isTaken(code, kind.nest)
      ? undefined
      : { name: kind.nest, package: '@nestjs/common', before: '', after: '', edits: [] };
  const withStatus = classes.flatMap((it) => withStatusOf(it, kind) ?? []);
  if (withStatus.length === 1 && withStatus[0]) return existing(code, withStatus[0].known, withStatus[0]);
  const base = classes.filter((it) => it.declared.name === 'AppError');
  const name = `${kind.name}Error`;
  if (isTaken(code, name)) return undefined;
  if (base.length === 1 && base[0]) return besideBase(workspace, code, base[0], kind);
  return classes.length === 0 ? created(workspace, code, kind) : undefined;
}

/** Classes for kinds of errors below a base class that holds the status. */
export interface OwnErrors {
  readonly base: OwnName;
  /** By the name of the kind. */
  readonly classes: ReadonlyMap<string, OwnName>;
  readonly edits: readonly FileEdit[];
  /** Nothing answers them yet. */
  readonly isNew: boolean;
}

/**
 * The unit's classes for kinds of errors below `AppError`, of which one may be added; a module with all of them where the unit has no errors of its
 * own. Undefined where its errors are of another form, and which class has which status is not certain.
 */
export function ownErrors(workspace: Workspace, code: LiftedCode, kinds: readonly ErrorKind[]): OwnErrors | undefined {
  const files = applicationFiles(workspace, workspace.unitOf(code.path), code.facts.language);
  const known = files.flatMap((file) =>
    file.facts.classes.flatMap((declared) => (isError(file, declared) ? [{ file, declared }] : [])),
  );
  if (kinds.some((it) => isTaken(code, `${it.name}Error`))) return undefined;
  const namesIn = (path: Path): ReadonlyMap<string, OwnName> =>
    new Map(kinds.map((it) => [it.name, { from: path, name: `${it.name}Error` }]));
  if (known.length === 0) {
    const path = newModule(workspace, code.path, 'errors');
    if (path === undefined) return undefined;
    const base = { from: path, name: 'AppError' };
    return { base, classes: namesIn(path), edits: [errorModule(workspace, code, path, kinds)], isNew: true };
  }
  const [base, other] = known.filter((it) => it.declared.name === 'AppError');
  if (!base || other || !isOurBase(base)) return undefined;
  const there = kinds.filter((kind) => known.some((it) => it.declared.name === `${kind.name}Error`));
  const missing = kinds.filter((it) => !there.includes(it));
  const [added, more] = missing.map((it) => besideBase(workspace, code, base, it));
  if (more || (missing.length > 0 && !added) || !there.every((it) => holdsStatus(workspace, known, base, it))) return undefined;
  return {
    base: { from: base.file.path, name: 'AppError' },
    classes: namesIn(base.file.path),
    edits: added?.edits ?? [],
    isNew: false,
  };
}

/** The only class of a kind extends the base beside it and hands its status on. */
function holdsStatus(workspace: Workspace, known: readonly Known[], base: Known, kind: ErrorKind): boolean {
  const [only, other] = known.filter((it) => it.declared.name === `${kind.name}Error`);
  const [first, ...rest] = (only && constructorOf(only)) ?? [];
  if (!only || other || only.file !== base.file || only.declared.bases[0]?.path.join('.') !== 'AppError') return false;
  const made = constructorScope(only);
  const text = workspace.textOf(only.file.path)?.slice(made?.span.start, made?.span.end) ?? '';
  return first !== undefined && rest.length === 0 && new RegExp(`\\(\\s*${first.name}\\s*,\\s*${kind.status}\\s*,`).test(text);
}

function isOurBase(base: Known): boolean {
  const names = constructorOf(base)?.map((it) => it.name.replace('_', '').toLowerCase());
  return names?.join() === 'message,statuscode,code';
}

function isError({ facts }: LiftedCode, it: ClassDeclaration): boolean {
  return (
    it.form === 'class' &&
    it.bases.some((base) => /(?:Error|Exception)$/.test(base.path.at(-1) ?? '')) &&
    (facts.language === 'python' || it.isExported || facts.exports.some((one) => one.local === it.name))
  );
}

function existing(
  code: LiftedCode,
  known: Known | undefined,
  around?: { before: string; after: string },
): ErrorClass | undefined {
  if (!known) return undefined;
  const { name } = known.declared;
  const exported = known.file.facts.exports.find((it) => it.local === name && it.name === 'default');
  const isNamed = known.file.facts.exports.some((it) => it.name === name);
  const own: OwnName = { from: known.file.path, name, ...(exported && !isNamed && { isDefault: true }) };
  const local = findDeclaration(code.facts, createNameTable(code.facts), 0, name);
  if (local && local.kind !== 'import' && known.file.path !== code.path) return undefined;
  return { name, own, before: around?.before ?? '', after: around?.after ?? '', edits: [] };
}

function constructorScope({ file, declared }: Known): Scope | undefined {
  return file.facts.scopes.find(
    (it) => it.fn?.owner === declared.name && (it.fn.form === 'constructor' || it.fn.name === '__init__'),
  );
}

function constructorOf(known: Known): readonly Parameter[] | undefined {
  const found = constructorScope(known);
  return found?.fn?.parameters.filter((it) => it.name !== found.fn?.receiver && it.name !== 'self');
}

/** The first argument is the message, and no other is needed. Without a constructor of its own, that of the base decides. */
function takesMessage(workspace: Workspace, files: readonly LiftedCode[], known: Known, steps = 0): boolean {
  const parameters = constructorOf(known);
  if (parameters) {
    const [first, ...rest] = parameters;
    return (
      /^(?:message|msg|detail|reason)$/.test(first?.name ?? '') &&
      rest.every((it) => it.isOptional || it.defaultValue || it.isRest)
    );
  }
  const base = known.declared.bases[0]?.path.at(-1) ?? '';
  if (/^(?:Error|Exception|RuntimeError|ValueError)$/.test(base)) return true;
  const above = files.flatMap((file) =>
    file.facts.classes.flatMap((declared) => (declared.name === base ? [{ file, declared }] : [])),
  );
  return above.length === 1 && above[0] !== undefined && steps < 3 && takesMessage(workspace, files, above[0], steps + 1);
}

/** `new ApiError(404, 'Order not found')`, `new AppError('Order not found', 404)` */
function withStatusOf(
  known: Known,
  kind: ErrorKind,
): { readonly known: Known; readonly before: string; readonly after: string } | undefined {
  const [first, second, ...rest] = constructorOf(known) ?? [];
  if (!first || !second || rest.some((it) => !it.isOptional && !it.defaultValue && !it.isRest)) return undefined;
  const isStatus = (it: Parameter): boolean =>
    /^(?:status|statusCode|status_code|httpStatus|code)$/.test(it.name) && !/string|str/i.test(it.type?.text ?? '');
  const isMessage = (it: Parameter): boolean => /^(?:message|msg|detail)$/.test(it.name);
  if (isStatus(first) && isMessage(second)) return { known, before: `${kind.status}, `, after: '' };
  return isMessage(first) && isStatus(second) && !second.isOptional
    ? { known, before: '', after: `, ${kind.status}` }
    : undefined;
}

/** Another class beside the base class that has the form of ours. */
function besideBase(workspace: Workspace, code: LiftedCode, base: Known, kind: ErrorKind): ErrorClass | undefined {
  if (!isOurBase(base)) return undefined;
  const style = styleIn(workspace, base.file.path);
  const name = `${kind.name}Error`;
  const edit = withDeclaration(workspace, code, {
    path: base.file.path,
    name,
    declaration: layOut(kindClass(code.facts.language, kind), style),
    imports: [],
    note: worded`Add ${name}`,
  });
  return edit && { name, own: { from: base.file.path, name }, before: '', after: '', edits: [edit] };
}

function created(workspace: Workspace, code: LiftedCode, kind: ErrorKind): ErrorClass | undefined {
  const path = newModule(workspace, code.path, 'errors');
  const edits = path === undefined ? undefined : newErrors(workspace, code, path, kind);
  const name = `${kind.name}Error`;
  return path === undefined || !edits ? undefined : { name, own: { from: path, name }, before: '', after: '', edits };
}

function isTaken({ facts }: LiftedCode, name: string): boolean {
  const found = findDeclaration(facts, createNameTable(facts), 0, name);
  return found !== undefined && found.kind !== 'import';
}

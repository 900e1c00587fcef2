import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, Decorator, ScopeId } from '#facts/code-facts.ts';
import { methodOf } from '#fixes/class-members.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addItem } from '#fixes/last-element.ts';
import { atBodyStart } from '#fixes/statements.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { follow } from '#link/follow.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

import { answerOf, bodyOf, classNamed, comesFrom, type Library, methodAdded, methodsOf } from './django-class.ts';

/** What a URL pattern names, in the file that declares it. */
export type DjangoView =
  | { readonly kind: 'function'; readonly code: LiftedCode; readonly scope: ScopeId }
  | { readonly kind: 'class'; readonly code: LiftedCode; readonly name: string };

export interface WantedView {
  readonly name: string;
  readonly method: string;
  /** What the path gives it. */
  readonly names: readonly string[];
}

/** A view and where it goes. */
export interface MadeView {
  readonly place: Span;
  readonly code: () => string;
  readonly packages: readonly NeededImport[];
}

/** A view that answers 501, of the kind of another one and as open as that. Undefined where that one gets its form from something unknown. */
export function likeView(workspace: Workspace, view: DjangoView, wanted: WantedView): MadeView | undefined {
  return view.kind === 'function' ? likeFunction(workspace, view, wanted) : likeClass(workspace, view, wanted);
}

/** Lets one more method through to a view, where it is answered with 501. Undefined where the view does not list its methods itself. */
export function letThrough(
  workspace: Workspace,
  view: DjangoView,
  method: string,
  names: readonly string[],
): FileEdit | undefined {
  const text = workspace.textOf(view.code.path);
  if (text === undefined) return undefined;
  const style = styleIn(workspace, view.code.path);
  const change = view.kind === 'function' ? branchIn(workspace, view, method) : methodIn(workspace, view, method, names);
  const changes = change?.changes(text, style);
  return (
    change &&
    changes &&
    editCode(workspace, view.code.path, {
      packages: answerOf(view.code, change.library).packages,
      changes: () => changes,
      note: worded`Answer ${method} with 501`,
    })
  );
}

/** Decorators and fields that say who may ask; what else a neighbour has is its own affair. */
const ACCESS =
  /^(?:(?:permission|authentication|throttle)_classes|(?:login|permission|staff_member)_required|user_passes_test|csrf_exempt)$/;

function likeFunction(
  workspace: Workspace,
  { code, scope: id }: Extract<DjangoView, { kind: 'function' }>,
  { name, method, names }: WantedView,
): MadeView | undefined {
  const text = workspace.textOf(code.path) ?? '';
  const scope = code.facts.scopes[id];
  if (!scope?.fn || scope.parent !== 0) return undefined;
  const { decorators } = scope.fn;
  const isRest = decorators.some((it) => comesFrom(workspace, code.path, it.path, 'rest_framework')?.at(-1) === 'api_view');
  const isLimited = !isRest && decorators.some((it) => LIMITS.test(it.path.at(-1) ?? ''));
  const kept = decorators
    .filter((it) => ACCESS.test(it.path.at(-1) ?? ''))
    .map((it) => (text.charAt(it.span.start) === '@' ? '' : '@') + text.slice(it.span.start, it.span.end));
  if (kept.some((it) => it.includes('\n'))) return undefined;
  const limit = isRest ? 'api_view' : isLimited ? 'require_http_methods' : undefined;
  const { line, packages } = answerOf(code, isRest ? 'rest' : 'django');
  const limits: NeededImport[] =
    limit === undefined
      ? []
      : [{ module: isRest ? 'rest_framework.decorators' : 'django.views.decorators.http', names: [limit] }];
  return {
    place: scope.span,
    code: () =>
      [
        ...(isRest ? [] : kept),
        ...(limit === undefined ? [] : [`@${limit}(['${method}'])`]),
        ...(isRest ? kept : []),
        `def ${name}(${['request', ...names].join(', ')}):`,
        `\t${line}`,
      ].join('\n'),
    packages: [...packages, ...limits],
  };
}

const LIMITS = /^require_(?:http_methods|GET|POST|safe)$/;

function likeClass(
  workspace: Workspace,
  { code, name: like }: Extract<DjangoView, { kind: 'class' }>,
  { name, method, names }: WantedView,
): MadeView | undefined {
  const text = workspace.textOf(code.path) ?? '';
  const declaration = classNamed(code, like);
  const place = declaration && bodyOf(code, declaration);
  const bases = declaration && basesLike(workspace, code, declaration);
  if (!declaration || !place || !bases) return undefined;
  const fields = declaration.fields
    .filter((it) => ACCESS.test(it.name))
    .map((it) => text.slice(it.span.start, it.value?.span.end));
  if (fields.some((it) => it.includes('\n') || !it.includes('='))) return undefined;
  const { line, packages } = answerOf(code, bases.library);
  return {
    place: place.span,
    code: () =>
      [
        `class ${name}(${bases.names.join(', ')}):`,
        ...fields.map((it) => `\t${it}`),
        ...(fields.length > 0 ? [''] : []),
        `\tdef ${method.toLowerCase()}(${['self', 'request', ...names].join(', ')}):`,
        `\t\t${line}`,
      ].join('\n'),
    packages: [...packages, ...bases.packages],
  };
}

interface Change {
  readonly library: Library;
  readonly changes: (text: string, style: TextStyle) => readonly TextChange[] | undefined;
}

/** `@api_view(["GET"])`, `@require_http_methods(["GET"])`: one more in the list, and a branch for it. */
function branchIn(
  workspace: Workspace,
  { code, scope }: Extract<DjangoView, { kind: 'function' }>,
  method: string,
): Change | undefined {
  const { facts, path } = code;
  const fn = facts.scopes[scope]?.fn;
  const [request] = fn?.parameters ?? [];
  const isList = (it: Decorator): boolean => /^(?:api_view|require_http_methods)$/.test(it.path.at(-1) ?? '');
  const [decorator, other] = fn?.decorators.filter(isList) ?? [];
  const list = decorator?.call === undefined ? undefined : facts.calls[decorator.call]?.args[0];
  if (!request || !decorator || other || list?.kind !== 'array' || list.isOpen || list.items.length === 0) return undefined;
  const library = comesFrom(workspace, path, decorator.path, 'rest_framework') ? 'rest' : 'django';
  const { line } = answerOf(code, library);
  return {
    library,
    changes: (text, style) => {
      const added = addItem(text, list, layOut(`'${method}'`, style), style);
      const branch = `if ${request.name}.method == '${method}':\n\t${line}`;
      const inside = atBodyStart(text, facts, scope, branch, style);
      return added && inside && [...added, inside];
    },
  };
}

/** A class answers what it has a method for. */
function methodIn(
  workspace: Workspace,
  { code, name }: Extract<DjangoView, { kind: 'class' }>,
  method: string,
  names: readonly string[],
): Change | undefined {
  const { facts } = code;
  const declaration = classNamed(code, name);
  const body = declaration && bodyOf(code, declaration);
  const bases = declaration && basesLike(workspace, code, declaration);
  if (!body || !bases || methodOf(facts, name, method.toLowerCase()) !== undefined) return undefined;
  if (declaration.fields.some((it) => it.name === 'http_method_names')) return undefined;
  // Handlers of one class are either all asynchronous or none is.
  const isAsync = methodsOf(code, name).some(({ fn }) => fn?.isAsync === true && VERB.test(fn.name ?? ''));
  const head = `${isAsync ? 'async ' : ''}def ${method.toLowerCase()}(${['self', 'request', ...names].join(', ')}):`;
  const added = `${head}\n\t${answerOf(code, bases.library).line}`;
  return { library: bases.library, changes: (text, style) => methodAdded(code, declaration, added, text, style) };
}

const VERB = /^(?:get|post|put|patch|delete)$/;

interface Bases {
  readonly library: Library;
  readonly names: readonly string[];
  readonly packages: readonly NeededImport[];
}

/** The bases for a class that answers by methods of its own: what says who may ask stays, a generic view becomes a plain one. */
function basesLike(workspace: Workspace, code: LiftedCode, { bases }: ClassDeclaration): Bases | undefined {
  const known = bases.flatMap(({ path }) => {
    const kind = kindOfBase(workspace, code.path, path, 0);
    return kind ? [{ ...kind, name: path.join('.') }] : [];
  });
  const library = known.find((it) => it.library !== undefined)?.library;
  if (library === undefined || known.length < bases.length) return undefined;
  const names = known.flatMap((it) => (it.isKept ? [it.name] : []));
  if (known.some((it) => it.isKept && it.library !== undefined)) return { library, names, packages: [] };
  const plain = library === 'rest' ? 'APIView' : 'View';
  const module = library === 'rest' ? 'rest_framework.views' : 'django.views';
  return { library, names: [...names, plain], packages: [{ module, names: [plain] }] };
}

interface BaseKind {
  /** Of what answers requests; undefined for what only says who may ask. */
  readonly library?: Library;
  readonly isKept: boolean;
}

/** Undefined for a base that may answer, or may want something, that is not known here. */
function kindOfBase(workspace: Workspace, path: Path, names: readonly string[], depth: number): BaseKind | undefined {
  const rest = comesFrom(workspace, path, names, 'rest_framework');
  if (rest) {
    if (rest.join('.') === 'views.APIView') return { library: 'rest', isKept: true };
    return rest[0] === 'generics' || rest[0] === 'mixins' ? { library: 'rest', isKept: false } : undefined;
  }
  const django = comesFrom(workspace, path, names, 'django');
  if (django) {
    if (django.at(-1) === 'View') return { library: 'django', isKept: true };
    if (django.join('.').startsWith('contrib.auth.mixins.')) return { isKept: true };
    return django[0] === 'views' && django[1] === 'generic' ? { library: 'django', isKept: false } : undefined;
  }
  const found = follow(workspace.linker, path, 0, names);
  const declaration =
    found?.kind === 'class' && found.rest.length === 0
      ? workspace.linker.names(found.path)?.table.classes.get(found.name)
      : undefined;
  if (found?.kind !== 'class' || !declaration || depth > 3) return undefined;
  const kinds = declaration.bases.map((it) => kindOfBase(workspace, found.path, it.path, depth + 1));
  const library = kinds.find((it) => it?.library !== undefined)?.library;
  // A base of the project stands for more than its own bases; only one that is a plain view can be taken for any other path.
  return library !== undefined && kinds.every((it) => it?.isKept) ? { library, isKept: true } : undefined;
}

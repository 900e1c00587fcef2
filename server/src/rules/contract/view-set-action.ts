import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ClassDeclaration } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { quoted } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import { follow } from '#link/follow.ts';
import type { ClientSegment } from '#workspace/client-calls.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { answerOf, classNamed, comesFrom, methodAdded, methodsOf } from './django-class.ts';
import { belowRouter } from './new-route-path.ts';
import { pathText } from './understood-links.ts';

/**
 * A method of a view set, of which a router of Django REST framework makes the route that a call lacks: one of the usual actions, or `@action` for
 * one word behind the list or behind one entry. Undefined for other paths, and where the view set gets something from a class that is not the
 * framework's.
 */
export function newAction(
  workspace: Workspace,
  link: ContractLink,
  near: ComposedRoute,
): { readonly title: Wording; readonly edits: readonly FileEdit[] } | undefined {
  const set = viewSetAt(workspace, near);
  const text = set && workspace.textOf(set.code.path);
  const below = set && belowRouter(link.asked, near, { path: set.written });
  const { method } = link.call;
  if (!set || !below || text === undefined || method === undefined) return undefined;
  const { code, declaration } = set;
  const style = styleIn(workspace, code.path);
  const action = actionFor(below, set.prefix, method);
  const taken = new Set([
    ...methodsOf(code, declaration.name).map(({ fn }) => fn?.name),
    ...declaration.fields.map((it) => it.name),
  ]);
  if (!action || taken.has(action.name)) return undefined;
  const { line, packages } = answerOf(code, 'rest');
  const key = action.isDetail ? lookupOf(declaration) : undefined;
  if (action.isDetail && key === undefined) return undefined;
  const settings = [
    `detail=${action.isDetail ? 'True' : 'False'}`,
    `methods=[${quoted(method.toLowerCase(), style)}]`,
    ...(action.path === undefined || action.path === action.name ? [] : [`url_path=${quoted(action.path, style)}`]),
  ];
  const added = [
    ...(action.path === undefined ? [] : [`@action(${settings.join(', ')})`]),
    `def ${action.name}(${['self', 'request', ...(key === undefined ? [] : [`${key}=None`])].join(', ')}):`,
    `\t${line}`,
  ].join('\n');
  const changes = methodAdded(code, declaration, added, text, style);
  const edit =
    changes &&
    editCode(workspace, code.path, {
      packages: [...packages, ...(action.path === undefined ? [] : [{ module: 'rest_framework.decorators', names: ['action'] }])],
      changes: () => changes,
      note: worded`Answer ${method} with 501`,
    });
  return edit && { title: worded`Answer ${method} ${pathText(link.asked)} in ${edit.path}`, edits: [edit] };
}

interface ViewSet {
  readonly code: LiftedCode;
  readonly declaration: ClassDeclaration;
  /** The path of the route that is there, and what of it the router was given. */
  readonly written: string;
  readonly prefix: readonly string[];
}

/** The view set that `router.register('orders', OrderViewSet)` names. */
function viewSetAt(workspace: Workspace, { path, concept, framework }: ComposedRoute): ViewSet | undefined {
  const registering = workspace.files.get(path);
  const route = concept === undefined ? undefined : registering?.visible[concept];
  if (framework !== 'django-rest-framework' || !registering || !isCode(registering) || route?.kind !== 'route') return undefined;
  const call: Call | undefined = route.call === undefined ? undefined : registering.facts.calls[route.call];
  const [prefix, view] = call?.args ?? [];
  if (call?.callee.path.at(-1) !== 'register' || route.path === undefined || view?.kind !== 'reference') return undefined;
  if (prefix?.kind !== 'literal' || typeof prefix.value !== 'string' || !/^[\w/-]*$/.test(prefix.value)) return undefined;
  const found = follow(workspace.linker, path, 0, view.path);
  const code = found?.kind === 'class' && found.rest.length === 0 ? workspace.files.get(found.path) : undefined;
  if (found?.kind !== 'class' || !code || !isCode(code) || code.facts.isGenerated) return undefined;
  const declaration = classNamed(code, found.name);
  const isPlain = declaration?.bases.every((it) => {
    const chain = comesFrom(workspace, code.path, it.path, 'rest_framework');
    return chain?.[0] === 'viewsets' || chain?.[0] === 'mixins';
  });
  if (!declaration || !isPlain || declaration.fields.some((it) => it.name === 'http_method_names')) return undefined;
  return { code, declaration, written: route.path, prefix: prefix.value.split('/').filter((it) => it !== '') };
}

interface Action {
  readonly name: string;
  readonly isDetail: boolean;
  /** Of an action that is none of the usual ones. */
  readonly path?: string;
}

const OF_LIST: Readonly<Record<string, string>> = { GET: 'list', POST: 'create' };
const OF_ENTRY: Readonly<Record<string, string>> = { GET: 'retrieve', PUT: 'update', PATCH: 'partial_update', DELETE: 'destroy' };
const METHODS = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
/** Words of Python, and names that a view set has already. */
const OTHERS =
  /^(?:list|create|retrieve|update|partial_update|destroy|import|from|class|def|del|pass|return|global|in|is|not|and|or|if|else|for|while|with|try|raise|lambda|yield|async|await|assert|break|continue|except|finally|action|args|kwargs|request|format|schema|queryset|dispatch|options|reverse_action|paginator|headers|settings|basename|name|description|suffix|detail)$/;

function actionFor(below: readonly ClientSegment[], prefix: readonly string[], method: string): Action | undefined {
  const [first, second, ...more] = below.slice(prefix.length);
  const isBelow = prefix.every((it, index) => {
    const segment = below[index];
    return segment?.kind === 'literal' && segment.text === it;
  });
  if (!isBelow || more.length > 0 || !METHODS.test(method)) return undefined;
  const isDetail = first?.kind === 'any';
  const last = isDetail ? second : first;
  if (!last) {
    const name = (isDetail ? OF_ENTRY : OF_LIST)[method];
    return name === undefined ? undefined : { name, isDetail };
  }
  if (last.kind !== 'literal' || (second && !isDetail) || !/^[a-z][\w-]*$/.test(last.text)) return undefined;
  const name = last.text.replaceAll('-', '_');
  return OTHERS.test(name) ? undefined : { name, isDetail, path: last.text };
}

/** What a method gets the key of an entry as. */
function lookupOf({ fields }: ClassDeclaration): string | undefined {
  const written = fields.find((it) => it.name === 'lookup_url_kwarg') ?? fields.find((it) => it.name === 'lookup_field');
  if (!written) return 'pk';
  const { value } = written;
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

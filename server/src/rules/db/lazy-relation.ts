import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LazyRelations } from '#concepts/framework-model.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CallId, ClassDeclaration, Field, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import type { SourceText } from '../source-text.ts';

/** A relation that is read in a loop over models that were asked for without it. */
export interface LazyRead {
  readonly scope: ScopeId;
  readonly variable: string;
  readonly relation: string;
  /** `order.customer`. */
  readonly span: Span;
  /** The last call of the query that gives the rows, where it stands in the file. */
  readonly list: CallId | undefined;
  readonly kind: 'one' | 'many';
  readonly framework: 'django' | 'sqlalchemy';
  /** The model as the file names it. */
  readonly model: string | undefined;
}

interface Listed {
  readonly list: CallId;
  readonly path: Path;
  readonly declaration: ClassDeclaration;
  readonly relations: LazyRelations;
  /** The relations that the query loads at once; 'all' where it loads every one. */
  readonly loaded: ReadonlySet<string> | 'all';
}

/** The relations of models that a file's loops load one by one, each once for a loop. */
export function* lazyReads(workspace: Workspace, code: LiftedCode, text: SourceText): Generator<LazyRead> {
  for (const [id, scope] of code.facts.scopes.entries()) {
    const { loop } = scope;
    const [variable] = loop?.variables ?? [];
    if (!loop?.over || variable === undefined || loop.variables.length !== 1) continue;
    const listed = listOf(workspace, code, id, loop.over, 0);
    if (!listed || listed.loaded === 'all') continue;
    const body = text().slice(scope.span.start, scope.span.end);
    for (const field of listed.declaration.fields) {
      const kind = relationKind(workspace, listed, field);
      if (kind === undefined || listed.loaded.has(field.name)) continue;
      const read = readOf(body, variable, field.name, kind, listed.relations.loadsAtOnce);
      if (read === undefined) continue;
      const start = scope.span.start + read;
      const relation = field.name;
      yield {
        scope: id,
        variable,
        relation,
        span: { start, end: start + variable.length + 1 + relation.length },
        list: listed.list,
        kind,
        framework: listed.relations.loadsAtOnce ? 'sqlalchemy' : 'django',
        model: code.facts.imports.find((it) => it.local === listed.declaration.name)?.local ?? ownClass(code, listed),
      };
    }
  }
}

function ownClass({ path }: LiftedCode, listed: Listed): string | undefined {
  return listed.path === path ? listed.declaration.name : undefined;
}

/** The models that a value lists, where it is a query of the workspace's own models and nothing else. */
function listOf(workspace: Workspace, code: LiftedCode, scope: ScopeId, value: Value, depth: number): Listed | undefined {
  if (depth > 3) return undefined;
  if (value.kind === 'reference' && value.path.length === 1) {
    const given = code.facts.bindings.filter(
      (it) => it.name === value.path[0] && it.scope !== 0 && isInside(code, scope, it.scope),
    );
    const origin = given.length === 1 ? given[0]?.origin : undefined;
    return origin?.kind === 'value' && given[0] ? listOf(workspace, code, given[0].scope, origin.value, depth + 1) : undefined;
  }
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const root = rootMeaning(workspace, code, value.call);
  if (!root) return undefined;
  const { relations } = root;
  const loaded = new Set<string>();
  for (let id: CallId | undefined = value.call; id !== undefined; id = code.facts.calls[id]?.callee.receiver) {
    const call = code.facts.calls[id];
    const name = call?.callee.path.at(-1) ?? '';
    if (relations.eager.includes(name)) {
      if (!call || call.args.length === 0 || call.isOpen) return { ...root, list: value.call, loaded: 'all' };
      for (const argument of call.args) for (const it of namedBy(code, argument)) loaded.add(it);
    } else if (!relations.keeps.includes(name) && !relations.asks.includes(name)) return undefined;
  }
  return { ...root, list: value.call, loaded };
}

/** The model that the first call of a chain is about. */
function rootMeaning(workspace: Workspace, code: LiftedCode, last: CallId): Omit<Listed, 'loaded' | 'list'> | undefined {
  for (let id: CallId | undefined = last; id !== undefined; id = code.facts.calls[id]?.callee.receiver) {
    const call = code.facts.calls[id];
    const meaning = workspace.linker.callee(code.path, id);
    const relations = meaning.kind === 'external' ? workspace.catalog.lazyRelations(meaning.module) : undefined;
    if (!call || !relations || meaning.kind !== 'external') continue;
    const asked = relations.asks.includes(call.callee.path.at(-1) ?? '') ? call.args[0] : undefined;
    const about = asked?.kind === 'reference' ? workspace.linker.reference(code.path, call.scope, asked.path) : meaning;
    const found = workspace.linker.classOf(about);
    // A manager of the model's own may load what it likes.
    if (found && !found.declaration.fields.some((it) => it.name === 'objects' || it.name === 'query_class'))
      return { ...found, relations };
  }
  return undefined;
}

function namedBy(code: LiftedCode, value: Value): string[] {
  if (value.kind === 'literal') return [String(value.value).split('__')[0] ?? ''];
  if (value.kind === 'reference') return [value.path.at(-1) ?? ''];
  if (value.kind !== 'call') return [];
  const call = code.facts.calls[value.call];
  const inner = call?.callee.receiver === undefined ? [] : namedBy(code, { ...value, call: call.callee.receiver });
  return [...inner, ...(call?.args.flatMap((it) => namedBy(code, it)) ?? [])];
}

function relationKind(workspace: Workspace, { path, relations }: Listed, field: Field): 'one' | 'many' | undefined {
  const facts = workspace.files.get(path)?.facts;
  const call = field.value?.kind === 'call' && facts?.kind === 'code' ? facts.calls[field.value.call] : undefined;
  const name = call?.callee.path.at(-1) ?? '';
  if (!call || call.keywords.some((it) => it.name === 'lazy')) return undefined;
  if (relations.toOne.includes(name)) return 'one';
  return relations.toMany.includes(name) ? 'many' : undefined;
}

/** Where the loop's text first reads a relation so that it is loaded. */
function readOf(body: string, variable: string, name: string, kind: 'one' | 'many', loadsAtOnce: boolean): number | undefined {
  const member =
    kind === 'many'
      ? '\\.(?:all|filter|exclude|count|exists|first|last|values_list|values|get)\\('
      : loadsAtOnce
        ? '(?![\\w.]*\\s*=[^=])\\b'
        : '\\.(?!id\\b|pk\\b)\\w';
  const found = new RegExp(`(?<![\\w.])${variable}\\.${name}${member}`).exec(body);
  return found?.index;
}

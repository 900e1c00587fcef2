import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { type CallSite, keyword } from '../call-site.ts';
import { constantText, constantTexts, isPathLike, type Seen } from './constant-text.ts';
import type { RouteModel } from './lift-route.ts';

interface Paths {
  readonly first: string | undefined;
  readonly all: readonly string[] | undefined;
  /** True where an argument holds it. */
  readonly hasArgument: boolean;
}

/** Where a registration names its paths. */
export function pathsOf({ linker, call, facts }: CallSite, model: RouteModel, row: (value: Value) => Seen): Paths {
  const named = model.pathKeyword === undefined ? undefined : keyword(call, model.pathKeyword);
  if (named) return textsOf(linker, row(named), false);
  const argument = model.path === undefined ? undefined : call.args[model.path];
  if (!argument || model.path === undefined) {
    const before = chainedPath(facts, call);
    const inRound = before && row(before);
    // A path that is written there is the one of a group; that of a loop is known here only.
    if (before && inRound && inRound.value !== before) return textsOf(linker, inRound, false);
    if (isUnderPrefix(facts, call)) return { first: '', all: ['', '/{rest:.*}'], hasArgument: false };
    const spelled = keyword(call, 'path') ?? keyword(call, 'rule');
    if (spelled && facts.language === 'python') return textsOf(linker, row(spelled), false);
    return { first: '', all: undefined, hasArgument: false };
  }
  const seen = row(argument);
  if (isPathLike(linker, seen)) {
    // Flask-RESTful takes any number of paths in a row.
    if (model.morePaths === true) {
      const all = call.args.slice(model.path).flatMap((it) => constantText(linker, row(it)) ?? []);
      return { first: all[0], all, hasArgument: true };
    }
    return textsOf(linker, seen, true);
  }
  // `router.route('/x').get(list)` has handlers only.
  const isDecorator = call.form === 'decorator';
  const isHandler = !isDecorator && (argument.kind === 'function' || argument.kind === 'call' || argument.kind === 'array');
  const isAlone = !isDecorator && (call.args.length <= model.path + 1 || call.callee.receiver !== undefined);
  if (isHandler || (isAlone && argument.kind === 'reference')) return { first: '', all: undefined, hasArgument: false };
  return { first: undefined, all: undefined, hasArgument: true };
}

/** gorilla/mux: `r.Methods("GET").Path(it.Pattern).Handler(it.Handler)`. */
function chainedPath(facts: CodeFacts, call: Call): Value | undefined {
  if (facts.language !== 'go') return undefined;
  for (let at = call.callee.receiver; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const before = facts.calls[at];
    if (before?.callee.path.at(-1) === 'Path') return before.args[0];
  }
  return undefined;
}

/** gorilla/mux: `r.PathPrefix("/files").Handler(files)` serves all that begins so. */
function isUnderPrefix(facts: CodeFacts, call: Call): boolean {
  if (facts.language !== 'go') return false;
  for (let at = call.callee.receiver; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const name = facts.calls[at]?.callee.path.at(-1);
    if (name === 'PathPrefix') return true;
    if (name === 'Path' || name === 'Subrouter') return false;
  }
  return false;
}

/** Go's patterns: `GET /orders/{id}`, with a host or without. */
export function patternOf(text: string | undefined): { readonly method: string; readonly path: string | undefined } {
  const match = /^(?:([A-Z]+)\s+)?(.*)$/.exec(text ?? '');
  // Go's patterns may begin with a host.
  return { method: match?.[1] ?? 'ANY', path: text === undefined ? undefined : match?.[2]?.replace(/^[\w.-]+(?=\/)/, '') };
}

function textsOf(linker: CallSite['linker'], seen: Seen, hasArgument: boolean): Paths {
  const texts = constantTexts(linker, seen);
  return { first: texts?.[0], all: texts, hasArgument };
}

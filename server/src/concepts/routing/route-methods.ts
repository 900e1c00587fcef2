import type { Value } from '#facts/value.ts';
import { type CallSite, keyword } from '../call-site.ts';
import { constantTexts, type Seen } from './constant-text.ts';
import type { RouteModel } from './lift-route.ts';
import { patternOf } from './route-paths.ts';

/** Methods as models and registrations name them, in capitals; ANY for all. */
export function methodName(text: string): string {
  const name = text.toUpperCase();
  if (name === 'DEL') return 'DELETE';
  return /^(ALL|ANY|ROUTE|HANDLE|HANDLEFUNC|HANDLER|MATCH|ADD|\*)$/.test(name) ? 'ANY' : name;
}

/** The methods that a registration names; ANY where it names none or they are not known. */
export function methodsOf(
  site: CallSite,
  model: RouteModel,
  path: string | undefined,
  row: (value: Value) => Seen,
): readonly string[] {
  const { call, linker } = site;
  const read = (value: Value | undefined): readonly string[] | undefined => {
    // Go's `http.MethodGet`.
    const named = value?.kind === 'reference' ? /^Method(\w+)$/.exec(value.path.at(-1) ?? '')?.[1] : undefined;
    if (named !== undefined) return [methodName(named)];
    const texts = value ? constantTexts(linker, row(value)) : undefined;
    return texts?.map(methodName);
  };
  if (model.methodKeyword !== undefined) {
    const value = keyword(call, model.methodKeyword);
    if (value) return read(value) ?? ['ANY'];
  }
  const chained = chainedMethods(site);
  if (chained) return chained.flatMap((it) => read(it) ?? ['ANY']);
  if (model.method === 'name') return [methodName(call.callee.path.at(-1) ?? '')];
  if (model.method === 'pattern') return [patternOf(path).method];
  if (model.method.startsWith('argument:')) {
    const value = call.args[Number(model.method.slice('argument:'.length))];
    return read(value) ?? ['ANY'];
  }
  return [model.method];
}

/** gorilla/mux: `r.HandleFunc(path, handler).Methods("GET")`. */
function chainedMethods({ facts, id }: CallSite): readonly Value[] | undefined {
  if (facts.language !== 'go') return undefined;
  for (let before = facts.calls[id]?.callee.receiver; before !== undefined; before = facts.calls[before]?.callee.receiver) {
    const call = facts.calls[before];
    if (call?.callee.path.at(-1) === 'Methods') return call.args;
  }
  let at = id;
  for (let next = id + 1; next < facts.calls.length && next < id + 40; next += 1) {
    const call = facts.calls[next];
    if (call?.callee.receiver !== at) continue;
    if (call.callee.path[0] === 'Methods') return call.args;
    at = next;
  }
  return undefined;
}

import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';

const SERVER_NAME = /^(app|api|server|router|application|r|e|engine|mux|fastify|srv|nestApp)$/;
const SETUP_NAME =
  /^(set_?up|configure|bootstrap|install|apply|register|init(?:ialize|ialise)?|decorate|with|add|use|attach|wrap)_?(\w*_)?(app|application|server|express|fastify|middlewares?|observability|platform|defaults?|common|security|hooks|plugins|router)$|^(setup|configure|bootstrap|instrument)$/i;

/** A function of a package that is not here gets the whole server: it may register anything. So may a list that is spread. */
export function isOpaqueRegistration(facts: CodeFacts, call: Call, meaning: Meaning, linker: Linker): boolean {
  const name = call.callee.path.at(-1) ?? '';
  if (call.isOpen && /^(use|Use|register)$/.test(name) && SERVER_NAME.test(call.callee.path[0] ?? '')) {
    return !call.mentions.every((it) => isListHere(facts, it)) || call.mentions.length === 0;
  }
  if (/^(use|Use)$/.test(name) && call.args.length === 1 && isLoopVariable(facts, call)) return true;
  if (!SETUP_NAME.test(name)) return false;
  const takesServer = call.args.some(
    (it) => it.kind === 'reference' && it.path.length === 1 && SERVER_NAME.test(it.path[0] ?? ''),
  );
  if (!takesServer) return false;
  if (meaning.kind === 'external') return isUnread(meaning.module, linker);
  if (meaning.kind !== 'unknown' || call.callee.path.length !== 1) return false;
  return call.callee.opaque !== true || !isDeclaredByImports(facts, name, linker);
}

/** `config[name].init_app(app)`: a method of a class of the project, which is read where it stands. */
function isDeclaredByImports(facts: CodeFacts, name: string, linker: Linker): boolean {
  return facts.imports.some((it) => {
    const meaning = linker.reference(facts.path, it.scope, [it.local]);
    if (meaning.kind !== 'local') return false;
    return linker.names(meaning.file)?.facts.scopes.some((scope) => scope.fn?.name === name) === true;
  });
}

/** A list that the file itself writes down holds nothing that is not seen. */
function isListHere(facts: CodeFacts, name: string): boolean {
  const origin = facts.bindings.find((it) => it.name === name)?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'array' && !origin.value.isOpen;
}

/** `for (const it of middleware) app.use(it)`, where the list comes from another package. */
function isLoopVariable(facts: CodeFacts, call: Call): boolean {
  const argument = call.args[0];
  if (argument?.kind !== 'reference' || argument.path.length !== 1) return false;
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const { loop, fn, parent } = facts.scopes[at] ?? {};
    const over = loop?.variables.includes(argument.path[0] ?? '') ? loop.over : undefined;
    if (over) return over.kind === 'reference' && !isListHere(facts, over.path[0] ?? '') && isImported(facts, over.path[0] ?? '');
    if (fn) {
      const each = fn.argumentOf && facts.calls[fn.argumentOf.call];
      const list = each?.callee.path.at(-1) === 'forEach' ? each.callee.path[0] : undefined;
      return list !== undefined && fn.parameters[0]?.name === argument.path[0] && isImported(facts, list);
    }
    if (parent === undefined) return false;
  }
  return false;
}

function isImported(facts: CodeFacts, name: string): boolean {
  return facts.imports.some((it) => it.local === name && !it.module.startsWith('.'));
}

/** Frameworks and their public helpers are known; a scope of one's own and a path that leads nowhere are not. */
function isUnread(module: string, linker: Linker): boolean {
  const scope = /^(@[^/]+)\//.exec(module)?.[1] ?? /^([\w.-]+\/[^/]+)\//.exec(module)?.[1];
  if (scope === undefined) return false;
  const own = [
    ...[...linker.folder.packageManifests.values()].map((it) => it.name ?? ''),
    ...linker.folder.goModules.map((it) => it.module),
  ];
  return own.some((it) => it.startsWith(`${scope}/`));
}

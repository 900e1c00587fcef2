import type {
  Binding,
  ClassDeclaration,
  CodeFacts,
  Export,
  FunctionDetails,
  Import,
  Parameter,
  ScopeId,
} from '#facts/code-facts.ts';

/** What a name is declared as, in the scope that declares it. */
export type Declaration =
  | { readonly kind: 'binding'; readonly binding: Binding; readonly index: number }
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly scope: ScopeId; readonly index: number }
  | { readonly kind: 'import'; readonly import: Import; readonly index: number };

/** The declarations of one file by scope and name, its classes and methods. */
export interface NameTable {
  readonly scopes: ReadonlyMap<ScopeId, ReadonlyMap<string, Declaration>>;
  readonly classes: ReadonlyMap<string, ClassDeclaration>;
  /** Functions with an owner, by `Owner.name`. */
  readonly methods: ReadonlyMap<string, ScopeId>;
  /** What the file exports by name, the first where a name stands twice. */
  readonly exports: ReadonlyMap<string, Export>;
  /** `export * from` */
  readonly wholeReexports: readonly Export[];
}

/** An empty map is larger than what most files have of one kind. */
const NONE: ReadonlyMap<never, never> = new Map<never, never>();

export function createNameTable(facts: CodeFacts): NameTable {
  const scopes = new Map<ScopeId, Map<string, Declaration>>();
  let methods: Map<string, ScopeId> | undefined;
  const put = (scope: ScopeId, name: string, declaration: Declaration): void => {
    if (name === '' || name === '_') return;
    let names = scopes.get(scope);
    if (!names) {
      names = new Map();
      scopes.set(scope, names);
    }
    if (!names.has(name)) names.set(name, declaration);
  };
  facts.bindings.forEach((binding, index) => {
    put(binding.scope, binding.name, { kind: 'binding', binding, index });
  });
  facts.scopes.forEach(({ fn }, id) => {
    if (!fn) return;
    fn.parameters.forEach((parameter, index) => {
      put(id, parameter.name, { kind: 'parameter', parameter, scope: id, index });
    });
    if (fn.owner === undefined || fn.name === undefined) return;
    methods ??= new Map();
    methods.set(`${fn.owner}.${fn.name}`, id);
  });
  facts.imports.forEach((it, index) => {
    put(it.scope, it.local, { kind: 'import', import: it, index });
  });
  return {
    scopes,
    classes: facts.classes.length === 0 ? NONE : new Map(facts.classes.map((it) => [it.name, it])),
    methods: methods ?? NONE,
    exports: facts.exports.length === 0 ? NONE : new Map(facts.exports.map((it) => [it.name, it] as const).reverse()),
    wholeReexports: facts.exports.filter((it) => it.name === '*' && it.from),
  };
}

/** The nearest declaration of a name seen from a scope; undefined where the file declares none. */
export function findDeclaration(facts: CodeFacts, table: NameTable, scope: ScopeId, name: string): Declaration | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    // Names of a class body are not visible in its methods.
    if (at !== scope && facts.scopes[at]?.kind === 'class') continue;
    const found = table.scopes.get(at)?.get(name);
    if (found) return found;
  }
  return undefined;
}

/** The nearest function around a scope (itself included) with its id; undefined at module level. */
export function enclosingFunction(
  facts: CodeFacts,
  scope: ScopeId,
): { readonly id: ScopeId; readonly fn: FunctionDetails } | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (fn) return { id: at, fn };
  }
  return undefined;
}

/** The class whose `this`, `self` or receiver a scope sees; undefined outside of methods. */
export function enclosingOwner(facts: CodeFacts, scope: ScopeId): string | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const current = facts.scopes[at];
    if (current?.fn?.owner !== undefined) return current.fn.owner;
    if (current?.kind === 'class') return facts.classes.find((it) => it.scope === at)?.name;
  }
  return undefined;
}

/** What Go calls the receiver of the method around a scope; undefined outside of methods. */
export function receiverName(facts: CodeFacts, scope: ScopeId): string | undefined {
  if (facts.language === 'typescript' || facts.language === 'javascript') return undefined;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const receiver = facts.scopes[at]?.fn?.receiver;
    if (receiver !== undefined) return receiver;
  }
  return undefined;
}

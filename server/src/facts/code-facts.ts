import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Directive } from './directive.ts';
import type { SchemaText } from './manifest-facts.ts';
import type { Value } from './value.ts';

export type CodeLanguage = 'typescript' | 'javascript' | 'python' | 'go';

/** Index into `CodeFacts.scopes`. 0 is the module. */
export type ScopeId = number;
/** Index into `CodeFacts.calls`, which is in source order of the callee's last name. */
export type CallId = number;

/**
 * What one source file says, without meaning: adapters know a language and no framework.
 * Depends on nothing but the path and the text; plain data, so that it can be stored.
 */
export interface CodeFacts {
  readonly kind: 'code';
  readonly path: Path;
  readonly language: CodeLanguage;
  /** Set where the code is a part of another file, whose offsets the spans use. */
  readonly container?: 'vue' | 'svelte';
  /** Go's package clause. */
  readonly packageName?: string;
  readonly lineCount: number;
  /** True where the header says that a program wrote the file (`@generated`, `Code generated … DO NOT EDIT`, in the first 20 lines). */
  readonly isGenerated: boolean;
  /** True where the file holds JSX or is a component file. */
  readonly hasMarkup: boolean;
  /** TypeScript directives at the top, such as `use client` and `use server`. */
  readonly prologue: readonly string[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly scopes: readonly Scope[];
  readonly bindings: readonly Binding[];
  readonly classes: readonly ClassDeclaration[];
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  readonly returns: readonly Return[];
  readonly throws: readonly Throw[];
  readonly envReads: readonly SyntaxEnvRead[];
  /** Strings that look like SQL (first word is a verb of it), like an address (`scheme://`) or like a credential, wherever they stand. */
  readonly strings: readonly RememberedString[];
  /** What markup shows and that by its names may be the text of an error; absent where there is nothing. */
  readonly rendered?: readonly Rendered[];
  readonly directives: readonly Directive[];
  readonly parseErrors: readonly ParseError[];
}

/**
 * One imported name, or one import for its effect. `import a, { b as c } from 'x'` gives two.
 * Python: `from x import y as z` gives module 'x' (leading dots kept), imported 'y', local 'z'; `import a.b as c` gives module
 * 'a.b', imported '*', local 'c'; `import a.b` gives module 'a.b', imported '*', local 'a'.
 * Go: module is the path, imported '*', local the alias, or the last path segment without a version suffix (`/v5`, `.v3`) or `go-` prefix.
 * CommonJS: `const { b: c } = require('x')` and `const x = require('x')` (imported 'default') count as imports.
 */
export interface Import {
  readonly module: string;
  /** The exported name, 'default', '*' for the namespace, '' for an import for its effect. */
  readonly imported: string;
  /** The local name; '' where there is none; '_' and '.' as in Go. */
  readonly local: string;
  readonly isTypeOnly: boolean;
  /** True for `import()`, `require()` inside a function and for Python and other imports inside a function or `TYPE_CHECKING`. */
  readonly isDeferred: boolean;
  readonly scope: ScopeId;
  /** The whole statement (all names of one statement share it). */
  readonly statement: Span;
  /** The module's text between the quotes; in Python the dotted name. */
  readonly moduleSpan: Span;
}

/**
 * One exported name. Python: every top-level name. Go: every top-level name with a capital.
 * CommonJS: `module.exports = x` gives 'default', `exports.a = x` gives 'a', `module.exports = { a, b }` gives both and 'default'.
 */
export interface Export {
  readonly name: string;
  /** The local binding that is exported, where it is one. */
  readonly local?: string;
  /** Where the value is an expression: `export default express()`. */
  readonly value?: Value;
  /** Set for a re-export: `export { a } from './a'`, `export * from './a'` (name '*', imported '*'). */
  readonly from?: { readonly module: string; readonly imported: string };
  readonly isTypeOnly: boolean;
  readonly span: Span;
}

export type ScopeKind = 'module' | 'class' | 'function' | 'loop' | 'branch' | 'try' | 'catch' | 'finally';

/** A node of the scope tree. A parent always comes before its children. */
export interface Scope {
  readonly kind: ScopeKind;
  /** Absent only for the module. */
  readonly parent?: ScopeId;
  /** From the first character of the construct to its last. */
  readonly span: Span;
  /** The block between the braces or below the colon; equals `span` for the module and for an arrow with an expression. */
  readonly bodySpan: Span;
  readonly body: BodySummary;
  readonly fn?: FunctionDetails;
  readonly loop?: LoopDetails;
  readonly branch?: BranchDetails;
  readonly handler?: CatchDetails;
}

/** What a block does, seen from outside. */
export interface BodySummary {
  /** Statements directly in the block; comments, `pass` and `...` do not count. */
  readonly statements: number;
  readonly hasComment: boolean;
  /** What the block's last own statement does; 'none' for an empty block. */
  readonly last: 'none' | 'return' | 'throw' | 'continue' | 'break' | 'other';
}

export interface FunctionDetails {
  /** The declared name, the variable or property it is assigned to, or undefined. */
  readonly name?: string;
  readonly form: 'function' | 'method' | 'arrow' | 'constructor' | 'accessor' | 'lambda';
  readonly isAsync: boolean;
  readonly isExported: boolean;
  readonly parameters: readonly Parameter[];
  /** The written result types: one for TypeScript and Python, any number for Go. */
  readonly results: readonly TypeReference[];
  /** Decorators, as calls or as bare references. */
  readonly decorators: readonly Decorator[];
  /** For a method: the class's name, or the receiver's type in Go. */
  readonly owner?: string;
  /** Go: the receiver's name; Python: the first parameter of a method. */
  readonly receiver?: string;
  /** Where the function is an argument of a call. */
  readonly argumentOf?: { readonly call: CallId; readonly index: number };
  /** Span of the name; of the keyword or the arrow's parameters where there is none. */
  readonly nameSpan: Span;
}

export interface Parameter {
  /** '' where it is destructured. */
  readonly name: string;
  readonly type?: TypeReference;
  readonly defaultValue?: Value;
  /** True where only a default makes it optional, or `?`. */
  readonly isOptional: boolean;
  readonly isRest: boolean;
  readonly decorators: readonly Decorator[];
  /** TypeScript: `private readonly x: X` in a constructor also declares a field. */
  readonly isProperty: boolean;
  readonly span: Span;
}

export interface Decorator {
  /** `@Get('/x')` has `['Get']`, `@router.get("/")` has `['router', 'get']`. */
  readonly path: readonly string[];
  /** The call in `calls`, where it is called. */
  readonly call?: CallId;
  readonly span: Span;
}

/** A type as written: `Repository<Order>` is `{ path: ['Repository'], args: [Order] }`. Pointers, `| null`, `Optional[…]` and Promise are looked through. */
export interface TypeReference {
  /** Empty where the type has no name (a literal, a function type, a union of several). */
  readonly path: readonly string[];
  readonly args: readonly TypeReference[];
  /** Python's `Annotated[T, call]`: the values after the type. */
  readonly annotations?: readonly Value[];
  /** The written text, cut to 200 characters. */
  readonly text: string;
  readonly span: Span;
}

export interface LoopDetails {
  readonly form: 'for' | 'for-each' | 'while' | 'comprehension';
  /** The names that change with each round; empty for `while`. */
  readonly variables: readonly string[];
  /** What is iterated, for `for-each` and comprehensions. */
  readonly over?: Value;
}

export interface BranchDetails {
  readonly form: 'then' | 'else' | 'case';
  /** The `then` and `else` of one `if` share it, and the cases of one `switch`. Numbered from 0 in the file. */
  readonly group: number;
  /** The names and member chains that the condition reads, such as `err` or `config.isProduction`. */
  readonly condition: readonly (readonly string[])[];
  /** The condition's text, cut to 200 characters; '' for `else`. */
  readonly text: string;
  readonly conditionSpan: Span;
}

export interface CatchDetails {
  /** The caught classes as written; empty where everything is caught. */
  readonly types: readonly TypeReference[];
  /** The name that holds the error. */
  readonly binds?: string;
  /** True where the body reads that name. */
  readonly usesError: boolean;
  /** The `try` scope that it belongs to. */
  readonly tryScope: ScopeId;
}

/** A name that a scope declares, with where its value comes from. Parameters and imports are not bindings. */
export interface Binding {
  readonly name: string;
  readonly scope: ScopeId;
  readonly span: Span;
  readonly statement: Span;
  /** `function` and `class` declarations too: `declares` tells which. */
  readonly declares: 'variable' | 'constant' | 'function' | 'class' | 'type';
  readonly type?: TypeReference;
  readonly origin: Origin;
  readonly isExported: boolean;
  /** The heads of all names that its initialiser mentions, nested functions left out. */
  readonly mentions: readonly string[];
}

/** Where a binding's value comes from, within the file. */
export type Origin =
  | { readonly kind: 'value'; readonly value: Value }
  /** A member taken out of a value: `const { a } = x` (path ['a']), `const [a] = x` (path ['0']), `a, err := f()` (index 0 has path [], index 1 has ['1']). */
  | { readonly kind: 'part'; readonly value: Value; readonly path: readonly string[] }
  /** The variable of a loop over a value. */
  | { readonly kind: 'element'; readonly value: Value }
  | { readonly kind: 'function'; readonly scope: ScopeId }
  | { readonly kind: 'class'; readonly name: string }
  /** A type alias (`OrderDep = Annotated[…]`, `type X = …`). */
  | { readonly kind: 'type'; readonly type: TypeReference }
  | { readonly kind: 'none' };

/** A class, a Go struct or interface, a TypeScript interface. */
export interface ClassDeclaration {
  readonly name: string;
  readonly form: 'class' | 'interface' | 'struct';
  readonly scope: ScopeId;
  readonly isExported: boolean;
  /** Base classes; embedded types in Go. */
  readonly bases: readonly TypeReference[];
  readonly fields: readonly Field[];
  readonly decorators: readonly Decorator[];
  /** Python: class keyword arguments, such as `table=True`. */
  readonly keywords: readonly ObjectEntryLike[];
  readonly nameSpan: Span;
}

export interface ObjectEntryLike {
  readonly key: string;
  readonly value: Value;
}

/** A field. Python: class attributes and `self.x = …` in `__init__`. TypeScript: properties, constructor properties and `this.x = …` in the constructor. */
export interface Field {
  readonly name: string;
  readonly type?: TypeReference;
  readonly value?: Value;
  /** Go: the text between the back-quotes. */
  readonly tag?: string;
  readonly decorators: readonly Decorator[];
  readonly span: Span;
}

/**
 * A call. `orders.repository.find(id)` has callee `{ path: ['orders', 'repository', 'find'] }`; `db.select().from(t)` gives two
 * calls: the outer has callee `{ receiver: <inner>, path: ['from'] }`.
 */
export interface Call {
  readonly form: 'call' | 'new' | 'tagged' | 'decorator';
  readonly callee: Callee;
  readonly args: readonly Value[];
  /** Python's keyword arguments. */
  readonly keywords: readonly KeywordArgument[];
  /** True where arguments are there that are not listed: a spread, `*args`, `**kwargs`, `xs...`. */
  readonly isOpen: boolean;
  /** TypeScript type arguments, Go type arguments. */
  readonly typeArgs: readonly TypeReference[];
  readonly scope: ScopeId;
  /** What becomes of the result; `await` and parentheses are looked through. */
  readonly use: CallUse;
  readonly isAwaited: boolean;
  /** The names that take the results, in order (`_` for Go's and Python's blank): `v, _ := f()` has ['v', '_']. */
  readonly targets: readonly string[];
  /** The heads of all names that the arguments mention, without repeats, nested functions included. */
  readonly mentions: readonly string[];
  /** The whole call expression with its receiver, without `await`. */
  readonly span: Span;
  /** The last name of the callee. */
  readonly nameSpan: Span;
  /** The statement that it stands in, with its `;`, without the line end. */
  readonly statement: Span;
}

export type CallUse = 'discarded' | 'assigned' | 'returned' | 'argument' | 'receiver' | 'thrown' | 'other';

export interface Callee {
  /** The call whose result is the receiver. Where absent, `path` starts at a name. */
  readonly receiver?: CallId;
  /** Empty where the callee is itself opaque: `handlers[name]()`, `(await f)()`. */
  readonly path: readonly string[];
  /** The names in an opaque part of the receiver: `(a ?? b).find()`. */
  readonly opaque?: boolean;
  /** TypeScript: which member of `of` is called, `by` says, where both are names or member chains: `app[options.method]()`. */
  readonly computed?: { readonly of: readonly string[]; readonly by: readonly string[] };
}

export interface KeywordArgument {
  readonly name: string;
  readonly value: Value;
  readonly span: Span;
}

/** An assignment to something that is there already: `app.locals.db = x`, `total += 1`, `localStorage.token = t`. */
export interface Assignment {
  readonly target: readonly string[];
  readonly value: Value;
  readonly operator: string;
  readonly scope: ScopeId;
  readonly span: Span;
  readonly statement: Span;
}

export interface Return {
  readonly scope: ScopeId;
  /** None for a bare `return`; several for Go. An arrow's expression counts as a return. */
  readonly values: readonly Value[];
  readonly span: Span;
}

export interface Throw {
  readonly form: 'throw' | 'raise' | 'panic';
  readonly scope: ScopeId;
  /** None for a bare `raise`. */
  readonly value?: Value;
  readonly span: Span;
}

/** A read of an environment variable through the language's own interface (imports of `os`, `node:process` and the like are followed inside the file). */
export interface SyntaxEnvRead {
  /** Undefined where the name is computed or the whole environment is read. */
  readonly name?: string;
  readonly api:
    | 'process.env'
    | 'import.meta.env'
    | 'Bun.env'
    | 'Deno.env'
    | 'os.environ'
    | 'os.getenv'
    | 'os.Getenv'
    | 'os.LookupEnv';
  /**
   * plain: as it is · default: with a fallback (`??`, `||`, second argument, destructuring default) · asserted: `!`, `as string`,
   * `os.environ['X']` · whole: all of it is passed on or spread.
   */
  readonly form: 'plain' | 'default' | 'asserted' | 'whole';
  readonly defaultValue?: Value;
  /** The function that converts it right here: `Number`, `parseInt`, `int`, `strconv.Atoi`; `=== 'true'` gives `boolean`. */
  readonly cast?: string;
  /** True where it is only tested: `if (process.env.X)`, `process.env.X === 'production'`, `!process.env.X`. */
  readonly isTested: boolean;
  /** True where it stands behind `??` or `||` for something else that comes first; in TypeScript only. */
  readonly isFallback?: true;
  readonly scope: ScopeId;
  /** The read alone: `process.env.PORT`. */
  readonly span: Span;
  /** The read with its default and its cast: `Number(process.env.PORT ?? 3000)`; equals `span` where there is neither. */
  readonly outerSpan: Span;
  readonly statement: Span;
}

export interface RememberedString {
  readonly value: string;
  readonly scope: ScopeId;
  readonly span: Span;
  /** Set for SQL that changes tables, which migrations in code hold; its offsets count from the start of `value`. */
  readonly schema?: SchemaText;
}

/** An expression in markup: between tags, or in an attribute that takes a text. */
export interface Rendered {
  readonly value: Value;
  readonly attribute?: string;
  /** In component files the module, whatever stands around it in the template. */
  readonly scope: ScopeId;
  readonly span: Span;
}

/** A place where the text is not the language; facts around it may be missing. */
export interface ParseError {
  readonly message: string;
  readonly span: Span;
}

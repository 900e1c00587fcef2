import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { ParseError } from './code-facts.ts';
import type { Directive } from './directive.ts';

// Facts of files that are not code. Each carries its path, its own kind, parse errors and suppression directives.

interface ManifestBase {
  readonly path: Path;
  readonly parseErrors: readonly ParseError[];
  readonly directives: readonly Directive[];
}

export type ManifestFacts =
  | PackageManifestFacts
  | TypeScriptConfigFacts
  | PythonProjectFacts
  | GoModuleFacts
  | EnvFileFacts
  | IgnoreFileFacts
  | DockerfileFacts
  | ComposeFacts
  | WorkflowFacts
  | GatewayFacts
  | SettingsFileFacts
  | SqlFacts
  | PrismaSchemaFacts;

export interface Dependency {
  /** As the registry spells it; Python names are normalised (PEP 503). */
  readonly name: string;
  /** The version range as written; '' where none is. */
  readonly version: string;
  readonly isDevelopment: boolean;
  readonly span: Span;
}

/** `package.json`. */
export interface PackageManifestFacts extends ManifestBase {
  readonly kind: 'package-manifest';
  readonly name?: string;
  readonly dependencies: readonly Dependency[];
  readonly scripts: readonly { readonly name: string; readonly command: string; readonly span: Span }[];
  readonly workspaces: readonly string[];
  /** The `imports` map: `#config/*` → `./src/config/*` (the first string of a conditional entry). */
  readonly imports: readonly { readonly pattern: string; readonly target: string }[];
  /** Entry points: `main`, `module`, `types` and the strings in `exports`. */
  readonly entries: readonly string[];
  readonly hasBin: boolean;
  readonly isPrivate: boolean;
}

/** `tsconfig*.json`, `jsconfig.json`. */
export interface TypeScriptConfigFacts extends ManifestBase {
  readonly kind: 'typescript-config';
  readonly extends: readonly string[];
  readonly baseUrl?: string;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** `pyproject.toml`, `requirements*.txt`, `setup.cfg`, `Pipfile`. */
export interface PythonProjectFacts extends ManifestBase {
  readonly kind: 'python-project';
  readonly name?: string;
  readonly dependencies: readonly Dependency[];
}

/** `go.mod`. */
export interface GoModuleFacts extends ManifestBase {
  readonly kind: 'go-module';
  readonly module: string;
  readonly goVersion?: string;
  readonly dependencies: readonly Dependency[];
}

/** `.env`, `.env.example` and their like. */
export interface EnvFileFacts extends ManifestBase {
  readonly kind: 'env-file';
  /** True for `.example`, `.sample`, `.template`, `.dist`, `.defaults`. */
  readonly isExample: boolean;
  readonly entries: readonly EnvFileEntry[];
}

export interface EnvFileEntry {
  readonly key: string;
  readonly value: string;
  /** True for `# KEY=value`. */
  readonly isCommentedOut: boolean;
  readonly span: Span;
  readonly keySpan: Span;
}

/** `.gitignore`, `.dockerignore`. */
export interface IgnoreFileFacts extends ManifestBase {
  readonly kind: 'ignore-file';
  readonly patterns: readonly { readonly pattern: string; readonly span: Span }[];
}

export interface DockerfileFacts extends ManifestBase {
  readonly kind: 'dockerfile';
  readonly instructions: readonly {
    /** In capitals: `FROM`, `COPY`, `CMD`. */
    readonly keyword: string;
    readonly arguments: string;
    /** True for the JSON form `["node", "server.js"]`. */
    readonly isExecForm: boolean;
    /** 0-based index of the build stage. */
    readonly stage: number;
    readonly span: Span;
  }[];
}

/** `compose.yaml`, `docker-compose*.yml`. */
export interface ComposeFacts extends ManifestBase {
  readonly kind: 'compose';
  readonly services: readonly {
    readonly name: string;
    readonly image?: string;
    /** Keys of `environment`. */
    readonly environment: readonly string[];
    /** The entries of `environment` that have a value, as written: `${NAME:-default}` is not replaced. */
    readonly settings: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
    /** The folder that `build` takes its files from, as written. */
    readonly context?: string;
    /** The entries of `environment` and of the arguments of `build` that stand in the service itself; one that only passes a variable on has no value. */
    readonly given: readonly { readonly name: string; readonly nameSpan: Span; readonly hasValue: boolean }[];
    readonly span: Span;
  }[];
  /** Every `${NAME}` in the file, without repeats. */
  readonly variables: readonly string[];
}

/** `.github/workflows/*.yml`. */
export interface WorkflowFacts extends ManifestBase {
  readonly kind: 'workflow';
  /** The keys of `env`, at every level. */
  readonly variables: readonly { readonly name: string; readonly nameSpan: Span }[];
  /** Where commands stand, and the arguments of an image's build. */
  readonly scripts: readonly Span[];
}

/** What stands before the servers or hosts them: nginx, Caddy, Traefik, an ingress, the settings of a platform. */
export interface GatewayFacts extends ManifestBase {
  readonly kind: 'gateway';
  readonly tool: 'nginx' | 'caddy' | 'traefik' | 'ingress' | 'platform' | 'other';
  /** True where it passes requests on to a server. */
  readonly forwards: boolean;
  /** The headers for safety, CORS and request ids that it names, in small letters; '' where the value was not read. */
  readonly headers: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
}

/** `config.yaml`, `application.properties`, `conf/app.ini`: what an application reads when it starts. */
export interface SettingsFileFacts extends ManifestBase {
  readonly kind: 'settings-file';
  /** The settings that have a text; `path` are the keys from the outermost section. */
  readonly settings: readonly { readonly path: readonly string[]; readonly value: string; readonly span: Span }[];
}

export interface SqlFacts extends ManifestBase, SchemaText {
  readonly kind: 'sql';
}

/** Statements of SQL in the order of the text. */
export interface SchemaText {
  readonly statements: readonly SqlStatement[];
  /** Runner comments such as `+goose NO TRANSACTION` and `migrate:up transaction:false`, as written. */
  readonly markers: readonly { readonly text: string; readonly span: Span }[];
}

export interface SqlStatement {
  readonly kind: 'create-table' | 'alter-table' | 'drop-table' | 'create-index' | 'drop-index' | 'begin' | 'commit' | 'other';
  /** Lower case, unquoted, without schema; the table that the statement is about. */
  readonly table?: string;
  /** The index's name. */
  readonly name?: string;
  readonly isConcurrent: boolean;
  readonly isUnique: boolean;
  /** The words up to and including INDEX: where CONCURRENTLY would follow. */
  readonly keywordSpan: Span;
  /** Without the semicolon. */
  readonly span: Span;
  /** The first words in capitals, for statements of kind other: `INSERT INTO`. */
  readonly verb: string;
  /** What happens to tables that are there and to their columns; absent where nothing of it does. */
  readonly actions?: readonly SqlAction[];
}

export interface SqlAction {
  readonly kind: 'drop-table' | 'rename-table' | 'add-column' | 'drop-column' | 'rename-column';
  /** The table for `drop-table`, '' for `rename-table` (it is the statement's), else the column; lower case, unquoted. */
  readonly name: string;
  /** The new name, for renames. */
  readonly to?: string;
  readonly span: Span;
}

export interface PrismaSchemaFacts extends ManifestBase {
  readonly kind: 'prisma-schema';
  /** `postgresql`, `mysql`, `sqlite`, `mongodb`, `sqlserver`, `cockroachdb`. */
  readonly provider?: string;
  readonly models: readonly { readonly name: string; readonly span: Span }[];
  readonly relations: readonly PrismaRelation[];
  /** Names in `env("…")`. */
  readonly variables: readonly { readonly name: string; readonly span: Span }[];
}

/** A field of a model whose key stands in the model too: `customer Customer @relation(fields: [customerId], references: [id])`; or a list of another model. */
export interface PrismaRelation {
  readonly model: string;
  readonly name: string;
  /** The other model. */
  readonly to: string;
  /** The field with the key, and what it refers to; undefined for lists and for keys of several fields. */
  readonly key?: { readonly field: string; readonly references: string };
  readonly isList: boolean;
}

import { z } from 'zod';
import { decisionFields } from '#decisions/decisions.ts';

// `snippets/sections.json` says what a snippet needs around its body; the bodies stand in `snippets/<language>.code-snippets`.
// A *section* holds *patterns* (what one wants, such as "Readiness endpoint"), a pattern holds *snippets* (how it is
// written for one language and framework).

/** Editors' language ids. Each has one `<language>.code-snippets`, which may also serve its relatives (`typescript` in `.tsx`). */
export const SnippetLanguage = z.enum([
  'typescript',
  'typescriptreact',
  'javascript',
  'vue',
  'python',
  'go',
  'html',
  'sql',
  'prisma',
  'dotenv',
  'dockerfile',
  'dockercompose',
  'yaml',
  'markdown',
]);
export type SnippetLanguage = z.infer<typeof SnippetLanguage>;

/** What a file is for: the layers of the workspace model. */
export const FileRole = z.enum([
  'controller',
  'service',
  'repository',
  'model',
  'dto',
  'config',
  'middleware',
  'job',
  'client',
  'component',
  'entrypoint',
]);
export type FileRole = z.infer<typeof FileRole>;

/** What a project is built with, as far as a snippet cares. Each is seen by a dependency, see `frameworks.ts`. */
export const Framework = z.enum([
  'express',
  'fastify',
  'nest',
  'next',
  'react',
  'vue',
  'htmx',
  'fastapi',
  'django',
  'flask',
  'net/http',
  'chi',
  'gin',
  'echo',
]);
export type Framework = z.infer<typeof Framework>;

/** Where packages come from. */
export const Ecosystem = z.enum(['npm', 'pypi', 'go']);
export type Ecosystem = z.infer<typeof Ecosystem>;

/** Version ranges by package name, as each ecosystem writes them. Other tables of a `versions.json` are left alone. */
export const PackageVersions = z.object({
  npm: z.record(z.string(), z.string()).optional(),
  pypi: z.record(z.string(), z.string()).optional(),
  go: z.record(z.string(), z.string()).optional(),
});
export type PackageVersions = Readonly<z.infer<typeof PackageVersions>>;

/** A name taken out of a module. The short form is the name alone. */
export const ImportedName = z.union([
  z.string().min(1),
  z.strictObject({
    name: z.string().min(1),
    as: z.string().min(1).optional(),
    /** TypeScript: only the type is used. */
    type: z.literal(true).optional(),
  }),
]);
export type ImportedName = Readonly<z.infer<typeof ImportedName>>;

/**
 * One module and what is used of it.
 * TypeScript: `default`, `namespace` and `names` as in an import clause; none of them for an import for its effect. A
 * relative module is a generated file of the project, as seen from the snippet's own file.
 * Python: `names` gives `from module import …`; `namespace` gives `import module as namespace`, without `as` where it is the
 * module's own first name.
 * Go: the module is the import path; `namespace` is an alias, `_` for an import for its effect.
 */
export const ModuleImport = z.strictObject({
  module: z.string().min(1),
  default: z.string().min(1).optional(),
  namespace: z.string().min(1).optional(),
  names: z.array(ImportedName).min(1).optional(),
  /** TypeScript: every part of it is only a type. */
  type: z.literal(true).optional(),
});
export type ModuleImport = Readonly<z.infer<typeof ModuleImport>>;

/** Another snippet whose file this one imports from. In Go the package is imported and `names` says what is used of it. */
export const Sibling = z.strictObject({
  snippet: z.string().min(1),
  names: z.array(ImportedName).min(1),
});
export type Sibling = Readonly<z.infer<typeof Sibling>>;

export const EnvironmentType = z.enum(['text', 'number', 'boolean', 'url', 'list', 'secret']);
export type EnvironmentType = z.infer<typeof EnvironmentType>;

export const EnvironmentKey = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  /** What stands in `.env.example`; for a secret a placeholder, never a value that works. */
  example: z.string(),
  type: EnvironmentType,
});
export type EnvironmentKey = Readonly<z.infer<typeof EnvironmentKey>>;

export const SnippetEntry = z.strictObject({
  pattern: z.string().min(1),
  /** What tells it from the other snippets of its pattern: the framework or the library. */
  variant: z.string().min(1),
  /** Target languages; the first one names the file that holds the body. */
  languages: z.array(SnippetLanguage).min(1),
  /** Empty where it fits any. */
  frameworks: z.array(Framework),
  /** Roles of files where it belongs; the pattern's where absent. */
  roles: z.array(FileRole).optional(),
  imports: z.array(ModuleImport).optional(),
  dependencies: z.array(z.string().min(1)).optional(),
  developmentDependencies: z.array(z.string().min(1)).optional(),
  environment: z.array(EnvironmentKey).optional(),
  siblings: z.array(Sibling).optional(),
  /**
   * Where a new file for it goes, below the folder of the sources (`src`, the Python package, the Go module's root). A
   * leading `{feature}/` is the folder of a feature, a leading `/` the folder of the project itself.
   */
  file: z.string().min(1),
  /** True where the body continues a function, such as routes in a set-up: it is indented as the place where it goes. */
  isFragment: z.literal(true).optional(),
  /** A sentence for the user on what is to be done by hand afterwards. */
  note: z.string().min(1).optional(),
});
export type SnippetEntry = Readonly<z.infer<typeof SnippetEntry>>;

export const PatternEntry = z.strictObject({
  section: z.string().min(1),
  title: z.string().min(1),
  /** One sentence with its full stop: what one gets. */
  sentence: z.string().min(1),
  roles: z.array(FileRole),
  /** Ids of rules whose findings it cures. */
  replaces: z.array(z.string().regex(/^[a-z]+\/[a-z0-9-]+$/)),
  /** Values of decisions that ask for it. Another value of the same decision speaks against it; no value, neither. */
  decisions: z.partialRecord(z.enum(decisionFields), z.array(z.union([z.string(), z.boolean()])).min(1)).optional(),
});
export type PatternEntry = Readonly<z.infer<typeof PatternEntry>>;

export const SectionEntry = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  /** The number of the section in the product's catalogue; 0 for those without one. */
  number: z.number().int().min(0),
  title: z.string().min(1),
});
export type SectionEntry = Readonly<z.infer<typeof SectionEntry>>;

/** The whole of `sections.json`. Order is the order in which things are shown. */
export const Sections = z.strictObject({
  sections: z.array(SectionEntry).min(1),
  patterns: z.record(z.string(), PatternEntry),
  snippets: z.record(z.string(), SnippetEntry),
});
export type Sections = Readonly<z.infer<typeof Sections>>;

/** One entry of a `.code-snippets` file, in VS Code's own format. */
export const SnippetBody = z.strictObject({
  scope: z.string().min(1),
  prefix: z.array(z.string().min(1)).min(1),
  description: z.string().min(1),
  body: z.array(z.string()).min(1),
});
export type SnippetBody = Readonly<z.infer<typeof SnippetBody>>;

export const SnippetFile = z.record(z.string(), SnippetBody);
export type SnippetFile = Readonly<z.infer<typeof SnippetFile>>;

/** The ecosystem that a language's dependencies come from; undefined for languages without any. */
export function ecosystemOf(language: SnippetLanguage): Ecosystem | undefined {
  switch (language) {
    case 'typescript':
    case 'typescriptreact':
    case 'javascript':
    case 'vue':
      return 'npm';
    case 'python':
      return 'pypi';
    case 'go':
      return 'go';
    default:
      return undefined;
  }
}

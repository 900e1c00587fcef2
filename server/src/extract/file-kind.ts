import { fileName, type Path } from '#base/paths.ts';
import type { ManifestFacts } from '#facts/manifest-facts.ts';

/** Which extractor reads a file. */
export type FileKind = 'typescript' | 'vue' | 'python' | 'go' | ManifestFacts['kind'];

/** The kind of a file by its name; undefined where no extractor reads it. */
export function fileKindOf(path: Path): FileKind | undefined {
  const name = fileName(path);
  const named = NAMES.get(name);
  if (named) return named;
  const kind = BY_EXTENSION.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
  if (kind) return kind === 'typescript' && MINIFIED.test(name) ? undefined : kind;
  return (
    PATTERNS.find(({ pattern }) => pattern.test(name))?.kind ??
    IN_FOLDERS.find(({ pattern }) => pattern.test(path))?.kind ??
    (SETTINGS_NAME.test(name) && SETTINGS.test(path) ? 'settings-file' : undefined)
  );
}

const NAMES: ReadonlyMap<string, FileKind> = new Map([
  ['package.json', 'package-manifest'],
  ['tsconfig.json', 'typescript-config'],
  ['jsconfig.json', 'typescript-config'],
  ['pyproject.toml', 'python-project'],
  ['Pipfile', 'python-project'],
  ['setup.cfg', 'python-project'],
  ['go.mod', 'go-module'],
  ['.gitignore', 'ignore-file'],
  ['.dockerignore', 'ignore-file'],
  ['vercel.json', 'gateway'],
  ['firebase.json', 'gateway'],
  ['staticwebapp.config.json', 'gateway'],
  ['netlify.toml', 'gateway'],
  ['haproxy.cfg', 'gateway'],
]);

const BY_EXTENSION: ReadonlyMap<string, FileKind> = new Map([
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['js', 'typescript'],
  ['jsx', 'typescript'],
  ['mjs', 'typescript'],
  ['cjs', 'typescript'],
  ['vue', 'vue'],
  ['svelte', 'vue'],
  ['py', 'python'],
  ['go', 'go'],
  ['sql', 'sql'],
  ['prisma', 'prisma-schema'],
]);

const MINIFIED = /[.-]min\.[cm]?js$/;

/** What comes behind `Dockerfile.` and `.env.` may be a stage or a machine, but not the extension of a template or a text. */
const PATTERNS: readonly { readonly pattern: RegExp; readonly kind: FileKind }[] = [
  { pattern: /^[tj]sconfig[.-][\w.-]+\.json$|^[\w-]+\.[tj]sconfig\.json$/, kind: 'typescript-config' },
  { pattern: /^(?:[\w.-]+[-_.])?requirements(?:[-_.][\w.-]+)?\.(?:txt|in)$/i, kind: 'python-project' },
  { pattern: /\.dockerignore$/, kind: 'ignore-file' },
  {
    pattern:
      /^(?:Dockerfile|Containerfile)(?:[.-](?!(?:[\w-]+\.)*(?:md|txt|j2|tmpl|tpl|hbs|erb|template|dockerignore)$)[\w.-]+)?$|\.dockerfile$/i,
    kind: 'dockerfile',
  },
  { pattern: /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i, kind: 'compose' },
  {
    pattern:
      /^[\w.-]*nginx[\w.-]*\.conf(?:[.\w-]*)$|^[\w.-]+\.nginx$|^Caddyfile[\w.-]*$|\.caddyfile$|^traefik[\w.-]*\.(?:ya?ml|toml)$|^[\w.-]*ingress[\w.-]*\.ya?ml$|^(?:serverless|envoy|kong)[\w.-]*\.ya?ml$|^wrangler\.(?:toml|jsonc?)$/i,
    kind: 'gateway',
  },
  {
    pattern:
      /^\.env(?:[._-](?!(?:[\w-]+\.)*(?:md|json|ya?ml|sh|j2|tmpl|tpl|hbs|erb|d|vault|keys)$)[\w.-]+)?$|^[\w.-]*\.env(?:[._-](?:example|sample|template|dist|defaults?))?$|^env[.-](?:example|sample|template|dist)[\w.-]*$/i,
    kind: 'env-file',
  },
];

/**
 * What an application reads when it starts, by the names that the guides of viper, Spring, configparser and their like give it: in the root, or in a
 * folder for such files. Those for examples, tests and one's own machine have the word in their name.
 */
const SETTINGS = /(?:^|\/)(?:config|configs|configuration|conf|settings|resources|etc|server|backend|api|app)\/[^/]+$|^[^/]+$/i;
const SETTINGS_NAME =
  /^(?:config|conf|settings|application|app|default|production|prod)(?:[._-](?:default|production|prod|docker|server|settings))?\.(?:ya?ml|toml|ini|properties|conf|cfg)$/i;

/** Monorepos keep the configurations that others extend in a package of their own; requirements for several uses have a folder. */
const IN_FOLDERS: readonly { readonly pattern: RegExp; readonly kind: FileKind }[] = [
  { pattern: /(?:^|\/)(?:tsconfig|typescript-config|ts-config)\/[\w.-]+\.json$/, kind: 'typescript-config' },
  { pattern: /^\.github\/workflows\/[^/]+\.ya?ml$/, kind: 'workflow' },
  { pattern: /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/, kind: 'python-project' },
  {
    pattern: /(?:^|\/)(?:nginx|conf\.d|sites-available|sites-enabled)\/(?:[\w.-]+\.(?:conf|template|tmpl|j2)|default)$/,
    kind: 'gateway',
  },
];

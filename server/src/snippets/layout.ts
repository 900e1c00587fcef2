import { extension, fileName, folderOf, foldersUp, isWithin, type Path } from '#base/paths.ts';
import type { Choices } from '#decisions/decisions.ts';
import type { Snippet } from './library.ts';
import { type Ecosystem, ecosystemOf, type SnippetLanguage } from './section.ts';

/** The files of a workspace, as far as an insertion has to see them. */
export interface ProjectView {
  readonly paths: readonly Path[];
  /** The current text; undefined where there is no such file. */
  readonly read: (path: Path) => string | undefined;
}

/** How a project lays out its files and writes its own imports. */
export interface ProjectLayout {
  /** The folder of the manifest. */
  readonly root: Path;
  /** The folder of the sources, see `Snippet.file`. */
  readonly sources: Path;
  /** Python: the folder that absolute imports start from. */
  readonly importRoot: Path;
  readonly goModule?: string;
  /** TypeScript: what relative imports end in where the file has none to learn from. */
  readonly importExtension: '' | '.js' | '.ts';
  /** TypeScript: a path alias for a folder, such as `@/` for `src`. */
  readonly alias?: { readonly prefix: string; readonly folder: Path };
}

const MANIFESTS: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: ['package.json'],
  pypi: ['pyproject.toml', 'manage.py', 'requirements.txt'],
  go: ['go.mod'],
};

/** The layout of the project that a file belongs to: the nearest manifest of the language above it, the workspace's root where there is none. */
export function layoutOf(view: ProjectView, near: Path, language: SnippetLanguage): ProjectLayout {
  const paths = new Set(view.paths);
  const ecosystem = ecosystemOf(language) ?? ecosystemByManifest(paths);
  const manifests = MANIFESTS[ecosystem];
  const isRoot = (folder: Path): boolean => manifests.some((name) => paths.has(inFolder(folder, name)));
  const root = foldersUp(near).find(isRoot) ?? onlyRoot(view.paths, manifests) ?? '';
  switch (ecosystem) {
    case 'npm': {
      const alias = aliasOf(view, root);
      return {
        root,
        sources: hasFolder(view.paths, inFolder(root, 'src')) ? inFolder(root, 'src') : root,
        importRoot: root,
        importExtension: importExtensionOf(view, root),
        ...(alias === undefined ? {} : { alias }),
      };
    }
    case 'pypi': {
      const sources = pythonSources(view.paths, root);
      const importRoot = isWithin(inFolder(root, 'src'), sources) ? inFolder(root, 'src') : root;
      return { root, sources, importRoot, importExtension: '' };
    }
    case 'go': {
      const goModule = /^module[ \t]+(\S+)/m.exec(view.read(inFolder(root, 'go.mod')) ?? '')?.[1];
      return { root, sources: root, importRoot: root, importExtension: '', ...(goModule === undefined ? {} : { goModule }) };
    }
  }
}

/** Where a new file for a snippet goes: below the sources, in the feature of the active file, or at the project's root. */
export function newFileFor(snippet: Snippet, layout: ProjectLayout, active: Path, structure: Choices['structure']): Path {
  if (snippet.file.startsWith('/')) return inFolder(layout.root, snippet.file.slice(1));
  if (!snippet.file.startsWith('{feature}/')) return inFolder(layout.sources, snippet.file);
  const name = snippet.file.slice('{feature}/'.length);
  return inFolder(featureFolder(snippet, layout, active, structure), name);
}

/** Joins a folder, which may be '', and a path below it. */
export function inFolder(folder: Path, path: Path): Path {
  return folder === '' ? path : `${folder}/${path}`;
}

/** The language id of a file by its name; undefined for names that no snippet is for. */
export function languageOfPath(path: Path): SnippetLanguage | undefined {
  const name = fileName(path).toLowerCase();
  if (/^\.env(\.|$)/.test(name)) return 'dotenv';
  if (/^(dockerfile|containerfile)(\.|$)|\.dockerfile$/.test(name)) return 'dockerfile';
  if (/^(docker-)?compose(\.[\w-]+)?\.ya?ml$/.test(name)) return 'dockercompose';
  return LANGUAGES[extension(path)];
}

const LANGUAGES: Readonly<Record<string, SnippetLanguage>> = {
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.vue': 'vue',
  '.py': 'python',
  '.go': 'go',
  '.html': 'html',
  '.sql': 'sql',
  '.prisma': 'prisma',
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.md': 'markdown',
};

const NOT_FEATURES =
  /^(src|app|lib|internal|cmd|pkg|server|api|shared|common|core|config|middleware|middlewares|utils|types|hooks|composables|components|services|controllers|repositories|models|schemas|routes|routers|features|modules|tests?)$/;

function featureFolder(snippet: Snippet, layout: ProjectLayout, active: Path, structure: Choices['structure']): Path {
  const folder = folderOf(active);
  const isFeature = isWithin(layout.sources, folder) && folder !== layout.sources && !NOT_FEATURES.test(fileName(folder));
  if (isFeature && structure !== 'layer-first') return folder;
  if (structure === 'layer-first') {
    const role = (snippet.roles ?? snippet.inPattern.roles)[0];
    return inFolder(layout.sources, LAYER_FOLDERS[role ?? 'service'] ?? 'services');
  }
  const language = snippet.languages[0];
  const below = language === 'go' ? 'internal/orders' : language === 'python' ? 'orders' : 'features/orders';
  return inFolder(layout.sources, below);
}

const LAYER_FOLDERS: Readonly<Record<string, string>> = {
  controller: 'controllers',
  service: 'services',
  repository: 'repositories',
  model: 'models',
  dto: 'schemas',
  config: 'config',
  middleware: 'middleware',
  job: 'jobs',
  client: 'api',
  component: 'components',
};

function ecosystemByManifest(paths: ReadonlySet<Path>): Ecosystem {
  if (paths.has('go.mod')) return 'go';
  return paths.has('pyproject.toml') || paths.has('requirements.txt') || paths.has('manage.py') ? 'pypi' : 'npm';
}

/** The only folder with a manifest, where exactly one is there. */
function onlyRoot(paths: readonly Path[], manifests: readonly string[]): Path | undefined {
  const folders = [...new Set(paths.filter((it) => manifests.includes(fileName(it))).map(folderOf))];
  return folders.length === 1 ? folders[0] : undefined;
}

function pythonSources(paths: readonly Path[], root: Path): Path {
  if (paths.includes(inFolder(root, 'manage.py'))) return root;
  const app = inFolder(root, 'app');
  if (hasFolder(paths, app)) return app;
  const source = inFolder(root, 'src');
  const packages = new Set(
    paths.filter((it) => fileName(it) === '__init__.py' && folderOf(folderOf(it)) === source).map((it) => folderOf(it)),
  );
  const [first] = packages;
  return packages.size === 1 && first !== undefined ? first : app;
}

function hasFolder(paths: readonly Path[], folder: Path): boolean {
  return paths.some((it) => it !== folder && isWithin(folder, it));
}

/** Node's own resolution wants extensions; bundlers do not. */
function importExtensionOf(view: ProjectView, root: Path): '' | '.js' | '.ts' {
  const configuration = view.read(inFolder(root, 'tsconfig.json')) ?? '';
  if (/"(allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(configuration)) return '.ts';
  return /"module(Resolution)?"\s*:\s*"node(16|18|20|next)"/i.test(configuration) ? '.js' : '';
}

function aliasOf(view: ProjectView, root: Path): ProjectLayout['alias'] {
  const configuration = view.read(inFolder(root, 'tsconfig.json')) ?? view.read(inFolder(root, 'jsconfig.json')) ?? '';
  const match = /"(@\/|~\/)\*"\s*:\s*\[\s*"(?:\.\/)?([^"*]*)\*"/.exec(configuration);
  if (match === null) return undefined;
  const folder = (match[2] ?? '').replace(/\/$/, '');
  return { prefix: match[1] ?? '@/', folder: folder === '' ? root : inFolder(root, folder) };
}

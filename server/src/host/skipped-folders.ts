/** Why a folder is not looked into. */
export type FolderReason = 'version-control' | 'dependencies' | 'build-output' | 'cache';

/** A folder as its parent lists it. */
export interface ListedFolder {
  readonly name: string;
  /** True for the root of what is looked at. */
  readonly isInRoot: boolean;
  /** Names of the folders from the root to the parent. */
  readonly above: readonly string[];
  /** Names of everything in the parent. */
  readonly siblings: ReadonlySet<string>;
}

/**
 * Tells by names alone why a folder holds nothing that people of the project write; undefined where it may. `build`, `vendor` and
 * the like are also good names for source folders (`src/features/vendor`), so they count only at the root, beside
 * a manifest and below folders of served files.
 */
export function folderReason(folder: ListedFolder): FolderReason | undefined {
  const certain = CERTAIN.get(folder.name);
  if (certain) return certain;
  if (/\.(egg-info|dist-info|xcodeproj)$/.test(folder.name)) return 'build-output';
  const likely = LIKELY.get(folder.name);
  if (!likely) return undefined;
  const isOutput =
    folder.isInRoot || folder.above.some((it) => SERVED.has(it)) || MANIFESTS.some((it) => folder.siblings.has(it));
  return isOutput ? likely : undefined;
}

/** True for a virtual environment of Python, whatever its name (PEP 405). */
export function isVirtualEnvironment(names: ReadonlySet<string>): boolean {
  return names.has('pyvenv.cfg');
}

/**
 * True for a folder that a Python project keeps copies of packages in, as applications do that are started without an installation:
 * it has a name that such folders have, and several packages of the index lie in it under their own names.
 *
 * @param name Of the folder.
 * @param names Of everything in it.
 */
export function holdsCopiedPackages(name: string, names: ReadonlySet<string>): boolean {
  if (!COPIES.test(name)) return false;
  let count = 0;
  for (const it of PACKAGES) if (names.has(it) || names.has(`${it}.py`)) count += 1;
  return count >= 3;
}

const COPIES =
  /^_?(?:libs?\d?|libraries|ext|ext_?libs?|externals?|vendor|vendors|vendored|third_?party|3rd_?party|dep(?:s|endencies)|packages?|python)$/i;

/** Import names of packages that many others need, and that nobody would give to a module of an application. */
const PACKAGES: readonly string[] = [
  ...['requests', 'urllib3', 'certifi', 'chardet', 'charset_normalizer', 'idna', 'six', 'pytz', 'tzlocal', 'dateutil'],
  ...['bs4', 'soupsieve', 'html5lib', 'webencodings', 'lxml', 'feedparser', 'mako', 'jinja2', 'markupsafe', 'yaml'],
  ...['werkzeug', 'flask', 'click', 'itsdangerous', 'tornado', 'cherrypy', 'cheroot', 'jaraco', 'more_itertools', 'portend'],
  ...['simplejson', 'httplib2', 'oauthlib', 'requests_oauthlib', 'websocket', 'pkg_resources', 'typing_extensions', 'zipp'],
  ...['importlib_metadata', 'importlib_resources', 'apscheduler', 'sqlalchemy', 'attr', 'jsonschema', 'pyasn1', 'rsa'],
  ...['cachetools', 'boto3', 'botocore', 's3transfer', 'jmespath', 'unidecode', 'mutagen', 'configobj', 'pyparsing'],
];

const CERTAIN: ReadonlyMap<string, FolderReason> = new Map([
  ...reasons('version-control', ['.git', '.hg', '.svn', '.jj']),
  ...reasons('dependencies', [
    'node_modules',
    'bower_components',
    'jspm_packages',
    'site-packages',
    'third_party',
    'third-party',
  ]),
  ...reasons('dependencies', ['.venv', 'venv', '.yarn', '.pnpm-store', 'Pods']),
  ...reasons('build-output', [
    'dist',
    '.next',
    '.nuxt',
    '.output',
    '.svelte-kit',
    '.vercel',
    '.netlify',
    '.serverless',
    '.aws-sam',
    'cdk.out',
  ]),
  ...reasons('build-output', [
    '.docusaurus',
    '.vitepress',
    '.angular',
    '.expo',
    'storybook-static',
    'htmlcov',
    '.nyc_output',
    '.eggs',
  ]),
  ...reasons('cache', [
    '__pycache__',
    '.cache',
    '.turbo',
    '.nx',
    '.parcel-cache',
    '.vite',
    '.tox',
    '.nox',
    '.mypy_cache',
    '.ruff_cache',
  ]),
  ...reasons('cache', [
    '.pytest_cache',
    '.hypothesis',
    '.gradle',
    '.terraform',
    '.ipynb_checkpoints',
    '.idea',
    '.vs',
    '.tiebeam',
  ]),
]);

const LIKELY: ReadonlyMap<string, FolderReason> = new Map([
  ...reasons('build-output', ['build', 'out', 'target', 'coverage']),
  ...reasons('dependencies', ['vendor']),
]);

const SERVED: ReadonlySet<string> = new Set(['public', 'static', 'staticfiles', 'assets', 'wwwroot', 'android', 'ios']);

const MANIFESTS: readonly string[] = [
  ...['package.json', 'go.mod', 'pyproject.toml', 'requirements.txt', 'setup.py', 'setup.cfg', 'Pipfile', 'manage.py'],
  ...['composer.json', 'Gemfile', 'Cargo.toml', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'Makefile', 'CMakeLists.txt'],
];

function reasons(reason: FolderReason, names: readonly string[]): [string, FolderReason][] {
  return names.map((name) => [name, reason]);
}

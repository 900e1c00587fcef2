// Bundles everything that ships into `dist/`. What is tested is what ships: there is one kind of build.
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild';
import { textsBelow } from '#host/template-source.ts';
import { bundleBrowserDriver } from './browser-driver.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');

const COMMON = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  // Some packages have a `main` that a bundler cannot follow.
  mainFields: ['module', 'main'],
  metafile: true,
  // Names of this project stay: a stack trace in a report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  loader: { '.scm': 'text', '.md': 'text' },
  plugins: [englishOnly(), withoutLibraryTexts(), shortNamesInPackages()],
} satisfies BuildOptions;

/** Two thirds of the extension, of which nothing is needed until the server starts; activation does not even read it. */
const LANGUAGE_CLIENT = 'vscode-languageclient/node';

/** Node programs that ship beside the extension. Two have a launcher in `dist/`; what they do is one text, which the launchers read. */
const LAUNCHERS = {
  server: 'server/src/start/server.ts',
  cli: 'server/src/start/cli.ts',
  reader: 'server/src/start/reader.ts',
};
const PROGRAMS = 'server/src/start/programs.ts';

/** What stands for `import.meta.url` in a file that is no module. */
const OWN_ADDRESS = "const __url = require('node:url').pathToFileURL(__filename).href;";

/** The runtime of tree-sitter and the languages that are parsed with it. */
const GRAMMARS = [
  'web-tree-sitter/web-tree-sitter.wasm',
  '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
];

/** What generated projects get a copy of. */
const VENDORED = ['htmx.org/package.json', 'htmx.org/LICENSE', 'htmx.org/dist/htmx.min.js'];

/**
 * Cannot be bundled: it looks for files beside itself. A copy in `dist/node_modules/` is found by every chunk, and only the
 * verification of a front end loads it.
 */
const BROWSER_DRIVER = 'playwright-core';
const BROWSER_DRIVER_FILES = [
  '{package,browsers}.json',
  'index.{js,mjs}',
  '{LICENSE,NOTICE,ThirdPartyNotices.txt}',
  // What lies in folders below is for Electron and for windows, and nobody sees one.
  'lib/*.{js,LICENSE}',
];

const missing: string[] = [];
const kept = new Set<string>();
try {
  await buildAll();
} catch (error) {
  // What an earlier build left must not be taken for this one.
  rmSync(dist, { recursive: true, force: true });
  const isToldAlready = error instanceof Error && 'errors' in error;
  console.error(isToldAlready ? 'build: failed' : error);
  process.exitCode = 1;
}

async function buildAll(): Promise<void> {
  const began = performance.now();
  mkdirSync(dist, { recursive: true });
  const bundles = await Promise.all([
    bundleExtension(),
    bundlePrograms(),
    bundleLaunchers(),
    bundleWebviews(),
    copyBrowserDriver(),
  ]);
  const metafiles = bundles.filter((it) => it !== undefined);
  const outputs = metafiles.flatMap((it) => Object.entries(it.outputs));
  for (const [output] of outputs) kept.add(path.resolve(root, output));
  for (const [output] of outputs) if (/\.c?js$/.test(output)) keepNarrow(path.resolve(root, output));
  write(
    'program.digest',
    createHash('sha256')
      .update(readFileSync(path.join(dist, 'program.cjs')))
      .digest('hex')
      .slice(0, 16),
  );
  for (const file of GRAMMARS) copy(path.join('node_modules', file), path.join('grammars', path.basename(file)));
  for (const file of VENDORED) copy(path.join('node_modules', file), path.join('vendor', file));
  // The same file written for several stacks lies further apart than the packer of the extension looks back; this takes a third off.
  const templates = JSON.stringify(Object.fromEntries((await textsBelow(path.join(root, 'templates'))).toSorted()));
  write('templates.json.br', brotliCompressSync(templates, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  write('THIRD-PARTY-NOTICES.txt', thirdPartyNotices(root, metafiles, [...GRAMMARS, ...VENDORED]));
  removeStale();
  for (const entry of missing) console.error(`build: ${entry} is not there, left out`);
  const megabytes = outputs.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1_000_000;
  console.error(`build: ${megabytes.toFixed(1)} MB in ${Math.round(performance.now() - began)} ms`);
}

/** The extension is CommonJS: VS Code before 1.100 cannot load anything else. */
async function bundleExtension(): Promise<Metafile | undefined> {
  const entry = 'client/src/extension.ts';
  if (!isThere(entry)) return undefined;
  const result = await build({
    ...COMMON,
    entryPoints: { extension: entry, 'language-client': LANGUAGE_CLIENT },
    plugins: [...COMMON.plugins, languageClientApart()],
    platform: 'node',
    // Node of VS Code 1.98.
    target: 'node20.18',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    // `import()` of Node would pass by the way in which VS Code hands out its own module.
    supported: { 'dynamic-import': false },
  });
  return result.metafile;
}

/**
 * What the launchers run, as CommonJS: V8 gives back what it has compiled of a script after it has run, of a module only before. What is imported
 * dynamically is evaluated only when it is needed.
 */
async function bundlePrograms(): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: { program: PROGRAMS },
    platform: 'node',
    target: 'node20.18',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: [BROWSER_DRIVER],
    // A script of its own has no loader for `import()`.
    supported: { 'dynamic-import': false },
    // The form for modules asks for `import('module')`, which the line above would take from it.
    alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    // The whole text is one function, as Node would make it of a module: put around it later it would be copied for that.
    banner: {
      js: `(function (exports, require, module, __filename, __dirname) { ${OWN_ADDRESS}`,
    },
    footer: { js: '})' },
    define: { 'import.meta.url': '__url' },
  });
  return metafile;
}

/**
 * Small files in the form that Node loads at once: a process that becomes another one is soon over, and the thread that reads ahead is to be ahead.
 */
async function bundleLaunchers(): Promise<Metafile> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: LAUNCHERS,
    platform: 'node',
    target: 'node20.18',
    format: 'cjs',
    // What is imported dynamically stays in the file, and asks for modules of Node only when its turn has come.
    supported: { 'dynamic-import': false },
    banner: { js: OWN_ADDRESS },
    define: { 'import.meta.url': '__url' },
  });
  for (const file of ['server', 'cli']) chmodSync(path.join(dist, `${file}.js`), 0o755);
  // The package's own files are modules.
  write('package.json', '{ "type": "commonjs" }\n');
  return metafile;
}

/** Each folder of `client/webview/` with a `main.tsx` is a page: `dist/webview/<folder>.js` and, where it imports styles, `.css`. */
async function bundleWebviews(): Promise<Metafile | undefined> {
  const pages = globSync('client/webview/*/main.tsx', { cwd: root });
  if (pages.length === 0) {
    missing.push('client/webview/*/main.tsx');
    return undefined;
  }
  const result = await build({
    ...COMMON,
    outdir: 'dist/webview',
    minifyIdentifiers: true,
    entryPoints: Object.fromEntries(pages.map((file) => [path.basename(path.dirname(file)), file])),
    platform: 'browser',
    // Chromium of VS Code 1.98.
    target: 'chrome132',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    assetNames: '[name]',
    loader: { ...COMMON.loader, '.ttf': 'file', '.svg': 'file' },
  });
  return result.metafile;
}

/** esbuild divides no CommonJS, so what is loaded late has a file of its own beside the extension. */
function languageClientApart(): Plugin {
  return {
    name: 'language-client-apart',
    setup: ({ onResolve }) =>
      onResolve({ filter: new RegExp(`^${LANGUAGE_CLIENT}$`) }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: './language-client.cjs', external: true },
      ),
  };
}

/** Of the languages that zod can complain in, only English is ever asked for; the others are half a megabyte in each bundle. */
function englishOnly(): Plugin {
  const filter = /zod\/v4\/locales\/index\.js$/;
  return {
    name: 'english-only',
    setup: ({ onLoad }) => onLoad({ filter }, () => ({ contents: "export { default as en } from './en.js';" })),
  };
}

/** The declarations of the standard library are for a type checker; trees are built without one. They are 3 MB to read at every start. */
function withoutLibraryTexts(): Plugin {
  const filter = /@ts-morph\/common\/dist\/ts-morph-common\.js$/;
  return {
    name: 'without-library-texts',
    setup: ({ onLoad }) =>
      onLoad({ filter }, async ({ path: file }) => {
        const text = readFileSync(file, 'utf8');
        const contents = text.replace(/^const libFiles = \[\{\n[\s\S]*?\n {4}\}\];$/m, 'const libFiles = [];');
        if (contents === text) throw new Error(`${file} has another form than expected: there are no library files in it`);
        return { contents: await withShortNames(contents) };
      }),
  };
}

/** Two thirds of all that ships is packages, above all the TypeScript compiler, of which no report needs the names. */
function shortNamesInPackages(): Plugin {
  const filter = /\/node_modules\/.*\.[cm]?js$/;
  return {
    name: 'short-names-in-packages',
    setup: ({ onLoad }) =>
      onLoad({ filter }, async ({ path: file }) => ({ contents: await withShortNames(readFileSync(file, 'utf8')) })),
  };
}

/** White space stays until everything is bundled, and with it the comments that say which calls may be left out. */
async function withShortNames(text: string): Promise<string> {
  const { code } = await transform(text, {
    minifyIdentifiers: true,
    minifySyntax: true,
    platform: 'node',
    legalComments: 'none',
  });
  return code;
}

async function minified(file: string): Promise<string> {
  const { code } = await transform(readFileSync(file, 'utf8'), { minify: true, platform: 'node', legalComments: 'none' });
  return code;
}

async function copyBrowserDriver(): Promise<undefined> {
  const from = path.join('node_modules', BROWSER_DRIVER);
  const files = globSync(BROWSER_DRIVER_FILES, { cwd: path.join(root, from), withFileTypes: true }).filter((it) => it.isFile());
  for (const { parentPath, name } of files) {
    const source = path.join(parentPath, name);
    const target = path.relative(root, source);
    if (name === 'coreBundle.js') write(target, await bundleBrowserDriver(path.join(root, from)));
    else if (name === 'utilsBundle.js') continue;
    else if (name.endsWith('.js')) write(target, await minified(source));
    else copy(target, target);
  }
}

function isThere(entry: string): boolean {
  if (existsSync(path.join(root, entry))) return true;
  missing.push(entry);
  return false;
}

function write(name: string, content: string | Uint8Array, mode = 0o644): void {
  const file = path.join(dist, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
  kept.add(file);
}

function copy(from: string, to: string): void {
  const file = path.join(dist, to);
  mkdirSync(path.dirname(file), { recursive: true });
  cpSync(path.join(root, from), file);
  kept.add(file);
}

/**
 * esbuild writes everything in ASCII but regular expressions. One letter there makes V8 hold and hash all of a file in two bytes for each letter,
 * at every start.
 */
function keepNarrow(file: string): void {
  const text = readFileSync(file, 'utf8');
  const narrow = text.replaceAll(/[\u0080-\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (narrow !== text) writeFileSync(file, narrow);
}

/** A file of an earlier build must neither ship nor be tested. */
function removeStale(): void {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(file)) rmSync(file);
  }
}

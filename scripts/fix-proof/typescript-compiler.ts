import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type typescript from 'typescript';
import type { Compiler, Errors } from './compiler.ts';
import { nearestFolder, newErrors, wordsOf } from './compiler.ts';

type TypeScript = typeof typescript;

const SCRIPT = /\.[cm]?[jt]sx?$/;
const MARKERS = ['package.json', 'tsconfig.json'];
/**
 * What is wrong in JavaScript whether anybody checks its types or not: names that nothing declares (2304, 2552, 2580, 2582, 2584, 18004), that a module
 * does not export (2305, 2614, 2724), modules that are not there (2307, 2792), names declared twice (2300, 2393, 2440, 2451), used too early (2448) or
 * assigned though constant (2588), and calls with too few or too many arguments (2554 to 2556). Below 2000 are errors of the syntax.
 */
const WITHOUT_TYPES: ReadonlySet<number> = new Set([
  2300, 2304, 2305, 2307, 2393, 2440, 2448, 2451, 2552, 2554, 2555, 2556, 2580, 2582, 2584, 2588, 2614, 2724, 2792, 18004,
]);
const NOT_EXPORTED = / has no exported member /;
const NAMED_MODULE = /^Module '"(\.[^"]*)"'/;
/** TypeScript looks for names like an unknown one only so often. */
const HINT = /\. Did you mean .*$/;
const OWN = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The language service of the project's TypeScript, kept for the whole run. JavaScript is judged with its types where the project asks for that
 * (`checkJs`, or `// @ts-check` in the file), elsewhere by what is wrong without them. Texts are never written: the service is told of them.
 */
export function typescriptCompiler(root: string): Compiler {
  const projects = new Map<string, ScriptProject>();
  return {
    name: 'TypeScript',
    looksAt: (path) => SCRIPT.test(path) && nearestFolder(root, path, MARKERS) !== undefined,
    async tryTexts(texts) {
      const absolute = new Map([...texts].map(([path, text]) => [join(root, path), text]));
      let wasClean = true;
      const added: string[] = [];
      for (const folder of new Set(
        [...texts.keys()].filter((it) => SCRIPT.test(it)).flatMap((it) => nearestFolder(root, it, MARKERS) ?? []),
      )) {
        const project = projects.get(folder) ?? new ScriptProject(root, folder);
        projects.set(folder, project);
        wasClean &&= project.isClean;
        added.push(...project.addedWith(absolute));
      }
      return { wasClean, added };
    },
    end: () => undefined,
  };
}

class ScriptProject {
  readonly #root: string;
  readonly #folder: string;
  readonly #readFile: (path: string) => string | undefined;
  readonly #typescript: TypeScript;
  readonly #service: typescript.LanguageService;
  readonly #asksForTypes: boolean;
  #texts: ReadonlyMap<string, string> = new Map();
  readonly #versions = new Map<string, number>();
  readonly #files: readonly string[];
  readonly #before: ReadonlyMap<string, Errors>;

  constructor(root: string, folder: string) {
    this.#root = root;
    this.#folder = folder;
    const ts = typescriptOf(folder);
    this.#typescript = ts;
    const { options, files, asksForTypes } = settingsOf(ts, folder);
    this.#asksForTypes = asksForTypes;
    this.#files = files;
    const fileExists = (path: string) => this.#texts.has(path) || ts.sys.fileExists(path);
    const readFile = (path: string) => this.#texts.get(path) ?? ts.sys.readFile(path);
    this.#readFile = readFile;
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...this.#files, ...[...this.#texts.keys()].filter((it) => this.#isNew(it))],
      getScriptVersion: (path) => String(this.#versions.get(path) ?? 0),
      getScriptSnapshot: (path) => {
        const text = readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (it) => ts.getDefaultLibFilePath(it),
      fileExists,
      readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: (path) => ts.sys.directoryExists(path) || [...this.#texts.keys()].some((it) => it.startsWith(`${path}/`)),
      getDirectories: ts.sys.getDirectories,
    });
    this.#before = new Map(this.#sources().map((it) => [it.fileName, this.#errorsOf(it.fileName)]));
  }

  get isClean(): boolean {
    return [...this.#before.values()].every((it) => it.length === 0);
  }

  /** The errors that these texts bring, in themselves and in what imports them. */
  addedWith(texts: ReadonlyMap<string, string>): Errors {
    for (const path of [...this.#texts.keys(), ...texts.keys()]) this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1);
    this.#texts = texts;
    const said = new Set([...texts.keys()].flatMap((it) => this.#before.get(it) ?? []).map(wordsOf));
    return (
      this.#sources()
        .filter((it) => texts.has(it.fileName) || this.#imports(it, texts))
        .flatMap(({ fileName }) => newErrors(this.#before.get(fileName) ?? [], this.#errorsOf(fileName)))
        // A name that a loop puts into what the module exports: the file that the code comes from takes it in the same way, and goes on doing so.
        .filter((it) => !(NOT_EXPORTED.test(it) && said.has(wordsOf(it))))
    );
  }

  #sources(): readonly typescript.SourceFile[] {
    const program = this.#service.getProgram();
    if (!program) throw new Error('there is no program');
    return program.getSourceFiles().filter((it) => !it.isDeclarationFile && !it.fileName.includes('/node_modules/'));
  }

  #imports(file: typescript.SourceFile, texts: ReadonlyMap<string, string>): boolean {
    const stems = [...texts.keys()].map((it) => (it.split('/').at(-1) ?? '').replace(/\.[^.]*$/, ''));
    const { importedFiles } = this.#typescript.preProcessFile(file.text, true, true);
    return importedFiles.some((it) => stems.some((stem) => stem === 'index' || it.fileName.includes(stem)));
  }

  #errorsOf(fileName: string): Errors {
    const isTyped =
      this.#asksForTypes || !/\.[cm]?jsx?$/.test(fileName) || /^\s*\/\/\s*@ts-check\b/m.test(this.#readFile(fileName) ?? '');
    return [...this.#service.getSyntacticDiagnostics(fileName), ...this.#service.getSemanticDiagnostics(fileName)]
      .filter((it) => it.category === this.#typescript.DiagnosticCategory.Error && (isTyped || isWrongWithoutTypes(it.code)))
      .map((it) => this.#typescript.flattenDiagnosticMessageText(it.messageText, ' '))
      .filter((it) => !this.#isToBeInstalled(it))
      .map((it) =>
        it.replace(HINT, '.').replace(NAMED_MODULE, (_, at: string) => `Module ${this.#named(join(dirname(fileName), at))}`),
      )
      .map((it) => `${this.#named(fileName)}: ${it}`);
  }

  /** A package that the project asks for, which is not on this machine, or in a version from before it had types. */
  #isToBeInstalled(message: string): boolean {
    const name = /^(?:Cannot find|Could not find a declaration file for) module '((?:@[^/']+\/)?[^/'.][^/']*)/.exec(message)?.[1];
    return name !== undefined && (this.#readFile(join(this.#folder, 'package.json')) ?? '').includes(`"${name}"`);
  }

  #named(path: string): string {
    return relative(this.#root, path);
  }

  #isNew(path: string): boolean {
    return SCRIPT.test(path) && !existsSync(path);
  }
}

function isWrongWithoutTypes(code: number): boolean {
  return code < 2000 || WITHOUT_TYPES.has(code);
}

function typescriptOf(folder: string): TypeScript {
  try {
    const found = createRequire(join(folder, 'package.json'))('typescript') as TypeScript;
    return typeof found.createLanguageService === 'function' ? found : createRequire(import.meta.url)('typescript');
  } catch {
    return createRequire(import.meta.url)('typescript');
  }
}

function settingsOf(
  ts: TypeScript,
  folder: string,
): { readonly options: typescript.CompilerOptions; readonly files: readonly string[]; readonly asksForTypes: boolean } {
  const configuration = ['tsconfig.app.json', 'tsconfig.json'].map((it) => join(folder, it)).find((it) => existsSync(it));
  if (configuration !== undefined && readFileSync(configuration, 'utf8').trim() !== '') {
    const { config } = ts.readConfigFile(configuration, ts.sys.readFile);
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, dirname(configuration));
    if (parsed.fileNames.length > 0)
      return {
        options: { ...parsed.options, noEmit: true, incremental: false, composite: false, skipLibCheck: true },
        files: parsed.fileNames,
        asksForTypes: true,
      };
  }
  const files = ts.sys.readDirectory(
    folder,
    ['.js', '.jsx', '.mjs', '.cjs'],
    ['**/node_modules', '**/dist', '**/build', '**/public'],
    ['**/*'],
  );
  const isBundled = /"(?:react-scripts|vite|next|webpack|parcel)"/.test(ts.sys.readFile(join(folder, 'package.json')) ?? '');
  const { checkJs, ...aliases } = jsconfigOf(ts, folder);
  const options: typescript.CompilerOptions = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
    strict: false,
    esModuleInterop: true,
    resolveJsonModule: true,
    target: ts.ScriptTarget.ESNext,
    module: isBundled ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext,
    moduleResolution: isBundled ? ts.ModuleResolutionKind.Bundler : ts.ModuleResolutionKind.NodeNext,
    jsx: ts.JsxEmit.Preserve,
    ...aliases,
    types: ['node'],
    typeRoots: [join(OWN, 'node_modules/@types')],
  };
  return { options, files, asksForTypes: checkJs === true };
}

/** What a `jsconfig.json` says of other names for folders, and whether types are checked. */
function jsconfigOf(ts: TypeScript, folder: string): typescript.CompilerOptions {
  const path = join(folder, 'jsconfig.json');
  if (!existsSync(path)) return {};
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, folder);
  const { paths, pathsBasePath, baseUrl, checkJs } = options;
  return {
    ...(paths && { paths }),
    ...(pathsBasePath && { pathsBasePath }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(checkJs !== undefined && { checkJs }),
  };
}

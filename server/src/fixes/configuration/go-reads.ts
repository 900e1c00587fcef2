import { folderOf } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { addGoImports } from '#snippets/go-imports.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isFree } from '../free-name.ts';
import { isCredential, type Setting } from './setting.ts';

/** A file of a Go package that is to read one more variable. */
export interface GoPlace {
  readonly workspace: Workspace;
  readonly file: LiftedCode;
  readonly text: string;
  readonly setting: Setting;
}

/** A call that reads a variable, with what the file needs for it. */
export interface ReadCall {
  readonly call: string;
  readonly imports: readonly TextChange[];
  /** What is to be added at the end of the file for it. */
  readonly code: readonly string[];
}

/** Where the data is and what opens doors: without it the program is of no use. */
export function isEssential({ name, isOptional, fallback }: Setting): boolean {
  return !isOptional && fallback === undefined && (isCredential(name) || /(?:URL|URI|DSN)$/.test(name));
}

/** A call of the function in the file that insists, which is added where there is none. */
export function insistingCall({ file, text }: GoPlace, name: string): ReadCall | undefined {
  const known = file.facts.scopes.find(
    ({ fn }) => /must|require/i.test(fn?.name ?? '') && fn?.parameters.length === 1 && fn.results[0]?.text === 'string',
  );
  if (known?.fn?.name !== undefined) return { call: `${known.fn.name}(${name})`, imports: [], code: [] };
  if (!isFree(file.facts, 0, 'mustEnv')) return undefined;
  // `log` may be that of another package.
  const { changes, conflicts } = addGoImports(text, [{ module: 'log' }, { module: 'os' }], undefined);
  return conflicts.length > 0 ? undefined : { call: `mustEnv(${name})`, imports: changes, code: [MUST_ENV] };
}

/** The function that ends a Go program where a variable is missing. */
export const MUST_ENV =
  '// mustEnv ends the program where a variable is missing.\nfunc mustEnv(name string) string {\n\tvalue := os.Getenv(name)\n\tif value == "" {\n\t\tlog.Fatalf("the environment variable %s is missing", name)\n\t}\n\treturn value\n}';

/** The call that reads a whole number above zero, or the default; the function for it is added where the package has none. */
export function countingCall({ workspace, file, text, setting }: GoPlace): ReadCall | undefined {
  const call = (name: string): string => `${name}(${JSON.stringify(setting.name)}, ${setting.fallback})`;
  const all = (workspace.linker.folder.goPackages.get(folderOf(file.path)) ?? []).flatMap((it) => {
    const facts = workspace.files.get(it)?.facts;
    return facts?.kind === 'code' ? [facts] : [];
  });
  const known = all.flatMap(countingFunctions)[0];
  if (known !== undefined) return { call: call(known), imports: [], code: [] };
  const plan = addGoImports(text, [{ module: 'log' }, { module: 'os' }, { module: 'strconv' }], undefined);
  if (plan.conflicts.length > 0 || !all.every((it) => isFree(it, 0, 'positiveInt'))) return undefined;
  return { call: call('positiveInt'), imports: plan.changes, code: [POSITIVE_INT] };
}

/** Functions that are given the name of a variable and a default, and give a number: `getEnvInt("PORT", 8080)`. */
function countingFunctions({ scopes, calls }: CodeFacts): string[] {
  return scopes.flatMap(({ fn }) => {
    const { name, owner, parameters = [], results = [] } = fn ?? {};
    const [variable, fallback] = parameters.map((it) => it.type?.text);
    const isCounting =
      parameters.length === 2 &&
      results.length === 1 &&
      results[0]?.text === 'int' &&
      fallback === 'int' &&
      (variable === 'string' || variable === undefined);
    if (name === undefined || owner !== undefined || !isCounting) return [];
    const isGivenVariable = calls.some(
      ({ callee, args: [first] }) =>
        callee.path.join('.') === name && first?.kind === 'literal' && VARIABLE.test(String(first.value)),
    );
    return isGivenVariable || /env/i.test(name) ? [name] : [];
  });
}

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

const POSITIVE_INT =
  '// positiveInt reads a whole number above zero; it ends the program where a variable holds anything else.\nfunc positiveInt(name string, fallback int) int {\n\ttext := os.Getenv(name)\n\tif text == "" {\n\t\treturn fallback\n\t}\n\tvalue, err := strconv.Atoi(text)\n\tif err != nil || value <= 0 {\n\t\tlog.Fatalf("the environment variable %s has to be a whole number above zero, not %q", name, text)\n\t}\n\treturn value\n}';

/** `os.Getenv("ADDR")`, or a function of the package that takes the name of a variable, and perhaps a default. */
export function readIn(
  { facts }: LiftedCode,
  value: Value,
): { readonly callee: string; readonly takesDefault: boolean } | undefined {
  const call = value.kind === 'call' ? facts.calls[value.call] : undefined;
  const [first] = call?.args ?? [];
  if (!call || first?.kind !== 'literal' || !VARIABLE.test(String(first.value))) return undefined;
  const callee = call.callee.path.join('.');
  if (callee === 'os.Getenv') return { callee, takesDefault: false };
  const isOwn = call.callee.path.length === 1 && facts.scopes.some((it) => it.fn?.name === callee);
  return isOwn && call.args.length <= 2 ? { callee, takesDefault: call.args.length === 2 } : undefined;
}

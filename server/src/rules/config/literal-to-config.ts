import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { exampleValue, listedInExample } from '#fixes/configuration/env-example.ts';
import { insisting } from '#fixes/configuration/require-variable.ts';
import { isCredential, type Setting } from '#fixes/configuration/setting.ts';
import { useSetting } from '#fixes/configuration/use-setting.ts';
import { type FileEdit, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { asVariable, goConstantAt, takesVariable } from './go-constant.ts';
import { writtenValues } from './written-values.ts';

/**
 * Replaces a text in the code by a variable of the environment: through the configuration module, or right here where the file is that. The text itself
 * goes nowhere unless `example` says so. Undefined where the text is not one literal, or the module's form is not known.
 */
export function literalToConfig(
  workspace: Workspace,
  path: Path,
  span: Span,
  { name, example }: { readonly name: string; readonly example?: string },
): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined || !isMovable(file, text, span)) return undefined;
  const constant = goConstantAt(file, span);
  const place = constant ? asVariable(text, constant, span) : { span, around: asItIs, also: [] };
  const scope = scopeAt(file, span);
  if (!place || (constant && !takesVariable(workspace, file, constant))) return undefined;
  if (scope === 0 && isLoadedLater(workspace, file)) return undefined;
  const setting: Setting = { name, type: 'text', isOptional: false, ...(example !== undefined && { example }) };
  if (!workspace.environmentOf(workspace.unitOf(path)).configModules.includes(path) && !isSettings(path))
    return useSetting(workspace, { path, scope, setting, ...place });
  const read = insisting(workspace, file, text, name, span);
  const edit =
    read &&
    editCode(workspace, path, {
      ...read,
      changes: (written) => [
        ...read
          .changes(written)
          .map((it) => (it.span.start === span.start ? { span: place.span, text: place.around(it.text) } : it)),
        ...place.also,
      ],
    });
  const listed = listedInExample(workspace, path, [setting]);
  return edit && joinEdits([edit, ...(listed ? [listed] : [])]);
}

function asItIs(value: string): string {
  return value;
}

/** What a Go program reads before `main` has loaded its env file is empty. */
function isLoadedLater(workspace: Workspace, { path, facts }: LiftedCode): boolean {
  const unit = workspace.unitOf(path);
  if (facts.language !== 'go' || !unit.dependencies.has(ENV_LOADER)) return false;
  return !workspace.environmentOf(unit).configModules.some((it) => {
    const module = workspace.files.get(it)?.facts;
    return module?.kind === 'code' && module.imports.some((one) => one.module.startsWith(ENV_LOADER));
  });
}

const ENV_LOADER = 'github.com/joho/godotenv';

/** The variable that a literal would be, by the names that it is given; undefined where those say too little. */
export function variableFor(file: LiftedCode, span: Span): string | undefined {
  const given = [...writtenValues(file.facts)].find((it) => it.span.start === span.start);
  const names =
    given?.names.filter((it) => !/^(?:this|self|config|options|settings|app|default|exports?|module)$/i.test(it)) ?? [];
  const last = names.at(-1);
  if (last === undefined || last === '') return undefined;
  const own = snakeCase(last);
  if (!GENERIC.test(own)) return own;
  const before = names.at(-2);
  if (before === undefined) return undefined;
  return `${names[0] === 'DATABASES' ? 'DATABASE' : snakeCase(before)}_${own}`;
}

/** `jwtSecret`, `JWTSecret` and `jwt-secret` → `JWT_SECRET`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** What an example file shows in place of a value that looks real. */
export function exampleFor(name: string): string {
  return exampleValue({ name, type: 'text', isOptional: false, ...(isCredential(name) && { example: 'change-me' }) });
}

/** Names that need another before them to say what they are. */
const GENERIC =
  /^(?:SECRET|KEY|PASSWORD|PASSWD|TOKEN|URL|URI|HOST|ADDR|ADDRESS|BASE_URL|ENDPOINT|VALUE|DSN|BASE|NAME|API_KEY|KEY_ID|ACCESS_KEY|CONNECTION_STRING)$/;

/** One string in quotes whose place takes a call as well; a constant of Go has to be declared in a form that is known. */
export function isMovable(file: LiftedCode, text: string, span: Span): boolean {
  const { facts } = file;
  if (facts.container || !isLiteral(text, span)) return false;
  const isConstant =
    facts.language === 'go' &&
    facts.bindings.some((it) => it.declares === 'constant' && it.statement.start <= span.start && span.end <= it.statement.end);
  const constant = isConstant ? goConstantAt(file, span) : undefined;
  return !isConstant || (constant !== undefined && asVariable(text, constant, span) !== undefined);
}

/** One string in quotes; no bytes, no template with parts. */
function isLiteral(text: string, { start, end }: Span): boolean {
  const written = text.slice(start, end);
  return /^(["'])(?:(?!\1)[^\\\n]|\\.)*\1$/.test(written) && !/[\w"'`]/.test(text.charAt(start - 1));
}

/** Settings of Django and its like read the environment themselves. */
function isSettings(path: Path): boolean {
  return /(^|\/)settings(?:\/|\.py$)/.test(path);
}

function scopeAt({ facts }: LiftedCode, span: Span): ScopeId {
  return Math.max(
    0,
    facts.scopes.findLastIndex((it) => it.span.start <= span.start && span.end <= it.span.end),
  );
}

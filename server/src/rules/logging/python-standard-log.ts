import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { CodePart } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { addArgument } from '#fixes/last-element.ts';
import { pythonModule } from '#fixes/module-name.ts';
import { afterStatement } from '#fixes/statements.ts';
import { quoted } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { BOUND, callsTo, type PlacedCall } from './log-binding.ts';
import { withRequestId } from './log-format.ts';
import { filteredSettings } from './python-log-settings.ts';

const FILTER = 'RequestIdFilter';

/**
 * Gives the handlers of the standard library's log the filter of a module, and their formats its id: where `basicConfig` sets them up, where each
 * is given its formatter, or in a dict of settings. Undefined where none of these is found, or one is of a form that is not known.
 */
export function bindStandardLog(
  workspace: Workspace,
  files: readonly LiftedCode[],
  module: Path,
): readonly CodePart[] | undefined {
  const basic = callsTo(workspace, files, 'logging', ['basicConfig']);
  const formatted = files.flatMap((file) =>
    file.facts.calls.filter((it) => it.callee.path.at(-1) === 'setFormatter').map((call) => ({ file, call })),
  );
  const settings = filteredSettings(workspace, files, dottedFilter(workspace, files, module));
  const own = [{ from: module, name: FILTER }];
  // Several handlers may share a formatter.
  const written = new Set<string>();
  const parts = [
    ...formatted.map((it) => ({ ...it, changes: inHandler(workspace, it) })),
    ...basic.map((it) => ({ ...it, changes: inBasic(workspace, it, formatted) })),
  ].map(({ file: { path }, changes }) => {
    const fresh = changes?.filter((it) => !written.has(`${path} ${it.span.start} ${it.text}`));
    for (const it of fresh ?? []) written.add(`${path} ${it.span.start} ${it.text}`);
    return fresh && { path, own: fresh.length > 0 ? own : [], changes: () => fresh, note: BOUND };
  });
  const all = [...parts, ...settings];
  const known = all.filter((it) => it !== undefined);
  return known.length === all.length && known.length > 0 && basic.length < 2 ? known : undefined;
}

/** How settings name the filter; undefined where the module has no name of its own. */
function dottedFilter(workspace: Workspace, files: readonly LiftedCode[], module: Path): string | undefined {
  const [near] = files;
  const dotted = near && pythonModule(workspace, { ...near.facts, imports: [] }, module);
  return dotted === undefined || dotted.startsWith('.') ? undefined : `${dotted}.${FILTER}`;
}

/** `handler.setFormatter(logging.Formatter('…'))`, and a formatter of python-json-logger, which writes whatever a record has. */
function inHandler(workspace: Workspace, { file, call }: PlacedCall): readonly TextChange[] | undefined {
  const text = workspace.textOf(file.path) ?? '';
  const handler = call.callee.path.slice(0, -1).join('.');
  const added =
    handler !== '' && afterStatement(text, call.statement, `${handler}.addFilter(${FILTER}())`, styleIn(workspace, file.path));
  const format = formatChanges(workspace, file, call.args[0]);
  return added && format && call.callee.receiver === undefined ? [...format, added] : undefined;
}

function formatChanges(workspace: Workspace, file: LiftedCode, value: Value | undefined): readonly TextChange[] | undefined {
  if (value?.kind === 'reference') {
    const [only, other] = file.facts.bindings.filter((it) => it.name === value.path[0]);
    const origin = !other && only?.origin.kind === 'value' ? only.origin.value : undefined;
    return origin?.kind === 'call' ? formatChanges(workspace, file, origin) : undefined;
  }
  const made = value?.kind === 'call' && value.path.length === 0 ? file.facts.calls[value.call] : undefined;
  const meaning = value?.kind === 'call' && made ? workspace.linker.callee(file.path, value.call) : undefined;
  if (!made || meaning?.kind !== 'external') return undefined;
  if (meaning.module === 'pythonjsonlogger') return [];
  if (meaning.module !== 'logging' || meaning.chain.join('.') !== 'Formatter') return undefined;
  const format = made.args[0] ?? made.keywords.find((it) => it.name === 'fmt')?.value;
  const style = made.args[2] ?? made.keywords.find((it) => it.name === 'style')?.value;
  return format && withRequestId(workspace.textOf(file.path) ?? '', format, style);
}

/** The format that `basicConfig` has where it is given none. */
const BASIC_FORMAT = '%(levelname)s:%(name)s:[%(request_id)s] %(message)s';

function inBasic(
  workspace: Workspace,
  { file, call }: PlacedCall,
  formatted: readonly PlacedCall[],
): readonly TextChange[] | undefined {
  const text = workspace.textOf(file.path) ?? '';
  const style = styleIn(workspace, file.path);
  const given = (name: string): Value | undefined => call.keywords.find((it) => it.name === name)?.value;
  const handlers = given('handlers');
  const [local, method] = call.callee.path;
  if (call.isOpen || call.use !== 'discarded' || call.args.length > 0 || method === undefined) return undefined;
  const isDone = handlers?.kind === 'array' && handlers.items.every((it) => isFormatted(it, file, formatted));
  if (isDone) return [];
  if (handlers && !(handlers.kind === 'array' && handlers.items.every((it) => isPlainHandler(workspace, file, it))))
    return undefined;
  const format = given('format');
  const changes = format
    ? withRequestId(text, format, given('style'))
    : given('style')
      ? undefined
      : addArgument(text, call, `format=${quoted(BASIC_FORMAT, style)}`, style);
  const name = freeName(file.facts, call.scope, ['handler', 'log_handler']);
  const loop = `for ${name} in ${local}.getLogger().handlers:\n\t${name}.addFilter(${FILTER}())`;
  const added = name === undefined ? undefined : afterStatement(text, call.statement, loop, style);
  return changes && added && [...changes, added];
}

function isFormatted(value: Value, file: LiftedCode, formatted: readonly PlacedCall[]): boolean {
  if (value.kind !== 'reference') return false;
  const name = value.path.join('.');
  return formatted.some((it) => it.file === file && receiverOf(it.call) === name);
}

function receiverOf({ callee }: Call): string {
  return callee.path.slice(0, -1).join('.');
}

/** `logging.StreamHandler(sys.stdout)`, made in place: it takes the format of `basicConfig`. */
function isPlainHandler(workspace: Workspace, file: LiftedCode, value: Value): boolean {
  if (value.kind !== 'call' || value.path.length > 0) return false;
  const meaning = workspace.linker.callee(file.path, value.call);
  if (meaning.kind !== 'external' || meaning.module !== 'logging' || meaning.through) return false;
  // What a class of the project extends it by is not known.
  return /Handler$/.test(meaning.chain.at(-1) ?? '') && file.facts.calls[value.call]?.callee.path.at(-1) === meaning.chain.at(-1);
}

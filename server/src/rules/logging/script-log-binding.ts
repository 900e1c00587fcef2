import type { Path } from '#base/paths.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { CodePart } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName, isFree } from '#fixes/free-name.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { usesOf } from '#fixes/logging/log-uses.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { BOUND, type LogBinding, NO_LOGGER, type PlacedCall } from './log-binding.ts';
import { atFirst } from './log-format.ts';

const LEFT = worded`Have the logger write requestId() with its lines by hand, because the way in which it is made is not known for certain`;

/**
 * Has the loggers of a unit of Node.js write what `requestId()` of a module says: pino by its `mixin`, winston by a format. What they give to children
 * goes with it.
 */
export function bindScriptLog(workspace: Workspace, near: LiftedCode, module: Path): LogBinding {
  const files = applicationFiles(workspace, workspace.unitOf(near.path), 'typescript');
  const setups = files.flatMap((file) =>
    conceptsOf(file, 'logger-setup').flatMap((it) => {
      const call = it.call === undefined ? undefined : file.facts.calls[it.call];
      const meaning = it.call === undefined ? undefined : workspace.linker.callee(file.path, it.call);
      return call && meaning?.kind === 'external' ? [{ file, call, module: meaning.module }] : [];
    }),
  );
  const parts = setups.map((it) => {
    const bind = FORMS[it.module];
    if (!isFree(it.file.facts, it.call.scope, 'requestId')) return undefined;
    const form = bind?.(it, workspace.textOf(it.file.path) ?? '', styleIn(workspace, it.file.path));
    return form && { path: it.file.path, own: [{ from: module, name: 'requestId' }], note: BOUND, ...form };
  });
  const known = parts.filter((it) => it !== undefined);
  const isWhole = known.length === parts.length && (known.length > 0 || usesOf(workspace, near).length === 0);
  if (!isWhole) return { parts: known, left: LEFT };
  return known.length > 0 ? { parts: known } : { parts: [], left: NO_LOGGER };
}

type BoundForm = Pick<CodePart, 'packages' | 'changes'>;

/** How a logger is made to write the id; undefined where its options are of a form that is not known. */
const FORMS: Readonly<Record<string, (setup: PlacedCall, text: string, style: TextStyle) => BoundForm | undefined>> = {
  pino: inPino,
  winston: inWinston,
};

function inPino({ call }: PlacedCall, text: string, style: TextStyle): BoundForm | undefined {
  const [options] = call.args;
  const mixin = 'mixin: () => ({ requestId: requestId() })';
  if (call.isOpen || (options && !lacks(options, 'mixin'))) return undefined;
  const changes = options ? addEntry(text, options, mixin, style) : addArgument(text, call, `{ ${mixin} }`, style);
  return changes && { changes: () => changes };
}

function lacks(value: Value | undefined, key: string): value is ObjectValue {
  return value?.kind === 'object' && !value.isOpen && value.entries.every((it) => it.key !== key);
}

function inWinston({ file, call }: PlacedCall, text: string, style: TextStyle): BoundForm | undefined {
  const { facts } = file;
  const [options] = call.args;
  const name = freeName(facts, 0, ['addRequestId', 'writeRequestId']);
  const format = winstonFormat(file);
  // A line that is put together by hand shows what that names.
  const isByHand = facts.calls.some((it) => /^(?:printf|cli)$/.test(it.callee.path.at(-1) ?? ''));
  if (options?.kind !== 'object' || options.isOpen || name === undefined || !format || isByHand) return undefined;
  const given = options.entries.find((it) => it.key === 'format')?.value;
  const use = given
    ? withFormat(facts.calls, given, text, name, format.expression, style)
    : addEntry(text, options, `format: ${format.expression}.combine(${name}(), ${format.expression}.json())`, style);
  const made = `const ${name} = ${format.expression}((info) => Object.assign(info, { requestId: requestId() }));\n`;
  const above = beforeStatement(text, call.statement, made, style);
  return use && above && { packages: format.packages, changes: () => [above, ...use] };
}

/** What the file calls winston's `format`, imported where it is not there. */
function winstonFormat({
  facts,
}: LiftedCode): { readonly expression: string; readonly packages: readonly NeededImport[] } | undefined {
  const imports = facts.imports.filter((it) => it.module === 'winston' && !it.isTypeOnly && it.scope === 0);
  const own = imports.find((it) => it.imported === 'format');
  const whole = imports.find((it) => it.imported === 'default' || it.imported === '*');
  if (own) return { expression: own.local, packages: [] };
  if (whole) return { expression: `${whole.local}.format`, packages: [] };
  return isFree(facts, 0, 'format') ? { expression: 'format', packages: [{ module: 'winston', names: ['format'] }] } : undefined;
}

/** First in the formats that are combined, or combined with the only one. */
function withFormat(
  calls: readonly Call[],
  given: Value,
  text: string,
  name: string,
  format: string,
  style: TextStyle,
): readonly TextChange[] | undefined {
  const made = given.kind === 'call' && given.path.length === 0 ? calls[given.call] : undefined;
  const [first] = made?.args ?? [];
  switch (made?.callee.path.at(-1)) {
    case 'combine': {
      if (!first) return undefined;
      return [atFirst(text, first.span.start, `${name}()`, style)];
    }
    case 'json':
    case 'simple':
    case 'logstash':
      return [{ span: given.span, text: `${format}.combine(${name}(), ${text.slice(given.span.start, given.span.end)})` }];
    default:
      return undefined;
  }
}

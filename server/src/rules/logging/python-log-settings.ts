import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ObjectEntry, ObjectValue, Value } from '#facts/value.ts';
import type { CodePart } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addEntry, addItem } from '#fixes/last-element.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { BOUND, callsTo } from './log-binding.ts';
import { withRequestId } from './log-format.ts';

const NAME = 'request_id';

/**
 * The dicts that a log is set up with, `LOGGING` of Django and what `dictConfig` is given, with a filter for their handlers; undefined in place of one
 * that is not readable as a whole.
 * @param filter the filter's class with its module; undefined where that has no name
 */
export function filteredSettings(
  workspace: Workspace,
  files: readonly LiftedCode[],
  filter: string | undefined,
): readonly (CodePart | undefined)[] {
  const given = callsTo(workspace, files, 'logging', ['config.dictConfig']).map(({ file, call }) => ({
    file,
    value: dictOf(file, call.args[0]),
  }));
  const ofDjango = files.flatMap((file) => {
    const value = file.facts.bindings.find((it) => it.scope === 0 && it.name === 'LOGGING')?.origin;
    return value?.kind === 'value' && value.value.kind === 'object' ? [{ file, value: value.value }] : [];
  });
  const all = [...given, ...ofDjango.filter((it) => !given.some((one) => one.value === it.value))];
  return all.map(({ file, value }) => {
    const { path } = file;
    const style = styleIn(workspace, path);
    const changes =
      value?.kind === 'object' && filter !== undefined
        ? changesOf(workspace.textOf(path) ?? '', value, filter, style)
        : undefined;
    return changes && { path, changes: () => changes, note: BOUND };
  });
}

function dictOf({ facts }: LiftedCode, value: Value | undefined): Value | undefined {
  if (value?.kind !== 'reference' || value.path.length > 1) return value;
  const [only, other] = facts.bindings.filter((it) => it.scope === 0 && it.name === value.path[0]);
  return !other && only?.origin.kind === 'value' ? only.origin.value : undefined;
}

function changesOf(text: string, settings: ObjectValue, filter: string, style: TextStyle): TextChange[] | undefined {
  const handlers = entryOf(settings, 'handlers')?.value;
  const formatters = entryOf(settings, 'formatters')?.value;
  const filters = entryOf(settings, 'filters')?.value;
  const q = (value: string): string => quoted(value, style);
  if (settings.isOpen || handlers?.kind !== 'object' || handlers.isOpen || formatters?.kind !== 'object') return undefined;
  if (filters && (filters.kind !== 'object' || filters.isOpen || entryOf(filters, NAME))) return undefined;
  const made = `{${q('()')}: ${q(filter)}}`;
  const declared = filters
    ? addEntry(text, filters, `${q(NAME)}: ${made}`, style)
    : addEntry(text, settings, `${q('filters')}: {${q(NAME)}: ${made}}`, style);
  const writing = handlers.entries.filter((it) => !isSilent(it.value));
  const names = new Set(writing.map((it) => literal(it.value, 'formatter')));
  const changes = [
    declared,
    ...writing.map((it) => handlerChanges(text, it.value, style)),
    ...[...names].map((it) => formatterChanges(text, it === undefined ? undefined : entryOf(formatters, it)?.value)),
  ];
  return writing.length > 0 && changes.every((it) => it !== undefined) ? changes.flat() : undefined;
}

/** Handlers whose lines nobody reads, or that are mail. */
function isSilent(handler: Value): boolean {
  return /\.(?:NullHandler|AdminEmailHandler)$/.test(literal(handler, 'class') ?? '');
}

function handlerChanges(text: string, handler: Value, style: TextStyle): readonly TextChange[] | undefined {
  if (handler.kind !== 'object' || handler.isOpen) return undefined;
  const filters = entryOf(handler, 'filters')?.value;
  const name = quoted(NAME, style);
  if (!filters) return addEntry(text, handler, `${quoted('filters', style)}: [${name}]`, style);
  return filters.kind === 'array' && !filters.isOpen ? addItem(text, filters, name, style) : undefined;
}

/** A formatter of python-json-logger writes whatever a record has; others are told to write the id. */
function formatterChanges(text: string, formatter: Value | undefined): readonly TextChange[] | undefined {
  if (formatter?.kind !== 'object' || formatter.isOpen) return undefined;
  const made = literal(formatter, '()') ?? literal(formatter, 'class');
  if (made !== undefined && /^pythonjsonlogger\./.test(made)) return [];
  const isKnown = made === undefined || /^(?:logging\.Formatter|uvicorn\.logging\.\w+|django\.utils\.log\.\w+)$/.test(made);
  const format = entryOf(formatter, 'format') ?? entryOf(formatter, 'fmt');
  if (!isKnown || (entryOf(formatter, '()') && made === undefined) || !format) return undefined;
  return withRequestId(text, format.value, entryOf(formatter, 'style')?.value);
}

function entryOf(value: Value, key: string): ObjectEntry | undefined {
  return value.kind === 'object' ? value.entries.find((it) => it.key === key) : undefined;
}

function literal(value: Value, key: string): string | undefined {
  const found = entryOf(value, key)?.value;
  return found?.kind === 'literal' && typeof found.value === 'string' ? found.value : undefined;
}

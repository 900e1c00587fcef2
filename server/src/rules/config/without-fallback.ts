import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Field } from '#facts/code-facts.ts';
import { goLeave, insisting, requireVariable, withExample } from '#fixes/configuration/require-variable.ts';
import { requiredForm } from '#fixes/configuration/required-field.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { type CodeEdit, editCode } from '#fixes/file-edit.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Takes the literal away that stands in for a variable, so that the process ends without it. Undefined where the form is not known. */
export function withoutFallback(workspace: Workspace, path: Path, name: string, span: Span): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined || file.facts.container) return undefined;
  const read = file.facts.envReads.find((it) => it.name === name && it.defaultValue && sameSpan(it.defaultValue.span, span));
  if (read) return requireVariable(workspace, path, read);
  const changes = schemaDefault(file, text, span) ?? settingDefault(file, text, span);
  const mended = fieldDefault(file, text, span) ?? (changes && { changes: () => changes });
  const plain = mended && editCode(workspace, path, { ...mended, note: worded`End without ${name}` });
  const edit = plain ?? helperDefault(workspace, file, text, name, span) ?? filledIn(workspace, file, name, span);
  return edit && withExample(workspace, path, name, edit);
}

/** `z.string().default('x')` → `z.string().min(1)`; `str({ default: 'x' })` → `str()`. */
function schemaDefault({ facts }: LiftedCode, text: string, span: Span): TextChange[] | undefined {
  const chained = facts.calls.find((it) => it.callee.path.at(-1) === 'default' && it.args[0] && sameSpan(it.args[0].span, span));
  if (chained) {
    const start = text.lastIndexOf('.', chained.nameSpan.start);
    const isText = /\bz\.string\(\)\s*$/.test(text.slice(0, start));
    return [{ span: { start, end: chained.span.end }, text: isText ? '.min(1)' : '' }];
  }
  const validator = facts.calls.find(
    ({ args: [first], callee }) =>
      /^(?:str|url|email|host)$/.test(callee.path.at(-1) ?? '') &&
      first?.kind === 'object' &&
      first.entries.some((it) => it.key === 'default' && sameSpan(it.value.span, span)),
  );
  const [options] = validator?.args ?? [];
  return options?.kind === 'object' && options.entries.length === 1 ? [{ span: options.span, text: '' }] : undefined;
}

/** pydantic: `jwt_secret: str = "x"` → `jwt_secret: str`, or `= Field(default=...)`; `Field("x")` → `Field(...)`. */
function fieldDefault({ facts }: LiftedCode, text: string, span: Span): Omit<CodeEdit, 'note'> | undefined {
  if (facts.language !== 'python') return undefined;
  const isAt = ({ value }: Field): boolean => value !== undefined && value.span.start <= span.start && span.end <= value.span.end;
  const owner = facts.classes.find((it) => it.fields.some(isAt));
  const field = owner?.fields.find(isAt);
  const end = field?.type?.span.end;
  if (!owner || !field?.value || end === undefined) return undefined;
  if (text.slice(end, span.start).trim() === '=') {
    const { written, packages } = requiredForm(
      facts.calls,
      owner.fields.filter((it) => it !== field),
    );
    return { packages, changes: () => [{ span: { start: end, end: span.end }, text: written }] };
  }
  const call = field.value.kind === 'call' ? facts.calls[field.value.call] : undefined;
  if (call?.callee.path.at(-1) !== 'Field' || !hasDefault(call, span, 0)) return undefined;
  return { changes: () => [{ span, text: '...' }] };
}

/** `config.get('X', 'x')` → `config.getOrThrow('X')`; `env("X", default="x")` → `env("X")`, which ends with an error. */
function settingDefault({ facts }: LiftedCode, text: string, span: Span): TextChange[] | undefined {
  const call = facts.calls.find((it) => it.span.start < span.start && it.span.end > span.end && hasDefault(it, span));
  const [first] = call?.args ?? [];
  if (!call || !first || call.args.length > 2) return undefined;
  const name = call.callee.path.at(-1) ?? '';
  const gap = text.slice(first.span.end, span.start);
  if (!/^\s*,\s*(?:default\s*=\s*)?$/.test(gap)) return undefined;
  const gone = { span: { start: first.span.end, end: span.end }, text: '' };
  if (facts.language === 'python') return /^(?:env|config)$/.test(call.callee.path[0] ?? '') ? [gone] : undefined;
  const isNest = facts.imports.some((it) => it.module === '@nestjs/config') && name === 'get' && call.callee.path.length > 1;
  return isNest ? [{ span: call.nameSpan, text: 'getOrThrow' }, gone] : undefined;
}

function hasDefault(
  {
    args,
    keywords,
  }: {
    readonly args: readonly { readonly span: Span }[];
    readonly keywords: readonly { readonly name: string; readonly value: { readonly span: Span } }[];
  },
  span: Span,
  position = 1,
): boolean {
  return (
    (args[position] !== undefined && sameSpan(args[position].span, span)) ||
    keywords.some((it) => it.name === 'default' && sameSpan(it.value.span, span))
  );
}

/** `getEnv("X", "x")` of the project itself: what insists takes its place. */
function helperDefault(workspace: Workspace, file: LiftedCode, text: string, name: string, span: Span): FileEdit | undefined {
  const call = file.facts.calls.find(
    ({ args: [first, second], callee }) =>
      callee.receiver === undefined &&
      first?.kind === 'literal' &&
      first.value === name &&
      second !== undefined &&
      sameSpan(second.span, span),
  );
  // Settings of libraries have names of another kind, such as `auth.secret`.
  const isVariable = /^[A-Z][A-Z0-9_]*$/.test(name) && call?.use !== 'discarded';
  if (!isVariable || call?.args.length !== 2 || call.callee.path.length !== 1) return undefined;
  const edit = insisting(workspace, file, text, name, call.span);
  return edit && editCode(workspace, file.path, edit);
}

/** Go: `if secret == "" { secret = "x" }` → the program ends there. */
function filledIn(workspace: Workspace, { path, facts }: LiftedCode, name: string, span: Span): FileEdit | undefined {
  const filling = facts.assignments.find((it) => sameSpan(it.span, span));
  if (facts.language !== 'go' || !filling) return undefined;
  const leave = goLeave(facts, filling.scope, `${name} is not set`);
  return (
    leave &&
    editCode(workspace, path, {
      packages: [{ module: leave.module }],
      changes: () => [{ span, text: leave.code }],
      note: worded`End without ${name}`,
    })
  );
}

function sameSpan(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

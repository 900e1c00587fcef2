import type { InputRead } from '#concepts/kinds/input.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Field } from '#facts/code-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { hasPipe } from './nest-input.ts';

/**
 * Gives the fields of a class that a pipe of Nest checks the rules that their types say. Empty where no pipe runs, the library is missing, or a type
 * says no rule.
 */
export function decorateFields(workspace: Workspace, code: LiftedCode, read: InputRead): readonly Fix[] {
  const unit = workspace.unitOf(code.path);
  const found = read.type && workspace.linker.classOf(workspace.linker.typed(code.path, 0, read.type));
  if (!found || !unit.dependencies.has('class-validator') || !hasPipe(workspace, unit)) return [];
  const { path, declaration } = found;
  const text = workspace.textOf(path);
  const facts = workspace.files.get(path)?.facts;
  if (text === undefined || facts?.kind !== 'code' || facts.language !== 'typescript') return [];
  const style = styleIn(workspace, path);
  const names = new Set<string>();
  const changes: TextChange[] = [];
  for (const field of declaration.fields) {
    const rules = rulesOf(field, text);
    const { start } = field.span;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    if (!rules || text.slice(lineStart, start).trim() !== '') return [];
    for (const it of rules) names.add(/\w+/.exec(it)?.[0] ?? '');
    const indent = indentAt(text, start);
    const above = text.slice(0, lineStart).trimEnd().split('\n').at(-1) ?? '';
    const isApart =
      /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, lineStart)) ||
      !/[;'\w\])]\s*(?:\/\/.*)?$/.test(above) ||
      /^\s*(?:\/\/|\*|\/\*)/.test(above);
    if (!isApart) changes.push({ span: { start: lineStart, end: lineStart }, text: style.lineEnd });
    changes.push({ span: { start, end: start }, text: rules.map((it) => `@${it}${style.lineEnd}${indent}`).join('') });
  }
  const edit = editCode(workspace, path, {
    packages: [{ module: 'class-validator', names: [...names].sort() }],
    changes: () => changes,
    note: worded`Say what each field may hold`,
  });
  const title = worded`Check the fields of ${declaration.name} by their types`;
  return edit && changes.length > 0 ? [{ id: 'decorate-fields', kind: 'suggest', title, edits: [edit] }] : [];
}

function rulesOf({ name, type, value, span, decorators }: Field, text: string): readonly string[] | undefined {
  const written = text.slice(span.start, span.end);
  if (!type || decorators.some((it) => !/^Api/.test(it.path.at(-1) ?? ''))) return undefined;
  const rules = ofType(type.text.trim());
  const isOptional = value !== undefined || new RegExp(`(?:^|\\s)${name}\\?`).test(written);
  return rules && (isOptional ? ['IsOptional()', ...rules] : rules);
}

function ofType(type: string): readonly string[] | undefined {
  const element = /^(\w+)\[\]$/.exec(type)?.[1];
  const single = SINGLE[element ?? type];
  if (single !== undefined) return element === undefined ? [`${single}()`] : ['IsArray()', `${single}(${EACH[single]})`];
  return /^'[^'|]*'(?:\s*\|\s*'[^'|]*')+$/.test(type)
    ? [
        `IsIn([${type
          .split('|')
          .map((it) => it.trim())
          .join(', ')}])`,
      ]
    : undefined;
}

const SINGLE: Readonly<Record<string, string>> = { string: 'IsString', number: 'IsNumber', boolean: 'IsBoolean' };
const EACH: Readonly<Record<string, string>> = {
  IsString: '{ each: true }',
  IsNumber: '{}, { each: true }',
  IsBoolean: '{ each: true }',
};

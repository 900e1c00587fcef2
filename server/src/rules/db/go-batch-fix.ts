import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf } from '#decisions/names.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import { changeOf, type Fix, type FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName, isFree } from '#fixes/free-name.ts';
import { beforeStatement, indentAt, withoutStatement } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { deeper, failing, type GoBatch, mentionsLoop } from './go-batch.ts';
import { fieldType, filledVariable, goLookUp, plainType } from './go-look-up.ts';
import { sqlBatch } from './go-sql-batch.ts';
import { sqlxBatch } from './go-sqlx-batch.ts';

/** Asks for all rows of a loop of Go with one query before it, and looks them up in a map; empty where the form of the loop is not certain. */
export function goBatch(workspace: Workspace, code: LiftedCode, framework: string, id: CallId, offer: FixOffer): readonly Fix[] {
  const text = workspace.textOf(code.path) ?? '';
  const batch =
    framework === 'gorm'
      ? ofGorm(workspace, code, id, text)
      : framework === 'database-sql' || framework === 'pgx'
        ? (sqlxBatch(workspace, code, framework, id, text) ?? sqlBatch(workspace, code, framework, id, text))
        : undefined;
  if (!batch) return [];
  const { lookUp, variable, map, packages } = batch;
  const { facts } = code;
  const style = styleIn(workspace, code.path);
  const found = freeName(facts, lookUp.outer, ['ok', 'found', 'isFound']);
  const isList = lookUp.key === lookUp.variable;
  const keys = isList ? lookUp.list : freeName(facts, lookUp.outer, ['ids', 'keys', 'wantedIDs']);
  if (found === undefined || keys === undefined || !isFree(facts, lookUp.outer, map)) return [];
  const collect = isList
    ? []
    : [
        `${keys} := make([]${lookUp.keyType}, 0, len(${lookUp.list}))`,
        `for _, ${lookUp.variable} := range ${lookUp.list} {`,
        `\t${keys} = append(${keys}, ${lookUp.key})`,
        '}',
      ];
  const first = beforeStatement(text, lookUp.loop.span, [...collect, ...batch.fill(keys)].join('\n'), style);
  if (!first) return [];
  const indent = indentAt(text, lookUp.statements.start);
  const named = packages.flatMap(({ module }) => withItsName(text, module));
  const taken = [`${variable.name}, ${found} := ${map}[${lookUp.key}]`, `if !${found} {`, ...deeper(lookUp.ifMissing), '}'];
  const edit = editCode(workspace, code.path, {
    packages: named.length > 0 ? packages.filter((it) => withItsName(text, it.module).length === 0) : packages,
    changes: () => [
      ...named,
      first,
      withoutStatement(text, variable.statement),
      { span: lookUp.statements, text: layOut(taken.join('\n'), style, indent) },
    ],
    note: worded`Ask once, and look up in what it gave`,
  });
  return edit?.kind === 'change' ? [{ ...offer, edits: [changeOf(edit.path, edit.changes, edit.note)] }] : [];
}

/** `db.First(&c, o.CustomerID)`, `db.Where("id = ?", o.CustomerID).First(&c)`. */
function ofGorm(workspace: Workspace, code: LiftedCode, id: CallId, text: string): GoBatch | undefined {
  const { facts } = code;
  const last = facts.calls[id];
  const local = facts.imports.find((it) => it.module === 'gorm.io/gorm')?.local;
  if (!last || local === undefined || !/^(?:First|Take)$/.test(last.callee.path.at(-1) ?? '')) return undefined;
  const chain = chainOf(code, id);
  if (chain.some((it) => !/^(?:WithContext|Where|Preload|Unscoped|Session|First|Take|Debug)$/.test(it.callee.path.at(-1) ?? '')))
    return undefined;
  const wheres = chain.filter((it) => it.callee.path.at(-1) === 'Where');
  const [where] = wheres;
  const [, ...inline] = last.args;
  const written = (span: Span | undefined): string => (span ? text.slice(span.start, span.end) : '');
  const condition = where ? where.args : inline;
  const isBare = !where && condition.length === 1;
  const column = isBare ? 'id' : /^"((?:\w+\.)?id) = \?"$/i.exec(written(condition[0]?.span))?.[1];
  const key = condition.at(-1)?.span;
  if (wheres.length > 1 || (where && inline.length > 0) || condition.length > 2 || column === undefined || !key) return undefined;
  const lookUp = goLookUp(workspace, code, { last: id, key, noRows: `${local}.ErrRecordNotFound`, text });
  const name = /^&(\w+)$/.exec(
    text
      .slice(last.nameSpan.end)
      .replace(/^\(\s*/, '')
      .split(/[,)]/)[0] ?? '',
  )?.[1];
  const variable = lookUp && name !== undefined ? filledVariable(code, lookUp, name, text) : undefined;
  // A text as the only condition is SQL to gorm.
  if (!lookUp || !variable || (isBare && !/int/.test(lookUp.keyType)) || variable.type.text !== variable.type.path.join('.'))
    return undefined;
  const model = workspace.linker.classOf(workspace.linker.typed(code.path, 0, variable.type));
  if (!model) return undefined;
  const own = fieldType(model.declaration, 'ID');
  const idType = own ? plainType(code, own) : model.declaration.bases.some((it) => it.text === 'gorm.Model') ? 'uint' : undefined;
  const isNumber = (it: string): boolean => /int/.test(it);
  if (idType === undefined || (idType !== lookUp.keyType && !(isNumber(idType) && isNumber(lookUp.keyType)))) return undefined;
  const list = camelCase(pluralOf(variable.type.path.at(-1) ?? ''));
  const map = `${list}ByID`;
  const rows = freeName(facts, lookUp.outer, [list, `found${list.charAt(0).toUpperCase()}${list.slice(1)}`]);
  if (rows === undefined) return undefined;
  const asked = where ?? last;
  const head = text.slice(lookUp.query.start, asked.nameSpan.start);
  const between = where ? text.slice(where.span.end, last.nameSpan.start) : '.';
  if (head.includes('\n') || between.includes('\n') || mentionsLoop(head + between, lookUp)) return undefined;
  const rowKey = idType === lookUp.keyType ? 'it.ID' : `${lookUp.keyType}(it.ID)`;
  return {
    lookUp,
    variable,
    map,
    packages: [],
    fill: (keys) => [
      `var ${rows} []${variable.type.text}`,
      ...failing(lookUp, `${head}Where("${column} IN ?", ${keys})${between}Find(&${rows}).Error`),
      `${map} := make(map[${lookUp.keyType}]${variable.type.text}, len(${rows}))`,
      `for _, it := range ${rows} {`,
      `\t${map}[${rowKey}] = it`,
      '}',
    ],
  };
}

/** A package that is imported for its effect alone gets its name. */
function withItsName(text: string, module: string): readonly TextChange[] {
  const blank = text.indexOf(`_ "${module}"`);
  return blank < 0 ? [] : [{ span: { start: blank, end: blank + 2 }, text: '' }];
}

function chainOf({ facts }: LiftedCode, last: CallId): Call[] {
  const chain: Call[] = [];
  for (let at: CallId | undefined = last; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const call = facts.calls[at];
    if (call) chain.unshift(call);
  }
  return chain;
}

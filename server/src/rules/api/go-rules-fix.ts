import { folderOf, type Path } from '#base/paths.ts';
import type { InputRead } from '#concepts/kinds/input.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, Scope } from '#facts/code-facts.ts';
import { addDependency } from '#fixes/dependency.ts';
import { changeOf, type FileEdit, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf, type TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { decodedType } from './decoded-type.ts';
import type { HandlerInput } from './input-evidence.ts';
import { declarationAround } from './schema-place.ts';

const VALIDATOR = 'github.com/go-playground/validator/v10';
/** The newest that Go 1.20 can build. */
const VERSION = 'v10.26.0';
/** Libraries that check structs in another way, and by other tags. */
const OTHERS = /ozzo-validation|govalidator|gookit\/validate|go-openapi\/validate|go-playground\/validator|protovalidate|\/zog$/;

/** gin checks tags by itself; elsewhere the unit's validator does, or the usual one where it has none. */
export function rulesOffer({ workspace, code, reads }: HandlerInput): FixOffer | undefined {
  const [read] = reads;
  if (!read?.into) return undefined;
  if (read.framework === 'gin') return { id: 'add-rules', kind: 'suggest', title: worded`Require the fields of the struct` };
  if (echoValidator(workspace, code, read) || hasValidator(workspace, code))
    return { id: 'add-rules', kind: 'suggest', title: worded`Check the struct with the validator` };
  // Rules that are there already may wait for another library.
  return decodedType(workspace, code, read) !== 'plain' ||
    [...workspace.unitOf(code.path).dependencies].some((it) => OTHERS.test(it))
    ? undefined
    : { id: 'add-rules', kind: 'multi', title: worded`Depend on a validator and check the struct with it` };
}

/** Gives the struct rules where it has none, and has them checked where the framework does not do so by itself. */
export function addGoRules(input: HandlerInput): FileEdit[] | undefined {
  const { workspace, code, reads } = input;
  const text = workspace.textOf(code.path);
  const [read] = reads;
  if (text === undefined || !read || reads.length > 1) return undefined;
  const known = decodedType(workspace, code, read);
  const isGin = read.framework === 'gin';
  const rules = known === 'plain' ? requiredFields(workspace, code, read, isGin ? 'binding' : 'validate') : [];
  // gin runs `binding` tags alone.
  if (!rules || (known === 'plain' ? rules.length === 0 : isGin)) return undefined;
  const run = isGin ? refusal(workspace, code, read, text) : validation(input, read, text);
  const needed = isGin || echoValidator(workspace, code, read) ? [] : validatorNeeded(workspace, code);
  return run && needed && joinEdits([...rules, ...run, ...needed]);
}

/** `binding:"required"` on each text and list of the struct that is not optional by its form. */
function requiredFields(workspace: Workspace, code: LiftedCode, read: InputRead, key: string): FileEdit[] | undefined {
  const found = structOf(workspace, code, read);
  const text = found && workspace.textOf(found.path);
  // A model of the database is decoded in other places too, where less is sent.
  if (!found || text === undefined || found.declaration.bases.length > 0) return undefined;
  const { fields } = found.declaration;
  if (fields.some((it) => /\b(?:gorm|db|bson|xorm|pg|bun):/.test(it.tag ?? ''))) return undefined;
  const changes: TextChange[] = [];
  for (const { name, tag, type, span } of fields) {
    if (tag === undefined || !/^(?:string|\[\])/.test(type?.text ?? '') || /omitempty|json:"-"/.test(tag)) continue;
    if (OPTIONAL.test(name) || /\/\/[^\n]*\b(?:optional|only|when|if)\b[^\n]*\n[ \t]*$/i.test(text.slice(0, span.start)))
      continue;
    const at = text.indexOf(`\`${tag}\``, span.start);
    const line = text.slice(at, text.indexOf('\n', at));
    if (at < 0 || /\/\//.test(line.slice(tag.length + 2))) return undefined;
    const end = at + tag.length + 1;
    changes.push({ span: { start: end, end }, text: ` ${key}:"required"` });
  }
  return changes.length === 0 ? [] : [changeOf(found.path, changes, worded`Require the fields of ${found.declaration.name}`)];
}

/** What people leave out. */
const OPTIONAL =
  /desc|remark|note|comment|avatar|image|img|bio|phone|nick|keyword|cursor|token$|sort|order|filter|optional|middle/i;

function structOf(
  workspace: Workspace,
  code: LiftedCode,
  { into, scope }: InputRead,
): { readonly path: Path; readonly declaration: ClassDeclaration } | undefined {
  const name = into?.kind === 'reference' && into.path.length === 1 ? into.path[0] : undefined;
  if (name === undefined) return undefined;
  const found = workspace.linker.classOf(workspace.linker.reference(code.path, scope, [name]));
  return found?.declaration.form === 'struct' ? found : undefined;
}

/** gin: nothing to do where the error is looked at; a dropped one is answered. */
function refusal(workspace: Workspace, { path, facts }: LiftedCode, read: InputRead, text: string): FileEdit[] | undefined {
  const call = read.call === undefined ? undefined : facts.calls[read.call];
  if (!call) return undefined;
  if (call.use !== 'discarded' && call.targets[0] !== '_')
    return errorBranch(text, facts.scopes, call.statement.start) ? [] : undefined;
  const context = call.callee.path[0] ?? '';
  const statement = text.slice(call.statement.start, call.statement.end);
  const bare = /^(?:_ = )?(\w+\.ShouldBind\w*\([^\n]*\))$/.exec(statement)?.[1];
  const gin = facts.imports.find((it) => it.module === 'github.com/gin-gonic/gin')?.local;
  if (bare === undefined || gin === undefined) return undefined;
  const indent = indentAt(text, call.statement.start);
  const eol = lineEndOf(text);
  const lines = [
    `if err := ${bare}; err != nil {`,
    `\t${context}.JSON(http.StatusBadRequest, ${gin}.H{"error": "The body is not valid"})`,
    '\treturn',
    '}',
  ];
  const edit = editCode(workspace, path, {
    packages: [{ module: 'net/http' }],
    changes: () => [{ span: call.statement, text: lines.join(eol + indent) }],
    note: worded`Refuse a body that breaks the rules`,
  });
  return edit && [edit];
}

/** Below the branch that answers a body which cannot be decoded: the same answer where the rules are broken. */
function validation({ workspace, code, handler }: HandlerInput, read: InputRead, text: string): FileEdit[] | undefined {
  const { path, facts } = code;
  const call = read.call === undefined ? undefined : facts.calls[read.call];
  const branch = call && errorBranch(text, facts.scopes, call.statement.start);
  const name = read.into?.kind === 'reference' ? read.into.path[0] : undefined;
  if (!call || !branch || name === undefined || branch.body.last !== 'return') return undefined;
  const close = branch.bodySpan.end + 1;
  if (text.charAt(close - 1) !== '}' || !/^[ \t]*\r?\n/.test(text.slice(close))) return undefined;
  const eol = lineEndOf(text);
  const written = text.slice(read.into?.span.start, read.into?.span.end);
  const target = written.startsWith('&') ? written : isPointer(code, read) ? name : `&${name}`;
  const own = echoValidator(workspace, code, read);
  const validator = own ? undefined : validatorIn(workspace, code);
  if (!own && !validator) return undefined;
  const check = own ? `${call.callee.path[0]}.Validate(${target})` : `${validator?.name}.Struct(${target})`;
  const added = `${eol}${indentAt(text, branch.span.start)}if err := ${check}; err != nil {${text.slice(branch.bodySpan.start, close)}`;
  const declared =
    validator && !validator.isThere
      ? beforeStatement(
          text,
          declarationAround(text, facts, handler),
          `var ${validator.name} = validator.New()\n`,
          styleIn(workspace, path),
        )
      : undefined;
  if (validator && !validator.isThere && !declared) return undefined;
  const edit = editCode(workspace, path, {
    packages: declared ? [{ module: VALIDATOR }] : [],
    changes: () => [...(declared ? [declared] : []), { span: { start: close, end: close }, text: added }],
    note: worded`Check the struct before it is used`,
  });
  return edit && [edit];
}

/** The first `if err != nil` from a statement on. */
function errorBranch(text: string, scopes: readonly Scope[], from: number): Scope | undefined {
  const head = /^[^\n]*?(?:\n[ \t]*)?if (?:[^\n{]*; )?err != nil \{/.exec(text.slice(text.lastIndexOf('\n', from) + 1));
  const open = head ? text.lastIndexOf('\n', from) + 1 + head[0].length : -1;
  return scopes.find((it) => it.branch?.form === 'then' && it.bodySpan.start === open);
}

function isPointer({ facts }: LiftedCode, { into, scope }: InputRead): boolean {
  const name = into?.kind === 'reference' ? into.path[0] : undefined;
  const origin = facts.bindings.find((it) => it.name === name && it.scope >= 0 && isSeenFrom(facts.scopes, scope, it.scope));
  return origin !== undefined && origin.type === undefined;
}

function isSeenFrom(scopes: readonly Scope[], from: number, scope: number): boolean {
  for (let at: number | undefined = from; at !== undefined; at = scopes[at]?.parent) if (at === scope) return true;
  return false;
}

function hasValidator(workspace: Workspace, { path }: LiftedCode): boolean {
  return workspace.unitOf(path).dependencies.has(VALIDATOR);
}

/** The line of `go.mod` for it, where there is none; undefined where it cannot be added. */
function validatorNeeded(workspace: Workspace, code: LiftedCode): FileEdit[] | undefined {
  if (hasValidator(workspace, code)) return [];
  const added = addDependency(workspace, workspace.unitOf(code.path).folder, 'go', VALIDATOR, VERSION);
  return added && [added];
}

/** echo runs a validator that the server was given. */
function echoValidator(workspace: Workspace, { path }: LiftedCode, { framework }: InputRead): boolean {
  return (
    framework === 'echo' &&
    workspace.unitOf(path).files.some((it) => {
      const facts = workspace.files.get(it)?.facts;
      return facts?.kind === 'code' && facts.assignments.some(({ target }) => target.at(-1) === 'Validator');
    })
  );
}

/** The validator of the package, or the name of one to be made. */
function validatorIn(
  workspace: Workspace,
  { path }: LiftedCode,
): { readonly name: string; readonly isThere: boolean } | undefined {
  const siblings = (workspace.linker.folder.goPackages.get(folderOf(path)) ?? [path]).flatMap((it) => {
    const file = workspace.files.get(it);
    return file && isCode(file) ? [file] : [];
  });
  for (const { facts } of siblings) {
    const own = facts.bindings.find(
      ({ scope, origin }) =>
        scope === 0 &&
        origin.kind === 'value' &&
        origin.value.kind === 'call' &&
        /(?:^|\.)validator\.New$/.test(origin.value.path.join('.')),
    );
    if (own) return { name: own.name, isThere: true };
  }
  return siblings.every(({ facts }) => isFree(facts, 0, 'validate') && !facts.imports.some((it) => it.local === 'validate'))
    ? { name: 'validate', isThere: false }
    : undefined;
}

import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, Call, CodeLanguage } from '#facts/code-facts.ts';
import { listedInExample } from '#fixes/configuration/env-example.ts';
import { readAsIn } from '#fixes/configuration/python-configuration.ts';
import type { ConfigurationEntry, Setting } from '#fixes/configuration/setting.ts';
import { entryFor, importsOf } from '#fixes/configuration/use-setting.ts';
import { type FileEdit, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { indentAt } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { devFrontEnd } from '../contract/dev-origins.ts';

const NAME = 'CORS_ORIGINS';

export const ORIGINS_OFFER: FixOffer = {
  id: 'configured-origins',
  kind: 'multi',
  title: worded`Allow the origins of ${NAME} alone`,
};

/** How a policy is written with a list of origins. */
type Written = (origins: string) => readonly TextChange[] | undefined;

/**
 * Lets in the origins of a setting, which the configuration module gets; undefined where the form of the policy is not known for certain.
 * @param options.withCredentials their cookies are let in, too
 */
export function useConfiguredOrigins(
  workspace: Workspace,
  code: LiftedCode,
  policy: CorsPolicy,
  { withCredentials = false }: { readonly withCredentials?: boolean } = {},
): FileEdit[] | undefined {
  const { path, facts } = code;
  const text = workspace.textOf(path);
  if (text === undefined || facts.container) return undefined;
  const style = styleIn(workspace, path);
  const setting = settingFor(workspace);
  const own = facts.bindings.find((it) => it.scope === 0 && DJANGO.test(it.name) && it.span.start === policy.span.start);
  const isClosed = withCredentials && policy.credentials !== 'yes';
  if (own) return isClosed ? undefined : inSettings(workspace, code, own, text, style);
  const written = formOf(code, text, policy, style);
  const entry = written && entryFor(workspace, path, policy.scope, setting);
  if (!entry || isTooEarly(workspace, code, entry.edits)) return undefined;
  const { name, usage } = entry;
  const wanted = importsOf(entry);
  const isGo = facts.language === 'go';
  if (isGo && facts.bindings.some((it) => it.name === 'strings')) return undefined;
  const cookies = isClosed ? credentialsBehind(facts.language, text, policy, style) : '';
  if (cookies === undefined) return undefined;
  // The form does not depend on the name, so that what is known without it holds with it.
  if (!written('')) return undefined;
  const use = editCode(workspace, path, {
    own: wanted.own,
    packages: [...wanted.packages, ...(isGo ? [{ module: 'strings' }] : [])],
    changes: (known) => written(listedOrigins(known(name) + usage, entry, facts.language, style) + cookies) ?? [],
    note: worded`Allow the origins of ${NAME}`,
  });
  const example = listedInExample(workspace, path, [setting]);
  return use && joinEdits([...entry.edits, ...(example ? [example] : []), use]);
}

/** The origins of a setting as a list. Without the setting nobody is let in. */
export function listedOrigins(
  value: string,
  { mayBeMissing }: ConfigurationEntry,
  language: CodeLanguage,
  style: TextStyle,
): string {
  if (language === 'go') return `strings.Split(${value}, ",")`;
  const comma = quoted(',', style);
  return mayBeMissing ? `(${value} ?? ${quoted('', style)}).split(${comma})` : `${value}.split(${comma})`;
}

/** What follows the origins where cookies are let in, which nothing has said so far; undefined where something else is said of them. */
function credentialsBehind(language: CodeLanguage, text: string, policy: CorsPolicy, style: TextStyle): string | undefined {
  if (policy.credentials !== 'no') return undefined;
  const start = policy.entry?.span.start;
  const isOwnLine = start !== undefined && isBroken(text, start);
  const gap = isOwnLine ? `,${style.lineEnd}${indentAt(text, start)}` : ', ';
  if (language === 'go') return `${gap}AllowCredentials: true`;
  if (language !== 'python') return `${gap}credentials: true`;
  return `${gap}${policy.framework === 'flask-cors' ? 'supports_credentials' : 'allow_credentials'}=True`;
}

/** A module that is created reads the environment when it is loaded, which is before a file that loads it calls dotenv. */
export function isTooEarly(workspace: Workspace, { path, facts }: LiftedCode, edits: readonly FileEdit[]): boolean {
  if (facts.language === 'go' || !edits.some((it) => it.kind === 'create')) return false;
  return workspace.unitOf(path).files.some((it) => {
    const other = workspace.files.get(it)?.facts;
    return other?.kind === 'code' && other.imports.some(({ module }) => module === 'dotenv');
  });
}

/** An entry or argument that lets everybody in. */
const ENTRY =
  /^(['"]?(?:origins?|allow_origins|AllowOrigins|AllowedOrigins|AllowAllOrigins)['"]?\s*[:=]\s*)(?:'\*'|"\*"|true|(?:\[\]string)?[[{]\s*['"]\*['"],?\s*[\]}])$/;

function formOf({ facts }: LiftedCode, text: string, policy: CorsPolicy, style: TextStyle): Written | undefined {
  const call = policy.call === undefined ? undefined : facts.calls[policy.call];
  // The middleware of Koa takes one origin, and no list.
  if (!call || facts.imports.some((it) => /^(?:@koa\/cors|koa2?-cors)$/.test(it.module))) return undefined;
  if (policy.entry) {
    const { start, end } = policy.entry.span;
    const key = ENTRY.exec(text.slice(start, end))?.[1];
    // The value stays in its column.
    const head = key?.replace(/AllowAllOrigins:(?=\s)/, isBroken(text, start) ? 'AllowOrigins:   ' : 'AllowOrigins:');
    return head === undefined ? undefined : (origins) => [{ span: { start, end }, text: head + origins }];
  }
  return facts.language === 'go' ? undefined : withoutEntry(facts.language, text, policy, call, style);
}

function isBroken(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** A policy of which nothing says who may call. */
function withoutEntry(
  language: CodeLanguage,
  text: string,
  { framework }: CorsPolicy,
  call: Call,
  style: TextStyle,
): Written | undefined {
  if (call.isOpen) return undefined;
  if (language === 'python') {
    const isFlask = framework === 'flask-cors' && call.args.length === 1 && call.keywords.every((it) => it.name !== 'resources');
    return isFlask ? (origins) => addArgument(text, call, `origins=${origins}`, style) : undefined;
  }
  const name = call.callee.path.at(-1) ?? '';
  const position = name === 'register' ? 1 : 0;
  const last = call.args.at(-1);
  if (name === 'create') {
    const cors = last?.kind === 'object' ? last.entries.find((it) => it.key === 'cors')?.value : undefined;
    return cors?.kind === 'literal' && cors.value === true
      ? (origins) => [{ span: cors.span, text: `{ origin: ${origins} }` }]
      : undefined;
  }
  const options = call.args[position];
  if (!options && call.args.length === position) return (origins) => addArgument(text, call, `{ origin: ${origins} }`, style);
  return options?.kind === 'object' && !options.isOpen
    ? (origins) => addEntry(text, options, `origin: ${origins}`, style)
    : undefined;
}

/** The origin of the first front end in development is what an example file shows. */
function settingFor(workspace: Workspace): Setting {
  const [first] = workspace.units.flatMap((it) => devFrontEnd(workspace, it, [])?.origins ?? []);
  return { name: NAME, type: 'text', isOptional: false, example: first ?? 'http://localhost:5173' };
}

const DJANGO = /^(?:CORS_ALLOW_ALL_ORIGINS|CORS_ORIGIN_ALLOW_ALL)$/;

/** Django's settings are the configuration themselves. */
function inSettings(
  workspace: Workspace,
  code: LiftedCode,
  { name, statement }: Binding,
  text: string,
  style: TextStyle,
): FileEdit[] | undefined {
  const { path, facts } = code;
  if (facts.bindings.some((it) => /^CORS_(?:ALLOWED_ORIGINS|ORIGIN_WHITELIST)$/.test(it.name))) return undefined;
  if (!/^\w+\s*=\s*True$/.test(text.slice(statement.start, statement.end))) return undefined;
  const list = name === 'CORS_ORIGIN_ALLOW_ALL' ? 'CORS_ORIGIN_WHITELIST' : 'CORS_ALLOWED_ORIGINS';
  const setting = settingFor(workspace);
  const { reader, value } = readAsIn(code, { ...setting, type: 'list' }, style);
  const { read, needed } = listRead(reader, value, style);
  if (reader === 'config' && !facts.imports.some((it) => it.module === 'decouple')) return undefined;
  const use = editCode(workspace, path, {
    packages: needed,
    changes: () => [{ span: statement, text: `${list} = ${read}` }],
    note: worded`Allow the origins of ${NAME}`,
  });
  const example = listedInExample(workspace, path, [setting]);
  return use && joinEdits([use, ...(example ? [example] : [])]);
}

/** A list of words as each reader gives one, with what the file needs for that. */
function listRead(
  reader: string | undefined,
  value: string,
  style: TextStyle,
): { readonly read: string; readonly needed: readonly NeededImport[] } {
  if (reader === 'env') return { read: value, needed: [] };
  if (reader === undefined) return { read: `${value}.split(${quoted(',', style)})`, needed: [{ module: 'os' }] };
  return { read: value.replace(/\)$/, ', cast=Csv())'), needed: [{ module: 'decouple', names: ['Csv'] }] };
}

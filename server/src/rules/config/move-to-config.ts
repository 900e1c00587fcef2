import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { CodeFacts, SyntaxEnvRead } from '#facts/code-facts.ts';
import { settingOfRead } from '#fixes/configuration/setting.ts';
import { useSetting } from '#fixes/configuration/use-setting.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { takenVariable } from './taken-apart.ts';

/**
 * Moves a read of the environment into the configuration module: an entry there (the module is made where there is none), a
 * key in the example file, and the entry's name at the old place. Undefined where the module's form is not known for certain.
 */
export function moveToConfig(workspace: Workspace, path: Path, span: Span, name: string): FileEdit[] | undefined {
  const facts = workspace.files.get(path)?.facts;
  const text = workspace.textOf(path);
  if (facts?.kind !== 'code' || text === undefined) return undefined;
  const read = facts.envReads.find((it) => it.span.start === span.start && it.name === name);
  if (!read || read.api === 'os.LookupEnv' || provesAnother(facts, read)) return undefined;
  if (isDestructured(text, read)) {
    const taken = takenVariable(facts, text, read, styleIn(workspace, path));
    return taken && useSetting(workspace, { path, scope: read.scope, ...taken });
  }
  const moved =
    facts.language === 'go'
      ? { setting: { name, type: 'text' as const, isOptional: false }, span: read.span }
      : settingOfRead(isAskedLater(text, read) ? { ...read, isTested: true } : read, name);
  return moved && useSetting(workspace, { path, scope: read.scope, ...moved, isProven: isProven(facts, read) });
}

/** `if (!process.env.X) throw …` tells the compiler that the next read of it is no undefined. */
function provesAnother({ language, envReads }: CodeFacts, { name, isTested, span }: SyntaxEnvRead): boolean {
  return language === 'typescript' && isTested && envReads.some((it) => it.name === name && it.span.start > span.end);
}

function isProven({ language, envReads }: CodeFacts, { name, span }: SyntaxEnvRead): boolean {
  return language === 'typescript' && envReads.some((it) => it.name === name && it.isTested && it.span.end < span.start);
}

/** The name that takes the value is asked whether there is one: `if (!token) return;`. */
function isAskedLater(text: string, { span, outerSpan, statement }: SyntaxEnvRead): boolean {
  const before = text.slice(statement.start, span.start);
  const name = /^(?:(?:const|let|var)\s+)?(\w+)(?:\s*:[^=]+)?\s*=\s*$/.exec(before)?.[1];
  if (name === undefined || !/^\s*;?\s*$/.test(text.slice(outerSpan.end, statement.end))) return false;
  const word = `(?<![\\w.])${name}\\b(?!\\s*[.(])`;
  const asked = `(?:!|\\bnot\\s+|\\bif\\s*\\(?\\s*)${word}|${word}\\s*(?:\\?\\?|\\|\\||&&|\\?(?![.?])|\\b(?:and|or)\\b|\\bis\\s+(?:not\\s+)?None|[!=]==?\\s*(?:undefined|null))`;
  return new RegExp(asked).test(text.slice(statement.end));
}

function isDestructured(text: string, { span, name = '', statement }: SyntaxEnvRead): boolean {
  return (
    !text.slice(span.start, span.end).includes(name) ||
    span.end - span.start === name.length ||
    /^\s*(?:const|let|var)\s*\{/.test(text.slice(statement.start))
  );
}

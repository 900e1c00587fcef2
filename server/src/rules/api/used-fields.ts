import { escaped } from '#base/regular-expression.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { FieldType } from './field-types.ts';

/** A field of a body that a handler uses, with what its use says. */
export interface UsedField {
  readonly name: string;
  /** unknown where no use says it. */
  readonly type: FieldType;
  /** True where the handler gets along without it. */
  readonly isOptional: boolean;
  /** True where a method is called on it, which fails without it. */
  readonly isNeeded?: true;
  /** Of an object of which single fields are used. */
  readonly fields: readonly UsedField[];
}

interface Node {
  readonly name: string;
  readonly hints: Set<FieldType>;
  isOptional: boolean;
  isNeeded: boolean;
  /** True where it is used as one value, and not by its fields alone. */
  isUsedWhole: boolean;
  readonly children: Map<string, Node>;
}

/** The fields of `req.body` that a script uses; undefined where the whole is handed on, written to, or taken apart in a way that cannot be read. */
export function fieldsInScript(code: string, body: string): readonly UsedField[] | undefined {
  const root = nodeOf('');
  if (!readUses(code, body, root)) return undefined;
  return root.isUsedWhole || root.children.size === 0 ? undefined : [...root.children.values()].map(fieldOf);
}

/** The text with what strings and comments hold blanked out; offsets stay. */
export function withoutTexts(text: string, language: CodeLanguage): string {
  const blank = (it: string): string => it.replace(/[^\r\n]/g, ' ');
  return language === 'python'
    ? text.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|#[^\n]*/g, blank)
    : text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (it) =>
        /^["']/.test(it) ? it.charAt(0) + blank(it.slice(1, -1)) + it.charAt(0) : blank(it),
      );
}

/** All uses of an expression that stands for a node. */
function readUses(code: string, expression: string, node: Node): boolean {
  const pattern = new RegExp(`(?<![\\w$.])${escaped(expression)}(?![\\w$])`, 'g');
  for (const match of code.matchAll(pattern)) {
    const before = code.slice(0, match.index);
    const after = code.slice(match.index + expression.length);
    if (isName(expression) && isKeyOrDeclaration(before, after)) continue;
    if (!readUse(code, before, after, node)) return false;
  }
  return true;
}

function readUse(code: string, before: string, after: string, node: Node): boolean {
  const member = /^\s*(?:\?|!)?\.\s*([A-Za-z_$][\w$]*)/.exec(after);
  const name = member?.[1];
  if (member && name !== undefined) {
    const rest = after.slice(member[0].length);
    const method = /^\s*(?:\?\.)?\(/.test(rest);
    if (method || name === 'length') {
      if (method && TEXT_METHODS.test(name)) node.hints.add('text');
      else if (method && LIST_METHODS.test(name)) node.hints.add('list');
      else if (method && name === 'toFixed') node.hints.add('number');
      else if (method && node.name === '') return false;
      if (!member[0].includes('?')) node.isNeeded = true;
      node.isUsedWhole = true;
      return true;
    }
    const child = childOf(node, name);
    // A default behind one step makes that step optional.
    if (/\?\.\s*[A-Za-z_$]/.test(member[0])) node.isOptional = true;
    return readUse(code, before, rest, child);
  }
  if (/^\s*\[/.test(after) || /^\s*(?:[-+*/%|&?]{0,2}=(?![=>])|\+\+|--)/.test(after)) return false;
  const pattern = /\b(?:const|let|var)\s*\{([^{}]*)\}\s*(?::[^=;{}]*)?=\s*$/.exec(before);
  if (pattern) return /^\s*(?:;|\r?\n|$)/.test(after) && takeApart(code, pattern[1] ?? '', node);
  const alias = /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=;{}]*)?=\s*$/.exec(before)?.[1];
  if (alias !== undefined && /^\s*(?:\|\||\?\?)/.test(after)) node.isOptional = true;
  if (alias !== undefined && /^\s*(?:;|\r?\n|$|\|\||\?\?)/.test(after)) return readUses(code, alias, node);
  node.isUsedWhole = true;
  hintsAround(before, after, node);
  return true;
}

/** `const { a, b: c, d = 1 } = …` */
function takeApart(code: string, list: string, node: Node): boolean {
  for (const entry of list.split(',').map((it) => it.trim())) {
    if (entry === '') continue;
    const parts = /^([A-Za-z_$][\w$]*)(?:\s*:\s*([A-Za-z_$][\w$]*))?(?:\s*=\s*([\s\S]+))?$/.exec(entry);
    const [, name, alias, fallback] = parts ?? [];
    if (name === undefined) return false;
    const child = childOf(node, name);
    if (fallback !== undefined) {
      child.isOptional = true;
      const type = /^\[/.test(fallback) ? 'list' : /^["'`]/.test(fallback) ? 'text' : /^\d/.test(fallback) ? 'number' : undefined;
      const hint = /^(?:true|false)/.test(fallback) ? 'boolean' : type;
      if (hint) child.hints.add(hint);
    }
    if (!readUses(code, alias ?? name, child)) return false;
  }
  return true;
}

const TEXT_METHODS =
  /^(?:trim\w*|to(?:Lower|Upper)Case|split|startsWith|endsWith|match\w*|replace\w*|substr\w*|charAt|normalize|padStart)$/;
const LIST_METHODS = /^(?:map|forEach|filter|reduce|some|every|find\w*|push|join|flatMap|sort)$/;

function hintsAround(before: string, after: string, node: Node): void {
  if (/\b(?:Number|parseInt|parseFloat)\(\s*$/.test(before) || /^\s*(?:[<>]=?\s*-?[\d.]|[-*/%]\s*[\w(])/.test(after))
    node.hints.add('number');
  if (/\b(?:compare|hash)(?:Sync)?\(\s*$|\bJSON\.parse\(\s*$/.test(before) || /^\s*[!=]==?\s*['"]/.test(after))
    node.hints.add('text');
  if (/\bof\s+$/.test(before) || /\bisArray\(\s*$/.test(before)) node.hints.add('list');
  if (/^\s*[!=]==?\s*(?:true|false)\b/.test(after)) node.hints.add('boolean');
  if (/^\s*[!=]==?\s*-?\d/.test(after)) node.hints.add('number');
  const isCondition = /(?:\bif\s*\(|&&|\|\|)\s*$/.test(before) && /^\s*(?:\)|&&|\|\|)/.test(after);
  const isTested = /!\s*$/.test(before) || /^\s*(?:\|\||\?\?|&&|\?(?!\.)|[!=]==?\s*(?:undefined|null)\b)/.test(after);
  if (isCondition || isTested) node.isOptional = true;
}

/** The key of an object, or the place where the name is declared. */
function isKeyOrDeclaration(before: string, after: string): boolean {
  if (/^\s*:(?!:)/.test(after) && /[{,]\s*$/.test(before)) return true;
  if (/\b(?:const|let|var)\s+$/.test(before)) return true;
  // In the pattern of a declaration, before the `}` and the `=`.
  return /\b(?:const|let|var)\s*\{[^{}]*$/.test(before) && /^[^{};]*\}\s*(?::[^=;{}]*)?=(?!=)/.test(after);
}

function isName(expression: string): boolean {
  return !expression.includes('.');
}

function nodeOf(name: string): Node {
  return { name, hints: new Set(), isOptional: false, isNeeded: false, isUsedWhole: false, children: new Map() };
}

function childOf(node: Node, name: string): Node {
  const there = node.children.get(name) ?? nodeOf(name);
  node.children.set(name, there);
  return there;
}

function fieldOf(node: Node): UsedField {
  const fields = [...node.children.values()];
  const [hint, other] = [...node.hints];
  const isObject = fields.length > 0 && !node.isUsedWhole;
  return {
    name: node.name,
    type: isObject ? 'object' : fields.length > 0 || other !== undefined ? 'unknown' : (hint ?? 'unknown'),
    isOptional: node.isOptional,
    ...(node.isNeeded && { isNeeded: true }),
    fields: isObject ? fields.map(fieldOf) : [],
  };
}

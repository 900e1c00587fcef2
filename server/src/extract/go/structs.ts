import type { ClassDeclaration, ScopeId } from '#facts/code-facts.ts';
import { childIn, childOfType, spanOf } from '../assembly/nodes.ts';
import type { ScopeStub } from '../assembly/outline.ts';
import { textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { isExportedName } from './functions.ts';
import type { GoSource } from './source.ts';
import { embeddedType, fieldsOf } from './struct-fields.ts';

/** The struct or interface whose braces are scope `scope`; undefined where its name is missing. Methods of an interface are fields. */
export function structOf(source: GoSource, scope: ScopeId, { node, parent }: ScopeStub): ClassDeclaration | undefined {
  const name = childIn(node, 'name');
  const type = childIn(node, 'type');
  if (!name || !type) return undefined;
  const isStruct = type.type === 'struct_type';
  const members = (isStruct ? childOfType(type, 'field_declaration_list')?.children : type.children) ?? [];
  return {
    name: textOf(source, name),
    form: isStruct ? 'struct' : 'interface',
    scope,
    isExported: parent === 0 && isExportedName(textOf(source, name)),
    bases: members.flatMap((it) => embeddedType(source, it)),
    fields: members.flatMap((it) => fieldsOf(source, it)),
    decorators: [],
    keywords: [],
    nameSpan: spanOf(name),
  };
}

/**
 * A struct without a name whose tags name variables of the environment: in a field, of a variable, in a literal. Its name is empty.
 * Undefined for every other struct, and below a field that puts a prefix before the names.
 */
export function settingsStructOf(source: GoSource, type: SyntaxNode): ClassDeclaration | undefined {
  if (type.parent?.type === 'type_spec') return undefined;
  const fields = (childOfType(type, 'field_declaration_list')?.children ?? []).flatMap((it) => fieldsOf(source, it));
  if (!fields.some((it) => SETTING_TAG.test(it.tag ?? ''))) return undefined;
  for (let at = type.parent; at; at = at.parent) {
    const tag = at.type === 'field_declaration' ? childIn(at, 'tag') : undefined;
    if (tag && /\benvPrefix:/.test(textOf(source, tag))) return undefined;
  }
  const span = { start: type.start, end: type.start + 'struct'.length };
  const scope = source.outline.scopeOf(type);
  return { name: '', form: 'struct', scope, isExported: false, bases: [], fields, decorators: [], keywords: [], nameSpan: span };
}

const SETTING_TAG = /\b(?:env|envconfig|split_words):"/;

import type { Field, TypeReference } from '#facts/code-facts.ts';
import { childIn, childOfType, childrenIn, spanOf } from '../assembly/nodes.ts';
import { snippetOf, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import type { GoSource } from './source.ts';
import { readString } from './strings.ts';
import { readType } from './types.ts';

/** The names of a struct's fields in their order; none where it embeds another, whose field has no name of its own. */
export function fieldNames(source: GoSource, type: SyntaxNode): readonly string[] {
  const members = childOfType(type, 'field_declaration_list')?.children ?? [];
  if (members.some((it) => embeddedType(source, it).length > 0)) return [];
  return members.flatMap((it) => fieldsOf(source, it)).map((it) => it.name);
}

/** A struct's field without a name, and a single type in an interface. */
export function embeddedType(source: GoSource, member: SyntaxNode): TypeReference[] {
  const isEmbedded = member.type === 'field_declaration' ? !childIn(member, 'name') : member.type === 'type_elem';
  const type = member.type === 'field_declaration' ? childIn(member, 'type') : member;
  return isEmbedded && type ? [readType(source, type)] : [];
}

export function fieldsOf(source: GoSource, member: SyntaxNode): Field[] {
  if (member.type === 'method_elem') {
    const name = childIn(member, 'name');
    if (!name) return [];
    const signature = { start: name.end, end: member.end };
    const type = { path: [], args: [], text: snippetOf(source, signature), span: signature };
    return [{ name: textOf(source, name), type, decorators: [], span: spanOf(name) }];
  }
  const type = member.type === 'field_declaration' ? childIn(member, 'type') : undefined;
  if (!type) return [];
  const tag = childIn(member, 'tag');
  return childrenIn(member, 'name').map((name) => ({
    name: textOf(source, name),
    type: readType(source, type),
    ...(tag ? { tag: readString(textOf(source, tag)) } : {}),
    decorators: [],
    span: spanOf(name),
  }));
}

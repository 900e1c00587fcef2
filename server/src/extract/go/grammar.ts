import type { WalkTable } from '../tree-sitter/syntax-tree.ts';

// What of tree-sitter-go's nodes is looked at: https://github.com/tree-sitter/tree-sitter-go

export const GO_WALK: WalkTable = {
  comments: new Set(['comment']),
  leaves: new Set([
    'identifier',
    'field_identifier',
    'type_identifier',
    'package_identifier',
    'label_name',
    'blank_identifier',
    'dot',
    'int_literal',
    'float_literal',
    'imaginary_literal',
    'rune_literal',
    'interpreted_string_literal',
    'raw_string_literal',
    'true',
    'false',
    'nil',
    'iota',
  ]),
  dropped: new Set(['empty_statement']),
};

/** Nodes whose children are statements. */
export const STATEMENT_PARENTS: ReadonlySet<string> = new Set(['source_file', 'statement_list', 'ERROR']);

export const PARENTHESES: ReadonlySet<string> = new Set(['parenthesized_expression']);

export const SWITCHES: ReadonlySet<string> = new Set([
  'expression_switch_statement',
  'type_switch_statement',
  'select_statement',
]);

export const CASES: ReadonlySet<string> = new Set(['expression_case', 'type_case', 'communication_case', 'default_case']);

export const STRINGS: ReadonlySet<string> = new Set(['interpreted_string_literal', 'raw_string_literal']);

/**
 * The text to parse where the text as it is gives errors: since Go 1.26 `new` takes an expression, which the grammar reads as a type.
 * Another name of the same length makes it a plain call. Undefined where that changes nothing.
 */
export function withPlainNew(text: string): string | undefined {
  const changed = text.replace(NEW_OF_EXPRESSION, 'ne_');
  return changed === text ? undefined : changed;
}

/** `new(` before something that can be an expression: not a type that only a type can be, unless a literal of it follows. */
const NEW_OF_EXPRESSION =
  /(?<![\w.])new(?=\((?:\s*(?:map)?\[[^\]\n]*\][\w.*[\]]*\{|(?!\s*(?:\[|(?:map|chan|func|struct|interface)\b))))/g;

import type { WalkTable } from '../tree-sitter/syntax-tree.ts';

// What of tree-sitter-python's nodes is looked at. Grammar 0.25: https://github.com/tree-sitter/tree-sitter-python

export const PYTHON_WALK: WalkTable = {
  comments: new Set(['comment']),
  leaves: new Set([
    'identifier',
    'integer',
    'float',
    'true',
    'false',
    'none',
    'ellipsis',
    'pass_statement',
    'dotted_name',
    'relative_import',
    'string_content',
  ]),
  dropped: new Set([
    'string_start',
    'string_end',
    'line_continuation',
    'type_conversion',
    'escape_sequence',
    'escape_interpolation',
    'keyword_separator',
    'positional_separator',
  ]),
  // Only an f-string (or a t-string) has anything inside that is not text.
  isLeafAt: { type: 'string', test: (text, start) => !/^[a-z]?[ft]/i.test(text.slice(start, start + 2)) },
};

/** Nodes whose children are statements. */
export const STATEMENT_PARENTS: ReadonlySet<string> = new Set(['module', 'block', 'ERROR']);

export const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'dictionary_comprehension',
  'set_comprehension',
  'generator_expression',
]);

/** Nodes that change nothing about the one expression that they hold. */
export const WRAPPERS: ReadonlySet<string> = new Set(['parenthesized_expression', 'await', 'type']);

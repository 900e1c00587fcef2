import type Handlebars from 'handlebars';
import { presentHelper } from './helpers.ts';

export type CompiledTemplate = (context: object) => string;

/** Fills a template text; throws for anything that is missing or empty. */
export type Fill = (text: string, context: object) => string;

/**
 * Compiles a template in which every `{{value}}` must be there and must not be empty: plain values are wrapped in a helper that checks
 * them, and strict mode refuses names that do not exist.
 */
export function compileTemplate(engine: typeof Handlebars, text: string): CompiledTemplate {
  if (!text.includes('{{')) return () => text;
  const program = engine.parse(withLiteralBraces(text));
  wrapValues(program, new Set(Object.keys(engine.helpers)));
  return engine.compile(program, { strict: true, noEscape: true, knownHelpersOnly: false });
}

/** A brace that touches a value stays a brace: `${{{value}}}` is a template literal around a value, not Handlebars' triple stash. */
function withLiteralBraces(text: string): string {
  return text.replace(/\{\{\{(?=[\w./]+\}\})/g, '{{openBrace}}{{').replace(/(\{\{[\w./]+\}\})\}/g, '$1{{closeBrace}}');
}

function wrapValues(program: hbs.AST.Program, helpers: ReadonlySet<string>): void {
  for (const statement of program.body) {
    if (statement.type === 'MustacheStatement') wrapValue(statement as hbs.AST.MustacheStatement, helpers);
    if (statement.type !== 'BlockStatement') continue;
    const block = statement as hbs.AST.BlockStatement;
    wrapValues(block.program, helpers);
    // Missing where there is no `{{else}}`, whatever the type says.
    const inverse: hbs.AST.Program | undefined = block.inverse;
    if (inverse) wrapValues(inverse, helpers);
  }
}

function wrapValue(statement: hbs.AST.MustacheStatement, helpers: ReadonlySet<string>): void {
  const path = statement.path;
  if (path.type !== 'PathExpression') return;
  const { original } = path as hbs.AST.PathExpression;
  if (statement.params.length > 0 || helpers.has(original)) return;
  const name: hbs.AST.HashPair = {
    type: 'HashPair',
    loc: statement.loc,
    key: 'name',
    value: { type: 'StringLiteral', loc: statement.loc, value: original, original } as hbs.AST.StringLiteral,
  };
  statement.params = [path];
  statement.hash = { type: 'Hash', loc: statement.loc, pairs: [name] };
  statement.path = {
    type: 'PathExpression',
    loc: statement.loc,
    data: false,
    depth: 0,
    parts: [presentHelper],
    original: presentHelper,
  } as hbs.AST.PathExpression;
}

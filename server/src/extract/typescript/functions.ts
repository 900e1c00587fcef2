import type { Span } from '#base/span.ts';
import type { Decorator, FunctionDetails, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { addScope, bodySpanOf, EXPRESSION_BODY, seeStatements, summaryOf } from './bodies.ts';
import { ts } from './compiler.ts';
import { readDecorators } from './decorators.ts';
import { declarePattern } from './patterns.ts';
import { type FunctionNode, hasModifier } from './syntax.ts';
import { typeReference } from './type-references.ts';
import { type ClassDraft, type Draft, exact, NOTHING, OTHER, RETURNED, spanOf, startOf, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** What the place of a function says about it. */
export interface FunctionRole {
  readonly name?: string | undefined;
  /** The node that holds the name. */
  readonly nameNode?: ts.Node | undefined;
  readonly isExported?: boolean;
  /** The class that it is a member of. */
  readonly owner?: ClassDraft | undefined;
  readonly argumentOf?: { readonly call: number; readonly index: number };
  readonly decorators?: readonly Decorator[];
}

/** Walks a function with a body: its parameters and its statements stand in a scope of their own, whose id it gives. */
export function openFunction(walk: Walk, node: FunctionNode, role: FunctionRole): ScopeId {
  const { body } = node;
  const bodySpan = body ? bodySpanOf(walk, body) : spanOf(walk, node);
  const isExpression = body !== undefined && body.kind !== SyntaxKind.Block;
  const span = spanOf(walk, node);
  const summary = body && !isExpression ? summaryOf(walk, body) : EXPRESSION_BODY;
  const id = addScope(walk, 'function', span, isExpression ? span : bodySpan, summary);
  const outer = {
    scope: walk.scope,
    constructed: walk.constructed,
    chains: walk.chains,
    statement: walk.statement,
    valueDepth: walk.valueDepth,
  };
  walk.scope = id;
  walk.chains = undefined;
  walk.valueDepth = 0;
  walk.constructed = node.kind === SyntaxKind.Constructor ? role.owner : undefined;
  walk.mentions.depth += 1;
  const parameters = readParameters(walk, node);
  const scope = walk.scopes[id];
  if (scope) scope.fn = detailsOf(walk, node, role, parameters);
  if (walk.constructed) addParameterFields(walk.constructed, parameters);
  if (isExpression) {
    const value = walk.visit.read(walk, body, RETURNED);
    walk.returns.push({ scope: id, values: [value], span: spanOf(walk, body) });
  } else if (body) seeStatements(walk, id, (body as ts.Block).statements);
  walk.mentions.depth -= 1;
  walk.scope = outer.scope;
  walk.constructed = outer.constructed;
  walk.chains = outer.chains;
  walk.statement = outer.statement;
  walk.valueDepth = outer.valueDepth;
  return id;
}

function detailsOf(walk: Walk, node: FunctionNode, role: FunctionRole, parameters: readonly Parameter[]): FunctionDetails {
  const details: Draft<FunctionDetails> = {
    form: formOf(node),
    isAsync: hasModifier(node, SyntaxKind.AsyncKeyword),
    isExported: role.isExported === true,
    parameters,
    results: node.type ? [typeReference(walk, node.type)] : NOTHING,
    decorators: role.decorators ?? NOTHING,
    nameSpan: nameSpanOf(walk, node, role.nameNode),
  };
  if (role.name !== undefined && role.name !== '') details.name = role.name;
  if (role.owner) details.owner = role.owner.name;
  if (role.argumentOf) details.argumentOf = role.argumentOf;
  return details;
}

function formOf(node: FunctionNode): FunctionDetails['form'] {
  switch (node.kind) {
    case SyntaxKind.ArrowFunction:
      return 'arrow';
    case SyntaxKind.MethodDeclaration:
      return 'method';
    case SyntaxKind.Constructor:
      return 'constructor';
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      return 'accessor';
    default:
      return 'function';
  }
}

/** Without a name: the parameters of an arrow, the word `function` or `constructor`. */
function nameSpanOf(walk: Walk, node: FunctionNode, nameNode: ts.Node | undefined): Span {
  if (nameNode) return spanOf(walk, nameNode);
  const start = startOf(walk, node);
  if (node.kind === SyntaxKind.ArrowFunction)
    return { start, end: Math.max(start, (node as ts.ArrowFunction).equalsGreaterThanToken.pos) };
  const word = node.kind === SyntaxKind.Constructor ? 'constructor' : 'function';
  const at = walk.text.indexOf(word, start);
  return at < 0 || at >= node.end ? { start, end: node.end } : { start: at, end: at + word.length };
}

function readParameters(walk: Walk, node: FunctionNode): readonly Parameter[] {
  if (node.parameters.length === 0) return NOTHING;
  const out: Parameter[] = [];
  for (const parameter of node.parameters) {
    const isThis = ts.isIdentifier(parameter.name) && parameter.name.text === 'this';
    if (!isThis) out.push(readParameter(walk, parameter, out.length));
  }
  return exact(out);
}

function readParameter(walk: Walk, node: ts.ParameterDeclaration, index: number): Parameter {
  const { name, initializer, modifiers } = node;
  const decorators = readDecorators(walk, modifiers);
  const parameter: Draft<Parameter> = {
    name: ts.isIdentifier(name) ? name.text : '',
    isOptional: node.questionToken !== undefined || initializer !== undefined,
    isRest: node.dotDotDotToken !== undefined,
    decorators,
    isProperty: modifiers?.some((it) => PROPERTY_MODIFIERS.has(it.kind)) === true,
    span: spanOf(walk, node),
  };
  if (node.type) parameter.type = typeReference(walk, node.type);
  if (initializer) parameter.defaultValue = walk.visit.read(walk, initializer, OTHER);
  if (!ts.isIdentifier(name)) {
    // The language itself calls a parameter without a name so.
    const value: Value = { kind: 'reference', path: ['arguments', String(index)], span: spanOf(walk, name) };
    declarePattern(walk, name, { scope: walk.scope, statement: parameter.span, value, declares: 'variable', isExported: false });
  }
  return parameter;
}

function addParameterFields(owner: ClassDraft, parameters: readonly Parameter[]): void {
  for (const { isProperty, name, type, decorators, span } of parameters) {
    if (isProperty) owner.fields.push({ name, ...(type ? { type } : {}), decorators, span });
  }
}

const PROPERTY_MODIFIERS: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.PublicKeyword,
  SyntaxKind.PrivateKeyword,
  SyntaxKind.ProtectedKeyword,
  SyntaxKind.ReadonlyKeyword,
  SyntaxKind.OverrideKeyword,
]);

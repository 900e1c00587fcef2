import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { BESIDE } from '#base/translate.ts';
import { parseRulePage } from '#rules/rule-page.ts';
import { jsxTextsOf } from './jsx-texts.ts';
import { countedTexts, isCounting, textsOf } from './texts.ts';

/** Every text that people read in the editor, in English, in the order of the alphabet. `root`: of the repository. */
export function englishTexts(root: string): readonly string[] {
  const texts = new Set<string>([BESIDE]);
  for (const { files, textsIn } of SOURCES) {
    for (const file of sourceFiles(root, files)) for (const it of textsIn(parsed(root, file))) texts.add(it);
  }
  for (const file of globSync('server/src/rules/*/*.md', { cwd: root }))
    texts.add(parseRulePage(readFileSync(path.join(root, file), 'utf8')).title);
  const { sections }: { readonly sections: readonly { readonly title: string }[] } = JSON.parse(
    readFileSync(path.join(root, 'snippets/sections.json'), 'utf8'),
  );
  for (const { title } of sections) texts.add(title);
  return [...texts].sort();
}

/** The file with the English texts that the translation of the manifest was made from: its keys stay when a text changes. */
export function translatedFrom(root: string, language: string): string {
  return path.join(root, `l10n/package.nls.${language}.from.json`);
}

/** Paths of sources below `root`, what is generated left out. */
export function sourceFiles(root: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root })
    .filter((it) => !/\.(generated|d)\.ts$/.test(it))
    .sort();
}

export function parsed(root: string, file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true, kind);
}

/** Tells whether something is the `t` of `vscode.l10n`. */
export function isTranslation(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  return ts.isIdentifier(expression)
    ? expression.text === 't'
    : ts.isPropertyAccessExpression(expression) &&
        expression.name.text === 't' &&
        /(^|\.)l10n$/.test(expression.expression.getText());
}

interface Source {
  readonly files: readonly string[];
  readonly textsIn: (file: ts.SourceFile) => string[];
}

/** What fixes say: `` worded`Depend on ${name}` ``, wherever it stands. */
export function wordingsOf(file: ts.SourceFile): string[] {
  return found(file, (node) =>
    ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'worded' ? textsOf(node.template) : [],
  );
}

/** Where texts stand, and how they are known there. */
const SOURCES: readonly Source[] = [
  { files: ['client/src/**/*.ts'], textsIn: (file) => found(file, (node) => (isTranslation(node) ? firstOf(node) : [])) },
  { files: ['client/webview/**/*.{ts,tsx}'], textsIn: jsxTextsOf },
  { files: ['server/src/**/*.ts'], textsIn: wordingsOf },
  { files: ['server/src/rules/**/*.ts'], textsIn: (file) => found(file, ofRule) },
  { files: ['server/src/checklist/**/*.ts'], textsIn: (file) => found(file, ofVerdict) },
  {
    files: ['server/src/decisions/*.ts'],
    textsIn: (file) =>
      found(file, (node) =>
        ofProperty(node, [
          ...['title', 'question', 'label', 'tradeOff', 'reason', 'chooseWhen', 'speaksAgainst', 'about'],
          ...['sentence', 'why', 'detection', 'message'],
        ]),
      ),
  },
  {
    files: ['server/src/{host,lsp,resource,scaffold,engine,verify,editor,structure,map,fixes}/**/*.ts'],
    textsIn: (file) => found(file, (node) => [...ofProperty(node, ['title', 'message', 'problem', 'reason', 'advice'])]),
  },
  { files: ['server/src/verify/**/*.ts', 'server/src/host/run-process.ts'], textsIn: (file) => found(file, ofProbe) },
  {
    files: ['server/src/verify/{probes,unknown}/*.ts', 'server/src/verify/{sample-body,problem-details,support}.ts'],
    textsIn: (file) => found(file, ofTable),
  },
  { files: ['server/src/host/project-setup.ts'], textsIn: (file) => found(file, ofSentence) },
  { files: ['server/src/host/launch/*.ts'], textsIn: (file) => found(file, ofQuestion) },
  { files: ['server/src/editor/*.ts'], textsIn: (file) => found(file, ofSaying) },
  { files: ['server/src/base/secret-format.ts'], textsIn: (file) => found(file, (node) => ofProperty(node, ['title'])) },
  { files: ['server/src/lsp/session.ts'], textsIn: (file) => found(file, ofSession) },
];

function found(file: ts.SourceFile, textsIn: (node: ts.Node) => string[]): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    texts.push(...textsIn(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

/** `question: '…'`, and `valueQuestion('NAME', '…')` */
function ofQuestion(node: ts.Node): string[] {
  const isOfValue = ts.isCallExpression(node) && node.expression.getText() === 'valueQuestion';
  return isOfValue ? node.arguments.slice(1).flatMap(textsOf) : ofProperty(node, ['question']);
}

/** `say('{0} front-end calls', count)` */
function ofSaying(node: ts.Node): string[] {
  return ts.isCallExpression(node) && node.expression.getText() === 'say' ? firstOf(node) : [];
}

function firstOf({ arguments: [first] }: ts.CallExpression): string[] {
  return first ? textsOf(first) : [];
}

function ofProperty(node: ts.Node, names: readonly string[]): string[] {
  if (!ts.isPropertyAssignment(node) || !names.includes(node.name.getText())) return [];
  // A lone word in small letters is a code that a program branches on.
  return textsOf(node.initializer).filter((it) => !/^[\p{Ll}-]+$/u.test(it));
}

function ofRule(node: ts.Node): string[] {
  const isMessages =
    ts.isPropertyAssignment(node) && node.name.getText() === 'messages' && ts.isObjectLiteralExpression(node.initializer);
  if (ts.isReturnStatement(node) && node.expression && PART_OF_MESSAGE.test(functionAround(node)))
    return textsOf(node.expression);
  if (!isMessages) return ofProperty(node, ['message', 'place', 'unless']);
  return node.initializer.properties.flatMap((it) => (ts.isPropertyAssignment(it) ? textsOf(it.initializer) : []));
}

/** What keeps a new project from being ready is told in whole sentences, and nothing else beside it is one. */
function ofSentence(node: ts.Node): string[] {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
    ? textsOf(node).filter((it) => /^[^\p{Ll}].* .*\.$/u.test(it))
    : [];
}

/** The functions of rules that make a part of a sentence. */
const PART_OF_MESSAGE = /^(named|lower|listed|andMore)$/;

function functionAround(node: ts.Node): string {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionDeclaration(at)) return at.name?.text ?? '';
  return '';
}

const VERDICTS = /^(done|missing|partly|unknown|notApplicable|evidence|routeEvidence)$/;

function ofVerdict(node: ts.Node): string[] {
  if (isCounting(node)) return countedTexts(node);
  // A sentence that is told in several verdicts, and the parts of one.
  if (ts.isVariableDeclaration(node) && node.name.getText() === 'lacks' && node.initializer)
    return found(node.getSourceFile(), (part) =>
      ts.isTemplateExpression(part) && part.pos >= node.pos && part.end <= node.end ? textsOf(part) : [],
    );
  if (ts.isVariableDeclaration(node) && node.name.getText() === 'sentence' && node.initializer)
    return textsOf(node.initializer).filter((it) => /\p{L}{4}/u.test(it));
  const isVerdict = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && VERDICTS.test(node.expression.text);
  return isVerdict ? node.arguments.flatMap(textsOf) : ofProperty(node, ['sentence', 'summary']);
}

/** What takes the name of a request, a step, or another part of what a probe expects. */
const PROMISES =
  /^(expect\.(status|needStatus)|expect[A-Z]\w*|need[A-Z]\w*|missingKey|runMigration|startWith|report|flaws?(\.push)?|finish|unavailable|unsaid|Blocked)$/;

/** The values and the functions that hold or make what a probe saw. */
const SEEN =
  /^(expected|actual|what|told|meaning|silence|trouble|wayOut|missing[A-Z]\w*|endTrouble|endOf|toldBy|leakIn|together|either)$/;

function ofProbe(node: ts.Node): string[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    return PROMISES.test(node.expression.getText()) ? (node.arguments ?? []).flatMap(textsOf).filter(hasSeveralWords) : [];
  }
  if (ts.isReturnStatement(node) && node.expression && SEEN.test(functionAround(node))) return textsOf(node.expression);
  if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && SEEN.test(node.name.getText()) && node.initializer)
    return textsOf(node.initializer).filter(hasSeveralWords);
  return ofProperty(node, ['expected', 'actual', 'exemption', 'how', 'what', 'ruinedBy']);
}

/** `[request, 'a POST from another site']`: the cases of a probe, each with its name. */
function ofTable(node: ts.Node): string[] {
  return ts.isArrayLiteralExpression(node) ? node.elements.flatMap(textsOf).filter(hasSeveralWords) : [];
}

function hasSeveralWords(text: string): boolean {
  return /^[^=]*[\p{L}\d}],? [\p{L}\d"{]/u.test(text);
}

/** The status is told in sentences that are put together in one place. */
function ofSession(node: ts.Node): string[] {
  if (ts.isBinaryExpression(node) && /\.problem$/.test(node.left.getText())) return textsOf(node.right);
  return [];
}

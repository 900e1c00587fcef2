import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isTranslation, parsed, sourceFiles } from '../../scripts/l10n/texts-of-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** English on purpose: the document around a page, the text of a bug report, and the rows of a table in Markdown. */
const ENGLISH = ['client/src/diagnostics-report.ts', 'client/src/webview-page.ts'];

/** Properties of the API that people read. */
const READ = /^(title|label|placeHolder|prompt|detail|description|tooltip|text|message|openLabel|saveLabel|modal|name|value)$/;
const SHOWS = /^(show\w*Message|createWebviewPanel|createStatusBarItem|Error)$/;

describe('the client', () => {
  it('says nothing to people past the language of the editor', () => {
    const past = sourceFiles(root, ['client/src/**/*.ts'])
      .filter((it) => !ENGLISH.includes(it))
      .flatMap((file) => untranslated(parsed(root, file)).map((text) => `${file}: ${text}`));
    expect(past).toEqual([]);
  });

  it('would be caught at it', () => {
    const source = ts.createSourceFile(
      'it.ts',
      [
        "vscode.window.showWarningMessage('Nothing happened');",
        "const item = { label: 'Open it', detail: vscode.l10n.t('Said {0}', name), kind: 'two words' };",
        "throw new Error('no folder');",
        "log.error('only for the log');",
      ].join('\n'),
      ts.ScriptTarget.Latest,
      true,
    );
    expect(untranslated(source)).toEqual(["'Nothing happened'", "'Open it'", "'no folder'"]);
  });
});

function untranslated(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isTranslation(node)) {
      for (const argument of node.arguments.slice(1)) visit(argument);
      return;
    }
    if ((ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && hasWords(node) && isShown(node))
      found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Words beside the name of the product, which is the same everywhere. */
function hasWords(node: ts.Node): boolean {
  const fixed = ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans.map((it) => it.literal)] : [node];
  const text = fixed.map((it) => (ts.isLiteralExpression(it) || ts.isTemplateLiteralToken(it) ? it.text : '')).join(' ');
  return /\p{L}{2,}/u.test(text.replaceAll('Tiebeam', '')) && /\p{Lu}|\s\p{L}/u.test(text);
}

function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isArrayLiteralExpression(parent))
    return isShown(parent);
  if (ts.isBinaryExpression(parent)) return !/^[!=]==?$/.test(parent.operatorToken.getText()) && isShown(parent);
  if (ts.isPropertyAssignment(parent)) return READ.test(parent.name.getText());
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const name = parent.expression.getText().split('.').at(-1) ?? '';
    return parent.expression !== node && SHOWS.test(name);
  }
  return false;
}

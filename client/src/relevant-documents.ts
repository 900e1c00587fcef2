import * as vscode from 'vscode';

/** What the server reads. Languages where VS Code knows them, else patterns, since their ids depend on other extensions. */
export const DOCUMENT_SELECTOR: readonly { readonly scheme: 'file'; readonly language?: string; readonly pattern?: string }[] = [
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'go', 'sql'].map(
    (language) => ({ scheme: 'file', language }) as const,
  ),
  ...[
    '**/*.vue',
    '**/tiebeam.json',
    '**/package.json',
    '**/tsconfig*.json',
    '**/pyproject.toml',
    '**/requirements*.txt',
    '**/go.mod',
    '**/.env*',
    '**/.gitignore',
    '**/{D,d}ockerfile*',
    '**/{docker-compose,compose}*.{yml,yaml}',
    '**/{config,conf,settings,application,app}*.{yaml,yml,toml,ini,properties}',
    '**/*.prisma',
  ].map((pattern) => ({ scheme: 'file', pattern }) as const),
];

/** True for a document that the server has something to say about. */
export function isRelevant(document: vscode.TextDocument): boolean {
  return vscode.languages.match([...DOCUMENT_SELECTOR], document) > 0;
}

// Another extension beside Tiebeam: an empty page to measure against, and a folder that is on no disk.
const vscode = require('vscode');

const FOLDER = vscode.Uri.from({ scheme: 'companion', path: '/harbour' });

const FILES = new Map([
  ['/harbour/README.md', '# Harbour\n'],
  ['/harbour/package.json', '{ "name": "harbour", "dependencies": { "express": "5" } }\n'],
  ['/harbour/tiebeam.json', '{ "version": 1 }\n'],
  ['/harbour/src/main.ts', "import express from 'express';\n\nexpress().get('/berths', () => {});\n"],
]);

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.workspace.registerFileSystemProvider('companion', memory(FILES), { isCaseSensitive: true }),
    vscode.commands.registerCommand('companion.openFolder', () => vscode.commands.executeCommand('vscode.openFolder', FOLDER)),
    vscode.commands.registerCommand('companion.emptyPage', () => {
      const { webview } = vscode.window.createWebviewPanel('companion.empty', 'Empty Page', vscode.ViewColumn.Active);
      webview.html = '<!DOCTYPE html><title>Empty page</title><h1>Empty page</h1>';
    }),
  );
};

/** A file system that holds these texts and takes no others. */
function memory(files) {
  const changed = new vscode.EventEmitter();
  const isFolder = (path) => [...files.keys()].some((it) => it.startsWith(`${path}/`));
  const refuse = (uri) => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  return {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat(uri) {
      const text = files.get(uri.path);
      if (text === undefined && !isFolder(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
      const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
      return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
    },
    readDirectory({ path }) {
      const below = [...files.keys()].filter((it) => it.startsWith(`${path}/`)).map((it) => it.slice(path.length + 1));
      return [...new Set(below.map((it) => it.split('/')[0]))].map((name) => [
        name,
        below.includes(name) ? vscode.FileType.File : vscode.FileType.Directory,
      ]);
    },
    readFile(uri) {
      const text = files.get(uri.path);
      if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      return new TextEncoder().encode(text);
    },
    writeFile: refuse,
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
}

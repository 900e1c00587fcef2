// The addresses of pages, which survive a reload: `tiebeam:/rule/<id>.md`, `tiebeam:/file/<path>.md?<uri>`, `tiebeam:/report/<title>.md?<number>`.
// The manifest says that they open as a preview of Markdown.
import * as vscode from 'vscode';

export const PAGE_SCHEME = 'tiebeam';

/** The page of a rule, such as `config/env-read-outside-config`. */
export function rulePage(rule: string): vscode.Uri {
  return page(`/rule/${rule}`);
}

/** What the engine knows about a file. */
export function filePage(file: vscode.Uri): vscode.Uri {
  return page(`/file/${file.path.split('/').at(-1) ?? ''}`, file.toString());
}

/** A text that will not be made again, by its number. `title` names its tab. */
export function reportPage(title: string, number: number): vscode.Uri {
  return page(`/report/${title}`, String(number));
}

function page(path: string, query = ''): vscode.Uri {
  return vscode.Uri.from({ scheme: PAGE_SCHEME, path: `${path}.md`, query });
}

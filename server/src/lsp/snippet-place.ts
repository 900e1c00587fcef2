import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { URI } from 'vscode-uri';
import { fileName, folderOf, type Path } from '#base/paths.ts';
import type { Choices } from '#decisions/decisions.ts';
import { dependenciesOf, frameworksAmong } from '#snippets/frameworks.ts';
import { inFolder, languageOfPath, layoutOf, type ProjectView } from '#snippets/layout.ts';
import type { RankingContext } from '#snippets/rank.ts';
import { ecosystemOf } from '#snippets/section.ts';
import type { Session } from './session.ts';

/** Where a snippet is wanted: the file and what is known of the project around it. */
export interface SnippetPlace {
  readonly path: Path;
  readonly text: string;
  readonly view: ProjectView;
  readonly ranking: RankingContext;
  readonly structure: Choices['structure'];
}

/** Undefined for files of a kind that no snippet is for. A document outside of every folder stands for itself. */
export function snippetPlace(session: Session, uri: string): SnippetPlace | undefined {
  const found = session.locate(uri);
  const path = found?.path ?? basename(URI.parse(uri).path);
  const language = languageOfPath(path);
  if (language === undefined) return undefined;
  const text = session.document(uri)?.getText() ?? found?.folder.analysis.textOf(path) ?? '';
  const view = viewOf(session, uri, path, text);
  const ecosystem = ecosystemOf(language);
  const layout = layoutOf(view, path, language);
  const workspace = found?.folder.analysis.project.workspace;
  const role = workspace?.layerOf(path)?.layer;
  const decisions = workspace?.configuration.decisions;
  const dependencies = ecosystem && dependenciesOf(view, layout, ecosystem);
  const frameworks = ecosystem && dependencies ? frameworksAmong(dependencies, ecosystem) : new Set<never>();
  return {
    path,
    text,
    view,
    ranking: {
      language,
      frameworks,
      ...(dependencies && { dependencies }),
      ...(role && { role }),
      ...(decisions && { decisions }),
    },
    structure: decisions?.structure,
  };
}

/** Not analysed, but they tell which package manager a project has. */
const LOCK_FILES = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', 'uv.lock', 'poetry.lock'];

function viewOf(session: Session, uri: string, path: Path, text: string): ProjectView {
  const { folder } = session.locate(uri) ?? {};
  if (!folder) return { paths: [path], read: (it) => (it === path ? text : undefined) };
  const { analysis } = folder;
  const analysed = [...(analysis.project.workspace?.files.keys() ?? [])];
  const manifests = new Set(analysed.filter((it) => /^(package\.json|pyproject\.toml)$/.test(fileName(it))).map(folderOf));
  const locks = [...manifests].flatMap((at) =>
    LOCK_FILES.map((name) => inFolder(at, name)).filter((it) => existsSync(join(analysis.root, it))),
  );
  return { paths: [...analysed, ...locks], read: (it) => (it === path ? text : analysis.textOf(it)) };
}

import { folderOf, type Path } from '#base/paths.ts';
import type { Proposal, UnitFiles } from './launch.ts';

/** A Go module; undefined for others. */
export function goLaunch(files: UnitFiles): Proposal | undefined {
  const { unit, workspace } = files;
  if (unit.manifest?.endsWith('go.mod') !== true) return undefined;
  const mains = unit.files.filter((path) => {
    const facts = workspace.files.get(path)?.facts;
    return (
      facts?.kind === 'code' &&
      facts.packageName === 'main' &&
      workspace.roleOf(path) === undefined &&
      facts.scopes.some((it) => it.fn?.name === 'main' && it.fn.owner === undefined)
    );
  });
  const folders = [...new Set(mains.map(folderOf))];
  const target = targetOf(folders, unit.folder);
  const words = (folder: Path): readonly string[] => ['go', 'run', inside(folder, unit.folder)];
  return {
    install: [['go', 'mod', 'download']],
    build: [],
    migrate: [],
    start: target === undefined ? undefined : words(target),
    variables: {},
    choices: folders.map((it) => words(it).join(' ')),
  };
}

/** The only program; else the only one that is called like a server. */
function targetOf(folders: readonly Path[], unit: Path): Path | undefined {
  if (folders.length === 1) return folders[0];
  const others = folders.filter(
    (it) => !/(?:^|\/)(?:\w*migrat\w*|seed\w*|setup|cli|tools?|gen\w*|scripts?|examples?|worker)$/.test(it),
  );
  if (others.length === 1) return others[0];
  const named = others.filter((it) => /(?:^|\/)(?:server|api|web|http|httpd|rest)$/.test(it));
  if (named.length === 1) return named[0];
  return others.find((it) => it === unit);
}

function inside(folder: Path, unit: Path): string {
  if (folder === unit) return '.';
  return `./${unit === '' ? folder : folder.slice(unit.length + 1)}`;
}

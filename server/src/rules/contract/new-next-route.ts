import { extension, fileName, folderOf, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { ClientSegment } from '#workspace/client-calls.ts';
import type { ContractLink } from '#workspace/contract.ts';
import { fitSegment } from '#workspace/match-segments.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside } from '../route-beside.ts';

/**
 * A route of Next.js for a call that none serves: a file whose place is the path that the client calls, or one more method in the file that is there
 * already. Undefined where a parameter has no name, or where a page stands at the place.
 */
export function newNextRoute(workspace: Workspace, { asked, call }: ContractLink, near: ComposedRoute): FileEdit | undefined {
  const beside = workspace.files.get(near.path);
  const { method } = call;
  if (near.framework !== 'nextjs' || !beside || !isCode(beside) || !method || !METHODS.has(method)) return undefined;
  const place = routerFolder(near.path);
  const own = place?.inside.filter((it) => !isGroup(it)) ?? [];
  const before = (near.segments?.length ?? 0) - own.length;
  if (!place || before < 0 || !isBelow(asked.slice(0, before), near)) return undefined;
  const folders = foldersFor(workspace, place, asked.slice(before));
  if (!folders) return undefined;
  return place.kind === 'app'
    ? inApp(workspace, beside, [place.root, ...folders].join('/'), method)
    : inPages(workspace, beside, [place.root, ...folders].join('/'));
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

interface RouterFolder {
  readonly kind: 'app' | 'pages';
  /** The folder `app` or `pages`. */
  readonly root: Path;
  /** The folders below it that the neighbour's address is made of, groups included; in `pages` with the file. */
  readonly inside: readonly string[];
}

function routerFolder(path: Path): RouterFolder | undefined {
  const folders = folderOf(path).split('/');
  const at = folders.findIndex((it) => it === 'app' || it === 'pages');
  const kind = folders[at];
  if (kind !== 'app' && kind !== 'pages') return undefined;
  const name = fileName(path).replace(/\.\w+$/, '');
  const last = kind === 'pages' && name !== 'index' ? [name] : [];
  const inside = [...folders.slice(at + 1), ...last];
  // Slots and their interceptions answer in the place of something else.
  if (inside.some((it) => it.startsWith('@') || /^\(\.+\)/.test(it))) return undefined;
  return { kind, root: folders.slice(0, at + 1).join('/'), inside };
}

/** A group is no part of the address: `(shop)`. */
function isGroup(folder: string): boolean {
  return /^\(.+\)$/.test(folder);
}

/** What comes before the folders is the base path of the whole app. */
function isBelow(asked: readonly ClientSegment[], { segments = [] }: ComposedRoute): boolean {
  return asked.every((it, index) => {
    const wanted = segments[index];
    return wanted?.kind === 'literal' && it.kind === 'literal' && fitSegment(it, wanted) !== undefined;
  });
}

/** The folders of an address. As long as it is that of the neighbour they are the neighbour's, with its groups. */
function foldersFor(
  workspace: Workspace,
  { root, inside }: RouterFolder,
  asked: readonly ClientSegment[],
): readonly string[] | undefined {
  const folders: string[] = [];
  let like: readonly string[] | undefined = inside;
  for (const segment of asked) {
    const groups: number = like?.findIndex((it) => !isGroup(it)) ?? -1;
    const own: string | undefined = groups < 0 ? undefined : like?.[groups];
    const follows = own !== undefined && (segment.kind === 'literal' ? own === segment.text : isParameter(own));
    if (segment.kind === 'mixed') return undefined;
    if (follows) {
      folders.push(...(like?.slice(0, groups + 1) ?? []));
      like = like?.slice(groups + 1);
      continue;
    }
    like = undefined;
    const name: string | undefined =
      segment.kind === 'literal' ? segment.text : parameterIn(workspace, [root, ...folders].join('/'), segment.name);
    if (name === undefined || !/^\[?[\w-]+\]?$/.test(name)) return undefined;
    folders.push(name);
  }
  return folders;
}

function isParameter(folder: string): boolean {
  return /^\[\w+\]$/.test(folder);
}

/** All routes below a folder have to give a parameter at the same place the same name. */
function parameterIn(workspace: Workspace, folder: Path, name: string | undefined): string | undefined {
  for (const path of workspace.files.keys()) {
    if (!path.startsWith(`${folder}/[`)) continue;
    const there =
      path
        .slice(folder.length + 1)
        .split('/')[0]
        ?.replace(/\.\w+$/, '') ?? '';
    return isParameter(there) ? there : undefined;
  }
  return name !== undefined && /^[A-Za-z]\w*$/.test(name) ? `[${name}]` : undefined;
}

function inApp(workspace: Workspace, beside: LiftedCode, folder: Path, method: string): FileEdit | undefined {
  const names = [...workspace.files.keys()].filter((it) => folderOf(it) === folder).map(fileName);
  if (names.some((it) => /^page\.\w+$/.test(it))) return undefined;
  const there = names.find((it) => /^route\.[jt]sx?$/.test(it));
  const existing = there === undefined ? undefined : workspace.files.get(`${folder}/${there}`);
  const note = worded`Answer ${method} with 501`;
  if (existing) {
    if (!isCode(existing) || existing.facts.exports.some((it) => it.name === method)) return undefined;
    const place = lastStatement(existing);
    return (
      place && addBeside(workspace, { code: existing, place }, { code: () => handlerOf(existing, method), packages: [], note })
    );
  }
  const path = `${folder}/route${extension(beside.path).replace('x', '')}`;
  const imported = respondsByNext(beside) ? "import { NextResponse } from 'next/server';\n\n" : '';
  const text = layOut(`${imported}${handlerOf(beside, method)}\n`, styleIn(workspace, path, beside.path));
  return { kind: 'create', path, text, note };
}

function handlerOf(code: LiftedCode, method: string): string {
  const response = respondsByNext(code) ? 'NextResponse' : 'Response';
  return `export function ${method}() {\n\treturn ${response}.json({ message: 'Not Implemented' }, { status: 501 });\n}`;
}

function respondsByNext({ facts }: LiftedCode): boolean {
  return facts.imports.some((it) => it.module === 'next/server' && it.local === 'NextResponse' && !it.isTypeOnly);
}

/** The function or the declaration that ends last at the top of a file. */
function lastStatement({ facts }: LiftedCode): { readonly start: number; readonly end: number } | undefined {
  const spans = [
    ...facts.scopes.flatMap((it) => (it.fn && it.parent === 0 ? [it.span] : [])),
    ...facts.bindings.flatMap((it) => (it.scope === 0 ? [it.statement] : [])),
  ];
  return spans.toSorted((a, b) => b.end - a.end)[0];
}

function inPages(workspace: Workspace, beside: LiftedCode, place: Path): FileEdit | undefined {
  const path = `${place}${extension(beside.path).replace('x', '')}`;
  if (workspace.files.has(path)) return undefined;
  const isTyped = beside.facts.language === 'typescript';
  const lines = [
    ...(isTyped ? ["import type { NextApiRequest, NextApiResponse } from 'next';", ''] : []),
    `export default function handler(${isTyped ? '_req: NextApiRequest, res: NextApiResponse' : '_req, res'}) {`,
    "\tres.status(501).json({ message: 'Not Implemented' });",
    '}',
    '',
  ];
  const text = layOut(lines.join('\n'), styleIn(workspace, path, beside.path));
  return { kind: 'create', path, text, note: worded`Answer with 501` };
}

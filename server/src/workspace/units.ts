import { folderOf, foldersUp, isWithin, type Path } from '#base/paths.ts';
import { conceptsOf, type LiftedFile } from '#concepts/lifted-file.ts';
import type { Dependency } from '#facts/manifest-facts.ts';

/** One deployable or publishable package. */
export interface Unit {
  /** '' for the root. */
  readonly folder: Path;
  /** The manifest that makes it a unit; undefined for the root without one. */
  readonly manifest?: Path;
  readonly kind: UnitKind;
  /** Names of what it depends on, as its manifests spell them. */
  readonly dependencies: ReadonlySet<string>;
  /** Its code files, sorted. */
  readonly files: readonly Path[];
}

export type UnitKind = 'server' | 'frontend' | 'fullstack' | 'worker' | 'library' | 'tool';

const FRONTEND = /^(react-dom|react-scripts|vue|svelte|@angular\/core|preact|solid-js|@sveltejs\/kit)$/;
const FULLSTACK = /^(next|nuxt|@remix-run\/node|@sveltejs\/kit)$/;

/** Cuts a folder into units: the nearest manifest above a file decides. Manifests without code below them make none. */
export function findUnits(files: ReadonlyMap<Path, LiftedFile>, kinds: Readonly<Record<string, UnitKind | undefined>>): Unit[] {
  const manifests = new Map<Path, { path: Path; dependencies: Dependency[]; isPublished: boolean }>();
  for (const [path, { facts }] of files) {
    if (facts.kind !== 'package-manifest' && facts.kind !== 'python-project' && facts.kind !== 'go-module') continue;
    const folder = manifestFolder(path);
    const known = manifests.get(folder) ?? { path, dependencies: [], isPublished: false };
    known.dependencies.push(...facts.dependencies);
    known.isPublished ||= facts.kind === 'package-manifest' && !facts.isPrivate && facts.entries.length > 0;
    manifests.set(folder, known);
  }
  const members = new Map<Path, LiftedFile[]>();
  for (const file of files.values()) {
    if (file.facts.kind !== 'code') continue;
    const folder = foldersUp(file.path).find((it) => manifests.has(it)) ?? '';
    const known = members.get(folder);
    if (known) known.push(file);
    else members.set(folder, [file]);
  }
  if (members.size === 0) members.set('', []);
  return [...members]
    .map(([folder, unitFiles]): Unit => {
      const manifest = manifests.get(folder);
      const dependencies = new Set(manifest?.dependencies.map((it) => it.name));
      return {
        folder,
        ...(manifest && { manifest: manifest.path }),
        kind:
          kinds[folder] ??
          kindOf(unitFiles, dependencies, manifest?.isPublished ?? false, manifest?.path.endsWith('go.mod') === true),
        dependencies,
        files: unitFiles.map((it) => it.path).sort(),
      };
    })
    .sort((a, b) => a.folder.localeCompare(b.folder));
}

/** The unit that a path belongs to: the one with the deepest folder around it, else the first. */
export function unitOf(units: readonly Unit[], path: Path): Unit {
  let best = units[0];
  for (const unit of units) {
    if (
      isWithin(unit.folder, path) &&
      (best === undefined || !isWithin(best.folder, path) || unit.folder.length >= best.folder.length)
    )
      best = unit;
  }
  return best ?? { folder: '', kind: 'library', dependencies: new Set(), files: [] };
}

function manifestFolder(path: Path): Path {
  const folder = folderOf(path);
  // `requirements/base.txt` speaks for the folder above.
  return /(^|\/)requirements$/.test(folder) ? folderOf(folder) : folder;
}

function kindOf(
  files: readonly LiftedFile[],
  dependencies: ReadonlySet<string>,
  isPublished: boolean,
  isGoModule: boolean,
): UnitKind {
  const names = [...dependencies];
  if (names.some((it) => FULLSTACK.test(it))) return 'fullstack';
  const isServer =
    files.some((it) => conceptsOf(it, 'server').length > 0 || conceptsOf(it, 'listen').length > 0) || hasDjangoProject(files);
  const isFrontend =
    names.some((it) => FRONTEND.test(it)) &&
    files.some(
      (it) =>
        it.facts.kind === 'code' &&
        // Angular keeps the markup in files of its own.
        (it.facts.hasMarkup || it.facts.container || it.facts.imports.some((one) => one.module === '@angular/core')),
    );
  if (isServer) return isFrontend ? 'fullstack' : 'server';
  if (isFrontend) return 'frontend';
  if (files.some((it) => conceptsOf(it, 'route').length > 0)) return 'server';
  if (files.some(takesJobs)) return 'worker';
  const go = files.filter((it) => it.facts.kind === 'code' && it.facts.language === 'go');
  const isGoLibrary =
    isGoModule && go.length > 0 && go.every((it) => it.facts.kind === 'code' && it.facts.packageName !== 'main');
  return isPublished || isGoLibrary ? 'library' : 'tool';
}

const QUEUES =
  /^(bull|bullmq|bee-queue|agenda|graphile-worker|pg-boss|amqplib|kafkajs|@temporalio\/worker|celery|dramatiq|rq|huey|arq|kombu|aio_pika|github\.com\/hibiken\/asynq|github\.com\/riverqueue\/river|go\.temporal\.io\/sdk\/worker|github\.com\/rabbitmq\/amqp091-go|github\.com\/segmentio\/kafka-go)$/;
const TAKES = /^(Worker|process|consume|work|subscribe|Celery|actor|run|NewServer|NewWorker|NewReader|NewClient|Consume|New)$/;

/** Tells whether a file takes jobs from a queue: it imports a package for that, and calls what takes them. */
function takesJobs({ facts }: LiftedFile): boolean {
  if (facts.kind !== 'code') return false;
  const imports = facts.imports.filter(
    (it) => !it.isTypeOnly && QUEUES.test(facts.language === 'python' ? (it.module.split('.')[0] ?? '') : it.module),
  );
  return imports.length > 0 && facts.calls.some((it) => TAKES.test(it.callee.path.at(-1) ?? ''));
}

function hasDjangoProject(files: readonly LiftedFile[]): boolean {
  return files.some((it) => /(^|\/)(manage|wsgi|asgi)\.py$/.test(it.path));
}

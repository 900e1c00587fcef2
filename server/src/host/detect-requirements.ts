import { join } from 'node:path';
import type { Path } from '#base/paths.ts';
import { LineIndex, type Span } from '#base/span.ts';
import { type WrittenDecision, writtenDecisions } from '#decisions/decided.ts';
import { type DetectedValue, detectRequirements, type ManifestEntries, type ManifestEntry } from '#decisions/detect.ts';
import { DECISIONS_FILE } from '#decisions/sheet-protocol.ts';
import { type FileKind, fileKindOf } from '#extract/file-kind.ts';
import { extractCompose } from '#extract/manifests/compose.ts';
import { extractDockerfile } from '#extract/manifests/dockerfile.ts';
import { extractGoModule } from '#extract/manifests/go-module.ts';
import { extractPackageManifest } from '#extract/manifests/package-manifest.ts';
import { extractPythonProject } from '#extract/manifests/python-project.ts';
import { discoverFiles } from './discover-files.ts';
import { readSource } from './read-source.ts';

/** What the manifests below a folder say about the requirements; paths are relative to it. A manifest that cannot be read says nothing. */
export async function detectInFolder(folder: string): Promise<readonly DetectedValue[]> {
  const { files } = await discoverFiles(folder, { isWanted: (path) => readers.has(fileKindOf(path)) });
  const manifests = await Promise.all(files.map(({ path }) => readManifest(folder, path)));
  return detectRequirements(manifests.flat());
}

/** What the `tiebeam.json` of a folder has decided; nothing where there is none. Undefined where it cannot be read as JSON. */
export async function decidedInFolder(folder: string): Promise<readonly WrittenDecision[] | undefined> {
  const source = await readSource(join(folder, DECISIONS_FILE));
  if (source.kind === 'text') return writtenDecisions(source.text);
  return source.kind === 'missing' ? [] : undefined;
}

type Reader = (path: Path, text: string) => ManifestEntries;

const readers: ReadonlyMap<FileKind | undefined, Reader> = new Map<FileKind, Reader>([
  ['package-manifest', (path, text) => dependencies('npm', path, text, extractPackageManifest(path, text).dependencies)],
  ['python-project', (path, text) => dependencies('pypi', path, text, extractPythonProject(path, text).dependencies)],
  ['go-module', (path, text) => dependencies('go', path, text, extractGoModule(path, text).dependencies)],
  ['compose', composeImages],
  ['dockerfile', baseImages],
]);

async function readManifest(folder: string, path: Path): Promise<readonly ManifestEntries[]> {
  const source = await readSource(join(folder, path));
  const read = readers.get(fileKindOf(path));
  return source.kind === 'text' && read !== undefined ? [read(path, source.text)] : [];
}

function dependencies(
  ecosystem: ManifestEntries['ecosystem'],
  path: Path,
  text: string,
  found: readonly { readonly name: string; readonly span: Span }[],
): ManifestEntries {
  const lines = new LineIndex(text);
  return { path, ecosystem, entries: found.map(({ name, span }) => entryAt(lines, name, span.start)) };
}

function composeImages(path: Path, text: string): ManifestEntries {
  const lines = new LineIndex(text);
  const entries = extractCompose(path, text).services.flatMap(({ image, span }) => {
    if (image === undefined) return [];
    // The facts tell the place of the service; the image stands somewhere in it.
    const offset = Math.max(0, text.slice(span.start, span.end).search(/\bimage\s*["']?\s*:/));
    return [entryAt(lines, imageName(image), span.start + offset)];
  });
  return { path, ecosystem: 'image', entries };
}

function baseImages(path: Path, text: string): ManifestEntries {
  const lines = new LineIndex(text);
  const entries = extractDockerfile(path, text)
    .instructions.filter((it) => it.keyword === 'FROM')
    .flatMap((it) => {
      const image = it.arguments.split(/\s+/).find((word) => word !== '' && !word.startsWith('--'));
      return image === undefined ? [] : [entryAt(lines, imageName(image), it.span.start)];
    });
  return { path, ecosystem: 'image', entries };
}

/** `docker.io/library/postgres:17@sha256:…` is `postgres` (Open Container Initiative, Distribution Specification, "Pulling manifests"). */
function imageName(reference: string): string {
  const [path = ''] = reference.split('@');
  const segments = path.split('/');
  const [first = ''] = segments;
  const hasRegistry = segments.length > 1 && (first === 'localhost' || /[.:]/.test(first));
  const named = segments.slice(hasRegistry ? 1 : 0);
  const withoutLibrary = named[0] === 'library' && named.length > 1 ? named.slice(1) : named;
  return withoutLibrary.join('/').replace(/:[^/:]*$/, '');
}

function entryAt(lines: LineIndex, name: string, offset: number): ManifestEntry {
  return { name, line: lines.positionAt(offset).line + 1 };
}

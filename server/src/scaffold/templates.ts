import type { z } from 'zod';
import { folderOf, type Path } from '#base/paths.ts';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import { FieldTypeMappings, PartManifest, StackManifest, Versions } from './part-manifest.ts';

export interface Part {
  /** Its folder below `templates/`, such as `parts/express`. */
  readonly id: Path;
  readonly manifest: PartManifest;
}

export interface Stack {
  readonly id: string;
  readonly manifest: StackManifest;
}

/** Everything below `templates/`, read and checked once. */
export interface Templates {
  readonly stacks: readonly Stack[];
  readonly parts: ReadonlyMap<Path, Part>;
  readonly versions: Versions;
  readonly fieldTypes: FieldTypeMappings;
  /** All texts by their path below `templates/`. */
  readonly texts: ReadonlyMap<Path, string>;
}

/** Checks the texts of `templates/`. All problems of all manifests are told at once; each path starts with the file. */
export function parseTemplates(texts: ReadonlyMap<Path, string>): Result<Templates> {
  const problems: Problem[] = [];
  const stacks: Stack[] = [];
  const parts = new Map<Path, Part>();
  for (const [path, text] of texts) {
    if (/^stacks\/[^/]+\.json$/.test(path)) {
      const manifest = parseJson(path, text, StackManifest, problems);
      if (manifest !== undefined) stacks.push({ id: path.slice('stacks/'.length, -'.json'.length), manifest });
    } else if (/^(parts|common)\/[^/]+\/part\.json$/.test(path)) {
      const manifest = parseJson(path, text, PartManifest, problems);
      if (manifest !== undefined) parts.set(folderOf(path), { id: folderOf(path), manifest });
    }
  }
  const versions = parseJson('versions.json', texts.get('versions.json'), Versions, problems);
  const fieldTypes = parseJson('field-types.json', texts.get('field-types.json'), FieldTypeMappings, problems);
  for (const stack of stacks) {
    for (const id of stack.manifest.parts) {
      if (!parts.has(id)) problems.push({ path: [`stacks/${stack.id}.json`, 'parts'], message: `there is no part '${id}'` });
    }
  }
  for (const part of parts.values()) problems.push(...missingTexts(part, texts));
  if (problems.length > 0 || versions === undefined || fieldTypes === undefined) return failure(...problems);
  return success({ stacks: stacks.toSorted((a, b) => a.id.localeCompare(b.id)), parts, versions, fieldTypes, texts });
}

/** The path below `templates/` of a file that a manifest names: in the part itself or, with a leading slash, anywhere. */
export function sourcePath(part: Part, from: string): Path {
  return from.startsWith('/') ? from.slice(1) : `${part.id}/files/${from}`;
}

function missingTexts(part: Part, texts: ReadonlyMap<Path, string>): Problem[] {
  const named = part.manifest.files.flatMap((file) => {
    if (typeof file === 'string') return [file];
    return 'from' in file ? [file.from] : [];
  });
  return named
    .filter((from) => !texts.has(sourcePath(part, from)))
    .map((from) => ({ path: [`${part.id}/part.json`, 'files'], message: `there is no file '${sourcePath(part, from)}'` }));
}

function parseJson<Schema extends z.ZodType>(
  path: Path,
  text: string | undefined,
  schema: Schema,
  problems: Problem[],
): z.infer<Schema> | undefined {
  if (text === undefined) {
    problems.push({ path: [path], message: 'the file is missing' });
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.push({ path: [path], message: `is not JSON: ${error instanceof Error ? error.message : String(error)}` });
    return undefined;
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    problems.push({
      path: [path, ...issue.path.map((it) => (typeof it === 'symbol' ? String(it) : it))],
      message: issue.message,
    });
  }
  return undefined;
}

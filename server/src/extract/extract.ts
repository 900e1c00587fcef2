import type { Path } from '#base/paths.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import { emptyFacts } from './empty-facts.ts';
import { type FileKind, fileKindOf } from './file-kind.ts';
import { extractGo } from './go/extract-go.ts';
import { MAX_PARSE_ERRORS, refusal } from './limits.ts';
import { extractCompose } from './manifests/compose.ts';
import { extractDockerfile } from './manifests/dockerfile.ts';
import { extractEnvFile } from './manifests/env-file.ts';
import { extractGateway } from './manifests/gateway.ts';
import { extractGoModule } from './manifests/go-module.ts';
import { extractIgnoreFile } from './manifests/ignore-file.ts';
import { extractPackageManifest } from './manifests/package-manifest.ts';
import { extractPrismaSchema } from './manifests/prisma-schema.ts';
import { extractPythonProject } from './manifests/python-project.ts';
import { extractSettingsFile } from './manifests/settings-file.ts';
import { extractSql } from './manifests/sql.ts';
import { extractTypeScriptConfig } from './manifests/typescript-config.ts';
import { extractWorkflow } from './manifests/workflow.ts';
import { extractPython } from './python/extract-python.ts';
import type { Grammars } from './tree-sitter/grammars.ts';
import { extractTypeScript } from './typescript/extract-typescript.ts';
import { extractVue } from './typescript/extract-vue.ts';

/** Reads one file into facts; undefined for a file of no kind that is read. Never throws: a file that cannot be read has facts with a parse error. */
export function extract(path: Path, text: string, grammars: Grammars): FileFacts | undefined {
  const kind = fileKindOf(path);
  return kind && extractGuarded(kind, path, text, (extractor) => extractor(path, text, grammars));
}

type Extractor = (path: Path, text: string, grammars: Grammars) => FileFacts;

/** Runs the extractor of a kind. `run` is there for a test, which has no text that makes an extractor throw. */
export function extractGuarded(kind: FileKind, path: Path, text: string, run: (extractor: Extractor) => FileFacts): FileFacts {
  const reason = refusal(text);
  if (reason !== undefined) return emptyFacts(kind, path, text, reason);
  try {
    const facts = run(EXTRACTORS[kind]);
    const { parseErrors } = facts;
    return parseErrors.length > MAX_PARSE_ERRORS ? { ...facts, parseErrors: parseErrors.slice(0, MAX_PARSE_ERRORS) } : facts;
  } catch (error) {
    // The one guard around all extractors: what one of them cannot digest must cost its own file only.
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return emptyFacts(kind, path, text, `This file could not be read (${cause.slice(0, 200)})`);
  }
}

const EXTRACTORS: Readonly<Record<FileKind, Extractor>> = {
  typescript: extractTypeScript,
  vue: extractVue,
  python: extractPython,
  go: extractGo,
  'package-manifest': extractPackageManifest,
  'typescript-config': extractTypeScriptConfig,
  'python-project': extractPythonProject,
  'go-module': extractGoModule,
  'env-file': extractEnvFile,
  'ignore-file': extractIgnoreFile,
  dockerfile: extractDockerfile,
  compose: extractCompose,
  workflow: extractWorkflow,
  gateway: extractGateway,
  'settings-file': extractSettingsFile,
  sql: extractSql,
  'prisma-schema': extractPrismaSchema,
};

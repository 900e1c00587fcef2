import type { CodeFacts, Import } from '#facts/code-facts.ts';
import type { Folder } from './folder.ts';
import type { Resolution } from './meaning.ts';
import { resolveGoImport } from './resolve-go-import.ts';
import { resolvePythonImport } from './resolve-python-import.ts';
import { resolveScriptImport } from './resolve-script-import.ts';

/** Where an import of a file leads. */
export function resolveImport(folder: Folder, facts: CodeFacts, it: Pick<Import, 'module' | 'imported'>): Resolution {
  switch (facts.language) {
    case 'python':
      return resolvePythonImport(folder, facts.path, it.module, it.imported);
    case 'go':
      return resolveGoImport(folder, facts.path, it.module);
    case 'typescript':
    case 'javascript':
      return resolveScriptImport(folder, facts.path, it.module);
  }
}

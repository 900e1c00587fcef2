import { extension, fileName, type Path } from '#base/paths.ts';

/** A directive as a comment line of the file's language; undefined where the language has no line comments that are read. */
export function commentOf(path: Path, directive: string): string | undefined {
  switch (extension(path)) {
    case '.ts':
    case '.tsx':
    case '.mts':
    case '.cts':
    case '.js':
    case '.jsx':
    case '.mjs':
    case '.cjs':
    case '.go':
    case '.vue':
    case '.prisma':
      return `// ${directive}`;
    case '.py':
    case '.toml':
    case '.yaml':
    case '.yml':
      return `# ${directive}`;
    case '.sql':
      return `-- ${directive}`;
    default:
      return /^(\.env|Dockerfile|\.gitignore)/.test(fileName(path)) ? `# ${directive}` : undefined;
  }
}

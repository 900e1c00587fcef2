import type { Import } from './part-manifest.ts';

/** The exported Go identifier of a camelCase or kebab-case name, with initialisms in capitals: `customerId` gives `CustomerID`. */
export function goName(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1-$2').split('-');
  return words.map((it) => (initialisms.has(it.toLowerCase()) ? it.toUpperCase() : capitalised(it))).join('');
}

/** The name of the package of a feature, which is its folder too: the plural of the resource without its hyphens. */
export function goPackage(path: string): string {
  return path.replaceAll('-', '');
}

/** The path that packages of a back end start with. */
export function goModule(project: string): string {
  return `example.com/${project}/backend`;
}

/**
 * The import declaration of a Go file as gofmt has it: the standard library, modules, then the packages of the back end, which are given by
 * their folder. Each package comes once.
 */
export function goImportLines(project: string, imports: readonly Import[]): string {
  const module = goModule(project);
  const paths = [...new Set(imports.map((it) => it.from))].map((it) => {
    if (it === '.') return module;
    return it.startsWith('internal/') ? `${module}/${it}` : it;
  });
  const rankOf = (path: string): number => {
    if (path === module || path.startsWith(`${module}/`)) return 2;
    return path.split('/', 1)[0]?.includes('.') ? 1 : 0;
  };
  const groups = [0, 1, 2].map((rank) => paths.filter((it) => rankOf(it) === rank).toSorted());
  const lines = groups.filter((it) => it.length > 0).map((group) => group.map((it) => `\t"${it}"`).join('\n'));
  return `import (\n${lines.join('\n\n')}\n)`;
}

// The list of Go's code review comments, section Initialisms, as far as its words name things in a form or a setting.
const initialisms: ReadonlySet<string> = new Set(
  'acl api ascii cors cpu css db dns eof guid html http https id ip json jwt ms qps ram rpc sku sla smtp sql ssh tcp tls ttl udp ui uid url uri utf8 uuid vat vm xml'.split(
    ' ',
  ),
);

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

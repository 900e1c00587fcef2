import {
  type JsonNode,
  jsonElements,
  jsonMember,
  jsonMembers,
  jsonSpan,
  jsonString,
  jsonStrings,
  readJson,
} from '#base/json-text.ts';
import type { Path } from '#base/paths.ts';
import type { Dependency, PackageManifestFacts } from '#facts/manifest-facts.ts';

/** Reads a `package.json`. A dependency that stands in several sections is there once for each. */
export function extractPackageManifest(path: Path, text: string): PackageManifestFacts {
  const { root, errors } = readJson(text, 'strict');
  const name = jsonString(jsonMember(root, 'name'));
  const workspaces = jsonMember(root, 'workspaces');
  const bin = jsonMember(root, 'bin');
  return {
    kind: 'package-manifest',
    path,
    ...(name !== undefined && { name }),
    dependencies: SECTIONS.flatMap((section) => dependenciesOf(root, section)),
    scripts: jsonMembers(jsonMember(root, 'scripts')).flatMap(({ key, value, property }) => {
      const command = jsonString(value);
      return command === undefined ? [] : [{ name: key, command, span: jsonSpan(property) }];
    }),
    workspaces: jsonStrings(workspaces?.type === 'object' ? jsonMember(workspaces, 'packages') : workspaces),
    imports: jsonMembers(jsonMember(root, 'imports')).flatMap(({ key, value }) => {
      const target = strings(value).next().value;
      return target === undefined ? [] : [{ pattern: key, target }];
    }),
    entries: [...new Set(ENTRY_KEYS.flatMap((key) => [...strings(jsonMember(root, key))]))],
    hasBin: bin?.type === 'string' || jsonMembers(bin).length > 0,
    isPrivate: jsonMember(root, 'private')?.value === true,
    parseErrors: errors,
    directives: [],
  };
}

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;
const ENTRY_KEYS = ['main', 'module', 'types', 'typings', 'exports'];

function dependenciesOf(root: JsonNode | undefined, section: (typeof SECTIONS)[number]): Dependency[] {
  return jsonMembers(jsonMember(root, section)).map(({ key, value, property }) => ({
    name: key,
    version: jsonString(value) ?? '',
    isDevelopment: section === 'devDependencies',
    span: jsonSpan(property),
  }));
}

/** All strings of a value in the order of the text, those of nested objects and arrays included. */
function* strings(node: JsonNode | undefined): Generator<string, undefined> {
  const text = jsonString(node);
  if (text !== undefined) yield text;
  for (const { value } of jsonMembers(node)) yield* strings(value);
  for (const element of jsonElements(node)) yield* strings(element);
  return undefined;
}

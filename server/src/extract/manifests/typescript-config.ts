import { jsonComments, jsonMember, jsonMembers, jsonString, jsonStrings, readJson } from '#base/json-text.ts';
import type { Path } from '#base/paths.ts';
import { readDirectives } from '#extract/directives.ts';
import type { TypeScriptConfigFacts } from '#facts/manifest-facts.ts';

/** Reads a `tsconfig.json` or `jsconfig.json`: JSON with comments and trailing commas, as the compiler takes it. */
export function extractTypeScriptConfig(path: Path, text: string): TypeScriptConfigFacts {
  const { root, errors } = readJson(text, 'lenient');
  const bases = jsonMember(root, 'extends');
  const base = jsonString(bases);
  const options = jsonMember(root, 'compilerOptions');
  const baseUrl = jsonString(jsonMember(options, 'baseUrl'));
  return {
    kind: 'typescript-config',
    path,
    extends: base === undefined ? jsonStrings(bases) : [base],
    ...(baseUrl !== undefined && { baseUrl }),
    paths: jsonMembers(jsonMember(options, 'paths')).map(({ key, value }) => ({ pattern: key, targets: jsonStrings(value) })),
    parseErrors: errors,
    directives: readDirectives(jsonComments(text)),
  };
}

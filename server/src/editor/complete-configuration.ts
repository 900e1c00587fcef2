import { jsonPlace } from '#base/json-text.ts';
import { CHECKLIST_ITEMS } from '#decisions/checklist-items.ts';
import { LAYERS } from '#workspace/layers.ts';
import type { NameCompletion, NamedRule } from './complete-names.ts';

/**
 * The names that `tiebeam.json` takes at an offset: rules, layers, roles, items of the checklists. With `hasSchema` the editor itself knows
 * what the schema lists, and only the rest is given. Undefined at other places.
 */
export function completeConfiguration(
  text: string,
  offset: number,
  rules: readonly NamedRule[],
  hasSchema: boolean,
): readonly NameCompletion[] | undefined {
  const { path, isKey, string } = jsonPlace(text, offset);
  const names = namesFor(path, isKey, rules, hasSchema);
  if (!names) return undefined;
  const replace = string ?? { start: offset, end: offset };
  return names.map(({ id, title }, index) => ({
    label: id,
    detail: title,
    text: JSON.stringify(id),
    replace,
    sortText: String(index).padStart(4, '0'),
  }));
}

function namesFor(
  path: readonly (string | number)[],
  isKey: boolean,
  rules: readonly NamedRule[],
  hasSchema: boolean,
): readonly NamedRule[] | undefined {
  const [section, name] = path;
  if (isKey && path.length === 2) {
    switch (section) {
      case 'rules':
        return hasSchema ? undefined : rules;
      case 'layers':
        return hasSchema ? undefined : LAYERS.filter((it) => it !== 'entrypoint').map((id) => ({ id, title: 'layer' }));
      case 'roles':
        return hasSchema ? undefined : ['test', 'script', 'generated'].map((id) => ({ id, title: 'role' }));
      case 'checklist':
        return CHECKLIST_ITEMS;
      case 'answers':
        return CHECKLIST_ITEMS.filter((it) => it.isQuestion === true);
      default:
        return undefined;
    }
  }
  const isListOfRules = (section === 'baseline' && name === 'never') || (section === 'suppress' && name === 'requireReason');
  return !isKey && isListOfRules && path.length === 3 ? rules : undefined;
}

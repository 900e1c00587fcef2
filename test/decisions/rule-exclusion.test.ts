import { expect, it } from 'vitest';
import { withoutFolder } from '#decisions/rule-exclusion.ts';

it.each([
  ['nothing was said', undefined, 'src', { exclude: ['src/**'] }],
  ['a severity stays', 'error', 'src', { severity: 'error', exclude: ['src/**'] }],
  ['options stay', ['warning', { max: 3 }], 'src', { severity: 'warning', max: 3, exclude: ['src/**'] }],
  ['places stay', { files: ['**/*.ts'], exclude: ['a/**'] }, 'b', { files: ['**/*.ts'], exclude: ['a/**', 'b/**'] }],
  ['a folder stands there once', { exclude: ['a/**'] }, 'a', { exclude: ['a/**'] }],
  ['signs of patterns are letters', undefined, 'app/[id]/(shop)', { exclude: ['app/\\[id\\]/\\(shop\\)/**'] }],
  ['the whole project', 'error', '', 'off'],
] as const)('%s', (_, setting, folder, expected) => {
  expect(withoutFolder(setting, folder)).toEqual(expected);
});

import { describe, expect, it } from 'vitest';
import { segmentsOf } from '#workspace/route-path.ts';
import { segmentText } from './route-lines.ts';

describe('segments', () => {
  it.each([
    ['', ''],
    ['/', ''],
    ['/orders/:id', 'orders/:id'],
    ['/orders/:id(\\d+)/', 'orders/:id<number>'],
    ['/a/:rest*', 'a/**'],
    ['/a/*', 'a/**'],
    ['/a/*path', 'a/**'],
    ['/a/{id}', 'a/:id'],
    ['/a/{id:[0-9]+}', 'a/:id<number>'],
    ['/a/{path...}', 'a/**'],
    ['/a/{$}', 'a'],
    ['/a/{path:path}', 'a/**'],
    ['/a/<int:id>', 'a/:id<number>'],
    ['/a/<uuid:id>', 'a/:id<uuid>'],
    ['/a/<path:rest>', 'a/**'],
    ['/a/[id]/[...slug]', 'a/:id/**'],
    ['/a/{id}.json', 'a/*.json'],
    ['/a/:from-:to', 'a/*-*'],
  ])('%s', (path, expected) => {
    expect(segmentsOf(path).map(segmentText).join('/')).toBe(expected);
  });
});

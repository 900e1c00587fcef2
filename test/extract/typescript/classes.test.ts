import { describe, expect, it } from 'vitest';
import { linesOf } from './facts-of.ts';

describe('classes and interfaces', () => {
  it.each<[string, string[]]>([
    ['export class A extends b.C<D> implements E {}', ['class A exported @1 extends b.C[D], E']],
    ['class A extends PartialType(Order) {}', ['class A @1 extends PartialType[Order]']],
    ['@Entity() @Index class A {}', ['class A @1 @Entity #0 @Index']],
    [
      'class A { private readonly a: B<C>; static b = 1; #c = new D(); e?; "f-g" = () => {}; [h] = 1 }',
      ['class A @1', '  .a: B[C]', '  .b = 1', '  .#c = #0', '  .e', '  .f-g = fn@2'],
    ],
    ['class A { constructor(private readonly a: B, public c = 1, d: E) {} }', ['class A @1', '  .a: B', '  .c']],
    [
      'class A { a: B; constructor(b) { this.a = b.c; this.d = new E(); if (b) this.f = 1; run(() => { this.g = 1; }); } }',
      ['class A @1', '  .a: B = b.c', '  .d = #0', '  .f = 1'],
    ],
    ['class A { b() { this.c = 1; } }', ['class A @1']],
    ['class A { static { register(A); } }', ['class A @1']],
    ['const A = class {};', ['class A @1']],
    ['exports.A = class extends B {};', ['class A exported @1 extends B']],
    ['export default class {}', ['class default exported @1']],
    [
      'interface A extends B<C> { d: string; e?: F | null; g(): void; readonly "h-i": number[] }',
      ['interface A @0 extends B[C]', '  .d: string', '  .e: F', '  .h-i: Array[number]'],
    ],
    ['type A = { b: C };', ['interface A @0', '  .b: C']],
    ['type A = B & { c: D };', ['interface A @0 extends B', '  .c: D']],
    ['type A = B | C;', []],
  ])('%s', (source, expected) => {
    expect(linesOf('classes', source).map((it) => it.trimEnd())).toEqual(expected);
  });
});

describe('written types', () => {
  it.each([
    ['string', 'string'],
    ['Order', 'Order'],
    ['orm.Repository<Order>', 'orm.Repository[Order]'],
    ['Order[]', 'Array[Order]'],
    ['readonly Order[]', 'Array[Order]'],
    ['Promise<Order | undefined>', 'Order'],
    ['(Order | null)', 'Order'],
    ['Readonly<Order>', 'Order'],
    ['Map<string, Order[]>', 'Map[string, Array[Order]]'],
    ['Order | User', '?Order | User'],
    ['{ a: string }', '?{ a: string }'],
    ["'open'", "?'open'"],
    ['() => void', '?() => void'],
    ["Order['id']", "?Order['id']"],
    ['z.infer<typeof orders.schema>', 'z.infer[typeof.orders.schema]'],
    ["import('./x').Order", 'Order'],
  ])('%s', (type, expected) => {
    expect(linesOf('bindings', `let a: ${type};`)).toEqual([`variable a: ${expected} = - @0`]);
  });
});

import { describe, expect, it } from 'vitest';
import { childrenOf, nodeOfFile, rootNodes, type StructureNode } from '../../client/src/structure/structure-nodes.ts';
import { SHOP } from './shop.ts';

const STRUCTURES = [{ folder: 'file:///home/ada/shop', map: SHOP }];

/** The rows in words. */
function rows(nodes: readonly StructureNode[]): string[] {
  return nodes.map(wordsOf);
}

function wordsOf(it: StructureNode): string {
  switch (it.kind) {
    case 'unit':
      return it.unit.name;
    case 'feature':
      return it.feature.name;
    case 'layer':
      return it.layer;
    case 'file':
      return it.file.path;
    case 'forbidden':
      return `line ${it.forbidden.line}`;
    case 'routes':
      return 'routes';
    case 'route':
      return `${it.route.method} ${it.route.path}`;
  }
}

describe('the tree of the structure', () => {
  const roots = rootNodes(STRUCTURES);
  const orders = roots.flatMap(childrenOf)[1];

  it('goes from services over features and layers to files', () => {
    expect(rows(roots)).toEqual(['api', 'web']);
    expect(rows(roots.flatMap(childrenOf))).toEqual(['carts', 'orders', 'shared', 'orders']);
    expect(rows(orders ? childrenOf(orders) : [])).toEqual(['routes', 'controller', 'service', 'repository']);
  });

  it('has the forbidden imports below their file, and the routes below their feature', () => {
    const file = nodeOfFile(STRUCTURES, 'file:///home/ada/shop', 'api/src/orders/order.repository.ts');
    expect(rows(file ? childrenOf(file) : [])).toEqual(['line 3']);
    const [routes] = orders ? childrenOf(orders) : [];
    expect(rows(routes ? childrenOf(routes) : [])).toEqual(['GET /orders']);
  });

  it('finds a file with the rows above it, and nothing for a file that is not there', () => {
    const file = nodeOfFile(STRUCTURES, 'file:///home/ada/shop', 'web/src/orders/orders-page.tsx');
    const above: StructureNode[] = [];
    for (let at = file; at; at = at.parent) above.unshift(at);
    expect(rows(above)).toEqual(['web', 'orders', 'component', 'web/src/orders/orders-page.tsx']);
    expect(nodeOfFile(STRUCTURES, 'file:///home/ada/shop', 'web/src/nowhere.ts')).toBeUndefined();
    expect(nodeOfFile(STRUCTURES, 'file:///home/ada/other', 'web/src/orders/orders-page.tsx')).toBeUndefined();
  });

  it('gives each row a name of its own that stays while the map changes', () => {
    const all = (nodes: readonly StructureNode[]): string[] => nodes.flatMap((it) => [it.id, ...all(childrenOf(it))]);
    const ids = all(roots);
    expect(new Set(ids).size).toBe(ids.length);
    const changed = [{ folder: 'file:///home/ada/shop', map: { ...SHOP, forbidden: [] } }];
    expect(ids).toEqual(expect.arrayContaining(all(rootNodes(changed))));
  });
});

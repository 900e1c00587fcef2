import type { StructureMap } from '#map/structure-map.ts';

/** Two features with an import against the layers, a shared file, and a second service. */
export const SHOP: StructureMap = {
  name: 'shop',
  units: [
    { folder: 'api', name: 'api', kind: 'server' },
    { folder: 'web', name: 'web', kind: 'frontend' },
  ],
  features: [
    { unit: 0, name: 'carts', isShared: false },
    { unit: 0, name: 'orders', isShared: false },
    { unit: 0, name: 'shared', isShared: true },
    { unit: 1, name: 'orders', isShared: false },
  ],
  files: [
    file('api/src/carts/cart.service.ts', 0, 'service', 40),
    file('api/src/orders/order.controller.ts', 1, 'controller', 30),
    { ...file('api/src/orders/order.repository.ts', 1, 'repository', 900), warnings: 1 },
    file('api/src/orders/order.service.ts', 1, 'service', 120),
    file('api/src/main.ts', 2, 'entrypoint', 12),
    file('web/src/orders/orders-page.tsx', 3, 'component', 60),
  ],
  edges: [
    { from: 1, to: 3 },
    { from: 2, to: 3 },
    { from: 3, to: 2 },
    { from: 3, to: 0 },
    { from: 4, to: 1 },
  ],
  forbidden: [
    {
      from: 2,
      to: 3,
      rule: 'structure/layer-import-violation',
      severity: 'warning',
      message: 'The repository "order.repository.ts" imports the service <OrderService>',
      line: 3,
    },
  ],
  routes: [
    {
      feature: 1,
      method: 'GET',
      path: '/orders',
      handler: 'listOrders',
      file: 'api/src/orders/order.controller.ts',
      line: 9,
    },
  ],
};

function file(path: string, feature: number, layer: StructureMap['files'][number]['layer'], lines: number) {
  return { path, feature, layer, lines, errors: 0, warnings: 0, infos: 0 };
}

/** One server whose files are spread evenly over features and three layers; each service imports its repository. */
export function largeMap(features: number, filesPerLayer: number, units = 1): StructureMap {
  const layers = ['controller', 'service', 'repository'] as const;
  const places = Array.from({ length: features }, (_it, feature) =>
    layers.flatMap((layer) =>
      Array.from({ length: filesPerLayer }, (_one, at) =>
        file(`src/f${feature}/${layer}-${at}.ts`, feature, layer, 10 + ((feature * 37 + at * 101) % 600)),
      ),
    ),
  ).flat();
  return {
    name: 'large',
    units: Array.from({ length: units }, (_it, unit) => ({ folder: `u${unit}`, name: `u${unit}`, kind: 'server' as const })),
    features: Array.from({ length: features }, (_it, index) => ({
      unit: Math.floor((index * units) / features),
      name: `feature-${index}`,
      isShared: false,
    })),
    files: places,
    edges: places.flatMap((it, index) => (it.layer === 'repository' ? [] : [{ from: index, to: index + filesPerLayer }])),
    forbidden: [],
    routes: [],
  };
}

import DOMPurify from 'dompurify';
import { beforeAll, describe, expect, it } from 'vitest';
import { layOut } from '#map/layout.ts';
import { mapText } from '#map/map-text.ts';
import { mapMermaid } from '#map/mermaid.ts';
import { mapSvg } from '#map/svg.ts';
import { largeMap, SHOP } from './shop.ts';

describe('the map as a Mermaid diagram', () => {
  let parse: (text: string) => Promise<unknown>;
  beforeAll(async () => {
    // Labels are cleaned with the means of a browser; the grammar needs none.
    Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });
    const { default: mermaid } = await import('mermaid');
    parse = (text) => mermaid.parse(text);
  });

  it('is a diagram that Mermaid takes, with the forbidden import in red', async () => {
    const text = mapMermaid(SHOP);
    expect(await parse(text)).toMatchObject({ diagramType: 'flowchart-v2' });
    expect(text).toContain('n2["order.repository.ts"]');
    expect(text).toContain('n2 -. "against the rules" .-> n3');
    const links = text.split('\n').filter((it) => / (-->|-\. )/.test(it));
    expect(links[Number(/linkStyle (\d+)/.exec(text)?.[1])]).toContain('n2 -. ');
  });

  it('takes names with signs of its own', async () => {
    const name = 'a "b" #quot; `c` [d] end --> {x}; %%';
    const odd = { ...SHOP, name, features: SHOP.features.map((it) => ({ ...it, name })) };
    expect(await parse(mapMermaid(odd))).toMatchObject({ diagramType: 'flowchart-v2' });
    await expect(parse('flowchart TB\n a[end --> ((b')).rejects.toThrow();
  });

  it.each([
    ['layers of features', largeMap(15, 7), 45],
    ['features', largeMap(96, 7), 24],
  ])('shows the %s where the files are too many', async (_what, map, nodes) => {
    const text = mapMermaid(map);
    expect(await parse(text)).toMatchObject({ diagramType: 'flowchart-v2' });
    expect(text.match(/^ +n\d+\["/gm)).toHaveLength(nodes);
    expect(text.length).toBeLessThan(50_000);
  });
});

describe('the map as a picture', () => {
  const svg = mapSvg(SHOP, layOut(SHOP));

  it('is a tree of elements that says in words what it shows', () => {
    expect(unclosed(svg)).toEqual([]);
    expect(svg).toContain('<title id="map-title">Architecture of shop</title>');
    expect(svg).toContain('6 files in 2 services and 3 features, by layer. 1 import against the rules: The repository');
    expect(svg).toContain('imports the service &lt;OrderService&gt;');
    expect(svg.match(/class="wrong"[^>]*><title>/g)).toHaveLength(1);
  });

  it('holds every file once, with its path and lines', () => {
    for (const { path, lines } of SHOP.files) expect(svg.split(`<title>${path}, ${lines} line`)).toHaveLength(2);
    expect(svg).toContain('api/src/orders/order.repository.ts, 900 lines, 1 warning');
  });

  it('asks for nothing from outside and runs nothing', () => {
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|<script|on\w+=|url\((?!#)/);
  });

  it('stays small where there is much', () => {
    const map = largeMap(96, 7);
    const large = mapSvg(map, layOut(map));
    expect(unclosed(large)).toEqual([]);
    expect(large.length).toBeLessThan(600_000);
  });
});

describe('the map as an outline', () => {
  it('lists layers, files, routes and what goes against the rules', () => {
    const text = mapText(SHOP);
    expect(text).toContain('  orders (3 files)\n    Controllers\n      api/src/orders/order.controller.ts  30 lines\n');
    expect(text).toContain('    Routes\n      GET /orders  api/src/orders/order.controller.ts:9 listOrders\n');
    expect(text).toContain('api/src/orders/order.repository.ts:3  warning  The repository');
  });

  it('says where there is nothing', () => {
    expect(mapText({ ...SHOP, files: [] })).toBe('No application code was found in shop.\n');
  });
});

/** Names of elements that are not closed in the order in which they were opened. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name = '', empty] of xml.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (end === '/') {
      if (open.pop() !== name) return [name, ...open];
    } else if (empty !== '/') open.push(name);
  }
  return open;
}

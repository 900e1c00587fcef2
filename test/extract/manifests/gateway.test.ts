import { expect, it } from 'vitest';
import { fileKindOf } from '#extract/file-kind.ts';
import { extractGateway } from '#extract/manifests/gateway.ts';

const read = (path: string, text: string) => {
  const { tool, forwards, headers } = extractGateway(path, text);
  return { tool, forwards, headers: headers.map((it) => `${it.name}=${it.value}`) };
};

it.each([
  ['nginx.conf', 'gateway'],
  ['deploy/nginx/default.conf', 'gateway'],
  ['docker/nginx.conf.template', 'gateway'],
  ['Caddyfile', 'gateway'],
  ['k8s/api-ingress.yaml', 'gateway'],
  ['traefik.yml', 'gateway'],
  ['vercel.json', 'gateway'],
  ['wrangler.toml', 'gateway'],
  ['redis.conf', undefined],
  ['src/ingress.ts', 'typescript'],
])('%s is %s', (path, kind) => {
  expect(fileKindOf(path)).toBe(kind);
});

it.each([
  [
    'nginx.conf',
    'server {\n  add_header X-Frame-Options "DENY" always;\n  # add_header Referrer-Policy x;\n  add_header Access-Control-Allow-Origin *;\n  location / { proxy_pass http://api; }\n}\n',
    { tool: 'nginx', forwards: true, headers: ['x-frame-options=DENY', 'access-control-allow-origin=*'] },
  ],
  [
    'Caddyfile',
    ':80 {\n\theader X-Content-Type-Options nosniff\n\treverse_proxy api:8080\n}\n',
    { tool: 'caddy', forwards: true, headers: ['x-content-type-options=nosniff'] },
  ],
  [
    'vercel.json',
    '{ "headers": [{ "source": "/(.*)", "headers": [\n  { "key": "X-Frame-Options",\n    "value": "DENY" },\n  { "key": "Referrer-Policy", "value": "no-referrer" }\n] }] }\n',
    { tool: 'platform', forwards: false, headers: ['x-frame-options=DENY', 'referrer-policy=no-referrer'] },
  ],
  ['web/nginx.conf', 'server {\n  root /usr/share/nginx/html;\n}\n', { tool: 'nginx', forwards: false, headers: [] }],
])('reads %s', (path, text, expected) => {
  expect(read(path, text)).toEqual(expected);
});

it('gives the place from the name of a header to the end of its line', () => {
  const text = 'x\n  add_header X-Frame-Options DENY;\n';
  const [header] = extractGateway('nginx.conf', text).headers;
  expect(text.slice(header?.span.start, header?.span.end)).toBe('X-Frame-Options DENY;');
});

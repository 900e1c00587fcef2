import { fileName, type Path } from '#base/paths.ts';
import type { GatewayFacts } from '#facts/manifest-facts.ts';
import { textLines } from './text-lines.ts';

/**
 * Reads what stands before the servers, whatever its language: only the headers that it adds and whether it passes requests on.
 * Never has parse errors.
 */
export function extractGateway(path: Path, text: string): GatewayFacts {
  const headers: GatewayFacts['headers'][number][] = [];
  let forwards = false;
  let key: GatewayFacts['headers'][number] | undefined;
  for (const { text: line, start } of textLines(text)) {
    const content = line.replace(/^\s*(#|\/\/).*$/, '');
    forwards ||= FORWARDS.test(content);
    // JSON may write the value on the line after the name.
    const value = /"value"\s*:\s*"([^"]*)"/.exec(content)?.[1];
    if (key && value !== undefined) {
      headers[headers.length - 1] = { ...key, value };
      key = undefined;
    }
    for (const match of content.matchAll(HEADER)) {
      const rest = content.slice(match.index + match[0].length);
      const found = {
        name: match[0].toLowerCase(),
        value: value ?? writtenValue(rest),
        span: { start: start + match.index, end: start + content.trimEnd().length },
      };
      headers.push(found);
      key = value === undefined && found.value === '' ? found : undefined;
    }
  }
  return { kind: 'gateway', path, tool: toolOf(path), forwards, headers, parseErrors: [], directives: [] };
}

const FORWARDS =
  /\b(proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass|reverse_proxy|ProxyPass|loadBalancer|upstream|default_backend|backend|serviceName|service)\b/;
const HEADER =
  /\b(Access-Control-Allow-(?:Origin|Credentials|Methods|Headers)|Content-Security-Policy|Strict-Transport-Security|X-Frame-Options|X-Content-Type-Options|Referrer-Policy|Permissions-Policy|X-Request-I[dD]|X-Correlation-I[dD])\b/gi;

/** nginx: `Name "value" always;` · Caddy: `Name value` · TOML and YAML: `Name = "value"`, `Name: value`. */
function writtenValue(rest: string): string {
  const match = /^["']?\s*[:=]?\s*(?:"([^"]*)"|'([^']*)'|([^\s;"',]+))/.exec(rest);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
}

function toolOf(path: Path): GatewayFacts['tool'] {
  const name = fileName(path).toLowerCase();
  if (name.includes('caddy')) return 'caddy';
  if (/ingress/.test(name)) return 'ingress';
  if (/traefik/.test(path.toLowerCase())) return 'traefik';
  if (/^(vercel|now|firebase|staticwebapp\.config)\.json$|^(netlify|wrangler)\.|^serverless\./.test(name)) return 'platform';
  return /nginx|conf\.d|sites-/.test(path.toLowerCase()) ? 'nginx' : 'other';
}

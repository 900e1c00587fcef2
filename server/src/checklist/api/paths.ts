import type { ComposedRoute } from '#workspace/route-table.ts';
import { changing, routeEvidence, routeName } from '../backend/routes.ts';
import type { Look } from '../look.ts';
import { count, done, missing, notApplicable, partly, type Verdict } from '../verdict.ts';

const NEARLY_ALL = 0.95;

/** Routes of the application that have a path, but for pages and what is about signing in, probes and documents. */
function resourceRoutes({ served }: Look): ComposedRoute[] {
  return (served?.routes ?? []).filter((it) => it.segments !== undefined && it.segments.length > 0 && !ASIDE.test(routeName(it)));
}

const ASIDE =
  /\b(auth|login|logout|sign-?\w*|register|refresh|oauth|token|session|sessions|me|profile|password|health\w*|ready\w*|live\w*|ping|status|metrics|docs|openapi|swagger|graphql|trpc|webhooks?|callback|static|admin|search|upload|uploads|events?|stream|ws|socket|version|favicon|robots|sitemap|config)\b/i;
const VERB = /^(get|fetch|list|create|add|insert|update|edit|modify|delete|remove|destroy|save|set|do|make)(?=[A-Z_-]|$)/;
const UNCOUNTABLE =
  /(s|i|a|data|media|people|children|men|women|feedback|information|news|series|staff|equipment|inventory|history|analytics|content|metadata|settings|stock|traffic|weather|music|health|feed|cart|checkout|dashboard|home|about|search|all|new|latest|me|current|bulk|batch|count|by-\w+)$/i;

/** Collections are plural, and paths name things. */
export function pluralNouns(look: Look): Verdict {
  const routes = resourceRoutes(look);
  const judged = routes.flatMap((route) => {
    const segments = route.segments ?? [];
    const literals = segments.flatMap((it) => (it.kind === 'literal' ? [it.text] : []));
    const collections = segments.flatMap((it, index) =>
      it.kind === 'literal' && segments[index + 1]?.kind === 'parameter' ? [it.text] : [],
    );
    const verb = literals.find((it) => VERB.test(it));
    if (verb !== undefined) return [{ route, trouble: `\`${verb}\` is an action` }];
    if (collections.length === 0) return [];
    const singular = collections.find((it) => !UNCOUNTABLE.test(it) && !/^v\d+$/.test(it));
    return [{ route, trouble: singular === undefined ? undefined : `\`${singular}\` is singular` }];
  });
  return shared(judged, 'route', 'names a resource in the plural', 'name resources in the plural', 'no route names a resource');
}

/** Words in paths are joined with hyphens. */
export function pathCase(look: Look): Verdict {
  const routes = (look.served?.routes ?? []).filter((it) => (it.segments ?? []).length > 0);
  const judged = routes.flatMap((route) => {
    const words = (route.segments ?? []).flatMap((it) =>
      it.kind === 'literal' && /^[A-Za-z]+([A-Z_-][A-Za-z]*)+$/.test(it.text) && /[A-Z_-]/.test(it.text.slice(1))
        ? [it.text]
        : [],
    );
    if (words.length === 0) return [];
    const other = words.find((it) => /[A-Z_]/.test(it));
    return [{ route, trouble: other === undefined ? undefined : `\`${other}\` is not joined with hyphens` }];
  });
  if (routes.length > 0 && judged.length === 0) return done('Each word stands alone in its segment');
  return shared(judged, 'route', 'joins words with hyphens', 'join words with hyphens', 'no route has a path');
}

/** What changes something is no GET, and no method is written into a path. */
export function methods(look: Look): Verdict {
  const routes = (look.served?.routes ?? []).filter((it) => it.segments !== undefined);
  const judged = routes.map((route) => {
    const last = route.segments?.findLast((it) => it.kind === 'literal');
    const word = last?.kind === 'literal' ? last.text : '';
    const isChange = /^(create|add|insert|update|edit|delete|remove|destroy|save)(?=[A-Z_-]|$)/.test(word);
    const trouble =
      route.method === 'GET' && isChange && !look.code.some((it) => it.path === route.path && it.facts.hasMarkup)
        ? `\`GET\` for \`${word}\``
        : changing(route) && isChange && /^(POST|PUT)$/.test(route.method) && /^(delete|remove|destroy|update)/.test(word)
          ? `The method is written into the path: \`${word}\``
          : undefined;
    return { route, trouble };
  });
  return shared(judged, 'route', 'answers the method that fits', 'answer the method that fits', 'no routes are known');
}

function shared(
  judged: readonly { readonly route: ComposedRoute; readonly trouble: string | undefined }[],
  what: string,
  one: string,
  many: string,
  none: string,
): Verdict {
  if (judged.length === 0) return notApplicable(none);
  const bad = judged.filter((it) => it.trouble !== undefined);
  const good = judged.length - bad.length;
  const sentence = `${good} of ${count(judged.length, what)} ${good === 1 ? one : many}`;
  const places = bad.map((it) => routeEvidence(it.route, `\`${routeName(it.route)}\`: ${it.trouble}`));
  if (good >= judged.length * NEARLY_ALL) return done(sentence, places);
  return good * 2 >= judged.length ? partly(sentence, places) : missing(sentence, places);
}

import type { JSX } from 'preact';
import {
  siClerk,
  siDjango,
  siExpress,
  siFastapi,
  siGo,
  siGraphql,
  siHtmx,
  siJsonwebtokens,
  siMongodb,
  siMysql,
  siNextdotjs,
  siOpenapiinitiative,
  siOpenid,
  siPostgresql,
  siReact,
  siReactquery,
  siRedis,
  siSqlite,
  siTrpc,
  siVuedotjs,
} from 'simple-icons';
import type { DecisionField, DecisionValue } from '#decisions/decisions.ts';
import { questions } from '#decisions/options.ts';

/** A codicon; decoration only, so it is silent for screen readers. */
export function Codicon({ name, className = '', slot }: CodiconProps): JSX.Element {
  return <span class={`codicon codicon-${name} ${className}`} slot={slot} aria-hidden="true" />;
}

export interface CodiconProps {
  readonly name: string;
  readonly className?: string;
  /** The place in an element of the component set. */
  readonly slot?: string;
}

/** The mark of a technology where it has one of its own, else the codicon of the option. */
export function OptionIcon({ field, value }: { readonly field: DecisionField; readonly value: DecisionValue }): JSX.Element {
  const mark = marks[`${field}=${value}`];
  if (mark !== undefined) {
    return (
      <svg class="mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d={mark.path} />
      </svg>
    );
  }
  const options: Readonly<Record<string, { readonly icon: string }>> = questions[field].options;
  return <Codicon name={options[String(value)]?.icon ?? 'circle'} className="option-icon" />;
}

const marks: Readonly<Record<string, { readonly path: string } | undefined>> = {
  'backend=express': siExpress,
  'backend=nextjs': siNextdotjs,
  'backend=fastapi': siFastapi,
  'backend=django': siDjango,
  'backend=go': siGo,
  'frontend=react': siReact,
  'frontend=vue': siVuedotjs,
  'frontend=nextjs': siNextdotjs,
  'frontend=htmx': siHtmx,
  'database=sqlite': siSqlite,
  'database=postgresql': siPostgresql,
  'database=mysql': siMysql,
  'database=mongodb': siMongodb,
  'redis=true': siRedis,
  'api=graphql': siGraphql,
  'api=trpc': siTrpc,
  'auth=jwt': siJsonwebtokens,
  'auth=oauth': siOpenid,
  'auth=clerk': siClerk,
  'apiClient=trpc': siTrpc,
  'apiClient=openapi': siOpenapiinitiative,
  'apiClient=react-query': siReactquery,
  'apiClient=graphql-codegen': siGraphql,
};

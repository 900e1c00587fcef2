import type { Choices } from '#decisions/decisions.ts';
import { type Addition, planAddition, type Surroundings, type WantedResource } from '#resource/addition.ts';
import { createRenderer } from '#scaffold/render.ts';
import { templates } from '../scaffold/project.ts';

export const surroundings: Surroundings = { templates, render: createRenderer(templates) };

/** One project of each back end, with different front ends. */
export const stacks: readonly (readonly [string, Choices])[] = [
  ['Express with React', { backend: 'express', frontend: 'react' }],
  ['Express by layers with Vue', { backend: 'express', frontend: 'vue', structure: 'layer-first' }],
  ['Express with tRPC', { backend: 'express', frontend: 'react', api: 'trpc' }],
  ['Fastify by layers with Vue', { backend: 'fastify', frontend: 'vue', structure: 'layer-first' }],
  ['FastAPI with React', { backend: 'fastapi', frontend: 'react' }],
  ['FastAPI alone', { backend: 'fastapi', frontend: 'none', service: 'api' }],
  ['Django with React', { backend: 'django', frontend: 'react' }],
  ['Django with rendered pages', { backend: 'django', frontend: 'htmx' }],
  ['Go with Vue', { backend: 'go', frontend: 'vue' }],
  ['Next.js', { backend: 'nextjs', frontend: 'nextjs' }],
];

/** A project with products that gets another resource; throws with all problems. */
export function addition(choices: Choices, wanted: WantedResource, lastMigration?: number): Addition {
  const planned = planAddition(recorded(choices), wanted, surroundings, lastMigration);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  if (planned.value.kind === 'present') throw new Error('it is there already');
  return planned.value;
}

export function recorded(choices: Choices) {
  return {
    name: 'shop',
    choices,
    resources: [
      {
        name: 'product',
        plural: 'products',
        fields: [
          { name: 'name', type: 'string', required: true, unique: false },
          { name: 'price', type: 'decimal', required: true, unique: false },
        ],
      },
    ],
  } as const;
}

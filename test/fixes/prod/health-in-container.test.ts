// That a container asks for the route is offered only where its Dockerfile leaves no doubt.
import { describe, expect, it } from 'vitest';
import { projectOf } from '../../sources.ts';

const SERVER = `import express from 'express';
import { add, list, remove } from './orders';

const app = express();
app.get('/orders', list);
app.post('/orders', add);
app.delete('/orders/:id', remove);
app.listen(3000);
`;

async function offersWith(dockerfiles: Readonly<Record<string, string>>, server = SERVER): Promise<readonly string[]> {
  const { project } = await projectOf({ 'src/server.ts': server, ...dockerfiles });
  const findings = [...(project.check()?.findings.values() ?? [])].flat();
  return findings
    .filter((found) => found.rule === 'prod/missing-health-check')
    .flatMap((found) => found.fixes.map(({ id }) => id));
}

describe('a container asks for the new route', () => {
  it.each([
    ['an image of Node.js', 'FROM node:24-slim\nEXPOSE 3000\nCMD ["node", "dist/server.js"]\n'],
    ['an image without a tag', 'FROM node\nEXPOSE 3000\n'],
    ['a stage of an image', 'FROM --platform=linux/amd64 node:22 AS base\nFROM base AS build\nFROM base\nEXPOSE 3000/tcp\n'],
  ])('with %s', async (_, dockerfile) => {
    expect(await offersWith({ Dockerfile: dockerfile })).toEqual(['add-health', 'add-health-to-container']);
  });

  it.each([
    ['an image with nothing in it', 'FROM scratch\nEXPOSE 3000\n'],
    ['an image of somebody else', 'FROM registry.example.org/base/node:24\nEXPOSE 3000\n'],
    ['a Node.js without fetch', 'FROM node:16\nEXPOSE 3000\n'],
    ['no port', 'FROM node:24\nCMD ["node", "dist/server.js"]\n'],
    ['two ports', 'FROM node:24\nEXPOSE 3000 9229\n'],
    ['ports on lines of their own', 'FROM node:24\nEXPOSE 3000\nEXPOSE 9229\n'],
    ['a variable for a port', 'FROM node:24\nARG PORT=3000\nEXPOSE $PORT\n'],
    ['another port in the environment', 'FROM node:24\nENV NODE_ENV=production PORT=4000\nEXPOSE 3000\n'],
    ['a port that nothing else says', 'FROM node:24\nEXPOSE 8080\n'],
    ['a port of an earlier stage', 'FROM node:24 AS build\nEXPOSE 3000\nFROM node:24\nCMD ["node", "dist/server.js"]\n'],
  ])('but not with %s', async (_, dockerfile) => {
    expect(await offersWith({ Dockerfile: dockerfile })).toEqual(['add-health']);
  });

  it('but not with two Dockerfiles, or one for a special case', async () => {
    const dockerfile = 'FROM node:24\nEXPOSE 3000\n';
    expect(await offersWith({ Dockerfile: dockerfile, 'Dockerfile.worker': dockerfile })).toEqual(['add-health']);
    expect(await offersWith({ 'Dockerfile.dev': dockerfile })).toEqual(['add-health']);
  });

  it('but not where the server speaks TLS', async () => {
    const server = SERVER.replace('app.listen(3000)', 'https.createServer(keys, app).listen(3000)').replace(
      '\n',
      "\nimport https from 'node:https';\n",
    );
    expect(await offersWith({ Dockerfile: 'FROM node:24\nEXPOSE 3000\n' }, server)).toEqual(['add-health']);
  });
});

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
  return offersIn({ 'src/server.ts': server, ...dockerfiles });
}

async function offersIn(sources: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { project } = await projectOf(sources);
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

describe('a container asks where something may stand before the route', () => {
  const route = 'export function GET(): Response {\n  return Response.json([]);\n}\n';
  const next = {
    'package.json': '{ "scripts": { "start": "next start" }, "dependencies": { "next": "16", "react": "19" } }',
    'next.config.ts': 'export default {};\n',
    ...Object.fromEntries(['orders', 'bills', 'parcels'].map((it) => [`app/api/${it}/route.ts`, route])),
  };
  const standalone = 'FROM node:24-alpine\nEXPOSE 3000\nCMD ["node", "server.js"]\n';

  it.each([
    [
      'a server that stands alone and listens everywhere',
      { Dockerfile: standalone.replace('EXPOSE', 'ENV HOSTNAME="0.0.0.0"\nEXPOSE') },
    ],
    [
      'the port of its script',
      {
        'package.json': next['package.json'].replace('next start', 'next start -p 4000'),
        Dockerfile: 'FROM node:24\nEXPOSE 4000\nCMD npm run start\n',
      },
    ],
  ])('in Next.js with %s', async (_, sources) => {
    expect(await offersIn({ ...next, ...sources })).toEqual(['add-health', 'add-health-to-container']);
  });

  it.each([
    ['a server that stands alone and listens at the name of the container', { Dockerfile: standalone }],
    [
      'a path before everything',
      {
        'next.config.ts': "export default { basePath: '/shop' };\n",
        Dockerfile: 'FROM node:24\nEXPOSE 3000\nCMD ["npx", "next", "start"]\n',
      },
    ],
    ['another port in the command', { Dockerfile: 'FROM node:24\nEXPOSE 3000\nCMD ["npx", "next", "start", "-p", "4000"]\n' }],
    [
      'another port in its script',
      {
        'package.json': next['package.json'].replace('next start', 'next start -p 4000'),
        Dockerfile: 'FROM node:24\nEXPOSE 3000\nCMD npm run start\n',
      },
    ],
  ])('but not in Next.js with %s', async (_, sources) => {
    expect(await offersIn({ ...next, ...sources })).toEqual(['add-health']);
  });

  const shop = (settings: string): Readonly<Record<string, string>> => ({
    'shop/settings.py': `ROOT_URLCONF = 'shop.urls'\n${settings}\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']\n`,
    'shop/urls.py':
      "from django.urls import path\n\nfrom . import views\n\nurlpatterns = [\n    path('a/', views.a),\n    path('b/', views.b),\n    path('c/', views.c),\n]\n",
    'shop/views.py': ['a', 'b', 'c'].map((it) => `def ${it}(request):\n    return None\n`).join('\n\n'),
    Dockerfile: 'FROM python:3.13\nEXPOSE 8000\nCMD gunicorn shop.wsgi -b 0.0.0.0:8000\n',
  });

  it.each([
    ['every host', "ALLOWED_HOSTS = ['*']\n"],
    ['its own address among the hosts', "ALLOWED_HOSTS = ['shop.example.org', '127.0.0.1']\nSECURE_SSL_REDIRECT = False\n"],
  ])('in Django with %s', async (_, settings) => {
    expect(await offersIn(shop(settings))).toEqual(['add-health', 'add-health-to-container']);
  });

  it.each([
    ['other hosts', "ALLOWED_HOSTS = ['shop.example.org']\n"],
    ['hosts of the environment', "import os\n\nALLOWED_HOSTS = os.environ['HOSTS'].split(',')\n"],
    ['no hosts', ''],
    ['HTTPS for everybody', "ALLOWED_HOSTS = ['*']\nSECURE_SSL_REDIRECT = True\n"],
  ])('but not in Django with %s', async (_, settings) => {
    expect(await offersIn(shop(settings))).toEqual(['add-health']);
  });

  const koa = (before: string, path = '/notes'): Readonly<Record<string, string>> => ({
    'src/server.ts': `import Router from '@koa/router';
import Koa from 'koa';
import { add, list, remove } from './notes';
import { stranger } from './stranger';

const app = new Koa();
const router = new Router();
${before}
router.get('${path}', list);
router.post('/notes', add);
router.delete('/notes/:id', remove);
app.use(router.routes());
app.listen(3000);
`,
    Dockerfile: 'FROM node:24\nEXPOSE 3000\n',
  });

  it('in Koa with nothing before the route', async () => {
    expect(await offersIn(koa(''))).toEqual(['add-health', 'add-health-to-container']);
  });

  it.each([
    ['middleware that may answer', koa('app.use(stranger);')],
    ['a parameter that takes its path', koa('', '/:name')],
  ])('but not in Koa with %s', async (_, sources) => {
    expect(await offersIn(sources)).toEqual(['add-health']);
  });

  const standard = (handler: string): Readonly<Record<string, string>> => ({
    'go.mod': 'module example.com/shop\n\ngo 1.23\n',
    'main.go': `package main

import "net/http"

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", list)
	mux.HandleFunc("POST /orders", add)
	mux.HandleFunc("DELETE /orders/{id}", remove)
	http.ListenAndServe(":8080", ${handler})
}
`,
    Dockerfile: 'FROM alpine:3.22\nEXPOSE 8080\n',
  });

  it('in net/http with its router as it is', async () => {
    expect(await offersIn(standard('mux'))).toEqual(['add-health', 'add-health-to-container']);
  });

  it('but not in net/http with something around its router', async () => {
    expect(await offersIn(standard('guarded(mux)'))).toEqual(['add-health']);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectInFolder } from '#host/detect-requirements.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tiebeam-detect-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cases: readonly {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly found: readonly string[];
}[] = [
  { title: 'an empty folder', files: {}, found: [] },
  {
    title: 'a package.json per app',
    files: {
      'backend/package.json': '{\n  "dependencies": {\n    "express": "^5.0.0",\n    "jose": "^6.0.0"\n  }\n}\n',
      'frontend/package.json': '{\n  "dependencies": { "react-dom": "^19.0.0" }\n}\n',
    },
    found: [
      'backend=express backend/package.json:3',
      'frontend=react frontend/package.json:2',
      'auth=jwt backend/package.json:4',
    ],
  },
  {
    title: 'a Python project with Redis',
    files: { 'backend/pyproject.toml': '[project]\nname = "shop"\ndependencies = [\n  "FastAPI>=0.115",\n  "redis",\n]\n' },
    found: ['backend=fastapi backend/pyproject.toml:4', 'redis=true backend/pyproject.toml:5'],
  },
  {
    title: 'requirements.txt and go.mod',
    files: {
      'api/requirements.txt': '# pinned\nDjango==5.2\n',
      'worker/go.mod': 'module example.com/worker\n\ngo 1.24\n\nrequire github.com/jackc/pgx/v5 v5.7.0\n',
    },
    found: ['backend=django api/requirements.txt:2', 'database=postgresql worker/go.mod:5'],
  },
  {
    title: 'images of compose files and Dockerfiles, whatever their registry and tag',
    files: {
      'compose.yaml': 'services:\n  db:\n    restart: always\n    image: docker.io/library/postgres:17-alpine@sha256:abc\n',
      'cache/Dockerfile': 'FROM --platform=linux/amd64 registry.example.com:5000/library/redis:7 AS cache\n',
    },
    found: ['database=postgresql compose.yaml:4', 'redis=true cache/Dockerfile:1'],
  },
  {
    title: 'what is installed, or is no manifest at all',
    files: {
      'node_modules/express/package.json': '{"dependencies":{"express":"5"}}',
      'package.json': 'vue',
    },
    found: [],
  },
];

describe('what an open folder says', () => {
  it.each(cases)('in $title', async ({ files, found }) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const values = await detectInFolder(folder);
    expect(values.map((it) => `${it.field}=${it.value} ${it.evidence[0]?.path}:${it.evidence[0]?.line}`)).toEqual(found);
  });
});

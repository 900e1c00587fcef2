import { describe, expect, it } from 'vitest';
import { projectOf } from '../../sources.ts';
import { tables } from './route-lines.ts';

describe('what cannot be followed', () => {
  it('keeps the end of a path whose beginning is not known', async () => {
    const { routes } = await tables({
      'src/app.ts':
        "import express from 'express';\nimport { items } from './items';\nconst app = express();\napp.use(config.base + computed(), items);\n",
      'src/items.ts':
        "import { Router } from 'express';\nexport const items = Router();\nitems.get('/items/:id', (req, res) => {});\n",
    });
    expect(routes).toEqual(['GET ??/items/:id [] =>']);
  });

  it('takes the only mount that cannot be followed for the place of routers that nothing holds', async () => {
    const { routes, openings } = await tables({
      'src/app.js':
        "const express = require('express');\nconst app = express();\nfiles.forEach((file) => app.use('/api', require(file)));\n",
      'src/routes/items.js':
        "const router = require('express').Router();\nrouter.get('/items', (req, res) => {});\nmodule.exports = router;\n",
    });
    expect(routes).toEqual(['GET /api/items [..] =>']);
    expect(openings).toEqual(['unknown-mount /api']);
  });

  it('ends where routers hold each other', async () => {
    const { routes } = await tables({
      'app.ts':
        "import express from 'express';\nconst app = express();\nconst a = express.Router();\nconst b = express.Router();\napp.use('/x', a);\na.use('/a', b);\nb.use('/b', a);\na.get('/end', (req, res) => {});\n",
    });
    expect(routes).toEqual(['GET /x/end [] =>']);
  });

  it('gives a route to the unit of the app that serves it', async () => {
    const sources = {
      'package.json': '{ "private": true }',
      'api/package.json': '{ "name": "api", "dependencies": { "express": "5" } }',
      'api/app.ts': "import express from 'express';\nimport { auth } from '@shop/auth';\nexpress().use('/auth', auth);\n",
      'auth/package.json': '{ "name": "@shop/auth", "main": "index.ts" }',
      'auth/index.ts':
        "import { Router } from 'express';\nexport const auth = Router();\nauth.post('/login', (req, res) => {});\n",
    };
    const { project } = await projectOf(sources, { rules: [] });
    project.check();
    const { workspace } = project;
    expect(workspace?.units.map((unit) => [unit.folder, workspace.routesOf(unit).routes.length])).toEqual([
      ['api', 1],
      ['auth', 0],
    ]);
  });
});

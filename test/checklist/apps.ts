// Tiny servers in three languages, and what the checklist says of them.
import type { ListReport } from '#checklist/checklist.ts';
import { NO_SURROUNDINGS, type Surroundings } from '#checklist/surroundings.ts';
import type { Verdict } from '#checklist/verdict.ts';
import { checklistOf } from '#engine/read-checklist.ts';
import { RULES } from '#rules/rules.generated.ts';
import { projectOf, type SourceOptions, type Sources } from '../sources.ts';

export type Language = 'typescript' | 'python' | 'go';

export interface Parts {
  /** Lines at the top of the main file. */
  readonly head?: string;
  /** Lines after the server is made, before its route. */
  readonly body?: string;
  /** Lines after the route. */
  readonly tail?: string;
  /** Without a route of its own, where the parts bring some. */
  readonly isBare?: boolean;
  readonly packages?: readonly string[];
  readonly files?: Sources;
}

/** An Express server with one route. */
export function express({ head = '', body = '', tail = '', isBare = false, packages = [], files = {} }: Parts = {}): Sources {
  return {
    'package.json': manifest(['express', ...packages]),
    'src/app.ts': `import express from 'express';
${head}
const app = express();
${body}
${isBare ? '' : "app.get('/orders', (request, response) => response.json([]));"}
${tail}
app.listen(3000);
`,
    ...files,
  };
}

/** A FastAPI server with one route. */
export function fastapi({ head = '', body = '', tail = '', isBare = false, packages = [], files = {} }: Parts = {}): Sources {
  return {
    'pyproject.toml': `[project]
name = "shop"
version = "1"
dependencies = [${['fastapi', ...packages].map((it) => `"${it}"`).join(', ')}]
`,
    'app/main.py': `from fastapi import FastAPI
${head}

app = FastAPI()
${body}

${isBare ? '' : '@app.get("/orders")\ndef list_orders():\n    return []\n'}
${tail}
`,
    ...files,
  };
}

/** A Flask server with one route. */
export function flask({ head = '', body = '', tail = '', isBare = false, packages = [], files = {} }: Parts = {}): Sources {
  return {
    'requirements.txt': ['flask', ...packages].join('\n'),
    'app/main.py': `from flask import Flask, jsonify, request
${head}

app = Flask(__name__)
${body}

${isBare ? '' : '@app.route("/orders")\ndef list_orders():\n    return jsonify([])\n'}
${tail}
`,
    ...files,
  };
}

/** A server with chi and one route. */
export function chi({ head = '', body = '', tail = '', isBare = false, packages = [], files = {} }: Parts = {}): Sources {
  return {
    'go.mod': `module example.com/shop\n\ngo 1.24\n\nrequire (\n${['github.com/go-chi/chi/v5', ...packages].map((it) => `\t${it} v1.0.0`).join('\n')}\n)\n`,
    'main.go': `package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
${head}
)

func main() {
	router := chi.NewRouter()
${body}
${isBare ? '' : '	router.Get("/orders", listOrders)'}
${tail.includes('ListenAndServe') ? '' : '	http.ListenAndServe(":8080", router)'}
}

func listOrders(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(200)
}
${tail}
`,
    ...files,
  };
}

export function manifest(packages: readonly string[]): string {
  return JSON.stringify({ name: 'shop', private: true, dependencies: Object.fromEntries(packages.map((it) => [it, '*'])) });
}

export interface ReadOptions extends SourceOptions {
  readonly surroundings?: Surroundings;
}

/** All lists of a project. A detector that fails makes the test fail. */
export async function listsOf(sources: Sources, options: ReadOptions = {}): Promise<readonly ListReport[]> {
  const { project, crashes } = await projectOf(sources, options);
  project.check();
  const { workspace } = project;
  if (!workspace) throw new Error('the check gave no workspace');
  const lists = checklistOf(workspace, RULES, options.surroundings ?? NO_SURROUNDINGS, (what, error) => {
    throw new Error(`${what}: ${String(error)}`);
  });
  if (crashes.length > 0) throw new Error(crashes.join('\n'));
  return lists;
}

/** What is said of one item; of the first unit that has it. */
export async function verdictOf(sources: Sources, item: string, options: ReadOptions = {}): Promise<Verdict> {
  const lists = await listsOf(sources, options);
  const found = lists.flatMap((it) => it.items).find((it) => it.item.id === item);
  if (!found) throw new Error(`no list has ${item}`);
  return found.verdict;
}

import { describe, expect, it } from 'vitest';
import { factsOf, linesOf } from './facts-of.ts';

describe('imports', () => {
  it.each<[string, string[]]>([
    ["import express from 'express';", ['express default as express @0']],
    ["import { a, b as c } from './x';", ['./x a @0', './x b as c @0']],
    ["import d, { a } from './x';", ['./x default as d @0', './x a @0']],
    ["import d, * as all from './x';", ['./x default as d @0', './x * as all @0']],
    ["import './setup';", ['./setup (effect) @0']],
    ["import {} from './setup';", ['./setup (effect) @0']],
    ["import type { Order } from './order';", ['./order Order typeOnly @0']],
    ["import { type Order, place } from './order';", ['./order Order typeOnly @0', './order place @0']],
    ["import { default as order } from './order';", ['./order default as order @0']],
    ["import data from './data.json' with { type: 'json' };", ['./data.json default as data @0']],
    ["import fs = require('fs');", ['fs default as fs @0']],
    ["const express = require('express');", ['express default as express @0']],
    ["const { a, b: c } = require('./x');", ['./x a @0', './x b as c @0']],
    ["const Router = require('express').Router;", ['express Router @0']],
    ["let x = require('x'), y = require('y');", ['x default as x @0', 'y default as y @0']],
    ["require('dotenv/config');", ['dotenv/config (effect) @0']],
    ["require('dotenv').config();", ['dotenv default @0']],
    ["app.use(require('./routes'));", ['./routes default @0']],
    ['const x = require(name);', []],
    ["const x = require('./' + name);", []],
    ['const x = require(`./plain`);', ['./plain default as x @0']],
    ["function load() { return require('./late'); }", ['./late default deferred @1']],
    ["function load() { const late = require('./late'); }", ['./late default as late deferred @1']],
    ["const page = await import('./page');", ['./page * as page deferred @0']],
    ["const { a } = await import('./page');", ['./page a deferred @0']],
    ["const page = (await import('./page')).default;", ['./page default as page deferred @0']],
    ["const Page = lazy(() => import('./page'));", ['./page * deferred @1']],
    ["import('./page').then((it) => it.show());", ['./page * deferred @0']],
  ])('%s', (source, expected) => {
    expect(linesOf('imports', source)).toEqual(expected);
  });

  it('keeps the spans of the statement and of the module', () => {
    const source = "// orders\nimport { a, b } from './x';\nconst c = require('./y').c;\n";
    const texts = factsOf(source).imports.map((it) => [
      source.slice(it.statement.start, it.statement.end),
      source.slice(it.moduleSpan.start, it.moduleSpan.end),
    ]);
    expect(texts).toEqual([
      ["import { a, b } from './x';", './x'],
      ["import { a, b } from './x';", './x'],
      ["const c = require('./y').c;", './y'],
    ]);
  });

  it('records a call only for a module that no name takes', () => {
    expect(linesOf('calls', "const a = require('a'); b(require('b')); const c = await import('c');")).toEqual([
      '#0 b(#1) discarded @0 «b»',
      '#1 require("b") argument @0 «require»',
    ]);
  });

  it('binds what it cannot say as an import', () => {
    const source = "const { a = 1, b: { c }, ...rest } = require('./x');";
    expect(linesOf('imports', source)).toEqual(['./x default @0']);
    expect(linesOf('bindings', source)).toEqual([
      'constant a = part a of #0 @0 mentions require',
      'constant c = part b.c of #0 @0 mentions require',
      'constant rest = ?() @0 mentions require',
    ]);
  });
});

describe('exports', () => {
  it.each<[string, string[]]>([
    ['export const a = 1, { b, c: [d] } = x;', ['a', 'b', 'd']],
    ['export function place() {}', ['place']],
    ['export class OrderService {}', ['OrderService']],
    ['export enum Status { Open }', ['Status']],
    ['export interface Order {}', ['Order typeOnly']],
    ['export type Order = { id: string };', ['Order typeOnly']],
    ['const a = 1; export { a, a as b };', ['a', 'b = a']],
    ['export type { Order };', ['Order typeOnly']],
    ["export { a, b as c } from './x';", ['a from ./x a', 'c from ./x b']],
    ["export { default } from './x';", ['default from ./x default']],
    ["export * from './x';", ['* from ./x *']],
    ["export * as x from './x';", ['x from ./x *']],
    ["export type * from './x';", ['* from ./x * typeOnly']],
    ['export default app;', ['default = app']],
    ['export default express();', ['default = #0']],
    ['export default { data: 1 };', ['default = {data: 1}']],
    ['export default () => 1;', ['default = fn@1']],
    ['export default function place() {}', ['default = place']],
    ['export default function () {}', ['default = fn@1']],
    ['export default class OrderService {}', ['default = OrderService']],
    ['export default class {}', ['default']],
    ['export = app;', ['default = app']],
    ['module.exports = app;', ['default = app']],
    ['module.exports = { a, b: c, d: 1, e() {} };', ['default = {a: a, b: c, d: 1, e: fn@1}', 'a', 'b = c', 'd = 1', 'e = fn@1']],
    ["module.exports = require('./x');", ['default from ./x default']],
    ["module.exports.Order = require('./order').Order;", ['Order from ./order Order']],
    ['exports.place = async () => {};', ['place = fn@1']],
    ['exports = module.exports = app;', ['default = app']],
    ['module.exports.a.b = 1;', []],
    ['export function place(id: string): void;\nexport function place(id: unknown) {}', ['place']],
    ['namespace Orders { export const a = 1; }', []],
    ['declare module "x" { export const a: string; }', []],
  ])('%s', (source, expected) => {
    expect(linesOf('exports', source)).toEqual(expected);
  });

  it.each([
    ['const place = () => {}; export { place };', 'constant place = fn@1 @0 exported'],
    ['function place() {} module.exports = { place };', 'function place = fn@1 @0 exported'],
    ['class OrderService {} export default OrderService;', 'class OrderService = class OrderService @0 exported'],
    ['export const place = 1;', 'constant place = 1 @0 exported'],
    ['const place = 1;', 'constant place = 1 @0'],
    ['export { inner }; const inner = 1; function outer() { const inner = 2; }', 'constant inner = 1 @0 exported'],
  ])('%s', (source, expected) => {
    expect(linesOf('bindings', source)[0]).toBe(expected);
  });

  it('marks functions and classes that are exported in another place', () => {
    const facts = factsOf('function place() {} class Orders {} function hidden() {} export { place, Orders };');
    expect(facts.scopes.map((it) => it.fn?.isExported)).toEqual([undefined, true, undefined, false]);
    expect(facts.classes.map((it) => it.isExported)).toEqual([true]);
  });
});

// The ladder: each rung may import its own folder and lower ones. The order is that of ARCHITECTURE.md.

const RUNGS = [
  { name: 'base', below: [], why: 'base holds what has no other home and depends on nothing of ours' },
  { name: 'decisions', below: ['base'], why: 'the decisions are bundled for the browser and must stay pure data and functions' },
  { name: 'scaffold', below: ['base', 'decisions'], why: 'rendering is a function of decisions; what writes files is a host' },
  {
    name: 'resource',
    below: ['base', 'decisions', 'scaffold'],
    why: 'what a resource changes is a function of texts; what reads and writes them is a host',
  },
  { name: 'map', below: ['base'], why: 'the map is drawn in a browser too; it knows its own data and no analysis' },
  { name: 'snippets', below: ['base', 'decisions'], why: 'snippets are text and edits; they know no workspace' },
  { name: 'facts', below: ['base'], why: 'the vocabulary of facts must not know who fills or reads it' },
  { name: 'extract', below: ['base', 'facts'], why: 'an extractor sees one file and no framework' },
  { name: 'link', below: ['base', 'facts'], why: 'linking works on facts, whoever extracted them' },
  { name: 'concepts', below: ['base', 'facts', 'link'], why: 'concepts give linked facts a meaning; they know no rule' },
  {
    name: 'workspace',
    below: ['base', 'decisions', 'facts', 'link', 'concepts'],
    why: 'the read model serves rules and must not know them',
  },
  {
    name: 'fixes',
    below: ['base', 'decisions', 'snippets', 'facts', 'link', 'concepts', 'workspace'],
    why: 'the means of fixes serve rules and the checklist and must not know them',
  },
  {
    name: 'rules',
    below: ['base', 'decisions', 'snippets', 'facts', 'link', 'concepts', 'workspace', 'fixes'],
    why: 'a rule reads the workspace and has no other senses',
  },
  {
    name: 'handoff',
    below: ['base', 'decisions', 'facts', 'link', 'concepts', 'workspace', 'fixes', 'rules'],
    why: 'the hand-off tells what the workspace knows; it finds nothing out by itself',
  },
  {
    name: 'structure',
    below: ['base', 'map', 'decisions', 'facts', 'link', 'concepts', 'workspace', 'fixes', 'rules', 'handoff'],
    why: 'the map tells what the workspace and the findings say; it judges nothing by itself',
  },
  {
    name: 'editor',
    below: ['base', 'decisions', 'facts', 'link', 'concepts', 'workspace'],
    why: 'what is said about a place of the code comes from the workspace; addresses and messages belong to the language server',
  },
  {
    name: 'checklist',
    below: ['base', 'decisions', 'facts', 'link', 'concepts', 'workspace', 'fixes', 'rules'],
    why: 'a detector asks the workspace and the rules; it has no other senses',
  },
  {
    name: 'engine',
    below: ['base', 'decisions', 'snippets', 'facts', 'extract', 'link', 'concepts', 'workspace', 'fixes', 'rules', 'checklist'],
    why: 'the engine is the top of the core; hosts use it',
  },
  { name: 'host', below: 'core', why: 'a host brings files and processes; it must not know who talks to the user' },
  { name: 'verify', below: 'core+host', why: 'verification is used by every way of talking to the user' },
  { name: 'lsp', below: 'core+host+verify', why: 'the three ways of talking to the user never import each other' },
  { name: 'cli', below: 'core+host+verify', why: 'the three ways of talking to the user never import each other' },
  { name: 'start', below: 'core+host+verify+lsp+cli', why: 'what starts a program is above all of them' },
];

const CORE = RUNGS.filter((it) => Array.isArray(it.below)).map((it) => it.name);

function allowed({ name, below }) {
  const lower = Array.isArray(below) ? below : [...CORE, ...(below === 'core' ? [] : below.split('+').slice(1))];
  return [name, ...lower];
}

const ladder = RUNGS.map((rung) => ({
  name: `${rung.name}-looks-down-only`,
  comment: rung.why,
  severity: 'error',
  from: { path: `^server/src/${rung.name}/` },
  to: { path: '^server/src/', pathNot: [`^server/src/(${allowed(rung).join('|')})/`, '^server/src/protocol/'] },
}));

/** A package that only one place may import, so that it can be replaced there. */
const only = (name, packages, places, why) => ({
  name,
  comment: why,
  severity: 'error',
  from: { path: '^(server|client)/', pathNot: places },
  to: { path: `^node_modules/(${packages})(/|$)` },
});

export default {
  forbidden: [
    ...ladder,
    {
      name: 'no-cycles',
      comment: 'files in a circle cannot be understood one after the other',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'a file that nothing imports and that imports nothing is forgotten',
      severity: 'error',
      from: { orphan: true, path: '^(server|client)/', pathNot: ['\\.d\\.ts$', '(^|/)tsconfig'] },
      to: {},
    },
    {
      name: 'client-knows-the-protocol-only',
      comment: 'the extension host talks to the server over messages; pure decisions and snippets are shared',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^server/src/', pathNot: '^server/src/(protocol/|decisions/|map/|base/)' },
    },
    {
      name: 'webview-knows-decisions-only',
      comment: 'the page runs in a browser',
      severity: 'error',
      from: { path: '^client/webview/' },
      to: { path: '^(server|client/src)/', pathNot: '^server/src/(decisions|map|base)/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'what ships must not depend on what tests it',
      severity: 'error',
      from: { pathNot: '^(test|scripts)/' },
      to: { path: '^test/' },
    },
    only(
      'ts-morph-in-its-place',
      'ts-morph',
      ['^server/src/extract/typescript/', '^server/src/fixes/script-tree\\.ts$'],
      'TypeScript is parsed in one place and edited by its tree in one',
    ),
    only('tree-sitter-in-its-place', 'web-tree-sitter', ['^server/src/extract/'], 'trees never leave the extractors'),
    only(
      'language-server-in-its-place',
      'vscode-languageserver(-textdocument)?',
      ['^server/src/lsp/'],
      'only the language server knows LSP',
    ),
    only('handlebars-in-its-place', 'handlebars', ['^server/src/scaffold/'], 'templates are rendered in one place'),
    only('node-diff3-in-its-place', 'node-diff3', ['^server/src/resource/'], 'texts are merged in one place'),
    only('d3-hierarchy-in-its-place', 'd3-hierarchy', ['^server/src/map/'], 'the map is laid out in one place'),
    only('d3-zoom-in-its-place', 'd3-(zoom|selection)', ['^client/webview/map/'], 'the server draws nothing that moves'),
    only('commander-in-its-place', 'commander', ['^server/src/cli/'], 'only the command line parses arguments'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};

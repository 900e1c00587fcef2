import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Catalog } from '../catalog.ts';

/**
 * What a call on an object means that another file fills with its models under their names, as the guides of Sequelize do it:
 * `db[model.name] = model` in `models/index.js`, and `db.Order.findAll()` elsewhere. Undefined where it is no such object or where
 * what is called is no query; what is assigned to the object cannot be followed, so the methods decide.
 */
export function heldModel(linker: Linker, catalog: Catalog, meaning: Meaning): Meaning | undefined {
  if (meaning.kind !== 'local' || meaning.chain.length < 2) return undefined;
  const [name = '', ...rest] = meaning.chain;
  const facts = linker.names(meaning.file)?.facts;
  if (!facts || /^[(*[]/.test(name)) return undefined;
  for (const { modules, makes, type, connection } of catalog.modelHolders) {
    if (!facts.imports.some((it) => modules.includes(it.module))) continue;
    const isMaker = facts.calls.some((it) => it.form === 'new' && makes.includes(it.callee.path.at(-1) ?? ''));
    const [module = ''] = modules;
    if (!isMaker) continue;
    const held: Meaning =
      name === connection
        ? { kind: 'external', module, chain: [makes[0] ?? '', '*', ...rest] }
        : { kind: 'external', module, chain: [type, ...rest], through: { file: meaning.file, name } };
    if (catalog.callsOf(held, facts.language).length > 0) return held;
  }
  return undefined;
}

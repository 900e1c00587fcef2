import { detectRequirements, type ManifestEntries } from '#decisions/detect.ts';
import type { UnitFiles } from './launch.ts';

/** A server beside the project that it has to reach. */
export interface OutsideService {
  readonly kind: 'postgresql' | 'mysql' | 'mongodb' | 'redis';
  readonly title: string;
}

const TITLES = { postgresql: 'PostgreSQL', mysql: 'MySQL', mongodb: 'MongoDB', redis: 'Redis' } as const;

/** The servers that the unit's dependencies are clients of. */
export function outsideServices(files: UnitFiles): readonly OutsideService[] {
  const { workspace, unit } = files;
  const facts = unit.manifest === undefined ? undefined : workspace.files.get(unit.manifest)?.facts;
  const ecosystem = facts?.kind === 'package-manifest' ? 'npm' : facts?.kind === 'go-module' ? 'go' : 'pypi';
  const entries = [...unit.dependencies].map((name) => ({ name, line: 1 }));
  const manifest: ManifestEntries = { path: unit.manifest ?? '', ecosystem, entries };
  const kinds = detectRequirements([manifest]).flatMap(({ field, value }): OutsideService['kind'][] => {
    if (field === 'redis') return ['redis'];
    return value === 'postgresql' || value === 'mysql' || value === 'mongodb' ? [value] : [];
  });
  return [...new Set([...kinds, ...driversInCode(files)])].map((kind) => ({ kind, title: TITLES[kind] }));
}

/** Drivers that come with an object mapper: in Go by import, in Prisma by provider. */
function driversInCode({ workspace, unit, text }: UnitFiles): readonly OutsideService['kind'][] {
  const go = unit.files.filter((it) => it.endsWith('.go') && workspace.roleOf(it) === undefined);
  const texts = [...go.map((it) => workspace.textOf(it) ?? ''), ...PRISMA.map((it) => text(it) ?? '')];
  return DRIVERS.filter(([pattern]) => texts.some((it) => pattern.test(it))).map(([, kind]) => kind);
}

const PRISMA = ['prisma/schema.prisma', 'src/prisma/schema.prisma'];

const DRIVERS: readonly (readonly [RegExp, OutsideService['kind']])[] = [
  [
    /"(?:gorm\.io\/driver\/postgres|github\.com\/jinzhu\/gorm\/dialects\/postgres|github\.com\/lib\/pq)"|provider\s*=\s*"postgresql"/,
    'postgresql',
  ],
  [
    /"(?:gorm\.io\/driver\/mysql|github\.com\/jinzhu\/gorm\/dialects\/mysql|github\.com\/go-sql-driver\/mysql)"|provider\s*=\s*"mysql"/,
    'mysql',
  ],
  [/"go\.mongodb\.org\/mongo-driver|provider\s*=\s*"mongodb"/, 'mongodb'],
];

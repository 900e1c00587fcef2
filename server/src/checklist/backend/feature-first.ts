import { fileName, folderOf, type Path, stem } from '#base/paths.ts';
import type { Look } from '../look.ts';
import { count, done, fileEvidence, missing, notApplicable, partly, type Verdict } from '../verdict.ts';

const LAYERS: ReadonlySet<string> = new Set(['controller', 'service', 'repository', 'model', 'dto']);
const LAYER_FOLDER =
  /^(controllers?|handlers?|routes?|routers?|routing|endpoints?|views?|services?|repositor(y|ies)|repos?|stores?|storage|daos?|dtos?|schemas?|serializers?|models?|entit(y|ies)|domain|queries|crud|use-?cases?|usecase|middlewares?|validators?|resources)$/i;
const SHARED_FOLDER =
  /^(src|app|apps|api|apis|lib|libs|server|backend|internal|pkg|cmd|core|common|shared|utils?|helpers?|base|db|database|config|infra|infrastructure|modules|features|v\d+|tests?)$/i;
/** Next.js says where these stand. */
const PLACED = /(^|\/)(app\/(.*\/)?route\.[jt]s|pages\/api\/.*\.[jt]s)$/;
/** Fewer files show no order yet. Rule catalogue, 4.1. */
const ENOUGH_FILES = 6;
/** Whatever holds nearly everything is the application, not one of its features. */
const WHOLE = 0.8;

/** Most files that have a layer share a folder with another layer of the same feature. */
export function featureFirst({ workspace, unit, serverCode }: Look): Verdict {
  if (workspace.configuration.decisions?.structure === 'layer-first')
    return notApplicable('tiebeam.json has decided for folders that are the layers');
  const layered = serverCode.flatMap(({ path }) => {
    const layer = workspace.layerOf(path)?.layer;
    return layer !== undefined && LAYERS.has(layer) && unit.files.includes(path) && !PLACED.test(path) ? [{ path, layer }] : [];
  });
  if (layered.length < ENOUGH_FILES) return notApplicable(`${count(layered.length, 'file')} with a layer show no order yet`);
  const byFolder = new Map<Path, { files: number; layers: Set<string> }>();
  for (const { path, layer } of layered)
    for (const folder of candidates(path, unit.folder)) {
      const known = byFolder.get(folder) ?? { files: 0, layers: new Set<string>() };
      known.files += 1;
      known.layers.add(layer);
      byFolder.set(folder, known);
    }
  const features = [...byFolder].filter(([, it]) => it.layers.size >= 2 && it.files <= layered.length * WHOLE).map(([it]) => it);
  const applications = djangoApplications(unit.files);
  const isInFeature = (path: Path) =>
    applications.has(folderOf(path)) ||
    candidates(path, unit.folder).some((it) => features.includes(it) || isNamedAfter(path, it));
  // What acts shows the order; shapes of data are often shared on purpose.
  const acting = layered.filter((it) => it.layer !== 'model' && it.layer !== 'dto');
  const counted = acting.length >= ENOUGH_FILES ? acting : layered;
  const inside = counted.filter((it) => isInFeature(it.path));
  const share = inside.length / counted.length;
  const outside = counted.filter((it) => !isInFeature(it.path));
  const sentence = `${inside.length} of ${counted.length} files with a layer stand in the folder of their feature`;
  const places = features
    .filter((it) => !features.some((other) => other !== it && it.startsWith(`${other}/`)))
    .flatMap((it) => {
      const first = inside.find((one) => one.path.startsWith(`${it}/`));
      return first
        ? [fileEvidence(first.path, `\`${it}\` holds ${[...(byFolder.get(it)?.layers ?? [])].sort().join(', ')}`)]
        : [];
    });
  const strays = outside.map((it) => fileEvidence(it.path, `A ${it.layer} among others of its layer`));
  if (share >= 0.7) return done(sentence, places);
  return share >= 0.3 ? partly(sentence, strays) : missing(sentence, strays);
}

/** The folders around a file that may be features: below nothing that is a layer, and with a name of their own. */
function candidates(path: Path, unitFolder: Path): Path[] {
  const within = folderOf(path).slice(unitFolder === '' ? 0 : unitFolder.length + 1);
  const segments = within === '' ? [] : within.split('/');
  const found: Path[] = [];
  for (const [index, segment] of segments.entries()) {
    if (LAYER_FOLDER.test(segment)) break;
    const isLast = index === segments.length - 1;
    // An application of Django is a feature whatever it is called.
    const isApplication = isLast && /(^|\/)(models|views|urls)\.py$/.test(path);
    if (SHARED_FOLDER.test(segment) && !isApplication) continue;
    const folder = segments.slice(0, index + 1).join('/');
    found.push(unitFolder === '' ? folder : `${unitFolder}/${folder}`);
  }
  return found;
}

/** `asset/asset.controller.ts`: a feature that has one file so far. */
function isNamedAfter(path: Path, folder: Path): boolean {
  return folderOf(path) === folder && stem(path).split('.')[0] === fileName(folder);
}

/** Folders that are applications of Django: two of the files that Django looks for, and not the settings of the project. */
function djangoApplications(files: readonly Path[]): ReadonlySet<Path> {
  const found = new Map<Path, number>();
  for (const path of files)
    if (/^(models|views|urls|apps|forms|admin|serializers)\.py$/.test(fileName(path)))
      found.set(folderOf(path), (found.get(folderOf(path)) ?? 0) + 1);
  const folders = [...found]
    .filter(([folder, number]) => number >= 2 && !files.includes(`${folder}/settings.py`))
    .map(([it]) => it);
  return new Set(folders.length >= 2 ? folders : []);
}

import { packEnclose, packSiblings } from 'd3-hierarchy';
import { columnsOf, type MapColumn } from './columns.ts';
import { MAP_LAYERS, type MapFile, type MapLayer, type StructureMap } from './structure-map.ts';
import { counted, labelsOf, layerTitle, shortened, unitTitle } from './words.ts';

/** Up to this many files every file is shown by its name; above, those of a feature and layer are a cluster until it is unfolded. */
const NAMED_FILES = 80;

/** What a person has folded and unfolded. */
export interface Folding {
  /** Folders of units whose features are all shown. */
  readonly units: ReadonlySet<string>;
  /** Keys of cells that are not as they are at first. */
  readonly cells: ReadonlySet<string>;
}

export const NOTHING_FOLDED: Folding = { units: new Set(), cells: new Set() };

/** Where everything stands, in pixels of a drawing at its natural size. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly units: readonly PlacedUnit[];
  readonly columns: readonly PlacedColumn[];
  readonly rows: readonly PlacedRow[];
  readonly cells: readonly PlacedCell[];
  /** Where the edges of each file of the map begin: at its dot, or at the cluster that holds it. */
  readonly anchors: readonly Anchor[];
}

export interface PlacedUnit {
  readonly unit: number;
  readonly label: string;
  readonly x: number;
  readonly width: number;
}

export interface PlacedColumn extends MapColumn {
  readonly x: number;
  readonly width: number;
}

export interface PlacedRow {
  readonly layer: MapLayer;
  readonly label: string;
  readonly y: number;
  readonly height: number;
}

/** The files of a feature and layer. */
export interface PlacedCell {
  readonly key: string;
  readonly column: number;
  readonly layer: MapLayer;
  readonly isOpen: boolean;
  /** The centre of the cluster. */
  readonly x: number;
  readonly y: number;
  /** The radius of the cluster; of the circle around all that is listed where it is open. */
  readonly r: number;
  readonly dots: readonly Dot[];
  /** How many files a cluster holds, in words; '' where they are listed. */
  readonly label: string;
}

export interface Dot {
  readonly file: number;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  /** To the right of the dot; '' inside a cluster. */
  readonly label: string;
}

export interface Anchor {
  /** The same for all files of a cluster. */
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** Sizes that the drawings share. */
export const HEADER_HEIGHT = 62;
export const GUTTER_WIDTH = 128;
export const FONT_SIZE = 12;
/** The mean width of a letter in proportion to the size of the type; system fonts lie between 0.5 and 0.56. */
const LETTER = 0.56;
const LINE_HEIGHT = 22;
const LINES_PER_COLUMN = 12;
const LABEL_LENGTH = 30;
const PADDING = 14;
const UNIT_GAP = 18;

/** Lays a map out: features as columns by unit, layers as rows, files as dots. The same input gives the same drawing. */
export function layOut(map: StructureMap, folding: Folding = NOTHING_FOLDED): MapLayout {
  const columns = columnsOf(map, folding.units);
  const columnOf = new Map(columns.flatMap((it, index) => it.features.map((feature) => [feature, index] as const)));
  const contents = new Map<string, Content>();
  for (const [index, file] of map.files.entries()) {
    const column = columnOf.get(file.feature) ?? 0;
    const key = `${columns[column]?.key}/${file.layer}`;
    const known = contents.get(key);
    if (known) known.files.push(index);
    else contents.set(key, { key, column, layer: file.layer, files: [index] });
  }
  const isOpenAtFirst = map.files.length <= NAMED_FILES;
  const boxes = [...contents.values()].map((it) => boxOf(map, it, isOpenAtFirst !== folding.cells.has(it.key)));
  const placedColumns = placeColumns(columns, boxes);
  const rows = placeRows(boxes);
  const rowOf = new Map(rows.map((it) => [it.layer, it]));
  const cells = boxes.map((it) => placeCell(it, placedColumns[it.column], rowOf.get(it.layer)));
  const lastColumn = placedColumns.at(-1);
  const lastRow = rows.at(-1);
  return {
    width: (lastColumn ? lastColumn.x + lastColumn.width : GUTTER_WIDTH) + PADDING,
    height: (lastRow ? lastRow.y + lastRow.height : HEADER_HEIGHT) + PADDING,
    units: placeUnits(map, placedColumns),
    columns: placedColumns,
    rows,
    cells,
    anchors: anchorsOf(map, cells),
  };
}

interface Content {
  readonly key: string;
  readonly column: number;
  readonly layer: MapLayer;
  readonly files: number[];
}

/** A cell before it has its place; its dots are placed around the middle. */
interface Box extends Content {
  readonly isOpen: boolean;
  readonly width: number;
  readonly height: number;
  readonly r: number;
  readonly dots: readonly Dot[];
}

function boxOf(map: StructureMap, content: Content, isOpen: boolean): Box {
  const files = content.files.flatMap((index) => {
    const file = map.files[index];
    return file ? [{ index, file }] : [];
  });
  return isOpen ? listOf(content, files) : clusterOf(content, files);
}

interface Listed {
  readonly index: number;
  readonly file: MapFile;
}

/** Names under each other, the largest first; several columns where there are many. */
function listOf(content: Content, unsorted: readonly Listed[]): Box {
  const files = unsorted.toSorted((a, b) => b.file.lines - a.file.lines || (a.file.path < b.file.path ? -1 : 1));
  const labels = labelsOf(files.map((it) => it.file)).map((it) => shortened(it, LABEL_LENGTH));
  const perColumn = Math.min(LINES_PER_COLUMN, files.length);
  const widths = chunks(labels, perColumn).map((it) => 2 * MAX_RADIUS + 6 + textWidth(longest(it)) + 12);
  const width = widths.reduce((sum, it) => sum + it, 0) - 12;
  const height = perColumn * LINE_HEIGHT;
  const dots = files.map(({ index, file }, at): Dot => {
    const column = Math.floor(at / perColumn);
    const before = widths.slice(0, column).reduce((sum, it) => sum + it, 0);
    return {
      file: index,
      x: before + MAX_RADIUS - width / 2,
      y: ((at % perColumn) + 0.5) * LINE_HEIGHT - height / 2,
      r: radiusOf(file.lines),
      label: labels[at] ?? '',
    };
  });
  return { ...content, isOpen: true, width, height, r: Math.max(width, height) / 2, dots };
}

/** Dots packed into a circle, its count below. */
function clusterOf(content: Content, files: readonly Listed[]): Box {
  const circles = packSiblings(
    files.map(({ index, file }) => ({ file: index, x: 0, y: 0, r: radiusOf(file.lines) * CLUSTER_SCALE + 1 })),
  );
  const around = packEnclose(circles);
  const r = around.r + 4;
  const dots = circles.map((it): Dot => ({ file: it.file, x: it.x - around.x, y: it.y - around.y, r: it.r - 1, label: '' }));
  const width = Math.max(2 * r, textWidth(counted(files.length, 'file')));
  return { ...content, isOpen: false, width, height: 2 * r + 2 * LINE_HEIGHT, r, dots };
}

const MAX_RADIUS = 9;
const CLUSTER_SCALE = 0.55;

/** The area of a dot follows the lines of the file, between sizes that can be seen and told apart. */
function radiusOf(lines: number): number {
  return Math.min(MAX_RADIUS, 3 + Math.sqrt(lines) / 4);
}

function placeColumns(columns: readonly MapColumn[], boxes: readonly Box[]): PlacedColumn[] {
  const widths = columns.map((it) => textWidth(shortened(it.label, LABEL_LENGTH)) + 8);
  for (const { column, width } of boxes) widths[column] = Math.max(widths[column] ?? 0, width);
  let x = GUTTER_WIDTH;
  return columns.map((it, index) => {
    if (index > 0 && columns[index - 1]?.unit !== it.unit) x += UNIT_GAP;
    const width = (widths[index] ?? 0) + 2 * PADDING;
    const placed = { ...it, label: shortened(it.label, LABEL_LENGTH), x, width };
    x += width;
    return placed;
  });
}

function placeUnits(map: StructureMap, columns: readonly PlacedColumn[]): PlacedUnit[] {
  return map.units.flatMap((it, unit) => {
    const own = columns.filter((column) => column.unit === unit);
    const [first] = own;
    const last = own.at(-1);
    if (!first || !last) return [];
    const width = last.x + last.width - first.x;
    return [
      { unit, label: shortened(unitTitle(it), Math.max(4, Math.floor(width / (FONT_SIZE * LETTER)) - 1)), x: first.x, width },
    ];
  });
}

/** Only layers that there are. */
function placeRows(boxes: readonly Box[]): PlacedRow[] {
  let y = HEADER_HEIGHT;
  return MAP_LAYERS.flatMap((layer) => {
    const heights = boxes.filter((it) => it.layer === layer).map((it) => it.height);
    if (heights.length === 0) return [];
    const height = Math.max(...heights) + 2 * PADDING;
    const row = { layer, label: layerTitle(layer), y, height };
    y += height;
    return [row];
  });
}

function placeCell(box: Box, column: PlacedColumn | undefined, row: PlacedRow | undefined): PlacedCell {
  // Names begin at the same place in a column; clusters stand in its middle.
  const x = (column?.x ?? 0) + (box.isOpen ? PADDING + box.width / 2 : (column?.width ?? 0) / 2);
  const y = (row?.y ?? 0) + (row?.height ?? 0) / 2;
  return {
    key: box.key,
    column: box.column,
    layer: box.layer,
    isOpen: box.isOpen,
    x,
    y,
    r: box.r,
    dots: box.dots.map((it) => ({ ...it, x: x + it.x, y: y + it.y })),
    label: box.isOpen ? '' : counted(box.files.length, 'file'),
  };
}

function anchorsOf(map: StructureMap, cells: readonly PlacedCell[]): Anchor[] {
  const anchors: Anchor[] = map.files.map(() => ({ key: '', x: 0, y: 0, r: 0 }));
  for (const { key, isOpen, x, y, r, dots } of cells)
    for (const dot of dots)
      anchors[dot.file] = isOpen ? { key: `file ${dot.file}`, x: dot.x, y: dot.y, r: dot.r } : { key, x, y, r };
  return anchors;
}

function textWidth(text: string): number {
  return text.length * FONT_SIZE * LETTER;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, it) => (it.length > best.length ? it : best), '');
}

function chunks<Item>(list: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_it, index) => list.slice(index * size, (index + 1) * size));
}

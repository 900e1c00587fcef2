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
  /** Where the rows begin, below the names of services and features. */
  readonly headerHeight: number;
  /** True where there are so many columns that their names lean: they begin at the foot of the heading, over the middle of the column. */
  readonly isLeaning: boolean;
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
  /** How many files a cluster holds, in words or, in a narrow column, as a number; '' where they are listed. */
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
const HEADER_HEIGHT = 62;
/** Up to this many columns of clusters have names that stand upright. */
const UPRIGHT_COLUMNS = 10;
/** What is above the names of features: that of their service. */
const UNIT_HEIGHT = 38;
const LEANING_LENGTH = 22;
const LEANING_PADDING = 7;
/** Degrees by which names lean. */
export const LEAN = 45;
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
  const isLeaning = !isOpenAtFirst && columns.length > UPRIGHT_COLUMNS;
  const placedColumns = placeColumns(columns, boxes, isLeaning);
  const headerHeight = isLeaning ? UNIT_HEIGHT + leaningSize(longest(placedColumns.map((it) => it.label))) + 10 : HEADER_HEIGHT;
  const rows = placeRows(boxes, headerHeight);
  const rowOf = new Map(rows.map((it) => [it.layer, it]));
  const cells = boxes.map((it) => placeCell(it, placedColumns[it.column], rowOf.get(it.layer), isLeaning));
  const lastColumn = placedColumns.at(-1);
  const lastRow = rows.at(-1);
  const lastWidth = Math.max(
    lastColumn?.width ?? 0,
    isLeaning && lastColumn ? lastColumn.width / 2 + leaningSize(lastColumn.label) : 0,
  );
  return {
    width: (lastColumn?.x ?? GUTTER_WIDTH) + lastWidth + PADDING,
    height: (lastRow ? lastRow.y + lastRow.height : headerHeight) + PADDING,
    headerHeight,
    isLeaning,
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
  // Rows are as high as their largest cluster, so one of hundreds grows more slowly than its files.
  const scale = Math.min(1, (DENSE_FILES / files.length) ** 0.25);
  const circles = packSiblings(
    files.map(({ index, file }) => ({ file: index, x: 0, y: 0, r: (radiusOf(file.lines) * CLUSTER_SCALE + 1) * scale })),
  );
  const around = packEnclose(circles);
  const r = around.r + 4;
  const dots = circles.map((it): Dot => ({ file: it.file, x: it.x - around.x, y: it.y - around.y, r: it.r - scale, label: '' }));
  const width = 2 * r;
  return { ...content, isOpen: false, width, height: 2 * r + 2 * LINE_HEIGHT, r, dots };
}

const MAX_RADIUS = 9;
const CLUSTER_SCALE = 0.55;
const DENSE_FILES = 48;

/** The area of a dot follows the lines of the file, between sizes that can be seen and told apart. */
function radiusOf(lines: number): number {
  return Math.min(MAX_RADIUS, 3 + Math.sqrt(lines) / 4);
}

function placeColumns(columns: readonly MapColumn[], boxes: readonly Box[], isLeaning: boolean): PlacedColumn[] {
  const [length, padding] = isLeaning ? [LEANING_LENGTH, LEANING_PADDING] : [LABEL_LENGTH, PADDING];
  const widths = columns.map((it) => (isLeaning ? LINE_HEIGHT : textWidth(shortened(it.label, length)) + 8));
  for (const { column, isOpen, width, files } of boxes) {
    const count = isOpen ? 0 : textWidth(countOf(files.length, isLeaning));
    widths[column] = Math.max(widths[column] ?? 0, width, count);
  }
  let x = GUTTER_WIDTH;
  return columns.map((it, index) => {
    if (index > 0 && columns[index - 1]?.unit !== it.unit) x += UNIT_GAP;
    const width = (widths[index] ?? 0) + 2 * padding;
    const placed = { ...it, label: shortened(it.label, length), x, width };
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
function placeRows(boxes: readonly Box[], top: number): PlacedRow[] {
  let y = top;
  return MAP_LAYERS.flatMap((layer) => {
    const heights = boxes.filter((it) => it.layer === layer).map((it) => it.height);
    if (heights.length === 0) return [];
    const height = Math.max(...heights) + 2 * PADDING;
    const row = { layer, label: layerTitle(layer), y, height };
    y += height;
    return [row];
  });
}

function placeCell(box: Box, column: PlacedColumn | undefined, row: PlacedRow | undefined, isLeaning: boolean): PlacedCell {
  // Names begin at the same place in a column; clusters stand in its middle.
  const padding = isLeaning ? LEANING_PADDING : PADDING;
  const x = (column?.x ?? 0) + (box.isOpen ? padding + box.width / 2 : (column?.width ?? 0) / 2);
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
    label: box.isOpen ? '' : countOf(box.files.length, isLeaning),
  };
}

function anchorsOf(map: StructureMap, cells: readonly PlacedCell[]): Anchor[] {
  const anchors: Anchor[] = map.files.map(() => ({ key: '', x: 0, y: 0, r: 0 }));
  for (const { key, isOpen, x, y, r, dots } of cells)
    for (const dot of dots)
      anchors[dot.file] = isOpen ? { key: `file ${dot.file}`, x: dot.x, y: dot.y, r: dot.r } : { key, x, y, r };
  return anchors;
}

function countOf(files: number, isShort: boolean): string {
  return isShort ? files.toLocaleString('en') : counted(files, 'file');
}

/** How far a name that leans reaches upwards, and as far to the right. */
function leaningSize(label: string): number {
  return textWidth(label) * Math.SQRT1_2;
}

export function textWidth(text: string): number {
  return text.length * FONT_SIZE * LETTER;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, it) => (it.length > best.length ? it : best), '');
}

function chunks<Item>(list: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_it, index) => list.slice(index * size, (index + 1) * size));
}

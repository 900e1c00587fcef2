import { FONT_SIZE, GUTTER_WIDTH, LEAN, type MapLayout, type PlacedCell } from './layout.ts';
import { curveOf, linesOf, rounded } from './lines.ts';
import type { MapFile, StructureMap } from './structure-map.ts';
import { counted, GROUP_OF } from './words.ts';

/** More lines than this hide what they show; then only the forbidden ones are drawn. */
const DRAWN_LINES = 400;
const LEGEND_HEIGHT = 40;

/** The map as a drawing that stands alone, legible on a light and a dark page. It says in words what it shows. */
export function mapSvg(map: StructureMap, layout: MapLayout): string {
  const width = Math.max(Math.ceil(layout.width), 560);
  const height = Math.ceil(layout.height) + LEGEND_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="map-title map-text" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', sans-serif" font-size="${FONT_SIZE}">`,
    `<title id="map-title">${escaped(`Architecture of ${map.name}`)}</title>`,
    `<desc id="map-text">${escaped(describeMap(map))}</desc>`,
    `<style>${STYLE}</style>`,
    MARKERS,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...backdrop(layout),
    ...drawnLines(map, layout),
    ...layout.cells.flatMap((it) => cell(map, it)),
    ...headings(layout),
    legend(map, layout.height + 8),
    '</svg>',
    '',
  ].join('\n');
}

/** One paragraph that says what a map shows: for those who cannot see it. */
export function describeMap(map: StructureMap): string {
  const features = map.features.filter((it) => !it.isShared).length;
  const wrong = map.forbidden.map((it) => it.message);
  return [
    `${counted(map.files.length, 'file')} in ${counted(map.units.length, 'service')} and ${counted(features, 'feature')}, by layer.`,
    wrong.length === 0
      ? 'No import goes against the rules.'
      : `${counted(wrong.length, 'import')} against the rules: ${wrong.slice(0, 20).join('; ')}${wrong.length > 20 ? '; and others' : ''}.`,
  ].join(' ');
}

const STYLE = `
.page{fill:#fff}.band{fill:#f3f5f8}.name{fill:#1f2328}.quiet{fill:#57606a}.rule{stroke:#d0d7de}
.outer{fill:#0969da}.inner{fill:#8250df}.storage{fill:#1a7f37}.support{fill:#6e7781}
.cluster{fill:#f6f8fa;stroke:#d0d7de}.line{fill:none;stroke:#8c959f;stroke-opacity:.55}.wrong{fill:none;stroke:#cf222e;stroke-width:1.8}
.mild{stroke-dasharray:5 3}.ring{fill:none;stroke:#bf8700;stroke-width:1.6}.tip{fill:#8c959f}.wrong-tip{fill:#cf222e}
@media (prefers-color-scheme:dark){.page{fill:#0d1117}.band{fill:#161b22}.name{fill:#e6edf3}.quiet{fill:#9198a1}.rule{stroke:#30363d}
.outer{fill:#58a6ff}.inner{fill:#bc8cff}.storage{fill:#3fb950}.support{fill:#8b949e}.cluster{fill:#161b22;stroke:#30363d}
.line{stroke:#6e7681}.wrong{stroke:#ff7b72}.ring{stroke:#d29922}.tip{fill:#6e7681}.wrong-tip{fill:#ff7b72}}`.trim();

const marker = (id: string, style: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="${style}" d="M0,0.8 L8,4 L0,7.2 z"/></marker>`;
const MARKERS = `<defs>${marker('tip', 'tip')}${marker('wrong-tip', 'wrong-tip')}</defs>`;

/** Every second row is shaded; thin lines part the columns. */
function backdrop(layout: MapLayout): string[] {
  const rows = layout.rows.flatMap(({ y, height }, index) =>
    index % 2 === 0
      ? [`<rect class="band" x="0" y="${rounded(y)}" width="${rounded(layout.width)}" height="${rounded(height)}"/>`]
      : [],
  );
  const columns = layout.columns.map(
    ({ x }) =>
      `<line class="rule" x1="${rounded(x)}" x2="${rounded(x)}" y1="${rounded(layout.headerHeight - (layout.isLeaning ? 0 : 30))}" y2="${rounded(layout.height)}"/>`,
  );
  return [...rows, ...columns];
}

function drawnLines(map: StructureMap, layout: MapLayout): string[] {
  const lines = linesOf(map, layout);
  return lines
    .filter((it) => it.forbidden.length > 0 || lines.length <= DRAWN_LINES)
    .map((it) => {
      const data = curveOf(it);
      const [first] = it.forbidden;
      if (first === undefined) return `<path class="line" d="${data}" marker-end="url(#tip)"/>`;
      const isMild = it.forbidden.every((index) => isInformation(map, index));
      const title = escaped(it.forbidden.map((index) => map.forbidden[index]?.message ?? '').join('; '));
      return `<path class="wrong${isMild ? ' mild' : ''}" d="${data}" marker-end="url(#wrong-tip)"><title>${title}</title></path>`;
    });
}

function isInformation(map: StructureMap, index: number): boolean {
  const severity = map.forbidden[index]?.severity;
  return severity === 'info' || severity === 'hint';
}

function cell(map: StructureMap, it: PlacedCell): string[] {
  const cluster = it.isOpen ? [] : [`<circle class="cluster" cx="${rounded(it.x)}" cy="${rounded(it.y)}" r="${rounded(it.r)}"/>`];
  const count = it.isOpen
    ? []
    : [`<text class="quiet" x="${rounded(it.x)}" y="${rounded(it.y + it.r + 15)}" text-anchor="middle">${it.label}</text>`];
  const dots = it.dots.flatMap(({ file, x, y, r, label }) => {
    const known = map.files[file];
    if (!known) return [];
    const place = `cx="${rounded(x)}" cy="${rounded(y)}"`;
    return [
      `<circle class="${GROUP_OF[it.layer]}" ${place} r="${rounded(r)}"><title>${escaped(describeFile(known))}</title></circle>`,
      ...(known.errors + known.warnings > 0 ? [`<circle class="ring" ${place} r="${rounded(r + 1.8)}"/>`] : []),
      ...(label === '' ? [] : [`<text class="name" x="${rounded(x + 15)}" y="${rounded(y + 4)}">${escaped(label)}</text>`]),
    ];
  });
  return [...cluster, ...dots, ...count];
}

/** Path, lines and findings of a file in words. */
export function describeFile({ path, lines, errors, warnings, infos }: MapFile): string {
  const findings = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(infos > 0 ? [`${infos} information`] : []),
  ];
  return [path, counted(lines, 'line'), ...findings].join(', ');
}

function headings({ units, columns, rows, headerHeight, isLeaning }: MapLayout): string[] {
  const foot = rounded(headerHeight - 12);
  return [
    ...units.map(
      ({ label, x, width }) =>
        `<text class="name" font-weight="600" x="${rounded(x + width / 2)}" y="22" text-anchor="middle">${escaped(label)}</text><line class="rule" stroke-width="2" x1="${rounded(x + 4)}" x2="${rounded(x + width - 4)}" y1="31" y2="31"/>`,
    ),
    ...columns.map(
      ({ label, x, width }) =>
        `<text class="name" ${isLeaning ? `transform="translate(${rounded(x + width / 2)},${foot}) rotate(${-LEAN})"` : `x="${rounded(x + width / 2)}" y="${foot}" text-anchor="middle"`}>${escaped(label)}</text>`,
    ),
    ...rows.map(
      ({ label, y, height }) =>
        `<text class="quiet" x="${GUTTER_WIDTH - 14}" y="${rounded(y + height / 2 + 4)}" text-anchor="end">${escaped(label)}</text>`,
    ),
  ];
}

function legend(map: StructureMap, y: number): string {
  const middle = y + 16;
  const text = (x: number, words: string): string => `<text class="quiet" x="${x}" y="${middle + 4}">${words}</text>`;
  return [
    `<circle class="outer" cx="20" cy="${middle}" r="4"/><circle class="outer" cx="34" cy="${middle}" r="8"/>`,
    text(48, 'a file, as large as its lines'),
    `<circle class="outer" cx="232" cy="${middle}" r="5"/><circle class="ring" cx="232" cy="${middle}" r="7"/>`,
    text(246, 'has findings'),
    ...(map.forbidden.length > 0
      ? [
          `<path class="wrong" d="M344,${middle} L372,${middle}" marker-end="url(#wrong-tip)"/>`,
          text(380, 'an import that a rule objects to'),
        ]
      : [text(344, 'no import goes against the rules')]),
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

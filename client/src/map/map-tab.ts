/** The type of the tab of the map, by which VS Code knows it again after a restart. */
export const MAP_VIEW = 'tiebeam.map';

/** The type of the tab of the decision sheet, by which VS Code knows it again after a restart. */
export const SHEET_VIEW = 'tiebeam.decide';

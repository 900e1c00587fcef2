import '@vscode/codicons/dist/codicon.css';
import '../base.css';
import './sheet.css';
import './elements.ts';
import { render } from 'preact';
import { localise } from '../localise.ts';
import { connectSheet } from './host.ts';
import { Sheet } from './sheet.tsx';

const root = document.getElementById('sheet');
if (root === null) throw new Error('the page has no place for the sheet');
localise();
render(<Sheet host={connectSheet()} />, root);

import '@vscode/codicons/dist/codicon.css';
import '../base.css';
import './map.css';
import { render } from 'preact';
import { localise } from '../localise.ts';
import { connectMap } from './host.ts';
import { MapPage } from './map-page.tsx';

const root = document.getElementById('sheet');
if (root === null) throw new Error('the page has no place for the map');
localise();
render(<MapPage host={connectMap()} />, root);

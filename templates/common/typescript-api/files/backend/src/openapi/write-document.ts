import { writeFile } from 'node:fs/promises';
import { openApiDocument } from './document.ts';

// `npm run openapi`: run it after a change of a schema, then `npm run api:types` in the front end.

await writeFile('openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`);

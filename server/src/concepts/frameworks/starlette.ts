import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'starlette',
  title: 'Starlette',
  languages: ['python'],
  modules: ['starlette', 'fastapi'],
  httpTypes: [
    '{Request,Response}#',
    'requests.Request#',
    'responses.{Response,JSONResponse,RedirectResponse,StreamingResponse,HTMLResponse,FileResponse,PlainTextResponse}#',
  ],
  calls: [
    { on: ['Request#json', 'requests.Request#json'], is: 'input-read', source: 'body' },
    { on: ['Request#form', 'requests.Request#form'], is: 'input-read', source: 'form' },
  ],
});

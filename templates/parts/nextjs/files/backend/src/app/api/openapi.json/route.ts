import { handle } from '../../../http/handle.ts';
import { refuseOtherMethods } from '../../../http/refuse-other-methods.ts';
import { openApiDocument } from '../../../openapi/document.ts';

const document = openApiDocument();

/** The description of the API, for people and for tools. */
export const GET = handle(async () => Response.json(document));

export const { DELETE, PATCH, POST, PUT } = refuseOtherMethods('GET');

import { Credentials } from '../../../../features/auth/auth.schema.ts';
import { limitFailures } from '../../../../features/auth/limit-failures.ts';
import { handle } from '../../../../http/handle.ts';
import { jsonBody } from '../../../../http/json-body.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';
import { runtime } from '../../../../logging/request-context.ts';

export const POST = handle((request) =>
  limitFailures(async () => {
    const user = await runtime().users.register(Credentials.parse(await jsonBody(request)));
    return Response.json(user, { status: 201 });
  }),
);

export const { DELETE, GET, PATCH, PUT } = refuseOtherMethods('POST');

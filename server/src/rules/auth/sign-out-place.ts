import { Node } from '#fixes/script-tree.ts';

/** Whether taking the token away here is somebody who signs out, of which the server has to be told. */
export function needsSignOut({ call }: { readonly call: Node }): boolean {
  const around = functionOf(call);
  // The server that has just said 401 knows no session, and a request for signing out does the rest by itself.
  return around === undefined || !(REFUSED.test(around.getText()) || asksForIt(around));
}

/** How an answer says that there is no session. */
const REFUSED = /\b401\b|\bHttpStatusCode\.Unauthorized\b|['"](?:INVALID_TOKEN|TOKEN_EXPIRED|UNAUTHORI[SZ]ED)['"]/i;

/** The nearest function around a call. */
export function functionOf(call: Node): Node | undefined {
  return call.getFirstAncestor(
    (it) => Node.isFunctionLikeDeclaration(it) || Node.isArrowFunction(it) || Node.isFunctionExpression(it),
  );
}

/** A function that asks the server to sign out already. */
function asksForIt(around: Node): boolean {
  return /['"`/](?:log|sign)[-_]?out\b/i.test(around.getText());
}

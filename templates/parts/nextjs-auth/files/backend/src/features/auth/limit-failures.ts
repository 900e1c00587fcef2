import { clientAddress, runtime } from '../../logging/request-context.ts';

/** Limits the attempts of one address that fail, so that passwords cannot be tried out. */
export async function limitFailures<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const { failedSignIns } = runtime();
  await failedSignIns.check(clientAddress());
  try {
    return await attempt();
  } catch (error) {
    await failedSignIns.count(clientAddress());
    throw error;
  }
}

/** Asks an organisation that is not trusted yet: no redirect is followed, and time and length have an end. */
import { Agent, errors } from 'undici';
import { z } from 'zod';
import { readJson } from '../../../../platform/json.ts';
import { AddressRefused, type Outward } from '../../../../platform/http/safe-connect.ts';
import type { assertionsBy } from '../../../../identity/assertion.ts';
import type { Contract } from '../../../../schema/contracts.ts';

/** No answer is longer: 2 MB, twenty times a contract. */
const LONGEST_ANSWER = 2 * 1024 * 1024;

/** It did not answer as it should. The message completes "…, but". */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.unknown()).nullish(),
});

export interface Question {
  /** Whom it is for, and where they are. */
  organisation: string;
  url: string;
  contract: Contract;
  query: string;
  variables?: object;
}

export type OrganisationAsker = ReturnType<typeof createOrganisationAsker>;

/** Asks signed as the coalition, which an organisation answers as it answers a visitor. */
export function createOrganisationAsker(
  { connect }: Pick<Outward, 'connect'>,
  assertion: ReturnType<typeof assertionsBy>,
) {
  // The limit on time is on the whole exchange, so undici's own on its parts are off.
  const timeouts = { headersTimeout: 0, bodyTimeout: 0 };
  const agent = new Agent({ connect, maxResponseSize: LONGEST_ANSWER, ...timeouts });
  return {
    /** The data of the answer. @throws NoAnswer, AddressRefused */
    async ask(question: Question, signal: AbortSignal): Promise<Record<string, unknown>> {
      const { organisation, url, contract, query, variables = {} } = question;
      const path = `/${contract}`;
      const body = JSON.stringify({ query, variables });
      const signed = await assertion(organisation, { path, body }, null);
      const headers = { ...signed, 'content-type': 'application/json' };
      try {
        const said = await agent.request({
          origin: url,
          path,
          method: 'POST',
          headers,
          body,
          signal,
        });
        // Without a listener, the error of a body that is destroyed ends the process.
        said.body.on('error', () => undefined);
        if (said.statusCode !== 200) {
          said.body.destroy();
          throw new NoAnswer(whatOf(said.statusCode, path));
        }
        return dataOf(await said.body.text(), path);
      } catch (error) {
        throw reasonOf(error, path, signal);
      }
    },
    close: () => agent.destroy(),
  };
}

function whatOf(status: number, path: string): string {
  if (status >= 300 && status < 400)
    return `${path} answered with the status ${status}: a redirect is not followed`;
  if (status === 401)
    return `${path} answered with the status 401: it serves another organisation, or does not know the coalition's keys (COALITION_KEYS)`;
  if (status === 404) return `${path} is not served there (status 404)`;
  return `${path} answered with the status ${status}`;
}

function dataOf(text: string, path: string): Record<string, unknown> {
  const said = answer.safeParse(readJson(text));
  if (!said.success) throw new NoAnswer(`${path} answered no GraphQL`);
  if (!said.data.data || said.data.errors?.length)
    throw new NoAnswer(`${path} answered with an error`);
  return said.data.data;
}

/** Why there is no answer, in words that tell nothing of what else may be at that address. */
function reasonOf(error: unknown, path: string, signal: AbortSignal): Error {
  if (error instanceof NoAnswer || error instanceof AddressRefused) return error;
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new NoAnswer(`${path} answered more than ${LONGEST_ANSWER / 1024 / 1024} MB`);
  if (signal.aborted) return new NoAnswer(`${path} did not answer in time`);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return new NoAnswer(
    `${path} cannot be reached there (${/^[A-Z_\d]{1,40}$/.exec(code)?.[0] ?? 'no connection'})`,
  );
}

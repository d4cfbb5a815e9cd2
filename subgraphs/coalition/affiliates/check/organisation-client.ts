/** Sends GraphQL requests to an organisation that is not trusted yet: it follows no redirect, and limits time and size. */
import { Agent, type Dispatcher, errors } from 'undici';
import { z } from 'zod';
import type { assertionsBy } from '../../../../identity/assertion.ts';
import { AddressRefused, type SafeConnect } from '../../../../platform/http/safe-connect.ts';
import { readJson } from '../../../../platform/json.ts';
import type { Contract } from '../../../../schema/contract-names.ts';

/** The most bytes of an answer: 2 MB, twenty times a contract. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** The organisation gave no usable answer. The message completes "expected …, but". */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

const graphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.unknown()).nullish(),
});

/** Asks the organisation that is checked. @returns the data of the answer @throws NoAnswer, AddressRefused */
export type AskOrganisation = (
  contract: Contract,
  query: string,
  variables?: object,
) => Promise<Record<string, unknown>>;

export interface OrganisationRequest {
  /** The id of the organisation, for which the request is signed. */
  organisation: string;
  /** The base address of its server. */
  url: string;
  contract: Contract;
  query: string;
  variables: object;
}

export interface OrganisationClient {
  /** @returns the data of the answer @throws NoAnswer, AddressRefused */
  ask(request: OrganisationRequest, signal: AbortSignal): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Signs its requests as the coalition. An organisation answers those as it answers a visitor. */
export function createOrganisationClient(
  { connect }: Pick<SafeConnect, 'connect'>,
  assertion: ReturnType<typeof assertionsBy>,
): OrganisationClient {
  // The caller's signal limits the whole exchange, so undici's time-outs for its parts are off.
  const timeouts = { headersTimeout: 0, bodyTimeout: 0 };
  const agent = new Agent({ connect, maxResponseSize: MAX_ANSWER_BYTES, ...timeouts });
  return {
    async ask({ organisation, url, contract, query, variables }, signal) {
      const path = `/${contract}`;
      const body = JSON.stringify({ query, variables });
      const signature = assertion(organisation, { path, body }, null);
      const headers = { ...signature, 'content-type': 'application/json' };
      try {
        return await readAnswer(
          await agent.request({ origin: url, path, method: 'POST', headers, body, signal }),
          path,
        );
      } catch (error) {
        throw reasonOf(error, path, signal);
      }
    },
    close: () => agent.destroy(),
  };
}

async function readAnswer(
  { statusCode, body }: Dispatcher.ResponseData,
  path: string,
): Promise<Record<string, unknown>> {
  // Without a listener, the error of a body that is destroyed ends the process.
  body.on('error', () => undefined);
  if (statusCode !== 200) {
    body.destroy();
    throw new NoAnswer(explainStatus(statusCode, path));
  }
  const { data: answer } = graphqlAnswer.safeParse(readJson(await body.text()));
  if (!answer) throw new NoAnswer(`${path} did not answer as a GraphQL server`);
  if (!answer.data || answer.errors?.length) throw new NoAnswer(`${path} answered with an error`);
  return answer.data;
}

function explainStatus(status: number, path: string): string {
  if (status >= 300 && status < 400)
    return `${path} answered with the status ${status}: a redirect is not followed`;
  if (status === 401)
    return `${path} answered with the status 401: it serves another organisation, or does not know the coalition's keys (COALITION_KEYS)`;
  if (status === 404) return `${path} is not served there (status 404)`;
  return `${path} answered with the status ${status}`;
}

/** Why there is no answer, in words that reveal nothing else of the network at that address. */
function reasonOf(error: unknown, path: string, signal: AbortSignal): Error {
  if (error instanceof NoAnswer || error instanceof AddressRefused) return error;
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new NoAnswer(`${path} answered more than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`);
  if (signal.aborted) return new NoAnswer(`${path} did not answer in time`);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return new NoAnswer(
    `${path} cannot be reached there (${/^[A-Z_\d]{1,40}$/.exec(code)?.[0] ?? 'no connection'})`,
  );
}

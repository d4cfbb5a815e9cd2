/** Checks that an organisation serves a contract: its types, fields, arguments and directives. */
import { z } from 'zod';
import { cut } from '../../../../platform/cut.ts';
import type { Contract } from '../../../../schema/contract-names.ts';
import { contractDocument } from '../../../../schema/contracts.ts';
import type { AskOrganisation } from './organisation-client.ts';
import { orRefuse, refusal } from './refusal.ts';
import { sdlDifferences } from './sdl-differences.ts';

/** An error quotes this many differences, each cut to this length. */
const MAX_DIFFERENCES = 3;
const MAX_DIFFERENCE_LENGTH = 240;

const MAX_REASON_LENGTH = 80;

const answer = z.object({ service: z.object({ sdl: z.string() }) });

/** @throws BAD_USER_INPUT naming where the organisation's schema differs from the contract */
export async function checkContract(
  ask: AskOrganisation,
  contract: Contract,
  argument: string,
): Promise<void> {
  const expected = `an organisation that serves the contract "${contract}" as it is here`;
  const answered = ask(contract, '{ service: _service { sdl } }');
  const { data } = answer.safeParse(await orRefuse(argument, expected, answered));
  if (!data) throw refusal(argument, expected, `/${contract} answered without a schema`);
  const differences = differencesOf(contract, data.service.sdl);
  if (differences.length > 0) throw refusal(argument, expected, quote(differences));
}

function differencesOf(contract: Contract, sdl: string): string[] {
  try {
    return sdlDifferences(contractDocument(contract), sdl);
  } catch (error) {
    const reason = cut((error as Error).message, MAX_REASON_LENGTH).replace(/\.$/, '');
    return [`the schema cannot be read: ${reason}`];
  }
}

function quote(differences: readonly string[]): string {
  const quoted = differences
    .slice(0, MAX_DIFFERENCES)
    .map((one) => cut(one, MAX_DIFFERENCE_LENGTH));
  const others = differences.length - quoted.length;
  return `there ${quoted.join('; ')}${others > 0 ? `; and ${others} more` : ''}`;
}

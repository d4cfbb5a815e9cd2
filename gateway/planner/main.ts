/** The planner's program, which runs in a thread of the gateway: it answers each text with its plan, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { Supergraph } from '@apollo/federation-internals';
import { planner } from '../executor/planner.ts';
import type { Planned, PlannerData } from './messages.ts';

export async function main(): Promise<void> {
  const { supergraphSdl, config } = workerData as PlannerData;
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const { planText } = planner(supergraph, config);
  parentPort?.on('message', (text: string) => {
    try {
      answer({ plan: JSON.stringify(planText(text)) });
    } catch (error) {
      answer({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  answer('ready');
}

function answer(planned: Planned): void {
  // A rule for windows of browsers, whose messages need an origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(planned);
}

/** How requests to routes reach owners: signed, in a session, within limits, and each failure logged, as those of GraphQL. */
import type { IncomingHttpHeaders } from 'node:http';
import type { buildConnector } from 'undici';
import type { SignerSessions } from '../identity/sessions-of-signer.ts';
import type { AddressOf } from './addresses.ts';
import { inSession } from './ask-in-session.ts';
import { loggingUnavailable } from './log-unavailable.ts';
import type { ObserveOwner } from './observing/observe-owners.ts';
import type { ownerBreakers } from './owner-breakers.ts';
import type { ownerHeaders } from './owner-headers.ts';
import { OwnerUnavailable } from './partition/owner.ts';
import { createCarrier } from './routes/carry.ts';
import type { CarryRoute, RouteCall } from './routes/serve-routes.ts';

interface CarryRoutesOptions {
  addressOf: AddressOf;
  connect: buildConnector.connector;
  headersOf: ReturnType<typeof ownerHeaders>;
  sessions: SignerSessions;
  /** Begins a session with an owner that sent its share. */
  beginSession(owner: string, headers: IncomingHttpHeaders): void;
  breakers: Pick<ReturnType<typeof ownerBreakers>, 'run'>;
  observeOwner: ObserveOwner;
  timeoutMs: number;
}

export function carryRoutes({ addressOf, headersOf, sessions, ...options }: CarryRoutesOptions) {
  const carrier = createCarrier(options);

  /** A call as its owner is sent it. It is signed anew each time, as an assertion is accepted once. */
  const signed = (
    { path, caller, requestId, contract, ...call }: RouteCall,
    trace: Readonly<Record<string, string>>,
  ) => {
    const { owner, body } = call;
    const address = addressOf(owner);
    if (address === null) throw new OwnerUnavailable(owner, 'no-address', 'it has no address');
    const assertion = headersOf({ owner, contract, caller, requestId, path }, body);
    const headers = { ...call.headers, ...trace, ...assertion };
    return { ...call, origin: new URL(address).origin, path, headers };
  };

  const carry: CarryRoute = (call, deliver) => {
    const { owner } = call;
    return options.observeOwner(call, (trace) => {
      // A client may take long for the answer. That there is one is known as soon as it begins.
      const send = async (answered: () => void): Promise<void> =>
        carrier.carry(signed(call, trace), (answer) => {
          answered();
          options.beginSession(owner, answer.headers);
          deliver(answer);
        });
      return loggingUnavailable(call, () =>
        options.breakers.run(owner, (answered) => inSession(sessions, owner, () => send(answered))),
      );
    });
  };
  return { carry, close: carrier.close };
}

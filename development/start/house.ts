/** The whole house in processes: one for each organisation, the coalition, the local issuer, and the gateway. */
import { settingOf } from '../../directory/addresses.ts';
import { COALITION, contractOfKind, type Organisation } from '../../directory/organisations.ts';
import { copyOfDirectory, forgetDirectory } from './copy-of-directory.ts';
import type { Databases } from './databases.ts';
import { PUBLIC_KEYS } from '../../platform/http/public-keys.ts';
import { freePorts, rather } from './free-ports.ts';
import type { Keys } from './keys.ts';
import { type Program, startProgram } from './program.ts';

export interface HouseOptions {
  organisations: readonly Organisation[];
  databases: Databases;
  keys: Keys;
  /** The gateway's port; 0 for any free one. The subgraphs take free ones, the issuer the next where it can. */
  port: number;
  /** Once it aborts, nothing is started any more. */
  signal: AbortSignal;
  /** Called with a sentence when a program ended by itself. */
  onEnd(sentence: string): void;
}

export interface House {
  /** All programs, the gateway last. */
  programs: readonly Program[];
  gateway: Program;
  issuer: Program;
  /** Resolves once all serve; rejects with the StartFailure of the first that cannot start. */
  serving: Promise<void>;
  /** Ends all of them, whether they serve already or not, and waits until they are gone. */
  stop(): Promise<void>;
}

/** Starts every process, side by side. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { onEnd, signal } = options;
  const planned = await plan(options);
  signal.throwIfAborted();
  forgetDirectory(planned.at(-1)?.port ?? 0);
  const programs = planned.map((program) => startProgram({ ...program, onEnd }));
  return {
    programs,
    gateway: programs.at(-1) as Program,
    issuer: programs.at(-2) as Program,
    serving: Promise.all(programs.map((program) => program.serving)).then(() => undefined),
    // Each finishes what it was asked while those whom it asks are still there: the gateway, the coalition, the others.
    stop: async () => {
      for (const program of programs) program.letEnd();
      const [gateway, coalition, ...others] = programs.toReversed();
      await gateway?.stop();
      await coalition?.stop();
      await Promise.all(others.map((program) => program.stop()));
      if (gateway) forgetDirectory(gateway.port);
    },
  };
}

/** What to run, and with which settings. The gateway comes last, and the issuer before it. */
async function plan({ organisations, databases, keys, port }: HouseOptions) {
  const owners = [...organisations.map(({ id }) => id), COALITION];
  const ports = await portsFor(owners, port);
  const addressOf = (name: string) => `http://127.0.0.1:${ports.get(name)}`;
  const addresses = Object.fromEntries(
    owners.map((owner) => [settingOf('SUBGRAPH_URL', owner), addressOf(owner)]),
  );
  const common = { HOST: '127.0.0.1', DRAIN_MS: '0', DEVELOPMENT_ISSUER: addressOf('issuer') };
  const gatewayKeys = { GATEWAY_KEYS: addressOf('gateway') + PUBLIC_KEYS };
  const coalition = {
    COALITION_KEYS: addressOf(COALITION) + PUBLIC_KEYS,
    COALITION_URL: addressOf(COALITION),
  };
  // During development an organisation that joins is on this machine too.
  const networks = { AFFILIATE_NETWORKS: process.env['AFFILIATE_NETWORKS'] || 'loopback' };
  const program = (name: string, folder: string, env: Record<string, string>) => ({
    name,
    module: `${folder}/main`,
    port: ports.get(name) as number,
    env: { ...common, ...env },
  });
  return [
    ...organisations.map(({ id, kind }) =>
      program(id, `subgraphs/kinds/${contractOfKind(kind)}`, {
        ORGANISATION: id,
        ...gatewayKeys,
        ...coalition,
        ...databases.settingsOf(id),
      }),
    ),
    program(COALITION, 'subgraphs/coalition', {
      ...addresses,
      ...gatewayKeys,
      ...databases.settingsOf(COALITION),
      SIGNING_KEYS_FILE: keys.signing.coalition,
      ...networks,
    }),
    program('issuer', 'development/issuer', {}),
    program('gateway', 'gateway', {
      ...addresses,
      SIGNING_KEYS_FILE: keys.signing.gateway,
      PSEUDONYM_KEY: keys.pseudonymKey,
      ...networks,
      DIRECTORY_COPY: copyOfDirectory(ports.get('gateway') as number),
    }),
  ];
}

/**
 * The port of each program. The issuer's is the one after the gateway's: tokens name it, so they are good after a
 * restart where it is the same.
 */
async function portsFor(owners: readonly string[], port: number): Promise<Map<string, number>> {
  const free = (await freePorts(owners.length + 3)).filter((one) => one !== port);
  const nextPort = (): number => free.pop() as number;
  return new Map([
    ...owners.map((owner) => [owner, nextPort()] as const),
    ['gateway', port || nextPort()],
    ['issuer', port ? await rather(port + 1, nextPort()) : nextPort()],
  ]);
}

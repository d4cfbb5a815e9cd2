/** The whole house in processes: one for each organisation, the coalition, and the gateway. */
import { settingOf } from '../directory/addresses.ts';
import { COALITION, contractOfKind, type Organisation } from '../directory/organisations.ts';
import type { Databases } from './databases.ts';
import { freePorts } from './free-ports.ts';
import type { Keys } from './keys.ts';
import { type Program, startProgram } from './program.ts';

export interface HouseOptions {
  organisations: readonly Organisation[];
  databases: Databases;
  keys: Keys;
  /** The gateway's port; 0 for any free one. The subgraphs take free ones. */
  port: number;
  /** Is told, in a sentence, when a program ended by itself. */
  onEnd(sentence: string): void;
}

export interface House {
  /** All programs, the gateway last. */
  programs: readonly Program[];
  gateway: Program;
  /** Resolves once all serve; rejects with the StartFailure of the first that cannot start. */
  serving: Promise<void>;
  /** Ends all of them, whether they serve already or not, and waits until they are gone. */
  stop(): Promise<void>;
}

/** Starts every process, side by side. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { onEnd } = options;
  const programs = (await plan(options)).map((program) => startProgram({ ...program, onEnd }));
  return {
    programs,
    gateway: programs.at(-1) as Program,
    serving: Promise.all(programs.map((program) => program.serving)).then(() => undefined),
    // Each finishes what it was asked while those whom it asks are still there: the gateway, the coalition, the others.
    stop: async () => {
      for (const program of programs) program.letEnd();
      const [gateway, coalition, ...others] = programs.toReversed();
      await gateway?.stop();
      await coalition?.stop();
      await Promise.all(others.map((program) => program.stop()));
    },
  };
}

/** What to run, and with which settings. */
async function plan({ organisations, databases, keys, port }: HouseOptions) {
  const owners = [...organisations.map(({ id }) => id), COALITION];
  const free = await freePorts(owners.length + 2);
  const ports = free.filter((one) => one !== port);
  const portOf = new Map(owners.map((owner, at) => [owner, ports[at] as number]));
  const addresses = Object.fromEntries(
    owners.map((owner) => [
      settingOf('SUBGRAPH_URL', owner),
      `http://127.0.0.1:${portOf.get(owner)}`,
    ]),
  );
  const common = { HOST: '127.0.0.1', GATEWAY_KEY: keys.gatewayKey };
  const subgraph = (owner: string, folder: string, env: Record<string, string>) => ({
    name: owner,
    module: `subgraphs/${folder}/main`,
    port: portOf.get(owner) as number,
    env: { ...common, ...env, ...databases.settingsOf(owner) },
  });
  return [
    ...organisations.map(({ id, kind }) =>
      subgraph(id, contractOfKind(kind), { ORGANISATION: id }),
    ),
    subgraph(COALITION, COALITION, addresses),
    {
      name: 'gateway',
      module: 'gateway/main',
      port: port || (ports.at(-1) as number),
      env: {
        ...common,
        ...addresses,
        TOKEN_KEY: keys.tokenKey,
        PSEUDONYM_KEY: keys.pseudonymKey,
      },
    },
  ];
}

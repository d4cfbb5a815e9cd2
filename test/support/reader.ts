/** A client that sees what it wrote, also past the gateway: into databases that tests have at hand. */
import { COALITION } from '../../directory/organisations.ts';
import { createWritten, WRITTEN_HEADER } from '../../gateway/written.ts';
import { AFTER_HEADER, POSITION_HEADER } from '../../schema/feed-headers.ts';
import { type Position, positionsIn, positionText } from '../../schema/feed-positions.ts';

/** The token that the gateway of this secret gives to who wrote up to these positions. */
export async function tokenOfPositions(
  secret: string,
  positions: Iterable<readonly [owner: string, position: Position]>,
): Promise<string> {
  const written = createWritten(secret);
  await written.begin('', undefined);
  for (const [owner, position] of positions)
    written.note(
      { owner, requestId: '', query: 'mutation { write }' },
      { statusCode: 200, headers: { [POSITION_HEADER]: positionText(position) } },
    );
  return (await written.token('')) ?? '';
}

interface Owner {
  written: boolean;
}

/**
 * @param secret the gateway's, so that it takes this client's token for one of its own
 * @param askPosition asks an organisation for the number up to which its feed has all that was written
 */
export function aReader(
  secret: string,
  owners: ReadonlyMap<string, Owner>,
  askPosition: (owner: string) => Promise<number>,
) {
  const written = createWritten(secret);
  const positions = new Map<string, number>();
  const note = (owner: string, position: number) =>
    positions.set(owner, Math.max(position, positions.get(owner) ?? 0));

  const logging = new Map<string, Promise<void>>();

  /** Has what tests wrote into an organisation's database logged, by the organisation. */
  async function log(id: string, owner: Owner): Promise<void> {
    if (owner.written && id !== COALITION) {
      owner.written = false;
      // One that was ended is not asked for what it wrote.
      const asking = askPosition(id).then(
        (position) => void note(id, position),
        () => undefined,
      );
      logging.set(id, asking);
    }
    // Whoever asks meanwhile waits for the same.
    await logging.get(id);
  }

  return {
    /** The headers of a request. */
    async headers(): Promise<Record<string, string>> {
      await Promise.all([...owners].map(([id, owner]) => log(id, owner)));
      const token = await tokenOfPositions(secret, positions);
      return token ? { [WRITTEN_HEADER]: token } : {};
    },

    /** Keeps what an answer says of what was written. */
    async hear(headers: Headers): Promise<void> {
      const token = headers.get(WRITTEN_HEADER);
      if (token === null) return;
      await written.begin('in', token);
      const { [AFTER_HEADER]: said = '' } = written.headersFor({
        owner: COALITION,
        requestId: 'in',
      });
      for (const [owner, position] of positionsIn(said) ?? [])
        if (position !== null) note(owner, position);
    },
  };
}

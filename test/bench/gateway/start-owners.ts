/** The process of the owners. */
import { COALITION } from '../../../directory/organisations.ts';
import { startRole } from '../measuring/role.ts';

export async function startOwners() {
  const owners = startRole('gateway/owners');
  return {
    /** Serves owners, each at an address of its own, and a coalition that lists their rows. Answers the addresses. */
    async serveAll(ids: readonly string[]): Promise<Map<string, string>> {
      const addresses = new Map<string, string>();
      for (const id of [...ids, COALITION])
        addresses.set(id, `http://127.0.0.1:${await owners.call<number>('serve', ids)}`);
      return addresses;
    },
    end: () => owners.end(),
  };
}

import { ServerError } from '../errors.ts';
import { Collection } from './collection.ts';

type Database = Map<string, Collection>;

/** The databases of an engine. A database exists as long as it has a collection. */
export class Store {
  private readonly databases = new Map<string, Database>();

  get(db: string, name: string): Collection | undefined {
    return this.databases.get(db)?.get(name);
  }

  /** The collection, created where it does not exist. */
  make(db: string, name: string): Collection {
    const existing = this.get(db, name);
    if (existing) return existing;
    checkNamespace(db, name);
    const collection = new Collection(`${db}.${name}`);
    const database: Database = this.databases.get(db) ?? new Map<string, Collection>();
    this.databases.set(db, database.set(name, collection));
    return collection;
  }

  drop(db: string, name: string): Collection | undefined {
    const database = this.databases.get(db);
    const dropped = database?.get(name);
    database?.delete(name);
    if (database?.size === 0) this.databases.delete(db);
    return dropped;
  }

  dropDatabase(db: string): boolean {
    return this.databases.delete(db);
  }

  databaseNames(): string[] {
    return [...this.databases.keys()];
  }

  collectionsOf(db: string): [name: string, collection: Collection][] {
    return [...(this.databases.get(db) ?? [])];
  }

  /** Deletes the documents that have expired by a TTL index. @param now in milliseconds since 1970 */
  expire(now: number): void {
    for (const database of this.databases.values()) {
      for (const collection of database.values()) collection.expire(now);
    }
  }
}

const BAD_DATABASE = /[\s/\\."$*<>:|?\0]/;

function checkNamespace(db: string, name: string): void {
  const bad = name === '' || name.startsWith('.') || name.endsWith('.') || /[$\0]/.test(name);
  if (!bad && db !== '' && db.length < 64 && !BAD_DATABASE.test(db)) return;
  throw new ServerError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
}

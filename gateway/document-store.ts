import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** The most characters of documents. Parsed, a document takes some 80 bytes for each of its characters. */
const MOST_CHARACTERS = 150_000;

/** The most characters of texts that clients registered by their hashes, and of one of them. */
const MOST_REGISTERED = 1_000_000;
const MOST_OF_ONE = 20_000;

type DocumentStore = NonNullable<ApolloServerOptionsWithGateway<never>['documentStore']>;

/**
 * Keeps documents that were parsed and validated, those that were used last. Apollo Server's own store measures them by
 * their JSON, and lets them take some 100 MB.
 */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ loc }) => loc?.source.body.length ?? MOST_CHARACTERS,
  });
  return {
    get: async (hash) => documents.get(hash),
    set: async (hash, document) => void documents.set(hash, document),
    delete: async (hash) => documents.delete(hash),
  };
}

type QueryStore = NonNullable<
  Exclude<ApolloServerOptionsWithGateway<never>['persistedQueries'], false | undefined>['cache']
>;

/**
 * Keeps the texts of valid operations that clients registered by their hashes, those that were used last. Anyone can
 * register one, so they are few: a client whose text is dropped, or too long, sends it with each request.
 */
export function createQueryStore(): QueryStore {
  const texts = new LRUCache<string, string>({
    maxSize: MOST_REGISTERED,
    maxEntrySize: MOST_OF_ONE,
    sizeCalculation: ({ length }) => length,
  });
  return {
    get: async (hash) => texts.get(hash),
    set: async (hash, text) => void texts.set(hash, text),
    delete: async (hash) => texts.delete(hash),
  };
}

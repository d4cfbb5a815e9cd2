import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** The most characters of documents. Parsed, a document takes some 80 bytes for each of its characters. */
const MOST_CHARACTERS = 150_000;

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

import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect garbage when the heap has grown by half since the last time; by itself it waits until a small heap is
 * four times as large. Operations that are asked one time each turn over all caches, and the gateway then holds 130 MB
 * less: docs/decisions/figures.md says what less room would cost.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=50');
